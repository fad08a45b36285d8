"""Waiting lists as they are: age bands against terms of approval, few levels of score, most pairs forbidden, ties."""

from __future__ import annotations

import random

from art_desktop.domain.allocation.model import Clash, Fit, Group, Place, Problem, WaitingChild
from art_desktop.domain.vocabulary import Tier, Together

BANDS = ((0, 4), (0, 10), (5, 10), (5, 17), (8, 17), (11, 17), (0, 17))


def _places(draw: random.Random, count: int, in_house: float) -> list[Place]:
    places = []
    for number in range(count):
        capacity = draw.choices((1, 2, 3), (55, 32, 13))[0]
        residents = draw.choices((0, 1, 2), (60, 30, 10))[0]
        places.append(
            Place(
                key=f"P{number:04}",
                label=f"Household {number}",
                tier=Tier.IN_HOUSE if draw.random() < in_house else Tier.IFA,
                capacity=min(capacity, 3 - residents),
                unrelated_room=3 - residents,
                empty=residents == 0,
            )
        )
    return places


def waiting_list(
    children: int, places: int, *, seed: int = 1, in_house: float = 0.6, whole: bool = True
) -> Problem:
    """Return so many children, a third of them in sibling groups, and so many places; about 70 % of pairs forbidden.

    Args: whole: all groups stay whole; otherwise a third of them may be split.
    """
    draw = random.Random(seed)  # noqa: S311 - invented, and the same each time
    homes = _places(draw, places, in_house)
    terms = [
        (draw.choices(BANDS, (10, 12, 15, 18, 15, 15, 15))[0], draw.choices("FMA", (15, 15, 70))[0])
        for _ in homes
    ]
    qualities = [draw.randrange(5) for _ in homes]
    areas = [draw.randrange(4) for _ in homes]
    groups: list[Group] = []
    fits: list[Fit] = []
    risky: list[str] = []
    made = 0
    while made < children:
        size = min(draw.choices((1, 2, 3, 4), (74, 18, 6, 2))[0], children - made)
        key = f"G{len(groups):04}"
        own = tuple(WaitingChild(f"C{made + n:04}") for n in range(size))
        made += size
        oldest = draw.randrange(0, 18)
        ages = [oldest, *(max(0, oldest - draw.randrange(1, 7)) for _ in own[1:])]
        sexes = [draw.choice("FM") for _ in own]
        splits = size > 1 and not whole and draw.random() < 1 / 3
        wish = Together.TOGETHER_IF_POSSIBLE if splits else Together.TOGETHER
        groups.append(Group(key, key, own, wish if size > 1 else None))
        area, need = draw.randrange(4), draw.randrange(5)
        if draw.random() < 0.15:
            risky.append(own[0].key)
        for home, (band, sex), quality, where in zip(homes, terms, qualities, areas, strict=True):
            bad = draw.random() < 0.15
            suits = [
                band[0] <= age <= band[1] and sex in (own_sex, "A") and not bad
                for age, own_sex in zip(ages, sexes, strict=True)
            ]
            # Levels, not measurements: near or far, skilled for the need or not.
            each = 1000 - 50 * abs(quality - need) - 100 * (where != area)
            if all(suits) and (size <= (home.capacity or 0)):
                fits.append(Fit(key, home.key, (), each * size))
            if splits:
                fits += [
                    Fit(key, home.key, (child.key,), each)
                    for child, suit in zip(own, suits, strict=True)
                    if suit
                ]
    clashes = [
        Clash(one, other)
        for at, one in enumerate(risky)
        for other in risky[at + 1 :]
        if draw.random() < 0.3
    ]
    return Problem(tuple(groups), tuple(homes), tuple(fits), tuple(clashes))
