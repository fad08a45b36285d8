"""When a task is due: hours, or working days in England (product.md §5; reference.md §2)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from art_desktop.domain.clock import LONDON, local_day, local_time
from art_desktop.domain.work import ClockRule

if TYPE_CHECKING:
    from holidays import HolidayBase

END_OF_DAY = time(17, 0)


@cache
def _bank_holidays() -> HolidayBase:
    """Return the bank holidays of England; imported late, since start-up does not need them."""
    import holidays

    return holidays.country_holidays("GB", subdiv="ENG", language="en_GB")


def is_working_day(day: date) -> bool:
    """Say whether a day is neither a weekend nor a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays()


def bank_holiday(day: date) -> str:
    """Return the name of the bank holiday that a day is in England, or ""."""
    return str(_bank_holidays().get(day) or "")


def working_days_before(day: date, count: int) -> date:
    """Return the working day that many working days before `day`; 0 gives `day`, or the working day before it."""
    before = day
    left = count
    while left > 0:
        before -= timedelta(days=1)
        left -= is_working_day(before)
    while not is_working_day(before):
        before -= timedelta(days=1)
    return before


def add_working_days(start: date, count: int) -> date:
    """Return the working day that many working days after `start`; 0 gives `start`, or the next working day."""
    day = start
    left = count
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def due_at(rule: ClockRule, opened_at: datetime) -> datetime:
    """Return when a task opened at an instant is due: after so many hours, or at 17:00 of the last working day.

    What is due on the same working day and opens after 17:00 is due on the next: it cannot be late before it begins.
    """
    if rule.working_days is not None:
        evening = local_time(opened_at).time() >= END_OF_DAY
        days = max(rule.working_days, 1) if evening else rule.working_days
        last = add_working_days(local_day(opened_at), days)
        return datetime.combine(last, END_OF_DAY, LONDON)
    return opened_at + timedelta(hours=rule.hours or 0)


def same_day_end(now: datetime) -> datetime:
    """Return 17:00 of the working day that it is, or of the next where it is evening or no working day."""
    local = local_time(now)
    past = local.time() >= END_OF_DAY
    last = add_working_days(local.date(), 1 if past else 0)
    return datetime.combine(last, END_OF_DAY, LONDON)
