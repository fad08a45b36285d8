"""What the tabs of the request page have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.read_models import RequestPage
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.theme.tokens import GRID, HALF, READING_PX
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, clear_layout, scrolled
from art_desktop.ui.widgets.later import Later
from art_desktop.ui.widgets.text import Ink, Label, section_title, strong

SIDE = GRID * 4


class Part(QWidget):
    """One tab. `show_page` is called with every fresh reading, `opened` when the tab is gone to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def show_page(self, page: RequestPage) -> None:
        """Show the request as it stands."""
        raise NotImplementedError

    def opened(self) -> None:
        """The tab is shown now."""

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return True

    def escape(self) -> bool:
        """Close what is open within the tab; say whether there was anything."""
        return False

    def focus_first(self) -> None:
        """Put the focus where the keyboard should start; the tab itself keeps it if nowhere."""


class ReadingPart(Part):
    """A tab that scrolls, in one column of at most 1,100 px: add to `column`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inner = QWidget()
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(SIDE, GRID * 3, SIDE, GRID * 4)
        middle = QWidget()
        middle.setMaximumWidth(READING_PX)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID * 2)
        sides.addWidget(middle, 100)
        sides.addStretch(1)
        self.area: QScrollArea = scrolled(inner)
        self._later = Later(self)
        whole.addWidget(self.area, 1)
        self.foot = QVBoxLayout()
        whole.addLayout(self.foot)

    def empty_column(self) -> None:
        """Take everything out, to be built anew; the place that was scrolled to is kept."""
        kept = self.area.verticalScrollBar().value()
        clear_layout(self.column)
        self._later.do(lambda: self.area.verticalScrollBar().setValue(kept))

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so that `widget` is seen, once it has its place."""
        self._later.do(lambda: self.area.ensureWidgetVisible(widget, 24, 48))


class InPlace(Panel):
    """A small panel that asks in the page: a title, what is added to `body`, its buttons.

    Enter in a line, or Ctrl+Enter anywhere, does it; Esc closes it.
    """

    def __init__(
        self,
        title: str,
        do_words: str,
        do: Callable[[], object],
        cancel: Callable[[], object],
        *,
        why: str = "",
    ) -> None:
        super().__init__("accent_tint", "accent")
        self._do, self._cancel = do, cancel
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID * 2)
        whole.setSpacing(GRID + HALF)
        whole.addWidget(strong(title, wrap=True))
        self.problem = Label("", ink=Ink.DANGER, wrap=True)
        self.problem.hide()
        whole.addWidget(self.problem)
        if why:
            whole.addWidget(Label(why, ink=Ink.MUTED, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID + HALF)
        whole.addLayout(self.body)
        self.do_button = Button(do_words, do, kind=Kind.PRIMARY)
        self.cancel_button = Button("Cancel", cancel, kind=Kind.QUIET)
        whole.addLayout(in_row(self.do_button, self.cancel_button))

    def say_problem(self, words: str) -> None:
        """Show why it was not done, within the panel; nothing typed is lost."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Esc closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._do()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)


def in_row(*widgets: QWidget, spacing: int = GRID) -> QHBoxLayout:
    """Return widgets side by side from the left."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def titled(title: str, *beside: QWidget) -> QHBoxLayout:
    """Return the head of a section: its title at the left, `beside` at the right."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(section_title(title))
    row.addStretch(1)
    for widget in beside:
        row.addWidget(widget)
    return row


def lines_of(parts: Sequence[str], between: str = " · ") -> str:
    """Return the parts that say something, with a dot between them."""
    return between.join(part for part in parts if part)


def capital(words: str) -> str:
    """Return the words with a capital at their beginning, the rest as they are."""
    return words[:1].upper() + words[1:]
