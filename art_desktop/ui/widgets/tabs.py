"""Parts of a page as underlined words; Alt and a letter, or the arrow keys, go to one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.tokens import BODY, GRID, REGULAR, SEMIBOLD
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.text import set_tip


class _Tab(QPushButton):
    def __init__(self, words: str, letter: str) -> None:
        super().__init__()
        self._words, self._letter, self._count = words, letter, ""
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFont(font(BODY, SEMIBOLD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(words)
        if letter:
            set_tip(self, f"Alt+{letter.upper()}")

    def set_count(self, count: int | None) -> None:
        self._count = "" if count is None else str(count)
        self.setAccessibleName(f"{self._words} {self._count}".strip())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = f"{self._words}  {self._count}" if self._count else self._words
        return QSize(self.fontMetrics().horizontalAdvance(words) + GRID * 3, 40)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setFont(font(BODY, SEMIBOLD if chosen else REGULAR))
        painter.setPen(colour(t.text if chosen or self.underMouse() else t.muted))
        box = QRectF(self.rect()).adjusted(GRID * 1.5, 0, 0, 0)
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, at, self._words)
        if self._count:
            box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(self._words) + GRID)
            painter.setPen(colour(t.muted))
            painter.setFont(font(BODY))
            painter.drawText(box, at, self._count)
        if chosen or self.underMouse():
            bar = QRectF(GRID * 1.5, self.height() - 3, self.width() - GRID * 3, 3)
            painter.fillRect(bar, colour(t.accent if chosen else t.edge))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(2, 3, -2, -4))


class Tabs(QWidget):
    """A row of tabs over a stack of pages. `shown` carries the name of the tab gone to."""

    shown = Signal(str)

    def __init__(self, indent: int = 0) -> None:
        super().__init__()
        self._names: list[str] = []
        self._buttons: list[_Tab] = []
        self._keys: dict[str, QShortcut] = {}
        self._group = QButtonGroup(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._bar = _Bar()
        self._row = QHBoxLayout(self._bar)
        self._row.setContentsMargins(indent, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        whole.addWidget(self._bar)
        self.stack = QStackedWidget()
        whole.addWidget(self.stack, 1)
        self._bar.moved.connect(self._on_moved)
        self._group.idClicked.connect(self._on_clicked)

    def add(self, name: str, words: str, page: QWidget, letter: str = "") -> None:
        """Add a tab called `name` that shows `page`; Alt and `letter` go to it."""
        tab = _Tab(words, letter)
        at = len(self._names)
        self._names.append(name)
        self._buttons.append(tab)
        self._group.addButton(tab, at)
        self._row.insertWidget(at, tab)
        self.stack.addWidget(page)
        if letter:
            keys = QShortcut(QKeySequence(f"Alt+{letter.upper()}"), self)
            # From anywhere in the window while the tabs are seen: from what stands above them too.
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda: self.show_tab(name, focus=True))
            self._keys[name] = keys
        if at == 0:
            tab.setChecked(True)

    def show_tab(self, name: str, *, focus: bool = False) -> None:
        """Go to the tab called `name`."""
        at = self._names.index(name)
        self._buttons[at].setChecked(True)
        if focus:
            self._buttons[at].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_clicked(at)

    def offer(self, name: str, *, offered: bool) -> None:
        """Show a tab, or leave it out: it is neither seen nor reached by keys."""
        self._buttons[self._names.index(name)].setVisible(offered)
        if name in self._keys:
            self._keys[name].setEnabled(offered)

    def offered(self) -> list[str]:
        """Return the names of the tabs that are not left out."""
        pairs = zip(self._names, self._buttons, strict=True)
        return [name for name, button in pairs if not button.isHidden()]

    def set_count(self, name: str, count: int | None) -> None:
        """Show how many there are behind a tab."""
        self._buttons[self._names.index(name)].set_count(count)

    def current(self) -> str:
        """Return the name of the tab that is shown."""
        return self._names[self.stack.currentIndex()]

    def _on_clicked(self, at: int) -> None:
        if self.stack.currentIndex() != at:
            self.stack.setCurrentIndex(at)
            self.shown.emit(self._names[at])

    def _on_moved(self, by: int) -> None:
        names = self.offered()
        at = names.index(self.current()) if self.current() in names else 0
        self.show_tab(names[(at + by) % len(names)], focus=True)


class _Bar(QWidget):
    moved = Signal(int)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colour(tokens().line))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)
