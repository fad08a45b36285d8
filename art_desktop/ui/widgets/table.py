"""A list: type to filter, click or keys to sort, arrows to move, Enter to open, Esc to go back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from art_desktop.ui.models.table_model import CellKind, Column, RowTableModel
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, cut_to, font, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.signs import Due, Sign
from art_desktop.ui.theme.tokens import BODY, GRID, HALF, REGULAR, ROW_PX, SEMIBOLD, SMALL
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.cards import EmptyState, Panel
from art_desktop.ui.widgets.show import paint_chip, paint_due, paint_score
from art_desktop.ui.widgets.text import muted

R = TypeVar("R")
_PAD = 12
_HEAD_PX = 36
_LOOSE_PX = 168
_LEAST_PX = 112
_SQUEEZE = 0.88
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_PLAIN = frozenset({CellKind.TEXT, CellKind.STRONG, CellKind.MUTED, CellKind.NUMBER})


class CellDelegate(QStyledItemDelegate):
    """Draws a cell straight from its row; no style sheet is asked, so that it is quick."""

    def __init__(self, model: RowTableModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw surface, content, hairline."""
        t = tokens()
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(t.selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(t.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(t.line))
        # Straight from the model: four roles asked through Qt cost more than the drawing.
        column = self._model.columns[index.column()]
        row = self._model.row(index.row())
        kind = column.kind
        box = rect.adjusted(_PAD, 0, -_PAD, -1)
        if kind in _PLAIN:
            self._text(painter, box, kind, column.text(row))
            return
        value = column.value(row) if column.value is not None else None
        if value is None:
            self._text(painter, box, CellKind.MUTED, column.text(row))
        elif kind is CellKind.VERDICT:
            paint_chip(painter, QRectF(box), Sign(str(value)), column.text(row))
        elif kind is CellKind.SCORE:
            low, high = cast("tuple[int, int]", value)
            paint_score(painter, QRectF(box), low, high)
        else:
            paint_due(painter, QRectF(box), Due(str(value)), column.text(row))

    @staticmethod
    def _text(painter: QPainter, box: QRect, kind: CellKind, text: str) -> None:
        t = tokens()
        painter.setFont(font(BODY, SEMIBOLD if kind is CellKind.STRONG else REGULAR))
        painter.setPen(colour(t.muted if kind is CellKind.MUTED else t.text))
        words = text.replace("\n", " ")
        cut = cut_to(words, box.width(), BODY, SEMIBOLD if kind is CellKind.STRONG else REGULAR)
        painter.drawText(box, _RIGHT if kind is CellKind.NUMBER else _LEFT, cut)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row is as high as any other."""
        return QSize(80, ROW_PX)


class _Head(QHeaderView):
    """The titles, drawn from the tokens, with an arrow at the one sorted by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(_HEAD_PX)
        self.setMinimumSectionSize(48)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw a title and the arrow."""
        t = tokens()
        painter.save()
        painter.fillRect(rect, colour(t.sunken))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(t.line))
        box = rect.adjusted(_PAD, 0, -_PAD, 0)
        model = self.model()
        title = str(model.headerData(logicalIndex, self.orientation()))
        side = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        here = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        painter.setFont(font(SMALL, SEMIBOLD))
        painter.setPen(colour(t.text if here else t.muted))
        if here:
            box.setRight(box.right() - 16)
        painter.drawText(box, side | Qt.TextFlag.TextSingleLine, title)
        if here:
            self._arrow(painter, box, title, bool(side & Qt.AlignmentFlag.AlignRight))
        painter.restore()

    def _arrow(self, painter: QPainter, box: QRect, title: str, right: bool) -> None:  # noqa: FBT001
        width = painter.fontMetrics().horizontalAdvance(title)
        left = box.right() + 4 if right else box.left() + min(width, box.width()) + 4
        painter.translate(left + 6, box.center().y() + 1)
        painter.rotate(0 if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else 180)
        paint_icon(painter, "chevron-down", QRectF(-6, -6, 12, 12), tokens().accent)


class TableView(QTableView):
    """The view alone: whole rows, uniform height, no style sheet in its cells."""

    opened = Signal(QModelIndex)
    typed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[int, ...] = ()
        self._hide_below: tuple[int, ...] = ()
        self._sharing = False
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(ROW_PX)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.doubleClicked.connect(self.opened)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc leaves, letters filter, Ctrl+arrow keys scroll sideways as they do."""
        key, keys = event.key(), event.modifiers()
        plain = keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and event.text() and event.text().isprintable() and event.text() != " ":
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def set_widths(self, wanted: Sequence[int], hide_below: Sequence[int] = ()) -> None:
        """Say how wide each column wants to be (0 takes what is left), and below which width it is left out."""
        self._wanted = tuple(wanted)
        self._hide_below = tuple(hide_below)
        self._share_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give each column what it wants; too little room shrinks all a little before it scrolls."""
        if not self._wanted or self._sharing:
            return
        self._sharing = True
        for _ in range(3):  # a scroll bar that comes or goes changes the room
            room = self.viewport().width()
            for at, least in enumerate(self._hide_below):
                self.setColumnHidden(at, room < least)
            shown = [at for at in range(len(self._wanted)) if not self.isColumnHidden(at)]
            widths = self._widths(room, [self._wanted[at] for at in shown])
            for at, width in zip(shown, widths, strict=True):
                self.setColumnWidth(at, width)
            self.updateGeometries()  # at once: Qt would leave the scroll bars to a timer
            if self.viewport().width() == room:
                break
        self._sharing = False

    @staticmethod
    def _widths(room: int, wanted: list[int]) -> list[int]:
        fixed, loose = sum(wanted), wanted.count(0)
        squeeze = max(_SQUEEZE, min(1.0, (room - _LOOSE_PX * loose) / fixed)) if fixed else 1.0
        widths = [int(width * squeeze) for width in wanted]
        rest = room - sum(widths)
        for at, width in enumerate(wanted):
            if width == 0:
                widths[at] = max(rest // loose, _LEAST_PX)
        if not loose and rest > 0:
            widths[-1] += rest
        return widths

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring the current row, so that the focus is seen and not only coloured."""
        super().paintEvent(event)
        here = self.currentIndex()
        if self.hasFocus() and here.isValid():
            first = self.visualRect(here.siblingAtColumn(0))
            row = QRectF(1, first.top(), self.viewport().width() - 2, first.height() - 1)
            painter = QPainter(self.viewport())
            paint_focus(painter, row, 3)


@dataclass(frozen=True)
class TableState:
    """What a list remembers between two visits."""

    typed: str
    column: int
    descending: bool
    scroll: int
    key: Hashable


class DataTable(QWidget, Generic[R]):
    """A list of read models with its filter.

    Signals: `row_opened(row)` on Enter and double click, `row_selected(row or None)` when the current
    row changes, `left()` on Esc with nothing typed, `count_changed(shown, total)`.

    Args: name: what the list is, for screen readers. empty: shown when there are no rows at all.
        multi: whether several rows can be selected. filter_hint: the words in the empty filter box.
    """

    row_opened = Signal(object)
    row_selected = Signal(object)
    left = Signal()
    count_changed = Signal(int, int)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        empty: QWidget | None = None,
        multi: bool = False,
        filter_hint: str = "Type to filter",
    ) -> None:
        super().__init__()
        self._name = name
        self.model: RowTableModel[R] = RowTableModel(columns, key, self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(filter_hint)
        self.filter.setAccessibleName(f"Filter {name}")
        self.filter.setClearButtonEnabled(False)
        self.filter.setFixedWidth(280)
        self.filter.installEventFilter(self)
        self.count = muted("")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GRID)
        self.view = TableView()
        self.view.setAccessibleName(name)
        for head in (self.view.horizontalHeader(), self.view.verticalHeader()):
            head.setAccessibleName(f"{name}: headings")
        self.view.setModel(self.model)
        self.view.setItemDelegate(CellDelegate(self.model, self.view))
        if multi:
            self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._lay_out(empty)
        self._size_columns()
        self.filter.textChanged.connect(self._on_filter)
        self.view.opened.connect(lambda index: self.row_opened.emit(self.model.row(index.row())))
        self.view.typed.connect(self._on_typed)
        self.view.left.connect(self._on_left)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._say_selected())
        # Qt paints the cells left and reached; the ring is around the whole row.
        self.view.selectionModel().currentRowChanged.connect(
            lambda *_: self.view.viewport().update()
        )
        self.view.horizontalHeader().sectionClicked.connect(self._on_head)
        self.setFocusProxy(self.view)

    def _lay_out(self, empty: QWidget | None) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID + HALF)
        row = QHBoxLayout()
        row.setSpacing(GRID + HALF)
        row.addWidget(self.filter)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addLayout(self.tools)
        whole.addLayout(row)
        frame = Panel(radius=3)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedLayout()
        inner.addLayout(self._stack)
        self._stack.addWidget(self.view)
        self._empty = empty or EmptyState("search", "Nothing here yet")
        self._stack.addWidget(self._empty)
        self._none = EmptyState(
            "filter", "Nothing matches what you typed", "Esc clears the filter."
        )
        self._stack.addWidget(self._none)
        whole.addWidget(frame, 1)

    def _size_columns(self) -> None:
        columns = self.model.columns
        self.view.set_widths(
            [column.width for column in columns], [column.hide_below for column in columns]
        )

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show rows; what was selected stays selected if it is still there."""
        kept = self.selected_keys()
        current = self.current()
        scroll = self.view.verticalScrollBar().value()
        self.model.set_rows(rows)
        self._reselect(kept, self.model.key(current) if current is not None else None)
        self.view.verticalScrollBar().setValue(scroll)
        self._say_count()

    def current(self) -> R | None:
        """Return the current row."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[R]:
        """Return the selected rows from top to bottom."""
        picked = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.row(at) for at in picked]

    def selected_keys(self) -> list[Hashable]:
        """Return the ids of the selected rows."""
        return [self.model.key(row) for row in self.selected_rows()]

    def select(self, key: Hashable) -> bool:
        """Select the row with the id `key` and bring it into view; say whether it is there."""
        at = self.model.position_of(key)
        if at >= 0:
            self.view.setCurrentIndex(self.model.index(at, 0))
        return at >= 0

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(column >= 0)
        if column >= 0:
            head.setSortIndicator(column, order)
        self.model.sort(column, order)
        head.viewport().update()

    def state(self) -> TableState:
        """Return filter, order, scroll and current row, to be given back to `restore`."""
        by = self.model.sorted_by()
        current = self.current()
        return TableState(
            self.filter.text(),
            by[0] if by else -1,
            bool(by and by[1] == Qt.SortOrder.DescendingOrder),
            self.view.verticalScrollBar().value(),
            self.model.key(current) if current is not None else None,
        )

    def restore(self, state: TableState) -> None:
        """Put back what `state` remembered."""
        self.filter.setText(state.typed)
        if state.column >= 0:
            self.sort_by(state.column, descending=state.descending)
        if state.key is not None:
            self.select(state.key)
        self.view.verticalScrollBar().setValue(state.scroll)

    def _reselect(self, keys: Sequence[Hashable], current: Hashable) -> None:
        if not keys and current is None:
            return
        pick = self.view.selectionModel()
        flags = pick.SelectionFlag.Select | pick.SelectionFlag.Rows
        if current is not None and (at := self.model.position_of(current)) >= 0:
            pick.setCurrentIndex(self.model.index(at, 0), flags)
        for key in keys:
            if key != current and (at := self.model.position_of(key)) >= 0:
                pick.select(self.model.index(at, 0), flags)

    def _on_filter(self, typed: str) -> None:
        current = self.current()
        key = self.model.key(current) if current is not None else None
        self.model.set_filter(typed)
        self._reselect([], key)
        if not self.view.currentIndex().isValid() and typed and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._say_count()

    def _on_typed(self, letters: str) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.setText(self.filter.text() + letters)

    def _on_left(self) -> None:
        if self.filter.text():
            self.filter.clear()
        else:
            self.left.emit()

    def _on_head(self, column: int) -> None:
        by = self.model.sorted_by()
        again = by is not None and by[0] == column
        self.sort_by(column, descending=again and by[1] == Qt.SortOrder.AscendingOrder)  # type: ignore[index]  # `again` holds it

    def _say_selected(self) -> None:
        self.row_selected.emit(self.current())

    def _say_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total()
        self.count.setText(
            f"{shown:,} of {total:,} shown" if shown != total else f"{total:,} shown"
        )
        page = self.view if shown else (self._none if total else self._empty)
        self._stack.setCurrentWidget(page)
        self.view.setAccessibleDescription(f"{shown} of {total} rows")
        self.count_changed.emit(shown, total)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter box: arrows go to the list, Enter opens its row, Esc clears."""
        if (
            watched is self.filter
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                if not self.view.currentIndex().isValid() and self.model.rowCount():
                    self.view.setCurrentIndex(self.model.index(0, 0))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                current = self.current()
                if current is None and self.model.rowCount():
                    current = self.model.row(0)
                if current is not None:
                    self.row_opened.emit(current)
                return True
            if key == Qt.Key.Key_Escape:
                self._on_left()
                return True
        return super().eventFilter(watched, event)
