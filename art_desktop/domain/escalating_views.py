"""What is shown of disagreements about homes, and what is sent to settle them: frozen, between services and window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.ids import EscalationId, OptionId, RequestId
from art_desktop.domain.vocabulary import RequestKind, Stage


class StepState(StrEnum):
    """Where a rung of the ladder stands."""

    DONE = "done"
    NOW = "now"
    NOT_REACHED = "not_reached"
    PASSED_BY = "passed_by"


@dataclass(frozen=True, kw_only=True)
class AskView:
    """Ask the child's social worker what they think of a home, with the support that is now offered."""

    option_id: OptionId
    asked_of: str
    support: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenEscalation:
    """Take a standing disagreement to the ladder. `who` settles the first step, by name and post."""

    option_id: OptionId
    about: str
    who: str
    safeguarding: bool = False


@dataclass(frozen=True, kw_only=True)
class HearStep:
    """Record what the present step came to. `next_who` is who takes the next, where this one settled nothing."""

    escalation_id: EscalationId
    version: int
    rung: Rung
    result: RungResult
    words: str
    next_who: str = ""
    heard_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TakeToBoard:
    """Mark a disagreement as taken to the Joint Governance Board of a day, with what was learnt."""

    escalation_id: EscalationId
    version: int
    board_on: date
    lessons: str = ""


@dataclass(frozen=True)
class AskedView:
    """One time that the social worker was asked; `late` where the day has passed without an answer."""

    option_id: OptionId
    title: str
    asked_of: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    support: str
    answered_at: datetime | None
    late: bool


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One rung of the ladder, reached or not."""

    rung: Rung
    state: StepState
    who: str = ""
    raised_at: datetime | None = None
    due_at: datetime | None = None
    heard_at: datetime | None = None
    result: RungResult | None = None
    words: str = ""
    recorded_by: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class EscalationView:
    """A disagreement with its whole ladder, six rungs, lowest first."""

    id: EscalationId
    option_id: OptionId
    title: str
    about: str
    safeguarding: bool
    opened_at: datetime
    opened_by: str
    steps: tuple[StepView, ...]
    settled_at: datetime | None
    ended: EscalationEnd | None
    permits: bool
    board_on: date | None
    lessons: str
    version: int

    @property
    def now(self) -> StepView | None:
        """Return the step that waits to be heard."""
        return next((step for step in self.steps if step.state is StepState.NOW), None)


@dataclass(frozen=True)
class Disputed:
    """A home that the social worker disagrees with and that is on no ladder yet."""

    option_id: OptionId
    title: str
    given_by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Disagreements:
    """Everything on a request about asking for the social worker's view and settling disagreements.

    `to_ask`: the homes that said yes and whose view is not waited for, with their titles. `who`: who takes each step,
    as far as the record knows.
    """

    asked: tuple[AskedView, ...] = ()
    to_ask: tuple[tuple[OptionId, str], ...] = ()
    disputed: tuple[Disputed, ...] = ()
    escalations: tuple[EscalationView, ...] = ()
    who: tuple[tuple[Rung, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """A disagreement as the Joint Governance Board sees it: nobody's name but of those who decided.

    `hidden`: what was written names somebody, so that it is not shown here.
    """

    id: EscalationId
    request_id: RequestId
    reference: str
    kind: RequestKind
    stage: Stage
    children_words: str
    home_words: str
    about: str
    hidden: bool
    opened_at: datetime
    highest: Rung
    steps: tuple[StepView, ...]
    settled_at: datetime | None
    ended: EscalationEnd | None
    outcome: str
    board_on: date | None
    lessons: str
    version: int


@dataclass(frozen=True)
class RungCount:
    """How many disagreements were settled on a rung, and how many wait there now."""

    rung: Rung
    settled: int
    waiting: int


@dataclass(frozen=True)
class BoardList:
    """What waits for the next board, what earlier boards had, and the counts by rung of all disagreements."""

    waiting: tuple[BoardRow, ...]
    taken: tuple[BoardRow, ...]
    counts: tuple[RungCount, ...]
