"""Free places day by day, weeks side by side: a number in each day, read in grey as well as in colour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from art_desktop.domain.outlook import Outlook, VacancyChange, VacancyDay
from art_desktop.domain.wording import day_words
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.tokens import BODY, GRID, HALF, REGULAR, SEMIBOLD, SMALL
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.cards import announce

_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_LEFT, _TOP, _CELL, _MOST_WIDE = 44, 40, 32, 72


def free_words(day: VacancyDay | VacancyChange) -> str:
    """Return "2 free", "2 free, 1 of them if all goes as expected", "none free", "not to be used"."""
    if isinstance(day, VacancyDay) and not day.usable:
        return "not to be used"
    if day.free == 0:
        return "none free"
    if day.sure < day.free:
        unsure = day.free - day.sure
        part = "" if day.sure == 0 else f", {unsure} of them"
        return f"{day.free} free{part} if all goes as expected"
    return f"{day.free} free"


def day_told(day: VacancyDay, change: VacancyChange | None) -> str:
    """Return all that is known of one day in a sentence or two."""
    words = f"{day_words(day.on)}: {free_words(day)}."
    if change is not None:
        words += f" {'. '.join(change.reasons)}."
    if day.on_call:
        words += f" Can be called on: {', '.join(kind.words for kind in day.on_call)}."
    return words


class VacancyGrid(QWidget):
    """An outlook: a column for each week, a row for each weekday. Arrow keys move from day to day.

    `stood_on(str)` carries what is known of the day that is stood on, in words.
    """

    stood_on = Signal(str)

    def __init__(self, outlook: Outlook, today: date) -> None:
        super().__init__()
        self._today = today
        self._days: dict[date, VacancyDay] = {day.on: day for day in outlook.days}
        self._changes = {change.on: change for change in outlook.changes}
        self._first, self._last = outlook.days[0].on, outlook.days[-1].on
        self._monday = self._first - timedelta(days=self._first.weekday())
        self._weeks = (self._last - self._monday).days // 7 + 1
        self._at = self._first
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Free places day by day")
        self._describe()

    def at(self) -> date:
        """Return the day that is stood on."""
        return self._at

    def told(self) -> str:
        """Return what is known of the day that is stood on."""
        return day_told(self._days[self._at], self._changes.get(self._at))

    def stand_on(self, on: date) -> None:
        """Go to a day; one outside goes to the nearest."""
        self._at = min(max(on, self._first), self._last)
        self._describe()
        self.update()
        self.stood_on.emit(self.told())

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self.told()} Arrow keys go from day to day.")

    @override
    def sizeHint(self) -> QSize:
        return QSize(_LEFT + self._weeks * 56, _TOP + 7 * _CELL + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEFT + self._weeks * 32, _TOP + 7 * _CELL + 2)

    def _wide(self) -> float:
        return min((self.width() - _LEFT - 2) / self._weeks, _MOST_WIDE)

    def _box(self, on: date) -> QRectF:
        week, row = divmod((on - self._monday).days, 7)
        wide = self._wide()
        return QRectF(_LEFT + week * wide, _TOP + row * _CELL, wide, _CELL).adjusted(1, 1, -1, -1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weeks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_names(painter)
        for day in self._days.values():
            self._paint_day(painter, day)
        if self.hasFocus():
            paint_focus(painter, self._box(self._at).adjusted(-1, -1, 1, 1), HALF)

    def _paint_names(self, painter: QPainter) -> None:
        """Draw the weekdays at the left, months and Mondays above."""
        t = tokens()
        painter.setPen(colour(t.muted))
        painter.setFont(font(SMALL))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for row, name in enumerate(_NAMES):
            painter.drawText(QRectF(0, _TOP + row * _CELL, _LEFT, _CELL), left, name)
        wide, month = self._wide(), 0
        for week in range(self._weeks):
            monday = max(self._monday + timedelta(weeks=week), self._first)
            x = _LEFT + week * wide
            painter.setFont(font(SMALL))
            painter.setPen(colour(t.muted))
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(x, 20, wide, 18), centre, str(monday.day))
            if monday.month != month:
                month = monday.month
                painter.setFont(font(SMALL, SEMIBOLD))
                painter.setPen(colour(t.text))
                painter.drawText(QRectF(x + 2, 0, wide * 3, 18), left, _MONTHS[month - 1])

    def _paint_day(self, painter: QPainter, day: VacancyDay) -> None:
        """Draw one day: its number; a dashed edge where it is only expected; hatched where not to be used."""
        t, box = tokens(), self._box(day.on)
        expected = day.sure < day.free
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.success_tint if day.free else t.sunken))
        painter.drawRoundedRect(box, HALF, HALF)
        if not day.usable:
            painter.setBrush(QBrush(colour(t.edge), Qt.BrushStyle.BDiagPattern))
            painter.setOpacity(0.45)
            painter.drawRoundedRect(box, HALF, HALF)
            painter.setOpacity(1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if expected:
            painter.setPen(QPen(colour(t.met), 1.2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), HALF, HALF)
        else:
            painter.setPen(QPen(colour(t.met if day.free else t.line), 1.2 if day.free else 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), HALF, HALF)
        if day.usable:
            painter.setFont(font(BODY, SEMIBOLD if day.free else REGULAR))
            painter.setPen(colour(t.text if day.free else t.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.free))
        if day.on == self._today:
            painter.setPen(QPen(colour(t.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), HALF, HALF)
        if day.on in self._changes:
            corner = QPolygonF(
                [box.topLeft(), box.topLeft() + QPointF(9, 0), box.topLeft() + QPointF(0, 9)]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            painter.drawPolygon(corner)
        if day.on_call:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.muted))
            painter.drawEllipse(box.bottomRight() + QPointF(-7, -7), 2.5, 2.5)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go a day or a week, Home and End to the ends, Page keys to the next change."""
        steps = {
            Qt.Key.Key_Left: -7,
            Qt.Key.Key_Right: 7,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
        }
        key = Qt.Key(event.key())
        if key in steps:
            to = self._at + timedelta(days=steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            to = self._first if key == Qt.Key.Key_Home else self._last
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            later = key == Qt.Key.Key_PageDown
            found = [
                on for on in sorted(self._changes) if (on > self._at if later else on < self._at)
            ]
            if not found:
                return
            to = found[0 if later else -1]
        else:
            super().keyPressEvent(event)
            return
        if self._first <= to <= self._last:
            self.stand_on(to)
            announce(self, self.told())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click stands on the day that is clicked."""
        for on in self._days:
            if self._box(on).contains(event.position()):
                self.stand_on(on)
                return
        super().mousePressEvent(event)


class LegendSwatch(QWidget):
    """One small day as the grid draws it, for the line that says what is what."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(GRID * 3, GRID * 2 + HALF)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        free = self._kind in ("sure", "expected")
        painter.setPen(QPen(colour(t.line), 1))
        painter.setBrush(colour(t.success_tint if free else t.sunken))
        painter.drawRoundedRect(box, HALF, HALF)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if free:
            dash = Qt.PenStyle.DashLine if self._kind == "expected" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour(t.met), 1.2, dash))
            painter.drawRoundedRect(box, HALF, HALF)
        elif self._kind == "held":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(colour(t.edge), Qt.BrushStyle.BDiagPattern))
            painter.setOpacity(0.45)
            painter.drawRoundedRect(box, HALF, HALF)
        elif self._kind == "change":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            points = [box.topLeft(), box.topLeft() + QPointF(9, 0), box.topLeft() + QPointF(0, 9)]
            painter.drawPolygon(QPolygonF(points))
        elif self._kind == "on_call":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.muted))
            painter.drawEllipse(box.center(), 2.5, 2.5)
