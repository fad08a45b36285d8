"""The candidates as NumPy columns, built once, judged by whole columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.facts import (
    Candidate,
    ResidentFacts,
)
from art_desktop.domain.matching.verdicts import (
    Verdicts,
)
from art_desktop.domain.matching.words import folded
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    Grade,
    HoldReason,
    Level,
    NeedCode,
    ProviderKind,
    Sex,
    SexApproved,
    Skill,
    Tier,
)

HOUSEHOLD: Final = 0
AGENCY: Final = 1
HOME: Final = 2

TIERS: Final = tuple(Tier)
KINDS: Final = tuple(ApprovalKind)
SEXES_APPROVED: Final = tuple(SexApproved)
SEXES: Final = tuple(Sex)
NEEDS: Final = tuple(NeedCode)
HOLDS: Final = tuple(HoldReason)
GRADES: Final = tuple(Grade)
SETTINGS: Final = tuple(kind for kind in ProviderKind if kind.takes_children)
LEVELS: Final = tuple(Level)
CALLS: Final = tuple(AvailabilityKind)

Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Rows = NDArray[np.intp]
"""Some candidates of the pool, by index."""
WholeOrder = NDArray[np.intp]
"""Every candidate of the pool, in an order; a narrowed pool keeps that of the whole."""


class Slots(dict[int, list[tuple[int, int]]]):
    """Where somebody is found by id: (slot, candidate) pairs."""

    def found(self, who: int) -> Sequence[tuple[int, int]]:
        """Return where `who` is found, nowhere perhaps."""
        return self.get(who, ())


@dataclass(frozen=True, eq=False)
class TermSlots:
    """Terms of approval, shape (slots, candidates): the k-th term of each candidate stands in row k.

    Whole rows are compared at once, which beats a list of terms by an order of magnitude. An empty
    slot has the kind `NO_TERM` and no places. `open` are terms made out for nobody by name; the
    others are found by the child's id in `named`.
    """

    kind: Bytes
    places: Bytes
    age_from: Bytes
    age_to: Bytes
    sex: Bytes
    open: NDArray[np.bool_]
    named: Slots


NO_TERM: Final = 255


@dataclass(frozen=True, eq=False)
class HoldRows:
    """Every hold, by owner. `places` is -1 where it holds the whole household."""

    owner: Rows
    reason: Bytes
    places: Ints
    for_child: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Moves:
    """Every known move out: on which day (a day number), from which slot of which candidate."""

    day: NDArray[np.int32]
    slot: Rows
    owner: Rows


@dataclass(frozen=True, eq=False)
class Living:
    """Some residents, one by one: where each stands in a table of slots laid out in one row, and with whom."""

    at: Rows
    owner: Rows

    def only(self, these: NDArray[np.bool_]) -> Living:
        """Return those of a mask."""
        return self if these.all() else Living(self.at[these], self.owner[these])


UNCLEAR: Final = -1
"""The level of a need that is not known."""


@dataclass(frozen=True, eq=False)
class ResidentSlots:
    """Everybody under 18 who lives in a household, shape (slots, candidates); see `TermSlots`.

    `age` in months, -1 not known, `NOBODY` in an empty slot. `levels` has the shape (needs, slots,
    candidates): 0 none to 3 complex, -1 not known, `NOBODY` in an empty slot. Own children hold 0
    throughout: their levels are not asked for. `on_own_term` are placed under a term of approval
    made out for them by name, so that they fill no other place. `complex`: some need of theirs is.
    `unclear`: needs of which some level is not known; `highest`: the highest level of each need
    anywhere. Both spare looking in vain. `only_child`, `youngest` and `oldest` are the few who must
    have no other children with them, nobody younger, nobody older.
    """

    here: NDArray[np.bool_]
    fostered: NDArray[np.bool_]
    on_own_term: NDArray[np.bool_]
    complex: NDArray[np.bool_]
    age: NDArray[np.int16]
    age_unclear: bool
    levels: NDArray[np.int8]
    unclear: frozenset[int]
    highest: tuple[int, ...]
    only_child: Living
    youngest: Living
    oldest: Living
    children: Slots
    families: Slots
    leaving: Moves

    def having(self, need: int, rank: int) -> Living:
        """Return who has a need, by its row in `levels`, at a rank or above, kept for the next who asks.

        Args: rank: `UNCLEAR` for those of whom the level is not known. Few have any one need, so that
        a list of them is much shorter than a column.
        """
        kept: dict[tuple[int, int], Living] = self.__dict__.setdefault("_having", {})
        if (need, rank) not in kept:
            levels = self.levels[need]
            at = np.flatnonzero(levels == UNCLEAR if rank == UNCLEAR else levels >= rank)
            kept[need, rank] = Living(at, at % levels.shape[1])
        return kept[need, rank]


NOBODY: Final = -2


@dataclass(frozen=True, eq=False)
class Index:
    """Which candidates have a word (a language, a faith, an interest); `unknown` are those not asked."""

    rows: dict[str, Rows]
    unknown: Rows

    def words(self) -> Collection[str]:
        """Return every word that anybody has."""
        return self.rows.keys()

    def having(self, word: str) -> Rows:
        """Return the candidates that have the word, in any case."""
        return self.rows.get(folded(word), _NOBODY)

    def put(self, verdicts: Verdicts, word: str, code: int) -> None:
        """Set the verdict of those who have the word, in place."""
        verdicts[self.having(word)] = code

    def mask(self, word: str, size: int) -> NDArray[np.bool_]:
        """Return the same as one yes or no for each of `size` candidates, kept for the next who asks."""
        kept: dict[str, NDArray[np.bool_]] = self.__dict__.setdefault("_masks", {})
        if word not in kept:
            kept[word] = np.zeros(size, dtype=np.bool_)
            kept[word][self.having(word)] = True
        return kept[word]


_NOBODY: Final[Rows] = np.zeros(0, dtype=np.intp)


def counts(resident: ResidentFacts) -> bool:
    """Say whether somebody counts as a child of the house: placed there, or not yet grown up."""
    grown_up = resident.age_months is not None and resident.age_months >= 18 * 12
    return resident.is_fostered or not grown_up


@dataclass(frozen=True, eq=False)
class Pool:
    """All candidates of one search as columns; `candidates[i]` is the facts of index i.

    Yes-or-no facts are kept as verdicts already (met, not met, not known; not applicable where a
    setting is not asked it), so that a criterion answers with a column and no arithmetic.
    `order[k]` is the index of the candidate that is k-th by reference, `place_in_order` the other
    way round: the last tie-break, whatever order the facts came in. `on_call` and `days_named` have
    one bit for each of `CALLS`: what a household can be called on for on the day, and for what it has
    named days at all. `exempt_for`: by child, how many an exemption allows in all, and where.
    `purposes`, shape (needs, candidates): the rank of the level up to which a home's statement of
    purpose takes a need, -1 where it has not been read, `NOBODY` where there is none to read.
    """

    candidates: tuple[Candidate, ...]
    order: WholeOrder
    place_in_order: NDArray[np.int64]
    form: Bytes
    tier: Bytes
    setting: Bytes
    active: Verdicts
    registered: Verdicts
    not_suspended: Verdicts
    contracted: Verdicts
    grade: Bytes
    in_area: Verdicts
    someone_home: Verdicts
    no_pets: Verdicts
    no_smokers: Verdicts
    ground_floor: Verdicts
    step_free: Verdicts
    two_carers: Verdicts
    women_only: Verdicts
    men_only: Verdicts
    review_due: Ints
    checks_due: Ints
    kept_for_council: NDArray[np.bool_]
    kept_for: Index
    exempt_places: Ints
    free_bedrooms: Ints
    expects_weeks: Ints
    planned_endings: NDArray[np.int16]
    unplanned_endings: NDArray[np.int16]
    home_places: Ints
    home_free: Ints
    home_age_from: Ints
    home_age_to: Ints
    home_sex: Bytes
    easting: NDArray[np.float32]
    northing: NDArray[np.float32]
    experience: NDArray[np.uint32]
    experience_unknown: Rows
    skills: dict[Skill, Bytes]
    skills_unknown: Rows
    languages: Index
    faiths: Index
    ethnicities: Index
    interests: Index
    outcodes: Index
    home_step_free: Verdicts
    adapted_bathroom: Verdicts
    waking_night: Verdicts
    on_call: Bytes
    days_named: Bytes
    exempt_for: Slots
    purposes: NDArray[np.int8]
    terms: TermSlots
    holds: HoldRows
    residents: ResidentSlots

    def __len__(self) -> int:
        """Return how many candidates there are."""
        return self.form.size

    def owners(self, owner: Rows) -> NDArray[np.bool_]:
        """Return a mask of the candidates named in `owner` (any order, repeats allowed)."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[owner] = True
        return mask

    def take(self, rows: Rows) -> Pool:
        """Return the pool of some of the candidates, `rows` ascending and each once; see `narrowing`."""
        from art_desktop.domain.matching.narrowing import taken

        return taken(self, rows)

    @staticmethod
    def build(candidates: Iterable[Candidate]) -> Pool:
        """Return the pool of `candidates`, in the order given.

        Raises: ValueError: a candidate comes twice, so that it would be counted twice.
        """
        everyone = tuple(candidates)
        if len({c.key for c in everyone}) != len(everyone):
            raise ValueError("the same candidate comes twice in one pool")
        from art_desktop.domain.matching.building import build_pool

        return build_pool(everyone)
