"""Taking files in: read, map, preview, then save all of it or nothing (product.md §8)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from art_desktop.domain.children import Child
from art_desktop.domain.errors import FileTrouble, RuleBroken
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.importing import (
    Existing,
    FieldSpec,
    ImportKind,
    MappedTable,
    Preview,
    RawTable,
)
from art_desktop.domain.importing import Mapping as ColumnMapping
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import Intake, UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import Changed
from art_desktop.domain.work import ImportBatch
from art_desktop.services import import_children, import_homes
from art_desktop.services.base import BaseService, Context, permitted


@dataclass(frozen=True)
class FileRead:
    """A file as it was read, with the mapping that is proposed for it."""

    path: Path
    table: RawTable
    kind: ImportKind
    mapping: ColumnMapping
    fields: tuple[FieldSpec, ...]


class ImportService(BaseService):
    """What is done with files from outside."""

    def __init__(self, context: Context, intake: Intake) -> None:
        super().__init__(context)
        self._intake = intake

    @permitted(Permission.IMPORT)
    def read(
        self, actor: Actor, paths: Sequence[Path], kind: ImportKind | None = None
    ) -> tuple[FileRead, ...]:
        """Read files and propose how their columns are to be taken.

        Args: kind: None to let the headings say. Raises: KnownFailure (not what it says it is), RuleBroken.
        """
        if not paths:
            raise RuleBroken(
                "Nothing was read.", "No file was chosen.", "Choose a file.", rule="no_file"
            )
        today = self._context.today()
        found = []
        for path in paths:
            table = self._read_one(path)
            its_kind = kind or self._intake.recognise(table.columns, today)
            if its_kind is None:
                raise RuleBroken(
                    f"{path.name} was not read.",
                    "Its headings fit none of the imports.",
                    "Say what it holds, or check that it is the file you meant.",
                    rule="import_kind",
                )
            mapping = self._intake.propose(table.columns, its_kind, today)
            fields = self._intake.fields(its_kind, mapping, today)
            found.append(FileRead(path, table, its_kind, mapping, fields))
        return tuple(found)

    def _read_one(self, path: Path) -> RawTable:
        """Read a file; a refusal names it, since several are read at once."""
        try:
            return self._intake.read(path)
        except FileTrouble as trouble:
            what = f"{path.name} was not read, and nothing was changed."
            raise FileTrouble(what, trouble.why, trouble.what_next) from trouble

    @permitted(Permission.IMPORT)
    def preview(self, actor: Actor, files: Sequence[FileRead]) -> Preview:
        """Return what would be saved, every problem by row, and the duplicates proposed. Nothing is changed."""
        tables = [MappedTable(one.table, one.mapping) for one in files]
        with self._store.reading(actor) as uow:
            existing = _existing(uow)
        found = self._intake.preview(tables, existing, self._context.today())
        with self._store.reading(actor) as uow:
            changes = import_homes.register_changes(uow, found, _sure(found))
        return replace(found, changes=changes)

    @permitted(Permission.IMPORT)
    def save(
        self,
        actor: Actor,
        files: Sequence[FileRead],
        preview: Preview,
        same: Mapping[tuple[str, int], int | None] | None = None,
    ) -> Changed:
        """Save everything in one transaction, or nothing.

        Args: same: for what and row of a proposed duplicate, the id it is the same as, or None for a new record; one
            with no answer counts as new, but for an equal reference (score 1), which is the same record.
        Raises: RuleBroken: the preview has errors. KnownFailure: the disk; nothing is saved then.
        """
        if preview.blocked:
            raise RuleBroken(
                "Nothing was imported.",
                f"{len(preview.errors)} rows have errors.",
                "Put them right in the file and read it again.",
                rule="import_errors",
            )
        decided = _sure(preview)
        for row, key in (same or {}).items():
            if key is None:
                decided.pop(row, None)
            else:
                decided[row] = key
        with self._store.writing(actor) as uow:
            tally = import_homes.Tally()
            import_homes.save_households(uow, preview, decided, self._context, tally)
            import_homes.save_providers(uow, preview, decided, self._context, tally)
            import_children.save_children(uow, preview, tally)
            uow.add(
                ImportBatch(
                    kind=preview.kind,
                    file_name=", ".join(one.path.name for one in files),
                    sha256=", ".join(preview.sha256),
                    mapping=json.dumps([list(one.mapping.pairs) for one in files]),
                    added=tally.added,
                    changed=tally.changed,
                    imported_at=self._context.now(),
                    imported_by=actor.user_id,
                )
            )
            uow.commit()
        return Changed(
            frozenset({"household", "child", "provider", "placement"}),
            words=f"Imported: {tally.added} added, {tally.changed} changed.",
        )


def _sure(preview: Preview) -> dict[tuple[str, int], int]:
    """Return the rows whose reference is on record, with the record's id."""
    return {
        (one.what, one.row): one.existing_id
        for one in preview.duplicates
        if one.existing_id is not None and one.score >= 1
    }


def _existing(uow: UnitOfWork) -> Existing:
    """Return what is on record already, to find duplicates in."""
    # With them comes rapidfuzz, which only an import needs.
    from art_desktop.domain.duplicate_bodies import Body
    from art_desktop.domain.duplicates import Person

    households = {h.id: h for h in uow.all(Household) if h.id is not None}
    return Existing(
        households=[Body(key, h.name, h.reference, h.postcode) for key, h in households.items()],
        carers=[
            Person(
                c.household_id,
                c.first_name,
                c.last_name,
                c.born_on,
                households[c.household_id].postcode,
            )
            for c in uow.all(Carer)
            if c.household_id is not None
        ],
        providers=[Body(p.id, p.name, p.urn, p.postcode) for p in uow.all(Provider)],
        homes=[Body(h.id, h.name, h.urn, h.postcode) for h in uow.all(Home)],
        children=[
            (child.case_number, child.id)
            for child in uow.all(Child)
            if child.case_number and child.id is not None
        ],
    )
