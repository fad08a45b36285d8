"""Turns frameworks and the terms of a provider into what is shown of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from art_desktop.domain.deciding_words import CheckOutcome
from art_desktop.domain.framework_views import (
    CheckLine,
    ContractLine,
    FrameworksPage,
    FrameworkView,
    LotChoice,
    LotLine,
    PlaceView,
    ProviderChoice,
    SuspensionLine,
    TermsView,
)
from art_desktop.domain.frameworks import Contract, Framework, Lot, LotPlace, Suspension
from art_desktop.domain.ids import FrameworkId, HomeId, LotId, ProviderId
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import (
    NOTICE_DAYS,
    CheckStanding,
    CheckState,
    band_words,
    holds_on,
    lacking_sentence,
    terms_on,
)
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.domain.wording import day_words
from art_desktop.services.provider_terms import terms_rows
from art_desktop.services.views import home_title


def frameworks_page(uow: UnitOfWork, today: date) -> FrameworksPage:
    """Return every framework with its lots and who is on them."""
    frameworks = {one.id: one for one in uow.all(Framework)}
    providers = uow.all(Provider)
    names = {one.id: one.name for one in providers}
    on_lot: dict[LotId, list[LotPlace]] = defaultdict(list)
    for place in uow.all(LotPlace):
        on_lot[place.lot_id].append(place)
    lots: dict[FrameworkId, list[LotLine]] = defaultdict(list)
    for lot in uow.all(Lot):
        assert lot.id is not None
        framework = frameworks[lot.framework_id]
        views = [
            place_view(one, lot, framework, names[one.provider_id], today) for one in on_lot[lot.id]
        ]
        views.sort(key=lambda one: (not one.holds, one.provider.casefold(), one.starts_on))
        line = LotLine(
            id=lot.id, version=lot.version, name=lot.name, kind=lot.kind, places=tuple(views)
        )
        lots[lot.framework_id].append(line)
    shown = [_framework(one, lots[key], today) for key, one in frameworks.items() if key]
    shown.sort(key=lambda one: (not one.in_force, one.name.casefold()))
    kinds = _kinds_of_homes(uow)
    choices = [
        ProviderChoice(one.id, one.name, tuple({one.kind} | kinds.get(one.id, set())))
        for one in providers
        if one.id is not None
    ]
    choices.sort(key=lambda one: one.name.casefold())
    return FrameworksPage(tuple(shown), tuple(choices))


def _kinds_of_homes(uow: UnitOfWork) -> dict[ProviderId, set[ProviderKind]]:
    found: dict[ProviderId, set[ProviderKind]] = defaultdict(set)
    for home in uow.all(Home):
        found[home.provider_id].add(home.kind)
    return found


def _framework(one: Framework, lots: Sequence[LotLine], today: date) -> FrameworkView:
    assert one.id is not None
    return FrameworkView(
        id=one.id,
        version=one.version,
        name=one.name,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        in_force=holds_on(one, today),
        note=one.note,
        lots=tuple(sorted(lots, key=lambda lot: lot.name.casefold())),
    )


def place_view(
    one: LotPlace, lot: Lot, framework: Framework, provider: str, today: date
) -> PlaceView:
    """Return a place on a lot as it stands today."""
    ends = [day for day in (one.ends_on, framework.ends_on) if day is not None]
    return PlaceView(
        id=one.id or 0,
        version=one.version,
        lot_id=one.lot_id,
        lot=lot.name,
        framework=framework.name,
        kind=lot.kind,
        provider_id=one.provider_id,
        provider=provider,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        until=min(ends, default=None),
        holds=holds_on(one, today) and holds_on(framework, today),
        price_from_pence=one.price_from_pence,
        price_to_pence=one.price_to_pence,
        band=band_words(one.price_from_pence, one.price_to_pence),
        note=one.note,
    )


def terms_view(
    uow: UnitOfWork, provider: Provider, homes: Sequence[Home], today: date
) -> TermsView:
    """Return the terms on which a provider may be used today, with those that were and those to come."""
    assert provider.id is not None
    rows = terms_rows(uow, (provider.id,), today)
    terms = terms_on([provider.id], rows, today)[provider.id]
    frameworks = {one.id: one for one in rows.frameworks}
    lots = {one.id: one for one in rows.lots}
    places = []
    for one in rows.places:
        lot = lots[one.lot_id]
        places.append(place_view(one, lot, frameworks[lot.framework_id], provider.name, today))
    kinds = {provider.kind} | {home.kind for home in homes}
    titles = {home.id: home_title(home, {provider.id: provider}) for home in homes}
    lacking = terms.lacking(provider.kind)
    return TermsView(
        ready=not lacking,
        sentence=lacking_sentence(terms, provider.kind),
        places=tuple(sorted(places, key=lambda one: (not one.holds, one.framework, one.lot))),
        checks=tuple(_check(one, today) for one in terms.checks),
        contracts=tuple(
            _contract(one, today)
            for one in sorted(rows.contracts, key=lambda one: one.starts_on, reverse=True)
        ),
        suspensions=tuple(
            _suspension(one, titles, today)
            for one in sorted(rows.suspensions, key=lambda one: one.starts_on, reverse=True)
        ),
        lots=tuple(
            LotChoice(LotId(lot.id), f"{frameworks[lot.framework_id].name}: {lot.name}")
            for lot in rows.lots
            if lot.id is not None
            and lot.kind in kinds
            and (frameworks[lot.framework_id].ends_on or today) >= today
        ),
        valid_months=rows.valid_months,
    )


def _soon(until: date | None, today: date) -> bool:
    return until is not None and today <= until <= today + timedelta(days=NOTICE_DAYS)


def _check(one: CheckStanding, today: date) -> CheckLine:
    until = one.good_until
    words = {
        CheckState.NEVER: "Not done",
        CheckState.FAILED: "Not satisfactory",
        CheckState.LAPSED: f"Lapsed {day_words(until)}" if until else "Lapsed",
        CheckState.DONE: f"Good until {day_words(until)}" if until else "Good",
    }[one.state]
    if one.state is CheckState.DONE and one.outcome is CheckOutcome.CONDITIONS:
        words += ", with conditions"
    return CheckLine(
        kind=one.kind,
        state=one.state,
        words=words,
        done_on=one.done_on,
        good_until=until,
        soon=one.in_order and _soon(until, today),
        done_by=one.done_by,
        note=one.note,
    )


def _contract(one: Contract, today: date) -> ContractLine:
    covers = holds_on(one, today)
    if one.signed_on is None:
        words = "Not signed yet"
    elif covers:
        words = f"Until {day_words(one.ends_on)}" if one.ends_on else "In force, no end named"
    elif one.starts_on > today:
        words = f"From {day_words(one.starts_on)}"
    else:
        words = f"Ended {day_words(one.ends_on)}" if one.ends_on else "Ended"
    holds = covers and one.signed_on is not None
    return ContractLine(
        id=one.id or 0,
        version=one.version,
        kind=one.kind,
        reference=one.reference,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        signed_on=one.signed_on,
        note=one.note,
        words=words,
        holds=holds,
        soon=holds and _soon(one.ends_on, today),
    )


def _suspension(
    one: Suspension, titles: Mapping[HomeId | None, str], today: date
) -> SuspensionLine:
    return SuspensionLine(
        id=one.id or 0,
        version=one.version,
        home_id=one.home_id,
        whose="The whole provider" if one.home_id is None else titles.get(one.home_id, "A home"),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        reason=one.reason,
        decided_by=one.decided_by,
        holds=holds_on(one, today),
        lifted=one.ends_on is not None and one.ends_on < today,
    )
