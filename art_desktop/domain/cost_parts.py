"""Who pays what of a cost: each day by the split that holds on it, the parts to the penny (product.md §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from art_desktop.domain import funding
from art_desktop.domain.cost_streams import WEEK_DAYS, Stream, days_between
from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import Pence


@dataclass(frozen=True)
class FunderCost:
    """One funder's part of a week, a year, and the whole time; None where no end is planned."""

    funder: Funder
    weekly_pence: Pence
    yearly_pence: Pence
    to_end_pence: Pence | None


@dataclass(frozen=True)
class Splitting:
    """The splits on record, and the policy's, which is used where there are none.

    A day before the first split is paid by social care.
    """

    splits: Sequence[FundingSplit] = ()
    proposed: Sequence[funding.FundingPart] = ()

    @property
    def any(self) -> bool:
        """Say whether there is something to split by."""
        return bool(self.splits or self.proposed)

    def parts_on(self, on: date) -> tuple[funding.FundingPart, ...]:
        """Return the parts that hold on a day."""
        held = funding.in_force(self.splits, on)
        if held is not None:
            return funding.parts_of(held.lines)
        return () if self.splits else tuple(self.proposed)

    def of_week(self, weekly: Pence | None, on: date) -> dict[Funder, Pence]:
        """Return each funder's part of a week that begins on a day."""
        if weekly is None:
            return {}
        return _to_pennies(weekly, funder_shares(Fraction(weekly), Fraction(1), self.parts_on(on)))

    def of_time(
        self, total: Pence | None, streams: Sequence[Stream], since: date, until: date | None
    ) -> dict[Funder, Pence]:
        """Return each funder's part of a total that the streams make up between two days."""
        if total is None or until is None:
            return {}
        changes = [split.starts_on for split in self.splits]
        changes += [one.ends_on + timedelta(days=1) for one in self.splits if one.ends_on]
        edges = [since, *sorted(set(days_between(changes, since, until))), until]
        exact: dict[Funder, Fraction] = {}
        for begin, end in pairwise(edges):
            amount = sum((stream.exact(begin, end) for stream in streams), Fraction(0))
            weeks = Fraction((end - begin).days, WEEK_DAYS)
            for funder, part in funder_shares(amount, weeks, self.parts_on(begin)).items():
                exact[funder] = exact.get(funder, Fraction(0)) + part
        return _to_pennies(total, exact)


def funder_shares(
    amount: Fraction, weeks: Fraction, parts: Sequence[funding.FundingPart]
) -> dict[Funder, Fraction]:
    """Return each funder's exact part of an amount over some weeks; without parts social care pays it all.

    By amounts, the others pay theirs for each week, in order and while something is left; social care pays the rest.
    """
    if not parts:
        return {Funder.SOCIAL_CARE: amount}
    if all(part.share is not None for part in parts):
        return {p.funder: amount * Fraction(p.share or Decimal(0)) / 100 for p in parts}
    found = {Funder.SOCIAL_CARE: amount}
    for part in parts:
        if part.funder is not Funder.SOCIAL_CARE:
            paid = min((part.weekly_pence or 0) * weeks, found[Funder.SOCIAL_CARE])
            found[part.funder] = paid
            found[Funder.SOCIAL_CARE] -= paid
    return found


def _to_pennies(total: Pence, exact: dict[Funder, Fraction]) -> dict[Funder, Pence]:
    """Return the parts in whole pence that add up to the total."""
    if sum(exact.values()) <= 0:
        return dict.fromkeys(exact, Pence(0))
    return dict(zip(exact, funding.divide(total, list(exact.values())), strict=True))
