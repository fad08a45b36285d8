"""What to learn, and what would let a home in."""

from __future__ import annotations

from hypothesis import given, settings

from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.search import Shortlist, search
from art_desktop.domain.matching.what_if import learn_one, let_in, nearly_suitable
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import HouseholdStatus
from tests.domain.matching.drawing import CANDIDATES, CASES
from tests.domain.matching.making import case, household, miles_east, needs, policy, subject, terms


def run(what: Case, *candidates: Candidate) -> Shortlist:
    return search(what, Pool.build(candidates), policy())


def test_the_answer_that_would_change_who_leads_is_asked_for() -> None:
    what = case(subject(needs=needs(own_bedroom=None, no_pets=None)))
    full = household(1, free_bedrooms=0)
    further = household(2, at=miles_east(6))
    found = learn_one(run(what, full, further))
    assert found is not None
    assert (found.child, found.answer, found.leader) == (0, "own_bedroom", "household:1")
    assert [(o.answer, o.leader) for o in found.outcomes] == [
        ("yes", "household:2"),
        ("no", "household:1"),
    ]
    assert found.words == (
        "If you learn one thing: Does the child need a bedroom of their own? "
        "Household 2 could lead."
    )


def test_a_fact_of_a_household_can_be_the_one_thing() -> None:
    near, unsure = household(1, at=miles_east(6)), household(2, at=None)
    found = learn_one(run(case(), near, unsure))
    assert found is not None
    assert found.key == "household:2"
    assert found.words.startswith("If you learn one thing: Household 2: ")
    assert "household:2" in {o.leader for o in found.outcomes}


def test_nothing_to_learn_where_all_is_known_or_nobody_is_left() -> None:
    assert learn_one(run(case(), household(1), household(2))) is None
    assert learn_one(run(case(), household(1, status=HouseholdStatus.ENDED))) is None


def test_one_rule_that_may_be_set_aside_is_named_with_the_rank_it_would_give() -> None:
    found = run(
        case(),
        household(1),
        household(2, at=miles_east(8)),
        household(3, at=miles_east(6), terms=(terms(age_to=5),)),
    )
    change = let_in(found, found.not_suitable[0])
    assert change is not None
    assert (change.key, change.rule, change.rank) == ("household:3", "approved_age", 2)
    assert change.may_override is Role.MANAGER
    assert "would rank 2" in change.words


def test_what_nobody_may_set_aside_or_two_rules_forbid_is_not_proposed() -> None:
    ended = household(1, status=HouseholdStatus.ENDED)
    twice = household(2, terms=(terms(age_to=5, places=0),))
    found = run(case(), ended, twice)
    assert len(found.not_suitable) == 2
    assert nearly_suitable(found) == ()


@settings(max_examples=8)
@given(CASES, CANDIDATES)
def test_letting_in_gives_the_rank_it_says(what: Case, candidates: list[Candidate]) -> None:
    found = run(what, *candidates)
    for change in nearly_suitable(found, limit=9):
        option = found.find(change.key)
        assert option.excluded_by == (change.rule,)
        ahead = sum(
            (-o.low_tenths, -o.high_tenths) < (-option.low_tenths, -option.high_tenths)
            for o in found.ranked
            if o.tier is option.tier
        )
        level = sum(
            (o.low_tenths, o.high_tenths) == (option.low_tenths, option.high_tenths)
            for o in found.ranked
            if o.tier is option.tier
        )
        assert ahead < change.rank <= ahead + level + 1
    learn_one(found)
