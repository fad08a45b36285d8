"""The matching record as it is built from a real record: what is on it, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import OverrideRule, RecordNotUsed
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.matching_records import MatchingRecord
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.requests import Search
from art_desktop.domain.vocabulary import Answer, NotUsedReason, Together, WorkerView
from art_desktop.services import Services
from art_desktop.services.paper_builders import PaperDesk, build
from tests.services.conftest import FRANKIE, TOBY
from tests.services.journey import Journey, needs


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    """Return the main job, not begun."""
    return Journey(services, officer)


def built(journey: Journey, clock: FixedClock) -> MatchingRecord:
    """Return the record of the journey's request as it stands."""
    service = journey.services.papers
    ask = PaperAsk(kind=PaperKind.MATCHING_RECORD, request_id=journey.request_id)
    with service._store.reading(journey.officer) as uow:
        desk = PaperDesk(uow, journey.officer, clock.now(), service._context.today())
        body = build(desk, ask).body
    assert isinstance(body, MatchingRecord)
    return body


def test_before_a_search_there_is_none(journey: Journey, clock: FixedClock) -> None:
    journey.authorised()
    with pytest.raises(RuleBroken) as refused:
        built(journey, clock)
    assert refused.value.rule == "no_search"


def test_so_far_it_says_that_no_home_is_chosen(journey: Journey, clock: FixedClock) -> None:
    options = journey.searched()
    paper = built(journey, clock)
    assert paper.match is None
    assert [one.title for one in paper.options] == [one.title for one in options]
    assert paper.approaches == ()
    assert [child.name for child in paper.children] == [
        child.name for child in journey.page.children
    ]


def test_every_candidate_is_accounted_for(journey: Journey, clock: FixedClock) -> None:
    journey.searched()
    paper = built(journey, clock)
    with journey.services.papers._store.reading(journey.officer) as uow:
        (run,) = uow.all(Search, request_id=journey.request_id)
    excluded = sum(rule.count for tier in paper.tiers for rule in tier.excluded)
    assert paper.considered == run.considered
    assert len(paper.options) + excluded == run.considered
    assert paper.edition is not None
    assert ("The whole search", run.sha256) in paper.edition.hashes


def test_a_match_is_told_with_who_said_what(journey: Journey, clock: FixedClock) -> None:
    first = journey.matched()
    paper = built(journey, clock)
    assert paper.match is not None
    assert paper.match.title == first.title
    assert paper.match.reference.startswith("H")
    chosen = paper.option(paper.match.letter)
    assert chosen is not None
    assert chosen.matched
    assert paper.compared[0] == chosen.letter
    assert [one.answer for one in paper.approaches] == [Answer.YES.words]
    assert "spoke to Ade" in paper.approaches[0].how
    assert [one.who for one in paper.views] == ["Kwame Ferris"]
    assert "PASP" in paper.decisions[0].who
    assert all(one.not_chosen for one in paper.options if not one.matched)


def test_the_reason_of_a_home_that_was_not_used_is_on_it(
    journey: Journey, clock: FixedClock
) -> None:
    first, *_ = journey.searched()
    journey.services.searching.not_used(
        journey.officer,
        RecordNotUsed(
            option_id=first.id,
            version=first.version,
            reason=NotUsedReason.OTHER,
            note="Their own child is ill.",
        ),
    )
    paper = built(journey, clock)
    told = next(one for one in paper.options if one.title == first.title)
    assert "Their own child is ill." in told.state


def test_a_disagreement_is_told_in_the_words_of_the_social_worker(
    journey: Journey, clock: FixedClock
) -> None:
    first = journey.searched()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id, WorkerView.DISAGREE, words="Too far from his football.")
    paper = built(journey, clock)
    assert paper.views[-1].words == "Too far from his football."
    assert "disagrees" in paper.views[-1].what


def test_an_override_stands_with_its_reason(
    journey: Journey, clock: FixedClock, manager: Actor
) -> None:
    journey.searched()
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    excluded = [one for tier in shortlist.tiers for one in tier.not_suitable]
    may = next((one for one in excluded if one.overridable_by is not None), None)
    assert may is not None
    journey.services.searching.override(
        manager,
        OverrideRule(option_id=may.id, version=may.version, reason="Agreed for this week."),
    )
    paper = built(journey, clock)
    told = next(one for one in paper.options if one.title == may.title)
    assert "Agreed for this week." in told.overridden
    assert told.rank is None


def test_no_address_stands_on_it(journey: Journey, clock: FixedClock) -> None:
    from art_desktop.domain.households import Household
    from art_desktop.domain.paper_changes import body_to_json

    journey.matched()
    body = body_to_json(built(journey, clock))
    with journey.services.papers._store.reading(journey.officer) as uow:
        households = uow.all(Household)
    for one in households:
        assert not one.address or one.address not in body
        assert not one.postcode or one.postcode not in body


def test_places_are_measured_from_home(journey: Journey, clock: FixedClock) -> None:
    journey.searched()
    paper = built(journey, clock)
    lettered = [place for place in paper.places if place.letter]
    assert [place.letter for place in lettered] == [one.letter for one in paper.options]
    for place, one in zip(lettered, paper.options, strict=True):
        assert place.miles == one.miles


def test_children_placed_apart_are_told_as_such(journey: Journey, clock: FixedClock) -> None:
    journey.referred()
    apart = replace(needs(), together=Together.APART, apart_reason="They fight at night.")
    for child_id in (TOBY, FRANKIE):
        journey.save_needs(child_id, apart, 1)
    journey.authorise()
    journey.search()
    paper = built(journey, clock)
    assert all("They fight at night." in child.together for child in paper.children)
    assert all("version 2" in child.profile for child in paper.children)


def test_it_is_issued_and_kept(journey: Journey) -> None:
    journey.matched()
    ask = PaperAsk(kind=PaperKind.MATCHING_RECORD, request_id=journey.request_id)
    view = journey.services.papers.issue(journey.officer, ask)
    again = journey.services.papers.issue(journey.officer, ask)
    assert (view.number, again.number, again.changes) == (1, 2, ())
    assert view.pages > 2
    assert journey.services.papers.content(journey.officer, view.id).startswith(b"%PDF")
