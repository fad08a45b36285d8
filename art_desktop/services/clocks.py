"""Opens tasks with the time that the policy gives them."""

from __future__ import annotations

from datetime import date, datetime

from art_desktop.domain.clock import local_day
from art_desktop.domain.deadlines import due_at
from art_desktop.domain.ids import ChildId, PlacementId, RequestId, UserId
from art_desktop.domain.office_hours import CODES, OfficeHours
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.vocabulary import TaskKind
from art_desktop.domain.work import ClockRule, Setting, Task


def open_task(
    uow: UnitOfWork,
    kind: TaskKind,
    words: str,
    now: datetime,
    *,
    counted_from: datetime | None = None,
    owner_id: UserId | None = None,
    request_id: RequestId | None = None,
    child_id: ChildId | None = None,
    placement_id: PlacementId | None = None,
) -> Task:
    """Open a task, due as the clock policy in force says, counted from `counted_from` (now, when left out).

    Raises: LookupError: the policy has no clock for this kind of task.
    """
    start = counted_from or now
    rules = uow.in_force(ClockRule, local_day(now), kind=kind)
    if not rules:
        raise LookupError(f"no clock for tasks of kind {kind}")
    return uow.add(
        Task(
            kind=kind,
            words=words,
            due_at=due_at(rules[-1], start),
            opened_at=now,
            owner_id=owner_id,
            request_id=request_id,
            child_id=child_id,
            placement_id=placement_id,
        )
    )


def office_hours(uow: UnitOfWork, on: date) -> OfficeHours:
    """Return when the office is open, as the settings of a day say."""
    rows = uow.in_force(Setting, on, code=CODES)
    return OfficeHours.of({row.code: row.value for row in rows})


def notice_days(uow: UnitOfWork, on: date) -> int:
    """Return how many days before its end an authorisation is shown as running out."""
    rows = uow.in_force(Setting, on, code="renewal_notice_days")
    return int(rows[-1].value) if rows else 7
