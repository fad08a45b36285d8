"""What a match says: why this home, what is compromised, what support closes the gaps (product.md §3.3; S003 §7)."""

from __future__ import annotations

from collections.abc import Sequence

from art_desktop.domain.commands import MatchProposal
from art_desktop.domain.matching_views import VerdictView
from art_desktop.domain.requests import SocialWorkerView
from art_desktop.domain.vocabulary import Verdict


def proposal(
    verdicts: Sequence[VerdictView], view: SocialWorkerView | None, overridden: str = ""
) -> MatchProposal:
    """Return the words that the verdicts already give, for the officer to make their own.

    Args: overridden: why rules that exclude the home were set aside, "" where none was.
    """
    met = [v.sentence for v in verdicts if v.verdict is Verdict.MET and not v.hard]
    gaps = [v.sentence for v in verdicts if v.verdict is Verdict.NOT_MET]
    if overridden:
        gaps.insert(0, f"Overridden: {overridden}")
    unknown = [f"Not known: {v.title.lower()}." for v in verdicts if v.verdict is Verdict.UNKNOWN]
    support = [v.support or v.sentence for v in verdicts if v.verdict is Verdict.SUPPORT]
    if view is not None and view.support_wanted:
        support.append(f"Asked for by the social worker: {view.support_wanted}")
    return MatchProposal(
        reasons="\n".join(met), compromises="\n".join(gaps + unknown), support="\n".join(support)
    )
