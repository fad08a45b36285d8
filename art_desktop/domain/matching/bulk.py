"""The best few places for each of very many children: the same options as a search each, without its sentences.

What a search does for one case is done here for thousands against one pool. What depends on no more than the
outline of a case (ages in whole years, sexes, plan, kind, day) is worked out once for all cases of that outline.
Two processes share the work where there are two processors; each holds the columns alone, no facts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.registry import CRITERIA
from art_desktop.domain.matching.facts import Case
from art_desktop.domain.matching.lineup import Lineup
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import Pool, Rows
from art_desktop.domain.matching.scoring import in_order, keys_of, points_of, score, share_of
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import NOT_MET, Mask, is_constant
from art_desktop.domain.vocabulary import Level

NOBODY: Final = -1
"""Stands in `Best.rows` where fewer than `top` could serve."""

Progress = Callable[[int, int], None]
"""Told how many cases are done, of how many. What it raises calls the work off."""

_AT_ONCE: Final = 500
"""So many cases are handed to a process at a time: a second or two of work."""


@dataclass(frozen=True, eq=False)
class Best:
    """The first options for each case, in the order of `search(...).ranked`.

    `rows`: shape (cases, top), indexes into the pool, `NOBODY` where nobody is left. `low`, `high`:
    the same shape, in tenths of a point. `suitable`: shape (cases,), how many could serve.
    """

    rows: NDArray[np.int32]
    low: NDArray[np.int16]
    high: NDArray[np.int16]
    suitable: NDArray[np.int32]


BY_OUTLINE: Final = (
    "active",
    "registered",
    "supported_age",
    "approved_kind",
    "approved_age",
    "approved_sex",
    "checks_in_date",
    "review_in_date",
    "kept_for_council",
    "not_suspended",
    "grade",
    "contracted",
)
"""Hard rules that read no more of a case than its outline (a test holds them to it), cheapest first."""


def outline_of(case: Case) -> Hashable:
    """Return what rules `BY_OUTLINE` read of a case, as far as no term of approval names its children."""
    return (
        case.kind,
        case.urgency,
        case.needed_on,
        case.council_code,
        case.searching_council,
        tuple(
            (
                None if s.age_months is None else s.age_months // 12,
                s.needs.sex,
                s.needs.plan,
            )
            for s in case.subjects
        ),
    )


def best_for_each(
    cases: Sequence[Case],
    pool: Pool,
    policy: MatchingPolicy,
    *,
    top: int = 20,
    progress: Progress | None = None,
) -> Best:
    """Return the first `top` options of each case, exactly those of `search(case, pool, policy).ranked`.

    Args: pool: may be `columns_of` a pool. progress: told after each hundred cases.
    Raises: RuleBroken: the policy lacks a weight.
    """
    best = _nothing_yet(len(cases), top)
    done = 0
    for together in _by_outline(cases):
        base = _Base(cases[together[0]], pool, policy)
        for at in together:
            _put(best, at, base.best(cases[at], top))
            done += 1
            if progress is not None and done % 100 == 0:
                progress(done, len(cases))
    return best


def best_for_each_in_processes(
    cases: Sequence[Case],
    pool: Pool,
    policy: MatchingPolicy,
    *,
    top: int = 20,
    processes: int = 2,
    progress: Progress | None = None,
) -> Best:
    """Return what `best_for_each` returns, worked out by several processes of the same program.

    Each process is started afresh (as Windows does it) and gets the pool's columns once. For a few
    hundred cases the start costs more than it saves. Call it from a program whose main module can be
    imported without running it. Args, Raises: as `best_for_each`.
    """
    best = _nothing_yet(len(cases), top)
    order = [at for together in _by_outline(cases) for at in together]
    parts = [order[start : start + _AT_ONCE] for start in range(0, len(order), _AT_ONCE)]
    workers = ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=_begin_worker,
        initargs=(columns_of(pool), policy, top),
    )
    try:
        done = 0
        for part, found in _handed_out(workers, cases, parts, 2 * processes):
            best.rows[part], best.low[part], best.high[part] = found.rows, found.low, found.high
            best.suitable[part] = found.suitable
            done += len(part)
            if progress is not None:
                progress(done, len(cases))
    finally:
        workers.shutdown(wait=True, cancel_futures=True)
    return best


def columns_of(pool: Pool) -> Pool:
    """Return the pool without its facts: judged the same, but with no sentences to be had."""
    return replace(pool, candidates=())


def _handed_out(
    workers: ProcessPoolExecutor,
    cases: Sequence[Case],
    parts: Sequence[list[int]],
    ahead: int,
) -> Iterator[tuple[list[int], Best]]:
    """Yield each part with its result, no more than `ahead` of them under way."""
    under_way: deque[tuple[list[int], Future[Best]]] = deque()
    for part in parts:
        under_way.append((part, workers.submit(_work, [cases[at] for at in part])))
        if len(under_way) >= ahead:
            first, future = under_way.popleft()
            yield first, future.result()
    for part, future in under_way:
        yield part, future.result()


def _read_only(told: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(told)


# Policies and answers hold read-only mappings, which a process cannot be handed as they are.
ForkingPickler.register(MappingProxyType, lambda told: (_read_only, (dict(told),)))

_worker: tuple[Pool, MatchingPolicy, int] | None = None


def _begin_worker(pool: Pool, policy: MatchingPolicy, top: int) -> None:
    global _worker  # noqa: PLW0603 - what a process of its own holds for its whole life
    _worker = pool, policy, top


def _work(cases: list[Case]) -> Best:
    assert _worker is not None
    pool, policy, top = _worker
    return best_for_each(cases, pool, policy, top=top)


def _nothing_yet(cases: int, top: int) -> Best:
    return Best(
        rows=np.full((cases, top), NOBODY, dtype=np.int32),
        low=np.zeros((cases, top), dtype=np.int16),
        high=np.zeros((cases, top), dtype=np.int16),
        suitable=np.zeros(cases, dtype=np.int32),
    )


def _put(best: Best, at: int, found: _Found) -> None:
    rows, low, high, suitable = found
    best.rows[at, : rows.size] = rows
    best.low[at, : rows.size] = low
    best.high[at, : rows.size] = high
    best.suitable[at] = suitable


def _by_outline(cases: Sequence[Case]) -> list[list[int]]:
    """Return the positions of the cases, those of one outline together."""
    found: dict[Hashable, list[int]] = {}
    for at, case in enumerate(cases):
        found.setdefault(outline_of(case), []).append(at)
    return list(found.values())


_LINEUP: Final = Lineup(CRITERIA)
_FIRST: Final = tuple(c for code in BY_OUTLINE for c in _LINEUP.hard if c.code == code)
_LATER: Final = tuple(c for c in _LINEUP.hard if c.code not in BY_OUTLINE)


class _Base:
    """Who is left after the rules of one outline."""

    def __init__(self, case: Case, pool: Pool, policy: MatchingPolicy) -> None:
        self._whole = pool
        self._policy = policy
        self._case = case
        self._pool: Pool | None = None
        self._rows: Rows = np.zeros(0, dtype=np.intp)
        self._columns: dict[str, object] = {}
        self._weights: dict[tuple[Level | None, ...], tuple[int, ...]] = {}

    def best(self, case: Case, top: int) -> _Found:
        """Return the first options of one case of the outline."""
        trial = Trial(case, self._whole, self._policy)
        named = self._whole.terms.named.found
        if any(named(int(s.child_id)) for s in case.subjects):
            # A term made out for this very child: what is shared does not hold for it.
            rows = np.flatnonzero(_left(trial, _LINEUP.hard))
            part = trial.narrowed(rows)
        else:
            rows, part = self._left(trial)
        verdicts = [c.judge(part) for c in _LINEUP.preferences]
        scores = score(verdicts, self._points(trial), share_of(trial))
        first = in_order(part, keys_of(part, scores, np.arange(rows.size)), top)
        at = np.searchsorted(rows, first)
        return first, scores.low[at], scores.high[at], rows.size

    def _left(self, trial: Trial) -> tuple[Rows, Trial]:
        """Return who could serve a case of the outline, as indexes into the whole pool, and its trial."""
        if self._pool is None:
            # Of whichever case came first: the rules of the outline read nothing else of it.
            self._rows = np.flatnonzero(_left(trial, _FIRST))
            self._pool = self._whole.take(self._rows)
        part = Trial(trial.case, self._pool, self._policy, trial)
        part.borrow(self._columns)
        kept = np.flatnonzero(_left(part, _LATER))
        self._columns = part.lend()
        left = Trial(trial.case, self._pool.take(kept), self._policy, trial)
        left.reuse(part, kept)
        return self._rows[kept], left

    def _points(self, trial: Trial) -> tuple[int, ...]:
        """Return what the preferences weigh: the same wherever the needs behind them have the same levels."""
        levels = tuple(c.level(trial) for c in _LINEUP.preferences)
        if levels not in self._weights:
            self._weights[levels] = points_of(trial, _LINEUP.preferences)
        return self._weights[levels]


_Found = tuple[Rows, NDArray[np.int64], NDArray[np.int64], int]
"""The first options, their low and high ends in tenths, and how many could serve."""


def _left(trial: Trial, rules: Iterable[Criterion]) -> Mask:
    """Return whom no rule excludes."""
    left = np.ones(trial.size, dtype=np.bool_)
    for rule in rules:
        verdicts = rule.judge(trial)
        if not is_constant(verdicts) or int(verdicts[0]) == NOT_MET:
            left &= verdicts != NOT_MET
    return left
