"""Checking the audit trail for tampering, and reading it.

The chain alone cannot show that its end was cut off: heads noted in other places do. One is
appended to a file beside the database at each close, and one goes into each backup's manifest.
Source: engineering.md §1 (measured: 0 of 300 cut tails found without an outside head, 300 with).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from art_desktop.files import disk_refusals, write_atomically
from art_desktop.persistence.audit import (
    START,
    AuditKeys,
    Head,
    audit_entry,
    entry_hash,
    open_changes,
)
from art_desktop.persistence.errors import known_failures

MOST_PROBLEMS = 100
MOST_HEADS = 2_000
CHUNK = 2_000
_COLUMNS = tuple(audit_entry.c.keys())


@dataclass(frozen=True)
class AuditProblem:
    """One thing wrong with the trail: the entry's number and what is wrong there."""

    seq: int
    words: str


@dataclass(frozen=True)
class AuditReport:
    """What a check of the whole trail found."""

    entries: int
    head: Head
    heads_compared: int
    problems: tuple[AuditProblem, ...]

    @property
    def sound(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


@dataclass(frozen=True)
class AuditRecord:
    """One entry as it is read: `changes` is field to (before, after)."""

    seq: int
    at: datetime
    user_id: int | None
    username: str
    action: str
    object_type: str
    object_id: str
    changes: Mapping[str, tuple[object, object]]


def verify(
    connection: Connection, keys: AuditKeys, outside_heads: Iterable[Head] = ()
) -> AuditReport:
    """Go through the whole trail and find what was altered, removed, put in, moved or cut off.

    Args: outside_heads: heads noted elsewhere, in any order; each must still be in the trail.
    Returns: the report; at most 100 problems are listed. Memory does not grow with the trail.
    Raises: KnownFailure: the database could not be read.
    """
    problems: list[AuditProblem] = []
    wanted: dict[int, set[bytes]] = {}
    for head in outside_heads:
        wanted.setdefault(head.seq, set()).add(head.hash)
    compared = sum(len(hashes) for hashes in wanted.values())
    wanted.pop(0, None)
    count = 0
    last = Head(0, START)
    with known_failures("The audit trail was not checked."):
        for row in _raw_rows(connection):
            count += 1
            problems += _faults(keys, row, last)
            seq = row["seq"] if isinstance(row["seq"], int) else last.seq + 1
            own = row["hash"] if isinstance(row["hash"], bytes) else b""
            last = Head(seq, own)
            if any(noted != own for noted in wanted.pop(seq, ())):
                problems.append(
                    AuditProblem(seq, "It is not the entry that was noted outside the trail.")
                )
            del problems[MOST_PROBLEMS:]
    problems += [AuditProblem(seq, _missing(seq, last.seq)) for seq in sorted(wanted)]
    return AuditReport(count, last, compared, tuple(problems[:MOST_PROBLEMS]))


def _missing(seq: int, last: int) -> str:
    if seq > last:
        return f"Entries up to number {seq} were noted outside the trail; it ends at {last}: its end was cut off."
    return "It was noted outside the trail and is not in it."


def _raw_rows(connection: Connection) -> Iterator[Mapping[str, Any]]:
    """Yield each entry as the driver gives it: a tampered value must not stop the reading."""
    columns = [type_coerce(column, NullType()).label(column.name) for column in audit_entry.c]
    query = select(*columns).order_by(audit_entry.c.seq).execution_options(yield_per=CHUNK)
    for row in connection.execute(query).mappings():
        yield {
            name: bytes(value) if isinstance(value, (memoryview, bytearray)) else value
            for name, value in row.items()
        }


def _faults(keys: AuditKeys, row: Mapping[str, Any], last: Head) -> list[AuditProblem]:
    seq = row["seq"]
    if not isinstance(seq, int):
        return [AuditProblem(last.seq + 1, "Its number is no number: it was altered.")]
    faults = []
    if seq != last.seq + 1:
        first, final = last.seq + 1, seq - 1
        gap = f"Entry {first} is" if first == final else f"Entries {first} to {final} are"
        faults.append(AuditProblem(first, f"{gap} missing."))
    if not _own_seal(keys, row):
        faults.append(AuditProblem(seq, "It was altered, or put in from outside."))
    elif row["previous_hash"] != last.hash and seq == last.seq + 1:
        faults.append(
            AuditProblem(seq, "It does not follow the entry before it: one was altered or moved.")
        )
    return faults


def _own_seal(keys: AuditKeys, row: Mapping[str, Any]) -> bool:
    at = _instant(row["at"])
    if at is None or not isinstance(row["hash"], bytes):
        return False
    try:
        wanted = entry_hash(keys, {**row, "at": at})
    except (TypeError, ValueError):
        return False
    return hmac.compare_digest(wanted, row["hash"])


def _instant(stored: object) -> datetime | None:
    """Return the instant as stored: PostgreSQL's datetime, SQLite's text in its one form."""
    if isinstance(stored, datetime):
        return stored
    if not isinstance(stored, str):
        return None
    try:
        read = datetime.strptime(stored, "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return read if read.strftime("%Y-%m-%d %H:%M:%S.%f") == stored else None


def read(
    connection: Connection,
    keys: AuditKeys,
    *,
    before: int | None = None,
    limit: int = 100,
    object_type: str | None = None,
    object_id: object = None,
    user_id: int | None = None,
) -> tuple[AuditRecord, ...]:
    """Return entries newest first, with what changed.

    Args: before: only entries with a smaller number, for the next page.
    """
    query = select(audit_entry).order_by(audit_entry.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(audit_entry.c.seq < before)
    if object_type is not None:
        query = query.where(audit_entry.c.object_type == object_type)
    if object_id is not None:
        query = query.where(audit_entry.c.object_id == str(object_id))
    if user_id is not None:
        query = query.where(audit_entry.c.user_id == user_id)
    with known_failures("The audit trail was not read."):
        return tuple(_record(keys, row) for row in connection.execute(query).mappings())


def _record(keys: AuditKeys, row: Mapping[Any, Any]) -> AuditRecord:
    try:
        told = json.loads(open_changes(keys, row["seq"], row["changes"]))
        changes = {name: (pair[0], pair[1]) for name, pair in told.items()}
    except InvalidTag:
        changes = {"(altered)": (None, "What changed cannot be read: the entry was altered.")}
    shown = {name: row[name] for name in _COLUMNS[:7]}
    return AuditRecord(**shown, changes=changes)


# ---- heads kept elsewhere ------------------------------------------------------------------


def heads_beside(database: Path) -> Path:
    """Return where the heads of a database's trail are noted."""
    return database.with_suffix(".artheads")


def note_head(path: Path, head: Head, at: datetime) -> None:
    """Note the head in the file; call it at each close and each backup.

    The same head is noted once. The file keeps the newest 2,000.
    Raises: FileTrouble: it could not be written.
    """
    lines = _lines(path)
    told = json.dumps(
        {"seq": head.seq, "hash": head.hash.hex(), "at": at.astimezone(UTC).isoformat()}
    )
    if head.seq == 0 or (lines and _head(lines[-1]) == head):
        return
    kept = [*lines, told][-MOST_HEADS:]
    with disk_refusals("The end of the audit trail was not noted beside the database."):
        write_atomically(path, ("\n".join(kept) + "\n").encode("utf-8"))


def noted_heads(path: Path) -> tuple[Head, ...]:
    """Return the heads noted in the file; none when there is no file. A cut last line is passed over."""
    return tuple(head for line in _lines(path) if (head := _head(line)) is not None)


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    with disk_refusals("The heads of the audit trail were not read."):
        return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _head(line: str) -> Head | None:
    try:
        told = json.loads(line)
        return Head(int(told["seq"]), bytes.fromhex(told["hash"]))
    except (ValueError, KeyError, TypeError):
        return None
