"""The matching record and its drawings: sound for every reader, nothing lost, nothing that gives an address away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from math import hypot
from typing import Final

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.documents.base import PageFrame, Sheets, render
from art_desktop.documents.charts import range_bars, share_bar
from art_desktop.documents.sketch import along, distance_sketch, rings_of
from art_desktop.documents.writer import write
from art_desktop.domain.ids import Pence
from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.matching_records import MatchingRecord, letters
from art_desktop.domain.paper_changes import body_to_json, changes
from art_desktop.domain.paper_pictures import (
    BEARING_STEP,
    RangeBar,
    SharePart,
    SketchPlace,
    bearing_between,
    compass_words,
)
from art_desktop.domain.places import GridReference
from art_desktop.services.matching_record_options import compared
from tests.documents.judge import judge
from tests.documents.record_samples import NAMES, STAMP, record

RECORDS: Final[dict[str, Callable[[], MatchingRecord]]] = {
    "one": lambda: record(1),
    "three": record,
    "forty": lambda: record(40),
    "eight children": lambda: record(3, 8),
    "nothing yet": lambda: record(0, agreed=False),
    "so far": lambda: record(5, 2, agreed=False),
}


def words_of(data: bytes) -> str:
    """Return the words of all pages."""
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(
            " ".join(sheet.get_textpage().get_text_range().split()) for sheet in document
        )
    finally:
        document.close()


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_sound_for_every_reader(name: str) -> None:
    paper = RECORDS[name]()
    data = write(paper, STAMP)
    judge(data)
    assert write(paper, STAMP) == data
    words = words_of(data)
    assert ("SO FAR" in words) is (paper.match is None)
    for one in paper.options:
        assert one.reference in words
        assert f"{one.low} to {one.high}" in words or one.low == one.high
    for child in paper.children:
        assert child.name in words
    for tier in paper.tiers:
        for rule in tier.excluded:
            assert all(home in words for home in rule.homes)


def test_what_was_typed_stands_as_it_was_typed() -> None:
    words = words_of(write(record(5), STAMP))
    assert "<b>Reid</b> & Sons" in words
    assert NAMES[2] in words


def test_a_second_record_says_what_changed() -> None:
    before, after = record(), replace(record(), why="The carers move away.")
    assert changes(body_to_json(before), body_to_json(after)) == ("Why: changed",)


def test_a_home_that_a_rule_was_set_aside_for_says_so_with_the_reason() -> None:
    words = words_of(write(record(3), STAMP))
    assert "They share by choice." in words
    assert "By an override" in words


def test_homes_that_say_nothing_beside_the_others_are_not_compared() -> None:
    first, second, third, fourth, *_ = record(6, agreed=False).options
    asked = (
        replace(first, over=True, state="Said no"),
        replace(second, low=0, high=100),
        third,
        replace(fourth, state="Said yes"),
    )
    assert compared(asked) == ("D", "C")
    assert compared(asked[:2]) == ("A", "B")
    assert compared((replace(first, over=True, matched=True), third)) == ("A", "C")


def test_why_the_others_were_not_chosen_names_each_of_them() -> None:
    words = words_of(write(record(40), STAMP))
    start = words.index("Why the others were not chosen")
    end = words.index("Why this home")
    told = words[start:end]
    assert all(
        f"{letter} {NAMES[at % 5]}" in told
        for at, letter in enumerate(letters(40))
        if at % 5 < 4 and at
    )


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=900), st.text(min_size=1, max_size=60), st.integers(0, 4))
def test_any_words_of_any_length_are_laid_out(words: str, name: str, count: int) -> None:
    paper = record(count, agreed=count > 0)
    options = tuple(
        replace(one, title=name, state=words, history=words, overridden=words)
        for one in paper.options
    )
    match = paper.match and replace(paper.match, title=name, reasons=(words,), support=(words,))
    told = replace(paper, why=words * 4, options=options, match=match, stale=words)
    assert write(told, STAMP).startswith(b"%PDF")


def page() -> PageFrame:
    """Return a page to draw on."""
    return PageFrame(
        title="Drawings",
        head="Drawings",
        reference="R-2026-0143",
        version=1,
        printed_by="Ann Officer",
        printed_at=STAMP.printed_at,
    )


places = st.lists(
    st.builds(
        SketchPlace,
        kind=st.sampled_from([PlaceKind.OPTION, PlaceKind.SCHOOL, PlaceKind.FAMILY_TIME]),
        words=st.sampled_from(["", "Hall", "مريم"]),
        miles=st.one_of(st.none(), st.floats(0, 400).map(lambda miles: round(miles, 1))),
        bearing=st.one_of(st.none(), st.integers(0, 23).map(lambda step: step * BEARING_STEP)),
        letter=st.sampled_from(["A", "B", "AA"]),
    ),
    min_size=1,
    max_size=16,
)


@given(places)
def test_any_places_are_drawn(found: list[SketchPlace]) -> None:
    story = distance_sketch(tuple(found))
    assert bool(story) is any(place.miles is not None for place in found)
    if story:
        assert render(Sheets(page=page(), story=story, bookmark="x"))


def test_drawings_are_sound_for_every_reader() -> None:
    ringed = record(12).places
    story = [
        *distance_sketch(ringed),
        *distance_sketch(tuple(replace(one, bearing=None, words="") for one in ringed)),
        *range_bars([RangeBar("Hall", 82, 90, "In-house"), RangeBar("Okafor", 70, 70)]),
        *share_bar([SharePart("Social care", Pence(2800)), SharePart("Education", Pence(7200))]),
    ]
    data = render(Sheets(page=page(), story=story, bookmark="x"))
    judge(data)
    words = words_of(data)
    assert "82 to 90" in words
    assert "£28.00 a week · 28 %" in words


def test_a_paper_that_may_not_say_where_has_no_direction() -> None:
    story = distance_sketch(tuple(replace(one, bearing=None, words="") for one in record(8).places))
    words = words_of(render(Sheets(page=page(), story=story, bookmark="x")))
    assert not any(
        compass_words(step) in words.replace("Resources", "") for step in range(0, 360, 45)
    )


def test_letters_on_one_spot_are_kept_apart() -> None:
    from art_desktop.documents.sketch import _Mark, spread

    spot = SketchPlace(kind=PlaceKind.OPTION, words="", miles=1.0, bearing=0, letter="A")
    marks = spread([_Mark(spot, 125.0, 150.0, 125.0, 150.0) for _ in range(8)], 125.0)
    for one, other in combinations(marks, 2):
        assert hypot(one.at_x - other.at_x, one.at_y - other.at_y) > 14


@given(st.lists(st.floats(0, 500), min_size=1, max_size=20))
def test_farther_stands_farther_out_and_inside_the_last_ring(miles: list[float]) -> None:
    rings = rings_of(miles)
    assert list(rings) == sorted(rings)
    assert rings[-1] >= max(miles)
    out = [along(one, rings) for one in sorted(miles)]
    assert out == sorted(out)
    assert all(0 <= one <= 1 for one in out)


@given(st.integers(-9000, 9000), st.integers(-9000, 9000))
def test_a_direction_is_rounded(east: int, north: int) -> None:
    start = GridReference(500000, 300000)
    found = bearing_between(start, GridReference(500000 + east, 300000 + north))
    if not east and not north:
        assert found is None
    else:
        assert found is not None
        assert found % BEARING_STEP == 0
        assert 0 <= found < 360


def test_directions_have_names() -> None:
    start = GridReference(0, 0)
    assert bearing_between(start, GridReference(0, 9)) == 0
    assert bearing_between(start, GridReference(9, 0)) == 90
    assert compass_words(350) == "north"
    assert compass_words(225) == "south-west"
    assert bearing_between(start, GridReference(9, 9, "IE")) is None


def test_letters_go_on_after_z() -> None:
    found = letters(60)
    assert found[0] == "A"
    assert found[25:28] == ("Z", "AA", "AB")
    assert found[52] == "BA"
    assert len(set(found)) == 60


def test_a_record_without_options_counts_nothing() -> None:
    empty: MatchingRecord = record(0, agreed=False)
    assert empty.option("A") is None
    assert empty.considered == 145
