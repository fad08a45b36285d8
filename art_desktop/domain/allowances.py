"""What a week with a household or a provider costs: the one rule that every price follows.

Sources: reference.md §1.1 and §1.2; S003 §6.1.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from art_desktop.domain.children import age_in_years
from art_desktop.domain.cost_streams import Step, years_on
from art_desktop.domain.cost_tables import (
    HOUSING_BENEFIT,
    LODGINGS_CONTRIBUTION,
    STAYING_PUT,
    STAYING_PUT_CONTRIBUTION,
    CostTables,
)
from art_desktop.domain.funding import divide
from art_desktop.domain.households import Household
from art_desktop.domain.ids import ChildId, Pence
from art_desktop.domain.vocabulary import PaymentLevel, RequestKind, Tier
from art_desktop.domain.wording import day_words, money_words

ADULT: Final = 18
STAYING_PUT_UNTIL: Final = 21
_IN_HOUSE: Final = frozenset({Tier.CONNECTED, Tier.IN_HOUSE})


@dataclass(frozen=True)
class CostChild:
    """A child as the costs see it. `ends_on` is the planned day of leaving, None where no end is planned."""

    child_id: ChildId
    words: str
    born_on: date
    ends_on: date | None = None
    complex_need: bool = False
    contract_care: bool = False
    placed_at_transfer: bool = False


@dataclass(frozen=True, kw_only=True)
class PriceTerms:
    """On what a placement is paid.

    `own_pence` is a household's own rate a week for each child, `typical_pence` a provider's. `offered_pence` is a
    week's price for all the children, of which `education_pence` is for education. `protected_until` is the last day
    on which carers from an agency keep their former allowance; `level_after` is how they are paid then.
    """

    kind: RequestKind
    tier: Tier
    level: PaymentLevel | None = None
    own_pence: Pence | None = None
    protected_until: date | None = None
    level_after: PaymentLevel | None = None
    offered_pence: Pence | None = None
    education_pence: Pence | None = None
    typical_pence: Pence | None = None
    offer_words: str = ""

    @property
    def in_house(self) -> bool:
        """Say whether the council's own allowances are paid."""
        return self.tier in _IN_HOUSE

    @property
    def from_agency(self) -> bool:
        """Say whether the carers transferred from an agency."""
        return self.level is PaymentLevel.AGENCY

    @property
    def by_table(self) -> bool:
        """Say whether the council pays by its own tables, in which the child's age counts."""
        return self.in_house and self.kind is not RequestKind.STAYING_PUT

    @property
    def lodgings(self) -> bool:
        """Say whether the rate of supported lodgings is paid, whatever the household's level."""
        return self.kind is RequestKind.LODGINGS or self.level is PaymentLevel.LODGINGS


def household_terms(kind: RequestKind, household: Household) -> PriceTerms:
    """Return on what a household is paid for a request of a kind; an agency's, before it has made an offer."""
    if household.provider_id is not None:
        return PriceTerms(kind=kind, tier=Tier.IFA, typical_pence=household.weekly_price_pence)
    return PriceTerms(
        kind=kind,
        tier=Tier.CONNECTED if household.connected else Tier.IN_HOUSE,
        level=household.payment_level,
        own_pence=household.weekly_price_pence,
        protected_until=household.protected_until,
        level_after=household.level_after,
    )


def leaves_on(kind: RequestKind, born_on: date, starts_on: date) -> date | None:
    """Return the birthday on which this kind of care ends by itself: the 18th, the 21st of a staying put; else None."""
    if kind is RequestKind.STAYING_PUT:
        return years_on(born_on, STAYING_PUT_UNTIL)
    if age_in_years(born_on, starts_on) >= ADULT:
        return None
    return years_on(born_on, ADULT)


