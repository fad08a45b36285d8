"""Some rows of a pool, seen as a pool: a column is gathered when a criterion first asks for it.

Criteria read a narrowed pool as they read a whole one. Indexes inside it count from 0 over the rows taken;
`order` and `place_in_order` stay those of the whole pool, so that ties fall the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from art_desktop.domain.matching.facts import Candidate
from art_desktop.domain.matching.pool import (
    HoldRows,
    Index,
    Living,
    Moves,
    Pool,
    ResidentSlots,
    Rows,
    Slots,
    TermSlots,
)
from art_desktop.domain.matching.verdicts import Verdicts, put


class _Chosen:
    """The rows taken, ascending, and where each row of the whole pool stands among them."""

    def __init__(self, rows: Rows, size: int) -> None:
        self.rows = rows
        self.size = size

    @cached_property
    def _place(self) -> Rows:
        place = np.full(self.size, -1, dtype=np.intp)
        place[self.rows] = np.arange(self.rows.size)
        return place

    def column(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the values of the rows taken; candidates stand along the last axis."""
        return values.take(self.rows, axis=-1)

    def among(self, rows: Rows) -> tuple[Rows, NDArray[np.bool_]]:
        """Return where some rows of the whole pool stand, and which of them were taken."""
        if not rows.size:
            return rows, np.zeros(0, dtype=np.bool_)
        place = self._place[rows]
        taken = place >= 0
        return place[taken], taken

    def listed(self, rows: Rows) -> Rows:
        """Return a list of rows, those taken alone, as they are counted here."""
        return self.among(rows)[0]

    def one(self, row: int) -> int | None:
        """Return where one row of the whole pool stands, None where it was not taken."""
        at = int(np.searchsorted(self.rows, row))
        return at if at < self.rows.size and int(self.rows[at]) == row else None


class _Candidates(Sequence[Candidate]):
    """The facts of the rows taken."""

    def __init__(self, whole: Sequence[Candidate], chosen: _Chosen) -> None:
        self._whole = whole
        self._rows = chosen.rows

    @override
    def __len__(self) -> int:
        return int(self._rows.size)

    @overload
    def __getitem__(self, at: int) -> Candidate: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Candidate, ...]: ...
    @override
    def __getitem__(self, at: int | slice) -> Candidate | tuple[Candidate, ...]:
        if isinstance(at, slice):
            return tuple(self._whole[row] for row in self._rows[at].tolist())
        return self._whole[int(self._rows[at])]


class _SlotsTaken(Slots):
    """Where somebody is found by id, among the rows taken; looked up when asked."""

    def __init__(self, whole: Slots, chosen: _Chosen) -> None:
        super().__init__()
        self._whole = whole
        self._chosen = chosen

    def __bool__(self) -> bool:
        """Say whether anybody is found anywhere in the whole pool."""
        return bool(self._whole)

    @override
    def found(self, who: int) -> Sequence[tuple[int, int]]:
        moved = ((slot, self._chosen.one(row)) for slot, row in self._whole.found(who))
        return [(slot, at) for slot, at in moved if at is not None]


class _IndexTaken(Index):
    """Who has a word, among the rows taken."""

    def __init__(self, whole: Index, chosen: _Chosen) -> None:
        self.__dict__.update(_whole=whole, _chosen=chosen)

    def __getattr__(self, name: str) -> Any:
        whole: Index = self.__dict__["_whole"]
        chosen: _Chosen = self.__dict__["_chosen"]
        value: Any
        if name == "rows":
            value = {word: self.having(word) for word in whole.rows}
        elif name == "unknown":
            value = chosen.listed(whole.unknown)
        else:
            raise AttributeError(name)
        self.__dict__[name] = value
        return value

    @override
    def words(self) -> Collection[str]:
        whole: Index = self.__dict__["_whole"]
        return whole.words()

    @override
    def having(self, word: str) -> Rows:
        known: dict[str, Rows] = self.__dict__.setdefault("_having", {})
        if word not in known:
            whole: Index = self.__dict__["_whole"]
            chosen: _Chosen = self.__dict__["_chosen"]
            known[word] = chosen.listed(whole.having(word))
        return known[word]

    @override
    def put(self, verdicts: Verdicts, word: str, code: int) -> None:
        whole: Index = self.__dict__["_whole"]
        chosen: _Chosen = self.__dict__["_chosen"]
        if whole.having(word).size > chosen.rows.size:
            # A word that many have is found quicker as a column.
            put(verdicts, chosen.column(whole.mask(word, chosen.size)), code)
        else:
            verdicts[self.having(word)] = code


