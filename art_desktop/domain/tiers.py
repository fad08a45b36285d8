"""Tiers open one after another, in-house first (product.md §3.3; S003 §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from art_desktop.domain.commands import OpenTier
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.requests import Option, Request, TierOpening
from art_desktop.domain.vocabulary import OptionState, Tier, Urgency

_FIRST = (Tier.CONNECTED, Tier.IN_HOUSE)
_BEFORE = {Tier.IFA: _FIRST, Tier.RESIDENTIAL: (*_FIRST, Tier.IFA)}
_UNRECORDED = frozenset({OptionState.OPEN})
_STILL_HOPED_FOR = frozenset({OptionState.ASKED, OptionState.OFFERED, OptionState.MATCHED})


@dataclass(frozen=True)
class TierState:
    """How one tier stands: open or not, why, and what is missing before it may be opened."""

    tier: Tier
    open: bool
    why: str
    missing: tuple[str, ...] = ()


def states(
    request: Request,
    options: Sequence[Option],
    openings: Sequence[TierOpening],
    unsuitable_by: str,
) -> tuple[TierState, ...]:
    """Return how every tier stands, in order. `unsuitable_by`: who decided against a family placement, "" if nobody."""
    opened = {opening.tier: opening.reason for opening in openings}
    found = [TierState(tier, open=True, why="Searched first.") for tier in _FIRST]
    for tier in (Tier.IFA, Tier.RESIDENTIAL):
        if tier in opened:
            found.append(TierState(tier, open=True, why=opened[tier]))
            continue
        missing = what_is_missing(tier, request, options, openings, unsuitable_by)
        why = _closed_words(tier) if missing else "May be opened now: nothing before it is left."
        found.append(TierState(tier, open=False, why=why, missing=missing))
    return tuple(found)


def _closed_words(tier: Tier) -> str:
    if tier is Tier.IFA:
        return "Opens when every in-house option that could serve has its reason, or on urgency."
    return (
        "Opens when every agency option has its reason as well, on urgency, or when somebody has decided"
        " that a family placement is not in the child's interest."
    )


def what_is_missing(
    tier: Tier,
    request: Request,
    options: Sequence[Option],
    openings: Sequence[TierOpening],
    unsuitable_by: str,
) -> tuple[str, ...]:
    """Return what keeps a tier closed; () where it may be opened without a special reason."""
    if tier in _FIRST or (tier is Tier.RESIDENTIAL and unsuitable_by):
        return ()
    missing = []
    if not options:
        missing.append("The in-house households have not been searched.")
    before = [option for option in options if option.suitable and option.tier in _BEFORE[tier]]
    open_ones = [option for option in before if option.state in _UNRECORDED]
    if open_ones:
        word = (
            "option that could serve has"
            if len(open_ones) == 1
            else "options that could serve have"
        )
        missing.append(f"{len(open_ones)} {word} no recorded reason.")
    waiting = [option for option in before if option.state in _STILL_HOPED_FOR]
    if waiting:
        missing.append(f"{len(waiting)} asked or offered, and not yet settled.")
    if tier is Tier.RESIDENTIAL and Tier.IFA not in {opening.tier for opening in openings}:
        missing.append("The agencies have not been opened.")
    return tuple(missing)


def check_opening(
    command: OpenTier,
    standing: Sequence[TierState],
    request: Request,
    unsuitable_by: str,
    doing: str,
) -> None:
    """Refuse to open a tier before its time.

    A tier opens when nothing is missing; early on urgency with a reason; residential also when the needs profile says who
    decided that a family placement is not in the child's interest. Raises: RuleBroken, InvalidAnswers.
    """
    state = next((one for one in standing if one.tier is command.tier), None)
    if state is None or state.open:
        raise RuleBroken(doing, "It is open already.", "Search again.", rule="tier_open")
    if not state.missing:
        return
    if request.urgency is Urgency.PLANNED:
        raise RuleBroken(
            doing,
            " ".join(state.missing),
            "Record the reason for each option, or mark the request urgent with its reason.",
            rule="tier",
        )
    if not command.reason.strip():
        words = "Say why it cannot wait for the in-house options."
        raise InvalidAnswers(doing, (FieldProblem("reason", words),))
