"""A card in the middle of an empty window: sign-in, first set-up, the lock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, tokens
from art_desktop.ui.theme.icons import paint_mark
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.text import Label, muted, page_title


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(48, 48)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()))


class CentredCard(QWidget):
    """The scaffold: mark, title, a line, then whatever is added to `body`; small print to `foot`.

    Args: width: of the card, in logical pixels.
    """

    def __init__(self, title: str, words: str = "", *, width: int = 440) -> None:
        super().__init__()
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        whole.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        self.card = Panel("surface", "line", 12)
        self.card.setFixedWidth(width)
        row.addWidget(self.card)
        row.addStretch(1)
        whole.addLayout(row)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(GRID)
        self.foot.setContentsMargins(0, GRID * 2, 0, 0)
        foot_row = QHBoxLayout()
        foot_row.addStretch(1)
        foot_box = QWidget()
        foot_box.setFixedWidth(width)
        foot_box.setLayout(self.foot)
        foot_row.addWidget(foot_box)
        foot_row.addStretch(1)
        whole.addLayout(foot_row)
        whole.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        outer.addWidget(area)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 4)
        self.body.setSpacing(GRID * 2)
        self.body.addWidget(_Mark())
        self.title: Label = page_title(title)
        self.title.setWordWrap(True)
        self.body.addWidget(self.title)
        if words:
            self.body.addWidget(muted(words, wrap=True))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the window."""
        QPainter(self).fillRect(self.rect(), colour(tokens().canvas))
