"""Free places of homes, and what a form of a provider or a home must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.ids import HomeId, ProviderId
from art_desktop.domain.provider_checks import (
    home_problems,
    provider_problems,
    said_free_problems,
)
from art_desktop.domain.provider_views import PurposeLine, SaidFree, SaveHome, SaveProvider
from art_desktop.domain.vacancies_of_homes import free_places
from art_desktop.domain.vocabulary import Grade, Level, NeedCode, ProviderKind

TODAY = date(2026, 11, 24)
SAID = date(2026, 11, 20)
BEFORE, AFTER = SAID - timedelta(days=30), SAID + timedelta(days=1)

HOME = SaveHome(provider_id=ProviderId(1), kind=ProviderKind.CHILDRENS_HOME, name="Far End")


@pytest.mark.parametrize(
    ("places", "said", "started", "free"),
    [
        (4, None, [], None),  # nobody has said
        (4, None, [BEFORE] * 4, 0),  # full of our own children, whatever was said
        (4, 2, [], 2),
        (4, 2, [BEFORE, BEFORE], 2),  # they knew of those when they said it
        (4, 2, [SAID], 2),  # and of whoever started that day
        (4, 2, [AFTER], 1),
        (4, 1, [AFTER, AFTER], 0),
        (3, 3, [BEFORE, BEFORE], 1),  # more than can be: two of ours live there
        (None, 2, [AFTER], 1),  # places not known
        (None, None, [BEFORE], None),
    ],
)
def test_free_places(
    places: int | None, said: int | None, started: list[date], free: int | None
) -> None:
    assert free_places(places, said, SAID if said is not None else None, started) == free


@given(
    places=st.integers(1, 20),
    said=st.integers(0, 20),
    started=st.lists(st.dates(BEFORE, TODAY), max_size=20),
)
def test_a_start_never_frees_a_place_and_no_more_are_free_than_there_are(
    places: int, said: int, started: list[date]
) -> None:
    free = free_places(places, said, SAID, started)
    assert free is not None
    assert 0 <= free <= max(0, places - len(started))
    one_more = free_places(places, said, SAID, [*started, AFTER])
    assert one_more is not None
    assert one_more <= free


def fields(command: SaveHome) -> set[str]:
    return {problem.field for problem in home_problems(command, TODAY)}


def test_a_plain_home_can_be_saved() -> None:
    assert fields(HOME) == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ProviderKind.IFA}, "kind"),
        ({"kind": ProviderKind.SUPPORTED, "age_from": 15}, "age_from"),
        ({"age_to": 18}, "age_to"),
        ({"age_from": 12, "age_to": 8}, "age_to"),
        ({"grade": Grade.GOOD}, "inspected_on"),
        (
            {"kind": ProviderKind.SUPPORTED, "grade": Grade.GOOD, "inspected_on": SAID},
            "grade",
        ),
        ({"inspected_on": TODAY + timedelta(days=1)}, "inspected_on"),
        ({"places": 0}, "places"),
        ({"said_free": 2}, "said_free_on"),
        ({"said_free_on": SAID}, "said_free"),
        ({"places": 3, "said_free": 4, "said_free_on": SAID}, "said_free"),
        ({"said_free": 1, "said_free_on": TODAY + timedelta(days=1)}, "said_free_on"),
        ({"waking_night": True, "staff_by_night": 0}, "staff_by_night"),
        ({"statement_on": TODAY + timedelta(days=1)}, "statement_on"),
        ({"postcode": "nowhere"}, "postcode"),
        (
            {"purposes": (PurposeLine(need=NeedCode.MISSING, up_to=Level.SOME),) * 2},
            "purposes",
        ),
        ({"purposes": (PurposeLine(need=NeedCode.MISSING, up_to=Level.NONE),)}, "purposes"),
    ],
)
def test_what_keeps_a_home_from_being_saved(changes: dict[str, object], field: str) -> None:
    assert fields(replace(HOME, **changes)) == {field}  # type: ignore[arg-type]  # drawn by name


def test_supported_accommodation_takes_those_of_sixteen_and_over() -> None:
    supported = replace(HOME, kind=ProviderKind.SUPPORTED, age_from=16, age_to=21)
    assert fields(supported) == set()


def test_what_keeps_a_provider_from_being_saved() -> None:
    good = SaveProvider(name="Larchmere", kind=ProviderKind.CHILDRENS_HOME)
    assert provider_problems(good, TODAY) == []
    bad = replace(good, name=" ", email="nobody", grade=Grade.GOOD, inspected_on=SAID)
    found = {problem.field for problem in provider_problems(bad, TODAY)}
    assert found == {"name", "email", "grade"}


@pytest.mark.parametrize(("free", "ours", "taken"), [(2, 2, True), (3, 2, False), (0, 4, True)])
def test_no_more_is_said_free_than_our_own_children_leave(
    free: int, ours: int, taken: bool
) -> None:
    """A word on the telephone that cannot be is asked about at once, not shown beside a figure that denies it."""
    said = SaidFree(home_id=HomeId(1), version=1, free=free, said_on=TODAY)
    problems = said_free_problems(said, 4, ours, TODAY)
    assert (not problems) is taken
