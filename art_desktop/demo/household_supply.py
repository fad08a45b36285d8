"""What households have said since they were approved: days on call, places kept for a child, agencies' free places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from art_desktop.demo.households import add_agency_household, add_skills, add_terms
from art_desktop.demo.provider_terms import is_let_on
from art_desktop.demo.record import Record
from art_desktop.domain.households import Availability, Hold, Household
from art_desktop.domain.ids import ChildId
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    HoldReason,
    HouseholdStatus,
    ProviderKind,
)

AGENCIES: Final = 3
OFFERED_EACH: Final = 2
KEPT_FOR_A_CHILD: Final = 3

_AVAILABILITY: Final = (
    (ApprovalKind.EMERGENCY, AvailabilityKind.DUTY, "567", "Ring the landline after ten."),
    (ApprovalKind.EMERGENCY, AvailabilityKind.EMERGENCY, "12345", ""),
    (ApprovalKind.SHORT_BREAK, AvailabilityKind.LINK, "67", "One weekend in two, agreed a month before."),
)  # fmt: skip
_OFFERS: Final = ((0, 10, 2), (5, 17, 2), (8, 17, 1), (0, 4, 1), (11, 17, 1), (3, 12, 3))


def complete_supply(record: Record, kept_free: Collection[int]) -> None:
    """Complete the households once everybody is placed; those of `kept_free` are left as they were made.

    Draws after all else, so that it moves nothing that was drawn before.
    """
    own = [
        household
        for household in record.households
        if household.status is HouseholdStatus.ACTIVE and household.id not in kept_free
    ]
    _days_on_call(record, own)
    _features(record, own)
    _keep_for_children(record, own)
    _agencies_offers(record)


def _days_on_call(record: Record, households: list[Household]) -> None:
    """Let those with the approval for it say when they can be called on; a few have said nothing."""
    rng = record.rng
    for household in households:
        kinds = {term.kind for term in household.terms}
        for approval, kind, weekdays, note in _AVAILABILITY:
            if approval not in kinds or rng.random() < 0.2:
                continue
            begins = record.days_ago(rng.randrange(5, 60))
            household.availability.append(
                Availability(
                    household_id=household.id,
                    kind=kind,
                    starts_on=begins,
                    ends_on=begins + timedelta(days=rng.choice((120, 180, 365))),
                    weekdays=weekdays,
                    places=1 if kind is AvailabilityKind.LINK else None,
                    note=note,
                )
            )


def _features(record: Record, households: list[Household]) -> None:
    """Say of each home whether its bathroom is adapted, and of some that other councils' children live there."""
    rng = record.rng
    for household in households:
        household.adapted_bathroom = rng.choice((True, False, False, False, None))
        if household.provider_id is not None:
            household.other_council_children = rng.choice((0, 0, 1, None))
        else:
            household.other_council_children = 1 if rng.random() < 0.02 else 0
            household.council_only = not household.other_council_children


def _keep_for_children(record: Record, households: list[Household]) -> None:
    """Keep a place in some households for a child who is still in a children's home."""
    rng = record.rng
    living = [one for one in record.placements if one.ended_on is None]
    here = Counter(one.household_id for one in living)
    stepping_down = [ChildId(one.child_id) for one in living if one.home_id is not None]
    room = [
        household
        for household in households
        if household.provider_id is None
        and not household.connected
        and not household.holds
        and household.terms
        and household.terms[0].places > here[household.id]
        and household.terms[0].age_to >= 15
    ]
    count = min(len(room), len(stepping_down), max(1, round(KEPT_FOR_A_CHILD * record.factor)))
    children = rng.sample(stepping_down, count)
    for household, child_id in zip(rng.sample(room, count), children, strict=True):
        household.holds.append(
            Hold(
                household_id=household.id,
                reason=HoldReason.RETAINER,
                note="Held while they get to know each other: tea on Tuesdays, Saturdays together.",
                starts_on=record.days_ago(rng.randrange(5, 25)),
                ends_on=record.today + timedelta(days=rng.randrange(12, 50)),
                places=1,
                child_id=child_id,
            )
        )


def _agencies_offers(record: Record) -> None:
    """Let some agencies name households of theirs that have a place."""
    rng = record.rng
    agencies = [
        one for one in record.providers if one.kind is ProviderKind.IFA and is_let_on(record, one)
    ]
    since = _since(record.today)
    for agency in agencies[: max(1, round(AGENCIES * min(record.factor, 1)))]:
        for low, high, places in rng.sample(_OFFERS, OFFERED_EACH):
            household = add_agency_household(record, agency, rng.choice(record.ground.near), since)
            for kind in (ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM):
                add_terms(household, kind, places, (low, high))
            household.spare_bedrooms = places
            household.long_term_willing = True
            household.other_council_children = rng.choice((0, 0, 1))
            add_skills(rng, household, rng.randint(2, 5), record.today)


def _since(today: date) -> date:
    """Return the day by which an agency's household was approved."""
    return today - timedelta(days=120)
