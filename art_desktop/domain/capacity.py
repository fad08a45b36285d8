"""How many places a household has, fills, keeps back and has free on the day of its facts (product.md §2).

The rule is in `vacancies`; here are the figures of a household as it stands, whatever may be asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.matching.facts import HouseholdFacts
from art_desktop.domain.vacancies import room_of


@dataclass(frozen=True)
class Capacity:
    """Places approved, children placed there, places kept back, places free (0 while held or not active)."""

    places: int
    here: int
    kept_back: int
    free: int


def capacity(facts: HouseholdFacts) -> Capacity:
    """Return what a household has as it stands; places approved by name are counted among the approved."""
    found = room_of(facts)
    named = sum(term.places for term in facts.terms if term.named_child_id is not None)
    return Capacity(found.approved + named, found.here, found.kept_back, found.free)
