"""Spot purchase: a manager lets one request use a provider that is on no lot, for a reason (product.md §3.5)."""

from __future__ import annotations

from datetime import date

from art_desktop.domain import life
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.frameworks import SpotPurchase
from art_desktop.domain.households import Household
from art_desktop.domain.ids import ProviderId, RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_commands import RecordSpotPurchase
from art_desktop.domain.provider_terms import CONTRACTED
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Option
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.provider_terms import (
    OUTSIDE,
    kind_used,
    outside_provider_id,
    spot_providers,
    terms_of,
)
from art_desktop.services.standing import hold, settle


class SpotPurchaseService(BaseService):
    """What is done to use a provider outside every framework."""

    @permitted(Permission.OVERRIDE)
    def record(self, actor: Actor, command: RecordSpotPurchase) -> Changed:
        """Let a request use the provider behind an option. Raises: InvalidAnswers, RuleBroken, NotFound."""
        doing = "The spot purchase was not recorded."
        if not command.reason.strip():
            problem = FieldProblem("reason", "Write why no provider on a lot would do.")
            raise InvalidAnswers(doing, (problem,))
        today = self._context.today()
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, today)
            life.require_open(held.request, doing)
            if option.tier not in OUTSIDE:
                raise RuleBroken(
                    doing,
                    "It is in-house: nothing is bought.",
                    "Use it as it is.",
                    rule="in_house",
                )
            key = outside_provider_id(uow, option)
            _require_needed(uow, option, key, today, doing)
            uow.add(
                SpotPurchase(
                    request_id=option.request_id,
                    option_id=command.option_id,
                    reason=command.reason.strip(),
                    approved_by=actor.user_id,
                    approved_at=self._context.now(),
                )
            )
            theirs = _Theirs(uow, key)
            for other in held.standing.options:
                if theirs.has(other):
                    _let_in(other)
            settle(uow, option.request_id, today)
            uow.commit()
            name = uow.get(Provider, key).name
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=option.request_id,
            words=f"Recorded: {name} may be used for this request as a spot purchase. "
            "A signed spot contract is needed before a child starts there.",
        )

    @permitted(Permission.SEE_NEEDS)
    def providers(self, actor: Actor, request_id: RequestId) -> frozenset[ProviderId]:
        """Return the providers that this request may use outside the lots."""
        with self._store.reading(actor) as uow:
            return spot_providers(uow, request_id)


class _Theirs:
    """Which options are of one provider: itself, its homes, the families that it offers."""

    def __init__(self, uow: UnitOfWork, key: ProviderId) -> None:
        self._key = key
        self._homes = {one.id for one in uow.all(Home, provider_id=key)}
        self._households = {one.id for one in uow.all(Household, provider_id=key)}

    def has(self, option: Option) -> bool:
        return (
            option.provider_id == self._key
            or (option.home_id is not None and option.home_id in self._homes)
            or (option.household_id is not None and option.household_id in self._households)
        )


def _let_in(option: Option) -> None:
    """Take the rule off what excludes an option; another rule that excludes it stays."""
    from art_desktop.domain.matching.criteria.provider import Contracted  # NumPy keeps to searches

    codes = option.excluded_codes.split()
    if CONTRACTED not in codes or option.override_reason:
        return
    codes.remove(CONTRACTED)
    option.excluded_codes = " ".join(codes)
    # The title has a comma in it, as there is between titles, so it is taken out whole.
    rest = f", {option.excluded_by}, ".replace(f", {Contracted.title}, ", ", ", 1)
    option.excluded_by = rest.strip(", ")
    option.suitable = not codes


def _require_needed(
    uow: UnitOfWork, option: Option, key: ProviderId, today: date, doing: str
) -> None:
    """Refuse a spot purchase of a provider on a lot, or one that is on record already."""
    if key in spot_providers(uow, option.request_id):
        raise RuleBroken(
            doing,
            "A spot purchase of this provider is on record for the request already.",
            "Search again: its homes are in the list.",
            rule="spot_purchase_twice",
        )
    kind, _ = kind_used(uow, option)
    terms = terms_of(uow, [key], today)[key]
    if terms.on_lot(kind):
        raise RuleBroken(
            doing,
            f"The provider is on {terms.lots_for(kind)[0].words}.",
            "Use it on the framework; a price above its band is flagged with its offer.",
            rule="on_lot",
        )
