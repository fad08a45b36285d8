"""Chosen answers: segments where "Not known" weighs as much as any other, a list to find in, ticks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.tokens import BODY, GRID, RADIUS, REGULAR, SEMIBOLD
from art_desktop.ui.widgets.buttons import paint_focus
from art_desktop.ui.widgets.field import Field, NoWheel
from art_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from art_desktop.domain.vocabulary import Coded

NOT_KNOWN = "Not known"

Option = tuple[Hashable, str]
"""A value and the words shown for it."""


def options_of(codes: type[Coded], *, leave_out: Sequence[Coded] = ()) -> tuple[Option, ...]:
    """Return every member of a code list with its words."""
    return tuple((code, code.words) for code in codes if code not in leave_out)


_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class Segment(QRadioButton):
    """One of several choices in a row; the arrow keys move between them."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setFont(font(BODY, REGULAR))
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        """Room for the words in bold, so that choosing moves nothing."""
        return QSize(_advance(self, self._words, SEMIBOLD) + 28, 32)

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be pressed."""
        return self.rect().contains(pos)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow chooses what it comes to; Qt itself does so only where something is chosen already."""
        super().keyPressEvent(event)
        group, reached = self.group(), QApplication.focusWidget()
        if group is None or event.key() not in _ARROWS or group.checkedId() >= 0:
            return
        if isinstance(reached, Segment) and reached is not self and reached.group() is group:
            reached.click()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a pill: filled where chosen."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self.isChecked()
        fill = t.accent if chosen else (t.hover if self.underMouse() else t.surface)
        ink = t.on_accent if chosen else t.text
        if not self.isEnabled():
            fill, ink = (t.line, t.muted) if chosen else (t.sunken, t.disabled)
        painter.setBrush(colour(fill))
        painter.setPen(QPen(colour(t.accent if chosen and self.isEnabled() else t.edge), 1))
        painter.drawRoundedRect(box, 16, 16)
        painter.setFont(font(BODY, SEMIBOLD if chosen else REGULAR))
        painter.setPen(colour(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if chosen:
                painter.setPen(QPen(colour(t.on_accent), 1.5))
                painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 13, 13)
            paint_focus(painter, QRectF(self.rect()), 16)


def _advance(widget: QWidget, words: str, weight: int) -> int:
    from PySide6.QtGui import QFontMetrics

    return QFontMetrics(font(BODY, weight), widget).horizontalAdvance(words)


class SegmentedField(Field):
    """A few choices side by side. `value()` is the chosen value; `None` is "Not known".

    Args: options: values with words, in the order shown. not_known: whether "Not known" is one of
        the choices (it is the first answer then); else the first answer is none at all.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        help_words: str = "",
        *,
        required: bool = False,
        not_known: bool = True,
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        self._values: list[Hashable] = [value for value, _ in options]
        words = [text for _, text in options]
        if not_known:
            self._values.append(None)
            words.append(NOT_KNOWN)
        self._group = QButtonGroup(self)
        self._box = QWidget()
        row = FlowLayout(self._box, GRID - 2, row_spacing=GRID - 2)
        self._segments: list[Segment] = []
        for at, text in enumerate(words):
            segment = Segment(text)
            self._group.addButton(segment, at)
            self._segments.append(segment)
            row.addWidget(segment)
        if not_known:
            self._segments[-1].setChecked(True)
        self._group.idClicked.connect(lambda _at: self.changed.emit())
        self._place(self._box, beside=False)

    @override
    def focus_target(self) -> QWidget:
        at = self._group.checkedId()
        return self._segments[max(at, 0)]

    @override
    def _describe(self) -> None:
        says = self._says()
        self._box.setAccessibleName(self.words)
        for segment, text in zip(self._segments, self._all_words(), strict=True):
            segment.setAccessibleName(f"{self.words}: {text}")
            segment.setAccessibleDescription(says)

    def _all_words(self) -> list[str]:
        return [segment.text().replace("&&", "&") for segment in self._segments]

    @override
    def value(self) -> Hashable:
        at = self._group.checkedId()
        return self._values[at] if at >= 0 else None

    @override
    def set_value(self, value: object) -> None:
        if value in self._values:
            self._segments[self._values.index(value)].setChecked(True)
        else:
            self._group.setExclusive(False)
            for segment in self._segments:
                segment.setChecked(False)
            self._group.setExclusive(True)
        self.setFocusProxy(self.focus_target())

    @override
    def summary(self) -> str:
        value = self.value()
        return "" if value is None else self._all_words()[self._values.index(value)]


class YesNoField(SegmentedField):
    """Yes, no or not known: `True`, `False`, `None`."""

    def __init__(
        self,
        name: str,
        label: str,
        help_words: str = "",
        *,
        required: bool = False,
        not_known: bool = True,
    ) -> None:
        choices: tuple[Option, ...] = ((True, "Yes"), (False, "No"))
        super().__init__(name, label, choices, help_words, required=required, not_known=not_known)

    @override
    def summary(self) -> str:
        answer = super().summary()
        return f"{self.words}: {answer.lower()}" if answer else ""


class Check(QCheckBox):
    """A tick and its words."""

    def __init__(self, words: str, *, checked: bool = False) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setFont(font())
        self.setChecked(checked)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        """The box, the words, and air."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 36, 28)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be pressed."""
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick and words."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(4.5, (self.height() - 18) / 2 + 0.5, 17, 17)
        chosen, able = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(colour(t.accent if chosen and able else t.edge), 1.2))
        painter.setBrush(colour((t.accent if able else t.disabled) if chosen else t.surface))
        painter.drawRoundedRect(box, 4, 4)
        if chosen:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), t.on_accent)
        painter.setFont(self.font())
        painter.setPen(colour(t.text if able else t.disabled))
        words = QRect(30, 0, self.width() - 30, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))


