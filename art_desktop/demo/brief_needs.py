"""Needs profiles for children who already live somewhere: brief, and no two quite alike."""

from __future__ import annotations

import random
from typing import Final

from art_desktop.demo.families import Case
from art_desktop.demo.ground import Spot
from art_desktop.demo.need_words import need_answers
from art_desktop.domain.needs import FamilyTime, Needs
from art_desktop.domain.vocabulary import (
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Plan,
    Together,
)

_LIKES: Final = {
    0: ("being sung to", "bath time", "black-and-white pictures", "being carried facing outwards", "the washing machine going round",
        "a muslin with a knot in it", "the cat next door", "peekaboo"),
    3: ("diggers", "Peppa Pig", "puddles", "finger paints", "the swings, pushed high", "stickers", "stories about bears",
        "sand", "dancing in the kitchen", "snails", "pretend shops"),
    7: ("Lego", "swimming", "Minecraft", "football cards", "gymnastics", "Harry Potter, read aloud", "making slime", "dinosaurs",
        "roller skates", "baking buns", "drawing horses", "riding a bike without hands", "magic tricks"),
    11: ("drawing manga", "Roblox", "goalkeeping", "nail art", "singing in the choir", "scooters", "horror films", "baking",
         "dogs of every kind", "boxing", "plaiting hair", "cricket", "the drums", "fishing for pike"),
    15: ("music through headphones", "the gym", "driving games", "doing other people's make-up", "cooking for friends", "motorbikes",
         "football on Sunday mornings", "true-crime podcasts", "cutting hair", "chess on the telephone", "sewing", "mending bikes"),
}  # fmt: skip
_GOOD_AT: Final = {
    0: ("smiling back", "sleeping through a noisy house", "finding a thumb to suck"),
    3: ("puzzles of twenty pieces", "remembering every word of a story", "making people laugh"),
    7: ("looking after smaller children", "running fast", "mental arithmetic", "remembering birthdays", "building things that stand up"),
    11: ("art", "standing up for friends", "mathematics", "telling a story", "looking after animals", "accents"),
    15: ("cooking", "noticing when someone is upset", "fixing things", "languages", "turning up on time for work", "bargaining"),
}  # fmt: skip
_COMFORT: Final = {
    0: ("Being held upright against the shoulder.", "White noise and a dark room."),
    3: ("A grey rabbit that must not be washed.", "Sitting under a table with a torch.", "A thumb and a corner of blanket."),
    7: ("A hot-water bottle and the landing light.", "Being left alone for ten minutes, then a biscuit.", "Stroking the dog."),
    11: ("Music and a shut door.", "A walk, with nobody talking.", "A bath and clean pyjamas."),
    15: ("Being asked once and then left to decide.", "Driving about in the car at night.", "Tea, very sweet."),
}  # fmt: skip
_ROUTINES: Final = {
    0: ("Feeds every three hours, awake at dawn.", "Sleeps best in the pram, walking.", "Two naps, and a bath at six."),
    3: ("Nursery in the mornings, a nap after dinner.", "Shoes first, then coat, then the song.", "Up at six and wants company."),
    7: ("Breakfast club on Mondays.", "Ten minutes alone after school.", "Swimming on Fridays.", "Reading record signed every night."),
    11: ("Bus at ten to eight.", "Homework first, if somebody sits down too.", "Youth club on Wednesdays."),
    15: ("Gets up late and hurries.", "Works Saturdays at the chip shop.", "Gym at six, tea at eight."),
}  # fmt: skip
_FOOD: Final = (
    "Pasta in any form; no mushrooms.", "Eats what is put down, and asks for more.", "Picks; eats best with others at the table.",
    "Toast at all hours.", "Curry, the hotter the better.", "No pork.", "Vegetarian since the summer.", "Cereal for two meals of the three.",
)  # fmt: skip
_BEDTIME: Final = (
    "Landing light on.", "Story, drink, door ajar.", "Likes to be told the plan for tomorrow.", "Music, low.",
    "Settles late and should not be hurried.", "Straight off, once the cat has been put out.", "Two toys, always the same two.",
)  # fmt: skip
_WISHES: Final = {
    3: ("Wants to see the baby.", "Wants Mummy and a dog."),
    7: ("“I want to stay at my school.”", "“Can I have my own bed that nobody else uses?”", "Wants to see brothers and sisters every week."),
    11: ("“I don't want to move again.”", "Wants carers who keep their promises.", "“Somewhere with a dog and no babies.”"),
    15: ("Wants to be asked first, for once.", "Hopes to stay until college is finished.", "“My own key.”"),
}  # fmt: skip


