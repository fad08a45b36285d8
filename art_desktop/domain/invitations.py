"""Meetings as calendar files: what goes into one, and who writes it. Nothing about a child has a place here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Method(StrEnum):
    """What a calendar file asks of whoever opens it (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited: a name, an e-mail address, whether the meeting needs them, and their reply.

    `status` is the PARTSTAT of RFC 5545: "NEEDS-ACTION", "ACCEPTED" or "DECLINED".
    """

    name: str
    email: str
    needed: bool = True
    chairs: bool = False
    status: str = "NEEDS-ACTION"


@dataclass(frozen=True)
class CalendarEvent:
    """One meeting. Instants are aware.

    `uid` stays the same for as long as the meeting is on record; `sequence` rises whenever it changes.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    place: str = ""
    words: str = ""
    cancelled: bool = False
    people: tuple[Invited, ...] = ()


@dataclass(frozen=True)
class CalendarFile:
    """A calendar file: its method, its events, and who invites, where that is known with an address."""

    method: Method
    events: tuple[CalendarEvent, ...]
    name: str = ""
    organiser: Invited | None = None


class CalendarWriter(Protocol):
    """Writes calendar files."""

    def write(self, file: CalendarFile) -> bytes:
        """Return the bytes of an iCalendar file (RFC 5545); equal input gives equal bytes."""
        ...
