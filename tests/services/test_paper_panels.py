"""A panel's papers: the pack from kept cases, minutes when it is over, letters of its decisions; nobody is named."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

import pypdfium2
import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import Condition, RecordAuthorisation
from art_desktop.domain.deciding_words import Funder, MeetingReply, SplitBasis
from art_desktop.domain.errors import InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.ids import AuthorisationId, Pence, RequestId
from art_desktop.domain.meeting_views import CloseMeeting
from art_desktop.domain.meetings import Meeting, MeetingPerson
from art_desktop.domain.panel_room_views import RecordPanelDecision
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answer, Answers, FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.redaction import find_identifiers
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import Decision, Post
from art_desktop.services import Services
from tests.services.conftest import NOW
from tests.services.journey import Journey
from tests.services.panel_meeting import PANEL, Sitting, sit
from tests.services.test_panel_room import EVERYBODY


@pytest.fixture
def sitting(services: Services, officer: Actor) -> Sitting:
    """A PASP half an hour from now with two cases, none prepared."""
    return sit(services, officer)


def pack_of(sitting: Sitting) -> PaperAsk:
    return PaperAsk(kind=PaperKind.PANEL_PACK, meeting_id=sitting.meeting_id)


def minutes_of(sitting: Sitting) -> PaperAsk:
    return PaperAsk(kind=PaperKind.PANEL_MINUTES, meeting_id=sitting.meeting_id)


def text_of(sitting: Sitting, ask: PaperAsk) -> str:
    """Return the words of a paper that is drawn and kept now."""
    kept = sitting.services.papers.issue(sitting.officer, ask)
    data = sitting.services.papers.content(sitting.officer, kept.id)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        return " ".join("\n".join(pages).split())
    finally:
        document.close()


def held(sitting: Sitting, clock: FixedClock) -> None:
    """Hold the meeting: the first is agreed with conditions and a split, the second deferred."""
    services, officer = sitting.services, sitting.officer
    services.panel_cases.prepare_all(officer, sitting.meeting_id)
    clock.move_on(timedelta(minutes=40))
    today = NOW.date()
    services.panel_room.decide(
        officer,
        RecordPanelDecision(
            item_id=sitting.items[0],
            version=sitting.item(0).version,
            decision=Decision.AGREED_CONDITIONS,
            conditions=(Condition("The school's view in writing", today + timedelta(days=7)),),
            funding=RecordFunding(
                request_id=sitting.requests[0],
                basis=SplitBasis.SHARES,
                starts_on=today,
                weekly_pence=Pence(100001),
                lines=(
                    FundingPart(Funder.SOCIAL_CARE, Decimal(28)),
                    FundingPart(Funder.EDUCATION, Decimal(72)),
                ),
            ),
        ),
    )
    services.panel_room.decide(
        officer,
        RecordPanelDecision(
            item_id=sitting.items[1],
            version=sitting.item(1).version,
            decision=Decision.DEFERRED,
            note="The health visitor's report",
            deferred_to=today + timedelta(days=8),
        ),
    )


def close(sitting: Sitting) -> None:
    with sitting.services.panel_room._store.reading(None) as uow:
        version = uow.get(Meeting, sitting.meeting_id).version
    sitting.services.panels.close(
        sitting.officer,
        CloseMeeting(meeting_id=sitting.meeting_id, version=version, minutes="Pat Officer"),
    )


def noted(sitting: Sitting, **answers: Answer) -> None:
    subject = FormSubject(code=FormCode.MINUTES, meeting_id=sitting.meeting_id)
    view = sitting.services.forms.page(sitting.officer, subject)
    values = {**view.answers.values, **answers}
    sitting.services.forms.save(
        sitting.officer,
        subject,
        Answers(MappingProxyType(values)),
        view.number,
    )


# The pack


def test_a_pack_without_a_case_is_refused_and_says_what_to_do(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken, match="Prepare all papers"):
        sitting.services.papers.issue(sitting.officer, pack_of(sitting))


def test_a_pack_tells_each_case_without_a_name(sitting: Sitting) -> None:
    sitting.services.panel_cases.prepare_all(sitting.officer, sitting.meeting_id)
    text = text_of(sitting, pack_of(sitting))
    assert "Worms, maps and goalkeeping" in text
    assert "In-house household A" in text
    assert "My questions" in text
    assert "What I think" in text
    assert find_identifiers(text, EVERYBODY) == ()


def test_a_case_that_is_missing_stands_on_the_first_page(sitting: Sitting) -> None:
    sitting.services.panel_cases.prepare(sitting.officer, sitting.items[0])
    text = text_of(sitting, pack_of(sitting))
    assert "not ready when this pack was made" in text
    assert "This case was not ready when the pack was made." in text


def test_a_pack_is_what_was_kept_and_says_that_the_request_has_changed(
    sitting: Sitting, clock: FixedClock
) -> None:
    services, officer = sitting.services, sitting.officer
    services.panel_cases.prepare_all(officer, sitting.meeting_id)
    journey = Journey(services, officer)
    journey.request_id = sitting.requests[0]
    journey.authorise()
    text = text_of(sitting, pack_of(sitting))
    assert "the request has changed since its case was prepared" in text
    assert "Agreed by PASP" not in text


def test_a_case_that_names_a_child_of_another_is_refused_with_its_reference(
    sitting: Sitting,
) -> None:
    from dataclasses import replace

    from tests.services.conftest import MAYA
    from tests.services.journey import needs

    services, officer = sitting.services, sitting.officer
    journey = Journey(services, officer)
    journey.request_id = sitting.requests[1]
    number = journey.page.children[0].profile_number
    journey.save_needs(MAYA, replace(needs(), likes="Football with Wrenfield"), number)
    done = services.panel_cases.prepare_all(officer, sitting.meeting_id)
    assert [one.refused for one in done] == ["", ""]  # alone it names nobody that is hers
    with pytest.raises(RuleBroken, match=journey.page.reference):
        services.papers.issue(officer, pack_of(sitting))


def test_who_sits_on_the_panel_may_stand_although_a_child_has_the_name(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    sitting.meeting(chair="Toby Grantham", place="Wrenfield House")
    with services.panel_room._store.writing(officer) as uow:
        uow.add(MeetingPerson(meeting_id=sitting.meeting_id, name="Maya Grantham"))
        uow.commit()
    services.panel_cases.prepare_all(officer, sitting.meeting_id)
    text = text_of(sitting, pack_of(sitting))
    assert "Toby Grantham" in text
    assert "Wrenfield House" in text


def test_what_stops_the_drawing_keeps_nothing(sitting: Sitting) -> None:
    services, officer = sitting.services, sitting.officer
    services.panel_cases.prepare_all(officer, sitting.meeting_id)

    class Stop(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done > 20:
            raise Stop

    with pytest.raises(Stop):
        services.papers.issue(officer, pack_of(sitting), stop)
    assert services.panel_papers.papers_of_meeting(officer, sitting.meeting_id).kept == ()


# Minutes


def test_minutes_wait_for_the_meeting_and_for_every_outcome(
    sitting: Sitting, clock: FixedClock
) -> None:
    services, officer = sitting.services, sitting.officer
    with pytest.raises(RuleBroken, match="has not been held"):
        services.papers.issue(officer, minutes_of(sitting))
    clock.move_on(timedelta(minutes=40))
    services.panel_room.decide(
        officer,
        RecordPanelDecision(
            item_id=sitting.items[0], version=sitting.item(0).version, decision=Decision.AGREED
        ),
    )
    with pytest.raises(RuleBroken, match="has no outcome yet") as refused:
        services.papers.issue(officer, minutes_of(sitting))
    assert services.requests.page(officer, sitting.requests[1]).reference in str(refused.value)
    noted(sitting, status="draft")
    text = text_of(sitting, minutes_of(sitting))
    assert "DRAFT" in text
    assert "No decision is recorded yet." in text


def test_minutes_say_who_was_there_what_was_decided_and_what_follows(
    sitting: Sitting, clock: FixedClock
) -> None:
    held(sitting, clock)
    services, officer = sitting.services, sitting.officer
    with services.panel_room._store.writing(officer) as uow:
        (person,) = uow.all(MeetingPerson, meeting_id=sitting.meeting_id)
        person.reply = MeetingReply.PRESENT
        uow.commit()
    close(sitting)
    rows = services.forms.page(
        officer, FormSubject(code=FormCode.MINUTES, meeting_id=sitting.meeting_id)
    ).answers.rows("cases")
    references = [row["case"] for row in rows]
    assert len(references) == 2
    noted(
        sitting,
        cases=({"case": references[0], "said": "The aunt can have them on Sundays."},),
        conflicts="None was said.",
    )
    text = text_of(sitting, minutes_of(sitting))
    for words in (
        "Present Pat Panel",
        "Agreed with conditions",
        "The school's view in writing",
        "£280.00",
        "£720.01",
        "£1,000.01",
        "Deferred to Wed 2 Dec 2026",
        "The health visitor's report",
        "The aunt can have them on Sundays.",
        "Grace Penhaligon, chair",
    ):
        assert words in text
    assert find_identifiers(text, EVERYBODY) == ()


def test_a_note_that_names_somebody_is_not_saved(sitting: Sitting, clock: FixedClock) -> None:
    held(sitting, clock)
    with pytest.raises(InvalidAnswers, match="name somebody"):
        noted(sitting, other="Toby asked for his brother.")


def test_a_note_of_a_case_that_was_not_heard_is_refused(
    sitting: Sitting, clock: FixedClock
) -> None:
    held(sitting, clock)
    close(sitting)
    noted(sitting, cases=({"case": "R-1999-0001", "said": "Something."},))
    with pytest.raises(RuleBroken, match="R-1999-0001"):
        sitting.services.papers.issue(sitting.officer, minutes_of(sitting))


# Letters


def decision_of(sitting: Sitting, request_id: RequestId) -> AuthorisationId:
    with sitting.services.panel_room._store.reading(None) as uow:
        (found,) = uow.all(Authorisation, request_id=request_id)
        assert found.id is not None
        return found.id


def test_the_letters_of_a_meeting_are_listed_until_they_are_drafted(
    sitting: Sitting, clock: FixedClock
) -> None:
    held(sitting, clock)
    services, officer = sitting.services, sitting.officer
    papers = services.panel_papers.papers_of_meeting(officer, sitting.meeting_id)
    assert [line.decision_words for line in papers.letters] == [
        "Agreed with conditions",
        "Deferred",
    ]
    assert papers.letters_owed == papers.letters
    services.papers.issue(officer, papers.letters[0].ask)
    papers = services.panel_papers.papers_of_meeting(officer, sitting.meeting_id)
    assert [line.number for line in papers.letters] == [1, 0]
    assert [paper.kind for paper in papers.kept] == [PaperKind.DECISION_LETTER]


def test_a_letter_names_the_children_and_says_what_follows(
    sitting: Sitting, clock: FixedClock
) -> None:
    held(sitting, clock)
    first, second = (
        text_of(
            sitting,
            PaperAsk(
                kind=PaperKind.DECISION_LETTER,
                request_id=key,
                authorisation_id=decision_of(sitting, key),
            ),
        )
        for key in sitting.requests
    )
    for words in (
        "Toby Wrenfield and Frankie Wrenfield",
        "Agreed, with conditions",
        "72%",
        "£720.01",
    ):
        assert words in first
    for words in ("Maya Osei", "This is not a no", "The health visitor's report", "Wed 2 Dec 2026"):
        assert words in second


def test_a_post_outside_any_panel_has_its_letter_too(services: Services, officer: Actor) -> None:
    made = sit(services, officer, searched=False, children=((),))
    services.authorising.record(
        officer,
        RecordAuthorisation(
            request_id=made.requests[0],
            post=Post.PASP,
            decided_by="Grace Penhaligon",
            decision=Decision.NOT_AGREED,
            decided_at=NOW,
            note="Their uncle can have them.",
        ),
    )
    ask = PaperAsk(
        kind=PaperKind.DECISION_LETTER,
        request_id=made.requests[0],
        authorisation_id=decision_of(made, made.requests[0]),
    )
    text = text_of(made, ask)
    assert "Not agreed" in text
    assert "Their uncle can have them." in text
    with pytest.raises(RuleBroken, match="another request"):
        services.papers.issue(
            officer,
            PaperAsk(
                kind=PaperKind.DECISION_LETTER,
                request_id=RequestId(999),
                authorisation_id=ask.authorisation_id,
            ),
        )


def test_a_panel_member_drafts_nothing(sitting: Sitting) -> None:
    with pytest.raises(NotPermitted):
        sitting.services.panel_papers.papers_of_meeting(PANEL, sitting.meeting_id)
    with pytest.raises(NotPermitted):
        sitting.services.papers.issue(PANEL, pack_of(sitting))
