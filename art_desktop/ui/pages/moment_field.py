"""A day and a time: when something is needed by."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from art_desktop.domain.clock import LONDON, local_time
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.text import Label
from art_desktop.ui.words import day, parse_day

_TIME = re.compile(r"^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$")


def parse_time(typed: str) -> time | None:
    """Return the time typed as "17:00", "1700", "17", "5pm" or "5.30 pm"."""
    found = _TIME.match(typed.strip().casefold())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class MomentField(Field):
    """A day and a time in England. `value()` is an aware instant in UTC, or `None`."""

    def __init__(
        self, name: str, label: str, help_words: str = "", *, required: bool = False
    ) -> None:
        super().__init__(name, label, help_words, required=required)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.day_line = QLineEdit()
        self.day_line.setPlaceholderText("24 Nov 2026")
        self.day_line.setFixedWidth(168)
        self.time_line = QLineEdit()
        self.time_line.setPlaceholderText("17:00")
        self.time_line.setFixedWidth(72)
        at = Label("at")
        for widget in (self.day_line, at, self.time_line):
            row.addWidget(widget)
        for line in (self.day_line, self.time_line):
            line.textEdited.connect(lambda _text: self.changed.emit())
            line.editingFinished.connect(self._on_left)
        self._place(box)

    @override
    def focus_target(self) -> QWidget:
        return self.day_line

    @override
    def _described(self) -> tuple[QWidget, ...]:
        return (self.day_line, self.time_line)

    @override
    def _describe(self) -> None:
        super()._describe()
        self.day_line.setAccessibleName(f"{self.words}: day")
        self.time_line.setAccessibleName(f"{self.words}: time")

    def _on_left(self) -> None:
        on, at = parse_day(self.day_line.text()), parse_time(self.time_line.text())
        if on is not None:
            self.day_line.setText(day(on))
        if at is not None:
            self.time_line.setText(f"{at:%H:%M}")
        self.set_problem(self.own_problem() if self.day_line.text() else "")

    @override
    def value(self) -> datetime | None:
        on, at = parse_day(self.day_line.text()), parse_time(self.time_line.text())
        return None if on is None or at is None else at_of(on, at)

    @override
    def set_value(self, value: object) -> None:
        here = local_time(value) if isinstance(value, datetime) else None
        self.day_line.setText(day(here.date()) if here else "")
        self.time_line.setText(f"{here:%H:%M}" if here else "")

    @override
    def own_problem(self) -> str:
        typed, at = self.day_line.text().strip(), self.time_line.text().strip()
        if typed and parse_day(typed) is None:
            return f"“{typed}” is not a day. Type it like 24 Nov 2026 or 24/11/2026."
        if (typed or at) and parse_time(at) is None:
            return (
                "Type the time like 17:00." if not at else f"“{at}” is not a time, such as 17:00."
            )
        return super().own_problem()

    @override
    def summary(self) -> str:
        return " ".join(part for part in (self.day_line.text(), self.time_line.text()) if part)


def at_of(on: date, at: time) -> datetime:
    """Return the instant of a day and a time on the wall in England, in UTC."""
    return datetime.combine(on, at, LONDON).astimezone(UTC)
