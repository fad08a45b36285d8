"""One kept paper, whatever it belongs to: opened with its id."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from art_desktop.domain.ids import DocumentId
from art_desktop.domain.paper_views import OpenPaper
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.paper_reader import PaperReader
from art_desktop.ui.widgets.cards import clear_layout


class PaperPage(Page):
    """One paper over the whole page."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Paper")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.reader: PaperReader | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.busy)
        self._body = QVBoxLayout()
        column.addLayout(self._body, 1)

    @override
    def open(self, key: object) -> None:
        """Show the paper with this id."""
        if not isinstance(key, int):
            return
        wanted = DocumentId(key)
        if self.reader is not None and self.reader.paper.view.id == wanted:
            self.reader.setFocus()
            return
        self._close()
        self.calls.read("paper", lambda s, who: s.papers.open(who, wanted), self._show)

    def _show(self, paper: OpenPaper) -> None:
        self._close()
        self.reader = PaperReader(self._context, paper)
        self.reader.closed.connect(self.back_requested)
        self._body.addWidget(self.reader)
        self.reader.show()
        self.reader.setFocus()

    def _close(self) -> None:
        if self.reader is not None:
            self.reader.let_go()
        self.reader = None
        clear_layout(self._body)

    @override
    def may_leave(self) -> bool:
        """A password that is shown has to be noted first: it cannot be shown again."""
        if self.reader is not None and self.reader.card is not None:
            self.reader.card.setFocus()
            return False
        return True

    @override
    def focus_first(self) -> None:
        """Start in the pages, so that page keys turn them."""
        (self.reader or self).setFocus()
