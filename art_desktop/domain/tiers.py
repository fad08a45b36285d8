"""How the tiers of a request stand: what is open, what may be opened, what is missing (product.md §3.3; S003 §7).

The rule itself is `matching.tiers.tier_state`; here it is asked about a request as it is on record. A tier is open once
somebody has opened it, so that the record says who did and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.matching import tiers as rule
from art_desktop.domain.requests import Option, Request, Search, TierOpening
from art_desktop.domain.vocabulary import Tier

_FIRST = (Tier.CONNECTED, Tier.IN_HOUSE)
_LATER = (Tier.IFA, Tier.RESIDENTIAL)


@dataclass(frozen=True)
class TierStanding:
    """How one tier of a request stands. `may_open`: nothing is missing, else `missing` has a line for each thing."""

    tier: Tier
    open: bool
    may_open: bool
    why: str
    missing: tuple[str, ...] = ()


def standings(
    request: Request,
    options: Sequence[Option],
    searches: Sequence[Search],
    openings: Sequence[TierOpening],
    unsuitable_by: str,
    titles: dict[int, str],
) -> tuple[TierStanding, ...]:
    """Return how every tier stands, in order.

    Args: unsuitable_by: who decided that a family placement is not in the child's interest, "" if nobody. titles: what
        each option is called, by id, for the list of what is missing.
    """
    opened = {opening.tier: opening.reason for opening in openings}
    searched = set(_FIRST) if searches else set()
    searched |= {opening.tier for opening in openings if _searched_since(opening, searches)}
    told = [
        rule.OptionStanding(
            reference=titles.get(option.id or 0, ""),
            tier=option.tier,
            suitable=option.suitable,
            state=option.state,
            not_used_reason=option.not_used_reason,
        )
        for option in options
    ]
    found = [TierStanding(tier, open=True, may_open=True, why="Searched first.") for tier in _FIRST]
    for tier in _LATER:
        state = rule.tier_state(
            tier,
            told,
            kind=request.kind,
            urgency=request.urgency,
            urgent_reason=request.urgent_reason,
            family_unsuitable_by=unsuitable_by,
            searched=searched,
        )
        why = opened.get(tier, state.why if not state.open else f"May be opened. {state.why}")
        missing = (
            () if tier in opened else tuple(f"{name}: no reason yet" for name in state.missing)
        )
        found.append(TierStanding(tier, tier in opened, state.open, why, missing))
    return tuple(found)


def _searched_since(opening: TierOpening, searches: Sequence[Search]) -> bool:
    """Say whether a tier was searched once it was open; an earlier search did not look there."""
    order = list(Tier)
    return any(
        search.ran_at >= opening.opened_at and order.index(search.tier) >= order.index(opening.tier)
        for search in searches
    )


def require_openable(tier: Tier, found: Sequence[TierStanding], doing: str) -> TierStanding:
    """Return the standing of a tier that may be opened. Raises: RuleBroken: what is missing and what to do."""
    standing = next(one for one in found if one.tier is tier)
    if standing.open:
        raise RuleBroken(doing, "It is open already.", "Search again.", rule="tier_open")
    if not standing.may_open:
        raise RuleBroken(
            doing,
            standing.why,
            "Record the reason for each option, or mark the request urgent with its reason.",
            rule="tier",
        )
    return standing
