"""What is shown of the joint allocation: a line for each request that waits, in both plans, and what a change costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from art_desktop.domain.allocation.model import Plan, Problem
from art_desktop.domain.ids import RequestId
from art_desktop.domain.vocabulary import Tier, Urgency


@dataclass(frozen=True)
class PlacedView:
    """Children of one request in one home. `score` is 0 to 100, the mean of the low ends of their scores."""

    children_words: str
    place: str
    title: str
    tier: Tier
    score: int


@dataclass(frozen=True)
class ChoiceView:
    """One home that could take all children of a request. `taken_for`: references of those whom the plan has there."""

    place: str
    title: str
    tier: Tier
    score: int
    taken_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class AllocationLine:
    """One request that waits: where the joint plan has its children, and where choosing one at a time has them.

    `unplaced_words` and `unplaced_before_words` are the children without a home in either plan, `why_words` says why
    the joint plan has none for them. `choices` are the homes that could take all of them, best first.
    """

    key: str
    request_id: RequestId
    reference: str
    children_words: str
    children: int
    needed_at: datetime
    urgency: Urgency
    authorised: bool
    together: tuple[PlacedView, ...]
    one_by_one: tuple[PlacedView, ...]
    unplaced_words: str
    unplaced_before_words: str
    why_words: str
    choices: tuple[ChoiceView, ...]

    @property
    def differs(self) -> bool:
        """Say whether the two plans have these children in different homes."""
        return {(p.place, p.children_words) for p in self.together} != {
            (p.place, p.children_words) for p in self.one_by_one
        }


@dataclass(frozen=True)
class MissingView:
    """A change of one approval that would place more children: the household, the change, and what it brings."""

    place: str
    title: str
    change: str
    brings: str


@dataclass(frozen=True)
class LeftOutView:
    """An open request that could not be asked about, and why."""

    request_id: RequestId
    reference: str
    why: str


@dataclass(frozen=True)
class AllocationView:
    """Everybody who waits at once. `problem` and the plans are handed back when a change is asked about.

    `better_words` say what the joint plan brings over choosing one at a time; "" where they are equally good.
    """

    lines: tuple[AllocationLine, ...]
    left_out: tuple[LeftOutView, ...]
    problem: Problem
    plan: Plan
    simple: Plan
    missing: tuple[MissingView, ...]
    children: int
    better_words: str

    @property
    def proof_words(self) -> str:
        """Return whether any plan could be better."""
        return self.plan.gap_words
