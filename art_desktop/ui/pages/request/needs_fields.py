"""The questions of the needs profile as fields: each can be "Not known", as easily as anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from art_desktop.domain.questions import Group, Question
from art_desktop.domain.questions import Kind as QuestionKind
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.list_fields import AvoidField, FamilyTimeField
from art_desktop.ui.pages.request.need_field import LABEL_PX, NeedField
from art_desktop.ui.pages.request.several_field import SeveralField
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.choices import (
    NOT_KNOWN,
    ChoiceField,
    Option,
    Segment,
    SegmentedField,
)
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import NumberField, PostcodeField, TextArea, TextField
from art_desktop.ui.widgets.text import Label


class NotKnown(Segment):
    """The pill "Not known" beside something typed: chosen while nothing stands there."""

    def __init__(self, question: str) -> None:
        super().__init__(NOT_KNOWN)
        self.setAutoExclusive(False)
        self.setChecked(True)
        self.setAccessibleName(f"{question}: {NOT_KNOWN}")


class _Pilled:
    """Keeps a typed control and its pill in step; the words come back when the pill is let go."""

    def __init__(
        self,
        pill: NotKnown,
        read: Callable[[], str],
        write: Callable[[str], object],
        focus: Callable[[], object],
    ) -> None:
        self._pill, self._read, self._write, self._focus = pill, read, write, focus
        self._kept = ""
        pill.clicked.connect(self._on_pill)

    def _on_pill(self, chosen: bool) -> None:  # noqa: FBT001 - a Qt slot
        if chosen:
            self._kept = self._read()
            self._write("")
        else:
            self._write(self._kept)
            self._focus()
        self.refresh()

    def refresh(self) -> None:
        """Choose the pill where nothing is typed."""
        self._pill.setChecked(not self._read().strip())


def _beside(control: QWidget, pill: NotKnown, *, top: bool = False) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    where = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
    row.addWidget(control, 1 if top else 0)
    row.addWidget(pill, 0, where)
    return box


class KnownText(TextField):
    """One line, or not known."""

    pilled: _Pilled

    @override
    def _place(self, control: QWidget, *, beside: bool = True, grow: bool = False) -> None:
        pill = NotKnown(self.words)
        line = cast("QLineEdit", control)
        self.pilled = _Pilled(pill, line.text, self._write, line.setFocus)
        line.textChanged.connect(lambda _text: self.pilled.refresh())
        super()._place(_beside(control, pill), beside=beside, grow=grow)

    def _write(self, words: str) -> None:
        self.line.setText(words)
        self.changed.emit()

    @override
    def focus_target(self) -> QWidget:
        return self.line


class KnownPostcode(PostcodeField):
    """A postcode, or not known."""

    pilled: _Pilled

    @override
    def _place(self, control: QWidget, *, beside: bool = True, grow: bool = False) -> None:
        pill = NotKnown(self.words)
        line = cast("QLineEdit", control)
        self.pilled = _Pilled(pill, line.text, self._write, line.setFocus)
        line.textChanged.connect(lambda _text: self.pilled.refresh())
        super()._place(_beside(control, pill), beside=beside, grow=grow)

    def _write(self, words: str) -> None:
        self.line.setText(words)
        self.set_problem("")
        self.changed.emit()

    @override
    def focus_target(self) -> QWidget:
        return self.line


class KnownNumber(NumberField):
    """A whole number with its unit, or not known."""

    pilled: _Pilled
    unit = ""

    @override
    def _place(self, control: QWidget, *, beside: bool = True, grow: bool = False) -> None:
        pill = NotKnown(self.words)
        line = cast("QLineEdit", control)
        self.pilled = _Pilled(pill, line.text, self._write, line.setFocus)
        line.textChanged.connect(lambda _text: self.pilled.refresh())
        super()._place(_beside(control, pill), beside=beside, grow=grow)

    def _write(self, words: str) -> None:
        self.line.setText(words)
        self.set_problem("")
        self.changed.emit()

    @override
    def focus_target(self) -> QWidget:
        return self.line

    @override
    def summary(self) -> str:
        number = self.value()
        return "" if number is None else f"{number} weeks"


class KnownArea(TextArea):
    """Several lines, or not known."""

    pilled: _Pilled

    @override
    def _place(self, control: QWidget, *, beside: bool = True, grow: bool = False) -> None:
        pill = NotKnown(self.words)
        area = cast("QPlainTextEdit", control)
        self.pilled = _Pilled(pill, area.toPlainText, area.setPlainText, area.setFocus)
        area.textChanged.connect(self.pilled.refresh)
        box = _beside(control, pill, top=True)
        box.setMaximumWidth(860)
        super()._place(box, beside=beside, grow=grow)

    @override
    def focus_target(self) -> QWidget:
        return self.area

    @override
    def summary(self) -> str:
        words = str(self.value() or "")
        return "" if not words else f"{self.words.lower()} “{words[:40]}”"


class LanguagesField(KnownText):
    """Languages with commas between. `value()` is a tuple, () for none, None not known."""

    @override
    def value(self) -> object:
        typed = self.text()
        if typed.casefold() in {"none", "no", "-"}:
            return ()
        parts = [part.strip() for part in re.split(r"[,;/]| and ", typed)]
        return tuple(part for part in parts if part) or None

    @override
    def set_value(self, value: object) -> None:
        if isinstance(value, tuple):
            self.line.setText(", ".join(map(str, value)) or "None")
        else:
            self.line.setText("")

    @override
    def summary(self) -> str:
        return self.text()


Lists = Mapping[str, Sequence[tuple[str, str]]]
"""The statutory lists that choices come from: codes and words by the list's name."""


