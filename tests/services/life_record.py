"""A small service in memory, so that thousands of lives of a request can be tried: copied whole, never a file.

The tables come from the real migrations and every change goes through the real unit of work and audit trail; what is
left out is the encryption and the disk, which other tests hold.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from art_desktop.domain.authority import PostHolder
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.ids import HolderId, HouseholdId, ProviderId, UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import Post, ProviderKind
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.audit_check import verify
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import _begin_file
from art_desktop.persistence.migrate import upgrade
from art_desktop.persistence.types import canonical_json
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.services import Services
from art_desktop.services.base import Context
from art_desktop.services.every import build_services
from tests.services.conftest import NOW, ROLES, FlatPlaces, _household, world

KEYS = AuditKeys(chain=bytes(range(32)), values=bytes(reversed(range(32))))
HEAD = "Dee Headley"


def _connect() -> Any:
    connection = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _engine(connection: Any) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connection,
        poolclass=StaticPool,
        json_serializer=canonical_json,
    )
    event.listen(engine, "begin", _begin_file)
    return engine


@dataclass
class LifeRecord:
    """The one record of a process: a connection that is filled anew for each life."""

    raw: Any
    store: SqlStore
    services: Services
    clock: FixedClock
    kept: dict[str, tuple[Any, int]]

    def actor(self, role: Role) -> Actor:
        """Return the person of a role."""
        number = ROLES.index(role) + 1
        return Actor(UserId(number), str(role), f"Pat {role.title()}", role)

    def keep(self, name: str, key: int) -> None:
        """Keep the record as it is now under a name, with a number to know it by."""
        copy = _connect()
        self.raw.backup(copy)
        self.kept[name] = (copy, key)

    def begin(self, name: str) -> int:
        """Start from a record that was kept. Returns: its number."""
        copy, key = self.kept[name]
        copy.backup(self.raw)
        self.clock.at = NOW
        return key

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return plain rows, read past all of the program's own code."""
        return list(self.raw.execute(sql, values))

    def check_trail(self) -> None:
        """Hold that the audit trail is whole."""
        with self.store.engine.connect() as connection:
            assert not verify(connection, KEYS).problems


_made: list[LifeRecord] = []


def life_record() -> LifeRecord:
    """Return the record of this process, made at the first call."""
    if _made:
        return _made[0]
    raw = _connect()
    engine = _engine(raw)
    upgrade(engine)
    holder = PostHolder(
        id=HolderId(1), post=Post.HEAD_OF_SERVICE, name=HEAD, starts_on=date(2020, 1, 1)
    )
    far = _household(HouseholdId(4), "Lowe", "NN1 1AA", 2)
    far.area_code, far.reference = "E06000061", "H-9904"
    unknown = Provider(
        id=ProviderId(2), reference="P-9902", name="Fenside Homes", kind=ProviderKind.IFA
    )
    with engine.begin() as connection:
        insert_all(connection, [*world(), holder, far, unknown])
    clock = FixedClock(NOW)
    store = SqlStore(engine, clock, KEYS)
    context = Context(store, clock, FlatPlaces())
    # No life of a request asks for keys, papers or files: a service that did would say so at once.
    outside = {
        name: cast("Any", object())
        for name in inspect.signature(build_services).parameters
        if name != "context"
    }
    made = LifeRecord(raw, store, build_services(context, **outside), clock, {})
    made.keep("empty", 0)
    _made.append(made)
    return made
