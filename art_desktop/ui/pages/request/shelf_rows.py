"""The lines of the tab Documents: a paper that can be drafted, and one that is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import FormSubject
from art_desktop.domain.paper_views import ShelfForm, ShelfLine, Variant, paper_title
from art_desktop.domain.read_models import PaperView
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted, strong
from art_desktop.ui.words import counted, moment

_MOST_CHANGES = 4


class LineRow(Panel):
    """One paper that a request can have: what it is for, how it stands, and what can be done.

    Args: look, draft: called with what is asked for. open_paper: called with the newest kept one. fill_in: called with
        a form.
    """

    def __init__(
        self,
        line: ShelfLine,
        *,
        look: Callable[[PaperAsk], object],
        draft: Callable[[PaperAsk], object],
        open_paper: Callable[[PaperView], object],
        fill_in: Callable[[FormSubject], object],
    ) -> None:
        super().__init__()
        self.line = line
        self.setAccessibleName(line.title)
        self._open_paper = open_paper
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        whole.setSpacing(HALF)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(strong(line.title, wrap=True), 1)
        self.look_button = Button("Look", lambda: look(self.variant.ask), compact=True)
        self.look_button.setAccessibleName(f"Look at {line.title} without keeping it")
        self.draft_button = Button("Draft", lambda: draft(self.variant.ask), compact=True)
        self.draft_button.setAccessibleName(f"Draft {line.title} and keep it")
        self.open_button = Button("Open", self._open, compact=True)
        self.open_button.setAccessibleName(f"Open the newest {line.title}")
        buttons = [self.open_button]
        if line.may_draft:
            buttons += [self.look_button, self.draft_button]
        else:
            for button in (self.look_button, self.draft_button):
                button.setParent(self)
                button.hide()
        for button in buttons:
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        whole.addWidget(muted(line.what, wrap=True))
        self.age: SegmentedField | None = None
        if len(line.variants) > 1:
            options = [(at, one.words) for at, one in enumerate(line.variants)]
            self.age = SegmentedField("age", "Written for", options, not_known=False)
            self.age.set_value(0)
            self.age.changed.connect(self._show_state)
            whole.addWidget(self.age)
        if not line.may_draft:
            whole.addWidget(_not_yet(line))
        self.state = Label("", wrap=True)
        whole.addWidget(self.state)
        self.form_buttons: list[Button] = []
        if line.forms:
            whole.addWidget(self._forms(fill_in))
        _by_width(self)
        self._show_state()

    @property
    def variant(self) -> Variant:
        """Return which way of drafting it is chosen."""
        at = self.age.value() if self.age is not None else 0
        return self.line.variants[at if isinstance(at, int) else 0]

    def _open(self) -> None:
        if self.variant.newest is not None:
            self._open_paper(self.variant.newest)

    def _show_state(self) -> None:
        newest = self.variant.newest
        self.open_button.setVisible(newest is not None)
        self.draft_button.setText("Draft again" if newest is not None else "Draft")
        words = ""
        if newest is not None:
            words = f"Number {newest.number}, {moment(newest.made_at)}: "
            words += (
                "the record has changed since." if self.variant.changed else "as the record stands."
            )
            words = lines_of((words, changes_words(self.variant.changed)), " ")
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _forms(self, fill_in: Callable[[FormSubject], object]) -> QWidget:
        box = QWidget()
        row = FlowLayout(box, GRID)
        for form in self.line.forms:
            button = Button(
                f"Fill in {_lower(form.words)}: {_open_words(form)}",
                _called(fill_in, form.standing.subject),
                kind=Kind.QUIET,
                icon_name="edit",
                compact=True,
            )
            self.form_buttons.append(button)
            row.addWidget(button)
        return box


class KeptRow(Panel):
    """One kept paper: what it is, when and by whom it was made, what changed since the one before."""

    def __init__(self, paper: PaperView, open_paper: Callable[[PaperView], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        row.setSpacing(GRID + HALF)
        row.addWidget(Icon("document", Ink.MUTED), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(OneLine(paper_title(paper), weight=SEMIBOLD))
        pages = counted(paper.pages, "page") if paper.pages else ""
        words.addWidget(muted(lines_of((moment(paper.made_at), paper.made_by, pages)), wrap=True))
        if paper.changes:
            words.addWidget(muted(f"Changed: {changes_words(paper.changes)}", wrap=True))
        row.addLayout(words, 1)
        if paper.indicative:
            row.addWidget(Tag("Indicative", "support", "warning_tint"))
        self.open_button = Button("Open", lambda: open_paper(paper), compact=True)
        self.open_button.setAccessibleName(f"Open {paper_title(paper)}")
        row.addWidget(self.open_button)
        _by_width(self)


def changes_words(changes: tuple[str, ...]) -> str:
    """Return what changed in a line: the first few, and how many more."""
    shown = "; ".join(changes[:_MOST_CHANGES])
    more = len(changes) - _MOST_CHANGES
    return f"{shown}; and {more} more." if more > 0 else (f"{shown}." if shown else "")


def _by_width(row: QWidget) -> None:
    """Let words that wrap be as high as their width asks for.

    Else each claims the height it would have in a narrow column, and the page scrolls on past its end.
    """
    for label in row.findChildren(Label):
        if label.wordWrap():
            label.setMinimumHeight(label.fontMetrics().height())


def _not_yet(line: ShelfLine) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(Icon("info", Ink.MUTED, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(lines_of(("Not yet.", line.why_not, line.what_next), " "), wrap=True), 1)
    return box


def _open_words(form: ShelfForm) -> str:
    standing = form.standing
    if standing.number == 0:
        return "not begun"
    return f"{standing.open} of {standing.asked} open" if standing.open else "complete"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _called(call: Callable[[FormSubject], object], subject: FormSubject) -> Callable[[], object]:
    return lambda: call(subject)
