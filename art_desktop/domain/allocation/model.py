"""What a joint allocation is asked and what it answers: waiting children, places, fits, aims, plan. Plain data.

The aims stand in the strict order of product.md §3.3: fewest children without a suitable place, brothers and sisters
kept together, in-house, total score. Between plans that are equal in all four the order of the keys decides: what is
asked is put in order of its keys before it is solved, so the same question has the same answer however it was put.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from art_desktop.domain.vocabulary import Tier, Together

NEAR_TIERS: Final = frozenset({Tier.CONNECTED, Tier.IN_HOUSE})
"""The tiers that count as in-house in the third aim: connected persons and the council's own carers."""


@dataclass(frozen=True)
class WaitingChild:
    """One child of a waiting request, by a key that no other child has."""

    key: str
    label: str = ""


@dataclass(frozen=True)
class Group:
    """One child, or brothers and sisters, of one waiting request.

    Args: together: the wish on record. TOGETHER, or not known: they are placed whole or not at all, since to part them
        is a person's decision. TOGETHER_IF_POSSIBLE: whole, or in pieces. APART: one by one, never two in one home.
    """

    key: str
    label: str
    children: tuple[WaitingChild, ...]
    together: Together | None = None

    @property
    def size(self) -> int:
        """Return the number of children."""
        return len(self.children)

    @property
    def may_be_split(self) -> bool:
        """Say whether its children may be placed in different homes."""
        return self.size > 1 and self.together in {Together.TOGETHER_IF_POSSIBLE, Together.APART}

    @property
    def apart(self) -> bool:
        """Say whether its children are to live in different homes."""
        return self.size > 1 and self.together is Together.APART


@dataclass(frozen=True)
class Limit:
    """A second limit of a place, such as one of its terms of approval: at most `most` of these children."""

    words: str
    most: int
    children: frozenset[str]


@dataclass(frozen=True)
class Place:
    """A household, home or agency with so many free places.

    Args: capacity: free places; None for an agency, one candidate for households not known by name: no limit, and
        nobody there shares a home. unrelated_room: how many waiting children it may still take under the usual limit
        of three (Children Act 1989 Sch 7), None where the limit does not apply. empty: no child is fostered there now,
        so that brothers and sisters alone may be more. kin: keys of the groups to whom every child fostered there is
        a brother or sister, who may be more for the same reason.
    """

    key: str
    label: str
    tier: Tier
    capacity: int | None
    limits: tuple[Limit, ...] = ()
    unrelated_room: int | None = None
    empty: bool = False
    kin: frozenset[str] = frozenset()

    @property
    def is_home(self) -> bool:
        """Say whether those who are placed here live together."""
        return self.capacity is not None

    @property
    def in_house(self) -> bool:
        """Say whether the place counts for the third aim."""
        return self.tier in NEAR_TIERS

    def may_exceed(self, group: str) -> bool:
        """Say whether a group, alone here, may be more than the usual limit."""
        return self.empty or group in self.kin


@dataclass(frozen=True, order=True)
class Fit:
    """One pairing that is allowed; what is not listed is forbidden.

    Args: children: keys of the children of the group who would go; none means the whole group. points: score in tenths,
        summed over the children (0 to 1000 each). uses: places taken, 0 for one a child.

    All children of a group come to one home by a whole fit only: pieces never add up to it, since nobody judged it.
    """

    group: str
    place: str
    children: tuple[str, ...] = ()
    points: int = 0
    uses: int = 0


@dataclass(frozen=True)
class Clash:
    """Two children, or all of two groups, who may not live in one home; `place` names it, or "" for every home."""

    one: str
    other: str
    place: str = ""


