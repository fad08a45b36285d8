"""How a row of a dated policy table is put between the others: what held stays, and ends where the new one begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from art_desktop.domain.errors import RuleBroken


class Dated(Protocol):
    """A row that holds from a day to a day, both included; `effective_to` is None while it has no end."""

    effective_from: date
    effective_to: date | None


D = TypeVar("D", bound=Dated)


def in_force(rows: Sequence[D], on: date) -> D | None:
    """Return the row that holds on a day: of those that do, the one that began last."""
    held = [
        row
        for row in rows
        if row.effective_from <= on and (row.effective_to is None or on <= row.effective_to)
    ]
    return max(held, key=lambda row: row.effective_from, default=None)


def make_way(rows: Sequence[D], begins: date, today: date, doing: str) -> date | None:
    """End the row before a new one that begins on a day, and return the day on which the new one ends, if any.

    Nothing of a row changes but its end, so that every day before `begins` keeps what held on it. A row that has not
    begun ends the new one the day before.

    Raises: RuleBroken: the day is in the past, or a row begins on that very day.
    """
    if begins < today:
        raise RuleBroken(
            doing,
            "The day is in the past, and what held then has been used.",
            "Give today or a day to come.",
            field="effective_from",
            rule="dated_past",
        )
    if any(row.effective_from == begins for row in rows):
        raise RuleBroken(
            doing,
            "A figure that begins on that day is on record already, and no row is rewritten.",
            "Give another day.",
            field="effective_from",
            rule="dated_twice",
        )
    before = max(
        (row for row in rows if row.effective_from < begins),
        key=lambda row: row.effective_from,
        default=None,
    )
    after = min((row.effective_from for row in rows if row.effective_from > begins), default=None)
    if before is not None and (before.effective_to is None or before.effective_to >= begins):
        before.effective_to = begins - timedelta(days=1)
    return None if after is None else after - timedelta(days=1)
