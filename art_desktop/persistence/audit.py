"""The audit trail: who changed what, from what to what, written in the same transaction.

One row for each change, numbered without a gap, each sealed to the one before with a keyed hash.
The values before and after are encrypted with a key of their own. `audit_check` finds tampering.
Source: engineering.md §1.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import (
    InstanceState,
    LoaderCallableStatus,
    Mapper,
    ORMExecuteState,
    Session,
    sessionmaker,
)
from sqlalchemy.orm.unitofwork import UOWTransaction

from art_desktop.domain.clock import Clock
from art_desktop.domain.permissions import Actor
from art_desktop.persistence.base import metadata
from art_desktop.persistence.types import UtcDateTime, canonical_json

CREATED, CHANGED, DELETED = "created", "changed", "deleted"
START = b"\x00" * 32
POSTGRES_LOCK = 0x41525401
NONCE = 12

audit_entry = Table(
    "audit_entry",
    metadata,
    Column(
        "seq",
        BigInteger().with_variant(Integer(), "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("at", UtcDateTime(), nullable=False),
    # No foreign key: the trail outlives the account.
    Column("user_id", BigInteger()),
    Column("username", String(200), nullable=False),
    Column("action", String(64), nullable=False),
    Column("object_type", String(64), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("changes", LargeBinary(), nullable=False),
    Column("previous_hash", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Index(None, "object_type", "object_id"),
    Index(None, "at"),
    info={"audit": False},
)

Changes = Mapping[str, Sequence[object]]
"""Field to (before, after)."""


@dataclass(frozen=True)
class AuditKeys:
    """The key of the chain and the key of the values: 32 bytes each, never shown."""

    chain: bytes = field(repr=False)
    values: bytes = field(repr=False)


@dataclass(frozen=True)
class Head:
    """The last entry of the trail: its number (0 when there is none) and its hash."""

    seq: int
    hash: bytes


@dataclass(frozen=True)
class Event:
    """One thing to be entered in the trail."""

    action: str
    object_type: str
    object_id: str
    changes: Changes = field(default_factory=dict, repr=False)


def watch(sessions: sessionmaker[Session] | type[Session] | Session) -> None:
    """Enter every change made through `sessions` in the trail, in the change's transaction.

    Each session's `info` must hold "audit_keys" (AuditKeys) and "clock" (Clock), and "actor"
    (Actor) once somebody has signed in. Tables with `info={"audit": False}` are left out, as are
    such columns and the version counter; a column with `info={"audit": "hash"}`, and any binary
    one, is entered by its SHA-256 alone.

    A bulk statement passes by the entities and so the trail: on an audited table it is refused
    unless it carries `execution_options(audited=True)`, which says that the caller has called
    `record` for it.
    """
    event.listen(sessions, "before_flush", _before_flush)
    event.listen(sessions, "after_flush", _after_flush)
    event.listen(sessions, "do_orm_execute", _refuse_unrecorded_bulk)


def record(
    session: Session,
    action: str,
    object_type: str = "",
    object_id: object = "",
    changes: Changes | None = None,
) -> None:
    """Enter something that is not a row change: a sign-in, an address opened, a paper printed.

    It is written at once in the session's transaction and stands or falls with it.
    Args: changes: field to (before, after), encrypted like all others.
    """
    session.flush()
    _append(session, [Event(action, object_type, str(object_id), changes or {})])


def read_head(connection: Connection) -> Head:
    """Return the last entry's number and hash; number 0 when the trail is empty."""
    last = connection.execute(
        select(audit_entry.c.seq, audit_entry.c.hash).order_by(audit_entry.c.seq.desc()).limit(1)
    ).first()
    return Head(0, START) if last is None else Head(last.seq, bytes(last.hash))


def append_only_ddl(dialect: str) -> list[str]:
    """Return the statements that make the database itself refuse to change or drop an entry.

    Args: dialect: "sqlite" or "postgresql". Run them in the migration that makes the table.
    """
    words = "the audit trail is append-only"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{words}'; END $$"
        ),
        (
            "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
        ),
    ]


