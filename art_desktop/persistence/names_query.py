"""Reads the names that the find box searches: all of them, or those that were changed since."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from art_desktop.domain.children import Child, age_in_years, age_words
from art_desktop.domain.finding_views import NameLine, NamesRead
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.lookalikes import birth_mark, number_mark, phone_mark, place_mark
from art_desktop.domain.places import try_normalise_postcode
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Request, RequestChild
from art_desktop.domain.wording import listed
from art_desktop.persistence.audit import DELETED, audit_entry
from art_desktop.persistence.tables import SHAPES, TABLES

_MOST_CHANGES = 400
_KINDS = {SHAPES[kind].name: SHAPES[kind].name for kind in (Child, Household, Provider, Request)}
_PARTS: dict[str, tuple[type, str, str]] = {
    SHAPES[Carer].name: (Carer, "household_id", "household"),
    SHAPES[Home].name: (Home, "provider_id", "provider"),
    SHAPES[RequestChild].name: (RequestChild, "request_id", "request"),
}
"""Rows whose names stand under something else: table to entity, column of the owner, kind of the owner."""
_PEOPLE_OF = {"household": "carer", "provider": "home"}
"""The kind of the lines that stand under the same key as another kind's."""
_YEARLY = re.compile(r"([A-Za-z]+)-20(\d\d)-0*(\d+)")


def names_for_find(connection: Connection, on: date, since: int | None = None) -> NamesRead:
    """Return every name, or those that the trail says may have changed after entry `since`.

    Source of what changed: the audit trail, which every change passes through, another desk's too.
    """
    top = audit_entry.c.seq
    mark = connection.scalar(select(func.coalesce(func.max(top), 0))) or 0
    if since is not None and since == mark:
        return NamesRead(mark, whole=False)
    keys = None if since is None or since > mark else _changed(connection, since)
    if keys is None:
        return NamesRead(mark, whole=True, lines=tuple(_lines(connection, on, None)))
    held: dict[str, set[int]] = {}
    for kind, key in keys:
        held.setdefault(kind, set()).add(key)
    lines = tuple(_lines(connection, on, held)) if keys else ()
    keys |= {(_PEOPLE_OF[kind], key) for kind, key in keys if kind in _PEOPLE_OF}
    return NamesRead(mark, whole=False, lines=lines, keys=frozenset(keys))


def _changed(connection: Connection, since: int) -> set[tuple[str, int]] | None:
    """Return the (kind, id) whose names may have changed; None when only reading all of them is sure."""
    entry = audit_entry.c
    watched = (*_KINDS, *_PARTS)
    query = (
        select(entry.object_type, entry.object_id, entry.action)
        .where(entry.seq > since, entry.object_type.in_(watched))
        .limit(_MOST_CHANGES + 1)
    )
    found = list(connection.execute(query))
    if len(found) > _MOST_CHANGES:
        return None
    keys: set[tuple[str, int]] = set()
    parts: dict[str, set[int]] = {}
    for name, written, action in found:
        if name in _KINDS:
            keys.add((_KINDS[name], int(written)))
        elif action == DELETED:
            return None  # whose it was is not there any more
        else:
            parts.setdefault(name, set()).add(int(written))
    for name, ids in parts.items():
        entity, owner, kind = _PARTS[name]
        column = TABLES[entity].c
        owners = connection.scalars(select(column[owner]).where(column.id.in_(ids)))
        keys.update((kind, key) for key in owners)
    children = {key for kind, key in keys if kind == "child"}
    if children:  # their requests carry their names
        line = TABLES[RequestChild].c
        asked = connection.scalars(select(line.request_id).where(line.child_id.in_(children)))
        keys.update(("request", key) for key in asked)
    return keys


Only = dict[str, set[int]] | None
"""The ids to read of each kind; None for all."""


def _lines(connection: Connection, on: date, only: Only) -> Iterator[NameLine]:
    yield from _children(connection, on, only)
    yield from _households(connection, only)
    yield from _requests(connection, only)
    yield from _providers(connection, only)


def _rows(
    connection: Connection, query: Select[*tuple[Any, ...]], column: Any, only: Only, kind: str
) -> Any:
    """Return the rows of a query, those of the wanted ids only."""
    if only is None:
        return connection.execute(query)
    ids: Collection[int] = only.get(kind, ())
    return connection.execute(query.where(column.in_(ids))) if ids else ()


def _children(connection: Connection, on: date, only: Only) -> Iterator[NameLine]:
    child = TABLES[Child].c
    query = select(
        child.id,
        child.first_name,
        child.last_name,
        child.known_as,
        child.reference,
        child.case_number,
        child.home_postcode,
        child.born_on,
    )
    for row in _rows(connection, query, child.id, only, "child"):
        key, first, last, known_as, reference, number, postcode, born_on = row
        words = f"{known_as} {reference} {number} {_postcode(postcode)}"
        detail = f"Child {reference} · {_age(born_on, on)}"
        marks = (birth_mark(born_on), number_mark(number), place_mark(postcode))
        yield NameLine("child", key, f"{first} {last}", words, detail, _said(marks))


