"""What a week with an in-house household costs, from the dated table (reference.md §1.1; S003 §6.1.3)."""

from __future__ import annotations

from collections.abc import Iterable

from art_desktop.domain.ids import Pence
from art_desktop.domain.vocabulary import PaymentLevel
from art_desktop.domain.work import AllowanceRate


def weekly_allowance(
    rates: Iterable[AllowanceRate], level: PaymentLevel | None, age: int
) -> Pence | None:
    """Return the weekly allowance for a child of `age` whole years, or None where the table has none.

    The printed bands overlap at 16: 11 to 15 and 16 and over are used, changing on the 16th birthday.
    """
    for rate in rates:
        if rate.level is level and rate.age_from <= age <= rate.age_to:
            return rate.weekly_pence
    return None