def drop_append_only_ddl(dialect: str) -> list[str]:
    """Return the statements that undo `append_only_ddl`, for a downgrade."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER audit_entry_no_{verb}" for verb in ("update", "delete")]
    return [
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "DROP FUNCTION audit_entry_refuse()",
    ]


# ---- sealing -------------------------------------------------------------------------------


def seal_changes(keys: AuditKeys, seq: int, changes: Changes) -> bytes:
    """Encrypt the changes of entry `seq`; they open as that entry's only."""
    plain = canonical_json({name: [plainly(v) for v in pair] for name, pair in changes.items()})
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(keys.values).encrypt(nonce, plain.encode("utf-8"), _bound_to(seq))


def open_changes(keys: AuditKeys, seq: int, sealed: bytes) -> bytes:
    """Decrypt the changes of entry `seq` to canonical JSON in UTF-8.

    Raises: cryptography.exceptions.InvalidTag: altered, or of another entry.
    """
    return AESGCM(keys.values).decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(seq))


def _bound_to(seq: int) -> bytes:
    return f"audit_entry:{seq}".encode("ascii")


def entry_hash(keys: AuditKeys, row: Mapping[str, Any]) -> bytes:
    """Return the keyed hash of one entry: every column of it but the hash.

    Args: row: by column name, `at` as an aware datetime, binary columns as bytes.
    """
    told = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in row.items()
        if name not in ("hash", "at")
    }
    told["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hmac.digest(keys.chain, canonical_json(told).encode("utf-8"), "sha256")


def plainly(value: object) -> object:
    """Return `value` as something JSON has; bytes become their SHA-256.

    Raises: TypeError: a kind of value the trail does not know how to tell.
    """
    if isinstance(value, Enum):
        return plainly(value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _fingerprint(value)
    if isinstance(value, Mapping):
        return {str(plainly(key)): plainly(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plainly(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plainly(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plainly(asdict(value))
    raise TypeError(f"the audit trail cannot tell a {type(value).__name__}")


def _fingerprint(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    told = value if isinstance(value, str) else canonical_json(plainly(value))
    return "sha256:" + hashlib.sha256(told.encode("utf-8")).hexdigest()


# ---- writing -------------------------------------------------------------------------------


def _append(session: Session, events: Sequence[Event]) -> None:
    keys = cast("AuditKeys", session.info["audit_keys"])
    clock = cast("Clock", session.info["clock"])
    actor = cast("Actor | None", session.info.get("actor"))
    connection = session.connection()
    take_turn(connection)
    head = read_head(connection)
    rows = []
    for seq, entered in enumerate(events, head.seq + 1):
        row: dict[str, Any] = {
            "seq": seq,
            "at": clock.now(),
            "user_id": None if actor is None else int(actor.user_id),
            "username": "" if actor is None else actor.username,
            "action": entered.action,
            "object_type": entered.object_type,
            "object_id": entered.object_id,
            "changes": seal_changes(keys, seq, entered.changes),
            "previous_hash": head.hash,
        }
        row["hash"] = entry_hash(keys, row)
        head = Head(seq, row["hash"])
        rows.append(row)
    connection.execute(insert(audit_entry), rows)


def take_turn(connection: Connection) -> None:
    """Wait until no other transaction is adding to the trail; held until this one ends.

    SQLite needs nothing: a writing transaction begins IMMEDIATE, so there is only one.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": POSTGRES_LOCK})


def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    touched = [*session.new, *session.dirty, *session.deleted]
    if not any(_is_watched(cast("Any", inspect(thing)).mapper) for thing in touched):
        return
    # The turn is taken before the first row is locked: taken after, two savers could each hold
    # what the other waits for.
    take_turn(session.connection())
    before = session.info.setdefault("_audit_before", {})
    with session.no_autoflush:
        for thing in [*session.dirty, *session.deleted]:
            state = cast("InstanceState[Any]", inspect(thing))
            if _is_watched(state.mapper):
                before[state] = _values_before(session, state)


def _values_before(session: Session, state: InstanceState[Any]) -> dict[str, object]:
    """Return what the database holds for fields whose old value was never loaded.

    Setting an expired or deferred attribute leaves no old value behind in its history.
    """
    deleted = state in {inspect(thing) for thing in session.deleted}
    missing = []
    for prop in _told_props(state.mapper):
        history = state.attrs[prop.key].history
        if (deleted and state.attrs[prop.key].loaded_value is LoaderCallableStatus.NO_VALUE) or (
            history.added and not history.deleted
        ):
            missing.append(prop)
    if not missing or not state.identity:
        return {}
    table = state.mapper.local_table
    same = [
        column == value for column, value in zip(table.primary_key, state.identity, strict=True)
    ]
    row = (
        session.connection().execute(select(*(p.columns[0] for p in missing)).where(*same)).first()
    )
    if row is None:
        return {}
    return {prop.key: value for prop, value in zip(missing, row, strict=True)}


def _after_flush(session: Session, context: UOWTransaction) -> None:
    known = session.info.pop("_audit_before", {})
    # `session.deleted` does not hold the parts that were taken out of their owner's list.
    gone = {
        state
        for state, (deleted, only_listed) in context.states.items()
        if deleted and not only_listed
    }
    events = []
    for action, states in (
        (CREATED, [inspect(thing) for thing in session.new]),
        (CHANGED, [inspect(thing) for thing in session.dirty]),
        (DELETED, sorted(gone, key=lambda state: (_name(state.mapper), state.identity or ()))),
    ):
        for found in states:
            state = cast("InstanceState[Any]", found)
            if not _is_watched(state.mapper) or (action == CHANGED and state in gone):
                continue
            changes = _changes(state, action, known.get(state, {}))
            if changes or action != CHANGED:
                key = state.identity or state.mapper.primary_key_from_instance(state.obj())
                events.append(
                    Event(action, _name(state.mapper), "/".join(str(k) for k in key), changes)
                )
    if events:
        _append(session, events)


def _changes(
    state: InstanceState[Any], action: str, known: Mapping[str, object]
) -> dict[str, list[object]]:
    changes = {}
    for prop in _told_props(state.mapper):
        history = state.attrs[prop.key].history
        now = state.dict.get(prop.key)
        if action == CREATED:
            before, after = None, now
        elif action == DELETED:
            before = history.deleted[0] if history.deleted else known.get(prop.key, now)
            after = None
        elif not history.has_changes():
            continue
        else:
            before = history.deleted[0] if history.deleted else known.get(prop.key)
            after = history.added[0] if history.added else None
        if before is None and after is None:
            continue
        tell = _fingerprint if prop.columns[0].info.get("audit") == "hash" else plainly
        pair = [tell(before), tell(after)]
        if pair[0] != pair[1]:
            changes[prop.key] = pair
    return changes


def _told_props(mapper: Mapper[Any]) -> list[Any]:
    keys = set(mapper.primary_key)
    return [
        prop
        for prop in mapper.column_attrs
        if prop.columns[0] not in keys
        and prop.columns[0] is not mapper.version_id_col
        and prop.columns[0].info.get("audit", True) is not False
    ]


def _is_watched(mapper: Mapper[Any]) -> bool:
    return cast("Table", mapper.local_table).info.get("audit", True) is not False


def _name(mapper: Mapper[Any]) -> str:
    return str(cast("Table", mapper.local_table).name)


def _refuse_unrecorded_bulk(context: ORMExecuteState) -> None:
    if not (context.is_insert or context.is_update or context.is_delete):
        return
    table = getattr(context.statement, "table", None)
    watched = isinstance(table, Table) and table.info.get("audit", True) is not False
    if watched and not context.execution_options.get("audited"):
        raise RuntimeError(
            f"a bulk statement on {cast('Table', table).name} would pass by the audit trail: "
            "record() what it does and give it execution_options(audited=True)"
        )
