"""Puts a search's case and pool together from what is on record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from art_desktop.domain.allowances import household_terms, weekly_prices
from art_desktop.domain.children import Child, age_in_months, school_year
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.ids import FamilyId, Pence, ProviderId
from art_desktop.domain.matching.facts import (
    AvoidZone,
    Candidate,
    Case,
    Subject,
)
from art_desktop.domain.needs import Needs
from art_desktop.domain.places import Gazetteer, GridReference
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.vocabulary import Tier, Together
from art_desktop.domain.work import AdjoiningArea, MatchingWeight, Service
from art_desktop.services.cost_reading import cost_children, offers_of, tables_of
from art_desktop.services.provider_terms import spot_providers
from art_desktop.services.standing import Held

if TYPE_CHECKING:
    from art_desktop.domain.matching.policy import MatchingPolicy


_STRICTEST = (Together.TOGETHER, Together.APART, Together.TOGETHER_IF_POSSIBLE)
"""Which answer holds where brothers' and sisters' profiles differ: nobody is parted, or not, by who stands first."""


def case_of(
    uow: UnitOfWork, held: Held, gazetteer: Gazetteer, today: date, on: date | None = None
) -> Case:
    """Return what a request looks for, with its places looked up. `on`: the day the home is wanted from, if another."""
    service = uow.all(Service)
    needed_on = on or max(today, local_day(held.request.needed_at))
    subjects = tuple(
        replace(
            _subject(child, held.needs_of(child.id), gazetteer, needed_on),
            family_id=_family(held, child),
        )
        for child in held.children
        if child.id is not None
    )
    if not subjects:
        raise RuleBroken(
            "The search was not run.",
            "The request names no child.",
            "Add the child to the request.",
            rule="no_child",
        )
    wishes = {subject.needs.together for subject in subjects}
    return Case(
        kind=held.request.kind,
        urgency=held.request.urgency,
        needed_on=needed_on,
        as_of=today,
        subjects=subjects,
        together=next((wish for wish in _STRICTEST if wish in wishes), None),
        council_code=service[0].area_code if service else "",
        adjoining=_adjoining(uow, service[0].area_code, today) if service else None,
    )


def _family(held: Held, child: Child) -> FamilyId | None:
    """Return with whom a child counts as brother or sister: not with those whom somebody decided to part it from.

    Risks between brothers and sisters are left to the decision to place them together. Where that was to part them, the
    others are children like any others who may live in a home.
    """
    if child.id is not None and held.needs_of(child.id).together is Together.APART:
        return None
    if held.request.split_reason and held.request.id is not None and child.family_id is not None:
        return FamilyId(-held.request.id)  # their own, apart from that of the rest
    return child.family_id


def _adjoining(uow: UnitOfWork, council: str, today: date) -> tuple[str, ...] | None:
    """Return the areas that adjoin the council's, None where no list of them is on record."""
    rows = uow.in_force(AdjoiningArea, today, council_code=council)
    return tuple(sorted(row.area_code for row in rows)) or None


def _subject(child: Child, needs: Needs, gazetteer: Gazetteer, on: date) -> Subject:
    """Return a child as the search sees it, of the age that it will be on the day: approvals end with birthdays."""
    assert child.id is not None
    family_time = needs.family_time
    return Subject(
        child_id=child.id,
        age_months=age_in_months(child.born_on, on),
        needs=needs,
        school_year=school_year(child.born_on, on),
        home_at=grid(gazetteer, needs.home_postcode),
        school_at=grid(gazetteer, needs.school_postcode),
        family_time_at=None
        if family_time is None
        else tuple(grid(gazetteer, line.postcode) for line in family_time),
        avoid=None
        if needs.avoid is None
        else tuple(
            AvoidZone(
                reason=line.reason,
                outcode=line.outcode,
                centre=gazetteer.outcode_centre(line.outcode) if line.outcode else None,
                miles=line.miles,
                person=line.person is not None,
            )
            for line in needs.avoid
        ),
    )


def grid(gazetteer: Gazetteer, postcode: str | None) -> GridReference | None:
    """Return where a postcode is, None where it is not known."""
    place = gazetteer.find(postcode) if postcode else None
    return place.grid_reference if place else None


def candidates_of(uow: UnitOfWork, held: Held, tiers: Sequence[Tier], on: date) -> list[Candidate]:
    """Return every candidate of the tiers as things stand on a day, each with the weekly price of this request."""
    households = [facts for facts in uow.household_facts(on) if facts.tier in tiers]
    homes = [facts for facts in uow.home_facts(on) if facts.tier in tiers]
    offered = offered_prices(uow, held)
    levels = uow.by_ids(Household, [facts.household_id for facts in households])
    tables, children = tables_of(uow), cost_children(held, on)
    found: list[Candidate] = []
    for facts in households:
        terms = household_terms(held.request.kind, levels[facts.household_id])
        each = weekly_prices(terms, children, tables, on)
        known = [price for price in each if price is not None]
        total = Pence(sum(known)) if len(known) == len(each) else None
        if terms.in_house:
            found.append(replace(facts, weekly_price_pence=total))
        else:
            found.append(replace(facts, weekly_price_pence=offered.get(facts.key, total)))
    for home in homes:
        one = home.weekly_price_pence
        total = None if one is None else Pence(one * len(held.children))
        found.append(replace(home, weekly_price_pence=offered.get(home.key, total)))
    agreed = spot_providers(uow, held.request.id)
    return [_with_spot_purchase(facts, agreed) for facts in found] if agreed else found


def _with_spot_purchase(facts: Candidate, agreed: Collection[ProviderId]) -> Candidate:
    """Return a candidate whose provider a manager has let this request use outside the lots, as such."""
    if facts.provider is None or facts.provider.provider_id not in agreed:
        return facts
    return replace(facts, provider=replace(facts.provider, spot_purchase_agreed=True))


def offered_prices(uow: UnitOfWork, held: Held) -> dict[str, Pence]:
    """Return the week's price of each candidate that has offered one, for all the children of the request."""
    offers = offers_of(uow, held)
    return {
        option.candidate: offer.weekly_price_pence
        for option in held.standing.options
        if option.id is not None
        and (offer := offers.get(option.id)) is not None
        and offer.weekly_price_pence is not None
    }


def policy_of(uow: UnitOfWork, on: date) -> MatchingPolicy:
    """Return the weights and limits in force on a day: for each code the latest row that has begun."""
    from art_desktop.domain.matching.policy import MatchingPolicy  # keeps start-up light

    rows = sorted(uow.in_force(MatchingWeight, on), key=lambda row: row.effective_from)
    if not rows:
        raise RuleBroken(
            "The search was not run.",
            "There is no matching policy in force.",
            "Ask a manager to fill the policy table.",
            rule="matching_policy",
        )
    weights = {row.code: Decimal(row.weight) for row in rows}
    return MatchingPolicy(effective_from=rows[-1].effective_from, weights=weights)
