"""Who a request's children are, and whom a home can ring: what the full referral adds for the chosen home."""

from __future__ import annotations

from datetime import date

from art_desktop.domain.children import Child, age_in_months
from art_desktop.domain.ids import ChildId
from art_desktop.domain.needs import Needs
from art_desktop.domain.papers import ChildIdentity, Contact, FamilyMember
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.referrals import age_on_paper, relation_only
from art_desktop.domain.requests import Offer
from art_desktop.domain.vocabulary import Sex
from art_desktop.domain.work import Service
from art_desktop.services.children import siblings_of
from art_desktop.services.standing import Held
from art_desktop.services.views import placement_titles


def identities_of(uow: UnitOfWork, held: Held, today: date) -> tuple[ChildIdentity, ...]:
    """Return who each child of a request is, in the request's order."""
    keys = [child.id for child in held.children if child.id is not None]
    living = uow.current_placements(keys, today)
    titles = placement_titles(uow, list(living.values()))
    return tuple(_identity(uow, held, child, living, titles, today) for child in held.children)


def _identity(
    uow: UnitOfWork,
    held: Held,
    child: Child,
    living: dict[ChildId, Placement],
    titles: dict[int, str],
    today: date,
) -> ChildIdentity:
    assert child.id is not None
    needs = held.needs_of(child.id)
    place = living.get(child.id)
    school = (child.school_name or needs.school_name or "", child.school_postcode)
    return ChildIdentity(
        name=child.full_name,
        known_as=child.known_as,
        born_on=child.born_on,
        address=", ".join(x for x in (child.home_address, child.home_postcode) if x),
        school_name=", ".join(x for x in school if x),
        case_number=child.case_number,
        lives_now="" if place is None else titles.get(place.id or 0, ""),
        immigration=needs.immigration or "",
        family=(*_family(needs), *_siblings(uow, held, child, today)),
        keep_away=_keep_away(needs),
    )


def _family(needs: Needs) -> list[FamilyMember]:
    """Return whom the child sees; a name that says no more than who they are to the child is none."""
    out = []
    for line in needs.family_time or ():
        relation = relation_only(line.who)
        name = "" if line.who.casefold() == relation.casefold() else line.who
        out.append(FamilyMember(relation, name, "", line.how_often))
    return out


def _siblings(uow: UnitOfWork, held: Held, child: Child, today: date) -> list[FamilyMember]:
    """Return the brothers and sisters who live elsewhere: those who move along have a part of their own."""
    moving = {one.id for one in held.children}
    relations = {Sex.FEMALE: "Sister", Sex.MALE: "Brother"}
    return [
        FamilyMember(
            relations.get(one.sex, "Brother or sister"),
            one.full_name,
            "",
            f"aged {age_on_paper(age_in_months(one.born_on, today))}"
            if one.born_on <= today
            else "not yet born",
        )
        for one in siblings_of(uow, child)
        if one.id not in moving
    ]


def _keep_away(needs: Needs) -> tuple[str, ...]:
    lines = []
    for line in needs.avoid or ():
        where = f"{line.outcode} area" if line.outcode else ""
        if where and line.miles:
            where = f"{where} and {line.miles:g} miles round it"
        whom = " · ".join(part for part in (line.person or "", where) if part)
        lines.append(": ".join(part for part in (whom, line.reason) if part))
    return tuple(line for line in lines if line)


def contacts_of(held: Held, service: Service) -> tuple[Contact, ...]:
    """Return whom the home rings for what: each social worker once, the team, and who answers out of hours."""
    workers = [(held.request.social_worker, held.request.social_worker_phone, held.request.team)]
    workers += [
        (child.social_worker, child.social_worker_phone, child.team) for child in held.children
    ]
    contacts: dict[str, Contact] = {}
    for name, phone, team in workers:
        if name and name not in contacts:
            role = f"Social worker, {team}" if team else "Social worker"
            contacts[name] = Contact(role, name, phone)
    out = list(contacts.values())
    out.append(Contact("Questions about the move", service.team_name, service.phone))
    if service.out_of_hours_phone:
        night = Contact(
            "Nights, weekends and holidays", "Emergency Duty Service", service.out_of_hours_phone
        )
        out.append(night)
    return tuple(out)


def starts_on(uow: UnitOfWork, held: Held) -> date | None:
    """Return the day on which the child moves in: the placement's, else that of the offer that was matched."""
    if held.standing.placements:
        return min(placement.starts_on for placement in held.standing.placements)
    match = held.standing.match
    if match is None:
        return None
    offers = [o for o in uow.all(Offer, option_id=match.option_id) if o.withdrawn_at is None]
    newest = max(offers, key=lambda one: one.received_at, default=None)
    return None if newest is None else newest.can_start_on
