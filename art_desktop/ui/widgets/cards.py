"""Surfaces: the card, the banner that tells what happened, the empty state, the side pane, the row of tools."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from art_desktop.domain.errors import Refusal
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind, paint_focus
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label, muted, section_title


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words` without moving the focus."""
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Panel(QWidget):
    """A rounded surface; `fill` and `edge` are names of tokens."""

    def __init__(self, fill: str = "surface", edge: str = "line", radius: int = 8) -> None:
        super().__init__()
        self._fill, self._edge, self._radius = fill, edge, radius

    def set_fill(self, fill: str, edge: str) -> None:
        """Change the surface."""
        self._fill, self._edge = fill, edge
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour(getattr(t, self._fill)))
        painter.setPen(QPen(colour(getattr(t, self._edge)), 1) if self._edge else Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, self._radius, self._radius)


class Card(Panel):
    """A surface with an optional title; add to `body`, put small actions in `tools`."""

    def __init__(self, title: str = "", *, spacing: int = GRID) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID * 2 - HALF, GRID * 2, GRID * 2)
        whole.setSpacing(GRID + HALF)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GRID)
        if title:
            head = QHBoxLayout()
            self.title = section_title(title)
            head.addWidget(self.title)
            head.addStretch(1)
            head.addLayout(self.tools)
            whole.addLayout(head)
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(spacing)
        whole.addLayout(self.body)

    def add(self, widget: QWidget) -> None:
        """Add a widget under the last one."""
        self.body.addWidget(widget)


class Tone(StrEnum):
    """What a banner says."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    REFUSAL = "refusal"


_TONES: dict[Tone, tuple[str, str, str, Ink]] = {
    Tone.INFO: ("info_tint", "accent", "info", Ink.ACCENT),
    Tone.SUCCESS: ("success_tint", "met", "check", Ink.MET),
    Tone.WARNING: ("warning_tint", "support", "warning", Ink.SUPPORT),
    Tone.REFUSAL: ("danger_tint", "danger", "refusal", Ink.DANGER),
}


class Banner(Panel):
    """What happened or did not, why, and what next, the next step as a button. Read out when shown.

    `column` holds the words; more can be added under them.
    """

    dismissed = Signal()

    def __init__(
        self,
        tone: Tone,
        what: str,
        why: str = "",
        what_next: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        can_close: bool = True,
    ) -> None:
        fill, edge, icon_name, ink = _TONES[tone]
        super().__init__(fill, "line")
        self._bar = edge
        self.tone = tone
        self.words = " ".join(part for part in (what, why, what_next) if part)
        self.setAccessibleName(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID + HALF, GRID, GRID + HALF)
        row.setSpacing(GRID + HALF)
        row.addWidget(Icon(icon_name, ink), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(HALF)
        column.addWidget(Label(what, weight=SEMIBOLD, wrap=True))
        rest = " ".join(part for part in (why, what_next) if part)
        if rest:
            column.addWidget(Label(rest, wrap=True))
        row.addLayout(column, 1)
        self.column = column
        if action:
            self.button = Button(action, on_action, compact=True)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        if can_close:
            row.addWidget(IconButton("close", "Close this message", self.close_it, compact=True))

    @classmethod
    def refusal(
        cls, error: Refusal, action: str = "", on_action: Callable[[], object] | None = None
    ) -> Banner:
        """Return the banner for an error of the two families."""
        return cls(
            Tone.REFUSAL, error.what, error.why, error.what_next, action=action, on_action=on_action
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the tone's bar at the left."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(tokens(), self._bar)))
        painter.setClipRect(0, 0, 5, self.height())
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def announce(self) -> None:
        """Have it read out."""
        announce(self, self.words)

    def close_it(self) -> None:
        """Take it away."""
        self.hide()
        self.dismissed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)


class EmptyState(QWidget):
    """What a list says when there is nothing in it: an icon, a sentence, perhaps the first step."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        words: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 4, GRID * 3, GRID * 4)
        column.setSpacing(GRID)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Icon(icon_name, Ink.MUTED, 32), 0, centre)
        head = section_title(title)
        head.setAlignment(centre)
        head.setWordWrap(True)
        column.addWidget(head)
        if words:
            line = muted(words, wrap=True)
            line.setAlignment(centre)
            column.addWidget(line)
        if action:
            column.addSpacing(GRID)
            column.addWidget(Button(action, on_action, kind=Kind.PRIMARY), 0, centre)
        column.addStretch(2)


class SidePane(QFrame):
    """A pane at the right edge with a title and a close button; `body` scrolls."""

    closed = Signal()

    def __init__(self, title: str, *, width: int = 400) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(GRID * 3, GRID * 2, GRID, GRID)
        self.title = section_title(title)
        self.title.setWordWrap(True)
        head.addWidget(self.title, 1)
        head.addWidget(
            IconButton("close", "Close this pane", self.close_it, compact=True),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        whole.addLayout(head)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(GRID * 3, GRID, GRID * 2, GRID * 3)
        self.body.setSpacing(GRID)
        self.area = scrolled(inner)
        # Without a mouse there is no other way to what is below its edge.
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName(title)
        self.area.installEventFilter(self)
        whole.addWidget(self.area, 1)

    def read(self) -> None:
        """Take the keyboard: the arrows scroll, and a screen reader says all that stands here."""
        shown = [label for label in self.findChildren(Label) if label.isVisibleTo(self)]
        self.area.setAccessibleName(self.accessibleName())
        self.area.setAccessibleDescription(". ".join(label.text() for label in shown))
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show that the keyboard has come, or gone."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def close_it(self) -> None:
        """Hide the pane and say so."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and the line at its left."""
        t = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(t.surface))
        painter.fillRect(0, 0, 1, self.height(), colour(t.line))
        if self.area.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(1, 0, 0, 0))


def scrolled(inner: QWidget) -> QScrollArea:
    """Return a scroll area around `inner`, without an edge, that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class Divider(QWidget):
    """A hairline."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        QPainter(self).fillRect(self.rect(), colour(tokens().line))


class ToolRow(QWidget):
    """A row of tools above a list: what filters at the left, what acts at the right."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.left = QHBoxLayout()
        self.left.setSpacing(GRID)
        self.right = QHBoxLayout()
        self.right.setSpacing(GRID)
        row.addLayout(self.left)
        row.addStretch(1)
        row.addLayout(self.right)


def clear_layout(layout: QBoxLayout) -> None:
    """Take everything out of a layout and throw it away."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear_layout(inner)
