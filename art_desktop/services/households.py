"""Households as a list, as a page, as a form; putting one on hold; its free places from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from art_desktop.domain import checks, household_checks
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, NotFound
from art_desktop.domain.household_commands import PutOnHold, SaveHousehold
from art_desktop.domain.household_views import HouseholdPage, HouseholdRow
from art_desktop.domain.households import Hold, Household, HouseholdLanguage
from art_desktop.domain.ids import HouseholdId, ProviderId
from art_desktop.domain.matching.facts import TermsFacts
from art_desktop.domain.outlook import Outlook, next_vacancy, outlook
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.places import Place, outcode_of, try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.read_models import AddressView, Changed
from art_desktop.domain.vacancies import Supply, in_force
from art_desktop.domain.vocabulary import SexApproved, Tier
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.household_forms import as_command, clashes, fill
from art_desktop.services.household_pages import holds_on, household_tier, page_of


class HouseholdService(BaseService):
    """What is done with fostering households."""

    @permitted(Permission.SEE_HOUSEHOLDS)
    def rows(self, actor: Actor, on: date | None = None) -> tuple[HouseholdRow, ...]:
        """Return every household whose approval has not ended, by name, as things stand on a day; today without one."""
        today = self._context.today()
        day = on or today
        with self._store.reading(actor) as uow:
            rows = _rows(uow, today, day)
        return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.reference)))

    @permitted(Permission.SEE_HOUSEHOLDS)
    def page(self, actor: Actor, household_id: HouseholdId) -> HouseholdPage:
        """Return a household as one page, without its address. Raises: NotFound.

        What was noted on a hold may be about a child, and the levels of a child's needs are: both are only for those
        who may read needs.
        """
        today = self._context.today()
        with self._store.reading(actor) as uow:
            household = uow.get(Household, household_id)
            supply = uow.supplies(today, today, household_id)[household_id]
            may = actor.may(Permission.SEE_NEEDS)
            return page_of(uow, household, supply, today, may_see_needs=may)

    @permitted(Permission.SEE_HOUSEHOLDS)
    def outlook(
        self, actor: Actor, household_id: HouseholdId, start: date | None = None
    ) -> Outlook:
        """Return the free places of a household day by day for twelve weeks from a day, today without one.

        Raises: NotFound.
        """
        today = self._context.today()
        begin = start or today
        with self._store.reading(actor) as uow:
            uow.get(Household, household_id)
            supply = uow.supplies(today, min(begin, today), household_id)[household_id]
        return outlook(supply, begin)

    @permitted(Permission.SEE_HOUSEHOLDS)
    def agencies(self, actor: Actor) -> tuple[tuple[ProviderId, str], ...]:
        """Return the fostering agencies, by name: those that a household can be offered by."""
        with self._store.reading(actor) as uow:
            found = [
                (one.id, one.name)
                for one in uow.all(Provider)
                if one.id is not None and one.kind.tier is Tier.IFA
            ]
        return tuple(sorted(found, key=lambda pair: pair[1].casefold()))

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
            command = as_command(household)
            uow.log("address opened", "household", household_id)
            uow.commit()
        return command

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def save(self, actor: Actor, command: SaveHousehold) -> HouseholdId:
        """Add a household or change one. Raises: InvalidAnswers, ChangedByOther."""
        doing = "The household was not saved."
        problems = household_checks.household_problems(command, self._context.today())
        postcode = try_normalise_postcode(command.postcode) or ""
        place = self._context.gazetteer.find(postcode) if postcode else None
        if postcode and place is None:
            words = f"{postcode} is not in the list of postcodes. Check it, or leave it empty."
            problems.append(FieldProblem("postcode", words))
        with self._store.writing(actor) as uow:
            problems += _provider_problems(uow, command)
            if problems:
                raise InvalidAnswers(doing, tuple(problems))
            if command.household_id is None:
                household = Household(reference=f"H-{uow.next_number('H'):04d}", name=command.name)
            else:
                household = uow.get(Household, command.household_id)
                differing = clashes(command, as_command(household))
                require_version(household.version, command.version, doing, differing)
            fill(household, command, postcode)
            _locate(household, place)
            if command.household_id is None:
                uow.add(household)
            else:
                uow.touch(household)
            uow.commit()
            assert household.id is not None
            return household.id

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def hold(self, actor: Actor, command: PutOnHold) -> Changed:
        """Hold a household or some places, or change a hold. Raises: ChangedByOther, InvalidAnswers, NotFound."""
        doing = "The hold was not saved."
        problems = household_checks.hold_problems(command)
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        with self._store.writing(actor) as uow:
            household = uow.get(Household, command.household_id)
            require_version(household.version, command.version, doing)
            if command.hold_id is None:
                hold = Hold(reason=command.reason, starts_on=command.starts_on)
                household.holds.append(hold)
            else:
                hold = _hold(household, command.hold_id, doing)
            for name in ("reason", "starts_on", "ends_on", "places", "child_id"):
                setattr(hold, name, getattr(command, name))
            hold.note = command.note.strip()
            uow.touch(household)
            uow.commit()
        words = "On hold." if command.places is None else "Kept back."
        return _changed(command.household_id, words if command.hold_id is None else "Saved.")

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def end_hold(
        self, actor: Actor, household_id: HouseholdId, version: int, hold_id: int
    ) -> Changed:
        """End one hold, so that today is free of it. Raises: ChangedByOther, NotFound."""
        doing = "The hold was not ended."
        with self._store.writing(actor) as uow:
            household = uow.get(Household, household_id)
            require_version(household.version, version, doing)
            _end(household, _hold(household, hold_id, doing), self._context.today())
            uow.touch(household)
            uow.commit()
        return _changed(household_id, "The hold has ended.")

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def remove_hold(
        self, actor: Actor, household_id: HouseholdId, version: int, hold_id: int
    ) -> Changed:
        """Take out a hold that should never have been there; the trail keeps it. Raises: ChangedByOther, NotFound."""
        doing = "The hold was not taken out."
        with self._store.writing(actor) as uow:
            household = uow.get(Household, household_id)
            require_version(household.version, version, doing)
            household.holds.remove(_hold(household, hold_id, doing))
            uow.touch(household)
            uow.commit()
        return _changed(household_id, "The hold is taken out.")

    @permitted(Permission.EDIT_HOUSEHOLDS)
    def lift_hold(self, actor: Actor, household_id: HouseholdId, version: int) -> Changed:
        """End the holds of the whole that are in force today: they can be asked again. Raises: ChangedByOther."""
        today = self._context.today()
        with self._store.writing(actor) as uow:
            household = uow.get(Household, household_id)
            require_version(household.version, version, "The hold was not lifted.")
            whole = [one for one in household.holds if one.places is None and holds_on(one, today)]
            for one in whole:
                _end(household, one, today)
            uow.touch(household)
            uow.commit()
        return _changed(household_id, "The hold is lifted.")


def _changed(household_id: HouseholdId, words: str) -> Changed:
    return Changed(frozenset({"household"}), household_id=household_id, words=words)


def _hold(household: Household, hold_id: int, doing: str) -> Hold:
    """Return one hold of a household. Raises: NotFound."""
    found = next((hold for hold in household.holds if hold.id == hold_id), None)
    if found is None:
        why = "The hold is not there any more."
        raise NotFound(doing, why, "Read the household again.", rule="not_found")
    return found


def _end(household: Household, hold: Hold, today: date) -> None:
    """End a hold before today; its last day is included, so one that has not begun by then never was."""
    if hold.starts_on >= today:
        household.holds.remove(hold)
    elif hold.ends_on is None or hold.ends_on >= today:
        hold.ends_on = checks.day_before(today)


def _provider_problems(uow: UnitOfWork, command: SaveHousehold) -> list[FieldProblem]:
    """Say where the agency behind a household is none."""
    if command.provider_id is None:
        return []
    provider = uow.by_ids(Provider, [command.provider_id]).get(command.provider_id)
    if provider is None or provider.kind.tier is not Tier.IFA:
        return [FieldProblem("provider_id", "That is no fostering agency. Choose one of the list.")]
    return []


def _locate(household: Household, place: Place | None) -> None:
    """Note where the household's postcode is."""
    grid = place.grid_reference if place else None
    household.easting = grid.easting if grid else None
    household.northing = grid.northing if grid else None
    household.area_code = place.local_authority_code if place else ""


