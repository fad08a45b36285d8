"""The one rule for free places on a day: derived, never typed in (product.md §2). `outlook` follows it from day to day.

A place is free when it is approved, nobody who is fostered there fills it, and it is not kept back. Terms of one kind
add up; terms of different kinds are the same beds used in another way, so the largest counts. A term for a named child
is that child's own place: it frees none while the child is away, and the child fills none of the others.

Two readings: what is *sure* (as the search judges: a child is there until the placement has a known end) and what is
*expected* (placements end when they are expected to, and a child leaves foster care at 18).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.facts import HoldFacts, HouseholdFacts, TermsFacts
from art_desktop.domain.vocabulary import ApprovalKind, AvailabilityKind, HouseholdStatus

T = TypeVar("T")

USUAL_LIMIT: Final = 3
"""Children fostered in one household, but for brothers and sisters or an exemption (Children Act 1989 Sch 7)."""

GROWN_UP_KINDS: Final = frozenset({ApprovalKind.STAYING_PUT, ApprovalKind.LODGINGS})
"""Kinds of care in which somebody stays on at 18."""


@dataclass(frozen=True)
class Room:
    """What a household has on one day. `filling` are those of `here` who have no term of their own by name."""

    approved: int
    here: int
    filling: int
    kept_back: int
    usable: bool

    @property
    def balance(self) -> int:
        """Return approved places less filled less kept back; below 0 where there are too many children."""
        return self.approved - self.filling - self.kept_back

    @property
    def free(self) -> int:
        """Return the places free; none while the household is held as a whole or not active."""
        return max(0, self.balance) if self.usable else 0


def room(
    status: HouseholdStatus,
    terms: Sequence[TermsFacts],
    holds: Sequence[HoldFacts],
    here: Sequence[ChildId | None],
    *,
    kinds: Collection[ApprovalKind] | None = None,
    children: Collection[ChildId] = (),
) -> Room:
    """Return what is free under terms and holds that are in force, with these children fostered there.

    Args: kinds: the kinds of approval that would do; None for whatever may be asked. children: who is to be placed:
        a term or a hold by name is for them, and they fill no place although they live there.
    """
    own = {term.named_child_id for term in terms if term.named_child_id is not None}
    by_kind: dict[ApprovalKind, int] = defaultdict(int)
    for term in terms:
        open_to_any = term.named_child_id is None and (kinds is None or term.kind in kinds)
        if open_to_any or term.named_child_id in children:
            by_kind[term.kind] += term.places
    others = [hold for hold in holds if hold.for_child_id not in children]
    fostered = [child for child in here if child is None or child not in children]
    return Room(
        approved=max(by_kind.values(), default=0),
        here=len(fostered),
        filling=sum(child is None or child not in own for child in fostered),
        kept_back=sum(hold.places for hold in others if hold.places is not None),
        usable=status is HouseholdStatus.ACTIVE and all(hold.places is not None for hold in others),
    )


def room_of(
    facts: HouseholdFacts,
    *,
    on: date | None = None,
    kinds: Collection[ApprovalKind] | None = None,
    children: Collection[ChildId] = (),
) -> Room:
    """Return what a household has free on the day of the facts, as `room` says; who leaves by `on` is gone."""
    here = [
        one.child_id
        for one in facts.residents
        if one.is_fostered and (on is None or one.leaves_on is None or on < one.leaves_on)
    ]
    return room(facts.status, facts.terms, facts.holds, here, kinds=kinds, children=children)


@dataclass(frozen=True)
class Dated(Generic[T]):
    """Something that holds between two days, both included; `ends_on` None for no end."""

    what: T
    starts_on: date
    ends_on: date | None = None

    def covers(self, on: date) -> bool:
        """Say whether it holds on a day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Allowed:
    """How many children in all an exemption lets live there; `child_id` None where the child is only in `words`."""

    places: int
    child_id: ChildId | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One placement in the household. `ended_on` and `expected_end_on` are days of leaving; `name` is a first name."""

    child_id: ChildId
    name: str
    born_on: date
    starts_on: date
    ended_on: date | None = None
    expected_end_on: date | None = None
    kind: ApprovalKind | None = None

    def here(self, on: date) -> bool:
        """Say whether the child is sure to be there on the night of a day."""
        return self.starts_on <= on and (self.ended_on is None or on < self.ended_on)

    def expected_leaving(self, as_of: date) -> tuple[date, str] | None:
        """Return the day on which the child is expected to leave and why, or None; a day gone by frees nothing."""
        if self.ended_on is not None:
            return None
        ends = []
        if self.expected_end_on is not None and self.expected_end_on > as_of:
            ends.append((self.expected_end_on, f"{self.name}’s placement is expected to end"))
        adult_on = birthday(self.born_on, 18)
        if self.kind not in GROWN_UP_KINDS and adult_on > as_of:
            ends.append((adult_on, f"{self.name} is 18"))
        return min(ends, default=None)

    def overdue(self, as_of: date) -> str:
        """Return in words what should have ended the stay and has not, or nothing."""
        if self.ended_on is not None or not self.here(as_of):
            return ""
        if self.kind not in GROWN_UP_KINDS and birthday(self.born_on, 18) <= as_of:
            return f"{self.name} is 18 and still placed here"
        if self.expected_end_on is not None and self.expected_end_on <= as_of:
            return f"{self.name}’s placement was expected to have ended, and has not"
        return ""


@dataclass(frozen=True, kw_only=True)
class OnCall:
    """Days on which a household can be called on: `weekdays` as in `Availability`."""

    kind: AvailabilityKind
    starts_on: date
    ends_on: date | None = None
    weekdays: str = ""
    places: int | None = None

    def covers(self, on: date) -> bool:
        """Say whether a day is one of these; the last day is included."""
        begun = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return begun and (not self.weekdays or str(on.isoweekday()) in self.weekdays)


@dataclass(frozen=True, kw_only=True)
class Supply:
    """All that a household's free places follow from, with its dates, as the record has it on `as_of`."""

    household_id: HouseholdId
    as_of: date
    status: HouseholdStatus = HouseholdStatus.ACTIVE
    terms: tuple[Dated[TermsFacts], ...] = ()
    exemptions: tuple[Dated[Allowed], ...] = ()
    holds: tuple[Dated[HoldFacts], ...] = ()
    stays: tuple[Stay, ...] = ()
    on_call: tuple[OnCall, ...] = ()

    def here(self, on: date, *, expected: bool = False) -> list[Stay]:
        """Return the stays on a day: those that are sure, or those still to be expected."""
        found = [stay for stay in self.stays if stay.here(on)]
        if not expected:
            return found
        ends = [(stay, stay.expected_leaving(self.as_of)) for stay in found]
        return [stay for stay, leaving in ends if leaving is None or on < leaving[0]]

    def room(
        self,
        on: date,
        *,
        expected: bool = False,
        kinds: Collection[ApprovalKind] | None = None,
        children: Collection[ChildId] = (),
    ) -> Room:
        """Return what is free on a day, as `room` says."""
        return room(
            self.status,
            in_force(self.terms, on),
            in_force(self.holds, on),
            [stay.child_id for stay in self.here(on, expected=expected)],
            kinds=kinds,
            children=children,
        )

    def kinds(self, on: date) -> tuple[ApprovalKind, ...]:
        """Return the kinds of care that open terms allow on a day, in the order of the list."""
        found = {t.kind for t in in_force(self.terms, on) if t.named_child_id is None}
        return tuple(kind for kind in ApprovalKind if kind in found)

    def allowed(self, on: date) -> int:
        """Return how many children may be fostered there in all: three, or what an exemption says."""
        return max([USUAL_LIMIT, *(one.places for one in in_force(self.exemptions, on))])

    def on_call_for(self, on: date) -> tuple[AvailabilityKind, ...]:
        """Return what the household said it can be called on for on a day."""
        found = {days.kind for days in self.on_call if days.covers(on)}
        return tuple(kind for kind in AvailabilityKind if kind in found)


def in_force(dated: Iterable[Dated[T]], on: date) -> list[T]:
    """Return what holds on a day."""
    return [one.what for one in dated if one.covers(on)]


def birthday(born_on: date, age: int) -> date:
    """Return the day on which somebody reaches an age; one born on 29 February on 1 March in a common year."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)
