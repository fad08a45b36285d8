"""The routes of one cell of the policy, a line each: who decides, who agrees first, in whose absence, how long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from art_desktop.domain.authority_views import RouteGiven
from art_desktop.domain.vocabulary import Post
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import capital
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.choices import Combo
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.text import small

_NOBODY = "nobody"


class _RouteLine(Panel):
    """One route."""

    def __init__(
        self, changed: Callable[[], object], remove: Callable[[_RouteLine], object]
    ) -> None:
        super().__init__("surface", "line")
        self.setAccessibleName("A route")
        row = FlowLayout(self, GRID, row_spacing=HALF)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        self.post = _combo("Who decides", [(p, capital(p.words)) for p in Post])
        others = [(None, capital(_NOBODY)), *((p, capital(p.words)) for p in Post)]
        self.first = _combo("Who agrees first", others)
        self.away = _combo("Only in the absence of", others)
        self.condition, self.days = QLineEdit(), QLineEdit()
        self.condition.setMaxLength(200)
        self.condition.setFixedWidth(320)
        self.days.setFixedWidth(72)
        self.days.setMaxLength(3)
        for title, box in (
            ("Who decides", self.post),
            ("Who agrees first", self.first),
            ("Only in the absence of", self.away),
            ("Condition", self.condition),
            ("Valid, days", self.days),
        ):
            box.setAccessibleName(title)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(small(title))
            column.addWidget(box)
            row.addWidget(holder)
        for combo in (self.post, self.first, self.away):
            combo.activated.connect(lambda _at: changed())
        for line in (self.condition, self.days):
            line.textEdited.connect(lambda _text: changed())
        row.addWidget(IconButton("close", "Take this route away", lambda: remove(self)))

    def show_route(self, given: RouteGiven) -> None:
        """Show a route as it stands."""
        for combo, post in (
            (self.post, given.post),
            (self.first, given.also_needs),
            (self.away, given.only_if_away),
        ):
            combo.setCurrentIndex(combo.findData(post))
        self.condition.setText(given.condition)
        self.days.setText(str(given.valid_days))

    def value(self) -> RouteGiven:
        post, first, away = (
            self.post.currentData(),
            self.first.currentData(),
            self.away.currentData(),
        )
        assert isinstance(post, Post)
        typed = self.days.text().strip()
        return RouteGiven(
            post=post,
            also_needs=first if isinstance(first, Post) else None,
            only_if_away=away if isinstance(away, Post) else None,
            condition=self.condition.text().strip(),
            valid_days=int(typed) if typed.isdecimal() else 0,
        )


def _combo(name: str, options: list[tuple[Post | None, str]]) -> Combo:
    box = Combo()
    box.setFixedWidth(320)
    box.setAccessibleName(name)
    for post, words in options:
        box.addItem(words, post)
    return box


class RoutesField(Field):
    """The routes of a cell, in order. `value()` is a tuple of `RouteGiven`."""

    def __init__(self) -> None:
        super().__init__("routes", "Who may decide", "In the order in which they are asked.")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        column.addLayout(self._rows)
        self.add_button = Button("Add a route", self.add_line, icon_name="add", compact=True)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines: list[_RouteLine] = []
        self._place(box, beside=False)

    def add_line(self) -> None:
        """Add a route and go to it."""
        line = self._add(RouteGiven(Post.HEAD_OF_SERVICE))
        line.post.setFocus()
        self.changed.emit()

    def _add(self, given: RouteGiven) -> _RouteLine:
        line = _RouteLine(self.changed.emit, self.remove)
        line.show_route(given)
        self.lines.append(line)
        self._rows.addWidget(line)
        return line

    def remove(self, line: _RouteLine) -> None:
        """Take a route away."""
        self._drop(line)
        self.add_button.setFocus()
        self.changed.emit()

    def _drop(self, line: _RouteLine) -> None:
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    @override
    def focus_target(self) -> QWidget:
        return self.lines[0].post if self.lines else self.add_button

    @override
    def _described(self) -> tuple[QWidget, ...]:
        return ()

    @override
    def value(self) -> tuple[RouteGiven, ...]:
        return tuple(line.value() for line in self.lines)

    @override
    def set_value(self, value: object) -> None:
        for line in list(self.lines):
            self._drop(line)
        for given in value if isinstance(value, tuple) else ():
            self._add(given)

    @override
    def summary(self) -> str:
        return " · ".join(given.post.words for given in self.value())
