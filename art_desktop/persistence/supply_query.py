"""Reads all that free places follow from, with its dates, for one household or all of them, through Core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, or_, select

from art_desktop.domain.children import Child
from art_desktop.domain.households import Availability, Exemption, Hold, Household, Terms
from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.matching.facts import HoldFacts, TermsFacts
from art_desktop.domain.placements import Placement
from art_desktop.domain.vacancies import Allowed, Dated, OnCall, Stay, Supply
from art_desktop.domain.vocabulary import HouseholdStatus
from art_desktop.persistence.coming_query import kept_for_coming
from art_desktop.persistence.tables import TABLES

T = TypeVar("T")
HOUSEHOLD, PLACEMENT, CHILD = TABLES[Household], TABLES[Placement], TABLES[Child]


def supplies(
    connection: Connection, as_of: date, since: date, only: HouseholdId | None = None
) -> dict[HouseholdId, Supply]:
    """Return what each household's free places follow from on any day from `since` on, by id.

    Args: as_of: the day on which the record is read; expectations that have gone by free nothing. only: one household,
        whatever has become of it; else all whose approval has not ended.
    """
    query = select(HOUSEHOLD.c.id, HOUSEHOLD.c.status).order_by(HOUSEHOLD.c.id)
    if only is None:
        query = query.where(HOUSEHOLD.c.status != HouseholdStatus.ENDED)
    else:
        query = query.where(HOUSEHOLD.c.id == only)
    parts = _Parts(connection, since, only)
    coming = kept_for_coming(connection, as_of, since, only)
    return {
        row.id: Supply(
            household_id=row.id,
            as_of=as_of,
            status=row.status,
            terms=tuple(parts.terms.get(row.id, ())),
            exemptions=tuple(parts.exemptions.get(row.id, ())),
            holds=(*parts.holds.get(row.id, ()), *coming.get(row.id, ())),
            stays=tuple(parts.stays.get(row.id, ())),
            on_call=tuple(parts.on_call.get(row.id, ())),
        )
        for row in connection.execute(query)
    }


class _Parts:
    """The lists that belong to households, each read once; what was over before `since` is left out."""

    def __init__(self, connection: Connection, since: date, only: HouseholdId | None) -> None:
        self._connection, self._since, self._only = connection, since, only
        self.terms = self._dated(Terms, _terms)
        self.exemptions = self._dated(Exemption, _exemption)
        self.holds = self._dated(Hold, _hold)
        self.on_call = self._dated(Availability, _on_call)
        self.stays = self._grouped(self._placements(), _stay)

    def _dated(self, kind: type, make: Callable[[RowMapping], T]) -> dict[HouseholdId, list[T]]:
        table = TABLES[kind]
        query = select(table).order_by(table.c.id)
        query = query.where(or_(table.c.ends_on.is_(None), table.c.ends_on >= self._since))
        if self._only is not None:
            query = query.where(table.c.household_id == self._only)
        return self._grouped(query, make)

    def _placements(self) -> Select[Any]:
        query = (
            select(
                PLACEMENT.c.household_id,
                PLACEMENT.c.starts_on,
                PLACEMENT.c.ended_on,
                PLACEMENT.c.expected_end_on,
                PLACEMENT.c.kind,
                CHILD.c.id.label("child_id"),
                CHILD.c.born_on,
                CHILD.c.first_name,
                CHILD.c.known_as,
            )
            .join(CHILD, CHILD.c.id == PLACEMENT.c.child_id)
            .where(or_(PLACEMENT.c.ended_on.is_(None), PLACEMENT.c.ended_on > self._since))
            .order_by(PLACEMENT.c.id)
        )
        if self._only is not None:
            return query.where(PLACEMENT.c.household_id == self._only)
        return query.where(PLACEMENT.c.household_id.is_not(None))

    def _grouped(
        self, query: Select[Any], make: Callable[[RowMapping], T]
    ) -> dict[HouseholdId, list[T]]:
        found: dict[HouseholdId, list[T]] = defaultdict(list)
        for row in self._connection.execute(query).mappings():
            found[row["household_id"]].append(make(row))
        return found


def _terms(row: RowMapping) -> Dated[TermsFacts]:
    facts = TermsFacts(
        kind=row["kind"],
        places=row["places"],
        age_from=row["age_from"],
        age_to=row["age_to"],
        sex=row["sex"],
        named_child_id=row["named_child_id"],
    )
    return Dated(facts, row["starts_on"], row["ends_on"])


def _exemption(row: RowMapping) -> Dated[Allowed]:
    allowed = Allowed(row["places"], row["child_id"], row["for_children"])
    return Dated(allowed, row["starts_on"], row["ends_on"])


def _hold(row: RowMapping) -> Dated[HoldFacts]:
    facts = HoldFacts(reason=row["reason"], places=row["places"], for_child_id=row["child_id"])
    return Dated(facts, row["starts_on"], row["ends_on"])


def _on_call(row: RowMapping) -> OnCall:
    return OnCall(
        kind=row["kind"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        weekdays=row["weekdays"],
        places=row["places"],
    )


def _stay(row: RowMapping) -> Stay:
    return Stay(
        child_id=row["child_id"],
        name=row["known_as"] or row["first_name"],
        born_on=row["born_on"],
        starts_on=row["starts_on"],
        ended_on=row["ended_on"],
        expected_end_on=row["expected_end_on"],
        kind=row["kind"],
    )
