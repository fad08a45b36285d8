"""The parts of an import's page: columns, what would be saved, what may be on record already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.importing import (
    Mapping,
    Part,
    Preview,
    ProposedDuplicate,
    RegisterChange,
    RowProblem,
    Severity,
)
from art_desktop.services.importing import FileRead
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.choices import ChoiceField, Option, SegmentedField
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Label, OneLine, display, muted, small, strong
from art_desktop.ui.words import counted

_SAMPLES = 3
_MOST_DUPLICATES = 200
_LEAVE = "__none__"


class MappingPart(Card):
    """One file: each field with the column that fills it, and values from the file."""

    def __init__(self, file: FileRead) -> None:
        name = file.path.name
        part = file.mapping.part
        super().__init__(name if part is Part.MAIN else f"{name}: {part.words}")
        self.file = file
        self._mapping = file.mapping
        self._samples: dict[str, OneLine] = {}
        self.fields: dict[str, ChoiceField] = {}
        table = file.table
        columns: tuple[Option, ...] = (
            (_LEAVE, "none: leave it empty"),
            *((column, column) for column in table.columns if column),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(2, 1)
        for at, words in enumerate(("In the record", "Column of the file", "For example")):
            grid.addWidget(small(words), 0, at)
        for at, spec in enumerate(file.fields, start=1):
            grid.addWidget(self._name(spec.words, required=spec.required), at, 0)
            box = ChoiceField(
                spec.name, f"Column for {spec.words.lower()}", columns, not_known=False, width=280
            )
            box.hide_label()
            box.set_value(self._mapping.column_of(spec.name) or _LEAVE)
            box.changed.connect(partial(self._on_changed, spec.name))
            self.fields[spec.name] = box
            grid.addWidget(box, at, 1)
            line = OneLine(
                "",
            )
            self._samples[spec.name] = line
            grid.addWidget(line, at, 2)
        self.body.addLayout(grid)
        self.unused = muted("", wrap=True)
        self.add(self.unused)
        self._show()

    @staticmethod
    def _name(words: str, *, required: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(Label(words))
        if required:
            row.addWidget(Tag("required"))
        row.addStretch(1)
        return holder

    def mapping(self) -> Mapping:
        """Return which column fills which field."""
        return self._mapping

    def missing(self) -> list[str]:
        """Return the required fields that no column fills."""
        return [
            spec.words
            for spec in self.file.fields
            if spec.required and self._mapping.column_of(spec.name) is None
        ]

    def first_missing(self) -> ChoiceField | None:
        """Return the first question that must have a column and has none."""
        return next(
            (
                self.fields[spec.name]
                for spec in self.file.fields
                if spec.required and self._mapping.column_of(spec.name) is None
            ),
            None,
        )

    def _on_changed(self, name: str) -> None:
        chosen = self.fields[name].value()
        column = None if chosen in (None, _LEAVE) else str(chosen)
        self._mapping = self._mapping.with_column(name, column)
        for other, box in self.fields.items():
            box.set_value(self._mapping.column_of(other) or _LEAVE)
        self._show()

    def _show(self) -> None:
        for name, line in self._samples.items():
            line.setText(self._sample(self._mapping.column_of(name)))
        left = [column for column in self._mapping.unused if column]
        words = f"Not taken: {', '.join(left)}." if left else "Every column is taken."
        self.unused.setText(words)

    def _sample(self, column: str | None) -> str:
        if column is None:
            return ""
        at = self.file.table.columns.index(column)
        values = dict.fromkeys(row[at].strip() for row in self.file.table.rows[:50])
        return ", ".join([value for value in values if value][:_SAMPLES])


class PreviewPart(Card):
    """How much would be saved, and every problem by row."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.setAccessibleName("What would be saved")
        figures = QHBoxLayout()
        figures.setSpacing(GRID * 5)
        for number, words in (
            (len(preview.households), "households"),
            (sum(len(one.carers) for one in preview.households), "carers"),
            (len(preview.providers), "providers"),
            (len(preview.homes), "homes"),
            (len(preview.children), "children"),
            (len(preview.episodes), "episodes"),
        ):
            if number:
                figures.addLayout(_figure(number, words))
        errors = len(preview.errors)
        figures.addLayout(_figure(errors, "errors"))
        figures.addLayout(_figure(len(preview.problems) - errors, "to be looked at"))
        figures.addStretch(1)
        self.body.addLayout(figures)
        self.table: DataTable[tuple[int, RowProblem]] = DataTable(
            "Problems",
            _problem_columns(several=any(p.part is not Part.MAIN for p in preview.problems)),
            lambda row: row[0],
            filter_hint="Type to filter: a row, a column, a word",
        )
        # What stops the import stands first.
        ordered = sorted(
            preview.problems, key=lambda p: (p.severity is not Severity.ERROR, p.part, p.row)
        )
        self.table.set_rows(list(enumerate(ordered)))
        self.table.setFixedHeight(320)
        if preview.problems:
            self.add(self.table)
        else:
            self.table.setParent(None)
            self.add(Label(f"No problem in {counted(preview.rows_read, 'row')}."))


