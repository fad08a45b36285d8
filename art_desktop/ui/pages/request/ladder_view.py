"""The ladder of a disagreement drawn as steps: heard, waiting now, not reached; who, when and what came of each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.escalating_views import StepState, StepView
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import lines_of
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, REGULAR, SEMIBOLD
from art_desktop.ui.widgets.show import DueText
from art_desktop.ui.widgets.text import Ink, Label, muted, small
from art_desktop.ui.words import moment

_MARK = 22
_SAID = {
    StepState.DONE: "heard",
    StepState.NOW: "waiting now",
    StepState.NOT_REACHED: "not reached",
    StepState.PASSED_BY: "not needed",
}


class RungMark(QWidget):
    """The mark of a step and the line to the next, as tall as what stands beside it."""

    def __init__(self, state: StepState, *, first: bool, last: bool) -> None:
        super().__init__()
        self._state, self._first, self._last = state, first, last
        self.setFixedWidth(_MARK + 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_MARK + 2, _MARK + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, _MARK / 2 + 1)
        radius = _MARK / 2 - 1
        reached = self._state in {StepState.DONE, StepState.NOW}
        if not self._last:
            pen = QPen(colour(t.accent if self._state is StepState.DONE else t.edge), 2)
            if self._state is not StepState.DONE:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            below = QPointF(centre.x(), self.height())
            painter.drawLine(QPointF(centre.x(), centre.y() + radius + 2), below)
        pen = QPen(colour(t.accent if reached else t.edge), 2)
        if self._state is StepState.PASSED_BY:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour(t.accent if self._state is StepState.DONE else t.surface))
        painter.drawEllipse(centre, radius, radius)
        if self._state is StepState.DONE:
            box = QRectF(centre.x() - 7, centre.y() - 7, 14, 14)
            paint_icon(painter, "check", box, t.on_accent)
        elif self._state is StepState.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            painter.drawEllipse(centre, 5, 5)


class StepRow(QWidget):
    """One step. What asks for its outcome is put into `place`."""

    def __init__(self, number: int, step: StepView) -> None:
        super().__init__()
        self.step = step
        self.setAccessibleName(
            f"Step {number} of 6, {step.rung.words}: {_SAID[step.state]}"
            + (f", {step.result.words}" if step.result is not None else "")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 4)
        row.addWidget(RungMark(step.state, first=number == 1, last=number == 6))
        words = QVBoxLayout()
        words.setContentsMargins(0, 2, 0, GRID + 4 if number < 6 else 0)
        words.setSpacing(2)
        quiet = step.state in {StepState.NOT_REACHED, StepState.PASSED_BY}
        head = Label(
            f"{number}. {step.rung.words}",
            ink=Ink.MUTED if quiet else Ink.TEXT,
            weight=REGULAR if quiet else SEMIBOLD,
            wrap=True,
        )
        words.addWidget(head)
        if step.who:
            words.addWidget(Label(step.who, wrap=True))
        if step.state is StepState.NOW:
            due = Due.LATE if step.late else Due.LATER
            said = f"was to be settled by {moment(step.due_at)}" if step.late else ""
            words.addWidget(DueText(due, said or f"to settle by {moment(step.due_at)}"))
            words.addWidget(small(f"Raised {moment(step.raised_at)}"))
        if step.result is not None:
            ink = Ink.TEXT
            words.addWidget(Label(step.result.words, ink=ink, weight=SEMIBOLD, wrap=True))
            if step.words:
                words.addWidget(Label(step.words, wrap=True))
            late = "after its day" if step.late else ""
            heard = f"Heard {moment(step.heard_at)}"
            raised = f"raised {moment(step.raised_at)}"
            by = f"recorded by {step.recorded_by}" if step.recorded_by else ""
            words.addWidget(small(lines_of((heard, late, raised, by)), wrap=True))
        elif step.state is StepState.PASSED_BY and step.who:
            words.addWidget(muted("Not heard: the disagreement ended before."))
        self.place = QVBoxLayout()
        words.addLayout(self.place)
        row.addLayout(words, 1)


class LadderView(QWidget):
    """All six steps, lowest first."""

    def __init__(self, steps: tuple[StepView, ...]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = [StepRow(number, step) for number, step in enumerate(steps, start=1)]
        for row in self.rows:
            column.addWidget(row)

    @property
    def now(self) -> StepRow | None:
        """Return the row of the step that waits."""
        return next((row for row in self.rows if row.step.state is StepState.NOW), None)
