"""A place that is agreed, or that somebody comes to later, is kept: for the search, the list and the calendar alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from art_desktop.domain.commands import StartPlacement
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.households import Hold, Household, Terms
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.facts import HouseholdFacts
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.permissions import Actor
from art_desktop.domain.placements import Placement
from art_desktop.domain.vacancies import room_of
from art_desktop.domain.vocabulary import Answer, ApprovalKind, HoldReason, Tier
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, HALL, MAYA, TOBY
from tests.services.journey import Journey

TODAY = date(2026, 11, 24)
LATER = date(2026, 12, 10)


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The main job on a request for one or both brothers."""
    return Journey(services, officer)


@pytest.fixture
def one_place(door: LocalDoor, officer: Actor) -> None:
    """Let the Halls have one place."""
    with door.store.writing(officer) as uow:
        uow.get(Household, HALL).terms[0].places = 1
        uow.commit()


def _second(services: Services, officer: Actor, child: ChildId) -> Journey:
    journey = Journey(services, officer)
    journey.authorised(child_ids=(child,))
    return journey


def _halls(journey: Journey) -> OptionView | None:
    return next((one for one in journey.search() if one.household_id == HALL), None)


def _to_yes(journey: Journey) -> OptionView:
    option = _halls(journey)
    assert option is not None
    journey.ask(option.id)
    journey.answer(Answer.YES)
    journey.view(option.id)
    return option


def _start(journey: Journey, on: date) -> None:
    journey.services.placing.start(
        journey.officer,
        StartPlacement(request_id=journey.request_id, version=journey.page.version, starts_on=on),
    )


def _facts(journey: Journey, on: date, key: HouseholdId = HALL) -> HouseholdFacts:
    with journey.services.households._store.reading(journey.officer) as uow:
        return next(one for one in uow.household_facts(on) if one.household_id == key)


def _all_count(journey: Journey, on: date) -> int:
    """Return what the list, the calendar and the search say is free with the Halls: the same number."""
    households = journey.services.households
    row = next(one for one in households.rows(journey.officer, on) if one.id == HALL)
    day = next(one for one in households.outlook(journey.officer, HALL).days if one.on == on)
    assert row.free == day.sure == room_of(_facts(journey, on)).free
    return row.free


@pytest.mark.usefixtures("one_place")
def test_a_place_that_is_agreed_is_offered_to_nobody_else(
    journey: Journey, services: Services, officer: Actor
) -> None:
    """From the match on it is his; it is shown as such; it does not stand in his own way; and then he lives there."""
    other = _second(services, officer, MAYA)
    journey.authorised(child_ids=(TOBY,))
    option = _to_yes(journey)
    assert _all_count(journey, TODAY) == 1
    journey.agree(option.id)
    assert {_all_count(journey, TODAY + timedelta(days=at)) for at in (0, 10, 60)} == {0}
    assert _halls(other) is None
    sums = services.households.page(officer, HALL).tonight.sums
    assert "1: held for a named child, Toby" in [line.words[:31] for line in sums]
    assert _halls(journey) is not None
    _start(journey, date(2026, 11, 26))
    assert [_all_count(journey, day) for day in (TODAY, date(2026, 11, 26))] == [0, 0]
    facts = _facts(journey, date(2026, 11, 26))
    assert (facts.holds, [one.child_id for one in facts.residents]) == ((), [TOBY])


@pytest.mark.usefixtures("one_place")
def test_a_request_that_is_closed_keeps_nothing(journey: Journey) -> None:
    journey.authorised(child_ids=(TOBY,))
    journey.agree(_to_yes(journey).id)
    services, officer = journey.services, journey.officer
    services.requests.withdraw(officer, journey.request_id, journey.page.version, "Not needed.")
    assert _all_count(journey, TODAY) == 1


@pytest.mark.usefixtures("one_place")
def test_of_two_agreed_for_one_place_the_first_starts(
    journey: Journey, services: Services, officer: Actor
) -> None:
    """Both were asked before either was agreed: the second is refused, and does not bar the first."""
    other = _second(services, officer, MAYA)
    journey.authorised(child_ids=(TOBY,))
    first, second = _to_yes(journey), _to_yes(other)
    journey.agree(first.id)
    other.agree(second.id)
    with pytest.raises(RuleBroken):
        _start(other, date(2026, 11, 26))
    _start(journey, date(2026, 11, 26))


@pytest.mark.usefixtures("one_place")
def test_a_place_is_kept_for_one_who_comes_later(journey: Journey, door: LocalDoor) -> None:
    """Until she comes it is kept for her, on the days on which she has no place there already, and once only."""
    with door.store.writing(journey.officer) as uow:
        uow.get(Household, HALL).terms[0].places = 3
        uow.add(Placement(child_id=MAYA, tier=Tier.IN_HOUSE, household_id=HALL, starts_on=LATER))
        stay = Placement(
            child_id=FRANKIE,
            tier=Tier.IN_HOUSE,
            household_id=HALL,
            starts_on=date(2026, 11, 1),
            ended_on=date(2026, 12, 1),
        )
        uow.add(stay)
        uow.add(Placement(child_id=FRANKIE, tier=Tier.IN_HOUSE, household_id=HALL, starts_on=LATER))
        uow.commit()
    days = [TODAY, date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 9), LATER]
    assert [_all_count(journey, day) for day in days] == [1, 1, 1, 1, 1]
    assert [len(_facts(journey, day).holds) for day in days] == [1, 1, 2, 2, 0]
    with door.store.writing(journey.officer) as uow:
        halls = uow.get(Household, HALL)
        halls.holds.append(
            Hold(reason=HoldReason.RETAINER, places=1, child_id=MAYA, starts_on=days[2])
        )
        halls.terms.append(
            Terms(
                kind=ApprovalKind.SHORT_TERM,
                places=1,
                age_to=17,
                starts_on=LATER,
                named_child_id=FRANKIE,
            )
        )
        uow.commit()
    assert [len(_facts(journey, day).holds) for day in days] == [1, 1, 1, 1, 1]
    for day in days:
        _all_count(journey, day)
