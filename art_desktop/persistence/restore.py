"""Restoring a backup: verified first, put in place whole, and what it replaces is kept."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from art_desktop.domain.clock import Clock
from art_desktop.domain.errors import DatabaseBusy, KnownFailure, WrongKey
from art_desktop.files import disk_refusals, sync_file, sync_folder
from art_desktop.persistence.audit_check import heads_beside, note_head
from art_desktop.persistence.backup import KEYS_SUFFIX, Backup, verify_backup
from art_desktop.persistence.engine import connect_file
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.opening import OpenMark
from art_desktop.persistence.whereabouts import require_local

WHAT = "The backup was not restored; the present database is as it was."
_LOGS = ("-wal", "-shm", "-journal")


def restore(folder: Path, to: Path, keys: Sequence[bytes], clock: Clock) -> Path | None:
    """Put a backup in the place of a database, and keep what was there under a dated name.

    Args: folder: the backup. to: the database's path; close it before. keys: those that the key
        file in the backup gives, newest first, with a passphrase of its day.
    Returns: where the database that was there is now; None when there was none.
    Raises: WrongKey, FileTrouble: the backup is not sound, or the disk refused; nothing was
        changed. DatabaseBusy: the database is open.
    """
    require_local(to)
    backup, key = _verified(folder, keys)
    with disk_refusals(WHAT):
        to.parent.mkdir(parents=True, exist_ok=True)
    mark = OpenMark(to)
    if not mark.take():
        raise DatabaseBusy(
            WHAT,
            "It is open in this or another copy of the application.",
            "Close it everywhere and try again.",
        )
    try:
        with disk_refusals(WHAT):
            aside = _exchange(backup, to, keys, clock)
    finally:
        mark.release()
    with known_failures("The restored database was not opened."):
        connection = connect_file(to, key)
        connection.close()
    note_head(heads_beside(to), backup.manifest.head, clock.now())
    return aside


def _verified(folder: Path, keys: Sequence[bytes]) -> tuple[Backup, bytes]:
    refused: WrongKey | None = None
    for key in keys:
        try:
            return verify_backup(folder, key), key
        except WrongKey as problem:
            refused = problem
    raise refused or ValueError("no key was handed in")


def _exchange(backup: Backup, to: Path, keys: Sequence[bytes], clock: Clock) -> Path | None:
    with tempfile.TemporaryDirectory(prefix=f".restoring-{to.stem}-", dir=to.parent) as name:
        # Everything that can fail for want of room happens before the first rename.
        ready = [(Path(name) / "database", to)]
        shutil.copyfile(backup.database, ready[0][0])
        if backup.keys.exists():
            ready.insert(0, (Path(name) / "keys", to.with_suffix(KEYS_SUFFIX)))
            shutil.copyfile(backup.keys, ready[0][0])
        for fresh, _place in ready:
            sync_file(fresh)
        _fold_in_the_log(to, keys)
        stamp = clock.now().astimezone(UTC).strftime("%Y%m%d-%H%M%S")
        moves = _moves_aside(to, stamp)
        done: list[tuple[Path, Path]] = []
        try:
            for source, target in [*moves, *ready]:
                source.rename(target)
                done.append((source, target))
        except OSError:
            for source, target in reversed(done):
                target.rename(source)
            raise
        sync_folder(to.parent)
    return next((target for source, target in moves if source == to), None)


def _moves_aside(to: Path, stamp: str) -> list[tuple[Path, Path]]:
    """Say what is moved where, the database itself first.

    A log that stayed behind would be taken for the restored database's own.
    """
    stem, number = f"{to.stem}.replaced-{stamp}", 1
    while any(to.parent.glob(f"{stem}.*")):
        number += 1
        stem = f"{to.stem}.replaced-{stamp}-{number}"
    aside = to.with_name(stem + to.suffix)
    wanted = [
        (to, aside),
        *((to.with_name(to.name + log), aside.with_name(aside.name + log)) for log in _LOGS),
        (to.with_suffix(KEYS_SUFFIX), aside.with_suffix(KEYS_SUFFIX)),
        (heads_beside(to), heads_beside(aside)),
    ]
    return [(source, target) for source, target in wanted if source.exists()]


def _fold_in_the_log(to: Path, keys: Sequence[bytes]) -> None:
    """Make the present database one file if a key of the backup still opens it; else leave it."""
    if not to.is_file() or to.stat().st_size == 0:
        return
    for key in keys:
        with contextlib.suppress(KnownFailure), known_failures(WHAT):
            # Only read at first: closing a file that is no database would clear its log away.
            connect_file(to, key, mode="ro", wal=False, probe=True).close()
            connection = connect_file(to, key, wal=False)
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
            return
