"""The child's own page: who I am, made with the child, and what happens next (product.md §6, document 3).

An allow-list: what a child should not read has no field here. No risk, no reason for care, no word of the law, no
money, no other child's affairs; nobody's address, and a telephone number only of somebody whose work it is to answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.everyday_words import TITLES
from art_desktop.domain.paper_forms import Answers
from art_desktop.domain.paper_words import ReadingAge
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Coded

TALKS_FROM: Final = 36
"""Months of age from which a child makes the page; before, those who know the child best speak for them."""

TO_TURN: Final = "To be put in the child’s words:"
"""Begins what the record proposes. It was written by an adult, about the child; so it is never printed as it is."""


class Helper(Coded):
    """Whom a child can ring: people whose work it is, never one of the family."""

    SOCIAL_WORKER = "social_worker", "My social worker"
    NIGHT = "night", "At night and at weekends"
    ADVOCATE = "advocate", "My advocate"
    CHILDLINE = "childline", "Childline"
    HELP_AT_HAND = "help_at_hand", "Help at Hand"


@dataclass(frozen=True, kw_only=True)
class Ring:
    """Somebody to ring: who, by first name where it is known, and the number."""

    who: Helper
    name: str = ""
    phone: str


NATIONAL: Final = (
    Ring(who=Helper.CHILDLINE, phone="0800 1111"),
    Ring(who=Helper.HELP_AT_HAND, phone="0800 528 0731"),
)
"""Who answers any child in England, free of charge: Childline, and the Children's Commissioner's line for children in
care (childrenscommissioner.gov.uk/help-at-hand, read in November 2026)."""


@dataclass(frozen=True)
class Dear:
    """A person or a pet who matters, and what the child says of them."""

    name: str
    words: str = ""


@dataclass(frozen=True)
class DayPart:
    """One part of the day, "Morning", and how it goes."""

    when: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Next:
    """What happens next. `home` are the carers' first names, `day` the day in words; "" is not yet known."""

    home: str = ""
    taken_by: str = ""
    day: str = ""
    bring: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildsPage(PaperBody):
    """One child's page. Empty words have not been said yet, and leave room to write or draw.

    `spoken_for`: the child is too young to have made it.
    """

    name: str
    reading_age: ReadingAge
    spoken_for: bool = False
    loves: str = ""
    good_at: str = ""
    dear: tuple[Dear, ...] = ()
    day: tuple[DayPart, ...] = ()
    food_yes: str = ""
    food_no: str = ""
    sad: str = ""
    cross: str = ""
    know: str = ""
    ask: str = ""
    next: Next = Next()
    ring: tuple[Ring, ...] = ()


DAY: Final = (
    ("morning", "Morning"),
    ("daytime", "In the day"),
    ("evening", "After school"),
    ("bedtime", "Bedtime"),
)
"""The parts of a day: the name of the question, and the words."""

LITTLE_DAY: Final = (*DAY[:2], ("evening", "Tea and bath"), DAY[3])
"""The day of one who is too young for school."""


def childs_page(
    name: str,
    answers: Answers,
    *,
    reading_age: ReadingAge,
    months: int,
    home: str = "",
    day: str = "",
    ring: Iterable[Ring] = (),
) -> ChildsPage:
    """Return the page out of what was answered; what is still in an adult's words is left out.

    Args: months: the child's age. home: the carers' first names. day: the day of the move, where the form says none.
    """

    def said(question: str) -> str:
        return own_words(answers.text(question))

    parts = DAY if months >= 48 else LITTLE_DAY
    return ChildsPage(
        name=said("name") or name,
        reading_age=reading_age,
        spoken_for=months < TALKS_FROM,
        loves=said("loves"),
        good_at=said("good_at"),
        dear=tuple(
            Dear(who, own_words(row.get("words", "")))
            for row in answers.rows("dear")
            if (who := own_words(row.get("who", "")))
        ),
        day=tuple(DayPart(when, words) for key, when in parts if (words := said(key))),
        food_yes=said("food_yes"),
        food_no=said("food_no"),
        sad=said("sad"),
        cross=said("cross"),
        know=said("know"),
        ask=said("ask"),
        next=Next(
            home=home, taken_by=said("taken_by"), day=said("when") or day, bring=said("bring")
        ),
        ring=tuple(ring),
    )


def own_words(text: str) -> str:
    """Return text without the lines that are still to be put in the child's words."""
    return "\n".join(line for line in text.split("\n") if TO_TURN not in line).strip()


def first_names(names: Iterable[str]) -> str:
    """Return "Grace and Paul" of first names; a name of two words gives its first, "Mrs Jones" stays as it is."""
    short = [_first(name.split()) for name in names if name.split()]
    return " and ".join([", ".join(short[:-1]), short[-1]]) if len(short) > 1 else "".join(short)


def _first(words: list[str]) -> str:
    """Return the first name of a name's words: "Anneka" of "Dr Anneka Brzeska"."""
    titled = words[0].casefold().rstrip(".") in TITLES
    if titled and len(words) > 1:
        return " ".join(words) if len(words) == 2 else words[1]
    return words[0]
