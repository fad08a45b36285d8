"""Brothers and sisters: together first, then the best ways to part them, for people to decide (product.md §3.3).

A split is only ever shown: nothing here chooses one, and where they are to live together it needs a recorded decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import inf
from typing import Final

import numpy as np

from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.registry import CRITERIA
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import AGENCY, HOUSEHOLD, TIERS, Pool
from art_desktop.domain.matching.search import JudgedOption, search
from art_desktop.domain.places import distance_miles
from art_desktop.domain.vocabulary import Tier, Together

MOST_CHILDREN: Final = 8
"""Larger groups are looked at together only: 4,140 ways to part eight are enough."""

_HOMES_EACH: Final = 8
"""So many homes are tried for each group of children, the best first."""

_IN_HOUSE: Final = tuple(TIERS.index(tier) for tier in (Tier.CONNECTED, Tier.IN_HOUSE))


@dataclass(frozen=True)
class Block:
    """Children who would live together, by their positions in the case, and where. `low`, `high`: 0 to 100."""

    children: tuple[int, ...]
    key: str
    name: str
    tier: Tier
    low: int
    high: int
    candidate: Candidate


@dataclass(frozen=True)
class Split:
    """One way to part the children, with the best home for each group.

    `apart`: the pairs of children who would not live together. `miles`: between the two homes furthest from each
    other, None where one of them is not known. `in_house`: how many would be with in-house or connected carers.
    """

    blocks: tuple[Block, ...]
    apart: tuple[tuple[int, int], ...]
    miles: float | None
    in_house: int


@dataclass(frozen=True)
class SiblingsPlan:
    """What there is for the children of a case.

    `together_possible`: how many candidates could take them all; `together`: the best of them, best first.
    `why_not`: why the home nearest to taking them all cannot, a sentence for each rule; empty where one can. `splits`:
    the best groupings, best first. `needs_decision`: a split goes against what is wished, and needs a decision on
    record with its reason.
    """

    together_possible: int
    together: tuple[JudgedOption, ...]
    why_not: tuple[str, ...]
    why_not_name: str
    splits: tuple[Split, ...]
    needs_decision: bool


def siblings_plan(
    case: Case,
    pool: Pool,
    policy: MatchingPolicy,
    *,
    criteria: Sequence[Criterion] = CRITERIA,
    limit: int = 3,
) -> SiblingsPlan:
    """Return who could take all the children, and the `limit` best ways to part them.

    Groupings come with the fewest groups first, then the most children in-house, then the highest low ends (each child
    counts that of its home), then the homes nearest each other. Each grouping has the best homes for it; a household or
    a home takes one group, an agency any number. Raises: RuleBroken: the policy lacks a weight.
    """
    homes = _Homes(case, pool, policy, criteria)
    everybody = tuple(range(len(case.subjects)))
    whole = search(
        replace(case, together=Together.TOGETHER),
        pool,
        policy,
        limit_explained=0,
        criteria=criteria,
    )
    nearest = whole.not_suitable[0] if not whole.ranked and whole.not_suitable else None
    return SiblingsPlan(
        together_possible=len(whole.ranked),
        together=tuple(whole.ranked[:limit]),
        why_not=tuple(f.sentence for f in nearest.findings) if nearest else (),
        why_not_name=nearest.name if nearest else "",
        splits=_best_splits(homes, everybody, limit) if limit else (),
        needs_decision=case.together in {Together.TOGETHER, None},
    )


@dataclass(frozen=True)
class _Home:
    index: int
    in_house: bool
    low: int
    high: int
    reusable: bool


class _Homes:
    """The best homes for any group of the children, each group searched once."""

    def __init__(
        self, case: Case, pool: Pool, policy: MatchingPolicy, criteria: Sequence[Criterion]
    ) -> None:
        self.pool = pool
        self._case = case
        self._policy = policy
        self._criteria = criteria
        self._found: dict[tuple[int, ...], tuple[_Home, ...]] = {}
        self._miles: dict[tuple[int, int], float] = {}

    def best_for(self, block: tuple[int, ...]) -> tuple[_Home, ...]:
        """Return the homes tried for a group: in-house first, then by low end, then as the shortlist has them."""
        if len(block) > self._most:
            return ()
        if block not in self._found:
            self._found[block] = self._searched(block)
        return self._found[block]

    def apart(self, one: _Home, other: _Home) -> float:
        """Return miles between two homes, infinite where one of them is not known."""
        pair = one.index, other.index
        if pair not in self._miles:
            miles = None
            if not one.reusable and not other.reusable:
                mine, theirs = (self.pool.candidates[index].at for index in pair)
                miles = distance_miles(mine, theirs)
            self._miles[pair] = inf if miles is None else miles
        return self._miles[pair]

    def furthest(self, chosen: Sequence[_Home]) -> float:
        """Return miles between the two homes furthest from each other, infinite where one is not known."""
        return max((self.apart(*pair) for pair in combinations(chosen, 2)), default=0.0)

    @cached_property
    def _most(self) -> int:
        """How many children the largest home could take, if it were empty and all of them fitted."""
        pool = self.pool
        places = np.add.reduce(pool.terms.places, axis=0, dtype=np.int64)
        outside = pool.form != HOUSEHOLD
        # Where a provider has not said what is free, it has to be asked.
        free = np.where(pool.home_free < 0, MOST_CHILDREN, pool.home_free)
        places[outside] = free[outside]
        return int(places.max(initial=0))

    def _searched(self, block: tuple[int, ...]) -> tuple[_Home, ...]:
        case = replace(self._case.of(block), together=Together.TOGETHER)
        found = search(case, self.pool, self._policy, limit_explained=0, criteria=self._criteria)
        rows = found.rows
        if not rows.size:
            return ()
        at = np.searchsorted(found.suitable, rows)
        low, high = found.scored.low[at], found.scored.high[at]
        in_house = np.isin(self.pool.tier[rows], _IN_HOUSE)
        order = np.lexsort((np.arange(rows.size), -low, ~in_house))[:_HOMES_EACH]
        return tuple(
            _Home(
                index=int(rows[i]),
                in_house=bool(in_house[i]),
                low=int(low[i]),
                high=int(high[i]),
                reusable=bool(self.pool.form[rows[i]] == AGENCY),
            )
            for i in order.tolist()
        )


def partitions(children: tuple[int, ...], groups: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every way to part children into so many groups, each once; groups by their first child."""
    if groups == 1:
        if children:
            yield (children,)
        return
    if len(children) < groups:
        return
    first, rest = children[0], children[1:]
    for size in range(len(rest) - groups + 2):
        for others in combinations(rest, size):
            left = tuple(c for c in rest if c not in others)
            for more in partitions(left, groups - 1):
                yield ((first, *others), *more)


