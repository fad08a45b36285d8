"""The page of frameworks: each with its lots, and on each lot its providers with their days and prices."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import ChangedByOther, Refusal
from art_desktop.domain.framework_views import FrameworksPage, FrameworkView, LotLine, PlaceView
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import time_words
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import RecordPage, Route
from art_desktop.ui.pages.calls import Busy, Calls
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.provider_terms_panels import (
    Ends,
    FrameworkPanel,
    LotPanel,
    PlacePanel,
    TermPanel,
)
from art_desktop.ui.pages.routes import PROVIDER
from art_desktop.ui.theme.tokens import GRID, ROW_PX
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, Tone, clear_layout
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import muted, page_title, section_title
from art_desktop.ui.words import counted, day

_MOST_ROWS = 8


class FrameworksView(RecordPage):
    """Opened with nothing."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName("Frameworks")
        self.context = context
        self.busy = Busy()
        self.calls = Calls(context, self, self.busy)
        self.page: FrameworksPage | None = None
        self.panel: TermPanel | None = None
        self.tables: list[DataTable[PlaceView]] = []
        self._may_edit = context.actor().may(Permission.EDIT_PROVIDERS)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(page_title("Frameworks"))
        self.summary = muted("")
        head.addWidget(self.summary)
        head.addWidget(self.busy)
        head.addStretch(1)
        if self._may_edit:
            self.first = Button("New framework", self._new, icon_name="add")
            head.addWidget(self.first)
        self.column.addLayout(head)
        self.notice = QVBoxLayout()
        self.column.addLayout(self.notice)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID * 2)
        self.column.addLayout(self.body)
        self.column.addStretch(1)

    @override
    def open(self, key: object) -> None:
        """Read them anew."""
        self.read_again()

    def read_again(self) -> None:
        """Read them anew."""
        self.calls.read("frameworks", lambda s, who: s.frameworks.page(who), self._show)

    def _show(self, page: FrameworksPage) -> None:
        if page == self.page:
            return
        self.page = page
        self.tables = []
        clear_layout(self.body)
        held = sum(one.in_force for one in page.frameworks)
        self.summary.setText(f"{held} in force" if page.frameworks else "")
        for one in page.frameworks:
            self.body.addWidget(self._card(one))
        if not page.frameworks:
            self.body.addWidget(
                EmptyState(
                    "providers",
                    "No frameworks yet",
                    "A framework has lots; a provider on a lot needs no spot purchase.",
                    action="New framework" if self._may_edit else "",
                    on_action=self._new,
                )
            )

    def _card(self, one: FrameworkView) -> Card:
        card = Card(one.name, spacing=GRID * 2)
        card.tools.addWidget(Tag("In force") if one.in_force else muted("Not in force"))
        if self._may_edit:
            card.tools.addWidget(_quiet("Change", one.name, lambda: self._change(one)))
            add = Button("Add a lot", lambda: self._lot(one, None), compact=True)
            add.setAccessibleName(f"Add a lot to {one.name}")
            card.tools.addWidget(add)
        until = f" to {day(one.ends_on)}" if one.ends_on else ", no end named"
        words = f"{day(one.starts_on)}{until}"
        card.add(muted(f"{words} · {one.note}" if one.note else words, wrap=True))
        for lot in one.lots:
            card.add(self._lot_part(one, lot))
        if not one.lots:
            card.add(muted("No lots yet."))
        return card

    def _lot_part(self, framework: FrameworkView, lot: LotLine) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(section_title(lot.name))
        head.addWidget(muted(f"{lot.kind.words} · {counted(lot.holding, 'provider')} today"))
        head.addStretch(1)
        if self._may_edit:
            head.addWidget(_quiet("Change", lot.name, lambda: self._lot(framework, lot)))
            put = Button("Put a provider on it", lambda: self._put(lot), compact=True)
            put.setAccessibleName(f"Put a provider on {lot.name}")
            head.addWidget(put)
        column.addLayout(head)
        if lot.places:
            column.addWidget(self._table(lot))
        else:
            column.addWidget(muted("Nobody is on this lot."))
        return part

    def _table(self, lot: LotLine) -> DataTable[PlaceView]:
        columns: tuple[Column[PlaceView], ...] = (
            Column("Provider", lambda r: r.provider, width=0, kind=CellKind.STRONG),
            Column("Stands", lambda r: "On the lot" if r.holds else "Not today", width=112),
            Column("From", lambda r: day(r.starts_on), lambda r: r.starts_on, 144, hide_below=860),
            Column(
                "To",
                lambda r: day(r.until) if r.until else "no end named",
                lambda r: r.until,
                144,
            ),
            Column("Price band", lambda r: r.band, lambda r: r.price_to_pence, 248),
        )
        empty = EmptyState("providers", "Nobody is on this lot", "Put a provider on it.")
        table: DataTable[PlaceView] = DataTable(lot.name, columns, lambda r: r.id, empty=empty)
        table.set_rows(lot.places)
        few = len(lot.places) <= _MOST_ROWS
        table.filter.setVisible(not few)
        table.count.setVisible(not few)
        table.setFixedHeight(min(len(lot.places), _MOST_ROWS) * ROW_PX + 96)
        table.row_opened.connect(lambda r: self.go_requested.emit(Route(PROVIDER, r.provider_id)))
        table.left.connect(self.back_requested)
        if self._may_edit:
            table.tools.addWidget(
                Button("Change the place", lambda: self._change_place(table), compact=True)
            )
        self.tables.append(table)
        return table

    # What is asked in the page.

    def _new(self) -> None:
        self._ask(FrameworkPanel(self._ends()))

    def _change(self, held: FrameworkView) -> None:
        self._ask(FrameworkPanel(self._ends(), held))

    def _lot(self, framework: FrameworkView, held: LotLine | None) -> None:
        self._ask(LotPanel(self._ends(), framework.id, held))

    def _put(self, lot: LotLine) -> None:
        assert self.page is not None
        self._ask(PlacePanel(self._ends(), lot=lot, providers=self.page.providers))

    def _change_place(self, table: DataTable[PlaceView]) -> None:
        shown = table.model.shown_rows()
        held = table.current() or (shown[0] if shown else None)
        if held is not None:
            self._ask(PlacePanel(self._ends(), held=held, lot=None, provider=held.provider_id))

    def _ask(self, panel: TermPanel) -> None:
        clear_layout(self.notice)
        self.notice.addWidget(panel)
        self.panel = panel
        panel.focus_first()
        self.scroll_area.verticalScrollBar().setValue(0)

    def _close(self) -> None:
        clear_layout(self.notice)
        self.panel = None
        self.focus_first()

    def _ends(self) -> Ends:
        today = local_day(self.context.clock.now())
        return Ends(self.calls, today, self._done, self._close, self._refused)

    def _done(self, saved: object) -> None:
        words = saved.words if isinstance(saved, Changed) else "Saved."
        self._close()
        self.banner_requested.emit(Banner(Tone.SUCCESS, words))
        self.said.emit(f"saved {time_words(self.context.clock.now())}")
        self.read_again()

    def _refused(self, error: Refusal) -> None:
        again = isinstance(error, ChangedByOther)
        banner = Banner.refusal(error, "Read it again" if again else "", self.read_again)
        self.banner_requested.emit(banner)


def _quiet(words: str, of: str, call: Callable[[], object]) -> Button:
    button = Button(words, call, kind=Kind.QUIET, compact=True)
    button.setAccessibleName(f"{words}: {of}")
    return button
