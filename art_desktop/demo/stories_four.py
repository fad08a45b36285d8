"""The open request for four brothers and sisters who are to stay together. Everybody in them is invented."""

from __future__ import annotations

from typing import Final

from art_desktop.demo.people import ASSESSMENT_TEAM
from art_desktop.demo.story import HOME, NEAR, Story, StoryChild, levels, nothing_of
from art_desktop.domain.needs import FamilyTime, Needs
from art_desktop.domain.vocabulary import (
    Level,
    NeedCode,
    Plan,
    Post,
    RequestKind,
    Sex,
    Stage,
    Together,
    Urgency,
)

_FAR_FROM_THEM: Final = nothing_of(
    NeedCode.SELF_HARM,
    NeedCode.OFFENDING,
    NeedCode.SEXUAL_EXPLOITATION,
    NeedCode.CRIMINAL_EXPLOITATION,
    NeedCode.SUBSTANCE,
    NeedCode.FIRE,
)
_FAMILY_TIME: Final = (
    FamilyTime("Mother", HOME, "Saturday mornings, supervised"),
    FamilyTime("Grandfather", NEAR, "Sundays after chapel"),
)

FOUR: Final = Story(
    key="four",
    kind=RequestKind.FIRST_TIME,
    urgency=Urgency.URGENT,
    stage=Stage.SEARCHING,
    needed_in_hours=3 * 24,
    referred_days_ago=4,
    team=ASSESSMENT_TEAM,
    outcode="PE2",
    decided_by=Post.ASSISTANT_DIRECTOR,
    urgent_reason="Their mother is admitted in three days, a month sooner than was said.",
    why=(
        "Their mother goes into hospital for some months and nobody in the family has room for four. Their grandfather has them"
        " until the end of next week, on two sofas. The plan is home again."
    ),
    children=(
        StoryChild(
            first_name="Bethan",
            last_name="Llewellyn-Marsh",
            sex=Sex.FEMALE,
            age=(11, 4, 3),
            religion="Methodist",
            school="Foxcote Academy",
            needs=Needs(
                plan=Plan.RETURN_HOME,
                expected_weeks=30,
                school_stage="Year 7",
                keep_school=True,
                family_time=_FAMILY_TIME,
                together=Together.TOGETHER,
                avoid=(),
                levels=levels(
                    **_FAR_FROM_THEM,
                    emotional=(
                        Level.SOME,
                        "Does her mother's worrying for her: bills, tea, whether the boys have clean socks.",
                        "Give her one job, thank her for it, and do the rest where she can see it done.",
                    ),
                    attachment=Level.SOME,
                    education=Level.NONE,
                ),
                own_bedroom=False,
                someone_home=True,
                likes="Brass band on Wednesdays, maps of places that do not exist, long baths with the door locked.",
                good_at="Second cornet. Plaiting hair. Knowing who is about to cry.",
                routines="The ten to eight bus with two friends. Homework at the table with the radio on.",
                food="Nearly anything with gravy. Not eggs.",
                bedtime="Half past eight, then reads until she is told twice.",
                comfort="Being asked a question about something else.",
                wishes="“All four of us or I'm not going. And somebody has to come to the concert.”",
            ),
        ),
        StoryChild(
            first_name="Rhys",
            last_name="Llewellyn-Marsh",
            sex=Sex.MALE,
            age=(9, 1, 22),
            religion="Methodist",
            school="Harrowgate Junior School",
            needs=Needs(
                plan=Plan.RETURN_HOME,
                expected_weeks=30,
                school_stage="Year 4",
                keep_school=True,
                family_time=_FAMILY_TIME,
                together=Together.TOGETHER,
                avoid=(),
                levels=levels(
                    **_FAR_FROM_THEM,
                    behaviour=(
                        Level.SOME,
                        "Slams out to the shed when he is told off in front of the others.",
                        "Leave the shed open. He comes in by himself for toast, and says sorry to the dog first.",
                    ),
                    learning=(
                        Level.SOME,
                        "Reads like a seven-year-old and hides it well.",
                        "Comics, aloud, with somebody who is in no hurry.",
                    ),
                    health=Level.NONE,
                ),
                own_bedroom=False,
                likes="Fishing, anything with an engine, frying bacon.",
                good_at="Mending bicycles. Football in goal.",
                routines="Feeds the dog before himself. Cubs on Thursday.",
                food="Bacon, pies, apples cut in quarters.",
                bedtime="Nine, with the landing light on.",
                comfort="Something to take apart.",
                wishes="“Can the dog come?”",
            ),
        ),
        StoryChild(
            first_name="Nia",
            last_name="Llewellyn-Marsh",
            sex=Sex.FEMALE,
            age=(6, 7, 12),
            religion="Methodist",
            school="Harrowgate Infant School",
            needs=Needs(
                plan=Plan.RETURN_HOME,
                expected_weeks=30,
                school_stage="Year 2",
                keep_school=True,
                family_time=_FAMILY_TIME,
                together=Together.TOGETHER,
                avoid=(),
                levels=levels(
                    **_FAR_FROM_THEM,
                    health=(
                        Level.SOME,
                        "Asthma; worse in cold air and round smoke.",
                        "Blue inhaler with the spacer, two puffs, in her school bag and by the bed.",
                    ),
                    attachment=(
                        Level.SOME,
                        "Will not let her sister out of sight in a new place.",
                        "Beds in the same room for the first weeks. Say where everybody is, often.",
                    ),
                ),
                own_bedroom=False,
                non_smoking=True,
                likes="Snails, the colour orange, being carried although she is too big.",
                good_at="Rhymes. Finding what other people have lost.",
                routines="A story about a badger, the same one, since August.",
                food="Pasta with nothing on it, satsumas, the crusts off.",
                bedtime="Seven, with a hand to hold until the breathing slows.",
                comfort="Her sister's blue jumper.",
                wishes="“I want to be where my big sister is and where Mummy can find it.”",
            ),
        ),
        StoryChild(
            first_name="Owen",
            last_name="Llewellyn-Marsh",
            known_as="Wen",
            sex=Sex.MALE,
            age=(3, 2, 9),
            religion="Methodist",
            needs=Needs(
                plan=Plan.RETURN_HOME,
                expected_weeks=30,
                family_time=_FAMILY_TIME,
                together=Together.TOGETHER,
                avoid=(),
                levels=levels(
                    language=(
                        Level.SOME,
                        "Talks with his hands and about twenty words; the speech therapist comes to nursery on Mondays.",
                        "Wait, and say it back right without asking him to say it again.",
                    ),
                    sensory=Level.SOME,
                    health=Level.NONE,
                ),
                own_bedroom=False,
                someone_home=True,
                likes="Buses, water, posting letters that he has written himself.",
                good_at="Sharing: hands you half of whatever he has, bitten or not.",
                routines="Nursery in the mornings. Sleeps an hour after dinner if the room is dark.",
                food="Eats best on somebody's knee. No nuts in the house, for nursery's rule.",
                bedtime="Half past six, after the bus book.",
                comfort="A bus in each hand.",
                wishes="Waves at every bus in case their mother is on it.",
            ),
        ),
    ),
)
