"""One run of matching: every candidate judged, the suitable ones ranked, the others kept with the rule named."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.registry import BY_CODE, CRITERIA
from art_desktop.domain.matching.facts import Case
from art_desktop.domain.matching.lineup import Lineup
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.saying import Finding
from art_desktop.domain.matching.scoring import points_of, score, share_of
from art_desktop.domain.matching.shortlist import JudgedOption, Options, Shortlist, TierCounts
from art_desktop.domain.matching.sifting import sift
from art_desktop.domain.matching.trial import Trial

__all__ = ["Finding", "JudgedOption", "Options", "Shortlist", "TierCounts", "search", "title_of"]


def search(
    case: Case,
    pool: Pool,
    policy: MatchingPolicy,
    *,
    limit_explained: int = 50,
    criteria: Sequence[Criterion] = CRITERIA,
) -> Shortlist:
    """Judge every candidate of the pool and order the suitable ones, best first inside each tier.

    Args: case: what is looked for. pool: any candidates, any order. policy: weights in force on
    the day.
        limit_explained: for how many of the first options sentences are made at once; others on
        asking.
        criteria: what is asked, in order: all of today's, or those of an earlier edition.
    Returns: a shortlist that accounts for every candidate. The same inputs give the same result in
    any order. Raises: RuleBroken: the policy lacks a weight. Source: product.md §3.3.
    """
    trial = Trial(case, pool, policy)
    lineup = Lineup(criteria)
    points = points_of(trial, lineup.preferences)
    sieve = sift(trial, lineup.hard)
    scores = score([sieve.ask(c) for c in lineup.preferences], points, share_of(trial))
    shortlist = Shortlist(
        trial=trial,
        lineup=lineup,
        sieve=sieve,
        scored=scores if sieve.kept.size == sieve.trial.size else scores.of(sieve.kept),
        points=MappingProxyType(
            {c.code: p for c, p in zip(lineup.preferences, points, strict=True)}
        ),
        limit_explained=limit_explained,
    )
    # Made here and kept, so that the first page shows at once.
    explained = shortlist.ranked[:limit_explained]
    assert all(option.findings for option in explained)
    return shortlist


def title_of(code: str) -> str:
    """Return the printed words of a criterion."""
    return BY_CODE[code].title
