"""Outside providers: registered, of a grade the policy takes, contracted, not suspended."""

from __future__ import annotations

from typing_extensions import override

from art_desktop.domain.matching.criteria.base import HardRule
from art_desktop.domain.matching.facts import HomeFacts
from art_desktop.domain.matching.policy import WORST_GRADE
from art_desktop.domain.matching.pool import GRADES
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    NOT_APPLICABLE,
    UNKNOWN,
    Verdicts,
    met_where,
    put,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Grade, Verdict

_IN_HOUSE = "In-house: no provider is involved."


class Registered(HardRule):
    """Ofsted's registration stands. Nobody may set this aside."""

    code = "registered"
    title = "Registered with Ofsted"
    by_verdict = True
    source = "Care Standards Act 2000 s11"
    candidate_question = "Is the registration active?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        return trial.pool.registered

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "The registration is active.",
            Verdict.NOT_MET: "The registration is not active; no child may be placed here.",
            Verdict.UNKNOWN: "It is not known whether the registration is active.",
        }.get(verdict, _IN_HOUSE)


class GradeTaken(HardRule):
    """The latest inspection grade is one the policy takes."""

    code = "grade"
    title = "Inspection grade"
    overridable_by = Role.MANAGER
    candidate_question = "What was the latest inspection grade?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        grade = trial.pool.grade
        verdicts = met_where(grade < int(trial.policy.number(WORST_GRADE)))
        put(verdicts, grade == 254, UNKNOWN)
        put(verdicts, grade == 255, NOT_APPLICABLE)
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.facts(index)
        if verdict is Verdict.NOT_APPLICABLE or facts.provider is None:
            return _IN_HOUSE
        own = isinstance(facts, HomeFacts) and facts.home_id is not None
        grade = facts.grade if own and isinstance(facts, HomeFacts) else facts.provider.grade
        if grade is None:
            return "There is no inspection grade yet."
        if verdict is Verdict.MET:
            return f"Latest inspection: {grade.words}."
        worst: Grade = GRADES[int(trial.policy.number(WORST_GRADE)) - 1]
        return f"Latest inspection: {grade.words}; the policy asks for {worst.words} or better."


class NotSuspended(HardRule):
    """The council has not suspended placements with the provider."""

    code = "not_suspended"
    title = "Not suspended"
    by_verdict = True
    overridable_by = Role.MANAGER

    @override
    def judge(self, trial: Trial) -> Verdicts:
        return trial.pool.not_suspended

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "Placements with the provider are not suspended.",
            Verdict.NOT_MET: "The council has suspended placements with this provider.",
        }.get(verdict, _IN_HOUSE)


class Contracted(HardRule):
    """On the framework lot, or a recorded spot purchase."""

    code = "contracted"
    title = "On the framework, or a recorded spot purchase"
    by_verdict = True
    source = "Matching policy; S004 2.2.5 to 2.2.8"
    overridable_by = Role.MANAGER

    @override
    def judge(self, trial: Trial) -> Verdicts:
        return trial.pool.contracted

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "On the framework, or a spot purchase is recorded.",
            Verdict.NOT_MET: "Not on the framework, and no spot purchase is recorded.",
        }.get(verdict, _IN_HOUSE)
