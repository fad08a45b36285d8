"""What is sent to change frameworks and the terms of providers: frozen, from the window to the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.ids import FrameworkId, HomeId, LotId, OptionId, Pence, ProviderId
from art_desktop.domain.vocabulary import ProviderKind


@dataclass(frozen=True, kw_only=True)
class SaveFramework:
    """A framework as its form has it. `framework_id` is None for a new one."""

    framework_id: FrameworkId | None = None
    version: int = 0
    name: str
    starts_on: date
    ends_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SaveLot:
    """A lot of a framework as its form has it. `lot_id` is None for a new one."""

    lot_id: LotId | None = None
    version: int = 0
    framework_id: FrameworkId
    name: str
    kind: ProviderKind


@dataclass(frozen=True, kw_only=True)
class SavePlace:
    """A provider's place on a lot as its form has it. `place_id` is None for a new one. Prices are a week's."""

    place_id: int | None = None
    version: int = 0
    lot_id: LotId
    provider_id: ProviderId
    starts_on: date
    ends_on: date | None = None
    price_from_pence: Pence | None = None
    price_to_pence: Pence | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordCheck:
    """Due-diligence checks done on one day, with one outcome; `valid_until` None: as long as the policy says."""

    provider_id: ProviderId
    kinds: tuple[CheckKind, ...]
    outcome: CheckOutcome
    done_on: date
    valid_until: date | None = None
    done_by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SaveContract:
    """A contract as its form has it. `contract_id` is None for a new one, `signed_on` until it is signed."""

    contract_id: int | None = None
    version: int = 0
    provider_id: ProviderId
    kind: ContractKind
    reference: str = ""
    starts_on: date
    ends_on: date | None = None
    signed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Suspend:
    """Stop placing with a provider, or in one of its homes, from a day; `ends_on` where the last day is known."""

    provider_id: ProviderId
    home_id: HomeId | None = None
    starts_on: date
    ends_on: date | None = None
    reason: str
    decided_by: str


@dataclass(frozen=True, kw_only=True)
class LiftSuspension:
    """Let children be placed again from a day; the day before is the last of the suspension."""

    suspension_id: int
    version: int
    from_on: date


@dataclass(frozen=True, kw_only=True)
class RecordSpotPurchase:
    """Let a request use a provider that is on no lot, for a reason (product.md §3.5)."""

    option_id: OptionId
    reason: str
