"""Reads what the costs of a request's options follow from, one question for each kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from art_desktop.domain import costs, funding
from art_desktop.domain.allowances import (
    CostChild,
    PriceTerms,
    household_terms,
    leaves_on,
    weekly_prices,
)
from art_desktop.domain.children import Child, age_in_years
from art_desktop.domain.clock import local_day
from art_desktop.domain.cost_streams import years_on
from art_desktop.domain.cost_tables import (
    EDUCATION_PERCENT,
    MONEY_SETTINGS,
    PROTECTION_YEARS,
    SOCIAL_CARE_PERCENT,
    CostTables,
)
from art_desktop.domain.costs import OptionCost
from art_desktop.domain.funding import FundingPart
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.households import Household
from art_desktop.domain.ids import (
    ChildId,
    HomeId,
    HouseholdId,
    OptionId,
    Pence,
    ProviderId,
)
from art_desktop.domain.needs import Needs
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Offer, Option
from art_desktop.domain.vocabulary import (
    Level,
    Plan,
    Post,
    ProviderKind,
    RequestKind,
    Urgency,
)
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import AllowanceRate, Setting, SupportPrice
from art_desktop.services.standing import Held, age_short

_STATUTORY_AGES = range(5, 17)


def tables_of(uow: UnitOfWork) -> CostTables:
    """Read the dated tables that costs follow from, of every day."""
    return CostTables(
        uow.all(AllowanceRate), uow.all(Setting, code=MONEY_SETTINGS), uow.all(SupportPrice)
    )


@dataclass(frozen=True)
class _Asked:
    """Everything in which the cost of one option can differ from that of another."""

    terms: PriceTerms
    children: tuple[CostChild, ...]
    supports: tuple[tuple[str, str], ...]
    proposed: tuple[FundingPart, ...]
    duty: bool


@dataclass(frozen=True)
class Costing:
    """Everything that the costs of one request's options follow from, read once."""

    held: Held
    starts_on: date
    children: tuple[CostChild, ...]
    tables: CostTables
    households: Mapping[HouseholdId, Household]
    homes: Mapping[HomeId, Home]
    providers: Mapping[ProviderId, Provider]
    offers: Mapping[OptionId, Offer]
    splits: tuple[FundingSplit, ...]
    living: Mapping[ChildId, Placement]
    _worked_out: dict[_Asked, OptionCost] = field(default_factory=dict, compare=False, repr=False)

    def terms(self, option: Option) -> PriceTerms:
        """Return on what an option is paid."""
        kind, offer = self.held.request.kind, self.offers.get(option.id or OptionId(0))
        if option.household_id is not None:
            household = self.households[option.household_id]
            if household.provider_id is None:
                return household_terms(kind, household)
        return PriceTerms(
            kind=kind,
            tier=option.tier,
            typical_pence=self._typical(option),
            offered_pence=offer.weekly_price_pence if offer else None,
            education_pence=offer.education_pence if offer else None,
            offer_words=_offer_words(offer),
        )

    def _typical(self, option: Option) -> Pence | None:
        """Return a provider's price a week for one child before it has offered: the home's own, else the provider's."""
        found: list[Pence | None] = []
        if option.household_id is not None:
            found.append(self.households[option.household_id].weekly_price_pence)
        if option.home_id is not None:
            found.append(self.homes[option.home_id].weekly_price_pence)
        provider_id = self.provider_id(option)
        if provider_id is not None:
            found.append(self.providers[provider_id].typical_weekly_price_pence)
        return next((price for price in found if price is not None), None)

    def provider_id(self, option: Option) -> ProviderId | None:
        """Return the provider behind an option, None for the council's own households."""
        if option.household_id is not None:
            return self.households[option.household_id].provider_id
        if option.home_id is not None:
            return self.homes[option.home_id].provider_id
        return option.provider_id

    def prices(self, option: Option) -> tuple[Pence | None, ...]:
        """Return a week's price of each child's place on the day of the start."""
        return weekly_prices(
            self.terms(option), self._children(option), self.tables, self.starts_on
        )

    def of(self, option: Option, supports: Sequence[tuple[str, str]] = ()) -> OptionCost:
        """Return what an option costs, with the supports that close its gaps."""
        household = self.households.get(option.household_id or HouseholdId(0))
        at_night = self.held.request.urgency is Urgency.OUT_OF_HOURS
        asked = _Asked(
            self.terms(option),
            self._children(option),
            tuple(supports),
            self.proposed(option),
            duty=at_night and household is not None and household.duty_willing,
        )
        # Households on the same terms cost the same: a shortlist has dozens of them.
        if asked not in self._worked_out:
            self._worked_out[asked] = costs.cost(
                asked.terms,
                asked.children,
                self.tables,
                self.starts_on,
                supports=asked.supports,
                splits=self.splits,
                proposed=asked.proposed,
                duty=asked.duty,
            )
        return self._worked_out[asked]

    def _children(self, option: Option) -> tuple[CostChild, ...]:
        """Return the children; those who lived with these carers when they came from an agency are marked."""
        household = self.households.get(option.household_id or HouseholdId(0))
        if household is None or household.protected_until is None:
            return self.children
        years = self.tables.number(PROTECTION_YEARS, self.starts_on, 2)
        transfer = years_on(household.protected_until, -years)
        return tuple(
            replace(child, placed_at_transfer=self._lived(child.child_id, household, transfer))
            for child in self.children
        )

    def _lived(self, child_id: ChildId, household: Household, on: date) -> bool:
        placement = self.living.get(child_id)
        return (
            placement is not None
            and placement.household_id == household.id
            and placement.starts_on <= on
        )

    def proposed(self, option: Option) -> tuple[FundingPart, ...]:
        """Return the policy's split of an option where other funders are likely and none is recorded; else nothing."""
        if self.splits or not needs_split(self.held) or not self.educates(option):
            return ()
        social_care = self.tables.figure(SOCIAL_CARE_PERCENT, self.starts_on)
        education = self.tables.figure(EDUCATION_PERCENT, self.starts_on)
        if social_care is None or education is None:
            return ()
        return funding.default_lines(
            social_care=Decimal(social_care.value),
            education=Decimal(education.value),
            with_education=True,
        )

    def educates(self, option: Option) -> bool:
        """Say whether an option is residential with education for a child of school age, or with a plan to 18."""
        offer = self.offers.get(option.id or OptionId(0))
        home = self.homes.get(option.home_id or HomeId(0))
        if offer is not None and offer.education_pence:
            taught = True
        else:
            taught = home is not None and (
                home.kind is ProviderKind.SPECIAL_SCHOOL or home.education_on_site is True
            )
        return taught and any(
            _of_school_age(child, self.held.needs_of(child.id), self.starts_on)
            for child in self.held.children
            if child.id is not None
        )


