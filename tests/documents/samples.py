"""Invented children for the papers: a baby, a boy of nine, four brothers and sisters, a girl of fifteen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs
from art_desktop.domain.papers import (
    ChildIdentity,
    Contact,
    FamilyMember,
    ReferralHead,
    SiblingLine,
    Stamp,
)
from art_desktop.domain.referrals import ChildBrief
from art_desktop.domain.vocabulary import CarersWanted, Level, NeedCode, Plan, Sex, Together

STAMP = Stamp(
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
    version=2,
    indicative=False,
    redacted=True,
)

HEAD = ReferralHead(
    reference="R-2026-0143",
    kind_words="Change of placement",
    needed_by=datetime(2026, 11, 27, 17, 0, tzinfo=UTC),
    answer_by=datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
    ring_phone="01733 000 143",
    authorised=True,
    authorised_words="Head of Service, Fri 20 Nov 2026.",
)

BABY = Needs(
    sex=Sex.FEMALE,
    ethnicity="White British",
    first_language="English",
    plan=Plan.SHORT_TERM,
    expected_weeks=26,
    home_postcode="PE3 6AB",
    family_time=(FamilyTime("Mum", None, "Monday, Wednesday and Friday, 10 to 12, supervised"),),
    together=None,
    likes="Being held facing outwards so that she can see the room. Bath time. The washing machine.",
    good_at="Smiling back. She has just found her feet.",
    routines="Naps at 10 and at 2. A walk in the pram settles her when nothing else does.",
    food="First formula, 180 ml five times a day. Winding takes a while.",
    bedtime="Bath at 6, last bottle at 6:30, in her own cot with the door open.",
    comfort="A hand on her tummy and low humming. Her grey blanket.",
    levels={
        NeedCode.HEALTH: NeedAnswer(
            Level.SOME, "Reflux, on medicine twice a day.", "Upright for 20 minutes after a feed."
        ),
        NeedCode.ATTACHMENT: NeedAnswer(Level.SOME, "Slow to settle with new people."),
        NeedCode.LEARNING: NeedAnswer(Level.NONE),
        NeedCode.FIRE: NeedAnswer(Level.NONE),
    },
    someone_home=True,
    non_smoking=True,
    no_pets=False,
    own_bedroom=False,
)

_LONG = (
    "He can be up at six and out in the garden before anybody else is awake, looking for slow-worms under the slates, "
    "and will bring in what he finds. Given ten minutes with someone who listens he will tell you which bird is which "
    "by its call. He wants to know what is going to happen today before his shoes are on; a whiteboard on the fridge "
    "with four lines on it has changed the mornings. "
)

BOY = Needs(
    sex=Sex.MALE,
    ethnicity="White and Black Caribbean",
    religion="Christian, goes with his nan at Easter and Christmas",
    first_language="English",
    other_languages=("some Portuguese",),
    needs_interpreter=False,
    legal_status="Interim care order",
    plan=Plan.LONG_TERM,
    expected_weeks=468,
    school_stage="Year 5",
    ehcp=True,
    keep_school=True,
    home_postcode="PE4 7DB",
    school_postcode="PE4 6HX",
    school_name="Saltmarsh Primary School",
    family_time=(
        FamilyTime("Mum", "PE1 1AA", "every other Saturday, in the community"),
        FamilyTime("Nan", "PE7 8JF", "most Sundays, and a call on Wednesdays"),
    ),
    avoid=(Avoid("his father lives there", "PE1", 2.0, "his father"),),
    together=Together.TOGETHER,
    contact_wanted="He asks about his brother every night they are apart.",
    likes=_LONG * 2 + "Football in goal, never out. Drawing maps of places that do not exist.",
    good_at="Noticing. Fixing bikes. Being kind to smaller children when nobody is looking.",
    routines=_LONG,
    food="Pasta in any shape, no sauce touching. Eats better when plates are passed round than when served. Hides "
    "biscuits: leave the tin where he can see it and it stops in about a month.",
    bedtime="Upstairs at 8, a chapter read aloud, landing light on. He checks the front door is locked; do it with "
    "him once and he will sleep.",
    comfort="Quiet company, not talk. His brother. The dog-eared bird book.",
    wishes="I want to live with my brother and stay at my school. I want my own bed that is only mine. "
    "I don't mind if there is a dog.",
    health_words="Asthma, blue inhaler before sport. Glasses for reading, which he loses.",
    levels={
        NeedCode.ATTACHMENT: NeedAnswer(
            Level.SIGNIFICANT,
            "Watches adults closely and tests whether they mean what they say. " + _LONG,
            "Same person, same words, every time. Telling him early when plans change. " + _LONG,
        ),
        NeedCode.BEHAVIOUR: NeedAnswer(
            Level.SIGNIFICANT,
            "Shouts and slams doors when told no in front of others; over in ten minutes.",
            "Say it quietly and to one side. Do not follow him upstairs.",
        ),
        NeedCode.EDUCATION: NeedAnswer(
            Level.SOME, "Behind in reading.", "His teaching assistant; reading to a younger child."
        ),
        NeedCode.AUTISM: NeedAnswer(Level.SOME, "On the waiting list for an assessment."),
        NeedCode.EMOTIONAL: NeedAnswer(None, "Started with the counsellor in October."),
        NeedCode.VIOLENCE: NeedAnswer(
            Level.SOME,
            "Twice at school, both times when his brother was being teased.",
            "Let him go and check on his brother first; he will talk afterwards.",
        ),
        NeedCode.MISSING: NeedAnswer(
            Level.SOME,
            "Has walked to his nan's three times, in daylight, and was found there.",
            "A call to his nan before tea. He carries a phone and answers it.",
        ),
        NeedCode.FIRE: NeedAnswer(Level.NONE),
        NeedCode.OFFENDING: NeedAnswer(Level.NONE),
        NeedCode.SUBSTANCE: NeedAnswer(Level.NONE),
        NeedCode.SEXUAL_BEHAVIOUR: NeedAnswer(Level.NONE),
    },
    no_younger_children=False,
    two_carers=False,
    own_bedroom=True,
    non_smoking=True,
    someone_home=False,
)

GIRL = Needs(
    sex=Sex.FEMALE,
    ethnicity="White British",
    religion="None",
    first_language="English",
    legal_status="Full care order",
    plan=Plan.LONG_TERM,
    expected_weeks=150,
    school_stage="Year 11",
    ehcp=False,
    keep_school=True,
    home_postcode="PE2 8AN",
    family_time=(FamilyTime("Older sister", None, "every week, her choice of day"),),
    avoid=(
        Avoid("men who have exploited her meet there", "PE1", 3.0),
        Avoid("", None, None, "two named adults"),
    ),
    together=Together.APART,
    likes="Doing other people's hair. Horror films with the sound down. Anything with rice.",
    good_at="Maths, though she will deny it. Reading a room. Making people laugh when it is tense.",
    routines="Slow mornings. College bus at 8:05 if somebody says the time twice and not three times.",
    food="Cooks for herself late. Likes to be asked to cook for others.",
    bedtime="Phone downstairs was agreed with her, not imposed, and it holds.",
    comfort="A drive with the radio on. Being left a note and not a lecture.",
    wishes="Somewhere I'm not moved from again. I'd rather be told the truth.",
    health_words="Contraceptive implant. Dentist overdue.",
    levels={
        NeedCode.ATTACHMENT: NeedAnswer(
            Level.COMPLEX,
            "Five homes in three years. Expects to be moved and will try to bring it on in the third week.",
            "Carers who say at the start that week three will be hard, and are there in week four.",
        ),
        NeedCode.EMOTIONAL: NeedAnswer(
            Level.SIGNIFICANT,
            "Low in the evenings; nightmares around the court dates.",
            "Weekly sessions that she chooses to go to. Someone up until she is asleep.",
        ),
        NeedCode.EDUCATION: NeedAnswer(Level.SOME, "Attendance 71%.", "Being driven on Mondays."),
        NeedCode.SEXUAL_EXPLOITATION: NeedAnswer(
            Level.COMPLEX,
            "Groomed online at 13 and taken to hotels in two towns. Most at risk on Friday evenings, after contact "
            "with one friend, and when she has quarrelled at home. Not since June.",
            "She tells her sister first: keep that line open. Plans for Fridays made on Wednesdays. The specialist "
            "worker rings her and not the other way round. Police have a plan and a named officer.",
        ),
        NeedCode.MISSING: NeedAnswer(
            Level.SIGNIFICANT,
            "Eleven times in the spring, four nights at longest; twice since July, home by midnight both times.",
            "Text, do not ring. Say that tea is in the oven. A warm welcome and questions the next day.",
        ),
        NeedCode.SELF_HARM: NeedAnswer(
            Level.SIGNIFICANT,
            "Cuts her upper arms when she feels nobody is listening; never at school, never with an audience.",
            "A locked drawer for sharps and medicines, agreed with her. Ice, drawing on her arms, a walk.",
        ),
        NeedCode.CRIMINAL_EXPLOITATION: NeedAnswer(
            Level.SOME, "Held a phone for somebody once.", "She told the worker herself."
        ),
        NeedCode.SUBSTANCE: NeedAnswer(Level.SOME, "Cannabis at weekends.", "Talks to the nurse."),
        NeedCode.VIOLENCE: NeedAnswer(Level.NONE),
        NeedCode.FIRE: NeedAnswer(Level.NONE),
    },
    no_other_children=True,
    carers_wanted=CarersWanted.WOMEN_ONLY,
    own_bedroom=True,
    someone_home=True,
    no_pets=False,
    two_carers=False,
)

ONE_BROTHER = (SiblingLine("6", Sex.MALE, placed_with=True),)

BABY_BRIEF = ChildBrief(needs=BABY, age_months=5, town="Peterborough")
BOY_BRIEF = ChildBrief(
    needs=BOY,
    age_months=113,
    siblings=ONE_BROTHER,
    town="Peterborough",
    distances=("within 10 miles of school", "within 15 miles of his nan"),
)
GIRL_BRIEF = ChildBrief(
    needs=GIRL,
    age_months=185,
    siblings=(SiblingLine("19", Sex.FEMALE, placed_with=False),),
    town="Peterborough",
    distances=("within 20 miles of school",),
)


def sibling_briefs(number: int) -> tuple[ChildBrief, ...]:
    """Return a group of brothers and sisters, oldest first."""
    profiles = (
        replace(GIRL, levels={}, wishes="To look after the little ones.", carers_wanted=None),
        BOY,
        replace(BOY, sex=Sex.FEMALE, likes="Gymnastics on the sofa.", levels={}, wishes=None),
        BABY,
    )
    ages = [150 - 20 * place for place in range(number - 1)] + [5]
    chosen = [replace(profiles[place % 4], together=Together.TOGETHER) for place in range(number)]
    lines = [
        SiblingLine(str(age // 12) if age >= 24 else f"{age} months", needs.sex, placed_with=True)
        for age, needs in zip(ages, chosen, strict=True)
    ]
    return tuple(
        ChildBrief(
            needs=needs,
            age_months=ages[place],
            siblings=tuple(line for other, line in enumerate(lines) if other != place),
            town="Peterborough",
        )
        for place, needs in enumerate(chosen)
    )


BOY_IDENTITY = ChildIdentity(
    name="Tobias Wrenfield-Łódź",
    known_as="Toby",
    born_on=date(2017, 6, 3),
    address="14 Larkspur Row\nPeterborough\nPE4 7DB",
    school_name="Saltmarsh Primary School",
    nhs_number="943 476 5919",
    family=(
        FamilyMember("Mum", "Kerensa Wrenfield", "07700 900143", "every other Saturday"),
        FamilyMember("Nan", "Dilys Wrenfield", "01632 960143", "most Sundays"),
        FamilyMember("Brother", "Caspian Wrenfield"),
    ),
    contacts=(Contact("GP", "Dr A. Quillfeather", "01632 960222"),),
    keep_away=("Zebedee Marchbanks (father): court order, see the risk plan",),
)
WORKER = Contact("Social worker", "Ottoline Frayne", "01632 960777", "o.frayne@example.org")
