"""What the map of a request shows: frozen types for places and options, and geometry on the national grid.

A service fills a `MapView`; the window draws it and knows nothing more. Distances are the service's, from unit
postcodes and to one decimal (`domain.places.distance_miles`), and are never measured on the picture. Where an
option is drawn is another matter: `drawn_at` rounds it to 500 metres, so that a screen that is shared or
photographed does not show at which address a carer lives.

All points are metres on the British National Grid. A place on the Irish Grid, or without a grid reference, has no
point here: give its option `place=None`, and it is listed below the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

from art_desktop.domain.places import METRES_PER_MILE
from art_desktop.domain.vocabulary import Tier
from art_desktop.domain.wording import listed

DRAWN_TO_METRES = 500
"""How coarsely an option is drawn, so that nobody's address is pinpointed."""

LEAST_RADIUS_MILES, LEAST_REACH_MILES = 0.5, 20.0
"""The smallest radius there is, and the least that the largest one is."""

_STEPS = (1.0, 2.0, 5.0, 10.0)
_LEAST_SPAN_METRES = 4 * METRES_PER_MILE


class PlaceKind(StrEnum):
    """What a place on the map is."""

    HOME = "home"
    SCHOOL = "school"
    FAMILY_TIME = "family_time"
    OPTION = "option"
    AREA_LABEL = "area_label"


CENTRE_KINDS = (PlaceKind.HOME, PlaceKind.SCHOOL, PlaceKind.FAMILY_TIME)
"""The kinds that a distance can be from, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A point with its words.

    Attributes: key: its own within the view. words: what is shown beside it: "Home", "School: Ashby Primary",
        "Mother" for family time, "PE1" for an outcode's middle. easting, northing: metres. approximate: the middle
        of a district stands for a postcode that is not known, and its distances are "about".
    """

    key: str
    kind: PlaceKind
    words: str
    easting: int
    northing: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class MapZone:
    """An area to avoid: a circle of `radius_miles` round a point."""

    key: str
    words: str
    easting: int
    northing: int
    radius_miles: float


@dataclass(frozen=True, slots=True)
class MapLeg:
    """How far an option is from one place: straight-line miles to one decimal, `None` where not known."""

    place_key: str
    miles: float | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class MapOption:
    """One option of the shortlist.

    Attributes: rank: 1 is the best of those suitable; 0 for one that is not. score: as it is shown, "82–90".
        place: where it is, of kind `OPTION`; `None` where it has no point, which is listed below the map.
        legs: one for each place that can be the centre, in any order.
    """

    key: str
    rank: int
    tier: Tier
    suitable: bool
    title: str
    score: str
    place: MapPlace | None
    legs: tuple[MapLeg, ...] = ()

    def leg(self, place_key: str) -> MapLeg | None:
        """Return the distance from a place, if there is one."""
        return next((leg for leg in self.legs if leg.place_key == place_key), None)

    def miles_to(self, place_key: str) -> float | None:
        """Return the miles from a place; `None` where they are not known."""
        leg = self.leg(place_key)
        return None if leg is None else leg.miles


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything the map shows.

    Attributes: places: home, school, family time and outcode middles. centre_key: the place that the radius is
        round at first; empty for the home, or whatever is known where the home is not. area_words: the council's
        area, shown in the corner.
    """

    places: tuple[MapPlace, ...] = ()
    options: tuple[MapOption, ...] = ()
    zones: tuple[MapZone, ...] = ()
    centre_key: str = ""
    area_words: str = ""

    def centres(self) -> tuple[MapPlace, ...]:
        """Return the places a distance can be from: home, school, family time."""
        return tuple(p for kind in CENTRE_KINDS for p in self.places if p.kind is kind)

    def centre(self, key: str = "") -> MapPlace | None:
        """Return the centre named `key`, else the view's own, else the first; `None` where there is none."""
        found = {place.key: place for place in self.centres()}
        return found.get(key) or found.get(self.centre_key) or next(iter(found.values()), None)

    def option(self, key: str) -> MapOption | None:
        """Return the option with a key."""
        return next((option for option in self.options if option.key == key), None)

    def drawn(self, *, with_excluded: bool) -> tuple[MapOption, ...]:
        """Return the options that have a point, best first, those not suitable last or left out."""
        shown = (o for o in self.options if o.place is not None and (o.suitable or with_excluded))
        return tuple(sorted(shown, key=_by_rank))

    def placeless(self) -> tuple[MapOption, ...]:
        """Return the options that cannot be drawn, best first."""
        return tuple(sorted((o for o in self.options if o.place is None), key=_by_rank))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle on the grid, in metres."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, easting: float, northing: float) -> bool:
        """Say whether a point is in it or on its edge."""
        return self.west <= easting <= self.east and self.south <= northing <= self.north

    def with_circle(self, easting: float, northing: float, radius_miles: float) -> Bounds:
        """Return the bounds that hold a circle too."""
        reach = radius_miles * METRES_PER_MILE
        return Bounds(
            min(self.west, easting - reach),
            min(self.south, northing - reach),
            max(self.east, easting + reach),
            max(self.north, northing + reach),
        )


def _by_rank(option: MapOption) -> tuple[bool, int, str, str]:
    return (not option.suitable, option.rank, option.title, option.key)


def drawn_at(
    easting: float, northing: float, grain_metres: int = DRAWN_TO_METRES
) -> tuple[int, int]:
    """Return the point an option is drawn at: the nearest crossing of a grid of `grain_metres`."""
    return (
        floor(easting / grain_metres + 0.5) * grain_metres,
        floor(northing / grain_metres + 0.5) * grain_metres,
    )


