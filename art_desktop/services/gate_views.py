"""What the window is shown of the gate: who may authorise now, and what must not be overlooked."""

from __future__ import annotations

from datetime import date, datetime

from art_desktop.domain import authorisation, life
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciders import BODIES
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import RouteView
from art_desktop.domain.vocabulary import Post
from art_desktop.domain.wording import day_words
from art_desktop.services import clocks, retrospective
from art_desktop.services.standing import Held


def route_views(uow: UnitOfWork, held: Held, now: datetime) -> tuple[RouteView, ...]:
    """Return who may authorise a request at this moment: each post once, by the route that is open, if one is."""
    hours = clocks.office_hours(uow, local_day(now))
    shown: dict[Post, RouteView] = {}
    for route in held.routes:
        shut = authorisation.shut_words(route, now, hours)
        if route.post in shown and (shut or not shown[route.post].shut):
            continue
        shown[route.post] = RouteView(
            route.post,
            authorisation.the(route.post),
            route.rule.condition,
            route.rule.also_needs,
            urgency=route.urgency,
            people=route.people,
            first_people=() if route.first is None else route.first.people,
            holders=route.deciding.words,
            shut=shut,
            free_name=route.post in BODIES or not route.deciding.holders,
        )
    return tuple(shown.values())


def flags(
    held: Held, today: date, notice_days: int, owed: retrospective.Owed | None
) -> tuple[str, ...]:
    """Return what must not be overlooked on a request: what is owed after a night, an authorisation that runs out."""
    found = []
    if owed is not None:
        found.append(owed.words(placed=bool(held.standing.placements)))
    until = authorisation.runs_out_on(held.standing.authorisation, today, notice_days)
    if until is not None and life.stage(held.standing).is_open:
        found.append(f"The authorisation runs out on {day_words(until)}: renew it")
    return tuple(found)
