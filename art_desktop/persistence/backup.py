"""Backups: a folder for each, with the database as it stood at one instant, its keys and a manifest.

Never a copy of the live file, which misses what stands in the write-ahead log (engineering.md §1:
100 of 100 copies did). A backup stays encrypted under the key of its day; the key file beside it
opens it with the passphrases of that day.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from art_desktop.domain.clock import Clock, local_day
from art_desktop.domain.errors import FileTrouble
from art_desktop.files import FileLock, disk_refusals, sync_file, sync_folder, write_atomically
from art_desktop.persistence.audit import START, Head
from art_desktop.persistence.audit_check import heads_beside, note_head
from art_desktop.persistence.engine import connect_file
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.types import canonical_json

WHAT = "The backup was not made."
KEYS_SUFFIX = ".artkeys"
MANIFEST = "manifest.json"
FORMAT = 1
DAILY, WEEKLY, MONTHLY, NEWEST = 12, 10, 9, 3
_STAMP = "%Y%m%d-%H%M%S"


class Reason(StrEnum):
    """Why a backup was made."""

    ROUTINE = "routine"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_RESTORE = "before-restore"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself, sealed with the database's key."""

    made_at: datetime
    reason: Reason
    database: str
    revision: str
    head: Head
    counts: Mapping[str, int]
    sha256: Mapping[str, str]
    seal: str


