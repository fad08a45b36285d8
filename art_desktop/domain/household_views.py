"""What leaves the household service: a line of the list, the page, in words ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from art_desktop.domain.ids import ChildId, HouseholdId, Pence, ProviderId
from art_desktop.domain.read_models import LineView, PlacementView
from art_desktop.domain.vacancies import birthday
from art_desktop.domain.vocabulary import (
    AvailabilityKind,
    HoldReason,
    HouseholdStatus,
    PaymentLevel,
    Tier,
)

TRAINING_LASTS_YEARS: Final = 3
"""After so many years training is marked as old: first aid, safeguarding and medication are renewed by then."""


def training_is_old(achieved_on: date | None, today: date) -> bool:
    """Say whether a training was last done too long ago to be relied on without asking."""
    return achieved_on is not None and birthday(achieved_on, TRAINING_LASTS_YEARS) <= today


@dataclass(frozen=True, kw_only=True)
class HouseholdRow:
    """One line of the list of households, as of the day `on`.

    `free` is sure on that day, `expected` counts what is expected to end by then; `next_free` places are expected free
    from `next_on`, within the outlook.
    """

    id: HouseholdId
    reference: str
    name: str
    provider: str
    tier: Tier
    status: HouseholdStatus
    hold_words: str
    area: str
    level: PaymentLevel | None
    approved_words: str
    on: date
    places: int
    here: int
    kept_back: int
    free: int
    expected: int
    next_on: date | None
    next_free: int
    on_call: tuple[AvailabilityKind, ...]
    review_due_on: date | None
    review_late: bool
    languages: str


@dataclass(frozen=True)
class Tonight:
    """Whether a household can be used on the day: the free places, the sum they come from, and what to mind.

    `sums` are lines such as "Approved" and "3, short-term"; `by_kind` the free places for each kind of care.
    """

    free: int
    usable: bool
    sums: tuple[LineView, ...]
    by_kind: tuple[LineView, ...]
    mind: tuple[str, ...]
    on_call: tuple[AvailabilityKind, ...]


@dataclass(frozen=True)
class ResidentView:
    """A child placed there now. `needs`: the latest profile's levels in words; None where they may not be read."""

    child_id: ChildId
    name: str
    words: str
    leaving: str
    needs: tuple[LineView, ...] | None


@dataclass(frozen=True)
class SkillView:
    """A training or practised skill in words; `old` where it was last done too long ago."""

    title: str
    words: str
    old: bool


@dataclass(frozen=True)
class HoldView:
    """One hold, in words and as its form has it. `state` is "now", "coming" or "over"."""

    id: int
    title: str
    words: str
    state: str
    reason: HoldReason
    starts_on: date
    ends_on: date | None
    places: int | None
    child_id: ChildId | None
    note: str


@dataclass(frozen=True, kw_only=True)
class HouseholdPage:
    """A household as one page. The address is not in it: `reveal` gives it and is logged."""

    id: HouseholdId
    reference: str
    name: str
    provider: str
    provider_id: ProviderId | None
    tier: Tier
    status: HouseholdStatus
    hold_words: str
    area: str
    level: PaymentLevel | None
    weekly_price_pence: Pence | None
    free: int
    places: int
    tonight: Tonight
    terms: tuple[LineView, ...]
    residents: tuple[ResidentView, ...]
    members: tuple[LineView, ...]
    carers: tuple[LineView, ...]
    skills: tuple[SkillView, ...]
    holds: tuple[HoldView, ...]
    availability: tuple[LineView, ...]
    exemptions: tuple[LineView, ...]
    home: tuple[LineView, ...]
    placements: tuple[PlacementView, ...]
    about: str
    interests: str
    version: int
