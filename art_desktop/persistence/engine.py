"""Engines: the encrypted file through SQLCipher, and the shared database on PostgreSQL.

A transaction is for writing unless its connection says `execution_options(reading=True)`:

    write = sessionmaker(engine)
    read = sessionmaker(reading(engine))

Source: engineering.md §1 (pragmas, measured), style.md "Database" (the pool).
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from art_desktop.domain.errors import DatabaseBusy, FileTrouble
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.types import canonical_json

APPLICATION_ID = 0x41525444
"""The mark in the file's header that it is one of ours: "ARTD"."""

BUSY_MS = 5_000
KEY_BYTES = 32
_TLS = {"verify-full"}
# The key that each engine's next connection is opened with; never in a URL, a repr or a log.
_held_keys: WeakKeyDictionary[Engine, list[bytes]] = WeakKeyDictionary()


def create_file_engine(
    path: Path, key: bytes, *, create: bool = False, busy_ms: int = BUSY_MS
) -> Engine:
    """Return an engine on an encrypted file. Nothing is opened before it is used.

    Args: key: 32 bytes, used raw. create: make a new, empty database; there must be none.
        busy_ms: how long a connection waits for another that is writing.
    Raises: FileTrouble: create and there is a file; later, at any connection, when the file is
        missing or empty (SQLite would take either for a valid empty database).
    """
    if create:
        _create_file(path, key)

    held = [key]

    def connect() -> Any:
        _require_content(path)
        return connect_file(path, held[0], busy_ms=busy_ms)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        pool_timeout=30,
        json_serializer=canonical_json,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_file)
    _held_keys[engine] = held
    return engine


def reading(engine: Engine) -> Engine:
    """Return the same engine, same pool, whose transactions only read and never wait to write."""
    return engine.execution_options(reading=True)


def connect_file(
    path: Path,
    key: bytes,
    *,
    mode: str = "rw",
    busy_ms: int = BUSY_MS,
    wal: bool = True,
    probe: bool = False,
) -> Any:
    """Return a raw SQLCipher connection with the house's pragmas, in autocommit.

    Args: mode: "rw", "rwc" to create, "ro". wal: turn the write-ahead log on. probe: read the
        schema, which finds out whether the key is right.
    Raises: sqlcipher3's DatabaseError, SQLITE_NOTADB: wrong key, or no database.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    connection = sqlcipher.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_ms / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # Otherwise SQLCipher writes its own lines about a wrong key to the error stream.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if probe:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _create_file(path: Path, key: bytes) -> None:
    if path.exists():
        raise FileTrouble(
            "The database was not created.",
            f"There is already a file {path.name} in {path.parent}.",
            "Open that one, or choose another name.",
        )
    connection = connect_file(path, key, mode="rwc")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        connection.close()


def _require_content(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        size = -1
    if size <= 0:
        state = "is not there any more" if size < 0 else "is empty"
        raise FileTrouble(
            "The database was not opened.",
            f"The file {path.name} {state}.",
            "Put it back, or restore the newest backup.",
        )


def _begin_file(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if only_reads else 'OFF'}")
    # A transaction that reads first and writes later can be refused halfway with SQLITE_BUSY,
    # without any waiting; one that begins IMMEDIATE waits at its beginning instead.
    connection.exec_driver_sql("BEGIN DEFERRED" if only_reads else "BEGIN IMMEDIATE")


def change_key(path: Path, old: bytes, new: bytes, *, busy_ms: int = BUSY_MS) -> None:
    """Re-encrypt a database file under another key, while nobody else has it open.

    Cut short at any moment, the file opens with the old key or with the new one, whole.
    Raises: sqlcipher3's errors, to be put in words by `known_failures`; SQLITE_BUSY when another
        connection has the file open.
    """
    connection = connect_file(path, old, wal=False, busy_ms=busy_ms)
    try:
        # In WAL the main file and the log would be under two keys until the next checkpoint.
        # Leaving WAL needs the file for oneself alone, which is what we want to be sure of.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    finally:
        connection.close()
    connect_file(path, new, probe=True).close()


def rekey(engine: Engine, path: Path, old: bytes, new: bytes) -> None:
    """Change the key of a database that this process has open, and go on with the new one.

    Nobody else may have it open. Sessions of this process must be closed; the pool is emptied.
    Raises: DatabaseBusy: somebody has it open; it is under the old key. KnownFailure: the disk.
    """
    what = "The record was not put under a new key."
    if cast("QueuePool", engine.pool).checkedout():
        raise DatabaseBusy(
            what,
            "Something in this window is still being read or saved.",
            "Wait a few seconds and try again.",
        )
    engine.dispose()
    with known_failures(what):
        change_key(path, old, new)
    _held_keys[engine][0] = new


def create_postgres_engine(url: str | URL) -> Engine:
    """Return an engine on the shared database, with the server's certificate verified.

    Args: url: "postgresql://login@host/name"; on another machine always `sslmode=verify-full`.
    Raises: FileTrouble: not such an address, or it asks for less than verified TLS.
    """
    what = "The shared database was not opened."
    try:
        address = make_url(url)
    except ArgumentError as problem:
        raise FileTrouble(
            what, "Its address cannot be read.", "It looks like postgresql://login@host/name."
        ) from problem
    if address.get_backend_name() != "postgresql":
        raise FileTrouble(
            what, "Its address is not of a PostgreSQL database.", "It begins with postgresql://."
        )
    address = address.set(drivername="postgresql+psycopg")
    if not _on_this_machine(address):
        asked = address.query.get("sslmode", "verify-full")
        if asked not in _TLS:
            raise FileTrouble(
                what,
                f"Its address asks for sslmode={asked}, which would not prove who answers.",
                "Take sslmode out of the address, or write sslmode=verify-full.",
            )
        address = address.update_query_dict({"sslmode": "verify-full"})
    asked_options = address.query.get("options", "")
    options = f"{asked_options} -c timezone=UTC -c lock_timeout={BUSY_MS}".strip()
    engine = create_engine(
        address.update_query_dict({"options": options}),
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=8,
        isolation_level="READ COMMITTED",
        json_serializer=canonical_json,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _on_this_machine(address: URL) -> bool:
    hosts = [address.host] if address.host else []
    for name in ("host", "hostaddr"):
        asked = address.query.get(name, ())
        hosts += [asked] if isinstance(asked, str) else list(asked)
    return all(_is_loopback(host) for host in hosts)


def _is_loopback(host: str) -> bool:
    if host.count(":") == 1:
        host = host.partition(":")[0]
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("reading", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
