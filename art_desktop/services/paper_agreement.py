"""The data of an individual placement agreement, and what the record proposes for its form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from art_desktop.domain.agreements import (
    TELLINGS,
    AgreedCheck,
    AgreedChild,
    AgreedLine,
    AgreedOutcome,
    Agreement,
    Party,
    Telling,
    sign_by,
)
from art_desktop.domain.clock import local_day
from art_desktop.domain.cost_lines import CostCode
from art_desktop.domain.costs import OptionCost
from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import Pence
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import NOTHING, Answers, FormSubject
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.placement_dates import first_review_by
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import CheckStanding, CheckState, ProviderTerms
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Offer, Option
from art_desktop.domain.vocabulary import Urgency
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import Service, Setting
from art_desktop.services.costing import costs_of
from art_desktop.services.offering import standing_offers
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.paper_forms import answers_of
from art_desktop.services.placement_prefill import Knows
from art_desktop.services.provider_terms import (
    OUTSIDE,
    kind_used,
    outside_provider_id,
    spot_purchase_of,
    terms_of,
)
from art_desktop.services.standing import Held, hold

_DOING: Final = "The placement agreement was not drafted."
_NOTICE_DAYS: Final = 28


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return an agreement's data.

    Raises: RuleBroken: there is no match yet, the home is one of the council's own, or its price is not on record.
    """
    assert ask.request_id is not None
    held = hold(desk.uow, ask.request_id, desk.today)
    option = _bought(desk.uow, held)
    offer = _offer_of(desk.uow, option)
    subject = FormSubject(code=FormCode.AGREEMENT, request_id=ask.request_id)
    answers = answers_of(desk.uow, subject)
    if answers is None:
        answers = _proposed(desk.uow, held, offer)
    return Built(
        body=_agreement(desk, held, option, offer, answers),
        reference=held.request.reference,
        stem=f"{held.request.reference}-placement-agreement",
        made_from={str(key): profile.number for key, profile in held.profiles.items()},
    )


def _bought(uow: UnitOfWork, held: Held) -> Option:
    """Return the option that was matched. Raises: RuleBroken: none was, or it is not bought."""
    match = held.standing.match
    if match is None:
        raise RuleBroken(
            _DOING,
            "No home has been chosen yet.",
            "Record the match first; the agreement is with the provider of the home that was chosen.",
            rule="no_match",
        )
    option = uow.get(Option, match.option_id)
    if option.tier not in OUTSIDE:
        raise RuleBroken(
            _DOING,
            "An in-house carer has no agreement; their terms are those of their approval and of the fostering policy.",
            "Draft the referral pack: it has the placement plan, which the carers sign.",
            rule="in_house",
        )
    return option


def _offer_of(uow: UnitOfWork, option: Option) -> Offer:
    """Return the offer that was taken up. Raises: RuleBroken: none with a price stands."""
    priced = [one for one in standing_offers(uow, option.id) if one.weekly_price_pence is not None]
    if not priced:
        raise RuleBroken(
            _DOING,
            "The provider's price is not on record.",
            "Record its offer with the price a week under Approaches.",
            rule="no_price",
        )
    return max(priced, key=lambda one: one.received_at)


def _agreement(
    desk: PaperDesk, held: Held, option: Option, offer: Offer, answers: Answers
) -> Agreement:
    uow, request = desk.uow, held.request
    known = Knows(uow, held, held.children[0], desk.today)
    starts = known.starts_on
    assert option.id is not None
    price = costs_of(uow, held, [option], starts, supports={option.id: ()})[option.id]
    whole = costs_of(uow, held, [option], starts)[option.id]
    provider = uow.get(Provider, outside_provider_id(uow, option))
    assert provider.id is not None
    terms = terms_of(uow, [provider.id], starts)[provider.id]
    kind, _ = kind_used(uow, option)
    spot = spot_purchase_of(uow, option)
    lots = terms.lots_for(kind)
    contract = terms.contract_for(kind)
    weekly = offer.weekly_price_pence
    assert weekly is not None
    assert held.standing.match is not None
    return Agreement(
        reference=request.reference,
        council=_council(desk.service, answers),
        provider=_provider(provider, answers),
        bought_on=lots[0].words if lots else spot or "not on a framework",
        spot=not lots,
        contract_words=""
        if contract is None
        else " · ".join(
            part
            for part in (
                contract.reference,
                f"{contract.kind.words.lower()} contract",
                f"signed {day_words(contract.signed_on)}" if contract.signed_on else "",
            )
            if part
        ),
        children=tuple(
            AgreedChild(child.full_name, child.reference, child.born_on) for child in held.children
        ),
        home=known.home_words,
        starts_on=starts,
        planned_end=price.ends_on,
        review_on=answers.day("review_on"),
        sign_by=sign_by(starts, request.urgency),
        urgent=request.urgency is not Urgency.PLANNED,
        price=_price_lines(price, several=len(held.children) > 1),
        weekly_pence=weekly,
        yearly_pence=price.yearly_pence,
        to_end_pence=price.to_end_pence,
        price_source=f"the provider's offer of {day_words(local_day(offer.received_at))}",
        parts=_parts(price, weekly),
        proposed=price.proposed,
        supports=_supports(whole),
        support_words=held.standing.match.support,
        included=_lines(answers.text("included")),
        excluded=_lines(answers.text("excluded")),
        conditions=offer.conditions,
        outcomes=tuple(_outcomes(answers)),
        tells=(*TELLINGS, *_tells(answers)),
        notice_days=_notice_days(uow, starts),
        notice_words=answers.text("notice"),
        checks=_checks(uow, provider, option, terms),
        worker=request.social_worker or held.children[0].social_worker,
        worker_phone=known.worker_phone,
        night_phone=desk.service.out_of_hours_phone,
    )


