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
from art_desktop.domain.importing import (
    HomeRecord,
    HouseholdRecord,
    Preview,
    ProviderRecord,
    RegisterChange,
)
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.register import change_of, taken
from art_desktop.domain.vocabulary import MemberRelation
from art_desktop.domain.work import Counter
from art_desktop.services.base import Context
from art_desktop.services.views import home_title

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
    if not (preview.providers or preview.homes):
        return
    register = Register(uow, same)
    by_key: dict[str, Provider] = {}
    new: list[Provider | Home] = []
    for record in preview.providers:
        provider = register.provider(record)
        if provider is None:
            reference = f"P-{uow.next_number('P'):04d}"
            provider = Provider(reference=reference, name=record.name, kind=record.kind)
            _fill(provider, record)
            new.append(provider)
            tally.added += 1
        elif _fill(provider, record):
            tally.changed += 1
        by_key[record.key] = provider
    uow.add_all(new)  # in one go: thousands at a time come with the first list
    new = []
    for line in preview.homes:
        home = register.home(line)
        if home is None:
            owner = by_key[line.provider_key].id
            assert owner is not None
            reference = f"HM-{uow.next_number('HM'):05d}"
            home = Home(reference=reference, provider_id=owner, kind=line.kind)
            _fill(home, line)
            _place(home, context)
            new.append(home)
            tally.added += 1
        elif changed := _fill(home, line):
            if "postcode" in changed:
                _place(home, context)
            tally.changed += 1
    uow.add_all(new)


class Register:
    """The providers and homes on record, by what a row of Ofsted's list knows them by."""

    def __init__(self, uow: UnitOfWork, same: Same) -> None:
        self._same = same
        everyone = uow.all(Provider)
        self._by_id = {one.id: one for one in everyone}
        self._by_urn = {one.urn: one for one in everyone if one.urn}
        self._by_name = {one.name.casefold(): one for one in everyone}
        self._homes = {one.urn: one for one in uow.all(Home) if one.urn}

    def provider(self, record: ProviderRecord) -> Provider | None:
        """Return the provider that a row is about: as somebody said, by its number, or else by its name."""
        key = self._same.get(("provider", record.row))
        if key is not None:
            return self._by_id[ProviderId(key)]
        if record.urn:
            return self._by_urn.get(record.urn)
        return self._by_name.get(record.name.casefold())

    def home(self, record: HomeRecord) -> Home | None:
        """Return the home with the number of a row."""
        return self._homes.get(record.urn)


def _fill(held: Provider | Home, record: ProviderRecord | HomeRecord) -> dict[str, object]:
    """Write what the list sets onto a record, and return it."""
    changed = taken(held, record)
    for name, value in changed.items():
        setattr(held, name, value)
    return changed


def register_changes(uow: UnitOfWork, preview: Preview, same: Same) -> tuple[RegisterChange, ...]:
    """Return what Ofsted's list changes of what is on record, what is worse first."""
    if not (preview.providers or preview.homes):
        return ()
    register = Register(uow, same)
    providers: dict[int, Provider] = {
        one.id: one for one in uow.all(Provider) if one.id is not None
    }
    found = []
    for record in preview.providers:
        provider = register.provider(record)
        if provider is not None:
            found.append(change_of(provider, provider.name, record))
    for line in preview.homes:
        home = register.home(line)
        if home is not None:
            found.append(change_of(home, home_title(home, providers), line))
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: (not one.worse, one.title.casefold(), one.row)))
