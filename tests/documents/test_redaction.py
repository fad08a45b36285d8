"""Known identifiers are found however they are written, and everyday words are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from art_desktop.domain.needs import FamilyTime, NeedAnswer, Needs
from art_desktop.domain.redaction import (
    KnownIdentity,
    LeakKind,
    find_identifiers,
    find_in_answers,
    fold,
    is_everyday,
)
from art_desktop.domain.vocabulary import Level, NeedCode

KNOWN = KnownIdentity(
    names=(
        "Tobias Wrenfield-Łódź",
        "Toby",
        "Kelly May",
        "Jo White",
        "Will Hall",
        "Siobhán O'Rourke",
    ),
    dates=(date(2017, 6, 3),),
    addresses=("14 Larkspur Row\nPeterborough\nPE4 7DB", "Flat 2, 9 Quince Street, Ely"),
    schools=("Saltmarsh Primary School", "Peterborough High School"),
    numbers=("943 476 5919", "LW/20417"),
    phones=("07700 900143", "+44 1632 960222"),
    emails=("k.may@example.org",),
)

FOUND = {
    LeakKind.NAME: (
        "TOBIAS", "tobias's", "T o b i a s", "Wren-field", "wrenfieldlodz", "Lodz", "łódź", "K.e.l.l.y", "kelly",
        "tobys", "he asks for Jo", "Mrs White", "goes with Will to school", "KellyMay2014", "Kel\u200bly", "Ｔｏｂｙ",
        "Tobías", "siobhan", "ORourke", "O’Rourke", "o rourke's nan: Siobhán", "Toby_2", "(toby)", "her friend May",
        "𝐓𝐨𝐛𝐲", "[U+1D413][U+1D428][U+1D41B][U+1D432]", "Kelly\nMay", "To\u00adby",
    ),
    LeakKind.DATE: (
        "03/06/2017", "3.6.17", "3rd June 2017", "June 3, 2017", "2017-06-03", "03062017", "birthday is 3 June",
        "3 Jun '17", "06/03/2017", "born 3/6", "the 3rd of June",
    ),
    LeakKind.ADDRESS: (
        "14, Larkspur row", "Larkspur Row", "near larkspur  row", "9 Quince St", "Quince Street", "14larkspurrow",
    ),
    LeakKind.POSTCODE: ("PE47DB", "pe4  7db", "PE4-7DB", "at PE4 7DB."),
    LeakKind.SCHOOL: ("Saltmarsh", "saltmarsh primary", "Peterborough High School", "SALT\u00adMARSH"),
    LeakKind.NUMBER: ("9434765919", "943-476-5919", "943 476 5919", "lw20417", "LW 20417"),
    LeakKind.PHONE: ("+44 7700 900 143", "07700900143", "(07700) 900-143", "01632 960222"),
    LeakKind.EMAIL: ("K.May@Example.org", "mail k.may@example.org now"),
}  # fmt: skip

INNOCENT = (
    "White British", "will he", "may be born in May", "T. W.", "the hall", "Peterborough, PE4 area",
    "a long walk on 3 June 2026", "white and black caribbean", "He will go to Rowan. White shoes",
    "Will he sleep? He may. In May 2026 he", "primary school", "a tobiasan", "on 14 June", "jolly good", "",
    "Peterborough", "3 miles", "30 June", "13/06/2017", "born 3 July", "kellyanne", "hallway and white walls",
    "he jo-jos", "943 476", "a street of quinces", "White and Black Caribbean", "in June and July",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k, texts in FOUND.items() for text in texts]
)
def test_every_way_of_writing_it_is_found(kind: LeakKind, text: str) -> None:
    assert kind in {leak.kind for leak in find_identifiers(text, KNOWN)}


@pytest.mark.parametrize("text", INNOCENT)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert find_identifiers(text, KNOWN) == ()


def test_a_leak_says_where_and_never_what() -> None:
    (leak,) = find_identifiers("He and Tobias play", KNOWN, "likes")
    assert (leak.where, leak.hint) == ("likes", "T… (6)")
    assert leak.words == "likes: a name, T… (6)"
    assert "obias" not in repr(leak)


def test_what_is_allowed_may_stand_and_nothing_else() -> None:
    known = replace(KNOWN, allowed=("Printed by Kelly May",))
    assert find_identifiers("Printed by\nKelly May, Sun 22 Nov", known) == ()
    assert find_identifiers("Printed by Kelly May for Kelly May", known)


def test_answers_are_named_field_by_field() -> None:
    needs = Needs(
        likes="Playing with Toby",
        food="Pasta",
        risk_other="Kelly's old telephone",
        risk_to_others_other="Threw a stone at Quince Street",
        support_words="Ring 07700 900143 first",
        cultural_words="Church with Kelly",
        communication_words="Signs with Kelly",
        preferred_area="Near Quince Street",
        home_adaptation_words="The ramp that Kelly has",
        school_name="Saltmarsh Primary School",
        home_postcode="PE4 7DB",
        other_languages=("Polish", "Kelly speaks it"),
        family_time=(FamilyTime("Kelly May, his mum", "PE4 7DB", "at 14 Larkspur Row"),),
        levels={
            NeedCode.MISSING: NeedAnswer(Level.SOME, "Found at Quince Street", "Ring 07700 900143"),
            NeedCode.FIRE: NeedAnswer(Level.NONE),
        },
    )
    found = {(leak.where, leak.kind) for leak in find_in_answers(needs, KNOWN)}
    assert found == {
        ("likes", LeakKind.NAME),
        ("risk_other", LeakKind.NAME),
        ("risk_to_others_other", LeakKind.ADDRESS),
        ("support_words", LeakKind.PHONE),
        ("cultural_words", LeakKind.NAME),
        ("communication_words", LeakKind.NAME),
        ("preferred_area", LeakKind.ADDRESS),
        ("home_adaptation_words", LeakKind.NAME),
        ("other_languages", LeakKind.NAME),
        ("family_time", LeakKind.ADDRESS),
        ("levels.missing", LeakKind.ADDRESS),
        ("levels.missing", LeakKind.PHONE),
    }


@given(st.text(max_size=200), st.text(max_size=60), st.dates())
def test_nothing_breaks_the_search(text: str, name: str, born: date) -> None:
    known = KnownIdentity(
        names=(name,), dates=(born,), addresses=(name,), postcodes=(name,), schools=(name,),
        numbers=(name,), phones=(name,), emails=(name,), allowed=(name[:3],),
    )  # fmt: skip
    for leak in find_identifiers(text, known):
        assert leak.where == "text"
        assert len(name) < 4 or name not in leak.hint, "a hint is no identifier itself"


@given(
    st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x17F), min_size=5, max_size=12)
)
def test_any_name_is_found_among_other_words(name: str) -> None:
    # A heath is not Heath: an everyday word in small letters names nobody.
    assume(not is_everyday(fold(name)))
    assert find_identifiers(f"and then {name.upper()} came", KnownIdentity(names=(name,)))
    assert find_identifiers(f"({fold(name)}).", KnownIdentity(names=(name,)))


def test_a_stand_in_for_a_name_that_nobody_told_is_no_name() -> None:
    known = KnownIdentity(names=("Carer 1", "Carer 2", "Family 12", "Carer 1 Family 12"))
    assert find_identifiers("Two carers; a family of their own.", known) == ()
    named = KnownIdentity(names=("Carer Holloway",))
    assert find_identifiers("Ring Holloway.", named)


MANY = KnownIdentity(
    names=("Anne Marie Quenby", "प्रिया शर्मा", "小明 李", "محمد الأحمد", "דוד שלום", "민수 김", "Asher Tregarth",
           "Isa Long"),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "with Annemarie", "AnneMarie's", "Anne-Marie", "with प्रिया now", "我是李小明的", "ومحمد هنا", "עם לדוד",
        "민수가 왔다", "Ash-\ner", "ask Asher", "Grace likes it", "May's bed", "Tre\ngarth",
    ],
)  # fmt: skip
def test_names_of_every_script_and_spelling_are_found(text: str) -> None:
    known = replace(MANY, names=(*MANY.names, "Grace Larkmoor", "May Larkmoor"))
    assert LeakKind.NAME in {leak.kind for leak in find_identifiers(text, known)}


@pytest.mark.parametrize(
    "text", ["he acts as\nher brother does", "what it is\na long walk", "Isabel-blue", "asherah", "anne mariette"]
)  # fmt: skip
def test_two_words_that_a_line_parts_are_no_name(text: str) -> None:
    assert find_identifiers(text, replace(MANY, names=MANY.names[1:])) == ()


def test_an_address_of_the_file_format_is_no_day() -> None:
    assert find_identifiers("ns.adobe.com/pdf/1.3", KnownIdentity(dates=(date(2021, 3, 1),))) == ()
    assert find_identifiers("dob 1.3", KnownIdentity(dates=(date(2021, 3, 1),)))
