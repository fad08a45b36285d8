"""Whether a household said it can be called on that day: Link short breaks, duty and same-day starts."""

from __future__ import annotations

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, HardRule
from art_desktop.domain.matching.pool import AGENCY, CALLS, HOUSEHOLD
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    Verdicts,
    either,
    everywhere,
    put,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import AvailabilityKind, RequestKind, Urgency, Verdict


def _called_on(trial: Trial, *kinds: AvailabilityKind) -> Verdicts:
    """Return whether each household can be called on for one of `kinds`; not known where no day was named."""
    bits = np.uint8(sum(1 << CALLS.index(kind) for kind in kinds))
    pool = trial.pool
    verdicts = np.full(trial.size, UNKNOWN, dtype=np.uint8)
    put(verdicts, (pool.days_named & bits) != 0, NOT_MET)
    put(verdicts, (pool.on_call & bits) != 0, MET)
    other = either(pool.form == AGENCY, UNKNOWN, NOT_APPLICABLE)
    return either(pool.form == HOUSEHOLD, verdicts, other)


class LinkAvailable(HardRule):
    """A Link household that has named its days is asked for short breaks on those days only."""

    code = "link_available"
    title = "Link day named"
    by_verdict = True
    source = "Matching policy"
    overridable_by = Role.MANAGER
    candidate_question = "Can the household take a short break on the day?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        if trial.case.kind is not RequestKind.SHORT_BREAK:
            return everywhere(trial.size, NOT_APPLICABLE)
        return _called_on(trial, AvailabilityKind.LINK)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "This is asked of foster homes, for short breaks only."
        return {
            Verdict.MET: "The household has named the day for Link short breaks.",
            Verdict.NOT_MET: "The household has named days for Link short breaks, not this one.",
        }.get(verdict, "The household has named no days for short breaks: ask.")


class OnCall(Criterion):
    """Tonight: the household is on duty, or on the list for a same-day start."""

    code = "on_call"
    title = "On duty or on call that day"
    by_verdict = True
    source = "Matching policy"
    candidate_question = "Can the household take a child the same day?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        if trial.case.urgency is Urgency.PLANNED:
            return everywhere(trial.size, NOT_APPLICABLE)
        return _called_on(trial, AvailabilityKind.DUTY, AvailabilityKind.EMERGENCY)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "This is asked of foster homes, for urgent requests only."
        return {
            Verdict.MET: "The household is on duty, or on the list for a same-day start.",
            Verdict.NOT_MET: "The household is on duty, or on call, on other days.",
        }.get(verdict, "The household has not said on which days it can be called on.")
