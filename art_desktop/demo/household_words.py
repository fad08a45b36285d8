"""What is written about households: pets, interests, and a paragraph about the family."""

from __future__ import annotations

import random
from datetime import date
from typing import Final

from art_desktop.domain.children import age_in_years
from art_desktop.domain.households import Household
from art_desktop.domain.vocabulary import MemberRelation

_PETS: Final = (
    "Two elderly cats who keep to themselves",
    "One spaniel, used to children",
    "A large, gentle Labrador",
    "Guinea pigs in the garden and a house rabbit",
    "Two small terriers who bark at the door",
    "A parrot, and fish in the front room",
    "A greyhound who sleeps most of the day",
    "Chickens and one cat",
    "A rescue dog, never left alone with small children",
    "A tortoise called Gladys",
)
_INTERESTS: Final = (
    "allotment", "baking", "board games", "camping in Norfolk", "carp fishing", "church choir", "cricket", "cycling",
    "darts league", "dressmaking", "football (season tickets at the Posh)", "geocaching", "horses", "jigsaws", "karate",
    "Lego", "model railways", "motorbikes", "narrowboats", "park runs", "quizzes", "reading", "roller skating",
    "Scouts", "steam rallies", "swimming", "trampolining", "walking on the Nene", "watercolours", "yoga",
    "mending old radios", "salsa", "gardening", "bird-watching at the washes", "amateur dramatics", "Warhammer",
)  # fmt: skip
_HOMES: Final = (
    "A semi at the quiet end of a cul-de-sac, with a trampoline that has seen better days.",
    "A terraced house near the bus route, five minutes' walk from two primary schools.",
    "A bungalow on a corner plot, with a big kitchen table where everything happens.",
    "A detached house on the edge of a village, fields behind and the bus on the hour.",
    "A town house on three floors; the young person has the top one, with their own shower.",
    "An end-terrace with a long garden that runs down to the drain and the ducks.",
    "A modern four-bedroom house near the park, with a shed full of bicycles.",
    "A Victorian house that is always half way through being decorated.",
    "A dormer bungalow with a summer house that doubles as a den.",
)
_WAYS: Final = (
    "The house is lively at tea time and quiet by eight.",
    "They eat together every evening, telephones in the basket by the door.",
    "Routines are firm and kindly meant; the week is on the fridge in pictures.",
    "They are easy-going about noise and firm about school.",
    "Weekends mean muddy boots and something in the slow cooker.",
    "They are used to long journeys to see family and do not complain of them.",
    "They keep in touch with nearly everyone they have ever looked after.",
    "They say what they think, kindly, and expect the same back.",
    "They go at the child's pace, and are known for sitting on the stairs outside a closed door until it opens.",
    "Sunday dinners are for whoever turns up.",
    "They write everything down, and come to every meeting.",
    "Bedtimes are sacred: bath, story, landing light.",
)
_WORK: Final = (
    "{a} gave up work at the hospital to foster full time.",
    "{a} works mornings at a nursery; evenings and holidays are free.",
    "{a} drove a school bus for years and knows every family in the area.",
    "{a} is a retired teaching assistant.",
    "{a} was in care as a child and says so when it helps.",
    "{a} works from home and is there at half past three.",
    "{a} ran a youth club for ten years.",
    "{a} was a nurse on the children's ward.",
    "{a} works shifts at the warehouse, which their sister covers for.",
    "{a} came to fostering after bringing up three of their own.",
)
_PARTNER: Final = (
    "{b} is an electrician and mends everything.",
    "{b} is the cook.",
    "{b} coaches the under-elevens on Saturdays.",
    "{b} drives a lorry and is away two nights a week.",
    "{b} is the one who does bedtime.",
    "{b} works for the railway, earlies and lates.",
    "{b} took early retirement from the fire service.",
    "{b} is quiet, and children follow them about.",
)


def pets_note(rng: random.Random) -> str:
    """Draw a line about pets."""
    return rng.choice(_PETS)


def interests(rng: random.Random) -> str:
    """Draw what a household likes doing, as a list in words."""
    words = ", ".join(rng.sample(_INTERESTS, rng.choice((3, 3, 4))))
    return words[0].upper() + words[1:]


def about(rng: random.Random, household: Household, today: date) -> str:
    """Write a paragraph about a household whose carers and members are already there."""
    parts = [rng.choice(_HOMES), rng.choice(_WORK).format(a=household.carers[0].first_name)]
    if len(household.carers) > 1:
        parts.append(rng.choice(_PARTNER).format(b=household.carers[1].first_name))
    own = [
        age_in_years(member.born_on, today)
        for member in household.members
        if member.born_on is not None and member.relation is MemberRelation.OWN_CHILD
    ]
    if own:
        ages = " and ".join(str(age) for age in sorted(own, reverse=True))
        parts.append(f"Their own {'child is' if len(own) == 1 else 'children are'} {ages}.")
    parts.append(rng.choice(_WAYS))
    return " ".join(parts)
