"""The dated tables that costs follow from, asked day by day (reference.md §1; S003 §6.1.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, TypeVar

from art_desktop.domain import dated
from art_desktop.domain.ids import Pence
from art_desktop.domain.vocabulary import PaymentLevel
from art_desktop.domain.work import AllowanceRate, Setting, SupportPrice

CONTRACT_CARE: Final = (
    (0, 4, "contract_care_0_4_pence"),
    (5, 10, "contract_care_5_10_pence"),
    (11, 15, "contract_care_11_15_pence"),
    (16, 17, "contract_care_16_17_pence"),
)
LODGINGS_CONTRIBUTION: Final = "lodgings_contribution_pence"
STAYING_PUT: Final = "staying_put_gross_pence"
HOUSING_BENEFIT: Final = "staying_put_housing_benefit_pence"
STAYING_PUT_CONTRIBUTION: Final = "staying_put_contribution_pence"
DUTY_FEE: Final = "duty_fee_pence"
EXTRA_WEEKS: Final = "extra_weeks_a_year"
PROTECTION_YEARS: Final = "agency_protection_years"
SOCIAL_CARE_PERCENT: Final = "residential_education_social_care_percent"
EDUCATION_PERCENT: Final = "residential_education_dsg_percent"
MONEY_SETTINGS: Final = (
    *(code for _, _, code in CONTRACT_CARE),
    LODGINGS_CONTRIBUTION,
    STAYING_PUT,
    HOUSING_BENEFIT,
    STAYING_PUT_CONTRIBUTION,
    DUTY_FEE,
    EXTRA_WEEKS,
    PROTECTION_YEARS,
    SOCIAL_CARE_PERCENT,
    EDUCATION_PERCENT,
)
"""The settings that are money or decide about it."""

D = TypeVar("D", AllowanceRate, Setting, SupportPrice)


class CostTables:
    """Allowances, figures of policy and prices of supports, with every day on which one of them changes."""

    def __init__(
        self,
        rates: Iterable[AllowanceRate],
        settings: Iterable[Setting] = (),
        supports: Iterable[SupportPrice] = (),
    ) -> None:
        self._rates: dict[PaymentLevel, list[AllowanceRate]] = defaultdict(list)
        self._settings: dict[str, list[Setting]] = defaultdict(list)
        self._supports: dict[str, list[SupportPrice]] = defaultdict(list)
        self._asked: dict[tuple[PaymentLevel, int, date], AllowanceRate | None] = {}
        changes: set[date] = set()
        for rate in rates:
            self._rates[rate.level].append(rate)
            changes |= _changes(rate)
        for setting in settings:
            self._settings[setting.code].append(setting)
            changes |= _changes(setting)
        for support in supports:
            self._supports[support.support].append(support)
            changes |= _changes(support)
        self.changes: tuple[date, ...] = tuple(sorted(changes))

    def rate(self, level: PaymentLevel | None, age: int, on: date) -> AllowanceRate | None:
        """Return the allowance at a level for a child of `age` whole years on a day, None where there is none.

        The printed bands overlap at 16: 11 to 15 and 16 and over are used, changing on the 16th birthday.
        """
        if level is None:
            return None
        asked = (level, age, on)
        if asked not in self._asked:
            rows = [row for row in self._rates.get(level, ()) if row.age_from <= age <= row.age_to]
            self._asked[asked] = _on(rows, on)
        return self._asked[asked]

    def figure(self, code: str, on: date) -> Setting | None:
        """Return a figure of policy on a day."""
        return _on(self._settings.get(code, ()), on)

    def pence(self, code: str, on: date) -> Pence | None:
        """Return a figure of policy in pence, None where it is not set."""
        row = self.figure(code, on)
        return None if row is None else Pence(int(row.value))

    def number(self, code: str, on: date, otherwise: int) -> int:
        """Return a figure of policy that is a count."""
        row = self.figure(code, on)
        return otherwise if row is None else int(row.value)

    def contract_care(self, age: int, on: date) -> Setting | None:
        """Return the contract care allowance for an age on a day."""
        code = next((code for low, high, code in CONTRACT_CARE if low <= age <= high), None)
        return None if code is None else self.figure(code, on)

    def support(self, code: str, on: date) -> SupportPrice | None:
        """Return what a support costs a week for one child on a day."""
        return _on(self._supports.get(code, ()), on)


def _changes(row: AllowanceRate | Setting | SupportPrice) -> set[date]:
    """Return the days on which a row begins, and is there no more."""
    days = {row.effective_from}
    if row.effective_to is not None:
        days.add(row.effective_to + timedelta(days=1))
    return days


def _on(rows: Sequence[D], on: date) -> D | None:
    """Return the row that holds on a day; most tables have one row, and it is asked for some thousand times."""
    if len(rows) == 1:
        row = rows[0]
        ended = row.effective_to is not None and row.effective_to < on
        return None if row.effective_from > on or ended else row
    return dated.in_force(rows, on)
