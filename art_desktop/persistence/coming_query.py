"""Places that are kept for children who are to come: an agreed match, or a placement that starts later.

Each is a hold for that child by name, so that the list, the calendar and the search all take it off what is free, and
it does not stand in the child's own way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, or_, select

from art_desktop.domain.clock import local_day
from art_desktop.domain.households import Hold, Terms
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.facts import HoldFacts
from art_desktop.domain.placements import Placement
from art_desktop.domain.requests import Match, Option, Request, RequestChild
from art_desktop.domain.vacancies import Dated
from art_desktop.domain.vocabulary import HoldReason, Stage
from art_desktop.persistence.tables import TABLES

Key = tuple[HouseholdId, ChildId]
Days = tuple[date, date]
"""The first and the last of some days, both included."""

PLACEMENT, MATCH, OPTION = TABLES[Placement], TABLES[Match], TABLES[Option]
REQUEST, LINE, HOLD, TERMS = TABLES[Request], TABLES[RequestChild], TABLES[Hold], TABLES[Terms]

_DAY: Final = timedelta(days=1)


def kept_for_coming(
    connection: Connection, as_of: date, since: date, only: HouseholdId | None = None
) -> dict[HouseholdId, list[Dated[HoldFacts]]]:
    """Return the places kept for those who are to come, on any day from `since` on, by household.

    A match keeps one for each child from the day it was agreed until the child is placed or the request is closed; a
    placement, from its match (without one, from `as_of`) until it starts. Nothing is kept on days on which the child
    lives there, has a hold on record, or has terms of its own by name, which are its place already.
    """
    wanted = [
        (key, days)
        for key, days in (*_due(connection, as_of, since), *_agreed(connection))
        if only is None or key[0] == only
    ]
    taken = _taken(connection, {child for (_, child), _ in wanted})
    found: dict[HouseholdId, list[Dated[HoldFacts]]] = defaultdict(list)
    for key, days in wanted:
        for first, last in _without(days, taken[key]):
            if last < since:
                continue
            hold = HoldFacts(reason=HoldReason.RETAINER, places=1, for_child_id=key[1])
            found[key[0]].append(Dated(hold, first, None if last == date.max else last))
            taken[key].append((first, last))
    return found


def _due(connection: Connection, as_of: date, since: date) -> Iterator[tuple[Key, Days]]:
    """Yield the days before each placement that starts later."""
    query = (
        select(
            PLACEMENT.c.household_id, PLACEMENT.c.child_id, PLACEMENT.c.starts_on, MATCH.c.agreed_at
        )
        .outerjoin(MATCH, MATCH.c.id == PLACEMENT.c.match_id)
        .where(
            PLACEMENT.c.household_id.is_not(None),
            PLACEMENT.c.starts_on > since,
            or_(PLACEMENT.c.ended_on.is_(None), PLACEMENT.c.ended_on > PLACEMENT.c.starts_on),
        )
        .order_by(PLACEMENT.c.id)
    )
    for household_id, child_id, starts_on, agreed_at in connection.execute(query):
        begins = as_of if agreed_at is None else local_day(agreed_at)
        yield (household_id, child_id), (begins, starts_on - _DAY)


def _agreed(connection: Connection) -> Iterator[tuple[Key, Days]]:
    """Yield the days from each agreed match on that nobody has been placed by."""
    query = (
        select(OPTION.c.household_id, LINE.c.child_id, MATCH.c.agreed_at)
        .join(OPTION, OPTION.c.id == MATCH.c.option_id)
        .join(REQUEST, REQUEST.c.id == MATCH.c.request_id)
        .join(LINE, LINE.c.request_id == REQUEST.c.id)
        .where(OPTION.c.household_id.is_not(None), REQUEST.c.stage == Stage.AGREED)
        .order_by(MATCH.c.id, LINE.c.position)
    )
    for household_id, child_id, agreed_at in connection.execute(query):
        yield (household_id, child_id), (local_day(agreed_at), date.max)


def _taken(connection: Connection, children: set[ChildId]) -> defaultdict[Key, list[Days]]:
    """Return the days on which these children have a place in a household already."""
    found: defaultdict[Key, list[Days]] = defaultdict(list)
    if not children:
        return found
    stays = select(
        PLACEMENT.c.household_id, PLACEMENT.c.child_id, PLACEMENT.c.starts_on, PLACEMENT.c.ended_on
    ).where(PLACEMENT.c.child_id.in_(children), PLACEMENT.c.household_id.is_not(None))
    for household_id, child_id, starts_on, ended_on in connection.execute(stays):
        last = date.max if ended_on is None else ended_on - _DAY
        found[household_id, child_id].append((starts_on, last))
    holds = select(HOLD.c.household_id, HOLD.c.child_id, HOLD.c.starts_on, HOLD.c.ends_on)
    for household_id, child_id, starts_on, ends_on in connection.execute(
        holds.where(HOLD.c.child_id.in_(children))
    ):
        found[household_id, child_id].append((starts_on, ends_on or date.max))
    # A child with terms by name fills none of the other places, also before those terms begin.
    terms = select(TERMS.c.household_id, TERMS.c.named_child_id, TERMS.c.ends_on)
    for household_id, child_id, ends_on in connection.execute(
        terms.where(TERMS.c.named_child_id.in_(children))
    ):
        found[household_id, child_id].append((date.min, ends_on or date.max))
    return found


def _without(days: Days, taken: Iterable[Days]) -> list[Days]:
    """Return what is left of some days without others."""
    first, last = days
    left: list[Days] = []
    for begins, ends in sorted(taken):
        if begins > last or first > last:
            break
        if begins > first:
            left.append((first, begins - _DAY))
        if ends == date.max:
            return left
        first = max(first, ends + _DAY)
    if first <= last:
        left.append((first, last))
    return left
