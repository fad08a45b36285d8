"""Working days, clocks, allowances and the way things are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.children import age_in_months, age_words
from art_desktop.domain.clock import local_day, local_time
from art_desktop.domain.deadlines import add_working_days, due_at, is_working_day
from art_desktop.domain.vocabulary import TaskKind
from art_desktop.domain.wording import day_words, left_words, money_words
from art_desktop.domain.work import ClockRule

DAYS = st.dates(date(2020, 1, 1), date(2028, 12, 1))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 11, 26), 20, date(2026, 12, 24)),
        (date(2026, 12, 10), 20, date(2027, 1, 12)),  # Christmas, a substitute day, New Year
        (date(2026, 4, 1), 3, date(2026, 4, 8)),  # Good Friday and Easter Monday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_counted_on_a_calendar_by_hand(start: date, count: int, due: date) -> None:
    assert add_working_days(start, count) == due


@given(DAYS, st.integers(0, 60))
def test_a_count_ends_on_a_working_day_and_never_earlier(start: date, count: int) -> None:
    due = add_working_days(start, count)
    assert is_working_day(due)
    passed = sum(
        is_working_day(start + timedelta(days=n)) for n in range(1, (due - start).days + 1)
    )
    at_once = count == 0 and is_working_day(start)
    assert passed == (0 if at_once else max(count, 1))


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), date(2026, 7, 2)),  # 17:30 on the wall
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_what_is_due_the_same_day_is_never_late_before_it_begins(
    opened: datetime, due: date
) -> None:
    rule = ClockRule(kind=TaskKind.FINANCE, working_days=0, effective_from=date(2016, 4, 1))
    at = due_at(rule, opened)
    assert (local_day(at), local_time(at).hour) == (due, 17)
    assert at > opened


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        (date(2017, 7, 10), date(2026, 11, 22), "9 y 4 m"),
        (date(2026, 4, 22), date(2026, 11, 22), "7 m"),
        (date(2024, 2, 29), date(2026, 2, 28), "23 m"),
        (date(2026, 12, 1), date(2026, 11, 22), "unborn"),
    ],
)
def test_ages_as_they_are_written(born: date, on: date, said: str) -> None:
    assert age_words(born, on) == said


@given(DAYS, st.integers(0, 9000))
def test_an_age_never_falls_and_is_zero_before_birth(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    assert age_in_months(born, on) <= age_in_months(born, on + timedelta(days=1))
    assert age_in_months(born, born - timedelta(days=1)) == 0


@given(st.integers(-(10**9), 10**9))
def test_money_is_written_to_the_penny_and_reads_back(pence: int) -> None:
    words = money_words(pence)
    plain = words.replace("£", "").replace(",", "").replace("−", "-")
    pounds, _, rest = plain.lstrip("-").partition(".")
    assert (int(pounds) * 100 + int(rest)) * (-1 if plain.startswith("-") else 1) == pence


def test_days_and_time_left_in_words() -> None:
    assert day_words(date(2026, 11, 24)) == "Tue 24 Nov 2026"
    now = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert left_words(now + timedelta(days=2, hours=6), now) == "2 d 6 h left"
    assert left_words(now - timedelta(hours=5, minutes=10), now) == "5 h 10 min late"
