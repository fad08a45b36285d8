"""The best plan for everybody who waits: the list is cut into parts that share no place, and each is solved exactly.

What the solver returns is rounded, checked against every rule and measured in whole numbers before it is believed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from art_desktop.domain.allocation.checking import aims_of, broken, plan_of
from art_desktop.domain.allocation.matrices import Matrices, build, possible
from art_desktop.domain.allocation.model import Aims, Fit, Plan, Problem
from art_desktop.domain.allocation.one_by_one import one_by_one
from art_desktop.domain.allocation.parts import Deadline, Impossible, Part, answer
from art_desktop.domain.errors import RuleBroken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int, str], object]
"""Told how many children are settled, of how many, and what is being done."""


class CalledOff(Exception):
    """The work was called off; nothing of it is kept."""


def solve(
    problem: Problem,
    *,
    fixed: Sequence[Fit] = (),
    time_limit: float | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """Return the best plan: by the four aims in their order, and by the order of the keys between equals.

    Args: fixed: fits that the plan must have. time_limit: seconds, after which the best found so far is returned with
        its bound; None: until it is proved. progress, cancelled: called between the parts of the list.

    Raises: CalledOff: `cancelled` said so. RuleBroken: the fixed fits cannot all be.
    """
    began = time.monotonic()
    deadline = Deadline(time_limit)
    told = {fit.place: problem.place_of[fit.place] for fit in fixed}
    if not {*fixed} <= {*problem.fits} or broken(problem, fixed):
        raise _not_possible([place.label for place in told.values()])
    fits = [fit for fit in problem.fits if possible(problem, fit)]
    made = build(problem, fits, sum(group.size for group in problem.groups))
    low = _settled(made, fixed)
    chosen: list[Fit] = []
    bound = Aims(without=made.children)
    done = 0
    parts = _parts(made, low, problem)
    total = sum(part.part.children for part in parts)
    for part in parts:
        if cancelled is not None and cancelled():
            raise CalledOff
        if progress is not None:
            progress(done, total, f"Placing {part.part.children} of {total} children together")
        try:
            found = answer(part.part, deadline)
        except Impossible:
            raise _not_possible([place.label for place in told.values()]) from None
        bound += Aims(found.bound[0], found.bound[1], -found.bound[2], -found.bound[3])
        if found.chosen is not None:
            chosen += [
                made.fits[column]
                for column, taken in zip(part.columns.tolist(), found.chosen.tolist(), strict=True)
                if taken and column < len(made.fits)
            ]
        else:
            chosen += [fit for fit in fixed if fit in part.fits(made)]
        done += part.part.children
    if progress is not None:
        progress(total, total, "Checking every rule")
    plan = _best_of(problem, chosen, bound, fixed)
    return replace(plan, seconds=time.monotonic() - began)


def _not_possible(labels: Sequence[str]) -> RuleBroken:
    return RuleBroken(
        "The plan was not worked out.",
        f"What was settled beforehand cannot all be ({', '.join(labels)}).",
        "Settle less, or something else, and try again.",
        rule="allocation_fixed",
    )


def _best_of(problem: Problem, chosen: list[Fit], bound: Aims, fixed: Sequence[Fit]) -> Plan:
    """Return the solver's plan, or the choice one by one where the solver, out of time, has nothing better."""
    plan = plan_of(problem, chosen, bound)
    if plan.proved or fixed:
        return plan
    simple = one_by_one(problem)
    if aims_of(problem, simple.chosen).order < plan.aims.order:
        return replace(simple, bound=bound)
    return plan


def _settled(made: Matrices, fixed: Sequence[Fit]) -> NDArray[np.float64]:
    import numpy as np

    low = np.zeros(made.goals.shape[1])
    wanted = {*fixed}
    for column, fit in enumerate(made.fits):
        if fit in wanted:
            low[column] = 1
    return low


@dataclass(frozen=True)
class _Piece:
    """One part of the list and the columns of the whole that it has."""

    part: Part
    columns: NDArray[np.int64]

    def fits(self, made: Matrices) -> set[Fit]:
        return {made.fits[column] for column in self.columns.tolist() if column < len(made.fits)}


def _parts(made: Matrices, low: NDArray[np.float64], problem: Problem) -> list[_Piece]:
    """Return the parts of the list that no row joins, the smallest first."""
    import numpy as np
    from scipy.sparse import block_array
    from scipy.sparse.csgraph import connected_components

    columns = made.goals.shape[1]
    if not columns:
        return []
    rows = made.high.size
    if rows:
        joined = block_array([[None, made.rows], [made.rows.T, None]])
        _, labels = connected_components(joined, directed=False)
    else:
        labels = np.arange(columns)
    row_part, column_part = labels[:rows], labels[rows:]
    by_column = np.argsort(column_part, kind="stable")
    by_row = np.argsort(row_part, kind="stable")
    names, starts = np.unique(column_part[by_column], return_index=True)
    ends = np.append(starts[1:], columns)
    first = np.searchsorted(row_part[by_row], names, side="left")
    last = np.searchsorted(row_part[by_row], names, side="right")
    found = []
    for start, end, top, bottom in zip(starts, ends, first, last, strict=True):
        mine = by_column[start:end]
        own = by_row[top:bottom]
        children = {
            child
            for column in mine.tolist()
            if column < len(made.fits)
            for child in problem.going(made.fits[column])
        }
        part = Part(
            made.goals[:, mine],
            made.rows[:, mine].tocsr()[own].tocsc(),
            made.high[own],
            low[mine],
            made.whole[mine],
            len(children),
        )
        found.append(_Piece(part, mine))
    return sorted(found, key=lambda piece: (piece.columns.size, int(piece.columns[0])))
