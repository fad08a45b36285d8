"""A panel that decides on an assessment or on support reads what is wanted and what it would cost, without a name."""

from __future__ import annotations

from datetime import date

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.deciding_words import PriceBasis
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.ids import Pence
from art_desktop.domain.panel_room_views import RecordPanelDecision
from art_desktop.domain.panel_views import CaseResource
from art_desktop.domain.permissions import Actor
from art_desktop.domain.resource_views import SaveWanted
from art_desktop.domain.vocabulary import Decision, RequestKind
from art_desktop.services import Services
from tests.services.panel_meeting import PANEL, Sitting, make_sitting
from tests.services.test_resourcing import Errand, wanted


@pytest.fixture
def errand(services: Services, officer: Actor, clock: FixedClock) -> Errand:
    """An errand of the officer's."""
    return Errand(services, officer, clock)


def read(services: Services, sitting: Sitting) -> CaseResource:
    """Return what a panel member reads of the first case."""
    case = services.panel_room.room(PANEL, sitting.meeting_id).items[0].case
    assert case is not None
    assert case.resource is not None
    return case.resource


def test_a_panel_reads_what_is_wanted_and_its_prices(
    errand: Errand, services: Services, officer: Actor
) -> None:
    errand.opened()
    errand.quoted("Dr Quill", 9500, basis=PriceBasis.HOUR, units="40", includes="A report")
    errand.quoted("Fenside Psychology", 420_000, ready_on=date(2027, 2, 9))
    errand.asked("Marsh and Dyke")
    sitting = make_sitting(services, officer, [errand.request_id])
    (done,) = services.panel_cases.prepare_all(officer, sitting.meeting_id)
    assert done.refused == ""
    resource = read(services, sitting)
    lines = {line.title: line.words for line in resource.lines}
    assert lines["Question"] == "Can his parents meet his needs, with what support?"
    assert lines["About"] == "Both parents"
    assert lines["The court sits"] == "Mon 1 Feb 2027"
    assert lines["Paid from"].endswith("(local authority)")
    assert [(one.who, one.whole_pence) for one in resource.quotes] == [
        ("Dr Quill", 380_000),
        ("Fenside Psychology", 420_000),
        ("Marsh and Dyke", None),
    ]
    assert resource.quotes[0].price == "£95.00 an hour × 40 hours"
    assert resource.quotes[1].late == "8 days after the court sits"


def test_a_new_price_makes_the_case_stale(
    errand: Errand, services: Services, officer: Actor
) -> None:
    errand.opened(RequestKind.CRISIS)
    sitting = make_sitting(services, officer, [errand.request_id])
    services.panel_cases.prepare(officer, sitting.items[0])
    assert services.panel_room.room(officer, sitting.meeting_id).items[0].stale == ""
    errand.quoted("Fenside", 90_000)
    assert services.panel_room.room(officer, sitting.meeting_id).items[0].stale
    changes = services.panel_cases.prepare(officer, sitting.items[0]).changes
    assert "What is wanted and its prices: changed" in changes


def test_a_question_that_names_the_child_is_refused(
    errand: Errand, services: Services, officer: Actor
) -> None:
    errand.opened()
    found = errand.view().wanted
    assert found is not None
    services.resourcing.save_wanted(
        officer,
        SaveWanted(
            request_id=errand.request_id,
            version=found.version,
            details=wanted(question="Can Toby go home?"),
        ),
    )
    sitting = make_sitting(services, officer, [errand.request_id])
    with pytest.raises(RuleBroken, match=r"question \(What is wanted\)"):
        services.panel_cases.prepare(officer, sitting.items[0])


def test_the_panel_sets_up_to_what_price_it_may_be_ordered(
    errand: Errand, services: Services, officer: Actor, clock: FixedClock
) -> None:
    errand.opened()
    errand.quoted("Dr Quill", 380_000)
    sitting = make_sitting(services, officer, [errand.request_id], starts_at=clock.now())
    services.panel_cases.prepare_all(officer, sitting.meeting_id)

    def decide(decision: Decision, note: str = "") -> None:
        services.panel_room.decide(
            officer,
            RecordPanelDecision(
                item_id=sitting.items[0],
                version=sitting.item(0).version,
                decision=decision,
                note=note,
                most_pence=Pence(350_000),
            ),
        )

    with pytest.raises(InvalidAnswers, match="goes with an agreed"):
        decide(Decision.NOT_AGREED, "Not now")
    decide(Decision.AGREED)
    case = services.panel_room.room(PANEL, sitting.meeting_id).items[0].case
    assert case is not None
    assert case.outcome == "Agreed\nUp to £3,500.00 in all"
    with pytest.raises(RuleBroken, match=r"£3,500\.00 was authorised"):
        errand.order("Dr Quill", why="The only one in time")
