"""Everything known of a request's people that must not stand on a redacted paper."""

from __future__ import annotations

from datetime import date

from art_desktop.domain.children import Child
from art_desktop.domain.clock import local_day, local_time
from art_desktop.domain.households import Carer, Household
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.spoken_names import names_in
from art_desktop.domain.wording import day_words
from art_desktop.services.form_people import FormPeople, people_of_forms
from art_desktop.services.standing import Held


def known_identity(uow: UnitOfWork, held: Held, today: date) -> KnownIdentity:
    """Return the names, dates, addresses and numbers of the children, their brothers and sisters, and where they live.

    The carers with whom a child lives now are in it too: their address is where the child is. Of those with whom a
    brother or sister lives it is where and how they are reached. So are those whom the profiles name: the people seen,
    those to keep away from, the school. So is the family that the forms name, of this request or of an earlier one.
    """
    people = {child.id: child for child in held.children}
    for family_id in {child.family_id for child in held.children if child.family_id}:
        people |= {child.id: child for child in uow.all(Child, family_id=family_id)}
    children = list(people.values())
    keys = [child.id for child in held.children if child.id is not None]
    living = uow.current_placements([one.id for one in children if one.id is not None], today)
    own = {p.household_id for child_id, p in living.items() if child_id in keys}
    homes = {p.household_id for p in living.values() if p.household_id is not None}
    places = {p.home_id for p in living.values() if p.home_id is not None}
    households = [uow.get(Household, key) for key in sorted(homes)]
    carers = [carer for key in sorted(homes) for carer in uow.all(Carer, household_id=key)]
    names = [child.full_name for child in children]
    names += [child.known_as for child in children]
    names += [f"{one.first_name} {one.last_name}" for one in carers if one.household_id in own]
    profiles = [held.needs_of(key) for key in keys]
    spoken = [line.who for needs in profiles for line in needs.family_time or ()]
    spoken += [one.person or "" for needs in profiles for one in needs.avoid or ()]
    names += [name for who in spoken for name in names_in(who)]
    names += [held.request.social_worker, *(child.social_worker for child in children)]
    key = held.request.id
    told = FormPeople() if key is None else people_of_forms(uow, key, keys)
    return KnownIdentity(
        names=_known([*names, *told.names]),
        dates=tuple(child.born_on for child in children),
        addresses=_known(
            [child.home_address for child in children]
            + [h.address for h in households]
            + list(told.addresses)
        ),
        postcodes=_known(
            [child.home_postcode for child in children]
            + [child.school_postcode for child in children]
            + [household.postcode for household in households]
            + [placement.postcode for placement in living.values()]
            + [uow.get(Home, place).postcode for place in sorted(places)]
            + [one.postcode or "" for needs in profiles for one in needs.family_time or ()]
            + [needs.home_postcode or "" for needs in profiles]
            + [needs.school_postcode or "" for needs in profiles]
        ),
        schools=_known(
            [child.school_name for child in children]
            + [needs.school_name or "" for needs in profiles]
        ),
        numbers=_known(
            [child.case_number for child in children]
            + [child.upn for child in children]
            + list(told.numbers)
        ),
        phones=_known(
            [c.phone for c in carers]
            + [held.request.social_worker_phone]
            + [child.social_worker_phone for child in children]
            + list(told.phones)
        ),
        emails=_known([carer.email for carer in carers] + list(told.emails)),
        allowed=_our_days(held),
    )


def authorised_words(authorisation: Authorisation | None) -> str:
    """Return who decided, by post, and when, as a referral says it; never a person's name."""
    if authorisation is None:
        return ""
    on = day_words(local_day(authorisation.decided_at))
    return f"{authorisation.decision.words.lower()} by {authorisation.post.words}, {on}"


def _our_days(held: Held) -> tuple[str, ...]:
    """Return the days that a referral prints itself: a baby may be born on the day of the decision."""
    needed = local_time(held.request.needed_at)
    at = f"{needed:%H:%M}"
    needed_words = day_words(needed.date())
    days = [f"{needed_words} {at}", f"{needed_words}, {at}"] if at != "00:00" else [needed_words]
    decided = [
        f"by {one.post.words}, {day_words(local_day(one.decided_at))}"
        for one in held.authorisations
    ]
    return tuple(days + decided)


def _known(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({word.strip() for word in words if word.strip()}))
