"""Finding, pricing and ordering a resource that is no placement (product.md §3, §3.1; S003 §7).

A specialist assessment, or crisis support that keeps a child at home. Asking what such a thing would cost, without a
word about the case, is an indicative search: look, do not ask. Ordering it needs an authorisation in force, and keeps
within the price that was authorised. The cost stays with the local authority's budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from art_desktop.domain.deciding_words import PriceBasis, QuoteState
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import Pence, UserId
from art_desktop.domain.read_models import NextStep
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.resource_prices import (
    kinds_for,
    late_of,
    price_of,
    priced,
    units_of,
    whole_price,
)
from art_desktop.domain.resource_views import (
    EndOrder,
    OrderResource,
    RecordQuote,
    ResourceDetails,
)
from art_desktop.domain.resources import Quote, ResourceOrder, ResourceWanted
from art_desktop.domain.vocabulary import RequestKind, Stage
from art_desktop.domain.wording import day_words, money_words

BAR = (
    Stage.REFERRED,
    Stage.AUTHORISED,
    Stage.SEARCHING,
    Stage.OFFERS_IN,
    Stage.AGREED,
    Stage.PLACED,
)
"""The stops of the stage bar: nobody moves, so there is no stop for the social worker's view."""

REPORT_DUE = "Report due: "
HEARING = "The court sits: "
ENDS = "Support ends: "
TASKS = (REPORT_DUE, HEARING, ENDS)
"""How the tasks begin that an order opens and its end closes."""

_WARN = timedelta(days=7)


@dataclass(frozen=True)
class ResourceStanding:
    """What is on record of a request's resource: what is wanted, the quotes, the orders, first to last."""

    wanted: ResourceWanted | None = None
    quotes: Sequence[Quote] = ()
    orders: Sequence[ResourceOrder] = ()

    @property
    def running(self) -> ResourceOrder | None:
        """Return the order that is neither received nor ended."""
        return next((one for one in reversed(self.orders) if one.ended_on is None), None)

    def said(self, kind: RequestKind) -> bool:
        """Say whether it is known what is wanted, and it is of the kind that the request is."""
        wanted = self.wanted
        return (
            wanted is not None
            and bool(wanted.question.strip())
            and wanted.resource in kinds_for(kind)
        )


NOTHING = ResourceStanding()
"""Nothing is on record: so for every request that looks for a home."""


def stage(request: Request, authorisation: Authorisation | None, held: ResourceStanding) -> Stage:
    """Return the stage that a request for a resource has reached, from what is on record."""
    if request.closed_at is not None:
        return Stage.CLOSED if held.orders else Stage.WITHDRAWN
    if held.running is not None:
        return Stage.AGREED
    if held.orders:
        return Stage.PLACED
    if authorisation is None:
        return Stage.REFERRED if request.referred_at is not None else Stage.DRAFT
    if priced(held.quotes):
        return Stage.OFFERS_IN
    waits = any(quote.state is QuoteState.ASKED for quote in held.quotes)
    return Stage.SEARCHING if waits else Stage.AUTHORISED


def next_step(
    request: Request, reached: Stage, held: ResourceStanding, who_decides: str
) -> NextStep:
    """Return what a request for a resource waits for. `who_decides`: who can authorise it, in words."""
    team = "the team"
    if reached in {Stage.WITHDRAWN, Stage.CLOSED}:
        return NextStep(request.closed_reason or "Closed.")
    if reached is Stage.AGREED:
        return _order_step(request, held)
    if not held.said(request.kind):
        owed = request.social_worker or "the social worker"
        return NextStep(
            "Say what is wanted: what kind, and the question it has to answer."
            if request.kind is RequestKind.ASSESSMENT
            else "Say what is wanted: what kind, and what it has to achieve.",
            owed,
            "wanted",
            "Say what is wanted",
        )
    if reached is Stage.DRAFT:
        return NextStep("Check the details and refer the request.", team, "refer", "Refer")
    if reached is Stage.REFERRED:
        return NextStep(
            "Needs an authorisation. Until it is recorded prices are indicative and nothing is ordered.",
            who_decides,
            "decision",
            "Record authorisation",
        )
    return _price_step(reached, held)


def _price_step(reached: Stage, held: ResourceStanding) -> NextStep:
    waiting = [quote for quote in held.quotes if quote.state is QuoteState.ASKED]
    if reached is Stage.OFFERS_IN:
        found = priced(held.quotes)
        count = "One price is" if len(found) == 1 else f"{len(found)} prices are"
        more = f"; {len(waiting)} still to come" if waiting else ""
        words = f"{count} in{more}: choose one and order it."
        return NextStep(words, "the team", "quotes", "Compare and order")
    if waiting:
        days = [quote.due_on for quote in waiting if quote.due_on is not None]
        by = f", by {day_words(min(days))}" if days else ""
        words = (
            "One price is still to come" if len(waiting) == 1 else f"{len(waiting)} prices to come"
        )
        return NextStep(f"{words}{by}.", waiting[0].who, "quotes", "Record price")
    return NextStep("Authorised: ask for prices.", "the team", "quotes", "Ask for prices")


