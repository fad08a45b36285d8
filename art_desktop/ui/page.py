"""What the shell shows: routes, and the pages they lead to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, READING_PX
from art_desktop.ui.widgets.cards import Banner, scrolled


@dataclass(frozen=True)
class Route:
    """Where to go: a page's name, and which record it opens (an id or nothing)."""

    name: str
    key: object = None


class Page(QWidget):
    """One page. It is made once, when it is first gone to, and opened each time.

    Signals: `go_requested(Route)` to go elsewhere; `back_requested()`; `banner_requested(Banner)` for
    words above the page; `said(str)` for the status line ("saved 14:02").

    `full_screen`: it is shown alone, over the whole screen, without the frame.
    """

    full_screen = False

    go_requested = Signal(object)
    back_requested = Signal()
    banner_requested = Signal(object)
    said = Signal(str)

    def open(self, key: object) -> None:
        """Show the record `key`, or the list anew: called each time the page is gone to."""

    def view_state(self) -> object:
        """Return what coming back should find again: filter, order, scroll, tab."""
        return None

    def restore_view_state(self, state: object) -> None:
        """Put back what `view_state` returned."""

    def may_leave(self) -> bool:
        """Say whether the page can be left; one that refuses says why in a banner."""
        return True

    def keys_in_sight(self) -> frozenset[int]:
        """Return the keys that work while nobody has signed in again after the time of the lock.

        Empty: the page is covered by the lock. Others stay in sight because they show nothing that says who anybody
        is; every other key asks for the passphrase first.
        """
        return frozenset()

    def focus_first(self) -> None:
        """Put the focus where the keyboard should start."""
        self.setFocus()


class ReadingPage(Page):
    """A page that scrolls, its content in one column of at most 1,100 px: add to `column`."""

    def __init__(self, *, width: int = READING_PX) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
        middle = QWidget()
        middle.setMaximumWidth(width)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID * 2)
        sides.addWidget(middle, 100)
        sides.addStretch(1)
        self.scroll_area = scrolled(inner)
        whole.addWidget(self.scroll_area)


class RecordPage(ReadingPage):
    """A page of one record: the keyboard starts at `first`, its first button, and Esc goes back."""

    def __init__(self) -> None:
        super().__init__()
        self.first: QWidget | None = None

    @override
    def focus_first(self) -> None:
        """Start at the first button."""
        (self.first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


class ListPage(Page):
    """A page of full width that does not scroll itself: add to `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        self.column.setSpacing(GRID * 2)


__all__ = ["Banner", "ListPage", "Page", "ReadingPage", "RecordPage", "Route"]
