"""Panels over a real record: the calendar makes itself, the agenda holds what needs the panel, people and files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.deciding_words import (
    AgendaState,
    MeetingPart,
    MeetingReply,
    MeetingState,
    PanelKind,
)
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.ids import AgendaItemId, MeetingId, RequestId, UserId
from art_desktop.domain.meeting_views import (
    CallMeeting,
    CancelMeeting,
    ChangePanelRule,
    CloseMeeting,
    EditItem,
    MeetingPage,
    MeetingRow,
    MoveMeeting,
    PutOn,
    SavePerson,
)
from art_desktop.domain.meetings import AgendaItem
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Decision, Post, RequestKind, TaskKind, Urgency
from art_desktop.domain.wording import instant_words, short_day_words, time_words
from art_desktop.domain.work import Task
from art_desktop.services import Services
from tests.services.conftest import MAYA, ROLES
from tests.services.journey import Journey

PANEL_USER = UserId(ROLES.index(Role.PANEL) + 1)


def read_calendar(data: bytes) -> Any:
    """Return a calendar file as a calendar program reads it."""
    return Calendar.from_ical(data)


class Desk:
    """An officer who runs panels."""

    def __init__(self, services: Services, officer: Actor, manager: Actor) -> None:
        self.services, self.officer, self.manager = services, officer, manager

    def rows(self, panel: PanelKind | None = None) -> list[MeetingRow]:
        found = self.services.panels.calendar(self.officer).rows
        return [row for row in found if panel in {None, row.panel}]

    def next(self, panel: PanelKind = PanelKind.PASP) -> MeetingRow:
        return self.rows(panel)[0]

    def page(self, meeting_id: MeetingId) -> MeetingPage:
        return self.services.panels.page(self.officer, meeting_id)

    def request(self, **changes: object) -> RequestId:
        return Journey(self.services, self.officer).referred(**changes)

    def put(self, meeting: MeetingRow, request_id: RequestId, **changes: object) -> AgendaItemId:
        command = PutOn(meeting_id=meeting.id, request_id=request_id, **changes)  # type: ignore[arg-type]  # given by name
        self.services.agendas.put_on(self.officer, command)
        return next(
            slot.item_id for slot in self.page(meeting.id).slots if slot.request_id == request_id
        )

    def person(self, meeting: MeetingRow, name: str, **changes: object) -> int:
        self.services.attendance.save(
            self.officer,
            SavePerson(meeting_id=meeting.id, name=name, **changes),  # type: ignore[arg-type]  # given by name
        )
        return next(one.id for one in self.page(meeting.id).people if one.name == name)

    def tasks(self, request_id: RequestId) -> list[Task]:
        with self.services.panels._store.reading(self.officer) as uow:
            return uow.all(Task, request_id=request_id, kind=TaskKind.PANEL_PAPERS)

    def slots(self, meeting: MeetingRow) -> list[tuple[str, str]]:
        return [
            (time_words(slot.starts_at), slot.reference) for slot in self.page(meeting.id).slots
        ]


@pytest.fixture
def desk(services: Services, officer: Actor, manager: Actor) -> Desk:
    """The panels of the small service."""
    return Desk(services, officer, manager)


# The calendar


def test_the_calendar_makes_itself_a_year_ahead_and_only_once(desk: Desk) -> None:
    first = desk.services.panels.calendar(desk.officer)
    assert first.changed
    days = [(row.panel.words, short_day_words(row.on)) for row in first.rows]
    assert days[:6] == [
        ("JASP", "Wed 25 Nov"),
        ("PASP", "Wed 2 Dec"),
        ("PASP", "Wed 9 Dec"),
        ("PASP", "Wed 16 Dec"),
        ("PASP", "Wed 23 Dec"),
        ("JASP", "Wed 30 Dec"),
    ]
    assert days[-1] == ("JASP", "Wed 24 Nov") or days[-1] == ("PASP", "Wed 17 Nov")
    assert first.rows[0].words == "In PASP’s place"
    assert instant_words(first.rows[1].papers_due_at) == "Mon 30 Nov 2026 12:00"
    second = desk.services.panels.calendar(desk.officer)
    assert second.rows == first.rows
    assert not second.changed


def test_days_go_by_and_the_year_stays_whole(desk: Desk, clock: FixedClock) -> None:
    before = {row.id for row in desk.rows()}
    clock.move_on(timedelta(days=14))
    after = desk.rows()
    assert len({row.id for row in after} - before) == 2
    assert before <= {row.id for row in after}, "what was held a fortnight ago is still shown"


def test_what_was_moved_or_cancelled_by_hand_is_left_alone(desk: Desk, clock: FixedClock) -> None:
    pasp, other = desk.rows(PanelKind.PASP)[:2]
    moved = MoveMeeting(
        meeting_id=pasp.id,
        version=pasp.version,
        on=date(2026, 12, 3),
        starts_at="10:00",
        ends_at="12:00",
        place="Room 4",
        reason="The chair is away",
    )
    desk.services.panels.move(desk.officer, moved)
    desk.services.panels.cancel(
        desk.officer,
        CancelMeeting(meeting_id=other.id, version=other.version, reason="Nothing to hear"),
    )
    clock.move_on(timedelta(days=1))
    now = {row.id: row for row in desk.rows()}
    assert short_day_words(now[pasp.id].on) == "Thu 3 Dec"
    assert now[pasp.id].words == "Moved from Wed 2 Dec 09:30: The chair is away"
    assert instant_words(now[pasp.id].papers_due_at) == "Tue 1 Dec 2026 12:00"
    assert now[other.id].state is MeetingState.CANCELLED
    assert [row.on for row in now.values()].count(date(2026, 12, 2)) == 0
    assert [row.on for row in now.values()].count(date(2026, 12, 9)) == 1


def test_moving_and_cancelling_ask_for_the_reason_and_the_newest_version(desk: Desk) -> None:
    row = desk.next()
    move = MoveMeeting(
        meeting_id=row.id,
        version=row.version,
        on=date(2026, 11, 20),
        starts_at="9:30",
        ends_at="12:00",
        place="",
        reason=" ",
    )
    with pytest.raises(InvalidAnswers) as refused:
        desk.services.panels.move(desk.officer, move)
    assert {p.field for p in refused.value.problems} == {"on", "starts_at", "reason"}
    good = replace(move, on=row.on, starts_at="10:00", reason="Room")
    with pytest.raises(ChangedByOther):
        desk.services.panels.move(desk.officer, replace(good, version=row.version + 1))
    with pytest.raises(InvalidAnswers):
        desk.services.panels.cancel(
            desk.officer, CancelMeeting(meeting_id=row.id, version=row.version, reason="")
        )


def test_a_rule_is_changed_by_a_manager_from_a_day_on(desk: Desk) -> None:
    view = desk.services.panels.calendar(desk.officer)
    rule = next(one for one in view.rules if one.panel is PanelKind.PASP)
    assert rule.words == "Every Wednesday, 09:30 to 12:30"
    desk.put(desk.rows(PanelKind.PASP)[2], desk.request())
    command = ChangePanelRule(
        rule=replace(rule.rule, weekday=3),
        begins_on=date(2026, 12, 7),
        source="Team meeting of 20 Nov 2026",
    )
    with pytest.raises(NotPermitted):
        desk.services.panels.change_rule(desk.officer, command)
    done = desk.services.panels.change_rule(desk.manager, command)
    assert "Left as they are, with an agenda or changed by hand: Wed 16 Dec." in done.words
    days = [short_day_words(row.on) for row in desk.rows(PanelKind.PASP)][:5]
    assert days == ["Wed 2 Dec", "Thu 10 Dec", "Wed 16 Dec", "Thu 24 Dec", "Thu 7 Jan"]
    jasp = [short_day_words(row.on) for row in desk.rows(PanelKind.JASP)][:2]
    assert jasp == ["Wed 25 Nov", "Wed 30 Dec"]
    again = desk.services.panels.calendar(desk.officer)
    assert not again.changed
    shown = next(one for one in again.rules if one.panel is PanelKind.PASP)
    assert shown.next_words == "From Mon 7 Dec 2026: Every Thursday, 09:30 to 12:30"
    with pytest.raises(RuleBroken):
        desk.services.panels.change_rule(
            desk.manager, replace(command, begins_on=date(2026, 11, 1))
        )
    with pytest.raises(InvalidAnswers) as refused:
        desk.services.panels.change_rule(
            desk.manager, replace(command, rule=replace(rule.rule, weekday=6), source="")
        )
    assert {p.field for p in refused.value.problems} == {"weekday", "source"}


def test_a_meeting_of_any_panel_is_called_by_hand(desk: Desk) -> None:
    key = desk.services.panels.call(
        desk.officer,
        CallMeeting(
            panel=PanelKind.FOSTERING, on=date(2026, 12, 8), starts_at="10:00", ends_at="13:00"
        ),
    )
    page = desk.page(key)
    assert page.row.quorum == 5
    assert instant_words(page.row.papers_due_at) == "Tue 1 Dec 2026 12:00"
    assert page.quorum_words == "No members named yet"
    with pytest.raises(InvalidAnswers):
        desk.services.panels.call(
            desk.officer,
            CallMeeting(
                panel=PanelKind.SECURE, on=date(2026, 11, 1), starts_at="10:00", ends_at="09:00"
            ),
        )


# The agenda


def test_candidates_are_what_that_panel_decides_and_what_waits(desk: Desk) -> None:
    planned = desk.request()
    joint = desk.request(joint_funding_likely=True, child_ids=(MAYA,), kind=RequestKind.CHANGE)
    Journey(desk.services, desk.officer).profiled(child_ids=(MAYA,))  # a draft
    pasp = desk.page(desk.next().id)
    assert [one.request_id for one in pasp.candidates] == [planned]
    assert pasp.candidates[0].children_words == "Boy, 9 · with brother, 6"
    jasp = desk.page(desk.next(PanelKind.JASP).id)
    assert [(one.request_id, one.why) for one in jasp.candidates] == [
        (joint, "Joint funding likely")
    ]


def test_what_is_authorised_is_no_candidate_and_a_deferral_waits_for_its_day(desk: Desk) -> None:
    journey = Journey(desk.services, desk.officer)
    key = journey.referred()
    journey.authorise(
        decision=Decision.DEFERRED, note="The health plan", deferred_to=date(2026, 12, 9)
    )
    first, second = desk.rows(PanelKind.PASP)[:2]
    assert desk.page(first.id).candidates == ()
    with pytest.raises(RuleBroken) as refused:
        desk.put(first, key)
    assert refused.value.rule == "agenda_deferred"
    (candidate,) = desk.page(second.id).candidates
    assert candidate.why == "Deferred on Tue 24 Nov 2026, to Wed 9 Dec 2026"
    journey.authorise()
    assert desk.page(second.id).candidates == ()
    with pytest.raises(RuleBroken) as refused:
        desk.put(second, key)
    assert refused.value.rule == "agenda_authorised"


def test_a_panel_hears_only_what_it_decides(desk: Desk) -> None:
    key = desk.request(joint_funding_likely=True)
    with pytest.raises(RuleBroken) as refused:
        desk.put(desk.next(), key)
    assert refused.value.rule == "agenda_route"
    assert "PASP does not decide this request" in refused.value.why


def test_items_have_times_one_after_another_and_papers_a_task(desk: Desk) -> None:
    meeting = desk.next()
    first, second = desk.request(), desk.request(child_ids=(MAYA,), kind=RequestKind.CHANGE)
    one, two = desk.put(meeting, first), desk.put(meeting, second, minutes=45)
    page = desk.page(meeting.id)
    assert [(time_words(s.starts_at), time_words(s.ends_at)) for s in page.slots] == [
        ("09:30", "09:50"),
        ("09:50", "10:35"),
    ]
    assert page.slots[0].asked == "To agree: becoming looked after for the first time."
    assert page.room_words == "2 items, until 10:35 of 12:30"
    assert page.row.papers_open == 2
    (task,) = desk.tasks(first)
    assert instant_words(task.due_at) == "Mon 30 Nov 2026 12:00"
    assert task.owner_id == desk.officer.user_id
    desk.services.agendas.shift(desk.officer, two, page.slots[1].version, -1)
    assert [slot.item_id for slot in desk.page(meeting.id).slots] == [two, one]
    moved = desk.page(meeting.id).slots[0]
    desk.services.agendas.edit(
        desk.officer,
        EditItem(item_id=two, version=moved.version, minutes=200, asked="A change."),
    )
    page = desk.page(meeting.id)
    assert not page.fits
    assert page.room_words == "2 items: 40 min too long; it ends at 12:30"
    desk.services.agendas.papers_ready(desk.officer, one)
    assert desk.page(meeting.id).row.papers_open == 2, "no case is kept that the panel could read"
    desk.services.panel_cases.prepare(desk.officer, one)
    assert desk.page(meeting.id).row.papers_open == 1
    assert [t.done_at is None for t in desk.tasks(first)] == [False]


def test_the_first_goes_no_higher(desk: Desk) -> None:
    meeting = desk.next()
    one = desk.put(meeting, desk.request())
    done = desk.services.agendas.shift(desk.officer, one, 1, -1)
    assert not done.what


def test_words_that_say_who_the_child_is_are_refused(desk: Desk) -> None:
    meeting, key = desk.next(), desk.request()
    with pytest.raises(InvalidAnswers) as refused:
        desk.put(meeting, key, asked="A home for Toby and his brother")
    (problem,) = refused.value.problems
    assert problem.field == "asked"
    assert "Toby" not in problem.words
    item = desk.put(meeting, key)
    version = desk.page(meeting.id).slots[0].version
    with pytest.raises(InvalidAnswers):
        desk.services.agendas.edit(
            desk.officer,
            EditItem(item_id=item, version=version, minutes=20, asked="For Wrenfield"),
        )
    with pytest.raises(InvalidAnswers):
        desk.services.agendas.take_off(desk.officer, item, version, "Toby is with his aunt")


def test_a_late_item_needs_the_chairs_reason_and_who_agreed(desk: Desk, clock: FixedClock) -> None:
    meeting, key = desk.next(), desk.request()
    clock.move_on(timedelta(days=6, hours=4))  # Mon 30 Nov, an hour past
    with pytest.raises(InvalidAnswers) as refused:
        desk.put(meeting, key)
    assert {p.field for p in refused.value.problems} == {"late_reason", "late_agreed_by"}
    card = desk.services.agendas.card(desk.officer, key)
    assert [(one.late, short_day_words(one.starts_at.date())) for one in card.next] == [
        (True, "Wed 2 Dec"),
        (False, "Wed 9 Dec"),
    ]
    desk.put(meeting, key, late_reason="The court is on Friday", late_agreed_by="M. Oyelaran")
    (slot,) = desk.page(meeting.id).slots
    assert slot.late_words == "Late: The court is on Friday (agreed by M. Oyelaran)"
    (task,) = desk.tasks(key)
    assert task.due_at == meeting.starts_at


def test_a_request_waits_on_one_agenda_at_a_time_and_its_card_says_where(desk: Desk) -> None:
    first, second = desk.rows(PanelKind.PASP)[:2]
    key = desk.request()
    assert [one.panel for one in desk.services.agendas.card(desk.officer, key).next] == [
        PanelKind.PASP
    ]
    item = desk.put(first, key)
    with pytest.raises(RuleBroken) as refused:
        desk.put(second, key)
    assert refused.value.rule == "agenda_twice"
    card = desk.services.agendas.card(desk.officer, key)
    assert [one.words for one in card.on] == ["On the agenda of PASP, Wed 2 Dec 2026, 09:30"]
    assert card.next == ()
    (there,) = desk.page(second.id).candidates
    assert there.elsewhere == "On the agenda of PASP, Wed 2 Dec 09:30"
    with pytest.raises(InvalidAnswers):
        desk.services.agendas.take_off(desk.officer, item, 1, "")
    desk.services.agendas.take_off(desk.officer, item, 1, "Withdrawn by the team")
    assert desk.page(first.id).slots == ()
    assert desk.page(first.id).taken_off[0].state_reason == "Withdrawn by the team"
    assert all(task.done_at is not None for task in desk.tasks(key))
    back = desk.put(first, key)
    assert back == item
    assert desk.page(first.id).taken_off == ()


def test_an_urgent_decision_may_be_confirmed_by_the_panel(desk: Desk) -> None:
    journey = Journey(desk.services, desk.officer)
    key = journey.referred(urgency=Urgency.OUT_OF_HOURS, urgent_reason="No bed tonight")
    journey.authorise(Post.EDS, first_agreed_by="R. Adeyemi")
    (candidate,) = desk.page(desk.next().id).candidates
    assert candidate.owed
    assert candidate.why == "Retrospective authorisation owed"
    desk.put(desk.next(), key)


# The life of a meeting


def begun(desk: Desk, clock: FixedClock) -> tuple[MeetingRow, list[AgendaItemId]]:
    """Return the PASP of 2 Dec under way, with two items."""
    meeting = desk.next()
    items = [
        desk.put(meeting, desk.request()),
        desk.put(meeting, desk.request(child_ids=(MAYA,), kind=RequestKind.CHANGE)),
    ]
    with pytest.raises(RuleBroken) as refused:
        desk.services.panels.start(desk.officer, meeting.id, meeting.version)
    assert refused.value.rule == "meeting_early"
    clock.move_on(timedelta(days=8))
    desk.services.panels.start(desk.officer, meeting.id, meeting.version)
    return desk.page(meeting.id).row, items


def test_a_meeting_closes_when_everything_was_heard_or_not_reached(
    desk: Desk, clock: FixedClock
) -> None:
    meeting, (one, two) = begun(desk, clock)
    assert meeting.state is MeetingState.UNDER_WAY
    close = CloseMeeting(meeting_id=meeting.id, version=meeting.version, minutes="A. Clerk")
    with pytest.raises(RuleBroken) as refused:
        desk.services.panels.close(desk.officer, close)
    assert refused.value.why == "2 items wait to be heard."
    with desk.services.panels._store.writing(desk.officer) as uow:
        uow.get(AgendaItem, one).state = AgendaState.HEARD
        uow.commit()
    done = desk.services.panels.close(desk.officer, replace(close, rest_not_reached=True))
    assert done.words == "PASP is closed. 1 item not reached: they wait for the next."
    page = desk.page(meeting.id)
    assert [slot.state for slot in page.slots] == [AgendaState.HEARD, AgendaState.NOT_REACHED]
    assert page.row.state is MeetingState.CLOSED
    assert not page.open
    again = desk.rows(PanelKind.PASP)
    following = next(row for row in again if row.on > meeting.on)
    waiting = desk.page(following.id).candidates
    assert page.slots[1].request_id in {one.request_id for one in waiting}
    for call in (
        lambda: desk.services.panels.start(desk.officer, meeting.id, page.row.version),
        lambda: desk.services.panels.close(desk.officer, close),
        lambda: desk.services.agendas.shift(desk.officer, two, page.slots[1].version, -1),
        lambda: desk.person(meeting, "Too Late"),
    ):
        with pytest.raises(RuleBroken) as refused:
            call()
        assert refused.value.rule == "meeting_closed"


def test_one_item_is_marked_not_reached_only_while_the_meeting_is_under_way(
    desk: Desk, clock: FixedClock
) -> None:
    early = desk.put(desk.rows(PanelKind.PASP)[1], desk.request())
    with pytest.raises(RuleBroken) as refused:
        desk.services.agendas.not_reached(desk.officer, early, 1)
    assert refused.value.rule == "meeting_not_started"
    desk.services.agendas.take_off(desk.officer, early, 1, "Elsewhere")
    meeting, (one, _) = begun(desk, clock)
    version = desk.page(meeting.id).slots[0].version
    desk.services.agendas.not_reached(desk.officer, one, version)
    assert desk.page(meeting.id).slots[0].state is AgendaState.NOT_REACHED


@pytest.mark.parametrize("to_next", [True, False])
def test_a_cancelled_meetings_items_go_on_or_wait_again(desk: Desk, *, to_next: bool) -> None:
    first, second = desk.rows(PanelKind.PASP)[:2]
    keys = [desk.request(), desk.request(child_ids=(MAYA,), kind=RequestKind.CHANGE)]
    for key in keys:
        desk.put(first, key)
    done = desk.services.panels.cancel(
        desk.officer,
        CancelMeeting(meeting_id=first.id, version=first.version, reason="Snow.", to_next=to_next),
    )
    assert desk.page(first.id).row.words == "Cancelled: Snow"
    there = desk.page(second.id)
    if to_next:
        assert "2 items went to Wed 9 Dec 2026" in done.words
        assert [slot.request_id for slot in there.slots] == keys
        assert there.slots[0].state_reason == "From Wed 2 Dec 2026, cancelled: Snow"
        (task,) = desk.tasks(keys[0])
        assert instant_words(task.due_at) == "Mon 7 Dec 2026 12:00"
    else:
        assert there.slots == ()
        assert {one.request_id for one in there.candidates} == set(keys)
        assert all(task.done_at is not None for key in keys for task in desk.tasks(key))


def test_a_withdrawn_request_leaves_the_agenda(desk: Desk) -> None:
    meeting, key = desk.next(), desk.request()
    desk.put(meeting, key)
    version = desk.services.requests.page(desk.officer, key).version
    desk.services.requests.withdraw(desk.officer, key, version, "He stays with his aunt.")
    page = desk.page(meeting.id)
    assert page.slots == ()
    (off,) = page.taken_off
    assert off.state_reason == "The request was withdrawn"
    assert all(task.done_at is not None for task in desk.tasks(key))


def test_what_comes_late_from_a_cancelled_meeting_was_agreed_by_nobody(
    desk: Desk, clock: FixedClock
) -> None:
    first, second = desk.rows(PanelKind.PASP)[:2]
    desk.put(first, desk.request())
    desk.services.panels.move(
        desk.officer,
        MoveMeeting(
            meeting_id=second.id,
            version=second.version,
            on=date(2026, 12, 3),
            starts_at="09:30",
            ends_at="12:30",
            place=second.place,
            reason="The chair is away.",
        ),
    )
    clock.move_on(timedelta(days=8))
    desk.services.panels.cancel(
        desk.officer,
        CancelMeeting(meeting_id=first.id, version=first.version, reason="Snow.", to_next=True),
    )
    (slot,) = desk.page(second.id).slots
    assert slot.late_words == "Late: From Wed 2 Dec 2026, cancelled: Snow"


# People


def test_people_answer_and_the_quorum_is_counted(desk: Desk, clock: FixedClock) -> None:
    key = desk.services.panels.call(
        desk.officer,
        CallMeeting(
            panel=PanelKind.SECURE,
            on=date(2026, 11, 25),
            starts_at="10:00",
            ends_at="11:00",
            quorum=2,
        ),
    )
    meeting = desk.page(key).row
    chair = desk.person(meeting, "Ngozi Adichie", part=MeetingPart.CHAIR)
    nurse = desk.person(meeting, "Bea Quill", represents="Health", user_id=PANEL_USER)
    desk.person(meeting, "Sam Lund", part=MeetingPart.MINUTES)
    assert desk.page(key).row.chair == "Ngozi Adichie"
    assert desk.page(key).users == ()
    reply = desk.services.attendance.reply
    desk.services.attendance.invited(desk.officer, key)
    assert {one.reply for one in desk.page(key).people} == {MeetingReply.INVITED}
    reply(desk.officer, chair, MeetingReply.INVITED, MeetingReply.COMING)
    reply(desk.officer, nurse, MeetingReply.INVITED, MeetingReply.APOLOGIES, "On leave")
    assert desk.page(key).quorum_words == "1 of 2 coming; quorum 2: 1 short"
    with pytest.raises(ChangedByOther):
        reply(desk.officer, nurse, MeetingReply.INVITED, MeetingReply.COMING)
    with pytest.raises(RuleBroken) as refused:
        reply(desk.officer, chair, MeetingReply.COMING, MeetingReply.PRESENT)
    assert refused.value.rule == "meeting_early"
    clock.move_on(timedelta(days=1))
    desk.services.panels.start(desk.officer, key, desk.page(key).row.version)
    reply(desk.officer, chair, MeetingReply.COMING, MeetingReply.PRESENT)
    reply(desk.officer, nurse, MeetingReply.APOLOGIES, MeetingReply.PRESENT)
    assert desk.page(key).quorum_words == "2 of 2 present: quorate"
    assert desk.page(key).people[1].note == "On leave"
    with pytest.raises(RuleBroken):
        desk.services.attendance.remove(desk.officer, nurse)


def test_what_cannot_be_said_of_a_person_is_refused(desk: Desk) -> None:
    meeting = desk.next()
    desk.person(meeting, "Ngozi Adichie", part=MeetingPart.CHAIR)
    bad = SavePerson(
        meeting_id=meeting.id,
        name="ngozi adichie",
        email="nobody",
        part=MeetingPart.CHAIR,
        user_id=desk.officer.user_id,
    )
    with pytest.raises(InvalidAnswers) as refused:
        desk.services.attendance.save(desk.officer, bad)
    assert {p.field for p in refused.value.problems} == {"name", "email", "part", "user_id"}


def test_people_are_copied_from_the_panels_last_meeting(desk: Desk) -> None:
    first, second = desk.rows(PanelKind.PASP)[:2]
    with pytest.raises(RuleBroken) as refused:
        desk.services.attendance.copy(desk.officer, first.id)
    assert refused.value.rule == "nobody_to_copy"
    chair = desk.person(first, "Ngozi Adichie", part=MeetingPart.CHAIR)
    desk.person(first, "Bea Quill", user_id=PANEL_USER, email="bea@health.example")
    desk.services.attendance.reply(desk.officer, chair, MeetingReply.NOT_ASKED, MeetingReply.COMING)
    desk.person(second, "Bea Quill")
    assert desk.page(second.id).last_people_from == "Wed 2 Dec 2026"
    desk.services.attendance.copy(desk.officer, second.id)
    people = desk.page(second.id).people
    assert [(one.name, one.reply) for one in people if one.name == "Ngozi Adichie"] == [
        ("Ngozi Adichie", MeetingReply.NOT_ASKED)
    ]
    assert desk.page(second.id).row.chair == "Ngozi Adichie"
    desk.services.attendance.copy(desk.officer, second.id)
    assert len(desk.page(second.id).people) == len(people)


# Calendar files


def test_an_invitation_names_people_and_no_child_and_rises_with_each_change(desk: Desk) -> None:
    meeting = desk.next()
    desk.put(meeting, desk.request())
    desk.person(meeting, "Sam Lund", part=MeetingPart.MINUTES, email="sam@council.example")
    desk.person(meeting, "Bea Quill", email="bea@health.example")
    desk.person(meeting, "No Address")
    first = desk.services.attendance.invitation(desk.officer, meeting.id)
    assert first.file_name == "pasp-2026-12-02.ics"
    calendar = read_calendar(first.content)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert str(event["ORGANIZER"]) == "mailto:sam@council.example"
    assert len(event["ATTENDEE"]) == 2
    text = first.content.decode()
    assert not any(name in text for name in ("Toby", "Wrenfield", "R-2026", "Larkspur"))
    row = desk.page(meeting.id).row
    desk.services.panels.move(
        desk.officer,
        MoveMeeting(
            meeting_id=row.id,
            version=row.version,
            on=row.on,
            starts_at="13:00",
            ends_at="15:00",
            place="",
            reason="Room",
        ),
    )
    (moved,) = read_calendar(
        desk.services.attendance.invitation(desk.officer, meeting.id).content
    ).walk("VEVENT")
    assert moved["UID"] == event["UID"]
    assert moved["SEQUENCE"] > event["SEQUENCE"]
    row = desk.page(meeting.id).row
    desk.services.panels.cancel(
        desk.officer, CancelMeeting(meeting_id=row.id, version=row.version, reason="Snow")
    )
    off = desk.services.attendance.invitation(desk.officer, meeting.id)
    assert off.file_name == "pasp-2026-12-02-cancelled.ics"
    withdrawn = read_calendar(off.content)
    assert withdrawn["METHOD"] == "CANCEL"
    (gone,) = withdrawn.walk("VEVENT")
    assert (gone["UID"], gone["STATUS"]) == (event["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > moved["SEQUENCE"]


def test_the_year_is_one_file_and_its_making_is_on_the_trail(desk: Desk) -> None:
    rows = desk.rows()
    made = desk.services.attendance.year(desk.officer)
    calendar = read_calendar(made.content)
    assert calendar["METHOD"] == "PUBLISH"
    assert len(calendar.walk("VEVENT")) == len(rows)
    manager = desk.manager
    trail = desk.services.keeping.audit(manager, 5)
    assert any("calendar file saved" in row.action for row in trail)
