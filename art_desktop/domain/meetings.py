"""Panels: the rule of their calendar, their meetings, who comes, what is heard (product.md §4)."""

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
from art_desktop.domain.ids import AgendaItemId, MeetingId, PolicyId, RequestId, UserId
from art_desktop.domain.vocabulary import Post


@dataclass(eq=False, kw_only=True)
class PanelRule:
    """When a panel meets, from a day on (S003 §7).

    `weekday` is 0 for Monday; None for a panel that is called by hand. `instead_of` is the panel in whose place it
    meets that week. `starts_at`, `ends_at` and `papers_at` are local times such as "09:30". Papers close
    `papers_working_days` working days before the meeting. `post` is the authorising post that the panel is, if it is
    one; `chair` the post that chairs it.
    """

    id: PolicyId | None = None
    panel: PanelKind
    rhythm: PanelRhythm
    weekday: int | None = None
    instead_of: PanelKind | None = None
    starts_at: str = "09:30"
    ends_at: str = "12:30"
    slot_minutes: int = 20
    papers_working_days: int = 2
    papers_at: str = "12:00"
    post: Post | None = None
    chair: Post | None = None
    quorum: int | None = None
    place: str = ""
    effective_from: date
    effective_to: date | None = None
    source: str = ""


@dataclass(eq=False, kw_only=True)
class Meeting:
    """One meeting of a panel.

    `planned_on` is the day that the rule gave it, and stays when it is moved; None for one called by hand.
    """

    id: MeetingId | None = None
    panel: PanelKind
    planned_on: date | None = None
    starts_at: datetime
    ends_at: datetime
    papers_due_at: datetime
    place: str = ""
    chair: str = ""
    quorum: int | None = None
    state: MeetingState = MeetingState.PLANNED
    change_reason: str = ""
    minutes: str = ""
    closed_at: datetime | None = None
    closed_by: UserId | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class MeetingPerson:
    """Somebody who comes to a meeting; `user_id` where they can sign in and read its papers."""

    id: int | None = None
    meeting_id: MeetingId
    user_id: UserId | None = None
    name: str
    represents: str = ""
    email: str = ""
    part: MeetingPart = MeetingPart.MEMBER
    reply: MeetingReply = MeetingReply.NOT_ASKED
    note: str = ""


@dataclass(eq=False, kw_only=True)
class AgendaItem:
    """A request on a meeting's agenda. `asked` is what the panel is asked to decide, without a name in it.

    One that is added after the papers closed has the chair's reason. `heard_at` is when its decision was recorded;
    `state_reason` says why it was taken off, or that it came from another meeting.
    """

    id: AgendaItemId | None = None
    meeting_id: MeetingId
    request_id: RequestId
    position: int
    minutes: int
    asked: str = ""
    late_reason: str = ""
    late_agreed_by: str = ""
    state: AgendaState = AgendaState.WAITING
    state_reason: str = ""
    added_at: datetime
    added_by: UserId
    heard_at: datetime | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class PanelCase:
    """What a panel reads of one item: anonymised when it was made, so that nothing else is loaded to show it.

    `body` is canonical JSON of `panel_views.CaseView`.
    """

    id: int | None = None
    item_id: AgendaItemId
    number: int
    body: str
    sha256: str
    made_at: datetime
    made_by: UserId
