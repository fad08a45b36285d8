"""One session, one transaction, one task, one thread. Leaving without `commit` undoes everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from art_desktop.domain.clock import Clock
from art_desktop.domain.errors import ChangedByOther, NotFound
from art_desktop.domain.finding_views import NamesRead
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.facts import HomeFacts, HouseholdFacts
from art_desktop.domain.permissions import Actor
from art_desktop.domain.placements import Placement
from art_desktop.domain.requests import Request
from art_desktop.domain.vacancies import Supply
from art_desktop.domain.vocabulary import Stage
from art_desktop.domain.work import Counter, Task
from art_desktop.persistence import audit, facts_query, names_query, supply_query
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.engine import reading as read_options
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.mapping import map_entities
from art_desktop.persistence.tables import SHAPES, TABLES

E = TypeVar("E")


class SqlUnitOfWork:
    """The unit of work over a SQLAlchemy session; see `domain.ports.UnitOfWork`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, kind: type[E], key: int) -> E:
        """Return the entity with that id. Raises: NotFound."""
        found = self._session.get(kind, key)
        if found is None:
            name = SHAPES[kind].name.replace("_", " ")
            raise NotFound(
                f"The {name} could not be opened.",
                "It is not in the record any more.",
                "Go back to the list and read it again.",
                rule="not_found",
            )
        return found

    def find(self, kind: type[E], /, **equal: object) -> E | None:
        """Return the one entity whose fields equal these, or None."""
        return self._session.scalars(self._selected(kind, equal).limit(1)).first()

    def all(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return every entity whose fields equal these, by id; a tuple or list means "any of"."""
        return list(self._session.scalars(self._selected(kind, equal)))

    def _selected(self, kind: type[E], equal: Mapping[str, object]) -> Any:
        table = TABLES[kind]
        query = select(kind)
        for name, value in equal.items():
            column = table.c[name]
            several = isinstance(value, (tuple, list, set, frozenset))
            query = query.where(column.in_(value) if several else column == value)  # type: ignore[arg-type]  # narrowed by `several`
        return query.order_by(table.c[SHAPES[kind].key])

    def add(self, entity: E) -> E:
        """Take a new entity in and give it its id."""
        self._session.add(entity)
        self._session.flush()
        return entity

    def add_all(self, entities: Sequence[object]) -> None:
        """Take new entities in and give them their ids, in one go."""
        self._session.add_all(entities)
        self._session.flush()

    def remove(self, entity: object) -> None:
        """Delete an entity."""
        self._session.delete(entity)
        self._session.flush()

    def touch(self, entity: object) -> None:
        """Count an entity as changed although only its parts were."""
        kept_apart = {SHAPES[type(entity)].key, "version"}
        plain = next(c.name for c in TABLES[type(entity)].columns if c.name not in kept_apart)
        flag_modified(entity, plain)

    def flush(self) -> None:
        """Send what has changed to the database, without committing."""
        self._session.flush()

    def now(self) -> datetime:
        """Return the instant of the clock by which this work is entered; only where something may be changed."""
        clock: Clock = self._session.info["clock"]
        return clock.now()

    def next_number(self, series: str) -> int:
        """Return the next number of a series; it is given back if nothing is committed."""
        counter = self._session.get(Counter, series, with_for_update=True)
        if counter is None:
            counter = Counter(series=series)
            self._session.add(counter)
        counter.last += 1
        self._session.flush()
        return counter.last

    def log(
        self,
        action: str,
        object_type: str,
        object_id: int | str,
        changes: Mapping[str, object] | None = None,
    ) -> None:
        """Enter something in the audit trail that is no change of a row."""
        pairs = {name: (None, value) for name, value in (changes or {}).items()}
        audit.record(self._session, action, object_type, str(object_id), pairs)

    def commit(self) -> None:
        """Save everything. Raises: ChangedByOther, KnownFailure."""
        try:
            self._session.commit()
        except StaleDataError as stale:
            raise ChangedByOther("Your change was not saved.") from stale

    def household_facts(self, on: date) -> list[HouseholdFacts]:
        """Return every household as the search needs it, as things stand on a day."""
        return facts_query.household_facts(self._session.connection(), on)

    def supplies(
        self, as_of: date, since: date, only: HouseholdId | None = None
    ) -> dict[HouseholdId, Supply]:
        """Return what each household's free places follow from on any day from `since` on."""
        return supply_query.supplies(self._session.connection(), as_of, since, only)

    def home_facts(self, on: date) -> list[HomeFacts]:
        """Return every agency and home as the search needs it."""
        return facts_query.home_facts(self._session.connection(), on)

    def placements_on(self, on: date) -> list[Placement]:
        """Return the placements in which a child is living on the night of a day."""
        table = TABLES[Placement]
        query = (
            select(Placement)
            .where(table.c.starts_on <= on, or_(table.c.ended_on.is_(None), table.c.ended_on > on))
            .order_by(table.c.id)
        )
        return list(self._session.scalars(query))

    def current_placements(self, children: Sequence[ChildId], on: date) -> dict[ChildId, Placement]:
        """Return where each of these children lives on a day."""
        table = TABLES[Placement]
        query = (
            select(Placement)
            .where(
                table.c.child_id.in_(children),
                table.c.starts_on <= on,
                or_(table.c.ended_on.is_(None), table.c.ended_on > on),
            )
            .order_by(table.c.starts_on)
        )
        return {placement.child_id: placement for placement in self._session.scalars(query)}

    def names_for_find(self, on: date, since: int | None = None) -> NamesRead:
        """Return what can be found, with ages as on a day: all of it, or what was changed after a mark."""
        return names_query.names_for_find(self._session.connection(), on, since)

    def open_requests(self) -> list[Request]:
        """Return the requests that are not placed, closed or withdrawn, soonest needed first."""
        table = TABLES[Request]
        stages = [stage for stage in Stage if stage.is_open]
        query = select(Request).where(table.c.stage.in_(stages)).order_by(table.c.needed_at)
        return list(self._session.scalars(query))

    def open_tasks(self, before: datetime | None = None) -> list[Task]:
        """Return the tasks not done, soonest first."""
        table = TABLES[Task]
        query = select(Task).where(table.c.done_at.is_(None)).order_by(table.c.due_at, table.c.id)
        if before is not None:
            query = query.where(table.c.due_at < before)
        return list(self._session.scalars(query))

    def in_force(self, kind: type[E], on: date, /, **equal: object) -> list[E]:
        """Return the rows of a dated policy table that hold on a day."""
        table = TABLES[kind]
        query = self._selected(kind, equal).where(
            table.c.effective_from <= on,
            or_(table.c.effective_to.is_(None), table.c.effective_to >= on),
        )
        return list(self._session.scalars(query))

    def by_ids(self, kind: type[E], keys: Sequence[int]) -> dict[int, E]:
        """Return entities by id; ids that are not there are left out."""
        if not keys:
            return {}
        found = self._session.scalars(self._selected(kind, {"id": tuple(set(keys))}))
        return {entity.id: entity for entity in found}


class SqlStore:
    """Makes units of work over one engine; see `domain.ports.Store`."""

    def __init__(self, engine: Engine, clock: Clock, keys: AuditKeys) -> None:
        map_entities()
        self._clock = clock
        self._keys = keys
        self.rebind(engine)

    def rebind(self, engine: Engine) -> None:
        """Work over another engine from now on: the record was put under another key."""
        self._engine = engine
        self._writing = sessionmaker(engine, expire_on_commit=False)
        self._reading = sessionmaker(read_options(engine), expire_on_commit=False)
        audit.watch(self._writing)

    @property
    def engine(self) -> Engine:
        """Return the engine, for backup, migration and verification."""
        return self._engine

    @property
    def audit_keys(self) -> AuditKeys:
        """Return the keys of the trail, for verification."""
        return self._keys

    @contextmanager
    def writing(self, actor: Actor | None) -> Iterator[SqlUnitOfWork]:
        """Begin a transaction that may change things."""
        info = {"actor": actor, "clock": self._clock, "audit_keys": self._keys}
        with (
            known_failures("The change was not saved."),
            self._writing(info=info) as session,
        ):
            yield SqlUnitOfWork(session)

    @contextmanager
    def reading(self, actor: Actor | None) -> Iterator[SqlUnitOfWork]:
        """Begin a transaction that only looks."""
        with (
            known_failures("The record could not be read."),
            self._reading(info={"actor": actor}) as session,
        ):
            yield SqlUnitOfWork(session)

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()
