"""Panels of the demonstration: the year's calendar, a month of meetings behind it, agendas and people of the next ones.

What is drawn here has a source of chance of its own, so that everything else stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.demo.panel_held import add_held
from art_desktop.demo.record import Record, instant
from art_desktop.domain import agendas
from art_desktop.domain.authority import PostHolder
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import (
    AgendaState,
    MeetingPart,
    MeetingReply,
    MeetingState,
    PanelKind,
)
from art_desktop.domain.ids import AgendaItemId, MeetingId, RequestId, TaskId, UserId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson, PanelRule
from art_desktop.domain.panel_calendar import PlannedMeeting, meeting_on, plan
from art_desktop.domain.permissions import Role
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Post, RequestKind, Stage, TaskKind
from art_desktop.domain.wording import short_day_words, time_words
from art_desktop.domain.work import AuthorisationRule, Task

_MOST: Final = {PanelKind.PASP: 7, PanelKind.JASP: 3}
_PLACE: Final = "Sand Martin House, Bittern Way, room 2"
_CHAIRS: Final = {
    PanelKind.PASP: "Nicholas Abara",
    PanelKind.JASP: "Wendy Castellane",
    PanelKind.FOSTERING: "Dr Olwen Pritchard",
}
_PEOPLE: Final[dict[PanelKind, tuple[tuple[str, str, MeetingPart], ...]]] = {
    PanelKind.PASP: (
        ("Moira Kettleborough", "Head of Service, Family Safeguarding", MeetingPart.MEMBER),
        ("Devan Raithatha", "Head of Service, Children in Care", MeetingPart.MEMBER),
        ("Siobhan Tull", "Virtual School", MeetingPart.MEMBER),
        ("Geoffrey Amankwah", "Legal Services", MeetingPart.ATTENDEE),
    ),
    PanelKind.JASP: (
        ("Anneliese Burgh", "Clinical Commissioning Group", MeetingPart.MEMBER),
        ("Harcharan Virdee", "Education, Dedicated Schools Grant", MeetingPart.MEMBER),
        ("Devan Raithatha", "Head of Service, Children in Care", MeetingPart.MEMBER),
        ("Dr Laleh Sarkissian", "Community Paediatrics", MeetingPart.ATTENDEE),
    ),
    PanelKind.FOSTERING: (
        ("Bernadette Oakes", "Social worker member", MeetingPart.MEMBER),
        ("Terence Wybrow", "Foster carer member", MeetingPart.MEMBER),
        ("Iqra Mahmood", "Education member", MeetingPart.MEMBER),
        ("Councillor Roy Dunstable", "Elected member", MeetingPart.MEMBER),
        ("Sally Vane", "Care-experienced member", MeetingPart.MEMBER),
        ("Dr Laleh Sarkissian", "Medical adviser", MeetingPart.ATTENDEE),
    ),
}
_REPLIES: Final = (
    MeetingReply.COMING,
    MeetingReply.COMING,
    MeetingReply.INVITED,
    MeetingReply.APOLOGIES,
    MeetingReply.COMING,
)


def add_panels(record: Record, policy: Sequence[object]) -> None:
    """Add the meetings of a month ago to a year ahead, the people of those near, the agendas of the next and the last."""
    rules = [row for row in policy if isinstance(row, PanelRule)]
    routes = [row for row in policy if isinstance(row, AuthorisationRule)]
    now = instant(record.today, 9)
    planned = plan(rules, record.days_ago(31), record.today + timedelta(days=366))
    fostering = next(rule for rule in rules if rule.panel is PanelKind.FOSTERING)
    by_hand = meeting_on(fostering, _office_day(record.today + timedelta(days=12)))
    maker = _Maker(record, now)
    meetings = [maker.meeting(one) for one in planned]
    meetings.append(maker.meeting(by_hand, called=True))
    record.extras.extend(meetings)
    coming = sorted((m for m in meetings if m.starts_at > now), key=lambda m: m.starts_at)
    _make_joint(record)
    taken: set[int] = set()
    for panel in (PanelKind.JASP, PanelKind.PASP, PanelKind.FOSTERING):
        own = [one for one in coming if one.panel is panel]
        papers_open = [one for one in own if one.papers_due_at > now]
        following = own[0] if panel is PanelKind.JASP else papers_open[0]
        maker.agenda(following, _waiting(record, following, routes, taken))
    for one in meetings:
        near = one.starts_at < now + timedelta(days=21)
        if one.panel in _PEOPLE and near:
            maker.people(one)
    add_held(record, meetings)


class _Maker:
    """Makes meetings with what belongs to them."""

    def __init__(self, record: Record, now: datetime) -> None:
        self._record, self._now = record, now
        self._rng = random.Random(f"panels/{record.today.isoformat()}")
        self._manager = next(u for u in record.users if u.role is Role.MANAGER)
        self._readers = [u for u in record.users if u.role is Role.PANEL]

    def meeting(self, one: PlannedMeeting, *, called: bool = False) -> Meeting:
        """Return a meeting; one that is over is closed."""
        over = one.ends_at < self._now
        return Meeting(
            id=MeetingId(self._record.next_id("meeting")),
            panel=one.panel,
            planned_on=None if called else one.planned_on,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            papers_due_at=one.papers_due_at,
            place=_PLACE if one.starts_at < self._now + timedelta(days=21) else one.place,
            chair=self._chair(one.panel) or one.chair,
            quorum=one.quorum,
            state=MeetingState.CLOSED if over else MeetingState.PLANNED,
            change_reason=one.moved,
            minutes=self._manager.full_name if over else "",
            closed_at=one.ends_at if over else None,
            closed_by=UserId(self._manager.id or 1) if over else None,
        )

    def _chair(self, panel: PanelKind) -> str:
        """Return who chairs: whoever holds the post, where the record says so."""
        post = {
            PanelKind.PASP: Post.ASSISTANT_DIRECTOR,
            PanelKind.JASP: Post.SERVICE_DIRECTOR,
        }.get(panel)
        holders = (
            one.name
            for one in self._record.extras
            if isinstance(one, PostHolder)
            and one.post is post
            and (one.ends_on is None or one.ends_on >= self._record.today)
        )
        return next(holders, _CHAIRS.get(panel, ""))

    def people(self, meeting: Meeting) -> None:
        """Ask people to a meeting; those with the role panel are linked, so that they can read its papers."""
        lines: list[tuple[str, str, MeetingPart, UserId | None]] = [
            (meeting.chair, "", MeetingPart.CHAIR, None)
        ]
        lines += [(name, stands, part, None) for name, stands, part in _PEOPLE[meeting.panel]]
        if meeting.panel is not PanelKind.FOSTERING:
            for user, stands in zip(self._readers, ("Health", "Education"), strict=False):
                lines.append((user.full_name, stands, MeetingPart.MEMBER, UserId(user.id or 0)))
        lines.append((self._manager.full_name, "", MeetingPart.MINUTES, None))
        over = meeting.state is MeetingState.CLOSED
        for at, (name, stands, part, user_id) in enumerate(lines):
            reply = _REPLIES[at % len(_REPLIES)]
            if over:
                away = reply is MeetingReply.APOLOGIES
                reply = MeetingReply.APOLOGIES if away else MeetingReply.PRESENT
            address = name.removeprefix("Dr ").removeprefix("Councillor ").casefold()
            self._record.extras.append(
                MeetingPerson(
                    id=self._record.next_id("meeting_person"),
                    meeting_id=MeetingId(meeting.id or 0),
                    user_id=user_id,
                    name=name,
                    represents=stands,
                    email=f"{address.replace(' ', '.').replace('’', '')}@panels.example",
                    part=part,
                    reply=reply,
                    note="On leave that week" if reply is MeetingReply.APOLOGIES else "",
                )
            )

    def agenda(self, meeting: Meeting, requests: Sequence[Request]) -> None:
        """Put requests on a meeting's agenda; the papers of about half of them are in."""
        minutes = {PanelKind.PASP: 20, PanelKind.JASP: 30}.get(meeting.panel, 45)
        for position, request in enumerate(requests, start=1):
            before = min(self._record.today, local_day(meeting.papers_due_at)) - timedelta(days=1)
            added = instant(before, 10, position)
            owner = UserId(request.owner_id or 1)
            self._record.extras.append(
                AgendaItem(
                    id=AgendaItemId(self._record.next_id("agenda_item")),
                    meeting_id=MeetingId(meeting.id or 0),
                    request_id=RequestId(request.id or 0),
                    position=position,
                    minutes=minutes,
                    asked=agendas.asked_words(request, meeting.panel),
                    state=AgendaState.WAITING,
                    added_at=added,
                    added_by=owner,
                )
            )
            ready = self._rng.random() < 0.5 or meeting.papers_due_at < self._now
            day = short_day_words(local_day(meeting.starts_at))
            at = f"{meeting.panel.words}, {day} {time_words(meeting.starts_at)}"
            self._record.tasks.append(
                Task(
                    id=TaskId(self._record.next_id("task")),
                    kind=TaskKind.PANEL_PAPERS,
                    words=f"Papers of {request.reference} for {at}",
                    due_at=meeting.papers_due_at,
                    opened_at=added,
                    owner_id=owner,
                    request_id=request.id,
                    done_at=instant(before, 16) if ready else None,
                    done_by=owner if ready else None,
                )
            )


