"""Everybody whom the papers of a meeting must not name, and those who may stand in them: who sits on the panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from art_desktop.domain.ids import RequestId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.requests import Request
from art_desktop.services.panel_case_making import people_of, together
from art_desktop.services.standing import Held, hold_all, names_of_users


def held_of(uow: UnitOfWork, items: Iterable[AgendaItem], today: date) -> dict[RequestId, Held]:
    """Return the requests of an agenda."""
    keys = sorted({item.request_id for item in items})
    return hold_all(uow, list(uow.by_ids(Request, keys).values()), today)


def everybody(
    uow: UnitOfWork,
    meeting: Meeting,
    people: Iterable[MeetingPerson],
    held: Mapping[RequestId, Held],
    today: date,
) -> KnownIdentity:
    """Return the people of all cases as one, so that no case names those of another; the panel's own may stand."""
    found = KnownIdentity()
    for one in held.values():
        own = people_of(uow, one, today)
        found = together(found, own, allowed=tuple({*found.allowed, *own.allowed}))
    return replace(found, allowed=tuple(sorted({*found.allowed, *_of_panel(uow, meeting, people)})))


def _of_panel(uow: UnitOfWork, meeting: Meeting, people: Iterable[MeetingPerson]) -> Iterable[str]:
    """Yield what the meeting's own page says: who comes, from where, who chairs, the room, the officers."""
    yield from (meeting.panel.words, meeting.panel.long_words)
    yield from (part.strip() for part in (meeting.place, meeting.chair) if part.strip())
    for one in people:
        yield from (part.strip() for part in (one.name, one.represents) if part.strip())
    yield from (name for name in names_of_users(uow).values() if " " in name)
