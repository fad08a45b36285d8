"""How the joint allocation is worded: cells, aims and differences. Plain Python, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from art_desktop.domain.allocation_views import AllocationLine, AllocationView, PlacedView
from art_desktop.domain.vocabulary import Tier
from art_desktop.ui.words import DASH

NO_HOME: Final = "No home"

_TIER_WORDS: Final = {
    Tier.CONNECTED: "Connected",
    Tier.IN_HOUSE: "In-house",
    Tier.IFA: "Agency",
    Tier.RESIDENTIAL: "Residential",
}


class Better(StrEnum):
    """How the joint plan stands in one aim against choosing one at a time."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class AimWords:
    """One aim in both plans: its name, both figures, and the difference in words."""

    title: str
    together: str
    one_by_one: str
    difference: str
    better: Better

    @property
    def sentence(self) -> str:
        """Return the whole of it as it is read out."""
        return (
            f"{self.title}: {self.together} together, {self.one_by_one} one at a time;"
            f" {self.difference}."
        )


def aims_in_words(view: AllocationView) -> tuple[AimWords, ...]:
    """Return the four aims of both plans, in their order."""
    have, other = view.plan.aims, view.simple.aims
    return (
        _count("Children without a suitable place", have.without, other.without, fewer=True),
        _count("Brothers and sisters parted", have.partings, other.partings, fewer=True),
        _count("Children in-house", have.in_house, other.in_house, fewer=False),
        _points(have.points, other.points),
    )


def _count(title: str, have: int, other: int, *, fewer: bool) -> AimWords:
    change = have - other
    words = f"{abs(change)} {'more' if change > 0 else 'fewer'}" if change else "the same"
    return AimWords(title, str(have), str(other), words, _better(-change if fewer else change))


def _points(have: int, other: int) -> AimWords:
    change = have - other
    words = (
        f"{abs(change) / 10:.1f} {'higher' if change > 0 else 'lower'}" if change else "the same"
    )
    both = f"{have / 10:.1f}", f"{other / 10:.1f}"
    return AimWords("Total score", *both, words, _better(change))


def _better(gain: int) -> Better:
    if not gain:
        return Better.SAME
    return Better.BETTER if gain > 0 else Better.WORSE


def tier_words(tier: Tier) -> str:
    """Return a tier in one word."""
    return _TIER_WORDS[tier]


def homes_words(placed: tuple[PlacedView, ...], unplaced: str) -> str:
    """Return where a plan has the children of a request: one home, or each of them where they are parted."""
    if not placed:
        return NO_HOME
    if len(placed) == 1 and not unplaced:
        return placed[0].title
    parts = [f"{_first(one.children_words)}: {one.title}" for one in placed]
    if unplaced:
        parts.append(f"{_first(unplaced)}: no home")
    return "; ".join(parts)


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def scores_words(placed: tuple[PlacedView, ...]) -> str:
    """Return the score in each home, or a dash."""
    return " · ".join(str(one.score) for one in placed) or DASH


def tiers_words(placed: tuple[PlacedView, ...]) -> str:
    """Return the tiers of the homes, each once, or a dash."""
    return ", ".join(dict.fromkeys(tier_words(one.tier) for one in placed)) or DASH


def long_words(placed: tuple[PlacedView, ...], unplaced: str) -> str:
    """Return where a plan has the children, each home with its tier and score below."""
    if not placed:
        return NO_HOME
    apart = len(placed) > 1 or bool(unplaced)
    lines = [
        (f"{_first(one.children_words)}: " if apart else "")
        + f"{one.title}\n{tier_words(one.tier)}, score {one.score}"
        for one in placed
    ]
    if unplaced:
        lines.append(f"{_first(unplaced)}: no home")
    return "\n".join(lines)


def before_words(line: AllocationLine) -> str:
    """Return where choosing one at a time has the children; "the same" where it is the joint plan's home."""
    if not line.differs:
        return "the same"
    return homes_words(line.one_by_one, line.unplaced_before_words)


def who_words(line: AllocationLine) -> str:
    """Return the children, and that nobody has authorised the request yet."""
    return line.children_words + ("" if line.authorised else " · indicative")