def _make_joint(record: Record) -> None:
    """Let health and education share in a short break that nobody has decided on: JASP hears it."""
    for request in record.requests:
        waits = request.stage is Stage.REFERRED and request.closed_at is None
        if waits and request.kind is RequestKind.SHORT_BREAK:
            request.joint_funding_likely = True


def _waiting(
    record: Record, meeting: Meeting, routes: Sequence[AuthorisationRule], taken: set[int]
) -> list[Request]:
    """Return the open requests that a meeting is to hear, soonest needed first, and count them as taken."""
    found = [
        request
        for request in record.requests
        if request.id not in taken
        and request.closed_at is None
        and request.stage not in {Stage.DRAFT, Stage.PLACED}
        and request.stage.is_open
        and _hears(record, meeting, request, routes)
    ]
    found.sort(key=lambda request: (request.needed_at, request.reference))
    del found[_MOST.get(meeting.panel, 2) :]
    taken |= {request.id or 0 for request in found}
    return found


def _hears(
    record: Record, meeting: Meeting, request: Request, routes: Sequence[AuthorisationRule]
) -> bool:
    """Say whether a panel may decide a request, and it waits for that."""
    if meeting.panel is PanelKind.FOSTERING:
        return request.kind is RequestKind.PERMANENT
    post = Post.JASP if meeting.panel is PanelKind.JASP else Post.PASP
    open_to = any(
        rule.kind is request.kind
        and rule.post is post
        and rule.joint_funding in {None, request.joint_funding_likely}
        and rule.permanency_service is not True
        for rule in routes
    )
    decided = [one for one in record.authorisations if one.request_id == request.id]
    return open_to and (not decided or _again(decided, request, post, meeting))


def _again(decided: list[Authorisation], request: Request, post: Post, meeting: Meeting) -> bool:
    if not request.kind.seeks_home:
        return False
    last = max(decided, key=lambda one: one.decided_at)
    on = local_day(meeting.starts_at)
    return agendas.runs_out(last, on) or agendas.owed_to_joint_panel(request, post, decided)


def _office_day(day: date) -> date:
    """Return the day, or the Monday after where it falls on a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
