"""Recording a decision: who decided what and when, with conditions that become tasks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import cast

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from art_desktop.domain.clock import LONDON, local_day, local_time
from art_desktop.domain.commands import Condition, RecordAuthorisation
from art_desktop.domain.deciders import same_name
from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.ids import Pence, RequestId, UserId
from art_desktop.domain.read_models import AuthorisationView, RouteView, UserRow
from art_desktop.domain.vocabulary import Decision, Post
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import capital
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, IconButton
from art_desktop.ui.widgets.choices import ChoiceField, Combo, SegmentedField, options_of
from art_desktop.ui.widgets.field import Field
from art_desktop.ui.widgets.fields import DateField, MoneyField, TextArea, TextField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.text import small
from art_desktop.ui.words import day, parse_day

WHO = "Who decided, or who chaired."
_TIME = re.compile(r"^([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])$")


class TimeField(TextField):
    """A time on the wall in England: "14:02", "1402". `value()` is a `time` or None."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, required=True, width="short", placeholder="14:00")
        self.line.setFixedWidth(88)

    @override
    def value(self) -> time | None:
        found = _TIME.match(self.text())
        return time(int(found[1]), int(found[2])) if found else None

    @override
    def set_value(self, value: object) -> None:
        self.line.setText(f"{value:%H:%M}" if isinstance(value, time) else "")

    @override
    def own_problem(self) -> str:
        if self.value() is None:
            return "Type a time like 14:00."
        return ""

    @override
    def summary(self) -> str:
        return self.text()


