"""A household put together as one page: what a placement officer asks of it, in the order in which it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from art_desktop.domain.children import Child, age_in_years, age_words
from art_desktop.domain.household_views import (
    HoldView,
    HouseholdPage,
    ResidentView,
    SkillView,
    training_is_old,
)
from art_desktop.domain.households import (
    Availability,
    Carer,
    Exemption,
    Hold,
    Household,
    HouseholdSkill,
    Member,
    Terms,
)
from art_desktop.domain.ids import ChildId
from art_desktop.domain.needs import needs_from_json
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import outcode_of
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.read_models import LineView
from art_desktop.domain.requests import NeedsProfile
from art_desktop.domain.vacancies import Supply
from art_desktop.domain.vocabulary import Level, SexApproved, Tier
from art_desktop.domain.wording import day_words
from art_desktop.services.children import code_words
from art_desktop.services.household_tonight import tonight
from art_desktop.services.views import placement_views

_SOON_DAYS = 365
"""How far ahead it is worth saying when a child is expected to leave."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def household_tier(household: Household) -> Tier:
    """Return the tier in which a household is searched."""
    if household.provider_id is not None:
        return Tier.IFA
    return Tier.CONNECTED if household.connected else Tier.IN_HOUSE


def page_of(
    uow: UnitOfWork, household: Household, supply: Supply, today: date, *, may_see_needs: bool
) -> HouseholdPage:
    """Put a household's page together.

    Args: may_see_needs: without it no level of a child's needs and no note on a hold is told.
    """
    assert household.id is not None
    provider = uow.get(Provider, household.provider_id) if household.provider_id else None
    placements = uow.all(Placement, household_id=household.id)
    names = _names(uow, household, placements, supply)
    now = tonight(household, supply, names, today)
    holds = [hold_view(one, names, today) for one in household.holds]
    return HouseholdPage(
        id=household.id,
        reference=household.reference,
        name=household.name,
        provider=provider.name if provider else "",
        provider_id=household.provider_id,
        tier=household_tier(household),
        status=household.status,
        hold_words=hold_words(household.holds, today),
        area=outcode_of(household.postcode) if household.postcode else "",
        level=household.payment_level,
        weekly_price_pence=household.weekly_price_pence,
        free=now.free,
        places=supply.room(today).approved + _named_places(household, today),
        tonight=now,
        terms=tuple(_terms_line(term, names, today) for term in household.terms),
        residents=_residents(uow, placements, supply, today, may_see_needs=may_see_needs),
        members=tuple(_member_line(member, today) for member in household.members),
        carers=tuple(
            _carer_line(one, code_words(uow, "ETHNIC"), today) for one in household.carers
        ),
        skills=_skills(household.skills, today),
        holds=tuple(one if may_see_needs else _unnoted(one) for one in holds),
        availability=tuple(_availability_line(one, today) for one in household.availability),
        exemptions=tuple(_exemption_line(one, names, today) for one in household.exemptions),
        home=tuple(home_lines(household)),
        placements=placement_views(uow, placements, code_words(uow, "REASON_PLACE_CHANGE")),
        about=household.about,
        interests=household.interests,
        version=household.version,
    )


def _names(
    uow: UnitOfWork, household: Household, placements: Iterable[Placement], supply: Supply
) -> dict[ChildId, str]:
    """Return the names of every child that the page may speak of."""
    keys = {one.child_id for one in placements}
    keys |= {term.named_child_id for term in household.terms if term.named_child_id is not None}
    keys |= {one.child_id for one in household.exemptions if one.child_id is not None}
    keys |= {hold.child_id for hold in household.holds if hold.child_id is not None}
    coming = [dated.what.for_child_id for dated in supply.holds]
    keys |= {child_id for child_id in coming if child_id is not None}
    return {ChildId(key): child.full_name for key, child in uow.by_ids(Child, list(keys)).items()}


def _named_places(household: Household, today: date) -> int:
    named = [term for term in household.terms if term.named_child_id is not None]
    return sum(term.places for term in named if term.in_force(today))


def holds_on(hold: Hold, on: date) -> bool:
    """Say whether a hold is in force on a day; the last day is included."""
    return hold.starts_on <= on and (hold.ends_on is None or on <= hold.ends_on)


