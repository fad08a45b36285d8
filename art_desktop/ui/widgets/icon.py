"""An icon as a widget, recoloured with the scheme. It has no name of its own: words stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import tokens
from art_desktop.ui.theme.icons import ICON_PX, paint_icon
from art_desktop.ui.theme.signs import Sign, paint_sign
from art_desktop.ui.widgets.text import Ink


class Icon(QWidget):
    """One line icon."""

    def __init__(self, name: str, ink: Ink = Ink.MUTED, side: int = ICON_PX) -> None:
        super().__init__()
        self._name = name
        self._ink = ink
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, ink: Ink) -> None:
        """Show another icon."""
        self._name, self._ink = name, ink
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint_icon(painter, self._name, QRectF(self.rect()), getattr(tokens(), self._ink))


class SignMark(QWidget):
    """A verdict's shape alone; words stand beside it."""

    def __init__(self, sign: Sign, side: int = 14) -> None:
        super().__init__()
        self._sign = sign
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_sign(QPainter(self), QRectF(self.rect()), self._sign)
