"""Any number of choices as a field: ticks, with "none of them" and "Not known" as answers of their own."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.questions import Question, said
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.choices import NOT_KNOWN, Check, Segment
from art_desktop.ui.widgets.field import Field

_COLUMNS = 3


class SeveralField(Field):
    """Ticks and two pills. `value()` is a tuple of codes in their order, () for none, None not known."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.name, question.words, question.help)
        self._question = question
        self._box = QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID - 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(_COLUMNS, 1)
        column.addLayout(grid)
        self.ticks: dict[object, Check] = {}
        for at, (code, words) in enumerate(question.options):
            tick = Check(words)
            tick.clicked.connect(self._on_tick)
            self.ticks[code] = tick
            grid.addWidget(tick, at // _COLUMNS, at % _COLUMNS)
        row = QHBoxLayout()
        row.setSpacing(GRID - 2)
        column.addLayout(row)
        self.none, self.unknown = Segment(question.none), Segment(NOT_KNOWN)
        for pill in (self.none, self.unknown):
            pill.setAutoExclusive(False)
            row.addWidget(pill)
        row.addStretch(1)
        self.unknown.setChecked(True)
        self.none.clicked.connect(lambda _on: self._on_pill(()))
        self.unknown.clicked.connect(lambda _on: self._on_pill(None))
        self._place(self._box, beside=False)

    def _on_tick(self) -> None:
        self._show_pills(none=False)
        self.changed.emit()

    def _on_pill(self, value: tuple[object, ...] | None) -> None:
        self.set_value(value)
        self.changed.emit()

    def _show_pills(self, *, none: bool) -> None:
        some = any(tick.isChecked() for tick in self.ticks.values())
        self.none.setChecked(none and not some)
        self.unknown.setChecked(not none and not some)

    @override
    def focus_target(self) -> QWidget:
        return next(iter(self.ticks.values()))

    @override
    def _described(self) -> tuple[QWidget, ...]:
        return (*self.ticks.values(), self.none, self.unknown)

    @override
    def _describe(self) -> None:
        says = " ".join(part for part in (self._problem, self._help.text()) if part)
        self._box.setAccessibleName(self.words)
        for widget in (*self.ticks.values(), self.none, self.unknown):
            words = widget.text().replace("&&", "&")
            widget.setAccessibleName(f"{self.words}: {words}")
            widget.setAccessibleDescription(says)

    @override
    def value(self) -> tuple[object, ...] | None:
        chosen = tuple(code for code, tick in self.ticks.items() if tick.isChecked())
        return chosen or (() if self.none.isChecked() else None)

    @override
    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, tuple) else set()
        for code, tick in self.ticks.items():
            tick.setChecked(code in chosen)
        self._show_pills(none=value is not None)

    @override
    def own_problem(self) -> str:
        return ""

    @override
    def summary(self) -> str:
        value = self.value()
        return "" if value is None else f"{self.words.lower()}: {said(self._question, value)}"
