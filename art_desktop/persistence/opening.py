"""Opening a database file: every reason not to, found before anything is changed, in words."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, Engine

from art_desktop.domain.errors import FileTrouble, KnownFailure, WrongKey
from art_desktop.files import FileLock, disk_refusals, os_trouble
from art_desktop.persistence.engine import (
    APPLICATION_ID,
    BUSY_MS,
    connect_file,
    create_file_engine,
    reading,
)
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.migrate import require_known
from art_desktop.persistence.whereabouts import require_local

WHAT = "The database was not opened."
LEAST_BYTES = 1_024
SECTOR = 512
"""SQLCipher's pages are multiples of it, so any other length was cut."""


def open_file(path: Path, key: bytes, *, busy_ms: int = BUSY_MS) -> Engine:
    """Open an existing encrypted database and check that it is one we can work with.

    It does not migrate: ask `migrate.needs_upgrade`. It does not read every page: `check_integrity`
    does, off the window's thread.
    Raises: FileTrouble: missing, empty, cut short, not ours, read-only, on a share or synced.
        WrongKey: wrong key, or no database. NewerDatabase. DatabaseBusy: held by another process.
    """
    require_openable(path)
    engine = create_file_engine(path, key, busy_ms=busy_ms)
    try:
        with known_failures(WHAT), reading(engine).connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            _require_ours(connection)
            require_known(connection)
        with known_failures(WHAT), engine.begin():
            # That it can be written is found out now and not at the first save.
            pass
    except BaseException:
        engine.dispose()
        raise
    return engine


def which_key(path: Path, keys: Iterable[bytes]) -> bytes:
    """Return the first of the keys that opens the database: the new, then the old of a re-key.

    Raises: WrongKey: none does. FileTrouble: as `open_file`.
    """
    require_openable(path)
    refused: WrongKey | None = None
    for key in keys:
        try:
            with known_failures(WHAT):
                connect_file(path, key, wal=False, probe=True).close()
        except WrongKey as problem:
            refused = problem
        else:
            return key
    raise refused or ValueError("no key was handed in")


def require_openable(path: Path) -> None:
    """Refuse a file that cannot be a database of ours, from outside, without opening it.

    Raises: FileTrouble.
    """
    if path.is_dir():
        raise FileTrouble(
            WHAT, f"{path.name} is a folder, not a database.", "Choose the file inside it."
        )
    if not path.exists():
        raise FileTrouble(
            WHAT,
            f"There is no file {path.name} in {path.parent}.",
            "Check whether it was moved or renamed, or restore a backup.",
        )
    require_local(path)
    if not path.is_file():
        raise FileTrouble(WHAT, f"{path.name} is not an ordinary file.", "Choose another file.")
    size = path.stat().st_size
    if size == 0:
        raise FileTrouble(
            WHAT,
            f"{path.name} is empty.",
            "It may have been cut off while it was copied. Restore the newest backup.",
        )
    # A log beside it may hold what a power cut kept from the file; then SQLite mends it itself.
    logged = path.with_name(path.name + "-wal")
    mendable = logged.exists() and logged.stat().st_size > 0
    if (size < LEAST_BYTES or size % SECTOR) and not mendable:
        raise FileTrouble(
            WHAT,
            f"{path.name} is not whole: its length is not that of a database.",
            "It may have been cut off while it was copied. Restore the newest backup.",
        )
    _require_writable(path)


def _require_writable(path: Path) -> None:
    what_next = "Ask whoever looks after this computer to let you write there, or move it."
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(
        path, os.W_OK
    ):
        raise FileTrouble(WHAT, f"{path.name} is read-only.", what_next)
    folder = path.parent
    read_only = os.name != "nt" and not folder.stat().st_mode & 0o222
    if not read_only:
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except PermissionError:
            read_only = True
        except OSError as problem:
            raise os_trouble(problem, WHAT) from problem
    if read_only:
        raise FileTrouble(
            WHAT,
            f"Its folder {folder} is read-only, and the database keeps a log beside the file.",
            what_next,
        )


def _require_ours(connection: Connection) -> None:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if mark != APPLICATION_ID:
        raise FileTrouble(
            WHAT,
            "It is an encrypted database, but of another application.",
            "Choose a file whose name ends in .artdb.",
        )


def check_integrity(engine: Engine) -> tuple[str, ...]:
    """Read every page and say what is wrong; empty when all is well.

    It takes a while: never in the window's thread. A last page of the log that was cut by a power failure
    raises a false alarm once, so what is found is only believed when a second, fresh look finds it too.
    Raises: KnownFailure: it could not even be read.
    """
    found = _look(engine)
    if found:
        engine.dispose()
        found = _look(engine)
    return found


def _look(engine: Engine) -> tuple[str, ...]:
    try:
        with (
            known_failures("The database was not checked."),
            reading(engine).connect() as connection,
        ):
            if connection.dialect.name != "sqlite":
                return ()
            pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
            if pages:
                return tuple(f"A page does not bear its own seal: {words}" for words in pages)
            quick = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
            if quick != ["ok"]:
                return tuple(str(words) for words in quick)
            astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            return tuple(
                f"A row of {row[0]} refers to a row of {row[2]} that is not there."
                for row in astray[:20]
            )
    except KnownFailure as problem:
        return (str(problem),)


class OpenMark:
    """Marks a database file as open in this process, to warn a second copy of the application.

    Only a warning: two copies on one file are safe, but a person may wonder which one shows what.
    """

    def __init__(self, database: Path) -> None:
        self._lock = FileLock(database.with_name(database.name + ".open"))

    def take(self) -> bool:
        """Return False when another copy of the application has the file open."""
        with disk_refusals(WHAT):
            return self._lock.acquire()

    def release(self) -> None:
        """Take the mark away; it goes by itself when the process ends."""
        self._lock.release()


def checkpoint_on_close(engine: Engine) -> None:
    """Fold the write-ahead log into the file and let the database go."""
    with known_failures("The database was not closed tidily; nothing is lost."):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
    engine.dispose()
