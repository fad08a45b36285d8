"""The line under a preview's bar in which words are looked for, and the paper's contents at its side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.pages.paper_pdf import Bookmark
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.cards import announce
from art_desktop.ui.widgets.text import Ink, Label, set_tip

_PAGE = Qt.ItemDataRole.UserRole


class FindBar(QWidget):
    """Words to look for. `wanted` with each change; `step` with 1 or -1; `left` on Esc and the cross."""

    wanted = Signal(str)
    step = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Find in this paper")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 4, 0, GRID * 4, GRID)
        row.setSpacing(GRID)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Find in this paper")
        self.line.setAccessibleName("Find in this paper")
        self.line.setMaxLength(200)
        self.line.setMaximumWidth(360)
        self.line.textEdited.connect(self.wanted)
        row.addWidget(self.line, 2)
        self.before = Button("Previous", lambda: self.step.emit(-1), kind=Kind.QUIET, compact=True)
        self.after = Button("Next", lambda: self.step.emit(1), kind=Kind.QUIET, compact=True)
        row.addWidget(self.before)
        row.addWidget(self.after)
        self.found = Label("", ink=Ink.MUTED)
        row.addWidget(self.found, 1)
        row.addWidget(IconButton("close", "Close find", self.left.emit, compact=True))
        self.setFocusProxy(self.line)
        self.tell("")

    def text(self) -> str:
        """Return what is looked for."""
        return self.line.text().strip()

    def tell(self, words: str, *, some: bool = False) -> None:
        """Say what came of it: "3 of 12"; read out. `some`: there is a next one to go to."""
        self.found.setText(words)
        for button in (self.before, self.after):
            button.setEnabled(some)
        if words:
            announce(self.line, words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next one, Shift+Enter to the one before, Esc closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Contents(QListWidget):
    """The paper's own contents, a line each; `go` is called with the page (from 0) of the line that is chosen."""

    def __init__(self, go: Callable[[int], object]) -> None:
        super().__init__()
        self.setObjectName("popup")
        self.setAccessibleName("Contents of the paper")
        self.setFixedWidth(248)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._go = go
        self.currentItemChanged.connect(self._chosen)

    def set_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Show them, the inner ones moved in."""
        with QSignalBlocker(self):
            self.clear()
            for one in bookmarks:
                item = QListWidgetItem("    " * min(one.level, 3) + one.title)
                item.setData(_PAGE, one.page)
                words = f"{one.title}, page {one.page + 1}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                item.setToolTip(words.replace("&", "&amp;").replace("<", "&lt;"))
                self.addItem(item)

    def mark(self, page: int) -> None:
        """Show which part is being read; a line of it that is marked already stays so."""
        now = self.currentItem()
        if now is not None and now.data(_PAGE) == page:
            return
        pages = [int(self.item(at).data(_PAGE)) for at in range(self.count())]
        before = [at for at, begins in enumerate(pages) if begins <= page]
        if before:
            # The first that begins on this page; else the one that runs on from an earlier page.
            row = pages.index(page) if page in pages else before[-1]
            with QSignalBlocker(self):
                self.setCurrentRow(row)

    def _chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self._go(int(item.data(_PAGE)))


class PageNumber(QLineEdit):
    """The number of the page that is seen; another is typed and Enter goes there."""

    def __init__(self, go: Callable[[int], object]) -> None:
        super().__init__()
        self._go = go
        self.setAccessibleName("Page")
        self.setFixedWidth(56)
        self.setMaxLength(4)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        set_tip(self, "Page: type a number and press Enter")
        self.setAccessibleDescription("Type a number and press Enter to go there")
        self.returnPressed.connect(self._typed)

    def tell(self, page: int) -> None:
        """Show the page that is seen, from 1, unless another is being typed."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(str(page))

    def _typed(self) -> None:
        typed = self.text().strip()
        self.setModified(False)
        if typed.isascii() and typed.isdigit():
            self._go(int(typed) - 1)
