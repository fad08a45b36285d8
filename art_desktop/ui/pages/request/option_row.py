"""One option of the shortlist as a row that takes the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.vocabulary import OptionState
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.option_words import (
    approval_marks,
    chip_words,
    price_words,
    row_words,
    state_words,
)
from art_desktop.ui.pages.request.shortlist_keys import LETTERS
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.tokens import GRID, HALF, LARGE, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind, paint_focus
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.show import ScoreRange, Tag, VerdictChip
from art_desktop.ui.widgets.text import Ink, Label, OneLine, muted

_BUTTONS_PX = 208
_INDENT_PX = 28 + 24 + (GRID + HALF) * 2
_NARROW_PX = 720
_WHERE_PX = 160
_STATE_INK: dict[OptionState, tuple[str, str]] = {
    OptionState.ASKED: ("support", "warning_tint"),
    OptionState.OFFERED: ("met", "success_tint"),
    OptionState.MATCHED: ("met", "success_tint"),
    OptionState.DECLINED: ("muted", "sunken"),
    OptionState.NOT_USED: ("muted", "sunken"),
}


class OptionRow(QWidget):
    """A ranked option. Signals carry the option; `acted` carries an action and the option.

    Keys: up and down move, Enter opens, A or T asks, Y and N record the answer, R a reason, Space
    chooses it for the comparison, C compares.
    """

    opened = Signal(object)
    acted = Signal(str, object)
    marked = Signal(object, bool)
    moved = Signal(int)

    def __init__(self, option: OptionView, *, may_act: bool) -> None:
        super().__init__()
        self.option = option
        self._may_act = may_act
        self._shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(row_words(option))
        enter = "Enter for details, twice to go into them"
        asks = "T to ask by telephone, Y or N for the answer, R to record a reason"
        keys = f"{enter}, {asks}, Space to choose, C to compare."
        self.setAccessibleDescription(keys if may_act else f"{enter}.")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID + HALF, GRID + 2, GRID + HALF, GRID + 2)
        whole.setSpacing(HALF)
        row = QHBoxLayout()
        row.setSpacing(GRID + HALF)
        self.mark = Check("")
        self.mark.setFixedWidth(28)
        self.mark.setAccessibleName(f"Choose {option.title} for the comparison")
        self.mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.mark.toggled.connect(lambda on: self.marked.emit(self.option, on))
        row.addWidget(self.mark)
        rank = Label(str(option.rank or ""), ink=Ink.MUTED, px=LARGE, weight=SEMIBOLD)
        rank.setFixedWidth(24)
        row.addWidget(rank)
        row.addWidget(OneLine(option.title, px=LARGE, weight=SEMIBOLD), 1)
        self._score = ScoreRange(option.low, option.high)
        row.addWidget(self._score)
        self._button_box = self._buttons()
        self._beside = row
        row.addWidget(self._button_box)
        self.setMinimumWidth(320)
        whole.addLayout(row)
        second = QHBoxLayout()
        second.addSpacing(_INDENT_PX)
        second.addWidget(self._verdicts(), 1)
        whole.addLayout(second)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(_INDENT_PX, 0, 0, 0)
        whole.addLayout(self._below)
        if option.not_used_reason is not None:
            line = OneLine(state_words(option), ink=Ink.MUTED)
            line.setContentsMargins(_INDENT_PX, 0, 0, 0)
            whole.addWidget(line)

    def _verdicts(self) -> QWidget:
        """Return where, cost, state and the verdicts that tell it apart, wrapping as need be."""
        chips = QWidget()
        flow = FlowLayout(chips, GRID + HALF)
        option = self.option
        if option.state is not OptionState.OPEN:
            ink, fill = _STATE_INK[option.state]
            flow.addWidget(Tag(option.state.words, ink, fill))
        if option.override_reason:
            flow.addWidget(Tag("Rule overridden", "support", "warning_tint"))
        where = muted(" · ".join(p for p in (option.area, price_words(option)) if p))
        where.setMinimumWidth(_WHERE_PX)
        flow.addWidget(where)
        for verdict in option.highlights:
            flow.addWidget(VerdictChip(verdict.verdict, chip_words(verdict, option)))
        for words in approval_marks(option):
            flow.addWidget(Tag(words, "muted", "sunken"))
        return chips

    def _buttons(self) -> QWidget:
        """Return the buttons, as wide in every row, so that the columns stand under each other."""
        box = QWidget()
        box.setFixedWidth(_BUTTONS_PX)
        flow = FlowLayout(box, HALF)
        for action, words in actions_of(self.option, may_act=self._may_act):
            kind = Kind.SECONDARY if not flow.count() else Kind.QUIET
            button = Button(words, self._acts(action), kind=kind, compact=True)
            button.setAccessibleName(f"{words}: {self.option.title}")
            flow.addWidget(button)
        return box

    def _acts(self, action: str) -> Callable[[], object]:
        return lambda: self.acted.emit(action, self.option)

    def set_shown(self, shown: bool) -> None:  # noqa: FBT001 - reads as it is meant
        """Show that its details stand beside the list."""
        self._shown = shown
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the name comes first: no bar of the score, the buttons below."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW_PX
        self._score.setFixedWidth(64 if narrow else 152)
        wanted, other = (self._below, self._beside) if narrow else (self._beside, self._below)
        if other.indexOf(self._button_box) >= 0:
            other.removeWidget(self._button_box)
            wanted.addWidget(self._button_box, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface of the row, its hairline, and the ring of the focus."""
        t = tokens()
        painter = QPainter(self)
        if self._shown:
            painter.fillRect(self.rect(), colour(t.selected))
        elif self.underMouse():
            painter.fillRect(self.rect(), colour(t.hover))
        painter.setPen(QPen(colour(t.line), 1))
        painter.drawLine(QPoint(0, self.height() - 1), QPoint(self.width(), self.height() - 1))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 4)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.opened.emit(self.option)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the row read out."""
        super().focusInEvent(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, ask, record a reason, choose, compare."""
        key = event.key()
        if event.modifiers() not in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.option)
        elif key == Qt.Key.Key_Space:
            self.mark.toggle()
        elif key == Qt.Key.Key_C:
            self.acted.emit("compare", self.option)
        else:
            self._letter(event)

    def _letter(self, event: QKeyEvent) -> None:
        letter = LETTERS.get(Qt.Key(event.key()))
        possible = [code for code, _ in actions_of(self.option, may_act=self._may_act)]
        action = letter.action(self.option, possible) if letter is not None else ""
        if action:
            self.acted.emit(action, self.option)
            return
        super().keyPressEvent(event)


def actions_of(option: OptionView, *, may_act: bool) -> tuple[tuple[str, str], ...]:
    """Return what can be done with an option as it stands: codes and words, the likeliest first."""
    if not may_act:
        return ()
    state = option.state
    if state is OptionState.OPEN:
        return (("ask", "Ask"), ("reason", "Record reason"))
    if state is OptionState.ASKED:
        return (("answer", "Record answer"),)
    if state is OptionState.OFFERED:
        return (("choose", "Choose"), ("reason", "Record reason"))
    if state is OptionState.NOT_USED:
        return (("ask", "Ask now"), ("reason", "Change reason"))
    if state is OptionState.DECLINED:
        return (("ask", "Ask again"),)
    return ()
