"""Outside providers and their homes, as a list."""

from __future__ import annotations

from collections import Counter

from art_desktop.domain.ids import ProviderId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.places import outcode_of
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import ProviderRow
from art_desktop.domain.vocabulary import Tier
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.views import home_title


class ProviderService(BaseService):
    """What is done with providers."""

    @permitted(Permission.SEE_HOUSEHOLDS)
    def rows(self, actor: Actor) -> tuple[ProviderRow, ...]:
        """Return every agency, then every home under its provider's name, with how many of our children live there."""
        with self._store.reading(actor) as uow:
            living = uow.placements_on(self._context.today())
            by_home = Counter(p.home_id for p in living if p.home_id)
            by_provider: Counter[int] = Counter(p.provider_id for p in living if p.provider_id)
            providers: dict[int, Provider] = {
                p.id: p for p in uow.all(Provider) if p.id is not None
            }
            rows = [
                ProviderRow(
                    id=ProviderId(key),
                    home_id=None,
                    reference=one.reference,
                    name=one.name,
                    kind=one.kind,
                    area=one.town or one.local_authority,
                    grade=one.grade,
                    inspected_on=one.inspected_on,
                    places=None,
                    here=by_provider[key],
                    on_framework=one.on_framework,
                    suspended=one.suspended,
                    urn=one.urn,
                )
                for key, one in providers.items()
                if one.kind.tier is Tier.IFA
            ]
            rows += [
                ProviderRow(
                    id=home.provider_id,
                    home_id=home.id,
                    reference=home.reference,
                    name=f"{home_title(home, providers)} · {providers[home.provider_id].name}",
                    kind=home.kind,
                    area=outcode_of(home.postcode) if home.postcode else home.local_authority,
                    grade=home.grade,
                    inspected_on=home.inspected_on,
                    places=home.places,
                    here=by_home[home.id] if home.id else 0,
                    on_framework=providers[home.provider_id].on_framework,
                    suspended=providers[home.provider_id].suspended,
                    urn=home.urn,
                )
                for home in uow.all(Home)
            ]
        return tuple(sorted(rows, key=lambda row: (row.home_id is not None, row.name.casefold())))
