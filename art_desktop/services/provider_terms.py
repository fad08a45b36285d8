"""Reads how providers stand on a day, and which lots there are with who is on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from art_desktop.domain.frameworks import (
    Contract,
    Framework,
    Lot,
    LotPlace,
    ProviderCheck,
    SpotPurchase,
    Suspension,
)
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HomeId, LotId, ProviderId, RequestId
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import (
    CHECKS_MONTHS,
    FIRST_MONTHS,
    ProviderTerms,
    TermsRows,
    holds_on,
    terms_on,
)
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import ProviderKind, Tier
from art_desktop.domain.work import Setting

_AT_ONCE = 500
"""How many providers one question names; for more, all of them are read."""

OUTSIDE = frozenset({Tier.IFA, Tier.RESIDENTIAL})
"""The tiers that are bought from a provider."""

R = TypeVar("R", LotPlace, ProviderCheck, Contract, Suspension)


@dataclass(frozen=True)
class LotView:
    """A lot of a framework in force, with the providers whose places hold on the day, by id."""

    id: LotId
    name: str
    framework: str
    kind: ProviderKind
    provider_ids: tuple[ProviderId, ...]


def lots_on(uow: UnitOfWork, on: date) -> tuple[LotView, ...]:
    """Return every lot whose framework is in force on a day, by framework and name, with who is on it that day."""
    frameworks = {one.id: one for one in uow.all(Framework) if holds_on(one, on)}
    places = [one for one in uow.all(LotPlace) if holds_on(one, on)]
    views = []
    for lot in uow.all(Lot):
        if lot.framework_id not in frameworks or lot.id is None:
            continue
        there = sorted({one.provider_id for one in places if one.lot_id == lot.id})
        framework = frameworks[lot.framework_id].name
        views.append(LotView(lot.id, lot.name, framework, lot.kind, tuple(there)))
    return tuple(sorted(views, key=lambda one: (one.framework.casefold(), one.name.casefold())))


def terms_of(
    uow: UnitOfWork, provider_ids: Collection[ProviderId], on: date
) -> dict[ProviderId, ProviderTerms]:
    """Return how each of these providers stands on a day; one question for each kind of row."""
    keys = tuple(sorted(set(provider_ids)))
    if not keys:
        return {}
    return terms_on(keys, terms_rows(uow, keys, on), on)


def every_row(uow: UnitOfWork, on: date) -> TermsRows:
    """Return every row that the terms of any provider follow from."""
    return terms_rows(uow, None, on)


def terms_rows(uow: UnitOfWork, keys: tuple[ProviderId, ...] | None, on: date) -> TermsRows:
    """Return every row that the terms of these providers follow from, None for all of them."""

    def those(kind: type[R]) -> list[R]:
        if keys is None or len(keys) > _AT_ONCE:
            return uow.all(kind)
        return uow.all(kind, provider_id=keys)

    return TermsRows(
        frameworks=uow.all(Framework),
        lots=uow.all(Lot),
        places=those(LotPlace),
        checks=those(ProviderCheck),
        contracts=those(Contract),
        suspensions=those(Suspension),
        valid_months=checks_valid_months(uow, on),
    )


def checks_valid_months(uow: UnitOfWork, on: date) -> int:
    """Return for how many months a check is good where it names no day of its own."""
    rows = uow.in_force(Setting, on, code=CHECKS_MONTHS)
    newest = max(rows, key=lambda row: row.effective_from, default=None)
    return FIRST_MONTHS if newest is None else int(newest.value)


def spot_providers(uow: UnitOfWork, request_id: RequestId | None) -> frozenset[ProviderId]:
    """Return the providers that a manager has let a request use outside every lot."""
    return frozenset(spot_reasons(uow, request_id))


def spot_reasons(uow: UnitOfWork, request_id: RequestId | None) -> dict[ProviderId, str]:
    """Return why each provider may be used by a request although it is on no lot, in a manager's words."""
    if request_id is None:
        return {}
    agreed = uow.all(SpotPurchase, request_id=request_id)
    options = uow.by_ids(Option, [one.option_id for one in agreed])
    return {outside_provider_id(uow, options[one.option_id]): one.reason for one in agreed}


def spot_purchase_of(uow: UnitOfWork, option: Option) -> str:
    """Return why the provider behind an option may be used although it is on no lot, "" where nobody said so."""
    if option.tier not in OUTSIDE:
        return ""
    return spot_reasons(uow, option.request_id).get(outside_provider_id(uow, option), "")


def outside_provider_id(uow: UnitOfWork, option: Option) -> ProviderId:
    """Return the id of the provider behind an outside option."""
    if option.provider_id is not None:
        return option.provider_id
    if option.home_id is not None:
        return uow.get(Home, option.home_id).provider_id
    assert option.household_id is not None
    provider_id = uow.get(Household, option.household_id).provider_id
    assert provider_id is not None
    return provider_id


def kind_used(uow: UnitOfWork, option: Option) -> tuple[ProviderKind, HomeId | None]:
    """Return the kind of lot that an outside option is bought on, and its home where it is one."""
    if option.home_id is not None:
        return uow.get(Home, option.home_id).kind, option.home_id
    return uow.get(Provider, outside_provider_id(uow, option)).kind, None
