"""Days and instants as the papers print them, in English whatever the desk's own language is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def day(on: date) -> str:
    """Return "Tue 24 Nov 2026"."""
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, between: str = ", ") -> str:
    """Return "Tue 24 Nov 2026, 17:00" for a local time; midnight is a whole day."""
    if at.hour == 0 and at.minute == 0:
        return day(at)
    return f"{day(at)}{between}{at.hour:02d}:{at.minute:02d}"
