"""What the home must have or must not have: who lives there, bedrooms, access (product.md §3.2)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import HardRule, Support, years
from art_desktop.domain.matching.pool import AGENCY, HOUSEHOLD
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    SUPPORT,
    UNKNOWN,
    Verdicts,
    either,
    everywhere,
    if_asked,
    put,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import CarersWanted, Level, NeedCode, Verdict


class MustHave(HardRule):
    """A must-have of the needs profile that one fact of the household answers."""

    overridable_by = Role.MANAGER
    by_verdict = True
    answer: ClassVar[str]
    column: ClassVar[str]
    met: ClassVar[str]
    not_met: ClassVar[str]
    unclear: ClassVar[str]
    not_asked: ClassVar[str]

    @override
    def judge(self, trial: Trial) -> Verdicts:
        verdicts: Verdicts = getattr(trial.pool, self.column)
        return if_asked(verdicts, wanted=trial.wanted(self.answer))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            if trial.wanted(self.answer) is False:
                return self.not_asked
            return "This is asked of foster homes only."
        if verdict is Verdict.UNKNOWN and trial.wanted(self.answer) is None:
            return f"Not known whether it matters. {self.child_question}"
        return {Verdict.MET: self.met, Verdict.NOT_MET: self.not_met}.get(verdict, self.unclear)


class TwoCarers(MustHave):
    """Two carers, where the child needs two."""

    code = "two_carers"
    title = "Two carers"
    answer = "two_carers"
    answers = ("two_carers",)
    column = "two_carers"
    met = "There are two carers."
    not_met = "There is one carer, and two are needed."
    unclear = "It is not known how many carers there are."
    not_asked = "Two carers are not needed."
    child_question = "Does the child need two carers?"
    candidate_question = "How many carers are there?"


class SomeoneHome(MustHave):
    """Somebody at home in the day."""

    code = "someone_home"
    title = "Someone at home in the day"
    answer = "someone_home"
    answers = ("someone_home",)
    column = "someone_home"
    met = "Somebody is at home in the day."
    not_met = "Nobody is at home in the day, and somebody is needed."
    unclear = "It is not known whether somebody is at home in the day."
    not_asked = "Nobody needs to be at home in the day."
    child_question = "Does somebody need to be at home in the day?"
    candidate_question = "Is somebody at home in the day?"


class NoPets(MustHave):
    """No pets, or an allergy."""

    code = "no_pets"
    title = "No pets"
    answer = "no_pets"
    answers = ("no_pets",)
    column = "no_pets"
    met = "There are no pets."
    not_met = "There are pets, and the child must not live with any."
    unclear = "It is not known whether there are pets."
    not_asked = "Pets do not matter."
    child_question = "Is there an allergy to pets, or a fear of them?"
    candidate_question = "Are there pets?"


class NonSmoking(MustHave):
    """Nobody smokes."""

    code = "non_smoking"
    title = "Non-smoking"
    answer = "non_smoking"
    answers = ("non_smoking",)
    column = "no_smokers"
    met = "Nobody smokes."
    not_met = "Somebody smokes, and the home must be smoke-free."
    unclear = "It is not known whether somebody smokes."
    not_asked = "A smoke-free home was not asked for."
    child_question = "Must the home be smoke-free?"
    candidate_question = "Does anybody smoke?"


class GroundFloor(MustHave):
    """A bedroom on the ground floor."""

    code = "ground_floor"
    title = "Ground-floor bedroom"
    answer = "ground_floor"
    answers = ("ground_floor",)
    column = "ground_floor"
    met = "There is a bedroom on the ground floor."
    not_met = "There is no bedroom on the ground floor, and one is needed."
    unclear = "It is not known whether there is a bedroom on the ground floor."
    not_asked = "A bedroom on the ground floor is not needed."
    child_question = "Does the child need a bedroom on the ground floor?"
    candidate_question = "Is there a bedroom on the ground floor?"


class CarersOfOneSex(HardRule):
    """Only women, or only men, where the child's safety needs it."""

    code = "carers_sex"
    title = "Carers of one sex"
    by_verdict = True
    overridable_by = Role.MANAGER
    answers = ("carers_wanted",)
    child_question = "Must the carers be women only, or men only?"
    candidate_question = "Who are the carers?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        wanted = [s.needs.carers_wanted for s in trial.case.subjects]
        sure = np.zeros(trial.size, dtype=np.uint8)
        if CarersWanted.WOMEN_ONLY in wanted:
            sure = np.maximum(sure, trial.pool.women_only)
        if CarersWanted.MEN_ONLY in wanted:
            sure = np.maximum(sure, trial.pool.men_only)
        if None in wanted:
            # Either wish may still turn up, and no household meets both.
            homes = either(trial.pool.form == 2, NOT_APPLICABLE, UNKNOWN)
            sure = np.maximum(sure, homes)
        return sure

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        wanted = {s.needs.carers_wanted for s in trial.case.subjects}
        words = " and ".join(w.words.lower() for w in CarersWanted if w in wanted)
        if verdict is Verdict.NOT_APPLICABLE:
            return "Carers of either sex will do."
        if verdict is Verdict.MET:
            return f"The carers are as asked ({words})."
        if verdict is Verdict.NOT_MET:
            return f"The carers are not as asked ({words})."
        if None in wanted:
            return f"Not known whether it matters. {self.child_question}"
        return "It is not known who all the carers are."


