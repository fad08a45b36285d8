"""Offers: the home that was offered stands in the shortlist and is judged as the council's own are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from art_desktop.domain.approaching_commands import (
    DraftEmails,
    OfferedHousehold,
    RecordDecline,
    RecordOffer,
    ReleasePaper,
    WithdrawOffer,
)
from art_desktop.domain.approaching_views import ApproachesView, ApproachLine
from art_desktop.domain.commands import OpenTier
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.household_commands import CarerLine
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HouseholdId, LotId, OptionId, Pence, ProviderId
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import (
    Answer,
    OptionState,
    Sex,
    Skill,
    SkillLevel,
    Stage,
    Tier,
    Urgency,
)
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from tests.services.conftest import HALL
from tests.services.journey import Journey

# As Hall is on record, in the words of an offer.
TWIN = OfferedHousehold(
    name="Family 12",
    postcode="PE1 1AB",
    carers=(("Ade", Sex.FEMALE), ("Sam", Sex.MALE)),
    places=2,
    age_from=0,
    age_to=17,
    review_due_on=date(2027, 3, 1),
    checks_due_on=date(2028, 1, 1),
    skills=((Skill.ATTACHMENT, SkillLevel.EXPERIENCED),),
    spare_bedrooms=2,
    someone_home=True,
    pets=False,
    smokers=False,
    long_term_willing=True,
)
_OF_PROVIDERS = {"registered", "grade", "not_suspended", "contracted"}
_NOT_TOLD = {"ground_floor", "accessible", "ethnicity", "faith", "interests", "record"}


@pytest.fixture
def journey(services: Services, officer: Actor, manager: Actor, tmp_path: Path) -> Journey:
    """An urgent request whose referral has gone to the agency of the lot."""
    journey = Journey(services, officer)
    journey.authorised(urgency=Urgency.URGENT, urgent_reason="No bed tonight.")
    journey.search()
    opening = OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    services.searching.open_tier(officer, opening)
    found = journey.search()
    paper = services.papers.issue(
        officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
    )
    services.releasing.release(
        manager,
        ReleasePaper(request_id=journey.request_id, document_id=paper.id, lot_id=LotId(1)),
    )
    options = tuple(option.id for option in found if option.provider_id is not None)
    services.sending.draft(
        officer,
        DraftEmails(release_id=view_of(journey).releases[0].id, option_ids=options),
        tmp_path,
    )
    return journey


def view_of(journey: Journey) -> ApproachesView:
    return journey.services.approaching.page(journey.officer, journey.request_id)


def asked(journey: Journey) -> ApproachLine:
    return view_of(journey).approaches[0]


def offer_of(journey: Journey, **changes: object) -> RecordOffer:
    line = asked(journey)
    given: dict[str, object] = {
        "approach_id": line.id,
        "version": line.version,
        "can_start_on": date(2026, 11, 26),
        "weekly_price_pence": Pence(180_000),
        "includes": "Two hours of therapy a week",
        "household": TWIN,
    }
    return RecordOffer(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def offered(journey: Journey, **changes: object) -> OptionView:
    journey.services.offering.record(journey.officer, offer_of(journey, **changes))
    line = max(view_of(journey).offers, key=lambda one: one.id)
    return journey.option(line.option_id)


def test_an_offered_household_is_judged_as_its_twin_in_house(journey: Journey) -> None:
    option = offered(journey)
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    hall = next(o for t in shortlist.tiers for o in t.suitable if o.household_id == HALL)
    assert (option.tier, option.state, option.suitable) == (Tier.IFA, OptionState.OFFERED, True)
    apart = _OF_PROVIDERS | _NOT_TOLD
    ours = {v.code: v.verdict for v in hall.verdicts if v.code not in apart}
    theirs = {v.code: v.verdict for v in option.verdicts if v.code not in apart}
    assert set(ours) == set(theirs)
    differing = {code for code in ours if ours[code] is not theirs[code]}
    assert differing == set()
    assert option.distance_miles == hall.distance_miles
    assert option.weekly_price_pence == Pence(180_000)
    assert journey.page.stage is Stage.OFFERS_IN


def test_it_is_not_lost_when_the_search_is_run_again(journey: Journey) -> None:
    option = offered(journey)
    journey.search()
    again = journey.option(option.id)
    assert again.state is OptionState.OFFERED
    assert again.weekly_price_pence == Pence(180_000), "the price that was offered"
    assert [v.verdict for v in again.verdicts] == [v.verdict for v in option.verdicts]


def test_the_agency_steps_back_for_the_household_it_names(journey: Journey) -> None:
    agency = asked(journey).option_id
    option = offered(journey)
    assert journey.option(agency).state is OptionState.NOT_USED
    assert "Family 12" in journey.option(agency).not_used_note
    assert asked(journey).answer is Answer.YES
    journey.view(option.id)
    with pytest.raises(RuleBroken, match="not said yes"):
        journey.agree(agency)


def test_one_approach_brings_several_offers(journey: Journey) -> None:
    first = offered(journey)
    second = offered(
        journey,
        household=replace(TWIN, name="Family 13", postcode="PE4 4AA"),
        weekly_price_pence=Pence(230_000),
    )
    lines = view_of(journey).offers
    assert {line.option_id for line in lines} == {first.id, second.id}
    assert asked(journey).offers == 2
    prices = {line.title: line.beyond_band for line in lines}
    assert prices["Family 12"] == ""
    # £2,300 for two is £1,150 for each; the lot ends at £1,100.
    assert prices["Family 13"].startswith("£50.00 a week above the price band")


def test_an_offer_that_the_rules_exclude_says_so_and_cannot_be_matched(journey: Journey) -> None:
    option = offered(journey, household=replace(TWIN, places=1))
    assert not option.suitable
    assert option.state is OptionState.OFFERED
    (line,) = view_of(journey).offers
    assert not line.suitable
    assert line.excluded_by
    journey.view(option.id)
    with pytest.raises(RuleBroken, match="not suitable"):
        journey.agree(option.id)


def test_a_household_on_record_is_offered_by_its_own_agency_alone(
    journey: Journey, door: LocalDoor
) -> None:
    form = journey.services.households.form(journey.officer, HALL)
    added = journey.services.households.save(
        journey.officer,
        replace(
            form,
            household_id=None,
            version=0,
            name="Quill",
            phone="01632 960099",
            payment_level=None,
            provider_id=ProviderId(1),
            weekly_price_pence=Pence(91_250),
            carers=(CarerLine(first_name="Bo", last_name="Quill"),),
            terms=tuple(replace(term, id=None) for term in form.terms),
            skills=(),
            members=(),
        ),
    )
    known = journey.services.offering.households(journey.officer, asked(journey).id)
    assert [(one.household_id, one.name) for one in known] == [(added, "Quill")]
    with pytest.raises(RuleBroken, match="not a household of this agency"):
        offered(journey, household=None, household_id=HALL)
    option = offered(journey, household=None, household_id=added)
    assert option.title == "Quill"
    with door.store.reading(journey.officer) as uow:
        assert len(uow.all(Household, provider_id=ProviderId(1))) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"household": None}, "household_id"),
        ({"can_start_on": None}, "can_start_on"),
        ({"can_start_on": date(2026, 11, 1)}, "can_start_on"),
        ({"weekly_price_pence": None}, "weekly_price_pence"),
        ({"weekly_price_pence": Pence(0)}, "weekly_price_pence"),
        ({"education_pence": Pence(190_000)}, "education_pence"),
        ({"holds_until": date(2026, 11, 1)}, "holds_until"),
        ({"household": replace(TWIN, name=" ")}, "name"),
        ({"household": replace(TWIN, places=0)}, "places"),
        ({"household": replace(TWIN, age_from=9, age_to=4)}, "age_from"),
        ({"household": replace(TWIN, postcode="ZZ99 9ZZ")}, "postcode"),
    ],
)
def test_an_offer_says_what_is_missing_and_nothing_is_saved(
    journey: Journey, door: LocalDoor, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        offered(journey, **changes)
    assert field in {problem.field for problem in refused.value.problems}
    assert view_of(journey).offers == ()
    with door.store.reading(journey.officer) as uow:
        assert uow.all(Household, provider_id=ProviderId(1)) == []


def test_an_area_is_enough_for_a_distance(journey: Journey) -> None:
    option = offered(journey, household=replace(TWIN, postcode="pe4"))
    assert option.distance_miles is not None
    assert option.suitable


def test_an_offer_is_taken_back_with_its_reason_and_may_come_again(journey: Journey) -> None:
    option = offered(journey)
    (line,) = view_of(journey).offers
    with pytest.raises(RuleBroken, match="An offer of theirs stands"):
        decline(journey)
    with pytest.raises(InvalidAnswers):
        journey.services.offering.withdraw(
            journey.officer, WithdrawOffer(offer_id=line.id, reason=" ")
        )
    taken = WithdrawOffer(offer_id=line.id, reason="The carers are ill.")
    journey.services.offering.withdraw(journey.officer, taken)
    assert journey.option(option.id).state is OptionState.DECLINED
    assert not view_of(journey).offers[0].stands
    assert journey.page.stage is not Stage.OFFERS_IN
    with pytest.raises(RuleBroken, match="already"):
        journey.services.offering.withdraw(journey.officer, taken)
    again = offered(journey, household=None, household_id=option.household_id)
    assert again.id == option.id
    assert again.state is OptionState.OFFERED


def decline(journey: Journey) -> None:
    line = asked(journey)
    no = RecordDecline(approach_id=line.id, version=line.version, reason=DeclineReason.STAFFING)
    journey.services.approaching.decline(journey.officer, no)


def test_a_no_may_become_an_offer(journey: Journey) -> None:
    decline(journey)
    assert asked(journey).answer is Answer.NO
    assert offered(journey).state is OptionState.OFFERED
    assert asked(journey).answer is Answer.YES
    assert asked(journey).decline_words == ""


def test_the_full_referral_goes_to_the_chosen_provider_after_the_match(
    journey: Journey, tmp_path: Path
) -> None:
    option = offered(journey)
    folder = tmp_path / "full"
    folder.mkdir()
    services, officer = journey.services, journey.officer
    with pytest.raises(RuleBroken, match="after the match is agreed"):
        services.sending.draft_full(officer, journey.request_id, folder)
    journey.view(option.id)
    journey.agree(option.id)
    assert view_of(journey).chosen == "Family 12, Willowbank Fostering"
    with pytest.raises(RuleBroken, match="No full referral"):
        services.sending.draft_full(officer, journey.request_id, folder)
    services.papers.issue(
        officer, PaperAsk(kind=PaperKind.REFERRAL_FULL, request_id=journey.request_id)
    )
    (made,) = services.sending.draft_full(officer, journey.request_id, folder)
    text = made.path.read_text(encoding="utf-8")
    assert made.password
    assert "Wrenfield" not in text
    assert "Toby" not in text


def test_history_tells_of_the_offer_and_its_end(journey: Journey) -> None:
    offered(journey)
    (line,) = view_of(journey).offers
    journey.services.offering.withdraw(
        journey.officer, WithdrawOffer(offer_id=line.id, reason="The carers are ill.")
    )
    told = [h.words for h in journey.services.requests.history(journey.officer, journey.request_id)]
    assert "Offer of Family 12, from Thu 26 Nov 2026, £1,800.00 a week" in told
    assert "Offer of Family 12 taken back: The carers are ill." in told
    assert "Released the redacted referral, number 1" in told


def test_the_same_household_is_offered_for_another_request_too(
    journey: Journey, services: Services
) -> None:
    option = offered(journey)
    assert option.household_id is not None
    other = Journey(services, journey.officer)
    other.authorised(child_ids=(3,), urgency=Urgency.URGENT, urgent_reason="Tonight.")
    other.search()
    opening = OpenTier(request_id=other.request_id, tier=Tier.IFA, reason="")
    services.searching.open_tier(other.officer, opening)
    found = {o.household_id: o for o in other.search()}
    assert HouseholdId(option.household_id) in found
    assert found[option.household_id].weekly_price_pence == Pence(90_000), "half of it, for one"
    assert found[option.household_id].id != OptionId(option.id)
