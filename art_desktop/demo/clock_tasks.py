"""The tasks that recent placements have opened: due, late and soon."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from art_desktop.demo.families import Setting, Unit
from art_desktop.demo.placing import FOREVER, Stay
from art_desktop.demo.record import Record, instant, next_office_day
from art_desktop.domain.ids import ChildId, PlacementId, RequestId, TaskId, UserId
from art_desktop.domain.placements import Placement
from art_desktop.domain.vocabulary import TaskKind
from art_desktop.domain.work import Task


def add_clock_tasks(record: Record, stays: list[Stay], business: UserId) -> None:
    """Open the tasks of every placement of the last six weeks; most of the older ones are done."""
    recent = {
        placement.id: placement
        for placement in record.placements
        if placement.starts_on >= record.days_ago(42) and placement.ended_on is None
    }
    by_child = {placement.child_id: placement for placement in recent.values()}
    for stay in stays:
        if stay.end != FOREVER or stay.start < record.days_ago(42):
            continue
        for case, day in stay.present:
            placement = by_child.get(ChildId(case.child.id or 0))
            if placement is not None and placement.starts_on == day:
                _of_placement(record, stay.unit, stay, placement, business)


def _of_placement(
    record: Record, unit: Unit, stay: Stay, placement: Placement, business: UserId
) -> None:
    """Open one placement's tasks."""
    day = placement.starts_on
    first = day == next(
        (
            case.child.looked_after_since
            for case in unit.cases
            if case.child.id == placement.child_id
        ),
        None,
    )
    at = instant(day, 16)
    _task(
        record,
        placement,
        TaskKind.CASE_SYSTEM,
        "Update the case system: new placement",
        at,
        instant(day + timedelta(days=1), 16),
        business,
    )
    _task(
        record,
        placement,
        TaskKind.FINANCE,
        "Tell finance: start and rate",
        at,
        instant(day, 17),
        business,
    )
    _task(
        record,
        placement,
        TaskKind.FIRST_VISIT,
        "First visit to the child in the placement",
        at,
        instant(day + timedelta(days=7), 17),
        None,
    )
    if first:
        _task(
            record,
            placement,
            TaskKind.IHA_NOTIFY,
            "Tell the health team, with consent and papers",
            at,
            instant(day, 17),
            None,
        )
        _task(
            record,
            placement,
            TaskKind.IHA_DONE,
            "Initial Health Assessment done",
            at,
            instant(working_days_after(day, 20), 17),
            None,
        )
    if stay.setting in {Setting.AGENCY, Setting.HOME, Setting.SUPPORTED}:
        _task(
            record,
            placement,
            TaskKind.CONTRACT,
            "Individual placement agreement signed",
            at,
            instant(working_days_after(day, 5), 17),
            business,
        )


def _task(
    record: Record,
    placement: Placement,
    kind: TaskKind,
    words: str,
    opened: datetime,
    due: datetime,
    owner: UserId | None,
) -> None:
    """Add a task; one that is past due was mostly done in time."""
    rng = record.rng
    now = instant(record.today, 8)
    done = None
    if due < now and (due < instant(record.days_ago(4), 9) or rng.random() < 0.7):
        done = min(due - timedelta(hours=rng.randrange(1, 6)), now)
        done = max(done, opened + timedelta(minutes=30))
    record.tasks.append(
        Task(
            id=TaskId(record.next_id("task")),
            kind=kind,
            words=words,
            due_at=max(due, opened),
            opened_at=opened,
            owner_id=owner,
            request_id=RequestId(placement.request_id or 0),
            child_id=placement.child_id,
            placement_id=PlacementId(placement.id or 0),
            done_at=done,
            done_by=(owner or UserId(1)) if done else None,
        )
    )


def working_days_after(day: date, count: int) -> date:
    """Return the day `count` working days later, Christmas and New Year left out with weekends."""
    left = count
    while left:
        day = next_office_day(day)
        if (day.month, day.day) not in {(12, 25), (12, 26), (12, 28), (1, 1)}:
            left -= 1
    return day


def add_duty_tasks(record: Record, unit: Unit) -> None:
    """Open what an out-of-hours placement of last night leaves for today."""
    child = ChildId(unit.cases[0].child.id or 0)
    placement = next(p for p in reversed(record.placements) if p.child_id == child)
    opened = instant(record.days_ago(1), 23, 15)
    name = unit.cases[0].child.first_name
    for kind, words, hour in (
        (
            TaskKind.DUTY_MOVE,
            f"{name} is with the duty carers since last night: move, or name the next duty carer",
            17,
        ),
        (
            TaskKind.RETROSPECTIVE,
            f"Retrospective authorisation for {name}, placed by EDS last night",
            17,
        ),
    ):
        record.tasks.append(
            Task(
                id=TaskId(record.next_id("task")),
                kind=kind,
                words=words,
                due_at=instant(record.today, hour),
                opened_at=opened,
                request_id=placement.request_id,
                child_id=child,
                placement_id=placement.id,
            )
        )
