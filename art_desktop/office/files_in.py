"""The intake as a service sees it; its parts are imported when a file is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from art_desktop.domain.importing import (
    Existing,
    FieldSpec,
    ImportKind,
    MappedTable,
    Mapping,
    Preview,
    RawTable,
)
from art_desktop.domain.places import Gazetteer


class FileIntake:
    """Implements `domain.ports.Intake`."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, path: Path) -> RawTable:
        """Read one file."""
        from art_desktop.intake.reader import read_table

        return read_table(path)

    def recognise(self, columns: Sequence[str], as_of: date) -> ImportKind | None:
        """Return the kind of import that the headings fit best."""
        from art_desktop.intake import shapes

        return shapes.recognise(columns, as_of=as_of)

    def propose(self, columns: Sequence[str], kind: ImportKind, as_of: date) -> Mapping:
        """Return the likeliest column for each field."""
        from art_desktop.intake import shapes

        return shapes.propose_mapping(columns, kind, as_of=as_of)

    def fields(self, kind: ImportKind, mapping: Mapping, as_of: date) -> tuple[FieldSpec, ...]:
        """Return the fields that an import of this kind can fill."""
        from art_desktop.intake import shapes
        from art_desktop.intake.codes import collection_year

        return shapes.fields_of(kind, mapping.part, collection_year(as_of))

    def preview(self, tables: Sequence[MappedTable], existing: Existing, as_of: date) -> Preview:
        """Return everything that would be saved and everything wrong with it."""
        from art_desktop.intake import shapes

        return shapes.preview(tables, existing, as_of=as_of, gazetteer=self._gazetteer)
