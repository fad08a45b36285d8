"""The tab Quotes: who was asked what it would cost, the answers side by side, the order and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import QuoteState
from art_desktop.domain.ids import QuoteId
from art_desktop.domain.permissions import Permission
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.resource_views import OrderView, QuoteView, ResourceView
from art_desktop.domain.vocabulary import RequestKind
from art_desktop.domain.wording import money_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.pages.request.part import ReadingPart, in_row, lines_of
from art_desktop.ui.pages.request.resource_panels import (
    AskPricePanel,
    DeclinePanel,
    EndPanel,
    OrderPanel,
    PricePanel,
    chase,
)
from art_desktop.ui.pages.request.resource_rows import QuoteTable
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Card, EmptyState, Tone, clear_layout
from art_desktop.ui.widgets.show import KeyValue, Tag
from art_desktop.ui.widgets.text import Label, muted, small
from art_desktop.ui.words import day, moment


class QuotesPart(ReadingPart):
    """Prices and orders of one request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: ResourceView | None = None
        self._shown: object = None
        self.panel: Asking | None = None
        self.table: QuoteTable | None = None
        self._asking = QVBoxLayout()
        self._ending = QVBoxLayout()
        self.first: list[tuple[Button, Kind]] = []

    @override
    def show_page(self, page: RequestPage) -> None:
        """Another reading: the quotes are read when the tab is shown."""

    @override
    def opened(self) -> None:
        """Read the quotes."""
        page, wanted = self.desk.page, self.desk.request_id
        if page is None or page.kind.seeks_home:
            return
        self.desk.read("quotes", lambda s, who: s.resourcing.view(who, wanted), self._got)

    def _got(self, view: ResourceView) -> None:
        page = self.desk.page
        assert page is not None
        shown = (page.id, page.kind, page.stage, view, self.desk.actor().role)
        if shown == self._shown:
            return
        self._shown, self._view = shown, view
        self._build(page, view)

    # What is shown.

    def _build(self, page: RequestPage, view: ResourceView) -> None:
        self.empty_column()
        self.panel, self.table, self.first = None, None, []
        for order in view.orders:
            self._order(page, order)
        if view.wanted is None:
            self.column.addWidget(
                EmptyState(
                    "requests",
                    "Nobody has said yet what is wanted",
                    "Prices can be asked for once it is known what for.",
                    action="Say what is wanted" if page.stage.is_open else "",
                    on_action=lambda: self.desk.host.go_to("wanted"),
                )
            )
            self.column.addStretch(1)
            return
        if view.may_order and page.stage.is_open and not view.orders:
            self.column.addWidget(self._not_yet(view))
        self._quotes(page, view)
        if page.stage.is_open and not view.orders:
            self._enquiry(view)
        self.column.addStretch(1)

    def _not_yet(self, view: ResourceView) -> Banner:
        return Banner(
            Tone.INFO,
            view.may_order,
            "" if view.authorised else "Until then every price is indicative.",
            action="Record authorisation" if not view.authorised else "",
            on_action=lambda: self.desk.host.go_to("decision"),
            can_close=False,
        )

    def _order(self, page: RequestPage, order: OrderView) -> None:
        assessment = page.kind is RequestKind.ASSESSMENT
        running = order.running
        what = "On order" if running else ("Received" if assessment else "Ended")
        card = Card(f"{what}: {order.who}, {money_words(order.price_pence)}")
        card.tools.addWidget(Tag(what) if running else Tag(what, "met", "success_tint"))
        pairs = KeyValue()
        pairs.add("Comes to", f"{money_words(order.price_pence)}, {order.units_words}")
        pairs.add("From", lines_of((day(order.starts_on), _until(order)), " "))
        if assessment:
            pairs.add("Report due", day(order.report_due_on))
        if order.why:
            pairs.add("Why this one", order.why)
        pairs.add("Ordered", lines_of((moment(order.ordered_at), order.ordered_by)))
        if order.outcome_words:
            pairs.add("What came of it", order.outcome_words)
        card.add(pairs)
        if running and self.desk.may(Permission.PLACE):
            words = "The report has come …" if assessment else "It has ended …"
            end = Button(words, partial(self._end, order), kind=Kind.PRIMARY)
            self.first.append((end, Kind.PRIMARY))
            card.body.addLayout(in_row(end))
            self._ending = QVBoxLayout()
            card.body.addLayout(self._ending)
        self.column.addWidget(card)

    def _quotes(self, page: RequestPage, view: ResourceView) -> None:
        may_ask = self.desk.may(Permission.APPROACH) and page.stage.is_open and not view.orders
        card = Card(f"Quotes ({len(view.quotes)})" if view.quotes else "Quotes")
        if may_ask:
            kind = Kind.SECONDARY if view.quotes else Kind.PRIMARY
            ask = Button("Ask for a price …", self._ask, kind=kind, compact=bool(view.quotes))
            card.tools.addWidget(ask)
            self.first.append((ask, kind))
        if view.authorised_pence is not None:
            most = money_words(view.authorised_pence)
            card.add(Label(f"Authorised up to {most} in all.", wrap=True))
        self._asking = QVBoxLayout()
        card.body.addLayout(self._asking)
        if view.quotes:
            self.table = QuoteTable(
                view.quotes,
                self._acts(view, may_ask=may_ask, is_open=page.stage.is_open),
                assessment=page.kind is RequestKind.ASSESSMENT,
                most=view.authorised_pence,
            )
            card.add(self.table)
        else:
            words = (
                "Nobody has been asked yet. Ask two or three, so that the choice can be explained."
            )
            card.add(muted(words, wrap=True))
        self.column.addWidget(card)

    def _acts(
        self, view: ResourceView, *, may_ask: bool, is_open: bool
    ) -> Callable[[QuoteView], list[Button]]:
        """Return what makes the buttons of a quote."""
        may_order = is_open and self.desk.may(Permission.PLACE) and not view.may_order

        def acts(quote: QuoteView) -> list[Button]:
            found: list[Button] = []

            def add(words: str, act: Callable[[], object], kind: Kind = Kind.SECONDARY) -> None:
                button = Button(words, act, kind=kind, compact=True)
                button.setAccessibleName(f"{words.removesuffix(' …')}: {quote.who}")
                found.append(button)
                self.first.append((button, kind))

            asked, quoted = quote.state is QuoteState.ASKED, quote.whole_pence is not None
            if may_order and quoted:
                words = "Extend …" if view.orders else "Order …"
                if not view.orders or quote.state is QuoteState.CHOSEN:
                    best = quote.cheapest and not quote.late
                    kind = Kind.PRIMARY if best or view.orders else Kind.SECONDARY
                    add(words, partial(self._open_order, quote), kind)
            if may_ask:
                words = "Record price …" if not quoted else "Put right …"
                kind = Kind.PRIMARY if asked else Kind.QUIET
                add(words, partial(self._open_price, quote), kind)
            if may_ask and asked:
                add("Chased now", lambda: chase(self.desk, quote, lambda _done: None))
                add("Cannot do it …", partial(self._open_decline, quote), Kind.QUIET)
            return found

        return acts

    def _enquiry(self, view: ResourceView) -> None:
        card = Card("The enquiry, without a word about the case")
        words = Label(view.enquiry, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(words)
        copy = Button("Copy", partial(_copy, view.enquiry), compact=True)
        copy.setAccessibleName("Copy the enquiry")
        card.body.addLayout(in_row(copy, small("To be put into an e-mail, or read out.")))
        self.column.addWidget(card)

    # What is opened in place.

    def _show_panel(self, panel: Asking, where: QVBoxLayout) -> None:
        self.close_panel()
        self.panel = panel
        where.addWidget(panel)
        panel.show()
        panel.focus_first()
        self.bring_into_view(panel)

    def close_panel(self) -> None:
        """Take what is open away."""
        if self.panel is None:
            return
        self.panel = None
        clear_layout(self._asking)
        clear_layout(self._ending)
        if self.table is not None:
            self.table.clear()

    def _ask(self) -> None:
        assert self._view is not None
        close = self.close_panel
        panel = AskPricePanel(self.desk, self._view, self.desk.request_id, close)
        self._show_panel(panel, self._asking)

    def _assessment(self) -> bool:
        page = self.desk.page
        return page is not None and page.kind is RequestKind.ASSESSMENT

    def _place_of(self, key: QuoteId) -> QVBoxLayout:
        assert self.table is not None
        return self.table.place_of(key)

    def _open_price(self, quote: QuoteView) -> None:
        panel = PricePanel(self.desk, quote, self.close_panel, assessment=self._assessment())
        self._show_panel(panel, self._place_of(quote.id))

    def _open_decline(self, quote: QuoteView) -> None:
        panel = DeclinePanel(self.desk, quote, self.close_panel)
        self._show_panel(panel, self._place_of(quote.id))

    def _open_order(self, quote: QuoteView) -> None:
        assert self._view is not None
        panel = OrderPanel(
            self.desk,
            quote,
            self.close_panel,
            local_day(self.desk.context.clock.now()),
            assessment=self._assessment(),
            extends=bool(self._view.orders),
        )
        self._show_panel(panel, self._place_of(quote.id))

    def _end(self, order: OrderView) -> None:
        today = local_day(self.desk.context.clock.now())
        panel = EndPanel(self.desk, order, self.close_panel, today, assessment=self._assessment())
        self._show_panel(panel, self._ending)

    @override
    def escape(self) -> bool:
        """Close an open panel."""
        opened = self.panel is not None
        self.close_panel()
        return opened

    @override
    def focus_first(self) -> None:
        """Start at what is to be done next."""
        ordered = sorted(self.first, key=lambda one: one[1] is not Kind.PRIMARY)
        if ordered:
            ordered[0][0].setFocus(Qt.FocusReason.TabFocusReason)


def _until(order: OrderView) -> str:
    return f"to {day(order.ends_on)}" if order.ends_on else ""


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
