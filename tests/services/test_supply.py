"""Providers and homes through their service: saved with checks, found again, free places as the search has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.ids import HomeId, ProviderId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.provider_views import PurposeLine, SaidFree, SaveHome, SaveProvider
from art_desktop.domain.vocabulary import Grade, Level, NeedCode, ProviderKind
from art_desktop.services import Services

TODAY = date(2026, 11, 24)
WILLOWBANK = ProviderId(1)


@pytest.fixture
def owner(services: Services, manager: Actor) -> ProviderId:
    """An owner of homes."""
    command = SaveProvider(name="Larchmere", kind=ProviderKind.CHILDRENS_HOME)
    return services.providers.save(manager, command)


def home_of(owner: ProviderId, **changes: object) -> SaveHome:
    command = SaveHome(
        provider_id=owner,
        kind=ProviderKind.CHILDRENS_HOME,
        name="Far End",
        urn="SC970001",
        postcode="pe44aa",
        places=4,
        age_from=8,
        age_to=17,
        grade=Grade.GOOD,
        inspected_on=date(2026, 5, 1),
        staff_by_night=1,
        waking_night=True,
        statement="Care for children who have been hurt.",
        statement_on=date(2026, 1, 1),
        purposes=(
            PurposeLine(need=NeedCode.ATTACHMENT, up_to=Level.COMPLEX),
            PurposeLine(need=NeedCode.MISSING, up_to=Level.SOME),
        ),
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # given by name


def test_a_home_is_saved_placed_and_read_again(
    services: Services, manager: Actor, owner: ProviderId
) -> None:
    key = services.providers.save_home(manager, home_of(owner))
    form = services.providers.home_form(manager, key)
    assert form == home_of(owner, home_id=key, version=form.version, postcode="PE4 4AA")
    page = services.providers.home(manager, key)
    assert page.line.title == "Far End"
    assert page.line.area == "PE4"
    assert page.line.free is None
    assert page.purposes is not None
    assert [line.words for line in page.purposes] == ["up to complex", "up to some"]
    assert [line.id for line in services.providers.page(manager, owner).homes] == [key]
    assert any(row.home_id == key for row in services.providers.rows(manager))


def test_an_officer_records_what_was_said_on_the_telephone_and_nothing_else(
    services: Services, officer: Actor, manager: Actor, owner: ProviderId
) -> None:
    key = services.providers.save_home(manager, home_of(owner))
    version = services.providers.home(officer, key).line.version
    said = SaidFree(home_id=key, version=version, free=2, said_on=TODAY)
    assert "2 free" in services.providers.said_free(officer, said).words
    page = services.providers.home(officer, key)
    assert (page.line.free, page.line.said_free_on) == (2, TODAY)
    with pytest.raises(ChangedByOther):
        services.providers.said_free(officer, said)
    with pytest.raises(InvalidAnswers):
        services.providers.said_free(officer, replace(said, version=page.line.version, free=5))
    with pytest.raises(NotPermitted):
        services.providers.save_home(officer, home_of(owner, home_id=key))
    assert not officer.may(Permission.EDIT_PROVIDERS)


def test_the_page_and_the_search_have_one_figure_for_free_places(
    services: Services, manager: Actor, owner: ProviderId
) -> None:
    command = home_of(owner, said_free=3, said_free_on=TODAY)
    key = services.providers.save_home(manager, command)
    store = services.providers._store  # the same record, read as the search reads it
    with store.reading(manager) as uow:
        facts = next(one for one in uow.home_facts(TODAY) if one.home_id == key)
    assert facts.free_places == services.providers.home(manager, key).line.free == 3
    assert facts.purposes == {NeedCode.ATTACHMENT: Level.COMPLEX, NeedCode.MISSING: Level.SOME}
    assert facts.area_code == "E06000031"
    assert facts.in_area is True


def test_two_people_change_a_home_and_see_in_what_they_differ(
    services: Services, manager: Actor, owner: ProviderId
) -> None:
    key = services.providers.save_home(manager, home_of(owner))
    form = services.providers.home_form(manager, key)
    fewer = (PurposeLine(need=NeedCode.ATTACHMENT, up_to=Level.SOME),)
    services.providers.save_home(manager, replace(form, purposes=fewer))
    with pytest.raises(ChangedByOther) as met:
        services.providers.save_home(manager, replace(form, places=5))
    assert {clash.field for clash in met.value.clashes} == {"places", "purposes"}
    kept = services.providers.home_form(manager, key)
    assert (kept.purposes, kept.places) == (fewer, 4)


def test_a_number_is_given_once_and_a_postcode_is_in_the_list(
    services: Services, manager: Actor, owner: ProviderId
) -> None:
    services.providers.save_home(manager, home_of(owner))
    with pytest.raises(InvalidAnswers) as met:
        services.providers.save_home(manager, home_of(owner, postcode="ZZ1 1ZZ"))
    assert {problem.field for problem in met.value.problems} == {"urn", "postcode"}
    command = SaveProvider(name="Other", kind=ProviderKind.IFA, urn="SC990001")
    with pytest.raises(InvalidAnswers) as again:
        services.providers.save(manager, command)
    assert "Willowbank" in str(again.value)


def test_an_agency_has_households_and_no_homes(services: Services, manager: Actor) -> None:
    page = services.providers.page(manager, WILLOWBANK)
    assert page.offers_households
    assert not page.homes
    assert not page.households
    with pytest.raises(RuleBroken) as met:
        services.providers.save_home(manager, home_of(WILLOWBANK))
    assert met.value.rule == "agency_without_homes"


def test_a_provider_is_changed_and_says_why_it_is_not_to_be_used(
    services: Services, manager: Actor
) -> None:
    form = replace(services.providers.form(manager, WILLOWBANK), inspected_on=date(2026, 5, 1))
    services.providers.save(manager, replace(form, registration_status="Suspended"))
    page = services.providers.page(manager, WILLOWBANK)
    assert page.warnings == ("Registration: suspended.",)
    with pytest.raises(ChangedByOther):
        services.providers.save(manager, form)


def test_what_is_not_there_is_said_so(services: Services, officer: Actor) -> None:
    with pytest.raises(RuleBroken):
        services.providers.home(officer, HomeId(99))