def _rows(uow: UnitOfWork, today: date, day: date) -> list[HouseholdRow]:
    """Return a line for each household, as of a day."""
    supplies = uow.supplies(today, min(day, today))
    households = uow.by_ids(Household, list(supplies))
    keys = {one.provider_id for one in households.values() if one.provider_id is not None}
    providers = uow.by_ids(Provider, list(keys))
    languages: dict[int | None, list[str]] = defaultdict(list)
    for one in uow.all(HouseholdLanguage):
        languages[one.household_id].append(one.language)
    rows = []
    for key, supply in supplies.items():
        household = households[key]
        provider = providers.get(household.provider_id) if household.provider_id else None
        spoken = ", ".join(languages[key])
        rows.append(_row(household, supply, provider.name if provider else "", spoken, today, day))
    return rows


def _row(
    household: Household, supply: Supply, provider: str, languages: str, today: date, day: date
) -> HouseholdRow:
    """Return one line of the list."""
    room = supply.room(day)
    terms = in_force(supply.terms, day)
    named = sum(term.places for term in terms if term.named_child_id is not None)
    coming = next_vacancy(supply, day)
    review = household.review_due_on
    whole = [hold for hold in in_force(supply.holds, day) if hold.places is None]
    return HouseholdRow(
        id=supply.household_id,
        reference=household.reference,
        name=household.name,
        provider=provider,
        tier=household_tier(household),
        status=household.status,
        hold_words=", ".join(hold.reason.words for hold in whole),
        area=outcode_of(household.postcode) if household.postcode else "",
        level=household.payment_level,
        approved_words=approved_words(terms),
        on=day,
        places=room.approved + named,
        here=room.here,
        kept_back=room.kept_back,
        free=room.free,
        expected=supply.room(day, expected=True).free,
        next_on=coming.on if coming else None,
        next_free=coming.free if coming else 0,
        on_call=supply.on_call_for(day),
        review_due_on=review,
        review_late=review is not None and review < today,
        languages=languages,
    )


def approved_words(terms: Iterable[TermsFacts]) -> str:
    """Return the terms of approval in a line: "2 short-term, 0–17; 1 long-term, girls 5–10"."""
    words = []
    for term in terms:
        if term.named_child_id is not None:
            words.append(f"{term.places} for a named child")
            continue
        sex = "" if term.sex is SexApproved.ANY else f"{term.sex.words.lower()} "
        words.append(f"{term.places} {term.kind.words.lower()}, {sex}{term.age_from}–{term.age_to}")
    return "; ".join(words)
