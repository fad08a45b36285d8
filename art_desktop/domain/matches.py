"""What a match says: why this home, what is compromised, what support closes the gaps (product.md §3.3; S003 §7)."""

from __future__ import annotations

from collections.abc import Sequence

from art_desktop.domain.commands import MatchProposal
from art_desktop.domain.matching_views import VerdictView
from art_desktop.domain.provider_terms import CONTRACTED
from art_desktop.domain.vocabulary import Verdict


def proposal(
    verdicts: Sequence[VerdictView],
    agreed_support: Sequence[str] = (),
    overridden: str = "",
    spot_purchase: str = "",
) -> MatchProposal:
    """Return the words that the verdicts already give, for the officer to make their own.

    Args: agreed_support: what the social worker, or whoever settled a disagreement, made a part of it.
        overridden: why rules that exclude the home were set aside, "" where none was.
        spot_purchase: why its provider may be used although it is on no lot, "" where it is on one.
    """
    met = [v.sentence for v in verdicts if v.verdict is Verdict.MET and not v.hard]
    outside = {CONTRACTED} if spot_purchase else set()
    gaps = [v.sentence for v in verdicts if v.verdict is Verdict.NOT_MET and v.code not in outside]
    if spot_purchase:
        gaps.insert(0, f"Spot purchase outside every lot: {spot_purchase}")
    if overridden:
        gaps.insert(0, f"Overridden: {overridden}")
    unknown = [f"Not known: {v.title.lower()}." for v in verdicts if v.verdict is Verdict.UNKNOWN]
    support = [v.support or v.sentence for v in verdicts if v.verdict is Verdict.SUPPORT]
    support.extend(agreed_support)
    return MatchProposal(
        reasons="\n".join(met), compromises="\n".join(gaps + unknown), support="\n".join(support)
    )
