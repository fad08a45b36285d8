"""What comes out of a paper is what went in."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from art_desktop.documents.base import PageFrame, Sheets, para, render
from art_desktop.documents.fonts import Face, Run, clean, code_of, fit, letters_of, runs, width
from art_desktop.documents.scan import drawn_text, page_texts, scan_pdf
from art_desktop.domain.redaction import KnownIdentity

FRAME = PageFrame(
    title="Placement referral R-1",
    head="Head",
    reference="R-1",
    version=1,
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
)
COVERED = sorted(
    letter
    for letter in letters_of(Face.REGULAR)
    if unicodedata.category(letter)[0] in "LNPS" or letter == " "
)
SCRIPTS = st.text(st.sampled_from(COVERED), min_size=1, max_size=400)


def drawn(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "".join(drawn_text(pdf))


def body_of(text: str) -> str:
    """Return the drawn letters of a paper that holds `text` alone, without white space, head and foot."""
    whole = re.sub(
        r"\s", "", drawn(render(Sheets(page=FRAME, story=para(text) or para("-"), bookmark="R-1")))
    )
    foot = "R-1HeadOFFICIAL-SENSITIVE"
    assert foot in whole
    return whole[: whole.index(foot)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_every_covered_letter_comes_out_as_it_went_in(text: str) -> None:
    expected = "".join(unicodedata.normalize("NFC", text).split())
    if expected:
        assert body_of(text) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=120))
def test_no_text_at_all_has_an_empty_box(text: str) -> None:
    shown = runs(clean(text).replace("\n", " "), Face.REGULAR)
    for run in shown:
        assert letters_of(run.face).issuperset(run.text), "a letter would be an empty box"
    assert bool(shown) == bool(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "Father <not to be told> lives at the mill & says <b>no</b>",
        "<para>one</para> &amp; &lt; <br/> <font color='red'>two</font>",
        "</para>",
        "a < b > c && d",
        "%PDF \\ (brackets) [square] {curly} 100% =1+1",
        "Łódź ŵyth ŷ ş Ťuma Ελένη Наталья Ғалия ẞ",
    ],
)
def test_markup_is_only_text(text: str) -> None:
    assert body_of(text) == "".join(text.split())


@pytest.mark.parametrize(
    "letter", ["中", "あ", "한", "ไ", "ह", "🦔", "\x07", "\u202e", "\U000e0001"]
)
def test_a_letter_no_font_has_is_shown_by_its_code(letter: str) -> None:
    assert body_of(f"a{letter}b") == f"a{code_of(letter)}b"


@pytest.mark.parametrize("text", ["Ա Բ Գ", "გამარჯობა", "✓ ☐ → ● ◐ ○", "😀 𝟜"])
def test_the_second_font_draws_what_the_first_lacks(text: str) -> None:
    assert body_of(text) == "".join(text.split())
    assert {run.face for run in runs(text.replace(" ", ""), Face.REGULAR)} == {Face.FALLBACK}


def test_a_viewer_reads_the_same_words() -> None:
    text = "Łódź, Ελένη and Наталья <b>like</b> fish & chips"
    assert text in page_texts(render(Sheets(page=FRAME, story=para(text), bookmark="R-1")))[0]


def test_each_page_says_the_hour_of_its_printing_and_all_of_its_head() -> None:
    midnight = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    head = "Panel pack · Peterborough Access to Support Panel, Fri 4 Dec 2026"
    frame = replace(FRAME, head=head, printed_at=midnight)
    (words,) = page_texts(render(Sheets(page=frame, story=para("A paper"), bookmark="R-1")))
    assert "Mon 23 Nov 2026, 00:00" in words
    assert head in words
    proof = replace(frame, banner="PROOF, NOT KEPT")
    (words,) = page_texts(render(Sheets(page=proof, story=para("A paper"), bookmark="R-1")))
    assert head not in words, "a banner stands there"
    assert "Panel pack" in words


def test_lines_are_kept_and_shapeless_letters_leave_no_trace() -> None:
    assert clean("one\r\ntwo\u2028three\tfour\u200b five\u00ad") == "one\ntwo\nthree four five"
    assert len(para("one\n\ntwo")) == 2
    assert para(" \n ") == []


@given(st.text(max_size=300), st.floats(min_value=20, max_value=400))
@settings(deadline=None)
def test_a_fitted_line_fits(text: str, room: float) -> None:
    assert width(fit(text, Face.SEMIBOLD, 9, room), Face.SEMIBOLD, 9) <= room + 0.01


def test_one_long_word_is_broken_not_lost() -> None:
    assert body_of("W" * 1500) == "W" * 1500
    assert body_of("W✓" * 700) == "W✓" * 700


@pytest.mark.parametrize("name", ["محمد الأحمد", "שלום דוד", "فاطمة", "پروانه"])
def test_names_read_from_right_to_left_are_joined_and_turned(name: str) -> None:
    data = render(Sheets(page=FRAME, story=para(f"His name is {name} and he is 9"), bookmark="R-1"))
    seen = unicodedata.normalize("NFKC", page_texts(data)[0])
    for word in name.split():
        assert word in seen
        assert {leak.where for leak in scan_pdf(data, KnownIdentity(names=(word,)))} == {"page 1"}
    turned = runs(f"a {name} b", Face.REGULAR)
    letters = "".join(run.text for run in turned if run.rtl)
    assert unicodedata.normalize("NFKC", letters[::-1]) == name


def test_numbers_among_right_to_left_words_keep_their_order() -> None:
    drawn_letters = runs("رقم \u0661\u0662\u0663 هنا", Face.REGULAR)
    assert "\u0661\u0662\u0663" in "".join(run.text for run in drawn_letters)
    assert runs("no such letter", Face.REGULAR) == [Run(Face.REGULAR, "no such letter")]
