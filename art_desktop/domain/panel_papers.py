"""What a panel's papers say: the pack before a meeting, its minutes, the letter of one decision (product.md §4, §6).

The pack and the minutes speak of children by age, sex and reference alone; the letter, which stays inside the council,
names the child. Days are local `date`s, instants aware UTC, money whole pence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.deciding_words import AgendaState, Funder, MeetingPart
from art_desktop.domain.ids import Pence
from art_desktop.domain.panel_views import CaseView
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Decision
from art_desktop.domain.wording import time_words


@dataclass(frozen=True)
class PanelPerson:
    """Somebody at a meeting: name, whom they stand for, what they are to it; `note` such as who came instead."""

    name: str
    represents: str = ""
    part: MeetingPart = MeetingPart.MEMBER
    note: str = ""

    @property
    def words(self) -> str:
        """Return "Moira Kettleborough, Head of Service (chair)"."""
        who = ", ".join(part for part in (self.name, self.represents) if part)
        if self.part is MeetingPart.MEMBER:
            return who
        return f"{who} ({self.part.words[:1].lower()}{self.part.words[1:]})"


@dataclass(frozen=True, kw_only=True)
class PanelMeeting:
    """The meeting that a paper is about. `panel` is its short name; `long_name` "" where that is the same."""

    panel: str
    long_name: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    chair: str = ""
    quorum: int | None = None
    quorum_words: str = ""
    change_words: str = ""


@dataclass(frozen=True, kw_only=True)
class PackItem:
    """One item of the agenda. `case` None: not prepared; `stale`: why it should be prepared again, or "".

    `late` says why it came after the papers had closed, and who agreed.
    """

    position: int
    starts_at: datetime
    ends_at: datetime
    reference: str
    kind_words: str
    asked: str = ""
    late: str = ""
    state: AgendaState = AgendaState.WAITING
    case: CaseView | None = None
    case_number: int = 0
    case_made_at: datetime | None = None
    stale: str = ""

    @property
    def slot_words(self) -> str:
        """Return "10:40–11:00"."""
        return f"{time_words(self.starts_at)}–{time_words(self.ends_at)}"

    @property
    def title(self) -> str:
        """Return who it is about: "Boy, 9 · with brother, 6", or its kind before the case is prepared."""
        return self.case.children_words if self.case is not None else self.kind_words


@dataclass(frozen=True, kw_only=True)
class PanelPack(PaperBody):
    """What a panel reads before it meets: the meeting, then each case as it was prepared."""

    meeting: PanelMeeting
    papers_due_at: datetime
    people: tuple[PanelPerson, ...] = ()
    items: tuple[PackItem, ...] = ()

    @property
    def not_ready(self) -> tuple[PackItem, ...]:
        """Return the items that the panel cannot read yet."""
        return tuple(item for item in self.items if item.case is None)


# After it


@dataclass(frozen=True)
class MinuteAction:
    """What somebody has to do because of a decision: a condition, or what a deferral asks for."""

    words: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class MinuteShare:
    """What one funder pays: "28%" or an amount a week; `weekly_pence` where the whole was known."""

    funder: Funder
    words: str
    weekly_pence: Pence | None = None


@dataclass(frozen=True, kw_only=True)
class MinuteSplit:
    """The joint funding split that was agreed, from a day on."""

    starts_on: date
    weekly_pence: Pence | None = None
    parts: tuple[MinuteShare, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MinuteItem:
    """One case in the minutes: what was asked, said and decided; `decision` None where nothing was.

    `other_words` say what became of an item without a decision, `reasons` what the decision was recorded with.
    """

    position: int
    reference: str
    title: str
    kind_words: str
    asked: str = ""
    late: str = ""
    state: AgendaState = AgendaState.WAITING
    other_words: str = ""
    decision: Decision | None = None
    decided_at: datetime | None = None
    actions: tuple[MinuteAction, ...] = ()
    reasons: str = ""
    deferred_to: date | None = None
    valid_until: date | None = None
    most_pence: Pence | None = None
    split: MinuteSplit | None = None
    said: str = ""
    dissent: str = ""
    replaced: bool = False


@dataclass(frozen=True, kw_only=True)
class PanelMinutes(PaperBody):
    """The minutes of one meeting. `draft`: not agreed by the chair; what is missing in them is named."""

    meeting: PanelMeeting
    draft: bool = False
    missing: tuple[str, ...] = ()
    present: tuple[PanelPerson, ...] = ()
    apologies: tuple[PanelPerson, ...] = ()
    others: tuple[PanelPerson, ...] = ()
    quorate: bool | None = None
    conflicts: str = ""
    last_minutes: str = ""
    opening: str = ""
    items: tuple[MinuteItem, ...] = ()
    other_business: str = ""
    next_meeting: str = ""
    taken_by: str = ""


# To the social worker


@dataclass(frozen=True)
class LetterChild:
    """A child as the letter names them."""

    name: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What happens next, and by whom; `due_on` None where no day is set."""

    words: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(PaperBody):
    """What was decided on one request, for the child's social worker and their team manager.

    `decided_by` is the post or panel, `decided_by_name` who spoke for it. `needed` is what a deferral asks for, or why
    it was not agreed. `routes_tonight` say who can decide where the child is not safe. `superseded`: a later decision
    holds instead.
    """

    reference: str
    kind_words: str
    council: str
    team: str
    phone: str = ""
    out_of_hours_phone: str = ""
    social_worker: str = ""
    worker_team: str = ""
    children: tuple[LetterChild, ...] = ()
    asked: str = ""
    decision: Decision
    decided_by: str
    decided_by_name: str = ""
    decided_at: datetime
    meeting_words: str = ""
    conditions: tuple[MinuteAction, ...] = ()
    needed: str = ""
    note: str = ""
    deferred_to: date | None = None
    valid_until: date | None = None
    most_pence: Pence | None = None
    split: MinuteSplit | None = None
    next_steps: tuple[NextStep, ...] = ()
    retrospective: bool = False
    seeks_home: bool = True
    superseded: str = ""
