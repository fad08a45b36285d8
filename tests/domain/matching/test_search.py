"""Properties of the search as a whole, over any case and any candidates."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import Pence
from art_desktop.domain.matching.criteria.conflict import CLASHES, EXPLOITING, judge_one
from art_desktop.domain.matching.criteria.registry import (
    BY_CODE,
    CRITERIA,
    HARD,
    PREFERENCES,
)
from art_desktop.domain.matching.facts import Candidate, Case, HouseholdFacts
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.record import make_record
from art_desktop.domain.matching.scoring import credit, points_of, score
from art_desktop.domain.matching.search import Shortlist, search, title_of
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import BY_CODE as VERDICTS
from art_desktop.domain.matching.verdicts import CODE_OF, MET, NOT_MET, UNKNOWN, everywhere
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    HouseholdStatus,
    Level,
    NeedCode,
    Skill,
    SkillLevel,
    Tier,
    Verdict,
)
from tests.domain.matching.drawing import CANDIDATES, CASES, FEW, households
from tests.domain.matching.making import (
    case,
    home,
    household,
    miles_east,
    needs,
    policy,
    subject,
    terms,
)

POLICY = policy()


def run(what: Case, candidates: list[Any]) -> Shortlist:
    return search(what, Pool.build(candidates), POLICY)


def order(found: Shortlist) -> list[str]:
    return [option.key for option in found.ranked]


@FEW
@given(CASES, CANDIDATES)
def test_every_candidate_appears_exactly_once(what: Case, candidates: list[Candidate]) -> None:
    found = run(what, candidates)
    seen = [*order(found), *(option.key for option in found.not_suitable)]
    assert Counter(seen) == Counter(c.key for c in candidates)
    assert sum(found.counts_by_rule.values()) == len(found.not_suitable)
    by_tier = [found.tier_counts(tier) for tier in Tier]
    assert sum(t.considered for t in by_tier) == len(candidates)
    assert sum(t.suitable for t in by_tier) == len(found.ranked)


@FEW
@given(CASES, CANDIDATES)
def test_only_hard_rules_exclude_and_only_when_not_met(
    what: Case, candidates: list[Candidate]
) -> None:
    found = run(what, candidates)
    for option in [*found.ranked, *found.not_suitable]:
        broken = tuple(c.code for c in HARD if option.verdicts[c.code] is Verdict.NOT_MET)
        assert option.excluded_by == broken
        assert option.suitable is (not broken)
        assert (option.rank is None) is bool(broken)
        assert set(option.verdicts) == set(BY_CODE)
    for option in found.not_suitable:
        assert {f.code for f in option.findings} == set(option.excluded_by)


@FEW
@given(CASES, CANDIDATES)
def test_low_is_never_above_high_and_ranks_count_up_in_each_tier(
    what: Case, candidates: list[Candidate]
) -> None:
    found = run(what, candidates)
    ranks: Counter[Tier] = Counter()
    for option in found.ranked:
        assert 0 <= option.low_tenths <= option.high_tenths <= 1000
        assert 0 <= option.low <= option.high <= 100
        ranks[option.tier] += 1
        assert option.rank == ranks[option.tier]
    tiers = [list(Tier).index(option.tier) for option in found.ranked]
    assert tiers == sorted(tiers)


@FEW
@given(CASES, CANDIDATES)
def test_every_sentence_can_be_made(what: Case, candidates: list[Candidate]) -> None:
    found = run(what, candidates)
    for option in [*found.ranked, *found.not_suitable]:
        full = found.explained(option)
        assert [f.code for f in full.findings] == [c.code for c in CRITERIA]
        index = [c.key for c in candidates].index(option.key)
        for finding in full.findings:
            criterion = BY_CODE[finding.code]
            # Sentences and questions that were kept are the ones that would be made anew.
            assert finding.sentence == criterion.explain(found.trial, index, finding.verdict)
            if finding.ask is not None:
                assert finding.ask == criterion.ask(found.trial, index)
            assert finding.sentence[-1] in ".?"
            assert (finding.ask is not None) is (finding.verdict is Verdict.UNKNOWN)
            assert bool(finding.supports) is (finding.verdict is Verdict.SUPPORT)


@FEW
@given(CASES, CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_pool_changes_nothing(
    what: Case, candidates: list[Candidate], shuffler: Any
) -> None:
    mixed = list(candidates)
    shuffler.shuffle(mixed)
    assert make_record(run(what, candidates)) == make_record(run(what, mixed))


@FEW
@given(CASES, CANDIDATES, st.lists(st.integers(0, 900_000), min_size=7, max_size=7))
def test_the_price_never_changes_a_rank(
    what: Case, candidates: list[Candidate], prices: list[int]
) -> None:
    dearer = [
        replace(c, weekly_price_pence=Pence(p)) for c, p in zip(candidates, prices, strict=False)
    ]
    before, after = run(what, candidates), run(what, dearer)
    assert order(before) == order(after)
    assert (before.matrix == after.matrix).all()


@FEW
@given(CASES, CANDIDATES)
def test_ethnicity_is_never_not_met_and_a_gap_is_identity_support(
    what: Case, candidates: list[Candidate]
) -> None:
    found = run(what, candidates)
    for option in [*found.ranked, *found.not_suitable]:
        for code in ("ethnicity", "faith", "language"):
            assert option.verdicts[code] is not Verdict.NOT_MET
            assert code not in option.excluded_by


@FEW
@given(CASES, CANDIDATES, st.sampled_from((None, (), ("APKN",), ("WBRI",))))
def test_ethnicity_alone_excludes_nobody(
    what: Case, candidates: list[Candidate], ethnicities: Any
) -> None:
    changed = [
        replace(c, ethnicities=ethnicities) if isinstance(c, HouseholdFacts) else c
        for c in candidates
    ]
    assert set(order(run(what, candidates))) == set(order(run(what, changed)))


_FORGOTTEN = {
    "review_due_on": None,
    "checks_due_on": None,
    "at": None,
    "in_area": None,
    "free_bedrooms": None,
    "carer_sexes": (),
    "someone_home": None,
    "pets": None,
    "smokers": None,
    "ground_floor_bedroom": None,
    "step_free": None,
    "languages": None,
    "faiths": None,
    "ethnicities": None,
    "skills": None,
    "experienced_ages": None,
    "expects_up_to_weeks": None,
    "planned_endings": None,
    "unplanned_endings": None,
    "interests": None,
}


@FEW
@given(CASES, households(1), st.sampled_from(sorted(_FORGOTTEN)))
def test_forgetting_a_fact_never_excludes(what: Case, facts: HouseholdFacts, fact: str) -> None:
    knew = run(what, [facts]).find(facts.key)
    forgot = replace(facts, **{fact: _FORGOTTEN[fact]})  # type: ignore[arg-type]  # any fact
    knows_less = run(what, [forgot]).find(facts.key)
    assert set(knows_less.excluded_by) <= set(knew.excluded_by)


@FEW
@given(CASES, CANDIDATES, st.data())
def test_a_preference_more_never_lowers_a_rank(
    what: Case, candidates: list[Candidate], data: st.DataObject
) -> None:
    """Whatever the other verdicts are: one preference turned to met moves nobody down."""
    if not candidates:
        return
    trial = Trial(what, Pool.build(candidates), POLICY)
    points = points_of(trial, PREFERENCES)
    rows = [c.judge(trial).copy() for c in PREFERENCES]
    index = data.draw(st.integers(0, len(candidates) - 1))
    which = data.draw(st.integers(0, len(rows) - 1))
    before = score(rows, points, 75)
    rows[which][index] = MET
    after = score(rows, points, 75)
    assert after.low[index] >= before.low[index]
    assert after.high[index] >= before.high[index]
    others = np.arange(len(candidates)) != index
    assert (after.low[others] == before.low[others]).all()


@FEW
@given(CASES, CANDIDATES)
def test_conflict_by_columns_agrees_with_the_plain_reading(
    what: Case, candidates: list[Candidate]
) -> None:
    trial = Trial(what, Pool.build(candidates), POLICY)
    for code, table in (("no_conflict", CLASHES), ("no_exploiting", EXPLOITING)):
        judged = BY_CODE[code].judge(trial)
        assert judged.tolist() == [judge_one(trial, i, table) for i in range(len(candidates))]


def _company(trial: Trial, index: int) -> int:
    """Return the verdict on company at one candidate, by asking resident after resident."""
    if trial.household(index) is None:
        return UNKNOWN
    worst = MET
    for one in trial.others_of(index):
        if one.no_other_children:
            return NOT_MET
        for age in (s.age_months for s in trial.case.subjects):
            if age is None or one.age_months is None:
                if one.no_younger_children or one.no_older_children:
                    worst = UNKNOWN
            elif (one.no_younger_children and age < one.age_months) or (
                one.no_older_children and age > one.age_months
            ):
                return NOT_MET
    return worst


@FEW
@given(CASES, CANDIDATES)
def test_company_by_columns_agrees_with_the_plain_reading(
    what: Case, candidates: list[Candidate]
) -> None:
    trial = Trial(what, Pool.build(candidates), POLICY)
    rule = BY_CODE["company_allowed"]
    judged = rule.judge(trial).tolist()
    assert judged == [_company(trial, i) for i in range(len(candidates))]
    for index, code in enumerate(judged):
        assert rule.explain(trial, index, VERDICTS[code]).endswith(".")


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=8),
    st.lists(st.integers(0, 4000), min_size=8, max_size=8),
)
def test_packed_sums_are_the_plain_sums(table: list[list[int]], weights: list[int]) -> None:
    rows = [np.array(row, dtype=np.uint8) for row in table]
    points = weights[: len(rows)]
    got = score(rows, points, 75)
    for index in range(3):
        parts = [credit(row[index], p, 75) for row, p in zip(table, points, strict=True)]
        low, high, stake = (sum(column) for column in zip(*parts, strict=True))
        right = (
            (1000, 1000)
            if stake == 0
            else (
                (2000 * low + stake) // (2 * stake),
                (2000 * high + stake) // (2 * stake),
            )
        )
        assert (int(got.low[index]), int(got.high[index])) == right


def test_constant_columns_count_as_any_other() -> None:
    plain = [np.full(3, code, dtype=np.uint8) for code in range(5)]
    constant = [everywhere(3, code) for code in range(5)]
    points = [300, 500, 700, 1100, 1300]
    one, other = score(plain, points, 75), score(constant, points, 75)
    assert (one.low == other.low).all()
    assert (one.high == other.high).all()


def test_ties_go_to_the_higher_end_then_nearer_then_the_reference() -> None:
    same = [household(n) for n in (3, 1, 2)]
    nearer = household(9, at=miles_east(1))
    here = household(8, at=miles_east(0.5))
    found = run(case(), [*same, nearer, here])
    assert order(found) == [
        "household:1", "household:2", "household:3", "household:8", "household:9",
    ]  # fmt: skip
    open_ = household(4, experienced_ages=None)
    closed = household(1, experienced_ages=())
    assert order(run(case(), [closed, open_])) == ["household:4", "household:1"]


def test_a_higher_level_of_need_weighs_more() -> None:
    trained = {Skill.AUTISM: SkillLevel.SPECIALIST}
    taught = {Skill.EDUCATION: SkillLevel.SPECIALIST}
    asked = case(
        subject(needs=needs({NeedCode.AUTISM: Level.COMPLEX, NeedCode.EDUCATION: Level.SOME}))
    )
    found = run(asked, [household(1, skills=taught), household(2, skills=trained)])
    assert order(found) == ["household:2", "household:1"]
    findings = {f.code: f for f in found.ranked[0].findings}
    assert findings["skill_autism"].weight_points == 800
    assert findings["skill_education"].weight_points == 400


def test_who_may_set_an_exclusion_aside() -> None:
    ended = household(1, status=HouseholdStatus.ENDED)
    young = household(2, terms=(terms(age_to=5),))
    both = household(3, status=HouseholdStatus.ENDED, terms=(terms(age_to=5),))
    found = run(case(), [ended, young, both])
    assert [o.key for o in found.not_suitable] == ["household:1", "household:2", "household:3"]
    assert [o.overridable_by for o in found.not_suitable] == [None, Role.MANAGER, None]
    assert dict(found.counts_by_rule) == {"active": 2, "approved_age": 1}
    assert title_of("approved_age") == "Approved for the age"


def test_sentences_are_made_at_once_for_the_first_and_on_asking_for_the_rest() -> None:
    found = search(case(), Pool.build([household(n) for n in range(5)]), POLICY, limit_explained=2)
    assert [bool(o.findings) for o in found.ranked] == [True, True, False, False, False]
    last = found.ranked[-1]
    assert len(found.explained(last).findings) == len(CRITERIA)
    assert found.explained(found.ranked[0]) is found.ranked[0]
    assert found.ranked[1:3] == (found.ranked[1], found.ranked[2])
    assert found.verdict(0, "near_home") is Verdict.MET
    with pytest.raises(IndexError):
        found.ranked[5]
    with pytest.raises(KeyError):
        found.find("household:77")


def test_supports_are_named_once_each() -> None:
    asked = case(subject(needs=needs({NeedCode.MISSING: Level.SIGNIFICANT}, ethnicity="APKN")))
    carers = household(skills={Skill.MISSING: SkillLevel.TRAINED}, at=miles_east(7))
    supports = run(asked, [carers]).ranked[0].supports
    assert [s.value for s in supports] == [
        "line", "training", "school_transport", "family_travel", "identity",
    ]  # fmt: skip


def test_an_empty_pool_gives_an_empty_shortlist() -> None:
    found = run(case(), [])
    assert len(found.ranked) == len(found.not_suitable) == 0


def test_the_same_candidate_twice_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="twice"):
        Pool.build([household(1), household(1)])


def test_a_missing_weight_is_named() -> None:
    short = MatchingPolicy(
        effective_from=POLICY.effective_from,
        weights={k: v for k, v in POLICY.weights.items() if k != "faith"},
    )
    with pytest.raises(RuleBroken, match="faith"):
        search(case(), Pool.build([household()]), short)


def test_weights_that_add_up_to_too_much_are_refused() -> None:
    with pytest.raises(RuleBroken, match="add up"):
        search(case(), Pool.build([household()]), policy(skill="1000"))


def test_a_home_competes_only_in_its_own_tier() -> None:
    found = run(case(), [home(1), household(1, at=miles_east(9))])
    assert [(o.tier, o.rank) for o in found.ranked] == [
        (Tier.IN_HOUSE, 1),
        (Tier.RESIDENTIAL, 1),
    ]


def test_verdict_numbers_are_in_order_of_how_bad_they_are() -> None:
    assert CODE_OF[VERDICTS[NOT_MET]] == NOT_MET == max(CODE_OF.values())
