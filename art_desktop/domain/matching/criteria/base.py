"""What every criterion is: a question asked of each candidate, answered for all of them at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass

from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import Verdicts
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Coded, Level, Verdict


class Support(Coded):
    """What closes a gap (product.md §3.3; S003 §6.1.2)."""

    LINE = "line", "24/7 support line"
    IN_HOME = "in_home", "In-home help"
    PSYCHOLOGY = "psychology", "Psychological consultation"
    TRAINING = "training", "Training for the carers"
    INTERPRETER = "interpreter", "Interpreter"
    SCHOOL_TRANSPORT = "school_transport", "School transport"
    FAMILY_TRAVEL = "family_travel", "Help with travel to family and home"
    RESPITE = "respite", "Respite"
    IDENTITY = "identity", "Identity support"
    ADAPTATION = "adaptation", "Equipment or adaptations, after an assessment"
    MENTORING = "mentoring", "Mentoring by an experienced carer"


@dataclass(frozen=True)
class Ask:
    """A question whose answer would settle a "not known".

    `child`: position of the child in the case it is about, None where it is about the candidate.
    `answer`: the name of the answer in the needs profile ("levels.CODE" for a need), empty where
    it is about the candidate.
    """

    words: str
    child: int | None = None
    answer: str = ""


class Criterion(ABC):
    """One question asked of each candidate.

    `hard` ones exclude when not met; the others rank. `overridable_by`: the role that may set an
    exclusion aside with a reason, None where nobody may. `answers`: what of the needs profile is
    read, beside the age where `reads_age`. `by_verdict`: the sentence is the same for every
    candidate of one form with the same verdict, so that it is made once.
    """

    code: str
    title: str
    source: str = "Matching policy"
    hard: bool = False
    overridable_by: Role | None = None
    answers: tuple[str, ...] = ()
    reads_age: bool = False
    by_verdict: bool = False
    child_question: str = ""
    candidate_question: str = ""

    @property
    def weight_key(self) -> str:
        """The row of the policy table that holds the weight."""
        return self.code

    @abstractmethod
    def judge(self, trial: Trial) -> Verdicts:
        """Return one verdict for each candidate of the trial's pool."""

    @abstractmethod
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        """Return one sentence that a panel member can read, for one candidate."""

    def reads(self, trial: Trial, index: int) -> Hashable | None:  # noqa: ARG002 - few can say
        """Return all that the sentence reads of a candidate beside its form and verdict; None: too much to say.

        Two candidates of whom the same is read share one sentence, its supports and its question.
        """
        return None

    def supports(  # what closes a gap is for those to say that have one
        self,
        trial: Trial,  # noqa: ARG002
        index: int,  # noqa: ARG002
        verdict: Verdict,  # noqa: ARG002
    ) -> tuple[Support, ...]:
        """Return what would close the gap where the verdict is "met with support"."""
        return ()

    def level(self, trial: Trial) -> Level | None:  # noqa: ARG002 - the criteria of needs use it
        """Return the level of the need behind the criterion, which raises its weight."""
        return None

    def ask(self, trial: Trial, index: int) -> Ask:
        """Return the question that would settle a "not known" for one candidate."""
        found = self.open_answer(trial)
        if found is not None:
            return Ask(self.child_question, *found)
        return Ask(self.candidate_question or f"Ask {trial.facts(index).name}: {self.title}.")

    def open_answer(self, trial: Trial) -> tuple[int, str] | None:
        """Return the first child and answer of the case that is not known, None where all is."""
        for child, subject in enumerate(trial.case.subjects):
            if self.reads_age and subject.age_months is None:
                return child, ""
        for answer in self.answers:
            for child, subject in enumerate(trial.case.subjects):
                if is_open(subject.needs.answer(answer)):
                    return child, answer
        return None


def is_open(answer: object) -> bool:
    """Say whether an answer of the needs profile is "not known"."""
    return answer is None or getattr(answer, "level", answer) is None


class HardRule(Criterion):
    """A criterion that excludes when not met."""

    hard: bool = True


def children_word(trial: Trial) -> str:
    """Return "the child" or "the children"."""
    return "the child" if len(trial.case.subjects) == 1 else "the children"


def years(months: int | None) -> str:
    """Return an age in words: "7", "under 1" or "of an age not known"."""
    if months is None:
        return "an age not known"
    return "under 1" if months < 12 else str(months // 12)
