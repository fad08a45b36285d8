"""Cases and candidates for the tests of matching: one that suits, to be changed in one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from art_desktop.domain.ids import ChildId, FamilyId, HomeId, HouseholdId, Pence, ProviderId
from art_desktop.domain.matching.facts import (
    Case,
    HomeFacts,
    HouseholdFacts,
    ProviderFacts,
    ResidentFacts,
    Subject,
    TermsFacts,
)
from art_desktop.domain.matching.policy import MatchingPolicy, policy_from_csv
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.places import GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    CarersWanted,
    CulturalNeed,
    Grade,
    Level,
    NeedCode,
    Plan,
    ProviderKind,
    RequestKind,
    Sex,
    SexApproved,
    Suitability,
    Together,
    Urgency,
)

SEED = Path(__file__).resolve().parents[3] / "db" / "seed" / "matching_policy.csv"
NEEDED_ON = date(2026, 11, 27)
HOME_AT = GridReference(519_000, 298_000)
MILE = 1609.3

CALM = {code: NeedAnswer(Level.NONE) for code in NeedCode}


def policy(**changes: str) -> MatchingPolicy:
    """Return the shipped policy, with weights changed."""
    shipped = policy_from_csv(SEED.read_text(encoding="utf-8"), NEEDED_ON)
    return replace(
        shipped, weights={**shipped.weights, **{k: Decimal(v) for k, v in changes.items()}}
    )


def miles_east(miles: float) -> GridReference:
    """Return the point so many miles east of home."""
    return GridReference(round(HOME_AT.easting + miles * MILE), HOME_AT.northing)


def needs(levels: dict[NeedCode, Level | None] | None = None, **changes: Any) -> Needs:
    """Return needs with every question answered and nothing particular asked."""
    answered = {
        "sex": Sex.MALE,
        "ethnicity": "WBRI",
        "religion": "none",
        "first_language": "English",
        "arrived_alone": False,
        "plan": Plan.SHORT_TERM,
        "expected_weeks": 26,
        "keep_school": True,
        "no_other_children": False,
        "no_younger_children": False,
        "carers_wanted": CarersWanted.ANY,
        "two_carers": False,
        "someone_home": False,
        "no_pets": False,
        "own_bedroom": False,
        "ground_floor": False,
        "non_smoking": False,
        "likes": "",
        "no_older_children": False,
        "other_children_wanted": False,
        "pets_wanted": False,
        "communication": (),
        "cultural_needs": CulturalNeed.NOT_REQUIRED,
        "home_adaptation": False,
        "preferred_area": "",
        "foster_suits": Suitability.SUITABLE,
        "residential_suits": Suitability.SUITABLE,
        "supported_suits": Suitability.SUITABLE,
        "deprivation_of_liberty": False,
    }
    said = {code: NeedAnswer(level) for code, level in (levels or {}).items()}
    return Needs(**{**answered, "levels": {**CALM, **said}, **changes})


def subject(number: int = 1, years: float | None = 9, **changes: Any) -> Subject:
    """Return a child, a boy of nine unless said otherwise."""
    plain = {
        "child_id": ChildId(number),
        "age_months": None if years is None else round(years * 12),
        "needs": needs(),
        "family_id": FamilyId(1),
        "home_at": HOME_AT,
        "school_at": HOME_AT,
        "family_time_at": (HOME_AT,),
        "avoid": (),
    }
    return Subject(**{**plain, **changes})


def case(*subjects: Subject, **changes: Any) -> Case:
    """Return a planned change of placement for the children, or for one boy of nine."""
    plain = {
        "kind": RequestKind.CHANGE,
        "urgency": Urgency.PLANNED,
        "needed_on": NEEDED_ON,
        "as_of": date(2026, 11, 24),
        "subjects": subjects or (subject(),),
        "together": Together.TOGETHER,
        "council_code": "E06000031",
    }
    return Case(**{**plain, **changes})


def terms(kind: ApprovalKind = ApprovalKind.SHORT_TERM, places: int = 2, **more: Any) -> TermsFacts:
    """Return one term of approval."""
    return TermsFacts(kind=kind, places=places, **more)


def fostered(number: int, years: float | None, **levels: Level | None) -> ResidentFacts:
    """Return a child placed there, of another family, with every level known unless said otherwise."""
    known: dict[NeedCode, Level | None] = dict.fromkeys(NeedCode, Level.NONE)
    known.update({NeedCode(code): level for code, level in levels.items()})
    return ResidentFacts(
        is_fostered=True,
        age_months=None if years is None else round(years * 12),
        sex=Sex.FEMALE,
        child_id=ChildId(number),
        family_id=FamilyId(number),
        levels=known,
    )


def own_child(years: float | None) -> ResidentFacts:
    """Return a child of the carers."""
    return ResidentFacts(is_fostered=False, age_months=None if years is None else round(years * 12))


def household(number: int = 1, **changes: Any) -> HouseholdFacts:
    """Return a household that suits the plain case in every way, with everything known."""
    plain: dict[str, Any] = {
        "household_id": HouseholdId(number),
        "reference": f"H-{number:05d}",
        "name": f"Household {number}",
        "review_due_on": date(2027, 6, 1),
        "checks_due_on": date(2028, 6, 1),
        "postcode": "PE1 1AA",
        "at": HOME_AT,
        "in_area": True,
        "terms": (terms(),),
        "free_bedrooms": 2,
        "carer_sexes": (Sex.FEMALE, Sex.MALE),
        "someone_home": True,
        "pets": False,
        "smokers": False,
        "ground_floor_bedroom": True,
        "step_free": True,
        "adapted_bathroom": True,
        "languages": ("English",),
        "faiths": (),
        "ethnicities": ("WBRI",),
        "skills": {},
        "experienced_ages": tuple(range(18)),
        "expects_up_to_weeks": 520,
        "planned_endings": 5,
        "unplanned_endings": 0,
        "interests": "",
        "weekly_price_pence": Pence(26_500),
    }
    return HouseholdFacts(**{**plain, **changes})


def provider(number: int = 1, **changes: Any) -> ProviderFacts:
    """Return a provider in good standing."""
    plain = {
        "provider_id": ProviderId(number),
        "name": f"Provider {number}",
        "kind": ProviderKind.CHILDRENS_HOME,
        "registered": True,
        "grade": Grade.GOOD,
        "on_framework": True,
    }
    return ProviderFacts(**{**plain, **changes})


def home(number: int = 1, **changes: Any) -> HomeFacts:
    """Return a children's home that takes the plain case."""
    plain = {
        "provider": provider(number),
        "reference": f"P-{number:05d}",
        "name": f"Home {number}",
        "home_id": HomeId(number),
        "registered": True,
        "grade": Grade.GOOD,
        "places": 4,
        "free_places": 1,
        "age_from": 8,
        "age_to": 17,
        "sex": SexApproved.ANY,
        "postcode": "PE2 1AA",
        "at": HOME_AT,
        "in_area": True,
        "purposes": dict.fromkeys(NeedCode, Level.COMPLEX),
        "waking_night": True,
        "step_free": True,
    }
    return HomeFacts(**{**plain, **changes})


def agency(number: int = 1, **changes: Any) -> HomeFacts:
    """Return a fostering agency as one candidate."""
    plain = {
        "provider": provider(number, kind=ProviderKind.IFA),
        "reference": f"A-{number:05d}",
        "name": f"Agency {number}",
        "kind": ProviderKind.IFA,
    }
    return HomeFacts(**{**plain, **changes})
