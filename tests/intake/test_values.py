"""Cells to values."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.vocabulary import ApprovalKind
from art_desktop.intake.values import (
    coded,
    parse_ages,
    parse_date,
    parse_email,
    parse_list,
    parse_money_pence,
    parse_postcode,
    parse_yes_no,
    short_text,
    whole_number,
)

DAY = date(2014, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        *("03/04/2014", "3/4/2014", "3-4-2014", "03.04.2014", "2014-04-03", "2014/04/03"),
        *(
            "2014-04-03 00:00:00",
            "2014-04-03T00:00:00",
            "3 April 2014",
            "3rd Apr 2014",
            "03-Apr-2014",
        ),
        *("41732", "41732.0"),
    ],
)
def test_dates_as_people_write_them(cell: str) -> None:
    assert parse_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("03/04/14", "two digits"),
        ("3-Apr-14", "two digits"),
        ("31/02/2014", "day first"),
        ("04/25/2014", "day first"),
        ("03/04/0214", "likely year"),
        ("yesterday", "dd/mm/yyyy"),
        ("5", "dd/mm/yyyy"),
        ("٠٣/٠٤/٢٠١٤", "dd/mm/yyyy"),
        ("2014-04-03 13:00", "dd/mm/yyyy"),
    ],
)
def test_dates_that_cannot_be_taken(cell: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        parse_date(cell)


@given(st.dates(date(1930, 1, 1), date(2100, 1, 1)))
def test_a_date_is_the_same_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    written = (f"{day:%d/%m/%Y}", day.isoformat(), f"{day:%d %B %Y}", str(serial))
    assert {parse_date(cell) for cell in written} == {day}


@given(st.integers(0, 10**8))
def test_money_is_exact_to_the_penny(pence: int) -> None:
    pounds = Decimal(pence) / 100
    for cell in (f"{pounds:.2f}", f"£{pounds:,.2f}", f"{pounds:.2f} GBP"):
        assert parse_money_pence(cell) == pence


@pytest.mark.parametrize(
    "cell", ["1.234", "one", "1,23", "£", "1e5", "nan", "12 50", "99999999999"]
)
def test_what_is_no_money_is_refused(cell: str) -> None:
    with pytest.raises(RuleBroken):
        parse_money_pence(cell)


def test_yes_no_and_not_known_are_three_things() -> None:
    assert [parse_yes_no(c) for c in ("Yes", "n", "Not known")] == [True, False, None]
    with pytest.raises(RuleBroken, match="neither"):
        parse_yes_no("perhaps")


def test_lists_and_ages() -> None:
    assert parse_list("English, Polish; English & Welsh") == ("English", "Polish", "Welsh")
    assert parse_ages("12, 4 and 7") == (4, 7, 12)
    assert parse_ages("none") == ()
    with pytest.raises(RuleBroken):
        parse_ages("several")


def test_numbers_codes_and_addresses() -> None:
    assert whole_number(0, 5)("3.0") == 3
    assert coded(ApprovalKind)("SHORT-TERM") is ApprovalKind.SHORT_TERM
    assert parse_email(" a@b.org ") == "a@b.org"
    assert parse_postcode("pe11aa") == "PE1 1AA"
    for parse, cell in (
        (whole_number(0, 5), "6"),
        (whole_number(0, 5), "½"),
        (whole_number(0, 5), "²"),
        (coded(ApprovalKind), "weekend"),
        (parse_email, "a at b"),
        (parse_postcode, "nowhere"),
        (short_text, "x" * 201),
    ):
        with pytest.raises(RuleBroken):
            parse(cell)


@given(st.text(min_size=1, max_size=40))
def test_no_cell_does_worse_than_a_refusal(cell: str) -> None:
    for parse in (parse_date, parse_money_pence, parse_yes_no, parse_list, parse_ages, parse_email):
        try:
            parse(cell)
        except RuleBroken as refused:
            assert len(str(refused)) < 300  # noqa: PT017 - a value is cut short where it is quoted
