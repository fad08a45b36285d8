"""What a decision at night leaves: the retrospective authorisation, owed by the next working day (product.md §3.1).

It is owed from the record of the night's decision until the post that decides by day has agreed. Where that post does
not agree, the request says so until somebody higher does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from art_desktop.domain import authorisation
from art_desktop.domain.clock import local_day
from art_desktop.domain.deadlines import same_day_end
from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import NextStep
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import TaskKind, Urgency
from art_desktop.domain.wording import day_words, instant_words
from art_desktop.domain.work import Task
from art_desktop.services import clocks
from art_desktop.services.standing import Held


@dataclass(frozen=True)
class Owed:
    """What is still wanting after a decision at night: `due_at` of the authorisation, or that it was refused."""

    due_at: datetime | None
    refused: bool

    def words(self, *, placed: bool) -> str:
        """Say it in one line."""
        if self.refused:
            return authorisation.NOT_AGREED_AFTER
        assert self.due_at is not None
        begun = "Placed" if placed else "Decided"
        return f"{begun} out of hours: retrospective authorisation owed by {instant_words(self.due_at)}"


def owed_on(uow: UnitOfWork) -> dict[RequestId, Owed]:
    """Return the requests on which a retrospective authorisation is owed, or was not agreed."""
    found: dict[RequestId, Owed] = {}
    for task in uow.all(Task, kind=TaskKind.RETROSPECTIVE, done_at=None):
        if task.request_id is not None:
            found[task.request_id] = Owed(task.due_at, refused=False)
    for task in uow.all(Task, kind=TaskKind.OTHER, done_at=None):
        if task.request_id is not None and _is_refusal(task):
            found[task.request_id] = Owed(None, refused=True)
    return found


def next_step(owed: Owed | None, held: Held) -> NextStep | None:
    """Return what a placement made at night waits for before anything else; None where nothing is wanting."""
    if owed is None or not (held.standing.placements or owed.refused):
        return None
    by_day = [route for route in held.routes if route.urgency is not Urgency.OUT_OF_HOURS]
    return NextStep(
        f"{owed.words(placed=bool(held.standing.placements))}.",
        authorisation.who_can_give(by_day),
        "decision",
        "Record authorisation",
    )


def follow(
    uow: UnitOfWork,
    actor: Actor,
    held: Held,
    decided: Authorisation,
    route: authorisation.Route,
    now: datetime,
) -> None:
    """Open and close what a decision brings: owed after one at night, settled by one of the day.

    A refusal by day, once a child was placed by night, opens a task at once: the child moves, or it goes higher. One
    that is recorded late and was taken before the night's settles nothing.
    """
    waiting = uow.all(Task, request_id=held.request.id, kind=TaskKind.RETROSPECTIVE, done_at=None)
    if route.urgency is Urgency.OUT_OF_HOURS:
        if decided.decision.permits and not waiting:
            clocks.open_task(
                uow,
                TaskKind.RETROSPECTIVE,
                f"Retrospective authorisation for {held.request.reference}",
                now,
                owner_id=held.request.owner_id,
                request_id=held.request.id,
            )
        return
    if authorisation.latest((*held.authorisations, decided)) is not decided:
        return  # It was taken before the night's, and so says nothing of it.
    refusals = [
        task
        for task in uow.all(Task, request_id=held.request.id, kind=TaskKind.OTHER, done_at=None)
        if _is_refusal(task)
    ]
    on = day_words(local_day(decided.decided_at))
    if decided.decision.permits:
        for task in (*waiting, *refusals):
            _close(task, actor, now, f"{decided.decision.words} on {on}.")
    elif decided.deferred_to is None and waiting:
        for task in waiting:
            _close(task, actor, now, f"Not agreed on {on}.")
        if held.standing.placements:
            _open_refusal(uow, held, now)


def drop(uow: UnitOfWork, actor: Actor, request_id: RequestId, now: datetime, why: str) -> None:
    """Close what only a decision closes, on a request that will have none."""
    for kind in (TaskKind.RETROSPECTIVE, TaskKind.DEFERRED):
        for task in uow.all(Task, request_id=request_id, kind=kind, done_at=None):
            _close(task, actor, now, why)


def _is_refusal(task: Task) -> bool:
    return task.words.startswith(authorisation.NOT_AGREED_AFTER)


def _open_refusal(uow: UnitOfWork, held: Held, now: datetime) -> None:
    uow.add(
        Task(
            kind=TaskKind.OTHER,
            words=f"{authorisation.NOT_AGREED_AFTER} ({held.request.reference})",
            due_at=same_day_end(now),
            opened_at=now,
            owner_id=held.request.owner_id,
            request_id=held.request.id,
        )
    )


def _close(task: Task, actor: Actor, now: datetime, note: str) -> None:
    task.done_at, task.done_by, task.done_note = now, actor.user_id, note
