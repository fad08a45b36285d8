"""Looks after an open record: verification, backups when something changed, the trail's head kept outside."""

from __future__ import annotations

from pathlib import Path

from art_desktop.domain.clock import Clock
from art_desktop.domain.ports import Verification
from art_desktop.domain.read_models import AuditRow
from art_desktop.persistence import audit_check
from art_desktop.persistence.audit import Head, read_head
from art_desktop.persistence.backup import Reason, back_up, rotate
from art_desktop.persistence.engine import reading
from art_desktop.persistence.opening import check_integrity
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.vault.vault import UnlockedVault


class RecordKeeper:
    """Implements `domain.ports.Keeper` for one open file."""

    def __init__(self, database: Path, store: SqlStore, vault: UnlockedVault, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._vault = vault
        self._clock = clock
        self._backed_up_to = self.head().seq

    @property
    def backups(self) -> Path:
        """The usual folder of backups, beside the record."""
        return self._database.parent / "backups"

    def head(self) -> Head:
        """Return the last entry of the trail."""
        with reading(self._store.engine).connect() as connection:
            return read_head(connection)

    def verify(self) -> Verification:
        """Check every page of the file and every entry of the trail against the heads noted beside it."""
        heads = audit_check.noted_heads(audit_check.heads_beside(self._database))
        faults = check_integrity(self._store.engine)
        with reading(self._store.engine).connect() as connection:
            report = audit_check.verify(connection, self._store.audit_keys, heads)
        problems = [f"The file: {fault}" for fault in faults]
        problems += [f"Entry {one.seq} of the trail: {one.words}" for one in report.problems]
        return Verification(report.entries, tuple(problems))

    def back_up(self, folder: Path | None = None, *, before_migration: bool = False) -> Path:
        """Make and verify a backup, and let go of those that are no longer to be kept."""
        target = folder or self.backups
        reason = Reason.BEFORE_MIGRATION if before_migration else Reason.ROUTINE
        made = back_up(self._database, self._vault.database_key, target, self._clock, reason=reason)
        if folder is None:
            rotate(target, self._database.stem)
        self._backed_up_to = self.head().seq
        return made

    def back_up_if_changed(self) -> Path | None:
        """Make a backup where the trail has moved on since the last one, or since the record was opened."""
        return self.back_up() if self.head().seq > self._backed_up_to else None

    def note_head(self) -> None:
        """Note the trail's head beside the record, so that a cut tail is found."""
        audit_check.note_head(
            audit_check.heads_beside(self._database), self.head(), self._clock.now()
        )

    def audit_rows(self, limit: int, before: int | None = None) -> tuple[AuditRow, ...]:
        """Return the newest entries of the trail, or those before an entry, in words."""
        with reading(self._store.engine).connect() as connection:
            found = audit_check.read(connection, self._store.audit_keys, before=before, limit=limit)
        return tuple(
            AuditRow(
                seq=one.seq,
                at=one.at,
                who=one.username,
                action=one.action,
                object_type=one.object_type,
                object_id=one.object_id,
                changes={
                    name: (_words(old), _words(new)) for name, (old, new) in one.changes.items()
                },
            )
            for one in found
        )


def _words(value: object) -> str:
    return "" if value is None else str(value)
