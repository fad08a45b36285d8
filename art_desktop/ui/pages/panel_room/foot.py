"""The bottom line of the panel view: where the meeting stands, what was said last, and the keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.pages.panel_room.flow import SECOND, Scale, Text, paint_lines
from art_desktop.ui.theme.apply import colour, font
from art_desktop.ui.theme.tokens import LIGHT, SEMIBOLD
from art_desktop.ui.widgets.cards import announce

HEIGHT = 60


class Foot(QWidget):
    """One line: the case and its slot at the left, the keys at the right; above it, what has to be known."""

    def __init__(self) -> None:
        super().__init__()
        self._scale = Scale(1)
        self._where = ""
        self._late = False
        self._keys = ""
        self._notice = ""
        self._grave = False

    def set_scale(self, scale: Scale) -> None:
        """Draw it larger or smaller."""
        self._scale = scale
        self._fit()

    def set_where(self, words: str, *, late: bool) -> None:
        """Say where the meeting stands: "case 3 of 7 · slot 10:40–11:00 · running 12 min late"."""
        self._where, self._late = words, late
        self._name()

    def set_keys(self, words: str) -> None:
        """Say which keys do something now."""
        self._keys = words
        self._name()

    def tell(self, words: str, *, grave: bool = False) -> None:
        """Say something above the line until the next is said; "" takes it away."""
        self._notice, self._grave = words, grave
        self._name()
        self._fit()
        if words:
            announce(self, words)

    @property
    def notice(self) -> str:
        """Return what is said above the line."""
        return self._notice

    @property
    def where(self) -> str:
        """Return where the meeting stands, in words."""
        return self._where

    def _name(self) -> None:
        self.setAccessibleName(". ".join(x for x in (self._notice, self._where) if x))
        self.setAccessibleDescription(self._keys)
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(int(self._scale.px(HEIGHT) + self._notice_height()))
        self.update()

    def _text(self) -> Text:
        ink = "late" if self._grave else "text"
        return Text(self._notice, self._scale.px(SECOND), SEMIBOLD, ink, most=3)

    def _notice_height(self) -> float:
        if not self._notice:
            return 0
        lines = self._text().lines(max(200, self.width() - 2 * self._scale.px(32)))
        return sum(line.height for line in lines) + self._scale.px(20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        px = self._scale.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(LIGHT.sunken))
        painter.fillRect(0, 0, self.width(), 2, colour(LIGHT.text))
        top = self._notice_height()
        if self._notice:
            fill = LIGHT.danger_tint if self._grave else LIGHT.warning_tint
            painter.fillRect(QRectF(0, 2, self.width(), top - 2), colour(fill))
            lines = self._text().lines(self.width() - 2 * px(32))
            paint_lines(painter, lines, px(32), px(10))
        line = QRectF(px(32), top, self.width() - 2 * px(32), self.height() - top)
        painter.setFont(font(px(SECOND), SEMIBOLD))
        painter.setPen(colour(LIGHT.late if self._late else LIGHT.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, self._where)
        used = painter.fontMetrics().horizontalAdvance(self._where) + px(40)
        painter.setFont(font(px(SECOND)))
        painter.setPen(colour(LIGHT.muted))
        room = line.adjusted(used, 0, 0, 0)
        right = Qt.TextElideMode.ElideRight
        cut = painter.fontMetrics().elidedText(self._keys, right, int(room.width()))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, cut)
