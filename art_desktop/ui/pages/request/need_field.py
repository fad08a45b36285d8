"""One need as a field: its level in a row, how it shows and what works where there is some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.questions import Question
from art_desktop.domain.vocabulary import Level
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.choices import Option, Segment, SegmentedField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import TextField
from art_desktop.ui.widgets.text import Label

LABEL_PX = 232


class NeedField(Field):
    """One need: its level in a row, and, where there is some, how it shows and what works."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.name, question.words, question.help)
        self._label.hide()
        self._help.hide()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        name = Label(question.words, wrap=True)
        name.setFixedWidth(LABEL_PX)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        options = cast("Sequence[Option]", question.options)
        self.level = SegmentedField("level", question.words, options)
        self.level.hide_label()
        row.addWidget(self.level, 1)
        column.addLayout(row)
        self._question = question
        self._inner = column
        self._more: _HowAndWhat | None = None
        self._place(box, beside=False)
        self.level.changed.connect(self._on_level)

    @property
    def more(self) -> _HowAndWhat:
        """Return the two lines under the level; they are made when first wanted."""
        if self._more is None:
            self._more = _HowAndWhat(self._question)
            self._more.changed.connect(self.changed)
            self._inner.addWidget(self._more)
            # Made late, they would be come to last by the tab key.
            last = self.level.findChildren(Segment)[-1]
            QWidget.setTabOrder(last, self._more.how.line)
            QWidget.setTabOrder(self._more.how.line, self._more.works.line)
        return self._more

    def _on_level(self) -> None:
        self._show_more()
        self.changed.emit()

    def _show_more(self) -> None:
        there = self.level.value() not in {None, Level.NONE}
        if there or self._more is not None:
            self.more.setVisible(there or self.more.says_anything())

    @override
    def focus_target(self) -> QWidget:
        return self.level.focus_target()

    @override
    def _describe(self) -> None:
        """The parts say what they are themselves."""

    @override
    def _described(self) -> tuple[QWidget, ...]:
        return ()

    @override
    def value(self) -> NeedAnswer:
        level = self.level.value()
        assert level is None or isinstance(level, Level)
        if self._more is None:
            return NeedAnswer(level)
        return NeedAnswer(level, self._more.how.text(), self._more.works.text())

    @override
    def set_value(self, value: object) -> None:
        answer = value if isinstance(value, NeedAnswer) else NeedAnswer()
        self.level.set_value(answer.level)
        if answer.words or answer.what_works or self._more is not None:
            self.more.how.set_value(answer.words)
            self.more.works.set_value(answer.what_works)
        self._show_more()

    @override
    def own_problem(self) -> str:
        return ""

    @override
    def summary(self) -> str:
        level = self.value().level
        if level in {None, Level.NONE}:
            return ""
        return f"{self.words} ({cast('Level', level).words.lower()})"


class _HowAndWhat(QWidget):
    """How a need shows, and what works."""

    changed = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(LABEL_PX + GRID * 2, 0, 0, GRID)
        column.setSpacing(GRID)
        self.how = TextField("words", "How it shows", question.help, width="long", longest=2000)
        self.works = TextField("what_works", "What works", width="long", longest=2000)
        for field in (self.how, self.works):
            column.addWidget(field)
            field.changed.connect(self.changed)
            field.line.setAccessibleName(f"{question.words}: {field.words}")

    def says_anything(self) -> bool:
        """Say whether something stands in either line."""
        return bool(self.how.text() or self.works.text())
