"""Invented children and homes for the papers of children."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from PIL import Image

from art_desktop.domain.carer_profiles import CarersProfile, Person, Pet, Shown, Topic, TopicWords
from art_desktop.domain.child_pages import (
    NATIONAL,
    ChildsPage,
    DayPart,
    Dear,
    Helper,
    Next,
    Ring,
)
from art_desktop.domain.paper_words import ReadingAge
from art_desktop.domain.papers import Stamp

STAMP = Stamp(
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
    version=2,
    indicative=False,
    redacted=False,
    reference="R-2026-0143",
)
RINGS = (
    Ring(who=Helper.SOCIAL_WORKER, name="Kwame", phone="01632 960777"),
    Ring(who=Helper.NIGHT, phone="01632 960199"),
    Ring(who=Helper.ADVOCATE, name="Bea", phone="01632 960123"),
    *NATIONAL,
)
TOBY = ChildsPage(
    name="Toby",
    reading_age=ReadingAge.YOUNGER,
    loves="Trains. Real ones, and my wooden ones.\nCheese on toast.",
    good_at="Knowing all the engines.",
    dear=(Dear("Alfie", "my brother, he is funny"), Dear("Nan Jean")),
    day=(
        DayPart("Morning", "I wake up early. I play quietly first."),
        DayPart("Bedtime", "Two stories. Landing light on."),
    ),
    food_yes="Toast, pasta, apples.",
    food_no="Peas. Food that touches.",
    sad="Nan’s blanket.",
    cross="Running outside. Please do not shout.",
    know="I do not like it when plans change and no one tells me.",
    ask="Can Alfie and me share a room?",
    next=Next(home="Grace and Paul", taken_by="Kwame", day="Friday 27 November", bring="My trains"),
    ring=RINGS,
)
IVY = ChildsPage(
    name="Ivy",
    reading_age=ReadingAge.YOUNGER,
    spoken_for=True,
    loves="Bath time.",
    sad="A hand on my tummy, and humming.",
)
HALL = CarersProfile(
    carers="Grace and Paul",
    reading_age=ReadingAge.OLDER,
    for_name="Toby",
    people=(Person("Grace", "I bake, and I sing while I do it."), Person("Paul")),
    pets=(Pet("Gladys", "a tortoise, older than all of us"),),
    topics=tuple(TopicWords(topic, f"Something kind about it: {topic.words}.") for topic in Topic),
    said=("They let you be grumpy.",),
    message="Take your time. We are glad that you are coming.",
)


def picture(across: int, down: int, alt: str = "A garden with a tree", caption: str = "") -> Shown:
    """Return a picture of those pixels."""
    out = io.BytesIO()
    Image.new("RGB", (across, down), (120, 180, across % 255)).save(out, "JPEG")
    return Shown(content=out.getvalue(), width=across, height=down, caption=caption, alt=alt)
