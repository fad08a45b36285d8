"""Answers of several lines: whom the child sees, what to keep away from. None is not "not known"."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from art_desktop.domain.needs import Avoid, FamilyTime
from art_desktop.domain.questions import Question, said
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton, Kind
from art_desktop.ui.widgets.choices import Option, SegmentedField
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.text import small

_OUTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")


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


def _postcode(typed: str) -> str | None:
    found = re.match(
        r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$", re.sub(r"\s", "", typed.upper())
    )
    return f"{found[1]} {found[2]}" if found else None


def _miles(typed: str) -> float | None:
    found = re.match(r"^[0-9]{1,3}(\.[0-9])?$", typed)
    return float(typed) if found else None
