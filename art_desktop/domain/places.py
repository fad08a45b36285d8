"""Where things are: postcodes, grid references and the distance between them in miles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal, Protocol

from art_desktop.domain.errors import RuleBroken

METRES_PER_MILE = 1609.3
"""The figure the Department for Education divides by, not the exact 1609.344."""

Grid = Literal["GB", "IE"]
"""British National Grid, or the Irish Grid that Northern Ireland's postcodes are on."""

_OUTCODE = r"[A-Z]{1,2}[0-9][0-9A-Z]?"
_INCODE = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_WHOLE = re.compile(rf"({_OUTCODE})({_INCODE})")
_OUTCODE_ONLY = re.compile(_OUTCODE)
_NOISE = re.compile(r"[\s.\-_'\u2013]+")
# What fingers and scanners put where the one certain digit of a postcode stands.
_DIGIT_FOR = {"O": "0", "I": "1", "L": "1"}


@dataclass(frozen=True, slots=True)
class GridReference:
    """A point in whole metres east and north of its grid's origin."""

    easting: int
    northing: int
    grid: Grid = "GB"


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a postcode.

    `postcode` is normalised ("PE1 1AA"), or an outcode when that is all there was. `grid_reference`
    is None where the postcode has none. `local_authority_code` is the ONS code ("E06000031"), empty
    when not known. `approximate` means the middle of the district, to be shown as "about".
    """

    postcode: str
    grid_reference: GridReference | None
    local_authority_code: str
    approximate: bool


class Gazetteer(Protocol):
    """Finds where a postcode is, offline."""

    def find(self, postcode: str) -> Place | None:
        """The place of a postcode (or outcode) typed in any spacing; None when it is not known."""
        ...

    def find_many(self, postcodes: Sequence[str]) -> tuple[Place | None, ...]:
        """As `find`, one answer for each postcode in the order given."""
        ...

    def outcode_centre(self, outcode: str) -> GridReference | None:
        """The middle (component-wise median) of an outcode's unit postcodes; None if not known."""
        ...


def distance_miles(a: GridReference | None, b: GridReference | None) -> float | None:
    """Straight-line miles to one decimal, as the children-looked-after return has them.

    None where either point is not known or the two are on different grids (a Northern Irish
    placement of an English child), since metres on the two grids cannot be compared.
    """
    if a is None or b is None or a.grid != b.grid:
        return None
    metres = hypot(a.easting - b.easting, a.northing - b.northing)
    return round(metres / METRES_PER_MILE, 1)


def _squeezed(text: str) -> str:
    return _NOISE.sub("", text).upper()


def try_normalise_postcode(text: str) -> str | None:
    """The postcode in capitals with its one space, or None for what cannot be one."""
    squeezed = _squeezed(text)
    if len(squeezed) not in range(5, 8):
        return None
    digit = squeezed[-3]
    squeezed = squeezed[:-3] + _DIGIT_FOR.get(digit, digit) + squeezed[-2:]
    if squeezed == "GIR0AA":
        return "GIR 0AA"
    if not _WHOLE.fullmatch(squeezed):
        return None
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def normalise_postcode(text: str) -> str:
    """The postcode in capitals with its one space: "pe11aa" gives "PE1 1AA".

    Raises: RuleBroken: the text cannot be a UK postcode. It may still not be in use.
    """
    found = try_normalise_postcode(text)
    if found is not None:
        return found
    shown = text.strip()[:12]
    if not shown:
        why = "It is empty."
    elif is_outcode(text):
        why = f"“{shown}” is only the first half."
    else:
        why = f"“{shown}” is not the shape of a UK postcode."
    raise RuleBroken(
        "The postcode was not taken.",
        why,
        "Type the whole postcode, such as PE1 1AA, or leave it empty if it is not known.",
        field="postcode",
        rule="postcode_shape",
    )


def is_outcode(text: str) -> bool:
    """Whether the text is the shape of a postcode's first half, such as PE1 or EC1A."""
    return _OUTCODE_ONLY.fullmatch(_squeezed(text)) is not None


def outcode_of(postcode: str) -> str:
    """The first half of a postcode: "PE1" for "pe1 1aa". An outcode gives itself.

    Raises: RuleBroken: the text cannot be a UK postcode or outcode.
    """
    whole = try_normalise_postcode(postcode)
    if whole is not None:
        return whole.partition(" ")[0]
    if is_outcode(postcode):
        return _squeezed(postcode)
    return normalise_postcode(postcode).partition(" ")[0]
