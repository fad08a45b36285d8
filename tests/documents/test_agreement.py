"""The individual placement agreement: sums to the penny, signatures on one page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from art_desktop.documents.scan import page_texts
from art_desktop.documents.writer import write
from art_desktop.domain.agreements import AgreedOutcome, Agreement, sign_by
from art_desktop.domain.vocabulary import Urgency
from tests.documents.agreement_samples import LONG, SHORT
from tests.documents.judge import judge
from tests.documents.samples import STAMP

OPEN = replace(STAMP, redacted=False)


def pages_of(paper: Agreement) -> list[str]:
    return [re.sub(r"\s+", " ", page) for page in page_texts(write(paper, OPEN))]


@pytest.mark.parametrize("paper", [SHORT, LONG])
def test_it_can_be_read_by_everybody(paper: Agreement) -> None:
    judge(write(paper, OPEN))
    assert write(paper, OPEN) == write(paper, OPEN)


def test_the_sums_are_printed_as_they_are() -> None:
    words = " ".join(pages_of(LONG))
    for told in ("£5,612.50", "£4,041.00", "£1,571.50", "£292,651.79", "£780,939.29", "£120.00"):
        assert told in words
    assert "Do not invoice by it" in words
    assert "Do not invoice by it" not in " ".join(pages_of(SHORT))


@pytest.mark.parametrize("outcomes", range(0, 14, 2))
def test_both_signatures_stand_on_one_page(outcomes: int) -> None:
    rows = tuple(AgreedOutcome(f"Outcome {at}", "Seen by the register.") for at in range(outcomes))
    signed = [page for page in pages_of(replace(LONG, outcomes=rows)) if "Both sides sign" in page]
    assert len(signed) == 1
    assert signed[0].count("Signature") >= 3
    assert signed[0].count("Date") >= 2
    assert "For Peterborough City Council" in signed[0]
    assert "For Saltmarsh House" in signed[0]
    assert "£5,612.50 a week from Fri 27 Nov 2026" in signed[0]


def test_what_is_not_known_is_said_calmly() -> None:
    words = " ".join(pages_of(SHORT))
    assert "is not yet written down" in words
    assert "Not yet agreed" in words
    assert "None" not in words


def test_a_check_that_is_not_in_order_stops_the_start_on_paper_too() -> None:
    words = " ".join(pages_of(LONG))
    assert "To be put right: lapsed Sat 31 Oct 2026" in words
    assert "only when every check is in order" in words
    assert "To be put right" not in " ".join(pages_of(SHORT))


def test_an_urgent_one_is_signed_within_five_working_days() -> None:
    on = date(2026, 11, 27)
    assert sign_by(on, Urgency.PLANNED) == on
    assert sign_by(on, Urgency.URGENT) == date(2026, 12, 4)
    assert sign_by(date(2026, 12, 24), Urgency.OUT_OF_HOURS) == date(2027, 1, 5)
