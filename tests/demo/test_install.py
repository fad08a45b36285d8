from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from art_desktop.demo.install import install
from art_desktop.demo.people import DEMO_PASSPHRASES
from art_desktop.domain.children import Child
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.requests import (
    Approach,
    Authorisation,
    Match,
    Option,
    Release,
    ReleaseAsk,
    Request,
    RequestChild,
    Search,
    SocialWorkerView,
)
from art_desktop.domain.vocabulary import Answer, OptionState, Stage, Tier
from art_desktop.domain.work import Service, User
from art_desktop.office.door import LocalDoor
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.places.ons import OnsGazetteer
from tests.demo.conftest import NOW

YEAR = timedelta(days=365)


@pytest.fixture
def store(opened: LocalDoor) -> SqlStore:
    return opened.store


def test_everybody_can_sign_in(opened: LocalDoor) -> None:
    for user in opened.demonstration_users():
        opened.unlock(user.username, user.passphrase)
    assert {user.username for user in opened.demonstration_users()} == set(DEMO_PASSPHRASES)


def test_it_says_that_it_is_a_demonstration(store: SqlStore) -> None:
    with store.reading(None) as uow:
        (service,) = uow.all(Service)
        assert service.demonstration
        assert len(uow.all(User)) == 9


def test_open_requests_stand_at_different_stages(store: SqlStore) -> None:
    with store.reading(None) as uow:
        stages = Counter(request.stage for request in uow.open_requests())
    assert set(stages) == {
        Stage.DRAFT,
        Stage.REFERRED,
        Stage.AUTHORISED,
        Stage.SEARCHING,
        Stage.OFFERS_IN,
        Stage.WITH_SOCIAL_WORKER,
        Stage.AGREED,
    }


def test_two_have_been_asked_and_not_answered(store: SqlStore) -> None:
    with store.reading(None) as uow:
        approaches = uow.all(Approach)
        decided = {a.id: a for a in uow.all(Authorisation)}
    unanswered = [a for a in approaches if a.answer is Answer.WAITING]
    waiting = Counter(a.request_id for a in unanswered if a.release_id is None)
    assert list(waiting.values()) == [2]
    for approach in approaches:
        decision = decided[approach.authorisation_id]
        assert decision.decision.permits
        assert decision.recorded_at < approach.asked_at < NOW
        assert (approach.answered_at is None) == (approach.answer is Answer.WAITING)


def test_searches_are_real_and_one_is_indicative(store: SqlStore) -> None:
    with store.reading(None) as uow:
        # What another test looks for is searched for at NOW.
        searches = [search for search in uow.all(Search) if search.ran_at < NOW]
        options = uow.all(Option)
    assert Counter(search.indicative for search in searches) == {True: 1, False: 13}
    assert all(NOW - timedelta(days=20) < search.ran_at for search in searches)
    asked = [o for o in options if o.state not in {OptionState.OPEN, OptionState.NOT_USED}]
    assert asked
    assert all(option.suitable for option in asked)
    outside = {option.request_id for option in asked if option.tier is not Tier.IN_HOUSE}
    assert len(outside) == 2, "two requests have gone to agencies"


def test_a_referral_brought_offers_refusals_and_silence(opened: LocalDoor) -> None:
    desk = opened.sign_in("pnambiar", DEMO_PASSPHRASES["pnambiar"])
    with opened.store.reading(None) as uow:
        four = uow.find(Child, first_name="Rhys", last_name="Llewellyn-Marsh")
        assert four
        theirs = {one.request_id for one in uow.all(RequestChild, child_id=four.id)}
        (release,) = [one for one in uow.all(Release) if one.request_id not in theirs]
        (waiting,) = [one for one in uow.all(ReleaseAsk) if one.release_id is None]
    assert release.released_by != release.author_id
    view = desk.services.approaching.page(desk.actor, release.request_id)
    answers = Counter(one.answer for one in view.approaches)
    assert answers == {Answer.YES: 2, Answer.NO: 2, Answer.WAITING: 2}
    assert all(one.is_late(NOW) for one in view.approaches if one.answer is Answer.WAITING)
    assert [offer.suitable for offer in view.offers] == [True, True]
    assert [bool(offer.beyond_band) for offer in view.offers] == [False, True]
    assert len(view.releases[0].sent) == 6
    other = desk.services.approaching.page(desk.actor, waiting.request_id)
    assert (other.asks[0].number, other.gate) == (1, "")


def test_one_match_is_agreed_with_its_view(store: SqlStore) -> None:
    with store.reading(None) as uow:
        (match,) = uow.all(Match)
        views = uow.all(SocialWorkerView)
        request = uow.get(Request, match.request_id)
    assert request.stage is Stage.AGREED
    assert match.reasons
    assert match.view_id in {view.id for view in views}


def test_the_shortlist_of_an_open_request_can_be_read(opened: LocalDoor) -> None:
    desk = opened.sign_in("pnambiar", DEMO_PASSPHRASES["pnambiar"])
    with opened.store.reading(None) as uow:
        searched = {search.request_id for search in uow.all(Search)}
    for number in sorted(searched):
        view = desk.services.searching.shortlist(desk.actor, number)
        assert view.search_id is not None


def test_the_brothers_have_a_good_choice(opened: LocalDoor) -> None:
    desk = opened.sign_in("hbrathwaite", DEMO_PASSPHRASES["hbrathwaite"])
    with opened.store.reading(None) as uow:
        brothers = next(r for r in uow.open_requests() if "grandmother's" in r.why)
        assert brothers.stage is Stage.REFERRED
        assert brothers.id is not None
    view = desk.services.searching.run(desk.actor, brothers.id)
    assert view.indicative
    in_house = next(tier for tier in view.tiers if tier.tier is Tier.IN_HOUSE)
    assert len(in_house.suitable) >= 4
    assert len(in_house.excluded_counts) >= 5


def test_nothing_is_put_over_another_record(opened: LocalDoor) -> None:
    with pytest.raises(FileTrouble):
        install(Path(opened.place), FixedClock(NOW), OnsGazetteer(), factor=0.1)
    assert opened.exists


def test_assessments_and_support_stand_at_three_stages(opened: LocalDoor) -> None:
    desk = opened.sign_in("pnambiar", DEMO_PASSPHRASES["pnambiar"])
    with opened.store.reading(None) as uow:
        found = [request for request in uow.all(Request) if not request.kind.seeks_home]
    views = {
        request.stage: desk.services.resourcing.view(desk.actor, request.id)
        for request in found
        if request.id is not None
    }
    assert set(views) == {Stage.OFFERS_IN, Stage.AGREED, Stage.CLOSED}
    quotes = views[Stage.OFFERS_IN].quotes
    assert [quote.whole_pence for quote in quotes] == [342_500, 370_500, 385_000]
    assert [bool(quote.late) for quote in quotes] == [True, False, False]
    assert [quote.indicative for quote in quotes] == [False, False, True]
    assert [order.running for order in views[Stage.AGREED].orders] == [True]
    assert [order.running for order in views[Stage.CLOSED].orders] == [False]
    ordered = desk.services.resourcing.commitments(desk.actor, NOW.date() - YEAR, NOW.date())
    assert ordered.total_pence == 61_250 * 6 + 302_100  # £114.00 x 26.5 = £3,021.00
