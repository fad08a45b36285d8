"""What the services tell of joint funding, and what is recorded beside the split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.deciding_words import SplitBasis
from art_desktop.domain.funding import FundingPart, share_words
from art_desktop.domain.ids import ChildId, FundingId, Pence, RequestId
from art_desktop.domain.wording import day_words, listed, money_words


@dataclass(frozen=True)
class SplitLine:
    """One split on record. `in_force`: it holds today. `replaced`: another one was recorded for every day of it."""

    id: FundingId
    basis: SplitBasis
    parts: tuple[FundingPart, ...]
    weekly_pence: Pence | None
    starts_on: date
    ends_on: date | None
    note: str
    recorded_at: datetime
    recorded_by: str
    agreed_by: str = ""
    in_force: bool = False
    replaced: bool = False

    @property
    def words(self) -> str:
        """Return who pays what: "Children's social care 28% and Education … 72% of £4,041.00 a week"."""
        parts = listed([f"{part.funder.words} {_part_words(part)}" for part in self.parts])
        if self.weekly_pence is None:
            return parts
        return f"{parts} of {money_words(self.weekly_pence)} a week"

    @property
    def days(self) -> str:
        """Return from when, and to when it holds."""
        if self.ends_on is None:
            return f"From {day_words(self.starts_on)}"
        return f"{day_words(self.starts_on)} to {day_words(self.ends_on)}"


def _part_words(part: FundingPart) -> str:
    if part.share is not None:
        return share_words(part.share)
    return money_words(part.weekly_pence or 0)


@dataclass(frozen=True)
class CareLine:
    """Whether contract care is paid for a child, and who decided it; `complex_need` says that it may be asked."""

    child_id: ChildId
    name: str
    complex_need: bool
    decided_by: str


@dataclass(frozen=True)
class FundingView:
    """Who pays what of a request, as it stands.

    `needed`: without a split the placement cannot start, and `why` says why. `total_pence` is the week's price of the
    home that `total_of` names, the default of a new split; `default` is the split to begin with.
    """

    request_id: RequestId
    needed: bool
    why: str
    starts_on: date
    total_pence: Pence | None
    total_of: str
    default: tuple[FundingPart, ...]
    splits: tuple[SplitLine, ...]
    care: tuple[CareLine, ...]
    open: bool

    @property
    def missing(self) -> bool:
        """Say whether the start waits for a split."""
        held = any(
            line.starts_on <= self.starts_on
            and (line.ends_on is None or self.starts_on <= line.ends_on)
            for line in self.splits
        )
        return self.needed and not held


@dataclass(frozen=True, kw_only=True)
class DecideContractCare:
    """Record who decided that contract care is paid for a child; `paid` False takes it back."""

    request_id: RequestId
    child_id: ChildId
    decided_by: str
    paid: bool = True
