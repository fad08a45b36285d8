"""What a search hands back: every candidate with its verdicts, its place or the rules that exclude it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan
from types import MappingProxyType
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from art_desktop.domain.ids import Pence
from art_desktop.domain.matching.criteria.base import Criterion, Support
from art_desktop.domain.matching.facts import Candidate, Case
from art_desktop.domain.matching.lineup import Lineup
from art_desktop.domain.matching.policy import MatchingPolicy
from art_desktop.domain.matching.pool import TIERS, Pool
from art_desktop.domain.matching.saying import Finding, Sayings, sayings
from art_desktop.domain.matching.scoring import Scores, in_order, keys_of, score, share_of
from art_desktop.domain.matching.sifting import SUITABLE, Sieve, worth_narrowing
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import BY_CODE as VERDICT_OF
from art_desktop.domain.matching.verdicts import NOT_MET
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Tier, Verdict


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


Order = Callable[[int], NDArray[np.intp]]
"""Gives at least so many of the first candidates in order, as indexes into the pool."""


class Options(Sequence[JudgedOption]):
    """Options made when they are looked at: a pool of 100,000 has as many, and fifty are read."""

    def __init__(self, shortlist: Shortlist, size: int, order: Order, explained: int) -> None:
        self._shortlist = shortlist
        self._size = size
        self._order = order
        self._explained = explained
        self._made: dict[int, JudgedOption] = {}

    @override
    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> JudgedOption: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[JudgedOption, ...]: ...
    @override
    def __getitem__(self, at: int | slice) -> JudgedOption | tuple[JudgedOption, ...]:
        if isinstance(at, slice):
            wanted = range(*at.indices(len(self)))
            self._make(wanted)
            return tuple(self._made[i] for i in wanted)
        position = range(len(self))[at]
        self._make((position,))
        return self._made[position]

    @override
    def __iter__(self) -> Iterator[JudgedOption]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    def _make(self, wanted: Sequence[int]) -> None:
        for with_sentences in (True, False):
            new = [
                i for i in wanted if (i < self._explained) is with_sentences and i not in self._made
            ]
            if new:
                rows = self._order(max(new) + 1)[new]
                options = self._shortlist.options(rows, with_sentences=with_sentences)
                self._made.update(zip(new, options, strict=True))


_AT_ONCE: Final = 250
"""So many options are made at a time when all are looked at."""


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
    sieve: Sieve = field(repr=False)
    scored: Scores = field(repr=False)
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

    @property
    def suitable(self) -> NDArray[np.intp]:
        """Who could serve, as indexes into the pool, ascending."""
        return self.sieve.suitable

    @cached_property
    def matrix(self) -> NDArray[np.uint8]:
        """Every verdict, shape (criteria, candidates), as numbers.

        The search judges only as far as it must to exclude and to rank; the rest, what the other rules
        and the preferences say of those already excluded, is worked out here when first asked for.
        """
        matrix = np.empty((len(self.lineup), len(self.pool)), dtype=np.uint8)
        for row, criterion in enumerate(self.criteria):
            rows, verdicts = self.sieve.said[criterion.code]
            matrix[row] = verdicts if rows is None else criterion.judge(self.trial)
        return matrix

    @cached_property
    def rules_broken(self) -> NDArray[np.uint8]:
        """How many hard rules exclude each candidate."""
        hard = self.matrix[[self.lineup.row[c.code] for c in self.lineup.hard]]
        broken: NDArray[np.uint8] = np.add.reduce(hard == NOT_MET, axis=0, dtype=np.uint8)
        return broken

    @cached_property
    def scores(self) -> Scores:
        """The scores of every candidate, by index: `scored` has those of the suitable ones alone."""
        rows = [self.matrix[self.lineup.row[c.code]] for c in self.lineup.preferences]
        return score(rows, tuple(self.points.values()), share_of(self.trial))

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """The suitable candidates as indexes into the pool, best first inside each tier, tiers in order."""
        return in_order(self.sieve.trial, self._keys)

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        return keys_of(self.sieve.trial, self.scored, self.sieve.kept)

    @cached_property
    def ranked(self) -> Sequence[JudgedOption]:
        """The suitable candidates; the first `limit_explained` come with their sentences."""
        return Options(self, self.suitable.size, self._first, self.limit_explained)

    def _first(self, wanted: int) -> NDArray[np.intp]:
        """Return the first options in order, at least `wanted`: finding the top needs no whole order."""
        if wanted > self.limit_explained or "rows" in self.__dict__:
            return self.rows
        return self._explained_rows

    @cached_property
    def _explained_rows(self) -> NDArray[np.intp]:
        return in_order(self.sieve.trial, self._keys, self.limit_explained)

    @cached_property
    def not_suitable(self) -> Sequence[JudgedOption]:
        """The excluded candidates, each with the sentences of the rules that exclude it."""
        out = len(self.pool) - self.suitable.size
        return Options(self, out, lambda _: self._excluded_rows, 0)

    @cached_property
    def _excluded_rows(self) -> NDArray[np.intp]:
        out = np.flatnonzero(self.rules_broken)
        pool = self.pool
        key = pool.tier[out].astype(np.int64) << 8 | self.rules_broken[out]
        key = (key << 8 | self.sieve.first_rule[out]) << 40 | pool.place_in_order[out]
        key.sort()
        ordered: NDArray[np.intp] = pool.order[key & ((1 << 40) - 1)]
        return ordered

    @cached_property
    def counts_by_rule(self) -> Mapping[str, int]:
        """How many candidates each hard rule excludes first."""
        return self._counts(self.sieve.counts)

    def tier_counts(self, tier: Tier) -> TierCounts:
        """Return how one tier stands."""
        mine = self.sieve.first_rule[self.pool.tier == TIERS.index(tier)]
        found = np.bincount(mine, minlength=SUITABLE + 1)
        by_rule = self._counts({rule: int(found[rule]) for rule in range(len(self.lineup.hard))})
        return TierCounts(tier, mine.size, int(found[SUITABLE]), by_rule)

    def _counts(self, found: Mapping[int, int]) -> Mapping[str, int]:
        hard = enumerate(self.lineup.hard)
        return MappingProxyType({c.code: found[rule] for rule, c in hard if found.get(rule)})

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
        return self.options(np.array([index]), with_sentences=with_sentences)[0]

    def options(self, rows: NDArray[np.intp], *, with_sentences: bool) -> list[JudgedOption]:
        """Return candidates as options, in the order of `rows`, their indexes in the pool."""
        if not rows.size:
            return []
        matrix = self._verdicts_of(rows)
        broken = self._broken(matrix)
        findings = self._findings(rows, matrix, None if with_sentences else broken)
        codes = [c.code for c in self.criteria]
        named = VERDICT_OF.__getitem__
        made = []
        for index, column, out, said in zip(
            rows.tolist(), matrix.T.tolist(), broken, findings, strict=True
        ):
            verdicts = dict(zip(codes, map(named, column), strict=True))
            made.append(self._option(index, verdicts, out, said))
        return made

    def _broken(self, matrix: NDArray[np.uint8]) -> list[list[Criterion]]:
        """Return the hard rules that exclude each candidate of some columns of verdicts."""
        hard = matrix[[self.lineup.row[c.code] for c in self.lineup.hard]]
        if not (hard == NOT_MET).any():
            return [[]] * hard.shape[1]
        return [
            [c for c, code in zip(self.lineup.hard, column, strict=True) if code == NOT_MET]
            for column in hard.T.tolist()
        ]

    def _option(
        self,
        index: int,
        verdicts: dict[str, Verdict],
        broken: Sequence[Criterion],
        findings: tuple[Finding, ...],
    ) -> JudgedOption:
        facts = self.pool.candidates[index]
        miles = self._miles(index)
        low, high = self._ends(index, suitable=not broken)
        return JudgedOption(
            key=facts.key,
            reference=facts.reference,
            name=facts.name,
            tier=facts.tier,
            rank=None if broken else self._rank(index),
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
            findings=findings,
        )

    def _verdicts_of(self, rows: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the verdicts on some candidates, shape (criteria, rows): from the search where it knows."""
        if "matrix" in self.__dict__ or (self.sieve.first_rule[rows] != SUITABLE).any():
            return self.matrix[:, rows]
        found = np.empty((len(self.lineup), rows.size), dtype=np.uint8)
        among: NDArray[np.intp] | None = None
        at = rows
        for row, criterion in enumerate(self.criteria):
            asked, verdicts = self.sieve.said[criterion.code]
            if asked is not among:
                among, at = asked, rows if asked is None else np.searchsorted(asked, rows)
            found[row] = verdicts[at]
        return found

    def _findings(
        self,
        rows: NDArray[np.intp],
        matrix: NDArray[np.uint8],
        only: list[list[Criterion]] | None,
    ) -> Iterable[tuple[Finding, ...]]:
        """Return the findings on each candidate: of every criterion, or of `only` some for each."""
        trial, at = self.trial, rows
        if worth_narrowing(len(self.pool)):
            # What sentences look up is looked up for these alone.
            among = np.unique(rows)
            trial, at = trial.narrowed(among), np.searchsorted(among, rows)
            if (self.sieve.first_rule[among] == SUITABLE).all():
                asked = self.sieve.rows
                trial.reuse(
                    self.sieve.trial, among if asked is None else np.searchsorted(asked, among)
                )
        indexes, forms = at.tolist(), trial.pool.form[at].tolist()
        said = self._sayings
        if only is None:
            codes = matrix.tolist()
            return zip(
                *(
                    said[c.code].of(trial, indexes, codes[row], forms)
                    for row, c in enumerate(self.criteria)
                ),
                strict=True,
            )
        return [
            tuple(said[c.code].of(trial, [index], [NOT_MET], [form])[0] for c in broken)
            for index, form, broken in zip(indexes, forms, only, strict=True)
        ]

    @cached_property
    def _sayings(self) -> dict[str, Sayings]:
        return sayings(self.criteria, self.trial, self.points)

    def _miles(self, index: int) -> float:
        rows = self.sieve.rows
        if rows is None or self.sieve.first_rule[index] != SUITABLE:
            return float(self.trial.home_miles[index])
        return float(self.sieve.trial.home_miles[np.searchsorted(rows, index)])

    def _ends(self, index: int, *, suitable: bool) -> tuple[int, int]:
        at = int(np.searchsorted(self.suitable, index)) if suitable else index
        scores = self.scored if suitable else self.scores
        return int(scores.low[at]), int(scores.high[at])

    def _rank(self, index: int) -> int:
        """Return the rank of a suitable candidate inside its tier, from 1."""
        at = self._explained_at.get(index)
        if at is None:
            return int(self._ranks[index])
        return at - int(self._starts[self.pool.tier[index]]) + 1

    @cached_property
    def _explained_at(self) -> dict[int, int]:
        return {index: at for at, index in enumerate(self._explained_rows.tolist())}

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        """How many options stand before the first of each tier."""
        counts = np.bincount(self.pool.tier[self.suitable], minlength=len(TIERS))
        starts: NDArray[np.intp] = np.cumsum(counts) - counts
        return starts

    @cached_property
    def _ranks(self) -> NDArray[np.intp]:
        ranks = np.zeros(len(self.pool), dtype=np.intp)
        tiers = self.pool.tier[self.rows]
        ranks[self.rows] = np.arange(self.rows.size) - self._starts[tiers] + 1
        return ranks


def _who_may(broken: Sequence[Criterion]) -> Role | None:
    """Return who may set all the rules aside: nobody if one of them binds everybody."""
    roles = {c.overridable_by for c in broken}
    if not roles or None in roles:
        return None
    return Role.MANAGER if Role.MANAGER in roles else Role.OFFICER
