"""The routes of one cell of the policy, a line each: who decides, who agrees first, in whose absence, how long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.domain.authority_views import RouteGiven
from art_desktop.domain.vocabulary import Post
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import capital
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, IconButton
from art_desktop.ui.widgets.cards import Panel
from art_desktop.ui.widgets.choices import Combo
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.text import small

WIDTH = 376


class _PostBox(Combo):
    """One of the posts; `optional` puts "Nobody" before them."""

    def __init__(self, *, optional: bool = True) -> None:
        super().__init__()
        # The posts are kept here: Qt would give plain text back in place of a member.
        self._posts: tuple[Post | None, ...] = ((None,) if optional else ()) + tuple(Post)
        self.setFixedWidth(WIDTH)
        for post in self._posts:
            self.addItem("Nobody" if post is None else capital(post.words))

    def post(self) -> Post | None:
        """Return the post that is chosen; what was typed and is no post counts as the last one chosen."""
        at = self.currentIndex()
        return self._posts[at] if at >= 0 else None

    def show_post(self, post: Post | None) -> None:
        """Choose a post."""
        self.setCurrentIndex(self._posts.index(post))


class _RouteLine(Panel):
    """One route."""

    def __init__(
        self, changed: Callable[[], object], remove: Callable[[_RouteLine], object]
    ) -> None:
        super().__init__("surface", "line")
        self.setAccessibleName("A route")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID + HALF, GRID, GRID + HALF, GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(3, 1)
        self.post = _PostBox(optional=False)
        self.first, self.away = _PostBox(), _PostBox()
        self.condition, self.days = QLineEdit(), QLineEdit()
        self.condition.setMaxLength(200)
        self.condition.setFixedWidth(WIDTH)
        self.days.setFixedWidth(72)
        self.days.setMaxLength(3)
        for title, box, row, at in (
            ("Who decides", self.post, 0, 0),
            ("Who agrees first", self.first, 0, 1),
            ("Only in the absence of", self.away, 2, 0),
            ("Condition", self.condition, 2, 1),
            ("Valid, days", self.days, 2, 2),
        ):
            box.setAccessibleName(title)
            if isinstance(box, QComboBox) and (line := box.lineEdit()) is not None:
                line.setAccessibleName(title)
            grid.addWidget(small(title), row, at)
            grid.addWidget(box, row + 1, at, Qt.AlignmentFlag.AlignLeft)
        away = IconButton("close", "Take this route away", lambda: remove(self))
        grid.addWidget(away, 1, 2, Qt.AlignmentFlag.AlignLeft)
        for combo in (self.post, self.first, self.away):
            combo.activated.connect(lambda _at: changed())
        for line in (self.condition, self.days):
            line.textEdited.connect(lambda _text: changed())

    def show_route(self, given: RouteGiven) -> None:
        """Show a route as it stands."""
        self.post.show_post(given.post)
        self.first.show_post(given.also_needs)
        self.away.show_post(given.only_if_away)
        self.condition.setText(given.condition)
        self.days.setText(str(given.valid_days))

    def value(self) -> RouteGiven:
        typed = self.days.text().strip()
        return RouteGiven(
            post=self.post.post() or Post.HEAD_OF_SERVICE,
            also_needs=self.first.post(),
            only_if_away=self.away.post(),
            condition=self.condition.text().strip(),
            valid_days=int(typed) if typed.isdecimal() else 0,
        )


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
