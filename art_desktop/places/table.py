"""One letter's postcodes as sorted arrays, decoded without making an object for each value.

The packaged file is msgpack inside brotli: {"columns": [...], "data": {"pcd": [...],
"laua": [...], "oseast1m": [...], "osnrth1m": [...]}}, all columns of one length, `pcd` seven
characters wide and in order. The values of a column have one width, so it is cut out as bytes
(100 ms for the 138,918 of letter P and 15 MB at the peak; as objects they take 36 MB).
A file that is not so is read through msgpack, more slowly, to the same table.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from pathlib import Path

from art_desktop.domain.errors import FileTrouble

NO_GRID = -1
"""Stands in `eastings` and `northings` for a postcode without a grid reference."""

_FIXSTR7, _FIXSTR9, _FLOAT64, _ARRAY32 = 0xA7, 0xA9, 0xCB, 0xDD
_NAN = b"\xcb\x7f\xf8" + b"\x00" * 6
_NO_AUTHORITY = b"\xa9" + b" " * 9


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """Parallel columns, in order of key. `authority_index` points into `authorities`."""

    keys: array[int]
    eastings: array[int]
    northings: array[int]
    authority_index: array[int]
    authorities: tuple[str, ...]

    def row_of(self, postcode: str) -> int | None:
        """The row of a normalised postcode, or None."""
        outcode, _, incode = postcode.partition(" ")
        key = key_of(outcode, incode)
        row = bisect_left(self.keys, key)
        return row if row < len(self.keys) and self.keys[row] == key else None

    def authority(self, row: int) -> str:
        """The ONS code of the local authority, or an empty string."""
        return self.authorities[self.authority_index[row]]


class _OtherLayoutError(Exception):
    """The file is not laid out in columns of one width."""


def key_of(outcode: str, incode: str) -> int:
    """A postcode as one sortable number: its seven characters behind the msgpack string mark."""
    return int.from_bytes(bytes((_FIXSTR7,)) + f"{outcode:<4}{incode:<3}".encode("ascii"), "big")


def read_table(path: Path) -> PostcodeTable | None:
    """Read one letter's file; None when there is none (no postcode begins with Q, V or X).

    Raises: FileTrouble: the file cannot be read or is damaged.
    """
    # Brotli and msgpack are wanted by nothing else, and not before the first look-up.
    import brotli
    import msgpack

    try:
        raw: bytes = brotli.decompress(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, brotli.error) as error:
        raise _damaged(path) from error
    try:
        return _from_columns(raw)
    except _OtherLayoutError:
        pass
    try:
        return _from_objects(msgpack.unpackb(raw)["data"])
    except (ValueError, KeyError, TypeError, msgpack.UnpackException) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FileTrouble:
    return FileTrouble(
        "Postcodes cannot be looked up.",
        f"The shipped file {path.name} cannot be read or is damaged.",
        "Install the application again. Everything else works meanwhile.",
    )


def _from_columns(raw: bytes) -> PostcodeTable:
    start = raw.find(b"\xa4data", 0, 256)
    if start < 0 or raw[start + 5] != 0x84:
        raise _OtherLayoutError
    at = start + 6
    count, at = _column_start(raw, at, b"\xa3pcd")
    keys = array("Q", raw[at : at + 8 * count])
    if keys.itemsize != 8 or raw[at : at + 8 * count : 8] != bytes((_FIXSTR7,)) * count:
        raise _OtherLayoutError
    if sys.byteorder == "little":
        keys.byteswap()
    at += 8 * count
    same, at = _column_start(raw, at, b"\xa4laua")
    end = raw.find(b"\xa8oseast1m", at)
    laua = raw[at:end].replace(_NAN, _NO_AUTHORITY)
    if same != count or end < 0 or laua[::10] != bytes((_FIXSTR9,)) * count:
        raise _OtherLayoutError
    # Numbers the codes as they come, in one pass.
    codes: defaultdict[bytes, int] = defaultdict()
    codes.default_factory = codes.__len__
    authority_index = array("H", map(codes.__getitem__, _cut(laua, "x9s")))
    eastings, at = _numbers(raw, end, b"\xa8oseast1m", count)
    northings, at = _numbers(raw, at, b"\xa8osnrth1m", count)
    authorities = tuple(code.decode("ascii").strip() for code in codes)
    return PostcodeTable(keys, eastings, northings, authority_index, authorities)


def _column_start(raw: bytes, at: int, name: bytes) -> tuple[int, int]:
    """Number of values in the column of that name at `at`, and where its values begin."""
    head = at + len(name)
    if raw[at:head] != name or raw[head : head + 1] != bytes((_ARRAY32,)):
        raise _OtherLayoutError
    (count,) = struct.unpack_from(">I", raw, head + 1)
    return count, head + 5


def _cut(column: bytes, layout: str) -> Iterable[bytes]:
    return (value for (value,) in struct.iter_unpack(layout, column))


def _numbers(raw: bytes, at: int, name: bytes, count: int) -> tuple[array[int], int]:
    same, at = _column_start(raw, at, name)
    column = raw[at : at + 9 * count]
    if same != count or column[::9] != bytes((_FLOAT64,)) * count:
        raise _OtherLayoutError
    values = struct.iter_unpack(">xd", column)
    return array("i", [NO_GRID if isnan(v) else int(v) for (v,) in values]), at + 9 * count


def _from_objects(data: dict[str, list[object]]) -> PostcodeTable:
    keys = array("Q", [key_of(str(pcd)[:4].strip(), str(pcd)[4:]) for pcd in data["pcd"]])
    names = [code if isinstance(code, str) else "" for code in data["laua"]]
    authorities = tuple(sorted(set(names)))
    codes = {code: index for index, code in enumerate(authorities)}
    table = PostcodeTable(
        keys,
        array("i", map(_metres, data["oseast1m"])),
        array("i", map(_metres, data["osnrth1m"])),
        array("H", map(codes.__getitem__, names)),
        authorities,
    )
    lengths = {len(keys), len(table.eastings), len(table.northings), len(names)}
    if len(lengths) != 1 or any(a > b for a, b in pairwise(keys)):
        raise ValueError("the columns differ in length or are not in order")
    return table


def _metres(value: object) -> int:
    if isinstance(value, int | float) and not isnan(value):
        return int(value)
    return NO_GRID
