"""Whether the kind of setting suits, what a home's statement of purpose takes, and who is awake at night."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import Final

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, HardRule
from art_desktop.domain.matching.facts import Candidate, HomeFacts, HouseholdFacts
from art_desktop.domain.matching.pool import AGENCY, HOME, HOUSEHOLD, NEEDS, SETTINGS
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    RANK,
    UNKNOWN,
    Verdicts,
    everywhere,
    raise_to,
)
from art_desktop.domain.needs import Needs
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    Level,
    NeedCode,
    ProviderKind,
    RequestKind,
    Suitability,
    Verdict,
)

_SUITS: Final = ("foster_suits", "residential_suits", "supported_suits")
_WORDS: Final = ("a foster home", "a residential home", "supported accommodation")
_OF_KIND: Final = {
    ProviderKind.IFA: 0,
    ProviderKind.CHILDRENS_HOME: 1,
    ProviderKind.SPECIAL_SCHOOL: 1,
    ProviderKind.SUPPORTED: 2,
}
"""Which answer a setting is judged by; the others (secure, family centres) are asked for by name."""

_NO_ANSWER: Final = 9
_BY_SETTING: Final = np.array([_OF_KIND.get(k, _NO_ANSWER) for k in SETTINGS], dtype=np.uint8)
_NOT_FAMILY: Final = frozenset({RequestKind.LODGINGS, RequestKind.STAYING_PUT})


def _setting_of(facts: Candidate) -> str:
    number = 0 if isinstance(facts, HouseholdFacts) else _OF_KIND.get(facts.kind, _NO_ANSWER)
    return _WORDS[number] if number < len(_WORDS) else "this kind of setting"


class _OfSetting(Criterion):
    """Judged by the kind of setting alone, from the three answers of the profile."""

    by_verdict = False
    answers = _SUITS

    @abstractmethod
    def _one(self, needs: Needs, setting: int) -> int:
        """Return the verdict on one kind of setting for one child."""

    @override
    def judge(self, trial: Trial) -> Verdicts:
        by_setting = np.zeros(_NO_ANSWER + 1, dtype=np.uint8)
        for setting in range(len(_SUITS)):
            by_setting[setting] = max(self._one(s.needs, setting) for s in trial.case.subjects)
        foster = _NO_ANSWER if trial.case.kind in _NOT_FAMILY else 0
        outside = trial.outside
        if not outside.size:
            return everywhere(trial.size, int(by_setting[foster]))
        verdicts = np.full(trial.size, by_setting[foster], dtype=np.uint8)
        verdicts[outside] = by_setting[_BY_SETTING[trial.pool.setting[outside]]]
        return verdicts

    @override
    def open_answer(self, trial: Trial) -> tuple[int, str] | None:
        # Which of the three is open is the same question.
        return super().open_answer(trial)


class SettingSuits(_OfSetting, HardRule):
    """This kind of setting is not marked as unsuitable for the child."""

    code = "setting_suits"
    title = "A kind of setting that suits"
    source = "Placements Data Standard v2"
    overridable_by = Role.MANAGER
    child_question = "Which kinds of setting would suit the child?"

    @override
    def _one(self, needs: Needs, setting: int) -> int:
        said: Suitability | None = getattr(needs, _SUITS[setting])
        if said is None:
            return UNKNOWN
        return NOT_MET if said is Suitability.UNSUITABLE else MET

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        return _setting_of(trial.facts(index))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        what = _setting_of(trial.facts(index))
        return {
            Verdict.MET: f"The profile says that {what} suits.",
            Verdict.NOT_MET: f"The profile says that {what} is unsuitable.",
            Verdict.UNKNOWN: f"Not known whether {what} suits. {self.child_question}",
        }.get(verdict, "The profile does not ask about this kind of setting.")


class SettingPreferred(_OfSetting):
    """This kind of setting is the one preferred for the child."""

    code = "setting_preferred"
    title = "The preferred kind of setting"
    source = "Placements Data Standard v2"
    child_question = "Which kind of setting would suit the child best?"

    @override
    def _one(self, needs: Needs, setting: int) -> int:
        every = [getattr(needs, name) for name in _SUITS]
        if every[setting] is None:
            return UNKNOWN
        if every[setting] is Suitability.PREFERRED:
            return MET
        if None not in every and Suitability.PREFERRED not in every:
            return NOT_APPLICABLE
        return NOT_MET if Suitability.PREFERRED in every else UNKNOWN

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        return _setting_of(trial.facts(index))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        what = _setting_of(trial.facts(index))
        return {
            Verdict.MET: f"The profile prefers {what}.",
            Verdict.NOT_MET: f"The profile prefers another kind of setting to {what}.",
            Verdict.UNKNOWN: f"Not known whether {what} is preferred. {self.child_question}",
        }.get(verdict, "No kind of setting is preferred.")


_NOT_OF_PURPOSE: Final = frozenset({NeedCode.IDENTITY, NeedCode.LANGUAGE})
"""Judged by the criteria of culture, never by a statement of purpose."""


class StatementOfPurpose(HardRule):
    """A home's statement of purpose takes every significant or complex need up to its level."""

    code = "statement_of_purpose"
    title = "Within the statement of purpose"
    source = "Children's Homes Regulations 2015 r.16; Guide to the Regulations"
    overridable_by = Role.MANAGER
    answers = tuple(f"levels.{need}" for need in NeedCode if need not in _NOT_OF_PURPOSE)
    child_question = "How much is there of each need that the statement of purpose does not take?"
    candidate_question = "Which needs does the statement of purpose take, and up to which level?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        homes = np.flatnonzero(trial.pool.form == HOME)
        if not homes.size:
            return everywhere(trial.size, NOT_APPLICABLE)
        taken = trial.pool.purposes[:, homes]
        found = np.full(homes.size, MET, dtype=np.uint8)
        for need in NeedCode:
            if need in _NOT_OF_PURPOSE:
                continue
            up_to = taken[NEEDS.index(need)]
            known, open_ = _highest(trial, need)
            if RANK[known] >= RANK[Level.SIGNIFICANT]:
                raise_to(found, up_to < RANK[known], NOT_MET)
            if open_:
                raise_to(found, up_to < RANK[Level.COMPLEX], UNKNOWN)
        # A statement that nobody has read says nothing; it is no refusal.
        found[taken[0] == -1] = UNKNOWN
        verdicts = np.zeros(trial.size, dtype=np.uint8)
        verdicts[homes] = found
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.facts(index)
        if verdict is Verdict.NOT_APPLICABLE or not isinstance(facts, HomeFacts):
            return "This is asked of registered homes only."
        if facts.purposes is None:
            return "The home's statement of purpose has not been read."
        if verdict is Verdict.MET:
            return "The statement of purpose takes every significant need of the profile."
        short = beyond_purpose(trial, facts, known=verdict is Verdict.NOT_MET)
        if verdict is Verdict.UNKNOWN:
            words = ", ".join(need.words.lower() for need, _ in short[:4])
            return f"Not known whether the statement of purpose is wide enough; ask about: {words}."
        words = ", ".join(f"{need.words.lower()} ({level.words.lower()})" for need, level in short)
        return f"The statement of purpose does not take: {words}."


