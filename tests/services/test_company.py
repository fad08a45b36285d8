"""What a child's profile asks of a home is kept up after the child has moved in: it holds both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from art_desktop.domain.commands import StartPlacement
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import ChildId
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Answer, Sex
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, HALL, MAYA, NOW, TOBY
from tests.services.journey import Journey, needs

ALONE = {"no_other_children": True}


def _referred(services: Services, officer: Actor, child: ChildId, **asked: Any) -> Journey:
    """Return the authorised request of one child whose profile asks something of the home."""
    journey = Journey(services, officer)
    journey.opened(child_ids=(child,), needed_at=NOW + timedelta(days=3))
    (line,) = journey.page.children
    sex = Sex.FEMALE if child == MAYA else Sex.MALE
    journey.save_needs(child, replace(needs(), sex=sex, **asked), line.profile_number)
    services.requests.refer(officer, journey.request_id, journey.page.version)
    journey.authorise()
    return journey


def _hall(journey: Journey) -> OptionView:
    """Return the option of the Halls, searched anew."""
    shortlist = journey.services.searching.run(journey.officer, journey.request_id)
    return next(
        option
        for tier in shortlist.tiers
        for option in (*tier.suitable, *tier.not_suitable)
        if option.household_id == HALL
    )


def _matched(journey: Journey) -> Journey:
    """Match it with the Halls."""
    hall = _hall(journey)
    journey.ask(hall.id)
    journey.answer(Answer.YES)
    journey.view(hall.id)
    journey.agree(hall.id)
    return journey


def _start(journey: Journey, on: date) -> None:
    start = StartPlacement(
        request_id=journey.request_id, version=journey.page.version, starts_on=on
    )
    journey.services.placing.start(journey.officer, start)


@pytest.mark.parametrize(
    ("asked", "out"),
    [
        (ALONE, True),
        ({"no_younger_children": True}, True),
        ({"no_older_children": True}, False),
        ({}, False),
    ],
)
def test_a_home_is_not_offered_past_what_the_child_there_must_have(
    services: Services, officer: Actor, asked: dict[str, bool], out: bool
) -> None:
    """Maya, who is fourteen, lives with the Halls; Toby, who is nine, is looked for."""
    _start(_matched(_referred(services, officer, MAYA, **asked)), date(2026, 11, 24))
    hall = _hall(_referred(services, officer, TOBY))
    assert hall.excluded_codes == (("company_allowed",) if out else ())
    assert hall.suitable is not out


def test_it_holds_whichever_of_the_two_came_first(services: Services, officer: Actor) -> None:
    _start(_matched(_referred(services, officer, MAYA)), date(2026, 11, 24))
    hall = _hall(_referred(services, officer, TOBY, **ALONE))
    assert hall.excluded_codes == ("no_other_children",)


def test_a_brother_may_follow(services: Services, officer: Actor) -> None:
    _start(_matched(_referred(services, officer, TOBY, **ALONE)), date(2026, 11, 24))
    assert _hall(_referred(services, officer, FRANKIE)).suitable


def test_who_starts_there_later_is_protected_too(services: Services, officer: Actor) -> None:
    """Both were matched with the Halls; Maya, who must be alone, comes the day after Toby would."""
    toby = _matched(_referred(services, officer, TOBY))
    _start(_matched(_referred(services, officer, MAYA, **ALONE)), date(2026, 11, 26))
    with pytest.raises(RuleBroken, match="must have no other children"):
        _start(toby, date(2026, 11, 25))
