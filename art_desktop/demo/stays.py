"""How often children moved, and when: each unit's stays from the first day in care."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

from art_desktop.demo.families import Setting, Unit
from art_desktop.demo.placing import FOREVER, Stay
from art_desktop.demo.record import years_before
from art_desktop.domain.children import age_in_years

_YEAR: Final = 365
_LEAST_DAYS: Final = 6
"""No stay is shorter: four days and under seven would be a temporary one, T4."""


def stays_of(rng: random.Random, unit: Unit, today: date) -> list[Stay]:
    """Return a unit's stays in order: contiguous, the last in its present setting, none of zero length."""
    end = unit.left_on or today
    starts = _old_enough(rng, unit, [unit.since, *_moves(rng, unit, end)], end)
    stays: list[Stay] = []
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        until = starts[number + 1] if not last else unit.left_on or FOREVER
        setting = unit.setting if last else _earlier_setting(rng, unit, start)
        stays.append(Stay(unit, setting, start, until))
    if unit.story == "left:E12":
        # The order is made some months after the child has gone to live with the adopters.
        half = (stays[-1].end - stays[-1].start).days // 2
        moved = stays[-1].start + timedelta(days=half)
        adopters = Stay(unit, Setting.AGENCY, moved, stays[-1].end, adopters=True)
        stays[-1].end = moved
        stays.append(adopters)
    return stays


_LEAST_AGE: Final = {Setting.SUPPORTED: 16, Setting.HOME: 9, Setting.SCHOOL: 9}


def _old_enough(rng: random.Random, unit: Unit, starts: list[date], end: date) -> list[date]:
    """Let the last stay begin no sooner than its setting allows: K3 is for 16 and over."""
    least = _LEAST_AGE.get(unit.setting)
    born = unit.cases[0].child.born_on
    if least is None or age_in_years(born, starts[-1]) >= least:
        return starts
    birthday = years_before(born, -least)
    latest = max(birthday, end - timedelta(days=_LEAST_DAYS))
    move = min(latest, birthday + timedelta(days=rng.randrange(0, 90)))
    return [day for day in starts if (move - day).days >= _LEAST_DAYS] + [move]


def _moves(rng: random.Random, unit: Unit, end: date) -> list[date]:
    """Draw the days of a unit's moves: most children move seldom, about one in nine often."""
    if unit.moves_days_ago is not None:
        return [end - timedelta(days=ago) for ago in unit.moves_days_ago]
    days = (end - unit.since).days
    window = min(days, _YEAR)
    settled = unit.setting is Setting.CONNECTED and rng.random() < 0.6
    chance = rng.random()
    recent = 0
    if window > 45 and not settled:
        recent = rng.choice((2, 2, 3)) if chance < 0.128 else 1 if chance < 0.42 else 0
    moves = [rng.randrange(_LEAST_DAYS, window - 2) for _ in range(recent)] if recent else []
    for year in range(1, days // _YEAR + 1):
        low, high = year * _YEAR + 5, min(days - _LEAST_DAYS, (year + 1) * _YEAR)
        if low < high and rng.random() < (0.12 if settled else 0.26):
            moves.append(rng.randrange(low, high))
    # Nobody may have moved into a first placement that was a home for parents' own return.
    if unit.setting is Setting.PARENTS and not moves and days > 40:
        moves = [rng.randrange(5, days - 20)]
    kept: list[date] = []
    latest = unit.since
    for ago in sorted(moves, reverse=True):
        day = end - timedelta(days=ago)
        if (day - latest).days >= _LEAST_DAYS:
            kept.append(day)
            latest = day
    return kept


def _earlier_setting(rng: random.Random, unit: Unit, start: date) -> Setting:
    """Draw where a unit lived before: families for the small, homes for some of the older."""
    eldest = unit.cases[0].child
    age = age_in_years(eldest.born_on, start)
    alone = len(unit.cases) == 1
    if alone and age >= 16 and rng.random() < 0.35:
        return Setting.SUPPORTED
    if alone and age >= 10 and rng.random() < 0.22:
        return Setting.HOME
    return Setting.IN_HOUSE if rng.random() < (0.66 if age < 10 else 0.5) else Setting.AGENCY
