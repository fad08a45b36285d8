"""Reminding those who have not answered, and the task that stands for it."""

from __future__ import annotations

from datetime import datetime

from art_desktop.domain import approaching
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Approach, Release, Request
from art_desktop.domain.vocabulary import Answer, TaskKind
from art_desktop.domain.work import IssuedPaper, Task


def close_chase(uow: UnitOfWork, approach: Approach, actor: Actor, now: datetime) -> None:
    """Mark the task of chasing a referral as done once nobody who got that version is waited for."""
    if approach.release_id is None:
        return
    uow.flush()
    document_id = uow.get(Release, approach.release_id).document_id
    releases = uow.all(Release, request_id=approach.request_id, document_id=document_id)
    keys = tuple(one.id for one in releases)
    waiting = uow.all(Approach, release_id=keys, answer=Answer.WAITING)
    if waiting:
        return
    request = uow.get(Request, approach.request_id)
    words = approaching.chase_words(request.reference, uow.get(IssuedPaper, document_id).number)
    for task in uow.all(Task, request_id=request.id, kind=TaskKind.CHASE, words=words):
        if task.done_at is None:
            task.done_at, task.done_by = now, actor.user_id
            task.done_note = "Everybody has answered, or been closed as silent"


def reopen_chase(uow: UnitOfWork, approach: Approach) -> None:
    """Open the task again: somebody is waited for after all."""
    if approach.release_id is None:
        return
    request = uow.get(Request, approach.request_id)
    paper = uow.get(IssuedPaper, uow.get(Release, approach.release_id).document_id)
    words = approaching.chase_words(request.reference, paper.number)
    for task in uow.all(Task, request_id=request.id, kind=TaskKind.CHASE, words=words):
        task.done_at, task.done_by, task.done_note = None, None, ""
