"""The page of one provider: the organisation, its contract, its homes, or the households behind an agency."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.framework_views import ContractLine, PlaceView, SuspensionLine
from art_desktop.domain.ids import ProviderId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.provider_terms import CheckState
from art_desktop.domain.provider_views import WITHHELD, HomeLine, OfferedHousehold, ProviderPage
from art_desktop.domain.read_models import Changed
from art_desktop.ui.models.table_model import CellKind, Column
from art_desktop.ui.overriding import override
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.pages.facts import facts_card, placements_card, two_columns
from art_desktop.ui.pages.provider_terms_cards import (
    ChecksCard,
    ContractsCard,
    LotsCard,
    SuspensionsCard,
)
from art_desktop.ui.pages.provider_terms_panels import (
    CheckPanel,
    ContractPanel,
    Ends,
    LiftPanel,
    PlacePanel,
    SuspendPanel,
    TermPanel,
)
from art_desktop.ui.pages.request.part import in_row, lines_of
from art_desktop.ui.pages.routes import (
    HOME,
    HOME_FORM,
    HOUSEHOLD,
    HOUSEHOLD_FORM,
    PROVIDER_FORM,
    behind_provider,
)
from art_desktop.ui.pages.said_free import free_words, said_words
from art_desktop.ui.pages.supply_view import SupplyView
from art_desktop.ui.theme.signs import Sign
from art_desktop.ui.theme.tokens import GRID, ROW_PX
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, Tone, clear_layout
from art_desktop.ui.widgets.icon import SignMark
from art_desktop.ui.widgets.show import Tag
from art_desktop.ui.widgets.table import DataTable
from art_desktop.ui.widgets.text import Label, muted, page_title
from art_desktop.ui.words import DASH, counted

_MOST_ROWS = 10
_EMPTY_PX = 260
_NAMES = 112


class ProviderView(SupplyView[ProviderPage]):
    """Opened with the provider's id."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Provider")
        self.homes: DataTable[HomeLine] | None = None
        self.households: DataTable[OfferedHousehold] | None = None
        self.panel: TermPanel | None = None
        self._said: Button | None = None

    @override
    def read_again(self) -> None:
        wanted = ProviderId(self.key)

        def show(page: ProviderPage) -> None:
            if page.id == self.key:
                self.show_page(page)

        self.calls.read("page", lambda s, who: s.providers.page(who, wanted), show)

    @override
    def draw(self, page: ProviderPage) -> None:
        self.head.addLayout(self._header(page))
        for words in page.warnings:
            self.body.addWidget(Banner(Tone.WARNING, words, can_close=False))
        if page.terms.ready:
            self.body.addLayout(in_row(SignMark(Sign.MET), Label(page.terms.sentence)))
        self.homes = self.households = None
        if page.offers_households:
            self.body.addWidget(self._households(page))
        if page.homes or page.runs_homes:
            self.body.addWidget(self._homes(page))
        acts = self if self.calls.may(Permission.EDIT_PROVIDERS) else None
        left = [
            LotsCard(page.terms, acts),
            ContractsCard(page.terms, acts),
            SuspensionsCard(page.terms, acts),
            placements_card(page.placements, of_child=False),
        ]
        right = [
            ChecksCard(page.terms, acts),
            facts_card(
                "The organisation", page.organisation, "Nothing on record.", name_width=_NAMES
            ),
        ]
        self.body.addLayout(two_columns(left, right))

    def _header(self, page: ProviderPage) -> QVBoxLayout:
        column = QVBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(page_title(page.name))
        if page.suspended:
            top.addWidget(Tag("Suspended", "support", "warning_tint"))
        top.addStretch(1)
        if self.calls.may(Permission.EDIT_PROVIDERS):
            top.addWidget(self.starts_at(Button("Edit", self._edit, icon_name="edit")))
            if page.runs_homes:
                top.addWidget(Button("Add a home", self._add_home, icon_name="add"))
        if page.offers_households and self.calls.may(Permission.EDIT_HOUSEHOLDS):
            add = Button("Add a household they offer", self._add_household, icon_name="add")
            top.addWidget(self.starts_at(add))
        column.addLayout(top)
        here = counted(len(page.placements), "child of ours there", "children of ours there")
        column.addWidget(muted(lines_of((page.reference, page.kind.words, here))))
        return column

    def _homes(self, page: ProviderPage) -> Card:
        columns: tuple[Column[HomeLine], ...] = (
            Column("Home", _title, width=0, kind=CellKind.STRONG),
            Column("Area", lambda r: r.area or DASH, width=88),
            Column("Places", lambda r: _number(r.places), _places, 72, CellKind.NUMBER),
            Column("Ours", lambda r: str(r.here), lambda r: r.here, 64, CellKind.NUMBER),
            Column("Free", free_words, lambda r: r.free, 96),
            Column("Said on", said_words, lambda r: r.said_free_on, 136, hide_below=860),
            Column("Ages", lambda r: r.ages or DASH, width=88),
            Column("For", lambda r: r.sex.words if r.sex else DASH, width=72, hide_below=980),
            Column("Ofsted", _grade, width=184, hide_below=700),
        )
        empty = EmptyState("home", "No homes on record", "Add one, or bring in Ofsted's list.")
        table: DataTable[HomeLine] = DataTable("Homes", columns, lambda r: r.id, empty=empty)
        table.set_rows(page.homes)
        table.row_opened.connect(lambda row: self.go_requested.emit(Route(HOME, row.id)))
        table.left.connect(self.back_requested)
        self._said = None
        if self.calls.may(Permission.APPROACH) and page.homes:
            self._said = Button("They said …", self._ask_free, icon_name="phone", compact=True)
            table.tools.addWidget(self._said)
        self.homes = table
        return _card("Homes", table, len(page.homes))

    def _households(self, page: ProviderPage) -> Card:
        columns: tuple[Column[OfferedHousehold], ...] = (
            Column("Household", lambda r: r.name, width=0, kind=CellKind.STRONG),
            Column("Number", lambda r: r.reference, width=96, kind=CellKind.MUTED),
            Column("Area", lambda r: r.area or DASH, width=96),
            Column("Places", lambda r: str(r.places), lambda r: r.places, 72, CellKind.NUMBER),
            Column("There", lambda r: str(r.here), lambda r: r.here, 72, CellKind.NUMBER),
            Column("Free", lambda r: str(r.free), lambda r: r.free, 72, CellKind.NUMBER),
            Column("Status", lambda r: r.status_words, width=144),
        )
        empty = EmptyState(
            "households",
            "No households on record behind this agency",
            "A search asks the agency as a whole. Add the household that they offer, and it is matched by itself.",
        )
        table: DataTable[OfferedHousehold] = DataTable(
            "Households they offer", columns, lambda r: r.id, empty=empty
        )
        table.set_rows(page.households)
        table.row_opened.connect(lambda row: self.go_requested.emit(Route(HOUSEHOLD, row.id)))
        table.left.connect(self.back_requested)
        self.households = table
        return _card("Households they offer", table, len(page.households))

    # What is done.

    def _edit(self) -> None:
        self.go_requested.emit(Route(PROVIDER_FORM, self.key))

    def _add_home(self) -> None:
        self.go_requested.emit(behind_provider(HOME_FORM, self.key))

    def _add_household(self) -> None:
        self.go_requested.emit(behind_provider(HOUSEHOLD_FORM, self.key))

    # The terms, asked for in the page.

    def place(self, held: PlaceView | None) -> None:
        """Put it on a lot, or change a place."""
        page = self._shown()
        lots = page.terms.lots
        self._ask(PlacePanel(self._ends(), provider=page.id, lots=lots, held=held))

    def check(self) -> None:
        """Record checks; those that are not in order are ticked."""
        page = self._shown()
        due = [one.kind for one in page.terms.checks if one.state is not CheckState.DONE]
        self._ask(CheckPanel(self._ends(), page.id, page.terms.valid_months, due))

    def contract(self, held: ContractLine | None) -> None:
        """Add a contract, or change one."""
        page = self._shown()
        spot = not any(one.holds for one in page.terms.places)
        self._ask(ContractPanel(self._ends(), page.id, held, spot=spot))

    def suspend(self) -> None:
        """Suspend it, or one home of it."""
        page = self._shown()
        homes = [(home.id, home.title) for home in page.homes]
        self._ask(SuspendPanel(self._ends(), page.id, homes))

    def lift(self, held: SuspensionLine) -> None:
        """Lift a suspension."""
        self._ask(LiftPanel(self._ends(), held))

    def _shown(self) -> ProviderPage:
        assert self.page is not None
        return self.page

    def _ends(self) -> Ends:
        def done(saved: object) -> None:
            assert isinstance(saved, Changed)
            self.changed(saved)

        today = local_day(self.context.clock.now())
        return Ends(self.calls, today, done, self.close_notice, self.refused)

    def _ask(self, panel: TermPanel) -> None:
        clear_layout(self.notice)
        self.notice.addWidget(panel)
        self.panel = panel
        panel.focus_first()
        # It stands at the head of the page, whichever card asked for it.
        self.scroll_area.verticalScrollBar().setValue(0)

    def _ask_free(self) -> None:
        row = None if self.homes is None else self.homes.current() or self._first_home()
        if row is not None:
            self.ask_free(row)

    def _first_home(self) -> HomeLine | None:
        """Return the first home that is shown, for where none is chosen."""
        assert self.homes is not None
        shown = self.homes.model.shown_rows()
        return shown[0] if shown else None


def _card(title: str, table: DataTable[HomeLine] | DataTable[OfferedHousehold], rows: int) -> Card:
    """Return a table in a card, as high as its rows, at most ten."""
    height = min(rows, _MOST_ROWS) * ROW_PX + 96 if rows else _EMPTY_PX
    table.setFixedHeight(height)
    card = Card(title)
    card.add(table)
    return card


def _title(home: HomeLine) -> str:
    return f"{home.title} · {WITHHELD.lower()}" if home.withheld else home.title


def _number(value: int | None) -> str:
    return DASH if value is None else str(value)


def _places(home: HomeLine) -> int | None:
    return home.places


def _grade(home: HomeLine) -> str:
    if not home.registered:
        return "Not registered"
    return home.grade.words if home.grade else "not graded"
