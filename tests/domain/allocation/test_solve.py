"""The joint allocation against trying everything, against published optima, and by what must always hold."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.allocation.checking import aims_of, broken, plan_of
from art_desktop.domain.allocation.model import (
    Aims,
    Clash,
    Fit,
    Group,
    Limit,
    Place,
    Problem,
    WaitingChild,
)
from art_desktop.domain.allocation.one_by_one import one_by_one
from art_desktop.domain.allocation.solve import CalledOff, solve
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.vocabulary import Tier, Together
from tests.domain.allocation.brute import best_by_trying, small
from tests.domain.allocation.making import waiting_list

SEEDS = st.integers(min_value=0, max_value=100_000)


def group(key: str, size: int = 1, together: Together | None = None) -> Group:
    return Group(key, key, tuple(WaitingChild(f"{key}{n}") for n in range(size)), together)


def place(key: str, capacity: int | None = 1, tier: Tier = Tier.IN_HOUSE, **more: object) -> Place:
    return replace(Place(key, key, tier, capacity), **more)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("seed", range(200))
def test_equals_trying_everything_in_all_four_aims(seed: int) -> None:
    problem = small(seed)
    plan = solve(problem)
    assert plan.aims.order == best_by_trying(problem)
    assert plan.proved


def test_the_small_problems_have_everything_in_them() -> None:
    problems = [small(seed) for seed in range(200)]
    simple = [one_by_one(problem) for problem in problems]
    assert sum(bool(plan.split) for plan in simple) > 10
    assert sum(bool(plan.unplaced) for plan in simple) > 50
    assert sum(bool(problem.clashes) for problem in problems) > 50
    assert sum(place.limits != () for problem in problems for place in problem.places) > 50
    assert {g.together for p in problems for g in p.groups} == {None, *Together}


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_every_rule_is_kept(seed: int) -> None:
    problem = small(seed)
    plan = solve(problem)
    assert {*plan.chosen} <= {*problem.fits}
    assert plan.aims == aims_of(problem, plan.chosen)
    living = {
        p.key: [c for f in plan.chosen if f.place == p.key for c in problem.going(f)]
        for p in problem.places
    }
    for home in problem.places:
        if home.capacity is not None:
            assert len(living[home.key]) <= home.capacity
    for one in problem.groups:
        if one.together in {None, Together.TOGETHER}:
            homes = {f.place for f in plan.chosen if f.group == one.key}
            gone = [c for c in (child.key for child in one.children) if c not in plan.unplaced]
            assert len(homes) <= 1
            assert len(gone) in {0, one.size}
    placed = [c for f in plan.chosen for c in problem.going(f)]
    assert sorted([*placed, *plan.unplaced]) == sorted(problem.home_of_child)


@settings(deadline=None, max_examples=25)
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_it_is_asked_in_decides_nothing(seed: int, draw: random.Random) -> None:
    problem = small(seed)

    again = Problem(
        tuple(draw.sample(problem.groups, len(problem.groups))),
        tuple(draw.sample(problem.places, len(problem.places))),
        tuple(draw.sample(problem.fits, len(problem.fits))),
        tuple(draw.sample(problem.clashes, len(problem.clashes))),
    )
    assert solve(again) == solve(problem) == solve(problem)


@settings(deadline=None, max_examples=25)
@given(SEEDS)
def test_one_at_a_time_is_never_better(seed: int) -> None:
    problem = small(seed)
    assert solve(problem).aims.order <= one_by_one(problem).aims.order


def test_a_child_placed_comes_before_siblings_together_before_in_house_before_score() -> None:
    near, far = place("near"), place("out", tier=Tier.IFA)
    asked = Problem(
        (group("A"),), (near, far), (Fit("A", "near", points=1), Fit("A", "out", points=1000))
    )
    assert solve(asked).chosen[0].place == "near"
    pair = group("B", 2, Together.TOGETHER_IF_POSSIBLE)
    homes = (place("n1"), place("n2"), place("out", 2, Tier.IFA))
    pieces = [Fit("B", f"n{n}", (f"B{n - 1}",), 1000) for n in (1, 2)]
    whole = Fit("B", "out", (), 2)
    assert solve(Problem((pair,), homes, (*pieces, whole))).chosen == (whole,)
    lone = Fit("C", "out", (), 1000)
    both = Problem((pair, group("C")), homes, (*pieces, whole, lone))
    assert solve(both).aims == Aims(0, 1, 2, 3000)
    assert solve(both).split == ("B",)


def test_the_usual_limit_of_three_lets_one_family_alone_be_more() -> None:
    home = place("P", 5, unrelated_room=3, empty=True)
    four, one = group("A", 4, Together.TOGETHER), group("B")
    fits = (Fit("A", "P", (), 10), Fit("B", "P", (), 900))
    assert solve(Problem((four, one), (home,), fits)).chosen == fits[:1]
    occupied = replace(home, unrelated_room=2, empty=False)
    assert solve(Problem((four, one), (occupied,), fits)).chosen == fits[1:]
    kin = replace(home, unrelated_room=0, empty=False, kin=frozenset({"A"}))
    assert solve(Problem((four, one), (kin,), fits)).chosen == fits[:1]


def test_clashes_and_terms_of_approval_are_kept() -> None:
    groups = (group("A"), group("B"), group("C"))
    fits = tuple(Fit(key, "P", (), 10) for key in "ABC")
    home = place("P", 3)
    clash = Clash("A0", "B")
    assert len(solve(Problem(groups, (home,), fits, (clash,))).chosen) == 2
    terms = replace(home, limits=(Limit("boys", 1, frozenset({"A0", "B0", "C0"})),))
    assert len(solve(Problem(groups, (terms,), fits)).chosen) == 1
    agency = place("P", None)
    assert len(solve(Problem(groups, (agency,), fits, (clash,))).chosen) == 3


def test_what_is_settled_stays_and_what_cannot_be_is_refused() -> None:
    groups = (group("A"), group("B"))
    fits = (Fit("A", "P", (), 10), Fit("A", "Q", (), 900), Fit("B", "P", (), 10))
    asked = Problem(groups, (place("P"), place("Q")), fits)
    assert solve(asked).aims.without == 0
    settled = solve(asked, fixed=fits[:1])
    assert (settled.chosen, settled.unplaced) == (fits[:1], ("B0",))
    with pytest.raises(RuleBroken, match="cannot all be"):
        solve(asked, fixed=(fits[0], fits[2]))
    with pytest.raises(RuleBroken, match="cannot all be"):
        solve(asked, fixed=(Fit("B", "Q"),))


def test_nobody_waits_and_nobody_fits() -> None:
    assert solve(Problem((), (), ())).proved
    plan = solve(Problem((group("A", 2),), (place("P", 1),), (Fit("A", "P"),)))
    assert (plan.unplaced, plan.aims.without, plan.proved) == (("A0", "A1"), 2, True)


def test_out_of_time_it_shows_the_best_found_and_the_gap() -> None:
    asked = waiting_list(120, 60, whole=False)
    plan = solve(asked, time_limit=0.0)
    assert broken(asked, plan.chosen) == ""
    assert plan.aims.order <= one_by_one(asked).aims.order
    best = solve(asked)
    assert best.proved
    assert best.gap_words == "Proved: no plan is better."
    assert plan.bound.order <= best.aims.order <= plan.aims.order
    assert plan.proved or plan.gap > 0


def test_it_says_how_far_it_is_and_can_be_called_off() -> None:
    asked = small(3)
    told: list[tuple[int, int, str]] = []
    solve(asked, progress=lambda *said: told.append(said))
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)
    with pytest.raises(CalledOff):
        solve(asked, cancelled=lambda: True)


def test_a_plan_that_breaks_a_rule_is_never_shown() -> None:
    asked = Problem((group("A"), group("B")), (place("P"),), (Fit("A", "P"), Fit("B", "P")))
    with pytest.raises(AssertionError, match="more children than places"):
        plan_of(asked, asked.fits)


@pytest.mark.parametrize(
    "fits",
    [
        (Fit("A", "P"), Fit("A", "P")),
        (Fit("A", "nowhere"),),
        (Fit("nobody", "P"),),
        (Fit("A", "P", ("A0",)),),
        (Fit("A", "P", points=-1),),
    ],
)
def test_a_question_that_does_not_belong_together_is_a_bug(fits: tuple[Fit, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Problem((group("A", 2),), (place("P"),), fits)


def test_published_optima_of_the_generalised_assignment(project_root: Path) -> None:
    folder = project_root.parent / "shared" / "data" / "orlib_assignment"
    if not (folder / "gap1.txt").exists():
        pytest.skip("the OR-Library's assignment problems are not beside the project")
    rows = (folder / "optima.csv").read_text(encoding="utf-8").splitlines()
    optima = next(row for row in rows if row.startswith("gap1")).split(",")[3].split(";")
    numbers = iter(map(int, (folder / "gap1.txt").read_text(encoding="utf-8").split()))
    for _, optimum in zip(range(next(numbers)), optima, strict=True):
        agents, jobs = next(numbers), next(numbers)
        gain = [[next(numbers) for _ in range(jobs)] for _ in range(agents)]
        need = [[next(numbers) for _ in range(jobs)] for _ in range(agents)]
        homes = tuple(place(f"P{a}", next(numbers)) for a in range(agents))
        assert next(numbers) == int(optimum)
        fits = [
            Fit(f"G{j:02}", f"P{a}", (), gain[a][j], need[a][j])
            for a in range(agents)
            for j in range(jobs)
        ]
        plan = solve(Problem(tuple(group(f"G{j:02}") for j in range(jobs)), homes, tuple(fits)))
        assert plan.proved
        assert (plan.aims.without, plan.aims.points) == (0, int(optimum))


def test_published_optima_of_the_linear_assignment(project_root: Path) -> None:
    folder = project_root.parent / "shared" / "data" / "orlib_assignment"
    if not (folder / "assign500.txt").exists():
        pytest.skip("the OR-Library's assignment problems are not beside the project")
    numbers = iter(map(int, (folder / "assign500.txt").read_text(encoding="utf-8").split()))
    size = next(numbers)
    costs = [[next(numbers) for _ in range(size)] for _ in range(size)]
    # Only the cheaper half of the pairs is allowed: the published optimum uses none of the rest.
    fits = tuple(
        Fit(f"G{i:03}", f"P{j:03}", (), 1000 - cost)
        for i, row in enumerate(costs)
        for j, cost in enumerate(row)
        if cost <= 20
    )
    homes = tuple(place(f"P{j:03}") for j in range(size))
    plan = solve(Problem(tuple(group(f"G{i:03}") for i in range(size)), homes, fits))
    assert plan.proved
    assert (plan.aims.without, 1000 * size - plan.aims.points) == (0, 991)
