"""The handle on the map's radius."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.widgets.map_paint import paint_handle
from art_desktop.ui.widgets.map_scene import HANDLE

_STEP, _PAGE = 5, 50


class RadiusHandle(QAbstractSlider):
    """The handle on the ring: a slider in tenths of a mile, so that screen readers know it as one.

    Arrow keys change it by half a mile, Page up and Page down by five, Home and End go to the least and the most.
    """

    dragged = Signal(QPoint)
    """A point of the canvas to which it was dragged."""

    let_go = Signal()

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._held = False
        self._angle = 0.0
        side = int(HANDLE * 2)
        self.resize(side, side)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)

    @property
    def held(self) -> bool:
        """Whether the mouse holds it."""
        return self._held

    def stand_at(self, x: float, y: float, angle: float) -> None:
        """Stand round a point of the canvas, its arrows along `angle` (degrees clockwise from east)."""
        self._angle = angle
        self.move(round(x - HANDLE), round(y - HANDLE))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """A disc and its focus ring."""
        return QSize(int(HANDLE * 2), int(HANDLE * 2))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._held:
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._held:
            self._held = False
            self.update()
            self.let_go.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the canvas, which zooms."""
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_handle(
            QPainter(self),
            QRectF(self.rect()),
            angle=self._angle,
            held=self._held,
            focus=self.hasFocus(),
        )
