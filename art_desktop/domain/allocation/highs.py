"""The one door to HiGHS, through scipy: a linear bound, and a whole-number best.

SciPy is imported on the first call, since it takes a third of a second and the window opens without it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUND_OFF: Final = 1e-6
"""How far a bound of HiGHS may be from the truth, besides the round-off of large numbers."""


@dataclass(frozen=True)
class Bounded:
    """What the linear relaxation says. least: no choice costs less. reduced: what one unit of each column adds."""

    least: float
    reduced: NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """The best choice found. chosen: shape (columns,), 0 or 1, None if none was found. least: no choice costs less.

    impossible: it is proved that there is none.
    """

    chosen: NDArray[np.int64] | None
    least: float
    impossible: bool = False


def relaxed(
    cost: NDArray[Any],
    rows: Any,
    high: NDArray[np.float64],
    low: NDArray[np.float64],
    seconds: float | None = None,
) -> Bounded | None:
    """Return the linear relaxation of `min cost @ x, rows @ x <= high, low <= x <= 1`; None if there is none in time.

    The bound is worked out again from the prices of the rows, so that it holds whatever the solver's last steps were.
    """
    import numpy as np
    from scipy.optimize import linprog

    if not high.size:
        return Bounded(
            float(np.where(low > 0, cost, np.minimum(cost, 0)).sum()), cost.astype(float)
        )
    answer = linprog(
        cost.astype(float),
        A_ub=rows,
        b_ub=high,
        bounds=np.column_stack([low, np.ones_like(low)]),
        method="highs-ds",
        options={} if seconds is None else {"time_limit": max(seconds, 0.01)},
    )
    if answer.status != 0:
        return None
    # Any prices that are not above nothing give a true bound: high @ prices + what columns of negative worth could add.
    prices = np.minimum(answer.ineqlin.marginals, 0.0)
    reduced = cost - rows.T @ prices
    added = np.where(low > 0, reduced, np.minimum(reduced, 0.0))
    return Bounded(float(high @ prices + added.sum()), reduced)


def whole(
    cost: NDArray[Any],
    rows: Any,
    high: NDArray[np.float64],
    low: NDArray[np.float64],
    kind: NDArray[np.uint8],
    *,
    seconds: float | None = None,
    gap: float = 0.0,
) -> Found:
    """Return the best choice of whole columns of `min cost @ x, rows @ x <= high, low <= x <= 1`.

    Args: kind: 1 where a column must be whole. gap: it may stop once the best is nearer to the bound than this share.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    options: dict[str, Any] = {"mip_rel_gap": gap}
    if seconds is not None:
        options["time_limit"] = max(seconds, 0.01)
    answer = milp(
        cost.astype(float),
        integrality=kind,
        bounds=Bounds(low, 1),
        constraints=LinearConstraint(rows, -np.inf, high) if high.size else None,
        options=options,
    )
    if answer.status == 2:
        return Found(None, float("inf"), impossible=True)
    bound = answer.mip_dual_bound
    least = float("-inf") if bound is None or not np.isfinite(bound) else float(bound)
    chosen = None if answer.x is None else np.rint(answer.x).astype(np.int64)
    return Found(chosen, least)


def slack(bound: float) -> float:
    """Return how far a bound may be from the truth by round-off."""
    return _ROUND_OFF + abs(bound) * 1e-12


def up_to_whole(bound: float) -> int:
    """Return the least whole number that is not below a bound, with the bound's round-off forgiven."""
    return math.ceil(bound - slack(bound))
