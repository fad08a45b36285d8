"""Carers' skills against each need and its level."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, Support
from art_desktop.domain.matching.pool import Bytes
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    SUPPORT,
    UNKNOWN,
    Verdicts,
    everywhere,
)
from art_desktop.domain.vocabulary import Level, NeedCode, Skill, SkillLevel, Verdict

SKILLS_FOR: Final = {
    NeedCode.ATTACHMENT: (Skill.ATTACHMENT, Skill.THERAPEUTIC),
    NeedCode.EMOTIONAL: (Skill.MENTAL_HEALTH, Skill.THERAPEUTIC),
    NeedCode.SELF_HARM: (Skill.SELF_HARM, Skill.MENTAL_HEALTH),
    NeedCode.BEHAVIOUR: (Skill.DE_ESCALATION, Skill.THERAPEUTIC),
    NeedCode.MISSING: (Skill.MISSING, Skill.EXPLOITATION),
    NeedCode.OFFENDING: (Skill.YOUTH_JUSTICE,),
    NeedCode.SEXUAL_BEHAVIOUR: (Skill.SEXUAL_BEHAVIOUR,),
    NeedCode.SEXUAL_EXPLOITATION: (Skill.EXPLOITATION,),
    NeedCode.CRIMINAL_EXPLOITATION: (Skill.EXPLOITATION, Skill.YOUTH_JUSTICE),
    NeedCode.SUBSTANCE: (Skill.SUBSTANCE,),
    NeedCode.VIOLENCE: (Skill.DE_ESCALATION,),
    NeedCode.FIRE: (Skill.DE_ESCALATION, Skill.THERAPEUTIC),
    NeedCode.EATING: (Skill.MENTAL_HEALTH, Skill.MEDICAL),
    NeedCode.EXPLOITS: (Skill.EXPLOITATION, Skill.YOUTH_JUSTICE),
    NeedCode.HEALTH: (Skill.MEDICAL, Skill.DISABILITY),
    NeedCode.LEARNING: (Skill.LEARNING,),
    NeedCode.AUTISM: (Skill.AUTISM,),
    NeedCode.SENSORY: (Skill.DISABILITY, Skill.SIGN),
    NeedCode.EDUCATION: (Skill.EDUCATION,),
    NeedCode.PARENTING: (Skill.PARENTING,),
    NeedCode.INDEPENDENCE: (Skill.INDEPENDENCE,),
}
"""Which skills answer a need. Identity, language and harm to animals have criteria of their own."""

SUPPORT_FOR: Final = {
    NeedCode.ATTACHMENT: Support.PSYCHOLOGY,
    NeedCode.EMOTIONAL: Support.PSYCHOLOGY,
    NeedCode.SELF_HARM: Support.PSYCHOLOGY,
    NeedCode.BEHAVIOUR: Support.IN_HOME,
    NeedCode.MISSING: Support.LINE,
    NeedCode.OFFENDING: Support.LINE,
    NeedCode.SEXUAL_BEHAVIOUR: Support.PSYCHOLOGY,
    NeedCode.SEXUAL_EXPLOITATION: Support.LINE,
    NeedCode.CRIMINAL_EXPLOITATION: Support.LINE,
    NeedCode.VIOLENCE: Support.IN_HOME,
    NeedCode.FIRE: Support.PSYCHOLOGY,
    NeedCode.EATING: Support.PSYCHOLOGY,
    NeedCode.EXPLOITS: Support.LINE,
    NeedCode.HEALTH: Support.IN_HOME,
    NeedCode.LEARNING: Support.RESPITE,
    NeedCode.AUTISM: Support.RESPITE,
}
"""What closes a gap of one step beside training (S003 §6.1.2)."""


_NOT_ASKED: Final[Mapping[Skill, SkillLevel]] = {}


def by_rank(best: Bytes, level: Level | None) -> Verdicts:
    """Return the verdicts on the best skill (0 none to 3 specialist) against a level of need.

    Some: trained; significant: experienced; complex: specialist. One step less is met with
    support; so is no skill where the need is "some". While the level is not known, only a
    specialist is sure to do.
    """
    if level is None:
        return np.uint8(UNKNOWN) - (best >= 3).view(np.uint8) * np.uint8(UNKNOWN - MET)
    wanted = level.rank
    verdicts = np.uint8(NOT_MET) - (best + 1 >= wanted).view(np.uint8) * np.uint8(NOT_MET - SUPPORT)
    verdicts -= (best >= wanted).view(np.uint8)
    return verdicts


class SkillFor(Criterion):
    """One need, and the carers' skills that answer it."""

    def __init__(self, need: NeedCode) -> None:
        words = need.words.lower()
        self.need = need
        self._skills = SKILLS_FOR[need]
        self.code = f"skill_{need}"
        self.title = f"Skills: {words}"
        self.answers = (f"levels.{need}",)
        self.child_question = f"How much is there of: {words}?"
        self.candidate_question = f"What skills have the carers in: {words}?"

    @property
    @override
    def weight_key(self) -> str:
        return "skill"

    @override
    def level(self, trial: Trial) -> Level | None:
        return trial.level(self.need)

    @override
    def judge(self, trial: Trial) -> Verdicts:
        level = trial.level(self.need)
        if level is Level.NONE:
            return everywhere(trial.size, NOT_APPLICABLE)
        first, *more = (trial.pool.skills[s] for s in SKILLS_FOR[self.need])
        best = first
        for other in more:
            best = np.maximum(best, other)
        verdicts = by_rank(best, level)
        verdicts[trial.pool.skills_unknown] = UNKNOWN
        return verdicts

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        held = trial.skills_held.get(index, _NOT_ASKED)
        if held is _NOT_ASKED:
            facts = trial.household(index)
            held = trial.skills_held[index] = None if facts is None else facts.skills
        return () if held is None else tuple(map(held.get, self._skills))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        level = trial.level(self.need)
        need = self.need.words
        if verdict is Verdict.NOT_APPLICABLE:
            return f"{need}: no need."
        facts = trial.household(index)
        if facts is None or facts.skills is None:
            return f"{need}: the carers' skills are not known."
        held = [
            f"{s.words} ({facts.skills[s].words.lower()})"
            for s in SKILLS_FOR[self.need]
            if s in facts.skills
        ]
        words = ", ".join(held) or "no training recorded"
        if level is None:
            return f"{need}: level of need not known; carers: {words}."
        wanted = list(SkillLevel)[level.rank - 1].words.lower()
        end = {
            Verdict.MET: "which answers it",
            Verdict.SUPPORT: f"one step short of {wanted}; support would close it",
        }.get(verdict, f"short of {wanted}")
        return f"{need} ({level.words.lower()}): {words}, {end}."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        if verdict is not Verdict.SUPPORT:
            return ()
        extra = SUPPORT_FOR.get(self.need)
        level = trial.level(self.need)
        if extra is None or level is Level.SOME:
            return (Support.TRAINING,)
        return (extra, Support.TRAINING)


