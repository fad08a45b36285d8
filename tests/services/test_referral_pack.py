"""The referral pack of a matched request, and packs of chosen papers: what goes in, what waits, what is refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

import pytest

from art_desktop.documents.scan import page_texts
from art_desktop.domain.commands import SaveNeeds
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answers, FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Answer, Level, NeedCode
from art_desktop.domain.work import IssuedPaper
from art_desktop.services import Services
from tests.documents.judge import judge
from tests.services.conftest import FRANKIE, TOBY
from tests.services.journey import Journey, needs

FORMS = (
    FormCode.PLACEMENT_PLAN,
    FormCode.DELEGATED_AUTHORITY,
    FormCode.CONTACTS,
    FormCode.RISK_PLAN,
)


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """The steps of the main job."""
    return Journey(services, officer)


@pytest.fixture
def matched(journey: Journey) -> Journey:
    """Both brothers, matched, with a risk, a nan and somebody to keep away from."""
    journey.referred()
    for child in journey.page.children:
        body = needs()
        body = replace(
            body,
            legal_status="C2",
            levels={
                **body.levels,
                NeedCode.MISSING: NeedAnswer(
                    Level.SOME, "Walks to his nan's.", "A call before tea."
                ),
            },
            family_time=(FamilyTime("Nan (Dilys)", "PE1 1AB", "most Sundays"),),
            avoid=(Avoid("a court order", "NN1", 2.0, "Zeb Marchbanks"),),
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
    return journey


@dataclass(frozen=True)
class Kept:
    """What is kept beside a paper."""

    made_from: str
    body: str
    subject_words: str
    pages: int


def issued(journey: Journey, ask: PaperAsk) -> tuple[Kept, list[str], bytes]:
    """Draft a paper; return it as kept, its pages' words, and its bytes."""
    view = journey.services.papers.issue(journey.officer, ask)
    content = journey.services.papers.content(journey.officer, view.id)
    with journey.services.papers._store.reading(None) as uow:
        found = uow.get(IssuedPaper, view.id)
        kept = Kept(found.made_from, found.body, found.subject_words, found.pages)
    return kept, [re.sub(r"\s+", " ", words) for words in page_texts(content)], content


def pack(journey: Journey) -> PaperAsk:
    return PaperAsk(kind=PaperKind.REFERRAL_PACK, request_id=journey.request_id)


def subject(journey: Journey, code: FormCode, child_id: int = TOBY) -> FormSubject:
    return FormSubject(
        code=code, request_id=journey.request_id, child_id=TOBY if child_id == TOBY else FRANKIE
    )


def test_the_pack_waits_for_the_match(journey: Journey) -> None:
    journey.authorised()
    with pytest.raises(RuleBroken, match="after the match is agreed"):
        journey.services.papers.issue(journey.officer, pack(journey))


def test_a_child_who_moves_tonight_has_a_pack_with_nothing_filled_in(matched: Journey) -> None:
    kept, pages, content = issued(matched, pack(matched))
    judge(content)
    first, words = pages[0], " ".join(pages)
    assert "Still to come" in first
    assert "Placement plan (Toby and Frankie), by Thu 3 Dec 2026" in first
    assert "Kwame Ferris, social worker, 01632 960777" in first
    # What is on record is told all the same.
    for told in (
        "Walks to his nan's.",
        "A call before tea.",
        "Nan (Dilys)",
        "Zeb Marchbanks: a court order",
        "Stonebridge Primary",
        "By law: up to a month",
        "First visit by Thu 3 Dec 2026",
    ):
        assert told in words, told
    assert json.loads(kept.made_from) == {str(TOBY): 2, str(FRANKIE): 2}


def test_what_was_filled_in_is_printed_with_its_version(matched: Journey) -> None:
    forms = matched.services.forms
    for child_id in (TOBY, FRANKIE):
        for code in FORMS:
            one = subject(matched, code, child_id)
            forms.save(matched.officer, one, forms.page(matched.officer, one).answers, 0)
    plan = subject(matched, FormCode.PLACEMENT_PLAN)
    view = forms.page(matched.officer, plan)
    answers = Answers({**view.answers.values, "pocket_money": "£4 on Saturdays", "iro": "Mirembe"})
    forms.save(matched.officer, plan, answers, view.number)
    kept, pages, _ = issued(matched, pack(matched))
    words = " ".join(pages)
    assert "£4 on Saturdays" in words
    assert "Form 2, filled in by" in words
    made_from = json.loads(kept.made_from)
    assert made_from[f"{TOBY} placement_plan"] == 2
    assert made_from[f"{FRANKIE} risk_plan"] == 1
    assert "Placement plan (" not in pages[0]


