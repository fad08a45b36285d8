"""Offers: what a provider offers, on what terms; the home enters the shortlist and is judged like every other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain import life
from art_desktop.domain.approaching import name_household
from art_desktop.domain.approaching_commands import OfferedHousehold, RecordOffer, WithdrawOffer
from art_desktop.domain.approaching_views import AgencyHousehold
from art_desktop.domain.deciders import same_name
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.households import (
    Carer,
    Household,
    HouseholdLanguage,
    HouseholdSkill,
    Terms,
)
from art_desktop.domain.ids import ApproachId, OptionId, Pence, ProviderId
from art_desktop.domain.offer_checks import offer_problems
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.places import GridReference, try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Approach, Offer, Option
from art_desktop.domain.vocabulary import Answer, HouseholdStatus, NotUsedReason, OptionState
from art_desktop.services.asking_gate import is_outside
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.chasing import close_chase
from art_desktop.services.options import keep
from art_desktop.services.searching import search_now
from art_desktop.services.standing import Held, hold, settle
from art_desktop.services.views import option_titles

_CHANGED = frozenset({"request", "shortlist", "task", "household"})


@dataclass(frozen=True)
class _Place:
    """Where an offered household is: a whole postcode, or the middle of an area."""

    postcode: str = ""
    at: GridReference | None = None
    area_code: str = ""


class OfferService(BaseService):
    """What is done with offers."""

    @permitted(Permission.SEE_NEEDS)
    def households(self, actor: Actor, approach_id: ApproachId) -> tuple[AgencyHousehold, ...]:
        """Return the households of the agency that was asked which are on record, () for a home."""
        with self._store.reading(actor) as uow:
            option = uow.get(Option, uow.get(Approach, approach_id).option_id)
            if option.provider_id is None:
                return ()
            found = [
                one
                for one in uow.all(Household, provider_id=option.provider_id)
                if one.status is HouseholdStatus.ACTIVE
            ]
            return tuple(
                AgencyHousehold(one.id, one.name, one.reference)
                for one in sorted(found, key=lambda one: one.name.casefold())
                if one.id is not None
            )

    @permitted(Permission.APPROACH)
    def record(self, actor: Actor, command: RecordOffer) -> Changed:
        """Record an offer. An agency's household is put on record, judged by a new search, and stands in the shortlist.

        Raises: InvalidAnswers: what is missing or cannot be. RuleBroken: the request is over or has its match, or the
            approach went to the council's own. ChangedByOther.
        """
        doing = "The offer was not recorded."
        now, today = self._context.now(), self._context.today()
        sha256, found = "", None
        with self._store.writing(actor) as uow:
            approach = uow.get(Approach, command.approach_id)
            require_version(approach.version, command.version, doing)
            held = hold(uow, approach.request_id, today)
            asked = self._asked(uow, held, approach, doing)
            problems = offer_problems(command, today, agency=asked.provider_id is not None)
            place, more = self._place(command.household)
            twice = _known_already(uow, asked.provider_id, command.household)
            if problems or more or twice:
                raise InvalidAnswers(doing, (*problems, *more, *twice))
            option = asked
            if asked.provider_id is not None:
                household = self._household(uow, asked.provider_id, held, command, place, doing)
                known = uow.find(Option, request_id=held.request.id, household_id=household.id)
                if known is None or command.household is not None:
                    sha256, found = search_now(uow, actor, held, self._context)
                    known = uow.find(Option, request_id=held.request.id, household_id=household.id)
                assert known is not None  # a household of an agency is searched with the agencies
                option = known
                name_household(asked, household.name, today)
            assert command.can_start_on is not None
            assert option.id is not None
            uow.add(
                Offer(
                    approach_id=command.approach_id,
                    option_id=option.id,
                    can_start_on=command.can_start_on,
                    weekly_price_pence=command.weekly_price_pence,
                    education_pence=command.education_pence,
                    holds_until=command.holds_until,
                    includes=command.includes.strip(),
                    conditions=command.conditions.strip(),
                    received_at=now,
                )
            )
            option.state = OptionState.OFFERED
            option.not_used_reason, option.not_used_note, option.not_used_on = None, "", None
            if command.weekly_price_pence is not None:
                option.weekly_price_pence = command.weekly_price_pence
            approach.answer, approach.answered_at = Answer.YES, now
            approach.decline_reason = None
            if command.note.strip():
                approach.note = "\n".join(x for x in (approach.note, command.note.strip()) if x)
            uow.touch(approach)
            close_chase(uow, approach, actor, now)
            title = option_titles(uow, [option])[option.id]
            kept_out = "" if option.suitable else f" It is not suitable: {option.excluded_by}."
            settle(uow, approach.request_id, today)
            uow.commit()
        if found is not None:
            keep(sha256, found)
        return Changed(
            _CHANGED,
            request_id=approach.request_id,
            words=f"Offer recorded: {title} stands in the shortlist.{kept_out}",
        )

    @permitted(Permission.APPROACH)
    def withdraw(self, actor: Actor, command: WithdrawOffer) -> Changed:
        """Record that an offer was taken back, with why; the home can be asked about again.

        Raises: InvalidAnswers: no reason. RuleBroken: it was taken back already, or the home is matched.
        """
        doing = "The offer was not taken back."
        if not command.reason.strip():
            raise InvalidAnswers(doing, (FieldProblem("reason", "Write why it was taken back."),))
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            offer = uow.get(Offer, command.offer_id)
            approach = uow.get(Approach, offer.approach_id)
            held = hold(uow, approach.request_id, today)
            life.require_open(held.request, doing)
            if offer.withdrawn_at is not None:
                raise RuleBroken(
                    doing, "It was taken back already.", "Look at the offers.", rule="withdrawn"
                )
            option = uow.get(Option, offer.option_id)
            if option.state is OptionState.MATCHED:
                raise RuleBroken(
                    doing,
                    "The match with this home is on record.",
                    "Withdraw the request with this as the reason, and open a new one.",
                    rule="matched",
                )
            offer.withdrawn_at, offer.withdrawn_reason = now, command.reason.strip()
            uow.flush()
            left = standing_offers(uow, option.id)
            if left:
                # Of several offers of one home the newest that stands says the price.
                newest = max(left, key=lambda one: (one.received_at, one.id or 0))
                option.weekly_price_pence = newest.weekly_price_pence
            else:
                option.state = OptionState.DECLINED
                option.not_used_reason = NotUsedReason.DECLINED
                option.not_used_note = f"Offer taken back: {command.reason.strip()}"
                option.not_used_on = today
            uow.touch(approach)
            settle(uow, approach.request_id, today)
            uow.commit()
        return Changed(
            _CHANGED, request_id=approach.request_id, words="The offer was taken back, on record."
        )

    @staticmethod
    def _asked(uow: UnitOfWork, held: Held, approach: Approach, doing: str) -> Option:
        """Return the option that was asked about, of a provider and not matched yet. Raises: RuleBroken."""
        life.require_open(held.request, doing)
        if held.standing.match is not None:
            raise RuleBroken(
                doing,
                "This request has its match already.",
                "Start the placement, or withdraw the request and open a new one.",
                rule="matched",
            )
        option = uow.get(Option, approach.option_id)
        if not is_outside(option):
            raise RuleBroken(
                doing,
                "The council's own households make no offers.",
                "Record their yes or no.",
                rule="in_house",
            )
        return option

    def _place(self, household: OfferedHousehold | None) -> tuple[_Place, tuple[FieldProblem, ...]]:
        """Return where an offered household is, and what is wrong with what was written."""
        words = household.postcode.strip() if household else ""
        if not words:
            return _Place(), ()
        postcode = try_normalise_postcode(words)
        found = self._context.gazetteer.find(postcode) if postcode else None
        if postcode and found is not None:
            return _Place(postcode, found.grid_reference, found.local_authority_code), ()
        centre = None if postcode else self._context.gazetteer.outcode_centre(words.upper())
        if centre is None:
            problem = FieldProblem(
                "postcode",
                f"{words} is no postcode or area on the list. Check it, or leave it out.",
            )
            return _Place(), (problem,)
        return _Place("", centre), ()

    def _household(
        self,
        uow: UnitOfWork,
        provider_id: ProviderId,
        held: Held,
        command: RecordOffer,
        place: _Place,
        doing: str,
    ) -> Household:
        """Return the household that an agency offers: the one on record, or a new one."""
        if command.household_id is not None:
            household = uow.get(Household, command.household_id)
            if household.provider_id != provider_id:
                raise RuleBroken(
                    doing,
                    f"{household.name} is not a household of this agency.",
                    "Choose one of its own.",
                    field="household_id",
                    rule="other_agency",
                )
            if household.status is HouseholdStatus.ENDED:
                raise RuleBroken(
                    doing,
                    f"The approval of {household.name} has ended.",
                    "Choose another, or put the household right first.",
                    field="household_id",
                    rule="approval_ended",
                )
            return household
        assert command.household is not None
        reference = f"H-{uow.next_number('H'):04d}"
        new = _new_household(command.household, reference, self._context.today())
        new.provider_id = provider_id
        new.postcode, new.area_code = place.postcode, place.area_code
        if place.at is not None:
            new.easting, new.northing = place.at.easting, place.at.northing
        if command.weekly_price_pence is not None and held.children:
            new.weekly_price_pence = Pence(command.weekly_price_pence // len(held.children))
        return uow.add(new)


def _known_already(
    uow: UnitOfWork, provider_id: ProviderId | None, said: OfferedHousehold | None
) -> tuple[FieldProblem, ...]:
    """Return that a household which is said to be new is on record with its agency: its places would count twice."""
    if provider_id is None or said is None:
        return ()
    known = uow.all(Household, provider_id=provider_id)
    for one in known:
        if one.status is not HouseholdStatus.ENDED and same_name(one.name, said.name):
            known_as = f"{one.name} is on record with this agency ({one.reference})"
            words = f"{known_as}: choose it, or write how this one differs."
            return (FieldProblem("name", words),)
    return ()


def standing_offers(uow: UnitOfWork, option_id: OptionId | None) -> list[Offer]:
    """Return the offers of an option that were not taken back."""
    return [one for one in uow.all(Offer, option_id=option_id) if one.withdrawn_at is None]


def _new_household(said: OfferedHousehold, reference: str, today: date) -> Household:
    """Return an agency's household as its offer tells of it."""
    return Household(
        reference=reference,
        name=said.name.strip(),
        review_due_on=said.review_due_on,
        checks_due_on=said.checks_due_on,
        spare_bedrooms=said.spare_bedrooms,
        other_council_children=said.other_council_children,
        someone_home=said.someone_home,
        pets=said.pets,
        smokers=said.smokers,
        long_term_willing=said.long_term_willing,
        about=said.about.strip(),
        carers=[
            Carer(first_name=name.strip(), last_name="", sex=sex, position=at)
            for at, (name, sex) in enumerate(said.carers, start=1)
            if name.strip()
        ],
        terms=[
            Terms(
                kind=kind,
                places=said.places,
                age_from=said.age_from,
                age_to=said.age_to,
                sex=said.sex,
                starts_on=today,
            )
            for kind in dict.fromkeys(said.kinds)
        ],
        skills=[HouseholdSkill(skill=skill, level=level) for skill, level in said.skills],
        languages=[
            HouseholdLanguage(language=one)
            for one in sorted({one.strip() for one in said.languages if one.strip()})
        ],
    )
