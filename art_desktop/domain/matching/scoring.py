"""From verdicts to scores and an order, knowing no criterion by name.

A score is the weighted share of the applicable preferences that are met. "Met with support" counts
the share that the policy states, at both ends; "not known" counts nothing at the low end and fully
at the high end. Everything is summed in whole points, so that the same inputs give the same order
on every machine. Scores are compared to one decimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.policy import SUPPORT_SHARE
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_MET,
    SUPPORT,
    UNKNOWN,
    Verdicts,
    is_constant,
)

TIE_RULE: Final = (
    "Higher low end first, then higher high end, then nearer home, then the reference."
)

# Three sums ride in one 64-bit number: points met at the low end, at the high end, and at stake.
_BITS: Final = 21
_MOST_POINTS: Final = 1 << (_BITS - 1)
_FOLD: Final = 5
"""So many criteria are looked up at once: the table of 5 to the power of 5 sums stays near the processor."""


@dataclass(frozen=True, eq=False)
class Scores:
    """Low and high ends in tenths of a point, 0 to 1000, one for each candidate."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    def of(self, some: NDArray[np.intp]) -> Scores:
        """Return the scores of some candidates, by position."""
        return Scores(self.low[some], self.high[some])


def points_of(trial: Trial, criteria: Sequence[Criterion]) -> tuple[int, ...]:
    """Return what each preference weighs in this trial, in whole hundredths of a weight.

    Raises: RuleBroken: a weight is missing, or they are too large to be added up.
    """
    points = tuple(trial.policy.points(c.weight_key, c.level(trial)) for c in criteria)
    if sum(points) >= _MOST_POINTS:
        raise RuleBroken(
            "The search was not run.",
            "The weights of the matching policy add up to more than can be worked with.",
            "Ask a manager to give weights from 0 to 20.",
            rule="matching_policy",
        )
    return points


def credit(code: int, points: int, share: int) -> tuple[int, int, int]:
    """Return (points at the low end, at the high end, at stake) of one verdict.

    `share`: what "met with support" counts, in hundredths.
    """
    if code == MET:
        return points, points, points
    if code == SUPPORT:
        part = (points * share + 50) // 100
        return part, part, points
    if code == UNKNOWN:
        return 0, points, points
    return (0, 0, points) if code == NOT_MET else (0, 0, 0)


def score(verdicts: Sequence[Verdicts], points: Sequence[int], share: int) -> Scores:
    """Return the scores of all candidates from one row of verdicts for each preference."""
    size = verdicts[0].size
    total = np.zeros(size, dtype=np.int64)
    same = 0
    varying: list[tuple[Verdicts, tuple[int, ...]]] = []
    for row, weight in zip(verdicts, points, strict=True):
        if weight and is_constant(row):
            same += _sums(weight, share)[int(row[0])]
        elif weight:
            varying.append((row, _sums(weight, share)))
    total += same
    for start in range(0, len(varying), _FOLD):
        total += _looked_up(varying[start : start + _FOLD])
    mask = (1 << _BITS) - 1
    stake = total & mask
    # Where nothing is asked, nothing is left unmet.
    unasked = np.flatnonzero(stake == 0)
    full = stake.astype(np.float64)
    full[unasked] = 1.0
    ends = []
    for part in (total >> 2 * _BITS, (total >> _BITS) & mask):
        tenths = part * 1000.0
        tenths /= full
        tenths += 0.5
        end = tenths.astype(np.int64)
        end[unasked] = 1000
        ends.append(end)
    return Scores(low=ends[0], high=ends[1])


def share_of(trial: Trial) -> int:
    """Return what "met with support" counts, in hundredths."""
    return int(trial.policy.number(SUPPORT_SHARE) * 100)


@lru_cache(maxsize=1024)
def _sums(points: int, share: int) -> tuple[int, ...]:
    """Return what each verdict adds to the three sums, for one weight."""
    parts = (credit(code, points, share) for code in range(5))
    return tuple(low << 2 * _BITS | high << _BITS | stake for low, high, stake in parts)


def _looked_up(rows: Sequence[tuple[Verdicts, tuple[int, ...]]]) -> NDArray[np.int64]:
    (code, sums), *more = rows
    table = np.array(sums, dtype=np.int64)
    for turn, (row, other) in enumerate(more):
        # Three verdicts fit in a byte.
        code = code * np.uint8(5) + row if turn < 2 else code * np.uint16(5) + row
        table = np.add.outer(table, np.array(other, dtype=np.int64)).ravel()
    return table.take(code)


# The order of options packs into one number: tier, low end, high end, miles, reference.
_REFERENCE_BITS: Final = 27
_FAR: Final = (1 << 14) - 1


def keys_of(trial: Trial, scores: Scores, suitable: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return one number for each suitable candidate, by which they are ordered; see `TIE_RULE`.

    Args: scores: of the suitable ones alone, in the order of `suitable`, positions in the trial's
    pool.
    """
    pool = trial.pool
    whole = suitable.size == trial.size
    miles = trial.home_miles if whole else trial.home_miles[suitable]
    tenths = np.minimum(np.rint(miles * 10), _FAR - 1)
    tenths[np.isnan(miles)] = _FAR
    key = (pool.tier if whole else pool.tier[suitable]).astype(np.int64) << 10
    key |= 1000 - scores.low
    key <<= 10
    key |= 1000 - scores.high
    key <<= 14
    key |= tenths.astype(np.int64)
    key <<= _REFERENCE_BITS
    key |= pool.place_in_order if whole else pool.place_in_order[suitable]
    return key


def in_order(trial: Trial, keys: NDArray[np.int64], first: int | None = None) -> NDArray[np.intp]:
    """Return the candidates of some keys, best first inside each tier, tiers in order.

    Args: first: so many alone, of however many there are. Returns: indexes into the whole pool.
    """
    if first is not None and first < keys.size:
        keys = np.partition(keys, first)[:first]
    ordered: NDArray[np.intp] = trial.pool.order[np.sort(keys) & ((1 << _REFERENCE_BITS) - 1)]
    return ordered
