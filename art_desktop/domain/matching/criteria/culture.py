"""Language, faith, ethnicity. A gap becomes support; none of the three ever excludes or is "not met" (S003 §6.1.8)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, Support
from art_desktop.domain.matching.pool import Index
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    SUPPORT,
    UNKNOWN,
    Verdicts,
    everywhere,
)
from art_desktop.domain.matching.words import folded, is_no_faith
from art_desktop.domain.vocabulary import Verdict


class Shared(Criterion):
    """Something that child and household have in common."""

    by_verdict = True
    thing: ClassVar[str]
    source = "Children Act 1989 s22(5)(c); S003 §6.1.8"

    def _index(self, trial: Trial) -> Index:
        raise NotImplementedError

    def _wanted(self, trial: Trial) -> list[str | None]:
        """Return what each child has; None where not known, "" where it does not apply."""
        raise NotImplementedError

    @override
    def open_answer(self, trial: Trial) -> tuple[int, str] | None:
        wanted = self._wanted(trial)
        return (wanted.index(None), self.answers[0]) if None in wanted else None

    @override
    def judge(self, trial: Trial) -> Verdicts:
        index = self._index(trial)
        worst = np.zeros(trial.size, dtype=np.uint8)
        asked = False
        for word in dict.fromkeys(self._wanted(trial)):
            if word == "":
                continue
            asked = True
            if word is None:
                np.maximum(worst, np.uint8(UNKNOWN), out=worst)
                continue
            verdicts = np.full(trial.size, SUPPORT, dtype=np.uint8)
            verdicts[index.unknown] = UNKNOWN
            index.put(verdicts, word, MET)
            np.maximum(worst, verdicts, out=worst)
        return worst if asked else everywhere(trial.size, NOT_APPLICABLE)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        words = ", ".join(dict.fromkeys(w for w in self._wanted(trial) if w))
        known = f" ({words})" if self._named else ""
        if verdict is Verdict.MET:
            return f"The household shares the child's {self.thing}{known}."
        if verdict is Verdict.SUPPORT:
            return f"The household does not share the child's {self.thing}{known}: {self._gap}."
        if verdict is Verdict.NOT_APPLICABLE:
            return f"The child's {self.thing} asks for nothing particular."
        if None in self._wanted(trial):
            return f"Not known. {self.child_question}"
        return f"The household's {self.thing} is not known."

    _gap: ClassVar[str] = "identity support"
    # A code of the return tells a panel nothing; its words are data that the rules do not hold.
    _named: ClassVar[bool] = True

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.IDENTITY,) if verdict is Verdict.SUPPORT else ()


class SharedLanguage(Shared):
    """Somebody in the home speaks the child's first language. English is spoken everywhere."""

    code = "language"
    title = "Speaks the child's language"
    thing = "language"
    answers = ("first_language",)
    child_question = "What is the child's first language?"
    candidate_question = "Which languages are spoken in the home?"
    _gap = "an interpreter, and contact with others who speak it"

    @override
    def _index(self, trial: Trial) -> Index:
        return trial.pool.languages

    @override
    def _wanted(self, trial: Trial) -> list[str | None]:
        words = [s.needs.first_language for s in trial.case.subjects]
        return ["" if w is not None and folded(w) in {"english", ""} else w for w in words]

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (Support.INTERPRETER, Support.IDENTITY) if verdict is Verdict.SUPPORT else ()


class SharedFaith(Shared):
    """The household shares the child's faith."""

    code = "faith"
    title = "Shares the child's faith"
    thing = "faith"
    answers = ("religion",)
    child_question = "What is the child's faith, if any?"
    candidate_question = "What faith does the household have?"

    @override
    def _index(self, trial: Trial) -> Index:
        return trial.pool.faiths

    @override
    def _wanted(self, trial: Trial) -> list[str | None]:
        words = [s.needs.religion for s in trial.case.subjects]
        return ["" if w is not None and is_no_faith(w) else w for w in words]


class SharedEthnicity(Shared):
    """One of the carers is of the child's ethnic group."""

    code = "ethnicity"
    title = "Shares the child's ethnicity"
    thing = "ethnicity"
    _named = False
    answers = ("ethnicity",)
    child_question = "What is the child's ethnicity?"
    candidate_question = "What is the carers' ethnicity?"

    _NOT_SAID: ClassVar[frozenset[str]] = frozenset({"refu", "nobt", ""})

    @override
    def _index(self, trial: Trial) -> Index:
        return trial.pool.ethnicities

    @override
    def _wanted(self, trial: Trial) -> list[str | None]:
        words = [s.needs.ethnicity for s in trial.case.subjects]
        # "Refused" and "not yet obtained" are codes of the return, and both mean not known.
        return [None if w is None or folded(w) in self._NOT_SAID else w for w in words]
