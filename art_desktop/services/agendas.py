"""The agenda of a panel's meeting: putting a request on, its order and time, taking it off; its papers' tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from art_desktop.domain import agendas, life
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState, MeetingState
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import AgendaItemId, RequestId
from art_desktop.domain.meeting_views import AgendaCard, EditItem, NextMeeting, OnAgenda, PutOn
from art_desktop.domain.meetings import AgendaItem, Meeting, PanelRule
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.redaction import find_identifiers
from art_desktop.domain.requests import Request
from art_desktop.domain.vocabulary import TaskKind
from art_desktop.domain.wording import day_words, time_words
from art_desktop.domain.work import Task
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.identity import known_identity
from art_desktop.services.panel_reading import (
    Reading,
    meeting_words,
    owing_retrospective,
    rule_on,
    upcoming,
)
from art_desktop.services.standing import Held, hold

_WHAT = frozenset({"panel", "request", "task"})


class AgendaService(BaseService):
    """What is done with the agenda of a meeting."""

    @permitted(Permission.RUN_PANELS)
    def put_on(self, actor: Actor, command: PutOn) -> Changed:
        """Put a request at the end of an agenda, and open the task of its papers for its owner.

        Once the papers have closed it needs the chair's reason and who agreed. Raises: RuleBroken: that panel does not
        decide it, or it waits on an agenda already. InvalidAnswers: late without a reason, or words that name somebody.
        """
        doing, now = "The request was not put on the agenda.", self._context.now()
        with self._store.writing(actor) as uow:
            meeting = uow.get(Meeting, command.meeting_id)
            agendas.require_open(meeting, doing)
            held = hold(uow, command.request_id, self._context.today())
            rule = rule_on(uow.all(PanelRule), meeting.panel, local_day(meeting.starts_at))
            self._require_takes(Reading(uow, meeting, rule, now), held, doing)
            self._require_not_waiting(uow, command.request_id, doing)
            asked = command.asked.strip() or agendas.asked_words(held.request, meeting.panel)
            minutes = rule.slot_minutes if command.minutes is None else command.minutes
            problems = (
                *agendas.minutes_problem(minutes),
                *agendas.late_problems(meeting, now, command.late_reason, command.late_agreed_by),
                *self._naming(uow, held, asked),
                *self._naming(uow, held, command.late_reason, "late_reason"),
            )
            if problems:
                raise InvalidAnswers(doing, problems)
            late = now > meeting.papers_due_at
            _place(
                uow,
                meeting,
                command.request_id,
                minutes=minutes,
                asked=asked,
                late_reason=command.late_reason.strip() if late else "",
                late_agreed_by=command.late_agreed_by.strip() if late else "",
                added_at=now,
                added_by=actor.user_id,
            )
            _open_papers_task(uow, meeting, held.request, now)
            uow.commit()
        return Changed(
            _WHAT,
            request_id=command.request_id,
            words=f"{held.request.reference} is on the agenda of {meeting_words(meeting)}.",
        )

    @permitted(Permission.RUN_PANELS)
    def edit(self, actor: Actor, command: EditItem) -> Changed:
        """Change how long an item has, and what is asked. Raises: InvalidAnswers, RuleBroken, ChangedByOther."""
        doing = "The item was not changed."
        with self._store.writing(actor) as uow:
            item, _ = self._waiting(uow, command.item_id, command.version, doing)
            held = hold(uow, item.request_id, self._context.today())
            asked = command.asked.strip()
            problems = [
                *agendas.minutes_problem(command.minutes),
                *self._naming(uow, held, asked),
            ]
            if not asked:
                problems.append(FieldProblem("asked", "Write what the panel is asked to decide."))
            if problems:
                raise InvalidAnswers(doing, tuple(problems))
            item.minutes, item.asked = command.minutes, asked
            uow.commit()
        return Changed(frozenset({"panel"}), words="The item is changed.")

    @permitted(Permission.RUN_PANELS)
    def shift(self, actor: Actor, item_id: AgendaItemId, version: int, by: int) -> Changed:
        """Move an item one place up (-1) or down (1) among those that wait. Raises: RuleBroken, ChangedByOther."""
        doing = "The item was not moved."
        with self._store.writing(actor) as uow:
            _, meeting = self._waiting(uow, item_id, version, doing)
            order = agendas.in_order(uow.all(AgendaItem, meeting_id=meeting.id))
            at = next(n for n, one in enumerate(order) if one.id == item_id)
            to = at + (1 if by > 0 else -1)
            if not 0 <= to < len(order) or order[to].state is not AgendaState.WAITING:
                return Changed(frozenset(), words="It cannot go further.")
            order[at], order[to] = order[to], order[at]
            for position, one in enumerate(order, start=1):
                one.position = position
            uow.commit()
        return Changed(frozenset({"panel"}), words=f"Moved to place {to + 1}.")

    @permitted(Permission.RUN_PANELS)
    def take_off(self, actor: Actor, item_id: AgendaItemId, version: int, reason: str) -> Changed:
        """Take an item off, with the reason; the request waits again. Raises: InvalidAnswers, RuleBroken."""
        doing = "The item was not taken off."
        with self._store.writing(actor) as uow:
            item, meeting = self._waiting(uow, item_id, version, doing)
            if not reason.strip():
                raise InvalidAnswers(doing, (FieldProblem("reason", "Write why."),))
            held = hold(uow, item.request_id, self._context.today())
            problems = self._naming(uow, held, reason, "reason")
            if problems:
                raise InvalidAnswers(doing, problems)
            let_go(uow, actor, item, reason.strip(), self._context.now())
            uow.commit()
        words = f"{held.request.reference} is off the agenda of {meeting_words(meeting)}."
        return Changed(_WHAT, request_id=item.request_id, words=words)

    @permitted(Permission.RUN_PANELS)
    def not_reached(self, actor: Actor, item_id: AgendaItemId, version: int) -> Changed:
        """Mark an item that the meeting did not come to; the request waits for a panel again. Raises: RuleBroken."""
        doing = "The item was not marked."
        with self._store.writing(actor) as uow:
            item, meeting = self._waiting(uow, item_id, version, doing)
            if meeting.state is not MeetingState.UNDER_WAY:
                raise RuleBroken(
                    doing,
                    "The meeting has not begun.",
                    "Take the item off, with the reason.",
                    rule="meeting_not_started",
                )
            item.state = AgendaState.NOT_REACHED
            close_papers_task(
                uow, actor, item.request_id, "The panel did not reach it", self._context.now()
            )
            uow.commit()
        return Changed(_WHAT, request_id=item.request_id, words="Not reached: it waits again.")

    @permitted(Permission.RUN_PANELS)
    def papers_ready(self, actor: Actor, item_id: AgendaItemId) -> Changed:
        """Say that an item's papers are in: its task is done."""
        with self._store.writing(actor) as uow:
            item = uow.get(AgendaItem, item_id)
            close_papers_task(uow, actor, item.request_id, "", self._context.now())
            uow.commit()
        return Changed(_WHAT, request_id=item.request_id, words="Papers are in.")

    @permitted(Permission.RUN_PANELS)
    def card(self, actor: Actor, request_id: RequestId) -> AgendaCard:
        """Return where a request stands on an agenda, and the next meeting of each panel that may decide it."""
        now = self._context.now()
        with self._store.reading(actor) as uow:
            items = uow.all(AgendaItem, request_id=request_id)
            meetings = uow.by_ids(Meeting, [item.meeting_id for item in items])
            on = [
                _on_agenda(uow, item, meetings[item.meeting_id])
                for item in items
                if item.state is not AgendaState.TAKEN_OFF
                and meetings[item.meeting_id].state is not MeetingState.CANCELLED
            ]
            waits = any(one.state is AgendaState.WAITING for one in on)
            return AgendaCard(
                on=tuple(sorted(on, key=lambda one: one.starts_at)),
                next=() if waits else self._next_of(uow, request_id, now),
            )

    # Parts

    def _next_of(
        self, uow: UnitOfWork, request_id: RequestId, now: datetime
    ) -> tuple[NextMeeting, ...]:
        """Return the next meeting of each panel that takes the request, and the one after it where that is late."""
        held = hold(uow, request_id, self._context.today())
        owed = request_id in owing_retrospective(uow)
        rules = uow.all(PanelRule)
        found: list[NextMeeting] = []
        for meeting in upcoming(uow, now):
            if any(one.panel is meeting.panel and not one.late for one in found):
                continue
            rule = rule_on(rules, meeting.panel, local_day(meeting.starts_at))
            late = now > meeting.papers_due_at
            seen = any(one.panel is meeting.panel for one in found)
            if (late and seen) or not Reading(uow, meeting, rule, now).takes(held, owed=owed):
                continue
            assert meeting.id is not None
            found.append(
                NextMeeting(
                    meeting_id=meeting.id,
                    panel=meeting.panel,
                    starts_at=meeting.starts_at,
                    papers_due_at=meeting.papers_due_at,
                    late=late,
                )
            )
        return tuple(found)

    @staticmethod
    def _require_takes(reading: Reading, held: Held, doing: str) -> None:
        """Refuse a request that this panel does not decide, or that waits for nothing. Raises: RuleBroken."""
        key = held.request.id
        owed = key is not None and key in owing_retrospective(reading.uow)
        if not owed:
            life.require_open(held.request, doing)
        if reading.takes(held, owed=owed):
            return
        panel = reading.meeting.panel.words
        if not reading.decides(held):
            raise RuleBroken(
                doing,
                f"{panel} does not decide this request as it stands ({held.request.kind.words}).",
                "Look under Decision on the request at who can.",
                rule="agenda_route",
            )
        if held.standing.authorisation is not None:
            raise RuleBroken(
                doing,
                "It has an authorisation in force.",
                "Put it on when that is to be renewed.",
                rule="agenda_authorised",
            )
        raise RuleBroken(
            doing,
            "It was deferred to a day after this meeting.",
            "Put it on a later one.",
            rule="agenda_deferred",
        )

    @staticmethod
    def _require_not_waiting(uow: UnitOfWork, request_id: RequestId, doing: str) -> None:
        """Refuse a second place for a request that waits to be heard. Raises: RuleBroken."""
        for item in uow.all(AgendaItem, request_id=request_id, state=AgendaState.WAITING):
            meeting = uow.get(Meeting, item.meeting_id)
            if meeting.state in {MeetingState.PLANNED, MeetingState.UNDER_WAY}:
                raise RuleBroken(
                    doing,
                    f"It waits on the agenda of {meeting_words(meeting)}.",
                    "Take it off there first.",
                    rule="agenda_twice",
                )

    def _naming(
        self, uow: UnitOfWork, held: Held, words: str, field: str = "asked"
    ) -> tuple[FieldProblem, ...]:
        """Return a problem where words for an agenda would say who the child is."""
        leaks = find_identifiers(words, known_identity(uow, held, self._context.today()), field)
        if not leaks:
            return ()
        found = ", ".join(sorted({f"{leak.kind} {leak.hint}" for leak in leaks}))
        return (FieldProblem(field, f"This gives away: {found}. Write it without."),)

    @staticmethod
    def _waiting(
        uow: UnitOfWork, item_id: AgendaItemId, version: int, doing: str
    ) -> tuple[AgendaItem, Meeting]:
        """Return an item that waits to be heard, and its meeting. Raises: RuleBroken, ChangedByOther."""
        item = uow.get(AgendaItem, item_id)
        meeting = uow.get(Meeting, item.meeting_id)
        agendas.require_open(meeting, doing)
        require_version(item.version, version, doing)
        if item.state is not AgendaState.WAITING:
            raise RuleBroken(
                doing,
                f"It is no longer to be heard: {item.state.words.lower()}.",
                "Only what waits can be changed.",
                rule="agenda_over",
            )
        return item, meeting


