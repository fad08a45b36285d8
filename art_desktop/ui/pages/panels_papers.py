"""The group "Papers" of a meeting's page: the pack before it, minutes and letters after it, and what was kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from art_desktop.domain.deciding_words import MeetingState
from art_desktop.domain.errors import Refusal
from art_desktop.domain.meeting_views import MeetingRow
from art_desktop.domain.panel_paper_views import LetterLine, MeetingPapers
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.ui.page import Route
from art_desktop.ui.pages.panels_rows import Row, RowsCard, by_letter, tool
from art_desktop.ui.pages.panels_work import Done, LongWork, draw_letters, draw_paper
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.pages.routes import Paper, PaperForm
from art_desktop.ui.theme.tokens import GRID, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.text import Label, OneLine, small
from art_desktop.ui.words import counted, moment

if TYPE_CHECKING:
    from art_desktop.domain.read_models import PaperView

_KEYS = "Enter opens a paper, to read, print or save it"
_WORDS = {
    PaperKind.PANEL_PACK: "Drawing the panel pack …",
    PaperKind.PANEL_MINUTES: "Drawing the minutes …",
}


class PaperRow(Row):
    """One kept paper: what it is, its number, who made it when, how long it is."""

    def __init__(self, paper: PaperView, open_it: Callable[[], object]) -> None:
        whose = f" · {paper.subject_words}" if paper.kind is PaperKind.DECISION_LETTER else ""
        title = f"{paper.kind.words}, number {paper.number}{whose}"
        more = lines_of((moment(paper.made_at), paper.made_by, counted(paper.pages, "page")))
        super().__init__(f"{title}, {more}", open_it, by_letter({}))
        self.paper = paper
        self.add(OneLine(title, weight=SEMIBOLD))
        self.add(small(more, wrap=True))
        self.tools.addWidget(tool("Open", f"Open {title}", open_it))


class PapersCard(RowsCard):
    """Drafts the papers of one meeting and lists those that were kept.

    Args: work: runs what takes its time. go: opens a page. told: says what was done. refused: says why it was not.
        again: reads the page anew.
    """

    def __init__(
        self,
        work: LongWork,
        go: Callable[[Route], object],
        told: Callable[[str], object],
        refused: Callable[[Refusal], object],
        again: Callable[[], object],
    ) -> None:
        super().__init__("Papers", _KEYS)
        self._work, self._go, self._told = work, go, told
        self._refused, self._again = refused, again
        self._row: MeetingRow | None = None
        self.papers: MeetingPapers | None = None
        self.pack = Button("Draft the panel pack", self.draft_pack, icon_name="document")
        self.notes = Button("Fill in the minutes", self.fill_in)
        self.minutes = Button("Draft the minutes", self.draft_minutes, icon_name="document")
        self.letters = Button("Draft the letters", self.draft_letters, icon_name="document")
        box = QWidget()
        flow = FlowLayout(box, GRID)
        self.buttons = (self.pack, self.notes, self.minutes, self.letters)
        for button in self.buttons:
            flow.addWidget(button)
        self.beware = Label("", wrap=True)
        self.body.insertWidget(0, box)
        self.body.insertSpacing(1, GRID)
        self.body.insertWidget(2, self.beware)

    def show_papers(self, row: MeetingRow, papers: MeetingPapers) -> None:
        """Show what can be made of a meeting, and what was."""
        self._row, self.papers = row, papers
        off = row.state is MeetingState.CANCELLED
        over = row.state is MeetingState.CLOSED
        begun = over or row.state is MeetingState.UNDER_WAY
        self.pack.setVisible(not off and not over)
        self.notes.setVisible(not off)
        self.minutes.setVisible(begun)
        self.letters.setVisible(bool(papers.letters))
        owed = len(papers.letters_owed)
        self.letters.setText(
            f"Draft {counted(owed, 'letter')}" if owed else "Draft all letters again"
        )
        words = (*papers.beware, *((papers.minutes_why_not,) if begun else ()))
        self.beware.setText("\n".join(words))
        self.beware.setVisible(bool(words) and not off)
        rows = [PaperRow(one, partial(self.open_paper, one)) for one in papers.kept]
        self.show_rows(rows, "None has been drafted yet.")
        self.show()

    def open_paper(self, paper: PaperView) -> None:
        """Open a kept paper."""
        self._go(Paper(paper.id))

    def fill_in(self) -> None:
        """Open what is noted for the minutes."""
        if self._row is not None:
            self._go(PaperForm(FormSubject(code=FormCode.MINUTES, meeting_id=self._row.id)))

    def draft_pack(self) -> None:
        """Draw and keep the pack, and open it."""
        self._draft(PaperKind.PANEL_PACK)

    def draft_minutes(self) -> None:
        """Draw and keep the minutes, and open them."""
        self._draft(PaperKind.PANEL_MINUTES)

    def _draft(self, kind: PaperKind) -> None:
        if self._row is None:
            return
        ask, words = PaperAsk(kind=kind, meeting_id=self._row.id), _WORDS[kind]
        self._work.run(
            words,
            lambda s, who, context: draw_paper(s, who, context, ask, words),
            self.open_paper,
            self._refused,
        )

    def draft_letters(self) -> None:
        """Draw and keep the letters that are owed; where none is, all of them anew."""
        if self.papers is None:
            return
        lines: tuple[LetterLine, ...] = self.papers.letters_owed or self.papers.letters
        self._work.run(
            "Drawing the letters …",
            lambda s, who, context: draw_letters(s, who, context, lines),
            self._letters_drawn,
            self._refused,
        )

    def _letters_drawn(self, done: Done) -> None:
        self._again()
        verb = "is" if done.count == 1 else "are"
        self._told(f"{counted(done.count, 'letter')} {verb} drafted.")
