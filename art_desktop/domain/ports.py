"""What the services need of the outside, as Protocols: the record, the places, the keys, the papers.

`app.py` hands in the real ones, tests hand in fakes. Whatever a port takes or returns lives in `domain`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from art_desktop.domain.finding_views import FindHit, NameLine, NamesRead
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.importing import (
    Existing,
    FieldSpec,
    ImportKind,
    MappedTable,
    Preview,
    RawTable,
)
from art_desktop.domain.importing import Mapping as ColumnMapping
from art_desktop.domain.matching.facts import HomeFacts, HouseholdFacts
from art_desktop.domain.permissions import Actor
from art_desktop.domain.placements import Placement
from art_desktop.domain.read_models import AuditRow
from art_desktop.domain.requests import Request
from art_desktop.domain.vacancies import Supply
from art_desktop.domain.work import Task

E = TypeVar("E")


class UnitOfWork(Protocol):
    """One transaction: everything in it is saved by `commit`, or nothing is."""

    def get(self, kind: type[E], key: int) -> E:
        """Return the entity with that id. Raises: NotFound."""
        ...

    def find(self, kind: type[E], /, **equal: object) -> E | None:
        """Return the one entity whose fields equal these, or None."""
        ...

    def all(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return every entity whose fields equal these, in the order of their ids; a tuple means "any of"."""
        ...

    def add(self, entity: E) -> E:
        """Take a new entity in and give it its id."""
        ...

    def add_all(self, entities: Sequence[object]) -> None:
        """Take new entities in and give them their ids, in one go."""
        ...

    def remove(self, entity: object) -> None:
        """Delete an entity."""
        ...

    def touch(self, entity: object) -> None:
        """Count an entity as changed although only its parts were, so that its version moves on."""
        ...

    def flush(self) -> None:
        """Send what has changed to the database, without committing."""
        ...

    def now(self) -> datetime:
        """Return the instant of the clock by which this work is entered; only where something may be changed."""
        ...

    def next_number(self, series: str) -> int:
        """Return the next number of a series, starting at 1; it is given back if nothing is committed."""
        ...

    def log(
        self,
        action: str,
        object_type: str,
        object_id: int | str,
        changes: Mapping[str, object] | None = None,
    ) -> None:
        """Enter something in the audit trail that is no change of a row: an address opened, a paper printed."""
        ...

    def commit(self) -> None:
        """Save everything. Raises: ChangedByOther, KnownFailure."""
        ...

    # Reads that the services share; plain values, or entities that are only looked at

    def household_facts(self, on: date) -> list[HouseholdFacts]:
        """Return every household of every tier as the search needs it, as things stand on a day."""
        ...

    def supplies(
        self, as_of: date, since: date, only: HouseholdId | None = None
    ) -> dict[HouseholdId, Supply]:
        """Return what each household's free places follow from, with its dates, on any day from `since` on.

        Args: as_of: the day on which the record is read. only: one household, else all that have not ended.
        """
        ...

    def home_facts(self, on: date) -> list[HomeFacts]:
        """Return every agency and home as the search needs it."""
        ...

    def placements_on(self, on: date) -> list[Placement]:
        """Return the placements in which a child is living on the night of a day."""
        ...

    def current_placements(self, children: Sequence[ChildId], on: date) -> dict[ChildId, Placement]:
        """Return where each of these children lives on a day."""
        ...

    def names_for_find(self, on: date, since: int | None = None) -> NamesRead:
        """Return what can be found, with ages as on a day: all of it, or what was changed after a mark."""
        ...

    def open_requests(self) -> list[Request]:
        """Return the requests that are not placed, closed or withdrawn."""
        ...

    def open_tasks(self, before: datetime | None = None) -> list[Task]:
        """Return the tasks not done, soonest first."""
        ...

    def in_force(self, kind: type[E], on: date, /, **equal: object) -> list[E]:
        """Return the rows of a dated policy table that hold on a day."""
        ...

    def by_ids(self, kind: type[E], keys: Sequence[int]) -> dict[int, E]:
        """Return entities by id; ids that are not there are left out."""
        ...


class Store(Protocol):
    """Where the record is kept. A unit of work is made, used and closed in one thread."""

    def writing(self, actor: Actor | None) -> AbstractContextManager[UnitOfWork]:
        """Begin a transaction that may change things; leaving it without `commit` undoes it."""
        ...

    def reading(self, actor: Actor | None) -> AbstractContextManager[UnitOfWork]:
        """Begin a transaction that only looks."""
        ...


class NameIndex(Protocol):
    """What the find box looks into. Kept in memory only: it holds names beside their numbers."""

    @property
    def filled(self) -> bool:
        """Say whether there are names in it."""
        ...

    def fill(self, lines: Sequence[NameLine]) -> None:
        """Hold these names and no others."""
        ...

    def replace(self, keys: Collection[tuple[str, int]], lines: Sequence[NameLine]) -> None:
        """Forget what is held under these (kind, key) and hold these lines."""
        ...

    def forget(self) -> None:
        """Let every name go."""
        ...

    def find(self, text: str, kinds: Collection[str], limit: int) -> tuple[FindHit, ...]:
        """Return the best `limit` lines of these kinds for what has been typed so far, best first."""
        ...

    def marked(self, marks: Collection[str]) -> frozenset[tuple[str, int]]:
        """Return the (kind, key) of every line that has, or once had, one of these marks."""
        ...


class KeyRing(Protocol):
    """The key slots of the people who may sign in. A passphrase is never kept, only what it opens."""

    def add_user(self, username: str, passphrase: str) -> None:
        """Give another person a slot. Raises: RuleBroken."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase of whoever is signed in. Raises: WrongKey, RuleBroken."""
        ...

    def give_new_passphrase(self, username: str, passphrase: str) -> None:
        """Give somebody a new passphrase, and their tries back. Raises: RuleBroken."""
        ...

    def remove_user(self, username: str) -> None:
        """Take a person's slot away and put the record under a new key. Raises: RuleBroken, KnownFailure."""
        ...


@dataclass(frozen=True)
class Verification:
    """What a check of the record found: how many entries of the trail were read, and each thing wrong in words."""

    entries: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


class Keeper(Protocol):
    """Looks after the record as a whole."""

    def verify(self) -> Verification:
        """Check the file and the whole audit trail."""
        ...

    def back_up(self, folder: Path | None = None) -> Path:
        """Make and verify a backup; return its folder. Raises: KnownFailure."""
        ...

    def audit_rows(self, limit: int, before: int | None = None) -> tuple[AuditRow, ...]:
        """Return the newest entries of the trail, or those before an entry."""
        ...


class Intake(Protocol):
    """Reads outside files into what an import would save."""

    def read(self, path: Path) -> RawTable:
        """Read one file. Raises: KnownFailure, RuleBroken."""
        ...

    def recognise(self, columns: Sequence[str], as_of: date) -> ImportKind | None:
        """Return the kind of import that the headings fit best."""
        ...

    def propose(self, columns: Sequence[str], kind: ImportKind, as_of: date) -> ColumnMapping:
        """Return the likeliest column for each field."""
        ...

    def fields(
        self, kind: ImportKind, mapping: ColumnMapping, as_of: date
    ) -> tuple[FieldSpec, ...]:
        """Return the fields that an import of this kind can fill."""
        ...

    def preview(self, tables: Sequence[MappedTable], existing: Existing, as_of: date) -> Preview:
        """Return everything that would be saved and everything wrong with it."""
        ...
