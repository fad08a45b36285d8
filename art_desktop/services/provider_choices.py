"""Which providers of a lot can be sent a request's referral, and why the others cannot."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from art_desktop.domain.approaching_views import OptionChoice, ProviderChoice
from art_desktop.domain.ids import LotId, ProviderId
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import ProviderTerms, checks_words
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Option, TierOpening
from art_desktop.domain.vocabulary import OptionState, ProviderKind, Tier
from art_desktop.domain.wording import day_words
from art_desktop.services.asking_gate import ASKABLE, is_outside
from art_desktop.services.provider_terms import lots_on, spot_providers, terms_of
from art_desktop.services.standing import Held
from art_desktop.services.views import option_titles


def provider_choices(
    uow: UnitOfWork, held: Held, lot_id: LotId | None, on: date
) -> tuple[ProviderChoice, ...]:
    """Return the providers of a lot, or without one those of the shortlist that are on no lot; the possible first.

    A referral goes to an agency or a home; an agency's households are named in its offer.
    """
    lots = lots_on(uow, on)
    options = _options_of_providers(uow, held)
    if lot_id is not None:
        keys = next((lot.provider_ids for lot in lots if lot.id == lot_id), ())
    else:
        placed = {key for lot in lots for key in lot.provider_ids}
        keys = tuple(sorted(set(options) - placed))
    providers = uow.by_ids(Provider, list(keys))
    terms = terms_of(uow, keys, on)
    spot = spot_providers(uow, held.request.id)
    homes = uow.by_ids(Home, [o.home_id for key in keys for o in options[key] if o.home_id])
    titles = option_titles(uow, [option for key in keys for option in options[key]])
    opened = {one.tier for one in uow.all(TierOpening, request_id=held.request.id)}
    found = []
    for key in keys:
        provider = providers[key]
        theirs = tuple(
            _option(option, titles, _why_not(option, homes, provider, terms[key], spot=key in spot))
            for option in sorted(
                options[key], key=lambda o: (not o.suitable, o.rank or 0, o.id or 0)
            )
        )
        why = _why_none(provider, theirs, terms[key], opened)
        found.append(ProviderChoice(key, provider.name, provider.email.strip(), theirs, why))
    return tuple(sorted(found, key=_order))


def _order(choice: ProviderChoice) -> tuple[object, ...]:
    best = min((o.rank for o in choice.options if o.rank is not None), default=10_000)
    return (bool(choice.why_not), best, choice.name.casefold())


def _options_of_providers(uow: UnitOfWork, held: Held) -> dict[ProviderId, list[Option]]:
    """Return the request's agencies and homes under their providers."""
    outside = [
        one
        for one in held.standing.options
        if is_outside(one) and (one.provider_id is not None or one.home_id is not None)
    ]
    homes = uow.by_ids(Home, [one.home_id for one in outside if one.home_id is not None])
    found: dict[ProviderId, list[Option]] = defaultdict(list)
    for one in outside:
        key = homes[one.home_id].provider_id if one.home_id is not None else one.provider_id
        assert key is not None
        found[key].append(one)
    return found


def _option(option: Option, titles: dict[int, str], why_not: str) -> OptionChoice:
    assert option.id is not None
    return OptionChoice(
        option_id=option.id,
        title=titles[option.id],
        rank=option.rank,
        low=option.low,
        high=option.high,
        weekly_price_pence=option.weekly_price_pence,
        distance_miles=option.distance_miles,
        why_not=why_not,
    )


def _why_not(
    option: Option,
    homes: dict[int, Home],
    provider: Provider,
    terms: ProviderTerms,
    *,
    spot: bool,
) -> str:
    """Return why the referral cannot go out about one option, "" where it can."""
    kind: ProviderKind = homes[option.home_id].kind if option.home_id else provider.kind
    suspended = terms.suspended(option.home_id)
    if suspended is not None:
        return f"suspended since {day_words(suspended.starts_on)}: {suspended.reason}"
    if terms.checks_lacking:
        return f"lacks {checks_words(terms.checks_lacking)}"
    if not terms.on_lot(kind) and not spot:
        return "on no lot for this kind of home: needs a spot purchase that a manager has agreed"
    if not option.suitable:
        return f"not suitable: {option.excluded_by}"
    if option.state is OptionState.ASKED:
        return "asked already"
    if option.state not in ASKABLE:
        return option.state.words.lower()
    return ""


def _why_none(
    provider: Provider,
    options: tuple[OptionChoice, ...],
    terms: ProviderTerms,
    opened: set[Tier],
) -> str:
    """Return why none of a provider's options can be sent the referral, "" where one can."""
    if any(not option.why_not for option in options):
        return ""
    if options:
        reasons = list(dict.fromkeys(option.why_not for option in options))
        return reasons[0] if len(reasons) == 1 else "none of its homes can be asked"
    whole = terms.suspended()
    if whole is not None:
        return f"suspended since {day_words(whole.starts_on)}: {whole.reason}"
    if provider.kind.tier not in opened:
        return f"{provider.kind.tier.words} is not open yet"
    return "not in the shortlist: search again"
