"""Reads panels for the window: rows of meetings, one meeting whole, the candidates of its agenda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from art_desktop.domain import agendas, dated
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState, MeetingState, PanelKind
from art_desktop.domain.ids import AgendaItemId, MeetingId, RequestId
from art_desktop.domain.meeting_views import (
    CandidateView,
    MeetingPage,
    MeetingRow,
    PanelUser,
    PersonView,
    SlotView,
)
from art_desktop.domain.meetings import (
    AgendaItem,
    Meeting,
    MeetingPerson,
    PanelCase,
    PanelRule,
)
from art_desktop.domain.panel_calendar import instead_words
from art_desktop.domain.permissions import Role
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Stage, TaskKind
from art_desktop.domain.wording import day_words, short_day_words, time_words
from art_desktop.domain.work import Task, User
from art_desktop.services.standing import (
    Held,
    children_of_all,
    children_words,
    hold_all,
    names_of_users,
)

T = TypeVar("T", AgendaItem, MeetingPerson)


def rule_on(rules: Iterable[PanelRule], panel: PanelKind, on: date) -> PanelRule:
    """Return the rule of a panel that holds on a day; before the first, the first.

    Raises: LookupError: the policy knows no such panel.
    """
    rows = sorted(
        (rule for rule in rules if rule.panel is panel), key=lambda one: one.effective_from
    )
    if not rows:
        raise LookupError(f"no rule for the panel {panel}")
    return dated.in_force(rows, on) or rows[0]


def by_meeting(rows: Iterable[T]) -> dict[MeetingId, list[T]]:
    """Return items, or people, under each meeting."""
    found: dict[MeetingId, list[T]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id].append(row)
    return found


def open_paper_tasks(uow: UnitOfWork) -> dict[RequestId, Task]:
    """Return the task of each request whose papers for a panel are still owed."""
    return {
        task.request_id: task
        for task in uow.all(Task, kind=TaskKind.PANEL_PAPERS, done_at=None)
        if task.request_id is not None
    }


def without_papers(uow: UnitOfWork, items: Iterable[AgendaItem]) -> set[AgendaItemId]:
    """Return the items that are still to be heard and that the panel cannot read yet.

    Their task is open, or no case has been kept: one whose words would name somebody is not, whoever did the task.
    """
    waiting = [one for one in items if one.state is AgendaState.WAITING and one.id is not None]
    keys = tuple(one.id for one in waiting if one.id is not None)
    kept = {one.item_id for one in uow.all(PanelCase, item_id=keys)} if keys else set()
    owed = open_paper_tasks(uow) if keys else {}
    return {
        one.id
        for one in waiting
        if one.id is not None and (one.request_id in owed or one.id not in kept)
    }


def meeting_rows(
    uow: UnitOfWork, meetings: Sequence[Meeting], rules: Sequence[PanelRule]
) -> tuple[MeetingRow, ...]:
    """Return a line for each meeting, soonest first."""
    keys = tuple(one.id for one in meetings if one.id is not None)
    items = by_meeting(uow.all(AgendaItem, meeting_id=keys) if keys else [])
    people = by_meeting(uow.all(MeetingPerson, meeting_id=keys) if keys else [])
    open_papers = without_papers(uow, [item for own in items.values() for item in own])
    rows = []
    for one in sorted(meetings, key=lambda meeting: (meeting.starts_at, meeting.panel)):
        assert one.id is not None
        listed = agendas.in_order(items.get(one.id, []))
        coming, counted = agendas.counts(people.get(one.id, []))
        words = (instead_words(rules, one), one.change_reason)
        rows.append(
            MeetingRow(
                id=one.id,
                version=one.version,
                panel=one.panel,
                on=local_day(one.starts_at),
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                papers_due_at=one.papers_due_at,
                place=one.place,
                chair=one.chair,
                state=one.state,
                items=len(listed),
                papers_open=sum(item.id in open_papers for item in listed),
                coming=coming,
                counted=counted,
                quorum=one.quorum,
                words=" · ".join(part for part in words if part),
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class Reading:
    """One meeting read whole: what its page and its agenda's rules need."""

    uow: UnitOfWork
    meeting: Meeting
    rule: PanelRule
    now: datetime

    @property
    def today(self) -> date:
        """Return the local day."""
        return local_day(self.now)

    def page(self, rules: Sequence[PanelRule]) -> MeetingPage:
        """Return the meeting as one page."""
        meeting, uow = self.meeting, self.uow
        assert meeting.id is not None
        items = uow.all(AgendaItem, meeting_id=meeting.id)
        people = uow.all(MeetingPerson, meeting_id=meeting.id)
        (row,) = meeting_rows(uow, [meeting], rules)
        held = agendas.slots(meeting, items)
        off = [item for item in items if item.state is AgendaState.TAKEN_OFF]
        before = last_with_people(uow, meeting)
        linked = {one.user_id for one in people}
        open_ = meeting.state in {MeetingState.PLANNED, MeetingState.UNDER_WAY}
        return MeetingPage(
            row=row,
            panel_words=meeting.panel.long_words,
            slots=self._slots(held),
            taken_off=self._slots(
                tuple(agendas.Slot(i, meeting.starts_at, meeting.starts_at, fits=True) for i in off)
            ),
            candidates=self.candidates(items) if open_ else (),
            people=tuple(person_view(one) for one in sorted(people, key=_person_key)),
            users=tuple(
                PanelUser(id=user.id, name=user.full_name)
                for user in uow.all(User, role=Role.PANEL, active=True)
                if user.id is not None and user.id not in linked
            ),
            fits=all(slot.fits for slot in held),
            room_words=agendas.room_words(meeting, held),
            quorum_words=agendas.quorum_words(meeting, people),
            papers_closed=self.now > meeting.papers_due_at,
            slot_minutes=self.rule.slot_minutes,
            chair_post=self.rule.chair.words if self.rule.chair else "",
            minutes=meeting.minutes,
            can_start=meeting.state is MeetingState.PLANNED
            and local_day(meeting.starts_at) <= self.today,
            last_people_from="" if before is None else day_words(local_day(before.starts_at)),
        )

    def _slots(self, held: Sequence[agendas.Slot]) -> tuple[SlotView, ...]:
        uow = self.uow
        found = uow.by_ids(Request, [slot.item.request_id for slot in held])
        children = children_of_all(uow, list(found.values())) if found else {}
        items = [slot.item for slot in held]
        users, open_papers = names_of_users(uow), without_papers(uow, items)
        keys = tuple(slot.item.id for slot in held if slot.item.id is not None)
        decided = {
            one.item_id: one for one in (uow.all(Authorisation, item_id=keys) if keys else [])
        }
        views = []
        for slot in held:
            item, request = slot.item, found[slot.item.request_id]
            assert item.id is not None
            assert request.id is not None
            decision = decided.get(item.id)
            late = agendas.late_words(item)
            views.append(
                SlotView(
                    item_id=item.id,
                    version=item.version,
                    position=item.position,
                    starts_at=slot.starts_at,
                    ends_at=slot.ends_at,
                    minutes=item.minutes,
                    fits=slot.fits,
                    request_id=request.id,
                    reference=request.reference,
                    children_words=children_words(children[request.id], self.today),
                    kind_words=request.kind.words,
                    asked=item.asked,
                    owner=users.get(request.owner_id or 0, ""),
                    state=item.state,
                    state_reason=item.state_reason,
                    late_words=f"Late: {late}" if late else "",
                    papers_ready=item.id not in open_papers,
                    decision_words=decision.decision.words if decision else "",
                )
            )
        return tuple(views)

    def candidates(self, items: Sequence[AgendaItem]) -> tuple[CandidateView, ...]:
        """Return the requests that this panel may decide and that wait for it, in the order to hear them."""
        there = {item.request_id for item in agendas.in_order(items)}
        held = waiting_requests(self.uow, self.today)
        retrospective = owing_retrospective(self.uow)
        elsewhere = _elsewhere(self.uow, list(held), self.meeting.id)
        users = names_of_users(self.uow)
        found = []
        for key, one in held.items():
            put_off = agendas.deferred(one.authorisations, one.request)
            if key in there or not self.takes(one, owed=key in retrospective):
                continue
            found.append(
                CandidateView(
                    request_id=key,
                    reference=one.request.reference,
                    children_words=children_words(one.children, self.today),
                    kind_words=one.request.kind.words,
                    urgency=one.request.urgency,
                    needed_at=one.request.needed_at,
                    why=agendas.why_words(
                        one.request,
                        put_off,
                        owed=key in retrospective,
                        given=agendas.last_given(one.authorisations, one.request),
                        on=self.today,
                    ),
                    owner=users.get(one.request.owner_id or 0, ""),
                    deferred=put_off is not None,
                    owed=key in retrospective,
                    joint=one.request.joint_funding_likely,
                    elsewhere=elsewhere.get(key, ""),
                )
            )
        return tuple(sorted(found, key=agendas.candidate_key))

    def decides(self, held: Held) -> bool:
        """Say whether this panel decides, or recommends, on a request as it stands."""
        posts = {route.post for route in held.routes}
        return agendas.may_decide(self.meeting.panel, self.rule.post, held.request, posts)

    def takes(self, held: Held, *, owed: bool) -> bool:
        """Say whether a request waits for this panel, and may be heard on its day."""
        if not self.decides(held):
            return False
        if owed:
            return True
        if not held.request.stage.is_open:
            return False
        if held.standing.authorisation is not None:
            return self._again(held, held.standing.authorisation)
        put_off = agendas.deferred(held.authorisations, held.request)
        to = put_off.deferred_to if put_off is not None else None
        return to is None or to <= local_day(self.meeting.starts_at)

    def _again(self, held: Held, given: Authorisation) -> bool:
        """Say whether an authorisation in force is to be heard all the same: it runs out, or is owed to JASP."""
        if not held.request.kind.seeks_home:
            return False  # a resource that was authorised is ordered, and runs
        on = local_day(self.meeting.starts_at)
        return agendas.runs_out(given, on) or agendas.owed_to_joint_panel(
            held.request, self.rule.post, held.authorisations
        )


