"""What an option costs, in its pane: a week, a year, to the planned end; its lines with their sources; who pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.cost_streams import Lump, Step, years_on
from art_desktop.domain.costs import CostLine, OptionCost
from art_desktop.domain.ids import Pence
from art_desktop.domain.wording import day_words, money_words
from art_desktop.ui.pages.request.part import capital
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.text import Ink, Label, muted, small
from art_desktop.ui.words import DASH, source_words

UNKNOWN: Final = "not known"
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def sum_words(pence: Pence | None, cost: OptionCost) -> str:
    """Return an amount in all: "£265.01", "at least £265.01" or "not known"."""
    if pence is None:
        return UNKNOWN
    return f"at least {money_words(pence)}" if cost.at_least else money_words(pence)


def to_end_words(cost: OptionCost) -> str:
    """Return what the whole time costs, and to which day; or that no end is planned."""
    if cost.ends_on is None:
        return "no end is planned"
    return f"{sum_words(cost.to_end_pence, cost)}, to {day_words(cost.ends_on)}"


def payer_lines(cost: OptionCost) -> list[str]:
    """Return who pays what a week, a line for each: "Health: £404.10"."""
    lines = [f"{part.funder.words}: {money_words(part.weekly_pence)}" for part in cost.parts]
    return [*lines, "The policy's split; none is recorded"] if cost.proposed else lines


def step_lines(line: CostLine, starts_on: date) -> list[str]:
    """Return how a line comes about: each rate with the day from which it holds, and what is paid once."""
    told = [_step_words(step, starts_on) for step in line.steps]
    year_end = years_on(starts_on, 1)
    once = [lump for lump in line.paid_once if lump.on < year_end]
    if once:
        told.append("; ".join(_once_words(lump) for lump in once))
    if len(once) < len(line.paid_once):
        told.append("So in each year to the end.")
    return told


def _step_words(step: Step, starts_on: date) -> str:
    since = "" if step.starts_on <= starts_on else f"From {day_words(step.starts_on)}: "
    if step.weekly_pence is None:
        return f"{since}{step.words}"
    price = f"{money_words(step.weekly_pence)} a week"
    return f"{since}{price}{f', {step.words}' if step.words else ''}"


def _once_words(lump: Lump) -> str:
    if lump.pence is None:
        return lump.words
    return f"{capital(lump.words)}, {day_words(lump.on)}: {money_words(lump.pence)}"


class CostsGroup(QWidget):
    """The costs of one option. The lines and their sources open under a button."""

    def __init__(self, cost: OptionCost) -> None:
        super().__init__()
        self.cost = cost
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(small(f"From {day_words(cost.starts_on)}. Never part of the rank."))
        sums = _Table(cost)
        sums.heads()
        name = "At least" if cost.at_least and cost.weekly_pence is not None else "In all"
        sums.amounts(name, (cost.weekly_pence, cost.yearly_pence, cost.to_end_pence), strong=True)
        for part in cost.parts:
            each = (part.weekly_pence, part.yearly_pence, part.to_end_pence)
            sums.amounts(part.funder.words, each)
        column.addWidget(sums)
        if cost.proposed:
            column.addWidget(small("Split as the policy says: none is recorded yet.", wrap=True))
        if cost.ends_on is None:
            column.addWidget(small("No end is planned, so the whole is not known.", wrap=True))
        for words in cost.not_known:
            column.addWidget(Label(words, ink=Ink.SUPPORT, wrap=True))
        self.toggle = Button(
            _count_words(cost.lines),
            self._toggle,
            kind=Kind.QUIET,
            icon_name="chevron",
            compact=True,
        )
        self.toggle.setCheckable(True)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines = self._lines_box()
        self.lines.hide()
        column.addWidget(self.lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _lines_box(self) -> QWidget:
        table = _Table(self.cost)
        for line in self.cost.lines:
            if line.counted:
                self._line(table, line)
        beside = [line for line in self.cost.lines if not line.counted]
        if beside:
            table.wide(Label("Not in the sums", weight=SEMIBOLD))
        for line in beside:
            self._line(table, line)
        return table

    def _line(self, table: _Table, line: CostLine) -> None:
        name = f"{line.code.words}: {line.words}" if line.words else line.code.words
        table.amounts(
            name,
            (line.weekly_pence, line.yearly_pence, line.to_end_pence),
            once=bool(line.paid_once) and not line.steps,
        )
        told = step_lines(line, self.cost.starts_on)
        for words in (*told, line.note, source_words(line.source)):
            if words:
                table.wide(small(words, wrap=True))

    def _toggle(self) -> None:
        self.lines.setVisible(self.toggle.isChecked())


def _count_words(lines: Sequence[CostLine]) -> str:
    return (
        "How it is made up, 1 line" if len(lines) == 1 else f"How it is made up, {len(lines)} lines"
    )


class _Table(QWidget):
    """Names over amounts, the amounts in columns: a week, a year, to the planned end."""

    def __init__(self, cost: OptionCost) -> None:
        super().__init__()
        self._cost = cost
        self._columns = 2 if cost.ends_on is None else 3
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, HALF)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(0)
        for at in range(3):
            self._grid.setColumnStretch(at, 1)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def heads(self) -> None:
        """Name the columns."""
        ends = self._cost.ends_on
        words = ["A week", "A year", "" if ends is None else f"To {_short(ends)}"]
        for at, head in enumerate(words[: self._columns]):
            label = muted(head)
            label.setAlignment(_RIGHT)
            self._grid.addWidget(label, self._at, at)
        self._at += 1

    def amounts(
        self,
        name: str,
        amounts: Sequence[Pence | None],
        *,
        strong: bool = False,
        once: bool = False,
    ) -> None:
        """Add a name, and under it its amounts; what is paid once has none a week."""
        if self._at:
            self._grid.setRowMinimumHeight(self._at, HALF)
            self._at += 1
        title = Label(name, weight=SEMIBOLD, wrap=True)
        self._grid.addWidget(title, self._at, 0, 1, 3)
        self._at += 1
        spoken = ("a week", "a year", "to the planned end")
        for at, pence in enumerate(amounts[: self._columns]):
            words = UNKNOWN if pence is None else money_words(pence)
            words = DASH if once and at == 0 else words
            label = Label(words, weight=SEMIBOLD) if strong else Label(words)
            label.setAlignment(_RIGHT)
            label.setAccessibleName(f"{name}, {spoken[at]}: {words}")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, self._at, at)
        self._at += 1

    def wide(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self._grid.addWidget(widget, self._at, 0, 1, 3)
        self._at += 1


def _short(on: date) -> str:
    """Return a day without its weekday, for the head of a column."""
    return day_words(on).split(" ", 1)[1]


CellOf = Callable[[OptionCost], str]
COMPARED: Final[tuple[tuple[str, CellOf], ...]] = (
    ("In all, a week", lambda cost: sum_words(cost.weekly_pence, cost)),
    ("In all, a year", lambda cost: sum_words(cost.yearly_pence, cost)),
    ("To the planned end", to_end_words),
)
"""The rows of the comparison that costs fill."""


def compared(cost: OptionCost | None, cell: CellOf) -> str:
    """Return a cell of the comparison; a dash for an option whose cost was not worked out."""
    return DASH if cost is None else cell(cost)
