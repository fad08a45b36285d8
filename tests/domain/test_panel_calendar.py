"""A year of PASP and JASP, date by date, against tables checked by hand with a calendar; what moves and what stays.

The bank holidays of England in 2026 and 2027 (gov.uk) are in the first table; the dates below it were checked against a
printed calendar of each year, month by month.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art_desktop.domain.deadlines import bank_holiday, is_working_day, working_days_before
from art_desktop.domain.deciding_words import MeetingState, PanelKind, PanelRhythm
from art_desktop.domain.ids import MeetingId
from art_desktop.domain.meetings import Meeting, PanelRule
from art_desktop.domain.panel_calendar import (
    PlannedMeeting,
    last_of_month,
    meeting_on,
    missing,
    monday_of,
    plan,
    replan,
)
from art_desktop.domain.wording import instant_words, short_day_words
from art_desktop.intake.first_tables import first_tables

MON, WED, THU, FRI = 0, 2, 3, 4
LONG_AGO = date(2016, 4, 1)

BANK_HOLIDAYS = """
Thu 1 Jan 2026, Fri 3 Apr 2026, Mon 6 Apr 2026, Mon 4 May 2026, Mon 25 May 2026, Mon 31 Aug 2026
Fri 25 Dec 2026, Mon 28 Dec 2026
Fri 1 Jan 2027, Fri 26 Mar 2027, Mon 29 Mar 2027, Mon 3 May 2027, Mon 31 May 2027, Mon 30 Aug 2027
Mon 27 Dec 2027, Tue 28 Dec 2027
"""

WEDNESDAYS = {
    2026: """
    PASP Wed 7 Jan, PASP Wed 14 Jan, PASP Wed 21 Jan, JASP Wed 28 Jan
    PASP Wed 4 Feb, PASP Wed 11 Feb, PASP Wed 18 Feb, JASP Wed 25 Feb
    PASP Wed 4 Mar, PASP Wed 11 Mar, PASP Wed 18 Mar, JASP Wed 25 Mar
    PASP Wed 1 Apr, PASP Wed 8 Apr, PASP Wed 15 Apr, PASP Wed 22 Apr, JASP Wed 29 Apr
    PASP Wed 6 May, PASP Wed 13 May, PASP Wed 20 May, JASP Wed 27 May
    PASP Wed 3 Jun, PASP Wed 10 Jun, PASP Wed 17 Jun, JASP Wed 24 Jun
    PASP Wed 1 Jul, PASP Wed 8 Jul, PASP Wed 15 Jul, PASP Wed 22 Jul, JASP Wed 29 Jul
    PASP Wed 5 Aug, PASP Wed 12 Aug, PASP Wed 19 Aug, JASP Wed 26 Aug
    PASP Wed 2 Sep, PASP Wed 9 Sep, PASP Wed 16 Sep, PASP Wed 23 Sep, JASP Wed 30 Sep
    PASP Wed 7 Oct, PASP Wed 14 Oct, PASP Wed 21 Oct, JASP Wed 28 Oct
    PASP Wed 4 Nov, PASP Wed 11 Nov, PASP Wed 18 Nov, JASP Wed 25 Nov
    PASP Wed 2 Dec, PASP Wed 9 Dec, PASP Wed 16 Dec, PASP Wed 23 Dec, JASP Wed 30 Dec
    """,
    2027: """
    PASP Wed 6 Jan, PASP Wed 13 Jan, PASP Wed 20 Jan, JASP Wed 27 Jan
    PASP Wed 3 Feb, PASP Wed 10 Feb, PASP Wed 17 Feb, JASP Wed 24 Feb
    PASP Wed 3 Mar, PASP Wed 10 Mar, PASP Wed 17 Mar, PASP Wed 24 Mar, JASP Wed 31 Mar
    PASP Wed 7 Apr, PASP Wed 14 Apr, PASP Wed 21 Apr, JASP Wed 28 Apr
    PASP Wed 5 May, PASP Wed 12 May, PASP Wed 19 May, JASP Wed 26 May
    PASP Wed 2 Jun, PASP Wed 9 Jun, PASP Wed 16 Jun, PASP Wed 23 Jun, JASP Wed 30 Jun
    PASP Wed 7 Jul, PASP Wed 14 Jul, PASP Wed 21 Jul, JASP Wed 28 Jul
    PASP Wed 4 Aug, PASP Wed 11 Aug, PASP Wed 18 Aug, JASP Wed 25 Aug
    PASP Wed 1 Sep, PASP Wed 8 Sep, PASP Wed 15 Sep, PASP Wed 22 Sep, JASP Wed 29 Sep
    PASP Wed 6 Oct, PASP Wed 13 Oct, PASP Wed 20 Oct, JASP Wed 27 Oct
    PASP Wed 3 Nov, PASP Wed 10 Nov, PASP Wed 17 Nov, JASP Wed 24 Nov
    PASP Wed 1 Dec, PASP Wed 8 Dec, PASP Wed 15 Dec, PASP Wed 22 Dec, JASP Wed 29 Dec
    """,
}
"""The rule as it is: Wednesdays, on which no bank holiday of these two years falls."""

MONDAYS = {
    2026: """
    PASP Mon 5 Jan, PASP Mon 12 Jan, PASP Mon 19 Jan, JASP Mon 26 Jan
    PASP Mon 2 Feb, PASP Mon 9 Feb, PASP Mon 16 Feb, JASP Mon 23 Feb
    PASP Mon 2 Mar, PASP Mon 9 Mar, PASP Mon 16 Mar, PASP Mon 23 Mar, JASP Mon 30 Mar
    PASP Tue 7 Apr, PASP Mon 13 Apr, PASP Mon 20 Apr, JASP Mon 27 Apr
    PASP Tue 5 May, PASP Mon 11 May, PASP Mon 18 May, JASP Tue 26 May
    PASP Mon 1 Jun, PASP Mon 8 Jun, PASP Mon 15 Jun, PASP Mon 22 Jun, JASP Mon 29 Jun
    PASP Mon 6 Jul, PASP Mon 13 Jul, PASP Mon 20 Jul, JASP Mon 27 Jul
    PASP Mon 3 Aug, PASP Mon 10 Aug, PASP Mon 17 Aug, PASP Mon 24 Aug
    JASP Tue 1 Sep, PASP Mon 7 Sep, PASP Mon 14 Sep, PASP Mon 21 Sep, JASP Mon 28 Sep
    PASP Mon 5 Oct, PASP Mon 12 Oct, PASP Mon 19 Oct, JASP Mon 26 Oct
    PASP Mon 2 Nov, PASP Mon 9 Nov, PASP Mon 16 Nov, PASP Mon 23 Nov, JASP Mon 30 Nov
    PASP Mon 7 Dec, PASP Mon 14 Dec, PASP Mon 21 Dec, JASP Tue 29 Dec
    """,
    2027: """
    PASP Mon 4 Jan, PASP Mon 11 Jan, PASP Mon 18 Jan, JASP Mon 25 Jan
    PASP Mon 1 Feb, PASP Mon 8 Feb, PASP Mon 15 Feb, JASP Mon 22 Feb
    PASP Mon 1 Mar, PASP Mon 8 Mar, PASP Mon 15 Mar, PASP Mon 22 Mar, JASP Tue 30 Mar
    PASP Mon 5 Apr, PASP Mon 12 Apr, PASP Mon 19 Apr, JASP Mon 26 Apr
    PASP Tue 4 May, PASP Mon 10 May, PASP Mon 17 May, PASP Mon 24 May
    JASP Tue 1 Jun, PASP Mon 7 Jun, PASP Mon 14 Jun, PASP Mon 21 Jun, JASP Mon 28 Jun
    PASP Mon 5 Jul, PASP Mon 12 Jul, PASP Mon 19 Jul, JASP Mon 26 Jul
    PASP Mon 2 Aug, PASP Mon 9 Aug, PASP Mon 16 Aug, PASP Mon 23 Aug, JASP Tue 31 Aug
    PASP Mon 6 Sep, PASP Mon 13 Sep, PASP Mon 20 Sep, JASP Mon 27 Sep
    PASP Mon 4 Oct, PASP Mon 11 Oct, PASP Mon 18 Oct, JASP Mon 25 Oct
    PASP Mon 1 Nov, PASP Mon 8 Nov, PASP Mon 15 Nov, PASP Mon 22 Nov, JASP Mon 29 Nov
    PASP Mon 6 Dec, PASP Mon 13 Dec, PASP Mon 20 Dec, JASP Wed 29 Dec
    """,
}
"""The same panels on Mondays, where bank holidays move them: on to Tuesday, and to Wed 29 Dec 2027 past two of them."""


def rule(panel: PanelKind, weekday: int, **changes: object) -> PanelRule:
    given: dict[str, object] = {
        "panel": panel,
        "rhythm": PanelRhythm.WEEKLY,
        "weekday": weekday,
        "effective_from": LONG_AGO,
    }
    return PanelRule(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def pasp(weekday: int = WED, **changes: object) -> PanelRule:
    return rule(PanelKind.PASP, weekday, **changes)


def jasp(weekday: int = WED, **changes: object) -> PanelRule:
    given = {"rhythm": PanelRhythm.LAST_OF_MONTH, "instead_of": PanelKind.PASP}
    return rule(PanelKind.JASP, weekday, **{**given, **changes})


def year(rules: list[PanelRule], number: int) -> tuple[PlannedMeeting, ...]:
    return plan(rules, date(number, 1, 1), date(number, 12, 31))


def said(one: PlannedMeeting) -> str:
    return f"{one.panel.words} {short_day_words(one.held_on)}"


def read(table: str) -> list[str]:
    return [part.strip() for line in table.split("\n") for part in line.split(",") if part.strip()]


def shown(meetings: tuple[PlannedMeeting, ...]) -> list[str]:
    return [said(one) for one in meetings]


@pytest.mark.parametrize("number", [2026, 2027])
def test_a_year_on_wednesdays(number: int) -> None:
    assert shown(year([pasp(), jasp()], number)) == read(WEDNESDAYS[number])


@pytest.mark.parametrize("number", [2026, 2027])
def test_a_year_on_mondays_with_its_bank_holidays(number: int) -> None:
    assert shown(year([pasp(MON), jasp(MON)], number)) == read(MONDAYS[number])


def test_the_first_tables_give_that_year() -> None:
    rules = [row for row in first_tables() if isinstance(row, PanelRule)]
    assert shown(year(rules, 2027)) == read(WEDNESDAYS[2027])


def test_the_bank_holidays_are_those_of_the_government() -> None:
    days = [
        f"{short_day_words(day)} {day.year}"
        for n in range(731)
        for day in (date(2026, 1, 1) + timedelta(days=n),)
        if bank_holiday(day) and day.weekday() < 5
    ]
    assert days == read(BANK_HOLIDAYS)


@pytest.mark.parametrize("number", [2026, 2027])
def test_jasp_is_on_the_last_wednesday_of_each_month_by_another_calendar(number: int) -> None:
    last = [
        max(week[WED] for week in calendar.monthcalendar(number, month)) for month in range(1, 13)
    ]
    held = [one.held_on for one in year([pasp(), jasp()], number) if one.panel is PanelKind.JASP]
    assert [(day.month, day.day) for day in held] == list(enumerate(last, start=1))
    assert [last_of_month(number, day.month, WED) for day in held] == held


@pytest.mark.parametrize(
    ("first", "said_of_it"),
    [
        # The 25th is a Wednesday: the day before, since it is no holiday.
        (date(2024, 12, 23), [("JASP Tue 24 Dec", "Moved from Wed 25 Dec: Christmas Day")]),
        (date(2024, 12, 30), [("PASP Tue 31 Dec", "Moved from Wed 1 Jan: New Year's Day")]),
        # The 26th is a Wednesday, and the day before it a holiday too.
        (date(2029, 12, 24), [("JASP Mon 24 Dec", "Moved from Wed 26 Dec: Boxing Day")]),
        (date(2026, 11, 23), [("JASP Wed 25 Nov", "")]),
    ],
)
def test_a_bank_holiday_moves_a_meeting_to_the_nearest_working_day_before_in_its_week(
    first: date, said_of_it: list[tuple[str, str]]
) -> None:
    week = plan([pasp(), jasp()], first, first + timedelta(days=6))
    assert [(said(one), one.moved) for one in week] == said_of_it


def test_where_the_week_has_no_day_before_it_moves_to_the_day_after() -> None:
    (one,) = plan([pasp(MON), jasp(MON)], date(2027, 12, 27), date(2027, 12, 31))
    assert said(one) == "JASP Wed 29 Dec"
    assert one.moved == "Moved from Mon 27 Dec: Christmas Day (observed)"
    assert one.planned_on == date(2027, 12, 27)


def test_papers_close_so_many_working_days_before_at_their_time() -> None:
    rules = [pasp(papers_working_days=2), jasp(papers_working_days=5, papers_at="16:30")]
    april = {said(one): one for one in year(rules, 2026) if one.held_on.month == 4}
    assert instant_words(april["PASP Wed 8 Apr"].papers_due_at) == "Thu 2 Apr 2026 12:00"
    assert instant_words(april["PASP Wed 15 Apr"].papers_due_at) == "Mon 13 Apr 2026 12:00"
    assert instant_words(april["JASP Wed 29 Apr"].papers_due_at) == "Wed 22 Apr 2026 16:30"
    assert instant_words(april["PASP Wed 8 Apr"].starts_at) == "Wed 8 Apr 2026 09:30"
    assert april["PASP Wed 8 Apr"].starts_at == datetime(2026, 4, 8, 8, 30, tzinfo=UTC)


def test_another_panel_on_the_day_keeps_it_if_it_is_monthly() -> None:
    board = rule(PanelKind.GOVERNANCE, WED, rhythm=PanelRhythm.LAST_OF_MONTH)
    week = plan([pasp(), board], date(2026, 11, 23), date(2026, 11, 29))
    assert shown(week) == ["PASP Tue 24 Nov", "Joint Governance Board Wed 25 Nov"]
    assert week[0].moved == "Moved from Wed 25 Nov: Joint Governance Board meets then"


def test_a_panel_in_anothers_place_has_its_week_whatever_the_others_weekday() -> None:
    month = plan([pasp(THU), jasp(WED)], date(2026, 9, 21), date(2026, 10, 11))
    # The week of Wed 30 Sep is the last: it has no PASP on Thu 1 Oct.
    assert shown(month) == ["PASP Thu 24 Sep", "JASP Wed 30 Sep", "PASP Thu 8 Oct"]


def test_a_new_weekday_changes_only_what_follows() -> None:
    old = pasp(WED, effective_to=date(2026, 10, 12))
    new = pasp(THU, effective_from=date(2026, 10, 13))
    rules = [old, new, jasp()]
    before, after = year([pasp(), jasp()], 2026), year(rules, 2026)
    cut = date(2026, 10, 13)
    assert [one for one in after if one.held_on < cut] == [
        one for one in before if one.held_on < cut
    ]
    following = "".join(
        f"{name}, "
        for name in (
            "PASP Thu 15 Oct, PASP Thu 22 Oct, JASP Wed 28 Oct",
            "PASP Thu 5 Nov, PASP Thu 12 Nov, PASP Thu 19 Nov, JASP Wed 25 Nov",
            "PASP Thu 3 Dec, PASP Thu 10 Dec, PASP Thu 17 Dec, PASP Thu 24 Dec, JASP Wed 30 Dec",
        )
    )
    assert [said(one) for one in after if one.held_on >= cut] == read(following)


def test_a_week_whose_day_went_by_between_two_rules_does_not_go_without() -> None:
    # From Tue 13 Oct on it is on Mondays: the Monday is past, so the week keeps its Wednesday.
    rules = [
        pasp(WED, effective_to=date(2026, 10, 12)),
        pasp(MON, effective_from=date(2026, 10, 13)),
    ]
    assert shown(plan(rules, date(2026, 10, 5), date(2026, 10, 25))) == [
        "PASP Wed 7 Oct",
        "PASP Wed 14 Oct",
        "PASP Mon 19 Oct",
    ]


def test_a_panel_that_is_called_by_hand_from_a_day_on_has_no_more_meetings() -> None:
    rules = [
        pasp(WED, effective_to=date(2026, 10, 13)),
        pasp(WED, rhythm=PanelRhythm.BY_HAND, effective_from=date(2026, 10, 14)),
    ]
    found = plan(rules, date(2026, 10, 1), date(2026, 12, 31))
    assert shown(found) == ["PASP Wed 7 Oct"]


@settings(max_examples=30)
@given(
    st.integers(0, 4),
    st.integers(0, 4),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 10),
)
def test_every_week_has_one_meeting_on_a_working_day(
    weekly: int, monthly: int, first: date, days: int
) -> None:
    rules = [pasp(weekly, papers_working_days=days), jasp(monthly, papers_working_days=days)]
    start = monday_of(first)
    found = plan(rules, start, start + timedelta(days=7 * 60 - 1))
    assert [monday_of(one.held_on) for one in found] == [
        start + timedelta(weeks=n) for n in range(60)
    ]
    assert all(is_working_day(one.held_on) for one in found)
    assert all(bool(one.moved) is (one.held_on != one.planned_on) for one in found)
    for one in found:
        between = [
            one.held_on - timedelta(days=n)
            for n in range(1, 60)
            if one.held_on - timedelta(days=n) >= working_days_before(one.held_on, days)
        ]
        assert sum(is_working_day(day) for day in between) == days


@settings(max_examples=30)
@given(st.integers(0, 4), st.integers(0, 4), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_change_of_weekday_leaves_one_meeting_a_week(old: int, new: int, begins: date) -> None:
    rules = [
        pasp(old, effective_to=begins - timedelta(days=1)),
        pasp(new, effective_from=begins),
        jasp(old, effective_to=begins - timedelta(days=1)),
        jasp(new, effective_from=begins),
    ]
    start = date(2025, 12, 29)
    found = plan(rules, start, start + timedelta(days=7 * 60 - 1))
    weeks = [monday_of(one.held_on) for one in found]
    assert len(set(weeks)) == len(weeks)
    months = [(o.planned_on.year, o.planned_on.month) for o in found if o.panel is PanelKind.JASP]
    assert len(set(months)) == len(months)


# What is on record already


def on_record(one: PlannedMeeting, key: int) -> Meeting:
    return Meeting(
        id=MeetingId(key),
        panel=one.panel,
        planned_on=one.planned_on,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        papers_due_at=one.papers_due_at,
        place=one.place,
        change_reason=one.moved,
    )


def test_what_is_there_is_never_made_again_even_if_moved_or_cancelled_by_hand() -> None:
    rules = [pasp(), jasp()]
    planned = year(rules, 2026)
    held = [on_record(one, n) for n, one in enumerate(planned)]
    held[3].starts_at += timedelta(days=9)
    held[4].state = MeetingState.CANCELLED
    assert missing(planned, held, rules) == ()
    assert missing(planned, [*held[:10], *held[11:]], rules) == (planned[10],)
    called = replace(planned[10], planned_on=planned[10].planned_on)
    by_hand = on_record(called, 99)
    by_hand.planned_on = None
    assert missing(planned, [*held[:10], by_hand, *held[11:]], rules) == (planned[10],)


def test_a_changed_rule_moves_what_nobody_has_touched_and_keeps_the_rest() -> None:
    old, new = [pasp(), jasp()], [pasp(THU), jasp()]
    before, after = year(old, 2026)[:5], year(new, 2026)[:5]
    held = [on_record(one, n) for n, one in enumerate(before)]
    held[1].change_reason = "Changed: another room"
    found = replan(before, after, held, new, frozenset({MeetingId(2)}))
    assert [(key, said(one)) for key, one in found.refitted] == [
        (0, "PASP Thu 8 Jan"),
        (4, "PASP Thu 5 Feb"),
    ]
    assert found.kept == (1, 2)
    assert found.dropped == ()


def test_a_meeting_that_the_rule_gives_no_more_goes() -> None:
    old, new = [pasp(), jasp()], [pasp(), jasp(MON)]
    # The last Monday of November 2026 is the 30th: that week is JASP’s, and the week before is PASP’s again.
    span = (date(2026, 11, 23), date(2026, 12, 6))
    before, after = plan(old, *span), plan(new, *span)
    assert shown(before) == ["JASP Wed 25 Nov", "PASP Wed 2 Dec"]
    assert shown(after) == ["PASP Wed 25 Nov", "JASP Mon 30 Nov"]
    held = [on_record(one, n) for n, one in enumerate(before)]
    found = replan(before, after, held, new, frozenset())
    assert [(key, said(one)) for key, one in found.refitted] == [(0, "JASP Mon 30 Nov")]
    assert found.dropped == (1,)


def test_a_meeting_called_by_hand_has_the_times_of_its_rule() -> None:
    board = rule(PanelKind.FOSTERING, WED, rhythm=PanelRhythm.BY_HAND, starts_at="10:00", quorum=5)
    one = meeting_on(board, date(2026, 7, 1))
    assert instant_words(one.starts_at) == "Wed 1 Jul 2026 10:00"
    assert one.quorum == 5


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (PanelRhythm.WEEKLY, PanelRhythm.LAST_OF_MONTH),
        (PanelRhythm.LAST_OF_MONTH, PanelRhythm.WEEKLY),
    ],
)
def test_a_panel_goes_over_from_weeks_to_months_and_back(
    was: PanelRhythm, becomes: PanelRhythm
) -> None:
    old = rule(PanelKind.STABILITY, WED, rhythm=was)
    changes = date(2026, 7, 1)
    new = [
        replace(old, effective_to=changes - timedelta(days=1)),
        replace(old, rhythm=becomes, effective_from=changes),
    ]
    before, after = year([old], 2026), year(new, 2026)
    held = {MeetingId(n): on_record(one, n) for n, one in enumerate(before, start=1)}
    found = replan(before, after, held.values(), new, frozenset())
    assert found.kept == ()
    for key in found.dropped:
        del held[key]
    for key, one in found.refitted:
        held[key].planned_on, held[key].starts_at = one.planned_on, one.starts_at
    there = [*held.values()]
    there += [on_record(one, 0) for one in missing(after, there, new)]
    assert sorted(one.starts_at for one in there) == sorted(one.starts_at for one in after)
