"""What the pages of a provider and of a home have in common: head, notice, body; read anew, Esc goes back."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import ChangedByOther, Refusal
from art_desktop.domain.provider_views import HomeLine
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import time_words
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.said_free import SaidFreePanel
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout

V = TypeVar("V")


class SupplyView(RecordPage, Generic[V]):
    """A page of one record of the supply side, opened with its id. A subclass reads and draws."""

    def __init__(self, context: PageContext, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.key = 0
        self.page: V | None = None
        self.head = QVBoxLayout()
        self.column.addLayout(self.head)
        self.notice = QVBoxLayout()
        self.column.addLayout(self.notice)
        self.column.addWidget(self.busy)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID * 2)
        self.column.addLayout(self.body)
        self.column.addStretch(1)

    @override
    def open(self, key: object) -> None:
        """Show the record `key`."""
        assert isinstance(key, int)
        if key != self.key:
            self.key = key
            self.page = None
            for layout in (self.head, self.notice, self.body):
                clear_layout(layout)
        self.read_again()

    def read_again(self) -> None:
        """Read the record anew."""
        raise NotImplementedError

    def draw(self, page: V) -> None:
        """Draw head and body, both empty."""
        raise NotImplementedError

    def show_page(self, page: V) -> None:
        """Show what was read, if it is another than what is shown."""
        if page == self.page:
            return
        # What is drawn anew takes the focus with it, and it would go to the window's own buttons.
        focused = QApplication.focusWidget()
        begun = self.page is None or (focused is not None and self.isAncestorOf(focused))
        self.page = page
        self.first = None
        for layout in (self.head, self.body):
            clear_layout(layout)
        self.draw(page)
        if begun:
            self.focus_first()

    def ask_free(self, home: HomeLine) -> None:
        """Ask what was said of a home's free places."""
        today = local_day(self.context.clock.now())
        panel = SaidFreePanel(
            self.calls, home, today, self.changed, self.close_notice, self.refused
        )
        clear_layout(self.notice)
        self.notice.addWidget(panel)
        panel.free.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_notice(self) -> None:
        """Close what is asked in the page."""
        clear_layout(self.notice)
        self.focus_first()

    def changed(self, done: Changed) -> None:
        """Something was saved."""
        self.close_notice()
        self.banner_requested.emit(Banner(Tone.SUCCESS, done.words))
        self.said.emit(f"saved {time_words(self.context.clock.now())}")
        self.read_again()

    def refused(self, error: Refusal) -> None:
        """Something was not saved."""
        again = isinstance(error, ChangedByOther)
        banner = Banner.refusal(error, "Read it again" if again else "", self.read_again)
        self.banner_requested.emit(banner)

    def starts_at(self, button: Button) -> Button:
        """Note the first button of the page, and return it."""
        if self.first is None:
            self.first = button
        return button
