"""Placements, episodes and the move ledger (product.md §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.ids import (
    ChildId,
    EpisodeId,
    HomeId,
    HouseholdId,
    MatchId,
    Pence,
    PlacementId,
    ProviderId,
    RequestId,
    UserId,
)
from art_desktop.domain.vocabulary import ApprovalKind, Coded, Tier


class LedgerKind(Coded):
    """Kinds of line in the move ledger (product.md §5)."""

    START = "start", "Start"
    MOVE = "move", "Move"
    TERMS = "terms", "Change of terms"
    END = "end", "End"


@dataclass(eq=False, kw_only=True)
class Placement:
    """A child living somewhere from a date, until a date.

    Where it is: a household, a home of a provider, a provider alone, or (`elsewhere`) a place that is none of these,
    such as with parents. `ended_on` is the day of leaving; the child is there up to the night before.
    """

    id: PlacementId | None = None
    child_id: ChildId
    request_id: RequestId | None = None
    match_id: MatchId | None = None
    tier: Tier | None
    kind: ApprovalKind | None = None
    household_id: HouseholdId | None = None
    provider_id: ProviderId | None = None
    home_id: HomeId | None = None
    elsewhere: str = ""
    postcode: str = ""
    starts_on: date
    expected_end_on: date | None = None
    ended_on: date | None = None
    end_reason: str | None = None
    end_planned: bool | None = None
    weekly_price_pence: Pence | None = None
    version: int = 1

    def holds_place(self, on: date) -> bool:
        """Say whether the child is (or is due) there on the night of `on`."""
        return self.starts_on <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(eq=False, kw_only=True)
class Episode:
    """One entry in the statutory return: a new one starts when placement or legal status changes (reference.md §3)."""

    id: EpisodeId | None = None
    child_id: ChildId
    placement_id: PlacementId | None = None
    decom: date
    rne: str
    ls: str
    cin: str = ""
    place: str
    place_provider: str = ""
    dec: date | None = None
    rec: str = ""
    reason_place_change: str = ""
    home_post: str = ""
    pl_post: str = ""
    urn: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class LedgerLine:
    """One line of the move ledger: what finance pays from. Lines are added, never changed."""

    id: int | None = None
    placement_id: PlacementId
    child_id: ChildId
    kind: LedgerKind
    effective_on: date
    recorded_at: datetime
    recorded_by: UserId
    words: str
    weekly_price_pence: Pence | None = None
