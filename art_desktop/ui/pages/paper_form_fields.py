"""The questions of a fill-in form as fields, and their answers as they are kept: words, codes, rows."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from art_desktop.domain.form_answers import MOST_LETTERS
from art_desktop.domain.paper_forms import Answer, FieldKind, FormField
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.widgets.choices import (
    NOT_KNOWN,
    ChoiceField,
    Option,
    SegmentedField,
    YesNoField,
)
from art_desktop.ui.widgets.field import Field, NoWheel
from art_desktop.ui.widgets.fields import DateField, TextArea, TextField

WIDE_PX: Final = 760
_FEW_CHOICES, _FEW_LETTERS = 5, 70
"""So many choices, and letters in all, still stand side by side; more are found in a list."""

_LISTED_IN_ROWS = 12
"""So many choices are still seen at once when the list of a row drops."""

_LINES_LEAST, _LINES_MOST = 2, 16


class GrowingArea(TextArea):
    """Several lines of text: as high as what is typed, up to sixteen lines, then it scrolls."""

    def __init__(self, name: str, label: str, help_words: str = "") -> None:
        super().__init__(name, label, help_words, lines=_LINES_LEAST)
        self.area.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _grow(self, _size: object = None) -> None:
        # A plain text's layout counts its height in lines, as they are wrapped at this width.
        lines = round(self.area.document().size().height())
        shown = min(max(lines, _LINES_LEAST), _LINES_MOST)
        height = self.area.fontMetrics().lineSpacing() * shown + 32
        if height != self.area.height():
            # A bar that comes and goes would wrap the lines anew each time.
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if lines > _LINES_MOST:
                bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.area.setVerticalScrollBarPolicy(bar)
            self.area.setFixedHeight(height)


class _Select(QComboBox):
    """A short list without a line to type in: a table has dozens, and a line with its finder each would be slow."""

    def __init__(self, words: Sequence[str], width: int) -> None:
        super().__init__()
        self.addItems(list(words))
        self.setFixedWidth(width)
        self.setMaxVisibleItems(12)
        self._wheel = NoWheel(self)
        self.installEventFilter(self._wheel)

    @override
    def showPopup(self) -> None:
        """Name the list as the question is named, then show it."""
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 28, (self.height() - 16) / 2, 16, 16)
        paint_icon(painter, "chevron-down", box, tokens().muted)


class SelectField(Field):
    """One of a few, in a row of a table. `value()` is the value, `None` for not known, which comes first."""

    def __init__(
        self, name: str, label: str, options: Sequence[Option], help_words: str = "", *, width: int
    ) -> None:
        super().__init__(name, label, help_words)
        self._values: list[Hashable] = [None, *(value for value, _ in options)]
        self.box = _Select([NOT_KNOWN, *(words for _, words in options)], width)
        self.box.activated.connect(lambda _at: self.changed.emit())
        self._place(self.box)

    @override
    def value(self) -> Hashable:
        return self._values[self.box.currentIndex()]

    @override
    def set_value(self, value: object) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    @override
    def summary(self) -> str:
        return self.box.currentText() if self.value() is not None else ""


def field_for(asked: FormField, *, label: str = "", narrow: bool = False) -> Field:
    """Return the field that asks a question of any kind but rows.

    Args: label: other words than the question's own. narrow: it stands in a row among others.
    """
    words = label or asked.label
    if asked.kind is FieldKind.TEXT:
        return GrowingArea(asked.name, words, asked.help)
    if asked.kind is FieldKind.DAY:
        return DateField(asked.name, words, asked.help)
    if asked.kind is FieldKind.YES_NO:
        return _yes_no(asked, words, narrow=narrow)
    if asked.kind is FieldKind.CHOICE:
        letters = sum(len(choice) for _, choice in asked.choices)
        if not narrow and len(asked.choices) <= _FEW_CHOICES and letters <= _FEW_LETTERS:
            return SegmentedField(asked.name, words, asked.choices, asked.help)
        if narrow and len(asked.choices) <= _LISTED_IN_ROWS:
            return SelectField(asked.name, words, asked.choices, asked.help, width=208)
        width = 208 if narrow else 400
        return ChoiceField(asked.name, words, asked.choices, asked.help, width=width)
    line = TextField(asked.name, words, asked.help, width="full", longest=MOST_LETTERS)
    line.line.setMaximumWidth(WIDE_PX)
    return line


def _yes_no(asked: FormField, words: str, *, narrow: bool) -> Field:
    if narrow:
        choices = ((True, "Yes"), (False, "No"))
        return SelectField(asked.name, words, choices, asked.help, width=136)
    return YesNoField(asked.name, words, asked.help)


def kept(field: Field) -> str:
    """Return a field's answer as it is kept, "" for none."""
    value = field.value()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def show(asked: FormField, field: Field, answer: Answer) -> None:
    """Show an answer that was kept."""
    text = answer if isinstance(answer, str) else ""
    if asked.kind is FieldKind.YES_NO:
        field.set_value({"yes": True, "no": False}.get(text))
    elif asked.kind is FieldKind.DAY:
        field.set_value(_day(text))
    else:
        field.set_value(text or None)
        if isinstance(field, TextField):
            field.line.setCursorPosition(
                0
            )  # of what is longer than the line, its beginning is seen


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
