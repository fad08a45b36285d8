"""What is being generated: the lists of entities as they grow, and the finished bundle."""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time, timedelta

from art_desktop.demo.ground import Ground
from art_desktop.domain.children import Child, Family
from art_desktop.domain.clock import LONDON
from art_desktop.domain.households import Household
from art_desktop.domain.ids import RequestId, UserId
from art_desktop.domain.placements import Episode, LedgerLine, Placement
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import (
    Authorisation,
    NeedsProfile,
    Request,
)
from art_desktop.domain.work import (
    Counter,
    Service,
    Task,
    User,
)


@dataclass(frozen=True)
class OpenWork:
    """Work that the story `key` tells of one open request; it is done through the services (see `open_work`)."""

    key: str
    request_id: RequestId
    by: UserId


@dataclass(frozen=True)
class DemoService:
    """A whole demonstration record: entities with their ids, parents before children.

    `extras` are whatever else was made, parents before children (frameworks, meetings, who holds which post).
    `to_do` is work still to be done through the services; `kept_free` are ids of households to be left out of it.
    """

    services: tuple[Service, ...]
    users: tuple[User, ...]
    counters: tuple[Counter, ...]
    policy: tuple[object, ...]
    families: tuple[Family, ...]
    children: tuple[Child, ...]
    providers: tuple[Provider, ...]
    homes: tuple[Home, ...]
    households: tuple[Household, ...]
    requests: tuple[Request, ...]
    profiles: tuple[NeedsProfile, ...]
    authorisations: tuple[Authorisation, ...]
    placements: tuple[Placement, ...]
    episodes: tuple[Episode, ...]
    ledger: tuple[LedgerLine, ...]
    tasks: tuple[Task, ...]
    extras: tuple[object, ...]
    to_do: tuple[OpenWork, ...]
    kept_free: frozenset[int]

    def entities(self) -> Iterator[object]:
        """Return every entity, in an order in which rows may be inserted; parts stay in their owners' lists."""
        for part in fields(self):
            if part.name not in {"to_do", "kept_free"}:
                yield from getattr(self, part.name)


@dataclass
class Record:
    """The record as it is being drawn: one source of chance, one day, and lists that grow."""

    rng: random.Random
    today: date
    ground: Ground
    factor: float
    users: list[User] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    providers: list[Provider] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    profiles: list[NeedsProfile] = field(default_factory=list)
    authorisations: list[Authorisation] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    ledger: list[LedgerLine] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    extras: list[object] = field(default_factory=list)
    to_do: list[OpenWork] = field(default_factory=list)
    _ids: Tally[str] = field(default_factory=Tally)
    _numbers: Tally[str] = field(default_factory=Tally)

    def next_id(self, kind: str) -> int:
        """Return the next id of a kind, from 1."""
        self._ids[kind] += 1
        return self._ids[kind]

    def next_reference(self, series: str) -> str:
        """Return the next reference of a series, such as "C-0001" or "R-2026-0001"."""
        self._numbers[series] += 1
        return f"{series}-{self._numbers[series]:04d}"

    def counters(self) -> tuple[Counter, ...]:
        """Return where each series of references has got to."""
        return tuple(
            Counter(series=name, last=last) for name, last in sorted(self._numbers.items())
        )

    def days_ago(self, days: int) -> date:
        """Return the day that many days before today."""
        return self.today - timedelta(days=days)


def instant(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the UTC instant at which a clock in England shows this time on this day."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def office_day(day: date) -> date:
    """Return the day, or the Friday before where it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_office_day(day: date) -> date:
    """Return the next day that is not on a weekend."""
    day += timedelta(days=1)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def years_before(day: date, years: int, days: int = 0) -> date:
    """Return the day `years` and `days` earlier; 29 February becomes the 28th."""
    try:
        back = day.replace(year=day.year - years)
    except ValueError:
        back = day.replace(year=day.year - years, day=28)
    return back - timedelta(days=days)
