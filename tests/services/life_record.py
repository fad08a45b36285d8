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
from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.frameworks import Contract, ProviderCheck
from art_desktop.domain.ids import HolderId, HomeId, HouseholdId, Pence, ProviderId, UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import Grade, Post, ProviderKind
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
from tests.services.life_papers import plain_papers

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


def _outside() -> list[object]:
    """Return an agency and a children's home that are on no lot, with checks and a spot contract."""
    began, agency, company = date(2024, 4, 1), ProviderId(2), ProviderId(3)
    family = _household(HouseholdId(5), "Lark", "NN1 1AA", 3)
    family.area_code, family.reference, family.provider_id = "E06000061", "H-9905", ProviderId(1)
    family.weekly_price_pence = Pence(95_000)
    found: list[object] = [
        Provider(id=agency, reference="P-9902", name="Fenside Homes", kind=ProviderKind.IFA),
        Provider(
            id=company, reference="P-9903", name="Sedge Care", kind=ProviderKind.CHILDRENS_HOME
        ),
        family,
        Home(
            id=HomeId(1),
            reference="HM-0001",
            provider_id=company,
            name="Sedge House",
            kind=ProviderKind.CHILDRENS_HOME,
            area_code="E06000031",
            postcode="PE2 2AA",
            easting=503000,
            northing=300000,
            places=4,
            age_from=5,
            age_to=17,
            grade=Grade.GOOD,
            said_free=4,
            said_free_on=NOW.date(),
            weekly_price_pence=Pence(450_000),
        ),
    ]
    for provider in (agency, company):
        found.append(
            Contract(
                id=100 + provider,
                provider_id=provider,
                kind=ContractKind.SPOT,
                reference=f"SPOT-{provider}",
                starts_on=began,
                signed_on=began,
            )
        )
        found.extend(
            ProviderCheck(
                id=100 * provider + number,
                provider_id=provider,
                kind=kind,
                outcome=CheckOutcome.SATISFACTORY,
                done_on=date(2026, 1, 1),
                valid_until=date(2027, 12, 31),
            )
            for number, kind in enumerate(CheckKind, start=1)
        )
    return found


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
    far.area_code, far.reference, far.other_council_children = "E06000061", "H-9904", 1
    entities: list[object] = [*world(), holder, far, *_outside()]
    with engine.begin() as connection:
        insert_all(connection, entities)
    clock = FixedClock(NOW)
    store = SqlStore(engine, clock, KEYS)
    context = Context(store, clock, FlatPlaces())
    # No life of a request asks for keys, calendars or files: a service that did would say so at once.
    outside = {
        name: cast("Any", object())
        for name in inspect.signature(build_services).parameters
        if name != "context"
    }
    outside["papers"] = plain_papers()
    made = LifeRecord(raw, store, build_services(context, **outside), clock, {})
    made.keep("empty", 0)
    _made.append(made)
    return made
