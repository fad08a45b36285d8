"""A panel's meeting as its members read it, and its decisions as the minute-taker records them (product.md §4).

For a panel member nothing is read but the meeting, who comes, the agenda and the cases: who a child is cannot be
shown, because it is never loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from art_desktop.domain import agendas
from art_desktop.domain.children import age_words
from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import RecordAuthorisation
from art_desktop.domain.deciding_words import AgendaState, MeetingState, PanelKind
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import AgendaItemId, MeetingId, RequestId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson, PanelCase, PanelRule
from art_desktop.domain.panel_room_views import (
    Decided,
    PapersLine,
    RecordPanelDecision,
    RoomItem,
    RoomView,
    WhoIsIt,
    slots,
)
from art_desktop.domain.permissions import Actor, Permission, require
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Decision, Post, TaskKind
from art_desktop.domain.wording import day_words, money_words
from art_desktop.domain.work import Task
from art_desktop.services.authorising import write_decision
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.funding import write_split
from art_desktop.services.panel_case_making import A_CONDITION, A_NOTE, people_of, safe
from art_desktop.services.panel_cases import keep_case, last_case, read_case, stale_words
from art_desktop.services.standing import Held, hold, hold_all, settle

NOT_OPENED = "The papers were not opened."
NOT_RECORDED = "The decision was not recorded."


class PanelRoomService(BaseService):
    """What is done in a panel's meeting."""

    @permitted(Permission.READ_PANELS)
    def meetings(self, actor: Actor) -> tuple[PapersLine, ...]:
        """Return the meetings whose papers somebody may read, soonest first: their own; all for those who run panels.

        Meetings that are cancelled or closed are not among them.
        """
        with self._store.reading(actor) as uow:
            mine = {one.meeting_id: one for one in uow.all(MeetingPerson, user_id=actor.user_id)}
            states = (MeetingState.PLANNED, MeetingState.UNDER_WAY)
            found = [
                one
                for one in uow.all(Meeting, state=states)
                if actor.may(Permission.RUN_PANELS) or one.id in mine
            ]
            lines = [self._line(uow, one, mine) for one in found]
        return tuple(sorted(lines, key=lambda line: (line.starts_at, line.id)))

    @staticmethod
    def _line(
        uow: UnitOfWork, meeting: Meeting, mine: dict[MeetingId, MeetingPerson]
    ) -> PapersLine:
        assert meeting.id is not None
        items = _on_agenda(uow, meeting.id)
        keys = tuple(item.id for item in items if item.id is not None)
        ready = {one.item_id for one in uow.all(PanelCase, item_id=keys)} if keys else set()
        own = mine.get(meeting.id)
        return PapersLine(
            id=meeting.id,
            panel=meeting.panel,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=meeting.place,
            chair=meeting.chair,
            state=meeting.state,
            part=own.part if own else None,
            cases=len(items),
            ready=len(ready),
        )

    @permitted(Permission.READ_PANELS)
    def room(self, actor: Actor, meeting_id: MeetingId) -> RoomView:
        """Return a meeting with its cases, as they were prepared; the reading is entered in the audit trail.

        Raises: NotPermitted: a panel member who is not invited, or whose meeting is closed or cancelled.
        """
        runs = actor.may(Permission.RUN_PANELS)
        with self._store.writing(actor) as uow:
            meeting = self._admitted(uow, actor, meeting_id, runs=runs)
            items = _on_agenda(uow, meeting_id)
            places = slots(meeting, items)
            held = self._held(uow, items) if runs else {}
            view = RoomView(
                id=meeting_id,
                panel=meeting.panel,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                place=meeting.place,
                chair=meeting.chair,
                state=meeting.state,
                items=tuple(
                    self._item(uow, one, places[one.id], held.get(one.request_id), runs=runs)
                    for one in items
                    if one.id is not None
                ),
                why_not_decide=self._why_not(uow, meeting) if runs else "",
            )
            cases = [f"{one.id}.{one.case_number}" for one in view.items if one.case is not None]
            uow.log("panel papers read", "meeting", meeting_id, {"cases": " ".join(cases)})
            uow.commit()
        return view

    @staticmethod
    def _admitted(uow: UnitOfWork, actor: Actor, meeting_id: MeetingId, *, runs: bool) -> Meeting:
        """Return the meeting where somebody may read its papers. Raises: NotPermitted, NotFound."""
        if runs:
            return uow.get(Meeting, meeting_id)
        asked = uow.find(MeetingPerson, meeting_id=meeting_id, user_id=actor.user_id)
        meeting = None if asked is None else uow.get(Meeting, meeting_id)
        if meeting is None or meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
            raise NotPermitted(
                NOT_OPENED,
                "They are for those who are invited, until the meeting is closed.",
                "Ask the officer who takes the minutes to invite you.",
                rule="not_invited",
            )
        return meeting

    def _held(self, uow: UnitOfWork, items: Sequence[AgendaItem]) -> dict[RequestId, Held]:
        """Return the requests that are still to be heard; a panel member's reading never comes here."""
        keys = [item.request_id for item in items if item.state is AgendaState.WAITING]
        requests = list(uow.by_ids(Request, keys).values())
        return hold_all(uow, requests, self._context.today())

    def _item(
        self,
        uow: UnitOfWork,
        item: AgendaItem,
        slot: tuple[datetime, datetime],
        held: Held | None,
        *,
        runs: bool,
    ) -> RoomItem:
        assert item.id is not None
        kept = last_case(uow, item.id)
        case = None if kept is None else read_case(kept)
        return RoomItem(
            id=item.id,
            position=item.position,
            starts_at=slot[0],
            ends_at=slot[1],
            state=item.state,
            version=item.version,
            heard_at=item.heard_at,
            case=case,
            case_number=kept.number if kept else 0,
            stale=stale_words(uow, item, case, held, self._context.today()),
            request_id=item.request_id if runs else None,
        )

    def _why_not(self, uow: UnitOfWork, meeting: Meeting) -> str:
        """Return why nothing can be decided in a meeting now, "" where it can."""
        if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
            return f"The meeting is {meeting.state.words.lower()}."
        if local_day(meeting.starts_at) > self._context.today():
            return f"The meeting is on {day_words(local_day(meeting.starts_at))}."
        if self._post(uow, meeting) is None:
            return f"The {_small(meeting.panel)} recommends; it authorises nothing itself."
        return ""

    @staticmethod
    def _post(uow: UnitOfWork, meeting: Meeting) -> Post | None:
        """Return the authorising post that a panel is, None for one that only recommends."""
        rules = uow.in_force(PanelRule, local_day(meeting.starts_at), panel=meeting.panel)
        return rules[-1].post if rules else None

    @permitted(Permission.RUN_PANELS)
    def decide(self, actor: Actor, command: RecordPanelDecision) -> Decided:
        """Record what the panel decided on an item: its request's authorisation, with the split, in one transaction.

        A later decision on the same item takes the place of an earlier one; both stay on record. Raises: RuleBroken:
        the panel may not decide that request, the meeting is closed. InvalidAnswers. ChangedByOther.
        """
        require(actor, Permission.RECORD_AUTHORISATION)
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            item = uow.get(AgendaItem, command.item_id)
            require_version(item.version, command.version, NOT_RECORDED)
            meeting = uow.get(Meeting, item.meeting_id)
            post = self._require_decidable(uow, meeting, item)
            held = hold(uow, item.request_id, today)
            who = command.decided_by.strip() or meeting.chair or f"Chair of {meeting.panel.words}"
            _require_said(command, held)
            gone = _take_back(uow, actor, command.item_id, now)
            decided = write_decision(
                uow,
                actor,
                held,
                RecordAuthorisation(
                    request_id=item.request_id,
                    post=post,
                    decided_by=who,
                    decision=command.decision,
                    decided_at=_decided_at(uow, meeting, command.item_id, now),
                    conditions=command.conditions,
                    note=command.note,
                    item_id=command.item_id,
                    deferred_to=command.deferred_to,
                    most_pence=command.most_pence,
                ),
                now,
            )
            if command.funding is not None:
                split = replace(command.funding, request_id=item.request_id)
                write_split(uow, actor, split, decided.id, now)
            item.state, item.heard_at = AgendaState.HEARD, item.heard_at or now
            if meeting.state is MeetingState.PLANNED:
                meeting.state = MeetingState.UNDER_WAY
            self._show_outcome(uow, actor, held, command, now)
            settle(uow, item.request_id, today)
            following = _next(uow, item)
            short = _quorum_words(uow, meeting)
            uow.commit()
        words = f"{command.decision.words}: recorded."
        if gone and command.funding is None:
            words += " The split that was recorded with the earlier decision holds no longer."
        return Decided(f"{words}{short}", following)

    def _require_decidable(self, uow: UnitOfWork, meeting: Meeting, item: AgendaItem) -> Post:
        why = self._why_not(uow, meeting)
        post = self._post(uow, meeting)
        if why or post is None:
            raise RuleBroken(
                NOT_RECORDED,
                why,
                "Record it on the request, by whoever decided it.",
                rule="meeting_not_open",
            )
        if item.state not in {AgendaState.WAITING, AgendaState.HEARD}:
            raise RuleBroken(
                NOT_RECORDED,
                f"The item is “{item.state.words.lower()}”.",
                "Put the request on an agenda again.",
                rule="item_over",
            )
        return post

    def _show_outcome(
        self,
        uow: UnitOfWork,
        actor: Actor,
        held: Held,
        command: RecordPanelDecision,
        now: datetime,
    ) -> None:
        """Keep the case as the panel reads it from now on: with what was decided."""
        kept = last_case(uow, command.item_id)
        if kept is None:
            return
        identity = people_of(uow, held, self._context.today())
        outcome = outcome_words(command, identity)
        keep_case(uow, command.item_id, replace(read_case(kept), outcome=outcome), actor, now)

    @permitted(Permission.RUN_PANELS)
    def identify(self, actor: Actor, item_id: AgendaItemId) -> WhoIsIt:
        """Return who a case is about; the showing is entered in the audit trail."""
        require(actor, Permission.SEE_CHILDREN)
        today = self._context.today()
        with self._store.writing(actor) as uow:
            item = uow.get(AgendaItem, item_id)
            held = hold(uow, item.request_id, today)
            lines = tuple(
                f"{child.full_name}{_known_as(child.known_as, child.first_name)},"
                f" {age_words(child.born_on, today)}, {child.reference}"
                for child in held.children
            )
            uow.log("identity shown", "agenda_item", item_id, {"request": held.request.reference})
            uow.commit()
        return WhoIsIt(held.request.reference, lines)


