"""What a question of the needs profile is: its group, how it is answered, its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.vocabulary import CarersWanted, Coded, Level, NeedCode

LEVELS: Final = "levels."


class Group(Coded):
    """The groups of the profile, in the order in which its questions are listed (product.md §3.2)."""

    WHO = "who", "Who, language and faith"
    PLAN = "plan", "Legal status and plan"
    SCHOOL = "school", "School"
    WHERE = "where", "Where, and family time"
    SIBLINGS = "siblings", "Brothers and sisters"
    RISKS = "risks", "Risks"
    NEEDS = "needs", "Needs and support"
    HOME = "home", "Who and what is in the home"
    SETTING = "setting", "Which kind of home"
    PERSON = "person", "The child as a person"


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    LEVEL = "level"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    LONG_TEXT = "long_text"
    POSTCODE = "postcode"
    LANGUAGES = "languages"
    FAMILY_TIME = "family_time"
    AVOID = "avoid"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `name` is a field of `Needs`, or "levels.CODE" for a need.

    `options` are the answers of a choice with their words, of several choices likewise; `code_list`
    names the statutory list that they come from where they change by year. `yes` and `no` are the
    words of a yes and a no, `none` those of an empty list of choices. `unit` follows a number.
    """

    name: str
    words: str
    group: Group
    kind: Kind
    help: str = ""
    quick: bool = False
    options: tuple[tuple[object, str], ...] = ()
    code_list: str = ""
    yes: str = "Yes"
    no: str = "No"
    none: str = "None of them"
    unit: str = ""

    @property
    def code(self) -> NeedCode | None:
        """Return the need that is asked about, None for any other question."""
        return NeedCode(self.name.removeprefix(LEVELS)) if self.name.startswith(LEVELS) else None

    @property
    def free_text(self) -> bool:
        """Say whether the answer is in the person's own words, which may name people."""
        kinds = {Kind.TEXT, Kind.LONG_TEXT, Kind.LEVEL, Kind.FAMILY_TIME, Kind.AVOID}
        return self.kind in kinds

    @property
    def nothing(self) -> object:
        """Return the answer that says "no" in a group where the rest can be said no to at once.

        None where a no must be thought about by itself: only risks, needs, support and what the
        home must have or not have are lists that a person on the phone runs down to the end.
        """
        if self.kind is Kind.LEVEL:
            return NeedAnswer(Level.NONE)
        if self.group is Group.HOME and self.kind is Kind.YES_NO:
            return False
        if self.name == "carers_wanted":
            return CarersWanted.ANY
        return () if self.name == "support_wanted" else None


def options_of(codes: type[Coded]) -> tuple[tuple[object, str], ...]:
    """Return every member of a code list with its words."""
    return tuple((code, code.words) for code in codes)
