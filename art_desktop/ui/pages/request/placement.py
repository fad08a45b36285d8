"""The tab Placement: start it, then what the start opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import StartPlacement
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, Refusal, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import PlacementView, RequestPage, TaskRow
from art_desktop.domain.wording import left_words, weekly_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.approvals_card import ApprovalsCard
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import InPlace, ReadingPart, in_row, lines_of
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Card, Divider, EmptyState
from art_desktop.ui.widgets.fields import DateField, TextArea
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.widgets.show import DueText, KeyValue
from art_desktop.ui.widgets.text import Label, muted, strong
from art_desktop.ui.words import day, moment


class StartForm(Form):
    """From which day, and until when it is expected to last."""

    def __init__(self, title: str) -> None:
        super().__init__()
        group = self.add_group(f"Start the placement with {title}", "1")
        self.starts_on = DateField("starts_on", "Starts on", required=True)
        self.ends_on = DateField(
            "expected_end_on", "Expected to end on", "Leave it empty where nobody can say."
        )
        self.add(self.starts_on, group)
        self.add(self.ends_on, group)


class PlacementPart(ReadingPart):
    """The start of the placement, and its tasks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: object = None
        self.form: StartForm | None = None
        self.approvals: ApprovalsCard | None = None
        self._approvals_at = QVBoxLayout()
        self._planned: tuple[RequestId, date] | None = None
        self._saving = False

    @override
    def show_page(self, page: RequestPage) -> None:
        """Show the form before the start, the placements and tasks after it."""
        self._show(page)
        if self._planned is not None and self._planned[0] == page.id and self.form is not None:
            self._look(page, self._planned[1])

    def _show(self, page: RequestPage) -> None:
        may_act = self.desk.may(Permission.PLACE)
        shown = (
            page.id,
            page.match,
            page.placements,
            page.tasks,
            page.stage,
            may_act,
            page.approvals,
        )
        if shown == self._shown:
            return
        before = self._shown
        typing = self.form is not None and self.form.touched()
        same = isinstance(before, tuple) and before[0] == page.id and before[-1] == page.approvals
        if typing and same and not page.placements:
            return
        self._shown = shown
        self.empty_column()
        self.form = self.approvals = None
        if page.placements:
            self._approvals(page)
            self._placements(page.placements)
        elif page.match is not None and page.stage.is_open and may_act:
            self._approvals(page)
            self._start_form(page)
        elif page.stage.is_open:
            self.column.addWidget(
                EmptyState(
                    "placements",
                    "No match yet",
                    "A placement starts once the match is on record.",
                    action="Go to Decision",
                    on_action=lambda: self.desk.host.go_to("decision"),
                )
            )
        else:
            self.column.addWidget(EmptyState("placements", "No placement was started"))
        if page.tasks:
            self._tasks(page.tasks)
        self.column.addStretch(1)

    def _approvals(self, page: RequestPage) -> None:
        """Show what the match needs approved; after the start, what is still owed."""
        self._approvals_at = QVBoxLayout()
        self.column.addLayout(self._approvals_at)
        if page.approvals:
            self._add_approvals(ApprovalsCard(self.desk, page))

    def _add_approvals(self, card: ApprovalsCard) -> None:
        self.approvals = card
        card.asked.connect(self.bring_into_view)
        self._approvals_at.addWidget(card)

    def _look(self, page: RequestPage, on: date) -> None:
        """Ask what a start on the planned day needs approved: it may be more than on the day first asked for."""
        self._planned = (page.id, on)
        self.desk.read(
            "approvals",
            lambda services, who: services.authorising.needed(who, page.id, on),
            lambda views: self._looked(replace(page, approvals=views), on),
        )

    def _looked(self, page: RequestPage, on: date) -> None:
        old = self.approvals
        if self.form is None or page.approvals == (old.page.approvals if old else ()):
            return
        if old is not None:
            self._approvals_at.removeWidget(old)
            old.hide()
            old.deleteLater()
            self.approvals = None
        if page.approvals:
            card = ApprovalsCard(self.desk, page, on)
            self._add_approvals(card)
            card.show()

    def _start_form(self, page: RequestPage) -> None:
        match = page.match
        assert match is not None
        form = StartForm(match.title)
        self.form = form
        agreed = [a.can_start_on for a in page.approaches if a.option_id == match.option_id]
        today = local_day(self.desk.context.clock.now())
        form.starts_on.set_value(next((on for on in agreed if on), today))
        weeks = [
            child.needs.expected_weeks for child in page.children if child.needs.expected_weeks
        ]
        start = form.starts_on.value()
        if weeks and start is not None:
            form.ends_on.set_value(start + timedelta(weeks=max(weeks)))
        form.save_requested.connect(self.start)
        self.start_button = Button("Start placement", self.start, kind=Kind.PRIMARY)
        foot = QWidget()
        row = in_row(self.start_button, muted("Ctrl+Enter"))
        row.setContentsMargins(0, 0, 0, 0)
        foot.setLayout(row)
        who = f"For {page.children_words}. The tasks that follow open by themselves."
        form.groups[0].add_widget(muted(who, wrap=True))
        form.groups[0].add_widget(foot)
        self.column.addWidget(form)

    def start(self) -> None:
        """Start the placement of every child of the request."""
        form, page = self.form, self.desk.page
        if form is None or page is None or self._saving or not form.check():
            return
        command = StartPlacement(
            request_id=page.id,
            version=page.version,
            starts_on=cast("object", form.starts_on.value()),  # type: ignore[arg-type]  # required, so it is there
            expected_end_on=form.ends_on.value(),
        )
        self._saving = True
        self.desk.write(lambda s, who: s.placing.start(who, command), self._saved, self._refused)

    def _saved(self, _done: object) -> None:
        self._saving = False
        if self.form is not None:
            self.form.settled()

    def _refused(self, error: Refusal) -> None:
        self._saving = False
        form = self.form
        if form is not None and isinstance(error, InvalidAnswers):
            form.show_problems(error.problems)
        elif form is not None and isinstance(error, RuleBroken) and error.field:
            form.show_problems((FieldProblem(error.field, str(error)),))
        else:
            self.desk.refuse(error)
        page, on = self.desk.page, form.starts_on.value() if form is not None else None
        if isinstance(error, RuleBroken) and error.rule == "added_approval" and page and on:
            self._look(page, on)

    def _placements(self, placements: Sequence[PlacementView]) -> None:
        card = Card("Placed")
        for at, placement in enumerate(placements):
            if at:
                card.add(Divider())
            card.add(strong(f"{placement.child} with {placement.title}", wrap=True))
            pairs = KeyValue()
            pairs.add("From", day(placement.starts_on))
            if placement.ended_on is not None:
                why = f", {placement.end_reason}" if placement.end_reason else ""
                pairs.add("Ended", f"{day(placement.ended_on)}{why}")
            else:
                pairs.add("Expected to end", day(placement.expected_end_on))
            pairs.add("Cost", weekly_words(placement.weekly_price_pence))
            if placement.tier is not None:
                pairs.add("Tier", placement.tier.words)
            card.add(pairs)
        self.column.addWidget(card)

    def _tasks(self, tasks: Sequence[TaskRow]) -> None:
        left = sum(task.done_at is None for task in tasks)
        card = Card(f"What it opened: {left} of {len(tasks)} to do")
        for task in sorted(tasks, key=lambda t: (t.done_at is not None, t.due_at)):
            card.add(self._task(task))
        self.column.addWidget(card)

    def _task(self, task: TaskRow) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, HALF, 0, HALF)
        row.setSpacing(GRID + HALF)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(task.words, wrap=True))
        if task.owner:
            words.addWidget(muted(task.owner))
        row.addLayout(words, 1)
        row.addWidget(_due(task, self.desk), 0, Qt.AlignmentFlag.AlignTop)
        if task.done_at is None and self.desk.may(Permission.DO_TASKS):
            done = Button("Done", lambda: self._done(task, words), compact=True)
            done.setAccessibleName(f"Done: {task.words}")
            row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _done(self, task: TaskRow, at: QVBoxLayout) -> None:
        """Mark a task done; where it takes words, ask for them under it."""

        def refused(error: Refusal) -> None:
            if isinstance(error, RuleBroken) and error.field == "note":
                self._ask_words(task, at, error)
            else:
                self.desk.refuse(error)

        self.desk.write(lambda s, who: s.tasks.done(who, task.id, task.version), failed=refused)

    def _ask_words(self, task: TaskRow, at: QVBoxLayout, error: RuleBroken) -> None:
        """Ask what happened: where the child moved to, or who confirmed the stay."""
        words = TextArea("note", "What happened", "It is kept with the task.", lines=2)

        def done() -> None:
            note = str(words.value() or "")
            if not note:
                words.set_problem("Say where the child moved to, or who confirmed the stay.")
                words.focus_target().setFocus()
                return
            self.desk.write(lambda s, who: s.tasks.done(who, task.id, task.version, note))

        def close() -> None:
            at.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

        panel = InPlace("Moved, or the stay confirmed", "Record", done, close, why=error.why)
        panel.body.addWidget(words)
        at.addWidget(panel)
        panel.show()
        words.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(panel)

    @override
    def escape(self) -> bool:
        """Close the form of a decision."""
        return self.approvals is not None and self.approvals.close_panel()

    @override
    def focus_first(self) -> None:
        """Start at the first approval that is needed, else at the date."""
        lines = self.approvals.lines if self.approvals is not None else []
        for line in lines:
            if line.button is not None:
                line.button.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if self.form is not None:
            self.form.starts_on.focus_target().setFocus(Qt.FocusReason.TabFocusReason)


def _due(task: TaskRow, desk: Desk) -> QWidget:
    if task.done_at is not None:
        return DueText(Due.DONE, f"done {moment(task.done_at)}")
    due = Due.LATE if task.late else Due.TODAY if task.due_today else Due.LATER
    now = desk.context.clock.now()
    return DueText(due, lines_of((moment(task.due_at), left_words(task.due_at, now))))
