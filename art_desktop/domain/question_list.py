"""The questions of the needs profile themselves: each field of `Needs` and each need, once."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.question_kinds import LEVELS, Group, Kind, Question, options_of
from art_desktop.domain.vocabulary import (
    RISK_NEEDS,
    CarersWanted,
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Plan,
    Sex,
    Suitability,
    SupportWanted,
    Together,
)


def _text(name: str, words: str, group: Group, help_words: str = "") -> Question:
    return Question(name=name, words=words, group=group, kind=Kind.TEXT, help=help_words)


def _long(name: str, words: str, group: Group, help_words: str = "") -> Question:
    return Question(name=name, words=words, group=group, kind=Kind.LONG_TEXT, help=help_words)


_WHO: Final = (
    Question(
        name="sex",
        words="Sex",
        group=Group.WHO,
        kind=Kind.CHOICE,
        quick=True,
        options=options_of(Sex),
        help="Homes are approved for girls, boys or either.",
    ),
    _text(
        "gender_words",
        "Gender, in their own words",
        Group.WHO,
        "Only if it differs, or if they want it said.",
    ),
    Question(
        name="ethnicity",
        words="Ethnicity",
        group=Group.WHO,
        kind=Kind.CHOICE,
        code_list="ethnicity",
        help="Never a reason to rule a home out or to wait. A gap becomes identity support.",
    ),
    _text("religion", "Religion or faith", Group.WHO),
    Question(
        name="cultural_needs",
        words="Cultural needs",
        group=Group.WHO,
        kind=Kind.CHOICE,
        options=options_of(CulturalNeed),
        help="Whether something has to be met, such as a place of worship or a diet.",
    ),
    _text("cultural_words", "Which cultural needs", Group.WHO, "What, where, how often."),
    _text("first_language", "First language", Group.WHO),
    Question(
        name="other_languages",
        words="Other languages",
        group=Group.WHO,
        kind=Kind.LANGUAGES,
        help="With commas between them; “none” for none.",
    ),
    Question(
        name="needs_interpreter", words="Needs an interpreter", group=Group.WHO, kind=Kind.YES_NO
    ),
    Question(
        name="communication",
        words="Carers must be able to use",
        group=Group.WHO,
        kind=Kind.CHOICES,
        options=options_of(Communication),
        none="Nothing special",
    ),
    _text(
        "communication_words",
        "How the child communicates",
        Group.WHO,
        "Pictures, a device, gestures; what a carer must know to be understood.",
    ),
)

_PLAN: Final = (
    Question(
        name="legal_status",
        words="Legal status",
        group=Group.PLAN,
        kind=Kind.CHOICE,
        code_list="legal_status",
    ),
    Question(
        name="deprivation_of_liberty",
        words="Deprivation of liberty order",
        group=Group.PLAN,
        kind=Kind.YES_NO,
        yes="In force or applied for",
        no="None",
        help="It needs a setting that can keep to it, and its own approval.",
    ),
    _text(
        "immigration",
        "Immigration status",
        Group.PLAN,
        "Asylum claim, leave to remain, no recourse to public funds.",
    ),
    Question(
        name="arrived_alone",
        words="Arrived in the country alone",
        group=Group.PLAN,
        kind=Kind.YES_NO,
    ),
    Question(
        name="plan",
        words="The plan",
        group=Group.PLAN,
        kind=Kind.CHOICE,
        options=options_of(Plan),
        help="What the placement is for.",
    ),
    Question(
        name="expected_weeks",
        words="How long it is expected to last",
        group=Group.PLAN,
        kind=Kind.NUMBER,
        unit="weeks",
        help="A best guess in weeks; half a year is 26.",
    ),
)

_SCHOOL: Final = (
    _text(
        "school_stage",
        "School stage",
        Group.SCHOOL,
        "As “Year 4”, “nursery”, “college”. The school's name has a place of its own.",
    ),
    _text("school_name", "School", Group.SCHOOL, "Printed on the full referral only."),
    Question(
        name="school_postcode",
        words="School postcode",
        group=Group.SCHOOL,
        kind=Kind.POSTCODE,
    ),
    Question(
        name="keep_school",
        words="Stays at the present school",
        group=Group.SCHOOL,
        kind=Kind.YES_NO,
        yes="Yes, the school must not change",
        no="No, it can change",
    ),
    Question(
        name="ehcp",
        words="Education, Health and Care Plan",
        group=Group.SCHOOL,
        kind=Kind.YES_NO,
        yes="Has one",
        no="Has none",
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
    _text(
        "preferred_area",
        "Where a home is best looked for",
        Group.WHERE,
        "A town or a district, as “Fenwick” or “PE2”. It is printed on the referral.",
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
        options=options_of(Together),
    ),
    _long(
        "apart_reason",
        "Why apart",
        Group.SIBLINGS,
        "Who decided, and what it protects. Only where they are to be apart.",
    ),
    _long(
        "contact_wanted",
        "Time with brothers and sisters",
        Group.SIBLINGS,
        "What the children want, and how often.",
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


def _level(code: NeedCode) -> Question:
    risk = code in RISK_NEEDS
    return Question(
        name=f"{LEVELS}{code.value}",
        words=code.words,
        group=Group.RISKS if risk else Group.NEEDS,
        kind=Kind.LEVEL,
        help=_NEED_HELP[code],
        quick=risk,
        options=options_of(Level),
    )


_RISKS: Final = (
    *(_level(code) for code in NeedCode if code in RISK_NEEDS),
    _text(
        "risk_other",
        "Another risk to the child",
        Group.RISKS,
        "What none of the risks by name covers: radicalisation, self-neglect, a feud.",
    ),
    _text(
        "risk_to_others_other",
        "Another risk to others or to property",
        Group.RISKS,
        "What none of the risks by name covers: weapons, damage, allegations.",
    ),
)

_NEEDS: Final = (
    *(_level(code) for code in NeedCode if code not in RISK_NEEDS),
    Question(
        name="support_wanted",
        words="Support the placement is to come with",
        group=Group.NEEDS,
        kind=Kind.CHOICES,
        options=options_of(SupportWanted),
        none="No support beyond the usual",
    ),
    _text("support_words", "Which support", Group.NEEDS, "What, how many hours, from whom."),
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


def _wanted(name: str, words: str, help_words: str = "") -> Question:
    return Question(
        name=name,
        words=words,
        group=Group.HOME,
        kind=Kind.YES_NO,
        help=help_words,
        yes="Wanted",
        no="Not needed",
    )


_HOME: Final = (
    _must("no_other_children", "No other children in the home"),
    _must("no_younger_children", "No younger children in the home"),
    _must("no_older_children", "No older children in the home"),
    _wanted("other_children_wanted", "Other children in the home", "Company is good for them."),
    Question(
        name="carers_wanted",
        words="Carers of one sex",
        group=Group.HOME,
        kind=Kind.CHOICE,
        options=options_of(CarersWanted),
        help="Where safety or the child's wishes need it.",
    ),
    _must("two_carers", "Two carers"),
    _must("someone_home", "Someone at home in the day"),
    _must("no_pets", "No pets", "An allergy, or a fear."),
    _wanted("pets_wanted", "Pets in the home", "The child is to live with animals."),
    _must("own_bedroom", "A bedroom of their own"),
    _must("ground_floor", "Bedroom and bathroom on the ground floor"),
    _must("non_smoking", "A home where nobody smokes"),
    _must("home_adaptation", "An adaptation to the home"),
    _text(
        "home_adaptation_words",
        "Which adaptation",
        Group.HOME,
        "A hoist, a ramp, a wet room, window locks; who has assessed it.",
    ),
)


def _suits(name: str, words: str) -> Question:
    return Question(
        name=name,
        words=words,
        group=Group.SETTING,
        kind=Kind.CHOICE,
        options=options_of(Suitability),
    )


_SETTING: Final = (
    _suits("foster_suits", "Foster care"),
    _suits("residential_suits", "A children's home"),
    _suits("supported_suits", "Supported accommodation"),
    _text(
        "family_unsuitable_by",
        "A family placement is not in the child's interest",
        Group.SETTING,
        "Who decided that, and when. It opens the residential tier; leave it empty otherwise.",
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
    *_PLAN,
    *_SCHOOL,
    *_WHERE,
    *_SIBLINGS,
    *_RISKS,
    *_NEEDS,
    *_HOME,
    *_SETTING,
    *_PERSON,
)
"""Every question, in the order in which they are listed."""
