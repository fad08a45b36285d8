"""The papers for children: every page sound, everything said, kind when nothing is; large type for the young."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from art_desktop.documents.child_page import OLDER_RIGHTS, YOUNG_RIGHTS
from art_desktop.documents.scan import page_texts
from art_desktop.documents.shapes import Shape
from art_desktop.documents.style import look
from art_desktop.documents.writer import write
from art_desktop.domain.carer_profiles import CarersProfile, Person, Pet
from art_desktop.domain.child_pages import ChildsPage, Dear
from art_desktop.domain.child_words import TARGET, age_to_read, grave_words, trade_words
from art_desktop.domain.paper_words import ReadingAge
from art_desktop.domain.papers import PaperBody
from tests.documents.child_samples import HALL, IVY, RINGS, STAMP, TOBY, picture
from tests.documents.judge import judge

LONG = "We go to the sea and to the woods and home again. " * 120


def words_of(body: PaperBody, reference: str = STAMP.reference) -> str:
    data = write(body, replace(STAMP, reference=reference))
    return re.sub(r"\s+", " ", " ".join(page_texts(data)))


@pytest.mark.parametrize("age", ReadingAge)
@pytest.mark.parametrize(
    "body",
    [
        TOBY,
        IVY,
        ChildsPage(name="Łucja", reading_age=ReadingAge.OLDER, ring=RINGS),
        replace(TOBY, loves=LONG, food_yes=LONG, dear=(Dear("Nan", LONG),) * 4),
    ],
    ids=["said", "baby", "empty", "long"],
)
def test_every_page_of_a_childs_own_page_is_sound(body: ChildsPage, age: ReadingAge) -> None:
    judge(write(replace(body, reading_age=age), STAMP))


@pytest.mark.parametrize("age", ReadingAge)
@pytest.mark.parametrize(
    "body",
    [
        HALL,
        CarersProfile(carers="", reading_age=ReadingAge.OLDER),
        replace(
            HALL,
            people=tuple(Person(f"Person {at}", LONG[:600]) for at in range(8)),
            pets=tuple(Pet(f"Pet {at}", LONG[:300]) for at in range(6)),
            message=LONG,
            pictures=tuple(
                picture(*size, caption=LONG[:120])
                for size in ((1600, 300), (300, 1600), (800, 600)) * 4
            ),
        ),
    ],
    ids=["told", "nothing", "everything"],
)
def test_every_page_of_a_profile_is_sound(body: CarersProfile, age: ReadingAge) -> None:
    judge(write(replace(body, reading_age=age), STAMP))


@pytest.mark.parametrize("age", ReadingAge)
def test_all_that_the_child_said_is_there(age: ReadingAge) -> None:
    words = words_of(replace(TOBY, reading_age=age))
    for said in (
        *TOBY.loves.split("\n"),
        TOBY.sad,
        TOBY.know,
        TOBY.ask,
        "my brother, he is funny",
        "Grace and Paul",
        "0800 1111",
        "Friday 27 November",
    ):
        assert said in words


@pytest.mark.parametrize("age", ReadingAge)
def test_numbers_told_at_length_go_on_over_the_page(age: ReadingAge) -> None:
    told = "01632 960123, or at the office 01632 960124: ask for Bea or for Hanna"
    rings = tuple(replace(ring, phone=f"{told} {at}") for at, ring in enumerate(RINGS))
    body = replace(TOBY, reading_age=age, name="W" * 300, ring=rings)
    judge(write(body, STAMP))
    words = words_of(body)
    for ring in rings:
        assert ring.phone in words


def test_nobody_too_little_is_told_to_ring_or_complain() -> None:
    words = words_of(IVY)
    assert "The people who know me best wrote this for me." in words
    assert "0800" not in words
    assert "complaint" not in words


def test_what_is_not_known_yet_is_said_once_and_calmly() -> None:
    words = words_of(ChildsPage(name="Maya", reading_age=ReadingAge.YOUNGER, ring=RINGS))
    assert words.count("Not all is known yet.") == 1


def test_an_empty_profile_is_still_kind() -> None:
    words = words_of(CarersProfile(carers="Grace", reading_age=ReadingAge.OLDER), reference="")
    assert "Hello! This is us, and this is our home." in words
    assert "You can write your questions here." in words
    assert "Meet your carers · version 2" in words


def test_a_picture_has_its_caption_and_its_words() -> None:
    shown = picture(600, 400, alt="A red door", caption="Our door")
    data = write(replace(HALL, pictures=(shown,)), STAMP)
    assert "Our door" in " ".join(page_texts(data))
    judge(data)


def test_the_young_read_large_letters_and_the_older_calm_ones() -> None:
    assert 18 <= look("big").size <= 20
    assert 13 <= look("calm").size <= 14


@pytest.mark.parametrize(
    ("rights", "age"), [(YOUNG_RIGHTS, ReadingAge.YOUNGER), (OLDER_RIGHTS, ReadingAge.OLDER)]
)
def test_our_own_words_pass_our_own_check(rights: tuple[str, ...], age: ReadingAge) -> None:
    needed = age_to_read(" ".join(rights))
    assert needed is not None
    assert needed <= TARGET[age] + 1
    for words in rights:
        assert not list(grave_words(words))
        assert not trade_words(words)


def test_every_shape_is_drawn() -> None:
    from art_desktop.documents.shapes import _DRAWN

    assert set(_DRAWN) == set(Shape)
