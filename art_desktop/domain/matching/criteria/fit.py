"""How well life in the home fits: siblings, age group, the carers' own children, length, interests, record, load."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, Support
from art_desktop.domain.matching.pool import AGENCY, HOME
from art_desktop.domain.matching.trial import Trial, any_of, how_many
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    SUPPORT,
    UNKNOWN,
    Verdicts,
    everywhere,
    met_where,
    put,
    raise_to,
)
from art_desktop.domain.matching.words import interest_words
from art_desktop.domain.vocabulary import Level, Together, Verdict


class SiblingsTogether(Criterion):
    """Brothers and sisters live together: all of this case, or with one who already lives there."""

    code = "siblings_together"
    title = "Brothers and sisters together"
    by_verdict = True
    source = "Children Act 1989 s22C(8)(c)"
    answers = ("together",)
    child_question = "Are the brothers and sisters to live together?"
    candidate_question = "How many places are free on the day?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        case = trial.case
        together = case.together
        if together is Together.APART:
            return everywhere(trial.size, NOT_APPLICABLE)
        if len(case.subjects) > 1:
            need = len(case.subjects)
            verdicts = met_where(trial.free >= need)
            homes = trial.outside
            free = trial.pool.home_free[homes]
            settled = met_where(free >= need)
            put(settled, free < 0, UNKNOWN)
            verdicts[homes] = settled
            return verdicts
        if not trial.some_sibling:
            return everywhere(trial.size, NOT_APPLICABLE)
        return met_where(trial.has_sibling, UNKNOWN if together is None else NOT_MET)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if len(trial.case.subjects) > 1:
            return {
                Verdict.MET: "All the brothers and sisters can live here together.",
                Verdict.NOT_MET: "There is no place for all the brothers and sisters together.",
                Verdict.UNKNOWN: "Not known whether all the brothers and sisters can live here.",
            }.get(verdict, "The brothers and sisters are to live apart.")
        return {
            Verdict.MET: "A brother or sister already lives here.",
            Verdict.NOT_MET: "A brother or sister lives in another of these homes.",
            Verdict.UNKNOWN: f"A brother or sister lives elsewhere. {self.child_question}",
        }.get(verdict, "No brother or sister lives with any of these households.")


class AgeExperience(Criterion):
    """The carers have looked after children of about this age."""

    code = "age_experience"
    title = "Experience with the age group"
    by_verdict = True
    reads_age = True
    source = "Matching policy"
    child_question = "How old is the child?"
    candidate_question = "Which ages have the carers looked after?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst = np.zeros(trial.size, dtype=np.uint8)
        held = trial.pool.experience
        for subject in trial.case.subjects:
            if subject.age_months is None:
                return everywhere(trial.size, UNKNOWN)
            age = subject.age_months // 12
            near, wider = _ages(age, 1), _ages(age, 3)
            # NOT_MET 4, two less within three years, one less again within one.
            verdicts = np.uint8(NOT_MET) - ((held & wider) != 0).view(np.uint8) * np.uint8(
                NOT_MET - SUPPORT
            )
            verdicts -= ((held & near) != 0).view(np.uint8)
            np.maximum(worst, verdicts, out=worst)
        worst[trial.pool.experience_unknown] = UNKNOWN
        put(worst, trial.pool.form == HOME, NOT_APPLICABLE)
        return worst

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "The carers have looked after children of this age.",
            Verdict.SUPPORT: "The carers have looked after children a little older or younger.",
            Verdict.NOT_MET: "The carers have not looked after children of about this age.",
            Verdict.NOT_APPLICABLE: "This is asked of foster homes only.",
        }.get(verdict, "It is not known which ages the carers have looked after.")

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.MENTORING,) if verdict is Verdict.SUPPORT else ()


def _ages(age: int, spread: int) -> np.uint32:
    return np.uint32(sum(1 << a for a in range(max(age - spread, 0), age + spread + 1)))


_CLOSE: Final = 24
"""Own children fewer months apart than this are close in age."""


class HouseholdMakeUp(Criterion):
    """None of the carers' own children is within two years of the child's age."""

    code = "make_up"
    title = "Make-up of the household"
    reads_age = True
    source = "Matching policy: household make-up"
    child_question = "How old is the child?"
    candidate_question = "How old are the carers' own children?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        if any(s.age_months is None for s in trial.case.subjects):
            return everywhere(trial.size, UNKNOWN)
        verdicts = np.full(trial.size, MET, dtype=np.uint8)
        for subject in trial.case.subjects:
            if subject.age_months is not None:
                low, high = subject.age_months - _CLOSE + 1, subject.age_months + _CLOSE - 1
                put(verdicts, trial.aged(trial.own_children, low, high), SUPPORT)
        if trial.pool.residents.age_unclear:
            own = trial.own_children & (trial.pool.residents.age == -1)
            raise_to(verdicts, any_of(own), UNKNOWN)
        return _agency_unknown(trial, verdicts)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.MET:
            return "No child of the carers is close to this age."
        if verdict is Verdict.SUPPORT:
            own = [r.age_months for r in trial.others_of(index) if not r.is_fostered]
            gap = min(
                abs(age - s.age_months)
                for age in own
                for s in trial.case.subjects
                if age is not None and s.age_months is not None
            )
            return f"A child of the carers is within two years of this age ({gap} months)."
        if verdict is Verdict.NOT_APPLICABLE:
            return "This is asked of foster homes only."
        return "The ages of the carers' own children, or of the child, are not known."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.IN_HOME,) if verdict is Verdict.SUPPORT else ()


class LengthFits(Criterion):
    """The household can care for as long as is expected."""

    code = "length"
    title = "Expected length"
    answers = ("expected_weeks",)
    child_question = "How long is the placement expected to last?"
    candidate_question = "For how long can the carers look after a child?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        weeks = [s.needs.expected_weeks for s in trial.case.subjects]
        if None in weeks:
            return everywhere(trial.size, UNKNOWN)
        longest = max(w for w in weeks if w is not None)
        offers = trial.pool.expects_weeks
        verdicts = met_where(offers >= longest)
        put(verdicts, offers < 0, UNKNOWN)
        return _agency_unknown(trial, verdicts)

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.household(index)
        return () if facts is None else (facts.expects_up_to_weeks,)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if verdict is Verdict.NOT_APPLICABLE:
            return "This is asked of foster homes only."
        if facts is None or facts.expects_up_to_weeks is None:
            return "It is not known for how long the carers can look after a child."
        if verdict is Verdict.UNKNOWN:
            return f"Not known. {self.child_question}"
        longest = max(s.needs.expected_weeks or 0 for s in trial.case.subjects)
        offers = facts.expects_up_to_weeks
        if verdict is Verdict.MET:
            return f"The carers can look after a child for the {longest} weeks expected."
        return f"The carers expect up to {offers} weeks; {longest} are expected."


class InterestsShared(Criterion):
    """A hint: words in common between what the child likes and what the household enjoys."""

    code = "interests"
    title = "Interests in common (a hint)"
    answers = ("likes", "good_at")

    def _words(self, trial: Trial) -> list[str]:
        text = " ".join(
            f"{s.needs.likes or ''} {s.needs.good_at or ''}" for s in trial.case.subjects
        )
        return list(interest_words(text))

    @override
    def judge(self, trial: Trial) -> Verdicts:
        found = [trial.pool.interests.having(word) for word in self._words(trial)]
        rows = [r for r in found if r.size]
        if not rows:
            return everywhere(trial.size, NOT_APPLICABLE)
        # No words in common says nothing, so that it is left out and never counted as not met.
        verdicts = np.full(trial.size, NOT_APPLICABLE, dtype=np.uint8)
        for shared in rows:
            verdicts[shared] = MET
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if verdict is not Verdict.MET or facts is None:
            return "Nothing in common found in the words; ask, it is only a hint."
        held = set(interest_words(facts.interests or ""))
        shared = ", ".join(word for word in self._words(trial) if word in held)
        return f"Both write of: {shared}. A hint, from the words alone."


class RecordSustained(Criterion):
    """The share of past placements that ended as planned: four of five, or half with help."""

    code = "record"
    title = "Record of placements sustained"
    source = "Matching policy"
    candidate_question = "How have past placements ended?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        pool = trial.pool
        planned, unplanned = pool.planned_endings, pool.unplanned_endings
        total = planned + unplanned
        # NOT_MET 4; two less where half were planned, one less again where four of five were.
        verdicts = np.uint8(NOT_MET) - (2 * planned >= total).view(np.uint8) * np.uint8(2)
        verdicts -= (5 * planned >= 4 * total).view(np.uint8)
        put(verdicts, total < 2, NOT_APPLICABLE)
        put(verdicts, (planned < 0) | (unplanned < 0), UNKNOWN)
        return _agency_unknown(trial, verdicts)

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.household(index)
        return () if facts is None else (facts.planned_endings, facts.unplanned_endings)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if facts is None or facts.planned_endings is None or facts.unplanned_endings is None:
            return "It is not known how past placements ended."
        total = facts.planned_endings + facts.unplanned_endings
        if verdict is Verdict.NOT_APPLICABLE:
            return "Too few placements have ended to say anything."
        return f"{facts.planned_endings} of {total} past placements ended as planned."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.IN_HOME,) if verdict is Verdict.SUPPORT else ()


class LoadCarried(Criterion):
    """What the household already carries: each placed child counts one, with a complex need two."""

    code = "load"
    title = "What the household already carries"
    source = "Matching policy: how much the household carries already"
    candidate_question = "Who is placed there, and what do they need?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        residents = trial.pool.residents
        there = residents.fostered & trial.staying
        load = trial.fostered + how_many(there & residents.complex)
        # MET up to one, SUPPORT up to two, else NOT_MET.
        verdicts = (load > 1).view(np.uint8) + np.uint8(MET)
        verdicts += (load > 2).view(np.uint8) * np.uint8(NOT_MET - SUPPORT)
        return _agency_unknown(trial, verdicts)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.UNKNOWN:
            return "Not known: ask the agency who lives in the household it offers."
        if verdict is Verdict.NOT_APPLICABLE:
            return "This is asked of foster homes only."
        facts = trial.household(index)
        there = [r for r in facts.residents if r.is_fostered and trial.stays(r)] if facts else []
        hard = sum(Level.COMPLEX in r.levels.values() for r in there)
        if not there:
            return "No child is placed there now."
        words = "1 child is" if len(there) == 1 else f"{len(there)} children are"
        return f"{words} placed there, {hard or 'none'} with complex needs."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.RESPITE,) if verdict is Verdict.SUPPORT else ()


def _agency_unknown(trial: Trial, verdicts: Verdicts) -> Verdicts:
    """Return the verdicts with agencies not known and homes not asked."""
    form = trial.pool.form
    if trial.outside.size:
        put(verdicts, form == AGENCY, UNKNOWN)
        put(verdicts, form == HOME, NOT_APPLICABLE)
    return verdicts
