"""What a swap costs, who is placed differently, which approval would bring most."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.allocation.matrices import possible
from art_desktop.domain.allocation.model import Aims, Fit, Group, Place, Problem, WaitingChild
from art_desktop.domain.allocation.one_by_one import one_by_one
from art_desktop.domain.allocation.solve import CalledOff, solve
from art_desktop.domain.allocation.what_if import (
    NearMiss,
    change_words,
    differences,
    missing_approvals,
    swap_cost,
)
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.vocabulary import Tier
from tests.domain.allocation.brute import best_by_trying, small

A, B, C = (Group(key, key, (WaitingChild(f"{key}0"),)) for key in "ABC")
NEAR = Place("near", "Near household", Tier.IN_HOUSE, 1)
FAR = Place("out", "Agency household", Tier.IFA, 1)
FITS = (Fit("A", "near", (), 900), Fit("A", "out", (), 800), Fit("B", "near", (), 700))
ASKED = Problem((A, B), (NEAR, FAR), FITS)


def test_the_joint_plan_and_the_choice_one_by_one_differ() -> None:
    plan, simple = solve(ASKED), one_by_one(ASKED)
    assert plan.aims == Aims(0, 0, 1, 1500)
    assert (simple.aims, simple.unplaced) == (Aims(1, 0, 1, 900), ("B0",))
    assert [d.group for d in differences(plan, simple)] == ["A", "B"]
    assert differences(plan, plan) == ()


def test_turns_decide_who_chooses_first() -> None:
    both = Problem((A, B), (NEAR,), (FITS[0], FITS[2]))
    assert one_by_one(both).unplaced == ("B0",)
    assert one_by_one(both, ["B", "A"]).unplaced == ("A0",)


def test_a_swap_says_what_it_costs_all() -> None:
    plan = solve(ASKED)
    cost = swap_cost(ASKED, plan, "A", "near")
    assert cost.change == Aims(1, 0, 0, -600)
    assert cost.words == "1 more child without a place, total score 60.0 lower."
    assert swap_cost(ASKED, plan, "A", "out").words == "No cost."
    with pytest.raises(RuleBroken, match="not among the places"):
        swap_cost(ASKED, plan, "B", "out")


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 100_000), st.integers(0, 1000))
def test_a_swap_is_never_a_gain_and_is_in_the_plan_it_proposes(seed: int, which: int) -> None:
    problem = small(seed)
    fits = [fit for fit in problem.fits if possible(problem, fit) and len(fit.children) < 2]
    if not fits:
        return
    plan, fit = solve(problem), fits[which % len(fits)]
    cost = swap_cost(problem, plan, fit.group, fit.place, child="".join(fit.children))
    assert fit in cost.plan.chosen
    assert cost.plan.aims - plan.aims == cost.change
    assert cost.change.order >= (0, 0, 0, 0)
    # The same, had the whole list been asked again.
    assert cost.plan.aims == solve(problem, fixed=[fit]).aims


def test_the_approval_that_would_place_the_most_comes_first() -> None:
    asked = Problem((A, B, C), (NEAR, FAR), FITS)
    plan = solve(asked)
    ages = NearMiss("out", "ages", "ages 5–10 down to 4", (Fit("C", "out", (), 500),))
    bed = NearMiss("near", "more", "one more place", more=1)
    both = replace(bed, code="bed and ages", fits=(Fit("C", "near", (), 600),))
    useless = NearMiss("out", "sex", "girls too", (Fit("B", "out", (), 1),))
    found = missing_approvals(asked, plan, [ages, bed, both, useless])
    assert [(one.place, one.code) for one in found] == [("near", "bed and ages"), ("near", "more")]
    assert (
        found[0].words
        == "1 fewer child without a place, 1 more child in-house, total score 60.0 higher."
    )
    assert found[0].change.without == -1
    assert missing_approvals(asked, plan, [both, bed], 1) == found[:1]
    with pytest.raises(CalledOff):
        missing_approvals(asked, plan, [bed], cancelled=lambda: True)


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 199))
def test_what_one_more_place_brings_equals_trying_everything(seed: int) -> None:
    problem = small(seed)
    plan = solve(problem)
    homes = [place for place in problem.places if place.is_home]
    found = {
        one.place: one.change
        for one in missing_approvals(
            problem,
            plan,
            [NearMiss(home.key, "more", "one more place", more=1) for home in homes],
            99,
        )
    }
    for home in homes:
        places = tuple(
            replace(p, capacity=p.capacity + 1)
            if p.key == home.key and p.capacity is not None
            else p
            for p in problem.places
        )
        best = best_by_trying(replace(problem, places=places))
        have = plan.aims.order
        gain = tuple(b - h for b, h in zip(best, have, strict=True))
        if home.key in found:
            assert found[home.key].order == gain
        else:
            # Not looked at, or nothing better: at most the score could rise.
            assert gain[:3] == (0, 0, 0)


def test_changes_in_words() -> None:
    assert change_words(Aims()) == ""
    assert change_words(Aims(-2, 1, 3, 5)) == (
        "2 fewer children without a place, 1 more parting of brothers and sisters, 3 more children in-house, "
        "total score 0.5 higher."
    )