def outcome_words(command: RecordPanelDecision, identity: KnownIdentity) -> str:
    """Return what was decided as the panel reads it; words that name somebody stay on the request alone."""
    lines = [command.decision.words]
    if command.deferred_to is not None and command.decision is Decision.DEFERRED:
        lines[0] += f" to {day_words(command.deferred_to)}"
    lines += [
        f"{safe(one.words, A_CONDITION, identity)} (by {day_words(one.due_on)})"
        for one in command.conditions
    ]
    if command.note.strip():
        lines.append(safe(command.note, A_NOTE, identity))
    if command.most_pence is not None:
        lines.append(f"Up to {money_words(command.most_pence)} in all")
    if command.funding is not None:
        parts = [f"{part.funder.words} {part.words}" for part in command.funding.lines]
        lines.append(f"Split from {day_words(command.funding.starts_on)}: {', '.join(parts)}")
    return "\n".join(lines)


def _decided_at(
    uow: UnitOfWork, meeting: Meeting, item_id: AgendaItemId, now: datetime
) -> datetime:
    """Return when the panel decided: now while it sits, its end where the record is made on a later day.

    What was recorded of the item before, by a meeting that ran late, is not later than what takes its place.
    """
    if local_day(now) == local_day(meeting.starts_at):
        return now
    earlier = [one.decided_at for one in uow.all(Authorisation, item_id=item_id)]
    return max([min(now, meeting.ends_at), *earlier])


