"""The papers for children, out of the record: what is proposed, what is printed, what stops them."""

from __future__ import annotations

import re

import pytest

from art_desktop.documents.scan import page_texts
from art_desktop.domain.child_pages import TO_TURN
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.ids import ChildId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answers, FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind, ReadingAge
from art_desktop.domain.permissions import Actor
from art_desktop.services import Services
from art_desktop.services.paper_children import first_names_of
from tests.documents.judge import judge
from tests.services.conftest import HALL
from tests.services.journey import Journey

HOUSE = FormSubject(code=FormCode.HOUSEHOLD_PROFILE, household_id=HALL)


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The steps of the main job."""
    return Journey(services, officer)


def page_of(journey: Journey, child_id: ChildId, age: ReadingAge | None = None) -> PaperAsk:
    return PaperAsk(
        kind=PaperKind.CHILD_PAGE,
        request_id=journey.request_id,
        child_id=child_id,
        reading_age=age,
    )


def printed(journey: Journey, ask: PaperAsk) -> str:
    view = journey.services.papers.issue(journey.officer, ask)
    content = journey.services.papers.content(journey.officer, view.id)
    judge(content)
    return re.sub(r"\s+", " ", " ".join(page_texts(content)))


def first_child(journey: Journey) -> ChildId:
    return journey.page.children[0].child_id


def test_what_adults_wrote_is_proposed_and_never_printed(journey: Journey) -> None:
    journey.referred()
    child = first_child(journey)
    subject = FormSubject(code=FormCode.CHILD_PAGE, request_id=journey.request_id, child_id=child)
    forms = journey.services.forms
    view = forms.page(journey.officer, subject)
    turned = [name for name, value in view.answers.values.items() if TO_TURN in str(value)]
    assert turned
    problems = forms.problems(journey.officer, subject, view.answers)
    assert {one.field for one in problems if not one.grave} >= set(turned)
    forms.save(journey.officer, subject, view.answers, 0)
    assert TO_TURN not in printed(journey, page_of(journey, child))


def test_before_the_match_the_page_names_no_home_and_no_day(journey: Journey) -> None:
    journey.referred()
    words = printed(journey, page_of(journey, first_child(journey)))
    assert "I will live with" not in words
    assert "Not all is known yet." in words
    assert "0800 1111" in words


def test_after_the_match_the_child_is_told_with_whom_and_when(journey: Journey) -> None:
    journey.matched()
    words = printed(journey, page_of(journey, first_child(journey), ReadingAge.OLDER))
    assert "I will live with" in words
    assert "Not all is known yet." not in words


def test_kept_papers_name_their_readers_and_are_numbered_apart(journey: Journey) -> None:
    journey.referred()
    child = first_child(journey)
    views = [
        journey.services.papers.issue(journey.officer, page_of(journey, child, age))
        for age in ReadingAge
    ]
    assert [one.number for one in views] == [1, 1]
    assert views[0].subject_words.endswith("younger readers")
    assert views[1].subject_words.endswith("older readers")


def test_a_profile_in_general_has_no_surname_address_or_reference(
    journey: Journey, services: Services, officer: Actor
) -> None:
    household = services.households.page(officer, HALL)
    words = printed(journey, PaperAsk(kind=PaperKind.MEET_YOUR_CARERS, household_id=HALL))
    assert words.startswith("Meet Ade and Sam Hello!")
    assert "OFFICIAL-SENSITIVE" in words
    assert household.reference not in words
    assert "Hall" not in words


@pytest.mark.parametrize("words", ["The Hall family", "Ring 01632 960111", "He was abused"])
def test_what_no_child_should_read_is_not_saved(
    services: Services, officer: Actor, words: str
) -> None:
    with pytest.raises(InvalidAnswers):
        services.forms.save(officer, HOUSE, Answers({"message": words}), 0)


def test_what_the_household_told_is_printed_for_the_child_who_comes(
    journey: Journey, services: Services, officer: Actor
) -> None:
    option = journey.matched()
    services.forms.save(
        officer,
        FormSubject(code=FormCode.HOUSEHOLD_PROFILE, household_id=option.household_id),
        Answers({"food": "Pizza on Fridays.", "food_short": "Pizza!"}),
        0,
    )
    ask = PaperAsk(
        kind=PaperKind.MEET_YOUR_CARERS,
        request_id=journey.request_id,
        child_id=first_child(journey),
        reading_age=ReadingAge.YOUNGER,
    )
    words = printed(journey, ask)
    assert "Pizza!" in words
    assert "Pizza on Fridays." not in words
    assert "Hello " in words


def test_without_a_home_there_is_nobody_to_meet(journey: Journey) -> None:
    journey.referred()
    ask = PaperAsk(kind=PaperKind.MEET_YOUR_CARERS, request_id=journey.request_id)
    with pytest.raises(RuleBroken, match="No fostering household"):
        journey.services.papers.issue(journey.officer, ask)


def test_a_page_is_made_for_one_child(journey: Journey) -> None:
    journey.referred()
    with pytest.raises(RuleBroken, match="one child"):
        journey.services.papers.issue(journey.officer, page_of(journey, ChildId(999)))


def test_a_carer_whose_name_nobody_knows_is_not_called_carer() -> None:
    known = Carer(first_name="Grace", last_name="Hall")
    unnamed = Carer(first_name="Carer", last_name="One")
    numbered = Carer(first_name="Carer 2", last_name="")
    home = Household(reference="H-1", name="Hall", carers=[unnamed, known, numbered])
    assert first_names_of(home) == ["Grace"]


def test_what_stands_under_an_adults_words_is_checked_before_it_is_printed(
    journey: Journey,
) -> None:
    journey.referred()
    child = first_child(journey)
    subject = FormSubject(code=FormCode.CHILD_PAGE, request_id=journey.request_id, child_id=child)
    mixed = Answers({"loves": f"{TO_TURN} Enjoys trains.\nNan, on 01632 960111"})
    with pytest.raises(InvalidAnswers):
        journey.services.forms.save(journey.officer, subject, mixed, 0)
    plain = Answers({"loves": f"{TO_TURN} Ring 01632 960111\nTrains"})
    journey.services.forms.save(journey.officer, subject, plain, 0)
    words = printed(journey, page_of(journey, child))
    assert "Trains" in words
    assert "960111" not in words
