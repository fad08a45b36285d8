"""Ways to communicate, cultural needs that have to be met, and a home that can be adapted."""

from __future__ import annotations

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, Support
from art_desktop.domain.matching.pool import HOME
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
)
from art_desktop.domain.matching.words import folded, is_no_faith
from art_desktop.domain.needs import Needs
from art_desktop.domain.vocabulary import Communication, CulturalNeed, Skill, Verdict

_STANDARD = "Placements Data Standard v2"
_SIGNED = {Communication.BSL: "british sign language", Communication.MAKATON: "makaton"}


class CommunicationShared(Criterion):
    """The carers can communicate as the child does: sign, Makaton, or the child's own language."""

    code = "communication"
    by_verdict = True
    title = "Communicates as the child does"
    source = _STANDARD
    answers = ("communication",)
    child_question = "How must carers be able to communicate with the child?"
    candidate_question = "Which languages and ways to sign are used in the home?"

    @override
    def open_answer(self, trial: Trial) -> tuple[int, str] | None:
        found = super().open_answer(trial)
        if found is not None:
            return found
        for child, subject in enumerate(trial.case.subjects):
            said = subject.needs
            if Communication.ESOL in (said.communication or ()) and said.first_language is None:
                return child, "first_language"
        return None

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst: Verdicts = everywhere(trial.size, NOT_APPLICABLE)
        for subject in trial.case.subjects:
            ways = subject.needs.communication
            if ways is None:
                worst = np.maximum(worst, np.uint8(UNKNOWN))
            for way in ways or ():
                worst = np.maximum(worst, self._of_way(trial, way, subject.needs))
        return worst

    @staticmethod
    def _of_way(trial: Trial, way: Communication, needs: Needs) -> Verdicts:
        pool = trial.pool
        if way is Communication.OTHER:
            # Only words say which: it has to be asked.
            return everywhere(trial.size, UNKNOWN)
        if way is Communication.ESOL:
            if needs.first_language is None:
                return everywhere(trial.size, UNKNOWN)
            if folded(needs.first_language) in {"", "english"}:
                return everywhere(trial.size, NOT_APPLICABLE)
            verdicts = np.full(trial.size, SUPPORT, dtype=np.uint8)
            verdicts[pool.languages.unknown] = UNKNOWN
            verdicts[pool.languages.having(needs.first_language)] = MET
            return verdicts
        # Makaton is learned in a few days; British Sign Language is a language.
        without = SUPPORT if way is Communication.MAKATON else NOT_MET
        verdicts = either(pool.skills[Skill.SIGN] > 0, MET, without)
        verdicts[pool.skills_unknown] = UNKNOWN
        verdicts[pool.languages.having(_SIGNED[way])] = MET
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        asked = {w for s in trial.case.subjects for w in s.needs.communication or ()}
        words = ", ".join(w.words for w in Communication if w in asked)
        if verdict is Verdict.NOT_APPLICABLE:
            return "No particular way to communicate was asked for."
        if verdict is Verdict.MET:
            return f"The carers can communicate as the child does ({words})."
        if verdict is Verdict.NOT_MET:
            return f"The carers cannot communicate as the child does ({words})."
        if verdict is Verdict.SUPPORT:
            return f"An interpreter or training would be needed ({words})."
        if not words:
            return f"Not known. {self.child_question}"
        return f"Not known whether the carers can communicate as the child does ({words})."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        if verdict is not Verdict.SUPPORT:
            return ()
        asked = {w for s in trial.case.subjects for w in s.needs.communication or ()}
        found = [
            (Communication.ESOL, Support.INTERPRETER),
            (Communication.MAKATON, Support.TRAINING),
        ]
        return tuple(support for way, support in found if way in asked)


class CulturalNeeds(Criterion):
    """A cultural need that has to be met: a home of the child's faith, or support; never "not met"."""

    code = "cultural_needs"
    title = "Cultural needs met"
    by_verdict = True
    source = f"{_STANDARD}; Children Act 1989 s22(5)(c); S003 §6.1.8"
    answers = ("cultural_needs",)
    child_question = "Does a cultural need, such as a place of worship, have to be met?"
    candidate_question = "What faith does the household have?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst: Verdicts = everywhere(trial.size, NOT_APPLICABLE)
        for subject in trial.case.subjects:
            said = subject.needs.cultural_needs
            if said is None:
                worst = np.maximum(worst, np.uint8(UNKNOWN))
            elif said is not CulturalNeed.NOT_REQUIRED:
                worst = np.maximum(worst, self._of_faith(trial, subject.needs.religion))
        return worst

    @staticmethod
    def _of_faith(trial: Trial, religion: str | None) -> Verdicts:
        verdicts = np.full(trial.size, SUPPORT, dtype=np.uint8)
        if religion is not None and not is_no_faith(religion):
            verdicts[trial.pool.faiths.unknown] = UNKNOWN
            verdicts[trial.pool.faiths.having(religion)] = MET
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "The household shares the child's faith and can meet the cultural need.",
            Verdict.SUPPORT: "The cultural need has to be met with support from outside the home.",
            Verdict.NOT_APPLICABLE: "No cultural need has to be met.",
        }.get(verdict, f"Not known. {self.child_question}")

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.IDENTITY,) if verdict is Verdict.SUPPORT else ()


class HomeAdapted(Criterion):
    """A home already adapted, where one is needed: step-free, a bedroom and an adapted bathroom on one floor."""

    code = "home_adaptation"
    title = "An adapted home"
    source = f"{_STANDARD}; Children Act 1989 s22C(8)(d)"
    answers = ("home_adaptation",)
    child_question = "Does the child need an adapted home?"
    candidate_question = "Is the home step-free, with a ground-floor bedroom and adapted bathroom?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        wanted = trial.wanted("home_adaptation")
        if not wanted:
            # While it is open, an adapted home is no merit: there are few, and this child may need none.
            return everywhere(trial.size, NOT_APPLICABLE if wanted is False else UNKNOWN)
        pool = trial.pool
        has = (pool.step_free, pool.ground_floor, pool.adapted_bathroom)
        worst, best = np.maximum.reduce(has), np.minimum.reduce(has)
        # Something to build on is adapted after an assessment; nothing at all is another home.
        verdicts = either((worst == NOT_MET) & (best == MET), SUPPORT, worst)
        return either(pool.form == HOME, pool.home_step_free, verdicts)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "An adapted home is not needed."
        if verdict is Verdict.MET:
            return "The home is adapted: step-free, with what is needed on the ground floor."
        if trial.wanted("home_adaptation") is None:
            return f"Not known whether it matters. {self.child_question}"
        facts = trial.household(index)
        if facts is None:
            if verdict is Verdict.NOT_MET:
                return "The home is not step-free, and an adapted home is needed."
            return "Not known whether the home is adapted: ask the provider."
        parts = (
            ("step-free access", facts.step_free),
            ("a ground-floor bedroom", facts.ground_floor_bedroom),
            ("an adapted bathroom", facts.adapted_bathroom),
        )
        lacking = ", ".join(words for words, there in parts if there is False)
        unclear = ", ".join(words for words, there in parts if there is None)
        if verdict is Verdict.SUPPORT:
            return f"The home lacks {lacking}: equipment or adaptations would be needed."
        if verdict is Verdict.NOT_MET:
            return f"An adapted home is needed, and this one lacks {lacking}."
        return f"It is not known whether the home has {unclear}."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.ADAPTATION,) if verdict is Verdict.SUPPORT else ()
