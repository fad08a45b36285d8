"""Spot purchase: the way to a provider that is on no lot, for one request, by a manager with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from art_desktop.domain.commands import OpenTier, OverrideRule, RecordNotUsed, StartPlacement
from art_desktop.domain.deciding_words import ContractKind
from art_desktop.domain.errors import InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.frameworks import Contract, LotPlace
from art_desktop.domain.households import Household
from art_desktop.domain.ids import HouseholdId, Pence, ProviderId
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.permissions import Actor
from art_desktop.domain.provider_commands import RecordSpotPurchase
from art_desktop.domain.requests import Search
from art_desktop.domain.vocabulary import Answer, NotUsedReason, Tier
from art_desktop.office.door import LocalDoor
from art_desktop.services import Services
from tests.services.conftest import HALL, MAYA
from tests.services.journey import Journey

AGENCY = ProviderId(1)
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def journey(services: Services, officer: Actor, door: LocalDoor) -> Journey:
    """A request that has got to the agencies, whose only one has come off its lot and whose family is priced."""
    with door.store.writing(officer) as uow:
        for place in uow.all(LotPlace):
            place.ends_on = date(2026, 10, 31)
        uow.add(_tamworth(uow.get(Household, HALL)))
        uow.commit()
    journey = Journey(services, officer)
    journey.authorised()
    for option in journey.search():
        services.searching.not_used(
            officer,
            RecordNotUsed(
                option_id=option.id,
                version=journey.option(option.id).version,
                reason=NotUsedReason.DISTANCE,
            ),
        )
    services.searching.open_tier(
        officer, OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="")
    )
    services.searching.run(officer, journey.request_id)
    return journey


def _tamworth(like: Household) -> Household:
    """Return a household that the agency offers, as another one is."""
    return Household(
        reference="H-0900",
        name="Tamworth",
        provider_id=AGENCY,
        approved_on=like.approved_on,
        review_due_on=like.review_due_on,
        checks_due_on=like.checks_due_on,
        postcode=like.postcode,
        easting=like.easting,
        northing=like.northing,
        area_code=like.area_code,
        spare_bedrooms=3,
        pets=False,
        weekly_price_pence=Pence(90000),
        carers=[
            type(c)(first_name=c.first_name, last_name="Tamworth", sex=c.sex, born_on=c.born_on)
            for c in like.carers
        ],
        terms=[
            type(t)(kind=t.kind, places=2, age_to=17, starts_on=t.starts_on) for t in like.terms
        ],
    )


def _excluded(journey: Journey, title: str = "Tamworth") -> OptionView:
    shortlist = journey.services.searching.shortlist(journey.officer, journey.request_id)
    ifa = next(tier for tier in shortlist.tiers if tier.tier is Tier.IFA)
    return next(option for option in ifa.not_suitable if option.title == title)


def _agree_spot(journey: Journey, manager: Actor, reason: str = "Nobody on the lot.") -> OptionView:
    option = _excluded(journey)
    command = RecordSpotPurchase(option_id=option.id, reason=reason)
    journey.services.spot_purchases.record(manager, command)
    return option


def _contract(door: LocalDoor, manager: Actor, **changes: Any) -> None:
    with door.store.writing(manager) as uow:
        for one in uow.all(Contract):
            for name, value in changes.items():
                setattr(one, name, value)
        uow.commit()


def test_a_manager_with_a_reason_lets_the_provider_in_for_this_request_alone(
    journey: Journey, manager: Actor
) -> None:
    option = _excluded(journey)
    assert option.excluded_codes == ("contracted",)
    with pytest.raises(NotPermitted):
        _agree_spot(journey, journey.officer)
    with pytest.raises(InvalidAnswers):
        _agree_spot(journey, manager, " ")
    _agree_spot(journey, manager)
    let_in = journey.option(option.id)
    assert let_in.suitable
    assert let_in.spot_purchase == "Nobody on the lot."
    other = Journey(journey.services, journey.officer)
    other.authorised(child_ids=(MAYA,))
    with journey.services.providers._store.reading(manager) as uow:
        facts = uow.household_facts(THURSDAY)
    assert not next(f for f in facts if f.name == "Tamworth").provider.spot_purchase_agreed  # type: ignore[union-attr]  # it is an agency's


def test_searches_after_it_keep_it_and_those_before_stay_as_they_were(
    journey: Journey, manager: Actor
) -> None:
    store = journey.services.providers._store
    with store.reading(manager) as uow:
        before = {run.id: (run.sha256, run.record) for run in uow.all(Search)}
    option = _agree_spot(journey, manager)
    again = {view.id: view for view in journey.search()}
    assert again[option.id].rank is not None
    contracted = next(v for v in again[option.id].verdicts if v.code == "contracted")
    assert "spot purchase" in contracted.sentence
    with store.reading(manager) as uow:
        after = {run.id: (run.sha256, run.record) for run in uow.all(Search)}
    assert {key: after[key] for key in before} == before


def test_it_lets_in_every_home_of_the_provider_and_is_recorded_once(
    journey: Journey, manager: Actor
) -> None:
    """The agency as a whole was asked for; the family that it then offers is bought with the same leave."""
    _agree_spot(journey, manager)
    assert {"Tamworth", "Willowbank Fostering"} <= {option.title for option in journey.search()}
    agency = next(o for o in journey.search() if o.title == "Willowbank Fostering")
    with pytest.raises(RuleBroken) as met:
        journey.services.spot_purchases.record(
            manager, RecordSpotPurchase(option_id=agency.id, reason="Again.")
        )
    assert met.value.rule == "spot_purchase_twice"


def test_the_rule_of_the_lots_is_set_aside_by_nothing_else(
    journey: Journey, manager: Actor
) -> None:
    option = _excluded(journey)
    order = OverrideRule(option_id=option.id, version=option.version, reason="Because.")
    with pytest.raises(RuleBroken) as met:
        journey.services.searching.override(manager, order)
    assert met.value.rule == "spot_purchase_wanted"


def test_nothing_is_bought_in_house_or_from_a_provider_on_a_lot(
    journey: Journey, manager: Actor, door: LocalDoor
) -> None:
    hall = next(o for o in journey.search() if o.household_id == HouseholdId(HALL))
    record = journey.services.spot_purchases.record
    with pytest.raises(RuleBroken) as inside:
        record(manager, RecordSpotPurchase(option_id=hall.id, reason="Why not."))
    assert inside.value.rule == "in_house"
    option = _excluded(journey)
    with door.store.writing(manager) as uow:
        for place in uow.all(LotPlace):
            place.ends_on = None
        uow.commit()
    with pytest.raises(RuleBroken) as on_lot:
        record(manager, RecordSpotPurchase(option_id=option.id, reason="Why not."))
    assert on_lot.value.rule == "on_lot"


def test_a_child_starts_there_on_a_signed_spot_contract_and_not_before(
    journey: Journey, manager: Actor, door: LocalDoor
) -> None:
    option = _agree_spot(journey, manager)
    journey.search()
    journey.ask(option.id)
    journey.answer(Answer.YES)
    proposed = journey.services.placing.proposal(journey.officer, option.id)
    assert "Spot purchase outside every lot: Nobody on the lot." in proposed.compromises
    journey.view(option.id)
    with pytest.raises(RuleBroken, match="Willowbank Fostering lacks: a spot contract"):
        journey.agree(option.id)
    _contract(door, manager, kind=ContractKind.SPOT, signed_on=None)
    with pytest.raises(RuleBroken, match="a signature on its contract"):
        journey.agree(option.id)
    _contract(door, manager, signed_on=date(2026, 11, 24))
    journey.agree(option.id)
    journey.services.placing.start(
        journey.officer,
        StartPlacement(
            request_id=journey.request_id, version=journey.page.version, starts_on=THURSDAY
        ),
    )
    assert len(journey.page.placements) == 2
    history = journey.services.requests.history(journey.officer, journey.request_id)
    (line,) = [one for one in history if one.words.startswith("Spot purchase agreed")]
    assert line.words.endswith("Nobody on the lot.")
    assert line.who == manager.full_name


def test_a_provider_that_comes_off_its_lot_after_the_offer_is_refused_by_name(
    journey: Journey, manager: Actor, door: LocalDoor
) -> None:
    with door.store.writing(manager) as uow:
        for place in uow.all(LotPlace):
            place.ends_on = None
        uow.commit()
    option = next(o for o in journey.search() if o.title == "Tamworth")
    journey.ask(option.id)
    journey.answer(Answer.YES)
    journey.view(option.id)
    journey.agree(option.id)
    with door.store.writing(manager) as uow:
        for place in uow.all(LotPlace):
            place.ends_on = date(2026, 11, 25)
        uow.commit()
    with pytest.raises(RuleBroken, match="Willowbank Fostering lacks: a place on a framework lot"):
        journey.services.placing.start(
            journey.officer,
            StartPlacement(
                request_id=journey.request_id, version=journey.page.version, starts_on=THURSDAY
            ),
        )