class NoOtherChildren(HardRule):
    """No other child lives there. Brothers and sisters do not count."""

    code = "no_other_children"
    title = "No other children"
    overridable_by = Role.MANAGER
    answers = ("no_other_children",)
    child_question = "Must the child be the only one?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        verdicts = either(trial.has_others, NOT_MET, MET)
        verdicts = _outside(trial, verdicts, home=UNKNOWN)
        return if_asked(verdicts, wanted=trial.wanted("no_other_children"))

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        return trial.household(index) is not None, len(trial.others_of(index))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "Other children may live there."
        count = len(trial.others_of(index))
        if verdict is Verdict.MET:
            return "No other child lives there."
        if verdict is Verdict.NOT_MET:
            return f"The child must be the only one; {_who_live(count)} there."
        if trial.household(index) is None:
            return "Not known: ask the provider who lives there."
        return f"Not known whether it matters ({_who_live(count)} there). {self.child_question}"


class NoYoungerChildren(HardRule):
    """Nobody younger lives there. Brothers and sisters do not count."""

    code = "no_younger_children"
    title = "No younger children"
    overridable_by = Role.MANAGER
    answers = ("no_younger_children",)
    child_question = "Must nobody younger live there?"
    candidate_question = "How old are the children who live there?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst = np.zeros(trial.size, dtype=np.uint8)
        for subject in trial.case.subjects:
            wanted = subject.needs.no_younger_children
            if wanted is False:
                continue
            if subject.age_months is None:
                verdicts = either(trial.has_others, UNKNOWN, MET)
            else:
                verdicts = either(trial.age_unclear, UNKNOWN, MET)
                put(verdicts, trial.aged(trial.others, 0, subject.age_months - 1), NOT_MET)
            verdicts = if_asked(_outside(trial, verdicts, home=UNKNOWN), wanted=wanted)
            worst = np.maximum(worst, verdicts)
        return worst

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "Younger children may live there."
        if verdict is Verdict.MET:
            return "No younger child lives there."
        ages = [r.age_months for r in trial.others_of(index)]
        youngest = years(min((a for a in ages if a is not None), default=None))
        if verdict is Verdict.NOT_MET:
            return f"Nobody younger may live there, and the youngest is {youngest}."
        if trial.household(index) is None:
            return "Not known: ask the provider who lives there."
        if trial.wanted("no_younger_children") is None:
            return f"Not known whether it matters (youngest: {youngest}). {self.child_question}"
        return "The ages of the children who live there are not all known."


