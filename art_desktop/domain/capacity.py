"""How many places a household has, fills, keeps back and has free on a day: derived, never typed in (product.md §2).

The search works the same figures out for a whole pool at once, for the kind of care that is asked for; here they are
for the household as it stands, whatever may be asked of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from art_desktop.domain.matching.facts import HouseholdFacts
from art_desktop.domain.vocabulary import ApprovalKind, HouseholdStatus


@dataclass(frozen=True)
class Capacity:
    """Places approved, children placed there, places kept back, places free (0 while held or not active)."""

    places: int
    here: int
    kept_back: int
    free: int


def capacity(facts: HouseholdFacts) -> Capacity:
    """Return what a household has free as it stands on the day of the facts.

    Terms of one kind add up; terms of different kinds are the same beds used in another way, so the largest counts.
    A term for a named child is that child's own place, and does not free when the child is away.
    """
    by_kind: dict[ApprovalKind, int] = defaultdict(int)
    named = 0
    own = {term.named_child_id for term in facts.terms if term.named_child_id is not None}
    for term in facts.terms:
        if term.named_child_id is None:
            by_kind[term.kind] += term.places
        else:
            named += term.places
    general = max(by_kind.values(), default=0)
    fostered = [resident for resident in facts.residents if resident.is_fostered]
    filling = [resident for resident in fostered if resident.child_id not in own]
    kept_back = sum(hold.places for hold in facts.holds if hold.places is not None)
    held = any(hold.places is None for hold in facts.holds)
    usable = facts.status is HouseholdStatus.ACTIVE and not held
    free = max(0, general - len(filling) - kept_back) if usable else 0
    return Capacity(general + named, len(fostered), kept_back, free)