def waiting_requests(uow: UnitOfWork, today: date) -> dict[RequestId, Held]:
    """Return every request that has been referred and is not over, and those that owe a retrospective decision."""
    requests = {
        one.id: one
        for one in uow.open_requests()
        if one.id is not None and one.stage is not Stage.DRAFT
    }
    missing = [key for key in owing_retrospective(uow) if key not in requests]
    for request in uow.by_ids(Request, missing).values():
        if request.id is not None and request.closed_at is None:
            requests[request.id] = request
    return hold_all(uow, list(requests.values()), today)


def owing_retrospective(uow: UnitOfWork) -> frozenset[RequestId]:
    """Return the requests whose out-of-hours decision is still to be confirmed."""
    return frozenset(
        task.request_id
        for task in uow.all(Task, kind=TaskKind.RETROSPECTIVE, done_at=None)
        if task.request_id is not None
    )


def _elsewhere(
    uow: UnitOfWork, requests: Sequence[RequestId], but: MeetingId | None
) -> dict[RequestId, str]:
    """Return where else requests wait to be heard: "PASP, Wed 2 Dec 09:30"."""
    waiting = [
        item
        for item in uow.all(AgendaItem, state=AgendaState.WAITING)
        if item.meeting_id != but and item.request_id in set(requests)
    ]
    meetings = uow.by_ids(Meeting, [item.meeting_id for item in waiting])
    return {
        item.request_id: f"On the agenda of {meeting_words(meetings[item.meeting_id])}"
        for item in waiting
        if meetings[item.meeting_id].state in {MeetingState.PLANNED, MeetingState.UNDER_WAY}
    }


