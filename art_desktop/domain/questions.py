"""Every question of the needs profile, once: words, group, kind, and an answer in words.

The form asks them, the pages and the papers say them. "Not known" is an answer to each, and
differs from no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs
from art_desktop.domain.vocabulary import (
    RISK_NEEDS,
    CarersWanted,
    Coded,
    Level,
    NeedCode,
    Plan,
    Sex,
    Together,
)

NOT_KNOWN: Final = "Not known"
LEVELS: Final = "levels."


class Group(Coded):
    """The groups of the form, in the order in which they are asked (product.md §3.2)."""

    WHO = "who", "Who"
    WHERE = "where", "Where"
    SIBLINGS = "siblings", "Brothers and sisters"
    NEEDS = "needs", "Needs and risks"
    HOME = "home", "The home"
    PERSON = "person", "The child as a person"


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    LEVEL = "level"
    CHOICE = "choice"
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

    `options` are the answers of a choice with their words; `code_list` names the statutory list
    that they come from where they change by year. `yes` and `no` are the words of a yes and a no.
    `unit` follows a number.
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


def _options(codes: type[Coded]) -> tuple[tuple[object, str], ...]:
    return tuple((code, code.words) for code in codes)


_WHO: Final = (
    Question(
        name="sex",
        words="Sex",
        group=Group.WHO,
        kind=Kind.CHOICE,
        quick=True,
        options=_options(Sex),
        help="Homes are approved for girls, boys or either.",
    ),
    Question(
        name="gender_words",
        words="Gender, in their own words",
        group=Group.WHO,
        kind=Kind.TEXT,
        help="Only if it differs, or if they want it said.",
    ),
    Question(
        name="ethnicity",
        words="Ethnicity",
        group=Group.WHO,
        kind=Kind.CHOICE,
        code_list="ethnicity",
        help="Never a reason to rule a home out or to wait. A gap becomes identity support.",
    ),
    Question(name="religion", words="Religion or faith", group=Group.WHO, kind=Kind.TEXT),
    Question(name="first_language", words="First language", group=Group.WHO, kind=Kind.TEXT),
    Question(
        name="other_languages",
        words="Other languages",
        group=Group.WHO,
        kind=Kind.LANGUAGES,
        help="With commas between them.",
    ),
    Question(
        name="needs_interpreter", words="Needs an interpreter", group=Group.WHO, kind=Kind.YES_NO
    ),
    Question(
        name="legal_status",
        words="Legal status",
        group=Group.WHO,
        kind=Kind.CHOICE,
        code_list="legal_status",
    ),
    Question(
        name="immigration",
        words="Immigration status",
        group=Group.WHO,
        kind=Kind.TEXT,
        help="Asylum claim, leave to remain, no recourse to public funds.",
    ),
    Question(
        name="arrived_alone",
        words="Arrived in the country alone",
        group=Group.WHO,
        kind=Kind.YES_NO,
    ),
    Question(
        name="plan",
        words="The plan",
        group=Group.WHO,
        kind=Kind.CHOICE,
        options=_options(Plan),
        help="What the placement is for.",
    ),
    Question(
        name="expected_weeks",
        words="How long it is expected to last",
        group=Group.WHO,
        kind=Kind.NUMBER,
        unit="weeks",
        help="A best guess in weeks; half a year is 26.",
    ),
    Question(
        name="school_stage",
        words="School stage",
        group=Group.WHO,
        kind=Kind.TEXT,
        help="As “Year 4”, “nursery”, “college”. The school's name has a place of its own.",
    ),
    Question(
        name="ehcp",
        words="Education, Health and Care Plan",
        group=Group.WHO,
        kind=Kind.YES_NO,
        yes="Has one",
        no="Has none",
    ),
    Question(
        name="keep_school",
        words="Stays at the present school",
        group=Group.WHO,
        kind=Kind.YES_NO,
        yes="Yes, the school must not change",
        no="No, it can change",
    ),
)

_WHERE: Final = (
    Question(
        name="home_postcode",
        words="Home postcode",
        group=Group.WHERE,
        kind=Kind.POSTCODE,
        quick=True,
        help="Where the child lives or last lived with family. Printed as an area only.",
    ),
    Question(
        name="school_postcode",
        words="School postcode",
        group=Group.WHERE,
        kind=Kind.POSTCODE,
    ),
    Question(
        name="school_name",
        words="School",
        group=Group.WHERE,
        kind=Kind.TEXT,
        help="Printed on the full referral only.",
    ),
    Question(
        name="family_time",
        words="Family time",
        group=Group.WHERE,
        kind=Kind.FAMILY_TIME,
        help="Whom the child sees, by relation and not by name: “mum”, “nan and grandad”.",
    ),
    Question(
        name="avoid",
        words="Areas and people to keep away from",
        group=Group.WHERE,
        kind=Kind.AVOID,
        quick=True,
        help="An area is a district such as PE1. Who is told to the chosen home only.",
    ),
)

_SIBLINGS: Final = (
    Question(
        name="together",
        words="Placed with brothers and sisters",
        group=Group.SIBLINGS,
        kind=Kind.CHOICE,
        quick=True,
        options=_options(Together),
    ),
    Question(
        name="apart_reason",
        words="Why apart",
        group=Group.SIBLINGS,
        kind=Kind.LONG_TEXT,
        help="Who decided, and what it protects. Only where they are to be apart.",
    ),
    Question(
        name="contact_wanted",
        words="Time with brothers and sisters",
        group=Group.SIBLINGS,
        kind=Kind.LONG_TEXT,
        help="What the children want, and how often.",
    ),
)

_NEED_HELP: Final[dict[NeedCode, str]] = {
    NeedCode.ATTACHMENT: "How the child is with adults, what sets it off, what helps.",
    NeedCode.EMOTIONAL: "Moods, sleep, worries; CAMHS involvement.",
    NeedCode.SELF_HARM: "What, when last, what keeps them safe.",
    NeedCode.BEHAVIOUR: "What it looks like at home, when, and what calms it.",
    NeedCode.MISSING: "How often, how long, where to, with whom.",
    NeedCode.OFFENDING: "What, when last, orders in force.",
    NeedCode.SEXUAL_BEHAVIOUR: "Towards whom, assessed by whom, supervision advised.",
    NeedCode.SEXUAL_EXPLOITATION: "What is known, mapping, people and places of concern.",
    NeedCode.CRIMINAL_EXPLOITATION: "What is known, mapping, people and places of concern.",
    NeedCode.SUBSTANCE: "What, how often, with whom.",
    NeedCode.VIOLENCE: "Towards whom, what came before, how it ended.",
    NeedCode.FIRE: "When, where, what with; fire service advice.",
    NeedCode.EATING: "What is eaten and avoided, who treats it, what helps at the table.",
    NeedCode.ANIMALS: "Which animals, when, whether a home with pets can be made safe.",
    NeedCode.EXPLOITS: "Whom, how, with whom; what is known and by whom.",
    NeedCode.HEALTH: "Conditions, medicine, equipment, personal care.",
    NeedCode.LEARNING: "How the child understands, and is understood.",
    NeedCode.AUTISM: "Diagnosis or waiting for one; what makes a day go well.",
    NeedCode.SENSORY: "Sight, hearing, getting about, aids.",
    NeedCode.EDUCATION: "Attendance, exclusions, support in class.",
    NeedCode.PARENTING: "Whether a parent is to be assessed in the placement.",
    NeedCode.INDEPENDENCE: "What the young person can do alone, and is to learn.",
    NeedCode.IDENTITY: "What keeps the child close to where they come from.",
    NeedCode.LANGUAGE: "What the child needs to be understood at home.",
}

_LEVELS: Final = tuple(
    Question(
        name=f"{LEVELS}{code.value}",
        words=code.words,
        group=Group.NEEDS,
        kind=Kind.LEVEL,
        help=_NEED_HELP[code],
        quick=code in RISK_NEEDS,
        options=_options(Level),
    )
    for code in (
        *(code for code in NeedCode if code in RISK_NEEDS),
        *(code for code in NeedCode if code not in RISK_NEEDS),
    )
)


def _must(name: str, words: str, help_words: str = "") -> Question:
    return Question(
        name=name,
        words=words,
        group=Group.HOME,
        kind=Kind.YES_NO,
        help=help_words,
        yes="A must",
        no="Not needed",
    )


_HOME: Final = (
    _must("no_other_children", "No other children in the home"),
    _must("no_younger_children", "No younger children in the home"),
    Question(
        name="carers_wanted",
        words="Carers of one sex",
        group=Group.HOME,
        kind=Kind.CHOICE,
        options=_options(CarersWanted),
        help="Where safety or the child's wishes need it.",
    ),
    _must("two_carers", "Two carers"),
    _must("someone_home", "Someone at home in the day"),
    _must("no_pets", "No pets", "An allergy, or a fear."),
    _must("own_bedroom", "A bedroom of their own"),
    _must("ground_floor", "Bedroom and bathroom on the ground floor"),
    _must("non_smoking", "A home where nobody smokes"),
    Question(
        name="family_unsuitable_by",
        words="A family placement is not in the child's interest",
        group=Group.HOME,
        kind=Kind.TEXT,
        help="Who decided that, and when. It opens the residential tier; leave it empty otherwise.",
    ),
)

_PERSON: Final = tuple(
    Question(name=name, words=words, group=Group.PERSON, kind=Kind.LONG_TEXT, help=help_words)
    for name, words, help_words in (
        ("likes", "Likes and enjoys", "Games, places, people, pets, music, teams."),
        ("good_at", "Good at", "What they are proud of."),
        ("routines", "Routines", "What a good day looks like, morning to night."),
        ("food", "Food", "Favourites, never, halal or kosher, how meals go."),
        ("bedtime", "Bedtime", "When, with what, light on or off, bad nights."),
        ("comfort", "What comforts them", "A toy, a song, being left alone, being held."),
        ("wishes", "What they say they want", "In their own words."),
        ("health_words", "Health", "Medicine, allergies, appointments to keep."),
    )
)

QUESTIONS: Final[tuple[Question, ...]] = (
    *_WHO,
    *_WHERE,
    *_SIBLINGS,
    *_LEVELS,
    *_HOME,
    *_PERSON,
)
"""Every question, in the order in which the form asks."""

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


def unanswered(needs: Needs) -> tuple[Question, ...]:
    """Return the questions whose answer is not known, in the order of the form.

    Two follow from another answer and are not missed where it makes them needless: why apart,
    where the children are not to be apart; and who decided against a family, which is only asked
    where somebody did.
    """
    needless = {"family_unsuitable_by", "gender_words"}
    if needs.together is not Together.APART:
        needless.add("apart_reason")
    return tuple(
        question
        for question in QUESTIONS
        if question.name not in needless and not is_known(needs.answer(question.name))
    )


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
