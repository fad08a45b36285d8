"""One case before one pool under one policy, and the columns that several criteria share.

Everything here is worked out when first asked for and kept for the length of the search.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.facts import Candidate, Case, HouseholdFacts, ResidentFacts
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import HOLDS, HOUSEHOLD, KINDS, NEEDS, Ints, Pool
from art_desktop.domain.matching.verdicts import RANK, Mask
from art_desktop.domain.places import METRES_PER_MILE, GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HoldReason,
    Level,
    NeedCode,
    Plan,
    RequestKind,
    Urgency,
)

NO_AGE: Final = 100_000
"""An age in months above every age: nobody lives there whose age is known."""

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

    def __init__(self, case: Case, pool: Pool, policy: MatchingPolicy) -> None:
        self.case = case
        self.pool = pool
        self.policy = policy
        self.size = len(pool)
        self._day = case.needed_on.toordinal()
        self._levels: dict[NeedCode, Level | None] = {}
        self._most: dict[NeedCode, tuple[NDArray[np.int8], Mask]] = {}

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
        facts = self.household(index)
        if facts is None:
            return ()
        return tuple(
            r
            for r in facts.residents
            if self.stays(r)
            and not (r.family_id is not None and int(r.family_id) in self.family_ids)
            and (r.is_fostered or r.age_months is None or r.age_months < 18 * 12)
        )

    # -- shared columns

    @cached_property
    def is_household(self) -> Mask:
        """Which candidates are households."""
        return np.asarray(self.pool.form == HOUSEHOLD, dtype=np.bool_)

    @cached_property
    def staying(self) -> Mask:
        """Which rows of the residents are there on the day, the children of the case left out."""
        rows = self.pool.residents
        there = np.asarray(rows.leaves > self._day, dtype=np.bool_)
        for child in self.child_ids:
            there &= rows.child != child
        return there

    @cached_property
    def siblings(self) -> Mask:
        """Which rows of the residents are brothers or sisters of the children of the case."""
        rows = self.pool.residents
        found = np.zeros(rows.owner.size, dtype=np.bool_)
        for family in self.family_ids:
            found |= rows.family == family
        return found

    @cached_property
    def fostered(self) -> Ints:
        """How many placed children each candidate has on the day."""
        rows = self.pool.residents
        return self._count(rows.owner[rows.fostered & self.staying])

    @cached_property
    def has_other_family(self) -> Mask:
        """Where a placed child lives on the day who is no sibling of the children of the case."""
        rows = self.pool.residents
        return self.pool.owners(rows.owner[rows.fostered & self.staying & ~self.siblings])

    @cached_property
    def has_sibling(self) -> Mask:
        """Where a brother or sister lives on the day."""
        rows = self.pool.residents
        return self.pool.owners(rows.owner[self.staying & self.siblings])

    @cached_property
    def kept_back(self) -> Ints:
        """How many places each candidate keeps back for others."""
        rows = self.pool.holds
        kept = np.zeros(self.size, dtype=np.int32)
        counted = (rows.places > 0) & ~self._for_us(rows.for_child)
        np.add.at(kept, rows.owner[counted], rows.places[counted])
        return kept

    def held(self, reasons: Collection[HoldReason]) -> Mask:
        """Return which households are held as a whole for one of `reasons`."""
        rows = self.pool.holds
        of_reason = np.isin(rows.reason, [HOLDS.index(reason) for reason in reasons])
        whole = of_reason & (rows.places < 0) & ~self._for_us(rows.for_child)
        return self.pool.owners(rows.owner[whole])

    @cached_property
    def of_kind(self) -> Mask:
        """Which rows of the terms are of a kind that would do, or are for the very child."""
        rows = self.pool.terms
        named = self._for_us(rows.named_child)
        wanted = np.zeros(rows.owner.size, dtype=np.bool_)
        for kind in self.kinds:
            wanted |= rows.kind == KINDS.index(kind)
        return (wanted & (rows.named_child < 0)) | named

    @cached_property
    def best_terms(self) -> Mask:
        """Which rows of the terms to judge by: those of the right kind, or all where none is."""
        owner = self.pool.terms.owner
        return self.of_kind | ~self.pool.owners(owner[self.of_kind])[owner]

    @cached_property
    def approved(self) -> Ints:
        """How many places each household is approved for, for this kind of placement.

        Terms of one kind add up; terms of different kinds are the same beds used in another way,
        so the largest counts.
        """
        rows = self.pool.terms
        most = np.zeros(self.size, dtype=np.int32)
        for kind in ApprovalKind:
            mine = np.flatnonzero(self.of_kind & (rows.kind == KINDS.index(kind)))
            if mine.size:
                owner = rows.owner[mine]
                total = np.bincount(owner, rows.places[mine], self.size).astype(np.int32)
                np.maximum(most, total, out=most)
        return most

    @cached_property
    def free(self) -> Ints:
        """How many approved places of each household are free on the day; below 0 where overfull."""
        rows = self.pool.residents
        filled = rows.fostered & self.staying & ~rows.on_own_term
        return self.approved - self._count(rows.owner[filled]) - self.kept_back

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
    def others(self) -> NDArray[np.intp]:
        """Which rows of the residents are neither of the case nor siblings, on the day."""
        return np.flatnonzero(self.staying & ~self.siblings)

    @cached_property
    def others_owner(self) -> NDArray[np.intp]:
        """Whose residents `others` are, rising."""
        return self.pool.residents.owner[self.others]

    @cached_property
    def has_others(self) -> Mask:
        """Where anybody else under 18 lives, siblings left out."""
        return self.pool.owners(self.others_owner)

    @cached_property
    def age_unclear(self) -> Mask:
        """Where the age of somebody of `others` is not known."""
        return self.pool.owners(self.others_owner[self.pool.residents.age[self.others] < 0])

    @cached_property
    def youngest(self) -> Ints:
        """Age in months of the youngest of `others`, `NO_AGE` where no age is known."""
        age = self.pool.residents.age[self.others]
        return self._each(np.where(age < 0, NO_AGE, age).astype(np.int32), NO_AGE, np.minimum)

    @cached_property
    def closest_own(self) -> Ints:
        """Fewest months between a child of the case and one of the carers' own children."""
        rows = self.pool.residents
        own = np.flatnonzero(self.staying & ~self.siblings & ~rows.fostered & (rows.age >= 0))
        age = rows.age[own]
        gap = np.full(age.size, NO_AGE, dtype=np.int32)
        for subject in self.case.subjects:
            if subject.age_months is not None:
                np.minimum(gap, np.abs(age - subject.age_months), out=gap)
        closest = np.full(self.size, NO_AGE, dtype=np.int32)
        np.minimum.at(closest, rows.owner[own], gap)
        return closest

    def levels_of_others(self, need: NeedCode) -> NDArray[np.int8]:
        """Return the level of one need of each of `others`, -1 where not known."""
        levels: NDArray[np.int8] = self.pool.residents.levels[NEEDS.index(need)]
        return levels if self.others.size == levels.size else levels[self.others]

    def most(self, need: NeedCode) -> tuple[NDArray[np.int8], Mask]:
        """Return the highest level known among `others` (-1: none), and where one is not known."""
        if need not in self._most:
            levels = self.levels_of_others(need)
            unclear = self.pool.owners(self.others_owner[levels < 0])
            self._most[need] = self._each(levels, -1, np.maximum), unclear
        return self._most[need]

    def _each(self, values: NDArray[Any], nobody: int, worst: np.ufunc) -> NDArray[Any]:
        """Return `worst` of the values of each candidate's others, `nobody` where it has none."""
        column = np.full(self.size, nobody, dtype=values.dtype)
        if values.size:
            starts = np.flatnonzero(np.diff(self.others_owner, prepend=-1))
            column[self.others_owner[starts]] = worst.reduceat(values, starts)
        return column

    def _count(self, owner: NDArray[np.intp]) -> Ints:
        return np.bincount(owner, minlength=self.size).astype(np.int32)

    def _for_us(self, named: NDArray[np.int64]) -> Mask:
        found = np.zeros(named.size, dtype=np.bool_)
        for child in self.child_ids:
            found |= named == child
        return found