def meeting_words(meeting: Meeting) -> str:
    """Return "PASP, Wed 25 Nov 09:30"."""
    day = short_day_words(local_day(meeting.starts_at))
    return f"{meeting.panel.words}, {day} {time_words(meeting.starts_at)}"


def last_with_people(uow: UnitOfWork, meeting: Meeting) -> Meeting | None:
    """Return the panel's last meeting before this one to which somebody was asked."""
    before = [
        one
        for one in uow.all(Meeting, panel=meeting.panel)
        if one.starts_at < meeting.starts_at and one.state is not MeetingState.CANCELLED
    ]
    keys = tuple(one.id for one in before if one.id is not None)
    asked = {p.meeting_id for p in uow.all(MeetingPerson, meeting_id=keys)} if keys else set()
    there = [one for one in before if one.id in asked]
    return max(there, key=lambda one: one.starts_at, default=None)


def upcoming(uow: UnitOfWork, now: datetime) -> list[Meeting]:
    """Return the meetings that have not ended, soonest first."""
    open_ = uow.all(Meeting, state=(MeetingState.PLANNED, MeetingState.UNDER_WAY))
    return sorted(
        (one for one in open_ if one.ends_at > now), key=lambda one: (one.starts_at, one.id or 0)
    )


def person_view(one: MeetingPerson) -> PersonView:
    """Return somebody at a meeting."""
    assert one.id is not None
    return PersonView(
        id=one.id,
        name=one.name,
        represents=one.represents,
        email=one.email,
        part=one.part,
        reply=one.reply,
        note=one.note,
        user_id=one.user_id,
    )


def _person_key(one: MeetingPerson) -> tuple[int, int]:
    parts = list(type(one.part))
    return parts.index(one.part), one.id or 0
