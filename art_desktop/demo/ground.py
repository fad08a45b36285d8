"""Real unit postcodes for invented addresses, so that distances and areas are true.

Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail
copyright and database right 2025. Source: Office for National Statistics licensed under the Open
Government Licence v3.0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import Final

from art_desktop.demo.figures import AREA_CODE
from art_desktop.places.ons import packaged_folder
from art_desktop.places.table import NO_GRID, PostcodeTable, key_of, read_table

IN_TOWN: Final = ("PE1", "PE2", "PE3", "PE4", "PE7")
IN_VILLAGE: Final = ("PE6", "PE8", "PE9")
NEAR: Final = {
    "PE6": "Deeping St James",
    "PE7": "Whittlesey",
    "PE8": "Oundle",
    "PE9": "Stamford",
    "PE10": "Bourne",
    "PE11": "Spalding",
    "PE12": "Holbeach",
    "PE15": "March",
    "PE26": "Ramsey",
    "PE28": "Sawtry",
    "PE29": "Huntingdon",
}
FAR: Final = {
    "PE13": "Wisbech",
    "PE21": "Boston",
    "PE30": "King's Lynn",
    "NN3": "Northampton",
    "NN16": "Kettering",
    "NG31": "Grantham",
    "NG34": "Sleaford",
    "NG8": "Nottingham",
    "NN8": "Wellingborough",
    "NG24": "Newark",
    "PE37": "Swaffham",
    "PE25": "Skegness",
}
_VILLAGE_NAMES: Final = {"PE6": "Glinton", "PE8": "Wansford", "PE9": "Barnack", "PE7": "Hampton"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A real postcode, where it is on the National Grid in metres, whose area it is, and the town."""

    postcode: str
    easting: int
    northing: int
    area_code: str
    town: str

    def miles_to(self, other: Spot) -> float:
        """Return the straight-line distance in miles."""
        return hypot(self.easting - other.easting, self.northing - other.northing) / 1609.3


@dataclass(frozen=True)
class Ground:
    """Spots to draw from: inside the council's area, near it, and farther away.

    Each in order of postcode.
    """

    inside: tuple[Spot, ...]
    near: tuple[Spot, ...]
    far: tuple[Spot, ...]


def packaged_ground(most: int = 1200) -> Ground:
    """Read the installed postcode directory; at most about `most` spots of each kind, evenly spread.

    Raises: FileTrouble: the directory cannot be read.
    """
    folder = packaged_folder()
    tables: dict[str, PostcodeTable | None] = {}
    inside = _spots(folder, tables, dict.fromkeys((*IN_TOWN, *IN_VILLAGE), ""), most)
    near = _spots(folder, tables, NEAR, most)
    far = _spots(folder, tables, FAR, most)
    return Ground(
        inside=_every(
            most,
            (
                _in_city(spot)
                for spot in inside
                if spot.area_code == AREA_CODE and _outcode(spot) not in {"PE12", "PE10"}
            ),
        ),
        near=_every(most, (spot for spot in near if spot.area_code != AREA_CODE)),
        far=_every(most, far),
    )


def _outcode(spot: Spot) -> str:
    return spot.postcode.partition(" ")[0]


def _in_city(spot: Spot) -> Spot:
    town = _VILLAGE_NAMES.get(_outcode(spot))
    words = f"{town}, Peterborough" if town else "Peterborough"
    return Spot(spot.postcode, spot.easting, spot.northing, spot.area_code, words)


def _spots(
    folder: Path, tables: dict[str, PostcodeTable | None], towns: dict[str, str], most: int
) -> tuple[Spot, ...]:
    """Return the postcodes of these outcodes that have a grid reference, in order."""
    found: list[Spot] = []
    for outcode, town in towns.items():
        letter = outcode[0]
        if letter not in tables:
            tables[letter] = read_table(folder / f"postcodes_{letter}.msgpack.br")
        table = tables[letter]
        if table is None:
            continue
        first = bisect_left(table.keys, key_of(outcode, "   "))
        last = bisect_left(table.keys, key_of(outcode, "~~~"))
        step = max(1, (last - first) * len(towns) // (2 * most))
        for row in range(first, last, step):
            if table.eastings[row] != NO_GRID:
                incode = table.keys[row].to_bytes(8, "big")[-3:].decode("ascii")
                found.append(
                    Spot(
                        f"{outcode} {incode}",
                        table.eastings[row],
                        table.northings[row],
                        table.authority(row),
                        town,
                    )
                )
    return tuple(sorted(found, key=lambda spot: spot.postcode))


def _every(most: int, spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Thin a list out evenly to about `most`."""
    every = tuple(spots)
    return every[:: max(1, len(every) // most)]
