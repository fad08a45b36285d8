"""How days, times, money, distances and time left are written, everywhere the same (design.md)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from art_desktop.domain.clock import local_time

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """Return "Tue 24 Nov 2026"; English whatever the machine's locale is."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day_words(day: date) -> str:
    """Return "Fri 27 Nov", for places where the year is plain."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def time_words(at: datetime) -> str:
    """Return the time on the wall in England: "17:00"."""
    return local_time(at).strftime("%H:%M")


def instant_words(at: datetime) -> str:
    """Return "Fri 27 Nov 2026 17:00", on the wall in England."""
    return f"{day_words(local_time(at).date())} {time_words(at)}"


def money_words(pence: int) -> str:
    """Return whole pence as "£1,234.56"."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def weekly_words(pence: int | None) -> str:
    """Return "£1,234.56 a week", or "price not known"."""
    return "price not known" if pence is None else f"{money_words(pence)} a week"


def miles_words(miles: float | None) -> str:
    """Return "4.3 miles", "1.0 mile" never: always one decimal and the plural."""
    return "distance not known" if miles is None else f"{miles:.1f} miles"


def span_words(span: timedelta) -> str:
    """Return a length of time as "2 d 6 h", "5 h 10 min" or "40 min"."""
    minutes = int(abs(span).total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {left} min" if hours else f"{left} min"


def left_words(until: datetime, now: datetime) -> str:
    """Return "2 d 6 h left", or "5 h 10 min late"."""
    return f"{span_words(until - now)} {'left' if until >= now else 'late'}"


def listed(words: list[str]) -> str:
    """Return "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]
