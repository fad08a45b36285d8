"""Meet your carers: a household as a child is to meet it (product.md §6, document 7; S004 §2.3.6).

An allow-list: first names alone, no address, no telephone number, no reference, no term of approval, nothing of any
other child but what one said of living there, without a name. The child is driven there and needs no address; a paper
that is lost must not lead anybody to the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.child_pages import first_names
from art_desktop.domain.names_in_text import without_stand_ins
from art_desktop.domain.paper_forms import Answers
from art_desktop.domain.paper_words import ReadingAge
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Coded

MOST_PEOPLE: Final = 8
MOST_PETS: Final = 6
MOST_PICTURES: Final = 12


class Topic(Coded):
    """What a child wants to know of a home, in the order of the paper."""

    HOUSE = "house", "Our house and garden"
    ROOM = "room", "Your room"
    FOOD = "food", "Food"
    FUN = "fun", "What we like doing"
    DAY = "day", "A day here"
    RULES = "rules", "How we live together"
    TOUCH = "touch", "The people you love"
    SCHOOL = "school", "School and getting there"
    FAITH = "faith", "Faith, festivals and languages"

    @property
    def short(self) -> str:
        """Return the name of the question that asks for fewer words, for younger children."""
        return f"{self.value}_short"


@dataclass(frozen=True)
class Person:
    """Somebody who lives there, by first name, and a friendly line about them."""

    name: str
    words: str = ""


@dataclass(frozen=True)
class Pet:
    """An animal that lives there; `name` may be "Two cats" where nobody says what they are called."""

    name: str
    words: str = ""


@dataclass(frozen=True)
class TopicWords:
    """What the household says of one topic."""

    topic: Topic
    words: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture: a JPEG, its size in pixels, what stands under it, and what is to be seen for who cannot see it."""

    content: bytes
    width: int
    height: int
    caption: str = ""
    alt: str


@dataclass(frozen=True, kw_only=True)
class CarersProfile(PaperBody):
    """One household, for one child (`for_name`) or for any. Empty words are not yet told, and said so kindly, once."""

    carers: str
    reading_age: ReadingAge
    for_name: str = ""
    people: tuple[Person, ...] = ()
    pets: tuple[Pet, ...] = ()
    no_pets: bool = False
    topics: tuple[TopicWords, ...] = ()
    said: tuple[str, ...] = ()
    message: str = ""
    pictures: tuple[Shown, ...] = ()

    @property
    def untold(self) -> tuple[Topic, ...]:
        """Return what nobody has told yet."""
        told = {one.topic for one in self.topics}
        return tuple(topic for topic in Topic if topic not in told)


def carers_profile(
    answers: Answers,
    *,
    carers: Iterable[str],
    reading_age: ReadingAge,
    for_name: str = "",
    pictures: Iterable[Shown] = (),
) -> CarersProfile:
    """Return the profile out of what the household answered. `carers` are first names, for who is not in the answers.

    The younger reader gets the shorter words where there are any.
    """
    younger = reading_age is ReadingAge.YOUNGER

    def told(name: str, short: str) -> str:
        fewer = answers.text(short).strip() if younger else ""
        return fewer or answers.text(name).strip()

    people = [
        Person(name, row.get("words", "").strip())
        for row in answers.rows("people")
        if (name := row.get("name", "").strip()) and without_stand_ins([name])
    ]
    return CarersProfile(
        carers=first_names(carers),
        reading_age=reading_age,
        for_name=for_name,
        people=tuple(people or [Person(name) for name in carers])[:MOST_PEOPLE],
        pets=tuple(
            Pet(name, row.get("words", "").strip())
            for row in answers.rows("pets")
            if (name := row.get("name", "").strip())
        )[:MOST_PETS],
        no_pets=answers.yes("no_pets") is True,
        topics=tuple(
            TopicWords(topic, words) for topic in Topic if (words := told(topic.value, topic.short))
        ),
        said=tuple(
            words for row in answers.rows("said") if (words := row.get("words", "").strip())
        ),
        message=told("message", "message_short"),
        pictures=tuple(pictures)[:MOST_PICTURES],
    )
