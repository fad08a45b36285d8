"""What goes with asking for a view and with the ladder of a disagreement: the times of policy, the tasks, the ends.

Nothing here reads a request as a whole, so that settling one can call it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from art_desktop.domain import escalating, life
from art_desktop.domain.clock import local_day
from art_desktop.domain.deadlines import due_at
from art_desktop.domain.deciding_words import Rung
from art_desktop.domain.escalations import Escalation, EscalationStep, ViewAsked
from art_desktop.domain.ids import OptionId, UserId
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option, Request
from art_desktop.domain.vocabulary import OptionState, TaskKind
from art_desktop.domain.work import ClockRule, Setting, Task

VIEW_TASK = "The social worker's view of"
STEP_TASK = "Settle the disagreement about"


def days_of(uow: UnitOfWork, on: date) -> dict[Rung, int]:
    """Return how many working days the policy gives each rung. Raises: LookupError: it gives one none."""
    codes = {f"escalation_days_{rung.value}": rung for rung in Rung}
    rows = uow.in_force(Setting, on, code=tuple(codes))
    days = {codes[row.code]: int(row.value) for row in sorted(rows, key=_from)}
    missing = [rung for rung in Rung if rung not in days]
    if missing:
        raise LookupError(f"no days for {missing[0]}")
    return days


def view_due(uow: UnitOfWork, now: datetime) -> datetime:
    """Return by when a social worker who is asked now is to answer. Raises: LookupError: the policy has no time."""
    rows = uow.in_force(Setting, local_day(now), code="social_worker_view_days")
    if not rows:
        raise LookupError("no days for the social worker's view")
    days = int(max(rows, key=_from).value)
    on = local_day(now)
    return due_at(ClockRule(kind=TaskKind.CHASE, working_days=days, effective_from=on), now)


def _from(row: Setting) -> date:
    return row.effective_from


def open_view_task(uow: UnitOfWork, request: Request, asked: ViewAsked, title: str) -> None:
    """Open the task of getting the social worker's view."""
    uow.add(
        Task(
            kind=TaskKind.CHASE,
            words=f"{VIEW_TASK} {title}: {asked.asked_of} ({request.reference})",
            due_at=asked.due_at,
            opened_at=asked.asked_at,
            owner_id=request.owner_id,
            request_id=request.id,
        )
    )


def open_step_task(uow: UnitOfWork, request: Request, step: EscalationStep, title: str) -> None:
    """Open the task of a step of the ladder."""
    rung = escalating.SHORT[step.rung]
    uow.add(
        Task(
            kind=TaskKind.ESCALATION,
            words=f"{STEP_TASK} {title}: {rung} ({request.reference})",
            due_at=step.due_at,
            opened_at=step.raised_at,
            owner_id=request.owner_id,
            request_id=request.id,
        )
    )


def close_step_task(
    uow: UnitOfWork, escalation: Escalation, step: EscalationStep, *, by: UserId | None, note: str
) -> None:
    """Close the task of a step that was heard, or that nobody waits for any more."""
    rung = escalating.SHORT[step.rung]
    for task in uow.all(
        Task, request_id=escalation.request_id, kind=TaskKind.ESCALATION, done_at=None
    ):
        if task.opened_at == step.raised_at and f": {rung} (" in task.words:
            _close(uow, task, by, note)
            return


def answer_asked(
    uow: UnitOfWork,
    asked: Sequence[ViewAsked],
    option_id: OptionId,
    *,
    at: datetime,
    by: UserId | None,
) -> None:
    """Take the social worker as heard on an option, or as asked no more: the clocks of it stop."""
    for one in asked:
        if one.option_id == option_id and one.answered_at is None:
            one.answered_at = at
            for task in uow.all(Task, request_id=one.request_id, kind=TaskKind.CHASE, done_at=None):
                if task.opened_at == one.asked_at and task.words.startswith(VIEW_TASK):
                    _close(uow, task, by, "")
                    break


def _close(uow: UnitOfWork, task: Task, by: UserId | None, note: str) -> None:
    task.done_at, task.done_by, task.done_note = uow.now(), by, note


def end_moot(uow: UnitOfWork, standing: life.Standing) -> None:
    """End each disagreement that nothing is left of, and stop waiting for views that nobody needs any more."""
    options = {option.id: option for option in standing.options}
    for one in standing.escalations:
        option = options.get(one.option_id)
        if one.ended is not None or option is None:
            continue
        view = standing.view_of(option)
        end = escalating.ended_by(one, standing.request, standing.match, option, view)
        if end is None:
            continue
        step = escalating.step_now(one)
        one.ended, one.settled_at = end, uow.now()
        if step is not None:
            close_step_task(uow, one, step, by=None, note=end.words)
    _stop_waiting(uow, standing, options)


def _stop_waiting(
    uow: UnitOfWork, standing: life.Standing, options: dict[OptionId | None, Option]
) -> None:
    over = standing.request.closed_at is not None or standing.match is not None
    for one in standing.asked:
        option = options.get(one.option_id)
        gone = option is not None and option.state is not OptionState.OFFERED
        if one.answered_at is None and (over or gone):
            answer_asked(uow, standing.asked, one.option_id, at=uow.now(), by=None)