_Key = tuple[int, int, float, tuple[int, ...]]
"""What a grouping is ordered by, less is better: children not in-house, low ends, miles, homes by reference."""


def _best_splits(homes: _Homes, everybody: tuple[int, ...], limit: int) -> tuple[Split, ...]:
    if not 1 < len(everybody) <= MOST_CHILDREN:
        return ()
    best: list[Split] = []
    for groups in range(2, len(everybody) + 1):
        found = _of_size(homes, everybody, groups, limit - len(best))
        best += found
        if len(best) >= limit:
            break
    return tuple(best)


def _of_size(homes: _Homes, everybody: tuple[int, ...], groups: int, limit: int) -> list[Split]:
    """Return the best groupings into so many groups, best first."""
    bounded = []
    for blocks in partitions(everybody, groups):
        # The largest group is the hardest to find a home for: often the others need not be looked at.
        if not all(homes.best_for(block) for block in sorted(blocks, key=len, reverse=True)):
            continue
        tried = [homes.best_for(block) for block in blocks]
        ends = [_worth(block, found[0]) for block, found in zip(blocks, tried, strict=True)]
        bounded.append((sum(e[0] for e in ends), sum(e[1] for e in ends), blocks, tried))
    # No grouping can do better than the best home for each of its groups.
    bounded.sort(key=lambda b: b[:3])
    kept: list[tuple[_Key, tuple[tuple[int, ...], ...], tuple[_Home, ...]]] = []
    for outside, minus_low, blocks, tried in bounded:
        if len(kept) == limit and (outside, minus_low) > kept[-1][0][:2]:
            break
        chosen = _assigned(homes, blocks, tried)
        if chosen is not None:
            kept.append((chosen[0], blocks, chosen[1]))
            kept.sort(key=lambda entry: (entry[0][:3], entry[1]))
            del kept[limit:]
    return [_split(homes, blocks, chosen) for _, blocks, chosen in kept]


def _worth(block: tuple[int, ...], home: _Home) -> tuple[int, int]:
    return (0 if home.in_house else len(block), -home.low * len(block))


def _assigned(
    homes: _Homes, blocks: Sequence[tuple[int, ...]], tried: Sequence[tuple[_Home, ...]]
) -> tuple[_Key, tuple[_Home, ...]] | None:
    """Return the best choice of one home for each group, none twice but agencies; None where there is none."""
    least = [_worth(block, found[0]) for block, found in zip(blocks, tried, strict=True)]
    best: tuple[_Key, tuple[_Home, ...]] | None = None
    # Among very many groups, how near equal homes are to each other is not worth the trying.
    near_matters = len(blocks) <= 3

    def choose(chosen: tuple[_Home, ...], outside: int, minus_low: int, miles: float) -> None:
        nonlocal best
        number = len(chosen)
        if best is not None:
            bound = (
                outside + sum(w[0] for w in least[number:]),
                minus_low + sum(w[1] for w in least[number:]),
            )
            if bound > best[0][:2]:
                return
            if bound == best[0][:2] and (not near_matters or miles > best[0][2]):
                return
        if number == len(blocks):
            places = tuple(int(homes.pool.place_in_order[home.index]) for home in chosen)
            key = (outside, minus_low, miles, places)
            if best is None or key < best[0]:
                best = key, chosen
            return
        used = {home.index for home in chosen if not home.reusable}
        for home in tried[number]:
            if home.index not in used:
                away, low = _worth(blocks[number], home)
                far = max((homes.apart(other, home) for other in chosen), default=0.0)
                choose((*chosen, home), outside + away, minus_low + low, max(miles, far))

    choose((), 0, 0, 0.0)
    return best


def _split(homes: _Homes, blocks: tuple[tuple[int, ...], ...], chosen: tuple[_Home, ...]) -> Split:
    made = []
    for block, home in zip(blocks, chosen, strict=True):
        facts = homes.pool.candidates[home.index]
        made.append(
            Block(
                children=block,
                key=facts.key,
                name=facts.name,
                tier=facts.tier,
                low=(home.low + 5) // 10,
                high=(home.high + 5) // 10,
                candidate=facts,
            )
        )
    miles = homes.furthest(chosen)
    return Split(
        blocks=tuple(made),
        apart=tuple(
            sorted(
                (min(a, b), max(a, b))
                for one, other in combinations(blocks, 2)
                for a in one
                for b in other
            )
        ),
        miles=None if miles == inf else miles,
        in_house=sum(len(b) for b, home in zip(blocks, chosen, strict=True) if home.in_house),
    )
