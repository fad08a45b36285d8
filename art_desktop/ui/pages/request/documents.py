"""The tab Documents: what a request can have drafted, by what it is for, and the papers that are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.errors import Refusal
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_views import OpenPaper, PaperShelf, ShelfGroup, ShelfLine
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed, PaperView, RequestPage
from art_desktop.ui.overriding import override
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.pack_chooser import PackChooser
from art_desktop.ui.pages.request.part import ReadingPart, titled
from art_desktop.ui.pages.request.shelf_rows import KeptRow, LineRow
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import EmptyState, Tone, clear_layout
from art_desktop.ui.widgets.progress import ProgressStrip
from art_desktop.ui.work import Progress, WorkContext

if TYPE_CHECKING:
    from art_desktop.domain.papers import Progress as Told
    from art_desktop.domain.permissions import Actor
    from art_desktop.services import Services
    from art_desktop.services.papers import Proof
    from art_desktop.ui.pages.paper_preview import Preview
    from art_desktop.ui.pages.paper_reader import PaperReader
    from art_desktop.ui.tasks import Task

T = TypeVar("T")


class DocumentsPart(ReadingPart):
    """Papers by what they are for, then the kept ones, newest first; one opens in the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shelf: PaperShelf | None = None
        self.reader: PaperReader | None = None
        self.preview: Preview | None = None
        self.chooser: PackChooser | None = None
        self.rows: list[LineRow] = []
        self.kept: list[KeptRow] = []
        self.pack_button: Button | None = None
        self._page: RequestPage | None = None
        self._due = True
        self._under_way = False
        self._task: Task | None = None
        self._cancelled = False
        self._came_from: tuple[str, object] | None = None
        self.progress = ProgressStrip(self.cancel)
        holder = QVBoxLayout()
        holder.setContentsMargins(GRID * 4, 0, GRID * 4, 0)
        holder.addWidget(self.progress)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertLayout(0, holder)

    @override
    def show_page(self, page: RequestPage) -> None:
        """Read the papers anew, now or when the tab is gone to."""
        if self._page is not None and self._page.id != page.id:
            self.close_over()
            self._close_chooser()
            self.shelf = None
        self._page = page
        self._due = True
        if self.isVisible():
            self._read()

    @override
    def opened(self) -> None:
        """Read the papers anew: a form or another tab may have changed what can be drafted."""
        self._read()

    def _read(self) -> None:
        page = self._page
        if page is None:
            return
        self._due = False
        if not self.desk.may(Permission.DRAFT_PAPERS):
            self._show(PaperShelf(request_id=page.id, reference=page.reference, kept=page.papers))
            return
        wanted = page.id
        self.desk.read("shelf", lambda s, who: s.papers.shelf(who, wanted), self._show)

    # What there is to see.

    def _show(self, shelf: PaperShelf) -> None:
        if shelf == self.shelf and self.rows:
            return
        self.shelf = shelf
        chooser, self.chooser = self.chooser, None
        had_focus = self._focused()
        self.empty_column()
        self.rows, self.kept, self.pack_button = [], [], None
        ready = [line for line in shelf.lines if line.may_draft]
        if len(ready) > 1:
            self.pack_button = Button(
                "Put a pack together …", self.open_chooser, icon_name="document"
            )
            self.column.addLayout(titled("Papers", self.pack_button))
        self._chooser_place = QVBoxLayout()
        self.column.addLayout(self._chooser_place)
        for group in ShelfGroup:
            self._group(group, [line for line in shelf.lines if line.group is group])
        self._kept(shelf)
        self.column.addStretch(1)
        if chooser is not None:
            self.open_chooser()
        if had_focus is not None:
            self._focus_again(had_focus)

    def _group(self, group: ShelfGroup, lines: list[ShelfLine]) -> None:
        if not lines:
            return
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(titled(group.value))
        for line in lines:
            row = LineRow(
                line,
                look=self.look,
                draft=self.draft,
                open_paper=self.open_paper,
                fill_in=self._fill_in,
            )
            self.rows.append(row)
            column.addWidget(row)
        self.column.addWidget(box)

    def _kept(self, shelf: PaperShelf) -> None:
        home = self._page is not None and self._page.kind.seeks_home
        if not shelf.kept:
            self.column.addWidget(
                EmptyState(
                    "document",
                    "No papers kept yet",
                    "Look draws a proof that is not kept. Draft keeps the paper as it was drawn."
                    if home
                    else "The letter of instruction and the report are kept in the case system.",
                )
            )
            return
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID + HALF)
        column.addLayout(titled(f"Kept papers ({len(shelf.kept)})"))
        for paper in shelf.kept:
            row = KeptRow(paper, self.open_paper)
            self.kept.append(row)
            column.addWidget(row)
        self.column.addWidget(box)

    def _fill_in(self, subject: FormSubject) -> None:
        self.desk.context.go(routes.PaperForm(subject))

    # Drafting.

    def draft(self, ask: PaperAsk) -> None:
        """Draft a paper, keep it, and open it."""

        def drafted(paper: PaperView) -> None:
            self._close_chooser()
            self.desk.host.changed(Changed(frozenset()))
            self.open_paper(paper)

        words = f"Drafting: {self._title_of(ask)} …"
        self._work(
            words, ask, lambda s, who, told: s.papers.issue(who, ask, told), drafted, keeps=True
        )

    def _title_of(self, ask: PaperAsk) -> str:
        """Return a paper's words as its line says them, with whose it is where there are several."""
        lines = self.shelf.lines if self.shelf is not None else ()
        found = (line.title for line in lines for one in line.variants if one.ask == ask)
        return next(found, ask.kind.words)

    def look(self, ask: PaperAsk) -> None:
        """Draw a proof and show it; nothing is kept."""
        named = self._title_of(ask)

        def drawn(proof: Proof) -> None:
            from art_desktop.ui.pages.paper_preview import Preview

            context = self.desk.context
            title = f"{named}, a proof of number {proof.number}"
            preview = Preview(
                context.runner, proof.content, title, context.messages.report, proof=True
            )
            preview.closed.connect(self.close_over)
            preview.keep_asked.connect(lambda: self.draft(ask))
            self._show_over(preview)
            self.preview = preview
            self._read_alone()

        words = f"Drawing a proof: {named} …"
        self._work(words, ask, lambda s, who, told: s.papers.proof(who, ask, told), drawn)

    def _work(
        self,
        words: str,
        ask: PaperAsk,
        call: Callable[[Services, Actor, Told], T],
        then: Callable[[T], object],
        *,
        keeps: bool = False,
    ) -> None:
        """Draw a paper off the window's thread, with its progress and a way to stop."""
        if self._under_way:
            return
        services, actor = self.desk.services, self.desk.actor()
        kept: list[T] = []

        def work(context: WorkContext) -> T:
            def told(done: int, total: int) -> None:
                context.checkpoint(Progress(done, total))

            result = call(services, actor, told)
            kept.append(result)
            return result

        def arrived(result: T) -> None:
            if self._alive() and self.desk.request_id == ask.request_id:
                then(result)

        self._under_way, self._cancelled = True, False
        self.desk.host.clear_banner()
        self.progress.start(words)
        task = self.desk.context.runner.submit(
            work,
            on_success=arrived,
            on_failure=self._failed,
            on_progress=self.progress.show_progress,
            on_end=lambda: self._ended(finished=bool(kept) and keeps),
            writes=keeps,
        )
        self._task = task if self._under_way else None

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refusal) and self._alive():
            self.desk.refuse(error)
        else:
            self.desk.context.messages.report(error)

    def _ended(self, *, finished: bool) -> None:
        self._under_way, self._task = False, None
        if not self._alive():
            return
        self.progress.stop()
        if self._cancelled:
            # The page after the last checkpoint is not taken back: then it is among the kept papers.
            what = "It was finished before it could be stopped." if finished else "Stopped."
            why = "It is among the kept papers." if finished else "Nothing was kept."
            self.desk.say(what, why, tone=Tone.INFO)
            self._read()

    def cancel(self) -> None:
        """Stop what is being drawn; nothing of it is kept."""
        if self._task is not None:
            self._cancelled = True
            self._task.cancel()

    def _alive(self) -> bool:
        return shiboken6.isValid(self)

    # A pack.

    def open_chooser(self) -> None:
        """Ask which papers are bound as one."""
        if self.shelf is None or self.chooser is not None:
            return
        ready = [line for line in self.shelf.lines if line.may_draft]
        self.chooser = PackChooser(ready, self.look, self.draft, self._leave_chooser)
        self._chooser_place.addWidget(self.chooser)
        self.chooser.show()
        self.chooser.focus_first()
        self.bring_into_view(self.chooser)

    def _leave_chooser(self) -> None:
        self._close_chooser()
        if self.pack_button is not None:
            self.pack_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_chooser(self) -> None:
        if self.chooser is not None:
            self.chooser = None
            clear_layout(self._chooser_place)

    # One paper.

    def open_paper(self, paper: PaperView) -> None:
        """Show a kept paper in the page."""

        def show(opened: OpenPaper) -> None:
            from art_desktop.ui.pages.paper_reader import PaperReader

            reader = PaperReader(self.desk.context, opened)
            reader.closed.connect(self.close_over)
            self._show_over(reader)
            self.reader = reader
            self._read_alone()

        self.desk.read("paper", lambda s, who: s.papers.open(who, paper.id), show)

    def _show_over(self, widget: QWidget) -> None:
        came_from = self._focused() or self._came_from
        self._clear_over()
        self._came_from = came_from
        self.area.hide()
        self.foot.addWidget(widget)
        widget.show()
        # Who has gone elsewhere meanwhile keeps the keyboard there.
        if self.isVisible():
            widget.setFocus()

    def close_over(self) -> None:
        """Go back from the paper to the list, and to where the keyboard was."""
        if self.reader is None and self.preview is None:
            return
        self._clear_over()
        self._read_alone()
        self.area.show()
        if self._due:
            self._read()
        self._focus_again(self._came_from or ("", None))
        self._came_from = None

    def _read_alone(self) -> None:
        """Give a paper that is read the room of the page's head, as long as the tab is in sight."""
        reads = self.reader is not None or self.preview is not None
        self.desk.host.read_alone(alone=reads and self.isVisible())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The tab is in sight again: a paper that was open has its room."""
        super().showEvent(event)
        self._read_alone()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """The tab is out of sight: what comes instead has its head."""
        super().hideEvent(event)
        self.desk.host.read_alone(alone=False)

    def _clear_over(self) -> None:
        for widget in (self.reader, self.preview):
            if widget is not None:
                widget.let_go()
        self.reader = self.preview = None
        clear_layout(self.foot)

    # The keyboard.

    def _focused(self) -> tuple[str, object] | None:
        """Return what has the keyboard: a paper that can be drafted, one that is kept, or the pack's choice."""
        focused = self.window().focusWidget()
        if focused is None or not self.area.isAncestorOf(focused):
            return None
        if self.chooser is not None and self.chooser.isAncestorOf(focused):
            return "chooser", None
        for row in self.rows:
            if row.isAncestorOf(focused):
                return "look" if focused is row.look_button else "line", row.line.ask
        for at, kept in enumerate(self.kept):
            if kept.isAncestorOf(focused):
                return "kept", at
        return None

    def _focus_again(self, where: tuple[str, object]) -> None:
        kind, key = where
        if kind == "chooser" and self.chooser is not None:
            self.chooser.look_button.setFocus()
            return
        if kind in ("look", "line"):
            for row in self.rows:
                if row.line.ask == key:
                    shown = not row.open_button.isHidden()
                    back_to = row.open_button if shown else row.draft_button
                    looked = kind == "look" and row.line.may_draft
                    (row.look_button if looked else back_to).setFocus()
                    return
        if kind == "kept" and isinstance(key, int) and key < len(self.kept):
            self.kept[key].open_button.setFocus()
            return
        self.focus_first()

    def row_of(self, kind: PaperKind) -> LineRow:
        """Return the first line of a kind of paper. Raises: StopIteration: there is none."""
        return next(row for row in self.rows if row.line.ask.kind is kind)

    @override
    def may_leave(self) -> bool:
        """A password that is shown has to be noted first: it cannot be shown again."""
        if self.reader is not None and self.reader.card is not None:
            self.reader.card.setFocus()
            return False
        return True

    @override
    def escape(self) -> bool:
        """Close the paper, or the pack that is being chosen."""
        if self.reader is not None:
            self.reader.escape_or_close()
            return True
        if self.preview is not None:
            self.close_over()
            return True
        if self.chooser is not None:
            self._leave_chooser()
            return True
        return False

    @override
    def focus_first(self) -> None:
        """Start at the first paper that can be opened or drafted."""
        if self.reader is not None or self.preview is not None:
            (self.reader or self.preview or self).setFocus()
            return
        for row in self.rows:
            if row.line.may_draft:
                row.look_button.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if self.kept:
            self.kept[0].open_button.setFocus(Qt.FocusReason.TabFocusReason)