@dataclass(frozen=True)
class Problem:
    """What is asked. Put in order of its keys when made, so that the order it came in decides nothing.

    Raises: ValueError: a key twice, a fit of nobody, a whole fit of children who are to be apart, a piece of a group
        that may not be split.
    """

    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    fits: tuple[Fit, ...]
    clashes: tuple[Clash, ...] = ()

    def __post_init__(self) -> None:
        """Put everything in order and check that it belongs together."""
        put = object.__setattr__
        put(self, "groups", tuple(sorted(self.groups, key=lambda g: g.key)))
        put(self, "places", tuple(sorted(self.places, key=lambda p: p.key)))
        put(self, "fits", tuple(sorted(_tidy(self.fits, self.group_of))))
        put(self, "clashes", tuple(sorted(self.clashes, key=lambda c: (c.one, c.other, c.place))))
        children = [child.key for group in self.groups for child in group.children]
        _once("group", [group.key for group in self.groups])
        _once("child", children)
        _once("place", [place.key for place in self.places])
        _once("fit", [(fit.group, fit.place, fit.children) for fit in self.fits])
        known = {*children, *self.group_of}
        for fit in self.fits:
            if fit.group not in self.group_of:
                raise ValueError(f"a fit names no group: {fit}")
            _belongs(fit, self.group_of[fit.group], self.place_of)
        for clash in self.clashes:
            if not {clash.one, clash.other} <= known:
                raise ValueError(f"a clash names nobody: {clash}")

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        """Return the groups by key."""
        return {group.key: group for group in self.groups}

    @cached_property
    def place_of(self) -> Mapping[str, Place]:
        """Return the places by key."""
        return {place.key: place for place in self.places}

    @cached_property
    def home_of_child(self) -> Mapping[str, str]:
        """Return the key of each child's group."""
        return {child.key: group.key for group in self.groups for child in group.children}

    @cached_property
    def clashing(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Return, for each place key and "" for every home, the pairs of children that may not share it."""
        found: dict[str, set[tuple[str, str]]] = {}
        for clash in self.clashes:
            for one in self.members(clash.one):
                for other in self.members(clash.other):
                    if one != other:
                        pair = (min(one, other), max(one, other))
                        found.setdefault(clash.place, set()).add(pair)
        return {place: frozenset(pairs) for place, pairs in found.items()}

    def members(self, key: str) -> tuple[str, ...]:
        """Return the children whom a key names: those of a group, or the child itself."""
        group = self.group_of.get(key)
        return (key,) if group is None else tuple(child.key for child in group.children)

    def going(self, fit: Fit) -> tuple[str, ...]:
        """Return the keys of the children whom a fit would place."""
        return fit.children or self.members(fit.group)

    def taken(self, fit: Fit) -> int:
        """Return how many places a fit takes."""
        return fit.uses or len(self.going(fit))


def _tidy(fits: Iterable[Fit], group_of: Mapping[str, Group]) -> Iterable[Fit]:
    """Yield the fits with their children in order, and none named where it is the whole group."""
    for fit in fits:
        if not fit.children:
            yield fit
            continue
        children = tuple(sorted(fit.children))
        group = group_of.get(fit.group)
        whole = group is not None and len(children) == group.size
        yield Fit(fit.group, fit.place, () if whole else children, fit.points, fit.uses)


def _once(what: str, keys: list[str] | list[tuple[str, str, tuple[str, ...]]]) -> None:
    if len(set(keys)) != len(keys):
        raise ValueError(f"a {what} is named twice")


def _belongs(fit: Fit, group: Group, place_of: Mapping[str, Place]) -> None:
    if fit.place not in place_of:
        raise ValueError(f"a fit names no place: {fit}")
    if fit.points < 0 or fit.uses < 0:
        raise ValueError(f"a fit is below nothing: {fit}")
    if not fit.children:
        if group.apart:
            raise ValueError(f"a whole fit of children who are to be apart: {fit}")
        return
    if not group.may_be_split:
        raise ValueError(f"a piece of a group that may not be split: {fit}")
    if not {*fit.children} <= {child.key for child in group.children}:
        raise ValueError(f"a fit names no child of its group: {fit}")
    if group.apart and len(fit.children) > 1:
        raise ValueError(f"two who are to be apart in one fit: {fit}")


@dataclass(frozen=True)
class Aims:
    """How good a plan is, in the stated order; also the difference between two plans.

    Args: without: children without a place. partings: homes over which brothers and sisters are spread beyond the first
        (two of three here and one there: 1; three homes: 2; some placed and some left waiting: the wait is one more).
        Groups that are to be apart count none. in_house: children with connected persons or in-house. points: total
        score in tenths.
    """

    without: int = 0
    partings: int = 0
    in_house: int = 0
    points: int = 0

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Return what plans are compared by: the least is the best."""
        return self.without, self.partings, -self.in_house, -self.points

    def __add__(self, other: Aims) -> Aims:
        """Return the aims of two plans for different children."""
        return Aims(
            self.without + other.without,
            self.partings + other.partings,
            self.in_house + other.in_house,
            self.points + other.points,
        )

    def __sub__(self, other: Aims) -> Aims:
        """Return how this differs from another."""
        return Aims(
            self.without - other.without,
            self.partings - other.partings,
            self.in_house - other.in_house,
            self.points - other.points,
        )


AIM_WORDS: Final = (
    "children without a suitable place",
    "brothers and sisters parted",
    "children in-house",
    "total score",
)
"""The aims as they are called, in order."""


@dataclass(frozen=True)
class Plan:
    """What is proposed: the fits chosen, who is left without a place, how good it is and how good any could be.

    Args: chosen: in order of group and child. unplaced: keys of children. split: keys of groups, other than those who
        are to be apart, whose children would not all be in one home. bound: no plan is better than this in the stated
        order; equal to `aims` where the plan is proved to be the best. seconds: how long it took, not compared.
    """

    chosen: tuple[Fit, ...]
    unplaced: tuple[str, ...]
    split: tuple[str, ...]
    aims: Aims
    bound: Aims
    seconds: float = field(default=0.0, compare=False)

    @property
    def proved(self) -> bool:
        """Say whether no plan is better."""
        return self.aims == self.bound

    @property
    def aims_proved(self) -> int:
        """Return how many of the aims, from the first, are proved to be the best (0 to 4)."""
        pairs = zip(self.aims.order, self.bound.order, strict=True)
        return next((at for at, (have, best) in enumerate(pairs) if have != best), 4)

    @property
    def gap(self) -> int:
        """Return how far the first aim that is not proved may be from the best, in that aim's own unit; 0 if proved."""
        at = self.aims_proved
        return 0 if at == 4 else self.aims.order[at] - self.bound.order[at]

    @property
    def gap_words(self) -> str:
        """Return the line that is shown: "Proved: no plan is better.", or what may still be better."""
        if self.proved:
            return "Proved: no plan is better."
        at = self.aims_proved
        most = f"{self.gap / 10:.1f}" if at == 3 else str(self.gap)
        return f"Not proved yet: a plan better by at most {most} may exist in “{AIM_WORDS[at]}”."
