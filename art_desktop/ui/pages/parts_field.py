"""An answer of several parts: carers, terms of approval. Each part is a small panel that can be taken out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.commands import CarerLine, TermsLine
from art_desktop.domain.vocabulary import ApprovalKind, Sex, SexApproved
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, NumberField, TextField
from art_desktop.ui.widgets.text import strong

P = TypeVar("P")


class _Part(Panel):
    """The questions of one part, in a grid."""

    def __init__(self, title: str, fields: Sequence[Sequence[Field]]) -> None:
        super().__init__("sunken", "line")
        self.fields = {field.name: field for row in fields for field in row}
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


class PartsField(Field, Generic[P]):
    """Several parts. `value()` is a tuple of lines; a part in which nothing is typed is left out."""

    part_words = "Part"

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
        self.parts: list[_Part] = []
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
    def _line(self, part: _Part) -> P | None:
        """Return a part's answers, or nothing where nothing is typed."""

    @abstractmethod
    def _answers(self, line: P) -> dict[str, object]:
        """Return the answers that show a line."""

    def _on_add(self) -> None:
        part = self.add_part()
        next(iter(part.fields.values())).focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def add_part(self) -> _Part:
        """Add an empty part under the others."""
        part = _Part(f"{self.part_words} {len(self.parts) + 1}", self._questions())
        for field in part.fields.values():
            field.changed.connect(self.changed)
        part.out.clicked.connect(partial(self._take_out, part))
        self.parts.append(part)
        self._rows.addWidget(part)
        return part

    def _take_out(self, part: _Part, _on: object = None) -> None:
        self._drop(part)
        self.changed.emit()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, part: _Part) -> None:
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
                for name, answer in self._answers(line).items():
                    part.fields[name].set_value(answer)

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
        return f"{len(self.parts)}" if self.parts else ""


class CarersField(PartsField[CarerLine]):
    """The carers of a household."""

    part_words = "Carer"

    @override
    def _questions(self) -> Sequence[Sequence[Field]]:
        return (
            (
                TextField("first_name", "First name", required=True),
                TextField("last_name", "Last name", required=True),
            ),
            (
                DateField("born_on", "Born on"),
                TextField("phone", "Telephone"),
            ),
            (SegmentedField("sex", "Sex", options_of(Sex)), TextField("religion", "Religion")),
        )

    @override
    def _line(self, part: _Part) -> CarerLine | None:
        first, last = part.text("first_name"), part.text("last_name")
        born_on = part.fields["born_on"].value()
        if not first and not last:
            return None
        ethnicity = part.property("ethnicity")
        return CarerLine(
            first_name=first,
            last_name=last,
            sex=cast("Sex | None", part.fields["sex"].value()),
            born_on=cast("date | None", born_on),
            ethnicity=ethnicity or None,
            religion=part.text("religion"),
            phone=part.text("phone"),
        )

    @override
    def _answers(self, line: CarerLine) -> dict[str, object]:
        self.parts[-1].setProperty("ethnicity", line.ethnicity or "")
        return {
            "first_name": line.first_name,
            "last_name": line.last_name,
            "sex": line.sex,
            "born_on": line.born_on,
            "religion": line.religion or None,
            "phone": line.phone or None,
        }


class TermsField(PartsField[TermsLine]):
    """The terms of approval of a household."""

    part_words = "Term"

    @override
    def _questions(self) -> Sequence[Sequence[Field]]:
        return (
            (
                ChoiceField(
                    "kind",
                    "Kind",
                    options_of(ApprovalKind),
                    required=True,
                    not_known=False,
                    width=240,
                ),
                NumberField("places", "Places", required=True, least=1, most=9),
                NumberField("age_from", "From age", required=True, most=25),
                NumberField("age_to", "To age", required=True, most=25),
            ),
            (
                SegmentedField("sex", "Children", options_of(SexApproved), not_known=False),
                DateField("starts_on", "From", required=True),
                DateField("ends_on", "Until", "Empty: no end."),
            ),
        )

    @override
    def add_part(self) -> _Part:
        """Add a term, open to any child."""
        part = super().add_part()
        for name, answer in (("age_from", 0), ("age_to", 17), ("sex", SexApproved.ANY)):
            part.fields[name].set_value(answer)
        return part

    @override
    def _line(self, part: _Part) -> TermsLine | None:
        found = {name: field.value() for name, field in part.fields.items()}
        if any(
            found[name] is None for name in ("kind", "places", "age_from", "age_to", "starts_on")
        ):
            return None
        return TermsLine(
            kind=cast("ApprovalKind", found["kind"]),
            places=cast("int", found["places"]),
            age_from=cast("int", found["age_from"]),
            age_to=cast("int", found["age_to"]),
            sex=cast("SexApproved", found["sex"] or SexApproved.ANY),
            starts_on=cast("date", found["starts_on"]),
            ends_on=cast("date | None", found["ends_on"]),
        )

    @override
    def _answers(self, line: TermsLine) -> dict[str, object]:
        return {name: getattr(line, name) for name in line.__dataclass_fields__}
