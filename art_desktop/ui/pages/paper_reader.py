"""One kept paper being read, and what is done with it: printed, saved, put into an e-mail draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.errors import Refusal
from art_desktop.domain.paper_rules import Way
from art_desktop.domain.paper_views import OpenPaper, SavedPaper
from art_desktop.domain.wording import instant_words
from art_desktop.ui.dialogs.files import where_to_save, which_folder
from art_desktop.ui.page import Route
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.paper_leaving import PasswordCard, SavePanel
from art_desktop.ui.pages.paper_preview import SIDE, Preview
from art_desktop.ui.pages.paper_print import (
    NO_PRINTER,
    AskPrinter,
    PrintJob,
    ask_printer,
    print_pages,
    printer_there,
)
from art_desktop.ui.pages.routes import REQUEST
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout
from art_desktop.ui.widgets.progress import ProgressStrip
from art_desktop.ui.words import counted
from art_desktop.ui.work import Progress, WorkContext

if TYPE_CHECKING:
    from art_desktop.ui.tasks import Task


class Where(Protocol):
    """Asks for a place; None where the person changed their mind."""

    def __call__(self, parent: QWidget, file_name: str) -> Path | None:
        """Return where a file of that name is to be saved."""
        ...


class Folder(Protocol):
    """Asks for a folder; None where the person changed their mind."""

    def __call__(self, parent: QWidget, title: str) -> Path | None:
        """Return the folder."""
        ...


class PaperReader(QWidget):
    """The preview of a kept paper, with its actions. `closed` when it is to be put away.

    Args: where, folder, printer: ask the person; others in tests.
    """

    closed = Signal()

    def __init__(
        self,
        context: PageContext,
        paper: OpenPaper,
        *,
        where: Where = where_to_save,
        folder: Folder = which_folder,
        printer: AskPrinter | None = None,
    ) -> None:
        super().__init__()
        self._context, self.paper = context, paper
        self._where, self._folder = where, folder
        self._ask_printer = printer
        self._calls = Calls(context, self)
        self.panel: SavePanel | None = None
        self.card: PasswordCard | None = None
        self._printing: Task | None = None
        self._under_way = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.notice = QVBoxLayout()
        self.notice.setContentsMargins(SIDE, GRID, SIDE, 0)
        whole.addLayout(self.notice)
        self.progress = ProgressStrip(self._stop_printing)
        whole.addWidget(self.progress)
        self.preview = Preview(
            context.runner,
            paper.content,
            paper.title,
            context.messages.report,
            acts=frozenset({"print", "save", "email"}),
        )
        self.preview.closed.connect(self.escape_or_close)
        self.preview.save_asked.connect(self.ask_to_save)
        self.preview.print_asked.connect(self.print_it)
        self.preview.email_asked.connect(self.email)
        whole.addWidget(self.preview, 1)
        self._over = QVBoxLayout()
        whole.addLayout(self._over)
        self.setFocusProxy(self.preview)

    # Saving.

    def ask_to_save(self) -> None:
        """Ask whether the copy leaves the building."""
        self._clear_notice()
        self.panel = SavePanel(self.paper.leaving, self._save, self.close_panel)
        self.notice.addWidget(self.panel)
        self.panel.show()
        self.panel.focus_first()

    def close_panel(self) -> None:
        """Put the question away."""
        self._clear_notice()
        self.preview.setFocus()

    def _save(self, leaves: bool) -> None:  # noqa: FBT001 - the panel's one answer
        view = self.paper.view
        stem = view.file_name.removesuffix(".pdf")
        place = self._where(self, f"{stem}-locked.pdf" if leaves else view.file_name)
        if place is None:
            return

        def saved(copy: SavedPaper) -> None:
            self.close_panel()
            if copy.password:
                self._show_password(copy, email=False)
            else:
                self._tell(Banner(Tone.SUCCESS, "A copy was saved.", str(copy.path)))

        self._calls.write(
            lambda s, who: s.papers.save(who, view.id, place, leaves=leaves), saved, self._refuse
        )

    # E-mail.

    def email(self) -> None:
        """Save an e-mail draft with the paper locked, where the person says."""
        leaving = self.paper.leaving
        if not leaving.may_email:
            lead = leaving.way is Way.RELEASE and self.paper.request_id is not None
            self._tell(
                Banner(
                    Tone.INFO,
                    "No e-mail draft is made of this paper.",
                    leaving.why_no_email,
                    action="Go to Approaches" if lead else "",
                    on_action=self._to_approaches if lead else None,
                )
            )
            return
        folder = self._folder(self, f"Where the e-mail draft for {leaving.reader.words} is saved")
        if folder is None:
            return
        document_id = self.paper.view.id
        self._calls.write(
            lambda s, who: s.papers.email(who, document_id, folder),
            lambda draft: self._show_password(draft, email=True),
            self._refuse,
        )

    def _to_approaches(self) -> None:
        if self.paper.request_id is not None:
            self._context.go(Route(REQUEST, (int(self.paper.request_id), "approaches")))

    def _show_password(self, saved: SavedPaper, *, email: bool) -> None:
        self._clear_notice()
        self.card = PasswordCard(saved, self._close_password, email=email)
        self.preview.hide()
        self._over.addWidget(self.card)
        self.card.show()
        self.setFocusProxy(self.card)
        if self.isVisible():
            self.card.setFocus()

    def _close_password(self) -> None:
        self.card = None
        self.setFocusProxy(self.preview)
        clear_layout(self._over)
        self.preview.show()
        self.preview.setFocus()

    # Printing.

    def print_it(self) -> None:
        """Ask how, enter it in the audit trail, and print."""
        if self._under_way:
            return
        if self._ask_printer is None and not printer_there():
            self._tell(Banner(Tone.WARNING, "The paper was not printed.", NO_PRINTER))
            return
        ask = self._ask_printer or ask_printer
        job = ask(self, len(self.preview.sheets), self.preview.current())
        if job is None or not job.pages:
            return
        document_id = self.paper.view.id
        # Entered first: a sheet that came out of the printer has its entry, whatever happens meanwhile.
        self._calls.write(
            lambda s, who: s.papers.printed(who, document_id, job.copies, job.pages_words),
            lambda _done: self._print(job),
            self._refuse,
        )

    def _print(self, job: PrintJob) -> None:
        content = self.paper.content
        now, who = self._context.clock.now(), self._context.actor()
        stamp = f"Printed by {who.full_name}, {instant_words(now)}"

        def work(context: WorkContext) -> None:
            def tell(done: int, total: int) -> None:
                words = f"Printing: {done} of {counted(total, 'sheet')}"
                context.checkpoint(Progress(done, total, words))

            print_pages(content, job, stamp, tell)

        self._clear_notice()
        self.progress.start("Printing …")
        self._under_way = True
        task = self._context.runner.submit(
            work,
            on_success=lambda _done: self._printed(job),
            on_failure=self._not_printed,
            on_progress=self.progress.show_progress,
            on_end=self._printing_ended,
        )
        self._printing = task if self._under_way else None

    def _printed(self, job: PrintJob) -> None:
        if self._calls.alive():
            sheets = counted(len(job.pages), "page")
            copies = f", {job.copies} copies" if job.copies > 1 else ""
            self._tell(Banner(Tone.SUCCESS, f"{sheets}{copies} sent to the printer.".capitalize()))

    def _not_printed(self, error: Exception) -> None:
        if isinstance(error, Refusal) and self._calls.alive():
            self._refuse(error)
        else:
            self._context.messages.report(error)

    def _printing_ended(self) -> None:
        self._printing, self._under_way = None, False
        if self._calls.alive():
            self.progress.stop()

    def _stop_printing(self) -> None:
        if self._printing is not None:
            self._printing.cancel()

    # What is told, and the end.

    def _refuse(self, error: Refusal) -> None:
        self._tell(Banner.refusal(error))

    def _tell(self, banner: Banner) -> None:
        self._clear_notice()
        self.notice.addWidget(banner)
        banner.show()
        banner.announce()
        # Printing ends when it ends: who has gone elsewhere meanwhile keeps the keyboard there.
        if self.isVisible():
            self.preview.setFocus()

    def _clear_notice(self) -> None:
        self.panel = None
        clear_layout(self.notice)

    def escape_or_close(self) -> None:
        """Close what is asked, else the paper."""
        if self.card is not None:
            self.card.setFocus()
        elif self.panel is not None:
            self.close_panel()
        else:
            self.closed.emit()

    def let_go(self) -> None:
        """The reader is being taken away: late pages are dropped."""
        self.preview.let_go()