@dataclass(frozen=True)
class Backup:
    """A finished backup: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def database(self) -> Path:
        """The encrypted database in it."""
        return self.folder / self.manifest.database

    @property
    def keys(self) -> Path:
        """The key file in it."""
        return self.database.with_suffix(KEYS_SUFFIX)


def back_up(
    database: Path,
    key: bytes,
    to_folder: Path,
    clock: Clock,
    *,
    reason: Reason = Reason.ROUTINE,
) -> Path:
    """Make and verify a backup of the live database, while others go on writing to it.

    Holds every change that was acknowledged before it began. The head of the audit trail goes into
    the manifest and into the file beside the database.
    Returns: the backup's folder, in `to_folder`.
    Raises: KnownFailure: disk full, read-only, damaged; nothing half-made is left.
    """
    with disk_refusals(WHAT):
        to_folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(to_folder / f".{database.stem}.lock")
        lock.wait(60, WHAT)
        try:
            for left in to_folder.glob(f".making-{database.stem}-*"):
                shutil.rmtree(left, ignore_errors=True)
            made = Path(tempfile.mkdtemp(prefix=f".making-{database.stem}-", dir=to_folder))
            try:
                head = _fill(made, database, key, clock, reason)
                final = _free_name(to_folder, database.stem, clock, reason)
                made.rename(final)
            except BaseException:
                shutil.rmtree(made, ignore_errors=True)
                raise
            sync_folder(to_folder)
        finally:
            lock.release()
    note_head(heads_beside(database), head, clock.now())
    return final


def _fill(made: Path, database: Path, key: bytes, clock: Clock, reason: Reason) -> Head:
    copy = made / database.name
    with known_failures(WHAT):
        revision, head, counts = _copy(database, copy, key)
    keys = database.with_suffix(KEYS_SUFFIX)
    if keys.exists():
        shutil.copyfile(keys, made / keys.name)
        sync_file(made / keys.name)
    sync_file(copy)
    told: dict[str, Any] = {
        "format": FORMAT,
        "made_at": clock.now().astimezone(UTC).isoformat(),
        "reason": reason.value,
        "database": database.name,
        "revision": revision,
        "head": {"seq": head.seq, "hash": head.hash.hex()},
        "counts": counts,
        "sha256": {file.name: _sha256(file) for file in sorted(made.iterdir())},
    }
    told["seal"] = _seal(key, told)
    text = json.dumps(told, indent=1, sort_keys=True)
    write_atomically(made / MANIFEST, text.encode("utf-8"))
    verify_backup(made, key)
    return head


def _copy(source: Path, target: Path, key: bytes) -> tuple[str, Head, dict[str, int]]:
    """Copy one snapshot of the database; tell what stands in that snapshot."""
    live = connect_file(source, key)
    try:
        live.execute("BEGIN")
        told = contents(live)
        fresh = connect_file(target, key, mode="rwc", wal=False)
        try:
            live.backup(fresh)
            # A backup is one file: it must open on a disk that can only be read.
            fresh.execute("PRAGMA journal_mode = DELETE")
        finally:
            fresh.close()
    finally:
        live.close()
    return told


def contents(connection: Any) -> tuple[str, Head, dict[str, int]]:
    """Return (schema revision, head of the trail, rows by table) as a raw connection sees them."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    counts = {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608  # names out of the schema itself
        for name in sorted(tables)
    }
    revision, head = "", Head(0, START)
    if "alembic_version" in tables:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        revision = "" if found is None else str(found[0])
    if "audit_entry" in tables:
        last = connection.execute(
            "SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        head = head if last is None else Head(int(last[0]), bytes(last[1]))
    return revision, head, counts


def verify_backup(folder: Path, key: bytes) -> Backup:
    """Check a backup whole: its files' sums, its seal, every page, its rows and its audit head.

    Returns: the backup.
    Raises: FileTrouble: naming what is wrong with it. WrongKey: it is under another key.
    """
    what = f"The backup {folder.name} was not used."
    backup = read_backup(folder)
    for name, wanted in backup.manifest.sha256.items():
        with disk_refusals(what):
            if _sha256(folder / name) != wanted:
                raise _unusable(what, f"{name} is not as it was when the backup was made.")
    with known_failures(what):
        connection = connect_file(backup.database, key, mode="ro", wal=False)
        try:
            found = contents(connection)
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            quick = connection.execute("PRAGMA quick_check").fetchall()
        finally:
            connection.close()
    if pages or quick != [("ok",)]:
        raise _unusable(what, "The database in it is damaged.")
    manifest = backup.manifest
    if found != (manifest.revision, manifest.head, dict(manifest.counts)):
        raise _unusable(what, "The database in it is not the one its manifest tells of.")
    raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    raw.pop("seal")
    if not hmac.compare_digest(_seal(key, raw), manifest.seal):
        raise _unusable(what, "Its manifest was altered.")
    return backup


def read_backup(folder: Path) -> Backup:
    """Read a backup's manifest, believing it.

    Raises: FileTrouble: there is none, or it is damaged or of a newer version.
    """
    what = f"The backup {folder.name} was not used."
    if not (folder / MANIFEST).is_file():
        raise _unusable(
            what, f"There is no {MANIFEST} in it, so it is no backup, or not a whole one."
        )
    try:
        with disk_refusals(what):
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = _manifest(told)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _unusable(what, "Its manifest is damaged.") from problem
    for name in (manifest.database, *manifest.sha256):
        if Path(name).name != name or not (folder / name).is_file():
            raise _unusable(what, "A file that its manifest names is missing.")
    return Backup(folder, manifest)


def _manifest(told: dict[str, Any]) -> Manifest:
    if told["format"] != FORMAT:
        raise ValueError("of a newer version")
    made_at = datetime.fromisoformat(told["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return Manifest(
        made_at=made_at,
        reason=Reason(told["reason"]),
        database=str(told["database"]),
        revision=str(told["revision"]),
        head=Head(int(told["head"]["seq"]), bytes.fromhex(told["head"]["hash"])),
        counts={str(name): int(count) for name, count in told["counts"].items()},
        sha256={str(name): str(digest) for name, digest in told["sha256"].items()},
        seal=str(told["seal"]),
    )


def _unusable(what: str, why: str) -> FileTrouble:
    return FileTrouble(what, why, "Choose another backup.")


def _seal(key: bytes, told: Mapping[str, Any]) -> str:
    return hmac.digest(key, b"backup manifest" + canonical_json(told).encode(), "sha256").hex()


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _free_name(folder: Path, stem: str, clock: Clock, reason: Reason) -> Path:
    name = f"{stem}-{clock.now().astimezone(UTC).strftime(_STAMP)}"
    if reason is not Reason.ROUTINE:
        name += f"-{reason.value}"
    free, number = folder / name, 1
    while free.exists():
        number += 1
        free = folder / f"{name}-{number}"
    return free


def backups_in(folder: Path, stem: str = "") -> tuple[Backup, ...]:
    """Return the finished backups in a folder, newest first; what is not one is passed over.

    Args: stem: only those of the database with this name.
    """
    found = []
    for one in folder.iterdir() if folder.is_dir() else ():
        if one.is_dir() and not one.name.startswith("."):
            try:
                backup = read_backup(one)
            except FileTrouble:
                continue
            if not stem or Path(backup.manifest.database).stem == stem:
                found.append(backup)
    return tuple(sorted(found, key=lambda b: (b.manifest.made_at, b.folder.name), reverse=True))


def rotate(folder: Path, stem: str) -> tuple[Path, ...]:
    """Drop routine backups beyond 12 daily, 10 weekly and 9 monthly; the newest three always stay.

    Those made before a migration or a restore are never dropped.
    Returns: what was dropped. Raises: FileTrouble.
    """
    routine = [b for b in backups_in(folder, stem) if b.manifest.reason is Reason.ROUTINE]
    kept = {b.folder for b in routine[:NEWEST]}
    kept |= _newest_of_each(routine, lambda b: _day(b).toordinal(), DAILY)
    kept |= _newest_of_each(routine, lambda b: _day(b).isocalendar()[:2], WEEKLY)
    kept |= _newest_of_each(routine, lambda b: (_day(b).year, _day(b).month), MONTHLY)
    dropped = tuple(b.folder for b in routine if b.folder not in kept)
    with disk_refusals("Old backups were not dropped."):
        for one in dropped:
            # Without its manifest it is no backup any more, however far the rest gets.
            (one / MANIFEST).unlink()
            shutil.rmtree(one)
    return dropped


def _day(backup: Backup) -> Any:
    return local_day(backup.manifest.made_at)


def _newest_of_each(
    newest_first: Iterable[Backup], period: Callable[[Backup], object], most: int
) -> set[Path]:
    chosen: dict[object, Path] = {}
    for backup in newest_first:
        chosen.setdefault(period(backup), backup.folder)
    return set(list(chosen.values())[:most])
