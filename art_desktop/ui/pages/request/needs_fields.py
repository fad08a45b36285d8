"""The questions of the needs profile as fields: each can be "Not known", as easily as anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer
from art_desktop.domain.questions import Kind as QuestionKind
from art_desktop.domain.questions import Question, said
from art_desktop.domain.vocabulary import Level
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.choices import (
    NOT_KNOWN,
    ChoiceField,
    Option,
    Segment,
    SegmentedField,
)
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import NumberField, PostcodeField, TextArea, TextField
from art_desktop.ui.widgets.text import Label, small

_OUTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")
LABEL_PX = 232


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


class _ListField(Field):
    """Some lines, none, or not known; a subclass says what a line is made of."""

    some = "These"
    none = "None"
    add_words = "Add a line"

    def __init__(self, question: Question) -> None:
        super().__init__(question.name, question.words, question.help)
        self._question = question
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        choices: tuple[Option, ...] = ((True, self.some), (False, self.none))
        self.known = SegmentedField("known", question.words, choices)
        self.known.hide_label()
        self.known.changed.connect(self._on_known)
        column.addWidget(self.known)
        self._rows_box = QWidget()
        self._rows = QVBoxLayout(self._rows_box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GRID)
        column.addWidget(self._rows_box)
        self._add = Button(
            self.add_words, self._on_add, kind=Kind.QUIET, icon_name="add", compact=True
        )
        column.addWidget(self._add)
        self._lines: list[_Line] = []
        self._place(box, beside=False)
        self._show_rows()

    def _columns(self) -> tuple[tuple[str, int], ...]:
        raise NotImplementedError

    def _read(self, typed: tuple[str, ...]) -> object:
        raise NotImplementedError

    def _write(self, entry: object) -> tuple[str, ...]:
        raise NotImplementedError

    def _line_problem(self, typed: tuple[str, ...]) -> str:
        raise NotImplementedError

    def _on_known(self) -> None:
        if self.known.value() is True and not self._lines:
            self._on_add()
        self._show_rows()
        self.changed.emit()

    def _on_add(self) -> None:
        line = self._new_line()
        self._show_rows()
        line.boxes[0].setFocus()

    def _new_line(self, typed: tuple[str, ...] = ()) -> _Line:
        line = _Line(self.words, self._columns(), self.changed.emit, self._remove)
        for box, words in zip(line.boxes, typed, strict=False):
            box.setText(words)
        self._lines.append(line)
        self._rows.addWidget(line)
        return line

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._show_rows()
        self.known.focus_target().setFocus()
        self.changed.emit()

    def _show_rows(self) -> None:
        some = self.known.value() is True
        self._rows_box.setVisible(some and bool(self._lines))
        self._add.setVisible(some)

    @override
    def focus_target(self) -> QWidget:
        return self.known.focus_target()

    @override
    def _describe(self) -> None:
        """The parts say what they are themselves."""

    @override
    def _described(self) -> tuple[QWidget, ...]:
        return ()

    @override
    def value(self) -> object:
        known = self.known.value()
        if known is None:
            return None
        if known is False:
            return ()
        typed = [line.typed() for line in self._lines]
        return tuple(self._read(words) for words in typed if any(words)) or None

    @override
    def set_value(self, value: object) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        entries = value if isinstance(value, tuple) else ()
        self.known.set_value(None if value is None else bool(entries))
        for entry in entries:
            self._new_line(self._write(entry))
        self._show_rows()

    @override
    def own_problem(self) -> str:
        if self.known.value() is not True:
            return ""
        typed = [line.typed() for line in self._lines]
        problems = [self._line_problem(words) for words in typed if any(words)]
        return next((words for words in problems if words), "")

    @override
    def summary(self) -> str:
        value = self.value()
        return "" if value is None else f"{self.words.lower()}: {said(self._question, value)}"


class _Line(QWidget):
    """One line of a list: boxes side by side, and a button that takes it away."""

    def __init__(
        self,
        question: str,
        columns: tuple[tuple[str, int], ...],
        changed: Callable[[], object],
        remove: Callable[[_Line], object],
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.boxes: list[QLineEdit] = []
        for words, width in columns:
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(small(words))
            box = QLineEdit()
            box.setMaxLength(500)
            box.setFixedWidth(width)
            box.setAccessibleName(f"{question}: {words}")
            box.textEdited.connect(lambda _text: changed())
            column.addWidget(box)
            row.addLayout(column)
            self.boxes.append(box)
        bottom = Qt.AlignmentFlag.AlignBottom
        name = f"{question}: take this line away"
        row.addWidget(IconButton("close", name, lambda: remove(self)), 0, bottom)
        row.addStretch(1)

    def typed(self) -> tuple[str, ...]:
        """Return what stands in the boxes."""
        return tuple(box.text().strip() for box in self.boxes)


class FamilyTimeField(_ListField):
    """Whom the child sees. `value()` is a tuple of `FamilyTime`, () nobody, None not known."""

    some, none, add_words = "Sees these people", "Nobody", "Add a person"

    @override
    def _columns(self) -> tuple[tuple[str, int], ...]:
        return (("Who, by relation", 224), ("How often", 224), ("Postcode", 120))

    @override
    def _read(self, typed: tuple[str, ...]) -> FamilyTime:
        who, how_often, postcode = typed
        return FamilyTime(who, _postcode(postcode), how_often)

    @override
    def _write(self, entry: object) -> tuple[str, ...]:
        assert isinstance(entry, FamilyTime)
        return (entry.who, entry.how_often, entry.postcode or "")

    @override
    def _line_problem(self, typed: tuple[str, ...]) -> str:
        if not typed[0]:
            return "Say whom the child sees: “mum”, “nan and grandad”."
        if typed[2] and _postcode(typed[2]) is None:
            return f"“{typed[2]}” is not a whole postcode. Type it like PE1 1HX, or leave it empty."
        return ""


class AvoidField(_ListField):
    """What to keep away from. `value()` is a tuple of `Avoid`, () nothing, None not known."""

    some, none, add_words = "Keep away from these", "Nothing to avoid", "Add an area or person"

    @override
    def _columns(self) -> tuple[tuple[str, int], ...]:
        return (("Area, as PE1", 104), ("Miles round it", 96), ("Person", 184), ("Why", 240))

    @override
    def _read(self, typed: tuple[str, ...]) -> Avoid:
        outcode, around, person, reason = typed
        miles = _miles(around) if around else None
        return Avoid(reason, outcode.upper() or None, miles, person or None)

    @override
    def _write(self, entry: object) -> tuple[str, ...]:
        assert isinstance(entry, Avoid)
        around = "" if entry.miles is None else f"{entry.miles:g}"
        return (entry.outcode or "", around, entry.person or "", entry.reason)

    @override
    def _line_problem(self, typed: tuple[str, ...]) -> str:
        outcode, around, person, reason = typed
        if outcode and not _OUTCODE.match(outcode.upper()):
            return f"“{outcode}” is not a postcode district. Type it like PE1."
        if not outcode and not person:
            return "Say which area or which person."
        if around and _miles(around) is None:
            return f"“{around}” is not a distance. Type miles, like 2 or 2.5."
        return "" if reason else "Say why: a home has to know what it keeps the child from."


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


def _postcode(typed: str) -> str | None:
    found = re.match(
        r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$", re.sub(r"\s", "", typed.upper())
    )
    return f"{found[1]} {found[2]}" if found else None


def _miles(typed: str) -> float | None:
    found = re.match(r"^[0-9]{1,3}(\.[0-9])?$", typed)
    return float(typed) if found else None


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
    if kind is QuestionKind.YES_NO:
        choices: tuple[Option, ...] = ((True, question.yes), (False, question.no))
        return _Worded(name, words, choices, helps)
    if kind is QuestionKind.CHOICE and question.options:
        return _Worded(name, words, cast("Sequence[Option]", question.options), helps)
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


class _WordedChoice(ChoiceField):
    """A list to find in."""
