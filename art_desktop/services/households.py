"""Households as a list, as a page, as a form; putting one on hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from art_desktop.domain import checks
from art_desktop.domain.capacity import Capacity, capacity
from art_desktop.domain.children import Child, age_in_months, age_in_years
from art_desktop.domain.commands import CarerLine, PutOnHold, SaveHousehold, TermsLine
from art_desktop.domain.errors import FieldClash, FieldProblem, InvalidAnswers
from art_desktop.domain.households import (
    Carer,
    Hold,
    Household,
    HouseholdLanguage,
    Terms,
)
from art_desktop.domain.ids import HouseholdId
from art_desktop.domain.matching.facts import HouseholdFacts
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import outcode_of, try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.read_models import (
    AddressView,
    Changed,
    HouseholdPage,
    HouseholdRow,
    LineView,
)
from art_desktop.domain.vocabulary import SexApproved
from art_desktop.domain.wording import day_words
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.views import placement_views


class HouseholdService(BaseService):
    """What is done with fostering households."""

    @permitted(Permission.SEE_HOUSEHOLDS)
    def rows(self, actor: Actor) -> tuple[HouseholdRow, ...]:
        """Return every household whose approval has not ended, by name, as things stand today."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            facts = uow.household_facts(today)
            held = uow.by_ids(Household, [one.household_id for one in facts])
            rows = [_row(one, held[one.household_id], today) for one in facts]
        return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.reference)))

    @permitted(Permission.SEE_HOUSEHOLDS)
    def page(self, actor: Actor, household_id: HouseholdId) -> HouseholdPage:
        """Return a household as one page, without its address. Raises: NotFound.

        What was noted on a hold may be about a child, and is only for those who may read needs.
        """
        today = self._context.today()
        with self._store.reading(actor) as uow:
            household = uow.get(Household, household_id)
            facts = next(
                (f for f in uow.household_facts(today) if f.household_id == household_id), None
            )
            page = _page(uow, household, facts, today)
        if not actor.may(Permission.SEE_NEEDS):
            page = replace(page, holds=tuple(LineView(one.label, "") for one in page.holds))
        return page

    @permitted(Permission.REVEAL_ADDRESS)
    def reveal(self, actor: Actor, household_id: HouseholdId) -> AddressView:
        """Return the address and telephone; the opening is entered in the audit trail."""
        with self._store.writing(actor) as uow:
            household = uow.get(Household, household_id)
            view = AddressView(household.address, household.postcode, household.phone)
            uow.log("address opened", "household", household_id)
            uow.commit()
        return view

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def form(self, actor: Actor, household_id: HouseholdId) -> SaveHousehold:
        """Return a household as its form has it; the address is in it, so the opening is logged."""
        with self._store.writing(actor) as uow:
            household = uow.get(Household, household_id)
            command = _as_command(household)
            uow.log("address opened", "household", household_id)
            uow.commit()
        return command

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def save(self, actor: Actor, command: SaveHousehold) -> HouseholdId:
        """Add a household or change one. Raises: InvalidAnswers, ChangedByOther."""
        doing = "The household was not saved."
        problems = checks.household_problems(command, self._context.today())
        postcode = try_normalise_postcode(command.postcode) or ""
        place = self._context.gazetteer.find(postcode) if postcode else None
        if postcode and place is None:
            words = f"{postcode} is not in the list of postcodes. Check it, or leave it empty."
            problems.append(FieldProblem("postcode", words))
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        with self._store.writing(actor) as uow:
            if command.household_id is None:
                household = Household(reference=f"H-{uow.next_number('H'):04d}", name=command.name)
            else:
                household = uow.get(Household, command.household_id)
                clashes = _clashes(command, _as_command(household))
                require_version(household.version, command.version, doing, clashes)
            _fill(household, command, postcode)
            grid = place.grid_reference if place else None
            household.easting = grid.easting if grid else None
            household.northing = grid.northing if grid else None
            household.area_code = place.local_authority_code if place else ""
            if command.household_id is None:
                uow.add(household)
            else:
                uow.touch(household)
            uow.commit()
            assert household.id is not None
            return household.id

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def hold(self, actor: Actor, command: PutOnHold) -> Changed:
        """Put a household on hold: it is not asked until the hold ends. Raises: ChangedByOther, InvalidAnswers."""
        doing = "The household was not put on hold."
        if command.ends_on is not None and command.ends_on < command.starts_on:
            words = "The hold ends before it begins."
            raise InvalidAnswers(doing, (FieldProblem("ends_on", words),))
        with self._store.writing(actor) as uow:
            household = uow.get(Household, command.household_id)
            require_version(household.version, command.version, doing)
            household.holds.append(
                Hold(
                    reason=command.reason,
                    note=command.note.strip(),
                    starts_on=command.starts_on,
                    ends_on=command.ends_on,
                )
            )
            uow.touch(household)
            uow.commit()
        return Changed(
            frozenset({"household"}), household_id=command.household_id, words="On hold."
        )

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def lift_hold(self, actor: Actor, household_id: HouseholdId, version: int) -> Changed:
        """End the holds in force today: the household can be asked again. Raises: ChangedByOther."""
        today = self._context.today()
        with self._store.writing(actor) as uow:
            household = uow.get(Household, household_id)
            require_version(household.version, version, "The hold was not lifted.")
            for one in [hold for hold in household.holds if _holds_on(hold, today)]:
                # The last day of a hold is included, so today is free only if it ended yesterday; one that
                # begins today never was.
                if one.starts_on >= today:
                    household.holds.remove(one)
                else:
                    one.ends_on = checks.day_before(today)
            uow.touch(household)
            uow.commit()
        return Changed(
            frozenset({"household"}), household_id=household_id, words="The hold is lifted."
        )


