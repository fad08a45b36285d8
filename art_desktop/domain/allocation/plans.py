"""What a joint allocation answers: a plan, and how good it is by the four aims.

The aims stand in the strict order of product.md §3.3: fewest children without a suitable place, brothers and sisters
kept together, in-house, total score. Between plans that are equal in all four the order of the keys decides: what is
asked is put in order of its keys before it is solved, so the same question has the same answer however it was put.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from art_desktop.domain.allocation.model import Fit


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
