"""One run of matching: every candidate judged, the suitable ones ranked, the others kept with the rule named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.registry import BY_CODE, CRITERIA
from art_desktop.domain.matching.facts import Case
from art_desktop.domain.matching.lineup import Lineup
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.scoring import Scores, in_order, points_of, score, share_of
from art_desktop.domain.matching.shortlist import (
    Finding,
    JudgedOption,
    Options,
    Shortlist,
    TierCounts,
)
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    NOT_MET,
    everywhere,
    is_constant,
)

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
    matrix = np.empty((len(lineup), len(pool)), dtype=np.uint8)
    first = np.zeros(len(pool), dtype=np.uint8)
    broken = np.zeros(len(pool), dtype=np.uint8)
    constant: dict[str, int] = {}
    rule = 0
    for row, criterion in enumerate(lineup.criteria):
        verdicts = criterion.judge(trial)
        matrix[row] = verdicts
        if is_constant(verdicts):
            constant[criterion.code] = int(verdicts[0])
        if criterion.hard and constant.get(criterion.code, NOT_MET) == NOT_MET:
            out = matrix[row] == NOT_MET
            # The first to exclude keeps its place.
            np.copyto(first, np.uint8(rule), where=out & (broken == 0))
            broken += out.view(np.uint8)
        rule += criterion.hard
    suitable = np.flatnonzero(broken == 0)
    scores = _score(matrix, suitable, points, constant, trial, lineup)
    shortlist = Shortlist(
        trial=trial,
        lineup=lineup,
        matrix=matrix,
        suitable=suitable,
        scored=scores,
        rows=in_order(trial, scores, suitable),
        first_rule=first,
        rules_broken=broken,
        points=MappingProxyType(
            {c.code: p for c, p in zip(lineup.preferences, points, strict=True)}
        ),
        limit_explained=limit_explained,
    )
    for option in shortlist.ranked[:limit_explained]:
        assert option.findings
    return shortlist


def _score(
    matrix: NDArray[np.uint8],
    among: NDArray[np.intp],
    points: Sequence[int],
    constant: Mapping[str, int],
    trial: Trial,
    lineup: Lineup,
) -> Scores:
    rows = [
        everywhere(among.size, constant[c.code])
        if c.code in constant
        else matrix[lineup.row[c.code]][among]
        for c in lineup.preferences
    ]
    return score(rows, points, share_of(trial))


def title_of(code: str) -> str:
    """Return the printed words of a criterion."""
    return BY_CODE[code].title
