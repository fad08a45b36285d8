"""Who else lives there: nobody older, or other children wanted; animals to live with, or to keep safe."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, HardRule, Support, years
from art_desktop.domain.matching.facts import ResidentFacts
from art_desktop.domain.matching.pool import HOME, Living
from art_desktop.domain.matching.trial import OF_AGE, Trial
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
from art_desktop.domain.vocabulary import Level, NeedCode, Verdict

_STANDARD = "Placements Data Standard v2"


class NoOlderChildren(HardRule):
    """Nobody older under 18 lives there. Brothers and sisters do not count."""

    code = "no_older_children"
    title = "No older children"
    source = _STANDARD
    overridable_by = Role.MANAGER
    answers = ("no_older_children",)
    child_question = "Must nobody older live there?"
    candidate_question = "How old are the children who live there?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst = np.zeros(trial.size, dtype=np.uint8)
        if trial.wanted("no_older_children") is False:
            return everywhere(trial.size, NOT_APPLICABLE)
        for subject in trial.case.subjects:
            wanted = subject.needs.no_older_children
            if wanted is False:
                continue
            if subject.age_months is None:
                verdicts = either(trial.has_others, UNKNOWN, MET)
            else:
                verdicts = either(trial.age_unclear, UNKNOWN, MET)
                put(verdicts, trial.aged(trial.others, subject.age_months + 1, OF_AGE), NOT_MET)
            verdicts[trial.outside] = UNKNOWN
            worst = np.maximum(worst, if_asked(verdicts, wanted=wanted))
        return worst

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "Older children may live there."
        if verdict is Verdict.MET:
            return "No older child lives there."
        if trial.household(index) is None:
            return "Not known: ask the provider who lives there."
        ages = [r.age_months for r in trial.others_of(index)]
        oldest = years(max((a for a in ages if a is not None), default=None))
        if verdict is Verdict.NOT_MET:
            return f"Nobody older may live there, and the oldest is {oldest}."
        if trial.wanted("no_older_children") is None:
            return f"Not known whether it matters (oldest: {oldest}). {self.child_question}"
        return "The ages of the children who live there are not all known."


class CompanyAllowed(HardRule):
    """Nobody who lives there must be without the children who would come. Brothers and sisters do not count.

    What a profile asks of a home is kept up after the child has moved in: it is read of those who
    live there as `no_other_children` and its neighbours are read of the child. Where nobody has said
    that somebody there must be alone, company is taken as allowed.
    """

    code = "company_allowed"
    title = "The children there may have company"
    source = _STANDARD
    overridable_by = Role.MANAGER
    reads_age = True
    child_question = "How old is the child?"
    candidate_question = "Must anybody who lives there have no other, younger or older children?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        verdicts = np.full(trial.size, MET, dtype=np.uint8)
        residents = trial.pool.residents
        verdicts[trial.among_others(residents.only_child).owner] = NOT_MET
        ages = [s.age_months for s in trial.case.subjects]
        known = [age for age in ages if age is not None]
        for found, side in ((residents.youngest, min), (residents.oldest, max)):
            if not found.owner.size:
                continue
            these = trial.among_others(found)
            their_age = residents.age.ravel().take(these.at)
            broken = np.zeros(their_age.size, dtype=np.bool_)
            if known:
                broken = their_age > min(known) if side is min else their_age < max(known)
                broken &= their_age >= 0
            _raise(verdicts, these.only(broken), NOT_MET)
            _raise(verdicts, these if None in ages else these.only(their_age < 0), UNKNOWN)
        verdicts[trial.outside] = UNKNOWN
        return verdicts

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        others = trial.others_of(index)
        asking = tuple((r.age_months, _asked_of_home(r)) for r in others if _asked_of_home(r))
        return trial.household(index) is not None, bool(others), asking

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if trial.household(index) is None:
            return "Not known: ask the provider whether those who live there may have company."
        others = trial.others_of(index)
        if verdict is Verdict.MET:
            if not others:
                return "No other child lives there."
            return "Nobody who lives there is known to need to be without company."
        sought = True if verdict is Verdict.NOT_MET else None
        resident, wish = next(
            (resident, wish)
            for resident in others
            for wish in _asked_of_home(resident)
            if _broken_by(trial, resident, wish) is sought
        )
        said = f"A child of {years(resident.age_months)} who lives there must have {_WISHES[wish]}"
        return f"{said}." if sought else f"{said}, and the ages are not all known."


_WISHES: Final = {
    "no_other_children": "no other children there",
    "no_younger_children": "nobody younger there",
    "no_older_children": "nobody older there",
}


def _asked_of_home(resident: ResidentFacts) -> tuple[str, ...]:
    """Return what the profile of somebody who lives there asks of the home, as to company."""
    return tuple(wish for wish in _WISHES if getattr(resident, wish))


def _broken_by(trial: Trial, resident: ResidentFacts, wish: str) -> bool | None:
    """Say whether some child of the case breaks one wish of somebody who lives there; None where not known."""
    if wish == "no_other_children":
        return True
    answers: set[bool | None] = set()
    for subject in trial.case.subjects:
        mine, theirs = subject.age_months, resident.age_months
        if mine is None or theirs is None:
            answers.add(None)
        else:
            answers.add(mine < theirs if wish == "no_younger_children" else mine > theirs)
    if True in answers:
        return True
    return None if None in answers else False


def _raise(verdicts: Verdicts, found: Living, code: int) -> None:
    verdicts[found.owner] = np.maximum(verdicts[found.owner], np.uint8(code))


class OtherChildrenWanted(Criterion):
    """Other children live there, where the child is to live with some."""

    code = "other_children_wanted"
    title = "Other children to live with"
    source = _STANDARD
    answers = ("other_children_wanted",)
    child_question = "Is the child to live with other children?"
    candidate_question = "Who lives there?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        wanted = trial.wanted("other_children_wanted")
        if not wanted:
            # While it is open, having children is no merit: the answer may be that none are wanted.
            return everywhere(trial.size, NOT_APPLICABLE if wanted is False else UNKNOWN)
        verdicts = either(trial.has_others, MET, NOT_MET)
        verdicts[trial.outside] = UNKNOWN
        return verdicts

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        return trial.household(index) is not None, len(trial.others_of(index))

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "Other children to live with were not asked for."
        if verdict is Verdict.NOT_MET:
            return "The child is to live with other children, and none live there."
        if verdict is Verdict.MET:
            count = len(trial.others_of(index))
            return "1 other child lives there." if count == 1 else f"{count} others live there."
        if trial.wanted("other_children_wanted") is None:
            return f"Not known whether it matters. {self.child_question}"
        return "Not known: ask the provider who lives there."


class PetsWanted(HardRule):
    """There are pets, where the child must live with some."""

    code = "pets_wanted"
    title = "Pets to live with"
    source = _STANDARD
    overridable_by = Role.MANAGER
    by_verdict = True
    answers = ("pets_wanted",)
    child_question = "Must the child live with pets?"
    candidate_question = "Are there pets?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        wanted = trial.wanted("pets_wanted")
        if wanted is False:
            return everywhere(trial.size, NOT_APPLICABLE)
        return if_asked(_PETS[trial.pool.no_pets], wanted=wanted)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            if trial.wanted("pets_wanted") is False:
                return "Pets were not asked for."
            return "This is asked of foster homes only."
        if verdict is Verdict.UNKNOWN and trial.wanted("pets_wanted") is None:
            return f"Not known whether it matters. {self.child_question}"
        return {
            Verdict.MET: "There are pets.",
            Verdict.NOT_MET: "The child must live with pets, and there are none.",
        }.get(verdict, "It is not known whether there are pets.")


_PETS = np.array([NOT_APPLICABLE, NOT_MET, SUPPORT, UNKNOWN, MET], dtype=np.uint8)
"""From "no pets" to "pets", by verdict."""


class Animals(HardRule):
    """No pets with a child who has harmed animals; where the need is "some", with support."""

    code = "animals"
    title = "Animals kept safe"
    source = "Placements Data Standard v2"
    overridable_by = Role.MANAGER
    by_verdict = True
    answers = (f"levels.{NeedCode.ANIMALS}",)
    child_question = "Has the child harmed animals?"
    candidate_question = "Are there pets?"

    @staticmethod
    def _level(trial: Trial) -> Level | None:
        """Return the level that decides: one child's harm is enough, whatever is not known of the others."""
        found = [s.needs.level(NeedCode.ANIMALS) for s in trial.case.subjects]
        harm = next((a for a in (Level.COMPLEX, Level.SIGNIFICANT) if a in found), None)
        return harm or trial.level(NeedCode.ANIMALS)

    @override
    def judge(self, trial: Trial) -> Verdicts:
        level = self._level(trial)
        if level is Level.NONE:
            return everywhere(trial.size, NOT_APPLICABLE)
        verdicts = trial.pool.no_pets
        if level is None:
            return np.minimum(verdicts, np.uint8(UNKNOWN))
        if level is Level.SOME:
            return either(verdicts == NOT_MET, SUPPORT, verdicts)
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        level = self._level(trial)
        if verdict is Verdict.NOT_APPLICABLE:
            if trial.pool.form[index] == HOME and level is not Level.NONE:
                return "This is asked of foster homes only."
            return "No known harm to animals."
        if verdict is Verdict.UNKNOWN and level is None:
            return f"Not known whether it matters. {self.child_question}"
        return {
            Verdict.MET: "There are no pets that could come to harm.",
            Verdict.SUPPORT: "There are pets; the child would be with them under supervision.",
            Verdict.NOT_MET: "There are pets, and the child has harmed animals.",
        }.get(verdict, "It is not known whether there are pets.")

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.IN_HOME,) if verdict is Verdict.SUPPORT else ()
