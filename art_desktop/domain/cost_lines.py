"""The lines of a cost: each child's place, the extra weeks, what contract care would cost instead (S003 §6.1.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from art_desktop.domain.allowances import CostChild, PriceTerms, leaves_on, week_of
from art_desktop.domain.children import age_in_years
from art_desktop.domain.cost_streams import Lump, Stream, days_between, steps_of, years_on
from art_desktop.domain.cost_tables import EXTRA_WEEKS, CostTables
from art_desktop.domain.ids import ChildId
from art_desktop.domain.vocabulary import Coded, PaymentLevel, RequestKind

_NO_EXTRA_WEEKS: Final = frozenset(
    {RequestKind.SHORT_BREAK, RequestKind.LODGINGS, RequestKind.STAYING_PUT, RequestKind.NRPF}
)


class CostCode(Coded):
    """What a line of a cost is for."""

    ALLOWANCE = "allowance", "Fostering allowance"
    CONTRACT_CARE = "contract_care", "Contract care"
    OWN_RATE = "own_rate", "Household's own rate"
    FORMER = "former", "Former agency allowance"
    LODGINGS = "lodgings", "Supported lodgings"
    STAYING_PUT = "staying_put", "Staying put"
    EXTRA_WEEKS = "extra_weeks", "Extra weeks"
    OFFERED = "offered", "Offered price"
    TYPICAL = "typical", "Typical price, not offered"
    EDUCATION = "education", "Education, part of the price"
    SUPPORT = "support", "Support"
    DUTY = "duty", "Duty fee"


@dataclass(frozen=True)
class PricedLine:
    """A stream with what it is for; `counted` False is an alternative beside the total."""

    code: CostCode
    words: str
    stream: Stream
    note: str = ""
    counted: bool = True
    child_id: ChildId | None = None


def birthdays(born_on: date, since: date, until: date) -> list[date]:
    """Return the birthdays after `since` and before `until`."""
    years = range(since.year - born_on.year, until.year - born_on.year + 1)
    return days_between([years_on(born_on, years_old) for years_old in years], since, until)


def main_line(
    terms: PriceTerms, child: CostChild, tables: CostTables, since: date, until: date
) -> PricedLine:
    """Return what one child's place itself costs, day by day; not for an offer, which is for all of them."""
    days = [since, *days_between(tables.changes, since, until)]
    if terms.by_table:
        days += birthdays(child.born_on, since, until)
        if terms.protected_until is not None:
            days += days_between([_day_after(terms.protected_until)], since, until)
    steps = steps_of(days, lambda on: week_of(terms, child, tables, on))
    stops = leaves_on(terms.kind, child.born_on, since)
    code = _code(terms, child)
    note = terms.offer_words if code is CostCode.TYPICAL else ""
    return PricedLine(code, child.words, Stream(steps, stops), note, child_id=child.child_id)


def _code(terms: PriceTerms, child: CostChild) -> CostCode:
    if terms.kind is RequestKind.STAYING_PUT:
        return CostCode.STAYING_PUT
    if not terms.in_house:
        return CostCode.TYPICAL
    if child.contract_care:
        return CostCode.CONTRACT_CARE
    if terms.lodgings:
        return CostCode.LODGINGS
    if terms.own_pence is not None:
        return CostCode.FORMER if terms.from_agency else CostCode.OWN_RATE
    return CostCode.ALLOWANCE


def extra_weeks(
    terms: PriceTerms, child: CostChild, tables: CostTables, since: date, until: date
) -> PricedLine | None:
    """Return the extra weeks: birthday, Christmas and summer, each a week at Level 1; None where none are paid.

    Carers from agencies have them in their higher weekly payment. The summer holiday's is counted on 1 August.
    """
    if not terms.in_house or terms.from_agency or terms.kind in _NO_EXTRA_WEEKS:
        return None
    if terms.lodgings:
        return None
    years = range(since.year, until.year + 1)
    days = [(day, "birthday") for day in birthdays(child.born_on, _before(since), until)]
    days += [(date(year, 12, 25), "Christmas") for year in years]
    days += [(date(year, 8, 1), "summer holiday") for year in years]
    kinds = ("birthday", "Christmas", "summer holiday")
    lumps = [
        _extra(tables, child, on, words)
        for on, words in sorted(days)
        if since <= on < until and kinds.index(words) < tables.number(EXTRA_WEEKS, on, 0)
    ]
    stream = Stream((), leaves_on(terms.kind, child.born_on, since), tuple(lumps))
    note = "A week at Level 1 for the birthday, Christmas (25 December) and summer (1 August)"
    return PricedLine(CostCode.EXTRA_WEEKS, child.words, stream, note, child_id=child.child_id)


def _extra(tables: CostTables, child: CostChild, on: date, words: str) -> Lump:
    age = age_in_years(child.born_on, on)
    row = tables.rate(PaymentLevel.LEVEL_1, age, on)
    if row is None:
        return Lump(on, None, f"No allowance is set for Level 1 at the age of {age}.")
    return Lump(on, row.weekly_pence, words, row.source)


def contract_care_line(
    terms: PriceTerms, child: CostChild, tables: CostTables, since: date, until: date
) -> PricedLine | None:
    """Return what contract care would cost where a need is complex and it is not decided; an alternative only."""
    decided = child.contract_care or not child.complex_need
    if decided or not terms.by_table or terms.lodgings:
        return None
    line = main_line(terms, replace(child, contract_care=True), tables, since, until)
    note = (
        "Instead of the allowance, if it is decided: it follows the child's needs, not the carers"
    )
    return replace(line, note=note, counted=False)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
