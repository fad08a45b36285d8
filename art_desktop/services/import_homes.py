"""Writes imported households, providers and homes onto the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from art_desktop.domain.households import (
    Carer,
    Household,
    HouseholdLanguage,
    Member,
    Terms,
)
from art_desktop.domain.ids import ProviderId
from art_desktop.domain.importing import HomeRecord, HouseholdRecord, Preview, ProviderRecord
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import MemberRelation
from art_desktop.domain.work import Counter
from art_desktop.services.base import Context

Same = Mapping[tuple[str, int], int]
"""What and row of a record in the file, to the id of the one on record that it is the same as."""


@dataclass
class Tally:
    """How many records an import added and changed."""

    added: int = 0
    changed: int = 0


_SAME_NAME = (
    "name",
    "status",
    "approved_on",
    "review_due_on",
    "checks_due_on",
    "payment_level",
    "address",
    "postcode",
    "phone",
    "email",
    "spare_bedrooms",
    "pets",
    "pets_note",
    "smokers",
    "someone_home",
    "ground_floor_bedroom",
)


def save_households(
    uow: UnitOfWork, preview: Preview, same: Same, context: Context, tally: Tally
) -> None:
    """Add each household, or bring the one it is the same as up to date. An empty cell changes nothing."""
    taken = {household.reference for household in uow.all(Household)}
    _count_past(uow, [record.reference for record in preview.households])
    for record in preview.households:
        key = same.get(("household", record.row))
        if key is None:
            # A row that is said to be another household than the one with its reference is given a number of its own.
            free = record.reference and record.reference not in taken
            reference = record.reference if free else f"H-{uow.next_number('H'):04d}"
            taken.add(reference)
            household = Household(reference=reference, name=record.name)
            tally.added += 1
        else:
            household = uow.get(Household, key)
            tally.changed += 1
        for name in _SAME_NAME:
            value = getattr(record, name)
            if value not in {None, ""}:
                setattr(household, name, value)
        _place(household, context)
        _parts(household, record)
        if key is None:
            uow.add(household)
        else:
            uow.touch(household)


def _count_past(uow: UnitOfWork, references: Sequence[str]) -> None:
    """Move our own numbering past the numbers that a file brings, so that none is given twice."""
    found = [re.fullmatch(r"H-(\d{1,9})", reference) for reference in references]
    top = max((int(one.group(1)) for one in found if one), default=0)
    counter = uow.find(Counter, series="H")
    if top and counter is None:
        uow.add(Counter(series="H", last=top))
    elif counter is not None:
        counter.last = max(counter.last, top)


def _place(household: Household | Home, context: Context) -> None:
    """Fill the grid reference of a postcode; one that is not in the list has none, whatever was there before."""
    if not household.postcode:
        return
    place = context.gazetteer.find(household.postcode)
    grid = place.grid_reference if place else None
    household.easting = grid.easting if grid else None
    household.northing = grid.northing if grid else None
    household.area_code = place.local_authority_code if place else ""


def _parts(household: Household, record: HouseholdRecord) -> None:
    """Bring carers, terms, languages and own children up to date, where the file has them."""
    for at, line in enumerate(record.carers):
        known = next(
            (
                carer
                for carer in household.carers
                if carer.first_name.casefold() == line.forename.casefold()
                and carer.last_name.casefold() == line.surname.casefold()
            ),
            None,
        )
        carer = known or Carer(first_name=line.forename, last_name=line.surname, position=at + 1)
        carer.born_on = line.born_on or carer.born_on
        carer.sex = line.sex or carer.sex
        carer.ethnicity = line.ethnicity or carer.ethnicity
        carer.religion = line.religion or carer.religion
        if known is None:
            household.carers.append(carer)
    if record.terms:
        named = [term for term in household.terms if term.named_child_id is not None]
        household.terms = named + [
            Terms(
                kind=line.kind,
                places=line.places,
                age_from=line.age_from,
                age_to=line.age_to,
                sex=line.sex,
                starts_on=line.starts_on,
            )
            for line in record.terms
        ]
    spoken = {one.language.casefold() for one in household.languages}
    household.languages += [
        HouseholdLanguage(language=language)
        for language in record.languages
        if language.casefold() not in spoken
    ]
    if record.own_children_ages and not household.members:
        household.members = [
            Member(first_name=f"Own child, {age} when imported", relation=MemberRelation.OWN_CHILD)
            for age in record.own_children_ages
        ]


def save_providers(
    uow: UnitOfWork, preview: Preview, same: Same, context: Context, tally: Tally
) -> None:
    """Add or bring up to date providers, then the homes of each."""
    by_key: dict[str, ProviderId] = {}
    urns = {provider.urn: provider for provider in uow.all(Provider) if provider.urn}
    names = {provider.name.casefold(): provider for provider in uow.all(Provider)}
    for record in preview.providers:
        key = same.get(("provider", record.row))
        known = urns.get(record.urn) if record.urn else names.get(record.name.casefold())
        provider = uow.get(Provider, key) if key is not None else known
        if provider is None:
            reference = f"P-{uow.next_number('P'):04d}"
            provider = Provider(reference=reference, name=record.name, kind=record.kind)
            _fill_provider(provider, record)
            uow.add(provider)
            tally.added += 1
        else:
            _fill_provider(provider, record)
            tally.changed += 1
        assert provider.id is not None
        by_key[record.key] = provider.id
    homes = {home.urn: home for home in uow.all(Home) if home.urn}
    for line in preview.homes:
        home = homes.get(line.urn)
        if home is None:
            home = Home(
                reference=f"HM-{uow.next_number('HM'):05d}",
                provider_id=by_key[line.provider_key],
                kind=line.kind,
            )
            _fill_home(home, line, context)
            uow.add(home)
            tally.added += 1
        else:
            _fill_home(home, line, context)
            tally.changed += 1


def _fill_provider(provider: Provider, record: ProviderRecord) -> None:
    for name in (
        "name",
        "urn",
        "sector",
        "local_authority",
        "region",
        "town",
        "postcode",
        "registration_status",
        "registered_on",
        "grade",
        "inspected_on",
    ):
        value = getattr(record, name)
        if value not in {None, ""}:
            setattr(provider, name, value)


def _fill_home(home: Home, record: HomeRecord, context: Context) -> None:
    for name in (
        "name",
        "urn",
        "registration_status",
        "registered_on",
        "local_authority",
        "town",
        "postcode",
        "places",
        "grade",
        "inspected_on",
        "short_break_only",
    ):
        value = getattr(record, name)
        if value not in {None, ""}:
            setattr(home, name, value)
    _place(home, context)