def _order_step(request: Request, held: ResourceStanding) -> NextStep:
    order = held.running
    assert order is not None  # that is what the stage says
    who = next((quote.who for quote in held.quotes if quote.id == order.quote_id), "")
    if request.kind is RequestKind.ASSESSMENT:
        due = f", due {day_words(order.report_due_on)}" if order.report_due_on else ""
        return NextStep(f"Ordered: the report{due}.", who, "quotes", "Record report")
    until = f" until {day_words(order.ends_on)}" if order.ends_on else ""
    words = f"Ordered from {day_words(order.starts_on)}{until}."
    return NextStep(words, who, "quotes", "Record its end")


# Gates


def refuse_placement(request: Request, doing: str) -> None:
    """Refuse what only finds or fills a home, on a request that looks for none. Raises: RuleBroken."""
    if not request.kind.seeks_home:
        raise RuleBroken(
            doing,
            f"Request {request.reference} looks for no home: it asks for {_what(request.kind)}.",
            "Ask for prices and order it under Quotes.",
            rule="no_home_sought",
        )


def require_resource(request: Request, doing: str) -> None:
    """Refuse prices and orders on a request that looks for a home. Raises: RuleBroken."""
    if request.kind.seeks_home:
        raise RuleBroken(
            doing,
            f"Request {request.reference} looks for a home, not for an assessment or support.",
            "Open a request of that kind beside it.",
            rule="home_sought",
        )


def require_said(request: Request, held: ResourceStanding, doing: str) -> None:
    """Refuse to go on while nobody has said what is wanted. Raises: RuleBroken."""
    if not held.said(request.kind):
        raise RuleBroken(
            doing,
            f"It does not say yet which {_what(request.kind).removeprefix('a ')} is wanted.",
            "Fill in What is wanted.",
            rule="no_wanted",
        )


def _what(kind: RequestKind) -> str:
    return (
        "a specialist assessment"
        if kind is RequestKind.ASSESSMENT
        else "support that keeps a child at home"
    )


def wanted_problems(
    kind: RequestKind,
    details: ResourceDetails,
    heads: Sequence[str],
    today: date,
    before: date | None,
) -> tuple[FieldProblem, ...]:
    """Return what keeps what is wanted from being saved.

    Args: heads: the codes of the budget heads there are. before: the court's day as it was on record already; a new one
    may not be past.
    """
    problems = []
    if details.resource not in kinds_for(kind):
        problems.append(FieldProblem("resource", "Choose what kind is wanted."))
    if not details.question.strip():
        words = "Write the question." if kind is RequestKind.ASSESSMENT else "Say what it is for."
        problems.append(FieldProblem("question", words))
    if details.court_on is not None and details.court_on < today and details.court_on != before:
        problems.append(FieldProblem("court_on", "The court's day is past. Check the date."))
    if (
        details.court_on is not None
        and details.needed_by is not None
        and details.needed_by > details.court_on
    ):
        words = "It is needed before the court sits. Check the two days."
        problems.append(FieldProblem("needed_by", words))
    if details.weeks is not None and not 1 <= details.weeks <= 104:
        problems.append(FieldProblem("weeks", "Give between 1 and 104 weeks."))
    if details.budget_head not in heads:
        words = "Choose which of the local authority's budgets pays."
        problems.append(FieldProblem("budget_head", words))
    return tuple(problems)


def quote_problems(command: RecordQuote, asked_on: date, today: date) -> tuple[FieldProblem, ...]:
    """Return what keeps a quote from being recorded."""
    problems = []
    if not 0 < command.price_pence < 10**9:
        problems.append(FieldProblem("price_pence", "Write the price, above £0.00."))
    if command.basis is not PriceBasis.FIXED and units_of(command.units) is None:
        words = "Write how many, such as 40 or 12.5: at most two places after the point."
        problems.append(FieldProblem("units", words))
    start, ready = command.can_start_on, command.ready_on
    if start is not None and start < asked_on:
        problems.append(FieldProblem("can_start_on", "That is before they were asked."))
    if ready is not None and ready < today:
        problems.append(FieldProblem("ready_on", "That day is past. Check the date."))
    if start is not None and ready is not None and ready < start:
        problems.append(FieldProblem("ready_on", "It cannot be ready before it starts."))
    return tuple(problems)


def needs_reason(quote: Quote, quotes: Sequence[Quote], wanted: ResourceWanted | None) -> str:
    """Return why an order of this quote has to give its reason; "" where price and day speak for themselves."""
    found = priced(quotes)
    own = price_of(quote)
    if len(found) < 2:
        return "Only one price is in: say why no other is waited for."
    if own is not None and own > found[0][0]:
        return f"It is {money_words(own - found[0][0])} dearer than {found[0][1].who}: say why it is chosen."
    if late_of(wanted, quote):
        return "It would be late: say why it is chosen all the same."
    return ""


