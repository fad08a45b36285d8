"""What a change of the plan would cost or bring: a swap, the choice one by one, one more approval.

Each is the same question solved again with one thing changed, for the part of the list that the change can reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from art_desktop.domain.allocation.checking import plan_of
from art_desktop.domain.allocation.matrices import possible
from art_desktop.domain.allocation.model import Aims, Fit, Limit, Place, Plan, Problem
from art_desktop.domain.allocation.solve import CalledOff, solve
from art_desktop.domain.errors import RuleBroken


@dataclass(frozen=True)
class SwapCost:
    """What it costs all to have some children in a certain place. `change`: the new aims less the old ones."""

    plan: Plan
    change: Aims

    @property
    def words(self) -> str:
        """Return the line that is shown: "1 more child without a place.", or "No cost."."""
        return change_words(self.change) or "No cost."


@dataclass(frozen=True)
class Difference:
    """A group that two plans place differently; the places in order, none where it has none."""

    group: str
    here: tuple[Fit, ...]
    there: tuple[Fit, ...]


@dataclass(frozen=True)
class NearMiss:
    """One change of one place that would let children in.

    Args: code: names the change among those of the place; near misses of one place and code are one change. words: the
        change as it is shown ("ages 5–10 down to 4"). fits: what it would allow. more: places it adds. limits: the
        place's limits once it is made, None where they stay.
    """

    place: str
    code: str
    words: str
    fits: tuple[Fit, ...] = ()
    more: int = 0
    limits: tuple[Limit, ...] | None = None


@dataclass(frozen=True)
class Approval:
    """A change of one place, and what it would bring to all: the new aims less the old ones."""

    place: str
    code: str
    change_words: str
    change: Aims
    plan: Plan

    @property
    def words(self) -> str:
        """Return what it brings: "2 more children with a place."."""
        return change_words(self.change) or "Nothing changes."


def change_words(change: Aims) -> str:
    """Return what changes in the aims, the first aim first; "" where nothing does."""
    parts = []
    if change.without:
        more = "more" if change.without > 0 else "fewer"
        parts.append(f"{_count(change.without, 'child', 'children', more)} without a place")
    if change.partings:
        more = "more" if change.partings > 0 else "fewer"
        parts.append(
            f"{_count(change.partings, 'parting', 'partings', more)} of brothers and sisters"
        )
    if change.in_house:
        more = "more" if change.in_house > 0 else "fewer"
        parts.append(f"{_count(change.in_house, 'child', 'children', more)} in-house")
    if change.points:
        more = "higher" if change.points > 0 else "lower"
        parts.append(f"total score {abs(change.points) / 10:.1f} {more}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:] + "." if words else ""


def _count(number: int, one: str, many: str, more: str) -> str:
    return f"{abs(number)} {more} {one if abs(number) == 1 else many}"


def swap_cost(
    problem: Problem,
    plan: Plan,
    group: str,
    place: str,
    *,
    child: str = "",
    time_limit: float | None = None,
) -> SwapCost:
    """Return what it costs to have a group, or one child of it, in a place, the others as well placed as can be.

    Args: child: key of the child; "" for the whole group.

    Raises: RuleBroken: the place cannot take them, or the children may not be parted.
    """
    wanted = (child,) if child and problem.group_of[group].size > 1 else ()
    found = [f for f in problem.fits if (f.group, f.place, f.children) == (group, place, wanted)]
    if not found or not possible(problem, found[0]):
        raise RuleBroken(
            "The cost of this was not worked out.",
            f"{problem.place_of[place].label} is not among the places that could take them.",
            "Choose one of the places listed, or change the request or the household first.",
            rule="allocation_forbidden",
        )
    if found[0] in plan.chosen:
        return SwapCost(plan, Aims())
    part = _reach(problem, [group])
    again = _solved_part(problem, plan, part, fixed=found, time_limit=time_limit)
    return SwapCost(again, again.aims - plan.aims)


def differences(plan: Plan, other: Plan) -> tuple[Difference, ...]:
    """Return the groups that two plans place differently, in order of their keys."""
    here, there = _by_group(plan.chosen), _by_group(other.chosen)
    return tuple(
        Difference(key, here.get(key, ()), there.get(key, ()))
        for key in sorted({*here, *there})
        if _where(here.get(key, ())) != _where(there.get(key, ()))
    )


def missing_approvals(
    problem: Problem,
    plan: Plan,
    near_misses: Iterable[NearMiss],
    limit: int = 5,
    *,
    tries: int = 40,
    time_limit: float | None = None,
    progress: Callable[[int, int, str], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Approval, ...]:
    """Return the single changes, each of one place, that would improve the plan most; the best first.

    All near misses of one place and code are one change. One that can reach nobody who is without a place, outside or
    parted is not looked at: it could only raise scores. The others are tried in turn, those first that would let in
    the most such children.

    Args: limit: how many are returned. tries: how many are tried. time_limit: seconds for each.

    Raises: CalledOff: `cancelled` said so.
    """
    changes: dict[tuple[str, str], list[NearMiss]] = defaultdict(list)
    for miss in near_misses:
        changes[miss.place, miss.code].append(miss)
    worst = _ill_placed(problem, plan)
    found: list[Approval] = []

    def hope(key: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        return -len({fit.group for miss in changes[key] for fit in miss.fits} & worst), key

    for number, key in enumerate(sorted(changes, key=hope)[:tries]):
        misses = changes[key]
        if cancelled is not None and cancelled():
            raise CalledOff
        if progress is not None:
            progress(number, min(tries, len(changes)), "Trying what one approval more would bring")
        changed = _changed(problem, key[0], misses)
        reached = _reach(changed, [], [key[0]])
        if not reached & worst:
            continue
        again = _solved_part(changed, plan, reached, time_limit=time_limit)
        if again.aims.order < plan.aims.order:
            change = again.aims - plan.aims
            found.append(Approval(*key, misses[0].words, change, again))
    found.sort(key=lambda one: (one.change.order, one.place, one.code))
    return tuple(found[:limit])


def _by_group(fits: Sequence[Fit]) -> Mapping[str, tuple[Fit, ...]]:
    found: dict[str, tuple[Fit, ...]] = {}
    for fit in fits:
        found[fit.group] = (*found.get(fit.group, ()), fit)
    return found


def _where(fits: Sequence[Fit]) -> set[tuple[str, tuple[str, ...]]]:
    return {(fit.place, fit.children) for fit in fits}


def _ill_placed(problem: Problem, plan: Plan) -> set[str]:
    """Return the groups that a better plan would help in one of the first three aims."""
    outside = {f.group for f in plan.chosen if not problem.place_of[f.place].in_house}
    return outside | {*plan.split} | {problem.home_of_child[child] for child in plan.unplaced}


def _changed(problem: Problem, key: str, misses: Sequence[NearMiss]) -> Problem:
    """Return the problem with one change of one place made."""
    more = max(miss.more for miss in misses)
    limits = next((miss.limits for miss in misses if miss.limits is not None), None)
    have = {(fit.group, fit.place, fit.children) for fit in problem.fits}
    added = {
        (fit.group, fit.place, fit.children): fit
        for miss in misses
        for fit in miss.fits
        if (fit.group, fit.place, fit.children) not in have
    }

    def made(place: Place) -> Place:
        if place.key != key:
            return place
        capacity = None if place.capacity is None else place.capacity + more
        return replace(place, capacity=capacity, limits=place.limits if limits is None else limits)

    places = tuple(made(place) for place in problem.places)
    return replace(problem, places=places, fits=(*problem.fits, *added.values()))


def _reach(problem: Problem, groups: Sequence[str], places: Sequence[str] = ()) -> set[str]:
    """Return the groups whom a change at these groups or places could move: those joined to them by shared places."""
    of_group: dict[str, set[str]] = defaultdict(set)
    of_place: dict[str, set[str]] = defaultdict(set)
    for fit in problem.fits:
        of_place[fit.place].add(fit.group)
        if problem.place_of[fit.place].is_home or problem.place_of[fit.place].limits:
            of_group[fit.group].add(fit.place)
    seen_places = {*places}
    found = {*groups}
    front = [*groups, *(group for place in places for group in of_place[place])]
    found.update(front)
    while front:
        for place in of_group[front.pop()] - seen_places:
            seen_places.add(place)
            front += of_place[place] - found
            found |= of_place[place]
    return found


def _solved_part(
    problem: Problem,
    plan: Plan,
    part: set[str],
    *,
    fixed: Sequence[Fit] = (),
    time_limit: float | None = None,
) -> Plan:
    """Return the plan with one part of the list solved again and the rest as it was."""
    children = {child for key in part for child in problem.members(key)}
    names = part | children
    smaller = Problem(
        groups=tuple(group for group in problem.groups if group.key in part),
        places=problem.places,
        fits=tuple(fit for fit in problem.fits if fit.group in part),
        clashes=tuple(c for c in problem.clashes if c.one in names and c.other in names),
    )
    again = solve(smaller, fixed=fixed, time_limit=time_limit)
    rest = [fit for fit in plan.chosen if fit.group not in part]
    # The rest was not asked again: what is proved here is proved of the part.
    whole = plan_of(problem, [*again.chosen, *rest])
    return replace(whole, bound=whole.aims + (again.bound - again.aims))
