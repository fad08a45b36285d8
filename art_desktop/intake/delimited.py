"""Delimited text to a grid of cells, whatever its encoding and delimiter."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from art_desktop.intake.sniff import Limits, refusal

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 40
_TOO_MANY = "Split it into smaller files and choose them one after another."


def read_delimited(content: bytes, limits: Limits) -> list[list[str]]:
    """Every record of the text, blank ones too, so that places in the list are row numbers.

    Raises: FileTrouble: it is no text, has an open quotation mark, or is over a limit.
    """
    text = _decode(content)
    delimiter = _delimiter(text)
    grid: list[list[str]] = []
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=False):
            if len(record) > limits.columns:
                raise refusal(f"It has more than {limits.columns} columns.", _TOO_MANY)
            if len(grid) > limits.rows:
                raise refusal(f"It has more than {limits.rows:,} rows.", _TOO_MANY)
            if any(len(cell) > limits.cell_characters for cell in record):
                raise refusal(
                    f"Row {len(grid) + 1} has a cell of more than {limits.cell_characters:,} "
                    "characters: a quotation mark may never have been closed.",
                    "Put that row right and choose the file again.",
                )
            grid.append(record)
    except csv.Error as error:
        raise refusal(
            f"After row {len(grid)} it cannot be taken apart into cells.",
            "Look at that row for a stray quotation mark, put it right and choose the file again.",
        ) from error
    return grid


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return _strictly(content, "utf-32")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    sample = content[:4000]
    if sample.count(0) > len(sample) // 4:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return _strictly(content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in Britain writes as plain CSV; five of its bytes stand for nothing.
        text = content.decode("cp1252", errors="replace")
    _check_is_text(text)
    return text


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal("It is not text in any encoding that is known here.") from error
    text = text.removeprefix("\ufeff")
    _check_is_text(text)
    return text


def _check_is_text(text: str) -> None:
    sample = text[:20_000]
    odd = sum(c < " " and c not in "\t\r\n\f" for c in sample) + sample.count("\ufffd")
    if odd * 50 > len(sample):
        raise refusal("It is not a table of text.")


def _delimiter(text: str) -> str:
    """The delimiter that splits the first records most evenly; a comma where none does."""
    best, best_score = ",", (0.0, 0)
    sample = text[:60_000]
    for delimiter in _DELIMITERS:
        widths: list[int] = []
        try:
            for record in csv.reader(StringIO(sample, newline=""), delimiter=delimiter):
                if record:
                    widths.append(len(record))
                if len(widths) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = (times / len(widths), width) if width > 1 else (0.0, 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best
