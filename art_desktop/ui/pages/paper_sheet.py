"""One page of a paper on the screen, with what was found on it marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.pages.paper_pdf import Box, PageImage
from art_desktop.ui.theme.apply import colour, tokens

POINTS_TO_PX = 96 / 72
_FOUND = QColor(255, 196, 0, 70)
_HERE = QColor(20, 60, 140)
"""The same in the light and in the dark look: the sheet under them is white in both."""


class Sheet(QWidget):
    """One page; white until it is drawn. A screen reader is given its words."""

    def __init__(self, at: int, name: str) -> None:
        super().__init__()
        self.at = at
        self.image: QImage | None = None
        self.asked_scale = 0.0
        self.zoom = 1.0
        self.words = ""
        self._marks: tuple[tuple[Box, ...], ...] = ()
        self._here: tuple[Box, ...] = ()
        self.setAccessibleName(name)

    def set_image(self, page: PageImage) -> None:
        """Show the page as it was drawn."""
        kind = QImage.Format.Format_RGB32
        made = QImage(page.pixels, page.width, page.height, page.stride, kind)
        self.image = made.copy()
        self.update()

    def set_words(self, words: str) -> None:
        """Give the page's words to whoever cannot see it."""
        self.words = words
        self.setAccessibleDescription(words)

    def forget_image(self) -> None:
        """Let the picture go: the page is far from what is seen."""
        if self.image is not None:
            self.image, self.asked_scale = None, 0.0
            self.update()

    def mark(self, marks: Sequence[tuple[Box, ...]], here: tuple[Box, ...] = ()) -> None:
        """Mark what was found, in points from the top left; `here` is the one that is gone to."""
        if (tuple(marks), here) != (self._marks, self._here):
            self._marks, self._here = tuple(marks), here
            self.update()

    @property
    def marks(self) -> int:
        """Return how many places are marked."""
        return len(self._marks)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, or an empty sheet, and the marks over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.image is not None:
            painter.drawImage(self.rect(), self.image)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_FOUND)
        for boxes in self._marks:
            for box in boxes:
                painter.drawRect(self._rect(box))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_HERE, 2))
        for box in self._here:
            painter.drawRect(self._rect(box).adjusted(-1, -1, 1, 1))
        painter.setPen(colour(tokens().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _rect(self, box: Box) -> QRectF:
        left, top, width, height = (points * POINTS_TO_PX * self.zoom for points in box)
        return QRectF(left - 1, top - 1, width + 2, height + 2)
