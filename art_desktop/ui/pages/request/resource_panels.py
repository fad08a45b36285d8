"""The small panels of the quotes: ask for a price, record it, decline it, order, record the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import cast

from art_desktop.domain.deciding_words import PriceBasis
from art_desktop.domain.ids import ProviderId, RequestId
from art_desktop.domain.read_models import Changed
from art_desktop.domain.resource_prices import plain, units_of, whole_price
from art_desktop.domain.resource_views import (
    AskPrice,
    DeclineQuote,
    EndOrder,
    OrderResource,
    OrderView,
    QuoteView,
    RecordQuote,
    ResourceView,
)
from art_desktop.domain.wording import money_words
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.asking import Asking
from art_desktop.ui.pages.request.desk import Desk
from art_desktop.ui.widgets.choices import ChoiceField, SegmentedField, options_of
from art_desktop.ui.widgets.fields import DateField, MoneyField, TextArea, TextField
from art_desktop.ui.widgets.text import strong


class AskPricePanel(Asking):
    """Asking somebody what it would cost: one on the register, or anybody by name."""

    def __init__(
        self, desk: Desk, view: ResourceView, request_id: RequestId, close: Callable[[], object]
    ) -> None:
        why = (
            "Say nothing of the case: the words of the enquiry below are enough. Until there is an"
            " authorisation the price is indicative."
        )
        super().__init__(
            desk, "Ask what it would cost", "Record that they were asked", close, why=why
        )
        self._request_id = request_id
        self.register = ChoiceField(
            "provider_id",
            "On the register",
            [(one.id, one.words) for one in view.providers],
            "Experts, support services and family centres. Type part of the name.",
            not_known=False,
            width=440,
        )
        self.who = TextField("who", "Or somebody else", "Name, or firm.")
        self.contact = TextField("contact", "E-mail or telephone")
        self.due = DateField("due_on", "Price wanted by", "A task to chase it opens for that day.")
        self.add(self.register)
        self.add_beside(self.who, self.contact)
        self.add(self.due)
        self.register.changed.connect(self._show_fitting)
        self._show_fitting()

    def _show_fitting(self) -> None:
        self.who.setVisible(self.register.value() is None)

    @override
    def _call(self) -> None:
        chosen = cast("ProviderId | None", self.register.value())
        command = AskPrice(
            request_id=self._request_id,
            provider_id=chosen,
            who="" if chosen is not None else self.who.text(),
            contact=self.contact.text(),
            due_on=self.due.value(),
        )
        self.desk.write(lambda s, who: s.resourcing.ask(who, command), self._done, self._refused)


class PricePanel(Asking):
    """What they answered: the price, what it is for, when, what it includes. The whole is worked out as it is typed."""

    def __init__(
        self, desk: Desk, quote: QuoteView, close: Callable[[], object], *, assessment: bool
    ) -> None:
        super().__init__(desk, f"Price of {quote.who}", "Record price", close)
        self._quote = quote
        self.price = MoneyField("price_pence", "Price", required=True)
        self.basis = SegmentedField("basis", "For", options_of(PriceBasis), not_known=False)
        self.units = TextField("units", "How many", "Such as 40 or 12.5.", width="short")
        self.start = DateField("can_start_on", "Can start on")
        self.ready = DateField("ready_on", "Report ready on")
        self.includes = TextArea(
            "includes", "What it includes", "Travel, court attendance, value added tax.", lines=2
        )
        self.note = TextField("note", "Note", width="long", longest=2000)
        self.whole = strong("")
        self.add_beside(self.price, self.basis, self.units)
        self.body.addWidget(self.whole)
        self.add_beside(self.start, self.ready)
        self.ready.setVisible(assessment)
        self.add(self.includes)
        self.add(self.note)
        self._show(quote)
        for field in (self.price, self.basis, self.units):
            field.changed.connect(self._show_whole)
        self._show_whole()

    def _show(self, quote: QuoteView) -> None:
        self.price.set_value(quote.price_pence)
        self.basis.set_value(quote.basis)
        self.units.set_value(plain(quote.units))
        self.start.set_value(quote.can_start_on)
        self.ready.set_value(quote.ready_on)
        self.includes.set_value(quote.includes or None)
        self.note.set_value(quote.note or None)

    def _show_whole(self) -> None:
        basis = cast("PriceBasis", self.basis.value())
        self.units.setVisible(basis is not PriceBasis.FIXED)
        price, units = self.price.value(), units_of(self.units.text())
        fixed = basis is PriceBasis.FIXED
        known = price is not None and (fixed or units is not None)
        whole = whole_price(price or 0, basis, units or Decimal(1)) if known else 0
        self.whole.setText(f"{money_words(whole)} in all" if known else "In all: not known yet")

    @override
    def _call(self) -> None:
        command = RecordQuote(
            quote_id=self._quote.id,
            version=self._quote.version,
            price_pence=self.price.value() or 0,
            basis=cast("PriceBasis", self.basis.value()),
            units=self.units.text(),
            can_start_on=self.start.value(),
            ready_on=self.ready.value(),
            includes=str(self.includes.value() or ""),
            note=self.note.text(),
        )
        self.desk.write(lambda s, who: s.resourcing.quoted(who, command), self._done, self._refused)


class DeclinePanel(Asking):
    """They cannot do it."""

    def __init__(self, desk: Desk, quote: QuoteView, close: Callable[[], object]) -> None:
        super().__init__(desk, f"{quote.who} cannot do it", "Record", close)
        self._quote = quote
        self.note = TextField(
            "note", "Why not", "Such as: no time until March.", required=True, width="long"
        )
        self.add(self.note)

    @override
    def _call(self) -> None:
        command = DeclineQuote(
            quote_id=self._quote.id, version=self._quote.version, note=self.note.text()
        )
        self.desk.write(
            lambda s, who: s.resourcing.declined(who, command), self._done, self._refused
        )


class OrderPanel(Asking):
    """Ordering by a quote, or extending what runs; says beforehand what it comes to and what speaks against it."""

    def __init__(
        self,
        desk: Desk,
        quote: QuoteView,
        close: Callable[[], object],
        today: date,
        *,
        assessment: bool,
        extends: bool,
    ) -> None:
        what = "Extend" if extends else "Order from"
        super().__init__(
            desk,
            f"{what} {quote.who}: {quote.price_words}",
            "Order",
            close,
            why=" ".join((*quote.standing, "Finance is told today.")),
        )
        self._quote = quote
        self._assessment = assessment
        starts = max(today, quote.can_start_on or today)
        self.starts = DateField("starts_on", "Starts on", required=True)
        self.starts.set_value(starts)
        self.report = DateField("report_due_on", "Report due on")
        self.report.set_value(quote.ready_on)
        self.ends = DateField("ends_on", "Ends on")
        self.report.setVisible(assessment)
        self.ends.setVisible(not assessment)
        self.units = TextField("units", "How many", f"Quoted: {plain(quote.units)}.", width="short")
        self.units.set_value(plain(quote.units))
        self.units.setVisible(quote.basis is not PriceBasis.FIXED)
        self.whole = strong("")
        self.whole.setVisible(quote.basis is not PriceBasis.FIXED)
        self.units.changed.connect(self._show_whole)
        self._show_whole()
        helps = "Why it is extended." if extends else quote.reason
        self.why = TextArea("why", "Why this one", helps, lines=2, required=bool(helps))
        self.add_beside(self.starts, self.report, self.ends, self.units)
        self.body.addWidget(self.whole)
        self.add(self.why)

    def _show_whole(self) -> None:
        units, quote = units_of(self.units.text()), self._quote
        known = units is not None and quote.price_pence is not None
        whole = whole_price(quote.price_pence or 0, quote.basis, units or Decimal(1))
        self.whole.setText(f"{money_words(whole)} in all" if known else "In all: not known yet")

    @override
    def _call(self) -> None:
        starts = self.starts.value()
        assert starts is not None  # it is required
        command = OrderResource(
            quote_id=self._quote.id,
            version=self._quote.version,
            starts_on=starts,
            ends_on=None if self._assessment else self.ends.value(),
            report_due_on=self.report.value() if self._assessment else None,
            why=str(self.why.value() or ""),
            units=self.units.text() if self._quote.basis is not PriceBasis.FIXED else "",
        )
        self.desk.write(lambda s, who: s.resourcing.order(who, command), self._done, self._refused)


class EndPanel(Asking):
    """The report has come, or support has ended: what came of it. The request is closed by it."""

    def __init__(
        self,
        desk: Desk,
        order: OrderView,
        close: Callable[[], object],
        today: date,
        *,
        assessment: bool,
    ) -> None:
        super().__init__(
            desk,
            f"The report of {order.who} has come"
            if assessment
            else f"Support by {order.who} has ended",
            "Record and close the request",
            close,
        )
        self._order = order
        self._assessment = assessment
        self.on = DateField("ended_on", "Received on" if assessment else "Ended on", required=True)
        self.on.set_value(today)
        self.stayed = SegmentedField(
            "stayed_home",
            "The child",
            ((True, "stayed at home"), (False, "did not stay at home")),
            not_known=False,
            required=not assessment,
        )
        self.stayed.setVisible(not assessment)
        self.outcome = TextArea(
            "outcome",
            "What came of it",
            "In a sentence: the report itself stays in the case system."
            if assessment
            else "In a sentence.",
            required=True,
            lines=2,
        )
        self.add(self.on)
        self.add(self.stayed)
        self.add(self.outcome)

    @override
    def _call(self) -> None:
        ended_on = self.on.value()
        assert ended_on is not None  # it is required
        stayed = self.stayed.value()
        command = EndOrder(
            order_id=self._order.id,
            version=self._order.version,
            ended_on=ended_on,
            outcome=str(self.outcome.value() or ""),
            stayed_home=None if self._assessment else cast("bool | None", stayed),
        )
        self.desk.write(lambda s, who: s.resourcing.ended(who, command), self._done, self._refused)


def chase(desk: Desk, quote: QuoteView, done: Callable[[Changed], object]) -> None:
    """Record that somebody was reminded now."""
    key, version = int(quote.id), quote.version
    desk.write(lambda s, who: s.resourcing.chase(who, key, version), done)
