"""What leaves the building and what comes back, where things have moved on in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from art_desktop.domain.approaching_commands import (
    AskRelease,
    Chase,
    DraftEmails,
    RecordDecline,
    ReleasePaper,
    SendBack,
    WithdrawOffer,
)
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import AskHousehold
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.frameworks import Suspension
from art_desktop.domain.households import Household
from art_desktop.domain.ids import Pence, ProviderId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.providers import Provider
from art_desktop.domain.requests import Approach
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    HouseholdStatus,
    OptionState,
)
from art_desktop.office.door import LocalDoor
from tests.services import test_releasing
from tests.services.journey import Journey
from tests.services.test_offers import TWIN, offered
from tests.services.test_releasing import LOT, agency_option, drafted, released, sent, view_of

journey = test_releasing.journey
EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


@pytest.fixture
def asked(journey: Journey, manager: Actor, tmp_path: Path) -> Journey:
    """An urgent request whose referral has gone to the agency of the lot."""
    sent(journey, manager, tmp_path)
    return journey


def test_two_releases_to_one_provider_are_saved_again_as_two_drafts(
    asked: Journey, manager: Actor, door: LocalDoor, tmp_path: Path
) -> None:
    view = view_of(asked)
    paper = view.releases[0].document_id
    asked.services.releasing.release(
        manager, ReleasePaper(request_id=asked.request_id, document_id=paper, lot_id=None)
    )
    second = view_of(asked).releases[0]
    with door.store.writing(asked.officer) as uow:
        (first,) = uow.all(Approach)
        uow.add(
            Approach(
                request_id=first.request_id,
                option_id=first.option_id,
                authorisation_id=first.authorisation_id,
                means=ApproachMeans.REFERRAL,
                asked_at=first.asked_at,
                asked_by=first.asked_by,
                release_id=second.id,
                due_at=second.due_at,
            )
        )
        uow.commit()
    keys = tuple(line.id for line in view_of(asked).approaches)
    folder = tmp_path / "again"
    folder.mkdir()
    made = asked.services.sending.draft_again(asked.officer, keys, folder)
    assert len({one.path for one in made}) == 2
    assert len({one.password for one in made}) == 2
    assert sorted(folder.iterdir()) == sorted(one.path for one in made)


def test_the_log_says_to_which_address_it_was_saved_again(
    asked: Journey, door: LocalDoor, tmp_path: Path
) -> None:
    with door.store.writing(asked.officer) as uow:
        uow.get(Provider, ProviderId(1)).email = "placements@willowbank.example"
        uow.commit()
    (line,) = view_of(asked).approaches
    asked.services.sending.draft_again(asked.officer, (line.id,), tmp_path)
    (line,) = view_of(asked).approaches
    assert line.sent_to == "placements@willowbank.example"
    (got,) = view_of(asked).releases[0].sent
    assert got.sent_to == line.sent_to


def test_nothing_is_saved_again_for_a_provider_suspended_since(
    asked: Journey, door: LocalDoor, tmp_path: Path
) -> None:
    with door.store.writing(asked.officer) as uow:
        uow.add(
            Suspension(provider_id=ProviderId(1), starts_on=date(2026, 11, 24), reason="A concern")
        )
        uow.commit()
    (line,) = view_of(asked).approaches
    with pytest.raises(RuleBroken, match="suspended since"):
        asked.services.sending.draft_again(asked.officer, (line.id,), tmp_path)


def test_nobody_is_reminded_of_a_request_that_is_over(asked: Journey, tmp_path: Path) -> None:
    (line,) = view_of(asked).approaches
    asked.services.requests.withdraw(
        asked.officer, asked.request_id, asked.page.version, "Home to her aunt."
    )
    with pytest.raises(RuleBroken, match="was closed"):
        asked.services.sending.chase_by_email(
            asked.officer, Chase(approach_ids=(line.id,)), tmp_path
        )


def test_the_full_referral_stays_here_once_the_request_is_withdrawn(
    asked: Journey, tmp_path: Path
) -> None:
    option = offered(asked)
    asked.view(option.id)
    asked.agree(option.id)
    asked.services.papers.issue(
        asked.officer, PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=asked.request_id)
    )
    asked.services.requests.withdraw(
        asked.officer, asked.request_id, asked.page.version, "Home to her aunt."
    )
    with pytest.raises(RuleBroken, match="was closed"):
        asked.services.sending.draft_full(asked.officer, asked.request_id, tmp_path)


def test_an_old_silence_that_becomes_a_no_takes_nothing_from_the_yes_after_it(
    asked: Journey,
) -> None:
    option = offered(asked)
    newest = max(view_of(asked).offers, key=lambda one: one.id)
    asked.services.offering.withdraw(
        asked.officer, WithdrawOffer(offer_id=newest.id, reason="The carers are ill.")
    )
    ring = AskHousehold(option_id=option.id, means=ApproachMeans.TELEPHONE)
    asked.services.approaching.ask(asked.officer, ring)
    asked.answer(Answer.NO_ANSWER)
    asked.services.approaching.ask(asked.officer, ring)
    asked.answer(Answer.YES)
    old = min(
        (line for line in view_of(asked).approaches if line.option_id == option.id),
        key=lambda line: line.id,
    )
    assert old.answer is Answer.NO_ANSWER
    late = RecordDecline(approach_id=old.id, version=old.version, reason=DeclineReason.NO_VACANCY)
    with pytest.raises(RuleBroken, match="asked again since"):
        asked.services.approaching.decline(asked.officer, late)
    assert asked.option(option.id).state is OptionState.OFFERED


def test_the_bare_yes_of_an_agency_names_no_home_and_no_price(asked: Journey) -> None:
    with pytest.raises(RuleBroken, match="at what price") as refused:
        asked.answer(Answer.YES)
    assert refused.value.rule == "offer_terms"
    assert view_of(asked).offers == ()


def test_an_offer_is_not_taken_up_after_the_day_until_which_it_was_held(
    asked: Journey, clock: FixedClock
) -> None:
    option = offered(asked, holds_until=date(2026, 11, 25))
    asked.view(option.id)
    clock.move_on(timedelta(days=2))
    with pytest.raises(RuleBroken, match="held the offer until Wed 25 Nov 2026"):
        asked.agree(option.id)
    offered(
        asked,
        household=None,
        household_id=option.household_id,
        can_start_on=date(2026, 11, 27),
        holds_until=date(2026, 11, 26),
    )
    asked.agree(option.id)


def _owed(journey: Journey, manager: Actor) -> list[str]:
    words = [task.words for task in journey.services.tasks.today(manager).owed]
    return [one for one in words if one.startswith("Release referral")]


def test_what_waits_for_a_release_ends_with_the_request_and_with_a_newer_version(
    journey: Journey, manager: Actor
) -> None:
    for _ in range(2):
        paper = drafted(journey)
        journey.services.releasing.ask(
            journey.officer,
            AskRelease(request_id=journey.request_id, document_id=paper.id, lot_id=LOT),
        )
    assert _owed(journey, manager) == [f"Release referral {journey.page.reference}, version 2"]
    journey.services.requests.withdraw(
        journey.officer, journey.request_id, journey.page.version, "Home to her aunt."
    )
    assert _owed(journey, manager) == []


def test_a_family_of_an_agency_is_put_on_record_once(asked: Journey, door: LocalDoor) -> None:
    offered(asked)
    with pytest.raises(InvalidAnswers) as refused:
        offered(asked, household=replace(TWIN, name=" family  12"))
    assert [problem.field for problem in refused.value.problems] == ["name"]
    with door.store.reading(asked.officer) as uow:
        assert len(uow.all(Household, provider_id=ProviderId(1))) == 1


def test_a_family_whose_approval_has_ended_is_not_offered(asked: Journey, door: LocalDoor) -> None:
    option = offered(asked)
    assert option.household_id is not None
    with door.store.writing(asked.officer) as uow:
        uow.get(Household, option.household_id).status = HouseholdStatus.ENDED
        uow.commit()
    with pytest.raises(RuleBroken, match="approval"):
        offered(asked, household=None, household_id=option.household_id)


def test_the_price_falls_back_to_the_offer_that_still_stands(asked: Journey) -> None:
    option = offered(asked)
    offered(
        asked,
        household=None,
        household_id=option.household_id,
        weekly_price_pence=Pence(210_000),
    )
    newest = max(view_of(asked).offers, key=lambda one: one.id)
    asked.services.offering.withdraw(
        asked.officer, WithdrawOffer(offer_id=newest.id, reason="Typed wrong.")
    )
    again = asked.option(option.id)
    assert (again.state, again.weekly_price_pence) == (OptionState.OFFERED, Pence(180_000))


def test_what_a_manager_sent_back_is_not_let_out_alone_at_night(
    journey: Journey, manager: Actor, clock: FixedClock
) -> None:
    paper = drafted(journey)
    journey.services.releasing.ask(
        journey.officer,
        AskRelease(request_id=journey.request_id, document_id=paper.id, lot_id=LOT),
    )
    (waiting,) = view_of(journey).asks
    journey.services.releasing.send_back(
        manager, SendBack(ask_id=waiting.id, words="It says where the uncle drinks.")
    )
    clock.at = EVENING
    alone = ReleasePaper(
        request_id=journey.request_id,
        document_id=paper.id,
        lot_id=LOT,
        reason="No bed tonight.",
    )
    with pytest.raises(RuleBroken, match="sent this version back: It says where the uncle drinks"):
        journey.services.releasing.release_alone(journey.officer, alone)
    assert not view_of(journey).may_release_alone
    with pytest.raises(RuleBroken, match="sent this version back"):
        journey.services.releasing.release(manager, replace(alone, reason=""))
    again = drafted(journey)
    journey.services.releasing.release_alone(journey.officer, replace(alone, document_id=again.id))


def test_a_password_is_not_in_what_is_written_of_a_draft(
    journey: Journey, manager: Actor, tmp_path: Path
) -> None:
    release = released(journey, manager).releases[0]
    (made,) = journey.services.sending.draft(
        journey.officer,
        DraftEmails(release_id=release.id, option_ids=(agency_option(journey),)),
        tmp_path,
    )
    assert made.password
    assert made.password not in repr(made)
