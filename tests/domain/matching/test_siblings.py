"""Together first; then the best ways to part brothers and sisters, as plain enumeration finds them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.matching.facts import Candidate, Case, HouseholdFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import search
from art_desktop.domain.matching.siblings import MOST_CHILDREN, partitions, siblings_plan
from art_desktop.domain.places import distance_miles
from art_desktop.domain.vocabulary import Tier, Together
from tests.domain.matching.making import (
    agency,
    case,
    home,
    household,
    miles_east,
    policy,
    provider,
    subject,
    terms,
)

POLICY = policy()


def children(*years: float, **changes: Any) -> Case:
    return case(*(subject(n, y) for n, y in enumerate(years, start=1)), **changes)


def roomy(number: int, places: int, miles: float = 0, **changes: Any) -> HouseholdFacts:
    return household(
        number, terms=(terms(places=places),), free_bedrooms=places, at=miles_east(miles), **changes
    )


@pytest.mark.parametrize(("count", "ways"), [(1, 1), (2, 2), (4, 15), (6, 203)])
def test_every_way_to_part_them_comes_once(count: int, ways: int) -> None:
    found = [p for k in range(1, count + 1) for p in partitions(tuple(range(count)), k)]
    assert len(found) == len(set(found)) == ways
    assert all(sorted(c for block in p for c in block) == list(range(count)) for p in found)


def test_together_comes_first_and_a_split_needs_a_decision() -> None:
    pool = Pool.build([roomy(1, 3), roomy(2, 1), roomy(3, 2)])
    plan = siblings_plan(children(9, 7, 5), pool, POLICY)
    assert plan.together_possible == 1
    assert [o.key for o in plan.together] == ["household:1"]
    assert plan.why_not == ()
    assert plan.needs_decision
    assert plan.splits
    assert not siblings_plan(children(9, 7, together=Together.APART), pool, POLICY).needs_decision


def test_where_nobody_can_take_them_all_the_nearest_home_says_why() -> None:
    pool = Pool.build([roomy(1, 2), roomy(2, 1, miles=4)])
    plan = siblings_plan(children(9, 7, 5), pool, POLICY)
    assert plan.together_possible == 0
    assert plan.why_not_name == "Household 1"
    assert plan.why_not == (
        "2 free on the day (2 places are approved for this kind, 0 children placed there); 3 needed.",
    )
    best = plan.splits[0]
    assert sorted(len(block.children) for block in best.blocks) == [1, 2]
    assert best.miles == 4.0
    assert len(best.apart) == 2
    assert best.in_house == 3


def test_in_house_for_most_children_comes_before_scores() -> None:
    near = home(1, free_places=1)
    far = [roomy(n, 1, miles=30) for n in (1, 2)]
    plan = siblings_plan(children(9, 10), Pool.build([near, *far]), POLICY)
    assert {b.key for b in plan.splits[0].blocks} == {"household:1", "household:2"}


def test_one_household_is_not_used_twice_and_an_agency_may_be() -> None:
    assert siblings_plan(children(9, 7), Pool.build([roomy(1, 1)]), POLICY).splits == ()
    split = siblings_plan(children(9, 7), Pool.build([agency(1)]), POLICY).splits[0]
    assert [b.key for b in split.blocks] == ["provider:1", "provider:1"]
    assert split.miles is None


def test_a_group_too_large_is_looked_at_together_only() -> None:
    what = children(*range(5, 5 + MOST_CHILDREN + 1))
    plan = siblings_plan(what, Pool.build([roomy(n, 3) for n in range(1, 9)]), POLICY)
    assert plan.splits == ()


CANDIDATE = st.one_of(
    st.builds(
        lambda places, miles, age_to, tier: {
            "terms": (terms(places=places, age_to=age_to),),
            "at": None if miles is None else miles_east(miles),
            "tier": tier,
            "provider": provider(9) if tier is Tier.IFA else None,
        },
        st.integers(1, 3),
        st.none() | st.integers(0, 12),
        st.sampled_from((6, 12, 17)),
        st.sampled_from((Tier.CONNECTED, Tier.IN_HOUSE, Tier.IFA)),
    ),
    st.just("agency"),
)


def made(drawn: list[Any]) -> list[Candidate]:
    return [
        agency(n) if one == "agency" else household(n, **one)
        for n, one in enumerate(drawn, start=1)
    ]


def brute(what: Case, candidates: list[Candidate], groups: int) -> list[Any]:
    """Return the key of the best choice of homes for each grouping, best first."""
    pool = Pool.build(candidates)
    found = []
    for blocks in partitions(tuple(range(len(what.subjects))), groups):
        options = [
            search(replace(what.of(b), together=Together.TOGETHER), pool, POLICY).ranked
            for b in blocks
        ]
        keys = []
        for chosen in product(*options):
            named = [o.key for o in chosen if not o.key.startswith("provider:")]
            if len(named) == len(set(named)):
                family = {Tier.CONNECTED, Tier.IN_HOUSE}
                pairs = list(zip(blocks, chosen, strict=True))
                miles = [
                    None
                    if "provider" in one.key + other.key
                    else distance_miles(one.candidate.at, other.candidate.at)
                    for one, other in combinations(chosen, 2)
                ]
                keys.append(
                    (
                        sum(len(b) for b, o in pairs if o.tier not in family),
                        -sum(len(b) * o.low_tenths for b, o in pairs),
                        inf if None in miles else max(m for m in miles if m is not None),
                    )
                )
        if keys:
            found.append((min(keys), blocks))
    return sorted(found)


@settings(max_examples=12)
@given(st.lists(st.integers(3, 15), min_size=2, max_size=3), st.lists(CANDIDATE, max_size=4))
def test_the_splits_are_those_that_plain_enumeration_finds(
    years: list[int], drawn: list[Any]
) -> None:
    what, candidates = children(*years), made(drawn)
    plan = siblings_plan(what, Pool.build(candidates), POLICY, limit=2)
    right = [entry for k in range(2, len(years) + 1) for entry in brute(what, candidates, k)][:2]
    assert [tuple(b.children for b in s.blocks) for s in plan.splits] == [b for _, b in right]
    for split, (key, blocks) in zip(plan.splits, right, strict=True):
        outside = sum(len(b) for b in blocks) - split.in_house
        assert (outside, inf if split.miles is None else split.miles) == (key[0], key[2])
