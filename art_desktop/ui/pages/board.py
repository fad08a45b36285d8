"""The Joint Governance Board's list: disagreements that reached the Assistant Director, and what was learnt."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.escalating import SHORT
from art_desktop.domain.escalating_views import BoardList, BoardRow, RungCount, TakeToBoard
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.request.ladder_view import LadderView
from art_desktop.ui.pages.request.part import InPlace, in_row, lines_of
from art_desktop.ui.pages.routes import REQUEST
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, clear_layout
from art_desktop.ui.widgets.fields import DateField, TextArea
from art_desktop.ui.widgets.show import KeyValue
from art_desktop.ui.widgets.text import Label, muted, page_title, section_title, small
from art_desktop.ui.words import counted, day, moment


class BoardPanel(InPlace):
    """On which day it was taken to the board, and what was learnt there."""

    def __init__(self, row: BoardRow, on: date, page: BoardPage) -> None:
        taken = row.board_on is not None
        title = "What the board learnt" if taken else "Taken to the board"
        super().__init__(f"{title}: {row.reference}", "Save", self._go, page.close_panel)
        self._row, self._page = row, page
        self.on = DateField("board_on", "Board of", required=True)
        self.on.set_value(row.board_on or on)
        self.lessons = TextArea(
            "lessons", "What was learnt", "Without names. It may be written after the meeting."
        )
        self.lessons.set_value(row.lessons or None)
        for field in (self.on, self.lessons):
            self.body.addWidget(field)

    def focus_first(self) -> None:
        """Start at the day, or at the lessons where the day is known."""
        field = self.lessons if self._row.board_on is not None else self.on
        field.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        problem = self.on.own_problem()
        self.on.set_problem(problem)
        if problem:
            self.on.focus_target().setFocus()
            return
        command = TakeToBoard(
            escalation_id=self._row.id,
            version=self._row.version,
            board_on=cast("date", self.on.value()),
            lessons=str(self.lessons.value() or ""),
        )
        self._page.save(command, later=self._row.board_on is not None)

    def refuse(self, error: Refusal) -> None:
        """Say what is wrong with the day, or why it was not saved."""
        if isinstance(error, InvalidAnswers):
            self.on.set_problem(error.problems[0].words)
        else:
            self.say_problem(str(error))


class BoardPage(RecordPage):
    """What waits for the next board, then what earlier boards had, newest first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Joint Governance Board")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.panel: BoardPanel | None = None
        self._opened_by: Button | None = None
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(page_title("Joint Governance Board"))
        head.addWidget(self.busy)
        head.addStretch(1)
        self.column.addLayout(head)
        words = (
            "Disagreements about a home that reached the Assistant Director or higher. "
            "No child is named here."
        )
        self.column.addWidget(muted(words, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID * 2)
        self.column.addLayout(self.body)
        self.column.addStretch(1)
        self.cards: list[Card] = []

    @override
    def open(self, key: object) -> None:
        """Read the list anew."""
        self.read_again()

    def read_again(self) -> None:
        """Read the list anew."""
        self.calls.read("board", lambda s, who: s.escalating.board(who), self._show)

    def _show(self, found: BoardList) -> None:
        self.panel, self._opened_by, self.first = None, None, None
        clear_layout(self.body)
        self.cards = []
        self.body.addWidget(section_title(f"For the next board: {len(found.waiting)}"))
        if not found.waiting:
            empty = EmptyState(
                "panels",
                "Nothing waits for the board",
                "Disagreements that reach the Assistant Director are listed here.",
            )
            self.body.addWidget(empty)
        for row in found.waiting:
            self._add(row)
        if found.taken:
            self.body.addWidget(section_title(f"Taken to earlier boards: {len(found.taken)}"))
            for row in found.taken:
                self._add(row)
        self.body.addWidget(_counts(found.counts))

    def _add(self, row: BoardRow) -> None:
        card = _card(row)
        place = QVBoxLayout()
        buttons = [
            Button("Open request", lambda: self.go_requested.emit(Route(REQUEST, row.request_id)))
        ]
        if self.calls.may(Permission.RUN_PANELS):
            words = "Taken to the board" if row.board_on is None else "What was learnt"
            mark = Button(words)
            mark.clicked.connect(lambda: self.open_panel(row, mark, place))
            buttons.insert(0, mark)
        for button in buttons:
            button.setAccessibleName(f"{button.text()}: {row.reference}")
        self.first = self.first or buttons[0]
        card.body.addLayout(in_row(*buttons))
        card.body.addLayout(place)
        self.cards.append(card)
        self.body.addWidget(card)

    def open_panel(self, row: BoardRow, button: Button, place: QVBoxLayout) -> None:
        """Ask for the day and the lessons under one of the cards."""
        self._take_away()
        self.panel = BoardPanel(row, local_day(self._context.clock.now()), self)
        self._opened_by = button
        place.addWidget(self.panel)
        self.panel.show()
        self.panel.focus_first()

    def close_panel(self) -> None:
        """Take the form away, and give the keyboard back."""
        self._take_away()
        if self._opened_by is not None:
            self._opened_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.setParent(None)
            self.panel.deleteLater()
            self.panel = None

    def save(self, command: TakeToBoard, *, later: bool) -> None:
        """Save what was typed; the list is read again."""
        if later:
            self.calls.write(
                lambda s, who: s.escalating.keep_lessons(who, command), self._saved, self._refused
            )
        else:
            self.calls.write(
                lambda s, who: s.escalating.take_to_board(who, command), self._saved, self._refused
            )

    def _saved(self, done: Changed) -> None:
        self.said.emit(done.words)
        self.read_again()

    def _refused(self, error: Refusal) -> None:
        if self.panel is not None:
            self.panel.refuse(error)
        else:
            self.banner_requested.emit(Banner.refusal(error))


def _card(row: BoardRow) -> Card:
    """Return a disagreement with its steps."""
    card = Card(row.reference)
    pairs = KeyValue()
    pairs.add("Outcome", row.outcome)
    pairs.add("Request", lines_of((row.kind.words, row.stage.words)))
    pairs.add("For", row.children_words)
    pairs.add("Home", row.home_words)
    pairs.add("About", row.about)
    pairs.add("Begun", moment(row.opened_at))
    if row.settled_at is not None:
        pairs.add("Over", moment(row.settled_at))
    if row.board_on is not None:
        pairs.add("Board of", day(row.board_on))
        pairs.add("What was learnt", row.lessons or "Nothing written yet")
    card.add(pairs)
    card.add(LadderView(row.steps))
    return card


def _counts(counts: tuple[RungCount, ...]) -> QWidget:
    """Return on which rung disagreements were settled, all of them."""
    card = Card("Where all disagreements were settled")
    pairs = KeyValue()
    for one in counts:
        parts = [counted(one.settled, "settled", "settled")] if one.settled else []
        if one.waiting:
            parts.append(f"{one.waiting} waiting now")
        pairs.add(SHORT[one.rung], lines_of(parts) or "none")
    card.add(pairs)
    total = sum(one.settled for one in counts)
    card.add(small(f"{total} settled on the ladder in all.") if total else Label(""))
    return card
