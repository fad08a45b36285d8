"""What matching promises whatever is searched: who may exclude, what may move a rank, how ties fall.

"Adding a met need never lowers a rank" is said precisely here. A need that one candidate meets, and the others in its
tier do not (not met, not known, or not asked of them), never lowers that candidate's rank: its own share of needs met
rises or stays, theirs fall or stay. Where others meet the need too nothing can be promised of the order among those who
meet it: a share of few needs rises faster than a share of many.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from art_desktop.domain.ids import Pence
from art_desktop.domain.matching.criteria.registry import CRITERIA, HARD, PREFERENCES
from art_desktop.domain.matching.facts import Candidate, Case, Subject
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.scoring import score
from art_desktop.domain.matching.search import Shortlist, search
from art_desktop.domain.matching.verdicts import MET, NOT_APPLICABLE, NOT_MET, UNKNOWN
from art_desktop.domain.vocabulary import Verdict
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW, households
from tests.domain.matching.making import case, household, needs, policy, subject

POLICY = policy()


def run(what: Case, candidates: list[Any], **more: Any) -> Shortlist:
    return search(what, Pool.build(candidates), POLICY, **more)


def each_child(what: Case, **answers: Any) -> Case:
    def told(child: Subject) -> Subject:
        return replace(child, needs=replace(child.needs, **answers))

    return replace(what, subjects=tuple(told(child) for child in what.subjects))


@FEW
@given(CASES, CANDIDATES, st.data())
def test_leaving_out_preferences_changes_nobody_who_is_in(
    what: Case, candidates: list[Candidate], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(PREFERENCES), min_size=1, unique=True))
    some = [c for c in CRITERIA if c.hard or c in kept]
    every, fewer = run(what, candidates), run(what, candidates, criteria=some)
    assert {o.key for o in every.ranked} == {o.key for o in fewer.ranked}
    rules = {c.code for c in HARD}
    assert all(set(o.excluded_by) <= rules for o in every.not_suitable)


ROWS = st.lists(
    st.lists(st.integers(0, 4), min_size=4, max_size=4).map(lambda row: np.array(row, np.uint8)),
    min_size=1,
    max_size=6,
)
WEIGHTS = st.lists(st.integers(0, 2000), min_size=6, max_size=6)


@given(ROWS, WEIGHTS, st.integers(1, 2000), st.data())
def test_a_need_that_one_alone_meets_never_lowers_its_rank(
    rows: list[Any], weights: list[int], weight: int, data: st.DataObject
) -> None:
    others = st.sampled_from((NOT_APPLICABLE, NOT_MET, UNKNOWN))
    added = np.array(data.draw(st.lists(others, min_size=4, max_size=4)), dtype=np.uint8)
    added[0] = MET
    points = weights[: len(rows)]
    before = score(rows, points, 75)
    after = score([*rows, added], [*points, weight], 75)
    for other in range(1, 4):
        was = (before.low[0], before.high[0]) >= (before.low[other], before.high[other])
        now = (after.low[0], after.high[0]) >= (after.low[other], after.high[other])
        # The last tie-breaks (nearer, then the reference) are not changed by a need.
        assert now or not was or added[other] == UNKNOWN
        assert after.low[0] >= before.low[0]
        assert added[other] != NOT_MET or after.low[other] <= before.low[other]
        if added[other] == UNKNOWN and was:
            assert after.low[0] >= after.low[other]


@FEW
@given(CASES, CANDIDATES)
def test_wanting_other_children_lowers_no_home_that_alone_has_some(
    what: Case, candidates: list[Candidate]
) -> None:
    before = run(each_child(what, other_children_wanted=False), candidates)
    after = run(each_child(what, other_children_wanted=True), candidates)
    assert {o.key for o in before.ranked} == {o.key for o in after.ranked}
    for option in after.ranked:
        in_tier = [o for o in after.ranked if o.tier is option.tier]
        meet = [o.key for o in in_tier if o.verdicts["other_children_wanted"] is Verdict.MET]
        asked = [o for o in in_tier if o.verdicts["other_children_wanted"] is Verdict.UNKNOWN]
        if meet == [option.key] and not asked:
            was = before.find(option.key).rank
            assert was is not None
            assert option.rank is not None
            assert option.rank <= was


@FEW
@given(CASES, CANDIDATES, st.sampled_from((None, "WBRI", "APKN", "REFU")))
def test_the_childs_ethnicity_alone_excludes_nobody(
    what: Case, candidates: list[Candidate], ethnicity: str | None
) -> None:
    before, after = run(what, candidates), run(each_child(what, ethnicity=ethnicity), candidates)
    assert {o.key for o in before.ranked} == {o.key for o in after.ranked}
    for option in [*after.ranked, *after.not_suitable]:
        assert option.verdicts["cultural_needs"] is not Verdict.NOT_MET


@FEW
@given(CASES, CANDIDATES, st.integers(0, 900_000))
def test_the_price_of_one_home_moves_nobody(
    what: Case, candidates: list[Candidate], price: int
) -> None:
    assume(candidates)
    dearer = [replace(candidates[0], weekly_price_pence=Pence(price)), *candidates[1:]]
    before, after = run(what, candidates), run(what, dearer)
    assert [(o.key, o.rank) for o in before.ranked] == [(o.key, o.rank) for o in after.ranked]


@given(st.permutations(range(1, 9)))
def test_equal_homes_stand_by_their_reference_however_they_come(numbers: list[int]) -> None:
    found = run(case(), [household(n) for n in numbers])
    assert [o.reference for o in found.ranked] == [f"H-{n:05d}" for n in range(1, 9)]


@FEW
@given(CASES, households(1), households(2))
def test_another_home_in_the_pool_changes_no_verdict_but_that_on_where_siblings_are(
    what: Case, one: Any, other: Any
) -> None:
    alone, both = run(what, [one]).find(one.key), run(what, [one, other]).find(one.key)
    differ = {code for code in alone.verdicts if alone.verdicts[code] is not both.verdicts[code]}
    assert differ <= {"siblings_together"}


def test_a_need_met_by_all_keeps_homes_of_equal_stake_in_order() -> None:
    near = household(1, residents=())
    what = case(subject(needs=needs(home_adaptation=True)))
    plain = run(case(), [near, household(2, at=None)])
    added = run(what, [near, household(2, at=None)])
    assert [o.key for o in plain.ranked] == [o.key for o in added.ranked]
