"""Decisions and starts, where somebody writes a day or words that cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import Condition, StartPlacement
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Decision, Post, TaskKind, Urgency
from art_desktop.services import Services
from tests.services.conftest import NOW
from tests.services.journey import Journey


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The main job, before anything was done."""
    return Journey(services, officer)


def start(journey: Journey, on: date) -> None:
    journey.services.placing.start(
        journey.officer,
        StartPlacement(request_id=journey.request_id, version=journey.page.version, starts_on=on),
    )


def test_a_condition_has_words_and_a_day_to_come(journey: Journey) -> None:
    journey.referred()
    for wrong in (
        Condition("  ", date(2026, 12, 1)),
        Condition("A visit first", date(2025, 12, 1)),
    ):
        with pytest.raises(InvalidAnswers) as refused:
            journey.authorise(decision=Decision.AGREED_CONDITIONS, conditions=(wrong,))
        assert {problem.field for problem in refused.value.problems} == {"conditions"}
    assert journey.page.authorisations == ()


def test_no_placement_is_dated_before_anybody_had_authorised_it(journey: Journey) -> None:
    journey.matched()
    with pytest.raises(RuleBroken, match="authoris") as refused:
        start(journey, date(2026, 11, 20))
    assert refused.value.field == "starts_on"
    start(journey, date(2026, 11, 24))


def test_a_start_is_recorded_late_under_the_decision_of_its_day(
    journey: Journey, clock: FixedClock
) -> None:
    journey.matched()
    clock.move_on(timedelta(days=3))
    journey.authorise(Post.PASP)
    start(journey, date(2026, 11, 25))
    assert journey.page.placements
    assert NOW.date() == date(2026, 11, 24)


def test_a_decision_of_weeks_before_the_night_does_not_settle_the_night(journey: Journey) -> None:
    journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="No bed tonight.")
    journey.authorise(Post.EDS, first_agreed_by="Lee Marsh, on call")
    for decision in (Decision.AGREED, Decision.NOT_AGREED):
        journey.authorise(
            decision=decision, note="As said.", decided_at=datetime(2026, 10, 1, 10, tzinfo=UTC)
        )
    (owed,) = [t for t in journey.page.tasks if t.kind is TaskKind.RETROSPECTIVE]
    assert owed.done_at is None
    journey.authorise()
    (owed,) = [t for t in journey.page.tasks if t.kind is TaskKind.RETROSPECTIVE]
    assert owed.done_at is not None


def test_what_a_deferral_asked_for_waits_until_a_later_decision(journey: Journey) -> None:
    journey.referred()
    journey.authorise(decision=Decision.DEFERRED, note="A chronology.")
    journey.authorise(decided_at=datetime(2026, 11, 2, 10, tzinfo=UTC))
    (owed,) = [t for t in journey.page.tasks if t.kind is TaskKind.DEFERRED]
    assert owed.done_at is None
    assert not journey.page.authorised
    journey.authorise()
    (owed,) = [t for t in journey.page.tasks if t.kind is TaskKind.DEFERRED]
    assert owed.done_at is not None
