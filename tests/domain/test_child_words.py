"""What a child should not read: words, names and numbers; how hard a text is; what the papers leave out."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.carer_profiles import CarersProfile, Topic, carers_profile
from art_desktop.domain.child_pages import TO_TURN, ChildsPage, childs_page, first_names, own_words
from art_desktop.domain.child_words import (
    HARD,
    SAY_INSTEAD,
    age_to_read,
    child_problems,
    grave_words,
    hard_words,
    household_problems,
    names_found,
    reading_advice,
    sentences_in,
    trade_words,
    whereabouts,
)
from art_desktop.domain.paper_forms import Answers
from art_desktop.domain.paper_words import ReadingAge

EASY = "We eat at six. Paul cooks and I do the pudding. You can help, or lay the table, or just talk to us."
HEAVY = (
    "Statutory visiting arrangements are determined in consultation with the supervising social worker and "
    "subsequently communicated to the household in accordance with the established procedure."
)


@pytest.mark.parametrize("word", SAY_INSTEAD)
def test_every_word_of_the_trade_is_found_and_something_else_said(word: str) -> None:
    found = dict(trade_words(f"This is about {word} today."))
    assert found.get(word) or any(word in longer for longer in found)
    assert all(word.casefold() not in instead.casefold().split() for word, instead in found.items())


@pytest.mark.parametrize("word", HARD)
def test_every_hard_word_stops_a_paper_however_it_is_cased(word: str) -> None:
    assert list(grave_words(f"There was {word.upper()}, they say."))
    assert hard_words(f"there was {word.replace(' ', chr(10))}.")


@pytest.mark.parametrize(
    "words",
    [
        "A unit of Lego",
        "We contacted nobody",
        "lacrosse",
        "victimless",
        "black cat",
        "The oldest tortoise",
    ],
)
def test_words_inside_other_words_are_left_alone(words: str) -> None:
    assert not hard_words(words)
    assert not trade_words(words)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Ring 01632 960111 any time", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("we are at pe1 2ab", "a postcode"),
        ("hall@example.org", "an e-mail address"),
        ("12 Orchard Lane", "a street with its number"),
    ],
)
def test_what_leads_to_a_door_is_grave(words: str, what: str) -> None:
    assert whereabouts(words) == (what,)


@pytest.mark.parametrize(
    "words", ["We have 2 cats and 10 fish", "Bed at 8, up at 7", "born in 2010", EASY]
)
def test_ordinary_numbers_lead_nowhere(words: str) -> None:
    assert whereabouts(words) == ()


@given(st.from_regex(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}", fullmatch=True))
def test_any_postcode_is_found(postcode: str) -> None:
    assert "a postcode" in whereabouts(f"We live at {postcode}, come in.")


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text: str) -> None:
    age = age_to_read(text)
    assert age is None or age >= 5
    list(grave_words(text))
    for reader in ReadingAge:
        reading_advice(text, reader)


@given(st.lists(st.sampled_from(["cat", "house", "garden", "friendly"]), min_size=12, max_size=40))
def test_longer_sentences_are_never_easier(words: list[str]) -> None:
    whole = " ".join(words) + "."
    cut = " ".join(words[:6]) + ". " + " ".join(words[6:]) + "."
    long, short = age_to_read(whole), age_to_read(cut)
    assert long is not None
    assert short is not None
    assert short <= long


def test_how_hard_a_text_is_to_read() -> None:
    easy, heavy = age_to_read(EASY), age_to_read(HEAVY)
    assert easy is not None
    assert heavy is not None
    assert easy < 8
    assert heavy > 18
    assert "words: cut it in two" in reading_advice(HEAVY, ReadingAge.OLDER)
    assert reading_advice(EASY, ReadingAge.YOUNGER) == ""
    assert age_to_read("Too short to say.") is None
    assert len(sentences_in("One. Two!\nThree … ")) == 3


def test_a_name_is_found_with_its_capital_only() -> None:
    assert names_found("Hill’s garden is down the hill", ("Hill", "Rose")) == ("Hill",)
    assert names_found("They said grace", ("Grace",)) == ()
    assert names_found("we live in rush  lane now", ("Rush Lane", "  ")) == ("Rush Lane",)


def test_the_childs_page_asks_for_the_childs_words() -> None:
    answers = Answers(
        {"loves": f"{TO_TURN} Enjoys trains.", "sad": "My nan.", "advocate_phone": "01632 960123"}
    )
    (turned,) = child_problems(answers)
    assert turned.field == "loves"
    assert not turned.grave
    page = childs_page("Toby", answers, reading_age=ReadingAge.YOUNGER, months=80)
    assert (page.loves, page.sad) == ("", "My nan.")
    assert own_words(f"{TO_TURN} Enjoys trains.\nI love trains.") == "I love trains."
    assert own_words(f"Toby. {TO_TURN} Enjoys trains.\nI love trains.") == "I love trains."


def test_what_is_written_under_an_adults_words_is_checked_as_any() -> None:
    told = child_problems(Answers({"loves": f"{TO_TURN} Enjoys trains.\nHe was abused."}))
    assert [one.grave for one in told] == [False, True]
    assert not any(
        one.grave for one in child_problems(Answers({"loves": f"{TO_TURN} He was abused."}))
    )


def test_who_has_no_name_yet_is_nobody_to_meet_by_name() -> None:
    people = ({"name": "Carer 1"}, {"name": "Grace", "words": "I bake."})
    page = carers_profile(Answers({"people": people}), carers=[], reading_age=ReadingAge.YOUNGER)
    assert [one.name for one in page.people] == ["Grace"]


def test_a_family_telephone_on_the_childs_page_is_grave() -> None:
    (found,) = child_problems(Answers({"dear": ({"who": "Nan", "words": "ring 01632 960111"},)}))
    assert found.grave
    assert found.field == "dear"


def test_a_profile_is_told_what_is_hard_to_read_and_stopped_by_what_must_not_stand() -> None:
    found = household_problems(Answers({"house": HEAVY, "said": ({"words": "He was abused."},)}))
    assert {one.field for one in found if one.grave} == {"said"}
    assert any("cut it in two" in one.words for one in found if one.field == "house")


def test_the_younger_reader_gets_the_shorter_words_where_there_are_any() -> None:
    answers = Answers(
        {"house": "A long story of a house.", "house_short": "A red door.", "food": "Pizza."}
    )
    young = carers_profile(answers, carers=["Grace"], reading_age=ReadingAge.YOUNGER)
    older = carers_profile(answers, carers=["Grace"], reading_age=ReadingAge.OLDER)
    assert [one.words for one in young.topics] == ["A red door.", "Pizza."]
    assert older.topics[0].words == "A long story of a house."
    assert Topic.ROOM in young.untold
    assert Topic.FOOD not in young.untold


def test_the_types_have_no_place_for_what_a_child_should_not_read() -> None:
    names = {one.name for body in (ChildsPage, CarersProfile) for one in fields(body)}
    for word in (
        "address",
        "postcode",
        "surname",
        "risk",
        "legal",
        "price",
        "reference",
        "approval",
    ):
        assert not any(word in name for name in names)


def test_first_names_alone_are_said() -> None:
    assert first_names(["Grace Hall", "Paul", ""]) == "Grace and Paul"
    assert first_names(["Dr. Anneka Brzeska", "Mrs Jones"]) == "Anneka and Mrs Jones"
    assert first_names([]) == ""
