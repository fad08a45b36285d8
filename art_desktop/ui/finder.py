"""The find box at the top and the list of what was found, which the pages' code hands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from art_desktop.ui.models.table_model import Index
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.tokens import BODY, GRID, SEMIBOLD, SMALL
from art_desktop.ui.widgets.cards import announce

_ROW_PX = 48
_MOST_ROWS = 8
_FEWEST = 2
_ICONS = {
    "child": "children",
    "household": "households",
    "carer": "person",
    "provider": "providers",
    "home": "home",
    "request": "requests",
    "placement": "placements",
}
_RESULT = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class FindResult:
    """One thing that was found.

    Args: kind: "child", "household", "carer", "provider", "home", "request", "placement". title: what leads.
        detail: what tells it from its like. key: a `Route`, or whatever the code that asked goes by.
    """

    kind: str
    title: str
    detail: str
    key: object


def nothing_found(typed: str) -> FindResult:
    """Return the line that says that there is nothing, and what to type instead."""
    if len(typed.strip()) < _FEWEST:
        return FindResult("", "Type one letter more", "Two letters or numbers are enough.", None)
    words = "Try the last name alone, fewer letters, a reference or a postcode."
    return FindResult("", "Nothing found", words, None)


def _spoken(results: Sequence[FindResult], typed: str) -> str:
    """Return what a screen reader says: how many there are, and the first, which Enter opens."""
    if not results:
        nothing = nothing_found(typed)
        return f"{nothing.title}. {nothing.detail}"
    first = results[0]
    return f"{len(results)} found. {first.kind}: {first.title}, {first.detail}"


class _Row(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = tokens()
        found: FindResult = index.data(_RESULT)
        rect = option.rect
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.selected))
            painter.drawRoundedRect(QRectF(rect), 5, 5)
        icon_box = QRectF(rect.left() + GRID + 4, rect.center().y() - 10, 20, 20)
        paint_icon(
            painter, _ICONS.get(found.kind, "search"), icon_box, t.accent if chosen else t.muted
        )
        box = QRectF(rect).adjusted(GRID * 6 - 4, 5, -GRID * 2, -4)
        half = box.height() / 2
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for words, px, weight, ink, top in (
            (found.title, BODY, SEMIBOLD, t.text, box.top()),
            (found.detail, SMALL, 400, t.muted, box.top() + half),
        ):
            painter.setFont(font(px, weight))
            painter.setPen(colour(ink))
            room = box.width() - (88 if px == BODY else 0)
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(box.left(), top, room, half), side, cut)
        painter.setFont(font(SMALL))
        painter.setPen(colour(t.muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(box.left(), box.top(), box.width(), half), right, found.kind)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW_PX)


class FindBox(QLineEdit):
    """The box. `find_requested(text)` some 120 ms after the typing stops, `result_chosen(FindResult)`."""

    find_requested = Signal(str)
    result_chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self._over = over
        self.setAccessibleName("Find a child, carer, provider or request")
        self.setPlaceholderText("Find a child, carer, provider, request …")
        self.setMaximumWidth(640)
        self.setTextMargins(26, 0, 56, 0)
        self.list = QListWidget(over)
        self.list.setObjectName("popup")
        self.list.setAccessibleName("Found")
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.hide()
        self.list.itemClicked.connect(self._on_clicked)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(lambda: self.find_requested.emit(self.text().strip()))
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        over.installEventFilter(self)

    def show_results(self, results: Sequence[FindResult]) -> None:
        """Show what was found for what is typed now; nothing closes the list."""
        self.close_list()
        if not self.text().strip():
            return
        for result in results:
            item = QListWidgetItem()
            item.setData(_RESULT, result)
            item.setData(
                int(Qt.ItemDataRole.AccessibleTextRole),
                f"{result.kind}: {result.title}, {result.detail}",
            )
            self.list.addItem(item)
        if results:
            self.list.setCurrentRow(0)
        else:
            item = QListWidgetItem()
            item.setData(_RESULT, nothing_found(self.text()))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        announce(self, _spoken(results, self.text()))
        self._place()
        self.list.show()
        self.list.raise_()

    def _place(self) -> None:
        rows = min(max(self.list.count(), 1), _MOST_ROWS)
        corner = self.mapTo(self._over, QPoint(0, self.height() + 4))
        self.list.setGeometry(corner.x(), corner.y(), self.width(), rows * _ROW_PX + 12)

    def _on_edited(self, typed: str) -> None:
        if typed.strip():
            self._wait.start()

    def _on_changed(self, typed: str) -> None:
        if not typed.strip():
            self.close_list()

    def close_list(self) -> None:
        """Take the list away, and what it held: names must not outlast the search."""
        self._wait.stop()
        self.list.clear()
        self.list.hide()

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is None or self.list.isHidden():
            self._wait.stop()
            self.find_requested.emit(self.text().strip())
            return
        self._on_clicked(item)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        found: FindResult = item.data(_RESULT)
        if found.key is not None:
            self.clear()
            self.result_chosen.emit(found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move in the list, Enter goes, Esc closes it."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and not self.list.isHidden():
            at = max(0, min(self.list.currentRow() + step, self.list.count() - 1))
            self.list.setCurrentRow(at)
            found = self.list.currentItem()
            if found is not None:
                announce(self, str(found.data(int(Qt.ItemDataRole.AccessibleTextRole))))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; close when the window is pressed elsewhere."""
        if (
            watched is self._over
            and event.type() == QEvent.Type.Resize
            and not self.list.isHidden()
        ):
            self._place()
        return super().eventFilter(watched, event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        self.list.hide()
        super().focusOutEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the glass at the left and the keys at the right."""
        super().paintEvent(event)
        t = tokens()
        painter = QPainter(self)
        paint_icon(painter, "search", QRectF(11, (self.height() - 18) / 2, 18, 18), t.muted)
        if not self.hasFocus():
            painter.setFont(font(SMALL))
            painter.setPen(colour(t.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -12, 0), right, "Ctrl+K")