def _take_back(uow: UnitOfWork, actor: Actor, item_id: AgendaItemId, now: datetime) -> bool:
    """Take back what an earlier decision on the same item left: its conditions' tasks, its split.

    The decision itself stays on record. Returns: whether there was a split.
    """
    earlier = uow.all(Authorisation, item_id=item_id)
    for decided in earlier:
        for task in uow.all(
            Task, request_id=decided.request_id, kind=TaskKind.CONDITION, done_at=None
        ):
            if task.opened_at == decided.recorded_at:
                task.done_at, task.done_by = now, actor.user_id
                task.done_note = "The panel's decision was recorded again."
        # What it settled is owed again, until the decision that takes its place has settled it.
        settled = (TaskKind.RETROSPECTIVE, TaskKind.OTHER)
        for task in uow.all(Task, request_id=decided.request_id, kind=settled):
            if task.done_at == decided.recorded_at:
                task.done_at, task.done_by, task.done_note = None, None, ""
    keys = tuple(one.id for one in earlier if one.id is not None)
    splits = uow.all(FundingSplit, authorisation_id=keys) if keys else []
    for split in splits:
        day_before = split.starts_on - timedelta(days=1)
        for other in uow.all(FundingSplit, request_id=split.request_id):
            if other.ends_on == day_before and (other.id or 0) < (split.id or 0):
                other.ends_on = None  # it ended for the split that is taken back
        uow.remove(split)
    uow.flush()
    return bool(splits)


