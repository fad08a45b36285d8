"""The rail at the left: the areas, each with icon, words and a count; icons alone where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.icons import paint_icon, paint_mark
from art_desktop.ui.theme.tokens import BODY, GRID, LARGE, REGULAR, SEMIBOLD, SMALL
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.cards import Divider
from art_desktop.ui.widgets.text import set_tip

WIDE_PX = 208
NARROW_PX = 56
_ITEM_PX = 40
_LOW_ITEM_PX = 32
_MARK_PX = 56
_LOW_MARK_PX = 44


@dataclass(frozen=True)
class Section:
    """One area of the rail: the page's name, its words, its icon; `below` stands under the line."""

    name: str
    words: str
    icon_name: str
    below: bool = False


class _Item(QPushButton):
    def __init__(self, section: Section, number: int) -> None:
        super().__init__()
        self.section = section
        self._keys = f"Ctrl+{number}" if number <= 9 else ""
        self._count: int | None = None
        self._narrow = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFixedHeight(_ITEM_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name_it()

    def set_count(self, count: int | None) -> None:
        self._count = count
        self._name_it()
        self.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - one switch, named
        self._narrow = narrow
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        words = self.section.words
        self.setAccessibleName(words if self._count is None else f"{words}, {self._count}")
        keys = f"  {self._keys}" if self._keys else ""
        set_tip(self, f"{words}{keys}" if self._narrow or keys else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW_PX - GRID * 2, _ITEM_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        box = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.selected if here else t.hover))
            painter.drawRoundedRect(box, 6, 6)
        if here:
            painter.setBrush(colour(t.accent))
            painter.drawRoundedRect(QRectF(0, box.top() + 8, 3, box.height() - 16), 1.5, 1.5)
        ink = t.accent if here else t.muted
        paint_icon(
            painter, self.section.icon_name, QRectF(10, (self.height() - 20) / 2, 20, 20), ink
        )
        if self._narrow:
            self._paint_badge(painter)
        else:
            self._paint_words(painter, here=here)
        if self.hasFocus():
            paint_focus(painter, box)

    def _paint_words(self, painter: QPainter, *, here: bool) -> None:
        t = tokens()
        painter.setFont(font(BODY, SEMIBOLD if here else REGULAR))
        painter.setPen(colour(t.text))
        box = QRectF(self.rect()).adjusted(42, 0, -12, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, centre | Qt.AlignmentFlag.AlignLeft, self.section.words)
        if self._count:
            painter.setFont(font(SMALL, SEMIBOLD))
            painter.setPen(colour(t.accent if here else t.muted))
            painter.drawText(box, centre | Qt.AlignmentFlag.AlignRight, str(self._count))

    def _paint_badge(self, painter: QPainter) -> None:
        if not self._count:
            return
        t = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.accent))
        painter.drawEllipse(QRectF(self.width() - 14, 7, 8, 8))


class _Mark(QWidget):
    """The application's mark and name."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setFixedHeight(_MARK_PX)
        self.setAccessibleName("ART Desktop")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 6.0 if self.narrow else 8.0
        paint_mark(painter, QRectF(left, (self.height() - 28) / 2, 28, 28))
        if not self.narrow:
            painter.setFont(font(LARGE, SEMIBOLD))
            painter.setPen(colour(tokens().text))
            box = QRectF(left + 38, 0, self.width(), self.height())
            at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, at, "ART Desktop")


class Rail(QWidget):
    """The areas. `chosen` carries the name of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Areas")
        self._items: list[_Item] = []
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID, 0, GRID, GRID)
        self._column.setSpacing(0)
        self._mark = _Mark()
        self._column.addWidget(self._mark)
        self._column.addStretch(1)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._items[at].section.name))
        self.set_narrow(narrow=False)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these areas, in this order."""
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for old in self._items:
            self._group.removeButton(old)
        self._items = []
        for at, section in enumerate(sections):
            if section.below and (at == 0 or not sections[at - 1].below):
                self._column.addStretch(1)
                self._column.addWidget(Divider())
                self._column.addSpacing(GRID // 2)
            made = _Item(section, at + 1)
            made.set_narrow(self._narrow)
            self._items.append(made)
            self._group.addButton(made, at)
            self._column.addWidget(made)
        if not any(section.below for section in sections):
            self._column.addStretch(1)
        self._fit()

    def sections(self) -> tuple[Section, ...]:
        """Return the areas that are shown."""
        return tuple(item.section for item in self._items)

    def set_count(self, name: str, count: int | None) -> None:
        """Show how many wait in an area; 0 and `None` show nothing."""
        for item in self._items:
            if item.section.name == name:
                item.set_count(count)

    def mark(self, name: str) -> None:
        """Mark the area `name` as the current one; none if it is not on the rail."""
        self._group.setExclusive(False)
        for item in self._items:
            item.setChecked(item.section.name == name)
        self._group.setExclusive(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with words."""
        self._narrow = narrow
        self._mark.narrow = narrow
        self._mark.update()
        self.setFixedWidth(NARROW_PX if narrow else WIDE_PX)
        for item in self._items:
            item.set_narrow(narrow)

    def is_narrow(self) -> bool:
        """Say whether icons alone are shown."""
        return self._narrow

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between the areas."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        here = [at for at, item in enumerate(self._items) if item.hasFocus()]
        if step is None or not here:
            super().keyPressEvent(event)
        else:
            at = (here[0] + step) % len(self._items)
            self._items[at].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the areas closer together where the window is low."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = len(self._items) * _ITEM_PX + _MARK_PX + GRID * 3
        low = self.height() < roomy
        self._mark.setFixedHeight(_LOW_MARK_PX if low else _MARK_PX)
        for item in self._items:
            item.setFixedHeight(_LOW_ITEM_PX if low else _ITEM_PX)

    def focus_current(self) -> None:
        """Put the focus on the current area."""
        for item in self._items:
            if item.isChecked():
                item.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        if self._items:
            self._items[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and the line at its right."""
        t = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(t.rail))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour(t.line))
