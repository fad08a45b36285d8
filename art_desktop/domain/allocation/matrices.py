"""A problem, or one part of it, as the rows and columns that HiGHS takes.

A column is a fit (0 or 1), or a helper of a group that may be split: `split` (it is in pieces), `waits` (some of it
have no place though others have), `home` (some of it live in this home), `alone` (nobody else does: they may be more).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from art_desktop.domain.allocation.model import Fit, Group, Place, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass
class Rows:
    """Rows `low <= sum(weight * column) <= high`, gathered one by one; equal ones once."""

    at: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    weight: list[int] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, terms: Sequence[tuple[int, int]], high: float) -> None:
        """Add one row `sum(weight * column) <= high` of (column, weight), unless it is there or can never bind."""
        if not terms or sum(max(0, weight) for _, weight in terms) <= high:
            return
        row = (high, *terms)
        if row in self.seen:
            return
        self.seen.add(row)
        number = len(self.high)
        self.high.append(high)
        for column, weight in terms:
            self.at.append(number)
            self.column.append(column)
            self.weight.append(weight)


@dataclass(frozen=True)
class Matrices:
    """Rows and columns. `fits` are the first columns; the rest are helpers between 0 and 1.

    `goals`: shape (4, columns), whole numbers to be made least: children placed, partings, in-house, points, with the
    signs of `Aims.order` (`without` counts from the number of children). `rows`: scipy sparse array, `high`: their
    upper bounds. `whole`: 1 for a column that must be a whole number.
    """

    fits: tuple[Fit, ...]
    children: int
    goals: NDArray[np.int64]
    rows: Any
    high: NDArray[np.float64]
    whole: NDArray[np.uint8]


def possible(problem: Problem, fit: Fit) -> bool:
    """Say whether a fit could be chosen if nobody else were waiting."""
    place = problem.place_of[fit.place]
    going = problem.going(fit)
    if any(len(limit.children.intersection(going)) > limit.most for limit in place.limits):
        return False
    if place.capacity is None:
        return True
    if problem.taken(fit) > place.capacity:
        return False
    room = place.unrelated_room
    return room is None or len(going) <= room or place.may_exceed(fit.group)


class _Building:
    """The columns and rows of one part of a problem, while they are gathered."""

    def __init__(self, problem: Problem, fits: Sequence[Fit]) -> None:
        self.problem = problem
        self.fits = fits
        self.rows = Rows()
        self.partings: dict[int, int] = {}
        self.columns = len(fits)
        self.whole_helpers: list[int] = []
        self.of_group: dict[str, list[int]] = defaultdict(list)
        self.of_place: dict[str, list[int]] = defaultdict(list)
        self.going = [problem.going(fit) for fit in fits]
        for number, fit in enumerate(fits):
            self.of_group[fit.group].append(number)
            self.of_place[fit.place].append(number)

    def helper(self, partings: int = 0, *, whole: bool = False) -> int:
        number = self.columns
        self.columns += 1
        if partings:
            self.partings[number] = partings
        if whole:
            self.whole_helpers.append(number)
        return number

    def group(self, group: Group, numbers: Sequence[int]) -> None:
        """Add the rows of one group: each child once, whole or in pieces."""
        whole = [n for n in numbers if not self.fits[n].children]
        pieces = [n for n in numbers if self.fits[n].children]
        if not pieces:
            self.rows.add([(n, 1) for n in whole], 1)
            return
        by_child = {
            child.key: [n for n in pieces if child.key in self.fits[n].children]
            for child in group.children
        }
        if group.apart:
            for own in by_child.values():
                self.rows.add([(n, 1) for n in own], 1)
            return
        if group.size == 2:
            # A pair in pieces is parted once, wherever the two are.
            self._in_pieces(whole, by_child, self.helper(1))
            return
        # Partings: homes + pieces in agencies + whether some wait - 1 if split.
        split, waits = self.helper(-1), self.helper(1)
        self._in_pieces(whole, by_child, split)
        for own in by_child.values():
            self.rows.add([(split, 1), *((n, -1) for n in own), (waits, -1)], 0)
        at: dict[str, list[int]] = defaultdict(list)
        for n in pieces:
            at[self.fits[n].place].append(n)
        parts = [waits]
        for key, there in at.items():
            if not self.problem.place_of[key].is_home:
                self.partings.update(dict.fromkeys(there, 1))
                parts += there
                continue
            parts.append(home := self.helper(1))
            for child in group.children:
                mine = [(n, 1) for n in there if child.key in self.fits[n].children]
                if mine:
                    self.rows.add([*mine, (home, -1)], 0)
        # True of whole numbers anyway; said aloud, it keeps the solver from parting a group by halves.
        self.rows.add([(split, 2), *((n, -1) for n in parts)], 0)

    def _in_pieces(
        self, whole: Sequence[int], by_child: Mapping[str, Sequence[int]], split: int
    ) -> None:
        """Add that a group is whole or split, and each child once."""
        self.rows.add([*((n, 1) for n in whole), (split, 1)], 1)
        for own in by_child.values():
            self.rows.add([*((n, 1) for n in own), (split, -1)], 0)

    def place(self, place: Place, numbers: Sequence[int]) -> None:
        """Add the rows of one place: its limits, its places, who may not live together."""
        for limit in place.limits:
            counted = [(n, len(limit.children.intersection(self.going[n]))) for n in numbers]
            self.rows.add([(n, count) for n, count in counted if count], limit.most)
        if place.capacity is None:
            return
        self.rows.add([(n, self.problem.taken(self.fits[n])) for n in numbers], place.capacity)
        if place.unrelated_room is not None:
            self._usual_limit(place, numbers, place.unrelated_room)
        if place.capacity > 1:
            self._clashes(place, numbers)
        self._never_the_whole(numbers)

    def _clashes(self, place: Place, numbers: Sequence[int]) -> None:
        living: dict[str, list[int]] = defaultdict(list)
        for n in numbers:
            for child in self.going[n]:
                living[child].append(n)
        for which in ("", place.key):
            for one, other in self.problem.clashing.get(which, ()):
                if one in living and other in living:
                    both = sorted({*living[one], *living[other]})
                    self.rows.add([(n, 1) for n in both], 1)

    def _never_the_whole(self, numbers: Sequence[int]) -> None:
        pieces: dict[str, list[int]] = defaultdict(list)
        for n in numbers:
            if self.fits[n].children:
                pieces[self.fits[n].group].append(n)
        for key, own in pieces.items():
            group = self.problem.group_of[key]
            if group.apart:
                self.rows.add([(n, 1) for n in own], 1)
            else:
                self.rows.add([(n, len(self.fits[n].children)) for n in own], group.size - 1)

    def _usual_limit(self, place: Place, numbers: Sequence[int], room: int) -> None:
        """Add the usual limit: so many children, or one family alone."""
        own: dict[str, list[int]] = defaultdict(list)
        for n in numbers:
            own[self.fits[n].group].append(n)
        # A whole family above the limit fills the room by itself; only pieces need a helper to say that they are alone.
        room_rows = max(room, 1)
        row = [(n, min(len(self.going[n]), room_rows)) for n in numbers]
        waived: list[tuple[str, int, int]] = []
        for key, mine in own.items():
            pieces = [n for n in mine if self.fits[n].children]
            most = min(self.problem.group_of[key].size - 1, sum(len(self.going[n]) for n in pieces))
            if most > room_rows and place.may_exceed(key):
                waived.append((key, self.helper(whole=True), most))
        row += [(helper, room_rows - most) for _, helper, most in waived]
        self.rows.add(row, room_rows)
        for key, helper, _ in waived:
            others = [(n, 1) for n in numbers if self.fits[n].group != key]
            if others:
                self.rows.add([*others, (helper, len(others))], len(others))


def build(problem: Problem, fits: Iterable[Fit], children: int) -> Matrices:
    """Return the matrices of these fits. children: how many wait in this part."""
    import numpy as np
    from scipy.sparse import csc_array

    chosen = tuple(fits)
    made = _Building(problem, chosen)
    for key in sorted(made.of_group):
        made.group(problem.group_of[key], made.of_group[key])
    for key in sorted(made.of_place):
        made.place(problem.place_of[key], made.of_place[key])
    goals = np.zeros((4, made.columns), dtype=np.int64)
    counts = np.array([len(going) for going in made.going], dtype=np.int64)
    near = np.array([problem.place_of[fit.place].in_house for fit in chosen], dtype=np.int64)
    goals[0, : len(chosen)] = -counts
    goals[2, : len(chosen)] = -counts * near
    goals[3, : len(chosen)] = [-fit.points for fit in chosen]
    for column, partings in made.partings.items():
        goals[1, column] = partings
    rows = csc_array(
        (np.array(made.rows.weight, dtype=float), (made.rows.at, made.rows.column)),
        shape=(len(made.rows.high), made.columns),
    )
    whole = np.zeros(made.columns, dtype=np.uint8)
    whole[: len(chosen)] = 1
    whole[made.whole_helpers] = 1
    return Matrices(chosen, children, goals, rows, np.array(made.rows.high), whole)