def order_price(quote: Quote, command: OrderResource, doing: str) -> Pence:
    """Return what is ordered comes to. Raises: InvalidAnswers: the quote has no price, or so many cannot be."""
    units = units_of(command.units or quote.units)
    if quote.price_pence is None or units is None:
        words = "Write how many are ordered, such as 4 or 12.5."
        raise InvalidAnswers(doing, (FieldProblem("units", words),))
    return whole_price(quote.price_pence, quote.basis, units)


def check_order(
    held: ResourceStanding, quote: Quote, command: OrderResource, today: date, doing: str
) -> None:
    """Refuse an order that is not ready to be made.

    Raises: RuleBroken: there is no price. InvalidAnswers: a reason or a day is missing or wrong.
    """
    if quote.state in {QuoteState.ASKED, QuoteState.DECLINED} or price_of(quote) is None:
        raise RuleBroken(
            doing, f"{quote.who} has given no price.", "Record the price first.", rule="no_price"
        )
    problems = []
    why = "" if held.orders else needs_reason(quote, held.quotes, held.wanted)
    if held.orders and not command.why.strip():
        problems.append(FieldProblem("why", "Say why it is extended."))
    elif why and not command.why.strip():
        problems.append(FieldProblem("why", why))
    if abs((command.starts_on - today).days) > 366:
        problems.append(FieldProblem("starts_on", "That is more than a year away. Check the year."))
    before = held.running
    if before is not None and command.starts_on <= before.starts_on:
        words = f"What runs now began on {day_words(before.starts_on)}: extend it from a later day."
        problems.append(FieldProblem("starts_on", words))
    if command.ends_on is not None and command.ends_on < command.starts_on:
        problems.append(FieldProblem("ends_on", "The end is before the start."))
    due = command.report_due_on
    if held.wanted is not None and held.wanted.resource.is_assessment and due is None:
        problems.append(FieldProblem("report_due_on", "Say when the report is due."))
    if due is not None and due < max(command.starts_on, today):
        problems.append(FieldProblem("report_due_on", "That is before it starts, or past."))
    if problems:
        raise InvalidAnswers(doing, tuple(problems))


def require_within(
    authorisation: Authorisation, orders: Sequence[ResourceOrder], price: Pence, doing: str
) -> None:
    """Refuse a second order on one authorisation, and one dearer than was authorised. Raises: RuleBroken."""
    if any(order.authorisation_id == authorisation.id for order in orders):
        raise RuleBroken(
            doing,
            "The authorisation in force was for what was ordered before.",
            "Have the extension authorised, record that decision, then order.",
            rule="authorisation",
        )
    most = authorisation.most_pence
    if most is not None and price > most:
        raise RuleBroken(
            doing,
            f"It comes to {money_words(price)}, and {money_words(most)} was authorised.",
            "Choose a cheaper quote, or have the higher price authorised first.",
            rule="authorised_price",
        )


def require_running(held: ResourceStanding, doing: str) -> ResourceOrder:
    """Return the order that runs. Raises: RuleBroken: nothing does."""
    order = held.running
    if order is None:
        raise RuleBroken(
            doing, "Nothing is on order.", "Order it under Quotes first.", rule="no_order"
        )
    return order


def check_end(
    order: ResourceOrder, kind: RequestKind, command: EndOrder, today: date, doing: str
) -> None:
    """Refuse an end that cannot be right. Raises: InvalidAnswers."""
    problems = []
    if command.ended_on > today:
        problems.append(FieldProblem("ended_on", "That day is still to come."))
    if command.ended_on < order.starts_on:
        words = f"It started on {day_words(order.starts_on)}, after that day."
        problems.append(FieldProblem("ended_on", words))
    if kind is RequestKind.CRISIS and command.stayed_home is None:
        words = "Say whether the child stayed at home: that is what it was for."
        problems.append(FieldProblem("stayed_home", words))
    if not command.outcome.strip():
        problems.append(FieldProblem("outcome", "Say in a sentence what came of it."))
    if problems:
        raise InvalidAnswers(doing, tuple(problems))


def hand_over(before: ResourceOrder, starts_on: date, now: datetime, by: UserId) -> None:
    """End an order the day before its extension starts."""
    before.ended_on = starts_on - timedelta(days=1)
    before.ended_at, before.ended_by = now, by
    before.outcome = f"Extended from {day_words(starts_on)}."


def warn_on(order: ResourceOrder, today: date) -> date:
    """Return when to think about the end of support: a week before it, today at the earliest."""
    assert order.ends_on is not None
    return max(order.ends_on - _WARN, today)
