"""The terms on which a provider may be used: lots, checks, contracts, suspensions (S004 2.2.5 to 2.2.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.ids import (
    FrameworkId,
    HomeId,
    LotId,
    OptionId,
    Pence,
    ProviderId,
    RequestId,
    UserId,
)
from art_desktop.domain.vocabulary import ProviderKind


@dataclass(eq=False, kw_only=True)
class Framework:
    """A framework that providers were let onto, from a day to a day."""

    id: FrameworkId | None = None
    name: str
    starts_on: date
    ends_on: date | None = None
    note: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Lot:
    """One lot of a framework, for one kind of provider."""

    id: LotId | None = None
    framework_id: FrameworkId
    name: str
    kind: ProviderKind
    version: int = 1


@dataclass(eq=False, kw_only=True)
class LotPlace:
    """A provider's place on a lot, with its agreed price band a week."""

    id: int | None = None
    lot_id: LotId
    provider_id: ProviderId
    starts_on: date
    ends_on: date | None = None
    price_from_pence: Pence | None = None
    price_to_pence: Pence | None = None
    note: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class ProviderCheck:
    """One due-diligence check of a provider, good until a day (None: until it is done again)."""

    id: int | None = None
    provider_id: ProviderId
    kind: CheckKind
    outcome: CheckOutcome
    done_on: date
    valid_until: date | None = None
    done_by: str = ""
    note: str = ""


@dataclass(eq=False, kw_only=True)
class Contract:
    """A contract with a provider; `signed_on` None is one that is not signed yet."""

    id: int | None = None
    provider_id: ProviderId
    kind: ContractKind
    reference: str = ""
    starts_on: date
    ends_on: date | None = None
    signed_on: date | None = None
    note: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Suspension:
    """Days on which a provider, or one of its homes, gets no new children; `ends_on` None until it is lifted."""

    id: int | None = None
    provider_id: ProviderId
    home_id: HomeId | None = None
    starts_on: date
    ends_on: date | None = None
    reason: str
    decided_by: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class SpotPurchase:
    """Leave to use a provider outside every framework for one request, given by a manager with the reason."""

    id: int | None = None
    request_id: RequestId
    option_id: OptionId
    reason: str
    approved_by: UserId
    approved_at: datetime