class OwnBedroom(HardRule):
    """A free bedroom for each child who needs one, and one for each two of the others."""

    code = "own_bedroom"
    title = "A bedroom of their own"
    source = "Matching policy; Fostering NMS 2011, standard 10"
    overridable_by = Role.MANAGER
    answers = ("own_bedroom",)
    child_question = "Does the child need a bedroom of their own?"
    candidate_question = "How many bedrooms are free?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        wishes = [s.needs.own_bedroom for s in trial.case.subjects]
        certain, possible = sum(w is True for w in wishes), sum(w is not False for w in wishes)
        if possible == 0:
            return everywhere(trial.size, NOT_APPLICABLE)
        rooms = trial.pool.free_bedrooms
        least = self._rooms(certain, len(wishes)) if certain else 0
        verdicts = either(rooms >= self._rooms(possible, len(wishes)), MET, UNKNOWN)
        put(verdicts, (rooms >= 0) & (rooms < least), NOT_MET)
        return _outside(trial, verdicts, home=MET)

    @staticmethod
    def _rooms(own: int, children: int) -> int:
        return own + (children - own + 1) // 2

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.household(index)
        return () if facts is None else (facts.free_bedrooms,)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.household(index)
        if verdict is Verdict.NOT_APPLICABLE:
            return "A bedroom may be shared."
        if facts is None:
            if verdict is Verdict.MET:
                return "A registered home gives each child a bedroom."
            return "Not known: ask the agency about the household it offers."
        if facts.free_bedrooms is None:
            return "It is not known how many bedrooms are free."
        rooms = (
            "1 bedroom is free" if facts.free_bedrooms == 1 else f"{facts.free_bedrooms} are free"
        )
        if verdict is Verdict.MET:
            return f"A bedroom of their own: {rooms}."
        if verdict is Verdict.NOT_MET:
            return f"A bedroom of their own is needed, and too few are free ({rooms})."
        return f"Not known whether bedrooms would do ({rooms}). {self.child_question}"


class Accessible(HardRule):
    """The home can be lived in with the child's mobility: step-free, with a bedroom on the ground floor."""

    code = "accessible"
    title = "Accessible"
    by_verdict = True
    overridable_by = Role.MANAGER
    answers = ("levels.sensory",)
    child_question = "Does the child have a sensory or mobility need?"
    candidate_question = "Is the home step-free, and is there a bedroom on the ground floor?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        level = trial.level(NeedCode.SENSORY)
        if level in {Level.NONE, Level.SOME}:
            return everywhere(trial.size, NOT_APPLICABLE)
        both = np.maximum(trial.pool.ground_floor, trial.pool.step_free)
        both = either(trial.pool.form == HOUSEHOLD, both, UNKNOWN)
        if level is None:
            return np.minimum(both, np.uint8(UNKNOWN))
        if level is Level.SIGNIFICANT:
            return either(both == NOT_MET, SUPPORT, both)
        return both

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.MET:
            return "The home is step-free and has a bedroom on the ground floor."
        if verdict is Verdict.NOT_MET:
            return "The child's mobility needs a step-free home with a ground-floor bedroom."
        if verdict is Verdict.SUPPORT:
            return "Not step-free throughout: equipment or adaptations would be needed."
        if verdict is Verdict.NOT_APPLICABLE:
            return "No sensory or mobility need that asks for an accessible home."
        if trial.level(NeedCode.SENSORY) is None:
            return f"Not known whether it matters. {self.child_question}"
        return "It is not known whether the home is step-free with a ground-floor bedroom."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.ADAPTATION,) if verdict is Verdict.SUPPORT else ()


def _outside(trial: Trial, verdicts: Verdicts, *, home: int) -> Verdicts:
    """Return the verdicts with agencies not known and homes as given."""
    form = trial.pool.form
    if not trial.outside.size:
        return verdicts
    other = either(form == AGENCY, UNKNOWN, home)
    return either(form == HOUSEHOLD, verdicts, other)


def _who_live(count: int) -> str:
    return "1 other child lives" if count == 1 else f"{count or 'no'} other children live"
