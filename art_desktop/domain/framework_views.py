"""What is shown of frameworks, and of the terms on which a provider may be used: frozen, for the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.deciding_words import CheckKind, ContractKind
from art_desktop.domain.ids import FrameworkId, HomeId, LotId, Pence, ProviderId
from art_desktop.domain.provider_terms import CheckState
from art_desktop.domain.vocabulary import ProviderKind


@dataclass(frozen=True, kw_only=True)
class PlaceView:
    """A provider's place on a lot, whether it holds today or not. `until` counts the framework's end."""

    id: int
    version: int
    lot_id: LotId
    lot: str
    framework: str
    kind: ProviderKind
    provider_id: ProviderId
    provider: str
    starts_on: date
    ends_on: date | None
    until: date | None
    holds: bool
    price_from_pence: Pence | None
    price_to_pence: Pence | None
    band: str
    note: str


@dataclass(frozen=True, kw_only=True)
class LotLine:
    """A lot with the places on it, those that hold today first."""

    id: LotId
    version: int
    name: str
    kind: ProviderKind
    places: tuple[PlaceView, ...]

    @property
    def holding(self) -> int:
        """Return how many providers are on it today."""
        return sum(one.holds for one in self.places)


@dataclass(frozen=True, kw_only=True)
class FrameworkView:
    """A framework with its lots."""

    id: FrameworkId
    version: int
    name: str
    starts_on: date
    ends_on: date | None
    in_force: bool
    note: str
    lots: tuple[LotLine, ...]


@dataclass(frozen=True)
class ProviderChoice:
    """A provider that can be put on a lot: of which kinds it is, or its homes are."""

    id: ProviderId
    name: str
    kinds: tuple[ProviderKind, ...]


@dataclass(frozen=True)
class FrameworksPage:
    """Every framework, those in force first, and the providers that can be put on their lots."""

    frameworks: tuple[FrameworkView, ...]
    providers: tuple[ProviderChoice, ...]


@dataclass(frozen=True)
class LotChoice:
    """A lot that a provider can be put on."""

    id: LotId
    words: str


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """The latest of one kind of check. `words` say how it stands; `soon`: it lapses within the notice."""

    kind: CheckKind
    state: CheckState
    words: str
    done_on: date | None
    good_until: date | None
    soon: bool
    done_by: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    """A contract, whether it holds today or not."""

    id: int
    version: int
    kind: ContractKind
    reference: str
    starts_on: date
    ends_on: date | None
    signed_on: date | None
    note: str
    words: str
    holds: bool
    soon: bool


@dataclass(frozen=True, kw_only=True)
class SuspensionLine:
    """A suspension. `whose` is the home, or the provider as a whole."""

    id: int
    version: int
    home_id: HomeId | None
    whose: str
    starts_on: date
    ends_on: date | None
    reason: str
    decided_by: str
    holds: bool
    lifted: bool


@dataclass(frozen=True, kw_only=True)
class TermsView:
    """The terms on which a provider may be used. `sentence`: what is lacking to place here today, if anything."""

    ready: bool
    sentence: str
    places: tuple[PlaceView, ...]
    checks: tuple[CheckLine, ...]
    contracts: tuple[ContractLine, ...]
    suspensions: tuple[SuspensionLine, ...]
    lots: tuple[LotChoice, ...]
    valid_months: int
