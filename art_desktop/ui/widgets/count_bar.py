"""A count in a cell of a list: the number, and a bar beside it, so that figures can be compared at a glance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from art_desktop.ui.models.table_model import RowTableModel
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.tokens import BODY, SEMIBOLD
from art_desktop.ui.widgets.table import CellDelegate

_PAD = 12
_FIGURE_PX = 40
_BAR_PX = 10


class CountBarDelegate(CellDelegate):
    """Draws one column as counts with bars, as long as their share of the largest.

    The bar is one dark tone on a pale track with the number beside it, so that it reads in grey and in print. Put on
    one column with `setItemDelegateForColumn`.
    """

    def __init__(
        self, model: RowTableModel[Any], count: Callable[[Any], int], parent: QObject
    ) -> None:
        super().__init__(model, parent)
        self._rows, self._count = model, count

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw surface, number, bar, hairline."""
        t = tokens()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(t.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(t.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(t.line))
        count = self._count(self._rows.row(index.row()))
        most = max((self._count(row) for row in self._rows.shown_rows()), default=0)
        box = QRectF(rect.adjusted(_PAD, 0, -_PAD, -1))
        painter.setFont(font(BODY, SEMIBOLD))
        painter.setPen(colour(t.text))
        figure = QRectF(box.left(), box.top(), _FIGURE_PX, box.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(figure, right, f"{count:,}")
        left = figure.right() + _PAD
        track = QRectF(left, box.center().y() - _BAR_PX / 2, box.right() - left, _BAR_PX)
        if track.width() <= 0 or not most:
            return
        painter.fillRect(track, colour(t.line))
        track.setWidth(max(2.0, track.width() * count / most))
        painter.fillRect(track, colour(t.accent))
