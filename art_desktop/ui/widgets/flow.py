"""A layout that puts its widgets side by side and starts a new row where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF


class FlowLayout(QLayout):
    """Left to right, then down. `spacing` stands between neighbours, `row_spacing` between rows."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = GRID * 2, *, row_spacing: int = HALF
    ) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._row_spacing = row_spacing
        if parent is not None:
            policy = parent.sizePolicy()
            policy.setHeightForWidth(True)
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            parent.setSizePolicy(policy)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() for item in self._shown())
        gaps = self.spacing() * max(len(self._shown()) - 1, 0)
        tall = max((item.sizeHint().height() for item in self._shown()), default=0)
        return QSize(wide + gaps, tall)

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, top, tall = rect.x(), rect.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if rect.width() > 0:
                # What is wider than a whole row is cut to it, and cuts its words.
                hint.setWidth(max(min(hint.width(), rect.width()), item.minimumSize().width()))
            if left > rect.x() and left + hint.width() > rect.right() + 1:
                left, top, tall = rect.x(), top + tall + self._row_spacing, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), hint))
            left += hint.width() + self.spacing()
            tall = max(tall, hint.height())
        return top + tall - rect.y()
