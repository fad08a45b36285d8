"""What a resource that is no placement costs, by when it is there, and how that is said (product.md §3; S003 §7).

Every price is exact: whole pence times an exact decimal, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from art_desktop.domain.deciding_words import PriceBasis, QuoteState, ResourceKind
from art_desktop.domain.ids import Pence
from art_desktop.domain.resources import Quote, ResourceOrder, ResourceWanted
from art_desktop.domain.vocabulary import RequestKind, Stage
from art_desktop.domain.wording import day_words, money_words

_MOST_UNITS = Decimal(9999)
_PENNY = Decimal(1)


def stage_words(kind: RequestKind, stage: Stage) -> str:
    """Return the words of a stage for a kind of request: nothing is "placed" where no home is sought."""
    if kind.seeks_home:
        return stage.words
    if stage is Stage.PLACED:
        return "Received" if kind is RequestKind.ASSESSMENT else "Ended"
    return _WORDS.get(stage, stage.words)


def still_waits(kind: RequestKind, stage: Stage) -> bool:
    """Say whether the time until it is needed still counts: once a resource is ordered, the order's own days do."""
    return stage.is_open and (kind.seeks_home or stage is not Stage.AGREED)


_WORDS = {
    Stage.SEARCHING: "Asking for prices",
    Stage.OFFERS_IN: "Prices in",
    Stage.AGREED: "Ordered",
}


def kinds_for(kind: RequestKind) -> tuple[ResourceKind, ...]:
    """Return what a kind of request can ask for."""
    wants = kind is RequestKind.ASSESSMENT
    return tuple(one for one in ResourceKind if one.is_assessment is wants)


def basis_words(basis: PriceBasis, units: Decimal, price: int) -> str:
    """Return how a price comes about: "£95.00 an hour × 12.5 hours"; just the price where it is in all."""
    if basis is PriceBasis.FIXED:
        return f"{money_words(price)} in all"
    each = f"{money_words(price)} {basis.words.lower()}"
    return f"{each} × {units_words(basis, units)}"


def units_words(basis: PriceBasis, units: Decimal) -> str:
    """Return "12.5 hours", "1 week"; "in all" for a fixed price."""
    if basis is PriceBasis.FIXED:
        return "in all"
    one = {PriceBasis.WEEK: "week", PriceBasis.DAY: "day", PriceBasis.HOUR: "hour"}[basis]
    return f"{plain(units)} {one if units == 1 else one + 's'}"


def plain(units: Decimal) -> str:
    """Return an exact number without needless noughts: "12.5", "40"."""
    return f"{units.normalize():f}"


def chase_words(who: str) -> str:
    """Return the words of the task that waits for a price."""
    return f"Chase {who} for a price"


def units_of(text: str) -> Decimal | None:
    """Return how many weeks, days or hours were typed, exact; None where it is no number from 0.01 to 9,999."""
    typed = text.strip().replace(",", "")
    if not typed.isascii():
        return None
    try:
        units = Decimal(typed)
    except InvalidOperation:
        return None
    if not units.is_finite() or not 0 < units <= _MOST_UNITS or units != round(units, 2):
        return None
    return units


def whole_price(price: int, basis: PriceBasis, units: Decimal) -> Pence:
    """Return what it costs in all, in whole pence; half a penny goes up, as on an invoice."""
    if basis is PriceBasis.FIXED:
        return Pence(price)
    return Pence(int((Decimal(price) * units).quantize(_PENNY, rounding=ROUND_HALF_UP)))


def price_of(quote: Quote) -> Pence | None:
    """Return what a quote comes to in all; None where there is no price yet."""
    units = units_of(quote.units)
    if quote.price_pence is None or units is None:
        return None
    return whole_price(quote.price_pence, quote.basis, units)


def priced(quotes: Iterable[Quote]) -> list[tuple[Pence, Quote]]:
    """Return the quotes that have a price and were not declined, cheapest first."""
    found = [
        (price, quote)
        for quote in quotes
        if quote.state not in {QuoteState.DECLINED, QuoteState.ASKED}
        and (price := price_of(quote)) is not None
    ]
    return sorted(found, key=lambda one: (one[0], one[1].id or 0))


def late_words(wanted: ResourceWanted | None, ready_on: date | None) -> str:
    """Return why a date is too late for what is wanted; "" where it is not, or is not known."""
    if wanted is None or ready_on is None:
        return ""
    if wanted.court_on is not None and ready_on >= wanted.court_on:
        if ready_on == wanted.court_on:
            return "only on the day the court sits"
        return f"{_days((ready_on - wanted.court_on).days)} after the court sits"
    if wanted.needed_by is not None and ready_on > wanted.needed_by:
        return f"{_days((ready_on - wanted.needed_by).days)} after it is needed"
    return ""


def late_of(wanted: ResourceWanted | None, quote: Quote) -> str:
    """Return why a quote is too late: its report for the court, its support for the day on which it has to begin."""
    if wanted is None or wanted.resource.is_assessment:
        return late_words(wanted, quote.ready_on)
    return late_words(wanted, quote.can_start_on)


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def outcome_words(kind: RequestKind, order: ResourceOrder) -> str:
    """Return what came of an order in a line, for the request's closing and its history."""
    assert order.ended_on is not None
    if kind is RequestKind.ASSESSMENT:
        return f"Report received on {day_words(order.ended_on)}. {order.outcome}".strip()
    where = {True: "The child stayed at home.", False: "The child did not stay at home."}
    stayed = "" if order.stayed_home is None else where[order.stayed_home]
    return f"Support ended on {day_words(order.ended_on)}. {stayed} {order.outcome}".strip()


def overdue(quote: Quote, today: date) -> bool:
    """Say whether a price should have come by now."""
    return quote.state is QuoteState.ASKED and quote.due_on is not None and quote.due_on < today


def enquiry_words(
    wanted: ResourceWanted, ages: str, due_on: date | None, team: str, phone: str
) -> str:
    """Return an enquiry that names nobody and nothing of the case, to be sent or read out.

    Args: ages: who it is for without a name, such as "Boy, 9". due_on: by when the price is wanted.
    """
    lines = [
        f"What would this cost, and by when could it be done? {wanted.resource.words}.",
        f"For: {ages}.",
    ]
    if wanted.weeks is not None:
        lines.append(f"For about {wanted.weeks} week{'' if wanted.weeks == 1 else 's'}.")
    if wanted.needed_by is not None or wanted.court_on is not None:
        day = wanted.needed_by or wanted.court_on
        assert day is not None
        lines.append(f"It is needed by {day_words(day)}.")
    lines.append(
        "Please give the price in all, or by the hour, day or week with how many; from when; and what it includes."
    )
    if due_on is not None:
        lines.append(f"Please answer by {day_words(due_on)}.")
    lines.append("This is a question about prices, not a referral: nothing is ordered by it.")
    lines.append(" · ".join(part for part in (team, phone) if part))
    return "\n".join(line for line in lines if line)


def kept_units(basis: PriceBasis, typed: str) -> str:
    """Return how many are kept, as exact text; one for a price in all. The number was checked before."""
    units = None if basis is PriceBasis.FIXED else units_of(typed)
    return "1" if units is None else plain(units)


def ended_words(kind: RequestKind, on: date) -> str:
    """Return what is said when an end was recorded."""
    what = "Report received" if kind is RequestKind.ASSESSMENT else "Support ended"
    return f"{what} on {day_words(on)}; the request is closed."
