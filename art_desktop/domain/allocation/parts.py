"""The best choice for one part of the list that shares no place with the rest: exact, by HiGHS, in the aims' order.

How: the best of one weighted objective is found, and a linear bound proves that no plan is better in the first three
aims; being best in both, it is the best in the fourth among those equal in the three. The weights may be small, so that
they stay far inside double precision. Where the bound is not sharp HiGHS is asked outright whether a better one exists.
Columns whose reduced cost is above the gap are in no better plan (reduced-cost fixing), so the whole-number search sees
only those near the linear optimum.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from art_desktop.domain.allocation.highs import Found, relaxed, slack, up_to_whole, whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FIRST_WIDEN: Final = 3
"""How many times as many columns are looked at in the next round, where the last one proved nothing."""
_AT_LEAST: Final = 4000


class Deadline:
    """When the solver must stop; None: never."""

    def __init__(self, seconds: float | None) -> None:
        self._at = None if seconds is None else time.monotonic() + seconds

    def left(self) -> float | None:
        """Return the seconds left, None where there is no end."""
        return None if self._at is None else max(0.0, self._at - time.monotonic())

    @property
    def over(self) -> bool:
        """Say whether the time is up."""
        return self._at is not None and time.monotonic() >= self._at


@dataclass(frozen=True)
class Part:
    """Rows and columns of one part, as `Matrices`; `low` is 1 where a column is settled beforehand.

    children: how many wait in it.
    """

    goals: NDArray[np.int64]
    rows: Any
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    whole: NDArray[np.uint8]
    children: int


@dataclass(frozen=True)
class Answer:
    """The choice for a part, None where none was found in time, and the best any could be: goals in order."""

    chosen: NDArray[np.int64] | None
    bound: tuple[int, int, int, int]


class Impossible(Exception):
    """What was settled beforehand cannot all be."""


def answer(part: Part, deadline: Deadline) -> Answer:
    """Return the best choice for a part, or the best found by the deadline with a bound.

    Raises: Impossible: what was settled beforehand cannot all be.
    """
    simple = _only_one(part)
    if simple is not None:
        return simple
    import numpy as np

    base = part.children + 1
    first = part.goals[0] * base * base + part.goals[1] * base + part.goals[2]
    points = part.goals[3]
    unit = int(np.gcd.reduce(points)) or 1
    each = -(-max(1, -int(points.min())) // unit) * unit
    easy = 4 * each * part.goals[0] + 2 * each * part.goals[1] + each * part.goals[2] + points
    best = _best(part, easy, deadline)
    sharp = _least(part, first, deadline)
    if best.chosen is not None and first @ best.chosen > sharp:
        best, sharp = _insist(part, best, best.chosen, (first, points, 2 * each), sharp, deadline)
    if best.chosen is None:
        return Answer(None, (*_unmixed(sharp, base), int(np.minimum(points, 0).sum())))
    have = tuple(int(value) for value in part.goals @ best.chosen)
    if first @ best.chosen > sharp:
        return Answer(best.chosen, (*_unmixed(sharp, base), int(np.minimum(points, 0).sum())))
    return Answer(best.chosen, (have[0], have[1], have[2], have[3] - best.short))


def _only_one(part: Part) -> Answer | None:
    """Return the answer where one group chooses among places that nobody else can take; None where it is not so."""
    import numpy as np

    if part.high.size > 1 or part.low.any():
        return None
    if part.high.size and (part.high[0] != 1 or (part.rows.data != 1).any()):
        return None
    order = np.lexsort(part.goals[::-1])
    taken = order[:1] if part.high.size else np.arange(order.size)
    chosen = np.zeros(order.size, dtype=np.int64)
    chosen[taken] = 1
    first, second, third, fourth = (int(value) for value in part.goals @ chosen)
    return Answer(chosen, (first, second, third, fourth))


@dataclass(frozen=True)
class _Best:
    """The best choice for one cost. short: by how much a better one may undercut it; 0 if it is proved."""

    chosen: NDArray[np.int64] | None
    short: int


def _insist(
    part: Part,
    best: _Best,
    chosen: NDArray[np.int64],
    costs: tuple[NDArray[np.int64], NDArray[np.int64], int],
    sharp: int,
    deadline: Deadline,
) -> tuple[_Best, int]:
    """Find the best in the first three aims outright.

    Args: best, chosen: the best so far. costs: of the first three aims, of the points, and the weight to try between.
        sharp: no choice costs less in the first three.
    Returns: the best, and what is proved to be the least in the first three.
    """
    import numpy as np
    from scipy.sparse import csc_array, vstack

    first, points, weight = costs
    harder = _best(part, first * weight + points, deadline)
    if harder.chosen is not None and first @ harder.chosen < first @ chosen:
        best, chosen = harder, harder.chosen
    have = int(first @ chosen)
    if have == sharp or deadline.over:
        return best, sharp

    def held(most: int) -> Part:
        rows = vstack([part.rows, csc_array(first[np.newaxis, :].astype(float))]).tocsc()
        return replace(part, rows=rows, high=np.append(part.high, float(most)))

    below = held(have - 1)
    found = whole(first, below.rows, below.high, below.low, below.whole, seconds=deadline.left())
    if found.impossible:
        return best, have
    if found.chosen is None:
        return best, max(sharp, up_to_whole(max(found.least, sharp)))
    value = int(first @ found.chosen)
    proved = max(sharp, min(value, up_to_whole(max(found.least, sharp))))
    again = _best(held(value), points, deadline)
    if again.chosen is None:
        return _Best(found.chosen, int(-points.sum())), proved
    return again, proved


def _best(part: Part, cost: NDArray[np.int64], deadline: Deadline) -> _Best:
    """Return the cheapest choice, and how much cheaper one may still be."""
    import numpy as np

    unit = int(np.gcd.reduce(cost)) or 1
    scaled = cost // unit
    bounded = relaxed(scaled, part.rows, part.high, part.low, deadline.left())
    if bounded is None:
        everything = np.ones(cost.size, dtype=bool)
        found = _in_core(part, scaled, everything, 0.0, deadline)
        return _told(scaled, unit, found.chosen, _whole_bound(scaled, found.least))
    fuzz = slack(bounded.least)
    # The best is below nothing unless something is settled, so this share of it is less than one unit.
    gap = 0.0 if part.low.any() else 0.9 / max(1.0, abs(bounded.least))
    within = 0.0
    best: NDArray[np.int64] | None = None
    while True:
        core = (bounded.reduced <= within + 2 * fuzz) | (part.low > 0)
        found = _in_core(part, scaled, core, gap, deadline)
        if found.chosen is not None and (best is None or scaled @ found.chosen < scaled @ best):
            best = found.chosen
        least = _whole_bound(scaled, found.least)
        if not core.all():
            # A choice with a column from outside the core costs more than the bound and `within` together.
            least = min(least, math.floor(bounded.least + within + fuzz) + 1)
        least = max(least, up_to_whole(bounded.least))
        if best is None and found.impossible and not core.all():
            within = float("inf")
            continue
        need = 0.0 if best is None else float(scaled @ best) - 1 - bounded.least
        if best is None or scaled @ best <= least or deadline.over or core.all() or need <= within:
            return _told(scaled, unit, best, least)
        within = _wider(bounded.reduced, int(core.sum()), within, need)


def _whole_bound(cost: NDArray[np.int64], least: float) -> int:
    """Return a bound as a whole number; what the cheapest columns cost together where the solver gave none."""
    import numpy as np

    if math.isinf(least):
        return int(np.minimum(cost, 0).sum()) if least < 0 else int(np.abs(cost).sum())
    return up_to_whole(least)


def _wider(reduced: NDArray[np.float64], count: int, within: float, need: float) -> float:
    """Return up to which reduced cost columns are looked at next: all that is needed, unless that is very many."""
    import numpy as np

    most = max(_AT_LEAST, count * _FIRST_WIDEN)
    if most >= reduced.size or int((reduced <= need).sum()) <= most:
        return need
    return min(need, max(within + 1, float(np.partition(reduced, most)[most])))


def _in_core(
    part: Part, cost: NDArray[np.int64], core: NDArray[np.bool_], gap: float, deadline: Deadline
) -> Found:
    """Return the best choice among the columns of the core, as columns of the part."""
    import numpy as np

    rows = part.rows[:, core]
    binds = np.asarray(rows.maximum(0).sum(axis=1)).ravel() > part.high
    # A settled column and a row that cannot be kept are told apart by the solver, not here.
    rows = rows.tocsr()[binds].tocsc()
    found = whole(
        cost[core],
        rows,
        part.high[binds],
        part.low[core],
        part.whole[core],
        seconds=deadline.left(),
        gap=gap,
    )
    if found.impossible and core.all():
        raise Impossible
    if found.chosen is None:
        return found
    chosen = np.zeros(cost.size, dtype=np.int64)
    chosen[core] = found.chosen
    return Found(chosen, found.least)


def _told(
    cost: NDArray[np.int64], unit: int, chosen: NDArray[np.int64] | None, least: int
) -> _Best:
    """Return a choice with what a better one may save, in the cost as it was asked."""
    if chosen is None:
        return _Best(None, 0)
    return _Best(chosen, max(0, int(cost @ chosen) - least) * unit)


def _least(part: Part, cost: NDArray[np.int64], deadline: Deadline) -> int:
    """Return what no choice can cost less than."""
    import numpy as np

    bounded = relaxed(cost, part.rows, part.high, part.low, deadline.left())
    sure = int(np.minimum(cost, 0).sum())
    return sure if bounded is None else max(sure, up_to_whole(bounded.least))


def _unmixed(value: int, base: int) -> tuple[int, int, int]:
    """Return the first three goals whose weighted sum is `value`: the least any could be, in their order."""
    rest, third = divmod(value + base - 1, base)
    first, second = divmod(rest, base)
    return first, second, third - base + 1
