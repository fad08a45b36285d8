"""The tab Documents: the papers that were drafted, and drafting another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import PaperView, RequestPage
from art_desktop.files import disk_refusals, write_atomically
from art_desktop.ui.dialogs.files import where_to_save
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.paper_preview import Preview
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import ReadingPart, in_row, lines_of
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState, Panel
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Ink, OneLine, muted, small
from art_desktop.ui.words import moment

_WHAT: dict[PaperKind, tuple[str, str]] = {
    PaperKind.REFERRAL_REDACTED: (
        "Draft redacted referral",
        "For asking: no name, no exact birth date, no address, no school.",
    ),
    PaperKind.REFERRAL_FULL: (
        "Draft full referral",
        "For the home that was chosen, once the match is agreed.",
    ),
}


class DocumentsPart(ReadingPart):
    """The kept papers, newest first; one opens in the page."""

    def __init__(
        self, desk: Desk, where: Callable[[QWidget, str], Path | None] = where_to_save
    ) -> None:
        super().__init__(desk)
        self._where = where
        self._shown: object = None
        self.preview: Preview | None = None
        self._drafting = False
        self.open_buttons: list[Button] = []

    @override
    def show_page(self, page: RequestPage) -> None:
        """Show the papers."""
        # A referral is a placement's paper: a letter of instruction is written in the case system.
        home = page.kind.seeks_home
        may_draft = home and self.desk.may(Permission.DRAFT_PAPERS)
        shown = (page.id, page.papers, may_draft, home)
        if shown == self._shown:
            return
        if isinstance(self._shown, tuple) and self._shown[0] != page.id:
            self.close_preview()
        self._shown = shown
        self.empty_column()
        self.open_buttons = []
        if may_draft:
            self.column.addWidget(self._drafts())
        if not page.papers:
            self.column.addWidget(
                EmptyState(
                    "document",
                    "No papers yet",
                    "A referral is drafted from the needs profile, the child as a person first."
                    if home
                    else "The letter of instruction and the report are kept in the case system.",
                )
            )
        for paper in sorted(page.papers, key=lambda p: p.made_at, reverse=True):
            self.column.addWidget(self._paper(paper))
        self.column.addStretch(1)

    def _drafts(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 3)
        for kind, (words, what) in _WHAT.items():
            column = QVBoxLayout()
            column.setSpacing(HALF)
            button = Button(words, self._drafter(kind), icon_name="document")
            button.setAccessibleDescription(what)
            column.addLayout(in_row(button))
            column.addWidget(small(what, wrap=True))
            row.addLayout(column, 1)
        return box

    def _drafter(self, kind: PaperKind) -> Callable[[], None]:
        return lambda: self.draft(kind)

    def draft(self, kind: PaperKind) -> None:
        """Draft a paper, and open it once it is there."""
        if self._drafting:
            return
        self._drafting = True
        wanted = self.desk.request_id

        def drafted(paper: PaperView) -> None:
            self.open_paper(paper)

        def refused(error: Exception) -> None:
            from art_desktop.domain.errors import Refusal

            assert isinstance(error, Refusal)
            self.desk.refuse(error)

        def ended(call: Callable[..., object]) -> Callable[..., None]:
            def once(result: object) -> None:
                self._drafting = False
                call(result)

            return once

        self.desk.write(
            lambda s, who: s.papers.issue(who, PaperAsk(kind=kind, request_id=wanted)),
            ended(drafted),
            ended(refused),
        )

    def _paper(self, paper: PaperView) -> QWidget:
        card = Panel()
        row = QHBoxLayout(card)
        row.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        row.setSpacing(GRID + HALF)
        row.addWidget(Icon("document", Ink.MUTED), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(OneLine(f"{paper.kind.words}, number {paper.number}", weight=SEMIBOLD))
        made = lines_of((moment(paper.made_at), paper.made_by, paper.file_name))
        words.addWidget(muted(made, wrap=True))
        row.addLayout(words, 1)
        if paper.indicative:
            row.addWidget(Tag("Indicative", "support", "warning_tint"))
        button = Button("Open", lambda: self.open_paper(paper), compact=True)
        button.setAccessibleName(f"Open {paper.kind.words}, number {paper.number}")
        self.open_buttons.append(button)
        row.addWidget(button)
        save = Button("Save a copy …", lambda: self.save(paper), kind=Kind.QUIET, compact=True)
        save.setAccessibleName(f"Save a copy of {paper.kind.words}, number {paper.number}")
        row.addWidget(save)
        return card

    def open_paper(self, paper: PaperView) -> None:
        """Show a paper in the page."""

        def show(content: bytes) -> None:
            self.close_preview()
            title = f"{paper.kind.words}, number {paper.number}"
            preview = Preview(
                self.desk.context.runner, content, title, self.desk.context.messages.report
            )
            preview.closed.connect(self.close_preview)
            preview.save_asked.connect(lambda: self.save(paper))
            self.preview = preview
            self.area.hide()
            self.foot.addWidget(preview)
            preview.setFocus()

        self.desk.read("paper", lambda s, who: s.papers.content(who, paper.id), show)

    def close_preview(self) -> None:
        """Go back to the list."""
        if self.preview is None:
            return
        self.preview.let_go()
        self.preview.hide()
        self.preview.setParent(None)
        self.preview.deleteLater()
        self.preview = None
        self.area.show()
        if self.open_buttons:
            self.open_buttons[0].setFocus()

    def save(self, paper: PaperView) -> None:
        """Save a copy where the person says."""
        place = self._where(self, paper.file_name)
        if place is None:
            return

        def got(content: bytes) -> None:
            def write(_services: object, _actor: object) -> None:
                with disk_refusals("The copy was not saved."):
                    write_atomically(place, content)

            def written(_done: None) -> None:
                self.desk.say("A copy was saved.", str(place))

            self.desk.write(write, written, quiet=True)

        self.desk.read("copy", lambda s, who: s.papers.content(who, paper.id), got)

    @override
    def escape(self) -> bool:
        """Close the preview."""
        if self.preview is None:
            return False
        self.close_preview()
        return True

    @override
    def focus_first(self) -> None:
        """Start at the newest paper."""
        if self.open_buttons:
            self.open_buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
