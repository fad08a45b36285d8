"""The dated policy table of matching: weights, and the few limits that rules refer to."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import PolicyId
from art_desktop.domain.vocabulary import Level

SUPPORT_SHARE: Final = "share_met_with_support"
REVIEW_GRACE_DAYS: Final = "limit_review_grace_days"
USUAL_PLACES: Final = "limit_usual_places"
WORST_GRADE: Final = "limit_worst_grade"
"""1 outstanding, 2 good, 3 requires improvement, 4 inadequate: the worst that is still taken."""

LEVEL_FACTORS: Final = {
    Level.SOME: "factor_some",
    Level.SIGNIFICANT: "factor_significant",
    Level.COMPLEX: "factor_complex",
}
SETTINGS: Final = (
    SUPPORT_SHARE,
    REVIEW_GRACE_DAYS,
    USUAL_PLACES,
    WORST_GRADE,
    *LEVEL_FACTORS.values(),
)
"""The rows of the table that are no weights."""


@dataclass(frozen=True, kw_only=True)
class MatchingPolicy:
    """Weights (criterion code to weight) and limits as they stand from a day.

    Weights and shares are exact decimals of at most two places, from 0 to 20 and from 0 to 1.
    """

    id: PolicyId | None = None
    effective_from: date
    weights: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        """Freeze the table and refuse figures that no score could be worked out with."""
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        for code, value in self.weights.items():
            if not value.is_finite() or not 0 <= value <= 1000:
                raise _not_taken(f"{code} is {value}.")
            if value != value.quantize(Decimal("0.01")):
                raise _not_taken(f"{code} is {value}.")
        if self.number(SUPPORT_SHARE) > 1:
            raise _not_taken(f"{SUPPORT_SHARE} is {self.number(SUPPORT_SHARE)}.")

    def number(self, code: str) -> Decimal:
        """Return one figure of the table.

        Raises: RuleBroken: the table has no such row.
        """
        try:
            return self.weights[code]
        except KeyError:
            raise RuleBroken(
                "The search was not run.",
                f"The matching policy from {self.effective_from} has no row “{code}”.",
                "Ask a manager to add the row to the policy table.",
                field=code,
                rule="matching_policy",
            ) from None

    def points(self, code: str, level: Level | None) -> int:
        """Return the weight of a criterion in whole hundredths, raised by the level of a need."""
        weight = self.number(code)
        if level in LEVEL_FACTORS:
            weight *= self.number(LEVEL_FACTORS[level])
        return int(weight * 100)


def _not_taken(why: str) -> RuleBroken:
    return RuleBroken(
        "The matching policy was not taken.",
        why,
        "Give weights from 0 to 20 with at most two decimals, and shares from 0 to 1.",
        rule="matching_policy",
    )


def policy_from_csv(text: str, on: date, policy_id: PolicyId | None = None) -> MatchingPolicy:
    """Return the policy in force on a day from rows of code, weight, effective_from, source.

    For each code the latest row that has begun counts.

    Raises: RuleBroken: a row is not a code, a number and a date, or none has begun.
    """
    in_force: dict[str, tuple[date, Decimal]] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            code, begins = row["code"], date.fromisoformat(row["effective_from"])
            weight = Decimal(row["weight"])
        except (KeyError, TypeError, ValueError, InvalidOperation):
            raise _not_taken(f"Row {number} is not a code, a number and a date.") from None
        if begins <= on and (code not in in_force or in_force[code][0] < begins):
            in_force[code] = (begins, weight)
    if not in_force:
        raise _not_taken(f"No row has begun by {on}.")
    return MatchingPolicy(
        id=policy_id,
        effective_from=max(begins for begins, _ in in_force.values()),
        weights={code: weight for code, (_, weight) in in_force.items()},
    )