def band(age: int) -> int:
    """Return which set of words suits an age in years: 0, 3, 7, 11 or 15."""
    return max(least for least in (0, 3, 7, 11, 15) if age >= least or least == 0)


def person_words(rng: random.Random, age: int) -> dict[str, str | None]:
    """Return the answers about the child as a person for an age in years, by the names of the fields."""
    key = band(age)
    likes = ", ".join(rng.sample(_LIKES[key], 3))
    return {
        "likes": _sentence(likes),
        "good_at": _sentence(rng.choice(_GOOD_AT[key])),
        "routines": rng.choice(_ROUTINES[key]),
        "food": rng.choice(_FOOD),
        "bedtime": rng.choice(_BEDTIME),
        "comfort": rng.choice(_COMFORT[key]),
        "wishes": rng.choice(_WISHES[key]) if key in _WISHES else None,
    }


def brief_needs(rng: random.Random, case: Case, spots: tuple[Spot, ...], today_age: int) -> Needs:
    """Return a short profile of a child who is already placed, with the unknowns such profiles have."""
    child = case.child
    key = band(today_age)
    likes = ", ".join(rng.sample(_LIKES[key], 2 if key else 3))
    plan = _plan(rng, child.legal_status, today_age)
    return Needs(
        sex=child.sex,
        ethnicity=child.ethnicity,
        religion=child.religion or None,
        first_language=child.first_language or None,
        needs_interpreter=NeedCode.LANGUAGE in case.needs or None,
        communication=(Communication.ESOL,) if NeedCode.LANGUAGE in case.needs else None,
        cultural_needs=CulturalNeed.REQUIRED if NeedCode.IDENTITY in case.needs else None,
        legal_status=child.legal_status,
        arrived_alone=child.arrived_alone,
        plan=plan,
        expected_weeks={Plan.SHORT_TERM: 26, Plan.RETURN_HOME: 16}.get(plan),
        school_name=child.school_name or None,
        school_postcode=child.school_postcode or None,
        keep_school=rng.choice((True, True, False, None)) if child.school_name else None,
        home_postcode=child.home_postcode or None,
        family_time=_family_time(rng, spots, has_family=case.home is not None),
        together=Together.TOGETHER_IF_POSSIBLE if child.family_id else None,
        levels=need_answers(rng, case.needs, today_age, child.ethnicity or "", child.religion),
        own_bedroom=True if case.solo or today_age >= 13 else rng.choice((False, None)),
        no_younger_children=True
        if case.needs.get(NeedCode.SEXUAL_BEHAVIOUR, Level.NONE).rank > 1
        else None,
        likes=_sentence(likes),
        good_at=_sentence(rng.choice(_GOOD_AT[key])),
        comfort=rng.choice(_COMFORT[key]),
        wishes=rng.choice(_WISHES[key]) if key in _WISHES else None,
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _plan(rng: random.Random, legal: str | None, age: int) -> Plan:
    if legal == "E1":
        return Plan.ADOPTION
    if age >= 17:
        return Plan.INDEPENDENCE
    if legal == "C2":
        return Plan.LONG_TERM
    return rng.choice((Plan.SHORT_TERM, Plan.SHORT_TERM, Plan.RETURN_HOME))


def _family_time(
    rng: random.Random, spots: tuple[Spot, ...], *, has_family: bool
) -> tuple[FamilyTime, ...] | None:
    if not has_family or rng.random() < 0.25:
        return None
    who = rng.choice(
        ("Mother", "Father", "Mother and father", "Grandmother", "Older sister", "Aunt")
    )
    often = rng.choice(
        (
            "Weekly, supervised",
            "Fortnightly",
            "Once a month, at the contact centre",
            "Three times a week",
            "School holidays",
        )
    )
    return (FamilyTime(who, rng.choice(spots).postcode, often),)
