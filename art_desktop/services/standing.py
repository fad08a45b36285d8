"""Reads everything that decides where a request stands, and settles its stage after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from art_desktop.domain import authorisation, life
from art_desktop.domain.authority import Absence, PostHolder
from art_desktop.domain.children import Child, age_in_months, age_in_years
from art_desktop.domain.deciders import NOBODY, Posts
from art_desktop.domain.escalations import Escalation, ViewAsked
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.needs import Needs, needs_from_json
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import (
    Approach,
    Authorisation,
    Match,
    NeedsProfile,
    Option,
    Request,
    RequestChild,
    Search,
    SocialWorkerView,
)
from art_desktop.domain.resources import Quote, ResourceOrder, ResourceWanted
from art_desktop.domain.resourcing import ResourceStanding
from art_desktop.domain.vocabulary import Sex
from art_desktop.domain.wording import listed
from art_desktop.domain.work import AuthorisationRule, User
from art_desktop.services.ladder import end_moot

_AT_ONCE = 500
"""How many requests one question asks about: databases bound how many values it may name."""


class _OfRequest(Protocol):
    @property
    def request_id(self) -> RequestId | None: ...


R = TypeVar("R", bound=_OfRequest)


@dataclass(frozen=True)
class Held:
    """A request with its children, its latest profiles, its routes of authorisation and its standing.

    `rules`: the rows of the policy, of every day, for its kind and whoever does its social work; `routes`: the ways in
    which it can be authorised today as it stands; `posts`: who holds which post.
    """

    request: Request
    children: tuple[Child, ...]
    profiles: dict[ChildId, NeedsProfile]
    authorisations: tuple[Authorisation, ...]
    rules: tuple[AuthorisationRule, ...]
    routes: tuple[authorisation.Route, ...]
    standing: life.Standing
    posts: Posts = NOBODY

    def routes_on(self, day: date) -> tuple[authorisation.Route, ...]:
        """Return the ways in which it can be authorised on a day, as it stands now."""
        return authorisation.routes_on(
            self.rules,
            self.request,
            day,
            permanency_service=_permanency(self.children),
            posts=self.posts,
        )

    def needs_of(self, child_id: ChildId) -> Needs:
        """Return the child's needs as they stand; an empty profile before the first version."""
        profile = self.profiles.get(child_id)
        return Needs() if profile is None else needs_from_json(profile.body)


def hold(uow: UnitOfWork, request_id: RequestId, today: date) -> Held:
    """Read a request and everything that its stage follows from. Raises: NotFound."""
    return hold_all(uow, [uow.get(Request, request_id)], today)[request_id]


def hold_all(uow: UnitOfWork, requests: Sequence[Request], today: date) -> dict[RequestId, Held]:
    """Read requests and everything that their stages follow from, one question for each kind of row."""
    keys = [request.id for request in requests if request.id is not None]
    children = children_of_all(uow, requests)
    profiles = _by_request(uow, NeedsProfile, keys)
    authorisations = _by_request(uow, Authorisation, keys)
    searches = _by_request(uow, Search, keys)
    options = _by_request(uow, Option, keys)
    approaches = _by_request(uow, Approach, keys)
    given = _by_request(uow, SocialWorkerView, keys)
    matches = _by_request(uow, Match, keys)
    placements = _by_request(uow, Placement, keys)
    asked = _by_request(uow, ViewAsked, keys)
    escalations = _by_request(uow, Escalation, keys)
    resources = _resources(uow, requests)
    rules = uow.all(AuthorisationRule) if keys else []
    posts = Posts.of(uow.all(PostHolder), uow.all(Absence)) if keys else NOBODY
    held: dict[RequestId, Held] = {}
    for request in requests:
        key = request.id
        assert key is not None
        newest = _newest_profiles(profiles[key])
        decided = tuple(authorisations[key])
        permanency = _permanency(children[key])
        own = tuple(
            rule
            for rule in rules
            if rule.kind is request.kind and rule.permanency_service in {None, permanency}
        )
        standing = life.Standing(
            request=request,
            authorisation=authorisation.in_force(decided, request, today, own),
            lapsed=authorisation.lapsed_words(decided, request, today, own),
            profiled=all(child.id in newest for child in children[key]),
            searches=searches[key],
            options=options[key],
            approaches=approaches[key],
            views=given[key],
            match=next(iter(matches[key]), None),
            placements=placements[key],
            resource=resources.get(key) or ResourceStanding(),
            asked=asked[key],
            escalations=escalations[key],
        )
        held[key] = Held(
            request=request,
            children=children[key],
            profiles=newest,
            authorisations=decided,
            rules=own,
            routes=authorisation.routes_on(
                own, request, today, permanency_service=permanency, posts=posts
            ),
            standing=standing,
            posts=posts,
        )
    return held