def _place(uow: UnitOfWork, meeting: Meeting, request_id: RequestId, **said: Any) -> None:
    """Put an item at the end of an agenda: a new one, or one that was there before and comes back.

    Raises: RuleBroken: the meeting has heard it.
    """
    assert meeting.id is not None
    items = uow.all(AgendaItem, meeting_id=meeting.id)
    last = max((item.position for item in agendas.in_order(items)), default=0)
    item = next((one for one in items if one.request_id == request_id), None)
    if item is None:
        uow.add(AgendaItem(meeting_id=meeting.id, request_id=request_id, position=last + 1, **said))
        return
    if item.state is AgendaState.HEARD:
        raise RuleBroken(
            "The request was not put on the agenda.",
            "This meeting has heard it.",
            "Put it on the panel’s next meeting.",
            rule="agenda_heard",
        )
    item.state, item.state_reason, item.position = AgendaState.WAITING, "", last + 1
    for name, value in said.items():
        setattr(item, name, value)


def _open_papers_task(uow: UnitOfWork, meeting: Meeting, request: Request, now: datetime) -> None:
    """Open the task of a request's papers, due when the papers close; a late item's, when the meeting begins."""
    due = meeting.papers_due_at if now <= meeting.papers_due_at else meeting.starts_at
    words = f"Papers of {request.reference} for {meeting_words(meeting)}"
    for task in uow.all(Task, kind=TaskKind.PANEL_PAPERS, request_id=request.id, done_at=None):
        task.words, task.due_at = words, due
        return
    uow.add(
        Task(
            kind=TaskKind.PANEL_PAPERS,
            words=words,
            due_at=due,
            opened_at=now,
            owner_id=request.owner_id,
            request_id=request.id,
        )
    )


