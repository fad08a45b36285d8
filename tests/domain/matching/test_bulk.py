"""The best few for each of many children are those that a search for each would give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.ids import ChildId
from art_desktop.domain.matching import bulk
from art_desktop.domain.matching.bulk import (
    BY_OUTLINE,
    NOBODY,
    Best,
    best_for_each,
    best_for_each_in_processes,
    columns_of,
    outline_of,
)
from art_desktop.domain.matching.criteria.registry import BY_CODE
from art_desktop.domain.matching.facts import Candidate, Case, Subject
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import search
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.needs import Needs
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW
from tests.domain.matching.making import case, household, needs, policy, subject

POLICY = policy()


def by_searches(cases: list[Case], pool: Pool, top: int) -> list[list[tuple[int, int, int]]]:
    at = {facts.key: index for index, facts in enumerate(pool.candidates)}
    return [
        [
            (at[o.key], o.low_tenths, o.high_tenths)
            for o in search(what, pool, POLICY, limit_explained=0).ranked[:top]
        ]
        for what in cases
    ]


def as_lists(best: Best) -> list[list[tuple[int, int, int]]]:
    return [
        [
            entry
            for entry in zip(*(part.tolist() for part in row), strict=True)
            if entry[0] != NOBODY
        ]
        for row in zip(best.rows, best.low, best.high, strict=True)
    ]


@FEW
@given(st.lists(CASES, min_size=1, max_size=5), CANDIDATES, st.integers(1, 8))
def test_the_best_of_each_are_those_of_a_search(
    cases: list[Case], candidates: list[Candidate], top: int
) -> None:
    pool = Pool.build(candidates)
    # The first again as another child, so that an outline is shared.
    first = cases[0]
    cases.append(replace(first, subjects=tuple(_other_child(s) for s in first.subjects)))
    best = best_for_each(cases, columns_of(pool), POLICY, top=top)
    assert as_lists(best) == by_searches(cases, pool, top)
    assert best.suitable.tolist() == [len(search(c, pool, POLICY).ranked) for c in cases]


def _other_child(told: Subject) -> Subject:
    return replace(told, child_id=ChildId(int(told.child_id) + 5), home_at=None, avoid=None)


@FEW
@given(CASES, CANDIDATES)
def test_rules_of_the_outline_read_nothing_else(what: Case, candidates: list[Candidate]) -> None:
    pool = Pool.build(candidates)
    bare = replace(
        what,
        together=None,
        subjects=tuple(
            Subject(
                child_id=s.child_id,
                age_months=None if s.age_months is None else s.age_months // 12 * 12,
                needs=Needs(sex=s.needs.sex, plan=s.needs.plan),
            )
            for s in what.subjects
        ),
    )
    assert outline_of(bare) == outline_of(what)
    whole, part = Trial(what, pool, POLICY), Trial(bare, pool, POLICY)
    for code in BY_OUTLINE:
        rule = BY_CODE[code]
        assert (np.array(rule.judge(whole)) == np.array(rule.judge(part))).all(), code
        assert rule.hard


def _many(count: int) -> tuple[list[Case], Pool]:
    cases = [
        case(subject(number, years=3 + number % 9, needs=needs(no_pets=bool(number % 2))))
        for number in range(1, count + 1)
    ]
    homes = [household(n, pets=bool(n % 3), free_bedrooms=n % 4) for n in range(1, 40)]
    return cases, Pool.build(homes)


def test_two_processes_find_what_one_finds() -> None:
    cases, pool = _many(23)
    alone = best_for_each(cases, pool, POLICY, top=5)
    told: list[tuple[int, int]] = []
    with patch.object(bulk, "_AT_ONCE", 4):
        shared = best_for_each_in_processes(
            cases, pool, POLICY, top=5, progress=lambda *done: told.append(done)
        )
    assert as_lists(shared) == as_lists(alone) == by_searches(cases, pool, 5)
    assert shared.suitable.tolist() == alone.suitable.tolist()
    assert told[-1] == (23, 23)


class _Stopped(Exception):
    """Somebody pressed cancel."""


@pytest.mark.parametrize("work", [best_for_each, best_for_each_in_processes])
def test_what_progress_raises_calls_the_work_off(work: Any) -> None:
    cases, pool = _many(120)

    def stop(done: int, of: int) -> None:
        assert 0 < done <= of
        raise _Stopped

    with pytest.raises(_Stopped):
        work(cases, pool, POLICY, progress=stop)


def test_no_cases_and_no_places() -> None:
    assert best_for_each([], Pool.build([]), POLICY).rows.shape == (0, 20)
    nobody = best_for_each([case()], Pool.build([]), POLICY, top=3)
    assert nobody.rows.tolist() == [[NOBODY] * 3]
