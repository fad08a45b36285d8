"""Entries of a column: a few lines that can be stood on, opened and acted on by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.cards import Panel, clear_layout, scrolled
from art_desktop.ui.widgets.text import muted, section_title

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Entry(QAbstractButton):
    """One entry: add lines to `column`, small buttons to `tools`. Enter or a click opens it.

    Args: name: what is read out. act: called with the letter typed on it; says whether it took it.
    """

    moved = Signal(int)
    sideways = Signal(int)

    def __init__(
        self,
        name: str,
        open_it: Callable[[], object] | None,
        act: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__()
        self._act = act
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        row.setSpacing(GRID)
        self.column = QVBoxLayout()
        self.column.setSpacing(2)
        row.addLayout(self.column, 1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(0)
        row.addLayout(self.tools)
        if open_it is not None:
            self.clicked.connect(open_it)

    def add(self, widget: QWidget) -> None:
        """Add a line; the mouse goes through it to the entry."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.column.addWidget(widget)

    @override
    def sizeHint(self) -> QSize:
        """As its lines need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(200, 40)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be seen."""
        super().focusInEvent(event)
        area = self.parentWidget()
        while area is not None and not isinstance(area, EntryColumn):
            area = area.parentWidget()
        if area is not None:
            area.show_entry(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, a letter acts."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier and self._took(event.text()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _took(self, letter: str) -> bool:
        return bool(letter) and self._act is not None and self._act(letter.casefold())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is under the lines: hover, hairline, focus."""
        painter = QPainter(self)
        t = tokens()
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), colour(t.hover))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(t.line))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), HALF)


class EntryColumn(Panel):
    """A column of entries under a title, with what stands there when there are none."""

    sideways = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, GRID + HALF, 1, 1)
        whole.setSpacing(GRID)
        head = QHBoxLayout()
        head.setContentsMargins(GRID * 2, 0, GRID, 0)
        head.addWidget(section_title(title))
        head.addStretch(1)
        self.count = muted("")
        head.addWidget(self.count)
        head.addSpacing(GRID)
        whole.addLayout(head)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._area = scrolled(inner)
        whole.addWidget(self._area, 1)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry], empty: QWidget, count: str = "") -> None:
        """Show entries; the scroll stays where it was as far as it can."""
        bar = self._area.verticalScrollBar()
        scroll = bar.value()
        clear_layout(self._list)
        self.entries = list(entries)
        self.count.setText(count)
        for entry in self.entries:
            self._list.addWidget(entry)
            entry.show()  # now, or it could not be given the focus yet
            entry.moved.connect(self._on_moved)
            entry.sideways.connect(self.sideways)
        if self.entries:
            self._list.addStretch(1)
            empty.deleteLater()
        else:
            self._list.addWidget(empty, 1)
        QTimer.singleShot(0, bar, lambda: bar.setValue(scroll))

    def focus_place(self) -> int:
        """Return which entry has the focus, or -1."""
        for at, entry in enumerate(self.entries):
            if entry.hasFocus():
                return at
        return -1

    def take_focus(self, at: int = 0) -> bool:
        """Put the focus on an entry, the last one if there are fewer; say whether there is any."""
        if not self.entries:
            return False
        self.entries[min(at, len(self.entries) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_entry(self, entry: Entry) -> None:
        """Scroll to an entry."""
        self._area.ensureWidgetVisible(entry, 0, GRID)

    def _on_moved(self, step: int) -> None:
        at = self.focus_place() + step
        if 0 <= at < len(self.entries):
            self.take_focus(at)


__all__ = ["Entry", "EntryColumn"]
