"""Distances of 100,000 pairs in miles to one decimal: by columns as a search does, and one by one as a page does."""

from __future__ import annotations

from math import hypot

import numpy as np

from art_desktop.domain.matching.facts import HouseholdFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.places import METRES_PER_MILE, GridReference, distance_miles
from tests.bench.measure import Figure, best, peak_mb
from tests.domain.matching.making import HOME_AT, case, household, policy

PAIRS = 100_000


def _places() -> list[GridReference]:
    draw = np.random.default_rng(20161124)
    far = draw.integers(-60_000, 60_000, (PAIRS, 2)).tolist()
    return [GridReference(HOME_AT.easting + east, HOME_AT.northing + north) for east, north in far]


def _households(places: list[GridReference]) -> list[HouseholdFacts]:
    return [household(number, at=place) for number, place in enumerate(places, start=1)]


def figures() -> list[Figure]:
    """Return both ways, each beside what only takes the root of the squares."""
    places = _places()
    trial = Trial(case(), Pool.build(_households(places)), policy())
    east, north = trial.pool.easting, trial.pool.northing
    home_east, home_north = np.float32(HOME_AT.easting), np.float32(HOME_AT.northing)

    def by_columns() -> object:
        return np.hypot(east - home_east, north - home_north)

    def one_by_one() -> object:
        return [
            hypot(HOME_AT.easting - p.easting, HOME_AT.northing - p.northing) / METRES_PER_MILE
            for p in places
        ]

    plain = [distance_miles(HOME_AT, place) for place in places]
    # A rounding that falls on the very half may differ in the last place of 32 bits.
    assert np.abs(trial.miles_to(HOME_AT) - np.array(plain)).max() < 0.11
    return [
        Figure(
            f"{PAIRS:,} distances by columns, as a search does",
            best(lambda: trial.miles_to(HOME_AT), 30),
            best(by_columns, 30),
            "np.hypot of two columns",
            aim=2.0,
            peak_mb=peak_mb(),
        ),
        Figure(
            f"{PAIRS:,} distances one by one, as a page does",
            best(lambda: [distance_miles(HOME_AT, place) for place in places]),
            best(one_by_one),
            "math.hypot in a loop",
            aim=3.0,
            peak_mb=peak_mb(),
        ),
    ]