def close_papers_task(
    uow: UnitOfWork, actor: Actor, request_id: RequestId, note: str, now: datetime
) -> None:
    """Close the task of a request's papers, with why they are owed no more where they are not in."""
    for task in uow.all(Task, kind=TaskKind.PANEL_PAPERS, request_id=request_id, done_at=None):
        task.done_at, task.done_by, task.done_note = now, actor.user_id, note


def let_go(uow: UnitOfWork, actor: Actor, item: AgendaItem, reason: str, now: datetime) -> None:
    """Take an item off its agenda, so that its request waits for a panel again."""
    item.state, item.state_reason = AgendaState.TAKEN_OFF, reason
    close_papers_task(uow, actor, item.request_id, reason, now)


def leave(uow: UnitOfWork, actor: Actor, request_id: RequestId, reason: str, now: datetime) -> None:
    """Take a request that is over off every agenda on which it waits: no panel is to read of it any more."""
    for item in uow.all(AgendaItem, request_id=request_id, state=AgendaState.WAITING):
        let_go(uow, actor, item, reason, now)


def papers_follow(uow: UnitOfWork, meeting: Meeting) -> None:
    """Let the tasks of a moved meeting's papers fall due when its papers now close."""
    for item in uow.all(AgendaItem, meeting_id=meeting.id, state=AgendaState.WAITING):
        for task in uow.all(
            Task, kind=TaskKind.PANEL_PAPERS, request_id=item.request_id, done_at=None
        ):
            reference = uow.get(Request, item.request_id).reference
            task.words = f"Papers of {reference} for {meeting_words(meeting)}"
            task.due_at = meeting.papers_due_at


