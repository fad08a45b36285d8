"""The agreement with a provider: only after the match, never with the council's own carers, sums to the penny."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from art_desktop.documents.scan import page_texts
from art_desktop.domain.approaching_commands import DraftEmails, RecordOffer, ReleasePaper
from art_desktop.domain.commands import OpenTier
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import LotId, Pence
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answers, FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.requests import Offer
from art_desktop.domain.vocabulary import Tier, Urgency
from art_desktop.services import Services
from tests.services.journey import Journey
from tests.services.test_offers import TWIN


def ask(journey: Journey) -> PaperAsk:
    return PaperAsk(kind=PaperKind.PLACEMENT_AGREEMENT, request_id=journey.request_id)


def words_of(journey: Journey) -> str:
    view = journey.services.papers.issue(journey.officer, ask(journey))
    content = journey.services.papers.content(journey.officer, view.id)
    return re.sub(r"\s+", " ", " ".join(page_texts(content)))


@pytest.fixture
def bought(services: Services, officer: Actor, manager: Actor, tmp_path: Path) -> Journey:
    """An urgent request that was matched with a household that an agency offered."""
    journey = Journey(services, officer)
    journey.authorised(urgency=Urgency.URGENT, urgent_reason="No bed tonight.")
    journey.search()
    services.searching.open_tier(
        officer, OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    )
    found = journey.search()
    paper = services.papers.issue(
        officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )
    services.releasing.release(
        manager,
        ReleasePaper(request_id=journey.request_id, document_id=paper.id, lot_id=LotId(1)),
    )
    release = services.approaching.page(officer, journey.request_id).releases[0].id
    options = tuple(option.id for option in found if option.provider_id is not None)
    services.sending.draft(officer, DraftEmails(release_id=release, option_ids=options), tmp_path)
    line = services.approaching.page(officer, journey.request_id).approaches[0]
    services.offering.record(
        officer,
        RecordOffer(
            approach_id=line.id,
            version=line.version,
            can_start_on=date(2026, 11, 26),
            weekly_price_pence=Pence(180_001),
            includes="Two hours of therapy a week",
            household=TWIN,
        ),
    )
    offered = services.approaching.page(officer, journey.request_id).offers[0].option_id
    journey.view(offered)
    journey.agree(offered)
    return journey


def test_the_agreement_says_what_was_offered(bought: Journey) -> None:
    words = words_of(bought)
    for told in (
        "Thu 26 Nov 2026", "£1,800.01", "Family 12", "Two hours of therapy a week", "28 days' notice",
        "Thu 3 Dec 2026", "Kwame Ferris", "Together",
    ):  # fmt: skip
        assert told in words


def test_the_parts_of_the_invoice_add_up_to_the_price(bought: Journey) -> None:
    from art_desktop.domain.paper_changes import body_to_json
    from art_desktop.services.paper_agreement import build
    from art_desktop.services.paper_builders import PaperDesk

    papers = bought.services.papers
    with papers._store.reading(bought.officer) as uow:
        now, today = papers._context.now(), papers._context.today()
        built = build(PaperDesk(uow, bought.officer, now, today), ask(bought))
    body = json.loads(body_to_json(built.body))
    assert sum(part["weekly_pence"] for part in body["parts"]) == 180_001
    assert sum(line["weekly_pence"] for line in body["price"]) == 180_001
    assert body["weekly_pence"] == 180_001


def test_the_form_is_printed_and_what_changed_is_said(bought: Journey) -> None:
    words_of(bought)
    subject = FormSubject(code=FormCode.AGREEMENT, request_id=bought.request_id)
    view = bought.services.forms.page(bought.officer, subject)
    assert view.answers.text("included") == "Two hours of therapy a week"
    assert "included" in view.proposed
    answers = Answers(
        {
            "included": "Two hours of therapy a week",
            "excluded": "Holidays abroad",
            "outcomes": ({"outcome": "Sleeps through", "seen_by": "Carers' notes", "by_on": "2027-01-15"},),
            "council_signs": "Ysolde Quenby",
        }
    )  # fmt: skip
    bought.services.forms.save(bought.officer, subject, answers, 0)
    words = words_of(bought)
    for told in ("Holidays abroad", "Sleeps through", "Fri 15 Jan 2027", "Ysolde Quenby"):
        assert told in words
    assert "Outcomes: one line is new" in words


def test_an_offer_of_after_midnight_is_of_the_day_that_it_was_here(bought: Journey) -> None:
    with bought.services.papers._store.writing(bought.officer) as uow:
        for offer in uow.all(Offer):
            offer.received_at = datetime(2026, 10, 20, 23, 30, tzinfo=UTC)
        uow.commit()
    assert "the provider's offer of Wed 21 Oct 2026" in words_of(bought)


def test_before_the_match_there_is_none(services: Services, officer: Actor) -> None:
    journey = Journey(services, officer)
    journey.authorised()
    with pytest.raises(RuleBroken, match="No home has been chosen"):
        services.papers.issue(officer, ask(journey))


def test_an_in_house_carer_has_none(services: Services, officer: Actor) -> None:
    journey = Journey(services, officer)
    journey.matched()
    with pytest.raises(RuleBroken, match="in-house carer has no agreement"):
        services.papers.issue(officer, ask(journey))
