"""What the window is told of panels: the calendar, one meeting, its agenda and its people; and what it sends back.

Children stand in these by age and sex and by the request's reference, never by name: an agenda is printed and shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.deciding_words import (
    AgendaState,
    MeetingPart,
    MeetingReply,
    MeetingState,
    PanelKind,
    PanelRhythm,
)
from art_desktop.domain.ids import AgendaItemId, MeetingId, RequestId, UserId
from art_desktop.domain.vocabulary import Post, Urgency


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """One line of the list of meetings.

    `papers_open` is how many items still wait for their papers; `coming` and `counted` are members and chair who come,
    and all of them. `words` say that it was moved, why it was cancelled, or in whose place it meets.
    """

    id: MeetingId
    version: int
    panel: PanelKind
    on: date
    starts_at: datetime
    ends_at: datetime
    papers_due_at: datetime
    place: str
    chair: str
    state: MeetingState
    items: int
    papers_open: int
    coming: int
    counted: int
    quorum: int | None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class PanelRuleView:
    """The rule of a panel as it holds today, and what follows it: `next_words` "", or from when it changes."""

    panel: PanelKind
    rule: PanelRuleDetails
    words: str
    papers_words: str
    since: date
    source: str
    next_words: str = ""


@dataclass(frozen=True, kw_only=True)
class PanelRuleDetails:
    """What a panel's rule says; see `meetings.PanelRule`."""

    panel: PanelKind
    rhythm: PanelRhythm
    weekday: int | None
    instead_of: PanelKind | None
    starts_at: str
    ends_at: str
    slot_minutes: int
    papers_working_days: int
    papers_at: str
    post: Post | None
    chair: Post | None
    quorum: int | None
    place: str


@dataclass(frozen=True, kw_only=True)
class CalendarView:
    """The meetings from a month ago to a year ahead, soonest first, and the rule of each panel."""

    today: date
    until: date
    rows: tuple[MeetingRow, ...]
    rules: tuple[PanelRuleView, ...]
    changed: bool = False


@dataclass(frozen=True, kw_only=True)
class SlotView:
    """One item of an agenda with its time. `fits` is False where it would end after the meeting does."""

    item_id: AgendaItemId
    version: int
    position: int
    starts_at: datetime
    ends_at: datetime
    minutes: int
    fits: bool
    request_id: RequestId
    reference: str
    children_words: str
    kind_words: str
    asked: str
    owner: str
    state: AgendaState
    state_reason: str = ""
    late_words: str = ""
    papers_ready: bool = False
    decision_words: str = ""


@dataclass(frozen=True, kw_only=True)
class CandidateView:
    """A request that this panel may decide and that waits for it: `why`, and `elsewhere` where it stands already."""

    request_id: RequestId
    reference: str
    children_words: str
    kind_words: str
    urgency: Urgency
    needed_at: datetime
    why: str
    owner: str
    deferred: bool = False
    owed: bool = False
    joint: bool = False
    elsewhere: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """Somebody at a meeting. `signs_in` says that they can read its papers in the application."""

    id: int
    name: str
    represents: str
    email: str
    part: MeetingPart
    reply: MeetingReply
    note: str
    user_id: UserId | None

    @property
    def signs_in(self) -> bool:
        """Say whether they can sign in and read the papers."""
        return self.user_id is not None


@dataclass(frozen=True, kw_only=True)
class PanelUser:
    """Somebody with the role `panel`, who may be linked to a person of a meeting."""

    id: UserId
    name: str


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting whole. `room_words` say how the agenda fits; `quorum_words` whether it is quorate."""

    row: MeetingRow
    panel_words: str
    slots: tuple[SlotView, ...]
    taken_off: tuple[SlotView, ...]
    candidates: tuple[CandidateView, ...]
    people: tuple[PersonView, ...]
    users: tuple[PanelUser, ...]
    fits: bool
    room_words: str
    quorum_words: str
    papers_closed: bool
    slot_minutes: int
    chair_post: str
    minutes: str
    can_start: bool
    last_people_from: str = ""

    @property
    def open(self) -> bool:
        """Say whether anything of it may still be changed."""
        return self.row.state in {MeetingState.PLANNED, MeetingState.UNDER_WAY}


@dataclass(frozen=True, kw_only=True)
class OnAgenda:
    """Where a request stands on an agenda."""

    meeting_id: MeetingId
    item_id: AgendaItemId
    panel: PanelKind
    starts_at: datetime
    state: AgendaState
    words: str


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    """The next meeting of a panel that may decide a request; `late` says that its papers have closed."""

    meeting_id: MeetingId
    panel: PanelKind
    starts_at: datetime
    papers_due_at: datetime
    late: bool


@dataclass(frozen=True, kw_only=True)
class AgendaCard:
    """What the Decision tab says of panels: where the request is on an agenda, or where it could be put."""

    on: tuple[OnAgenda, ...]
    next: tuple[NextMeeting, ...]


# What comes in


@dataclass(frozen=True, kw_only=True)
class CallMeeting:
    """Call a meeting of a panel by hand. Times are local, "09:30"; what is left out is the panel's rule's."""

    panel: PanelKind
    on: date
    starts_at: str
    ends_at: str
    papers_due_on: date | None = None
    place: str = ""
    chair: str = ""
    quorum: int | None = None


@dataclass(frozen=True, kw_only=True)
class MoveMeeting:
    """Move a meeting to a day, to times or to a place, with the reason. Papers close again as the rule says."""

    meeting_id: MeetingId
    version: int
    on: date
    starts_at: str
    ends_at: str
    place: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CancelMeeting:
    """Cancel a meeting. `to_next`: its items go to the panel's next meeting, else back to the candidates."""

    meeting_id: MeetingId
    version: int
    reason: str
    to_next: bool = True


@dataclass(frozen=True, kw_only=True)
class CloseMeeting:
    """Close a meeting. `rest_not_reached`: what was not heard goes back to the candidates."""

    meeting_id: MeetingId
    version: int
    rest_not_reached: bool = False
    minutes: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangePanelRule:
    """Give a panel a new rule from a day on."""

    rule: PanelRuleDetails
    begins_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class PutOn:
    """Put a request on an agenda. Minutes and words are the panel's usual ones where they are left out.

    `late_reason` and `late_agreed_by` are the chair's reason and who agreed, once the papers have closed.
    """

    meeting_id: MeetingId
    request_id: RequestId
    minutes: int | None = None
    asked: str = ""
    late_reason: str = ""
    late_agreed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class EditItem:
    """Change how long an item has and what is asked of the panel."""

    item_id: AgendaItemId
    version: int
    minutes: int
    asked: str


@dataclass(frozen=True, kw_only=True)
class SavePerson:
    """Add somebody to a meeting (`person_id` None), or change what is said of them."""

    meeting_id: MeetingId
    person_id: int | None = None
    name: str
    represents: str = ""
    email: str = ""
    part: MeetingPart = MeetingPart.MEMBER
    user_id: UserId | None = None
