"""The joint allocation of all who wait, beside one bare call of the solver on the same matrices in the same run.

Run: python tests/bench/bench_allocation.py. The floor is a single `scipy.optimize.milp` on the whole prepared matrices,
with the four aims as one weighted sum whose weights prove the same plan to be the best; it checks nothing, cuts nothing
into parts and narrows nothing down. Never on uniform random costs: scores come in levels, most pairs are forbidden.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from art_desktop.domain.allocation.matrices import Matrices, build, possible
from art_desktop.domain.allocation.model import Plan, Problem
from art_desktop.domain.allocation.solve import solve
from tests.bench.measure import Figure, peak_mb, table
from tests.domain.allocation.making import waiting_list

_LIMIT_SECONDS = 60.0
_ROUNDS = 3
_CASES = (
    ("350 children x 140 households, siblings whole", 350, 140, True, 2_000.0),
    ("the same, a third of the groups may be split", 350, 140, False, 0.0),
    ("60 waiting x 400 places, siblings whole", 60, 400, True, 500.0),
    ("400 x 2,000, siblings whole", 400, 2_000, True, 60_000.0),
    ("400 x 2,000, a third of the groups may be split", 400, 2_000, False, 60_000.0),
)
"""Words, children, places, whether all groups stay whole, the aim in milliseconds (0: none is set)."""


def _bare(made: Matrices) -> Callable[[], str]:
    """Return one call of the solver on everything, the aims as one sum, and what it says of itself."""
    base = made.children + 1
    first = made.goals[0] * base * base + made.goals[1] * base + made.goals[2]
    cost = (first * 2001 + made.goals[3]).astype(float)
    rows = LinearConstraint(made.rows, -np.inf, made.high)

    def work() -> str:
        answer = milp(
            cost,
            integrality=made.whole,
            bounds=Bounds(0, 1),
            constraints=rows,
            options={"mip_rel_gap": 0.0, "time_limit": _LIMIT_SECONDS},
        )
        return "proved" if answer.status == 0 else f"not proved in {_LIMIT_SECONDS:.0f} s"

    return work


def _taken(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        times.append((perf_counter() - started) * 1000)
    return min(times)


def _share_forbidden(asked: Problem) -> float:
    whole = sum(not fit.children for fit in asked.fits)
    return 1 - whole / (len(asked.groups) * len(asked.places))


def figures() -> list[Figure]:
    """Measure all."""
    found = []
    for words, children, places, whole, aim in _CASES:
        asked = waiting_list(children, places, whole=whole)
        rounds = _ROUNDS if places < 2_000 else 1
        plans: list[Plan] = []

        def joint(asked: Problem = asked, plans: list[Plan] = plans) -> None:
            plans.append(solve(asked, time_limit=_LIMIT_SECONDS))

        measured = _taken(joint, rounds)
        plan = plans[0]
        peak = peak_mb()
        made = build(asked, [fit for fit in asked.fits if possible(asked, fit)], children)
        said: list[str] = []
        bare = _bare(made)
        floor = _taken(lambda said=said, bare=bare: said.append(bare()), 1)  # type: ignore[misc]  # bound early
        how = "proved" if plan.proved else plan.gap_words
        found.append(
            Figure(
                f"{words}: {how}, {_share_forbidden(asked):.0%} forbidden, "
                f"{plan.aims.without} without a place",
                measured,
                floor,
                f"one bare milp on the same matrices, {said[0]}",
                aim,
                absolute=True,
                peak_mb=peak,
            )
        )
    return found


if __name__ == "__main__":
    print(table(figures()))