def week_of(terms: PriceTerms, child: CostChild, tables: CostTables, on: date) -> Step:
    """Return what a week of one child's place costs on a day: the rule that every price follows."""
    age = age_in_years(child.born_on, on)
    if terms.kind is RequestKind.STAYING_PUT:
        return _staying_put(tables, on)
    if not terms.in_house:
        if terms.typical_pence is None:
            return Step(on, None, "No price is on record: it is known with the offer.")
        return Step(on, terms.typical_pence, "typical, not offered", "The provider's record")
    if child.contract_care:
        care = tables.contract_care(age, on)
        if care is None:
            return Step(on, None, f"No contract care allowance is set for the age of {age}.")
        return Step(on, Pence(int(care.value)), f"contract care at {age}", care.source)
    if terms.lodgings:
        return _lodgings(tables, age, on)
    own = _own(terms, child, on)
    return own or _allowance(terms, tables, age, on)


def _own(terms: PriceTerms, child: CostChild, on: date) -> Step | None:
    """Return the household's own rate on a day, None where it has none or it is no longer protected."""
    if terms.own_pence is None:
        return None
    if not terms.from_agency:
        return Step(on, terms.own_pence, "the household's own rate", "The household's record")
    until = terms.protected_until
    if until is not None and on > until and not child.placed_at_transfer:
        return None
    words = "former allowance, kept"
    if child.placed_at_transfer:
        words += " to the age of 18"
    elif until is not None:
        words += f" until {day_words(until)}"
    return Step(on, terms.own_pence, words, "S003 §6.1.3; the household's record")


def _allowance(terms: PriceTerms, tables: CostTables, age: int, on: date) -> Step:
    level = terms.level_after if terms.from_agency else terms.level
    row = tables.rate(level, age, on)
    if row is not None:
        band = f"{row.age_from} to {row.age_to}" if row.age_from < 16 else "16 and over"
        return Step(on, row.weekly_pence, f"{row.level.words}, age {band}", row.source)
    if level is None:
        missing = "The household's payment level is not on record."
        if terms.from_agency and terms.own_pence is not None:
            missing = "What is paid after the former allowance is not on record."
        return Step(on, None, missing)
    return Step(on, None, f"No allowance is set for {level.words} at the age of {age}.")


def _lodgings(tables: CostTables, age: int, on: date) -> Step:
    """Return supported lodgings: the table's own row, else Level 1 at 16 and over less what the young person pays."""
    row = tables.rate(PaymentLevel.LODGINGS, age, on)
    if row is not None:
        return Step(on, row.weekly_pence, row.level.words, row.source)
    level_1 = tables.rate(PaymentLevel.LEVEL_1, 16, on)
    pays = tables.figure(LODGINGS_CONTRIBUTION, on)
    if level_1 is None or pays is None:
        return Step(on, None, "The rate of supported lodgings is not set.")
    words = f"Level 1 at 16 and over, less {money_words(int(pays.value))} from the young person"
    return Step(on, Pence(level_1.weekly_pence - int(pays.value)), words, level_1.source)


def _staying_put(tables: CostTables, on: date) -> Step:
    """Return staying put, the same for in-house and agency carers: the whole less benefit and contribution."""
    gross = tables.figure(STAYING_PUT, on)
    benefit = tables.pence(HOUSING_BENEFIT, on)
    pays = tables.pence(STAYING_PUT_CONTRIBUTION, on)
    if gross is None or benefit is None or pays is None:
        return Step(on, None, "The rate of staying put is not set.")
    words = (
        f"{money_words(int(gross.value))} less housing benefit {money_words(benefit)} and the young "
        f"person's {money_words(pays)}"
    )
    return Step(on, Pence(int(gross.value) - benefit - pays), words, gross.source)


def weekly_prices(
    terms: PriceTerms, children: Sequence[CostChild], tables: CostTables, on: date
) -> tuple[Pence | None, ...]:
    """Return a week's price of each child's place on a day; an offer for all of them is shared to the penny."""
    if terms.kind is not RequestKind.STAYING_PUT and terms.offered_pence is not None:
        return divide(terms.offered_pence, [1] * len(children))
    return tuple(week_of(terms, child, tables, on).weekly_pence for child in children)
