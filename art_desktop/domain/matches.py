"""What a match says: why this home, what is compromised, what support closes the gaps (product.md §3.3; S003 §7)."""

from __future__ import annotations

from collections.abc import Sequence

from art_desktop.domain.commands import MatchProposal
from art_desktop.domain.matching_views import VerdictView
from art_desktop.domain.vocabulary import Verdict


def proposal(
    verdicts: Sequence[VerdictView], agreed_support: Sequence[str] = (), overridden: str = ""
) -> MatchProposal:
    """Return the words that the verdicts already give, for the officer to make their own.

    Args: agreed_support: what the social worker, or whoever settled a disagreement, made a part of it.
        overridden: why rules that exclude the home were set aside, "" where none was.
    """
    met = [v.sentence for v in verdicts if v.verdict is Verdict.MET and not v.hard]
    gaps = [v.sentence for v in verdicts if v.verdict is Verdict.NOT_MET]
    if overridden:
        gaps.insert(0, f"Overridden: {overridden}")
    unknown = [f"Not known: {v.title.lower()}." for v in verdicts if v.verdict is Verdict.UNKNOWN]
    support = [v.support or v.sentence for v in verdicts if v.verdict is Verdict.SUPPORT]
    support.extend(agreed_support)
    return MatchProposal(
        reasons="\n".join(met), compromises="\n".join(gaps + unknown), support="\n".join(support)
    )
