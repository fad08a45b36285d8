"""Outside providers and their homes (product.md §2, §3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.ids import HomeId, Pence, ProviderId
from art_desktop.domain.vocabulary import Grade, ProviderKind


@dataclass(eq=False, kw_only=True)
class Provider:
    """An outside organisation. `urn` is Ofsted's number where the organisation itself is registered (agencies)."""

    id: ProviderId | None = None
    reference: str
    name: str
    kind: ProviderKind
    urn: str = ""
    sector: str = ""
    local_authority: str = ""
    region: str = ""
    town: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    registration_status: str = "Active"
    registered_on: date | None = None
    grade: Grade | None = None
    inspected_on: date | None = None
    on_framework: bool = False
    checks_done_on: date | None = None
    contract_until: date | None = None
    suspended: bool = False
    typical_weekly_price_pence: Pence | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Home:
    """One registered setting of a provider. `name` and `postcode` are empty where Ofsted withholds them."""

    id: HomeId | None = None
    reference: str
    provider_id: ProviderId
    name: str = ""
    urn: str = ""
    kind: ProviderKind
    registration_status: str = "Active"
    registered_on: date | None = None
    local_authority: str = ""
    town: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None
    places: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    grade: Grade | None = None
    inspected_on: date | None = None
    short_break_only: bool = False
    weekly_price_pence: Pence | None = None
    version: int = 1
