"""A panel's meeting as its members read it and as the minute-taker runs it: slots, lateness, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import Condition
from art_desktop.domain.deciding_words import AgendaState, MeetingPart, MeetingState, PanelKind
from art_desktop.domain.funding import RecordFunding
from art_desktop.domain.ids import AgendaItemId, MeetingId, Pence, RequestId
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.panel_views import CaseView
from art_desktop.domain.vocabulary import Decision
from art_desktop.domain.wording import time_words


@dataclass(frozen=True)
class PapersLine:
    """A meeting in somebody's list of papers. `cases` counts the items, `ready` those whose case is prepared."""

    id: MeetingId
    panel: PanelKind
    starts_at: datetime
    ends_at: datetime
    place: str
    chair: str
    state: MeetingState
    part: MeetingPart | None
    cases: int
    ready: int


@dataclass(frozen=True, kw_only=True)
class RoomItem:
    """One item of a meeting. `case` None: not prepared yet. `stale`: why it should be prepared again, or "".

    `request_id` is told to those who run panels alone.
    """

    id: AgendaItemId
    position: int
    starts_at: datetime
    ends_at: datetime
    state: AgendaState
    version: int
    heard_at: datetime | None = None
    case: CaseView | None = None
    case_number: int = 0
    stale: str = ""
    request_id: RequestId | None = None

    @property
    def slot_words(self) -> str:
        """Return "10:40–11:00"."""
        return f"{time_words(self.starts_at)}–{time_words(self.ends_at)}"


@dataclass(frozen=True, kw_only=True)
class RoomView:
    """A meeting with its cases in order. `why_not_decide`: why nothing can be decided in it, "" where it can."""

    id: MeetingId
    panel: PanelKind
    starts_at: datetime
    ends_at: datetime
    place: str
    chair: str
    state: MeetingState
    items: tuple[RoomItem, ...]
    why_not_decide: str = ""

    def late_minutes(self, now: datetime) -> int | None:
        """Return how many whole minutes the meeting is behind, 0 on time; None when it does not sit now."""
        return late_minutes(self.items, self.starts_at, now)

    def first_waiting(self) -> int:
        """Return the place of the case that is to be heard next, 0 where all are heard."""
        waiting = [at for at, one in enumerate(self.items) if one.state is AgendaState.WAITING]
        return waiting[0] if waiting else 0


@dataclass(frozen=True)
class WhoIsIt:
    """Who a case is about: shown on asking, to those who may see children, its opening logged."""

    reference: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Prepared:
    """What came of preparing one case: a new one or the same, and what changed; or why it was refused."""

    item_id: AgendaItemId
    number: int = 0
    new: bool = False
    changes: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordPanelDecision:
    """Record what a panel decided on an item. `note`: for a deferral, what is needed by `deferred_to`.

    `decided_by` "" is the chair. `funding`: the joint split that was agreed with it. `most_pence`: up to what whole
    price an assessment or support may be ordered, None for no limit.
    """

    item_id: AgendaItemId
    version: int
    decision: Decision
    conditions: tuple[Condition, ...] = ()
    note: str = ""
    deferred_to: date | None = None
    decided_by: str = ""
    funding: RecordFunding | None = None
    most_pence: Pence | None = None


@dataclass(frozen=True)
class Decided:
    """What came of a decision: words, and the item that comes up next (None: all are heard)."""

    words: str
    next_item: AgendaItemId | None


def slots(
    meeting: Meeting, items: Sequence[AgendaItem]
) -> dict[AgendaItemId, tuple[datetime, datetime]]:
    """Return when each item begins and ends, one after another from the start; what was taken off has no slot."""
    found: dict[AgendaItemId, tuple[datetime, datetime]] = {}
    at = meeting.starts_at
    for item in sorted(items, key=lambda one: (one.position, one.id or 0)):
        if item.state is AgendaState.TAKEN_OFF or item.id is None:
            continue
        until = at + timedelta(minutes=item.minutes)
        found[item.id] = (at, until)
        at = until
    return found


def late_minutes(items: Sequence[RoomItem], starts_at: datetime, now: datetime) -> int | None:
    """Return how far behind a meeting is: by when its case came up, or by how far that case is over its slot.

    None before it begins, after its day, and when every case is heard.
    """
    waiting = [one for one in items if one.state is AgendaState.WAITING]
    if not waiting or now < starts_at or local_day(now) != local_day(starts_at):
        return None
    heard = [one.heard_at for one in items if one.heard_at is not None]
    came_up = max([starts_at, *heard])
    behind = max(came_up - waiting[0].starts_at, now - waiting[0].ends_at, timedelta(0))
    return int(behind.total_seconds()) // 60
