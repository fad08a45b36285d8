"""Whether a choice of fits keeps every rule, and how good it is: whole numbers only, no solver.

Every plan passes through here before it is shown, so that nothing rests on a solver's rounding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from art_desktop.domain.allocation.model import Aims, Fit, Group, Place, Plan, Problem


def broken(problem: Problem, chosen: Iterable[Fit]) -> str:
    """Return the first rule that a choice of fits breaks, "" where it keeps them all."""
    here: dict[str, list[Fit]] = defaultdict(list)
    times: Counter[str] = Counter()
    for fit in chosen:
        here[fit.place].append(fit)
        times.update(problem.going(fit))
    twice = next((child for child, count in times.items() if count > 1), None)
    if twice is not None:
        return f"child {twice} is placed twice"
    for key, fits in here.items():
        why = _broken_in(problem, problem.place_of[key], fits)
        if why:
            return f"place {key}: {why}"
    return ""


def _broken_in(problem: Problem, place: Place, fits: Sequence[Fit]) -> str:
    """Return the first rule broken by these fits of one place."""
    living = {child for fit in fits for child in problem.going(fit)}
    for limit in place.limits:
        if len(living & limit.children) > limit.most:
            return f"over its limit of {limit.most} ({limit.words})"
    if place.capacity is None:
        return ""
    if sum(problem.taken(fit) for fit in fits) > place.capacity:
        return "more children than places"
    groups = {fit.group for fit in fits}
    if place.unrelated_room is not None and len(living) > place.unrelated_room:
        alone = len(groups) == 1 and place.may_exceed(next(iter(groups)))
        if not alone:
            return "over the usual limit"
    for which in ("", place.key):
        for one, other in problem.clashing.get(which, ()):
            if one in living and other in living and not _one_whole(problem, fits, one, other):
                return f"{one} and {other} clash"
    return _broken_pieces(problem, fits)


def _broken_pieces(problem: Problem, fits: Sequence[Fit]) -> str:
    """Return the first group whose pieces in one home are more than may be."""
    for key in {fit.group for fit in fits}:
        group = problem.group_of[key]
        pieces = [fit for fit in fits if fit.group == key and fit.children]
        if group.apart and len(pieces) > 1:
            return f"children of {key} are to be apart"
        if sum(len(fit.children) for fit in pieces) == group.size:
            return f"pieces of {key} make up the whole"
    return ""


def _one_whole(problem: Problem, fits: Sequence[Fit], one: str, other: str) -> bool:
    """Say whether one fit places both, so that somebody judged the two together."""
    return any({one, other} <= {*problem.going(fit)} for fit in fits)


def aims_of(problem: Problem, chosen: Sequence[Fit]) -> Aims:
    """Return how good a choice of fits is. The choice keeps the rules."""
    placed = in_house = points = 0
    pieces: dict[str, list[Fit]] = defaultdict(list)
    for fit in chosen:
        count = len(problem.going(fit))
        placed += count
        points += fit.points
        in_house += count * problem.place_of[fit.place].in_house
        if fit.children:
            pieces[fit.group].append(fit)
    everybody = sum(group.size for group in problem.groups)
    partings = sum(
        partings_of(problem, problem.group_of[key], fits) for key, fits in pieces.items()
    )
    return Aims(everybody - placed, partings, in_house, points)


def partings_of(problem: Problem, group: Group, pieces: Sequence[Fit]) -> int:
    """Return over how many homes beyond the first a group is spread by these pieces; waiting is one more.

    Each piece in an agency that stands for several households is a home of its own.
    """
    if group.apart or not pieces:
        return 0
    homes = {fit.place for fit in pieces if problem.place_of[fit.place].is_home}
    elsewhere = sum(not problem.place_of[fit.place].is_home for fit in pieces)
    waiting = sum(len(fit.children) for fit in pieces) < group.size
    return len(homes) + elsewhere + waiting - 1


def plan_of(problem: Problem, chosen: Iterable[Fit], bound: Aims | None = None) -> Plan:
    """Return the plan that a choice of fits makes. bound: no plan is better; None for the plan's own aims.

    Raises: AssertionError: the choice breaks a rule, which is a bug of whoever chose.
    """
    fits = tuple(sorted(chosen, key=lambda fit: (fit.group, fit.children, fit.place)))
    why = broken(problem, fits)
    if why:
        raise AssertionError(f"a plan breaks a rule: {why}")
    placed = {child for fit in fits for child in problem.going(fit)}
    pieces: dict[str, list[Fit]] = defaultdict(list)
    for fit in fits:
        pieces[fit.group].append(fit)
    split = tuple(
        key
        for key, own in sorted(pieces.items())
        if partings_of(problem, problem.group_of[key], [fit for fit in own if fit.children])
    )
    unplaced = tuple(
        child.key for group in problem.groups for child in group.children if child.key not in placed
    )
    aims = aims_of(problem, fits)
    return Plan(fits, unplaced, split, aims, bound if bound is not None else aims)
