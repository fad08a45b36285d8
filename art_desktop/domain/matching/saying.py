"""What a criterion says of a candidate in words, made once where it is the same for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from art_desktop.domain.matching.criteria.base import Ask, Criterion, Support
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import BY_CODE, NOT_APPLICABLE, SUPPORT, UNKNOWN
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Verdict


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


class Sayings:
    """The sentences of one criterion in one search.

    `weight`: what it weighs in hundredths, 0 for a hard rule.
    """

    def __init__(self, criterion: Criterion, trial: Trial, weight: int) -> None:
        self._criterion = criterion
        self._whole = trial.whole
        self._weight = weight
        self._kept: dict[tuple[int, int], Finding] = {}
        self._shared_ask: Ask | None = None
        self._ask_is_known = False

    def of(
        self, trial: Trial, at: Sequence[int], codes: Sequence[int], forms: Sequence[int]
    ) -> list[Finding]:
        """Return a finding for each candidate.

        Args: trial: the trial or a part of it. at: indexes into its pool. codes: the verdicts, as
        numbers. forms: what the candidates are, household, agency or home.
        """
        kept = self._kept
        # Why a question is not asked never depends on more than the form of the candidate.
        same = {NOT_APPLICABLE}
        if self._criterion.by_verdict:
            same = {0, 1, 2, 3, 4}
            if not self._criterion.candidate_question:
                same.discard(UNKNOWN)
        found = []
        for index, code, form in zip(at, codes, forms, strict=True):
            if code in same:
                finding = kept.get((code, form))
                if finding is None:
                    finding = kept[code, form] = self._new(trial, index, code)
            else:
                finding = self._new(trial, index, code)
            found.append(finding)
        return found

    def _new(self, trial: Trial, index: int, code: int) -> Finding:
        criterion = self._criterion
        verdict = BY_CODE[code]
        return Finding(
            criterion.code,
            criterion.title,
            criterion.source,
            criterion.hard,
            criterion.overridable_by,
            verdict,
            criterion.explain(trial, index, verdict),
            criterion.supports(trial, index, verdict) if code == SUPPORT else (),
            self._weight,
            self._ask(trial, index) if code == UNKNOWN else None,
        )

    def _ask(self, trial: Trial, index: int) -> Ask:
        # What is not known of the children is the same question for every candidate; and so is what
        # is not known of the candidate, where the criterion words it for all.
        criterion = self._criterion
        if not self._ask_is_known:
            self._ask_is_known = True
            plain = criterion.candidate_question and type(criterion).ask is Criterion.ask
            if plain or criterion.open_answer(self._whole):
                self._shared_ask = criterion.ask(trial, index)
        return self._shared_ask or criterion.ask(trial, index)


def sayings(
    criteria: Sequence[Criterion], trial: Trial, points: Mapping[str, int]
) -> dict[str, Sayings]:
    """Return the sentences of each criterion, by code."""
    return {c.code: Sayings(c, trial, points.get(c.code, 0)) for c in criteria}