def _quorum_words(uow: UnitOfWork, meeting: Meeting) -> str:
    """Return that fewer sit than the quorum, by who is marked as present; "" where enough do, or none is set."""
    people = uow.all(MeetingPerson, meeting_id=meeting.id)
    if meeting.quorum is None or agendas.present(people) >= meeting.quorum:
        return ""
    return f" {agendas.quorum_words(meeting, people)}."


def _require_said(command: RecordPanelDecision, held: Held) -> None:
    """Refuse a decision without what makes it one. Raises: InvalidAnswers."""
    found: list[FieldProblem] = []
    if command.decision is Decision.DEFERRED and not command.note.strip():
        found.append(FieldProblem("note", "Write what is needed for a decision."))
    if command.decision is Decision.NOT_AGREED and not command.note.strip():
        found.append(FieldProblem("note", "Write why it was not agreed."))
    if command.funding is not None and not command.decision.permits:
        found.append(FieldProblem("funding", "A split goes with an agreement: take it away."))
    if command.funding is not None and not held.request.kind.seeks_home:
        words = "It is no placement: its cost stays with social care's budget."
        found.append(FieldProblem("funding", words))
    if command.most_pence is not None and (
        held.request.kind.seeks_home or not command.decision.permits
    ):
        words = "A limit goes with an agreed assessment or support: take it away."
        found.append(FieldProblem("most_pence", words))
    if found:
        raise InvalidAnswers(NOT_RECORDED, tuple(found))


def _on_agenda(uow: UnitOfWork, meeting_id: MeetingId) -> list[AgendaItem]:
    """Return the items of a meeting in order, without those that were taken off."""
    found = [
        item
        for item in uow.all(AgendaItem, meeting_id=meeting_id)
        if item.state is not AgendaState.TAKEN_OFF
    ]
    return sorted(found, key=lambda item: (item.position, item.id or 0))


def _next(uow: UnitOfWork, item: AgendaItem) -> AgendaItemId | None:
    """Return the item that comes up after another: the next that waits, else the first that does."""
    waiting = [
        one
        for one in _on_agenda(uow, item.meeting_id)
        if one.state is AgendaState.WAITING and one.id != item.id
    ]
    after: Sequence[AgendaItem] = [one for one in waiting if one.position >= item.position]
    return next(iter([*after, *waiting])).id if waiting else None


def _known_as(known_as: str, first_name: str) -> str:
    return f" (known as {known_as})" if known_as and known_as != first_name else ""


def _small(panel: PanelKind) -> str:
    return panel.words[:1].lower() + panel.words[1:] if " " in panel.words else panel.words
