"""What was ordered on the local authority's own budgets: assessments and crisis support, with the orders behind."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.resource_views import CommitmentLine, Commitments, HeadTotal
from art_desktop.domain.wording import money_words, short_day_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.routes import REQUEST
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, EmptyState
from art_desktop.ui.widgets.fields import DateField
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Ink, OneLine, page_title, section_title
from art_desktop.ui.words import day

if TYPE_CHECKING:
    from art_desktop.domain.permissions import Actor
    from art_desktop.services import Services

_YEAR_BEGINS = 4
"""The financial year begins in April."""


class OrderedPage(ListPage):
    """Budget heads with their sums at the left, the orders behind the chosen one at the right."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Assessments and crisis support ordered")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(page_title("Assessments and support ordered"))
        head.addSpacing(GRID)
        self.summary = OneLine("", ink=Ink.MUTED)
        head.addWidget(self.summary, 1)
        head.addWidget(self.busy)
        self.column.addLayout(head)
        self.column.addLayout(self._range())
        both = QHBoxLayout()
        both.setSpacing(GRID * 3)
        self.heads = _heads()
        self.heads.left.connect(self.back_requested)
        self.heads.row_selected.connect(self._choose)
        self.heads.row_opened.connect(lambda _row: self._into_records())
        both.addWidget(_titled("By budget", self.heads), 4)
        both.addWidget(self._behind(), 5)
        self.column.addLayout(both, 1)
        self._set_year()

    def _range(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        self.starts = DateField("since", "Ordered from", required=True)
        self.ends = DateField("until", "To and including", required=True)
        for field in (self.starts, self.ends):
            field.line.returnPressed.connect(self.read_again)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        add = Button("Add up", self.read_again)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignBottom)
        year = Button("This financial year", self.show_year, compact=True)
        row.addWidget(year, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        return row

    def _behind(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.behind_title = section_title("Choose a figure")
        self.behind_title.setWordWrap(True)
        column.addWidget(self.behind_title)
        columns: tuple[Column[CommitmentLine], ...] = (
            Column("Request", lambda r: r.reference, width=118, kind=CellKind.STRONG),
            Column(
                "In all",
                lambda r: money_words(r.price_pence),
                lambda r: r.price_pence,
                104,
                CellKind.NUMBER,
            ),
            Column(
                "Ordered",
                lambda r: short_day_words(r.ordered_on),
                lambda r: r.ordered_on,
                112,
                hide_below=480,
            ),
            Column("What, from whom", lambda r: f"{r.resource}, {r.who} ({r.standing})", width=0),
        )
        self.records: DataTable[CommitmentLine] = DataTable(
            "Orders behind the figure",
            columns,
            lambda r: (r.request_id, r.ordered_on, r.price_pence),
            empty=EmptyState("reports", "The orders behind a figure are listed here"),
        )
        self.records.row_opened.connect(
            lambda row: self.go_requested.emit(Route(REQUEST, (int(row.request_id), "quotes")))
        )
        self.records.left.connect(self.focus_first)
        column.addWidget(self.records, 1)
        return box

    @override
    def open(self, key: object) -> None:
        """Add up anew."""
        self.read_again()

    def _set_year(self) -> None:
        today = local_day(self._context.clock.now())
        year = today.year if today.month >= _YEAR_BEGINS else today.year - 1
        self.starts.set_value(date(year, _YEAR_BEGINS, 1))
        self.ends.set_value(today)

    def show_year(self) -> None:
        """Show from the first of April to today."""
        self._set_year()
        self.read_again()

    def read_again(self) -> None:
        """Add up for the days that are typed."""
        for field in (self.starts, self.ends):
            field.set_problem(field.own_problem())
        since, until = self.starts.value(), self.ends.value()
        if since is None or until is None:
            return
        call = partial(_read, since=since, until=until)
        self.calls.read("ordered", call, self._show, self._refused)

    def _refused(self, error: Refusal) -> None:
        if isinstance(error, InvalidAnswers):
            self.ends.set_problem(error.problems[0].words)
        else:
            self.banner_requested.emit(Banner.refusal(error))

    def _show(self, view: Commitments) -> None:
        total = money_words(view.total_pence)
        self.summary.setText(f"{total} in all, {day(view.since)} to {day(view.until)}")
        self.heads.set_rows(view.heads)
        if self.heads.current() is None:
            ordered = [row for row in view.heads if row.lines] or list(view.heads)
            if ordered:
                self.heads.select(ordered[0].head.code)
        self._choose(self.heads.current())

    def _choose(self, row: HeadTotal | None) -> None:
        words = "Choose a figure" if row is None else row.head.words
        self.behind_title.setText(words)
        self.records.set_rows(() if row is None else row.lines)

    def _into_records(self) -> None:
        self.records.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.records.current() is None and self.records.model.rowCount():
            self.records.view.setCurrentIndex(self.records.model.index(0, 0))

    @override
    def focus_first(self) -> None:
        """Start in the list of budget heads."""
        self.heads.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def _titled(title: str, table: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(section_title(title))
    column.addWidget(table, 1)
    return box


def _read(services: Services, who: Actor, *, since: date, until: date) -> Commitments:
    return services.resourcing.commitments(who, since, until)


def _heads() -> DataTable[HeadTotal]:
    columns: tuple[Column[HeadTotal], ...] = (
        Column("The local authority's budget", lambda r: r.head.words, width=0),
        Column(
            "Ordered",
            lambda r: money_words(r.total_pence),
            lambda r: r.total_pence,
            112,
            CellKind.NUMBER,
        ),
        Column(
            "Orders",
            lambda r: str(len(r.lines)),
            lambda r: len(r.lines),
            80,
            CellKind.NUMBER,
            hide_below=420,
        ),
    )
    return DataTable(
        "Budget heads",
        columns,
        lambda r: r.head.code,
        empty=EmptyState("reports", "No budget head is on record"),
    )
