"""A small mapped table of the tests' own, and the audit trail beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.orm import Session, registry, sessionmaker

from art_desktop.domain.clock import Clock
from art_desktop.domain.ids import UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.persistence import audit
from art_desktop.persistence.base import NAMING
from art_desktop.persistence.types import JsonText, UtcDateTime, enum_column, pence

metadata = MetaData(naming_convention=NAMING)
AUDIT_KEYS = audit.AuditKeys(b"c" * 32, b"v" * 32)
ACTOR = Actor(UserId(7), "ada", "Ada Invented", Role.OFFICER)


class Colour(StrEnum):
    RED = "red"
    OFF_WHITE = "off-white: it's pale"


boat_table = Table(
    "boat",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    *enum_column("colour", Colour, nullable=True),
    Column("launched_on", Date),
    Column("seen_at", UtcDateTime()),
    Column("price_pence", pence()),
    Column("tags", JsonText()),
    Column("photo", LargeBinary),
    Column("logbook", Text, info={"audit": "hash"}),
    Column("guess", Text, info={"audit": False}),
    Column("version", Integer, nullable=False),
)
scribble_table = Table(
    "scribble",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("words", String(50)),
    info={"audit": False},
)


@dataclass(eq=False)
class Boat:
    name: str
    colour: Colour | None = None
    launched_on: date | None = None
    seen_at: datetime | None = None
    price_pence: int | None = None
    tags: Any = None
    photo: bytes | None = None
    logbook: str | None = None
    guess: str | None = None
    id: int | None = field(default=None, init=False)
    version: int = field(default=0, init=False)


@dataclass(eq=False)
class Scribble:
    words: str
    id: int | None = field(default=None, init=False)


_mapping = registry(metadata=metadata)
_mapping.map_imperatively(Boat, boat_table, version_id_col=boat_table.c.version)
_mapping.map_imperatively(Scribble, scribble_table)


def lay_out(engine: Engine) -> None:
    """Make the tables and the triggers."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        audit.audit_entry.create(connection)
        for statement in audit.append_only_ddl(engine.dialect.name):
            connection.execute(text(statement))


def watched_sessions(
    engine: Engine, clock: Clock, actor: Actor | None = ACTOR
) -> sessionmaker[Session]:
    """Return sessions that write the trail."""
    sessions = sessionmaker(
        engine,
        expire_on_commit=False,
        info={"actor": actor, "clock": clock, "audit_keys": AUDIT_KEYS},
    )
    audit.watch(sessions)
    return sessions