def beyond_purpose(
    trial: Trial, facts: HomeFacts, *, known: bool = True
) -> list[tuple[NeedCode, Level]]:
    """Return the needs that a home's statement does not take, at the level they have.

    `known` False: those that it may not take, as their level is not known; the level is then the highest.
    """
    taken = facts.purposes or {}
    found = []
    for need in NeedCode:
        if need in _NOT_OF_PURPOSE:
            continue
        highest, open_ = _highest(trial, need)
        wanted = highest if known else Level.COMPLEX
        asked = RANK[wanted] >= RANK[Level.SIGNIFICANT] and (known or open_)
        if asked and RANK[wanted] > RANK[taken.get(need, Level.NONE)]:
            found.append((need, wanted))
    return found


def _highest(trial: Trial, need: NeedCode) -> tuple[Level, bool]:
    """Return the highest level that is known among the children, and whether another could be higher."""
    levels = [s.needs.level(need) for s in trial.case.subjects]
    known = max((level for level in levels if level), key=RANK.__getitem__, default=Level.NONE)
    return known, None in levels and known is not Level.COMPLEX


NIGHT_RISKS: Final = (
    NeedCode.SELF_HARM,
    NeedCode.MISSING,
    NeedCode.SEXUAL_BEHAVIOUR,
    NeedCode.SEXUAL_EXPLOITATION,
    NeedCode.CRIMINAL_EXPLOITATION,
    NeedCode.VIOLENCE,
    NeedCode.FIRE,
)


class Staffing(Criterion):
    """Staff are awake at night in a home for a child with a complex risk."""

    code = "staffing"
    title = "Staff awake at night"
    by_verdict = True
    source = "Children's Homes Regulations 2015 r.13"
    answers = tuple(f"levels.{need}" for need in NIGHT_RISKS)
    child_question = "Is any risk to or from the child complex?"
    candidate_question = "Are staff awake at night?"

    @staticmethod
    def _wanted(trial: Trial) -> bool | None:
        levels = [trial.level(need) for need in NIGHT_RISKS]
        if Level.COMPLEX in levels:
            return True
        return None if None in levels else False

    @override
    def judge(self, trial: Trial) -> Verdicts:
        wanted = self._wanted(trial)
        if wanted is False:
            return everywhere(trial.size, NOT_APPLICABLE)
        verdicts = trial.pool.waking_night
        return verdicts if wanted else np.minimum(verdicts, np.uint8(UNKNOWN))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            if trial.pool.form[index] in {HOUSEHOLD, AGENCY}:
                return "This is asked of registered homes only."
            return "No complex risk that asks for staff awake at night."
        if verdict is Verdict.UNKNOWN and self._wanted(trial) is None:
            return f"Not known whether it matters. {self.child_question}"
        return {
            Verdict.MET: "Staff are awake at night, as a complex risk asks.",
            Verdict.NOT_MET: "A complex risk asks for staff awake at night, and none are.",
        }.get(verdict, "It is not known whether staff are awake at night.")
