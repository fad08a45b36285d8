"""What a criterion says of a candidate in words, made once where it is the same for many."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, NamedTuple

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


_EVERY: Final = frozenset(range(len(BY_CODE)))
_KNOWN: Final = _EVERY - {UNKNOWN}
_NOT_ASKED: Final = frozenset({NOT_APPLICABLE})


class Sayings:
    """The sentences of one criterion in one search.

    `weight`: what it weighs in hundredths, 0 for a hard rule.
    """

    def __init__(self, criterion: Criterion, trial: Trial, weight: int) -> None:
        self._criterion = criterion
        self._whole = trial.whole
        self._weight = weight
        self._kept: dict[Hashable, Finding] = {}
        self._head = (
            criterion.code,
            criterion.title,
            criterion.source,
            criterion.hard,
            criterion.overridable_by,
        )
        # Why a question is not asked never depends on more than the form of the candidate.
        self._same = _NOT_ASKED
        if criterion.by_verdict:
            self._same = _EVERY if criterion.candidate_question else _KNOWN
        self._reads_little = type(criterion).reads is not Criterion.reads
        # A question that names the candidate is each candidate's own.
        self._asks_the_same = bool(criterion.candidate_question)
        self._shared_ask: Ask | None = None
        self._ask_is_known = False

    def of(
        self, trial: Trial, at: Sequence[int], codes: Sequence[int], forms: Sequence[int]
    ) -> list[Finding]:
        """Return a finding for each candidate.

        Args: trial: the trial or a part of it. at: indexes into its pool. codes: the verdicts, as
        numbers. forms: what the candidates are, household, agency or home.
        """
        same, kept = self._same, self._kept
        if same.issuperset(codes):
            if len(at) > 1 and min(codes) == max(codes) and min(forms) == max(forms):
                return self.of(trial, at[:1], codes[:1], forms[:1]) * len(at)
            reads = None
        else:
            reads = self._criterion.reads if self._reads_little else None
        found = []
        for index, code, form in zip(at, codes, forms, strict=True):
            key: Hashable | None = None
            if code in same:
                key = code, form
            elif reads is not None and (code != UNKNOWN or self._asks_the_same):
                read = reads(trial, index)
                key = None if read is None else (code, form, read)
            if key is None:
                found.append(self._new(trial, index, code))
                continue
            finding = kept.get(key)
            if finding is None:
                finding = kept[key] = self._new(trial, index, code)
            found.append(finding)
        return found

    def _new(self, trial: Trial, index: int, code: int) -> Finding:
        criterion = self._criterion
        verdict = BY_CODE[code]
        return Finding(
            *self._head,
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
