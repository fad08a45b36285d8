"""What the drawings on papers show: places at their distances, ranges, and shares of a cost, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees
from typing import Final

from art_desktop.domain.ids import Pence
from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.places import GridReference

BEARING_STEP: Final = 15
"""Degrees to which a direction is rounded before it is drawn, so that no address can be read off a sketch."""

_COMPASS: Final = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)


@dataclass(frozen=True, kw_only=True)
class SketchPlace:
    """A place on a distance sketch: what it is, its words, and how far from the middle.

    `letter` names an option on the drawing; `words` are beside it, "" on a paper that names no place. `bearing` is in
    degrees clockwise from north, rounded (`bearing_between`); None where a paper may not say it, or it is not known.
    `miles` None is not known.
    """

    kind: PlaceKind
    words: str
    miles: float | None
    bearing: int | None = None
    letter: str = ""


@dataclass(frozen=True)
class RangeBar:
    """One option's score as a range from `low` to `high`, 0 to 100; `note` stands under its label."""

    label: str
    low: int
    high: int
    note: str = ""

    @property
    def words(self) -> str:
        """Return "82 to 90", or "82" where nothing is unknown."""
        return f"{self.low} to {self.high}" if self.low != self.high else str(self.low)


@dataclass(frozen=True)
class SharePart:
    """One part of a cost: who pays it, and how much."""

    words: str
    pence: Pence


def bearing_between(start: GridReference | None, end: GridReference | None) -> int | None:
    """Return the direction from one point to another in degrees clockwise from grid north, to `BEARING_STEP`.

    None where a point is not known, they are on different grids, or they are the same point.
    """
    if start is None or end is None or start.grid != end.grid:
        return None
    east, north = end.easting - start.easting, end.northing - start.northing
    if not east and not north:
        return None
    return round(degrees(atan2(east, north)) / BEARING_STEP) * BEARING_STEP % 360


def compass_words(bearing: int) -> str:
    """Return a bearing in degrees as one of eight directions: "north-east"."""
    return _COMPASS[round(bearing / 45) % 8]
