"""Rows of a table that are taller than a page: drawn as several, one under another, still one to a reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable

from art_desktop.documents.grid import flat, stacked


def cut_row(
    row: list[list[Flowable]], widths: Sequence[float], limit: float
) -> list[list[list[Flowable]]]:
    """Return a row as one that a page can hold, or as several, one under another, that are still one to a reader."""
    out = []
    while any(stacked(cell, room - 10) > limit for cell, room in zip(row, widths, strict=True)):
        now, later = [], []
        for cell, room in zip(row, widths, strict=True):
            first, rest = _cut_cell(flat(cell), room - 10, limit)
            now.append(first)
            later.append(rest)
        if not any(now):
            break
        out.append(now)
        row = later
    return [*out, row]


def _cut_cell(
    cell: list[Flowable], room: float, limit: float
) -> tuple[list[Flowable], list[Flowable]]:
    first: list[Flowable] = []
    for place, flowable in enumerate(cell):
        used = stacked([*first, flowable], room)
        if used <= limit:
            first.append(flowable)
            continue
        pieces = flowable.split(room, limit - stacked(first, room))
        if len(pieces) > 1:
            return [*first, pieces[0]], [*pieces[1:], *cell[place + 1 :]]
        return first, cell[place:]
    return first, []


def moved(commands: Iterable[tuple[Any, ...]], starts: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return table commands with the rows that they name as rows that are drawn; `starts` says where each begins."""
    rows = len(starts) - 1
    out = []
    for name, (left, top), (right, bottom), *rest in commands:
        last = starts[min(bottom % rows, rows - 1) + 1] - 1
        out.append((name, (left, starts[top % rows]), (right, last), *rest))
    return out
