"""One case before one pool under one policy, and the columns that several criteria share.

Everything here is worked out when first asked for and kept for the length of the search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from functools import cached_property
from typing import Final, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.facts import Candidate, Case, HouseholdFacts, ResidentFacts
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import (
    HOLDS,
    HOUSEHOLD,
    KINDS,
    NEEDS,
    Living,
    Pool,
    Rows,
    counts,
)
from art_desktop.domain.matching.verdicts import RANK, Mask
from art_desktop.domain.places import METRES_PER_MILE, GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HoldReason,
    Level,
    NeedCode,
    Plan,
    RequestKind,
    Skill,
    SkillLevel,
    Urgency,
)

OF_AGE: Final = 30_000
"""More months than anybody has."""

_T = TypeVar("_T")

Counts = NDArray[np.int16]
"""A small number for each candidate, shape (n,)."""


def any_of(by_slots: Mask) -> Mask:
    """Return for which candidates some slot holds."""
    found: Mask = np.logical_or.reduce(by_slots, axis=0)
    return found


def how_many(by_slots: Mask) -> Counts:
    """Return how many slots hold, for each candidate."""
    if len(by_slots) > 255:
        return np.asarray(np.add.reduce(by_slots, axis=0, dtype=np.int16), dtype=np.int16)
    # Bytes are added up many at a time.
    return np.asarray(np.add.reduce(by_slots.view(np.uint8), axis=0, dtype=np.uint8), np.int16)


_OF_CASE: Final = frozenset({"kinds", "child_ids", "family_ids"})
_COUNTED: Final = (
    "fostered",
    "kept_back",
    "approved",
    "free",
    "staying",
    "has_others",
    "home_miles",
)
_OF_OUTLINE: Final = ("kinds", "of_kind", "has_kind", "best_terms", "approved")

_BY_REQUEST: Final = {
    RequestKind.SHORT_BREAK: (ApprovalKind.SHORT_BREAK,),
    RequestKind.PARENT_CHILD: (ApprovalKind.PARENT_CHILD,),
    RequestKind.REMAND: (ApprovalKind.REMAND,),
    RequestKind.SUPPORTED: (ApprovalKind.LODGINGS,),
    RequestKind.LODGINGS: (ApprovalKind.LODGINGS,),
    RequestKind.STAYING_PUT: (ApprovalKind.STAYING_PUT,),
    RequestKind.PERMANENT: (ApprovalKind.LONG_TERM,),
    RequestKind.FOSTER_TO_ADOPT: (ApprovalKind.FOSTER_TO_ADOPT,),
    RequestKind.SECURE: (),
    RequestKind.RETURN_HOME: (),
    RequestKind.ASSESSMENT: (),
    RequestKind.CRISIS: (),
}

_BY_PLAN: Final[dict[Plan | None, tuple[ApprovalKind, ...]]] = {
    None: (ApprovalKind.SHORT_TERM,),
    Plan.SHORT_TERM: (ApprovalKind.SHORT_TERM,),
    Plan.RETURN_HOME: (ApprovalKind.SHORT_TERM,),
    Plan.LONG_TERM: (ApprovalKind.LONG_TERM,),
    Plan.ADOPTION: (ApprovalKind.SHORT_TERM, ApprovalKind.FOSTER_TO_ADOPT),
    Plan.INDEPENDENCE: (ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM, ApprovalKind.LODGINGS),
}


def kinds_wanted(case: Case) -> tuple[ApprovalKind, ...]:
    """Return the kinds of approval that would do for this case, by request, plan and urgency.

    A plan that is not known is taken as short-term. An urgent request may also use an emergency
    approval.
    """
    if case.kind in _BY_REQUEST:
        return _BY_REQUEST[case.kind]
    kinds = list(_BY_PLAN[case.subjects[0].needs.plan])
    if case.urgency is not Urgency.PLANNED:
        kinds.append(ApprovalKind.EMERGENCY)
    return tuple(kinds)


class Trial:
    """One case, one pool, one policy."""

    def __init__(
        self, case: Case, pool: Pool, policy: MatchingPolicy, whole: Trial | None = None
    ) -> None:
        self.case = case
        self.pool = pool
        self.policy = policy
        self.size = len(pool)
        self.whole = whole or self
        self._day = case.needed_on.toordinal()
        self._levels: dict[NeedCode, Level | None] = {}
        self._others_of: dict[int, tuple[ResidentFacts, ...]] = {}
        self._noted: dict[object, object] = {}
        # What many sentences look up of one candidate after another.
        self.skills_held: dict[int, Mapping[Skill, SkillLevel] | None] = {}
        if whole is not None:
            # What is read off the case alone is the same for every part.
            self._levels = vars(whole)["_levels"]
            self.__dict__.update((k, v) for k, v in vars(whole).items() if k in _OF_CASE)

    def narrowed(self, rows: Rows) -> Trial:
        """Return the same trial before some `rows` of the whole pool alone, ascending, each once."""
        return Trial(self.case, self.whole.pool.take(rows), self.policy, self.whole)

    def lend(self) -> dict[str, object]:
        """Return the columns worked out so far that another case of the same outline may `borrow`."""
        return {name: self.__dict__[name] for name in _OF_OUTLINE if name in self.__dict__}

    def once(self, about: Hashable, work: Callable[[], _T]) -> _T:
        """Return what `work` returns, done once in this trial: what a sentence reads of the case alone."""
        if about not in self._noted:
            self._noted[about] = work()
        return cast("_T", self._noted[about])

    def reuse(self, wider: Trial, at: Rows) -> None:
        """Take over what was counted for these candidates already, where they stand `at` in a wider trial."""
        mine, theirs = self.__dict__, wider.__dict__
        for name in _COUNTED:
            if name in theirs:
                mine[name] = theirs[name].take(at, axis=-1)
        if "others" in theirs:
            same = theirs["others"] is theirs.get("staying")
            mine["others"] = mine["staying"] if same else theirs["others"].take(at, axis=-1)

    def borrow(self, columns: Mapping[str, object]) -> None:
        """Take over columns that `lend` gave for the same pool.

        Only where kind, urgency and plans are the same, and no term of approval names a child of either.
        """
        self.__dict__.update(columns)

    # -- the case

    @cached_property
    def kinds(self) -> tuple[ApprovalKind, ...]:
        """The kinds of approval that would do."""
        return kinds_wanted(self.case)

    @cached_property
    def child_ids(self) -> frozenset[int]:
        """Who is to be placed."""
        return frozenset(int(s.child_id) for s in self.case.subjects)

    @cached_property
    def family_ids(self) -> frozenset[int]:
        """The families of the children to be placed."""
        return frozenset(int(s.family_id) for s in self.case.subjects if s.family_id is not None)

    def wanted(self, answer: str) -> bool | None:
        """Return whether any child must have something: True, False for all, None while open."""
        answers = [cast("bool | None", getattr(s.needs, answer)) for s in self.case.subjects]
        if True in answers:
            return True
        return None if None in answers else False

    def level(self, need: NeedCode) -> Level | None:
        """Return the highest level of a need among the children; None while one is not known.

        A level that is known to be complex stays complex whatever the others turn out to be.
        """
        if need not in self._levels:
            found = [s.needs.level(need) for s in self.case.subjects]
            known = [level for level in found if level is not None]
            certain = len(known) == len(found) or Level.COMPLEX in known
            self._levels[need] = max(known, key=RANK.__getitem__) if certain else None
        return self._levels[need]

    # -- one candidate, for sentences

    def facts(self, index: int) -> Candidate:
        """Return the facts of one candidate."""
        return self.pool.candidates[index]

    def household(self, index: int) -> HouseholdFacts | None:
        """Return the facts of one candidate where it is a household."""
        facts = self.pool.candidates[index]
        return facts if isinstance(facts, HouseholdFacts) else None

    def stays(self, resident: ResidentFacts) -> bool:
        """Say whether a resident is there on the day and is none of the children to be placed."""
        if resident.child_id is not None and int(resident.child_id) in self.child_ids:
            return False
        return resident.leaves_on is None or resident.leaves_on > self.case.needed_on

    def others_of(self, index: int) -> tuple[ResidentFacts, ...]:
        """Return who else under 18 lives with one candidate on the day, siblings left out."""
        if index not in self._others_of:
            # Several rules speak of them.
            facts = self.household(index)
            self._others_of[index] = tuple(
                r
                for r in (() if facts is None else facts.residents)
                if self.stays(r)
                and not (r.family_id is not None and int(r.family_id) in self.family_ids)
                and counts(r)
            )
        return self._others_of[index]

    # -- shared columns

    @cached_property
    def outside(self) -> Rows:
        """Which candidates are no household but an agency or a home, as indexes."""
        return np.flatnonzero(self.pool.form)

    @cached_property
    def is_household(self) -> Mask:
        """Which candidates are households."""
        return np.asarray(self.pool.form == HOUSEHOLD, dtype=np.bool_)

    @cached_property
    def staying(self) -> Mask:
        """Which residents are there on the day, the children of the case left out; by slots."""
        residents = self.pool.residents
        gone = residents.leaving.day <= self._day
        mine = [place for child in self.child_ids for place in residents.children.found(child)]
        if not mine and not gone.any():
            return residents.here
        staying = residents.here.copy()
        staying[residents.leaving.slot[gone], residents.leaving.owner[gone]] = False
        for slot, index in mine:
            staying[slot, index] = False
        return staying

    @cached_property
    def _sibling_slots(self) -> list[tuple[int, int]]:
        found = self.pool.residents.families.found
        return [place for family in self.family_ids for place in found(family)]

    @cached_property
    def siblings(self) -> Mask:
        """Which residents are brothers or sisters of the children of the case; by slots."""
        found = np.zeros_like(self.pool.residents.here)
        for slot, index in self._sibling_slots:
            found[slot, index] = True
        return found

    @cached_property
    def fostered(self) -> Counts:
        """How many placed children each candidate has on the day."""
        return how_many(self.pool.residents.fostered & self.staying)

    @cached_property
    def has_other_family(self) -> Mask:
        """Where a placed child lives on the day who is no sibling of the children of the case."""
        return any_of(self.pool.residents.fostered & self.others)

    @cached_property
    def has_sibling(self) -> Mask:
        """Where a brother or sister lives on the day."""
        if not self._sibling_slots:
            return np.zeros(self.size, dtype=np.bool_)
        return any_of(self.staying & self.siblings)

    @cached_property
    def some_sibling(self) -> bool:
        """Whether a brother or sister lives with any candidate of the whole pool on the day."""
        if self.whole is not self:
            return self.whole.some_sibling
        found = self.pool.residents.families.found
        return any(found(family) for family in self.family_ids) and bool(self.has_sibling.any())

    @cached_property
    def kept_back(self) -> Counts:
        """How many places each candidate keeps back for others."""
        rows = self.pool.holds
        kept = np.zeros(self.size, dtype=np.int16)
        counted = (rows.places > 0) & ~self._for_us(rows.for_child)
        np.add.at(kept, rows.owner[counted], rows.places[counted])
        return kept

    def held(self, reasons: Collection[HoldReason]) -> Mask:
        """Return which households are held as a whole for one of `reasons`."""
        rows = self.pool.holds
        if not rows.owner.size:
            return np.zeros(self.size, dtype=np.bool_)
        wanted = np.zeros(len(HOLDS), dtype=np.bool_)
        wanted[[HOLDS.index(reason) for reason in reasons]] = True
        of_reason = wanted[rows.reason]
        whole = of_reason & (rows.places < 0) & ~self._for_us(rows.for_child)
        return self.pool.owners(rows.owner[whole])

    def for_child(self, child: int) -> Mask:
        """Return which terms may be used for a child: open ones, and one made out for it; by slots."""
        terms = self.pool.terms
        mine = terms.named.found(child)
        if not mine:
            return terms.open
        usable = terms.open.copy()
        for slot, index in mine:
            usable[slot, index] = True
        return usable

    @cached_property
    def of_kind(self) -> Mask:
        """Which terms are of a kind that would do, or are for the very child; by slots."""
        terms = self.pool.terms
        wanted = np.zeros_like(terms.open)
        for kind in self.kinds:
            wanted |= terms.kind == KINDS.index(kind)
        wanted &= terms.open
        for child in self.child_ids:
            for slot, index in terms.named.found(child):
                wanted[slot, index] = True
        return wanted

    @cached_property
    def has_kind(self) -> Mask:
        """Where some term is of a kind that would do."""
        return any_of(self.of_kind)

    @cached_property
    def best_terms(self) -> Mask:
        """Which terms to judge by: those of the right kind, or all where none is; by slots."""
        return self.of_kind | ~self.has_kind

    @cached_property
    def approved(self) -> Counts:
        """How many places each household is approved for, for this kind of placement.

        Terms of one kind add up; terms of different kinds are the same beds used in another way,
        so the largest counts.
        """
        terms = self.pool.terms
        usable = terms.places * self.of_kind.view(np.uint8)
        named = (place for child in self.child_ids for place in terms.named.found(child))
        kinds = {KINDS.index(kind) for kind in self.kinds} | {int(terms.kind[p]) for p in named}
        most = np.zeros(self.size, dtype=np.int16)
        for kind in sorted(kinds):
            total = np.zeros(self.size, dtype=np.int16)
            for slot in usable * (terms.kind == kind).view(np.uint8):
                total += slot
            np.maximum(most, total, out=most)
        return most

    @cached_property
    def free(self) -> Counts:
        """How many approved places of each household are free on the day; below 0 where overfull."""
        residents = self.pool.residents
        filled = residents.fostered & self.staying & ~residents.on_own_term
        return self.approved - how_many(filled) - self.kept_back

    def miles_to(self, place: GridReference) -> NDArray[np.float32]:
        """Return miles to one decimal from each candidate, NaN where either is not known."""
        if place.grid != "GB":
            return np.full(self.size, np.nan, dtype=np.float32)
        east = self.pool.easting - np.float32(place.easting)
        north = self.pool.northing - np.float32(place.northing)
        east *= east
        north *= north
        east += north
        np.sqrt(east, out=east)
        east /= np.float32(METRES_PER_MILE / 10)
        np.rint(east, out=east)
        east /= np.float32(10)
        return east

    @cached_property
    def home_miles(self) -> NDArray[np.float32]:
        """Miles from home, the furthest where the children have several; NaN where not known."""
        far: NDArray[np.float32] | None = None
        for place in dict.fromkeys(s.home_at for s in self.case.subjects):
            if place is None:
                return np.full(self.size, np.nan, dtype=np.float32)
            miles = self.miles_to(place)
            far = miles if far is None else np.maximum(far, miles)
        assert far is not None
        return far

    @cached_property
    def others(self) -> Mask:
        """Which residents are neither of the case nor siblings, on the day; by slots."""
        return self.staying & ~self.siblings if self._sibling_slots else self.staying

    @cached_property
    def has_others(self) -> Mask:
        """Where anybody else under 18 lives, siblings left out."""
        return any_of(self.others)

    @cached_property
    def age_unclear(self) -> Mask:
        """Where the age of somebody of `others` is not known."""
        residents = self.pool.residents
        if not residents.age_unclear:
            return np.zeros(self.size, dtype=np.bool_)
        return any_of(self.others & (residents.age == -1))

    def aged(self, of: Mask, low: int, high: int) -> Mask:
        """Return where one of some residents is known to be `low` to `high` months old, both inside.

        Args: of: by slots.
        """
        low = max(low, 0)
        if high < low:
            return np.zeros(self.size, dtype=np.bool_)
        # What is below `low`, and so whoever's age is not known, turns into a very large number.
        above = (self.pool.residents.age - np.int16(low)).view(np.uint16)
        return any_of((above <= high - low) & of)

    @cached_property
    def own_children(self) -> Mask:
        """Which of `others` are the carers' own; by slots."""
        return self.others & ~self.pool.residents.fostered

    def some_have(self, need: NeedCode, rank: int) -> Living | None:
        """Return which of `others` have a need at a rank or above (`UNCLEAR`: not known); None for nobody."""
        found = self.pool.residents.having(NEEDS.index(need), rank)
        return self.among_others(found) if found.owner.size else None

    def among_others(self, found: Living) -> Living:
        """Return which of some residents are of `others`."""
        return found.only(self.others.ravel().take(found.at)) if found.owner.size else found

    def _for_us(self, named: NDArray[np.int64]) -> Mask:
        found = np.zeros(named.size, dtype=np.bool_)
        for child in self.child_ids:
            found |= named == child
        return found