def test_a_risk_found_after_the_plan_was_made_is_not_lost(matched: Journey) -> None:
    forms = matched.services.forms
    one = subject(matched, FormCode.RISK_PLAN)
    row = {"title": "Fire-setting", "happens": "Everybody out, 999."}
    forms.save(matched.officer, one, Answers({"risks": (row,)}), 0)
    words = " ".join(issued(matched, pack(matched))[1])
    assert "Everybody out, 999." in words
    assert (
        words.count("Walks to his nan's.") >= 3
    )  # in the referral of both, and in the risk plan of each


def test_nothing_is_proposed_that_the_record_does_not_hold(matched: Journey) -> None:
    view = matched.services.forms.page(matched.officer, subject(matched, FormCode.PLACEMENT_PLAN))
    assert view.number == 0
    assert view.answers.text("starts_on") == "2026-11-26"
    assert view.answers.text("first_visit_on") == "2026-12-03"
    assert view.answers.text("first_review_on") == "2026-12-24"
    for name in ("gp", "dentist", "medicines", "allergies", "iro", "pocket_money", "told"):
        assert view.answers.text(name) == ""
    who = matched.services.forms.page(
        matched.officer, subject(matched, FormCode.DELEGATED_AUTHORITY)
    )
    settled = {row["key"] for row in who.answers.rows("everyday") if row.get("who")}
    assert settled == {"tattoo", "holiday_abroad", "surname"}


def chosen(journey: Journey, *kinds: PaperKind) -> PaperAsk:
    return PaperAsk(
        kind=PaperKind.CHOSEN_PACK,
        request_id=journey.request_id,
        parts=tuple(PaperAsk(kind=kind, request_id=journey.request_id) for kind in kinds),
    )


def test_chosen_papers_are_bound_in_order(matched: Journey) -> None:
    kept, pages, content = issued(
        matched, chosen(matched, PaperKind.REFERRAL_FULL, PaperKind.MATCHING_RECORD)
    )
    judge(content)
    assert "Contents" in pages[0]
    assert kept.subject_words == "Placement referral, full, Matching record: as it was agreed"
    assert pages[-1].endswith(f"Page {len(pages)} of {len(pages)}")
    assert kept.pages == len(pages)


def test_nobody_reads_the_same_pages_twice(matched: Journey) -> None:
    _, pages, _ = issued(matched, chosen(matched, PaperKind.REFERRAL_FULL, PaperKind.REFERRAL_PACK))
    assert "Placement referral, full. It is in the referral pack." in pages[0]
    assert len([words for words in pages if "Names, dates and addresses" in words]) == 2


def test_papers_without_a_name_are_not_mixed_with_papers_that_name_the_child(
    matched: Journey,
) -> None:
    with pytest.raises(RuleBroken, match="Make two packs"):
        issued(matched, chosen(matched, PaperKind.REFERRAL_REDACTED, PaperKind.REFERRAL_FULL))


def test_a_pack_without_names_is_searched_for_every_name(journey: Journey) -> None:
    journey.authorised()
    kept, pages, _ = issued(journey, chosen(journey, PaperKind.REFERRAL_REDACTED))
    assert "Toby" not in " ".join(pages)
    assert "provider" in pages[0]
    known = json.loads(kept.body)
    assert known["redacted"] is True


def test_what_cannot_be_drafted_yet_is_left_out_and_named(journey: Journey) -> None:
    journey.authorised()
    with pytest.raises(RuleBroken, match="None of the papers chosen"):
        issued(journey, chosen(journey, PaperKind.REFERRAL_FULL))
    journey.search()
    _, pages, _ = issued(
        journey, chosen(journey, PaperKind.MATCHING_RECORD, PaperKind.REFERRAL_FULL)
    )
    assert "Asked for, and not in this pack" in pages[0]
    assert "Placement referral, full. The full referral goes only to the chosen home" in pages[0]


def test_an_empty_pack_and_a_pack_of_packs_are_refused(matched: Journey) -> None:
    with pytest.raises(RuleBroken, match="No paper was chosen"):
        issued(matched, chosen(matched))
    with pytest.raises(RuleBroken, match="part of itself"):
        issued(matched, chosen(matched, PaperKind.CHOSEN_PACK))


def test_papers_of_two_requests_are_not_bound_together(matched: Journey) -> None:
    ask = chosen(matched, PaperKind.REFERRAL_FULL)
    other = replace(ask.parts[0], request_id=type(matched.request_id)(matched.request_id + 1))
    with pytest.raises(RuleBroken, match="different requests"):
        issued(matched, replace(ask, parts=(*ask.parts, other)))


def test_the_childs_own_page_is_the_last_of_each_child(matched: Journey) -> None:
    kept, pages, content = issued(matched, pack(matched))
    body = json.loads(kept.body)
    assert [child["own_page"]["name"] for child in body["children"]] == ["Toby", "Frankie"]
    assert [child["own_page_said"] for child in body["children"]] == [False, False]
    assert "The children's own pages (Toby and Frankie)" in pages[0]
    assert "Toby: my own page" in pages[0]
    judge(content)
