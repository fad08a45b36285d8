"""The map says where the child's places and the options are, with the miles of the children-looked-after return."""

from __future__ import annotations

import pytest

from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.needs import FamilyTime
from art_desktop.domain.permissions import Actor
from art_desktop.domain.places import GridReference, distance_miles
from art_desktop.services import Services
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The main job on both brothers."""
    return Journey(services, officer)


def test_every_option_with_a_postcode_is_on_it_with_exact_miles(journey: Journey) -> None:
    """Each option of the shortlist is on the map once, and its miles are those between unit postcodes."""
    journey.searched()
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    view = journey.services.searching.map(journey.officer, journey.request_id)
    shown = {o.id for tier in shortlist.tiers for o in (*tier.suitable, *tier.not_suitable)}
    assert {int(option.key) for option in view.options} == shown
    (home,) = [place for place in view.places if place.kind is PlaceKind.HOME]
    for option in view.options:
        if option.place is not None:
            straight = distance_miles(
                GridReference(home.easting, home.northing),
                GridReference(option.place.easting, option.place.northing),
            )
            assert option.miles_to(home.key) == straight


def test_the_places_of_the_child_are_named_by_relation_and_once(journey: Journey) -> None:
    """Brothers of one home have one home on the map; whom they see is named as the profile has it."""
    journey.authorised()
    for child in journey.page.children:
        seen = (FamilyTime("nan", "PE1 1AB", "weekly"),)
        body = needs().with_answer("family_time", seen)
        journey.save_needs(child.child_id, body, child.profile_number)
    view = journey.services.searching.map(journey.officer, journey.request_id)
    kinds = [place.kind for place in view.centres()]
    assert kinds == [PlaceKind.HOME, PlaceKind.SCHOOL, PlaceKind.FAMILY_TIME]
    assert view.centres()[2].words.startswith("Nan")
    assert view.options == ()
