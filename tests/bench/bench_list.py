"""Opening, scrolling and sorting a list of 100,000 rows, beside a bare QTableView over a bare model."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import apply_look
from art_desktop.ui.widgets.table import DataTable
from tests.bench.measure import Figure, best, peak_mb, spread

SIZE = 100_000
PAGE = (1280, 800)
AIM = 1.5


@dataclass(frozen=True)
class Line:
    """A household in a list."""

    id: int
    name: str
    area: str
    places: int
    miles: float
    status: str


COLUMNS: tuple[Column[Line], ...] = (
    Column("Name", lambda r: r.name, width=0, kind=CellKind.STRONG),
    Column("Area", lambda r: r.area),
    Column("Places", lambda r: str(r.places), sort=lambda r: r.places, kind=CellKind.NUMBER),
    Column("Miles", lambda r: f"{r.miles:.1f}", sort=lambda r: r.miles, kind=CellKind.NUMBER),
    Column("Status", lambda r: r.status, kind=CellKind.MUTED),
)


class Bare(QAbstractTableModel):
    """The least that Qt needs: the same words, sorted by the same keys, nothing selected, filtered or drawn by us."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__()
        self._lines = list(lines)

    @override
    def rowCount(self, parent: Any = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Any = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[index.column()].text(self._lines[index.row()])

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.layoutAboutToBeChanged.emit()
        key = COLUMNS[column].sort_key
        self._lines.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


def _lines() -> list[Line]:
    rng = random.Random(3)  # noqa: S311 - invented rows, the same each time
    return [
        Line(
            number,
            f"{rng.choice('ABDEFGHKLM')}{rng.choice('aeiou')}{rng.choice('lmnrst')}{number % 977}ford {number}",
            f"PE{rng.randint(1, 38)}",
            rng.randint(1, 4),
            rng.random() * 60,
            rng.choice(("Active", "On hold", "Ended")),
        )
        for number in range(SIZE)
    ]


def _draw(widget: QWidget) -> None:
    QApplication.processEvents()
    widget.grab()


def _open_bare(lines: list[Line]) -> QTableView:
    view = QTableView()
    view.setModel(Bare(lines))
    view.model().setParent(view)
    view.resize(*PAGE)
    view.show()
    _draw(view)
    return view


def _open_ours(lines: list[Line]) -> DataTable[Line]:
    table = DataTable("Households", COLUMNS, lambda r: r.id)
    table.set_rows(lines)
    table.resize(*PAGE)
    table.show()
    _draw(table)
    return table


def _scroll(view: QTableView, shown: QWidget) -> None:
    bar = view.verticalScrollBar()
    bar.setValue((bar.value() + 3) % 5_000)
    _draw(shown)


class _Sort:
    """Sorts another way at each call: a list that is in order already sorts in no time."""

    def __init__(self, view: QTableView, shown: QWidget) -> None:
        self._view, self._shown, self._turn = view, shown, 0

    def __call__(self) -> None:
        self._turn += 1
        column, order = (0, 3)[self._turn % 2], Qt.SortOrder.AscendingOrder
        self._view.model().sort(column, order)
        _draw(self._shown)


def _filter(table: DataTable[Line], words: list[str]) -> None:
    table.filter.setText(words[0] if table.filter.text() != words[0] else words[1])
    QApplication.processEvents()
    _draw(table)


def figures() -> list[Figure]:
    """Measure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lines = _lines()
    bare_open = best(partial(_open_bare, lines))
    bare = _open_bare(lines)
    bare_scroll = best(partial(_scroll, bare, bare), 40)
    _, bare_sort, _ = spread([_Sort(bare, bare)] * 9)
    bare.close()
    apply_look(app)
    ours_open = best(partial(_open_ours, lines))
    ours = _open_ours(lines)
    ours_scroll = best(partial(_scroll, ours.view, ours), 40)
    _, ours_sort, _ = spread([_Sort(ours.view, ours)] * 9)
    ours_filter = best(partial(_filter, ours, ["ford 99", "basford 1"]), 6)
    ours.close()
    work, floor = f"list, {SIZE:,} rows:", "bare QTableView and model"
    return [
        Figure(f"{work} first frame", ours_open, bare_open, floor, AIM, peak_mb=peak_mb()),
        Figure(f"{work} scroll by three", ours_scroll, bare_scroll, floor, AIM),
        Figure(f"{work} sort by another column", ours_sort, bare_sort, floor, AIM),
        Figure(f"{work} filter by typing", ours_filter),
    ]
