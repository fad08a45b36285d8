"""The best plan by trying everything: no solver, no line shared with what it checks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

from art_desktop.domain.allocation.model import (
    Clash,
    Fit,
    Group,
    Limit,
    Place,
    Problem,
    WaitingChild,
)
from art_desktop.domain.vocabulary import Tier, Together

Order = tuple[int, int, int, int]


def small(seed: int) -> Problem:
    """Return a small problem with everything in it: groups to be whole, split or apart, limits, clashes, ties."""
    draw = random.Random(seed)  # noqa: S311 - invented, and the same each time
    places = []
    for number in range(draw.randrange(2, 6)):
        room = draw.choice((None, 0, 1, 1, 2, 2, 3))
        places.append(
            Place(
                key=f"P{number}",
                label=f"Place {number}",
                tier=draw.choice(list(Tier)),
                capacity=draw.choice((None, 1, 1, 2, 2, 3, 4)),
                unrelated_room=room,
                empty=draw.random() < 0.4,
                kin=frozenset({"G1"}) if draw.random() < 0.2 else frozenset(),
            )
        )
    groups: list[Group] = []
    left = draw.randrange(4, 16)
    while left and len(groups) < 6:
        size = min(left, draw.choices((1, 2, 3, 4), (6, 4, 3, 1))[0])
        left -= size
        name = f"G{len(groups)}"
        wish = draw.choice(
            (None, Together.TOGETHER, *[Together.TOGETHER_IF_POSSIBLE] * 3, Together.APART)
        )
        groups.append(
            Group(name, name, tuple(WaitingChild(f"{name}{c}") for c in "abcd"[:size]), wish)
        )
    levels = draw.choice(((500,), (400, 800), (300, 301, 700, 950)))
    fits = []
    for group in groups:
        keys = [child.key for child in group.children]
        for place in places:
            if not group.apart and draw.random() < 0.5:
                fits.append(Fit(group.key, place.key, (), draw.choice(levels) * group.size))
            if group.may_be_split:
                fits += [
                    Fit(group.key, place.key, (key,), draw.choice(levels))
                    for key in keys
                    if draw.random() < 0.5
                ]
            if group.may_be_split and not group.apart and group.size > 2 and draw.random() < 0.3:
                fits.append(Fit(group.key, place.key, tuple(keys[:2]), draw.choice(levels) * 2))
    children = [child.key for group in groups for child in group.children]
    everywhere = ["", "", *(place.key for place in places)]
    clashes = [
        Clash(*pair, draw.choice(everywhere))
        for pair in combinations([*children, groups[0].key], 2)
        if draw.random() < 0.08
    ]
    limited = [
        Place(
            **{
                **vars(p),
                "limits": (
                    Limit(
                        "terms",
                        draw.randrange(0, 3),
                        frozenset(draw.sample(children, len(children) // 2)),
                    ),
                ),
            }
        )
        if draw.random() < 0.3
        else p
        for p in places
    ]
    return Problem(tuple(groups), tuple(limited), tuple(fits), tuple(clashes))


def _ways(group: Group, fits: list[Fit]) -> Iterator[tuple[Fit, ...]]:
    """Yield every way to place a group: not at all, whole, or in pieces that share no child."""
    yield ()
    pieces = [fit for fit in fits if fit.children]
    for fit in fits:
        if not fit.children:
            yield (fit,)
    for count in range(1, group.size + 1):
        for some in combinations(pieces, count):
            named = [child for fit in some for child in fit.children]
            if len(named) == len(set(named)):
                yield some


Taken = tuple[str, str, frozenset[str], int]
"""Place, group, children, and 1 if they are the whole group."""


def _allowed(problem: Problem, taken: list[Taken], more: list[Taken]) -> bool:
    """Say whether every place may have those who would be there with some more."""
    changed = {entry[0] for entry in more}
    return all(
        _place_allows(problem, place, [entry for entry in (*taken, *more) if entry[0] == place.key])
        for place in problem.places
        if place.key in changed
    )


def _place_allows(problem: Problem, place: Place, here: list[Taken]) -> bool:
    living = frozenset[str]().union(*(entry[2] for entry in here))
    if any(len(living & limit.children) > limit.most for limit in place.limits):
        return False
    if place.capacity is None:
        return True
    if len(living) > place.capacity:
        return False
    families = {entry[1] for entry in here}
    over = place.unrelated_room is not None and len(living) > place.unrelated_room
    if over and (len(families) > 1 or not (place.empty or families <= place.kin)):
        return False
    return not any(
        _too_near(problem, clash, place, here, living) for clash in problem.clashes
    ) and all(
        _family_allowed(group, [entry for entry in here if entry[1] == group.key])
        for group in problem.groups
        if len(group.children) > 1
    )


def _family_allowed(group: Group, parts: list[Taken]) -> bool:
    together = sum(len(entry[2]) for entry in parts)
    if together == len(group.children) and not parts[0][3]:
        return False
    return group.together is not Together.APART or len(parts) < 2


def _too_near(
    problem: Problem, clash: Clash, place: Place, here: list[Taken], living: frozenset[str]
) -> bool:
    who = {group.key: {child.key for child in group.children} for group in problem.groups}
    return clash.place in ("", place.key) and any(
        a != b and not any({a, b} <= entry[2] for entry in here)
        for a in who.get(clash.one, {clash.one}) & living
        for b in who.get(clash.other, {clash.other}) & living
    )


def _worth(problem: Problem, group: Group, way: tuple[Fit, ...]) -> Order:
    near = {p.key for p in problem.places if p.tier in (Tier.CONNECTED, Tier.IN_HOUSE)}
    agencies = {p.key for p in problem.places if p.capacity is None}
    counts = [(len(fit.children) or group.size, fit) for fit in way]
    placed = sum(count for count, _ in counts)
    partings = 0
    if way and way[0].children and group.together is not Together.APART:
        parts = {fit.place if fit.place not in agencies else fit for fit in way}
        partings = len(parts) - 1 + (placed < group.size)
    in_house = sum(count for count, fit in counts if fit.place in near)
    return group.size - placed, partings, -in_house, -sum(fit.points for fit in way)


def best_by_trying(problem: Problem) -> Order:
    """Return what the best plan reaches in the four aims, the least first."""
    choices = []
    for group in problem.groups:
        ways = list(_ways(group, [fit for fit in problem.fits if fit.group == group.key]))
        worth = sorted(((_worth(problem, group, way), way) for way in ways), key=lambda w: w[0])
        choices.append((group, worth))
    hopes: list[Order] = [(0, 0, 0, 0)]
    for _, worth in reversed(choices):
        hopes.append(_sum(hopes[-1], worth[0][0]))
    hopes.reverse()
    best: list[Order] = [(10**9, 0, 0, 0)]

    def go(at: int, have: Order, taken: list[Taken]) -> None:
        if _sum(have, hopes[at]) >= best[0]:
            return
        if at == len(choices):
            best[0] = have
            return
        group, worth = choices[at]
        everyone = frozenset(child.key for child in group.children)
        for value, way in worth:
            more = [
                (fit.place, group.key, frozenset(fit.children) or everyone, int(not fit.children))
                for fit in way
            ]
            if _sum(_sum(have, value), hopes[at + 1]) >= best[0]:
                break
            if _allowed(problem, taken, more):
                go(at + 1, _sum(have, value), [*taken, *more])

    go(0, (0, 0, 0, 0), [])
    return best[0]


def _sum(one: Order, other: Order) -> Order:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]
