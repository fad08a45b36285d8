"""The first of the reports: why in-house homes were not used, counted, with the records behind each figure."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.reasons_views import ReasonLine, ReasonRecord, ReasonsView
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.routes import BOARD, ORDERED, REQUEST
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, EmptyState
from art_desktop.ui.widgets.count_bar import CountBarDelegate
from art_desktop.ui.widgets.fields import DateField
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.tabs import Tabs
from art_desktop.ui.widgets.text import Ink, OneLine, page_title, section_title
from art_desktop.ui.words import counted, day

_COUNT_COLUMN = 1


class ReasonsPage(ListPage):
    """Figures at the left, the records behind the chosen one at the right."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Reports: why in-house was not used")
        self._context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.column.addLayout(self._head())
        self.column.addLayout(self._range())
        both = QHBoxLayout()
        both.setSpacing(GRID * 3)
        self.not_used = _figures(
            "Reason recorded", "No reason was recorded", "Reasons are recorded on shortlists."
        )
        self.excluded = _figures(
            "Rule that excluded", "No rule excluded anybody", "Or nothing was searched."
        )
        self.answers = _figures(
            "Providers' answer", "No provider has answered", "Or nobody was sent a referral."
        )
        self.tabs = Tabs()
        for name, title, table in (
            ("not_used", "Suitable, and not used", self.not_used),
            ("excluded", "Excluded by a rule", self.excluded),
            ("answers", "What providers answered", self.answers),
        ):
            self.tabs.add(name, title, _in_tab(table))
            table.left.connect(self.back_requested)
        self.tabs.shown.connect(self._on_tab)
        for table in (self.not_used, self.excluded, self.answers):
            table.row_selected.connect(partial(self._choose, table))
            table.row_opened.connect(lambda _row: self._into_records())
        both.addWidget(self.tabs, 1)
        both.addWidget(self._behind(), 1)
        self.column.addLayout(both, 1)
        today = local_day(context.clock.now())
        self.starts.set_value(date(today.year - 1, today.month, 1))
        self.ends.set_value(today)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(page_title("Why in-house was not used"))
        head.addSpacing(GRID)
        self.summary = OneLine("", ink=Ink.MUTED)
        head.addWidget(self.summary, 1)
        head.addWidget(self.busy)
        to_board = Button("Joint Governance Board", lambda: self.go_requested.emit(Route(BOARD)))
        head.addWidget(to_board)
        to_ordered = Button("Assessments ordered", lambda: self.go_requested.emit(Route(ORDERED)))
        head.addWidget(to_ordered)
        return head

    def _range(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        self.starts = DateField("start", "From", required=True)
        self.ends = DateField("end", "To and including", required=True)
        for field in (self.starts, self.ends):
            field.line.returnPressed.connect(self.read_again)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self.count_button = Button("Count", self.read_again)
        row.addWidget(self.count_button, 0, Qt.AlignmentFlag.AlignBottom)
        for words, months in (("This month", 0), ("3 months", 2), ("12 months", 11)):
            button = Button(words, partial(self.show_months, months), compact=True)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
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
        column.addSpacing(GRID)
        columns: tuple[Column[ReasonRecord], ...] = (
            Column("Request", lambda r: r.request, width=132, kind=CellKind.STRONG),
            Column("Of", lambda r: r.household, width=100),
            Column("Day", lambda r: day(r.day), lambda r: r.day, 0),
        )
        self.records: DataTable[ReasonRecord] = DataTable(
            "Records behind the figure",
            columns,
            lambda r: (r.request_id, r.household),
            empty=EmptyState("reports", "The records behind a figure are listed here"),
        )
        self.records.row_opened.connect(
            lambda row: self.go_requested.emit(Route(REQUEST, row.request_id))
        )
        self.records.left.connect(self._back_to_figures)
        column.addWidget(self.records, 1)
        return box

    # What is shown.

    @override
    def open(self, key: object) -> None:
        """Count anew."""
        self.read_again()

    def show_months(self, back: int) -> None:
        """Show from the first of the month `back` months ago to today."""
        today = local_day(self._context.clock.now())
        months = today.year * 12 + today.month - 1 - back
        self.starts.set_value(date(months // 12, months % 12 + 1, 1))
        self.ends.set_value(today)
        self.read_again()

    def read_again(self) -> None:
        """Count for the range that is typed."""
        for field in (self.starts, self.ends):
            field.set_problem(field.own_problem())
        start, end = self.starts.value(), self.ends.value()
        if start is None or end is None:
            return
        self.calls.read(
            "counted", lambda s, who: s.reasons.counted(who, start, end), self._show, self._refused
        )

    def _refused(self, error: Refusal) -> None:
        if isinstance(error, InvalidAnswers):
            self.ends.set_problem(error.problems[0].words)
        else:
            self.banner_requested.emit(Banner.refusal(error))

    def _show(self, view: ReasonsView) -> None:
        words = counted(view.searched, "request")
        self.summary.setText(f"{words} searched, {day(view.start)} to {day(view.end)}")
        self.not_used.set_rows(view.not_used)
        self.excluded.set_rows(view.excluded)
        self.tabs.set_count("not_used", sum(line.count for line in view.not_used))
        self.tabs.set_count("excluded", sum(line.count for line in view.excluded))
        self.answers.set_rows(view.answers)
        self.tabs.set_count("answers", sum(line.count for line in view.answers) or None)
        if not view.not_used and view.excluded:
            self.tabs.show_tab("excluded")
        self._on_tab(self.tabs.current())

    def _table(self) -> DataTable[ReasonLine]:
        """Return the table of figures that is shown."""
        tables = {"not_used": self.not_used, "answers": self.answers}
        return tables.get(self.tabs.current(), self.excluded)

    def _on_tab(self, _name: str) -> None:
        """Show the records behind the chosen figure of the table that is shown: the first, where none is."""
        table = self._table()
        if table.current() is None and table.model.rowCount():
            table.view.setCurrentIndex(table.model.index(0, 0))
        self._choose(table, table.current())

    def _choose(self, table: DataTable[ReasonLine], row: ReasonLine | None) -> None:
        if table is not self._table():
            return
        self.behind_title.setText("Choose a figure" if row is None else row.words)
        self.records.set_rows(() if row is None else row.records)

    def _into_records(self) -> None:
        self.records.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.records.current() is None and self.records.model.rowCount():
            self.records.view.setCurrentIndex(self.records.model.index(0, 0))

    def _back_to_figures(self) -> None:
        self._table().view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_first(self) -> None:
        """Start in the list of figures."""
        self._table().view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def _in_tab(table: DataTable[ReasonLine]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GRID * 2, 0, 0)
    column.addWidget(table)
    return page


def _figures(title: str, nothing: str, why: str) -> DataTable[ReasonLine]:
    """Return a table of figures with bars."""
    columns: tuple[Column[ReasonLine], ...] = (
        Column(title, lambda r: r.words, width=0),
        Column("How often", lambda r: str(r.count), lambda r: r.count, 184, in_filter=False),
        Column("Requests", lambda r: str(r.requests), lambda r: r.requests, 88, CellKind.NUMBER),
    )
    table: DataTable[ReasonLine] = DataTable(
        title, columns, lambda r: r.code, empty=EmptyState("reports", nothing, why)
    )
    bars = CountBarDelegate(table.model, lambda row: row.count, table.view)
    table.view.setItemDelegateForColumn(_COUNT_COLUMN, bars)
    return table
