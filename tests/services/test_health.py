"""The health notification as it is built from a real record: when it may be, what it proposes, what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.health_notices import Consent, HealthNotice
from art_desktop.domain.needs import Avoid, NeedAnswer
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_changes import body_to_json
from art_desktop.domain.paper_forms import Answers, FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Level, NeedCode, RequestKind
from art_desktop.services import Services
from art_desktop.services.paper_builders import PaperDesk, build
from tests.services.conftest import TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """Return the main job, not begun."""
    return Journey(services, officer)


def ask_of(journey: Journey) -> PaperAsk:
    """Ask for Toby's notification."""
    return PaperAsk(
        kind=PaperKind.HEALTH_NOTIFICATION, request_id=journey.request_id, child_id=TOBY
    )


def built(journey: Journey, clock: FixedClock, ask: PaperAsk | None = None) -> HealthNotice:
    """Return Toby's notification as the record stands."""
    service = journey.services.papers
    with service._store.reading(journey.officer) as uow:
        desk = PaperDesk(uow, journey.officer, clock.now(), service._context.today())
        body = build(desk, ask or ask_of(journey)).body
    assert isinstance(body, HealthNotice)
    return body


def subject(journey: Journey) -> FormSubject:
    """Return Toby's form."""
    return FormSubject(code=FormCode.HEALTH, request_id=journey.request_id, child_id=TOBY)


def test_a_child_whom_nobody_decided_on_has_none(journey: Journey, clock: FixedClock) -> None:
    journey.referred(kind=RequestKind.FIRST_TIME)
    with pytest.raises(RuleBroken) as refused:
        built(journey, clock)
    assert refused.value.rule == "not_looked_after"


def test_once_authorised_it_says_when_and_what_is_missing(
    journey: Journey, clock: FixedClock
) -> None:
    journey.authorised(kind=RequestKind.FIRST_TIME)
    paper = built(journey, clock)
    assert paper.planned
    assert paper.since == date(2026, 11, 27)
    assert paper.due_on == date(2026, 12, 29)
    assert not paper.late
    assert paper.lives_with == ""
    assert "consent to the assessment" in paper.to_come
    assert built(journey, clock, replace(ask_of(journey), request_id=None)) == paper


def test_after_the_match_it_says_with_whom_the_child_will_live(
    journey: Journey, clock: FixedClock
) -> None:
    first = journey.matched(kind=RequestKind.FIRST_TIME)
    paper = built(journey, clock)
    assert paper.lives_with == f"{first.title}, foster carers"
    assert paper.planned
    assert paper.since == date(2026, 11, 26)  # the day that was offered


def test_the_form_is_prefilled_and_what_is_saved_is_printed(
    journey: Journey, clock: FixedClock
) -> None:
    journey.authorised()
    forms = journey.services.forms
    page = forms.page(journey.officer, subject(journey))
    values = {
        **page.answers.values,
        "nhs_number": "9990000107",
        "gp": "Dr Shaw",
        "allergies": "None known",
        "ring": "Hall, 01632 960001",
        "consent": "given",
        "consent_by": "Their mother",
        "consent_on": "2026-11-23",
        "responsible": ({"name": "Kelly", "relation": "Mother"},),
    }
    forms.save(journey.officer, subject(journey), Answers(values), 0)
    paper = built(journey, clock)
    assert paper.nhs_number == "999 000 0107"
    assert paper.consent is Consent.GIVEN
    assert paper.consent_on == date(2026, 11, 23)
    assert paper.responsible == (("Kelly", "Mother"),)
    assert paper.to_come == ()


def test_only_what_health_needs_is_in_it(journey: Journey, clock: FixedClock) -> None:
    journey.referred()
    told = replace(
        needs(),
        health_words="Asthma since he was two.",
        needs_interpreter=False,
        avoid=(Avoid("He has threatened the carers", person="Uncle Ray"),),
        levels={
            NeedCode.FIRE: NeedAnswer(Level.SIGNIFICANT, "Set light to a shed."),
            NeedCode.HEALTH: NeedAnswer(Level.SOME, "An inhaler at night."),
        },
    )
    journey.save_needs(TOBY, told, 1)
    journey.authorise()
    paper = built(journey, clock)
    assert "Asthma" in paper.known_health
    assert "inhaler" in paper.known_health
    assert paper.interpreter == "Not needed"
    assert paper.not_told == ("Uncle Ray: He has threatened the carers",)
    body = body_to_json(paper)
    assert "shed" not in body
    assert "goalkeeping" not in body


def test_it_is_about_one_child(journey: Journey, clock: FixedClock) -> None:
    journey.authorised()
    with pytest.raises(RuleBroken) as refused:
        built(journey, clock, replace(ask_of(journey), child_id=None))
    assert refused.value.rule == "no_child"


def test_it_is_issued_and_kept(journey: Journey) -> None:
    journey.matched()
    view = journey.services.papers.issue(journey.officer, ask_of(journey))
    assert view.pages in {1, 2}
    assert view.subject_words
