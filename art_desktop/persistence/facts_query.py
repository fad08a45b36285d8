"""Builds what a search is told of every household, agency and home, from a dozen plain reads through Core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, func, or_, select

from art_desktop.domain.children import Child, age_in_months
from art_desktop.domain.frameworks import Framework, Lot, LotPlace, Suspension
from art_desktop.domain.households import (
    Availability,
    Carer,
    Exemption,
    Hold,
    Household,
    HouseholdLanguage,
    HouseholdSkill,
    Member,
    Terms,
)
from art_desktop.domain.ids import ChildId, HomeId, HouseholdId, ProviderId
from art_desktop.domain.matching.facts import (
    HoldFacts,
    HomeFacts,
    HouseholdFacts,
    ProviderFacts,
    ResidentFacts,
    TermsFacts,
)
from art_desktop.domain.needs import Needs, needs_from_json
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import GridReference
from art_desktop.domain.providers import Home, HomePurpose, Provider
from art_desktop.domain.requests import NeedsProfile
from art_desktop.domain.vacancies import in_force
from art_desktop.domain.vacancies_of_homes import free_places
from art_desktop.domain.vocabulary import (
    AvailabilityKind,
    HouseholdStatus,
    Level,
    NeedCode,
    ProviderKind,
    Tier,
)
from art_desktop.domain.work import Service
from art_desktop.persistence.coming_query import kept_for_coming
from art_desktop.persistence.tables import TABLES

T = TypeVar("T")
HOUSEHOLD, HOME, PROVIDER = TABLES[Household], TABLES[Home], TABLES[Provider]
PLACEMENT, CHILD, PROFILE = TABLES[Placement], TABLES[Child], TABLES[NeedsProfile]
_NOTHING_SAID = Needs()


def household_facts(connection: Connection, on: date) -> list[HouseholdFacts]:
    """Return every household that is active or in hold on a day, with who lives there, by id."""
    area = _own_area(connection)
    providers = _providers(connection, _ProviderStanding(connection, on))
    parts = _HouseholdParts(connection, on)
    query = select(HOUSEHOLD).where(HOUSEHOLD.c.status != HouseholdStatus.ENDED)
    rows = connection.execute(query.order_by(HOUSEHOLD.c.id)).mappings()
    return [_household(row, area, providers, parts) for row in rows]


def home_facts(connection: Connection, on: date) -> list[HomeFacts]:
    """Return every home, then every agency as one candidate of its own."""
    standing = _ProviderStanding(connection, on)
    providers = _providers(connection, standing)
    parts = _HomeParts(connection, on)
    homes = connection.execute(select(HOME).order_by(HOME.c.id)).mappings()
    found = [
        _home(row, standing.of_home(row, providers[row["provider_id"]]), parts)
        for row in homes
        if row["kind"].takes_children
    ]
    agencies = connection.execute(select(PROVIDER).order_by(PROVIDER.c.id)).mappings()
    found += [
        _agency(row, providers[row["id"]]) for row in agencies if row["kind"].tier is Tier.IFA
    ]
    return found


class _HouseholdParts:
    """The lists that belong to households, each read once and grouped by household."""

    def __init__(self, connection: Connection, on: date) -> None:
        self.carers = _grouped(connection, Carer, lambda row: row)
        self.terms = _grouped(connection, Terms, _terms, _in_force(TABLES[Terms], on))
        self.exempt = _grouped(
            connection,
            Exemption,
            lambda row: (row["child_id"], int(row["places"])),
            _in_force(TABLES[Exemption], on),
        )
        self.on_call = _on_call(connection, on)
        self.days_named = _days_named(connection)
        self.holds = _grouped(connection, Hold, _hold, _in_force(TABLES[Hold], on))
        for key, kept in kept_for_coming(connection, on, on).items():
            self.holds.setdefault(key, []).extend(in_force(kept, on))
        self.skills = _grouped(connection, HouseholdSkill, lambda row: (row["skill"], row["level"]))
        self.languages = _grouped(connection, HouseholdLanguage, lambda row: str(row["language"]))
        self.members = _grouped(connection, Member, lambda row: _member(row, on))
        self.fostered = _fostered(connection, on)
        self.ages = _ages_cared_for(connection)


def _in_force(table: Table, on: date) -> Any:
    return (table.c.starts_on <= on) & or_(table.c.ends_on.is_(None), table.c.ends_on >= on)


def _grouped(
    connection: Connection, kind: type, make: Callable[[RowMapping], T], where: Any = None
) -> dict[HouseholdId, list[T]]:
    """Read a household's list for all households at once."""
    table = TABLES[kind]
    query = select(table).order_by(table.c.id)
    if where is not None:
        query = query.where(where)
    grouped: dict[HouseholdId, list[T]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        grouped[row["household_id"]].append(make(row))
    return grouped


def _terms(row: RowMapping) -> TermsFacts:
    return TermsFacts(
        kind=row["kind"],
        places=row["places"],
        age_from=row["age_from"],
        age_to=row["age_to"],
        sex=row["sex"],
        named_child_id=row["named_child_id"],
    )


def _hold(row: RowMapping) -> HoldFacts:
    return HoldFacts(reason=row["reason"], places=row["places"], for_child_id=row["child_id"])


def _on_call(connection: Connection, on: date) -> dict[HouseholdId, set[AvailabilityKind]]:
    """Return what each household that has named any days can be called on for on one."""
    table = TABLES[Availability]
    found: dict[HouseholdId, set[AvailabilityKind]] = defaultdict(set)
    for row in connection.execute(select(table)).mappings():
        days = Availability(
            kind=row["kind"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            weekdays=row["weekdays"],
        )
        found[row["household_id"]].update([days.kind] if days.covers(on) else [])
    return found


def _days_named(connection: Connection) -> dict[HouseholdId, set[AvailabilityKind]]:
    """Return for what each household has named any days at all."""
    table = TABLES[Availability]
    found: dict[HouseholdId, set[AvailabilityKind]] = defaultdict(set)
    for household_id, kind in connection.execute(select(table.c.household_id, table.c.kind)):
        found[household_id].add(kind)
    return found


def _member(row: RowMapping, on: date) -> ResidentFacts:
    born = row["born_on"]
    return ResidentFacts(
        is_fostered=False,
        age_months=None if born is None else age_in_months(born, on),
        sex=row["sex"],
    )


def _living(on: date) -> Select[Any]:
    """Return the query for placements in which a child is living on a day."""
    return select(PLACEMENT).where(
        PLACEMENT.c.starts_on <= on,
        or_(PLACEMENT.c.ended_on.is_(None), PLACEMENT.c.ended_on > on),
    )


def _fostered(connection: Connection, on: date) -> dict[HouseholdId, list[ResidentFacts]]:
    """Return the children placed in each household on a day, with what their latest profile says."""
    columns = (
        PLACEMENT.c.household_id,
        PLACEMENT.c.ended_on,
        CHILD.c.id,
        CHILD.c.born_on,
        CHILD.c.sex,
        CHILD.c.family_id,
    )
    query = (
        _living(on)
        .with_only_columns(*columns)
        .join(CHILD, CHILD.c.id == PLACEMENT.c.child_id)
        .where(PLACEMENT.c.household_id.is_not(None))
        .order_by(PLACEMENT.c.id)
    )
    rows = connection.execute(query).all()
    profiles = latest_needs(connection, {row.id for row in rows})
    grouped: dict[HouseholdId, list[ResidentFacts]] = defaultdict(list)
    for row in rows:
        needs = profiles.get(row.id, _NOTHING_SAID)
        grouped[row.household_id].append(
            ResidentFacts(
                is_fostered=True,
                age_months=age_in_months(row.born_on, on),
                sex=row.sex,
                child_id=row.id,
                family_id=row.family_id,
                levels={code: answer.level for code, answer in needs.levels.items()},
                leaves_on=row.ended_on,
                no_other_children=needs.no_other_children,
                no_younger_children=needs.no_younger_children,
                no_older_children=needs.no_older_children,
            )
        )
    return grouped


def latest_needs(connection: Connection, children: Iterable[ChildId]) -> dict[ChildId, Needs]:
    """Return the latest profile of each of these children who has one."""
    newest = select(func.max(PROFILE.c.id)).group_by(PROFILE.c.child_id)
    query = select(PROFILE.c.child_id, PROFILE.c.body).where(
        PROFILE.c.id.in_(newest), PROFILE.c.child_id.in_(set(children))
    )
    return {child_id: needs_from_json(body) for child_id, body in connection.execute(query)}


def _ages_cared_for(connection: Connection) -> dict[HouseholdId, tuple[int, ...]]:
    """Return the whole years of age of every child who started in each household."""
    query = (
        select(PLACEMENT.c.household_id, PLACEMENT.c.starts_on, CHILD.c.born_on)
        .join(CHILD, CHILD.c.id == PLACEMENT.c.child_id)
        .where(PLACEMENT.c.household_id.is_not(None))
    )
    ages: dict[HouseholdId, set[int]] = defaultdict(set)
    for household_id, starts_on, born_on in connection.execute(query):
        ages[household_id].add(age_in_months(born_on, starts_on) // 12)
    return {key: tuple(sorted(found)) for key, found in ages.items()}


def _own_area(connection: Connection) -> str:
    return connection.scalar(select(TABLES[Service].c.area_code)) or ""


def _own_area_name(connection: Connection) -> str:
    return connection.scalar(select(TABLES[Service].c.area_name)) or ""


def _grid(row: RowMapping) -> GridReference | None:
    if row["easting"] is None or row["northing"] is None:
        return None
    return GridReference(row["easting"], row["northing"])


class _ProviderStanding:
    """On which kinds of lot each provider is on a day, and what is suspended: one question each."""

    def __init__(self, connection: Connection, on: date) -> None:
        place, lot, framework = TABLES[LotPlace], TABLES[Lot], TABLES[Framework]
        query = (
            select(place.c.provider_id, lot.c.kind)
            .join(lot, lot.c.id == place.c.lot_id)
            .join(framework, framework.c.id == lot.c.framework_id)
            .where(_in_force(place, on), _in_force(framework, on))
        )
        self.lots: dict[ProviderId, set[ProviderKind]] = defaultdict(set)
        for provider_id, kind in connection.execute(query):
            self.lots[provider_id].add(kind)
        self.suspended: set[ProviderId] = set()
        self.suspended_homes: set[HomeId] = set()
        stopped = TABLES[Suspension]
        columns = select(stopped.c.provider_id, stopped.c.home_id)
        for provider_id, home_id in connection.execute(columns.where(_in_force(stopped, on))):
            if home_id is None:
                self.suspended.add(provider_id)
            else:
                self.suspended_homes.add(home_id)

    def on_lot(self, provider_id: ProviderId, kind: ProviderKind) -> bool:
        return kind in self.lots.get(provider_id, ())

    def of_home(self, row: RowMapping, provider: ProviderFacts) -> ProviderFacts:
        """Return the provider as it stands for one home: by the lot of its kind, and by its own suspension."""
        on_lot = self.on_lot(provider.provider_id, row["kind"])
        stopped = provider.suspended or row["id"] in self.suspended_homes
        if (on_lot, stopped) == (provider.on_framework, provider.suspended):
            return provider
        return replace(provider, on_framework=on_lot, suspended=stopped)


def _providers(
    connection: Connection, standing: _ProviderStanding
) -> dict[ProviderId, ProviderFacts]:
    """Return every provider as the search knows it."""
    rows = connection.execute(select(PROVIDER)).mappings()
    return {
        row["id"]: ProviderFacts(
            provider_id=row["id"],
            name=row["name"],
            kind=row["kind"],
            registered=row["registration_status"].casefold() == "active",
            grade=row["grade"],
            on_framework=standing.on_lot(row["id"], row["kind"]),
            suspended=row["id"] in standing.suspended,
        )
        for row in rows
    }


def _household(
    row: RowMapping,
    area: str,
    providers: dict[ProviderId, ProviderFacts],
    parts: _HouseholdParts,
) -> HouseholdFacts:
    """Return the facts of one household."""
    key = row["id"]
    carers = parts.carers.get(key, [])
    fostered = parts.fostered.get(key, [])
    spare = row["spare_bedrooms"]
    tier = Tier.CONNECTED if row["connected"] else Tier.IN_HOUSE
    provider = providers.get(row["provider_id"]) if row["provider_id"] else None
    return HouseholdFacts(
        household_id=key,
        reference=row["reference"],
        name=row["name"],
        tier=Tier.IFA if provider is not None else tier,
        provider=provider,
        status=row["status"],
        holds=tuple(parts.holds.get(key, ())),
        review_due_on=row["review_due_on"],
        checks_due_on=row["checks_due_on"],
        council_only=row["council_only"],
        postcode=row["postcode"],
        at=_grid(row),
        in_area=row["area_code"] == area if row["area_code"] and area else None,
        terms=tuple(parts.terms.get(key, ())),
        exempt_for={
            # The widest last, so that it counts where a child has two.
            child: places
            for child, places in sorted(parts.exempt.get(key, ()), key=lambda pair: pair[1])
            if child is not None
        },
        on_call_for=tuple(sorted(parts.on_call[key])) if key in parts.on_call else None,
        days_named_for=tuple(sorted(parts.days_named.get(key, ()))),
        adapted_bathroom=row["adapted_bathroom"],
        other_council_children=row["other_council_children"],
        area_code=row["area_code"],
        residents=tuple(fostered + parts.members.get(key, [])),
        free_bedrooms=None if spare is None else max(0, spare - len(fostered)),
        carer_sexes=tuple(carer["sex"] for carer in carers),
        someone_home=row["someone_home"],
        pets=row["pets"],
        smokers=row["smokers"],
        ground_floor_bedroom=row["ground_floor_bedroom"],
        step_free=row["step_free"],
        languages=tuple(parts.languages[key]) if key in parts.languages else None,
        faiths=tuple(sorted({c["religion"] for c in carers if c["religion"]})) or None,
        ethnicities=tuple(sorted({c["ethnicity"] for c in carers if c["ethnicity"]})) or None,
        skills=dict(parts.skills.get(key, [])),
        experienced_ages=parts.ages.get(key),
        expects_up_to_weeks=None if row["long_term_willing"] is not False else 104,
        planned_endings=row["sustained_placements"],
        unplanned_endings=row["disrupted_placements"],
        interests=row["interests"] or None,
        weekly_price_pence=row["weekly_price_pence"],
    )


class _HomeParts:
    """What belongs to homes: who lives there, what their statements of purpose name, where the council is."""

    def __init__(self, connection: Connection, on: date) -> None:
        self.area, self.area_name = _own_area(connection), _own_area_name(connection)
        living = _living(on).where(PLACEMENT.c.home_id.is_not(None))
        columns = (PLACEMENT.c.home_id, PLACEMENT.c.starts_on)
        self.started: dict[int, list[date]] = defaultdict(list)
        for home_id, starts_on in connection.execute(living.with_only_columns(*columns)):
            self.started[home_id].append(starts_on)
        self.purposes: dict[int, dict[NeedCode, Level]] = defaultdict(dict)
        for row in connection.execute(select(TABLES[HomePurpose])).mappings():
            self.purposes[row["home_id"]][row["need"]] = row["up_to"]

    def free(self, row: RowMapping) -> int | None:
        """Return the places free, None where they are not known."""
        return free_places(
            row["places"], row["said_free"], row["said_free_on"], self.started[row["id"]]
        )

    def in_area(self, row: RowMapping) -> bool | None:
        """Say whether a home is in the council's area: by its code, or by the name that Ofsted prints."""
        if row["area_code"] and self.area:
            return bool(row["area_code"] == self.area)
        if row["local_authority"] and self.area_name:
            return str(row["local_authority"]).casefold() == self.area_name.casefold()
        return None


def _home(row: RowMapping, provider: ProviderFacts, parts: _HomeParts) -> HomeFacts:
    """Return the facts of one home."""
    return HomeFacts(
        provider=provider,
        reference=row["reference"],
        name=row["name"] or f"{provider.name} ({row['local_authority']})",
        home_id=HomeId(row["id"]),
        kind=row["kind"],
        urn=row["urn"],
        registered=row["registration_status"].casefold() == "active",
        grade=row["grade"],
        places=row["places"],
        free_places=parts.free(row),
        age_from=row["age_from"],
        age_to=row["age_to"],
        sex=row["sex"],
        short_break_only=row["short_break_only"],
        postcode=row["postcode"],
        at=_grid(row),
        in_area=parts.in_area(row),
        weekly_price_pence=row["weekly_price_pence"],
        purposes=parts.purposes.get(row["id"]),
        staff_by_day=row["staff_by_day"],
        staff_by_night=row["staff_by_night"],
        waking_night=row["waking_night"],
        education_on_site=row["education_on_site"],
        therapy_on_site=row["therapy_on_site"],
        step_free=row["step_free"],
        area_code=row["area_code"],
    )


def _agency(row: RowMapping, provider: ProviderFacts) -> HomeFacts:
    """Return an agency as one candidate: which household it would offer is found by asking."""
    return HomeFacts(
        provider=provider,
        reference=row["reference"],
        name=row["name"],
        kind=row["kind"],
        urn=row["urn"],
        registered=provider.registered,
        grade=row["grade"],
        postcode=row["postcode"],
        weekly_price_pence=row["typical_weekly_price_pence"],
    )
