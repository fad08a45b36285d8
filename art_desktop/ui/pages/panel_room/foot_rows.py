"""What stands under the needs of each option: distance, cost and its split, start, terms, the social worker's view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.panel_views import CaseCost, CaseOption
from art_desktop.domain.wording import money_words, short_day_words

_FUNDERS = {
    Funder.SOCIAL_CARE: "Social care",
    Funder.EDUCATION: "Education",
    Funder.HEALTH: "Health",
}


@dataclass(frozen=True)
class FootRow:
    """One row: a title and the words of each option; at most so many lines are shown."""

    title: str
    cells: tuple[str, ...]
    most: int = 2
    strong: bool = False


def foot_rows(options: Sequence[CaseOption]) -> tuple[FootRow, ...]:
    """Return the rows that say something of any of the options."""
    rows = (
        FootRow("Distance", tuple(_distances(one) for one in options)),
        FootRow("A week", tuple(_weekly(one.cost) for one in options), strong=True),
        FootRow("A year", tuple(_yearly(one.cost) for one in options), 1),
        FootRow("To the planned end", tuple(_to_end(one.cost) for one in options), 1),
        FootRow(_split_title(options), tuple(_split(one.cost) for one in options)),
        FootRow("Could start", tuple(_start(one) for one in options), 1),
        FootRow("Inspection", tuple(one.inspection for one in options), 1),
        FootRow("Offered", tuple(one.terms.replace("\n", "; ") for one in options)),
        FootRow("Social worker", tuple(one.view.replace("\n", ": ", 1) for one in options)),
        FootRow("Approvals needed", tuple("; ".join(one.approvals) for one in options)),
    )
    return tuple(row for row in rows if any(row.cells))


def _distances(option: CaseOption) -> str:
    """Return "home 4.3 · school 1.2 miles"."""
    parts = [f"{line.title.lower()} {line.words}" for line in option.distances]
    words = " · ".join(part.removesuffix(" miles") for part in parts)
    return f"{words} miles" if parts and parts[-1].endswith(" miles") else words


def _pounds(pence: int | None) -> str:
    """Return whole pounds for a year and longer, where pence say nothing to a panel."""
    if pence is None:
        return ""
    return money_words(round(pence, -2)).removesuffix(".00")


def _weekly(cost: CaseCost) -> str:
    if cost.weekly_pence is None:
        return "price not known"
    words = money_words(cost.weekly_pence)
    return f"at least {words}" if cost.not_known else words


def _yearly(cost: CaseCost) -> str:
    return _pounds(cost.yearly_pence)


def _to_end(cost: CaseCost) -> str:
    if cost.to_end_pence is None or cost.ends_on is None:
        return ""
    return f"{_pounds(cost.to_end_pence)} to {short_day_words(cost.ends_on)} {cost.ends_on.year}"


def _split_title(options: Sequence[CaseOption]) -> str:
    return "Split (proposed)" if any(one.cost.proposed for one in options) else "Split a week"


def _split(cost: CaseCost) -> str:
    """Return who pays what of a week: "Social care £280.00 · Education £720.00"."""
    if len(cost.parts) < 2:
        return ""
    return " · ".join(
        f"{_FUNDERS[part.funder]} {money_words(part.weekly_pence or 0)}" for part in cost.parts
    )


def _start(option: CaseOption) -> str:
    return "" if option.starts_on is None else short_day_words(option.starts_on)
