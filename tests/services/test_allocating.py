"""Everybody who waits at once: what is proposed, for whom, what a swap costs, and that it can be stopped."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from art_desktop.domain.allocation import run
from art_desktop.domain.allocation.model import Fit, Plan, Problem
from art_desktop.domain.allocation.solve import CalledOff, solve
from art_desktop.domain.allocation_views import AllocationLine, AllocationView
from art_desktop.domain.errors import NotPermitted, RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.ids import RequestId, UserId
from art_desktop.domain.needs import Needs
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Answer, Sex
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, HALL, MAYA, NOW, OKAFOR, TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve in this process: the one of its own takes a second to start."""

    def here(
        problem: Problem,
        *,
        fixed: Sequence[Fit] = (),
        time_limit: float | None = None,
        progress: Callable[[int, int, str], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Plan:
        return solve(
            problem, fixed=fixed, time_limit=time_limit, progress=progress, cancelled=cancelled
        )

    monkeypatch.setattr(run, "solve_apart", here)


@pytest.fixture
def maya(services: Services, officer: Actor) -> Journey:
    """A girl of fourteen, authorised, needed for in two days; both free households could take her."""
    journey = Journey(services, officer)
    _refer(journey, replace(needs(), sex=Sex.FEMALE), child_ids=(MAYA,), days=2)
    journey.authorise()
    return journey


@pytest.fixture
def brothers(services: Services, officer: Actor) -> Journey:
    """Two brothers, not authorised, needed for a day later, who need a home without other children: the Halls alone."""
    journey = Journey(services, officer)
    alone = replace(needs(), no_other_children=True)
    _refer(journey, alone, child_ids=(TOBY, FRANKIE), days=3)
    return journey


def _refer(journey: Journey, body: Needs, *, days: int, **details: Any) -> None:
    journey.opened(needed_at=NOW + timedelta(days=days), **details)
    for child in journey.page.children:
        journey.save_needs(child.child_id, body, child.profile_number)
    journey.services.requests.refer(journey.officer, journey.request_id, journey.page.version)


def _propose(journey: Journey, **how: Any) -> AllocationView:
    return journey.services.allocating.propose(journey.officer, **how)


def _line(view: AllocationView, request_id: RequestId) -> AllocationLine:
    return next(line for line in view.lines if line.request_id == request_id)


def _homes(line: AllocationLine) -> tuple[list[str], list[str]]:
    return [p.place for p in line.together], [p.place for p in line.one_by_one]


HALLS, OKAFORS = f"household:{HALL}", f"household:{OKAFOR}"


def test_all_at_once_places_those_whom_one_at_a_time_leaves_out(
    maya: Journey, brothers: Journey
) -> None:
    """The girl comes first and takes the nearer home, the only one for the brothers; together both have one."""
    view = _propose(brothers)
    assert multiprocessing.active_children() == []
    hers, theirs = _line(view, maya.request_id), _line(view, brothers.request_id)
    assert [line.key for line in view.lines] == [hers.key, theirs.key]
    assert _homes(hers) == ([OKAFORS], [HALLS])
    assert _homes(theirs) == ([HALLS], [])
    assert (theirs.unplaced_words, theirs.unplaced_before_words) == ("", "boy, 9 and boy, 6")
    assert hers.differs
    assert theirs.differs
    assert (hers.authorised, theirs.authorised) == (True, False)
    assert (view.plan.aims.without, view.simple.aims.without) == (0, 2)
    assert view.proof_words == "Proved: no plan is better."
    assert view.better_words.startswith(
        "2 fewer children without a place, 2 more children in-house"
    )
    assert view.children == 3


@pytest.mark.usefixtures("at_once")
def test_a_household_that_said_no_is_not_proposed_again(maya: Journey, brothers: Journey) -> None:
    """She is asked of the other household, who say no; nobody else could have her."""
    other = next(option for option in maya.search() if option.title == "Okafor")
    maya.ask(other.id)
    maya.answer(Answer.NO)
    view = _propose(brothers)
    hers = _line(view, maya.request_id)
    assert OKAFORS not in {choice.place for choice in hers.choices}
    assert view.plan.aims.without == 1
    assert hers.unplaced_words == "girl, 14"
    assert hers.why_words.startswith("The homes that suit them are needed for others")


@pytest.mark.usefixtures("at_once")
def test_an_agreed_match_is_not_in_it(maya: Journey, brothers: Journey) -> None:
    """Once her match with the Halls is agreed she does not wait: the plan is about the brothers alone."""
    first = maya.search()[0]
    assert first.title == "Hall"
    maya.ask(first.id)
    maya.answer(Answer.YES)
    maya.view(first.id)
    maya.agree(first.id)
    view = _propose(brothers)
    assert [line.request_id for line in view.lines] == [brothers.request_id]
    assert view.left_out == ()
    assert view.children == 2
    assert HALLS not in [p.place for p in view.lines[0].together], "her place is spoken for"
    assert view.plan.aims.without == 2


@pytest.mark.usefixtures("at_once")
def test_nothing_is_kept(maya: Journey, brothers: Journey) -> None:
    """The requests are as they were, to the version."""
    before = (maya.page, brothers.page)
    _propose(brothers)
    assert (maya.page, brothers.page) == before


@pytest.mark.usefixtures("at_once")
def test_a_swap_says_what_it_costs_and_who_would_move(maya: Journey, brothers: Journey) -> None:
    """To have the girl with the Halls leaves both brothers without a home; where she is costs nothing."""
    view = _propose(brothers)
    hers = _line(view, maya.request_id)

    def swap(place: str) -> str:
        return maya.services.allocating.swap(maya.officer, view.problem, view.plan, hers.key, place)

    words = swap(HALLS)
    assert words.startswith("2 more children without a place, 2 fewer children in-house")
    assert words.endswith(f"{brothers.page.reference} would have no home.")
    assert swap(OKAFORS) == "No cost."


@pytest.mark.usefixtures("at_once")
def test_a_home_that_could_not_take_them_is_refused(maya: Journey, brothers: Journey) -> None:
    view = _propose(brothers)
    theirs = _line(view, brothers.request_id)
    assert [choice.place for choice in theirs.choices] == [HALLS]
    with pytest.raises(RuleBroken) as refused:
        maya.services.allocating.swap(maya.officer, view.problem, view.plan, theirs.key, OKAFORS)
    assert refused.value.rule == "allocation_forbidden"


@pytest.mark.usefixtures("at_once")
def test_the_choices_say_whom_the_plan_has_there(maya: Journey, brothers: Journey) -> None:
    view = _propose(brothers)
    taken = {c.place: c.taken_for for c in _line(view, maya.request_id).choices}
    assert taken == {HALLS: (brothers.page.reference,), OKAFORS: ()}


@pytest.mark.usefixtures("at_once")
def test_a_missing_approval_names_the_household(maya: Journey, brothers: Journey) -> None:
    """The only home for the brothers is approved up to eight, and one of them is nine."""
    services, officer = brothers.services, brothers.officer
    with services.allocating._store.writing(officer) as uow:
        uow.get(Household, HALL).terms[0].age_to = 8
        uow.commit()
    view = _propose(maya)
    assert view.plan.aims.without == 2
    (missing,) = view.missing
    assert (missing.place, missing.title) == (HALLS, "Hall")
    assert "9" in missing.change
    assert missing.brings.startswith("2 fewer children without a place, 2 more children in-house")


@pytest.mark.usefixtures("at_once")
def test_requests_that_cannot_be_asked_about_are_listed_with_why(
    maya: Journey, services: Services, officer: Actor
) -> None:
    """A draft without a needs profile is left out, and said to be."""
    draft = Journey(services, officer)
    draft.opened()
    (left,) = _propose(maya).left_out
    assert left.request_id == draft.request_id
    assert left.why == "The needs profile is not written yet."


def test_nobody_waits(services: Services, officer: Actor) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.allocating.propose(officer)
    assert refused.value.rule == "nobody_waits"


def test_who_may_not_search_may_not_propose(services: Services) -> None:
    panel = Actor(UserId(99), "panel", "Pat Panel", Role.PANEL)
    with pytest.raises(NotPermitted):
        services.allocating.propose(panel)


@pytest.mark.parametrize("until", ["Reading every home", "Asking every rule", "Placing everybody"])
def test_it_stops_when_called_off_and_leaves_no_process_behind(
    maya: Journey, brothers: Journey, until: str
) -> None:
    """Whatever it is at: reading, asking, or waiting for the process that solves."""
    told: list[str] = []

    def tell(_done: int, _total: int, words: str) -> None:
        told.append(words)

    def called_off() -> bool:
        return any(words.startswith(until) for words in told)

    with pytest.raises(CalledOff):
        _propose(brothers, progress=tell, cancelled=called_off)
    assert called_off()
    assert multiprocessing.active_children() == []
    assert maya.page.authorised
