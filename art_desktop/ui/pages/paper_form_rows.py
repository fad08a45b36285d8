"""Answers in rows: a table whose rows are given, and rows that are added, ordered and taken out by keyboard."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.form_answers import KEY, MOST_ROWS
from art_desktop.domain.paper_forms import FieldKind, FormField, Row
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.paper_form_fields import field_for, kept, show
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Divider, Panel
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.text import Label, small, strong
from art_desktop.ui.words import counted

_BESIDE = 3
"""So many short answers of a row stand beside each other."""


class RowsField(Field):
    """An answer in rows. `value()` is a tuple of rows, each its answers by column; empty ones left out."""

    def __init__(self, asked: FormField) -> None:
        super().__init__(asked.name, asked.label, asked.help)
        self.asked = asked

    @abstractmethod
    def cells(self) -> Sequence[tuple[str, Mapping[str, Field]]]:
        """Return the fields of each row by column, with the row's name for people."""

    @override
    def value(self) -> tuple[Row, ...]:
        rows = ({name: kept(cell) for name, cell in cells.items()} for _, cells in self.cells())
        filled = ({name: text for name, text in row.items() if text} for row in rows)
        return tuple(row for row in filled if row)

    @override
    def own_problem(self) -> str:
        first = ""
        for row, cells in self.cells():
            for cell in cells.values():
                cell.set_problem(cell.own_problem())
                if cell.problem() and not first:
                    first = f"{row}: {cell.problem()}"
        return first

    @override
    def summary(self) -> str:
        rows = self.value()
        return f"{self.words}: {counted(len(rows), 'row')}" if rows else ""

    def _show_row(self, cells: Mapping[str, Field], row: Row) -> None:
        for column in self.asked.columns:
            show(column, cells[column.name], row.get(column.name, ""))


class FixedRowsField(RowsField):
    """One line for each given row, a column for each answer."""

    def __init__(self, asked: FormField) -> None:
        super().__init__(asked)
        self._rows: dict[str, dict[str, Field]] = {}
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(0, 2)
        for across, column in enumerate(asked.columns, start=1):
            head = Label(column.label, weight=SEMIBOLD, wrap=True)
            grid.addWidget(head, 0, across, Qt.AlignmentFlag.AlignBottom)
            wide = column.kind in (FieldKind.LINE, FieldKind.TEXT)
            grid.setColumnStretch(across, 3 if wide else 0)
        across = len(asked.columns) + 1
        for at, (key, words) in enumerate(asked.fixed):
            line = 2 * at + 1
            grid.addWidget(Divider(), line, 0, 1, across)
            grid.addWidget(Label(words, wrap=True), line + 1, 0, Qt.AlignmentFlag.AlignVCenter)
            self._rows[key] = {}
            for place, column in enumerate(asked.columns, start=1):
                cell = field_for(column, label=f"{words}: {column.label}", narrow=True)
                cell.hide_label()
                cell.set_help("")
                cell.changed.connect(self.changed)
                self._rows[key][column.name] = cell
                grid.addWidget(cell, line + 1, place, Qt.AlignmentFlag.AlignVCenter)
        self._place(box, beside=False)

    @override
    def focus_target(self) -> QWidget:
        if not self._rows or not self.asked.columns:
            return self
        return next(iter(next(iter(self._rows.values())).values())).focus_target()

    @override
    def _describe(self) -> None:
        """Each cell has words of its own; what is said of the whole is said with the first."""
        self.setAccessibleName(self.words)
        if self._rows:
            self.focus_target().setAccessibleDescription(self._says())

    @override
    def cells(self) -> Sequence[tuple[str, Mapping[str, Field]]]:
        return [(words, self._rows[key]) for key, words in self.asked.fixed]

    @override
    def value(self) -> tuple[Row, ...]:
        rows = (
            {name: kept(cell) for name, cell in cells.items()} | {KEY: key}
            for key, cells in self._rows.items()
        )
        filled = ({name: text for name, text in row.items() if text} for row in rows)
        return tuple(row for row in filled if set(row) != {KEY})

    @override
    def set_value(self, value: object) -> None:
        rows = {row.get(KEY, ""): row for row in value} if isinstance(value, tuple | list) else {}
        with self._quietly():
            for key, cells in self._rows.items():
                self._show_row(cells, rows.get(key, {}))


