"""The year of panels from their rules: JASP in PASP's place, bank holidays, when papers close (S003 §7).

The rule, as it is read here:

- A week runs from Monday to Sunday. A weekly panel has one meeting in each week.
- "The last week of the month" is the week that holds the month's last such weekday: for a panel that meets on
  Wednesdays, the week of the month's last Wednesday. A panel that meets `instead_of` another has that week; the other
  does not meet in it, whatever its own weekday is.
- A meeting that would fall on a bank holiday of England and Wales is held on the nearest working day before it in the
  same week, or, where there is none, on the nearest after it.
- Two panels never land on the same day: the monthly one keeps it, and the weekly one moves in the same way.
- A rule that begins on a day changes what follows: a week has at most one meeting of a panel, by the rule in force on
  that day; a week whose day went past between two rules keeps the old one, so that none goes without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from art_desktop.domain import dated
from art_desktop.domain.clock import LONDON, local_day
from art_desktop.domain.deadlines import bank_holiday, is_working_day, working_days_before
from art_desktop.domain.deciding_words import MeetingState, PanelKind, PanelRhythm
from art_desktop.domain.ids import MeetingId
from art_desktop.domain.meetings import Meeting, PanelRule
from art_desktop.domain.wording import short_day_words

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class PlannedMeeting:
    """One meeting as the rules give it.

    `planned_on` is the day of the rule and `held_on` the day on which it is held; `moved` says why they differ, ""
    where they do not. Instants are aware, in UTC.
    """

    panel: PanelKind
    planned_on: date
    held_on: date
    starts_at: datetime
    ends_at: datetime
    papers_due_at: datetime
    place: str
    chair: str
    quorum: int | None
    moved: str = ""


def plan(rules: Sequence[PanelRule], first: date, last: date) -> tuple[PlannedMeeting, ...]:
    """Return every meeting that the rules give for the days from `first` to `last`, by the day on which it is held.

    Args: rules: every dated row of every panel; those called by hand give none.
    """
    by_panel = _by_panel(rules)
    monthly = [
        (rule, day)
        for rows in by_panel.values()
        for rule, day in _monthly(rows, first - _WEEK, last + _WEEK)
    ]
    taken = {
        (rule.instead_of, monday_of(day)) for rule, day in monthly if rule.instead_of is not None
    }
    weekly = [
        (rule, day)
        for rows in by_panel.values()
        for rule, day in _weekly(rows, first - _WEEK, last + _WEEK)
        if (rule.panel, monday_of(day)) not in taken
    ]
    found: list[PlannedMeeting] = []
    for rule, day in (*monthly, *weekly):
        found.append(_settle(rule, day, {one.held_on: one.panel for one in found}))
    inside = [one for one in found if first <= one.held_on <= last]
    return tuple(sorted(inside, key=lambda one: (one.starts_at, one.panel)))


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def last_of_month(year: int, month: int, weekday: int) -> date:
    """Return the last such weekday of a month; 0 is Monday."""
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _by_panel(rules: Iterable[PanelRule]) -> dict[PanelKind, list[PanelRule]]:
    """Return the rows of each panel, oldest first, in the order of `PanelKind`."""
    rows: dict[PanelKind, list[PanelRule]] = {kind: [] for kind in PanelKind}
    for rule in sorted(rules, key=lambda one: one.effective_from):
        rows[rule.panel].append(rule)
    return rows


def _weekly(rows: Sequence[PanelRule], first: date, last: date) -> Iterator[tuple[PanelRule, date]]:
    """Yield one day for each week of a weekly panel, with the rule that gives it."""
    monday = monday_of(first)
    while monday <= last:
        week = monday

        def day_of(weekday: int, start: date = week) -> date:
            return start + timedelta(days=weekday)

        found = _choose(rows, PanelRhythm.WEEKLY, day_of)
        if found is not None:
            yield found
        monday += _WEEK


def _monthly(
    rows: Sequence[PanelRule], first: date, last: date
) -> Iterator[tuple[PanelRule, date]]:
    """Yield one day for each month of a panel that meets in its last week, with the rule that gives it."""
    year, month = first.year, first.month
    while date(year, month, 1) <= last:
        at = (year, month)

        def day_of(weekday: int, month_of: tuple[int, int] = at) -> date:
            return last_of_month(*month_of, weekday)

        found = _choose(rows, PanelRhythm.LAST_OF_MONTH, day_of)
        if found is not None:
            yield found
        year, month = year + month // 12, month % 12 + 1


def _choose(
    rows: Sequence[PanelRule], rhythm: PanelRhythm, day_of: Callable[[int], date]
) -> tuple[PanelRule, date] | None:
    """Return the first day of a week or a month that the rule in force on it gives.

    Where a change of weekday let every such day go by, the older rule's day stands, if the panel still meets so.
    """
    candidates = sorted(
        (
            (day_of(rule.weekday), rule)
            for rule in rows
            if rule.weekday is not None and rule.rhythm is rhythm
        ),
        key=lambda pair: (pair[0], pair[1].effective_from),
    )
    for day, rule in candidates:
        if dated.in_force(rows, day) is rule:
            return rule, day
    for day, rule in candidates:
        after = dated.in_force(rows, day)
        if after is not None and _fits(after, rhythm) and rule.effective_from <= day:
            begun = after.effective_from - timedelta(days=1)
            if dated.in_force(rows, begun) is rule:
                return rule, day
    return None


def _fits(rule: PanelRule, rhythm: PanelRhythm) -> bool:
    return rule.rhythm is rhythm and rule.weekday is not None


def _settle(rule: PanelRule, day: date, taken: dict[date, PanelKind]) -> PlannedMeeting:
    """Return the meeting of a rule on a day, moved where the day is no working day or another panel's."""
    held_on, why = day, ""
    if not _free(day, taken):
        held_on = _nearest(day, taken)
        because = bank_holiday(day) or (
            f"{taken[day].words} meets then" if day in taken else "no working day"
        )
        if held_on != day:
            why = f"Moved from {short_day_words(day)}: {because}"
    return replace(meeting_on(rule, held_on), planned_on=day, moved=why)