class _ColumnsByName(dict[Any, Any]):
    """Columns by name (a skill), gathered one by one."""

    def __init__(self, whole: Mapping[Any, NDArray[Any]], chosen: _Chosen) -> None:
        super().__init__()
        self._whole = whole
        self._chosen = chosen

    def __missing__(self, name: Any) -> NDArray[Any]:
        self[name] = self._chosen.column(self._whole[name])
        found: NDArray[Any] = self[name]
        return found


def _holds(whole: HoldRows, chosen: _Chosen) -> HoldRows:
    owner, taken = chosen.among(whole.owner)
    return HoldRows(owner, whole.reason[taken], whole.places[taken], whole.for_child[taken])


def _moves(whole: Moves, chosen: _Chosen) -> Moves:
    owner, taken = chosen.among(whole.owner)
    return Moves(whole.day[taken], whole.slot[taken], owner)


def _living(whole: Living, chosen: _Chosen) -> Living:
    owner, taken = chosen.among(whole.owner)
    return Living(whole.at[taken] // chosen.size * chosen.rows.size + owner, owner)


def _as_it_is(value: Any, _: _Chosen) -> Any:
    return value


class _Taken:
    """A table of columns of which only some rows are seen; each field is taken when first read."""

    def __init__(self, whole: Any, chosen: _Chosen) -> None:
        self.__dict__.update(_whole=whole, _chosen=chosen)

    def __getattr__(self, name: str) -> Any:
        take = _TAKE.get(_KINDS[type(self)].get(name, ""))
        if take is None:
            raise AttributeError(name)
        value = take(getattr(self.__dict__["_whole"], name), self.__dict__["_chosen"])
        self.__dict__[name] = value
        return value


class _TermsTaken(_Taken, TermSlots):
    """Terms of approval of the rows taken."""


class _ResidentsTaken(_Taken, ResidentSlots):
    """Who lives with the rows taken."""

    @override
    def having(self, need: int, rank: int) -> Living:
        known: dict[tuple[int, int], Living] = self.__dict__.setdefault("_having", {})
        if (need, rank) not in known:
            whole: Living = self.__dict__["_whole"].having(need, rank)
            known[need, rank] = _living(whole, self.__dict__["_chosen"])
        return known[need, rank]


class PoolTaken(_Taken, Pool):
    """A pool narrowed to some rows of another."""

    @override
    def __len__(self) -> int:
        return int(self.__dict__["_chosen"].rows.size)


def taken(whole: Pool, rows: Rows) -> Pool:
    """Return the pool of some `rows` of `whole`, ascending, each once."""
    return PoolTaken(whole, _Chosen(rows, len(whole)))


def _array(value: NDArray[Any], chosen: _Chosen) -> NDArray[Any]:
    return chosen.column(value)


def _facts(whole: Sequence[Candidate], chosen: _Chosen) -> Sequence[Candidate]:
    # A page of them is looked at again and again, thousands hardly at all.
    few = chosen.rows.size <= _PAGE
    return tuple(whole[row] for row in chosen.rows.tolist()) if few else _Candidates(whole, chosen)


_PAGE: Final = 500

_TAKE: Final[dict[str, Callable[[Any, _Chosen], Any]]] = {
    "tuple[Candidate, ...]": _facts,
    "Bytes": _array,
    "Ints": _array,
    "Verdicts": _array,
    "NDArray[np.bool_]": _array,
    "NDArray[np.float32]": _array,
    "NDArray[np.int8]": _array,
    "NDArray[np.int16]": _array,
    "NDArray[np.int64]": _array,
    "NDArray[np.uint32]": _array,
    "Rows": lambda rows, chosen: chosen.listed(rows),
    "Slots": _SlotsTaken,
    "Index": _IndexTaken,
    "dict[Skill, Bytes]": _ColumnsByName,
    "TermSlots": _TermsTaken,
    "HoldRows": _holds,
    "ResidentSlots": _ResidentsTaken,
    "Moves": _moves,
    "Living": _living,
    "WholeOrder": _as_it_is,
    # What is true of the whole is never too little for a part: these only spare looking in vain.
    "bool": _as_it_is,
    "frozenset[int]": _as_it_is,
    "tuple[int, ...]": _as_it_is,
}
"""How a field of each declared type is taken."""

_KINDS: Final[dict[type, dict[str, str]]] = {
    seen: {f.name: str(f.type) for f in fields(declared)}
    for seen, declared in (
        (PoolTaken, Pool),
        (_TermsTaken, TermSlots),
        (_ResidentsTaken, ResidentSlots),
    )
}
