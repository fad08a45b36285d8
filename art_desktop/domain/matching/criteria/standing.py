"""Whether a household may be asked at all: approved, not on hold, reviewed, checked, kept for us."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from functools import lru_cache

from typing_extensions import override

from art_desktop.domain.matching.criteria.base import HardRule
from art_desktop.domain.matching.policy import REVIEW_GRACE_DAYS
from art_desktop.domain.matching.pool import AGENCY, HOUSEHOLD, Ints
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    Verdicts,
    either,
    everywhere,
    met_where,
    put,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import HoldReason, Verdict


def _of_households(trial: Trial, verdicts: Verdicts) -> Verdicts:
    """Return the verdicts on households; an agency's carers are not known, a home is not asked."""
    form = trial.pool.form
    if not trial.outside.size:
        return verdicts
    other = either(form == AGENCY, UNKNOWN, NOT_APPLICABLE)
    return either(form == HOUSEHOLD, verdicts, other)


def _in_date(trial: Trial, due: Ints, on: int) -> Verdicts:
    verdicts = met_where(due >= on)
    put(verdicts, due < 0, UNKNOWN)
    return _of_households(trial, verdicts)


class Active(HardRule):
    """The household's approval stands."""

    code = "active"
    title = "Approved and active"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        return trial.pool.active

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.household(index)
        return None if facts is None else facts.status

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if facts is None:
            return "This is asked of single households only."
        if verdict is Verdict.MET:
            return "The household is approved and active."
        return f"The household cannot be used: {facts.status.words.lower()}."


class NoAllegation(HardRule):
    """No allegation is being looked into. Nobody may set this aside."""

    code = "no_allegation"
    title = "No allegation being looked into"
    by_verdict = True
    source = "Matching policy; S003 §14"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        held = trial.held({HoldReason.ALLEGATION})
        return _of_households(trial, met_where(~held))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_MET:
            return "An allegation is being looked into; no child is placed until it is settled."
        if verdict is Verdict.UNKNOWN:
            return "Not known: ask the agency about the household it offers."
        return "No allegation is being looked into."


class NotOnHold(HardRule):
    """The household is not taking a break, ill, moving, or kept for somebody else."""

    code = "not_on_hold"
    title = "Not on hold"
    overridable_by = Role.MANAGER

    _REASONS = frozenset(HoldReason) - {HoldReason.ALLEGATION}

    @override
    def judge(self, trial: Trial) -> Verdicts:
        held = trial.held(self._REASONS)
        return _of_households(trial, met_where(~held))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if facts is None or verdict is Verdict.UNKNOWN:
            return "Not known: ask the agency about the household it offers."
        if verdict is Verdict.MET:
            return "The household is not on hold on the day."
        reasons = [h.reason.words.lower() for h in facts.holds if h.places is None]
        return f"The household is on hold on the day: {', '.join(dict.fromkeys(reasons))}."


class ReviewInDate(HardRule):
    """The annual review is not overdue beyond what the policy allows."""

    code = "review_in_date"
    title = "Annual review not overdue"
    source = "Matching policy"
    overridable_by = Role.MANAGER
    candidate_question = "When is the household's annual review due?"

    def _grace(self, trial: Trial) -> timedelta:
        return timedelta(days=int(trial.policy.number(REVIEW_GRACE_DAYS)))

    @override
    def judge(self, trial: Trial) -> Verdicts:
        on = trial.case.needed_on - self._grace(trial)
        return _in_date(trial, trial.pool.review_due, on.toordinal())

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.household(index)
        return () if facts is None else (facts.review_due_on,)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if facts is None or facts.review_due_on is None:
            return "It is not known when the annual review is due."
        due = _shown(facts.review_due_on)
        if verdict is Verdict.NOT_MET:
            return (
                f"The annual review was due on {due}, more than "
                f"{self._grace(trial).days} days before the day the home is needed."
            )
        if facts.review_due_on < trial.case.needed_on:
            return f"The annual review was due on {due}: late, but inside what the policy allows."
        return f"The annual review is due on {due}."


class ChecksInDate(HardRule):
    """The carers' checks are in date on the day."""

    code = "checks_in_date"
    title = "Carers' checks in date"
    overridable_by = Role.MANAGER
    candidate_question = "When do the carers' checks run out?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        return _in_date(trial, trial.pool.checks_due, trial.case.needed_on.toordinal())

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.household(index)
        return () if facts is None else (facts.checks_due_on,)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if facts is None or facts.checks_due_on is None:
            return "It is not known when the carers' checks run out."
        due = _shown(facts.checks_due_on)
        if verdict is Verdict.NOT_MET:
            return f"The carers' checks ran out on {due}, before the home is needed."
        return f"The carers' checks are in date until {due}."


class KeptForCouncil(HardRule):
    """A household kept for one council's children takes another's only where that was agreed."""

    code = "kept_for_council"
    title = "Open to this council's children"
    by_verdict = True
    source = "Matching policy; S003 §6.1.4"
    overridable_by = Role.MANAGER

    @override
    def judge(self, trial: Trial) -> Verdicts:
        case = trial.case
        pool = trial.pool
        if not pool.kept_for_council.any():
            return everywhere(trial.size, NOT_APPLICABLE)
        ours = not case.searching_council or case.searching_council == case.council_code
        verdicts = either(pool.kept_for_council, MET if ours else NOT_MET, NOT_APPLICABLE)
        for council in pool.kept_for.words():
            if council:
                rows = pool.kept_for.having(council)
                mine = rows[pool.kept_for_council[rows]]
                verdicts[mine] = MET if council == case.council_code.casefold() else NOT_MET
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_MET:
            return (
                "The household is kept for another council's children, and the commissioning lead "
                "has not agreed otherwise."
            )
        if verdict is Verdict.MET:
            return "The household is kept for this council's children."
        return "The household is open to any council's children."


@lru_cache(maxsize=2048)
def _shown(day: date) -> str:
    return f"{day:%d %b %Y}".lstrip("0")