def _holds_on(hold: Hold, on: date) -> bool:
    return hold.starts_on <= on and (hold.ends_on is None or on <= hold.ends_on)


def _row(facts: HouseholdFacts, household: Household, today: date) -> HouseholdRow:
    """Return one line of the list."""
    room = capacity(facts)
    return HouseholdRow(
        id=facts.household_id,
        reference=facts.reference,
        name=facts.name,
        provider=facts.provider.name if facts.provider else "",
        status=facts.status,
        hold_words=", ".join(hold.reason.words for hold in facts.holds if hold.places is None),
        area=outcode_of(facts.postcode) if facts.postcode else "",
        level=household.payment_level,
        approved_words=approved_words(facts),
        places=room.places,
        here=room.here,
        free=room.free,
        review_due_on=facts.review_due_on,
        review_late=facts.review_due_on is not None and facts.review_due_on < today,
        languages=", ".join(facts.languages or ()),
    )


def approved_words(facts: HouseholdFacts) -> str:
    """Return the terms of approval in a line: "2 short-term, 0–17; 1 long-term, girls 5–10"."""
    words = []
    for term in facts.terms:
        if term.named_child_id is not None:
            words.append(f"{term.places} for a named child")
            continue
        sex = "" if term.sex is SexApproved.ANY else f"{term.sex.words.lower()} "
        words.append(f"{term.places} {term.kind.words.lower()}, {sex}{term.age_from}–{term.age_to}")
    return "; ".join(words)


def _page(
    uow: UnitOfWork, household: Household, facts: HouseholdFacts | None, today: date
) -> HouseholdPage:
    """Put a household's page together; one whose approval has ended has no room."""
    room = capacity(facts) if facts else Capacity(0, 0, 0, 0)
    provider = uow.get(Provider, household.provider_id) if household.provider_id else None
    placements = uow.all(Placement, household_id=household.id)
    assert household.id is not None
    holds = facts.holds if facts else ()
    return HouseholdPage(
        id=household.id,
        reference=household.reference,
        name=household.name,
        provider=provider.name if provider else "",
        status=household.status,
        hold_words=", ".join(hold.reason.words for hold in holds if hold.places is None),
        area=outcode_of(household.postcode) if household.postcode else "",
        level=household.payment_level,
        free=room.free,
        places=room.places,
        carers=tuple(_carer_line(carer, today) for carer in household.carers),
        home=tuple(_home_lines(household, today)),
        terms=tuple(_terms_line(term, today) for term in household.terms),
        skills=tuple(
            LineView(
                s.skill.words, s.level.words + (f", {s.achieved_on.year}" if s.achieved_on else "")
            )
            for s in household.skills
        ),
        residents=tuple(_resident_lines(uow, household, placements, today)),
        holds=tuple(
            LineView(
                hold.reason.words,
                f"{day_words(hold.starts_on)} to "
                + (day_words(hold.ends_on) if hold.ends_on else "further notice")
                + (f": {hold.note}" if hold.note else ""),
            )
            for hold in household.holds
        ),
        placements=placement_views(uow, placements),
        about=household.about,
        interests=household.interests,
        version=household.version,
    )


def _carer_line(carer: Carer, today: date) -> LineView:
    facts = [carer.sex.words if carer.sex else "", carer.religion]
    if carer.born_on:
        facts.insert(1, f"{age_in_years(carer.born_on, today)}")
    return LineView(f"{carer.first_name} {carer.last_name}", ", ".join(f for f in facts if f))


def yes_no(value: bool | None) -> str:  # noqa: FBT001  # it is the value itself
    """Return "Yes", "No" or "Not known"."""
    return "Not known" if value is None else ("Yes" if value else "No")


def _home_lines(household: Household, today: date) -> list[LineView]:
    spare = household.spare_bedrooms
    review = household.review_due_on
    lines = [
        LineView("Bedrooms for children", "Not known" if spare is None else str(spare)),
        LineView("Someone home in the day", yes_no(household.someone_home)),
        LineView("Pets", household.pets_note or yes_no(household.pets)),
        LineView("Smokers", yes_no(household.smokers)),
        LineView("Ground-floor bedroom", yes_no(household.ground_floor_bedroom)),
        LineView(
            "Languages", ", ".join(one.language for one in household.languages) or "Not known"
        ),
        LineView("Interests", household.interests or "Not known"),
        LineView("Supervising worker", household.supervising_worker or "Not known"),
    ]
    if review is not None:
        late = " (late)" if review < today else ""
        lines.append(LineView("Annual review due", day_words(review) + late))
    if household.checks_due_on is not None:
        late = " (late)" if household.checks_due_on < today else ""
        lines.append(LineView("Checks due", day_words(household.checks_due_on) + late))
    return lines


