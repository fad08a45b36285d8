"""One kept paper, whatever it belongs to: opened with its id."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.ids import DocumentId
from art_desktop.domain.paper_views import OpenPaper
from art_desktop.files import disk_refusals, write_atomically
from art_desktop.ui.dialogs.files import where_to_save
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Page
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.paper_preview import Preview
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout


class Where(Protocol):
    """Asks for a place; None where the person changed their mind."""

    def __call__(self, parent: QWidget, file_name: str) -> Path | None:
        """Return where a file of that name is to be saved."""
        ...


class PaperPage(Page):
    """The preview of one paper over the whole page."""

    def __init__(self, context: PageContext, where: Where = where_to_save) -> None:
        super().__init__()
        self.setAccessibleName("Paper")
        self._context, self._where = context, where
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.paper: OpenPaper | None = None
        self.preview: Preview | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.busy)
        self._body = QVBoxLayout()
        self._column.addLayout(self._body, 1)

    @override
    def open(self, key: object) -> None:
        """Show the paper with this id."""
        if not isinstance(key, int):
            return
        wanted = DocumentId(key)
        if self.paper is not None and self.paper.view.id == wanted and self.preview is not None:
            self.preview.setFocus()
            return
        self._close()
        self.calls.read("paper", lambda s, who: s.papers.open(who, wanted), self._show)

    def _show(self, paper: OpenPaper) -> None:
        self._close()
        self.paper = paper
        report = self._context.messages.report
        preview = Preview(self._context.runner, paper.content, paper.title, report)
        preview.closed.connect(self.back_requested)
        preview.save_asked.connect(self.save)
        self.preview = preview
        self._body.addWidget(preview)
        preview.show()
        preview.setFocus()

    def _close(self) -> None:
        if self.preview is not None:
            self.preview.let_go()
        self.preview, self.paper = None, None
        clear_layout(self._body)

    def save(self) -> None:
        """Save a copy where the person says."""
        paper = self.paper
        place = None if paper is None else self._where(self, paper.view.file_name)
        if paper is None or place is None:
            return
        content = paper.content

        def write(_services: object, _actor: object) -> None:
            with disk_refusals("The copy was not saved."):
                write_atomically(place, content)

        def written(_done: None) -> None:
            self.banner_requested.emit(Banner(Tone.SUCCESS, "A copy was saved.", str(place)))

        self.calls.write(write, written)

    @override
    def focus_first(self) -> None:
        """Start in the pages, so that page keys turn them."""
        (self.preview or self).setFocus()