def _free(day: date, taken: dict[date, PanelKind]) -> bool:
    return is_working_day(day) and day not in taken


def _nearest(day: date, taken: dict[date, PanelKind]) -> date:
    """Return the nearest free working day before in the same week, else after in it, else the day itself."""
    monday = monday_of(day)
    week = [monday + timedelta(days=n) for n in range(7)]
    before = [one for one in reversed(week) if one < day and _free(one, taken)]
    after = [one for one in week if one > day and _free(one, taken)]
    return next(iter((*before, *after)), day)


def meeting_on(rule: PanelRule, day: date) -> PlannedMeeting:
    """Return a meeting of a panel on a day, with the rule's times, place, chair and quorum."""
    return PlannedMeeting(
        panel=rule.panel,
        planned_on=day,
        held_on=day,
        starts_at=at_time(day, rule.starts_at),
        ends_at=at_time(day, rule.ends_at),
        papers_due_at=papers_due(rule, day),
        place=rule.place,
        chair=rule.chair.words if rule.chair is not None else "",
        quorum=rule.quorum,
    )


def papers_due(rule: PanelRule, day: date) -> datetime:
    """Return when the papers of a meeting on a day close: so many working days before it, at the rule's time."""
    return at_time(working_days_before(day, rule.papers_working_days), rule.papers_at)


def at_time(day: date, words: str) -> datetime:
    """Return the instant, in UTC, of a local time such as "09:30" on a day in England."""
    return datetime.combine(day, time.fromisoformat(words), LONDON).astimezone(UTC)


# What is on record already


def missing(
    planned: Iterable[PlannedMeeting], held: Iterable[Meeting], rules: Sequence[PanelRule]
) -> tuple[PlannedMeeting, ...]:
    """Return the planned meetings that are not on record: one for each week, or month, of a panel and no more.

    A meeting that was moved or cancelled by hand stands for its week, since it keeps the day that was planned.
    """
    there = {_period(one.panel, one.planned_on, rules) for one in held if one.planned_on}
    return tuple(one for one in planned if _period(one.panel, one.planned_on, rules) not in there)