def needs_split(held: Held) -> bool:
    """Say whether it has to be recorded who pays what: other money is likely, or the joint panel decided."""
    return held.request.joint_funding_likely or any(
        one.post is Post.JASP and one.decision.permits for one in held.authorisations
    )


def _of_school_age(child: Child, needs: Needs, on: date) -> bool:
    """Say whether education pays: statutory school age, or to 18 with an Education, Health and Care Plan."""
    age = age_in_years(child.born_on, on)
    return age in _STATUTORY_AGES or (needs.ehcp is True and 16 <= age < 18)


def _offer_words(offer: Offer | None) -> str:
    return "" if offer is None else f"The offer of {day_words(local_day(offer.received_at))}"


def costing(
    uow: UnitOfWork, held: Held, options: Sequence[Option], on: date, until: date | None = None
) -> Costing:
    """Read everything that the costs of these options follow from, one question for each kind of row.

    Args: on: the day of the start. until: the planned day of leaving, where it is said; else the profiles say it.
    """
    households = uow.by_ids(Household, _ids(one.household_id for one in options))
    homes = uow.by_ids(Home, _ids(one.home_id for one in options))
    owners = [one.provider_id for one in options]
    owners += [one.provider_id for one in households.values()]
    owners += [one.provider_id for one in homes.values()]
    keys = [child.id for child in held.children if child.id is not None]
    assert held.request.id is not None
    return Costing(
        held=held,
        starts_on=on,
        children=cost_children(held, on, until),
        tables=tables_of(uow),
        households={HouseholdId(key): one for key, one in households.items()},
        homes={HomeId(key): one for key, one in homes.items()},
        providers={ProviderId(key): one for key, one in uow.by_ids(Provider, _ids(owners)).items()},
        offers=offers_of(uow, held),
        splits=tuple(uow.all(FundingSplit, request_id=held.request.id)),
        living=uow.current_placements(keys, on),
    )


def _ids(keys: Iterable[int | None]) -> list[int]:
    return sorted({key for key in keys if key is not None})


def offers_of(uow: UnitOfWork, held: Held) -> dict[OptionId, Offer]:
    """Return the newest offer of each home that still stands."""
    asked = tuple(one.id for one in held.standing.approaches if one.id is not None)
    if not asked:
        return {}
    return {
        offer.option_id: offer
        for offer in uow.all(Offer, approach_id=asked)
        if offer.withdrawn_at is None and offer.weekly_price_pence is not None
    }


def cost_children(held: Held, on: date, until: date | None = None) -> tuple[CostChild, ...]:
    """Return the children of a request as the costs see them from a day."""
    return tuple(_cost_children(held, on, until))


def _cost_children(held: Held, on: date, until: date | None) -> Iterator[CostChild]:
    decided = {line.child_id: line.contract_care_by for line in held.request.children}
    for child in held.children:
        if child.id is None:
            continue
        needs = held.needs_of(child.id)
        yield CostChild(
            child_id=child.id,
            words=f"{child.sex.child_word}, {age_short(child, on)}",
            born_on=child.born_on,
            ends_on=until or _planned(held.request.kind, child, needs, on),
            complex_need=any(answer.level is Level.COMPLEX for answer in needs.levels.values()),
            contract_care=bool(decided.get(child.id)),
        )


def _planned(kind: RequestKind, child: Child, needs: Needs, on: date) -> date | None:
    """Return the planned day of leaving: after the weeks expected; for a lasting plan when the care ends by age."""
    if needs.expected_weeks:
        return on + timedelta(weeks=needs.expected_weeks)
    lasting = needs.plan in {Plan.LONG_TERM, Plan.INDEPENDENCE}
    if lasting or kind in {RequestKind.PERMANENT, RequestKind.STAYING_PUT}:
        return leaves_on(kind, child.born_on, on)
    return None


def start_day(held: Held, today: date) -> date:
    """Return the day from which the costs are counted: the start that is on record, else the day it is needed from."""
    begun = [one.starts_on for one in held.standing.placements]
    return min(begun) if begun else max(today, local_day(held.request.needed_at))