def hold_words(holds: Iterable[Hold], today: date) -> str:
    """Return why the whole household is held today, or nothing."""
    whole = [hold for hold in holds if hold.places is None and holds_on(hold, today)]
    return ", ".join(hold.reason.words for hold in whole)


def hold_view(hold: Hold, names: dict[ChildId, str], today: date) -> HoldView:
    """Return a hold in words."""
    assert hold.id is not None
    what = "The whole household"
    if hold.places is not None:
        what = f"{hold.places} place{'' if hold.places == 1 else 's'} kept back"
    if hold.child_id is not None:
        what += f" for {names.get(hold.child_id, 'a child')}"
    until = day_words(hold.ends_on) if hold.ends_on else "further notice"
    state = "now" if holds_on(hold, today) else ("coming" if hold.starts_on > today else "over")
    return HoldView(
        id=hold.id,
        title=hold.reason.words,
        words=f"{what}, {day_words(hold.starts_on)} to {until}",
        state=state,
        reason=hold.reason,
        starts_on=hold.starts_on,
        ends_on=hold.ends_on,
        places=hold.places,
        child_id=hold.child_id,
        note=hold.note,
    )


def _unnoted(hold: HoldView) -> HoldView:
    return replace(hold, note="")


def _carer_line(carer: Carer, ethnic: dict[str, str], today: date) -> LineView:
    facts = [carer.sex.words if carer.sex else ""]
    if carer.born_on:
        facts.append(f"{age_in_years(carer.born_on, today)}")
    facts += [ethnic.get(carer.ethnicity or "", ""), carer.religion, carer.phone, carer.email]
    return LineView(f"{carer.first_name} {carer.last_name}", ", ".join(f for f in facts if f))


def _member_line(member: Member, today: date) -> LineView:
    facts = [member.relation.words, member.sex.words.lower() if member.sex else ""]
    if member.born_on is not None:
        facts.append(str(age_in_years(member.born_on, today)))
    return LineView(member.first_name, ", ".join(fact for fact in facts if fact))


def yes_no(value: bool | None) -> str:  # noqa: FBT001  # it is the value itself
    """Return "Yes", "No" or "Not known"."""
    return "Not known" if value is None else ("Yes" if value else "No")


def home_lines(household: Household) -> list[LineView]:
    """Return the features of the home in words."""
    spare, others = household.spare_bedrooms, household.other_council_children
    pets = yes_no(household.pets)
    if household.pets_note:
        pets = f"{pets}: {household.pets_note}" if household.pets else household.pets_note
    return [
        LineView("Bedrooms for children", "Not known" if spare is None else str(spare)),
        LineView("Someone home in the day", yes_no(household.someone_home)),
        LineView("Pets", pets),
        LineView("Smokers", yes_no(household.smokers)),
        LineView("Ground-floor bedroom", yes_no(household.ground_floor_bedroom)),
        LineView("Step-free", yes_no(household.step_free)),
        LineView("Adapted bathroom", yes_no(household.adapted_bathroom)),
        LineView("Car", yes_no(household.has_car)),
        LineView("Would care long-term", yes_no(household.long_term_willing)),
        LineView("Would do duty", yes_no(household.duty_willing)),
        LineView("Other councils’ children", "Not known" if others is None else str(others)),
        LineView("Kept for our children", yes_no(household.council_only)),
        LineView(
            "Languages", ", ".join(one.language for one in household.languages) or "Not known"
        ),
        LineView("Interests", household.interests or "Not known"),
        LineView("Supervising worker", household.supervising_worker or "Not known"),
    ]


def _in_force_words(words: str, starts_on: date, ends_on: date | None, today: date) -> str:
    words += f", from {day_words(starts_on)}" + (f" to {day_words(ends_on)}" if ends_on else "")
    if starts_on > today:
        return f"{words} (not yet)"
    return f"{words} (over)" if ends_on is not None and ends_on < today else words


def _terms_line(term: Terms, names: dict[ChildId, str], today: date) -> LineView:
    who = "either" if term.sex is SexApproved.ANY else term.sex.words.lower()
    words = f"{term.places} × {term.age_from} to {term.age_to}, {who}"
    if term.named_child_id is not None:
        words = f"{names.get(term.named_child_id, 'A child')} only"
    return LineView(term.kind.words, _in_force_words(words, term.starts_on, term.ends_on, today))


