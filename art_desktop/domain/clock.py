"""Time as the rules see it: aware UTC instants, and local days in England."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Where "now" comes from; a test hands in a fixed one."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC, to the microsecond."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is moved on."""

    at: datetime

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self.at

    def move_on(self, by: timedelta) -> None:
        """Move the clock forward by `by`."""
        self.at += by


def local_day(at: datetime) -> date:
    """Return the day in England on which the instant `at` falls."""
    return at.astimezone(LONDON).date()


def local_time(at: datetime) -> datetime:
    """Return the instant `at` as a person in England reads it off the wall."""
    return at.astimezone(LONDON)
