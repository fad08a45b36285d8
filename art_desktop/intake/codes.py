"""The statutory code lists, which change by collection year (`db/seed/dfe_codes.csv`)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from art_desktop.domain.errors import FileTrouble
from art_desktop.locations import SEED

FILE_NAME = "dfe_codes.csv"


@dataclass(frozen=True, slots=True)
class Codes:
    """The lists in force for one collection: `year` 2026 is the year from 1 April 2025."""

    year: int
    lists: MappingProxyType[str, MappingProxyType[str, str]]

    def labels(self, name: str) -> MappingProxyType[str, str]:
        """Code to label of one list ("PLACE", "LS", ...), in the list's own order."""
        return self.lists[name]

    def has(self, name: str, code: str) -> bool:
        """Whether the code is in the list this year."""
        return code in self.lists[name]

    def code_for(self, name: str, words: str) -> str | None:
        """The code meant by a code or a label in any case, or None."""
        wanted = _plain(words)
        for code, label in self.lists[name].items():
            if wanted in (code.casefold(), _plain(label)):
                return code
        return None


def collection_year(on: date) -> int:
    """The year of the collection a day falls in: 1 April 2025 to 31 March 2026 is 2026."""
    return on.year + 1 if (on.month, on.day) >= (4, 1) else on.year


@cache
def load_codes(year: int, folder: Path = SEED) -> Codes:
    """The lists of one collection year.

    Raises: FileTrouble: the shipped file is missing or damaged.
    """
    lists: dict[str, dict[str, str]] = {}
    try:
        with (folder / FILE_NAME).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                wanted = lists.setdefault(row["list"], {})
                if int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999):
                    wanted[row["code"]] = row["label"]
    except (OSError, KeyError, ValueError, csv.Error) as error:
        raise FileTrouble(
            "The statutory codes cannot be read.",
            f"The shipped file {FILE_NAME} is missing or damaged.",
            "Install the application again.",
        ) from error
    frozen = {name: MappingProxyType(codes) for name, codes in lists.items()}
    return Codes(year, MappingProxyType(frozen))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