def carry_over(
    uow: UnitOfWork,
    actor: Actor,
    items: Sequence[AgendaItem],
    old: Meeting,
    new: Meeting,
    reason: str,
    now: datetime,
) -> None:
    """Put the items of a cancelled meeting at the end of another's agenda, in their order."""
    came = f"From {day_words(local_day(old.starts_at))}, cancelled: {reason}"
    for before in items:
        before.state, before.state_reason = AgendaState.TAKEN_OFF, f"Cancelled: {reason}"
        late = now > new.papers_due_at
        _place(
            uow,
            new,
            before.request_id,
            minutes=before.minutes,
            asked=before.asked,
            state_reason=came,
            late_reason=came if late else "",
            added_at=now,
            added_by=actor.user_id,
        )
        _open_papers_task(uow, new, uow.get(Request, before.request_id), now)
        uow.flush()


def _on_agenda(uow: UnitOfWork, item: AgendaItem, meeting: Meeting) -> OnAgenda:
    """Return where an item stands, with the time at which it is heard."""
    assert meeting.id is not None
    assert item.id is not None
    held = agendas.slots(meeting, uow.all(AgendaItem, meeting_id=meeting.id))
    at = next((slot.starts_at for slot in held if slot.item.id == item.id), meeting.starts_at)
    on = f"{meeting.panel.words}, {day_words(local_day(meeting.starts_at))}"
    words = {
        AgendaState.WAITING: f"On the agenda of {on}, {time_words(at)}",
        AgendaState.HEARD: f"Heard by {on}",
        AgendaState.NOT_REACHED: f"Not reached by {on}",
        AgendaState.TAKEN_OFF: f"Taken off the agenda of {on}",
    }[item.state]
    return OnAgenda(
        meeting_id=meeting.id,
        item_id=item.id,
        panel=meeting.panel,
        starts_at=at,
        state=item.state,
        words=words,
    )