def _figure(number: int, words: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    figure = display(f"{number:,}")
    figure.setAccessibleName(f"{number} {words}")
    column.addWidget(figure)
    column.addWidget(muted(words))
    return column


def _problem_columns(*, several: bool) -> tuple[Column[tuple[int, RowProblem]], ...]:
    file: Column[tuple[int, RowProblem]] = Column("File", lambda r: r[1].part.words, width=96)
    return (
        Column(
            "Row",
            lambda r: str(r[1].row) if r[1].row else "all",
            sort=lambda r: (r[1].part, r[1].row),
            width=64,
            kind=CellKind.NUMBER,
        ),
        Column(
            "",
            lambda r: "error" if r[1].severity is Severity.ERROR else "look",
            width=96,
            kind=CellKind.DUE,
            value=lambda r: Due.LATE if r[1].severity is Severity.ERROR else Due.LATER,
        ),
        Column("Column", lambda r: r[1].column, width=168),
        Column("What is wrong", lambda r: r[1].words, width=0),
        *((file,) if several else ()),
    )


class Changes(Card):
    """What Ofsted's list changes of providers and homes on record, what is worse first."""

    def __init__(self, found: tuple[RegisterChange, ...]) -> None:
        super().__init__("What changes on record")
        worse = sum(one.worse for one in found)
        words = counted(len(found), "provider or home changes", "providers and homes change")
        self.add(Label(f"{words}, {worse} for the worse." if worse else f"{words}.", wrap=True))
        table: DataTable[RegisterChange] = DataTable(
            "What changes on record",
            (
                Column("Provider or home", lambda r: r.title, width=320, kind=CellKind.STRONG),
                Column(
                    "",
                    lambda r: "worse" if r.worse else "",
                    width=88,
                    kind=CellKind.DUE,
                    value=lambda r: Due.LATE if r.worse else Due.LATER,
                ),
                Column("What the list says", lambda r: r.words, width=0),
            ),
            lambda r: (r.row, r.title),
            filter_hint="Type to filter: a name, inadequate",
        )
        table.set_rows(list(found))
        table.setFixedHeight(320)
        self.table = table
        self.add(table)


class Duplicates(Card):
    """Rows that may be on record already; each is the same, or new."""

    def __init__(self, found: tuple[ProposedDuplicate, ...]) -> None:
        super().__init__("On record already?")
        self._choices: dict[tuple[str, int], tuple[SegmentedField, int]] = {}
        shown = [one for one in found if one.existing_id is not None]
        twice = [one for one in found if one.existing_id is None]
        sure = [one for one in shown if one.score >= 1]
        unsure = [one for one in shown if one.score < 1]
        if sure:
            words = f"{counted(len(sure), 'row has', 'rows have')} a number that is on record:"
            self.add(Label(f"{words} what is there is brought up to date.", wrap=True))
        for one in unsure[:_MOST_DUPLICATES]:
            self.add(self._choice(one))
        if len(unsure) > _MOST_DUPLICATES:
            self.add(muted(f"{len(unsure) - _MOST_DUPLICATES} more are taken as new.", wrap=True))
        for one in twice[:_MOST_DUPLICATES]:
            words = (
                f"Rows {one.row} and {one.other_row} of the file may be one {one.what}: {one.why}"
            )
            self.add(muted(words, wrap=True))

    def _choice(self, one: ProposedDuplicate) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(f"Row {one.row}, {one.what}"))
        words.addWidget(Label(one.why, wrap=True))
        row.addLayout(words, 1)
        field = SegmentedField(
            f"{one.what} {one.row}",
            f"Row {one.row}",
            (("same", "The same"), ("new", "New")),
            not_known=False,
        )
        field.hide_label()
        field.set_value("same" if one.score >= 0.9 else "new")
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        assert one.existing_id is not None
        self._choices[one.what, one.row] = (field, one.existing_id)
        return holder

    def answers(self) -> dict[tuple[str, int], int | None]:
        """Return for each row the record it is the same as, or None for a new one."""
        return {
            key: existing if field.value() == "same" else None
            for key, (field, existing) in self._choices.items()
        }
