"""Households made to be worth comparing for the brothers' request: some good in different ways, some nearly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from art_desktop.demo.households import add_own, add_terms
from art_desktop.demo.open_requests import home_spot, near
from art_desktop.demo.record import Record, years_before
from art_desktop.demo.stories_brothers import BROTHERS
from art_desktop.domain.households import Household, HouseholdSkill
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    PaymentLevel,
    Skill,
    SkillLevel,
)


@dataclass(frozen=True)
class _Candidate:
    level: PaymentLevel
    miles: tuple[float, float]
    ages: tuple[int, int]
    places: int
    someone_home: bool | None
    smokers: bool | None
    car: bool
    skills: tuple[tuple[Skill, SkillLevel], ...]
    kept: tuple[int, int]
    interests: str
    about: str


_CANDIDATES: Final = (
    _Candidate(
        PaymentLevel.LEVEL_3,
        (0.4, 1.6),
        (4, 12),
        2,
        True,
        False,
        True,
        (
            (Skill.ATTACHMENT, SkillLevel.EXPERIENCED),
            (Skill.EDUCATION, SkillLevel.TRAINED),
            (Skill.THERAPEUTIC, SkillLevel.TRAINED),
        ),
        (9, 1),
        "Football (both coach the under-tens), maps and walking, quizzes",
        "A semi with a big back room and a goal chalked on the garage wall. They have mostly looked after brothers, and their last two"
        " went home in the summer. One of them is always there at a quarter past three.",
    ),
    _Candidate(
        PaymentLevel.LEVEL_2,
        (2.0, 3.5),
        (3, 11),
        2,
        None,
        False,
        True,
        ((Skill.EDUCATION, SkillLevel.EXPERIENCED), (Skill.ATTACHMENT, SkillLevel.TRAINED)),
        (4, 0),
        "Gardening, insects and ponds, baking",
        "A bungalow with a wild garden and a pond under wire. A retired teaching assistant who is patient with slow talkers. Hours at the"
        " garden centre change from week to week.",
    ),
    _Candidate(
        PaymentLevel.LEVEL_3,
        (5.0, 8.0),
        (0, 17),
        3,
        True,
        False,
        True,
        (
            (Skill.THERAPEUTIC, SkillLevel.SPECIALIST),
            (Skill.ATTACHMENT, SkillLevel.SPECIALIST),
            (Skill.MENTAL_HEALTH, SkillLevel.EXPERIENCED),
            (Skill.BABIES, SkillLevel.TRAINED),
        ),
        (16, 2),
        "Horses, tractors old and new, camping",
        "A farm cottage at the end of a track. Eighteen children in fourteen years and still in touch with most. Very good with grief. The"
        " school run would be twenty-five minutes each way.",
    ),
    _Candidate(
        PaymentLevel.LEVEL_1,
        (0.5, 2.0),
        (5, 11),
        2,
        False,
        False,
        True,
        ((Skill.ATTACHMENT, SkillLevel.TRAINED),),
        (1, 0),
        "Park runs, board games, Lego",
        "Approved last year and keen. Both work full days until half past five and use the after-school club.",
    ),
    _Candidate(
        PaymentLevel.AGENCY,
        (3.0, 5.0),
        (5, 15),
        2,
        True,
        None,
        True,
        ((Skill.DE_ESCALATION, SkillLevel.EXPERIENCED), (Skill.EDUCATION, SkillLevel.TRAINED)),
        (7, 1),
        "Carp fishing, speedway, cooking for a crowd",
        "Came over from an agency two years ago. Warm, noisy, used to boys. Nobody has asked whether they smoke since the last review.",
    ),
)


def make_candidates(record: Record) -> set[int]:
    """Turn five of the service's households into the candidates; return their ids, to be kept free for now."""
    home = home_spot(record, BROTHERS.outcode)
    taken: set[int] = set()
    for made in _CANDIDATES:
        household = _of_level(record, made.level, taken)
        taken.add(household.id or 0)
        _shape(record, household, made)
        spot = near(record, home, *made.miles)
        household.address = f"{household.address.partition(', ')[0]}, {spot.town}"
        household.postcode, household.area_code = spot.postcode, spot.area_code
        household.easting, household.northing = spot.easting, spot.northing
    return taken


def _of_level(record: Record, level: PaymentLevel, taken: set[int]) -> Household:
    """Return a household at a payment level to be made into a candidate, best a couple without children of their own."""
    at_level = [
        h
        for h in record.households
        if h.payment_level is level and h.status is HouseholdStatus.ACTIVE and h.id not in taken
    ]
    if not at_level:
        return add_own(record, level)
    return min(at_level, key=lambda h: (len(h.carers) != 2, len(h.terms) > 2, len(h.members)))


def _shape(record: Record, household: Household, made: _Candidate) -> None:
    """Give a household a candidate's approval, skills and words."""
    sustained, disrupted = made.kept
    oldest = max(1, sustained)
    household.approved_on = years_before(record.today, min(14, oldest), 77)
    household.terms.clear()
    household.members.clear()
    household.holds.clear()
    household.long_term_willing = True
    for kind in (ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM):
        add_terms(household, kind, made.places, made.ages)
    household.skills = [
        HouseholdSkill(
            household_id=household.id,
            skill=skill,
            level=level,
            achieved_on=record.days_ago(record.rng.randrange(60, 900)),
        )
        for skill, level in made.skills
    ]
    household.review_due_on = record.today + timedelta(days=record.rng.randrange(40, 300))
    household.checks_due_on = record.today + timedelta(days=record.rng.randrange(200, 900))
    household.spare_bedrooms = made.places
    household.someone_home, household.smokers = made.someone_home, made.smokers
    household.has_car = made.car
    household.interests, household.about = made.interests, made.about
    household.sustained_placements, household.disrupted_placements = sustained, disrupted
