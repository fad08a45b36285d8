"""Reads everything that decides where a request stands, and settles its stage after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from art_desktop.domain import authorisation, life
from art_desktop.domain.children import Child, age_in_months, age_in_years
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
    Search,
    SocialWorkerView,
)
from art_desktop.domain.vocabulary import Sex
from art_desktop.domain.wording import listed
from art_desktop.domain.work import AuthorisationRule, User


@dataclass(frozen=True)
class Held:
    """A request with its children, its latest profiles, its routes of authorisation and its standing."""

    request: Request
    children: tuple[Child, ...]
    profiles: dict[ChildId, NeedsProfile]
    authorisations: tuple[Authorisation, ...]
    routes: tuple[AuthorisationRule, ...]
    standing: life.Standing

    def needs_of(self, child_id: ChildId) -> Needs:
        """Return the child's needs as they stand; an empty profile before the first version."""
        profile = self.profiles.get(child_id)
        return Needs() if profile is None else needs_from_json(profile.body)


def hold(uow: UnitOfWork, request_id: RequestId, today: date) -> Held:
    """Read a request and everything that its stage follows from. Raises: NotFound."""
    request = uow.get(Request, request_id)
    children = children_of(uow, request)
    profiles = latest_profiles(uow, request_id)
    authorisations = tuple(uow.all(Authorisation, request_id=request_id))
    rules = uow.in_force(AuthorisationRule, today, kind=request.kind)
    standing = life.Standing(
        request=request,
        authorisation=authorisation.in_force(authorisations, request, today),
        profiled=all(child.id in profiles for child in children),
        searches=uow.all(Search, request_id=request_id),
        options=uow.all(Option, request_id=request_id),
        approaches=uow.all(Approach, request_id=request_id),
        views=uow.all(SocialWorkerView, request_id=request_id),
        match=uow.find(Match, request_id=request_id),
        placements=uow.all(Placement, request_id=request_id),
    )
    return Held(
        request=request,
        children=children,
        profiles=profiles,
        authorisations=authorisations,
        routes=authorisation.all_routes(rules, request, permanency_service=_permanency(children)),
        standing=standing,
    )


def settle(uow: UnitOfWork, request_id: RequestId, today: date) -> Held:
    """Set the stage that follows from what is now on record; call it after every change, before the commit."""
    uow.flush()
    held = hold(uow, request_id, today)
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


def latest_profiles(uow: UnitOfWork, request_id: RequestId) -> dict[ChildId, NeedsProfile]:
    """Return the newest needs profile of each child in a request."""
    newest: dict[ChildId, NeedsProfile] = {}
    for profile in uow.all(NeedsProfile, request_id=request_id):
        before = newest.get(profile.child_id)
        if before is None or profile.number > before.number:
            newest[profile.child_id] = profile
    return newest


def _permanency(children: Sequence[Child]) -> bool:
    return any(child.with_permanency_service for child in children)


def age_short(child: Child, on: date) -> str:
    """Return an age for a line: "9", "7 months", "unborn"."""
    if on < child.born_on:
        return "unborn"
    months = age_in_months(child.born_on, on)
    return f"{months} months" if months < 24 else str(months // 12)


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
