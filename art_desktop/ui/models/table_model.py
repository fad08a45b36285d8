"""A table over read models that sorts and filters itself, quick at 100,000 rows.

A proxy compares row by row through Qt and takes 13 s where sorting keys here takes a third of one,
so the model holds an order of its own: positions into the rows that were set.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from art_desktop.ui.overriding import override

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CellKind(StrEnum):
    """How a cell is drawn."""

    TEXT = "text"
    STRONG = "strong"  # what leads the row
    MUTED = "muted"
    NUMBER = "number"  # right-aligned; money and distances too
    VERDICT = "verdict"  # value: a Verdict, Sign or its code
    SCORE = "score"  # value: (low, high)
    DUE = "due"  # value: a Due


class Role(IntEnum):
    """The roles beyond Qt's own."""

    SORT = Qt.ItemDataRole.UserRole + 1
    ROW = Qt.ItemDataRole.UserRole + 2
    VALUE = Qt.ItemDataRole.UserRole + 3
    KIND = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    Args: text: what is shown. sort: what it sorts by, `None` last; the text if not given. width:
        logical pixels; 0 takes what is left. value: what `kind` draws from. accessible: what is
        read out, where that is more than the text. in_filter: whether typing finds it. hide_below: left out
        while the list is narrower than so many logical pixels; typing finds it all the same.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    width: int = 140
    kind: CellKind = CellKind.TEXT
    value: Callable[[R], object] | None = None
    accessible: Callable[[R], str] | None = None
    in_filter: bool = True
    hide_below: int = 0

    def sort_key(self, row: R) -> Any:
        """Return what `row` sorts by in this column."""
        if self.sort is not None:
            return self.sort(row)
        return folded(self.text(row))


def folded(text: str) -> str:
    """Return `text` without case and accents, as it is looked for."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ł", "l")


def _folded_each(texts: list[str]) -> list[str]:
    """Return each text folded. In one go: a call for each of 100,000 rows takes four times as long."""
    found = folded("\0".join(texts)).split("\0")
    # None at all, or one that holds the letter they were joined by.
    return found if len(found) == len(texts) else [folded(text) for text in texts]


class RowTableModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind of read model.

    Args: key: a row's id, by which the selection is kept. columns: left to right.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._rows: Sequence[R] = ()
        self._order: list[int] = []
        self._hay: list[str] | None = None
        self._needle = ""
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; filter and order stay."""
        self.beginResetModel()
        self._rows = rows
        self._hay = None
        self._order = self._filtered()
        self._sort_order()
        self.endResetModel()

    def set_filter(self, typed: str) -> None:
        """Show the rows in which every typed word is found, whatever its case and accents."""
        needle = " ".join(folded(typed).split())
        if needle == self._needle:
            return
        self.beginResetModel()
        self._needle = needle
        self._order = self._filtered()
        self._sort_order()
        self.endResetModel()

    def row(self, at: int) -> R:
        """Return the row shown at position `at`."""
        return self._rows[self._order[at]]

    def shown_rows(self) -> list[R]:
        """Return the rows that are shown, in the order they are shown."""
        return [self._rows[at] for at in self._order]

    def position_of(self, key: Hashable) -> int:
        """Return where the row with the id `key` is shown, or -1."""
        for at, source in enumerate(self._order):
            if self.key(self._rows[source]) == key:
                return at
        return -1

    def total(self) -> int:
        """Return how many rows there are, shown or not."""
        return len(self._rows)

    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """Return column and order, or nothing where the rows stand as they came."""
        return self._sorted

    def _haystacks(self) -> list[str]:
        if self._hay is None:
            texts = [column.text for column in self.columns if column.in_filter]
            lines = ["\n".join([text(row) for text in texts]) for row in self._rows]
            self._hay = _folded_each(lines)
        return self._hay

    def _filtered(self) -> list[int]:
        if not self._needle:
            return list(range(len(self._rows)))
        hay = self._haystacks()
        first, *others = self._needle.split()
        found = [at for at, text in enumerate(hay) if first in text]
        for word in others:
            found = [at for at in found if word in hay[at]]
        return found

    def _sort_order(self) -> None:
        if self._sorted is None:
            return
        at, order = self._sorted
        column, rows = self.columns[at], self._rows
        down = order == Qt.SortOrder.DescendingOrder
        before = self._order
        if column.sort is not None:
            keys = [column.sort(rows[source]) for source in before]
        else:
            keys = _folded_each([column.text(rows[source]) for source in before])
        rest: list[int] = []
        known = list(range(len(keys)))
        if None in keys:
            known = [at for at, key in enumerate(keys) if key is not None]
            rest = [source for source, key in zip(before, keys, strict=True) if key is None]
        known.sort(key=keys.__getitem__, reverse=down)
        self._order = [*map(before.__getitem__, known), *rest]

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, rows without a value last; -1 brings back the order they came in."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = [self._order[index.row()] for index in before]
        self._sorted = (column, order) if 0 <= column < len(self.columns) else None
        if self._sorted is None:
            self._order = self._filtered()
        else:
            self._sort_order()
        if before:
            # A few, nearly always: the current row's cells. One search through the rows for each of them.
            rows = {source: self._order.index(source) for source in set(sources)}
            after = [
                self.index(rows[source], index.column())
                for source, index in zip(sources, before, strict=True)
            ]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell in one role."""
        if not index.isValid():
            return None
        row = self._rows[self._order[index.row()]]
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                right = column.kind is CellKind.NUMBER
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                said = column.accessible or column.text
                return f"{column.title}: {said(row)}"
            case Role.SORT:
                return column.sort_key(row)
            case Role.ROW:
                return row
            case Role.VALUE:
                return column.value(row) if column.value is not None else None
            case Role.KIND:
                return column.kind
            case _:
                return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].kind is CellKind.NUMBER
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
