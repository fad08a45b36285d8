"""A page that is a list: title, tools, table; it finds filter, order and row again on coming back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from art_desktop.domain.permissions import Actor
from art_desktop.ui.models.table_model import Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.table import DataTable, TableState
from art_desktop.ui.widgets.text import muted, page_title

if TYPE_CHECKING:
    from art_desktop.services import Services

R = TypeVar("R")


class RowsPage(ListPage, Generic[R]):
    """A list of read models, read anew each time it is gone to.

    Args: load: reads the rows, off the window's thread. opened: called with the row that is opened.
    """

    def __init__(
        self,
        context: PageContext,
        title: str,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        load: Callable[[Services, Actor], tuple[R, ...]],
        *,
        empty: QWidget,
        filter_hint: str,
        opened: Callable[[R], object] | None = None,
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self._load = load
        self._pending: TableState | None = None
        self._wanted: Hashable = None
        self._rows: tuple[R, ...] = ()
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(page_title(title))
        self.summary = muted("")
        head.addSpacing(GRID)
        head.addWidget(self.summary)
        head.addWidget(self.busy)
        head.addStretch(1)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(GRID)
        head.addLayout(self.acts)
        self.column.addLayout(head)
        self.table: DataTable[R] = DataTable(
            title, columns, key, empty=empty, filter_hint=filter_hint
        )
        self.column.addWidget(self.table, 1)
        self.table.left.connect(self.back_requested)
        if opened is not None:
            self.table.row_opened.connect(opened)

    @override
    def open(self, key: object) -> None:
        """Read the rows anew; `key` is the row to stand on, or nothing."""
        if isinstance(key, int):
            self._wanted = key
            self.table.filter.clear()
        self.read_again()

    def read_again(self) -> None:
        """Read the rows anew."""
        self.calls.read("rows", self._load, self._show)

    def keep(self, row: R) -> bool:
        """Say whether a row is shown; a page with ticks above its list overrides it."""
        del row
        return True

    def describe(self, rows: tuple[R, ...]) -> str:
        """Return the line beside the title."""
        del rows
        return ""

    def show_rows(self) -> None:
        """Show the rows that were read and are to be kept."""
        self.table.set_rows([row for row in self._rows if self.keep(row)])
        self.summary.setText(self.describe(self._rows))

    def _show(self, rows: tuple[R, ...]) -> None:
        self._rows = rows
        self.show_rows()
        if self._pending is not None:
            self.table.restore(self._pending)
            self._pending = None
        if self._wanted is not None:
            self.table.select(self._wanted)
            self._wanted = None
        if self.table.current() is None and self.table.model.rowCount():
            self.table.view.setCurrentIndex(self.table.model.index(0, 0))

    @override
    def view_state(self) -> object:
        """Return filter, order, scroll and row."""
        return self.table.state()

    @override
    def restore_view_state(self, state: object) -> None:
        """Put them back, now and again once the rows are there."""
        if isinstance(state, TableState):
            self._pending = state
            if self._rows:
                self.table.restore(state)

    @override
    def focus_first(self) -> None:
        """Start in the list; where what was typed leaves nothing of it, in the filter, where Esc clears it."""
        table = self.table
        nothing_left = table.filter.text() and not table.model.rowCount()
        (table.filter if nothing_left else table.view).setFocus(Qt.FocusReason.OtherFocusReason)
