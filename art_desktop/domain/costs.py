"""What an option costs: a week, a year, to the planned end; to the penny, with its lines and who pays (product.md §5).

Cost is shown beside an option and is never part of its rank (product.md §3.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from art_desktop.domain import funding
from art_desktop.domain.allowances import CostChild, PriceTerms, leaves_on
from art_desktop.domain.cost_lines import (
    CostCode,
    PricedLine,
    contract_care_line,
    extra_weeks,
    main_line,
)
from art_desktop.domain.cost_parts import FunderCost, Splitting
from art_desktop.domain.cost_streams import (
    Lump,
    Step,
    Stream,
    days_between,
    steps_of,
    to_the_penny,
    years_on,
)
from art_desktop.domain.cost_tables import DUTY_FEE, CostTables
from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import ChildId, Pence
from art_desktop.domain.vocabulary import RequestKind


@dataclass(frozen=True)
class CostLine:
    """One line of an option's cost. None is not known; `counted` False is an alternative beside the total.

    `steps` are its weekly prices with the days from which they hold, `paid_once` what is paid on a day.
    """

    code: CostCode
    words: str
    weekly_pence: Pence | None
    yearly_pence: Pence | None
    to_end_pence: Pence | None
    note: str
    source: str
    steps: tuple[Step, ...]
    paid_once: tuple[Lump, ...] = ()
    counted: bool = True
    child_id: ChildId | None = None


@dataclass(frozen=True)
class OptionCost:
    """What an option costs. None where nothing is known; with `not_known` the sums are "at least".

    `ends_on` is the planned day of leaving; without one `to_end_pence` is None. The lines that count add up to the
    sums, and so do the parts. `proposed`: the parts are the policy's, no split is recorded.
    """

    starts_on: date
    weekly_pence: Pence | None
    yearly_pence: Pence | None
    to_end_pence: Pence | None
    ends_on: date | None
    lines: tuple[CostLine, ...]
    not_known: tuple[str, ...] = ()
    parts: tuple[FunderCost, ...] = ()
    proposed: bool = False

    @property
    def at_least(self) -> bool:
        """Say whether something is not known, so that the sums are the least that it costs."""
        return bool(self.not_known)


def cost(
    terms: PriceTerms,
    children: Sequence[CostChild],
    tables: CostTables,
    starts_on: date,
    *,
    supports: Sequence[tuple[str, str]] = (),
    splits: Sequence[FundingSplit] = (),
    proposed: Sequence[funding.FundingPart] = (),
    duty: bool = False,
) -> OptionCost:
    """Return what an option costs the council and its partners from a day.

    Args: supports: code and words of each support that closes a gap, for all the children. splits: those on record.
        proposed: the policy's split, used where none is on record. duty: the household is on the rota that night.
    """
    year_end = years_on(starts_on, 1)
    ends_on = planned_end(terms.kind, children, starts_on)
    until = max(year_end, ends_on or year_end)
    priced = _lines(terms, children, tables, starts_on, until, supports, duty=duty)
    ends: dict[ChildId | None, date | None] = {c.child_id: c.ends_on for c in children}
    timed = [_Timed(one, _until(one.stream, ends.get(one.child_id))) for one in priced]
    lines = tuple(_line(one, starts_on, year_end, ends_on) for one in timed)
    counted = [line for line in lines if line.counted]
    streams = [one.stream for one in priced if one.counted]
    missing = [words for stream in streams for words in stream.missing(starts_on, until)]
    whole = OptionCost(
        starts_on=starts_on,
        weekly_pence=_sum([line.weekly_pence for line in counted]),
        yearly_pence=_sum([line.yearly_pence for line in counted]),
        to_end_pence=None if ends_on is None else _sum([line.to_end_pence for line in counted]),
        ends_on=ends_on,
        lines=lines,
        not_known=tuple(dict.fromkeys(missing)),
    )
    to_end = [one.planned for one in timed if one.line.counted]
    return _with_parts(whole, streams, to_end, Splitting(splits, proposed), year_end)


@dataclass(frozen=True)
class _Timed:
    """A priced line, and its stream as it stops on the child's own planned day of leaving."""

    line: PricedLine
    planned: Stream


def _until(stream: Stream, ends_on: date | None) -> Stream:
    if ends_on is None:
        return stream
    stops = ends_on if stream.stops_on is None else min(ends_on, stream.stops_on)
    return replace(stream, stops_on=stops)


def planned_end(kind: RequestKind, children: Sequence[CostChild], starts_on: date) -> date | None:
    """Return the last of the children's planned days of leaving; None where one of them has none."""
    ends = []
    for child in children:
        adult = leaves_on(kind, child.born_on, starts_on)
        if child.ends_on is None:
            return None
        ends.append(child.ends_on if adult is None else min(child.ends_on, adult))
    last = max(ends, default=None)
    return None if last is None or last <= starts_on else last


