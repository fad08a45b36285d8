"""The frame round every page: rail, find box, history, banners, status line, lock. It knows no service."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from art_desktop.ui.finder import FindBox, FindResult
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page, Route
from art_desktop.ui.paging import turn
from art_desktop.ui.rail import Rail, Section
from art_desktop.ui.reading_order import move_focus
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.icons import application_icon
from art_desktop.ui.theme.tokens import FOLD_PX, GRID, HALF, SEMIBOLD, SMALL
from art_desktop.ui.widgets.buttons import IconButton
from art_desktop.ui.widgets.cards import Banner, Panel, announce
from art_desktop.ui.widgets.text import Label, OneLine, small

TITLE = "ART Desktop"
_MOST_HISTORY = 100


@dataclass
class _Visit:
    route: Route
    state: object = None


class _Strip(QWidget):
    """A strip of one token's colour, with a hairline at one side."""

    def __init__(self, fill: str, *, line_below: bool) -> None:
        super().__init__()
        self._fill, self._below = fill, line_below

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(getattr(tokens(), self._fill)))
        at = self.height() - 1 if self._below else 0
        painter.fillRect(0, at, self.width(), 1, colour(tokens().line))


class Shell(QMainWindow):
    """The window.

    Signals: `find_requested(text)`, answered with `show_results`; `result_chosen(FindResult)` for results whose
    key is no `Route`; `lock_requested()`; `went(Route)` after a page was shown; `closing()`.
    """

    find_requested = Signal(str)
    result_chosen = Signal(object)
    lock_requested = Signal()
    went = Signal(object)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(application_icon())
        self.resize(1280, 800)
        self.setMinimumSize(720, 440)  # a small screen at 200 per cent
        self._factories: dict[str, Callable[[], Page]] = {}
        self._pages: dict[str, Page] = {}
        self._visits: list[_Visit] = []
        self._at = -1
        self._alone = False
        self._window_before = Qt.WindowState.WindowNoState
        self._root = QStackedWidget()
        self._frame = self._build_frame()
        self._root.addWidget(self._frame)
        self._overlay: QWidget | None = None
        self._left_at: weakref.ref[QWidget] | None = None
        self.setCentralWidget(self._root)
        self._make_keys()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_covered)

    # What it is made of.

    def _build_frame(self) -> QWidget:
        frame = QWidget()
        whole = QVBoxLayout(frame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._ribbon = self._build_ribbon()
        whole.addWidget(self._ribbon)
        row = QHBoxLayout()
        row.setSpacing(0)
        whole.addLayout(row, 1)
        self.rail = Rail()
        self.rail.chosen.connect(lambda name: self.go(Route(name)))
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addLayout(column, 1)
        self._top = self._build_top(frame)
        column.addWidget(self._top)
        self._banners = QVBoxLayout()
        self._banners.setContentsMargins(GRID * 4, 0, GRID * 4, 0)
        self._banners.setSpacing(GRID)
        column.addLayout(self._banners)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._status = self._build_status()
        column.addWidget(self._status)
        return frame

    def _build_ribbon(self) -> QWidget:
        ribbon = Panel("ribbon", "", 0)
        row = QHBoxLayout(ribbon)
        row.setContentsMargins(GRID * 2, HALF, GRID * 2, HALF)
        self._ribbon_words = Label("", px=SMALL, weight=SEMIBOLD)
        self._ribbon_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._ribbon_words)
        ribbon.hide()
        return ribbon

    def _build_top(self, frame: QWidget) -> QWidget:
        top = _Strip("canvas", line_below=True)
        top.setFixedHeight(56)
        row = QHBoxLayout(top)
        row.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        row.setSpacing(HALF)
        self._back = IconButton("back", "Back (Alt+Left)", self.back)
        self._forward = IconButton("forward", "Forward (Alt+Right)", self.forward)
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(GRID)
        self.find_box = FindBox(frame)
        self.find_box.find_requested.connect(self.find_requested)
        self.find_box.result_chosen.connect(self._on_result)
        row.addWidget(self.find_box, 1)
        row.addStretch(0)
        self._lock = IconButton("lock", "Lock (Ctrl+L)", self.lock_requested.emit)
        row.addWidget(self._lock)
        self._show_history()
        return top

    def _build_status(self) -> QWidget:
        strip = _Strip("canvas", line_below=False)
        strip.setFixedHeight(28)
        row = QHBoxLayout(strip)
        row.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        self._said = OneLine("", px=SMALL)
        self._who = small("")
        self._locks = small("")
        row.addWidget(self._said, 1)
        row.addWidget(self._who)
        row.addSpacing(GRID * 2)
        row.addWidget(self._locks)
        return strip

    def _make_keys(self) -> None:
        for keys, act in (
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("Ctrl+K", self.focus_find),
            ("Ctrl+L", self.lock_requested.emit),
            ("F6", self.next_pane),
            ("Shift+F6", self.previous_pane),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for number in range(1, 10):
            keys_for = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys_for.activated.connect(lambda at=number - 1: self._go_section(at))

    # Pages and history.

    def register(self, name: str, factory: Callable[[], Page]) -> None:
        """Say how the page `name` is made; it is made when it is first gone to."""
        self._factories[name] = factory

    def has_page(self, name: str) -> bool:
        """Say whether there is a page of that name for whoever is signed in."""
        return name in self._factories

    def forget_factories(self) -> None:
        """Forget how pages are made: somebody else, who may see others, signs in."""
        self._factories = {}

    def set_nav(self, sections: Sequence[Section]) -> None:
        """Show these areas on the rail, by role."""
        self.rail.set_sections(sections)
        if self._at >= 0:
            self.rail.mark(self._area(self._visits[self._at].route))

    def page(self, name: str) -> Page:
        """Return the page `name`, making it if it is not there yet."""
        if name not in self._pages:
            page = self._factories[name]()
            page.go_requested.connect(self.go)
            page.back_requested.connect(self.back)
            page.banner_requested.connect(self.show_banner)
            page.said.connect(self.say)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def forget_pages(self) -> None:
        """Throw every page and the history away: somebody else signs in."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # or each page that goes would hand the focus on to the next
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self._visits = []
        self._at = -1
        self._show_alone(alone=False)
        self.clear_banners()
        self.find_box.clear()
        self.say("")
        self._show_history()

    def go(self, route: Route) -> bool:
        """Go to a page; say whether it was gone to (the page that is shown may refuse)."""
        if route.name not in self._factories or not self._leave():
            return False
        here = self.route()
        if route != here:
            self._visits = [*self._visits[: self._at + 1], _Visit(route)][-_MOST_HISTORY:]
            self._at = len(self._visits) - 1
        self._show(restore=False)
        return True

    def back(self) -> None:
        """Go back to where one came from."""
        if self._at > 0 and self._leave():
            self._at -= 1
            self._show(restore=True)

    def forward(self) -> None:
        """Go forward again."""
        if self._at + 1 < len(self._visits) and self._leave():
            self._at += 1
            self._show(restore=True)

    def route(self) -> Route | None:
        """Return where one is."""
        return self._visits[self._at].route if self._at >= 0 else None

    def current_page(self) -> Page | None:
        """Return the page that is shown."""
        here = self.route()
        return self._pages.get(here.name) if here is not None else None

    def _leave(self) -> bool:
        page = self.current_page()
        if page is None:
            return True
        if not page.may_leave():
            return False
        self._visits[self._at].state = page.view_state()
        return True

    def _show(self, *, restore: bool) -> None:
        visit = self._visits[self._at]
        page = self.page(visit.route.name)
        self.clear_banners()
        self._stack.setCurrentWidget(page)
        self._show_alone(alone=page.full_screen)
        self.rail.mark(self._area(visit.route))
        page.open(visit.route.key)
        if restore and visit.state is not None:
            page.restore_view_state(visit.state)
        page.focus_first()
        self._show_history()
        self.went.emit(visit.route)

    def _show_alone(self, *, alone: bool) -> None:
        """Show a page over the whole screen, without the frame; or the frame again, as the window was."""
        if alone == self._alone:
            return
        self._alone = alone
        for part in (self.rail, self._top, self._status):
            part.setVisible(not alone)
        if alone:
            self._window_before = self.windowState()
            self.setWindowState(self._window_before | Qt.WindowState.WindowFullScreen)
        else:
            self.setWindowState(self._window_before)

    def _area(self, route: Route) -> str:
        """A page called "requests.one" belongs to the area "requests"."""
        return route.name.split(".", maxsplit=1)[0]

    def _show_history(self) -> None:
        self._back.setEnabled(self._at > 0)
        self._forward.setEnabled(self._at + 1 < len(self._visits))

    def _go_section(self, at: int) -> None:
        sections = self.rail.sections()
        if at < len(sections):
            self.go(Route(sections[at].name))

    # Find.

    def show_results(self, results: Sequence[FindResult]) -> None:
        """Show what was found for the words in the find box."""
        self.find_box.show_results(results)

    def focus_find(self) -> None:
        """Put the focus into the find box."""
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def _on_result(self, found: FindResult) -> None:
        if isinstance(found.key, Route):
            self.go(found.key)
        else:
            self.result_chosen.emit(found)

    # What is said.

    def show_banner(self, banner: Banner) -> None:
        """Show words above the page, in place of those that were there."""
        self.clear_banners()
        self._banners.setContentsMargins(GRID * 4, GRID * 2, GRID * 4, 0)
        self._banners.addWidget(banner)
        banner.dismissed.connect(self.clear_banners)
        banner.announce()

    def clear_banners(self) -> None:
        """Take the words above the page away."""
        while (item := self._banners.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._banners.setContentsMargins(0, 0, 0, 0)

    def banner(self) -> Banner | None:
        """Return the banner that is shown."""
        item = self._banners.itemAt(0)
        widget = item.widget() if item is not None else None
        return widget if isinstance(widget, Banner) else None

    def say(self, words: str) -> None:
        """Say in the status line what was done: "Saved 14:02"."""
        self._said.setText(words)
        if words:
            announce(self._said, words)

    def set_who(self, words: str) -> None:
        """Say who is signed in: "Ann Officer (officer)"."""
        self._who.setText(words)

    def set_locks(self, words: str) -> None:
        """Say when the desk locks: "locks in 5 min"."""
        self._locks.setText(words)

    def set_ribbon(self, words: str) -> None:
        """Show a ribbon over everything: that this is the demonstration. Nothing hides it."""
        self._ribbon_words.setText(words)
        self._ribbon.setVisible(bool(words))

    def set_count(self, name: str, count: int | None) -> None:
        """Show how many wait in an area of the rail."""
        self.rail.set_count(name, count)

    # Lock.

    def cover(self, overlay: QWidget) -> None:
        """Show `overlay` alone: sign-in, or the lock. What is below cannot be seen or reached."""
        self.uncover()
        focus = self.focusWidget()
        self._left_at = weakref.ref(focus) if focus is not None else None
        self.find_box.clear()
        self._overlay = overlay
        self._root.addWidget(overlay)
        self._root.setCurrentWidget(overlay)
        overlay.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show the pages again, with the keyboard where it was."""
        overlay, self._overlay = self._overlay, None
        if overlay is not None:
            self._root.removeWidget(overlay)
            overlay.deleteLater()
        self._root.setCurrentWidget(self._frame)
        left_at = self._left_at() if self._left_at is not None else None
        self._left_at = None
        if left_at is not None and isValid(left_at) and left_at.isVisible():
            left_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_covered(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keep the keyboard from what is covered.

        Something that ends late takes the focus on its page, and keys would go there: a passphrase, or a copy.
        """
        if self._overlay is not None and now is not None and self._frame.isAncestorOf(now):
            self._left_at = weakref.ref(now)
            self._overlay.setFocus(Qt.FocusReason.OtherFocusReason)

    def covered(self) -> bool:
        """Say whether something covers the pages."""
        return self._overlay is not None

    # The window itself.

    def next_pane(self) -> None:
        """F6: from the rail to the find box to the page, and round."""
        self._cycle(1)

    def previous_pane(self) -> None:
        """Shift+F6: the other way round."""
        self._cycle(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down, where nothing else wanted them, scroll what is read."""
        page = self.current_page()
        paging = event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}
        down = event.key() == Qt.Key.Key_PageDown
        if not paging or page is None or not turn(page, down=down):
            super().keyPressEvent(event)

    def _cycle(self, step: int) -> None:
        focus = self.focusWidget()
        panes = 0 if self.rail.isAncestorOf(focus) else (1 if focus is self.find_box else 2)
        match (panes + step) % 3:
            case 0:
                self.rail.focus_current()
            case 1:
                self.focus_find()
            case _:
                page = self.current_page()
                if page is not None:
                    page.focus_first()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the window is read."""
        return move_focus(self, forward=forward)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < FOLD_PX
        if narrow != self.rail.is_narrow():
            self.rail.set_narrow(narrow=narrow)

    @override
    def closeEvent(self, event: QEvent) -> None:
        """Ask the page; then say that the window closes."""
        page = self.current_page()
        if page is not None and not self.covered() and not page.may_leave():
            event.ignore()
            return
        self.closing.emit()
        event.accept()


__all__ = ["TITLE", "FindResult", "Page", "Route", "Section", "Shell"]
