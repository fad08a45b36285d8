"""Answers of a needs profile that cannot both be meant. They are said, and never keep anything from being saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.needs import Needs
from art_desktop.domain.vocabulary import (
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Suitability,
    Together,
)


@dataclass(frozen=True)
class Contradiction:
    """Two or more answers that do not go together: their names, and a sentence that says what to look at."""

    names: tuple[str, ...]
    words: str


Rule = tuple[tuple[str, ...], Callable[[Needs], bool], str]


def _suits_family(needs: Needs) -> bool:
    return needs.foster_suits in {Suitability.PREFERRED, Suitability.SUITABLE}


_SETTINGS: Final = ("foster_suits", "residential_suits", "supported_suits")

_RULES: Final[tuple[Rule, ...]] = (
    (
        ("no_other_children", "other_children_wanted"),
        lambda n: bool(n.no_other_children and n.other_children_wanted),
        "Other children are wanted, and none are to be there. Which of the two is it?",
    ),
    (
        ("no_pets", "pets_wanted"),
        lambda n: bool(n.no_pets and n.pets_wanted),
        "Pets are wanted, and none are to be there. Which of the two is it?",
    ),
    (
        ("no_younger_children", "no_older_children"),
        lambda n: bool(n.no_younger_children and n.no_older_children and not n.no_other_children),
        (
            "Neither younger nor older leaves children of the same age only. If nobody should live there, "
            "“No other children” says so."
        ),
    ),
    (
        ("foster_suits", "family_unsuitable_by"),
        lambda n: n.foster_suits is Suitability.UNSUITABLE and not n.family_unsuitable_by,
        (
            "Foster care is unsuitable, and nobody is named as having decided that. Until somebody is, homes "
            "are looked for in families first."
        ),
    ),
    (
        ("foster_suits", "family_unsuitable_by"),
        lambda n: bool(_suits_family(n) and n.family_unsuitable_by),
        (
            "Foster care suits, and it was decided that a family placement is not in the child's interest. "
            "Which of the two is it?"
        ),
    ),
    (
        _SETTINGS,
        lambda n: all(getattr(n, name) is Suitability.UNSUITABLE for name in _SETTINGS),
        "No kind of home suits. Say which is the least unsuitable.",
    ),
    (
        ("communication", "needs_interpreter"),
        lambda n: n.needs_interpreter is False and Communication.BSL in (n.communication or ()),
        (
            "British Sign Language is needed, and no interpreter. That is right only where the carers sign "
            "themselves: where they do not, an interpreter is needed."
        ),
    ),
    (
        ("together", "apart_reason"),
        lambda n: bool(n.together is Together.TOGETHER and n.apart_reason),
        # Those who stay together after a parting carry the reason why the others live elsewhere.
        (
            "They are to be together, and there is a reason why apart. That is right only where the reason "
            "is about other brothers and sisters, who were parted from them."
        ),
    ),
    (
        ("cultural_needs", "cultural_words"),
        lambda n: n.cultural_needs is CulturalNeed.NOT_REQUIRED and bool(n.cultural_words),
        "No cultural need has to be met, and words say which. Which of the two is it?",
    ),
    (
        ("support_wanted", "support_words"),
        lambda n: n.support_wanted == () and bool(n.support_words),
        "No support is wanted, and words say which. Which of the two is it?",
    ),
    (
        ("home_adaptation", "home_adaptation_words"),
        lambda n: n.home_adaptation is False and bool(n.home_adaptation_words),
        "No adaptation is needed, and words say which. Which of the two is it?",
    ),
)


def contradictions(needs: Needs) -> tuple[Contradiction, ...]:
    """Return what does not go together in a profile, in a stated order; an unknown answer contradicts nothing."""
    found = [Contradiction(names, words) for names, holds, words in _RULES if holds(needs)]
    for code in NeedCode:
        answer = needs.need(code)
        if answer.level is Level.NONE and (answer.words or answer.what_works):
            words = (
                f"{code.words}: there is none, and words say how it shows. Which of the two is it?"
            )
            found.append(Contradiction((f"levels.{code}",), words))
    return tuple(found)
