"""The map's types and geometry: what is within a radius, in what order, and in which words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.map_view import (
    DRAWN_TO_METRES,
    MapLeg,
    MapOption,
    MapPlace,
    MapView,
    PlaceKind,
    bounds_of,
    drawn_at,
    nearest_first,
    nice_miles,
    nice_steps,
    option_words,
    reach_miles,
    view_bounds,
    within,
    within_words,
)
from art_desktop.domain.vocabulary import Tier

EASTINGS = st.integers(80_000, 655_000)
NORTHINGS = st.integers(5_000, 657_000)
MILES = st.one_of(st.none(), st.integers(0, 3000).map(lambda tenths: tenths / 10))

HOME = MapPlace("home", PlaceKind.HOME, "Home", 519_000, 298_000)
MOTHER = MapPlace("mother", PlaceKind.FAMILY_TIME, "Mother", 526_000, 297_000, approximate=True)


def option(
    key: str, miles: float | None, *, rank: int = 1, suitable: bool = True, at: int | None = 519_000
) -> MapOption:
    place = None if at is None else MapPlace(key, PlaceKind.OPTION, key, at, 298_000)
    legs = (MapLeg("home", miles), MapLeg("mother", 3.0, approximate=True))
    return MapOption(key, rank, Tier.IN_HOUSE, suitable, key.title(), "82–90", place, legs)


@given(st.lists(st.tuples(EASTINGS, NORTHINGS), min_size=1))
def test_bounds_hold_every_point(points: list[tuple[int, int]]) -> None:
    found = bounds_of(points)
    assert found is not None
    assert all(found.contains(*point) for point in points)
    assert found.east - found.west >= 4 * 1609
    assert found.north - found.south >= 4 * 1609


def test_nothing_has_no_bounds() -> None:
    assert bounds_of([]) is None
    assert view_bounds(MapView(), "", 10, with_excluded=True) is None


def test_fit_holds_the_whole_radius_and_leaves_out_what_is_not_shown() -> None:
    far = option("far", 60.0, suitable=False, at=619_000)
    view = MapView((HOME,), (option("near", 1.0), far))
    without = view_bounds(view, "home", 10, with_excluded=False)
    whole = view_bounds(view, "home", 10, with_excluded=True)
    assert without is not None
    assert whole is not None
    assert without.contains(519_000 + 16_093, 298_000 - 16_093)
    assert not without.contains(619_000, 298_000)
    assert whole.contains(619_000, 298_000)


@given(EASTINGS, NORTHINGS)
def test_an_option_is_drawn_near_its_place_and_never_finer_than_the_grain(
    easting: int, northing: int
) -> None:
    x, y = drawn_at(easting, northing)
    assert x % DRAWN_TO_METRES == y % DRAWN_TO_METRES == 0
    assert abs(x - easting) <= DRAWN_TO_METRES / 2
    assert abs(y - northing) <= DRAWN_TO_METRES / 2


@given(st.floats(0.01, 5000))
def test_a_nice_number_fits_and_is_no_less_than_two_fifths(most: float) -> None:
    nice = nice_miles(most)
    assert 0.39 * most <= nice <= most * (1 + 1e-9)
    assert f"{nice:e}"[0] in "125"


def test_nice_steps_of_a_city() -> None:
    assert nice_steps(3, 24) == (5, 10, 20)
    assert nice_steps(0.4, 2.2) == (0.5, 1, 2)
    assert nice_steps(30, 20) == ()


@given(st.lists(MILES, max_size=12), st.integers(5, 1000))
def test_within_is_what_the_exact_miles_say(miles: list[float | None], tenths: int) -> None:
    view = MapView((HOME,), tuple(option(str(at), m) for at, m in enumerate(miles)))
    found = within(view, "home", tenths / 10)
    for at, each in enumerate(miles):
        assert (str(at) in found) is (each is not None and round(each * 10) <= tenths)


@given(st.lists(MILES, max_size=12), st.integers(5, 500), st.integers(0, 500))
def test_a_larger_radius_never_loses_anybody(
    miles: list[float | None], tenths: int, more: int
) -> None:
    view = MapView((HOME,), tuple(option(str(at), m) for at, m in enumerate(miles)))
    assert within(view, "home", tenths / 10) <= within(view, "home", (tenths + more) / 10)


@given(st.lists(MILES, max_size=12))
def test_the_nearest_stand_first_and_the_unknown_last(miles: list[float | None]) -> None:
    options = [option(str(at), m, rank=at + 1) for at, m in enumerate(miles)]
    ordered = [o.miles_to("home") for o in nearest_first(options, "home")]
    known = [m for m in ordered if m is not None]
    assert ordered == sorted(known) + [None] * (len(ordered) - len(known))
    assert nearest_first(options[::-1], "home") == nearest_first(options, "home")


def test_words_of_the_radius() -> None:
    view = MapView(
        (HOME, MOTHER),
        (
            option("a", 7.5),
            option("b", 7.6),
            option("c", None, at=None),
            option("d", 1.0, suitable=False),
        ),
    )
    assert within_words(view, "home", 7.5) == (
        "Within 7.5 miles of home: 1 of 3 options; 1 at a distance not known"
    )
    assert within_words(view, "mother", 5).startswith(
        "Within 5.0 miles of family time with Mother: 3 of 3"
    )
    assert within_words(MapView(), "", 5) == "No place is known to measure from"


def test_words_of_an_option_say_each_distance() -> None:
    view = MapView((HOME, MOTHER), ())
    assert option_words(view, option("hall", 4.3)) == (
        "1: Hall, In-house, score 82–90. "
        "4.3 miles from home and about 3.0 miles from family time with Mother."
    )
    assert "Distance not known from home" in option_words(view, option("hall", None))
    assert "not suitable" in option_words(view, option("hall", 4.3, rank=0, suitable=False))


def test_the_centre_is_the_one_asked_for_or_the_views_or_the_home() -> None:
    view = MapView((MOTHER, HOME), centre_key="mother")
    assert view.centre("home") == HOME
    assert view.centre("gone") == MOTHER
    assert MapView((MOTHER, HOME)).centre() == HOME
    assert MapView((MOTHER,)).centre() == MOTHER
    assert MapView().centre() is None


def test_the_reach_takes_in_the_farthest() -> None:
    assert reach_miles(MapView((HOME,), (option("a", 3.0),))) == 20
    assert reach_miles(MapView((HOME,), (option("a", 33.4), option("b", None)))) == 33.5
    assert reach_miles(MapView((HOME,), (option("a", 33.5),))) >= 33.5


def test_those_without_a_place_are_listed_and_not_drawn() -> None:
    lost = option("lost", None, at=None)
    bad = option("bad", 2.0, rank=0, suitable=False)
    view = MapView((HOME,), (bad, lost, option("b", 1.0, rank=2), option("a", 2.0)))
    assert [o.key for o in view.drawn(with_excluded=True)] == ["a", "b", "bad"]
    assert [o.key for o in view.drawn(with_excluded=False)] == ["a", "b"]
    assert view.placeless() == (lost,)
