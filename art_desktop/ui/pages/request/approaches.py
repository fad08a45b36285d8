"""The tab Approaches: who was asked, when, by whom, and what they said."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import ApproachView, RequestPage
from art_desktop.domain.vocabulary import Answer
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import AnswerPanel
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import ReadingPart, lines_of, titled
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import EmptyState, Panel
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.text import Label, OneLine, muted
from art_desktop.ui.words import day, moment

_TAGS: dict[Answer, tuple[str, str, str]] = {
    Answer.WAITING: ("Waiting", "support", "warning_tint"),
    Answer.YES: ("Yes", "met", "success_tint"),
    Answer.NO: ("No", "not_met", "danger_tint"),
    Answer.NO_ANSWER: ("Not reached", "muted", "sunken"),
}
_BUTTONS = ((Answer.YES, "Yes"), (Answer.NO, "No"), (Answer.NO_ANSWER, "Not reached"))


class ApproachCard(Panel):
    """One approach, and where its answer is recorded."""

    def __init__(self, desk: Desk, approach: ApproachView, *, may_act: bool) -> None:
        super().__init__()
        self._desk = desk
        self.approach = approach
        words, ink, fill = _TAGS[approach.answer]
        self.setAccessibleName(f"{approach.title}: {words}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID + HALF, GRID * 2, GRID + HALF)
        whole.setSpacing(HALF)
        head = QHBoxLayout()
        head.setSpacing(GRID + HALF)
        head.addWidget(Tag(words, ink, fill))
        head.addWidget(OneLine(approach.title, px=LARGE, weight=SEMIBOLD), 1)
        self.buttons: list[Button] = []
        if may_act and approach.answer is Answer.WAITING:
            head.addWidget(muted("They said"))
            for answer, label in _BUTTONS:
                button = Button(label, partial(self.ask, answer), compact=True)
                button.setAccessibleName(f"{approach.title} said: {label}")
                self.buttons.append(button)
                head.addWidget(button)
        whole.addLayout(head)
        asked = f"asked {moment(approach.asked_at)} by {approach.asked_by}"
        spoken = f"spoke to {approach.spoken_to}" if approach.spoken_to else ""
        line = lines_of((approach.means.words.lower(), spoken, asked))
        whole.addWidget(muted(line[:1].upper() + line[1:], wrap=True))
        if approach.answer is not Answer.WAITING:
            whole.addWidget(Label(self._answered(), wrap=True))
        if approach.note:
            whole.addWidget(muted(approach.note, wrap=True))
        self._place = QVBoxLayout()
        whole.addLayout(self._place)
        self.panel: AnswerPanel | None = None

    def _answered(self) -> str:
        approach = self.approach
        parts = [f"{approach.answer.words}, {moment(approach.answered_at)}"]
        if approach.can_start_on is not None:
            parts.append(f"can start {day(approach.can_start_on)}")
        if approach.conditions:
            parts.append(f"on condition: {approach.conditions}")
        return " · ".join(parts)

    def ask(self, answer: Answer) -> None:
        """Open the panel with an answer chosen."""
        if self.panel is None:
            today = local_day(self._desk.context.clock.now())
            self.panel = AnswerPanel(self._desk, self.approach, self.close_panel, today)
            self._place.addWidget(self.panel)
            self.panel.show()
        self.panel.choose(answer)
        first = {Answer.YES: self.panel.can_start, Answer.NO: self.panel.why_not}
        first.get(answer, self.panel.note).focus_target().setFocus()

    def close_panel(self) -> None:
        """Take the panel away."""
        if self.panel is not None:
            self.panel.hide()
            self.panel.setParent(None)
            self.panel.deleteLater()
            self.panel = None
            if self.buttons:
                self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class ApproachesPart(ReadingPart):
    """Those still waiting first, then the answers, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: object = None
        self.cards: list[ApproachCard] = []

    @override
    def show_page(self, page: RequestPage) -> None:
        """Show the approaches."""
        may_act = self.desk.may(Permission.APPROACH) and page.stage.is_open
        shown = (page.id, page.approaches, may_act)
        if shown == self._shown:
            return
        self._shown = shown
        self.empty_column()
        self.cards = []
        if not page.approaches:
            self.column.addWidget(
                EmptyState(
                    "phone",
                    "Nobody has been asked yet",
                    "Households are asked from the shortlist.",
                    action="Go to the shortlist" if page.stage.is_open else "",
                    on_action=lambda: self.desk.host.go_to("shortlist"),
                )
            )
            return
        waiting = [a for a in page.approaches if a.answer is Answer.WAITING]
        answered = [a for a in page.approaches if a.answer is not Answer.WAITING]
        answered.sort(key=lambda a: a.answered_at or a.asked_at, reverse=True)
        self._group("Waiting for an answer", waiting, may_act=may_act)
        self._group("Answered", answered, may_act=may_act)
        self.column.addStretch(1)

    def _group(self, title: str, approaches: list[ApproachView], *, may_act: bool) -> None:
        if not approaches:
            return
        head = QWidget()
        head.setLayout(titled(f"{title} ({len(approaches)})"))
        self.column.addWidget(head)
        for approach in approaches:
            card = ApproachCard(self.desk, approach, may_act=may_act)
            self.cards.append(card)
            self.column.addWidget(card)

    @override
    def escape(self) -> bool:
        """Close an open panel."""
        for card in self.cards:
            if card.panel is not None:
                card.close_panel()
                return True
        return False

    @override
    def focus_first(self) -> None:
        """Start at the first answer to be recorded."""
        for card in self.cards:
            if card.buttons:
                card.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
                return
