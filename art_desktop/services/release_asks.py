"""Drafted referrals that wait for a second person: what waits, and how it ends."""

from __future__ import annotations

from datetime import datetime

from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import ReleaseAsk, Request
from art_desktop.domain.work import IssuedPaper, Task


def asks_of(uow: UnitOfWork, paper: IssuedPaper) -> list[ReleaseAsk]:
    """Return each time that the release of a paper was asked for, in their order."""
    return sorted(uow.all(ReleaseAsk, document_id=paper.id), key=lambda one: one.id or 0)


def waiting_asks(uow: UnitOfWork, request_id: RequestId | None = None) -> list[ReleaseAsk]:
    """Return what waits for a release, of one request or of all that are open, the longest first."""
    if request_id is not None:
        asks = uow.all(ReleaseAsk, request_id=request_id)
    else:
        asks = uow.all(ReleaseAsk, release_id=None, returned_at=None)
        over = uow.by_ids(Request, [one.request_id for one in asks])
        asks = [one for one in asks if over[one.request_id].closed_at is None]
    found = [one for one in asks if one.release_id is None and one.returned_at is None]
    return sorted(found, key=lambda one: (one.asked_at, one.id or 0))


def end_asks(uow: UnitOfWork, actor: Actor, request_id: RequestId, now: datetime, why: str) -> None:
    """End what waits for a release on a request, with why nobody needs it any more: its task closes in no other way."""
    for asked in waiting_asks(uow, request_id):
        asked.returned_by, asked.returned_at, asked.returned_words = actor.user_id, now, why
        close_ask(uow, asked, actor, now, why)


def close_ask(uow: UnitOfWork, asked: ReleaseAsk, actor: Actor, now: datetime, note: str) -> None:
    """Mark the task of a release that was asked for as done."""
    if asked.task_id is None:
        return
    task = uow.get(Task, asked.task_id)
    if task.done_at is None:
        task.done_at, task.done_by, task.done_note = now, actor.user_id, note
