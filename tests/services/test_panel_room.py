"""A panel's cases are anonymous, its members read nothing else, and its decisions land on the requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import Condition
from art_desktop.domain.deciding_words import (
    AgendaState,
    Funder,
    MeetingState,
    PanelKind,
    SplitBasis,
)
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import RequestId
from art_desktop.domain.meetings import MeetingPerson, PanelCase
from art_desktop.domain.panel_room_views import RecordPanelDecision
from art_desktop.domain.panel_views import case_from_json
from art_desktop.domain.permissions import Actor
from art_desktop.domain.redaction import KnownIdentity, find_identifiers
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import Answer, Decision, Post, RequestKind, TaskKind
from art_desktop.domain.work import Task
from art_desktop.services import Services
from tests.services.conftest import MAYA, NOW, TOBY
from tests.services.journey import Journey, needs
from tests.services.panel_meeting import PANEL, Sitting, make_sitting, sit

EVERYBODY = KnownIdentity(
    names=(
        "Toby Wrenfield",
        "Frankie Wrenfield",
        "Maya Osei",
        "Kwame Ferris",
        "Ade Hall",
        "Sam Hall",
        "Ade Okafor",
        "Sam Okafor",
        "Chidi Okafor",
        "Ade Reid",
        "Hall",
        "Okafor",
        "Reid",
    ),
    dates=(date(2017, 3, 1), date(2020, 6, 1), date(2012, 6, 1), date(1975, 5, 5)),
    addresses=(
        "7 Larkspur Row, Peterborough",
        "1 Marigold Way, Peterborough",
        "2 Marigold Way, Peterborough",
    ),
    postcodes=("PE1 1AA", "PE1 1AB", "PE2 2AA", "PE4 4AA"),
    schools=("Stonebridge Primary",),
    numbers=("99001", "99002", "99003"),
    phones=("01632 960001", "01632 960777"),
)


@pytest.fixture
def sitting(services: Services, officer: Actor, clock: FixedClock) -> Sitting:
    """A PASP half an hour from now, its cases prepared; then it is begun."""
    made = sit(services, officer)
    done = services.panel_cases.prepare_all(officer, made.meeting_id)
    assert [one.refused for one in done] == ["", ""]
    clock.move_on(timedelta(minutes=30))
    return made


def bodies(sitting: Sitting) -> list[str]:
    with sitting.services.panel_room._store.reading(None) as uow:
        return [one.body for one in uow.all(PanelCase)]


# The case


def test_a_case_tells_the_child_the_options_and_nobodys_name(sitting: Sitting) -> None:
    case = case_from_json(bodies(sitting)[0])
    assert case.children_words == "Boy, 9 · with brother, 6"
    assert [child.heading for child in case.children] == ["Boy, 9", "Boy, 6"]
    assert case.children[0].person[0].words == "Worms, maps and goalkeeping"
    assert [option.title for option in case.options] == [
        "In-house household A, PE1 area",
        "In-house household B, PE2 area",
    ]
    assert case.options[0].about.startswith("2 carers")
    assert case.options[0].verdicts
    assert case.indicative
    for body in bodies(sitting):
        assert find_identifiers(body, EVERYBODY) == ()


def test_sentences_say_who_lives_there_by_age_alone(sitting: Sitting) -> None:
    case = case_from_json(bodies(sitting)[0])
    said = [one for option in case.options for one in option.verdicts if one.sentence]
    assert len(said) > 20
    told = {one.code: one.sentence for one in case.options[0].verdicts}
    assert told["near_home"] or told["same_school"]


@pytest.mark.parametrize(
    ("field", "words", "place"),
    [
        ("likes", "Football with Frankie", "likes"),
        ("wishes", "To stay at Stonebridge Primary", "says they want"),
        ("routines", "Rings Kwame on Sundays", "routines"),
        ("comfort", "Born on 1 March 2017", "comfort"),
        ("food", "Tea at 7 Larkspur Row", "food"),
    ],
)
def test_an_answer_that_names_somebody_is_refused_with_its_place(
    services: Services, officer: Actor, field: str, words: str, place: str
) -> None:
    sitting = sit(services, officer, searched=False, children=((),))
    journey = Journey(services, officer)
    journey.request_id = sitting.requests[0]
    number = next(c.profile_number for c in journey.page.children if c.child_id == TOBY)
    from dataclasses import replace

    journey.save_needs(TOBY, replace(needs(), **{field: words}), number)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match=place) as refused:
        services.panel_cases.prepare(officer, sitting.items[0])
    assert "Edit it there" in str(refused.value)
    assert bodies(sitting) == []
    done = services.panel_cases.prepare_all(officer, sitting.meeting_id)
    assert place in done[0].refused


def test_a_carer_named_in_the_terms_of_an_offer_is_refused(
    services: Services, officer: Actor
) -> None:
    journey = Journey(services, officer)
    first = journey.searched()[0]
    journey.ask(first.id)
    waiting = next(a for a in journey.page.approaches if a.answer is Answer.WAITING)
    from art_desktop.domain.commands import RecordAnswer

    services.approaching.answer(
        officer,
        RecordAnswer(
            approach_id=waiting.id,
            version=waiting.version,
            answer=Answer.YES,
            can_start_on=date(2026, 11, 26),
            conditions="If Ade is at home by then",
        ),
    )
    sitting = make_sitting(services, officer, [journey.request_id])
    with pytest.raises(RuleBroken, match="the terms of option A"):
        services.panel_cases.prepare(officer, sitting.items[0])


def test_an_equal_case_is_not_kept_twice_and_a_changed_one_says_what_changed(
    services: Services, officer: Actor
) -> None:
    sitting = sit(services, officer)
    first = services.panel_cases.prepare(officer, sitting.items[0])
    again = services.panel_cases.prepare(officer, sitting.items[0])
    assert (first.number, first.new) == (1, True)
    assert (again.number, again.new) == (1, False)
    journey = Journey(services, officer)
    journey.request_id = sitting.requests[0]
    option = next(
        o
        for tier in services.searching.shortlist(officer, journey.request_id).tiers
        for o in tier.suitable
    )
    journey.authorise()
    journey.search()
    journey.ask(option.id)
    room = services.panel_room.room(officer, sitting.meeting_id)
    assert room.items[0].stale == "The request has changed since this case was prepared."
    later = services.panel_cases.prepare(officer, sitting.items[0])
    assert (later.number, later.new) == (2, True)
    assert "What was tried: changed" in later.changes
    room = services.panel_room.room(officer, sitting.meeting_id)
    assert room.items[0].stale == ""
    case = room.items[0].case
    assert case is not None
    assert case.tried == ("1 in-house household asked: 1 not answered yet",)
    assert case.decisions == ("Agreed by PASP, Tue 24 Nov 2026",)


# Reading


_TABLES = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)", re.IGNORECASE)


@contextmanager
def spying(services: Services) -> Iterator[list[str]]:
    """Note every statement that is sent to the database."""
    seen: list[str] = []
    store: Any = services.panel_room._store

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_a_panel_member_loads_the_meeting_and_its_cases_and_nothing_else(
    sitting: Sitting,
) -> None:
    with spying(sitting.services) as seen:
        lines = sitting.services.panel_room.meetings(PANEL)
        room = sitting.services.panel_room.room(PANEL, sitting.meeting_id)
    read = {table.lower() for statement in seen for table in _TABLES.findall(statement)}
    plumbing = {"audit_event", "audit", "audit_entry", "audit_head", "audit_log"}
    assert read - plumbing <= {"meeting", "meeting_person", "agenda_item", "panel_case"}
    assert "panel_case" in read
    assert [(line.cases, line.ready) for line in lines] == [(2, 2)]
    assert [item.case is not None for item in room.items] == [True, True]
    assert {item.request_id for item in room.items} == {None}
    assert find_identifiers(repr(room), EVERYBODY) == ()


def test_the_reading_is_in_the_audit_trail(sitting: Sitting, manager: Actor) -> None:
    sitting.services.panel_room.room(PANEL, sitting.meeting_id)
    rows = sitting.services.keeping.audit(manager, 5)
    assert any(row.action == "panel papers read" for row in rows)


def test_a_member_reads_their_own_meetings_until_they_are_closed(sitting: Sitting) -> None:
    services = sitting.services
    for state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        sitting.meeting(state=state)
        assert services.panel_room.meetings(PANEL) == ()
        with pytest.raises(NotPermitted, match="until the meeting is closed"):
            services.panel_room.room(PANEL, sitting.meeting_id)
    assert services.panel_room.room(sitting.officer, sitting.meeting_id).items
    sitting.meeting(state=MeetingState.UNDER_WAY)
    assert len(services.panel_room.meetings(PANEL)) == 1
    with services.panel_room._store.writing(sitting.officer) as uow:
        uow.remove(uow.all(MeetingPerson)[0])
        uow.commit()
    assert services.panel_room.meetings(PANEL) == ()
    with pytest.raises(NotPermitted):
        services.panel_room.room(PANEL, sitting.meeting_id)
    assert len(services.panel_room.meetings(sitting.officer)) == 1


def test_a_panel_member_may_neither_prepare_decide_nor_identify(sitting: Sitting) -> None:
    services, item = sitting.services, sitting.items[0]
    for call in (
        lambda: services.panel_cases.prepare(PANEL, item),
        lambda: services.panel_room.identify(PANEL, item),
        lambda: services.panel_room.decide(
            PANEL, RecordPanelDecision(item_id=item, version=1, decision=Decision.AGREED)
        ),
    ):
        with pytest.raises(NotPermitted):
            call()


def test_identifying_is_logged_and_says_who(sitting: Sitting, manager: Actor) -> None:
    who = sitting.services.panel_room.identify(sitting.officer, sitting.items[0])
    assert who.lines[0].startswith("Toby Wrenfield, 9 y")
    rows = sitting.services.keeping.audit(manager, 3)
    assert any(row.action == "identity shown" for row in rows)


# Deciding


def decision(sitting: Sitting, at: int = 0, **changes: object) -> RecordPanelDecision:
    given: dict[str, object] = {
        "item_id": sitting.items[at],
        "version": sitting.item(at).version,
        "decision": Decision.AGREED,
    }
    return RecordPanelDecision(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def written(sitting: Sitting, request: RequestId) -> list[Authorisation]:
    with sitting.services.panel_room._store.reading(None) as uow:
        return uow.all(Authorisation, request_id=request)


def test_a_decision_lands_on_its_request_and_the_next_case_comes_up(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    command = decision(
        sitting,
        decision=Decision.AGREED_CONDITIONS,
        conditions=(Condition("A risk plan", date(2026, 12, 1), officer.user_id),),
    )
    done = services.panel_room.decide(officer, command)
    assert done.next_item == sitting.items[1]
    (one,) = written(sitting, sitting.requests[0])
    assert (one.post, one.decided_by, one.item_id) == (
        Post.PASP,
        "Grace Penhaligon",
        sitting.items[0],
    )
    assert services.requests.page(officer, sitting.requests[0]).authorised
    with services.panel_room._store.reading(None) as uow:
        (task,) = uow.all(Task, kind=TaskKind.CONDITION)
    assert task.words == "A risk plan"
    room = services.panel_room.room(PANEL, sitting.meeting_id)
    assert room.items[0].state is AgendaState.HEARD
    assert room.items[0].case is not None
    assert room.items[0].case.outcome == "Agreed with conditions\nA risk plan (by Tue 1 Dec 2026)"
    assert room.state is MeetingState.UNDER_WAY
    assert room.first_waiting() == 1


def test_a_later_decision_on_the_same_item_counts_and_both_stay(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    services.panel_room.decide(officer, decision(sitting))
    services.panel_room.decide(
        officer, decision(sitting, decision=Decision.NOT_AGREED, note="Recorded on the wrong case.")
    )
    assert [one.decision for one in written(sitting, sitting.requests[0])] == [
        Decision.AGREED,
        Decision.NOT_AGREED,
    ]
    assert not services.requests.page(officer, sitting.requests[0]).authorised
    room = services.panel_room.room(officer, sitting.meeting_id)
    assert room.items[0].case is not None
    assert room.items[0].case.outcome.startswith("Not agreed")


def test_a_deferral_says_what_is_needed_and_by_when(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    with pytest.raises(InvalidAnswers, match="what is needed"):
        services.panel_room.decide(
            officer, decision(sitting, decision=Decision.DEFERRED, deferred_to=date(2026, 12, 1))
        )
    assert sitting.item(0).state is AgendaState.WAITING
    services.panel_room.decide(
        officer,
        decision(
            sitting,
            decision=Decision.DEFERRED,
            note="The school's view",
            deferred_to=date(2026, 12, 1),
        ),
    )
    (one,) = written(sitting, sitting.requests[0])
    assert one.deferred_to == date(2026, 12, 1)
    assert not services.requests.page(officer, sitting.requests[0]).authorised


def split(sitting: Sitting, *shares: str) -> RecordFunding:
    funders = (Funder.SOCIAL_CARE, Funder.EDUCATION, Funder.HEALTH)
    return RecordFunding(
        request_id=sitting.requests[0],
        basis=SplitBasis.SHARES,
        starts_on=date(2026, 11, 27),
        lines=tuple(
            FundingPart(funder, Decimal(share))
            for funder, share in zip(funders, shares, strict=False)
        ),
    )


def test_a_split_is_recorded_with_its_decision_or_neither_is(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    with pytest.raises(RuleBroken):
        services.panel_room.decide(officer, decision(sitting, funding=split(sitting, "28", "70")))
    assert written(sitting, sitting.requests[0]) == []
    assert sitting.item(0).state is AgendaState.WAITING
    services.panel_room.decide(officer, decision(sitting, funding=split(sitting, "28", "72")))
    (one,) = written(sitting, sitting.requests[0])
    with services.panel_room._store.reading(None) as uow:
        (kept,) = uow.all(FundingSplit)
        assert [(line.funder, line.share) for line in kept.lines] == [
            (Funder.SOCIAL_CARE, "28"),
            (Funder.EDUCATION, "72"),
        ]
    assert kept.authorisation_id == one.id
    with pytest.raises(InvalidAnswers, match="goes with an agreement"):
        services.panel_room.decide(
            officer,
            decision(
                sitting,
                decision=Decision.NOT_AGREED,
                note="Too far",
                funding=split(sitting, "28", "72"),
            ),
        )


def test_a_panel_that_may_not_decide_is_refused_and_nothing_is_lost(
    services: Services, officer: Actor, clock: FixedClock
) -> None:
    journey = Journey(services, officer)
    request = journey.referred(kind=RequestKind.SECURE, child_ids=(MAYA,))
    sitting = make_sitting(services, officer, [request])
    services.panel_cases.prepare_all(officer, sitting.meeting_id)
    clock.move_on(timedelta(minutes=30))
    with pytest.raises(RuleBroken):
        services.panel_room.decide(officer, decision(sitting))
    assert written(sitting, request) == []
    assert sitting.item(0).state is AgendaState.WAITING
    sitting.meeting(panel=PanelKind.FOSTERING)
    with pytest.raises(RuleBroken, match="recommends"):
        services.panel_room.decide(officer, decision(sitting))


def test_nothing_is_decided_before_the_day_or_after_the_close(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    sitting.meeting(starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=2, hours=2))
    with pytest.raises(RuleBroken, match="Thu 26 Nov 2026"):
        services.panel_room.decide(officer, decision(sitting))
    sitting.meeting(starts_at=NOW, ends_at=NOW + timedelta(hours=2), state=MeetingState.CLOSED)
    with pytest.raises(RuleBroken, match="closed"):
        services.panel_room.decide(officer, decision(sitting))


def test_a_decision_on_an_item_that_moved_on_is_refused(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    old = decision(sitting)
    services.panel_room.decide(officer, old)
    with pytest.raises(ChangedByOther):
        services.panel_room.decide(officer, old)


def test_a_condition_that_names_somebody_is_recorded_but_not_shown(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    services.panel_room.decide(
        officer,
        decision(
            sitting,
            decision=Decision.AGREED_CONDITIONS,
            conditions=(Condition("Toby keeps his school", date(2026, 12, 1)),),
        ),
    )
    (one,) = written(sitting, sitting.requests[0])
    assert "Toby" in one.conditions
    room = services.panel_room.room(PANEL, sitting.meeting_id)
    assert "Toby" not in repr(room)
    assert room.items[0].case is not None
    assert "a condition that names somebody" in room.items[0].case.outcome


def test_running_late_follows_from_the_slots_and_the_clock(
    sitting: Sitting, clock: FixedClock
) -> None:
    services, officer = sitting.services, sitting.officer

    def late() -> int | None:
        room = services.panel_room.room(officer, sitting.meeting_id)
        return room.late_minutes(clock.now())

    assert late() == 0
    clock.move_on(timedelta(minutes=20))
    assert late() == 0
    clock.move_on(timedelta(minutes=12))
    assert late() == 12
    services.panel_room.decide(officer, decision(sitting))
    assert late() == 12
    clock.move_on(timedelta(minutes=10))
    assert late() == 12
    services.panel_room.decide(officer, decision(sitting, 1))
    assert late() is None
