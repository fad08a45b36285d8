"""What a search hands back: every candidate with its verdicts, its place or the rules that exclude it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan
from types import MappingProxyType
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from art_desktop.domain.ids import Pence
from art_desktop.domain.matching.criteria.base import Ask, Criterion, Support
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.lineup import Lineup
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import TIERS, Pool
from art_desktop.domain.matching.scoring import Scores, score, share_of
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import BY_CODE as VERDICT_OF
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Tier, Verdict


class Finding(NamedTuple):
    """What one criterion says of one candidate, in a sentence; `supports` would close a gap.

    `weight_points`: the weight it had in this search in hundredths, 0 for a hard rule. `ask`: the
    question that would settle a "not known".
    """

    code: str
    title: str
    source: str
    hard: bool
    overridable_by: Role | None
    verdict: Verdict
    sentence: str
    supports: tuple[Support, ...]
    weight_points: int
    ask: Ask | None


@dataclass(frozen=True)
class JudgedOption:
    """One candidate after the search: ranked (`rank` from 1 inside its tier), or excluded (`rank` None).

    `low` and `high`: 0 to 100, rounded; `low_tenths`, `high_tenths` are what was ranked.
    `excluded_by`: every hard rule not met, in order, the first one named first. `overridable_by`:
    the role that may set all of them aside, None where nobody may or nothing excludes. `findings`:
    a sentence for each criterion, in order, empty for rows that were not explained (see
    `Shortlist.explained`).
    """

    key: str
    reference: str
    name: str
    tier: Tier
    rank: int | None
    low: int
    high: int
    low_tenths: int
    high_tenths: int
    verdicts: Mapping[str, Verdict]
    excluded_by: tuple[str, ...]
    overridable_by: Role | None
    distance_miles: float | None
    weekly_price_pence: Pence | None
    candidate: Candidate = field(repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def suitable(self) -> bool:
        """Say whether no hard rule excludes the candidate."""
        return not self.excluded_by

    @property
    def supports(self) -> tuple[Support, ...]:
        """Return the support that would close the gaps, each once, in the order of the list."""
        wanted = {s for f in self.findings for s in f.supports}
        return tuple(s for s in Support if s in wanted)


@dataclass(frozen=True)
class TierCounts:
    """How one tier stands: candidates considered, suitable, and by which first rule the others are excluded."""

    tier: Tier
    considered: int
    suitable: int
    by_rule: Mapping[str, int]


class Options(Sequence[JudgedOption]):
    """Options made when they are looked at: a pool of 100,000 has as many, and fifty are read."""

    def __init__(self, shortlist: Shortlist, rows: NDArray[np.intp], explained: int) -> None:
        self._shortlist = shortlist
        self._rows = rows
        self._explained = explained
        self._made: dict[int, JudgedOption] = {}

    @override
    def __len__(self) -> int:
        return int(self._rows.size)

    @overload
    def __getitem__(self, at: int) -> JudgedOption: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[JudgedOption, ...]: ...
    @override
    def __getitem__(self, at: int | slice) -> JudgedOption | tuple[JudgedOption, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        position = range(len(self))[at]
        if position not in self._made:
            self._made[position] = self._shortlist.option(
                int(self._rows[position]), with_sentences=position < self._explained
            )
        return self._made[position]

    @override
    def __iter__(self) -> Iterator[JudgedOption]:
        return (self[i] for i in range(len(self)))


@dataclass(frozen=True, eq=False)
class Shortlist:
    """The result of one search. Every candidate of the pool is in `ranked` or in `not_suitable`, once.

    `ranked`: tiers in order, best first in each. `not_suitable`: tiers in order, the fewest
    excluding rules first. `counts_by_rule`: how many each rule excludes as the first to do so;
    they add up to `len(not_suitable)`. `points`: what each preference weighed, by code, in
    hundredths.
    """

    trial: Trial
    lineup: Lineup = field(repr=False)
    matrix: NDArray[np.uint8] = field(repr=False)
    suitable: NDArray[np.intp] = field(repr=False)
    scored: Scores = field(repr=False)
    rows: NDArray[np.intp] = field(repr=False)
    first_rule: NDArray[np.uint8] = field(repr=False)
    rules_broken: NDArray[np.uint8] = field(repr=False)
    points: Mapping[str, int]
    limit_explained: int

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What every candidate was asked, in order."""
        return self.lineup.criteria

    @property
    def case(self) -> Case:
        """What was looked for."""
        return self.trial.case

    @property
    def pool(self) -> Pool:
        """Among whom."""
        return self.trial.pool

    @property
    def policy(self) -> MatchingPolicy:
        """By which weights."""
        return self.trial.policy

    @cached_property
    def scores(self) -> Scores:
        """The scores of every candidate, by index: `scored` has those of the suitable ones alone."""
        everybody = np.arange(len(self.pool))
        rows = [self.matrix[self.lineup.row[c.code]][everybody] for c in self.lineup.preferences]
        return score(rows, tuple(self.points.values()), share_of(self.trial))

    @cached_property
    def ranked(self) -> Sequence[JudgedOption]:
        """The suitable candidates; the first `limit_explained` come with their sentences."""
        return Options(self, self.rows, self.limit_explained)

    @cached_property
    def not_suitable(self) -> Sequence[JudgedOption]:
        """The excluded candidates, each with the sentences of the rules that exclude it."""
        return Options(self, self._excluded_rows, 0)

    @cached_property
    def _excluded_rows(self) -> NDArray[np.intp]:
        out = np.flatnonzero(self.rules_broken)
        pool = self.pool
        key = pool.tier[out].astype(np.int64) << 8 | self.rules_broken[out]
        key = (key << 8 | self.first_rule[out]) << 40 | pool.place_in_order[out]
        key.sort()
        ordered: NDArray[np.intp] = pool.order[key & ((1 << 40) - 1)]
        return ordered

    @cached_property
    def counts_by_rule(self) -> Mapping[str, int]:
        """How many candidates each hard rule excludes first."""
        return self._counts(np.flatnonzero(self.rules_broken))

    def tier_counts(self, tier: Tier) -> TierCounts:
        """Return how one tier stands."""
        mine = self.pool.tier == TIERS.index(tier)
        out = np.flatnonzero(mine & (self.rules_broken > 0))
        considered = int(np.count_nonzero(mine))
        return TierCounts(tier, considered, considered - out.size, self._counts(out))

    def _counts(self, rows: NDArray[np.intp]) -> Mapping[str, int]:
        found = np.bincount(self.first_rule[rows], minlength=len(self.lineup.hard))
        return MappingProxyType(
            {c.code: int(n) for c, n in zip(self.lineup.hard, found, strict=True) if n}
        )

    def verdict(self, index: int, code: str) -> Verdict:
        """Return what one criterion says of the candidate at `index` of the pool."""
        return VERDICT_OF[self.matrix[self.lineup.row[code], index]]

    def find(self, key: str) -> JudgedOption:
        """Return one candidate with the sentences of every criterion.

        Raises: KeyError: the candidate was not in the pool.
        """
        for index, facts in enumerate(self.pool.candidates):
            if facts.key == key:
                return self.option(index, with_sentences=True)
        raise KeyError(key)

    def explained(self, option: JudgedOption) -> JudgedOption:
        """Return the option with the sentences of every criterion."""
        return option if len(option.findings) == len(self.lineup) else self.find(option.key)

    def option(self, index: int, *, with_sentences: bool) -> JudgedOption:
        """Return the candidate at `index` of the pool as an option."""
        facts = self.pool.candidates[index]
        column = self.matrix[:, index].tolist()
        verdicts = {c.code: VERDICT_OF[code] for c, code in zip(self.criteria, column, strict=True)}
        broken = tuple(c for c in self.lineup.hard if verdicts[c.code] is Verdict.NOT_MET)
        explained = self.criteria if with_sentences else broken
        miles = float(self.trial.home_miles[index])
        low, high = self._ends(index, suitable=not broken)
        return JudgedOption(
            key=facts.key,
            reference=facts.reference,
            name=facts.name,
            tier=facts.tier,
            rank=None if broken else self._rank[index],
            low=(low + 5) // 10,
            high=(high + 5) // 10,
            low_tenths=low,
            high_tenths=high,
            verdicts=MappingProxyType(verdicts),
            excluded_by=tuple(c.code for c in broken),
            overridable_by=_who_may(broken),
            distance_miles=None if isnan(miles) else round(miles, 1),
            weekly_price_pence=facts.weekly_price_pence,
            candidate=facts,
            findings=tuple(self._finding(c, index, verdicts[c.code]) for c in explained),
        )

    def _ends(self, index: int, *, suitable: bool) -> tuple[int, int]:
        at = int(np.searchsorted(self.suitable, index)) if suitable else index
        scores = self.scored if suitable else self.scores
        return int(scores.low[at]), int(scores.high[at])

    @cached_property
    def _rank(self) -> Mapping[int, int]:
        tiers = self.pool.tier[self.rows]
        starts = np.searchsorted(tiers, np.arange(len(TIERS)))
        ranks = np.arange(self.rows.size) - starts[tiers] + 1
        return _Ranks(self.rows, ranks, len(self.pool))

    @cached_property
    def _said(self) -> dict[tuple[str, Verdict, int], Finding]:
        return {}

    def _finding(self, criterion: Criterion, index: int, verdict: Verdict) -> Finding:
        # Why a question is not asked never depends on more than the form of the candidate.
        once = criterion.by_verdict or verdict is Verdict.NOT_APPLICABLE
        if not once or (verdict is Verdict.UNKNOWN and not criterion.candidate_question):
            return self._new_finding(criterion, index, verdict)
        key = criterion.code, verdict, int(self.pool.form[index])
        if key not in self._said:
            self._said[key] = self._new_finding(criterion, index, verdict)
        return self._said[key]

    @cached_property
    def _asked(self) -> dict[str, Ask | None]:
        return {}

    def _ask(self, criterion: Criterion, index: int) -> Ask:
        # What is not known of the children is the same question for every candidate.
        if criterion.code not in self._asked:
            found = criterion.open_answer(self.trial)
            self._asked[criterion.code] = criterion.ask(self.trial, index) if found else None
        return self._asked[criterion.code] or criterion.ask(self.trial, index)

    def _new_finding(self, criterion: Criterion, index: int, verdict: Verdict) -> Finding:
        trial = self.trial
        return Finding(
            code=criterion.code,
            title=criterion.title,
            source=criterion.source,
            hard=criterion.hard,
            overridable_by=criterion.overridable_by,
            verdict=verdict,
            sentence=criterion.explain(trial, index, verdict),
            supports=criterion.supports(trial, index, verdict),
            weight_points=self.points.get(criterion.code, 0),
            ask=self._ask(criterion, index) if verdict is Verdict.UNKNOWN else None,
        )


class _Ranks(Mapping[int, int]):
    """Ranks by candidate, kept as a column."""

    def __init__(self, rows: NDArray[np.intp], ranks: NDArray[np.intp], size: int) -> None:
        self._of = np.zeros(size, dtype=np.intp)
        self._of[rows] = ranks

    @override
    def __getitem__(self, index: int) -> int:
        return int(self._of[index])

    @override
    def __len__(self) -> int:
        return int(np.count_nonzero(self._of))

    @override
    def __iter__(self) -> Iterator[int]:
        return iter(np.flatnonzero(self._of).tolist())


def _who_may(broken: tuple[Criterion, ...]) -> Role | None:
    """Return who may set all the rules aside: nobody if one of them binds everybody."""
    roles = {c.overridable_by for c in broken}
    if not roles or None in roles:
        return None
    return Role.MANAGER if Role.MANAGER in roles else Role.OFFICER
