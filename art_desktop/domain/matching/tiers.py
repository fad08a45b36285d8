"""Tiers open one after another (product.md §3.3). Plain Python: judged from recorded options, without NumPy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.vocabulary import (
    NotUsedReason,
    OptionState,
    RequestKind,
    Tier,
    Urgency,
    Verdict,
)

_BEFORE: Final = {
    Tier.IFA: (Tier.CONNECTED, Tier.IN_HOUSE),
    Tier.RESIDENTIAL: (Tier.CONNECTED, Tier.IN_HOUSE, Tier.IFA),
}

_NO_FAMILY: Final = frozenset({RequestKind.SECURE, RequestKind.SUPPORTED, RequestKind.NRPF})
"""Requests for a setting that is no family: the family tiers have nothing to be searched for."""


@dataclass(frozen=True, kw_only=True)
class OptionStanding:
    """What became of one option of an earlier tier. `reference` is how it is named to people."""

    reference: str
    tier: Tier
    suitable: bool
    state: OptionState = OptionState.OPEN
    not_used_reason: NotUsedReason | None = None

    @property
    def settled(self) -> bool:
        """Say whether it will not be used, for a reason that is on record."""
        return self.not_used_reason is not None or self.state is OptionState.DECLINED


@dataclass(frozen=True)
class TierState:
    """Whether a tier may be searched and used, why, and what is missing (references of options)."""

    tier: Tier
    open: bool
    why: str
    missing: tuple[str, ...] = ()


def tier_state(
    tier: Tier,
    options: Iterable[OptionStanding],
    *,
    kind: RequestKind,
    urgency: Urgency = Urgency.PLANNED,
    urgent_reason: str = "",
    family_unsuitable_by: str = "",
    searched: Collection[Tier] = (),
) -> TierState:
    """Return whether a tier is open for a request.

    Args: options: every option of the request so far. urgent_reason: why an urgent request may not wait.
        family_unsuitable_by: who decided that a family placement is not in the child's interest. searched: the tiers
        in which a search has been run.
    Source: product.md §3.3, "Tiers open one after another".
    """
    if tier not in _BEFORE:
        return TierState(tier, open=True, why="Connected people and in-house come first.")
    if tier is Tier.RESIDENTIAL:
        if kind in _NO_FAMILY:
            return TierState(tier, open=True, why=f"The request is for: {kind.words.lower()}.")
        if family_unsuitable_by.strip():
            why = (
                "A family placement is not in the child's interest, decided by "
                f"{family_unsuitable_by.strip()}."
            )
            return TierState(tier, open=True, why=why)
    if urgency is not Urgency.PLANNED and urgent_reason.strip():
        return TierState(tier, open=True, why=f"Urgent: {urgent_reason.strip()}")
    return _by_reasons(tier, tuple(options), frozenset(searched))


def _by_reasons(
    tier: Tier, options: tuple[OptionStanding, ...], searched: frozenset[Tier]
) -> TierState:
    earlier = _BEFORE[tier]
    needed = [t for t in earlier if t is not Tier.CONNECTED]
    unsearched = [t.words for t in needed if t not in searched]
    if unsearched:
        return TierState(
            tier,
            open=False,
            why=f"Not yet searched: {' and '.join(unsearched)}. Search there first.",
        )
    waiting = tuple(
        o.reference for o in options if o.tier in earlier and o.suitable and not o.settled
    )
    if waiting:
        count = (
            "1 option that could serve has"
            if len(waiting) == 1
            else (f"{len(waiting)} options that could serve have")
        )
        why = f"{count} no recorded reason yet. It opens when each has one, or on urgency."
        return TierState(tier, open=False, why=why, missing=waiting)
    return TierState(
        tier, open=True, why="Every earlier option that could serve has a recorded reason."
    )


# In the order in which a reason weighs: the first that the verdicts bear out is proposed.
_REASONS: Final[tuple[tuple[NotUsedReason, tuple[str, ...]], ...]] = (
    (NotUsedReason.NO_PLACE, ("free_places", "usual_limit", "own_bedroom")),
    (NotUsedReason.RISK, ("no_conflict", "avoids_areas")),
    (NotUsedReason.SIBLINGS, ("siblings_together",)),
    (
        NotUsedReason.MAKE_UP,
        (
            "no_other_children",
            "no_younger_children",
            "company_allowed",
            "carers_sex",
            "two_carers",
            "someone_home",
            "no_pets",
            "non_smoking",
            "ground_floor",
            "accessible",
        ),
    ),
    (NotUsedReason.NEEDS, ("arrived_alone", "babies", "age_experience")),
    (NotUsedReason.DISTANCE, ("same_school", "near_home", "within_20_miles", "family_time")),
    (NotUsedReason.LENGTH, ("length",)),
)


def proposed_reason(
    verdicts: Mapping[str, Verdict], state: OptionState = OptionState.OPEN
) -> NotUsedReason:
    """Return the reason that the verdicts suggest for not using an option; the officer confirms it.

    Args: verdicts: criterion code to verdict, as in a shortlist. state: a "no" from the carers comes before all.
    """
    if state is OptionState.DECLINED:
        return NotUsedReason.DECLINED
    not_met = {code for code, verdict in verdicts.items() if verdict is Verdict.NOT_MET}
    for reason, codes in _REASONS:
        if not_met.intersection(codes):
            return reason
        if reason is NotUsedReason.NEEDS and any(c.startswith("skill_") for c in not_met):
            return reason
    if verdicts.get("language") is Verdict.SUPPORT and verdicts.get("faith") is Verdict.SUPPORT:
        return NotUsedReason.CULTURE
    return NotUsedReason.OTHER
