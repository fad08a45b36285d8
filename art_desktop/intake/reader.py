"""The one way in for an outside file: bytes, checked, to a table of text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from art_desktop.domain.importing import RawTable, RowProblem, Severity, shown
from art_desktop.intake.delimited import read_delimited
from art_desktop.intake.sniff import Limits, detect, refusal
from art_desktop.intake.spreadsheet import read_spreadsheet

_HEADING_WITHIN = 30


def read_table(path: Path, *, limits: Limits | None = None, sheet: str | None = None) -> RawTable:
    """Read a CSV or XLSX file as text.

    A heading may have title rows above it. Dates in a spreadsheet come as YYYY-MM-DD, formulas as
    the value last worked out, and nothing is ever worked out or followed here.

    Args: limits: what is too much. sheet: the sheet to read, else the first that has a table.
    Raises: FileTrouble: the file is missing, locked, damaged, too large, or not a table.
    """
    limits = limits or Limits()
    content = _bytes_of(path, limits)
    kind = detect(content, limits)
    if kind == "xlsx":
        name, grid, numbers = read_spreadsheet(content, limits, sheet)
    else:
        name, grid = path.stem, read_delimited(content, limits)
        numbers = list(range(1, len(grid) + 1))
    return _table(name, grid, numbers, hashlib.sha256(content).hexdigest(), kind)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise refusal("It is a folder.", "Choose a CSV or XLSX file in it.")
        if not path.is_file():
            raise refusal("There is no such file.", "It may have been moved: choose it again.")
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise refusal(
            "It could not be opened: another program may be using it, or you may not read it.",
            "Close it in the other program, or copy it to your own folder, and choose it again.",
        ) from error
    if len(content) > limits.file_bytes:
        raise refusal(
            f"It is larger than {limits.file_bytes // 1_000_000} MB.",
            "Split it into smaller files and choose them one after another.",
        )
    return content


def _table(
    name: str, grid: Sequence[Sequence[str]], numbers: Sequence[int], sha256: str, kind: str
) -> RawTable:
    at = _heading_row(grid)
    if at is None:
        raise refusal("It has no row of headings.", "Check that it is the right file.")
    width = max(i + 1 for i, cell in enumerate(grid[at]) if cell.strip())
    columns = _headings(grid[at][:width])
    rows: list[tuple[str, ...]] = []
    row_numbers: list[int] = []
    problems: list[RowProblem] = []
    for number, cells in zip(numbers[at + 1 :], grid[at + 1 :], strict=True):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[width:]):
            problems.append(_too_long(number, cells, width))
        elif kind == "csv" and len(cells) < width:
            words = (
                f"The row has {len(cells)} cells and the heading {width}: the rest count as empty."
            )
            problems.append(RowProblem(number, "", words, Severity.WARNING, "ragged"))
        rows.append(tuple(cell.strip() for cell in cells[:width]) + ("",) * (width - len(cells)))
        row_numbers.append(number)
        problems += _bad_characters(number, columns, rows[-1])
    if not rows:
        raise refusal(
            "It has headings and no rows under them.", "Check that the export was not empty."
        )
    found = tuple(problems)
    return RawTable(name, columns, tuple(rows), tuple(row_numbers), sha256, kind, found)


def _heading_row(grid: Sequence[Sequence[str]]) -> int | None:
    """The first row about as full as the fullest: titles above a table fill one cell or two."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in grid[:_HEADING_WITHIN]]
    fullest = max(filled, default=0)
    return next((i for i, n in enumerate(filled) if n and n * 2 >= fullest), None)


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, each once: a second "Postcode" becomes "Postcode (2)"."""
    seen: dict[str, int] = {}
    headings: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\ufeff", "").split())[:80] or f"Column {position}"
        seen[name] = seen.get(name, 0) + 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        while unique in headings:
            unique += "*"
        headings.append(unique)
    return tuple(headings)


def _too_long(number: int, cells: Sequence[str], width: int) -> RowProblem:
    extra = next(cell for cell in cells[width:] if cell.strip())
    words = (
        f"The row has more cells than the heading ({len(cells)} for {width}); the first over is "
        f"{shown(extra)}. A comma inside a value may lack its quotation marks."
    )
    return RowProblem(number, "", words, Severity.ERROR, "ragged")


def _bad_characters(number: int, columns: Sequence[str], row: Sequence[str]) -> list[RowProblem]:
    words = "The value has a character that no text has: it was damaged on the way."
    return [
        RowProblem(number, column, words, Severity.ERROR, "damaged_text")
        for column, cell in zip(columns, row, strict=True)
        if "\x00" in cell or "\ufffd" in cell
    ]
