"""The referrals of a request: what the asked are told, and what the chosen home is told beside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from art_desktop.documents.scan import page_texts
from art_desktop.domain.children import Child
from art_desktop.domain.commands import SaveNeeds
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.needs import Avoid, FamilyTime
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answers, FormSubject
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.placements import Placement
from art_desktop.domain.vocabulary import Answer, Urgency
from art_desktop.services import Services
from art_desktop.services.paper_identities import identities_of
from art_desktop.services.standing import hold
from tests.services.conftest import MAYA, NOW, REID, TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The steps of the main job."""
    return Journey(services, officer)


def words_of(journey: Journey, kind: PaperKind) -> str:
    view = journey.services.papers.issue(
        journey.officer, PaperAsk(kind=kind, request_id=journey.request_id)
    )
    content = journey.services.papers.content(journey.officer, view.id)
    return re.sub(r"\s+", " ", " ".join(page_texts(content)))


def test_providers_are_told_how_soon_to_answer(journey: Journey) -> None:
    journey.authorised()
    assert "within 48 hours of getting this" in words_of(journey, PaperKind.REFERRAL_REDACTED)


def test_no_time_is_given_to_answer_that_there_is_not(journey: Journey) -> None:
    journey.authorised(urgency=Urgency.URGENT, urgent_reason="No bed tonight.", needed_at=NOW)
    assert "as soon as you can" in words_of(journey, PaperKind.REFERRAL_REDACTED)


def test_an_indicative_referral_asks_for_no_answer(journey: Journey) -> None:
    journey.referred()
    words = words_of(journey, PaperKind.REFERRAL_REDACTED)
    assert "not asked for yet" in words
    assert "within 48 hours" not in words


def test_the_chosen_home_is_told_who_where_and_whom_to_ring(journey: Journey) -> None:
    journey.referred()
    for child in journey.page.children:
        body = replace(
            needs(),
            immigration="British citizen",
            family_time=(FamilyTime("Nan (Dilys)", "PE1 1AB", "most Sundays"),),
            avoid=(Avoid("his uncle drinks there", "NN1", 2.0, "Zeb Marchbanks"),),
        )
        journey.services.needs.save(
            journey.officer,
            SaveNeeds(
                request_id=journey.request_id,
                child_id=child.child_id,
                based_on=child.profile_number,
                needs=body,
            ),
        )
    journey.authorise()
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    journey.agree(first.id)
    words = words_of(journey, PaperKind.REFERRAL_FULL)
    for told in (
        "Thu 26 Nov 2026",
        "Nan (Dilys)",
        "most Sundays",
        "Zeb Marchbanks · NN1 area and 2 miles round it: his uncle drinks there",
        "British citizen",
        "Kwame Ferris",
        "What comes with it",
        "Number at the council",
    ):
        assert told in words
    assert "Please answer" not in words


def test_the_family_table_leaves_out_who_moves_along(journey: Journey) -> None:
    journey.referred()
    seen = (FamilyTime("Mother", None, "Saturdays"), FamilyTime("Nan (Dilys)", None, "Sundays"))
    for child in journey.page.children:
        journey.save_needs(child.child_id, replace(needs(), family_time=seen), child.profile_number)
    with journey.services.papers._store.reading(None) as uow:
        held = hold(uow, journey.request_id, NOW.date())
        both = identities_of(uow, held, NOW.date())
        alone = identities_of(uow, replace(held, children=held.children[:1]), NOW.date())
    family = [("Mother", "", "Saturdays"), ("Nan", "Nan (Dilys)", "Sundays")]
    assert len(both) > 1
    for one in both:
        assert [(m.relation, m.name, m.note) for m in one.family] == family
    apart = [(m.relation, m.name, m.note) for m in alone[0].family[2:]]
    assert apart == [("Brother", held.children[1].full_name, "aged 6")]


