"""The search that asks each rule only of those still in gives what asking everybody everything gives."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.matching import narrowing, sifting
from art_desktop.domain.matching.criteria.registry import CRITERIA, HARD, PREFERENCES
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.pool import TIERS, Pool
from art_desktop.domain.matching.record import make_record
from art_desktop.domain.matching.scoring import credit, points_of, share_of
from art_desktop.domain.matching.search import Shortlist, search
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import NOT_MET
from art_desktop.domain.vocabulary import ApprovalKind, Skill
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW
from tests.domain.matching.making import case, fostered, home, household, policy, terms

POLICY = policy()


def narrowed_search(what: Case, candidates: list[Any], **more: Any) -> Shortlist:
    """Return the shortlist with narrowing at every step, as it is in a pool of many thousands."""
    with patch.multiple(sifting, WORTH_NARROWING=0, _SHRUNK=1.0, _LAST=1.0):
        return search(what, Pool.build(candidates), POLICY, **more)


def plain(what: Case, candidates: list[Candidate]) -> dict[str, Any]:
    """Return the result by asking every criterion of everybody at once, and ordering by hand."""
    trial = Trial(what, Pool.build(candidates), POLICY)
    matrix = np.array([np.array(c.judge(trial)) for c in CRITERIA]).reshape(len(CRITERIA), -1)
    hard = [row for row, c in enumerate(CRITERIA) if c.hard]
    soft = [row for row, c in enumerate(CRITERIA) if not c.hard]
    points, share = points_of(trial, PREFERENCES), share_of(trial)
    ranked, counts = [], dict.fromkeys((c.code for c in HARD), 0)
    for index, facts in enumerate(candidates):
        broken = [CRITERIA[row].code for row in hard if matrix[row, index] == NOT_MET]
        if broken:
            counts[broken[0]] += 1
            continue
        parts = [
            credit(int(matrix[row, index]), weight, share)
            for row, weight in zip(soft, points, strict=True)
        ]
        low, high, stake = (sum(column) for column in zip(*parts, strict=True))
        ends = [(2000 * e + stake) // (2 * stake) if stake else 1000 for e in (low, high)]
        miles = float(trial.home_miles[index])
        away = float("inf") if np.isnan(miles) else miles
        place = (TIERS.index(facts.tier), -ends[0], -ends[1], away, facts.reference, facts.key)
        ranked.append((place, facts.key, *ends))
    ranked.sort()
    return {
        "matrix": matrix,
        "ranked": [entry[1:] for entry in ranked],
        "counts": {code: n for code, n in counts.items() if n},
    }


@FEW
@given(CASES, CANDIDATES, st.booleans())
def test_the_search_is_the_plain_one(
    what: Case, candidates: list[Candidate], at_every_step: bool
) -> None:
    run = narrowed_search if at_every_step else lambda w, c: search(w, Pool.build(c), POLICY)
    found, expected = run(what, candidates), plain(what, candidates)
    assert [(o.key, o.low_tenths, o.high_tenths) for o in found.ranked] == expected["ranked"]
    assert dict(found.counts_by_rule) == expected["counts"]
    assert (found.matrix == expected["matrix"]).all()


@FEW
@given(CASES, CANDIDATES, st.integers(0, 7))
def test_narrowing_leaves_no_trace_in_the_record(
    what: Case, candidates: list[Candidate], limit: int
) -> None:
    whole = search(what, Pool.build(candidates), POLICY, limit_explained=limit)
    parts = narrowed_search(what, candidates, limit_explained=limit)
    with patch.object(sifting, "WORTH_NARROWING", 0):
        kept = make_record(parts)
    assert kept == make_record(whole)
    assert [parts.tier_counts(tier) for tier in TIERS] == [whole.tier_counts(t) for t in TIERS]


@FEW
@given(CASES, CANDIDATES, st.data())
def test_a_criterion_says_of_a_part_what_it_says_of_the_whole(
    what: Case, candidates: list[Candidate], data: st.DataObject
) -> None:
    trial = Trial(what, Pool.build(candidates), POLICY)
    chosen = data.draw(st.lists(st.booleans(), min_size=len(candidates), max_size=len(candidates)))
    rows = np.flatnonzero(np.array(chosen, dtype=np.bool_))
    part = trial.narrowed(rows)
    for criterion in CRITERIA:
        expected = np.array(criterion.judge(trial))[rows]
        assert (criterion.judge(part) == expected).all(), criterion.code
    assert [part.facts(i) for i in range(rows.size)] == [candidates[i] for i in rows]
    assert part.facts(-1) == candidates[rows[-1]] if rows.size else True


def test_every_field_of_a_pool_can_be_taken() -> None:
    child = fostered(7, 9)
    named = terms(ApprovalKind.SHORT_TERM, named_child_id=child.child_id)
    pool = Pool.build([household(1), household(2, residents=(child,), terms=(named,)), home(3)])
    part = pool.take(np.array([1, 2]))
    for table in (pool, pool.terms, pool.residents, pool.holds, pool.languages):
        name = {Pool: "", type(pool.terms): "terms", type(pool.residents): "residents"}.get(
            type(table), "holds" if table is pool.holds else "languages"
        )
        mine = getattr(part, name) if name else part
        for field in fields(table):
            assert getattr(mine, field.name) is not None, field.name
        with pytest.raises(AttributeError):
            getattr(mine, "nothing_of_the_kind")  # noqa: B009 - reading it is the test
    assert len(part) == 2
    assert part.candidates[0:2] == pool.candidates[1:3]
    assert list(part.residents.children.found(7)) == [(0, 0)]
    assert list(part.terms.named.found(7)) == [(0, 0)]
    assert list(part.residents.children.found(8)) == []
    assert part.skills[Skill.AUTISM].tolist() == pool.skills[Skill.AUTISM][1:].tolist()


def test_those_who_are_out_are_judged_when_somebody_looks() -> None:
    found = narrowed_search(case(), [household(1), household(2, terms=()), household(3, terms=())])
    assert "matrix" not in vars(found)
    assert found.counts_by_rule == {"approved_kind": 2}
    assert found.ranked[0].findings
    assert "matrix" not in vars(found)
    assert len(found.not_suitable) == 2
    assert len(found.not_suitable[0].excluded_by) > 1
    assert "matrix" in vars(found)


def test_the_table_of_ways_to_take_names_every_kind_of_field() -> None:
    for kinds in narrowing._KINDS.values():
        assert set(kinds.values()) <= set(narrowing._TAKE)
