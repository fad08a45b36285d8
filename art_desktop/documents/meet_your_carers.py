"""Meet your carers: a home as a child is to meet it, for two reading ages, with pictures or without."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from types import MappingProxyType
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents.base import Sheets, columns, gap, heading, keep, para
from art_desktop.documents.friendly import (
    GROUNDS,
    Lines,
    Manner,
    block,
    frame,
    manner,
    opening,
    photo,
)
from art_desktop.documents.shapes import Shape
from art_desktop.documents.style import CONTENT
from art_desktop.domain.carer_profiles import CarersProfile, Shown, Topic
from art_desktop.domain.papers import Stamp
from art_desktop.domain.wording import listed

TITLE: Final = "Meet your carers"

_SHAPES: Final = MappingProxyType(
    {
        Topic.HOUSE: Shape.HOUSE,
        Topic.ROOM: Shape.BED,
        Topic.FOOD: Shape.PLATE,
        Topic.FUN: Shape.BALL,
        Topic.DAY: Shape.SUN,
        Topic.RULES: Shape.HANDS,
        Topic.TOUCH: Shape.PHONE,
        Topic.SCHOOL: Shape.BOOK,
        Topic.FAITH: Shape.GLOBE,
    }
)
_ASKED: Final = MappingProxyType(
    {
        Topic.HOUSE: "our house",
        Topic.ROOM: "your room",
        Topic.FOOD: "food",
        Topic.FUN: "what we like doing",
        Topic.DAY: "a day here",
        Topic.RULES: "how we live together",
        Topic.TOUCH: "the people you love",
        Topic.SCHOOL: "school",
        Topic.FAITH: "festivals and languages",
    }
)
"""What nobody has told yet, as something to ask about."""


def draw(paper: CarersProfile, stamp: Stamp) -> Sheets:
    """Return the profile ready to be set."""
    how = manner(paper.reading_age)
    fills = cycle(GROUNDS)
    pictures = iter(paper.pictures)
    title = f"Meet {paper.carers}" if paper.carers else TITLE
    story: list[Flowable] = opening(how, Shape.HOUSE, title, _hello(paper))
    story += _picture(next(pictures, None), how, tallest=300)
    story += _people(paper, how, fills)
    story += _pets(paper, how, fills)
    for told in paper.topics:
        words = para(told.words, how.text)
        story += block(how, _SHAPES[told.topic], told.topic.words, words, next(fills))
        if how.young:
            story += _picture(next(pictures, None), how, tallest=280)
    story += _gallery(list(pictures), how)
    if paper.said:
        quotes = [one for words in paper.said for one in para(f"“{words}”", how.text)]
        story += block(how, Shape.TALK, "What children said about living here", quotes, next(fills))
    if paper.message:
        words = [*para(paper.message, how.text), *para(paper.carers, how.head)]
        story += block(how, Shape.HEART, "A message from us", words, next(fills))
    story += block(how, Shape.ASK, "What do you want to ask us?", _asking(paper, how), next(fills))
    page = frame(TITLE, stamp.reference, stamp)
    return Sheets(page=page, story=story, bookmark=title)


def _hello(paper: CarersProfile) -> str:
    hello = f"Hello {paper.for_name}!" if paper.for_name else "Hello!"
    return f"{hello} This is us, and this is our home."


def _people(paper: CarersProfile, how: Manner, fills: Iterator[str]) -> list[Flowable]:
    words = [
        one
        for person in paper.people
        for one in (
            para(person.words, how.text, lead=f"{person.name}:")
            if person.words
            else para(person.name, how.text)
        )
    ]
    return block(how, Shape.PEOPLE, "Who lives here", words, next(fills)) if words else []


def _pets(paper: CarersProfile, how: Manner, fills: Iterator[str]) -> list[Flowable]:
    words = [
        one
        for pet in paper.pets
        for one in (
            para(pet.words, how.text, lead=f"{pet.name}:")
            if pet.words
            else para(pet.name, how.text)
        )
    ]
    if not words and paper.no_pets:
        words = para("We have no pets. You can tell us about yours.", how.text)
    return block(how, Shape.PAW, "Our pets", words, next(fills)) if words else []


def _asking(paper: CarersProfile, how: Manner) -> list[Flowable]:
    """Return what can be asked: what nobody has told yet, and room for the child's own questions."""
    untold = [_ASKED[topic] for topic in paper.untold]
    many = len(untold) > 4
    words = f"Ask us about {listed(untold[:4])}{', or anything else' if many else ''}."
    out = para(words, how.text) if untold else []
    out += para("You can write your questions here. We will answer them all.", how.text)
    return [*out, Lines(3, how.writing)]


def _picture(shown: Shown | None, how: Manner, *, tallest: float) -> list[Flowable]:
    if shown is None:
        return []
    return [*keep(_photo(shown, how, CONTENT, tallest)), gap(14)]


def _photo(shown: Shown, how: Manner, room: float, tallest: float) -> list[Flowable]:
    pixels = (shown.width, shown.height)
    return photo(
        shown.content, pixels, shown.alt, shown.caption, how=how, room=room, tallest=tallest
    )


def _gallery(pictures: list[Shown], how: Manner) -> list[Flowable]:
    """Return the pictures that are left: one in each row for the younger, else two."""
    if not pictures:
        return []
    out = heading("Pictures of our home", how.head, 2)
    if how.young:
        for shown in pictures:
            out += _picture(shown, how, tallest=280)
        return out
    half = CONTENT / 2
    for at in range(0, len(pictures), 2):
        row = [_photo(shown, how, half - 12, 190) for shown in pictures[at : at + 2]]
        out += columns([row if len(row) == 2 else [*row, []]], (half, half))
    return [*out, gap(12)]