class CheckField(Field):
    """One tick with its words; `value()` is a bool. The label is the tick's own words."""

    def __init__(self, name: str, label: str, help_words: str = "") -> None:
        super().__init__(name, label, help_words)
        self._label.hide()
        self.tick = Check(label)
        self.tick.clicked.connect(lambda _on: self.changed.emit())
        self._place(self.tick)

    @override
    def value(self) -> bool:
        return self.tick.isChecked()

    @override
    def set_value(self, value: object) -> None:
        self.tick.setChecked(bool(value))

    @override
    def summary(self) -> str:
        return self.words if self.value() else ""


class CheckList(Field):
    """Any number of choices. `value()` is a tuple of the chosen values, in the order shown.

    Args: columns: how many stand side by side.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        help_words: str = "",
        *,
        columns: int = 3,
        required: bool = False,
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        self._values = [value for value, _ in options]
        self._box = QWidget()
        grid = QGridLayout(self._box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(columns, 1)
        self._ticks: list[Check] = []
        for at, (_, text) in enumerate(options):
            tick = Check(text)
            tick.clicked.connect(lambda _on: self.changed.emit())
            self._ticks.append(tick)
            grid.addWidget(tick, at // columns, at % columns)
        self._place(self._box, beside=False)

    @override
    def focus_target(self) -> QWidget:
        return self._ticks[0]

    @override
    def _describe(self) -> None:
        says = " ".join(part for part in (self._problem, self._help.text()) if part)
        self._box.setAccessibleName(self.words)
        for tick in self._ticks:
            tick.setAccessibleName(f"{self.words}: {tick.text().replace('&&', '&')}")
            tick.setAccessibleDescription(says)

    @override
    def value(self) -> tuple[Hashable, ...]:
        pairs = zip(self._values, self._ticks, strict=True)
        return tuple(value for value, tick in pairs if tick.isChecked())

    @override
    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, tuple | list | set | frozenset) else set()
        for code, tick in zip(self._values, self._ticks, strict=True):
            tick.setChecked(code in chosen)

    @override
    def summary(self) -> str:
        return ", ".join(t.text().replace("&&", "&") for t in self._ticks if t.isChecked())


class Combo(QComboBox):
    """A box that drops a list; typing finds any part of a word in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        finder = self.completer()
        if isinstance(finder, QCompleter):
            finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
            finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # Of words too long for the box, the beginning is what says which it is.
        self.currentIndexChanged.connect(lambda _at: self._show_beginning())
        self._wheel = NoWheel(self)
        self.installEventFilter(self._wheel)

    def _show_beginning(self) -> None:
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 28, (self.height() - 16) / 2, 16, 16)
        paint_icon(painter, "chevron-down", box, tokens().muted)

    def outline(self) -> QPainterPath:
        """Return the rounded edge."""
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        return path


class ChoiceField(Field):
    """One of many, found by typing. `value()` is the value, or `None` for not known or nothing.

    Args: not_known: adds "Not known" as the first choice, with the value `None`; without it the box
        starts empty. width: logical pixels.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        help_words: str = "",
        *,
        required: bool = False,
        not_known: bool = True,
        width: int = 320,
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        self.box = Combo()
        self.box.setFixedWidth(width)
        self._not_known = not_known
        self._values: list[Hashable] = []
        self.set_options(options)
        self.box.activated.connect(lambda _at: self.changed.emit())
        line = self.box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._on_left)
        self._place(self.box)

    @override
    def _describe(self) -> None:
        super()._describe()
        shown = [self.box.lineEdit(), self.box.view()]
        finder = self.box.completer()
        if isinstance(finder, QCompleter):
            shown.append(finder.popup())
        for widget in shown:
            if widget is not None:
                widget.setAccessibleName(self.words)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other choices; the answer is kept if it is still among them."""
        before = self.value() if self._values else None
        self.box.clear()
        self._values = ([None] if self._not_known else []) + [value for value, _ in options]
        self.box.addItems(([NOT_KNOWN] if self._not_known else []) + [text for _, text in options])
        self.set_value(before)

    def _on_left(self) -> None:
        typed = self.box.currentText().strip().casefold()
        texts = [self.box.itemText(at).casefold() for at in range(self.box.count())]
        hits = [at for at, text in enumerate(texts) if text == typed] or [
            at for at, text in enumerate(texts) if typed and typed in text
        ]
        if len(hits) == 1 or (hits and texts[hits[0]] == typed):
            if self.box.currentIndex() != hits[0]:
                self.box.setCurrentIndex(hits[0])
                self.changed.emit()
            self.box.setEditText(self.box.itemText(hits[0]))
            self.set_problem("")
        elif not typed:
            self.box.setCurrentIndex(0 if self._not_known else -1)
            self.set_problem("")
        else:
            self.set_problem(self.own_problem())

    def _index(self) -> int:
        at = self.box.currentIndex()
        same = at >= 0 and self.box.itemText(at) == self.box.currentText()
        return (
            at
            if same
            else self.box.findText(self.box.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        )

    @override
    def value(self) -> Hashable:
        at = self._index()
        return self._values[at] if at >= 0 else None

    @override
    def set_value(self, value: object) -> None:
        at = self._values.index(value) if value in self._values else (0 if self._not_known else -1)
        self.box.setCurrentIndex(at)
        if at < 0:
            self.box.setEditText("")

    @override
    def own_problem(self) -> str:
        typed = self.box.currentText().strip()
        if typed and self._index() < 0:
            return f"“{typed}” is not in the list. Type part of a word and choose one."
        return super().own_problem()

    @override
    def summary(self) -> str:
        return "" if self.value() is None else self.box.currentText()
