"""A panel's papers as they are drawn: whole whatever the case, readable without colour, usable by a screen reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from art_desktop.documents.panel_marks import VERDICT_WORDS
from art_desktop.documents.panel_pack import MARGIN_RIGHT
from art_desktop.documents.style import A4
from art_desktop.documents.writer import write
from art_desktop.domain.panel_papers import DecisionLetter, PanelPack
from art_desktop.domain.panel_views import CaseLine, CaseVerdict, CaseView
from art_desktop.domain.vocabulary import Verdict
from tests.documents import panel_samples as samples
from tests.documents.judge import judge


def pages_of(data: bytes) -> list[str]:
    """Return the words of each page, single spaces between them."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def seven() -> bytes:
    """A pack of seven cases of every kind."""
    return write(samples.seven(), samples.STAMP)


@pytest.mark.parametrize("make", [samples.seven, samples.joint])
def test_a_pack_can_be_read_by_everybody(make: Callable[[], PanelPack]) -> None:
    judge(write(make(), samples.STAMP))


def test_minutes_can_be_read_by_everybody() -> None:
    judge(write(samples.minutes(), samples.NAMED))


@pytest.mark.parametrize("paper", samples.LETTERS.values(), ids=list(samples.LETTERS))
def test_a_letter_is_one_page_that_everybody_can_read(paper: DecisionLetter) -> None:
    data = write(paper, samples.NAMED)
    judge(data)
    assert len(pages_of(data)) == 1


def test_equal_packs_are_equal_to_the_byte() -> None:
    assert write(samples.joint(), samples.STAMP) == write(samples.joint(), samples.STAMP)


def test_the_first_page_has_the_meeting_and_where_each_case_is(seven: bytes) -> None:
    pages = pages_of(seven)
    for words in ("Peterborough Access to Support Panel", "Wed 25 Nov 2026, 09:30 to 12:30"):
        assert words in pages[0]
    for words in ("Nicholas Abara, Assistant Director (chair)", "will be quorate", "room 2"):
        assert words in pages[0]
    begins = {
        item.reference: next(
            at for at, text in enumerate(pages, start=1) if f"Case {item.position} of 7" in text
        )
        for item in samples.seven().items
    }
    front = pages[: min(begins.values()) - 1]
    assert len(front) == 1
    for item in samples.seven().items:
        assert f"{item.slot_words[:5]} {item.reference}" in front[0]
        assert f"{begins[item.reference]}" in front[0]


def test_what_is_late_stale_or_missing_is_told_before_anything_else(seven: bytes) -> None:
    first = pages_of(seven)[0]
    assert "Before you read" in first
    assert "R-2026-0149 (11:30–11:50): not ready when this pack was made" in first
    assert "R-2026-0145 (10:10–10:30): the request has changed" in first
    assert "R-2026-0148 (11:10–11:30): came after the papers had closed" in first


def test_the_child_comes_before_what_is_asked_and_the_homes_come_after(seven: bytes) -> None:
    text = " ".join(pages_of(seven))
    order = [
        "Being held facing outwards",
        "What you are asked",
        "Needs and situation",
        "What was tried",
        "Three homes to compare",
        "Where they differ",
        "How far from home",
        "Decided before",
        "My questions",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_what_is_not_known_of_any_home_is_said_once() -> None:
    unknown = (
        CaseVerdict("area", "In the area asked for", Verdict.UNKNOWN, "Which area would be best?"),
        CaseVerdict("fire", "Skills: Fire-setting", Verdict.UNKNOWN, "Level not known."),
    )
    options = []
    for option in samples.homes(6):
        skill = replace(unknown[1], sentence=f"Level not known; home {option.letter}.")
        safe = CaseVerdict(
            "safe", "Safe together", Verdict.UNKNOWN, f"Ask {option.letter}.", hard=True
        )
        options.append(replace(option, verdicts=(*option.verdicts, unknown[0], skill, safe)))
    case = samples.case(samples.BABY, options=tuple(options))
    data = write(samples.pack((case,)), samples.STAMP)
    judge(data)
    text = " ".join(pages_of(data))
    told = text[text.index("Not known of any of these homes") :]
    assert told.count("Which area would be best?") == 1
    assert text.count("In the area asked for") == 1
    assert text.casefold().count("fire-setting") == 1
    assert "Level not known" not in text
    # What a home must not be is asked of each.
    assert all(f"Safe together (not known): Ask {option.letter}." in told for option in options)


def test_nothing_stands_in_the_margin_that_is_for_writing(seven: bytes) -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(seven))
    try:
        for page in document:
            text = page.get_textpage()
            # The page's own head and foot go across.
            left = A4[0] - MARGIN_RIGHT + 1
            assert (
                text.get_text_bounded(left=left, bottom=66, right=A4[0], top=A4[1] - 60).strip()
                == ""
            )
    finally:
        document.close()


def test_every_verdict_has_a_word() -> None:
    assert set(VERDICT_WORDS) == set(Verdict)
    assert len(set(VERDICT_WORDS.values())) == len(Verdict)


def _long(case: CaseView) -> CaseView:
    words = "He tells you what he thinks if you sit beside him and do not look at him. " * 90
    child = replace(case.children[0], person=(CaseLine("Likes", words), CaseLine("Food", words)))
    option = replace(case.options[0], terms=words, view=f"Agrees\n{words}")
    return replace(case, children=(child,), asked=words, why=words, options=(option, *case.options))


def test_a_case_of_any_length_is_drawn_whole() -> None:
    data = write(samples.pack((_long(samples.case(samples.BABY)),)), samples.STAMP)
    judge(data)
    assert " ".join(pages_of(data)).count("beside") >= 90 * 6


def test_a_case_with_nothing_known_is_still_a_page_to_write_on() -> None:
    empty = samples.case(
        replace(samples.BABY, person=(), needs=(), facts=(), not_known=()),
        options=(),
        tried=(),
        decisions=(),
        rest="",
        why="",
        asked="",
        searched_on=None,
    )
    text = " ".join(pages_of(write(samples.pack((empty,)), samples.STAMP)))
    assert "What this child likes and wants is not yet known." in text
    assert "No search has been run yet." in text
    assert "What I think" in text


def test_a_pack_for_the_benchmark_is_about_as_long_as_was_asked() -> None:
    count = len(pages_of(write(samples.big_pack(60), samples.STAMP)))
    assert 45 <= count <= 75


def test_the_names_of_a_pack_and_a_stamp_agree() -> None:
    with pytest.raises(ValueError, match="disagree"):
        write(samples.joint(), samples.NAMED)
