"""Which column is which: by the names it goes under, else by the name most like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import (
    FieldSpec,
    ImportKind,
    MappedTable,
    Mapping,
    Part,
    ProblemList,
)
from art_desktop.intake.values import plain

_LIKE_ENOUGH = 88


def field_spec(
    name: str,
    words: str,
    parse: Callable[[str], object],
    aliases: str = "",
    help_words: str = "",
    *,
    required: bool = False,
) -> FieldSpec:
    """A field, with the names its column may go under between semicolons."""
    other = tuple(alias.strip() for alias in aliases.split(";") if alias.strip())
    return FieldSpec(name, words, required, parse, help_words, other)


def map_columns(
    columns: Sequence[str], fields: Sequence[FieldSpec], kind: ImportKind, part: Part
) -> Mapping:
    """Propose a column for each field; each column serves one field at most."""
    free = {column: plain(column) for column in columns}
    chosen: dict[str, str] = {}
    for spec in fields:
        names = {plain(spec.name), plain(spec.words), *(plain(alias) for alias in spec.aliases)}
        column = next((c for c, words in free.items() if words in names), None)
        if column is not None:
            chosen[spec.name] = column
            del free[column]
    # What is only like a name is given out last, likeliest first, so that it takes nobody's own.
    guesses = sorted(_guesses(free, fields, chosen), reverse=True)
    for _, name, column in guesses:
        if name not in chosen and column in free:
            chosen[name] = column
            del free[column]
    pairs = tuple((spec.name, chosen[spec.name]) for spec in fields if spec.name in chosen)
    missing = tuple(s.name for s in fields if s.required and s.name not in chosen)
    return Mapping(kind, part, pairs, tuple(free), missing)


def _guesses(
    free: dict[str, str], fields: Sequence[FieldSpec], chosen: dict[str, str]
) -> Iterator[tuple[float, str, str]]:
    for spec in fields:
        if spec.name in chosen:
            continue
        for name in (spec.words, *spec.aliases):
            found = process.extractOne(
                plain(name), free, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH
            )
            if found is not None:
                yield found[1], spec.name, found[2]


@dataclass(slots=True)
class RowReader:
    """Reads mapped rows field by field, keeping each refusal as a problem at its place."""

    mapped: MappedTable
    fields: Sequence[FieldSpec]
    problems: ProblemList
    refused_last: bool = False
    """Whether the row given last has a cell that was refused."""
    _places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        position = {column: i for i, column in enumerate(self.mapped.table.columns)}
        pairs = self.mapped.mapping.pairs
        self._places = {name: position[column] for name, column in pairs if column in position}

    def complete(self) -> bool:
        """Whether every required field has a column; keeps a problem for each that has not."""
        lacking = [s for s in self.fields if s.required and s.name not in self._places]
        for spec in lacking:
            words = f"No column was chosen for “{spec.words}”, which is needed."
            self.problems.add(0, "", words, rule="missing_column")
        return not lacking

    def column(self, name: str) -> str:
        """The file's heading for a field, or an empty string."""
        place = self._places.get(name)
        return "" if place is None else self.mapped.table.columns[place]

    def rows(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Each row's number and values by field; a field without a value is left out."""
        table = self.mapped.table
        for number, cells in zip(table.row_numbers, table.rows, strict=True):
            self.refused_last = False
            yield number, self._values(number, cells)

    def _values(self, number: int, cells: Sequence[str]) -> dict[str, object]:
        values: dict[str, object] = {}
        for spec in self.fields:
            place = self._places.get(spec.name)
            cell = "" if place is None else cells[place]
            if not cell:
                if spec.required:
                    words = f"“{spec.words}” is empty, and is needed."
                    self.problems.add(number, self.column(spec.name), words, rule="required")
                    self.refused_last = True
                continue
            try:
                value = spec.parse(cell)
            except RuleBroken as refused:
                self.problems.add(number, self.column(spec.name), str(refused), rule="value")
                self.refused_last = True
                continue
            if value is not None:
                values[spec.name] = value
        return values