def _resources(uow: UnitOfWork, requests: Sequence[Request]) -> dict[RequestId, ResourceStanding]:
    """Return what is on record of the resources of those requests that seek no home; nothing is read for the rest."""
    keys = [r.id for r in requests if r.id is not None and not r.kind.seeks_home]
    wanted = _by_request(uow, ResourceWanted, keys)
    quotes = _by_request(uow, Quote, keys)
    orders = _by_request(uow, ResourceOrder, keys)
    return {
        key: ResourceStanding(next(iter(wanted[key]), None), quotes[key], orders[key])
        for key in keys
    }


def _by_request(
    uow: UnitOfWork, kind: type[R], keys: Sequence[RequestId]
) -> dict[RequestId, list[R]]:
    """Return the rows of one kind under each request, in the order of their ids."""
    found: dict[RequestId, list[R]] = {key: [] for key in keys}
    for start in range(0, len(keys), _AT_ONCE):
        for row in uow.all(kind, request_id=tuple(keys[start : start + _AT_ONCE])):
            assert row.request_id is not None  # it was asked for
            found[row.request_id].append(row)
    return found


def settle(uow: UnitOfWork, request_id: RequestId, today: date) -> Held:
    """Set the stage that follows from what is now on record; call it after every change, before the commit."""
    uow.flush()
    held = hold(uow, request_id, today)
    end_moot(uow, held.standing)
    reached = life.stage(held.standing)
    if held.request.stage is not reached:
        held.request.stage = reached
        uow.flush()
    return held


def children_of(uow: UnitOfWork, request: Request) -> tuple[Child, ...]:
    """Return the children of a request in the order in which they are written."""
    ordered = sorted(request.children, key=lambda line: line.position)
    found = uow.by_ids(Child, [line.child_id for line in ordered])
    return tuple(found[line.child_id] for line in ordered)


def children_of_all(
    uow: UnitOfWork, requests: Sequence[Request]
) -> dict[RequestId, tuple[Child, ...]]:
    """Return the children of each request in the order in which they are written."""
    keys = [request.id for request in requests if request.id is not None]
    if len(requests) == 1:  # its children may have been changed and not yet saved
        return {keys[0]: children_of(uow, requests[0])}
    lines = _by_request(uow, RequestChild, keys)
    wanted = sorted({line.child_id for held in lines.values() for line in held})
    found: dict[int, Child] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= uow.by_ids(Child, wanted[start : start + _AT_ONCE])
    return {
        key: tuple(found[line.child_id] for line in sorted(held, key=lambda line: line.position))
        for key, held in lines.items()
    }


def latest_profiles(uow: UnitOfWork, request_id: RequestId) -> dict[ChildId, NeedsProfile]:
    """Return the newest needs profile of each child in a request."""
    return _newest_profiles(uow.all(NeedsProfile, request_id=request_id))


def _newest_profiles(profiles: Sequence[NeedsProfile]) -> dict[ChildId, NeedsProfile]:
    newest: dict[ChildId, NeedsProfile] = {}
    for profile in profiles:
        before = newest.get(profile.child_id)
        if before is None or profile.number > before.number:
            newest[profile.child_id] = profile
    return newest


def _permanency(children: Sequence[Child]) -> bool:
    return any(child.with_permanency_service for child in children)


def age_short(child: Child, on: date) -> str:
    """Return an age for a line: "9", "7 months", "1 month", "under a month", "unborn"."""
    if on < child.born_on:
        return "unborn"
    months = age_in_months(child.born_on, on)
    if months >= 24:
        return str(months // 12)
    if months == 0:
        return "under a month"
    return "1 month" if months == 1 else f"{months} months"


def children_words(children: Sequence[Child], on: date) -> str:
    """Return the children without their names: "Boy, 9 · with brother, 6"."""
    if not children:
        return "No child yet"
    first, *others = children
    words = f"{first.sex.child_word}, {age_short(first, on)}"
    if not others:
        return words
    with_ = [
        f"{'sister' if other.sex is Sex.FEMALE else 'brother'}, {age_short(other, on)}"
        for other in others
    ]
    return f"{words} · with {listed(with_)}"


def ages(children: Sequence[Child], on: date) -> list[int]:
    """Return whole years of age."""
    return [age_in_years(child.born_on, on) for child in children]


def names_of_users(uow: UnitOfWork) -> dict[int, str]:
    """Return the full name of every user by id."""
    return {user.id: user.full_name for user in uow.all(User) if user.id is not None}