def bounds_of(points: Iterable[tuple[float, float]]) -> Bounds | None:
    """Return the rectangle that holds every (easting, northing), at least four miles each way."""
    pairs = list(points)
    if not pairs:
        return None
    eastings, northings = zip(*pairs, strict=True)
    west, east = _stretched(min(eastings), max(eastings))
    south, north = _stretched(min(northings), max(northings))
    return Bounds(west, south, east, north)


def _stretched(low: float, high: float) -> tuple[float, float]:
    more = max(_LEAST_SPAN_METRES - (high - low), 0) / 2
    return low - more, high + more


def view_bounds(
    view: MapView, centre_key: str, radius_miles: float, *, with_excluded: bool
) -> Bounds | None:
    """Return what "fit" shows: home, school, family time, the options drawn, and the whole radius.

    Areas to avoid are not counted: one may lie in another part of the country.
    """
    points: list[tuple[float, float]] = [(p.easting, p.northing) for p in view.centres()]
    spots = (option.place for option in view.drawn(with_excluded=with_excluded))
    points += [drawn_at(spot.easting, spot.northing) for spot in spots if spot is not None]
    found, centre = bounds_of(points), view.centre(centre_key)
    if found is None or centre is None:
        return found
    return found.with_circle(centre.easting, centre.northing, radius_miles)


def nice_miles(most: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not more than `most`, which is above 0."""
    power = 10.0 ** floor(log10(most))
    fits = [step * power for step in _STEPS if step * power <= most * (1 + 1e-9)]
    return round(max(fits, default=power), 6)


def nice_steps(least: float, most: float) -> tuple[float, ...]:
    """Return every 1, 2, 5 times a power of ten from `least` to `most`, ascending."""
    found: list[float] = []
    while most > 0 and (step := nice_miles(most)) >= least and len(found) < 12:
        found.append(step)
        most = step * 0.99
    return tuple(reversed(found))


def reach_miles(view: MapView) -> float:
    """Return the largest radius worth having: the farthest option from any centre, 20 miles at least."""
    known = [leg.miles for o in view.options for leg in o.legs if leg.miles is not None]
    return max([LEAST_REACH_MILES, *(floor(miles * 2 + 1) / 2 for miles in known)])


def within(view: MapView, centre_key: str, radius_miles: float) -> frozenset[str]:
    """Return the keys of the options whose known distance from the centre is not above the radius."""
    # Both have one decimal: compared in tenths, so that 7.5 is within 7.5 whatever was added to get there.
    most = round(radius_miles * 10)
    return frozenset(
        option.key
        for option in view.options
        if (miles := option.miles_to(centre_key)) is not None and round(miles * 10) <= most
    )


def nearest_first(options: Sequence[MapOption], centre_key: str) -> tuple[MapOption, ...]:
    """Return the options by their distance from the centre, those not known last, ties by rank."""

    def order(option: MapOption) -> tuple[bool, float, tuple[bool, int, str, str]]:
        miles = option.miles_to(centre_key)
        return (miles is None, miles or 0.0, _by_rank(option))

    return tuple(sorted(options, key=order))


def within_words(view: MapView, centre_key: str, radius_miles: float) -> str:
    """Return "Within 7.5 miles of home: 4 of 9 options", and how many distances are not known."""
    centre = view.centre(centre_key)
    if centre is None:
        return "No place is known to measure from"
    suitable = [option for option in view.options if option.suitable]
    inside = within(view, centre.key, radius_miles)
    count = sum(option.key in inside for option in suitable)
    plural = "option" if len(suitable) == 1 else "options"
    head = f"Within {radius_miles:.1f} miles of {centre_words(centre)}: "
    unknown = sum(option.miles_to(centre.key) is None for option in suitable)
    tail = f"; {unknown} at a distance not known" if unknown else ""
    return f"{head}{count} of {len(suitable)} {plural}{tail}"


def centre_words(place: MapPlace) -> str:
    """Return a place as it stands in a sentence: "home", "school", "family time with Mother"."""
    match place.kind:
        case PlaceKind.HOME:
            return "home"
        case PlaceKind.SCHOOL:
            return "school"
        case PlaceKind.FAMILY_TIME:
            return f"family time with {place.words}"
        case _:
            return place.words


def leg_words(leg: MapLeg | None) -> str:
    """Return "4.3", "about 4.3" or "not known"; the unit stands in the heading."""
    if leg is None or leg.miles is None:
        return "not known"
    return f"{'about ' if leg.approximate else ''}{leg.miles:.1f}"


def option_words(view: MapView, option: MapOption) -> str:
    """Return all that the map says of an option, as one or two sentences."""
    rank = f"{option.rank}: " if option.suitable and option.rank else ""
    how = f"score {option.score}" if option.suitable and option.score else ""
    facts = [option.tier.words, how, "" if option.suitable else "not suitable"]
    legs = [f"{_distance(option.leg(place.key))} {centre_words(place)}" for place in view.centres()]
    far = f" {_capital(listed(legs))}." if legs else ""
    return f"{rank}{option.title}, {', '.join(filter(None, facts))}.{far}"


def _distance(leg: MapLeg | None) -> str:
    if leg is None or leg.miles is None:
        return "distance not known from"
    return f"{leg_words(leg)} miles from"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
