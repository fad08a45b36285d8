"""Today: who has no home tonight, what is owed, what is coming; and doing or handing over a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from art_desktop.domain import added_approvals, approaching, authorisation
from art_desktop.domain.agendas import items_words
from art_desktop.domain.children import Child, age_in_years
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.ids import TaskId, UserId
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import (
    Changed,
    ComingRow,
    RequestRow,
    TaskRow,
    Today,
    UserRow,
)
from art_desktop.domain.vocabulary import HouseholdStatus, TaskKind
from art_desktop.domain.wording import short_day_words, time_words
from art_desktop.domain.work import Task, User
from art_desktop.services import provider_soon
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.panel_reading import meeting_rows, upcoming
from art_desktop.services.requests import request_rows
from art_desktop.services.standing import names_of_users
from art_desktop.services.views import placement_titles, task_rows

AHEAD = timedelta(days=14)
_DOES_TASKS = frozenset({Role.OFFICER, Role.MANAGER, Role.BUSINESS})


class TaskService(BaseService):
    """What is owed and by whom."""

    @permitted(Permission.DO_TASKS)
    def today(self, actor: Actor) -> Today:
        """Return the three columns of Today.

        Requests are only for those who may read needs; the business officer sees tasks and what is coming.
        """
        now, today = self._context.now(), self._context.today()
        with self._store.reading(actor) as uow:
            requests = [request for request in uow.open_requests() if request.kind.seeks_home]
            rows = request_rows(uow, requests, today) if actor.may(Permission.SEE_NEEDS) else []
            tasks = uow.open_tasks()
            owed = task_rows(uow, tasks, names_of_users(uow), now)
            if not actor.may(Permission.SEE_NEEDS):
                owed = tuple(_without_case(row, actor) for row in owed)
            return Today(
                without_home=tuple(sorted(rows, key=lambda row: row.needed_at)),
                owed=tuple(
                    sorted(
                        owed,
                        key=lambda row: (row.owner_id not in {None, actor.user_id}, row.due_at),
                    )
                ),
                coming=tuple(
                    sorted(
                        (
                            *_coming(uow, today),
                            *_running_out(rows),
                            *_panels(uow, actor, now),
                        ),
                        key=lambda r: (r.on, r.words),
                    )
                ),
                open_requests=len(rows),
            )

    @permitted(Permission.DO_TASKS)
    def done(self, actor: Actor, task_id: TaskId, version: int, note: str = "") -> Changed:
        """Mark a task as done now. Raises: ChangedByOther."""
        with self._store.writing(actor) as uow:
            task = uow.get(Task, task_id)
            require_version(task.version, version, "The task was not marked done.")
            if task.kind is TaskKind.RETROSPECTIVE:
                raise RuleBroken(
                    "The task was not marked done.",
                    "A retrospective authorisation is done when its decision is on record.",
                    "Record the decision on the request; the task closes by itself.",
                    rule="retrospective",
                )
            if task.kind is TaskKind.ESCALATION:
                raise RuleBroken(
                    "The task was not marked done.",
                    "A step of a disagreement is done when its outcome is on record.",
                    "Record the outcome under Decision on the request; the task closes by itself.",
                    rule="escalation",
                )
            if task.words.startswith(added_approvals.OWED):
                raise RuleBroken(
                    "The task was not marked done.",
                    "An approval that is owed is done when it is on record.",
                    "Record it under Placement on the request; the task closes by itself.",
                    rule="approval_owed",
                )
            _require_words(task, note)
            if task.words.startswith(approaching.RELEASE_OWED):
                raise RuleBroken(
                    "The task was not marked done.",
                    "A release is done when a second person has released the paper, or sent it back.",
                    "Open Approaches on the request; the task closes by itself.",
                    rule="release_owed",
                )
            task.done_at, task.done_by = self._context.now(), actor.user_id
            task.done_note = note.strip()
            uow.commit()
        return Changed(frozenset({"task"}), words="Done.")

    @permitted(Permission.DO_TASKS)
    def undo(self, actor: Actor, task_id: TaskId) -> Changed:
        """Open a task again that was marked done by mistake."""
        with self._store.writing(actor) as uow:
            task = uow.get(Task, task_id)
            task.done_at, task.done_by, task.done_note = None, None, ""
            uow.commit()
        return Changed(frozenset({"task"}), words="Open again.")

    @permitted(Permission.DO_TASKS)
    def hand_over(
        self, actor: Actor, task_id: TaskId, version: int, user_id: UserId | None
    ) -> Changed:
        """Give a task to somebody, or to the team (None). Raises: ChangedByOther."""
        with self._store.writing(actor) as uow:
            task = uow.get(Task, task_id)
            require_version(task.version, version, "The task was not handed over.")
            task.owner_id = user_id
            uow.commit()
        return Changed(frozenset({"task"}), words="Handed over.")

    @permitted(Permission.DO_TASKS)
    def team(self, actor: Actor) -> tuple[UserRow, ...]:
        """Return the people to whom a task can be given."""
        with self._store.reading(actor) as uow:
            people = [u for u in uow.all(User, active=True) if u.role in _DOES_TASKS]
            return tuple(
                UserRow(u.id, u.username, u.full_name, u.role, u.active, u.version)
                for u in people
                if u.id is not None
            )


def _without_case(row: TaskRow, actor: Actor) -> TaskRow:
    """Return a task without words that are about the case, but to whoever was given it.

    Those are a panel's conditions, and what a placement owes beside its authorisation, such as one for a deprivation
    of liberty.
    """
    about_case = row.kind is TaskKind.OTHER and row.request_id is not None
    if row.owner_id == actor.user_id or not (about_case or row.kind is TaskKind.CONDITION):
        return row
    words = "Owed on the request" if about_case else "A condition of the decision"
    return replace(row, words=words)


def _require_words(task: Task, note: str) -> None:
    """Refuse to close without words what a placement at night leaves. Raises: RuleBroken, field "note"."""
    refused = task.words.startswith(authorisation.NOT_AGREED_AFTER)
    if note.strip() or not (task.kind is TaskKind.DUTY_MOVE or refused):
        return
    why = (
        "The day's decision on a placement made at night was a no."
        if refused
        else "After a placement at night the child moves, or the stay is confirmed, by the next working day."
    )
    raise RuleBroken(
        "The task was not marked done.",
        why,
        "Say under Placement on the request what happened: where the child moved to, or who confirmed the stay.",
        field="note",
        rule="night_words",
    )


def _running_out(rows: Sequence[RequestRow]) -> list[ComingRow]:
    """Return the authorisations that run out within the notice on requests that are not placed."""
    return [
        ComingRow(
            row.runs_out_on,
            f"{row.reference}: its authorisation runs out, renew it",
            row.children_words,
            "request",
            row.id,
        )
        for row in rows
        if row.runs_out_on is not None
    ]


def _coming(uow: UnitOfWork, today: date) -> list[ComingRow]:
    """Return what the next fortnight brings: expected ends, birthdays of children in care, reviews, checks."""
    until = today + AHEAD
    living = uow.placements_on(today)
    titles = placement_titles(uow, living)
    children = uow.by_ids(Child, [placement.child_id for placement in living])
    found: list[ComingRow] = []
    for placement in living:
        child = children[placement.child_id]
        end = placement.ended_on or placement.expected_end_on
        if end is not None and today <= end <= until:
            words = f"{child.full_name} is expected to leave {titles[placement.id or 0]}"
            found.append(ComingRow(end, words, "an expected vacancy", "child", placement.child_id))
    for child in children.values():
        birthday = _next_birthday(child.born_on, today)
        if child.born_on < birthday <= until:
            age = age_in_years(child.born_on, birthday)
            words = f"{child.full_name} turns {age}"
            detail = "leaves care at 18" if age == 18 else "birthday"
            found.append(ComingRow(birthday, words, detail, "child", child.id or 0))
    for household in uow.all(Household, status=HouseholdStatus.ACTIVE):
        due = household.review_due_on
        if due is not None and today <= due <= until:
            words = f"{household.name}: annual review due"
            found.append(ComingRow(due, words, "review", "household", household.id or 0))
    found += provider_soon.running_out(uow, today, AHEAD)
    return sorted(found, key=lambda row: (row.on, row.words))


def _panels(uow: UnitOfWork, actor: Actor, now: datetime) -> list[ComingRow]:
    """Return the next panel of each kind within the fortnight, with how many of its items wait for papers."""
    if not actor.may(Permission.RUN_PANELS):
        return []
    soon = [one for one in upcoming(uow, now) if one.starts_at <= now + AHEAD]
    rows = meeting_rows(uow, soon, [])
    found = []
    for row in {row.panel: row for row in reversed(rows)}.values():
        items = "nothing on it yet" if not row.items else items_words(row.items)
        owed = f", {row.papers_open} without papers" if row.papers_open else ""
        words = f"{row.panel.words}, {time_words(row.starts_at)}: {items}{owed}"
        closes = f"papers close {short_day_words(local_day(row.papers_due_at))}"
        detail = closes if now <= row.papers_due_at else "papers have closed"
        found.append(ComingRow(row.on, words, detail, "meeting", row.id))
    return found


def _next_birthday(born_on: date, today: date) -> date:
    """Return the next birthday on or after a day; one born on 29 February has it on 1 March in other years."""
    for year in (today.year, today.year + 1):
        try:
            birthday = born_on.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        if birthday >= today:
            return birthday
    raise AssertionError("a birthday comes every year")