def test_whom_a_form_names_is_on_no_redacted_paper(journey: Journey) -> None:
    journey.authorised()
    child = journey.page.children[0]
    subject = FormSubject(
        code=FormCode.CONTACTS, request_id=journey.request_id, child_id=child.child_id
    )
    rows = (
        {"role": "Maternal grandmother", "name": "Dilys Quenby", "phone": "01632 960143"},
        {"role": "Uncle", "name": "Uncle"},
        {"role": "Out of hours", "name": "Emergency Duty Service", "phone": "01632 960999"},
    )
    journey.services.forms.save(journey.officer, subject, Answers({"people": rows}), 0)
    assert "within 48 hours" in words_of(journey, PaperKind.REFERRAL_REDACTED)
    body = replace(needs(), likes="Feeding Mrs Quenby's hens on Saturdays.")
    journey.save_needs(child.child_id, body, child.profile_number)
    with pytest.raises(RuleBroken, match="name") as refused:
        words_of(journey, PaperKind.REFERRAL_REDACTED)
    assert "Quenby" not in str(refused.value)


def test_a_baby_born_on_the_day_of_the_decision_can_have_a_paper(
    journey: Journey, officer: Actor
) -> None:
    child = journey.services.children.form(officer, TOBY)
    journey.services.children.save(officer, replace(child, born_on=NOW.date()))
    journey.authorised(needed_at=NOW)
    assert "Tue 24 Nov 2026" in words_of(journey, PaperKind.REFERRAL_REDACTED)
    line = journey.page.children[0]
    body = replace(needs(), likes="Was born on Tue 24 Nov 2026 at home.")
    journey.save_needs(line.child_id, body, line.profile_number)
    with pytest.raises(RuleBroken, match="date"):
        words_of(journey, PaperKind.REFERRAL_REDACTED)


def test_whom_a_form_of_an_earlier_request_names_is_on_no_redacted_paper(journey: Journey) -> None:
    journey.authorised()
    child = journey.page.children[0]
    rows = ({"role": "Maternal grandmother", "name": "Dilys Quenby"},)
    with journey.services.papers._store.writing(journey.officer) as uow:
        uow.add(
            PaperForm(
                code=FormCode.CONTACTS,
                subject=f"request 99 child {child.child_id}",
                child_id=child.child_id,
                number=1,
                body=Answers({"people": rows}).to_json(),
                saved_at=NOW,
                saved_by=journey.officer.user_id,
            )
        )
        uow.commit()
    body = replace(needs(), likes="Feeding Mrs Quenby's hens on Saturdays.")
    journey.save_needs(child.child_id, body, child.profile_number)
    with pytest.raises(RuleBroken, match="name"):
        words_of(journey, PaperKind.REFERRAL_REDACTED)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("His sister lives in PE4 4aa.", "postcode"), ("He rings her on 01632 960 147.", "telephone")],
)
def test_where_a_sister_lives_is_on_no_redacted_paper(
    journey: Journey, words: str, kind: str
) -> None:
    journey.authorised()
    with journey.services.papers._store.writing(journey.officer) as uow:
        uow.get(Child, MAYA).family_id = uow.get(Child, TOBY).family_id
        home = uow.get(Household, REID)
        uow.add(Placement(child_id=MAYA, tier=None, household_id=REID, starts_on=date(2026, 1, 5)))
        home.carers[0].phone = "01632 960147"
        uow.commit()
    assert "within 48 hours" in words_of(journey, PaperKind.REFERRAL_REDACTED)
    child = journey.page.children[0]
    journey.save_needs(child.child_id, replace(needs(), likes=words), child.profile_number)
    with pytest.raises(RuleBroken, match=kind):
        words_of(journey, PaperKind.REFERRAL_REDACTED)


def test_a_child_not_yet_born_is_said_to_be_so(journey: Journey, officer: Actor) -> None:
    child = journey.services.children.form(officer, TOBY)
    journey.services.children.save(officer, replace(child, born_on=NOW.date() + timedelta(days=20)))
    journey.authorised()
    words = words_of(journey, PaperKind.REFERRAL_REDACTED)
    assert "Boy, not yet born" in words
    assert "brother not yet born" in words.casefold()
    assert "month" not in words[: words.index("What he needs")]
