"""The map of a shortlist: home, school, family time and each option, with exact miles (product.md §3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from art_desktop.domain.clock import local_day
from art_desktop.domain.map_view import (
    MapLeg,
    MapOption,
    MapPlace,
    MapView,
    MapZone,
    PlaceKind,
)
from art_desktop.domain.needs import Needs
from art_desktop.domain.places import Gazetteer, GridReference, distance_miles, outcode_of
from art_desktop.domain.places import Place as Located
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import Tier
from art_desktop.domain.work import Service
from art_desktop.services.standing import Held, age_short

if TYPE_CHECKING:
    from art_desktop.domain.matching.facts import Candidate
    from art_desktop.domain.matching.search import JudgedOption, Shortlist

MOST_LABELS = 24
"""So many districts are named on a map: those where something is."""

_Spot = tuple[PlaceKind, str, Located]


def map_view(
    held: Held, found: Shortlist | None, gazetteer: Gazetteer, service: Service | None
) -> MapView:
    """Return what the map of a request shows; before a search only the child's own places.

    Miles are straight lines between unit postcodes, to one decimal, as the DfE computes them.
    """
    spots = list(_spots(held, gazetteer))
    places = tuple(
        MapPlace(f"place:{at}", kind, words, grid.easting, grid.northing, spot.approximate)
        for at, (kind, words, spot) in enumerate(spots)
        if (grid := _british(spot.grid_reference)) is not None
    )
    judged = () if found is None else (*found.ranked, *found.not_suitable)
    by_key = {option.candidate: option for option in held.standing.options}
    options = tuple(_option(by_key[one.key], one, places) for one in judged if one.key in by_key)
    return MapView(
        places=(*places, *_labels(held, (one.candidate for one in judged), gazetteer)),
        options=options,
        zones=tuple(_zones(held, gazetteer)),
        area_words=service.area_name if service else "",
    )


def _british(grid: GridReference | None) -> GridReference | None:
    return grid if grid is not None and grid.grid == "GB" else None


def _spots(held: Held, gazetteer: Gazetteer) -> Iterator[_Spot]:
    """Yield each place that a distance is measured from, once, however many of the children have it."""
    several = len(held.children) > 1
    seen: set[tuple[PlaceKind, str]] = set()
    on = local_day(held.request.needed_at)
    for child in held.children:
        if child.id is None:
            continue
        whose = f" ({child.sex.child_word.lower()}, {age_short(child, on)})" if several else ""
        for kind, words, postcode in _asked(held.needs_of(child.id)):
            spot = gazetteer.find(postcode) if postcode else None
            if spot is None or (kind, spot.postcode) in seen:
                continue
            seen.add((kind, spot.postcode))
            yield kind, words + whose, spot


def _asked(needs: Needs) -> Iterator[tuple[PlaceKind, str, str | None]]:
    yield PlaceKind.HOME, "Home", needs.home_postcode
    yield PlaceKind.SCHOOL, "School", needs.school_postcode
    for line in needs.family_time or ():
        yield PlaceKind.FAMILY_TIME, line.who[:1].upper() + line.who[1:], line.postcode


def _option(option: Option, judged: JudgedOption, places: tuple[MapPlace, ...]) -> MapOption:
    facts = judged.candidate
    # An agency's office is not where its carers live.
    at = None if judged.key.startswith("provider:") else _british(facts.at)
    here = (
        None
        if at is None
        else MapPlace(judged.key, PlaceKind.OPTION, judged.name, at.easting, at.northing)
    )
    return MapOption(
        key=str(option.id),
        rank=(judged.rank or 0) if option.suitable else 0,
        tier=option.tier,
        suitable=option.suitable,
        title=judged.name,
        score=f"{option.low} to {option.high}" if option.low != option.high else str(option.low),
        place=here,
        legs=tuple(
            MapLeg(
                place.key,
                distance_miles(GridReference(place.easting, place.northing), at),
                place.approximate,
            )
            for place in places
        ),
    )


def _labels(
    held: Held, candidates: Iterable[Candidate], gazetteer: Gazetteer
) -> Iterator[MapPlace]:
    """Yield the middles of the districts where something is, the child's own first."""
    postcodes = [
        postcode
        for child in held.children
        if child.id is not None
        for _, _, postcode in _asked(held.needs_of(child.id))
        if postcode
    ]
    postcodes += [c.postcode for c in candidates if c.postcode and c.tier is not Tier.RESIDENTIAL]
    outcodes = dict.fromkeys(outcode_of(postcode) for postcode in postcodes)
    for outcode in list(outcodes)[:MOST_LABELS]:
        middle = _british(gazetteer.outcode_centre(outcode))
        if middle is not None:
            yield MapPlace(
                f"area:{outcode}", PlaceKind.AREA_LABEL, outcode, middle.easting, middle.northing
            )


def _zones(held: Held, gazetteer: Gazetteer) -> Iterator[MapZone]:
    """Yield each area to keep away from, once, as wide as any of the children needs it."""
    widest: dict[str, float] = {}
    for child in held.children:
        for line in held.needs_of(child.id).avoid or () if child.id else ():
            if line.outcode:
                widest[line.outcode] = max(widest.get(line.outcode, 0.0), line.miles or 1.0)
    for outcode, miles in widest.items():
        middle = _british(gazetteer.outcode_centre(outcode))
        if middle is not None:
            yield MapZone(f"zone:{outcode}", outcode, middle.easting, middle.northing, miles)
