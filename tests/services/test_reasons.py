"""Why in-house was not used, counted: each figure has its records, and only those of the range."""

from __future__ import annotations

from datetime import date

import pytest

from art_desktop.domain.commands import RecordNotUsed
from art_desktop.domain.errors import InvalidAnswers
from art_desktop.domain.permissions import Actor
from art_desktop.domain.reasons_views import ReasonsView
from art_desktop.domain.vocabulary import Answer, NotUsedReason
from art_desktop.services import Services
from tests.services.journey import Journey

TODAY = date(2026, 11, 24)


def counted(services: Services, officer: Actor, day: date = TODAY) -> ReasonsView:
    return services.reasons.counted(officer, day, day)


def test_nothing_on_record_counts_nothing(services: Services, officer: Actor) -> None:
    view = counted(services, officer)
    assert (view.searched, view.not_used, view.excluded) == (0, (), ())


def test_a_reason_and_a_no_are_each_counted_once_with_their_records(
    services: Services, officer: Actor
) -> None:
    journey = Journey(services, officer)
    journey.authorised()
    first, second = [option for option in journey.search() if option.suitable][:2]
    services.searching.not_used(
        officer,
        RecordNotUsed(
            option_id=first.id, version=first.version, reason=NotUsedReason.DISTANCE, note=""
        ),
    )
    journey.ask(second.id)
    journey.answer(Answer.NO)
    journey.search()  # a later search changes no reason
    view = counted(services, officer)
    lines = {line.code: line for line in view.not_used}
    assert set(lines) == {"distance", "declined"}
    assert [line.count for line in view.not_used] == [1, 1]
    record = lines["distance"].records[0]
    assert record.request_id == journey.request_id
    assert record.household.startswith("H-")
    assert record.day == TODAY
    assert lines["declined"].records[0].household != record.household
    assert counted(services, officer, date(2026, 11, 23)).not_used == ()


def test_the_rules_that_excluded_are_those_of_the_last_search(
    services: Services, officer: Actor
) -> None:
    journey = Journey(services, officer)
    journey.searched()
    journey.search()
    view = counted(services, officer)
    assert view.searched == 1
    held = next(line for line in view.excluded if line.code == "not_on_hold")
    assert (held.count, held.requests) == (1, 1)
    assert held.records[0].household == "H-0003"


def test_a_range_that_ends_before_it_begins_is_refused(services: Services, officer: Actor) -> None:
    with pytest.raises(InvalidAnswers):
        services.reasons.counted(officer, TODAY, date(2026, 11, 23))
