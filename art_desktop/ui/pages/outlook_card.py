"""The card of a household's free places day by day, from any day on, with the reason of each change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.outlook import OUTLOOK_WEEKS, Outlook, VacancyChange
from art_desktop.domain.wording import short_day_words
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, LinkButton
from art_desktop.ui.widgets.cards import Card, clear_layout
from art_desktop.ui.widgets.fields import DateField
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.text import Label, muted, small
from art_desktop.ui.widgets.vacancy_grid import LegendSwatch, VacancyGrid, free_words

_LEGEND = (
    ("sure", "free"),
    ("expected", "free if all goes as expected"),
    ("none", "none free"),
    ("held", "not to be used"),
    ("change", "something changes"),
    ("on_call", "can be called on"),
)


def change_words(change: VacancyChange) -> str:
    """Return "Thu 3 Dec: Aisha’s placement is expected to end: 2 free, 1 of them if all goes as expected"."""
    return f"{short_day_words(change.on)}: {'; '.join(change.reasons)}: {free_words(change)}"


class OutlookCard(Card):
    """Twelve weeks of free places. `ask` is called with the day from which they are wanted."""

    def __init__(self, today: date, ask: Callable[[date], object]) -> None:
        super().__init__(f"Free places, {OUTLOOK_WEEKS} weeks")
        self._today, self._ask = today, ask
        self._start = today
        self.grid: VacancyGrid | None = None
        self.earlier = Button("Earlier", lambda: self._go(-4), compact=True)
        self.later = Button("Later", lambda: self._go(4), compact=True)
        self.now = Button("From today", lambda: ask(today), compact=True)
        for button in (self.earlier, self.later, self.now):
            self.tools.addWidget(button)
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID)
        self.body.addLayout(self._place)
        self.told = Label("", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(_legend())
        self._changes = QVBoxLayout()
        self._changes.setSpacing(HALF)
        self.body.addLayout(self._changes)
        self.from_day = DateField("from", "From another day")
        self.from_day.line.returnPressed.connect(self._typed)
        self.from_day.line.editingFinished.connect(self._typed)
        self.body.addWidget(self.from_day)

    def _go(self, weeks: int) -> None:
        self._ask(self._start + timedelta(weeks=weeks))

    def _typed(self) -> None:
        wanted = self.from_day.value()
        if wanted is not None and wanted != self._start:
            self._ask(wanted)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show an outlook; the keyboard stays in the grid where it was there."""
        had_focus = self.grid is not None and self.grid.hasFocus()
        clear_layout(self._place)
        clear_layout(self._changes)
        self._start = outlook.start
        self.now.setEnabled(outlook.start != self._today)
        self.grid = VacancyGrid(outlook, self._today)
        self.grid.stood_on.connect(self.told.setText)
        self._place.addWidget(self.grid)
        self.told.setText(self.grid.told())
        for words in outlook.overdue:
            self._changes.addWidget(Label(f"{words}: the place is not counted as free.", wrap=True))
        for change in outlook.changes:
            self._changes.addWidget(self._change(change))
        if not outlook.changes:
            self._changes.addWidget(muted("Nothing is known to change in this time."))
        if had_focus:
            self.grid.setFocus()

    def _change(self, change: VacancyChange) -> QWidget:
        """Return the line of a change: the day leads to it in the grid."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        grid = self.grid
        assert grid is not None

        def stand() -> None:
            grid.stand_on(change.on)
            grid.setFocus()

        row.addWidget(LinkButton(change_words(change).replace("&", "&&"), stand))
        row.addStretch(1)
        return line


def _legend() -> QWidget:
    box = QWidget()
    row = FlowLayout(box, GRID * 2)
    for kind, words in _LEGEND:
        one = QWidget()
        pair = QHBoxLayout(one)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(HALF)
        pair.addWidget(LegendSwatch(kind))
        pair.addWidget(small(words))
        row.addWidget(one)
    return box
