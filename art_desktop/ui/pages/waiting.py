"""Everybody who waits at once: the joint plan beside choosing one at a time. It proposes; people decide."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from art_desktop.domain.allocation_views import (
    AllocationLine,
    AllocationView,
    ChoiceView,
    LeftOutView,
    MissingView,
)
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import Refusal, RuleBroken
from art_desktop.domain.wording import left_words, short_day_words, time_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.routes import REQUEST, REQUESTS
from art_desktop.ui.pages.waiting_aims import AimsStrip
from art_desktop.ui.pages.waiting_pane import WaitingPane, route_of
from art_desktop.ui.pages.waiting_words import (
    before_words,
    homes_words,
    scores_words,
    tiers_words,
    who_words,
)
from art_desktop.ui.theme.signs import Due
from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import EmptyState, announce, scrolled
from art_desktop.ui.widgets.choices import Check
from art_desktop.ui.widgets.flow import FlowLayout
from art_desktop.ui.widgets.progress import ProgressStrip
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.tabs import Tabs
from art_desktop.ui.widgets.text import Label, muted, page_title
from art_desktop.ui.words import counted
from art_desktop.ui.work import Progress, TaskCancelled, WorkContext

_BESIDE_PX = 920
_NOTE = "It proposes; people decide. Nobody is asked and nothing is kept."
_INTRO = (
    "It asks every rule of every home for every child who waits, and proposes the plan that leaves the fewest"
    " without a suitable place, then parts the fewest brothers and sisters, then has the most in-house, then scores"
    " highest. It takes from a few seconds to a minute, and can be stopped."
)


class WaitingPage(ListPage):
    """The button that works it out; then aims, requests and the chosen one, and the approvals that are missing."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Everybody who waits")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.view: AllocationView | None = None
        self.working = False
        self._group = (id(self), "propose")
        self.column.setSpacing(GRID + HALF)
        self.column.addLayout(self._head())
        self.progress = ProgressStrip(self.cancel)
        self.column.addWidget(self.progress)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID + HALF)
        whole.addWidget(self._second_row())
        self.stack = QStackedLayout()
        whole.addLayout(self.stack, 1)
        self.scroll_area = scrolled(inner)
        self.column.addWidget(self.scroll_area, 1)
        self.intro = EmptyState(
            "requests",
            "Who would go where, if everybody were placed at once?",
            _INTRO,
        )
        self.stack.addWidget(self.intro)
        self.nobody = QWidget()
        self.stack.addWidget(self.nobody)
        self.result = self._result()
        self.stack.addWidget(self.result)

    # What it is made of.

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(page_title("Everybody who waits"))
        self.summary = muted("")
        head.addSpacing(GRID)
        head.addWidget(self.summary)
        head.addWidget(self.busy)
        head.addStretch(1)
        self.start_button = Button("Work it out", self.work_out, kind=Kind.PRIMARY)
        head.addWidget(self.start_button)
        return head

    def _second_row(self) -> QWidget:
        box = QWidget()
        row = FlowLayout(box, GRID * 3, row_spacing=HALF)
        note = muted(_NOTE)
        note.setMinimumHeight(28)
        row.addWidget(note)
        self.with_unknown = Check("Count agencies and homes that have not said what is free")
        row.addWidget(self.with_unknown)
        return box

    def _result(self) -> QWidget:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID + HALF)
        self.aims = AimsStrip()
        whole.addWidget(self.aims)
        self.tabs = Tabs()
        self.tabs.add("requests", "Requests", self._requests_tab())
        self.tabs.add("missing", "Approvals that are missing", self._missing_tab())
        self.tabs.add("left_out", "Left out", self._left_out_tab())
        whole.addWidget(self.tabs, 1)
        return inner

    def _requests_tab(self) -> QWidget:
        clock = self._context.clock
        columns: tuple[Column[AllocationLine], ...] = (
            Column("Request", lambda r: r.reference, width=128, kind=CellKind.STRONG),
            Column("Who", who_words, width=156, hide_below=560),
            Column(
                "Needed by",
                lambda r: _needed(r, clock.now()),
                sort=lambda r: r.needed_at,
                width=196,
                kind=CellKind.DUE,
                value=lambda r: _due(r, clock.now()),
                hide_below=1000,
            ),
            Column("Joint plan", lambda r: homes_words(r.together, r.unplaced_words), width=0),
            Column(
                "Tier",
                lambda r: tiers_words(r.together),
                width=92,
                kind=CellKind.MUTED,
                hide_below=800,
            ),
            Column("Score", lambda r: scores_words(r.together), width=68, kind=CellKind.NUMBER),
            Column(
                "One at a time",
                before_words,
                width=0,
                # What differs stands in the text's own colour, "the same" in the muted one.
                value=lambda r: Due.LATER if r.differs else None,
                kind=CellKind.DUE,
            ),
        )
        self.table: DataTable[AllocationLine] = DataTable(
            "Requests in the joint plan",
            columns,
            lambda r: r.key,
            empty=EmptyState(
                "check",
                "No differences",
                "Both ways of choosing have every child in the same home.",
            ),
            filter_hint="Type to filter: a reference, a home",
        )
        self.table.setMinimumHeight(248)
        self.only_differences = Check("Only differences")
        self.only_differences.clicked.connect(self._show_lines)
        self.table.tools.addWidget(self.only_differences)
        self.table.row_selected.connect(self._choose)
        self.table.row_opened.connect(
            lambda row: self.go_requested.emit(Route(REQUEST, row.request_id))
        )
        self.table.left.connect(self.back_requested)
        self.pane = WaitingPane()
        self.pane.asked.connect(self._ask_cost)
        self.pane.go.connect(self.go_requested)
        self.pane.left.connect(self._back_to_table)
        box = QWidget()
        self.both = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        self.both.setContentsMargins(0, GRID + HALF, 0, 0)
        self.both.setSpacing(GRID * 2)
        self.both.addWidget(self.table, 5)
        self.both.addWidget(self.pane, 3)
        return box

    def _missing_tab(self) -> QWidget:
        columns: tuple[Column[MissingView], ...] = (
            Column("Household", lambda m: m.title, width=240, kind=CellKind.STRONG),
            Column("What would change", lambda m: _first(m.change), width=0),
            Column("What it would bring to all", lambda m: m.brings, width=0),
        )
        self.missing: DataTable[MissingView] = DataTable(
            "Approvals that are missing",
            columns,
            lambda m: (m.place, m.change),
            empty=EmptyState(
                "households",
                "No single approval would place more",
                "No household is kept out by its approval alone where it would make the plan better.",
            ),
        )
        self.open_household = Button(
            "Open the household", lambda: self._open_missing(self.missing.current()), compact=True
        )
        self.missing.tools.addWidget(self.open_household)
        self.missing.row_opened.connect(self._open_missing)
        self.missing.row_selected.connect(self._tell_missing)
        self.missing_words = Label("", wrap=True)
        self.missing.left.connect(self.back_requested)
        words = muted(
            "Each line is one change of one approval, tried alone, the best first. Whether to vary an approval is for"
            " the fostering panel and the decision-maker.",
            wrap=True,
        )
        return _in_tab(words, self.missing_words, self.missing)

    def _left_out_tab(self) -> QWidget:
        columns: tuple[Column[LeftOutView], ...] = (
            Column("Request", lambda r: r.reference, width=140, kind=CellKind.STRONG),
            Column("Why it is left out", lambda r: r.why, width=0),
        )
        self.left_out: DataTable[LeftOutView] = DataTable(
            "Requests left out",
            columns,
            lambda r: r.request_id,
            empty=EmptyState(
                "check", "None is left out", "Every request that waits is in the plan."
            ),
        )
        self.left_out.row_opened.connect(
            lambda row: self.go_requested.emit(Route(REQUEST, row.request_id))
        )
        self.left_out.left.connect(self.back_requested)
        words = muted("Requests with an agreed match are not listed: they do not wait.", wrap=True)
        return _in_tab(words, self.left_out)

    # Working it out.

    @override
    def open(self, key: object) -> None:
        """Show what was worked out last; nothing begins by itself, since it may take a while."""

    def work_out(self) -> None:
        """Work the plan out, off the window's thread. While it is under way there is nothing more to begin."""
        if self.working:
            announce(self.progress, self.progress.words.text())
            return
        # The button stays as it is: one that is disabled would lose the focus.
        self.working = True
        services, actor = self._context.services, self._context.actor()
        with_unknown = self.with_unknown.isChecked()

        def work(ctx: WorkContext) -> AllocationView:
            from art_desktop.domain.allocation.solve import CalledOff

            def tell(done: int, total: int, words: str) -> None:
                ctx.checkpoint(Progress(done, total, words))

            try:
                return services.allocating.propose(
                    actor,
                    with_unknown=with_unknown,
                    progress=tell,
                    cancelled=lambda: ctx.cancelled,
                )
            except CalledOff:
                raise TaskCancelled from None

        self.progress.start("Reading who waits")
        self._context.runner.submit(
            work,
            on_success=self._arrived,
            on_failure=self._failed,
            on_progress=self._tell,
            on_end=self._ended,
            group=self._group,
        )

    def cancel(self) -> None:
        """Stop the work; what was shown before stays."""
        # The button that was pressed goes with the progress, and the focus would go anywhere.
        self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.runner.forget(self._group)
        self.said.emit("Stopped. Nothing was worked out.")

    def _alive(self) -> bool:
        return shiboken6.isValid(self)

    def _tell(self, progress: Progress) -> None:
        if self._alive():
            self.progress.show_progress(progress)

    def _ended(self) -> None:
        if self._alive():
            focus = QApplication.focusWidget()
            had_focus = focus is not None and self.progress.isAncestorOf(focus)
            self.working = False
            self.progress.stop()
            if had_focus:
                self.focus_first()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleBroken) and error.rule == "nobody_waits" and self._alive():
            self._show_nobody(error)
        else:
            self._context.messages.report(error)

    def _show_nobody(self, error: Refusal) -> None:
        self.view = None
        self.summary.setText("")
        empty = EmptyState(
            "requests",
            error.what,
            f"{error.why} {error.what_next}",
            action="Go to the requests",
            on_action=lambda: self.go_requested.emit(Route(REQUESTS)),
        )
        self.stack.removeWidget(self.nobody)
        self.nobody.deleteLater()
        self.nobody = empty
        self.stack.addWidget(empty)
        self.stack.setCurrentWidget(empty)
        announce(self, str(error))

    def _arrived(self, view: AllocationView) -> None:
        if not self._alive():
            return
        self.view = view
        at = time_words(self._context.clock.now())
        self.summary.setText(
            f"{counted(len(view.lines), 'request')}, {counted(view.children, 'child', 'children')},"
            f" worked out at {at}"
        )
        self.start_button.setText("Work it out again")
        self.aims.show_view(view)
        differ = sum(line.differs for line in view.lines)
        self.only_differences.setChecked(self.only_differences.isChecked() and bool(differ))
        self.tabs.set_count("requests", len(view.lines))
        self.tabs.set_count("missing", len(view.missing) or None)
        self.tabs.set_count("left_out", len(view.left_out) or None)
        self.missing.set_rows(view.missing)
        self.left_out.set_rows(view.left_out)
        self.open_household.setEnabled(bool(view.missing))
        if view.missing:
            self.missing.view.setCurrentIndex(self.missing.model.index(0, 0))
        self._show_lines()
        self.tabs.show_tab("requests")
        self.stack.setCurrentWidget(self.result)
        announce(self, self.aims.proof.text())
        self.focus_first()

    def _show_lines(self) -> None:
        view = self.view
        if view is None:
            return
        only = self.only_differences.isChecked()
        self.table.set_rows([line for line in view.lines if line.differs or not only])
        if self.table.current() is None and self.table.model.rowCount():
            self.table.view.setCurrentIndex(self.table.model.index(0, 0))
        self._choose(self.table.current())

    def _choose(self, line: AllocationLine | None) -> None:
        self.pane.show_line(line)

    def _ask_cost(self, line: AllocationLine, choice: ChoiceView) -> None:
        view = self.view
        if view is None:
            return
        self.calls.read(
            "swap",
            lambda s, who: s.allocating.swap(who, view.problem, view.plan, line.key, choice.place),
            partial(self.pane.show_cost, line, choice),
            lambda error: self.pane.show_cost(line, choice, str(error)),
        )

    def _open_missing(self, row: MissingView | None) -> None:
        if row is not None:
            self.go_requested.emit(route_of(row.place))

    def _tell_missing(self, row: MissingView | None) -> None:
        """Say the whole of the chosen line, which may be longer than its cells."""
        words = f"{row.title}: {row.change}. {row.brings}" if row is not None else ""
        self.missing_words.setText(words)

    def _back_to_table(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_first(self) -> None:
        """Start in the list of requests; before there is one, at the button that works it out."""
        if self.view is None:
            self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the work, or goes back where there is none."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.working:
            self.cancel()
        else:
            self.back_requested.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen request below the list where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_PX
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.both.direction() is not way:
            self.both.setDirection(way)


def _in_tab(*parts: QWidget) -> QWidget:
    """Return a tab of words and, last, the table that takes the room."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GRID + HALF, 0, 0)
    column.setSpacing(GRID + HALF)
    for part in parts:
        column.addWidget(part)
    column.setStretchFactor(parts[-1], 1)
    return page


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _needed(line: AllocationLine, now: datetime) -> str:
    return f"{short_day_words(local_day(line.needed_at))} · {left_words(line.needed_at, now)}"


def _due(line: AllocationLine, now: datetime) -> Due:
    if line.needed_at < now:
        return Due.LATE
    return Due.TODAY if local_day(line.needed_at) == local_day(now) else Due.LATER
