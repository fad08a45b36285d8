"""Recording the decision of the person or panel that was asked."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from art_desktop.domain import added_approvals, authorisation, life
from art_desktop.domain.clock import LONDON, local_day
from art_desktop.domain.commands import RecordAuthorisation
from art_desktop.domain.ids import RequestId
from art_desktop.domain.matching_views import ApprovalView, RecordAddedApproval
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import AddedApproval, Authorisation, Option
from art_desktop.domain.vocabulary import Decision, Post, TaskKind, Urgency
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import Task
from art_desktop.services import clocks, retrospective
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.options import ask_again
from art_desktop.services.standing import Held, hold, settle

_CLOSE_OF_DAY = time(17, 0)
TO_JASP: Final = "Take to JASP: health or education money is likely"
"""How the task begins that a decision without JASP opens (product.md §3.1: "as above, then JASP")."""


class AuthorisationService(BaseService):
    """What is done with authorisations."""

    @permitted(Permission.RECORD_AUTHORISATION)
    def record(self, actor: Actor, command: RecordAuthorisation) -> Changed:
        """Record a decision: its conditions become tasks, and the request moves on or stands still.

        A decision taken out of hours opens the task of the retrospective authorisation; a decision by a route that is
        not out of hours closes it. Raises: RuleBroken, InvalidAnswers.
        """
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, today)
            decided = write_decision(uow, actor, held, command, now)
            until = decided.valid_until
            settle(uow, command.request_id, today)
            uow.commit()
        words = f"{command.decision.words}: recorded"
        words += f", valid until {day_words(until)}." if until is not None else "."
        return Changed(frozenset({"request", "task"}), request_id=command.request_id, words=words)

    @permitted(Permission.RECORD_AUTHORISATION)
    def needed(self, actor: Actor, request_id: RequestId, on: date) -> tuple[ApprovalView, ...]:
        """Return what the match of a request needs approved for a start on a day, and how each stands.

        It may be more than on the day on which the home was needed: a child goes into Year 10, a household moves.
        """
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            match = held.standing.match
            if match is None:
                return ()
            return ask_again(
                uow, held, uow.get(Option, match.option_id), on, self._context
            ).approvals

    @permitted(Permission.RECORD_AUTHORISATION)
    def record_added(self, actor: Actor, command: RecordAddedApproval) -> Changed:
        """Record a decision on something that a match needs approved, such as a home outside the area.

        Raises: RuleBroken: this home does not need it. InvalidAnswers: it is for another post.
        """
        doing = "The approval was not recorded."
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, today)
            life.require_open(held.request, doing)
            on = command.on or max(today, local_day(held.request.needed_at))
            views = ask_again(uow, held, option, on, self._context).approvals
            added_approvals.check(command, views, doing)
            uow.add(
                AddedApproval(
                    request_id=option.request_id,
                    option_id=command.option_id,
                    trigger=command.trigger,
                    post=command.post,
                    decided_by=command.decided_by.strip(),
                    decision=command.decision,
                    decided_at=now,
                    note=command.note.strip(),
                    recorded_by=actor.user_id,
                    recorded_at=now,
                )
            )
            if command.decision.permits:
                owed = added_approvals.owed_words(command.trigger)
                for task in uow.all(Task, request_id=option.request_id, kind=TaskKind.OTHER):
                    if task.done_at is None and task.words.startswith(owed):
                        task.done_at, task.done_by = now, actor.user_id
            settle(uow, option.request_id, today)
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist", "task"}),
            request_id=option.request_id,
            words=f"{command.trigger.words}: {command.decision.words.lower()}, recorded.",
        )


def write_decision(
    uow: UnitOfWork, actor: Actor, held: Held, command: RecordAuthorisation, now: datetime
) -> Authorisation:
    """Write a decision inside the caller's unit of work, with the tasks that it opens and closes.

    The caller settles the request and commits. Raises: RuleBroken: the request is over, or that post may not decide it
    (with who may). InvalidAnswers.
    """
    life.require_open(held.request, "The decision was not recorded.")
    decided_on = local_day(command.decided_at)
    hours = clocks.office_hours(uow, decided_on)
    route = authorisation.check(command, held.routes_on(decided_on), now, hours)
    by_day = route.urgency is not Urgency.OUT_OF_HOURS
    decided = uow.add(
        Authorisation(
            request_id=command.request_id,
            kind=held.request.kind,
            post=command.post,
            decided_by=" ".join(command.decided_by.split()),
            decision=command.decision,
            decided_at=command.decided_at,
            valid_until=authorisation.valid_until(route.rule, decided_on)
            if command.decision.permits
            else None,
            conditions="\n".join(
                f"{one.words.strip()} (by {day_words(one.due_on)})" for one in command.conditions
            ),
            note=_note(command),
            retrospective=by_day and bool(held.standing.placements),
            item_id=command.item_id,
            deferred_to=command.deferred_to if command.decision is Decision.DEFERRED else None,
            covering=command.covering.strip(),
            most_pence=command.most_pence,
            recorded_by=actor.user_id,
            recorded_at=now,
        )
    )
    _open_conditions(uow, held, command, now)
    _keep_deferral(uow, actor, held, command, decided, now)
    _keep_joint(uow, actor, held, decided, now)
    retrospective.follow(uow, actor, held, decided, route, now)
    uow.flush()
    return decided


def _note(command: RecordAuthorisation) -> str:
    """Return the note, with who agreed first where somebody had to."""
    first, note = command.first_agreed_by.strip(), command.note.strip()
    return f"First agreed by {first}. {note}".strip() if first else note


def _open_conditions(
    uow: UnitOfWork, held: Held, command: RecordAuthorisation, now: datetime
) -> None:
    """Open a task for each condition."""
    for one in command.conditions:
        uow.add(
            Task(
                kind=TaskKind.CONDITION,
                words=one.words.strip(),
                due_at=datetime.combine(one.due_on, _CLOSE_OF_DAY, LONDON),
                opened_at=now,
                owner_id=one.owner_id or held.request.owner_id,
                request_id=command.request_id,
            )
        )


def _keep_deferral(
    uow: UnitOfWork,
    actor: Actor,
    held: Held,
    command: RecordAuthorisation,
    decided: Authorisation,
    now: datetime,
) -> None:
    """Close what earlier deferrals asked for, now that there is a decision; open what this one asks for.

    One that is recorded late and was taken before the last decision changes nothing of what waits.
    """
    if authorisation.latest((*held.authorisations, decided)) is not decided:
        return
    for task in uow.all(Task, request_id=held.request.id, kind=TaskKind.DEFERRED, done_at=None):
        task.done_at, task.done_by = now, actor.user_id
        task.done_note = f"Followed by the decision: {command.decision.words.lower()}."
    if command.decision is not Decision.DEFERRED or command.deferred_to is None:
        return
    uow.add(
        Task(
            kind=TaskKind.DEFERRED,
            words=command.note.strip(),
            due_at=datetime.combine(command.deferred_to, _CLOSE_OF_DAY, LONDON),
            opened_at=now,
            owner_id=held.request.owner_id,
            request_id=command.request_id,
        )
    )


def _keep_joint(
    uow: UnitOfWork, actor: Actor, held: Held, decided: Authorisation, now: datetime
) -> None:
    """Owe what was agreed without JASP to JASP, where health or education money is likely; its decision settles it."""
    owed = f"{TO_JASP} ({held.request.reference})"
    waiting = [
        task
        for task in uow.all(Task, request_id=held.request.id, kind=TaskKind.CONDITION, done_at=None)
        if task.words == owed
    ]
    if decided.post is Post.JASP:
        for task in waiting:
            task.done_at, task.done_by = now, actor.user_id
            task.done_note = f"JASP: {decided.decision.words.lower()}."
        return
    by_jasp = any(
        rule.post is Post.JASP and authorisation.holds_on(rule, local_day(decided.decided_at))
        for rule in held.rules
    )
    if decided.valid_until is None or waiting or not by_jasp:
        return
    if not held.request.joint_funding_likely:
        return
    uow.add(
        Task(
            kind=TaskKind.CONDITION,
            words=owed,
            due_at=datetime.combine(decided.valid_until, _CLOSE_OF_DAY, LONDON),
            opened_at=now,
            owner_id=held.request.owner_id,
            request_id=held.request.id,
        )
    )