def _terms_line(term: Terms, today: date) -> LineView:
    who = "either" if term.sex is SexApproved.ANY else term.sex.words.lower()
    words = (
        f"{term.places} × {term.age_from} to {term.age_to}, {who}, from {day_words(term.starts_on)}"
    )
    if term.ends_on is not None:
        words += f" to {day_words(term.ends_on)}"
    return LineView(term.kind.words, words if term.in_force(today) else f"{words} (not in force)")


def _resident_lines(
    uow: UnitOfWork, household: Household, placements: list[Placement], today: date
) -> list[LineView]:
    """Return who lives there: children placed, then the carers' family."""
    here = [one for one in placements if one.holds_place(today)]
    children = uow.by_ids(Child, [one.child_id for one in here])
    lines = [
        LineView(
            children[one.child_id].full_name,
            f"{children[one.child_id].sex.child_word}, "
            f"{age_in_years(children[one.child_id].born_on, today)}, placed since {day_words(one.starts_on)}",
        )
        for one in here
    ]
    for member in household.members:
        age = ""
        if member.born_on is not None:
            age = f", {age_in_months(member.born_on, today) // 12}"
        lines.append(LineView(member.first_name, f"{member.relation.words}{age}"))
    return lines


def _as_command(household: Household) -> SaveHousehold:
    """Return a household as its form has it."""
    return SaveHousehold(
        household_id=household.id,
        version=household.version,
        name=household.name,
        status=household.status,
        payment_level=household.payment_level,
        approved_on=household.approved_on,
        review_due_on=household.review_due_on,
        checks_due_on=household.checks_due_on,
        address=household.address,
        postcode=household.postcode,
        phone=household.phone,
        carers=tuple(
            CarerLine(
                first_name=c.first_name,
                last_name=c.last_name,
                sex=c.sex,
                born_on=c.born_on,
                ethnicity=c.ethnicity,
                religion=c.religion,
                phone=c.phone,
            )
            for c in household.carers
        ),
        terms=tuple(
            TermsLine(
                kind=t.kind,
                places=t.places,
                age_from=t.age_from,
                age_to=t.age_to,
                sex=t.sex,
                starts_on=t.starts_on,
                ends_on=t.ends_on,
            )
            for t in household.terms
            if t.named_child_id is None
        ),
        languages=tuple(one.language for one in household.languages),
        spare_bedrooms=household.spare_bedrooms,
        someone_home=household.someone_home,
        pets=household.pets,
        smokers=household.smokers,
        ground_floor_bedroom=household.ground_floor_bedroom,
        council_only=household.council_only,
        interests=household.interests,
        about=household.about,
    )


def _clashes(mine: SaveHousehold, theirs: SaveHousehold) -> tuple[FieldClash, ...]:
    """Return the fields in which two versions of a form differ."""
    return tuple(
        FieldClash(name.replace("_", " "), str(getattr(mine, name)), str(getattr(theirs, name)))
        for name in mine.__dataclass_fields__
        if name not in {"version", "household_id"} and getattr(mine, name) != getattr(theirs, name)
    )


_SIMPLE = (
    "name",
    "status",
    "payment_level",
    "approved_on",
    "review_due_on",
    "checks_due_on",
    "address",
    "phone",
    "spare_bedrooms",
    "someone_home",
    "pets",
    "smokers",
    "ground_floor_bedroom",
    "council_only",
    "interests",
    "about",
)


def _fill(household: Household, command: SaveHousehold, postcode: str) -> None:
    """Write the form onto the household; parts that are the same keep their rows."""
    for name in _SIMPLE:
        value = getattr(command, name)
        setattr(household, name, value.strip() if type(value) is str else value)
    household.postcode = postcode
    for at, line in enumerate(command.carers):
        if at == len(household.carers):
            household.carers.append(Carer(first_name="", last_name="", position=at + 1))
        carer = household.carers[at]
        for name in line.__dataclass_fields__:
            setattr(carer, name, getattr(line, name))
    del household.carers[len(command.carers) :]
    general = [term for term in household.terms if term.named_child_id is None]
    for at, terms in enumerate(command.terms):
        if at == len(general):
            made = Terms(kind=terms.kind, places=terms.places, starts_on=terms.starts_on)
            household.terms.append(made)
            general.append(made)
        for name in terms.__dataclass_fields__:
            setattr(general[at], name, getattr(terms, name))
    for dropped in general[len(command.terms) :]:
        household.terms.remove(dropped)
    wanted = {language.strip() for language in command.languages if language.strip()}
    household.languages = [one for one in household.languages if one.language in wanted] + [
        HouseholdLanguage(language=language)
        for language in sorted(wanted - {one.language for one in household.languages})
    ]
