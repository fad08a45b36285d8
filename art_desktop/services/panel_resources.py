"""What a panel reads of a request that looks for no home: what is wanted, its prices, what was ordered before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from art_desktop.domain.panel_views import CaseLine, CaseQuote, CaseResource
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.resource_views import OrderView, QuoteView, WantedView
from art_desktop.domain.wording import day_words, money_words
from art_desktop.services.resource_views import resource_view
from art_desktop.services.standing import Held


def case_resource(uow: UnitOfWork, held: Held, today: date) -> CaseResource | None:
    """Return what is wanted and what it would cost; None for a request that looks for a home."""
    if held.request.kind.seeks_home:
        return None
    found = resource_view(uow, held, today)
    if found.wanted is None:
        return None
    return CaseResource(
        title=found.wanted.resource.words,
        lines=tuple(_lines(found.wanted)),
        quotes=tuple(_quote(one) for one in found.quotes),
        ordered=tuple(_ordered(one) for one in found.orders),
    )


def _lines(wanted: WantedView) -> Iterator[CaseLine]:
    weeks = wanted.weeks
    told = (
        ("Question" if wanted.resource.is_assessment else "What it is for", wanted.question),
        ("About", wanted.about),
        ("Needed by", _day(wanted.needed_by)),
        ("The court sits", _day(wanted.court_on)),
        ("For", "" if weeks is None else f"{weeks} week{'' if weeks == 1 else 's'}"),
        ("Paid from", f"{wanted.budget_words} (local authority)" if wanted.budget_words else ""),
    )
    for title, words in told:
        if words.strip():
            yield CaseLine(title, words.strip())


def _day(on: date | None) -> str:
    return "" if on is None else day_words(on)


def _quote(one: QuoteView) -> CaseQuote:
    return CaseQuote(
        who=one.who,
        state=one.state.words,
        whole_pence=one.whole_pence,
        price="" if one.whole_pence is None else one.price_words,
        can_start_on=one.can_start_on,
        ready_on=one.ready_on,
        late=one.late,
        includes=one.includes,
    )


def _ordered(one: OrderView) -> str:
    until = f" to {day_words(one.ends_on)}" if one.ends_on is not None else ""
    return f"{one.who}, from {day_words(one.starts_on)}{until}: {money_words(one.price_pence)}"