def field_for(
    question: Question, lists: Lists, look_up: Callable[[str], str] | None = None
) -> Field:
    """Return the field that asks a question.

    Args: lists: a choice whose list is not among them is asked as text. look_up: says where a
        postcode is.
    """
    name, words, helps = question.name, question.words, question.help
    kind = question.kind
    if kind is QuestionKind.LEVEL:
        return NeedField(question)
    if in_a_row(question):
        return _Row(question)
    if kind is QuestionKind.YES_NO:
        return _Worded(name, words, _answers(question), helps)
    if kind is QuestionKind.CHOICE and question.options:
        return _Worded(name, words, _answers(question), helps)
    if kind is QuestionKind.CHOICE and question.code_list in lists:
        return _WordedChoice(name, words, tuple(lists[question.code_list]), helps)
    if kind is QuestionKind.POSTCODE:
        return KnownPostcode(name, words, helps, look_up=look_up)
    if kind is QuestionKind.NUMBER:
        return KnownNumber(name, f"{words}, in {question.unit}", helps, most=1000)
    if kind is QuestionKind.LONG_TEXT:
        return KnownArea(name, words, helps, lines=2)
    makes: dict[QuestionKind, Callable[[], Field]] = {
        QuestionKind.FAMILY_TIME: lambda: FamilyTimeField(question),
        QuestionKind.AVOID: lambda: AvoidField(question),
        QuestionKind.CHOICES: lambda: SeveralField(question),
        QuestionKind.LANGUAGES: lambda: LanguagesField(name, words, helps),
    }
    made = makes.get(kind)
    return made() if made else KnownText(name, words, helps, longest=2000)


class _Worded(SegmentedField):
    """Choices side by side that name the question in a folded group's line."""

    @override
    def summary(self) -> str:
        answer = super().summary()
        return f"{self.words.lower()}: {answer.lower()}" if answer else ""


def in_a_row(question: Question) -> bool:
    """Say whether a question is one of a list that is run down: its words beside its answers."""
    listed = (
        question.group in {Group.HOME, Group.SETTING} and question.kind is not QuestionKind.TEXT
    )
    return listed or question.kind is QuestionKind.LEVEL


def _answers(question: Question) -> Sequence[Option]:
    if question.kind is QuestionKind.YES_NO:
        return ((True, question.yes), (False, question.no))
    return cast("Sequence[Option]", question.options)


class _Row(_Worded):
    """Choices with the question's words beside them, as each of the needs has."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.name, question.words, _answers(question), question.help)
        self.hide_label()
        self._help.setContentsMargins(LABEL_PX + GRID * 2, 0, 0, 0)

    @override
    def _place(self, control: QWidget, *, beside: bool = True, grow: bool = False) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        name = Label(self.words, wrap=True)
        name.setFixedWidth(LABEL_PX)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(control, 1)
        super()._place(box, beside=beside, grow=grow)


class _WordedChoice(ChoiceField):
    """A list to find in."""
