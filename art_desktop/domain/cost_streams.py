"""What is paid over time: so much a week from a day, to a day, and what is paid once; exact until it is rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from art_desktop.domain.ids import Pence

WEEK_DAYS = 7


@dataclass(frozen=True)
class Step:
    """What a week costs from a day on; None is not known, and `words` then say what is missing."""

    starts_on: date
    weekly_pence: Pence | None
    words: str = ""
    source: str = ""

    def same_as(self, other: Step) -> bool:
        """Say whether another step changes nothing but the day."""
        return (self.weekly_pence, self.words, self.source) == (
            other.weekly_pence,
            other.words,
            other.source,
        )


@dataclass(frozen=True)
class Lump:
    """What is paid once, on a day; None is not known."""

    on: date
    pence: Pence | None
    words: str = ""
    source: str = ""


@dataclass(frozen=True)
class Stream:
    """Weekly steps from the start, in order, to `stops_on` (that day left out; None: no end), and what is paid once."""

    steps: tuple[Step, ...]
    stops_on: date | None = None
    lumps: tuple[Lump, ...] = ()

    def weekly(self, on: date) -> Pence | None:
        """Return what the week costs on a day; nothing before it begins or after it stops, None where not known."""
        if self.stops_on is not None and on >= self.stops_on:
            return Pence(0)
        held = [step for step in self.steps if step.starts_on <= on]
        return held[-1].weekly_pence if held else Pence(0)

    def exact(self, since: date, until: date) -> Fraction:
        """Return the pence for the days from `since` up to the day before `until`, a seventh of a week each.

        What is not known counts nothing: `missing` says so.
        """
        total = Fraction(0)
        for step, days in self._pieces(since, until):
            total += Fraction((step.weekly_pence or 0) * days, WEEK_DAYS)
        return total + sum(lump.pence or 0 for lump in self._paid(since, until))

    def missing(self, since: date, until: date) -> tuple[str, ...]:
        """Return in words what is not known of these days, each once."""
        gaps = [s.words for s, _ in self._pieces(since, until) if s.weekly_pence is None]
        gaps += [lump.words for lump in self._paid(since, until) if lump.pence is None]
        return tuple(dict.fromkeys(gaps))

    def known(self, since: date, until: date) -> bool:
        """Say whether a price is known for any of these days, or there is nothing to pay on them."""
        pieces, paid = self._pieces(since, until), self._paid(since, until)
        if not pieces and not paid:
            return True
        return any(s.weekly_pence is not None for s, _ in pieces) or any(
            lump.pence is not None for lump in paid
        )

    def _pieces(self, since: date, until: date) -> list[tuple[Step, int]]:
        """Return the steps that fall into a time, each with its days in it."""
        last = until if self.stops_on is None else min(until, self.stops_on)
        if not self.steps:  # paid once and no more, such as the extra weeks of a year
            return []
        ends = [step.starts_on for step in self.steps[1:]] + [last]
        found = []
        for step, end in zip(self.steps, ends, strict=True):
            days = (min(end, last) - max(step.starts_on, since)).days
            if days > 0:
                found.append((step, days))
        return found

    def _paid(self, since: date, until: date) -> list[Lump]:
        last = until if self.stops_on is None else min(until, self.stops_on)
        return [lump for lump in self.lumps if since <= lump.on < last]


def steps_of(days: Iterable[date], rate: Callable[[date], Step]) -> tuple[Step, ...]:
    """Return the steps that a rate makes on days of change, those that change nothing left out."""
    steps: list[Step] = []
    for day in sorted(set(days)):
        step = rate(day)
        if not steps or not steps[-1].same_as(step):
            steps.append(step)
    return tuple(steps)


def to_the_penny(pence: Fraction) -> Pence:
    """Return pence rounded half up; money is rounded here, once for each line, and nowhere else."""
    return Pence((pence + Fraction(1, 2)).__floor__())


def years_on(day: date, years: int) -> date:
    """Return the same day so many years on; 29 February becomes 1 March where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def days_between(days: Iterable[date], since: date, until: date) -> list[date]:
    """Return the days after `since` and before `until`."""
    return [day for day in days if since < day < until]


def day_before(day: date) -> date:
    """Return the last day of a time that ends on a day."""
    return day - timedelta(days=1)
