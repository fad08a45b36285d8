"""Turns what is on record of a resource into what is shown of it, and adds up what was ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from art_desktop.domain import resource_prices, resourcing
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import CheckOutcome, QuoteState
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.frameworks import ProviderCheck, Suspension
from art_desktop.domain.ids import Pence, ProviderId
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.requests import Request
from art_desktop.domain.resource_views import (
    BudgetHead,
    CommitmentLine,
    Commitments,
    HeadTotal,
    OrderView,
    ProviderChoice,
    QuoteView,
    ResourceView,
    WantedView,
)
from art_desktop.domain.resources import Quote, ResourceOrder, ResourceWanted
from art_desktop.domain.vocabulary import ProviderKind, RequestKind
from art_desktop.domain.wording import day_words, listed
from art_desktop.domain.work import Service, Setting
from art_desktop.services.standing import Held, age_short, names_of_users

_HEAD = "budget_head_"
_MAY_BE_ASKED = {
    RequestKind.ASSESSMENT: (ProviderKind.EXPERT, ProviderKind.FAMILY_CENTRE, ProviderKind.OTHER),
    RequestKind.CRISIS: (ProviderKind.EXPERT, ProviderKind.FAMILY_CENTRE, ProviderKind.OTHER),
}


def budget_heads(uow: UnitOfWork, on: date) -> tuple[BudgetHead, ...]:
    """Return the budget heads in force on a day, in the order in which they were set up."""
    rows = [row for row in uow.in_force(Setting, on) if row.code.startswith(_HEAD)]
    rows.sort(key=lambda row: row.id or 0)
    return tuple(BudgetHead(row.code.removeprefix(_HEAD), row.value) for row in rows)


def resource_view(uow: UnitOfWork, held: Held, today: date) -> ResourceView:
    """Return all that the tabs of a request for a resource show."""
    resource, users = held.standing.resource, names_of_users(uow)
    heads = budget_heads(uow, today)
    decision = held.standing.authorisation
    quotes = tuple(_quote(uow, held, one, users, today) for one in resource.quotes)
    kinds = _MAY_BE_ASKED.get(held.request.kind, ())
    providers = uow.all(Provider, kind=kinds) if kinds else []
    return ResourceView(
        wanted=None if resource.wanted is None else _wanted(resource.wanted, heads),
        heads=heads,
        quotes=tuple(sorted(quotes, key=_order_of)),
        orders=tuple(_order(held, one, users) for one in reversed(resource.orders)),
        providers=tuple(
            ProviderChoice(
                one.id, f"{one.name} ({one.town})" if one.town else one.name, one.email or one.phone
            )
            for one in sorted(providers, key=lambda one: one.name.casefold())
            if one.id is not None
        ),
        authorised=decision is not None,
        authorised_pence=decision.most_pence if decision else None,
        may_order=_may_order(held),
        enquiry=_enquiry(uow, held, today),
    )


def _may_order(held: Held) -> str:
    """Return why nothing may be ordered now, "" where something may."""
    decision, orders = held.standing.authorisation, held.standing.resource.orders
    if held.request.closed_at is not None:
        return "The request is closed."
    if decision is None:
        return "Prices may be asked for now; ordering needs the authorisation first."
    if any(order.authorisation_id == decision.id for order in orders):
        return "An extension needs an authorisation of its own."
    return ""


def _enquiry(uow: UnitOfWork, held: Held, today: date) -> str:
    wanted = held.standing.resource.wanted
    if wanted is None:
        return ""
    ages = listed([age_short(child, today) for child in held.children])
    whom = "a child" if len(held.children) == 1 else f"{len(held.children)} children"
    service = next(iter(uow.all(Service)), None)
    team, phone = (service.team_name, service.phone) if service else ("", "")
    return resource_prices.enquiry_words(wanted, f"{whom}, {ages}", None, team, phone)


def _order_of(quote: QuoteView) -> tuple[int, int, int]:
    """Order quotes for comparison: the chosen, then by price, then those that have not answered, then the declined."""
    ranks = {QuoteState.CHOSEN: 0, QuoteState.ASKED: 2, QuoteState.DECLINED: 3}
    return (ranks.get(quote.state, 1), quote.whole_pence or 0, int(quote.id))


def _wanted(one: ResourceWanted, heads: Sequence[BudgetHead]) -> WantedView:
    words = {head.code: head.words for head in heads}
    return WantedView(
        resource=one.resource,
        question=one.question,
        about=one.about,
        court_on=one.court_on,
        needed_by=one.needed_by,
        weeks=one.weeks,
        budget_head=one.budget_head,
        budget_words=words.get(one.budget_head, one.budget_head),
        version=one.version,
    )


def _quote(
    uow: UnitOfWork, held: Held, one: Quote, users: dict[int, str], today: date
) -> QuoteView:
    resource = held.standing.resource
    found = resource_prices.priced(resource.quotes)
    whole = resource_prices.price_of(one) if one.state is not QuoteState.DECLINED else None
    units = resource_prices.units_of(one.units) or Decimal(1)
    counts = whole is not None and one.state is not QuoteState.ASKED
    assert one.id is not None
    return QuoteView(
        id=one.id,
        provider_id=one.provider_id,
        who=one.who,
        contact=one.contact,
        asked_at=one.asked_at,
        asked_by=users.get(one.asked_by, ""),
        due_on=one.due_on,
        overdue=resource_prices.overdue(one, today),
        chased_at=one.chased_at,
        indicative=one.indicative,
        state=one.state,
        price_pence=one.price_pence,
        basis=one.basis,
        units=units,
        whole_pence=whole,
        price_words=""
        if one.price_pence is None
        else resource_prices.basis_words(one.basis, units, one.price_pence),
        can_start_on=one.can_start_on,
        ready_on=one.ready_on,
        includes=one.includes,
        note=one.note,
        late=resource_prices.late_of(resource.wanted, one),
        cheapest=counts and whole == found[0][0],
        reason=resourcing.needs_reason(one, resource.quotes, resource.wanted)
        if counts and not resource.orders
        else "",
        standing=provider_words(uow, one.provider_id, today),
        version=one.version,
    )


def _order(held: Held, one: ResourceOrder, users: dict[int, str]) -> OrderView:
    quote = next(quote for quote in held.standing.resource.quotes if quote.id == one.quote_id)
    units = resource_prices.units_of(one.units) or Decimal(1)
    assert one.id is not None
    return OrderView(
        id=one.id,
        quote_id=one.quote_id,
        who=quote.who,
        why=one.why,
        units_words=resource_prices.units_words(quote.basis, units),
        price_pence=one.price_pence,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        report_due_on=one.report_due_on,
        ordered_at=one.ordered_at,
        ordered_by=users.get(one.ordered_by, ""),
        ended_on=one.ended_on,
        outcome_words=""
        if one.ended_on is None
        else resource_prices.outcome_words(held.request.kind, one),
        version=one.version,
    )


def provider_words(uow: UnitOfWork, provider_id: ProviderId | None, today: date) -> tuple[str, ...]:
    """Return what the register says against using somebody, a sentence each; () where nothing does."""
    if provider_id is None:
        return ("Not on the register: nothing is on record of its checks.",)
    words = [
        f"Suspended from {day_words(one.starts_on)}: {one.reason}"
        for one in _suspended(uow, provider_id, today)
    ]
    checks = [
        one
        for one in uow.all(ProviderCheck, provider_id=provider_id)
        if one.outcome is not CheckOutcome.NOT_SATISFACTORY
        and (one.valid_until is None or one.valid_until >= today)
    ]
    if not checks:
        words.append("No check that is still good is on record.")
    return tuple(words)


def _suspended(uow: UnitOfWork, provider_id: ProviderId, today: date) -> list[Suspension]:
    return [
        one
        for one in uow.all(Suspension, provider_id=provider_id)
        if one.home_id is None
        and one.starts_on <= today
        and (one.ends_on is None or one.ends_on >= today)
    ]


def require_may_be_used(
    uow: UnitOfWork, quote: Quote, today: date, starts_on: date, doing: str
) -> None:
    """Refuse an order from somebody suspended today or on the day of the start. Raises: RuleBroken.

    Missing checks are shown, not refused.
    """
    if quote.provider_id is None:
        return
    found = [
        *_suspended(uow, quote.provider_id, today),
        *_suspended(uow, quote.provider_id, max(today, starts_on)),
    ]
    for one in found:
        raise RuleBroken(
            doing,
            f"{quote.who} is suspended from {day_words(one.starts_on)}: {one.reason}",
            "Choose another, or have the suspension lifted.",
            rule="suspended",
        )


def commitments(uow: UnitOfWork, since: date, until: date, today: date) -> Commitments:
    """Return what was ordered from a day to a day, by budget head; the day counts on which it was ordered."""
    orders = [one for one in uow.all(ResourceOrder) if since <= local_day(one.ordered_at) <= until]
    keys = sorted({one.request_id for one in orders})
    requests = uow.by_ids(Request, keys)
    wanted = (
        {one.request_id: one for one in uow.all(ResourceWanted, request_id=tuple(keys))}
        if keys
        else {}
    )
    quotes = uow.by_ids(Quote, sorted({one.quote_id for one in orders}))
    lines: dict[str, list[CommitmentLine]] = defaultdict(list)
    for one in orders:
        want = wanted[one.request_id]
        lines[want.budget_head].append(
            CommitmentLine(
                request_id=one.request_id,
                reference=requests[one.request_id].reference,
                resource=want.resource.words,
                who=quotes[one.quote_id].who,
                ordered_on=local_day(one.ordered_at),
                standing="running" if one.ended_on is None else f"ended {day_words(one.ended_on)}",
                price_pence=one.price_pence,
            )
        )
    heads = budget_heads(uow, today)
    known = {head.code for head in heads}
    heads += tuple(BudgetHead(code, code) for code in sorted(lines) if code not in known)
    totals = tuple(
        HeadTotal(
            head,
            Pence(sum(line.price_pence for line in lines[head.code])),
            tuple(sorted(lines[head.code], key=lambda line: (line.ordered_on, line.reference))),
        )
        for head in heads
    )
    return Commitments(since, until, totals, Pence(sum(one.total_pence for one in totals)))
