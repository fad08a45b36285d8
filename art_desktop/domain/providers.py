"""Outside providers and their homes (product.md §2, §3.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from art_desktop.domain.ids import HomeId, Pence, ProviderId
from art_desktop.domain.vocabulary import Grade, Level, NeedCode, ProviderKind, SexApproved


@dataclass(eq=False, kw_only=True)
class Provider:
    """An outside organisation. `urn` is Ofsted's number where the organisation itself is registered (agencies).

    On which terms it may be used stands in rows with dates: see `frameworks` and the rule in `provider_terms`.
    """

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
    typical_weekly_price_pence: Pence | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Home:
    """One registered setting of a provider. `name` and `postcode` are empty where Ofsted withholds them.

    `said_free`: the places the provider said were free on `said_free_on`. `staff_by_day` and `staff_by_night` are the
    people on a shift. A need that `purposes` leaves out is not in the statement of purpose; no purposes at all means
    that the statement has not been read.
    """

    id: HomeId | None = None
    reference: str
    provider_id: ProviderId
    name: str = ""
    urn: str = ""
    kind: ProviderKind
    registration_status: str = "Active"
    registered_on: date | None = None
    local_authority: str = ""
    area_code: str = ""
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
    sex: SexApproved | None = None
    registered_manager: str = ""
    statement: str = ""
    statement_on: date | None = None
    staff_by_day: int | None = None
    staff_by_night: int | None = None
    waking_night: bool | None = None
    education_on_site: bool | None = None
    therapy_on_site: bool | None = None
    step_free: bool | None = None
    said_free: int | None = None
    said_free_on: date | None = None
    weekly_price_pence: Pence | None = None
    version: int = 1
    purposes: list[HomePurpose] = field(default_factory=list)


@dataclass(eq=False, kw_only=True)
class HomePurpose:
    """A need that a home's statement of purpose says it cares for, and up to which level."""

    id: int | None = None
    home_id: HomeId | None = None
    need: NeedCode
    up_to: Level
