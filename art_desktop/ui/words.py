"""What the screen adds to the domain's wording: days as people type them, ages, counts, dashes."""

from __future__ import annotations

import re
from datetime import date, datetime

from art_desktop.domain.children import age_words
from art_desktop.domain.wording import (
    day_words,
    instant_words,
    left_words,
    miles_words,
    money_words,
    time_words,
    weekly_words,
)

DASH = "–"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPED = re.compile(
    r"^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+([a-z]{3,9}|\d{1,2})[\s/.\-,]+(\d{4}|\d{2})$"
)
_SPECIFICATION = "Permanency Service specification"
_ISO_WITHIN = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_PIVOT = 50
"""A year in two figures from this on was last century's."""


def day(on: date | None) -> str:
    """Return "Tue 24 Nov 2026", or a dash."""
    return DASH if on is None else day_words(on)


def moment(at: datetime | None) -> str:
    """Return "Tue 24 Nov 2026 14:02" as read off the wall in England, or a dash."""
    return DASH if at is None else instant_words(at)


def money(pence: int | None) -> str:
    """Return "£1,234.56", or a dash."""
    return DASH if pence is None else money_words(pence)


def age(born_on: date | None, on: date) -> str:
    """Return "9 y 4 m" on the day `on`, or a dash."""
    return DASH if born_on is None else age_words(born_on, on)


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 household", "4 households", "no households"."""
    word = one if number == 1 else (many or f"{one}s")
    return f"{number:,} {word}" if number else f"no {word}"


def source_words(source: str) -> str:
    """Return where a rule comes from as a person says it: the paper by its name, the days with their weekday."""
    named = source.replace("S003", _SPECIFICATION)
    return _ISO_WITHIN.sub(lambda found: day_words(date.fromisoformat(found.group())), named)


def parse_day(typed: str) -> date | None:
    """Return the day typed as "24 Nov 2026", "Tue 24 November 2026", "24/11/26" or "2026-11-24"."""
    words = typed.strip().casefold()
    iso, found = _ISO.match(words), _TYPED.match(words)
    if iso:
        year, month, number = (int(part) for part in iso.groups())
    elif found:
        number, year = int(found[1]), int(found[3])
        if len(found[3]) == 2:
            year += 1900 if year >= _PIVOT else 2000
        if found[2].isdigit():
            month = int(found[2])
        elif found[2][:3] in _MONTHS:
            month = _MONTHS.index(found[2][:3]) + 1
        else:
            return None
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


__all__ = [
    "age",
    "counted",
    "day",
    "left_words",
    "miles_words",
    "moment",
    "money",
    "parse_day",
    "time_words",
    "weekly_words",
]