def _council(service: Service, answers: Answers) -> Party:
    return Party(
        name=service.council,
        address=service.team_name,
        phone=service.phone,
        signs=answers.text("council_signs"),
        post=answers.text("council_post"),
    )


def _provider(provider: Provider, answers: Answers) -> Party:
    return Party(
        name=provider.name,
        address=", ".join(part for part in (provider.town, provider.postcode) if part),
        phone=provider.phone,
        email=provider.email,
        signs=answers.text("provider_signs"),
        post=answers.text("provider_post"),
    )


def _price_lines(price: OptionCost, *, several: bool) -> tuple[AgreedLine, ...]:
    """Return what the price is made of."""
    words = {CostCode.EDUCATION: "Education"}
    if not several:
        words[CostCode.OFFERED] = "Care and accommodation"
    return tuple(
        AgreedLine(words.get(line.code, line.words), line.weekly_pence)
        for line in price.lines
        if line.counted
    )


def _parts(price: OptionCost, weekly: Pence) -> tuple[AgreedLine, ...]:
    """Return who pays what of the price a week, to the penny; all of it social care where nobody else does."""
    parts = [(part.funder, part.weekly_pence) for part in price.parts]
    return tuple(
        AgreedLine(funder.words, amount)
        for funder, amount in parts or [(Funder.SOCIAL_CARE, weekly)]
    )


def _supports(whole: OptionCost) -> tuple[AgreedLine, ...]:
    return tuple(
        AgreedLine(line.words, line.weekly_pence, line.note)
        for line in whole.lines
        if line.counted and line.code is CostCode.SUPPORT
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _outcomes(answers: Answers) -> list[AgreedOutcome]:
    found = []
    for row in answers.rows("outcomes"):
        by = row.get("by_on", "")
        if any(row.values()):
            found.append(
                AgreedOutcome(
                    row.get("outcome", ""),
                    row.get("seen_by", ""),
                    date.fromisoformat(by) if by else None,
                )
            )
    return found


def _tells(answers: Answers) -> Sequence[Telling]:
    return [
        Telling(row.get("what", ""), row.get("how_soon", ""), row.get("whom", ""))
        for row in answers.rows("tells")
        if row.get("what")
    ]


def _checks(
    uow: UnitOfWork, provider: Provider, option: Option, terms: ProviderTerms
) -> tuple[AgreedCheck, ...]:
    """Return the provider's inspection and checks as they stand on the first day."""
    home = uow.get(Home, option.home_id) if option.home_id is not None else None
    registered = home or provider
    grade = registered.grade.words if registered.grade else "not yet known"
    on = f", {day_words(registered.inspected_on)}" if registered.inspected_on else ""
    number = f" · URN {registered.urn}" if registered.urn else ""
    first = AgreedCheck(
        "Registration and inspection",
        f"{registered.registration_status}{number} · {grade}{on}",
        registered.registration_status == "Active",
    )
    return (first, *(_check(one) for one in terms.checks))


def _check(one: CheckStanding) -> AgreedCheck:
    until = f" until {day_words(one.good_until)}" if one.good_until else ""
    standing = {
        CheckState.DONE: f"in order{until}",
        CheckState.LAPSED: f"lapsed {day_words(one.good_until)}" if one.good_until else "lapsed",
        CheckState.FAILED: "not satisfactory",
        CheckState.NEVER: "not done",
    }[one.state]
    return AgreedCheck(one.kind.words, standing, one.in_order)


def _notice_days(uow: UnitOfWork, on: date) -> int:
    rows = uow.in_force(Setting, on, code="notice_days")
    newest = max(rows, key=lambda row: row.effective_from, default=None)
    return _NOTICE_DAYS if newest is None else int(newest.value)


def propose(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Return what the record proposes for the form: what the offer includes, and the first review."""
    assert subject.request_id is not None
    held = hold(uow, subject.request_id, today)
    match = held.standing.match
    if match is None:
        return NOTHING
    option = uow.get(Option, match.option_id)
    offers = standing_offers(uow, option.id)
    newest = max(offers, key=lambda one: one.received_at, default=None)
    return NOTHING if newest is None else _proposed(uow, held, newest)


def _proposed(uow: UnitOfWork, held: Held, offer: Offer) -> Answers:
    starts = Knows(uow, held, held.children[0], offer.can_start_on).starts_on
    return Answers({"included": offer.includes, "review_on": first_review_by(starts).isoformat()})