class _FreeRow(Panel):
    """One row: its answers, and what can be done with it. Alt+Up and Alt+Down move it."""

    def __init__(self, owner: FreeRowsField, columns: Sequence[FormField]) -> None:
        super().__init__("sunken", "line")
        self._owner = owner
        self.cells = {column.name: field_for(column, narrow=True) for column in columns}
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GRID * 2, GRID, GRID, GRID + HALF)
        whole.setSpacing(GRID * 2)
        self.title = strong("")
        whole.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        line = place = 0
        for column in columns:
            cell = self.cells[column.name]
            if column.kind is FieldKind.TEXT:
                line, place = (line + 1 if place else line), 0
                grid.addWidget(cell, line, 0, 1, _BESIDE)
                line += 1
                continue
            grid.addWidget(cell, line, place, Qt.AlignmentFlag.AlignTop)
            line, place = (line, place + 1) if place + 1 < _BESIDE else (line + 1, 0)
        for at in range(min(_BESIDE, len(columns))):
            grid.setColumnStretch(at, 1)
        whole.addLayout(grid, 1)
        # Tab goes as it is read: the answers first, what is done with the row after them.
        tools = QVBoxLayout()
        tools.setSpacing(HALF)
        self.up = Button("Up", partial(owner.shift, self, -1), compact=True)
        self.down = Button("Down", partial(owner.shift, self, 1), compact=True)
        self.out = Button("Take out", partial(owner.take_out, self), compact=True)
        moves = QHBoxLayout()
        moves.setSpacing(HALF)
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        tools.addLayout(moves)
        tools.addWidget(self.out)
        tools.addStretch(1)
        whole.addLayout(tools)

    def name_it(self, at: int, of: int) -> None:
        """Say which row it is."""
        words = f"{self._owner.words}, row {at}"
        self.title.setText(f"{at}")
        self.setAccessibleName(words)
        for name, cell in self.cells.items():
            column = next(one for one in self._owner.asked.columns if one.name == name)
            cell.words = f"Row {at}: {column.label}"
            cell.set_help(column.help)
        for button, does in ((self.up, "Up"), (self.down, "Down"), (self.out, "Take out")):
            button.setAccessibleName(f"{does}, row {at}")
        self.up.setEnabled(at > 1)
        self.down.setEnabled(at < of)

    def first(self) -> QWidget:
        """Return what takes the typing of the first answer."""
        return next(iter(self.cells.values())).focus_target()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the row."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._owner.shift(self, step)
        else:
            super().keyPressEvent(event)


class FreeRowsField(RowsField):
    """Rows that are added one by one."""

    def __init__(self, asked: FormField) -> None:
        super().__init__(asked)
        self.rows: list[_FreeRow] = []
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._none = small("None yet.")
        column.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        column.addLayout(self._list)
        self.add_button = Button("Add a row", self._on_add, icon_name="add", compact=True)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._place(box, beside=False)

    @override
    def focus_target(self) -> QWidget:
        return self.add_button

    @override
    def _describe(self) -> None:
        self.add_button.setAccessibleName(f"{self.words}: add a row")
        self.add_button.setAccessibleDescription(self._says())

    @override
    def cells(self) -> Sequence[tuple[str, Mapping[str, Field]]]:
        return [(f"Row {at}", row.cells) for at, row in enumerate(self.rows, start=1)]

    @override
    def set_value(self, value: object) -> None:
        with self._quietly():
            for row in list(self.rows):
                self._drop(row)
            for answers in value if isinstance(value, tuple | list) else ():
                self._show_row(self._add().cells, answers)
        self._name_them()

    def _add(self) -> _FreeRow:
        row = _FreeRow(self, self.asked.columns)
        for cell in row.cells.values():
            cell.changed.connect(self.changed)
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _on_add(self) -> None:
        row = self._add()
        self._name_them()
        row.first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def shift(self, row: _FreeRow, step: int) -> None:
        """Put a row before the one above it (-1), or after the one under it (1); the focus stays where it is."""
        at = self.rows.index(row)
        to = at + step
        if not 0 <= to < len(self.rows):
            return
        focused = self.window().focusWidget()
        self.rows.insert(to, self.rows.pop(at))
        self._list.removeWidget(row)
        self._list.insertWidget(to, row)
        self._name_them()
        if focused is not None and row.isAncestorOf(focused):
            usable = focused if focused.isEnabled() else row.first()
            usable.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def take_out(self, row: _FreeRow) -> None:
        """Take a row out; the focus goes to the next one."""
        at = self.rows.index(row)
        self._drop(row)
        self._name_them()
        left = self.rows[min(at, len(self.rows) - 1)].first() if self.rows else self.add_button
        left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: _FreeRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _name_them(self) -> None:
        self._none.setVisible(not self.rows)
        self.add_button.setEnabled(len(self.rows) < MOST_ROWS)
        for at, row in enumerate(self.rows, start=1):
            row.name_it(at, len(self.rows))
