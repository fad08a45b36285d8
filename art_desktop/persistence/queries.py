"""Plain reads through Core that no single entity answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from art_desktop.domain.children import Child
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Request
from art_desktop.persistence.audit import audit_entry
from art_desktop.persistence.facts_query import home_facts, household_facts
from art_desktop.persistence.tables import TABLES

__all__ = ["history", "home_facts", "household_facts", "names_for_find"]


def names_for_find(connection: Connection) -> list[tuple[str, int, str, str]]:
    """Return (kind, id, text to search, detail) for every child, household, provider, home and request."""
    child, household, carer = TABLES[Child].c, TABLES[Household].c, TABLES[Carer].c
    provider, home, request = TABLES[Provider].c, TABLES[Home].c, TABLES[Request].c
    found: list[tuple[str, int, str, str]] = []
    children = select(
        child.id,
        child.first_name,
        child.last_name,
        child.known_as,
        child.reference,
        child.case_number,
        child.home_postcode,
    )
    for key, first, last, known_as, reference, number, postcode in connection.execute(children):
        words = " ".join(part for part in (first, last, known_as) if part)
        found.append(("child", key, f"{words} {reference} {number} {postcode}", reference))
    carers: dict[int, list[str]] = {}
    for key, first, last in connection.execute(
        select(carer.household_id, carer.first_name, carer.last_name)
    ):
        carers.setdefault(key, []).append(f"{first} {last}")
    households = select(household.id, household.name, household.reference, household.postcode)
    for key, name, reference, postcode in connection.execute(households):
        people = ", ".join(carers.get(key, ()))
        found.append(("household", key, f"{name} {people} {reference} {postcode}", people))
    providers = select(
        provider.id, provider.name, provider.reference, provider.urn, provider.postcode
    )
    for key, name, reference, urn, postcode in connection.execute(providers):
        found.append(("provider", key, f"{name} {reference} {urn} {postcode}", reference))
    homes = select(home.provider_id, home.name, home.reference, home.urn).where(home.name != "")
    for key, name, reference, urn in connection.execute(homes):
        found.append(("provider", key, f"{name} {reference} {urn}", reference))
    for key, reference in connection.execute(select(request.id, request.reference)):
        found.append(("request", key, reference, ""))
    return found


def history(
    connection: Connection, objects: Sequence[tuple[str, int]], limit: int
) -> list[tuple[datetime, str, str, str]]:
    """Return (at, username, action, object type) of the audit trail for these objects, newest first."""
    if not objects:
        return []
    entry = audit_entry.c
    wanted = or_(
        *(and_(entry.object_type == kind, entry.object_id == str(key)) for kind, key in objects)
    )
    query = (
        select(entry.at, entry.username, entry.action, entry.object_type)
        .where(wanted)
        .order_by(entry.seq.desc())
        .limit(limit)
    )
    return [
        (row.at, row.username, row.action, row.object_type) for row in connection.execute(query)
    ]
