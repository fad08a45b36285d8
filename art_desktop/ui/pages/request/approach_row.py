"""One approach as a row that takes the keyboard: who was asked, until when, reminders, and what they said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.approaching_views import ApproachLine
from art_desktop.domain.vocabulary import Answer
from art_desktop.domain.wording import instant_words, span_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import capital, lines_of
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind, paint_focus
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import DueText, Tag
from art_desktop.ui.widgets.text import Label, OneLine, muted
from art_desktop.ui.words import counted, day, moment

TAGS: dict[Answer, tuple[str, str, str]] = {
    Answer.WAITING: ("Waiting", "support", "warning_tint"),
    Answer.YES: ("Yes", "met", "success_tint"),
    Answer.NO: ("No", "not_met", "danger_tint"),
    Answer.NO_ANSWER: ("No answer", "muted", "sunken"),
}
IN_HOUSE = (("yes", "Yes", "Y"), ("no", "No", "N"), ("silent", "Not reached", ""))

Act = Callable[[str, "ApproachRow"], object]


class ApproachRow(Panel):
    """An approach. `act` is called with what is asked and the row; panels open in `place`.

    Keys: Y an offer or a yes, N a no, C logs a reminder by telephone, E saves one as an e-mail draft, up and down move.
    """

    def __init__(self, approach: ApproachLine, now: datetime, act: Act, *, may_act: bool) -> None:
        super().__init__()
        self.approach = approach
        self._act = act
        self.late = approach.is_late(now)
        self._now = now
        self.neighbours: Callable[[ApproachRow, int], object] = lambda _row, _step: None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.possible = actions_of(approach, late=self.late) if may_act else ()
        self.setAccessibleName(
            lines_of((approach.title, self._state_words(), *self._details()), ", ")
        )
        keys = "; ".join(f"{key}: {words}" for _, words, key in self.possible if key)
        self.setAccessibleDescription(keys)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID + 2, GRID * 2, GRID + 2)
        whole.setSpacing(HALF)
        head = QHBoxLayout()
        head.setSpacing(GRID + HALF)
        words, ink, fill = TAGS[approach.answer]
        if self.late:
            words, ink, fill = "No answer", "danger", "danger_tint"
        head.addWidget(Tag(words, ink, fill))
        head.addWidget(OneLine(approach.title, px=LARGE, weight=SEMIBOLD), 1)
        if approach.answer is Answer.WAITING and approach.due_at is not None:
            head.addWidget(DueText(self._due(), self._due_words()))
        whole.addLayout(head)
        for line in self._details():
            whole.addWidget(muted(capital(line), wrap=True))
        if approach.note:
            whole.addWidget(Label(approach.note, wrap=True))
        self.buttons: list[Button] = []
        if self.possible:
            whole.addWidget(self._row_of_buttons())
        self.place = QVBoxLayout()
        whole.addLayout(self.place)
        self.panel: QWidget | None = None

    def _row_of_buttons(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, GRID)
        if not self.approach.outside and self.approach.answer is Answer.WAITING:
            flow.addWidget(muted("They said"))
        for at, (code, words, key) in enumerate(self.possible):
            kind = Kind.SECONDARY if at < 2 else Kind.QUIET
            button = Button(words, partial(self._act, code, self), kind=kind, compact=True)
            button.setAccessibleName(f"{self.approach.title}: {words}")
            if key:
                button.setAccessibleDescription(f"Key {key}")
            self.buttons.append(button)
            flow.addWidget(button)
        return box

    def _due(self) -> Due:
        due = self.approach.due_at
        assert due is not None
        if self.late:
            return Due.LATE
        left = due - self._now
        return Due.TODAY if left.total_seconds() < 12 * 3600 else Due.LATER

    def _due_words(self) -> str:
        due = self.approach.due_at
        assert due is not None
        span = span_words(due - self._now)
        return f"{span} late" if self.late else f"{span} left"

    def _state_words(self) -> str:
        if self.approach.due_at is not None and self.approach.answer is Answer.WAITING:
            return f"{TAGS[self.approach.answer][0].lower()}, {self._due_words()}"
        return TAGS[self.approach.answer][0].lower()

    def _details(self) -> list[str]:
        one = self.approach
        asked = f"asked {moment(one.asked_at)} by {one.asked_by}"
        spoken = f"spoke to {one.spoken_to}" if one.spoken_to else ""
        if one.release_id is not None:
            to = one.sent_to or "an e-mail draft without an address"
            means = f"referral version {one.release_number} to {to}"
        else:
            means = one.means.words.lower()
        due = f"due {instant_words(one.due_at)}" if one.due_at is not None else ""
        beside = one.provider if one.provider and one.provider != one.title else ""
        found = [lines_of((beside, means, spoken, asked, due))]
        if one.chasers:
            last = one.chasers[-1]
            times = counted(len(one.chasers), "reminder")
            found.append(f"{times}, the last {moment(last.at)} by {last.by}: {last.words}")
        if one.answer is not Answer.WAITING:
            found.append(self._answered())
        return found

    def _answered(self) -> str:
        one = self.approach
        parts = [f"{one.answer.words}, {moment(one.answered_at)}"]
        if one.decline_words:
            parts.append(one.decline_words)
        if one.offers > 1:
            parts.append(counted(one.offers, "offer"))
        elif one.can_start_on is not None and one.answer is Answer.YES:
            parts.append(f"can start {day(one.can_start_on)}")
        if one.conditions and one.answer is Answer.YES:
            parts.append(f"on condition: {one.conditions}")
        return " · ".join(parts)

    def open_panel(self, panel: QWidget) -> None:
        """Show a panel under the words, in place of the last one."""
        self.close_panel(focus=False)
        self.panel = panel
        self.place.addWidget(panel)
        panel.show()

    def close_panel(self, *, focus: bool = True) -> None:
        """Take the panel away; the keyboard goes back to the row."""
        if self.panel is None:
            return
        self.panel.hide()
        self.panel.setParent(None)
        self.panel.deleteLater()
        self.panel = None
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface, and the ring of the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter stands for; move with the arrows."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.text().upper()
        wanted = next((code for code, _, key in self.possible if key and key == letter), "")
        # What is typed within a panel stays there.
        free = plain and self.panel is None
        if free and wanted:
            self._act(wanted, self)
        elif free and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.neighbours(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def actions_of(approach: ApproachLine, *, late: bool) -> tuple[tuple[str, str, str], ...]:
    """Return what can be done with an approach as it stands: codes, words and keys, the likeliest first."""
    if not approach.outside:
        return IN_HOUSE if approach.answer is Answer.WAITING else ()
    offer = ("offer", "Record an offer …", "Y")
    if approach.answer is Answer.WAITING:
        found = [offer, ("decline", "They decline …", "N")]
        found.append(("chase", "Log a reminder", "C"))
        if approach.release_id is not None:
            found.append(("remind", "Save a reminder …", "E"))
            found.append(("again", "Save the draft again …", ""))
        if late or approach.due_at is None:
            found.append(("silent", "Close: no answer", ""))
        return tuple(found)
    another = ("offer", "Another offer …" if approach.offers else "Record an offer …", "Y")
    return (another,)
