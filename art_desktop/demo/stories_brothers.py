"""The open request for two brothers, needed in three days. Everybody in them is invented."""

from __future__ import annotations

from typing import Final

from art_desktop.demo.people import (
    SAFEGUARDING_TEAM,
)
from art_desktop.demo.story import HOME, NEAR, Story, StoryChild, levels, nothing_of
from art_desktop.domain.needs import Avoid, FamilyTime, Needs
from art_desktop.domain.vocabulary import (
    CarersWanted,
    Level,
    NeedCode,
    Plan,
    RequestKind,
    Sex,
    Stage,
    Together,
    Urgency,
)

_NOT_FOR_SMALL_BOYS: Final = nothing_of(
    NeedCode.SELF_HARM,
    NeedCode.MISSING,
    NeedCode.OFFENDING,
    NeedCode.SEXUAL_BEHAVIOUR,
    NeedCode.SEXUAL_EXPLOITATION,
    NeedCode.CRIMINAL_EXPLOITATION,
    NeedCode.SUBSTANCE,
    NeedCode.FIRE,
    NeedCode.SENSORY,
    NeedCode.AUTISM,
)

BROTHERS: Final = Story(
    key="brothers",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.URGENT,
    stage=Stage.REFERRED,
    needed_in_hours=3 * 24 + 1,
    referred_days_ago=0,
    team=SAFEGUARDING_TEAM,
    outcode="PE4",
    why=(
        "The boys have lived with their grandmother since February, when their mother went into hospital. The grandmother's"
        " heart operation has been brought forward to this week and she will be weeks recovering. Their mother agrees that"
        " they be looked after; nobody else in the family has room."
    ),
    urgent_reason="The operation is in three days and the next panel is after it.",
    children=(
        StoryChild(
            first_name="Toby",
            last_name="Wadlow",
            sex=Sex.MALE,
            age=(9, 4, 11),
            school="Fenhollow Primary School",
            needs=Needs(
                needs_interpreter=False,
                plan=Plan.RETURN_HOME,
                expected_weeks=20,
                school_stage="Year 5",
                ehcp=False,
                keep_school=True,
                family_time=(
                    FamilyTime("Grandmother", HOME, "Sundays, and a call before bed"),
                    FamilyTime(
                        "Mother", NEAR, "Wednesdays after school, at the hospital's family room"
                    ),
                ),
                avoid=(
                    Avoid("Their father's flat; there is an order that he keeps away", "PE2", 0.5),
                ),
                together=Together.TOGETHER,
                contact_wanted="They have never spent a night apart.",
                levels=levels(
                    attachment=(
                        Level.SIGNIFICANT,
                        (
                            "Behaves like the parent: wakes to check that his brother is breathing, and cannot sit down to eat"
                            " until everybody else has a plate."
                        ),
                        "Being told, and shown, that the grown-ups have got it. Give him one small job and then free him.",
                    ),
                    emotional=(
                        Level.SOME,
                        "Stomach aches on Wednesdays, before he sees his mother, and tears on the way home.",
                        "The same seat in the car, the same song, and no questions until he asks for one.",
                    ),
                    behaviour=(
                        Level.SOME,
                        "Argues hard about fairness, and will not back down in front of his brother.",
                        "Take it out of the room. He is reasonable alone and always says sorry.",
                    ),
                    education=(
                        Level.SOME,
                        "Quick at mathematics, behind in writing, and rubs out until the paper tears.",
                        "He types. His teacher, who has had him for two years, is a large part of why he copes.",
                    ),
                    health=(
                        Level.SOME,
                        "Hay fever and mild asthma; blue inhaler about once a fortnight.",
                        "He knows when he needs it and can use it himself.",
                    ),
                    violence=Level.NONE,
                    learning=Level.NONE,
                    identity=Level.NONE,
                    language=Level.NONE,
                    **_NOT_FOR_SMALL_BOYS,
                ),
                no_other_children=False,
                no_younger_children=False,
                carers_wanted=CarersWanted.ANY,
                two_carers=False,
                someone_home=True,
                no_pets=False,
                own_bedroom=False,
                ground_floor=False,
                non_smoking=True,
                likes=(
                    "Goalkeeping, in any weather, in his grandad's old gloves. Ordnance Survey maps: he can tell you how to"
                    " walk from Werrington to the sea. Quiz programmes, shouted at."
                ),
                good_at="Numbers, saving penalties, finding the way, and explaining things to smaller children.",
                routines=(
                    "Up at seven by himself. Lays out both school bags the night before. Football on Tuesdays and Saturday"
                    " mornings, and he should not miss it. Homework at the table with the radio on."
                ),
                food="Anything with gravy. Not eggs. Likes to help himself to seconds without having to ask.",
                bedtime=(
                    "Half past eight, in the same room as his brother, landing light on. Reads aloud to him until he drops off,"
                    " then reads on by himself."
                ),
                comfort="A grown-up who sits down next to him and talks about something else entirely.",
                wishes=(
                    "“Me and my brother in the same room. Somewhere I can still get to football. And somebody has to tell Nan"
                    " we're all right, every night, or she'll worry and it's bad for her.”"
                ),
                health_words="Immunisations up to date. Dentist seen in June. Asthma plan held by the school nurse.",
            ),
        ),
        StoryChild(
            first_name="Frankie",
            last_name="Wadlow",
            sex=Sex.MALE,
            age=(6, 2, 3),
            school="Fenhollow Primary School",
            needs=Needs(
                needs_interpreter=False,
                plan=Plan.RETURN_HOME,
                expected_weeks=20,
                school_stage="Year 2",
                ehcp=False,
                keep_school=True,
                family_time=(
                    FamilyTime("Grandmother", HOME, "Sundays, and a call before bed"),
                    FamilyTime(
                        "Mother",
                        NEAR,
                        "Wednesdays after school, for half an hour; more tires them both",
                    ),
                ),
                avoid=(
                    Avoid("Their father's flat; there is an order that he keeps away", "PE2", 0.5),
                ),
                together=Together.TOGETHER,
                contact_wanted="With his brother always.",
                levels=levels(
                    attachment=(
                        Level.SOME,
                        "Follows whoever is kindest from room to room, and goes silent when left with somebody new.",
                        "Time. Do not make him say hello. He comes and leans on you when he is ready.",
                    ),
                    emotional=(
                        Level.SOME,
                        "Wets the bed two or three nights a week since February, and hides the sheets.",
                        "A waterproof cover, spare pyjamas on the chair, and not a word said about it.",
                    ),
                    behaviour=(
                        Level.SOME,
                        "Tired, he kicks and throws himself down; over in five minutes.",
                        "Stay close, say little, have the blanket ready.",
                    ),
                    education=(
                        Level.SOME,
                        "Speech is unclear to strangers; sees the therapist at school on Mondays.",
                        "Repeat back what you understood rather than asking again. His brother should not always interpret.",
                    ),
                    health=Level.NONE,
                    violence=Level.NONE,
                    identity=Level.NONE,
                    language=Level.NONE,
                    **_NOT_FOR_SMALL_BOYS,
                ),
                no_other_children=False,
                no_younger_children=False,
                carers_wanted=CarersWanted.ANY,
                two_carers=False,
                someone_home=True,
                no_pets=False,
                own_bedroom=False,
                ground_floor=False,
                non_smoking=True,
                likes=(
                    "Worms, and all that lives under stones. Tractors over cars. Being pulled along on a blanket. The same four"
                    " episodes of the same cartoon, in order."
                ),
                good_at="Noticing things nobody else has seen. He draws insects with the right number of legs.",
                routines=(
                    "Slow to wake: ten minutes on the sofa under a blanket before anybody speaks. Walks to school holding his"
                    " brother's sleeve, not his hand. Bath every second night, never a shower."
                ),
                food="Plain pasta, cheese, apples cut up small, sausages. Nothing touching anything else on the plate.",
                bedtime="Half past seven. His brother reads to him. The door stays open as wide as a shoe.",
                comfort="A grey rabbit called Mister, without one ear. Being wrapped tightly and rocked.",
                wishes="Asked what he wants, he drew a house with a digger outside and two boys in one window.",
                health_words="Hearing checked in spring, clear. Continence nurse's leaflet given; review in January.",
            ),
        ),
    ),
)
