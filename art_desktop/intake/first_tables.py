"""The code lists and policy tables that a new record starts with, read from `db/seed/`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from art_desktop.domain.ids import PolicyId
from art_desktop.domain.work import AdjoiningArea, Code, MatchingWeight
from art_desktop.intake.seeds import policy_seeds
from art_desktop.locations import SEED

CODES = "dfe_codes.csv"
WEIGHTS = "matching_policy.csv"
AREAS = "adjoining_areas.csv"


def first_tables(folder: Path = SEED) -> list[object]:
    """Return every row of policy and code list, with ids, ready to be inserted. Malformed seeds are a bug."""
    seeds = policy_seeds(folder)
    numbers: defaultdict[type, count[int]] = defaultdict(lambda: count(1))
    found: list[object] = []
    for row in (*seeds.all(), *_weights(folder / WEIGHTS), *_areas(folder / AREAS)):
        row.id = PolicyId(next(numbers[type(row)]))
        found.append(row)
    return [*found, *_codes(folder / CODES)]


def _codes(path: Path) -> Iterator[Code]:
    numbers = count(1)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Code(
                id=next(numbers),
                list_name=row["list"],
                code=row["code"],
                label=row["label"],
                from_year=int(row["from_year"] or 0),
                to_year=int(row["to_year"]) if row["to_year"] else None,
                source=row["source"],
                read_on=date.fromisoformat(row["read_on"]),
            )


def _weights(path: Path) -> Iterator[MatchingWeight]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield MatchingWeight(
                code=row["code"],
                weight=row["weight"],
                effective_from=date.fromisoformat(row["effective_from"]),
                source=row["source"],
            )


def _areas(path: Path) -> Iterator[AdjoiningArea]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield AdjoiningArea(
                council_code=row["council_code"],
                area_code=row["area_code"],
                name=row["name"],
                effective_from=date.fromisoformat(row["effective_from"]),
                effective_to=date.fromisoformat(row["effective_to"])
                if row["effective_to"]
                else None,
                source=row["source"],
            )