def _period(
    panel: PanelKind, day: date, rules: Sequence[PanelRule]
) -> tuple[PanelKind, PanelRhythm, date]:
    """Return what a panel meets once in, by its first day: the week, or the month where its rule of that day says so.

    A day that the rules give no more belongs to its week, and one of a monthly rule to its month: where a panel goes
    over from one to the other, the meetings of before do not stand for those that follow.
    """
    rule = dated.in_force([one for one in rules if one.panel is panel], day)
    if rule is not None and rule.rhythm is PanelRhythm.LAST_OF_MONTH:
        return panel, PanelRhythm.LAST_OF_MONTH, day.replace(day=1)
    return panel, PanelRhythm.WEEKLY, monday_of(day)


@dataclass(frozen=True)
class Replanned:
    """What a changed rule does to the meetings to come.

    `refitted` take the new days and times; `dropped` are planned no more; `kept` stand although the rule gives them no
    more, since they have an agenda, or were changed by hand.
    """

    refitted: tuple[tuple[MeetingId, PlannedMeeting], ...]
    dropped: tuple[MeetingId, ...]
    kept: tuple[MeetingId, ...]


def replan(
    before: Sequence[PlannedMeeting],
    after: Sequence[PlannedMeeting],
    held: Iterable[Meeting],
    rules: Sequence[PanelRule],
    busy: frozenset[MeetingId],
) -> Replanned:
    """Return what becomes of the meetings on record when the rules give `after` in place of `before`.

    Args: held: meetings to come. rules: every row, the changed ones in them. busy: meetings with an agenda.
    """
    old = {(one.panel, one.planned_on): one for one in before}
    new = {_period(one.panel, one.planned_on, rules): one for one in after}
    held = sorted(held, key=lambda one: (one.planned_on or date.min, one.id or 0))
    own = {(one.panel, one.planned_on) for one in held if one.planned_on is not None}
    given: set[PlannedMeeting] = set()
    refitted: list[tuple[MeetingId, PlannedMeeting]] = []
    dropped: list[MeetingId] = []
    kept: list[MeetingId] = []
    for meeting in held:
        if meeting.planned_on is None or meeting.id is None:
            continue
        was = old.get((meeting.panel, meeting.planned_on))
        becomes = new.get(_period(meeting.panel, meeting.planned_on, rules))
        # Weekly meetings of a month that has one from now on: the one of that day is it, else the first.
        moves = becomes is not None and becomes.planned_on != meeting.planned_on
        if (
            becomes is not None
            and moves
            and (becomes in given or (becomes.panel, becomes.planned_on) in own)
        ):
            becomes = None
        if was is None or was == becomes:
            continue
        if meeting.id in busy or not _as_planned(meeting, was):
            kept.append(meeting.id)
        elif becomes is None:
            dropped.append(meeting.id)
        else:
            given.add(becomes)
            refitted.append((meeting.id, becomes))
    return Replanned(tuple(refitted), tuple(dropped), tuple(kept))


def _as_planned(meeting: Meeting, was: PlannedMeeting) -> bool:
    """Say whether nobody has changed a meeting since it was planned."""
    return (
        meeting.state is MeetingState.PLANNED
        and (meeting.starts_at, meeting.ends_at) == (was.starts_at, was.ends_at)
        and (meeting.place, meeting.change_reason) == (was.place, was.moved)
    )


def instead_words(rules: Sequence[PanelRule], meeting: Meeting) -> str:
    """Return "In PASP's place" for a meeting of a panel that meets instead of another, else ""."""
    rows = [rule for rule in rules if rule.panel is meeting.panel]
    rule = dated.in_force(rows, meeting.planned_on or local_day(meeting.starts_at))
    if meeting.planned_on is None or rule is None or rule.instead_of is None:
        return ""
    return f"In {rule.instead_of.words}’s place"
