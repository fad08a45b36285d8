"""Small parts that show: verdicts, stages, score ranges, pairs of name and value, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, cut_to, font, tokens
from art_desktop.ui.theme.signs import SIGN_WORDS, Due, Sign, due_ink, paint_sign, sign_ink
from art_desktop.ui.theme.tokens import BODY, GRID, HALF, REGULAR, SEMIBOLD, SMALL
from art_desktop.ui.widgets.text import Label, muted


class VerdictChip(QWidget):
    """A verdict's shape and words in its colour.

    Args: verdict: a `Verdict`, a `Sign`, or its code. words: what stands beside the shape ("school 1.2 mi");
        the verdict's own word if empty. The accessible name always holds the verdict's word.
    """

    def __init__(self, verdict: str, words: str = "") -> None:
        super().__init__()
        self._sign = Sign(str(verdict))
        self._words = words or SIGN_WORDS[self._sign].capitalize()
        self.setFont(font())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        own = SIGN_WORDS[self._sign]
        self.setAccessibleName(f"{words}: {own}" if words else own)

    @override
    def sizeHint(self) -> QSize:
        """The shape, the words, a gap."""
        return QSize(14 + 6 + self.fontMetrics().horizontalAdvance(self._words) + 2, 22)

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the shape and a few letters: longer words are cut with an ellipsis."""
        return QSize(min(self.sizeHint().width(), 96), 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shape and words."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._sign, self._words)


def paint_chip(painter: QPainter, box: QRectF, sign: Sign, words: str, *, px: int = BODY) -> float:
    """Draw a verdict's shape and words from the left of `box`; return the x after them."""
    side = px * 0.86
    mark = QRectF(box.left(), box.center().y() - side / 2, side, side)
    paint_sign(painter, mark, sign)
    painter.setFont(font(px, REGULAR, struck=sign is Sign.EXCLUDED))
    painter.setPen(colour(sign_ink(sign) if sign is not Sign.MET else tokens().text))
    left = mark.right() + 6
    room = max(box.right() - left, 0)
    cut = cut_to(words, room + 1, px)
    at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(left, box.top(), room + 1, box.height()), at, cut)
    return left + painter.fontMetrics().horizontalAdvance(cut)


class StepState(StrEnum):
    """Where a step of a request's life stands."""

    DONE = "done"
    CURRENT = "now"
    WAITING = "to come"


@dataclass(frozen=True)
class Step:
    """One step: its words and where it stands."""

    words: str
    state: StepState


