"""Every question of the needs profile, once: words, group, kind, and an answer in words.

The form asks them, the pages and the papers say them. "Not known" is an answer to each, and
differs from no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs
from art_desktop.domain.question_kinds import LEVELS, Group, Kind, Question
from art_desktop.domain.question_list import QUESTIONS
from art_desktop.domain.vocabulary import (
    Coded,
    Communication,
    CulturalNeed,
    Suitability,
    SupportWanted,
    Together,
)

__all__ = (
    "BY_NAME",
    "FOLLOW_UPS",
    "LEVELS",
    "NOT_KNOWN",
    "QUESTIONS",
    "Group",
    "Kind",
    "Question",
    "asked",
    "avoid_said",
    "family_time_said",
    "in_group",
    "is_known",
    "none_of_the_rest",
    "quick_questions",
    "said",
    "unanswered",
)

NOT_KNOWN: Final = "Not known"

BY_NAME: Final[Mapping[str, Question]] = MappingProxyType({q.name: q for q in QUESTIONS})


def in_group(group: Group) -> tuple[Question, ...]:
    """Return the questions of one group, in order."""
    return tuple(question for question in QUESTIONS if question.group is group)


def quick_questions() -> tuple[Question, ...]:
    """Return the questions that a search for tonight can be made from (product.md §3.2)."""
    return tuple(question for question in QUESTIONS if question.quick)


def is_known(answer: object) -> bool:
    """Say whether an answer says anything; an empty list says "none", which is known."""
    if isinstance(answer, NeedAnswer):
        return answer.level is not None
    return answer is not None


_ONLY_WHERE: Final[Mapping[str, Callable[[Needs], bool]]] = MappingProxyType(
    {
        "gender_words": lambda _needs: False,
        "risk_other": lambda _needs: False,
        "risk_to_others_other": lambda _needs: False,
        "apart_reason": lambda needs: needs.together is Together.APART,
        "cultural_words": lambda needs: (
            needs.cultural_needs in {CulturalNeed.REQUIRED, CulturalNeed.OTHER}
        ),
        "communication_words": lambda needs: Communication.OTHER in (needs.communication or ()),
        "support_words": lambda needs: SupportWanted.OTHER in (needs.support_wanted or ()),
        "home_adaptation_words": lambda needs: needs.home_adaptation is True,
        "family_unsuitable_by": lambda needs: needs.foster_suits is Suitability.UNSUITABLE,
    }
)
"""Questions that follow from another answer, or that are only asked where there is something to say."""


FOLLOW_UPS: Final = frozenset(
    {
        "apart_reason",
        "cultural_words",
        "communication_words",
        "support_words",
        "home_adaptation_words",
    }
)
"""Questions that a form need only show once another answer asks for them."""


def asked(question: Question, needs: Needs) -> bool:
    """Say whether a question is one to be answered, as the other answers stand."""
    follows = _ONLY_WHERE.get(question.name)
    return follows is None or follows(needs)


def unanswered(needs: Needs) -> tuple[Question, ...]:
    """Return the questions whose answer is not known, in order, without those that are not asked."""
    return tuple(
        question
        for question in QUESTIONS
        if asked(question, needs) and not is_known(needs.answer(question.name))
    )


def none_of_the_rest(needs: Needs, questions: Iterable[Question]) -> dict[str, object]:
    """Return a "no" for each of the questions that has no answer, by name.

    Only those are answered where a no can be said to a whole list at once (`Question.nothing`); an
    answer with words, or with a level, stays as it is.
    """
    given: dict[str, object] = {}
    for question in questions:
        answer = needs.answer(question.name)
        untouched = answer is None or answer == NeedAnswer()
        if untouched and question.nothing is not None:
            given[question.name] = question.nothing
    return given


def said(question: Question, answer: object, code_words: Mapping[str, str] | None = None) -> str:
    """Return an answer in plain words.

    Args: code_words: the words of the statutory codes; a code that is not among them is said as it
    is.
    """
    if isinstance(answer, NeedAnswer):
        return _need_said(answer)
    if answer is None:
        return NOT_KNOWN
    if isinstance(answer, bool):
        return question.yes if answer else question.no
    if question.kind is Kind.FAMILY_TIME and isinstance(answer, tuple):
        return "; ".join(map(family_time_said, answer)) or "Nobody"
    if question.kind is Kind.AVOID and isinstance(answer, tuple):
        return "; ".join(map(avoid_said, answer)) or "Nothing to avoid"
    if question.kind is Kind.CHOICES and isinstance(answer, tuple):
        words = [code.words if isinstance(code, Coded) else str(code) for code in answer]
        return ", ".join(words) or question.none
    if isinstance(answer, tuple):
        return ", ".join(map(str, answer)) or "None"
    if isinstance(answer, Coded):
        return answer.words
    if question.unit:
        unit = question.unit.removesuffix("s") if answer == 1 else question.unit
        return f"{answer} {unit}"
    return (code_words or {}).get(str(answer), str(answer))


def _need_said(answer: NeedAnswer) -> str:
    level = NOT_KNOWN if answer.level is None else answer.level.words
    works = f"What works: {answer.what_works}" if answer.what_works else ""
    rest = " ".join(part for part in (answer.words, works) if part)
    return f"{level}: {rest}" if rest else level


def family_time_said(line: FamilyTime) -> str:
    """Return one line of family time: "Mum, weekly, PE3 6AB"."""
    return ", ".join(part for part in (line.who, line.how_often, line.postcode or "") if part)


def avoid_said(line: Avoid) -> str:
    """Return one thing to keep away from: "PE1 and 2 miles round it: people who exploit him"."""
    miles = "1 mile" if line.miles == 1 else f"{line.miles or 0:g} miles"
    around = f" and {miles} round it" if line.miles else ""
    where = f"{line.outcode}{around}" if line.outcode else ""
    what = ", ".join(part for part in (where, line.person or "") if part)
    return ": ".join(part for part in (what, line.reason) if part)
