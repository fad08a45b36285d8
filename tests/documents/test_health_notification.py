"""The health notification: one or two pages, sound for every reader, who must not be told is not to be missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.documents.writer import write
from art_desktop.domain.health_notices import Consent, HealthNotice
from tests.documents.judge import judge
from tests.documents.record_samples import STAMP, notice


def read(paper: HealthNotice) -> tuple[str, int]:
    """Return the words of a notification and how many pages it has, judged."""
    data = write(paper, STAMP)
    judge(data)
    assert write(paper, STAMP) == data
    document = pypdfium2.PdfDocument(data)
    try:
        words = " ".join(
            " ".join(sheet.get_textpage().get_text_range().split()) for sheet in document
        )
        return words, len(document)
    finally:
        document.close()


def test_a_full_one_tells_everything_that_health_needs() -> None:
    words, _pages = read(notice())
    assert "999 000 0107" in words
    assert "Tue 22 Dec 2026" in words
    assert "Given by Kelly, mother, Fri 20 Nov 2026" in words
    assert "<b>Foxcote</b> Surgery" in words
    assert words.index("Do not tell") < words.index("To arrange it")
    assert "Father's brother" in words


def test_with_nothing_filled_in_it_says_what_is_to_come_on_one_page() -> None:
    words, pages = read(notice(full=False))
    assert pages == 1
    assert "Still to come" in words
    assert "Consent to the assessment" in words
    assert "Somebody with parental responsibility has to consent." in words
    assert "Do not tell" not in words


@pytest.mark.parametrize("consent", [None, *Consent])
def test_how_consent_stands_is_always_said(consent: Consent | None) -> None:
    words, _pages = read(replace(notice(full=False), consent=consent))
    given = consent in {Consent.GIVEN, Consent.OWN}
    assert ("Given" in words) is given
    if consent is not None and not given:
        assert consent.words in words


def test_a_day_that_has_passed_is_told_as_passed() -> None:
    words, _pages = read(replace(notice(full=False), due_on=date(2026, 1, 5), late=True))
    assert "Assessment was due by" in words


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=600))
def test_any_words_are_laid_out(words: str) -> None:
    paper = replace(notice(), gp=words, helps=words * 3, not_told=(words,), consent_by=words)
    assert write(paper, STAMP).startswith(b"%PDF")
