"""Looking after the record: verification, backup, the audit trail."""

from __future__ import annotations

from pathlib import Path

from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import Keeper, Verification
from art_desktop.domain.read_models import AuditRow
from art_desktop.services.base import BaseService, Context, permitted


class KeepingService(BaseService):
    """What is done with the record as a whole."""

    def __init__(self, context: Context, keeper: Keeper) -> None:
        super().__init__(context)
        self._keeper = keeper

    @permitted(Permission.VERIFY)
    def verify(self, actor: Actor) -> Verification:
        """Check the file and the whole audit trail; the check itself is entered."""
        found = self._keeper.verify()
        with self._store.writing(actor) as uow:
            uow.log(
                "verified",
                "service",
                1,
                {"entries": found.entries, "problems": len(found.problems)},
            )
            uow.commit()
        return found

    @permitted(Permission.BACK_UP)
    def back_up(self, actor: Actor, folder: Path | None = None) -> Path:
        """Make and verify a backup in the usual folder, or in another. Raises: KnownFailure."""
        made = self._keeper.back_up(folder)
        with self._store.writing(actor) as uow:
            uow.log("backed up", "service", 1, {"backup": made.name})
            uow.commit()
        return made

    @permitted(Permission.SEE_AUDIT)
    def audit(
        self, actor: Actor, limit: int = 200, before: int | None = None
    ) -> tuple[AuditRow, ...]:
        """Return the newest entries of the trail, or those before an entry."""
        return self._keeper.audit_rows(limit, before)
