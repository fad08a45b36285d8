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
        FootRow("Distance, miles", tuple(_distances(one) for one in options)),
        FootRow("Cost a week", tuple(_weekly(one.cost) for one in options), 1, strong=True),
        FootRow("A year", tuple(_yearly(one.cost) for one in options), 1),
        FootRow("To the planned end", tuple(_to_end(one.cost) for one in options), 1),
        FootRow(_split_title(options), tuple(_split(one.cost) for one in options)),
        FootRow("Could start", tuple(_start(one) for one in options), 1),
        FootRow("Social worker", tuple(one.view.split("\n")[0] for one in options), 1),
    )
    return tuple(row for row in rows if any(row.cells))


def further_rows(options: Sequence[CaseOption]) -> tuple[FootRow, ...]:
    """Return what stands after the needs: what was offered, the social worker in full, what more has to be agreed."""
    rows = (
        FootRow("Offered", tuple(one.terms for one in options), 9),
        FootRow("Social worker", tuple(_more(one.view) for one in options), 9),
        FootRow("To be approved", tuple("\n".join(one.approvals) for one in options), 9),
        FootRow("Price not known", tuple("\n".join(one.cost.not_known) for one in options), 9),
    )
    return tuple(row for row in rows if any(row.cells))


def _more(view: str) -> str:
    """Return a view that has more to it than its word."""
    return view if "\n" in view else ""


def _distances(option: CaseOption) -> str:
    """Return "home 4.3 · school 1.2"."""
    return " · ".join(
        f"{line.title.lower()} {line.words.removesuffix(' miles').removeprefix('distance ')}"
        for line in option.distances
    )


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
    month = short_day_words(cost.ends_on).rsplit(" ", 1)[-1]
    return f"{_pounds(cost.to_end_pence)} to {month} {cost.ends_on.year}"


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