class ArrivedAlone(Criterion):
    """Practice with children who came to the country alone."""

    code = "arrived_alone"
    title = "Skills: children who arrived alone"
    by_verdict = True
    answers = ("arrived_alone",)
    child_question = "Did the child arrive in the country alone?"
    candidate_question = "Have the carers looked after children who arrived alone?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        alone = trial.wanted("arrived_alone")
        if alone is False:
            return everywhere(trial.size, NOT_APPLICABLE)
        best = trial.pool.skills[Skill.UASC]
        least = Level.SOME if alone else None
        verdicts = by_rank(best, least)
        verdicts[trial.pool.skills_unknown] = UNKNOWN
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "The carers are trained to care for children who arrived alone.",
            Verdict.SUPPORT: "No training yet for children who arrived alone; it can be given.",
            Verdict.NOT_APPLICABLE: "The child did not arrive alone.",
        }.get(verdict, "Not known whether the child arrived alone, or what the carers know of it.")

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.TRAINING,) if verdict is Verdict.SUPPORT else ()


class Babies(Criterion):
    """Trained in the care of babies and safe sleep, for a child under 18 months."""

    code = "babies"
    title = "Skills: babies and safe sleep"
    by_verdict = True
    reads_age = True
    child_question = "How old is the child?"
    candidate_question = "Are the carers trained in safe sleep?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        ages = [s.age_months for s in trial.case.subjects]
        if not any(age is not None and age < 18 for age in ages):
            return everywhere(trial.size, UNKNOWN if None in ages else NOT_APPLICABLE)
        verdicts = by_rank(trial.pool.skills[Skill.BABIES], Level.SOME)
        verdicts[trial.pool.skills_unknown] = UNKNOWN
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        return {
            Verdict.MET: "The carers are trained in the care of babies and safe sleep.",
            Verdict.SUPPORT: "No training recorded in babies and safe sleep; it must be given.",
            Verdict.NOT_APPLICABLE: "No child under 18 months.",
        }.get(verdict, "Not known whether the carers are trained in babies and safe sleep.")

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.TRAINING,) if verdict is Verdict.SUPPORT else ()