class _ConditionLine(QWidget):
    """One condition: what, by when, whose."""

    def __init__(
        self,
        team: Sequence[UserRow],
        changed: Callable[[], object],
        remove: Callable[[_ConditionLine], object],
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self.words, self.due, self.owner = QLineEdit(), QLineEdit(), Combo()
        self.words.setMaxLength(500)
        self.due.setPlaceholderText("24 Nov 2026")
        self.owner.setFixedWidth(184)
        self.owner.addItem("The team", None)
        for user in team:
            self.owner.addItem(user.full_name, user.id)
        for title, box, width in (
            ("Condition", self.words, 360),
            ("Due", self.due, 136),
            ("Whose", self.owner, 184),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(small(title))
            box.setFixedWidth(width)
            box.setAccessibleName(title)
            column.addWidget(box)
            row.addLayout(column)
        self.words.textEdited.connect(lambda _text: changed())
        self.due.textEdited.connect(lambda _text: changed())
        self.owner.activated.connect(lambda _at: changed())
        self.due.editingFinished.connect(self._on_left)
        away = IconButton("close", "Take this condition away", lambda: remove(self))
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)

    def _on_left(self) -> None:
        found = parse_day(self.due.text())
        if found is not None:
            self.due.setText(day(found))

    def is_empty(self) -> bool:
        return not self.words.text().strip() and not self.due.text().strip()

    def problem(self) -> str:
        if not self.words.text().strip():
            return "Say what the condition is."
        if parse_day(self.due.text()) is None:
            return "Give each condition a day, like 24 Nov 2026: it becomes a task."
        return ""

    def value(self) -> Condition:
        due = parse_day(self.due.text())
        assert due is not None
        owner = cast("UserId | None", cast("QComboBox", self.owner).currentData())
        return Condition(self.words.text().strip(), due, owner)


class ConditionsField(Field):
    """The conditions of a decision. `value()` is a tuple of `Condition`."""

    def __init__(self) -> None:
        super().__init__(
            "conditions", "Conditions", "Each becomes a task with a date and an owner."
        )
        self._team: tuple[UserRow, ...] = ()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        column.addLayout(self._rows)
        self._add = Button("Add a condition", self.add_line, icon_name="add", compact=True)
        column.addWidget(self._add)
        self._lines: list[_ConditionLine] = []
        self._place(box, beside=False)

    def set_team(self, team: Sequence[UserRow]) -> None:
        """Say who can own a condition; lines that stand already keep theirs."""
        self._team = tuple(team)

    def is_empty(self) -> bool:
        """Say whether there is no line, not even an empty one."""
        return not self._lines

    def add_line(self) -> None:
        """Add an empty line and go to it."""
        line = _ConditionLine(self._team, self.changed.emit, self._remove)
        self._lines.append(line)
        self._rows.addWidget(line)
        line.words.setFocus()

    def _remove(self, line: _ConditionLine) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._add.setFocus()
        self.changed.emit()

    @override
    def focus_target(self) -> QWidget:
        return self._lines[0].words if self._lines else self._add

    @override
    def _described(self) -> tuple[QWidget, ...]:
        return ()

    @override
    def value(self) -> tuple[Condition, ...]:
        return tuple(line.value() for line in self._lines if not line.is_empty())

    @override
    def set_value(self, value: object) -> None:
        for line in list(self._lines):
            self._remove(line)

    @override
    def own_problem(self) -> str:
        problems = [line.problem() for line in self._lines if not line.is_empty()]
        return next((words for words in problems if words), "")

    @override
    def summary(self) -> str:
        return " · ".join(condition.words for condition in self.value())


class DecisionForm(Form):
    """The decision of the person or panel that was asked. `command` is what is recorded.

    `resource`: what is authorised is no home, and has a price up to which it may go.
    """

    def __init__(
        self, routes: Sequence[RouteView], now: datetime, *, resource: bool = False
    ) -> None:
        super().__init__()
        self.routes = tuple(routes)
        self._resource = resource
        self._proposed = ""
        group = self.add_group("Record a decision", "1")
        options = tuple((route.post, capital(route.words)) for route in self.routes)
        self.post = ChoiceField(
            "post",
            "Who decided",
            options,
            "Only those who may decide this request today.",
            required=True,
            not_known=False,
            width=480,
        )
        self.decided_by = TextField("decided_by", "Name", WHO, required=True)
        self._names = QStringListModel(self)
        finder = QCompleter(self._names, self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.decided_by.line.setCompleter(finder)
        self.covering = TextField("covering", "Why somebody else decided", width="long")
        self.first = TextField(
            "first_agreed_by", "Who agreed first", "The on-call senior manager agrees first."
        )
        self.decision = SegmentedField(
            "decision", "Decision", options_of(Decision), required=True, not_known=False
        )
        self.decided_on = DateField("decided_at", "Date of the decision", required=True)
        self.at_time = TimeField("decided_time", "Time")
        self.deferred_to = DateField(
            "deferred_to", "Put off to", "The day by which what is wanted has to be there."
        )
        self.most = MoneyField("most_pence", "Up to", "Pounds in all; empty for no limit.")
        self.conditions = ConditionsField()
        self.note = TextArea(
            "note", "Note", "What was asked for, or why it was not agreed.", lines=2
        )
        fields: tuple[Field, ...] = (
            self.post,
            self.decided_by,
            self.covering,
            self.first,
            self.decision,
            self.decided_on,
            self.at_time,
            self.deferred_to,
            self.most,
            self.conditions,
            self.note,
        )
        for field in fields:
            self.add(field, group)
        local = local_time(now)
        self.decided_on.set_value(local.date())
        self.at_time.set_value(local.time())
        if len(self.routes) == 1:
            self.post.set_value(self.routes[0].post)
        self.post.changed.connect(self._show_fitting)
        self.decision.changed.connect(self._show_fitting)
        self.decided_by.changed.connect(self._show_covering)
        self._show_fitting()

    def route(self) -> RouteView | None:
        """Return the route that is chosen."""
        post = self.post.value()
        return next((route for route in self.routes if route.post == post), None)

    def renew(self, decision: AuthorisationView) -> None:
        """Fill it in for a renewal of a decision, by the same post where that may still decide."""
        if any(route.post is decision.post for route in self.routes):
            self.post.set_value(decision.post)
        self.decision.set_value(Decision.AGREED)
        self.note.set_value(f"Renewal of the decision of {day(local_day(decision.decided_at))}.")
        self._show_fitting()

    def _propose(self, route: RouteView | None) -> None:
        """Offer who may decide; a name that nobody typed makes way for the next."""
        names = [person.name for person in route.people] if route is not None else []
        self._names.setStringList(names)
        if self.decided_by.text() == self._proposed:
            self._proposed = names[0] if len(names) == 1 else ""
            self.decided_by.set_value(self._proposed or None)
        who = "; or ".join(person.words for person in route.people) if route is not None else ""
        self.decided_by.set_help(who or WHO)

    def _show_covering(self) -> None:
        """Ask why somebody else decided, where the route is not open now or the name is not one of its people."""
        route, name = self.route(), self.decided_by.text()
        shut = route.shut if route is not None else ""
        another = (
            route is not None
            and not route.free_name
            and bool(name)
            and not any(same_name(person.name, name) for person in route.people)
        )
        self.covering.setVisible(bool(shut) or another or bool(self.covering.text()))
        words = f"{name} is not on record for this post today." if another else ""
        self.covering.set_help(shut or words)

    def _show_fitting(self) -> None:
        route = self.route()
        self._propose(route)
        self._show_covering()
        also = route.also_needs if route is not None else None
        self.first.setVisible(also is not None)
        if also is not None:
            self.first.set_help(f"The {also.words} agrees before it is done.")
        if route is not None and route.condition:
            self.post.set_help(route.condition)
        with_conditions = self.decision.value() is Decision.AGREED_CONDITIONS
        self.conditions.setVisible(with_conditions)
        if with_conditions and self.conditions.is_empty():
            self.conditions.add_line()
        put_off = self.decision.value() is Decision.DEFERRED
        self.deferred_to.setVisible(put_off)
        decided = self.decision.value()
        permits = isinstance(decided, Decision) and decided.permits
        self.most.setVisible(self._resource and permits)
        self.note.set_help(
            "What is wanted: it becomes a task." if put_off else "What was asked for, or why not."
        )

    def command(self, request_id: RequestId) -> RecordAuthorisation | None:
        """Return what is recorded; None, with the problems shown, where something is missing."""
        put_off = self.decision.value() is Decision.DEFERRED
        if not self.check():
            return None
        if put_off and self.deferred_to.value() is None:
            words = "Say by which day what is wanted has to be there."
            self.show_problems((FieldProblem("deferred_to", words),))
            return None
        on, at = self.decided_on.value(), self.at_time.value()
        assert isinstance(on, date)
        assert at is not None
        decision = cast("Decision", self.decision.value())
        with_conditions = decision is Decision.AGREED_CONDITIONS
        route = self.route()
        return RecordAuthorisation(
            request_id=request_id,
            post=cast("Post", self.post.value()),
            decided_by=self.decided_by.text(),
            decision=decision,
            decided_at=datetime.combine(on, at, LONDON).astimezone(UTC),
            conditions=self.conditions.value() if with_conditions else (),
            note=str(self.note.value() or ""),
            first_agreed_by=self.first.text() if route is not None and route.also_needs else "",
            deferred_to=self.deferred_to.value() if decision is Decision.DEFERRED else None,
            most_pence=self._most(decision),
            covering=self.covering.text() if self.covering.isVisibleTo(self) else "",
        )

    def _most(self, decision: Decision) -> Pence | None:
        pence = self.most.value() if self._resource and decision.permits else None
        return None if pence is None else Pence(pence)
