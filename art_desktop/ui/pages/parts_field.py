"""An answer of several parts: carers, terms of approval. Each part is a small panel that can be taken out.

`household_parts` has the answers themselves.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.read_models import ChildRow
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.child_picker import ChildrenField
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField
from art_desktop.ui.widgets.text import strong

P = TypeVar("P")


class Part(Panel):
    """The questions of one part, in rows. `row_id` is the row on record that it shows, None for a new one."""

    def __init__(self, title: str, fields: Sequence[Sequence[Field]]) -> None:
        super().__init__("sunken", "line")
        self.fields = {field.name: field for row in fields for field in row}
        self.row_id: int | None = None
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID, GRID, GRID + HALF)
        whole.setSpacing(HALF)
        head = QHBoxLayout()
        self.title = strong(title)
        head.addWidget(self.title)
        head.addStretch(1)
        self.out = IconButton("close", f"Take out {title.lower()}", compact=True)
        head.addWidget(self.out)
        whole.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        for at, row in enumerate(fields):
            line = QHBoxLayout()
            line.setSpacing(GRID * 2)
            for field in row:
                line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
            line.addStretch(1)
            grid.addLayout(line, at, 0)
        whole.addLayout(grid)

    def text(self, name: str) -> str:
        """Return a typed answer, empty where there is none."""
        return str(self.fields[name].value() or "")

    def answer(self, name: str) -> object:
        """Return an answer."""
        return self.fields[name].value()


class PartsField(Field, Generic[P]):
    """Several parts. `value()` is a tuple of lines; a part in which nothing is typed is left out."""

    part_words = "Part"
    many_words = ""

    def __init__(self, name: str, label: str, help_words: str = "") -> None:
        super().__init__(name, label, help_words)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        column.addLayout(self._rows)
        self.add_button = Button(f"Add {self.part_words.lower()}", self._on_add, compact=True)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.parts: list[Part] = []
        self._children: tuple[ChildRow, ...] = ()
        self._place(box, beside=False)

    @override
    def focus_target(self) -> QWidget:
        return self.add_button

    @override
    def _describe(self) -> None:
        self.add_button.setAccessibleName(f"{self.words}: {self.add_button.text()}")
        says = " ".join(part for part in (self._problem, self._help.text()) if part)
        self.add_button.setAccessibleDescription(says)

    @abstractmethod
    def _questions(self) -> Sequence[Sequence[Field]]:
        """Return the questions of one part, in rows."""

    @abstractmethod
    def _line(self, part: Part) -> P | None:
        """Return a part's answers, or nothing where nothing is typed."""

    @abstractmethod
    def _answers(self, line: P) -> dict[str, object]:
        """Return the answers that show a line."""

    def _on_add(self) -> None:
        part = self.add_part()
        next(iter(part.fields.values())).focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def add_part(self) -> Part:
        """Add an empty part under the others."""
        part = Part(f"{self.part_words} {len(self.parts) + 1}", self._questions())
        for field in part.fields.values():
            field.changed.connect(self.changed)
            if isinstance(field, ChildrenField):
                field.set_rows(self._children)
        part.out.clicked.connect(partial(self._take_out, part))
        self.parts.append(part)
        self._rows.addWidget(part)
        return part

    def _take_out(self, part: Part, _on: object = None) -> None:
        self._drop(part)
        self.changed.emit()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, part: Part) -> None:
        self.parts.remove(part)
        part.hide()
        part.setParent(None)
        part.deleteLater()
        for at, left in enumerate(self.parts, start=1):
            left.title.setText(f"{self.part_words} {at}")

    @override
    def value(self) -> tuple[P, ...]:
        lines = (self._line(part) for part in self.parts)
        return tuple(line for line in lines if line is not None)

    @override
    def set_value(self, value: object) -> None:
        with self._quietly():
            for part in list(self.parts):
                self._drop(part)
            for line in cast("Sequence[P]", value or ()):
                part = self.add_part()
                part.row_id = getattr(line, "id", None)
                for name, answer in self._answers(line).items():
                    part.fields[name].set_value(answer)

    def set_children(self, rows: tuple[ChildRow, ...]) -> None:
        """Say which children can be named in a part."""
        self._children = rows
        for part in self.parts:
            for field in part.fields.values():
                if isinstance(field, ChildrenField):
                    field.set_rows(rows)

    def draft(self) -> list[dict[str, object]]:
        """Return what is typed in each part, as plain values that can be kept."""
        return [
            {name: plain_value(field.value()) for name, field in part.fields.items()}
            for part in self.parts
        ]

    def take_draft(self, parts: object) -> None:
        """Show what was kept."""
        if not isinstance(parts, list):
            return
        with self._quietly():
            for part in list(self.parts):
                self._drop(part)
            for kept in parts:
                part = self.add_part()
                for name, value in kept.items():
                    if name in part.fields:
                        take_plain(part.fields[name], value)

    @override
    def own_problem(self) -> str:
        for part in self.parts:
            for field in part.fields.values():
                field.set_problem(field.own_problem())
                if field.problem():
                    return f"{part.title.text()}: {field.problem()}"
        return ""

    @override
    def summary(self) -> str:
        count, word = len(self.parts), self.part_words.lower()
        return (
            (f"1 {word}" if count == 1 else f"{count} {self.many_words or word + 's'}")
            if count
            else ""
        )


def plain_value(value: object) -> object:
    """Return an answer as it can be kept in a draft."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def take_plain(field: Field, value: object) -> None:
    """Show an answer that was kept in a draft."""
    if isinstance(field, DateField) and isinstance(value, str):
        field.set_value(date.fromisoformat(value))
    else:
        field.set_value(value)
