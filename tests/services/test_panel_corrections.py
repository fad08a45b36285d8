"""What is left of a panel's decision that is recorded again; when it counts from; whom its words may name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import Condition
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.meetings import AgendaItem, MeetingPerson
from art_desktop.domain.needs import Avoid
from art_desktop.domain.permissions import Actor
from art_desktop.domain.placements import Placement
from art_desktop.domain.providers import Provider
from art_desktop.domain.requests import Option, Request, SocialWorkerView
from art_desktop.domain.spoken_names import names_in
from art_desktop.domain.vocabulary import Decision, ProviderKind, TaskKind, Tier, WorkerView
from art_desktop.domain.work import Task
from art_desktop.services import Services
from tests.services.conftest import HALL, MAYA, NOW
from tests.services.journey import Journey, needs
from tests.services.panel_meeting import PANEL, Sitting, make_sitting, sit
from tests.services.test_panel_room import decision, split, written


@pytest.fixture
def sitting(services: Services, officer: Actor, clock: FixedClock) -> Sitting:
    """A PASP with its cases prepared, that begins now."""
    made = sit(services, officer)
    services.panel_cases.prepare_all(officer, made.meeting_id)
    clock.move_on(timedelta(minutes=30))
    return made


def splits(sitting: Sitting) -> list[FundingSplit]:
    with sitting.services.panel_room._store.reading(None) as uow:
        return uow.all(FundingSplit)


def test_a_decision_recorded_again_takes_back_what_the_first_one_left(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    services.funding.record(officer, split(sitting, "100"))
    later = split(sitting, "28", "72")
    services.panel_room.decide(
        officer,
        decision(
            sitting,
            decision=Decision.AGREED_CONDITIONS,
            conditions=(Condition("A risk plan", date(2026, 12, 1)),),
            funding=replace(later, starts_on=date(2026, 12, 7)),
        ),
    )
    assert [one.ends_on for one in splits(sitting)] == [date(2026, 12, 6), None]
    done = services.panel_room.decide(
        officer, decision(sitting, decision=Decision.NOT_AGREED, note="It was the other case.")
    )
    assert "holds no longer" in done.words
    assert [(one.authorisation_id, one.ends_on) for one in splits(sitting)] == [(None, None)]
    with services.panel_room._store.reading(None) as uow:
        (task,) = uow.all(Task, kind=TaskKind.CONDITION)
    assert task.done_note == "The panel's decision was recorded again."
    assert len(written(sitting, sitting.requests[0])) == 2


def test_what_a_wrong_decision_settled_is_owed_again(sitting: Sitting, clock: FixedClock) -> None:
    services, officer, request = sitting.services, sitting.officer, sitting.requests[0]
    with services.panel_room._store.writing(officer) as uow:
        uow.add(
            Task(
                kind=TaskKind.RETROSPECTIVE,
                words="Retrospective authorisation",
                due_at=NOW + timedelta(hours=8),
                opened_at=NOW,
                request_id=request,
            )
        )
        uow.commit()

    def owed() -> bool:
        with services.panel_room._store.reading(None) as uow:
            (task,) = uow.all(Task, kind=TaskKind.RETROSPECTIVE, request_id=request)
            return task.done_at is None

    services.panel_room.decide(officer, decision(sitting))
    assert not owed()
    clock.move_on(timedelta(minutes=5))
    services.panel_room.decide(
        officer,
        decision(
            sitting,
            decision=Decision.DEFERRED,
            note="The school's view",
            deferred_to=date(2026, 12, 2),
        ),
    )
    assert owed()


def test_a_decision_recorded_the_next_day_is_of_the_day_of_the_meeting(
    sitting: Sitting, clock: FixedClock
) -> None:
    clock.move_on(timedelta(days=1))
    sitting.services.panel_room.decide(sitting.officer, decision(sitting))
    (one,) = written(sitting, sitting.requests[0])
    assert one.decided_at == NOW + timedelta(hours=3)
    assert one.recorded_at == clock.now()


def test_the_minute_taker_is_told_that_the_quorum_is_not_there(sitting: Sitting) -> None:
    sitting.meeting(quorum=2)
    done = sitting.services.panel_room.decide(sitting.officer, decision(sitting))
    assert "quorum 2: 2 short" in done.words
    with sitting.services.panel_room._store.reading(None) as uow:
        assert len(uow.all(MeetingPerson)) == 1


def test_a_carer_named_in_a_condition_is_not_shown(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    services.panel_room.decide(
        officer,
        decision(
            sitting,
            decision=Decision.AGREED_CONDITIONS,
            conditions=(Condition("Visit the Okafors first", date(2026, 12, 1)),),
            note="Chidi Okafor is to be asked too.",
        ),
    )
    case = services.panel_room.room(PANEL, sitting.meeting_id).items[0].case
    assert case is not None
    assert "Okafor" not in case.outcome
    assert "a condition that names somebody (by Tue 1 Dec 2026)" in case.outcome


def test_an_earlier_decision_that_names_somebody_keeps_no_case_back(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    services.panel_room.decide(
        officer,
        decision(
            sitting,
            decision=Decision.DEFERRED,
            note="What Toby wants",
            deferred_to=date(2026, 11, 25),
        ),
    )
    later = make_sitting(services, officer, [sitting.requests[0]])
    services.panel_cases.prepare(officer, later.items[0])
    case = services.panel_room.room(PANEL, later.meeting_id).items[0].case
    assert case is not None
    (told,) = case.decisions
    assert told.startswith("Deferred by PASP")
    assert told.endswith("a note that names somebody")


def test_a_child_who_lives_in_a_home_that_is_told_is_not_named(
    services: Services, officer: Actor, sitting: Sitting
) -> None:
    with services.panel_room._store.writing(officer) as uow:
        uow.add(
            Placement(
                child_id=MAYA,
                tier=Tier.IN_HOUSE,
                household_id=HALL,
                postcode="PE1 1AB",
                starts_on=date(2026, 1, 1),
            )
        )
        option = next(
            one for one in uow.all(Option, request_id=sitting.requests[0]) if one.suitable
        )
        assert option.id is not None
        uow.add(
            SocialWorkerView(
                option_id=option.id,
                request_id=sitting.requests[0],
                view=WorkerView.DISAGREE,
                words="He would not get on with Maya.",
                given_by="Kwame Ferris",
                given_at=NOW,
                recorded_by=officer.user_id,
            )
        )
        uow.commit()
    (first, _) = services.panel_cases.prepare_all(officer, sitting.meeting_id)
    assert "the social worker's view of option A" in first.refused


@pytest.mark.parametrize(
    "words", ["Darren came to the school gate.", "He likes Castle Hill Academy."]
)
def test_whom_and_what_a_profile_names_is_looked_for(
    services: Services, officer: Actor, sitting: Sitting, words: str
) -> None:
    page = services.requests.page(officer, sitting.requests[1])
    (maya,) = page.children
    journey = Journey(services, officer)
    journey.request_id = sitting.requests[1]
    avoid = (Avoid("He hurt her.", person="Mum's partner Darren"),)
    body = replace(needs(), avoid=avoid, school_name="Castle Hill Academy")
    journey.save_needs(maya.child_id, body, maya.profile_number)
    with services.panel_room._store.writing(officer) as uow:
        uow.get(Request, sitting.requests[1]).why = words
        uow.commit()
    (_, second) = services.panel_cases.prepare_all(officer, sitting.meeting_id)
    assert second.refused.startswith("The case was not prepared. It would say who somebody is: why")


def test_a_child_called_as_a_company_is_not_named_in_what_somebody_typed(
    services: Services, officer: Actor, sitting: Sitting
) -> None:
    with services.panel_room._store.writing(officer) as uow:
        uow.add(Provider(reference="P-0002", name="Maya", kind=ProviderKind.IFA))
        uow.get(AgendaItem, sitting.items[1]).asked = "Where is Maya to live?"
        uow.commit()
    (_, second) = services.panel_cases.prepare_all(officer, sitting.meeting_id)
    assert "what the panel is asked (Agenda): a name" in second.refused


def test_a_childs_record_that_changes_makes_the_case_stale(
    services: Services, officer: Actor, sitting: Sitting
) -> None:
    assert not services.panel_room.room(officer, sitting.meeting_id).items[1].stale
    with services.panel_room._store.writing(officer) as uow:
        uow.get(Child, MAYA).known_as = "Moo"
        uow.commit()
    assert services.panel_room.room(officer, sitting.meeting_id).items[1].stale


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("Mum and Kelly's nan", ("Kelly",)),
        ("Kelly (mum)", ("Kelly",)),
        ("Darren Pike", ("Darren", "Pike")),
        ("Nan Jo", ("Jo",)),
        ("Birth Mother", ()),
        ("Two grown-up brothers", ()),
        ("Best friend's family", ()),
        ("Older boys on Sundays", ()),
    ],
)
def test_names_are_told_from_relations_by_their_capital(who: str, names: tuple[str, ...]) -> None:
    assert names_in(who) == names
