"""Who pays what share of a child's placement, from a day (product.md §4; S003 §15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from art_desktop.domain.deciding_words import Funder, SplitBasis
from art_desktop.domain.ids import AuthorisationId, FundingId, Pence, RequestId, UserId


@dataclass(eq=False, kw_only=True)
class FundingLine:
    """One funder's part: `share` an exact decimal percentage as text ("72", "33.3333"), or an amount a week."""

    id: int | None = None
    funding_id: FundingId | None = None
    funder: Funder
    share: str = ""
    weekly_pence: Pence | None = None


@dataclass(eq=False, kw_only=True)
class FundingSplit:
    """A joint funding split of a request, from a day on. The last one recorded that has begun is in force.

    `weekly_pence` is the whole that was split, where the panel knew it.
    """

    id: FundingId | None = None
    request_id: RequestId
    authorisation_id: AuthorisationId | None = None
    basis: SplitBasis
    weekly_pence: Pence | None = None
    starts_on: date
    ends_on: date | None = None
    note: str = ""
    recorded_at: datetime
    recorded_by: UserId
    version: int = 1
    lines: list[FundingLine] = field(default_factory=list)
