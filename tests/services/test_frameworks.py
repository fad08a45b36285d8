"""Frameworks, lots and the terms of providers through their service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.errors import (
    ChangedByOther,
    InvalidAnswers,
    NotPermitted,
    RuleBroken,
)
from art_desktop.domain.framework_views import TermsView
from art_desktop.domain.ids import FrameworkId, LotId, Pence, ProviderId, UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.provider_commands import (
    LiftSuspension,
    RecordCheck,
    SaveContract,
    SaveFramework,
    SaveLot,
    SavePlace,
    Suspend,
)
from art_desktop.domain.provider_terms import CheckState
from art_desktop.domain.provider_views import SaveHome, SaveProvider
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.services import Services
from art_desktop.services.provider_terms import lots_on, terms_of
from tests.services.conftest import ROLES

TODAY = date(2026, 11, 24)
WILLOWBANK = ProviderId(1)
BUSINESS = Actor(UserId(ROLES.index(Role.BUSINESS) + 1), "business", "Pat Business", Role.BUSINESS)


def new_framework(services: Services) -> tuple[FrameworkId, LotId]:
    framework = services.frameworks.save(
        BUSINESS, SaveFramework(name="Children's homes 2026", starts_on=date(2026, 4, 1))
    )
    command = SaveLot(framework_id=framework, name="Homes", kind=ProviderKind.CHILDRENS_HOME)
    return framework, services.frameworks.save_lot(BUSINESS, command)


def owner(services: Services, name: str = "Larchmere") -> ProviderId:
    command = SaveProvider(name=name, kind=ProviderKind.CHILDRENS_HOME)
    return services.providers.save(BUSINESS, command)


def place(lot: LotId, provider: ProviderId, **changes: object) -> SavePlace:
    command = SavePlace(
        lot_id=lot,
        provider_id=provider,
        starts_on=TODAY,
        price_from_pence=Pence(320000),
        price_to_pence=Pence(420000),
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # given by name


def terms_shown(services: Services, provider: ProviderId) -> TermsView:
    return services.providers.page(BUSINESS, provider).terms


def test_a_framework_with_a_lot_takes_providers_and_is_opened_again_for_more(
    services: Services,
) -> None:
    _, lot = new_framework(services)
    first, second = owner(services), owner(services, "Beckfield")
    services.frameworks.save_place(BUSINESS, place(lot, first))
    services.frameworks.save_place(
        BUSINESS, place(lot, second, starts_on=TODAY + timedelta(days=40))
    )
    page = services.frameworks.page(BUSINESS)
    shown = next(one for one in page.frameworks if one.name == "Children's homes 2026")
    (line,) = shown.lots
    assert [one.provider for one in line.places] == ["Larchmere", "Beckfield"]
    assert [one.holds for one in line.places] == [True, False]
    store = services.providers._store
    with store.reading(BUSINESS) as uow:
        now = next(one for one in lots_on(uow, TODAY) if one.id == lot)
        later = next(one for one in lots_on(uow, TODAY + timedelta(days=40)) if one.id == lot)
    assert now.provider_ids == (first,)
    assert later.provider_ids == (first, second)


def test_officers_read_the_frameworks_and_change_none(services: Services, officer: Actor) -> None:
    assert services.frameworks.page(officer).frameworks
    with pytest.raises(NotPermitted):
        services.frameworks.save(officer, SaveFramework(name="Mine", starts_on=TODAY))


def test_a_lot_takes_providers_of_its_kind_or_with_homes_of_it(services: Services) -> None:
    _, lot = new_framework(services)
    with pytest.raises(InvalidAnswers, match="no home of that kind"):
        services.frameworks.save_place(BUSINESS, place(lot, WILLOWBANK))
    command = SaveProvider(name="Keystep", kind=ProviderKind.SUPPORTED)
    mixed = services.providers.save(BUSINESS, command)
    services.providers.save_home(
        BUSINESS, SaveHome(provider_id=mixed, kind=ProviderKind.CHILDRENS_HOME, name="Far End")
    )
    services.frameworks.save_place(BUSINESS, place(lot, mixed))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": date(2026, 3, 31)}, "starts_on"),
        ({"ends_on": date(2026, 11, 23)}, "ends_on"),
        ({"price_to_pence": Pence(1)}, "price_to_pence"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    services: Services, changes: dict[str, object], field: str
) -> None:
    _, lot = new_framework(services)
    command = place(lot, owner(services), **changes)
    with pytest.raises(InvalidAnswers) as met:
        services.frameworks.save_place(BUSINESS, command)
    assert {problem.field for problem in met.value.problems} == {field}


def test_two_places_of_one_provider_on_a_lot_never_overlap(services: Services) -> None:
    _, lot = new_framework(services)
    key = owner(services)
    services.frameworks.save_place(BUSINESS, place(lot, key, ends_on=TODAY + timedelta(days=9)))
    again = place(lot, key, starts_on=TODAY + timedelta(days=9))
    with pytest.raises(InvalidAnswers, match="already"):
        services.frameworks.save_place(BUSINESS, again)
    services.frameworks.save_place(BUSINESS, replace(again, starts_on=TODAY + timedelta(days=10)))


def test_two_people_change_a_place_and_the_second_is_told(services: Services) -> None:
    _, lot = new_framework(services)
    key = owner(services)
    services.frameworks.save_place(BUSINESS, place(lot, key))
    (held,) = terms_shown(services, key).places
    change = place(lot, key, place_id=held.id, version=held.version, note="one")
    services.frameworks.save_place(BUSINESS, change)
    with pytest.raises(ChangedByOther):
        services.frameworks.save_place(BUSINESS, replace(change, note="two"))
    assert terms_shown(services, key).places[0].note == "one"


def test_a_lot_in_use_keeps_its_kind(services: Services) -> None:
    framework, lot = new_framework(services)
    services.frameworks.save_place(BUSINESS, place(lot, owner(services)))
    command = SaveLot(
        lot_id=lot, version=1, framework_id=framework, name="Homes", kind=ProviderKind.SECURE
    )
    with pytest.raises(RuleBroken) as met:
        services.frameworks.save_lot(BUSINESS, command)
    assert met.value.rule == "lot_in_use"


def test_the_page_says_step_by_step_what_is_still_lacking(services: Services) -> None:
    _, lot = new_framework(services)
    key = owner(services)
    words = terms_shown(services, key).sentence
    assert all(part in words for part in ("a framework lot", "due-diligence checks", "contract"))
    services.frameworks.save_place(BUSINESS, place(lot, key))
    services.frameworks.check(
        BUSINESS,
        RecordCheck(
            provider_id=key,
            kinds=tuple(CheckKind),
            outcome=CheckOutcome.SATISFACTORY,
            done_on=TODAY,
            done_by="Contracts officer",
        ),
    )
    unsigned = SaveContract(
        provider_id=key, kind=ContractKind.FRAMEWORK, starts_on=TODAY, reference="MFC-2"
    )
    services.frameworks.save_contract(BUSINESS, unsigned)
    shown = terms_shown(services, key)
    assert "a signature on its contract" in shown.sentence
    (held,) = shown.contracts
    services.frameworks.save_contract(
        BUSINESS,
        replace(unsigned, contract_id=held.id, version=held.version, signed_on=TODAY),
    )
    shown = terms_shown(services, key)
    assert shown.ready
    assert shown.sentence.startswith("Nothing is lacking")
    assert {line.state for line in shown.checks} == {CheckState.DONE}


def test_checks_are_added_and_a_bad_one_ends_a_good_one(services: Services) -> None:
    bad = RecordCheck(
        provider_id=WILLOWBANK,
        kinds=(CheckKind.SAFEGUARDING,),
        outcome=CheckOutcome.NOT_SATISFACTORY,
        done_on=TODAY,
        done_by="Contracts officer",
        note="Two staff without checks.",
    )
    with pytest.raises(InvalidAnswers):
        services.frameworks.check(BUSINESS, replace(bad, note=""))
    with pytest.raises(InvalidAnswers):
        services.frameworks.check(BUSINESS, replace(bad, done_on=TODAY + timedelta(days=1)))
    services.frameworks.check(BUSINESS, bad)
    assert "safeguarding not satisfactory" in terms_shown(services, WILLOWBANK).sentence
    with services.providers._store.reading(BUSINESS) as uow:
        before = terms_of(uow, [WILLOWBANK], TODAY - timedelta(days=1))[WILLOWBANK]
    assert before.checks_in_order


def test_a_contract_is_not_signed_in_the_days_to_come_nor_without_a_reference(
    services: Services,
) -> None:
    command = SaveContract(
        provider_id=WILLOWBANK,
        kind=ContractKind.SPOT,
        starts_on=TODAY,
        signed_on=TODAY + timedelta(days=1),
    )
    with pytest.raises(InvalidAnswers) as met:
        services.frameworks.save_contract(BUSINESS, command)
    assert {problem.field for problem in met.value.problems} == {"signed_on", "reference"}


def test_a_suspension_takes_a_provider_out_of_the_search_until_it_is_lifted(
    services: Services,
) -> None:
    command = Suspend(
        provider_id=WILLOWBANK,
        starts_on=TODAY - timedelta(days=3),
        reason="Enquiry.",
        decided_by="Commissioning Lead",
    )
    with pytest.raises(InvalidAnswers):
        services.frameworks.suspend(BUSINESS, replace(command, reason=" ", decided_by=""))
    services.frameworks.suspend(BUSINESS, command)
    page = services.providers.page(BUSINESS, WILLOWBANK)
    assert page.suspended
    assert "Enquiry" in page.warnings[0]
    with pytest.raises(RuleBroken, match="already"):
        services.frameworks.suspend(BUSINESS, command)
    (held,) = page.terms.suspensions
    lift = LiftSuspension(suspension_id=held.id, version=held.version, from_on=TODAY)
    services.frameworks.lift(BUSINESS, lift)
    page = services.providers.page(BUSINESS, WILLOWBANK)
    assert not page.suspended
    assert page.terms.suspensions[0].ends_on == TODAY - timedelta(days=1)
    with services.providers._store.reading(BUSINESS) as uow:
        days = {
            day: next(f for f in uow.home_facts(day) if f.provider.provider_id == WILLOWBANK)
            for day in (TODAY - timedelta(days=1), TODAY)
        }
    assert [facts.provider.suspended for facts in days.values()] == [True, False]


def test_one_home_is_suspended_and_the_others_are_not(services: Services) -> None:
    key = owner(services)
    homes = [
        services.providers.save_home(
            BUSINESS, SaveHome(provider_id=key, kind=ProviderKind.CHILDRENS_HOME, name=name)
        )
        for name in ("Far End", "Beckside")
    ]
    command = Suspend(
        provider_id=key, home_id=homes[0], starts_on=TODAY, reason="Fire door.", decided_by="Lead"
    )
    services.frameworks.suspend(BUSINESS, command)
    with services.providers._store.reading(BUSINESS) as uow:
        facts = {f.home_id: f.provider.suspended for f in uow.home_facts(TODAY)}
    assert (facts[homes[0]], facts[homes[1]]) == (True, False)
    assert any(
        "Fire door" in words for words in services.providers.home(BUSINESS, homes[0]).warnings
    )
    assert not services.providers.page(BUSINESS, key).suspended
    with pytest.raises(InvalidAnswers):
        services.frameworks.suspend(BUSINESS, replace(command, provider_id=WILLOWBANK))


def test_a_suspension_that_has_not_held_a_day_is_taken_back(services: Services) -> None:
    command = Suspend(provider_id=WILLOWBANK, starts_on=TODAY, reason="Slip.", decided_by="Lead")
    services.frameworks.suspend(BUSINESS, command)
    (held,) = terms_shown(services, WILLOWBANK).suspensions
    lift = LiftSuspension(suspension_id=held.id, version=held.version, from_on=TODAY)
    assert "taken back" in services.frameworks.lift(BUSINESS, lift).words
    assert not terms_shown(services, WILLOWBANK).suspensions
