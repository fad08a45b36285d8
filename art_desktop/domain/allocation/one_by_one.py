"""The choice one at a time that is made today: each request in turn takes the best place still free.

It is shown beside the joint plan, by the same rules and measured by the same aims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from art_desktop.domain.allocation.checking import broken, plan_of
from art_desktop.domain.allocation.model import Fit, Plan, Problem
from art_desktop.domain.vocabulary import Tier

_TIERS: Final = {tier: number for number, tier in enumerate(Tier)}


def one_by_one(problem: Problem, turns: Sequence[str] = ()) -> Plan:
    """Return what choosing one at a time brings; its `bound` is its own aims, since it claims nothing.

    Each group takes the best place still free: by tier, then points, then key; whole if any place has room for the
    whole, else in pieces, the largest first, if it may be split.

    Args: turns: keys of groups in the order of their need dates; those not named follow in the order of their keys.
    """
    of_group: dict[str, list[Fit]] = defaultdict(list)
    for fit in problem.fits:
        of_group[fit.group].append(fit)
    named = dict.fromkeys(turns)
    order = [key for key in named if key in problem.group_of]
    order += [group.key for group in problem.groups if group.key not in named]
    at: dict[str, list[Fit]] = defaultdict(list)

    def take(fit: Fit) -> bool:
        if broken(problem, [*at[fit.place], fit]):
            return False
        at[fit.place].append(fit)
        return True

    def rank(fit: Fit) -> tuple[int, int, int, str]:
        tier = _TIERS[problem.place_of[fit.place].tier]
        return -len(problem.going(fit)), tier, -fit.points, fit.place

    chosen: list[Fit] = []
    for key in order:
        placed: set[str] = set()
        for fit in sorted(of_group[key], key=rank):
            going = problem.going(fit)
            if len(placed) == problem.group_of[key].size:
                break
            if placed.isdisjoint(going) and take(fit):
                chosen.append(fit)
                placed.update(going)
    return plan_of(problem, chosen)
