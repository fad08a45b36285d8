"""Tables made in memory for the previews."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from art_desktop.domain.importing import Existing, ImportKind, MappedTable, Preview, RawTable
from art_desktop.intake.shapes import preview, propose_mapping

AS_OF = date(2026, 11, 22)


def raw(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RawTable:
    """A table as the reader would give it, its first row being row 2 of the file."""
    numbers = tuple(range(2, len(rows) + 2))
    return RawTable(
        "Sheet", tuple(columns), tuple(tuple(r) for r in rows), numbers, "0" * 64, "csv"
    )


@pytest.fixture
def previewed() -> Callable[..., Preview]:
    """Preview tables given as (columns, rows), with the mapping that is proposed."""

    def run(
        kind: ImportKind,
        *tables: tuple[Sequence[str], Sequence[Sequence[str]]],
        existing: Existing | None = None,
    ) -> Preview:
        made = [raw(columns, rows) for columns, rows in tables]
        mapped = [MappedTable(t, propose_mapping(t.columns, kind, as_of=AS_OF)) for t in made]
        return preview(mapped, existing or Existing(), as_of=AS_OF)

    return run
