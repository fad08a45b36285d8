"""The rules of the health notification: NHS numbers, the day it is due, from whom consent comes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.forms.health import SPEC
from art_desktop.domain.health_notices import (
    assessment_due_on,
    consent_from,
    nhs_number_holds,
    nhs_number_words,
    responsible_words,
)
from art_desktop.domain.paper_forms import Answer, Answers


def with_check(nine: str) -> str | None:
    """Return nine digits with their check digit; None for those that have none."""
    found = [nine + str(last) for last in range(10) if nhs_number_holds(nine + str(last))]
    return found[0] if found else None


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_caught(nine: str, at: int, other: int) -> None:
    number = with_check(nine)
    if number is None or number[at] == str(other):
        return
    assert not nhs_number_holds(number[:at] + str(other) + number[at + 1 :])


@given(st.text("0123456789", min_size=9, max_size=9))
def test_a_number_has_at_most_one_check_digit(nine: str) -> None:
    assert sum(nhs_number_holds(nine + str(last)) for last in range(10)) <= 1


@given(st.text(max_size=14))
def test_any_words_can_be_asked(words: str) -> None:
    assert nhs_number_holds(words) in {True, False}
    assert nhs_number_words(words)[:1] == words.strip()[:1] or nhs_number_holds(words)


def test_a_number_is_written_in_groups() -> None:
    assert nhs_number_words("9434765919") == "943 476 5919"
    assert nhs_number_words("not known") == "not known"
    assert not nhs_number_holds("943 476 591")
    assert not nhs_number_holds("943x4765919")


def test_the_assessment_is_due_after_twenty_working_days() -> None:
    assert assessment_due_on(date(2026, 11, 24), 20) == date(2026, 12, 22)
    # Christmas Day, the day in lieu of Boxing Day and New Year's Day are no working days.
    assert assessment_due_on(date(2026, 12, 10), 20) == date(2027, 1, 12)


@pytest.mark.parametrize(
    ("status", "age", "said"),
    [
        ("V2", 9, "Somebody with parental responsibility"),
        ("C2", 9, "The council can consent"),
        ("C2", 16, "The young person consents"),
        (None, 4, "Somebody with parental responsibility"),
    ],
)
def test_from_whom_consent_comes(status: str | None, age: int, said: str) -> None:
    assert consent_from(status, age).startswith(said)


def test_the_law_alone_says_little_of_responsibility() -> None:
    assert "under the order" in responsible_words("C1")
    assert "section 20" in responsible_words("V2")
    assert responsible_words("L1") == responsible_words(None) == ""


def problems(**values: Answer) -> dict[str, bool]:
    """Return what is wrong with answers, and whether it stops the saving."""
    return {one.field: one.grave for one in SPEC.check(Answers(values))}


def test_the_form_refuses_a_wrong_number_alone() -> None:
    assert problems() == {}
    assert problems(nhs_number="943 476 5919") == {}
    assert problems(nhs_number="943 476 5918") == {"nhs_number": True}
    assert problems(consent="given") == {"consent_by": False}
    assert problems(consent="refused") == {"consent_missing": False}
    assert problems(consent="given", consent_by="Kelly, mother") == {}