def _exemption_line(one: Exemption, names: dict[ChildId, str], today: date) -> LineView:
    who = names.get(one.child_id, "") if one.child_id is not None else ""
    label = who or one.for_children or "A named child"
    words = f"{one.places} children in all"
    if who and one.for_children:
        words += f" ({one.for_children})"
    return LineView(label, _in_force_words(words, one.starts_on, one.ends_on, today))


def weekday_words(weekdays: str) -> str:
    """Return "every day", "Sat and Sun", for weekdays as a household's availability holds them."""
    days = [name for at, name in enumerate(_WEEKDAYS, start=1) if str(at) in weekdays]
    if not days or len(days) == 7:
        return "every day"
    return f"{', '.join(days[:-1])} and {days[-1]}" if len(days) > 1 else f"{days[0]}s"


def _availability_line(one: Availability, today: date) -> LineView:
    words = weekday_words(one.weekdays)
    if one.places is not None:
        words += f", {one.places} place{'' if one.places == 1 else 's'}"
    words = _in_force_words(words, one.starts_on, one.ends_on, today)
    return LineView(one.kind.words, f"{words}: {one.note}" if one.note else words)


def _skills(skills: Iterable[HouseholdSkill], today: date) -> tuple[SkillView, ...]:
    return tuple(
        SkillView(
            one.skill.words,
            f"{one.level.words}, {day_words(one.achieved_on)}"
            if one.achieved_on
            else f"{one.level.words}, date not known",
            training_is_old(one.achieved_on, today),
        )
        for one in sorted(skills, key=lambda held: held.skill.words)
    )


def _residents(
    uow: UnitOfWork,
    placements: list[Placement],
    supply: Supply,
    today: date,
    *,
    may_see_needs: bool,
) -> tuple[ResidentView, ...]:
    """Return the children placed there now, the longest there first."""
    here = [one for one in placements if one.holds_place(today)]
    children = uow.by_ids(Child, [one.child_id for one in here])
    needs = _needs(uow, [one.child_id for one in here]) if may_see_needs else None
    leaving = {}
    for stay in supply.stays:
        expected = stay.expected_leaving(today)
        if stay.ended_on is not None:
            leaving[stay.child_id] = f"leaves on {day_words(stay.ended_on)}"
        elif expected is not None and expected[0] <= today + timedelta(days=_SOON_DAYS):
            why = "is 18" if expected[1].endswith("is 18") else "expected to leave"
            leaving[stay.child_id] = f"{why} on {day_words(expected[0])}"
        if stay.overdue(today):
            leaving[stay.child_id] = stay.overdue(today)
    views = []
    for one in sorted(here, key=lambda placement: placement.starts_on):
        child = children[one.child_id]
        kind = f"{one.kind.words.lower()}, " if one.kind is not None else ""
        words = f"{child.sex.child_word}, {age_words(child.born_on, today)}, {kind}"
        views.append(
            ResidentView(
                child_id=one.child_id,
                name=child.full_name,
                words=f"{words}placed since {day_words(one.starts_on)}",
                leaving=leaving.get(one.child_id, ""),
                needs=None if needs is None else needs.get(one.child_id, ()),
            )
        )
    return tuple(views)


def _needs(uow: UnitOfWork, children: list[ChildId]) -> dict[ChildId, tuple[LineView, ...]]:
    """Return the needs and risks of each child's latest profile in words, the highest level first."""
    newest: dict[ChildId, NeedsProfile] = {}
    if children:
        for profile in uow.all(NeedsProfile, child_id=tuple(children)):
            newest[profile.child_id] = profile
    order = list(Level)
    found = {}
    for child_id, profile in newest.items():
        levels = needs_from_json(profile.body).levels
        told = [
            (code, answer.level)
            for code, answer in levels.items()
            if answer.level is not None and answer.level is not Level.NONE
        ]
        told.sort(key=lambda pair: (-order.index(pair[1]), pair[0].words))
        lines = [LineView(code.words, level.words) for code, level in told]
        unclear = sum(answer.level is None for answer in levels.values())
        if unclear:
            lines.append(LineView("Not known", f"{unclear} need{'' if unclear == 1 else 's'}"))
        found[child_id] = tuple(lines) or (LineView("Needs", "none above the ordinary"),)
    return found