def _households(connection: Connection, only: Only) -> Iterator[NameLine]:
    household, carer = TABLES[Household].c, TABLES[Carer].c
    carers: dict[int, list[tuple[str, str]]] = {}
    phones: dict[int, list[str]] = {}
    named = select(carer.household_id, carer.first_name, carer.last_name, carer.phone)
    named = named.order_by(carer.household_id, carer.position, carer.id)
    for key, first, last, phone in _rows(connection, named, carer.household_id, only, "household"):
        carers.setdefault(key, []).append((first, last))
        phones.setdefault(key, []).append(phone)
    query = select(
        household.id, household.name, household.reference, household.postcode, household.phone
    )
    for row in _rows(connection, query, household.id, only, "household"):
        key, name, reference, postcode, phone = row
        people = carers.get(key, [])
        words = " ".join(f"{first} {last}" for first, last in people)
        district = postcode.partition(" ")[0]
        detail = f"Household {reference}" + (f" · {district}" if district else "")
        words = f"{name} {words} {reference} {_postcode(postcode)}"
        title = name or _couple(people) or reference
        numbers = (phone_mark(number) for number in (phone, *phones.get(key, ())))
        marks = _said((place_mark(postcode), *numbers))
        yield NameLine("household", key, title, words, detail, marks)
        for first, last in people:
            yield NameLine("carer", key, f"{first} {last}", "", f"Carer · {title} · {reference}")


def _requests(connection: Connection, only: Only) -> Iterator[NameLine]:
    request, line, child = TABLES[Request].c, TABLES[RequestChild].c, TABLES[Child].c
    names: dict[int, list[tuple[str, str]]] = {}
    named = (
        select(line.request_id, child.first_name, child.last_name)
        .join_from(TABLES[RequestChild], TABLES[Child], line.child_id == child.id)
        .order_by(line.request_id, line.position)
    )
    for key, first, last in _rows(connection, named, line.request_id, only, "request"):
        names.setdefault(key, []).append((first, last))
    query = select(request.id, request.reference, request.kind)
    for key, reference, kind in _rows(connection, query, request.id, only, "request"):
        people = names.get(key, [])
        words = " ".join(f"{first} {last}" for first, last in people)
        words = f"{words} {_short_number(reference)}"
        detail = " · ".join(part for part in ("Request", kind.words, _couple(people)) if part)
        yield NameLine("request", key, reference, words, detail)


def _providers(connection: Connection, only: Only) -> Iterator[NameLine]:
    provider, home = TABLES[Provider].c, TABLES[Home].c
    query = select(
        provider.id,
        provider.name,
        provider.reference,
        provider.urn,
        provider.postcode,
        provider.kind,
    )
    for row in _rows(connection, query, provider.id, only, "provider"):
        key, name, reference, urn, postcode, kind = row
        words = f"{reference} {urn} {_postcode(postcode)}"
        marks = _said((number_mark(urn), place_mark(postcode)))
        yield NameLine("provider", key, name, words, f"Provider {reference} · {kind.words}", marks)
    homes = (
        select(home.provider_id, home.name, home.reference, home.urn, home.postcode, provider.name)
        .join_from(TABLES[Home], TABLES[Provider], home.provider_id == provider.id)
        .where(home.name != "")
        .order_by(home.id)
    )
    for row in _rows(connection, homes, home.provider_id, only, "provider"):
        key, name, reference, urn, postcode, owner = row
        words = f"{reference} {urn} {_postcode(postcode)}"
        marks = _said((number_mark(urn), place_mark(postcode)))
        yield NameLine("home", key, name, words, f"Home {reference} · {owner}", marks)


def _said(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(mark for mark in dict.fromkeys(marks) if mark)


def _short_number(reference: str) -> str:
    """Return a number of a year as it is said: "R-2026-0012" as "r2612"; "" for one without a year."""
    found = _YEARLY.fullmatch(reference)
    return "" if found is None else "".join(found.groups()).lower()


def _postcode(written: str) -> str:
    """Return a postcode as it is searched: with its space and, in one piece, without."""
    whole = try_normalise_postcode(written)
    return written if whole is None else f"{whole} {whole.replace(' ', '')}"


def _age(born_on: date, on: date) -> str:
    """Return an age for a line: "17 y", "7 m", "unborn"."""
    years = age_in_years(born_on, on)
    return f"{years} y" if years >= 2 else age_words(born_on, on)


def _couple(people: list[tuple[str, str]]) -> str:
    """Return people as they are called: "Darren and Beverley Lavender", "Ann Hall and Bo Ek"."""
    if len({last for _, last in people}) == 1:
        return f"{listed([first for first, _ in people])} {people[0][1]}"
    return listed([f"{first} {last}" for first, last in people])
