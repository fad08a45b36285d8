"""A household's free places from day to day, each change with its reason: what a placement officer plans by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.facts import HoldFacts, TermsFacts
from art_desktop.domain.vacancies import Dated, Supply
from art_desktop.domain.vocabulary import AvailabilityKind

T = TypeVar("T")

OUTLOOK_WEEKS: Final = 12
"""How far ahead a household's free places are drawn."""


@dataclass(frozen=True)
class VacancyDay:
    """One day of an outlook. `free` as expected, `sure` whatever becomes of expectations."""

    on: date
    free: int
    sure: int
    here: int
    kept_back: int
    usable: bool
    on_call: tuple[AvailabilityKind, ...] = ()


@dataclass(frozen=True)
class VacancyChange:
    """A day on which something about the places changes: why, and how many are free from then."""

    on: date
    reasons: tuple[str, ...]
    free: int
    sure: int


@dataclass(frozen=True)
class Outlook:
    """A household's free places day by day from `start`, the changes among them, and what is overdue in words."""

    household_id: HouseholdId
    start: date
    days: tuple[VacancyDay, ...]
    changes: tuple[VacancyChange, ...]
    overdue: tuple[str, ...] = ()


def outlook(supply: Supply, start: date, weeks: int = OUTLOOK_WEEKS) -> Outlook:
    """Return the free places of a household for so many weeks from a day."""
    days = tuple(_day(supply, start + timedelta(days=at)) for at in range(weeks * 7))
    by_day = {day.on: day for day in days}
    changes = tuple(
        VacancyChange(on, tuple(reasons), by_day[on].free, by_day[on].sure)
        for on, reasons in sorted(reasons_by_day(supply).items())
        if on in by_day and on > start
    )
    overdue = tuple(words for stay in supply.stays if (words := stay.overdue(supply.as_of)))
    return Outlook(supply.household_id, start, days, changes, overdue)


def next_vacancy(supply: Supply, on: date, weeks: int = OUTLOOK_WEEKS) -> VacancyDay | None:
    """Return the first day after `on`, within so many weeks, on which more places are expected free than then."""
    now = supply.room(on, expected=True).free
    until = on + timedelta(weeks=weeks)
    for day in sorted(reasons_by_day(supply)):
        if on < day < until and supply.room(day, expected=True).free > now:
            return _day(supply, day)
    return None


def _day(supply: Supply, on: date) -> VacancyDay:
    expected = supply.room(on, expected=True)
    return VacancyDay(
        on=on,
        free=expected.free,
        sure=supply.room(on).free,
        here=expected.here,
        kept_back=expected.kept_back,
        usable=expected.usable,
        on_call=supply.on_call_for(on),
    )


def reasons_by_day(supply: Supply) -> dict[date, list[str]]:
    """Return every day on which the places may change, each with its reasons in words."""
    found: dict[date, list[str]] = defaultdict(list)
    names = {stay.child_id: stay.name for stay in supply.stays}

    def dated(one: Dated[T], begins: str, ends: str) -> None:
        found[one.starts_on].append(begins)
        if one.ends_on is not None and one.ends_on < date.max:
            found[one.ends_on + timedelta(days=1)].append(ends)

    for stay in supply.stays:
        found[stay.starts_on].append(f"{stay.name} comes to live here")
        leaving = stay.expected_leaving(supply.as_of)
        if stay.ended_on is not None:
            found[stay.ended_on].append(f"{stay.name} leaves")
        elif leaving is not None:
            found[leaving[0]].append(leaving[1])
    for term in supply.terms:
        words = _term_words(term.what, names)
        dated(term, f"{words} begins", f"{words} ends")
    for hold in supply.holds:
        dated(hold, *_hold_words(hold.what))
    for exemption in supply.exemptions:
        name = names.get(exemption.what.child_id) if exemption.what.child_id else ""
        words = f"Exemption for {name or exemption.what.words or 'a named child'}"
        dated(exemption, f"{words} begins", f"{words} ends")
    return found


def _term_words(term: TermsFacts, names: dict[ChildId, str]) -> str:
    """Return "Short-term approval for 2", "Approval of Aisha by name"."""
    if term.named_child_id is not None:
        return f"Approval of {names.get(term.named_child_id, 'a child')} by name"
    return f"{term.kind.words} approval for {term.places}"


def _hold_words(hold: HoldFacts) -> tuple[str, str]:
    """Return how a hold begins and ends: "On hold (taking a break)", "No longer on hold (taking a break)"."""
    why = hold.reason.words[:1].lower() + hold.reason.words[1:]
    if hold.places is None:
        return f"On hold ({why})", f"No longer on hold ({why})"
    count = f"{hold.places} place{'' if hold.places == 1 else 's'}"
    return f"{count} kept back ({why})", f"{count} no longer kept back ({why})"
