"""What is shown of providers and their homes, and what is sent to change them: frozen, between services and window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.framework_views import TermsView
from art_desktop.domain.ids import HomeId, HouseholdId, Pence, ProviderId
from art_desktop.domain.read_models import LineView, PlacementView
from art_desktop.domain.vocabulary import Grade, Level, NeedCode, ProviderKind, SexApproved

WITHHELD = "Name withheld by Ofsted"


@dataclass(frozen=True, kw_only=True)
class SaveProvider:
    """A provider as its form has it. `provider_id` is None for a new one."""

    provider_id: ProviderId | None = None
    version: int = 0
    name: str
    kind: ProviderKind
    urn: str = ""
    sector: str = ""
    registration_status: str = "Active"
    registered_on: date | None = None
    grade: Grade | None = None
    inspected_on: date | None = None
    town: str = ""
    local_authority: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    typical_weekly_price_pence: Pence | None = None


@dataclass(frozen=True, kw_only=True)
class PurposeLine:
    """A need that the statement of purpose names, and up to which level."""

    need: NeedCode
    up_to: Level


@dataclass(frozen=True, kw_only=True)
class SaveHome:
    """A home as its form has it. `home_id` is None for a new one."""

    home_id: HomeId | None = None
    provider_id: ProviderId
    version: int = 0
    name: str = ""
    kind: ProviderKind
    urn: str = ""
    registration_status: str = "Active"
    registered_on: date | None = None
    registered_manager: str = ""
    grade: Grade | None = None
    inspected_on: date | None = None
    postcode: str = ""
    town: str = ""
    local_authority: str = ""
    places: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: SexApproved | None = None
    short_break_only: bool = False
    statement: str = ""
    statement_on: date | None = None
    purposes: tuple[PurposeLine, ...] = ()
    staff_by_day: int | None = None
    staff_by_night: int | None = None
    waking_night: bool | None = None
    education_on_site: bool | None = None
    therapy_on_site: bool | None = None
    step_free: bool | None = None
    said_free: int | None = None
    said_free_on: date | None = None
    weekly_price_pence: Pence | None = None


@dataclass(frozen=True, kw_only=True)
class SaidFree:
    """What a provider said of a home's free places, and on which day; None takes back what was said."""

    home_id: HomeId
    version: int
    free: int | None
    said_on: date | None


@dataclass(frozen=True)
class HomeLine:
    """One home in its provider's list. `free` is None where nobody has said; `title` is never empty."""

    id: HomeId
    version: int
    reference: str
    title: str
    withheld: bool
    kind: ProviderKind
    area: str
    places: int | None
    here: int
    free: int | None
    said_free_on: date | None
    ages: str
    sex: SexApproved | None
    grade: Grade | None
    inspected_on: date | None
    registered: bool


@dataclass(frozen=True)
class OfferedHousehold:
    """A household on record behind an agency. `free` is as of today."""

    id: HouseholdId
    reference: str
    name: str
    status_words: str
    area: str
    places: int
    here: int
    free: int


@dataclass(frozen=True)
class ProviderPage:
    """A provider as one page. `warnings` say in a sentence each why it is not to be used as it stands."""

    id: ProviderId
    reference: str
    name: str
    kind: ProviderKind
    offers_households: bool
    runs_homes: bool
    suspended: bool
    version: int
    warnings: tuple[str, ...]
    organisation: tuple[LineView, ...]
    terms: TermsView
    homes: tuple[HomeLine, ...]
    households: tuple[OfferedHousehold, ...]
    placements: tuple[PlacementView, ...]


@dataclass(frozen=True)
class HomePage:
    """A home as one page, without its postcode. `purposes` is None where the statement has not been read."""

    line: HomeLine
    provider_id: ProviderId
    provider: str
    warnings: tuple[str, ...]
    registration: tuple[LineView, ...]
    takes: tuple[LineView, ...]
    staffing: tuple[LineView, ...]
    statement: str
    statement_on: date | None
    purposes: tuple[LineView, ...] | None
    said_free: int | None
    weekly_price_pence: Pence | None
    placements: tuple[PlacementView, ...]