def _lines(
    terms: PriceTerms,
    children: Sequence[CostChild],
    tables: CostTables,
    since: date,
    until: date,
    supports: Sequence[tuple[str, str]],
    *,
    duty: bool,
) -> list[PricedLine]:
    found: list[PricedLine | None] = []
    offered = terms.offered_pence is not None and terms.kind is not RequestKind.STAYING_PUT
    stops = [leaves_on(terms.kind, child.born_on, since) for child in children]
    last = None if None in stops else max((day for day in stops if day), default=None)
    if offered:
        found += _offer(terms, since, last)
    for child in children:
        if not offered:
            found.append(main_line(terms, child, tables, since, until))
        found.append(extra_weeks(terms, child, tables, since, until))
        found.append(contract_care_line(terms, child, tables, since, until))
    found += [_support(one, len(children), tables, since, until, last) for one in supports]
    if duty:
        found.append(_duty(tables, since))
    return [one for one in found if one is not None]


def _offer(terms: PriceTerms, since: date, stops: date | None) -> list[PricedLine]:
    """Return the offered price, the part of it that is for education as a line of its own."""
    assert terms.offered_pence is not None
    education = min(terms.education_pence or Pence(0), terms.offered_pence)
    care = Pence(terms.offered_pence - education)
    source = terms.offer_words or "The offer"
    words = "Care and accommodation" if education else "For all the children of the request"
    lines = [
        PricedLine(
            CostCode.OFFERED, words, Stream((Step(since, care, "as offered", source),), stops)
        )
    ]
    if education:
        stream = Stream((Step(since, education, "as offered", source),), stops)
        lines.append(PricedLine(CostCode.EDUCATION, "On the same price", stream))
    return lines


def _support(
    support: tuple[str, str],
    count: int,
    tables: CostTables,
    since: date,
    until: date,
    stops: date | None,
) -> PricedLine:
    """Return a support that closes a gap, at its price for each child of the request."""
    code, words = support

    def week(on: date) -> Step:
        row = tables.support(code, on)
        if row is None:
            return Step(on, None, f"No price is set for: {words}.")
        return Step(on, Pence(row.weekly_pence * count), "", row.source)

    days = [since, *days_between(tables.changes, since, until)]
    note = f"for {count} children" if count > 1 else ""
    return PricedLine(CostCode.SUPPORT, words, Stream(steps_of(days, week), stops), note)


def _duty(tables: CostTables, since: date) -> PricedLine:
    """Return the fee for a night on the rota: an alternative, since it is paid whether or not a child comes."""
    row = tables.figure(DUTY_FEE, since)
    lump = Lump(since, None, "The duty fee is not set.")
    if row is not None:
        lump = Lump(since, Pence(int(row.value)), "for 24 hours on the rota", row.source)
    note = "Paid for 24 hours on the rota, whether or not a child comes"
    return PricedLine(CostCode.DUTY, "Out of hours", Stream((), None, (lump,)), note, counted=False)


def _line(timed: _Timed, since: date, year_end: date, ends_on: date | None) -> CostLine:
    one, stream = timed.line, timed.line.stream
    sources = [step.source for step in stream.steps] + [lump.source for lump in stream.lumps]
    return CostLine(
        code=one.code,
        words=one.words,
        weekly_pence=stream.weekly(since),
        yearly_pence=_rounded(stream, since, year_end),
        to_end_pence=None if ends_on is None else _rounded(timed.planned, since, ends_on),
        note=one.note,
        source="; ".join(dict.fromkeys(source for source in sources if source)),
        steps=stream.steps,
        paid_once=stream.lumps,
        counted=one.counted,
        child_id=one.child_id,
    )


def _rounded(stream: Stream, since: date, until: date) -> Pence | None:
    return to_the_penny(stream.exact(since, until)) if stream.known(since, until) else None


def _sum(amounts: Sequence[Pence | None]) -> Pence | None:
    """Return what is known together; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return Pence(sum(known)) if known else None


def _with_parts(
    whole: OptionCost,
    streams: Sequence[Stream],
    to_end: Sequence[Stream],
    splitting: Splitting,
    year_end: date,
) -> OptionCost:
    """Return the cost with each funder's part."""
    if not splitting.any:
        return whole
    since = whole.starts_on
    week = splitting.of_week(whole.weekly_pence, since)
    year = splitting.of_time(whole.yearly_pence, streams, since, year_end)
    end = splitting.of_time(whole.to_end_pence, to_end, since, whole.ends_on)
    parts = tuple(
        FunderCost(
            funder,
            week.get(funder, Pence(0)),
            year.get(funder, Pence(0)),
            None if whole.to_end_pence is None else end.get(funder, Pence(0)),
        )
        for funder in Funder
        if funder in week or funder in year or funder in end
    )
    return replace(whole, parts=parts, proposed=not splitting.splits)