class StageBar(QWidget):
    """The life of a request as a line of steps; read out as one sentence."""

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self._steps = tuple(steps)
        said = ", ".join(f"{step.words} ({step.state})" for step in self._steps)
        self.setAccessibleName(f"Stage: {said}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Two lines: the dots, the words."""
        return QSize(max(len(self._steps), 1) * 104, 48)

    @override
    def minimumSizeHint(self) -> QSize:
        """As narrow as the words allow."""
        return QSize(max(len(self._steps), 1) * 84, 48)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots, the line between them, and the words below."""
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        each = min(self.width() / len(self._steps), 160.0)
        middle = 12.0
        for at, step in enumerate(self._steps):
            centre = QPointF(9 + at * each, middle)
            if at + 1 < len(self._steps):
                self._line(painter, centre, each, done=step.state is StepState.DONE)
            self._dot(painter, centre, step.state)
            now = step.state is StepState.CURRENT
            painter.setFont(font(SMALL if not now else BODY, SEMIBOLD if now else REGULAR))
            painter.setPen(
                colour(tokens().text if step.state is not StepState.WAITING else tokens().muted)
            )
            box = QRectF(at * each, 26, each - HALF, 22)
            words = painter.fontMetrics().elidedText(
                step.words, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _line(painter: QPainter, centre: QPointF, each: float, *, done: bool) -> None:
        t = tokens()
        pen = QPen(colour(t.accent if done else t.edge), 2)
        if not done:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(centre + QPointF(11, 0), centre + QPointF(each - 11, 0))

    @staticmethod
    def _dot(painter: QPainter, centre: QPointF, state: StepState) -> None:
        t = tokens()
        painter.setPen(QPen(colour(t.edge if state is StepState.WAITING else t.accent), 2))
        painter.setBrush(colour(t.accent if state is StepState.DONE else t.surface))
        painter.drawEllipse(centre, 7, 7)
        if state is StepState.CURRENT:
            painter.setBrush(colour(t.accent))
            painter.drawEllipse(centre, 3, 3)
        elif state is StepState.DONE:
            painter.setPen(QPen(colour(t.on_accent), 1.6))
            painter.drawPolyline(
                [
                    centre + QPointF(-3.2, 0.2),
                    centre + QPointF(-0.9, 2.5),
                    centre + QPointF(3.4, -2.4),
                ]
            )


def paint_score(
    painter: QPainter, box: QRectF, low: int, high: int, *, number: bool = True
) -> None:
    """Draw a score range, 0 to 100, into `box`: the figures, and a bar from low to high."""
    t = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = box.left()
    if number:
        painter.setFont(font(BODY, SEMIBOLD))
        painter.setPen(colour(t.text))
        words = f"{low}–{high}" if low != high else str(low)
        figures = QRectF(left, box.top(), 60, box.height())
        painter.drawText(figures, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        left += 64
    track = QRectF(left, box.center().y() - 3, max(box.right() - left, 8), 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(t.line))
    painter.drawRoundedRect(track, 3, 3)
    sure = QRectF(track.left(), track.top(), track.width() * low / 100, 6)
    maybe = QRectF(track.left(), track.top(), track.width() * high / 100, 6)
    painter.setOpacity(0.42)
    painter.setBrush(colour(t.accent))
    painter.drawRoundedRect(maybe, 3, 3)
    painter.setOpacity(1.0)
    painter.drawRoundedRect(sure, 3, 3)
    painter.restore()


class ScoreRange(QWidget):
    """A score as a range: solid up to the low end, faint up to the high one."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self._low, self._high = low, high
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        range_words = f"{low} to {high}" if low != high else str(low)
        self.setAccessibleName(f"Score {range_words} of 100")

    @override
    def sizeHint(self) -> QSize:
        """Figures and bar."""
        return QSize(168, 24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_score(QPainter(self), QRectF(self.rect()), self._low, self._high)


class KeyValue(QWidget):
    """Names at the left, values beside them."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = (), *, name_width: int = 152) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID * 2)
        self._grid.setVerticalSpacing(HALF + 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._rows = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for name, value in pairs:
            self.add(name, value)

    def add(self, name: str, value: str | QWidget) -> None:
        """Add a pair; an empty value is shown as a dash. A long value takes several lines."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(muted(name, wrap=True), self._rows, 0, top)
        if isinstance(value, str):
            shown = Label(value or "–", wrap=True)
            shown.setAccessibleName(f"{name}: {value or 'nothing recorded'}")
            shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(shown, self._rows, 1)
        else:
            self._grid.addWidget(value, self._rows, 1, top)
        self._rows += 1


class Tag(QWidget):
    """A short word on a tint: "urgent", "indicative", "in-house". Colour by token name."""

    def __init__(self, words: str, ink: str = "accent", fill: str = "accent_tint") -> None:
        super().__init__()
        self._words, self._ink, self._fill = words, ink, fill
        self.setFont(font(SMALL, SEMIBOLD))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """The words and a little air."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + GRID * 2, 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(t, self._fill)))
        painter.drawRoundedRect(QRectF(self.rect()), 11, 11)
        painter.setFont(self.font())
        painter.setPen(colour(getattr(t, self._ink)))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class DueText(QWidget):
    """A deadline in words with its sign: a bar for late, a dot for today, a tick for done."""

    def __init__(self, due: Due, words: str) -> None:
        super().__init__()
        self._due, self._words = due, words
        self.setFont(font(BODY, SEMIBOLD if due in (Due.LATE, Due.TODAY) else REGULAR))
        state = {Due.LATE: "late: ", Due.TODAY: "due today: ", Due.DONE: "done: "}.get(due, "")
        self.setAccessibleName(f"{state}{words}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """The sign and the words."""
        sign = 2 if self._due is Due.LATER else 22
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + sign, 22)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_due(QPainter(self), QRectF(self.rect()), self._due, self._words)


def paint_due(painter: QPainter, box: QRectF, due: Due, words: str) -> None:
    """Draw a deadline's sign and words from the left of `box`."""
    from art_desktop.ui.theme.icons import paint_icon

    ink = due_ink(due)
    left = box.left()
    if due is not Due.LATER:
        name = {Due.LATE: "warning", Due.TODAY: "history", Due.DONE: "check"}[due]
        paint_icon(painter, name, QRectF(left, box.center().y() - 8, 16, 16), ink)
        left += 21
    painter.setFont(font(BODY, SEMIBOLD if due in (Due.LATE, Due.TODAY) else REGULAR))
    painter.setPen(colour(ink))
    room = max(int(box.right() - left), 0)
    cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room + 1)
    at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(left, box.top(), room + 1, box.height()), at, cut)
