"""Hypothesis strategies: any case, any candidates, with anything unknown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from art_desktop.domain.ids import ChildId, FamilyId, HomeId, HouseholdId, Pence, ProviderId
from art_desktop.domain.matching.facts import (
    AvoidZone,
    Candidate,
    Case,
    HoldFacts,
    HomeFacts,
    HouseholdFacts,
    ProviderFacts,
    ResidentFacts,
    Subject,
    TermsFacts,
)
from art_desktop.domain.matching.pool import SETTINGS
from art_desktop.domain.needs import FamilyTime, NeedAnswer, Needs
from art_desktop.domain.places import GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    CarersWanted,
    Communication,
    CulturalNeed,
    Grade,
    HoldReason,
    HouseholdStatus,
    Level,
    NeedCode,
    Plan,
    RequestKind,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
    Suitability,
    Tier,
    Together,
    Urgency,
)
from tests.domain.matching.making import NEEDED_ON

assert settings.default is not None
FEW = settings(max_examples=settings.default.max_examples // 4)
"""A whole pool is a large example: a quarter as many of them as of small ones."""


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


YES_NO = maybe(st.booleans())
AGES = maybe(st.integers(0, 215))
PLACES = maybe(
    st.builds(
        GridReference,
        st.integers(490_000, 550_000),
        st.integers(270_000, 330_000),
        st.sampled_from(("GB", "GB", "GB", "IE")),
    )
)
DAYS = st.integers(-400, 400).map(lambda days: NEEDED_ON + timedelta(days=days))
WORDS = maybe(st.lists(st.sampled_from(("English", "Polish", "Urdu")), max_size=2).map(tuple))
LEVELS = st.dictionaries(st.sampled_from(NeedCode), maybe(st.sampled_from(Level)), max_size=5)
OUTCODES = st.sampled_from(("PE1", "PE2", "PE11"))
AREAS = st.sampled_from(("", "E06000031", "E10000003", "E07000099"))
CALLS = st.lists(st.sampled_from(AvailabilityKind), max_size=2, unique=True).map(tuple)
PENCE = maybe(st.integers(10_000, 500_000).map(Pence))

NEEDS = st.builds(
    Needs,
    sex=maybe(st.sampled_from(Sex)),
    ethnicity=maybe(st.sampled_from(("WBRI", "APKN", "REFU"))),
    religion=maybe(st.sampled_from(("none", "Muslim", "Christian"))),
    first_language=maybe(st.sampled_from(("English", "Polish", "Urdu"))),
    arrived_alone=YES_NO,
    plan=maybe(st.sampled_from(Plan)),
    expected_weeks=maybe(st.integers(1, 500)),
    keep_school=YES_NO,
    family_time=maybe(st.just((FamilyTime(who="mother"),))),
    levels=LEVELS.map(lambda found: {code: NeedAnswer(level) for code, level in found.items()}),
    no_other_children=YES_NO,
    no_younger_children=YES_NO,
    carers_wanted=maybe(st.sampled_from(CarersWanted)),
    two_carers=YES_NO,
    someone_home=YES_NO,
    no_pets=YES_NO,
    own_bedroom=YES_NO,
    ground_floor=YES_NO,
    non_smoking=YES_NO,
    likes=maybe(st.sampled_from(("football and horses", "chess", ""))),
    no_older_children=YES_NO,
    other_children_wanted=YES_NO,
    pets_wanted=YES_NO,
    communication=maybe(st.lists(st.sampled_from(Communication), max_size=2).map(tuple)),
    cultural_needs=maybe(st.sampled_from(CulturalNeed)),
    home_adaptation=YES_NO,
    preferred_area=maybe(st.sampled_from(("PE1 or PE2", "near the river", ""))),
    foster_suits=maybe(st.sampled_from(Suitability)),
    residential_suits=maybe(st.sampled_from(Suitability)),
    supported_suits=maybe(st.sampled_from(Suitability)),
    deprivation_of_liberty=YES_NO,
)

ZONES = st.builds(
    AvoidZone,
    reason=st.just("risk"),
    outcode=maybe(OUTCODES),
    centre=PLACES,
    miles=maybe(st.floats(0, 30, allow_nan=False).map(lambda miles: round(miles, 1))),
    person=st.booleans(),
)


def subjects(number: int) -> st.SearchStrategy[Subject]:
    return st.builds(
        Subject,
        child_id=st.just(ChildId(number)),
        age_months=AGES,
        needs=NEEDS,
        family_id=maybe(st.just(FamilyId(1))),
        home_at=PLACES,
        school_at=PLACES,
        family_time_at=maybe(st.lists(PLACES, max_size=2).map(tuple)),
        avoid=maybe(st.lists(ZONES, max_size=2).map(tuple)),
        school_year=maybe(st.integers(0, 13)),
    )


CASES = st.integers(1, 3).flatmap(
    lambda count: st.builds(
        Case,
        kind=st.sampled_from(RequestKind),
        urgency=st.sampled_from(Urgency),
        needed_on=st.just(NEEDED_ON),
        as_of=st.just(date(2026, 11, 24)),
        subjects=st.tuples(*(subjects(n) for n in range(1, count + 1))),
        together=maybe(st.sampled_from(Together)),
        council_code=st.sampled_from(("", "E06000031", "E10000003")),
        searching_council=st.sampled_from(("", "E06000031")),
        adjoining=maybe(st.just(("E10000003",))),
    )
)

RESIDENTS = st.builds(
    ResidentFacts,
    is_fostered=st.booleans(),
    age_months=AGES,
    sex=maybe(st.sampled_from(Sex)),
    child_id=maybe(st.integers(1, 9).map(ChildId)),
    family_id=maybe(st.integers(1, 3).map(FamilyId)),
    levels=LEVELS,
    leaves_on=maybe(DAYS),
    no_other_children=YES_NO,
    no_younger_children=YES_NO,
    no_older_children=YES_NO,
)

TERMS = st.builds(
    TermsFacts,
    kind=st.sampled_from(ApprovalKind),
    places=st.integers(0, 4),
    age_from=st.integers(0, 10),
    age_to=st.integers(3, 17),
    sex=st.sampled_from(SexApproved),
    named_child_id=st.one_of(st.none(), st.none(), st.integers(1, 4).map(ChildId)),
)

PROVIDERS = st.builds(
    ProviderFacts,
    provider_id=st.integers(1, 5).map(ProviderId),
    name=st.just("Provider"),
    kind=st.sampled_from(SETTINGS),
    registered=YES_NO,
    grade=maybe(st.sampled_from(Grade)),
    on_framework=st.booleans(),
    spot_purchase_agreed=st.booleans(),
    suspended=st.booleans(),
)


def households(number: int) -> st.SearchStrategy[HouseholdFacts]:
    return st.builds(
        HouseholdFacts,
        household_id=st.just(HouseholdId(number)),
        reference=st.just(f"H-{number % 3:03d}"),
        name=st.just(f"Household {number}"),
        tier=st.sampled_from((Tier.CONNECTED, Tier.IN_HOUSE, Tier.IFA)),
        provider=maybe(PROVIDERS),
        status=st.sampled_from(HouseholdStatus),
        holds=st.lists(
            st.builds(
                HoldFacts,
                reason=st.sampled_from(HoldReason),
                places=maybe(st.integers(1, 2)),
                for_child_id=maybe(st.integers(1, 3).map(ChildId)),
            ),
            max_size=2,
        ).map(tuple),
        review_due_on=maybe(DAYS),
        checks_due_on=maybe(DAYS),
        council_only=st.booleans(),
        kept_for=st.sampled_from(("", "E06000031", "E10000003")),
        outside_agreed=st.booleans(),
        postcode=st.sampled_from(("", "PE1 1AA", "PE11 2BB")),
        at=PLACES,
        in_area=YES_NO,
        terms=st.lists(TERMS, max_size=3).map(tuple),
        exempt_places=maybe(st.integers(3, 6)),
        residents=st.lists(RESIDENTS, max_size=3).map(tuple),
        free_bedrooms=maybe(st.integers(0, 3)),
        carer_sexes=st.lists(maybe(st.sampled_from(Sex)), max_size=2).map(tuple),
        someone_home=YES_NO,
        pets=YES_NO,
        smokers=YES_NO,
        ground_floor_bedroom=YES_NO,
        step_free=YES_NO,
        languages=WORDS,
        faiths=maybe(st.just(("Muslim",))),
        ethnicities=maybe(st.sampled_from((("WBRI",), ("APKN", "WBRI"), ()))),
        skills=maybe(
            st.dictionaries(st.sampled_from(Skill), st.sampled_from(SkillLevel), max_size=4)
        ),
        experienced_ages=maybe(st.lists(st.integers(0, 17), max_size=4).map(tuple)),
        expects_up_to_weeks=maybe(st.integers(1, 520)),
        planned_endings=maybe(st.integers(0, 9)),
        unplanned_endings=maybe(st.integers(0, 9)),
        interests=maybe(st.sampled_from(("Football, chess", "gardening"))),
        weekly_price_pence=PENCE,
        exempt_for=st.dictionaries(st.integers(1, 3).map(ChildId), st.integers(3, 6), max_size=2),
        on_call_for=maybe(CALLS),
        days_named_for=CALLS,
        adapted_bathroom=YES_NO,
        other_council_children=maybe(st.integers(0, 2)),
        area_code=AREAS,
    )


def homes(number: int) -> st.SearchStrategy[HomeFacts]:
    return st.builds(
        HomeFacts,
        provider=PROVIDERS,
        reference=st.just(f"P-{number % 3:03d}"),
        name=st.just(f"Home {number}"),
        home_id=st.just(HomeId(number)),
        kind=st.sampled_from(SETTINGS),
        registered=YES_NO,
        grade=maybe(st.sampled_from(Grade)),
        places=maybe(st.integers(0, 6)),
        free_places=maybe(st.integers(0, 3)),
        age_from=maybe(st.integers(0, 10)),
        age_to=maybe(st.integers(8, 17)),
        sex=maybe(st.sampled_from(SexApproved)),
        postcode=st.sampled_from(("", "PE2 1AA")),
        at=PLACES,
        in_area=YES_NO,
        weekly_price_pence=PENCE,
        purposes=maybe(
            st.dictionaries(st.sampled_from(NeedCode), st.sampled_from(Level), max_size=6)
        ),
        staff_by_night=maybe(st.integers(0, 3)),
        waking_night=YES_NO,
        step_free=YES_NO,
        area_code=AREAS,
    )


CANDIDATES: st.SearchStrategy[list[Candidate]] = st.integers(0, 7).flatmap(
    lambda count: st.tuples(*(households(n) | homes(n) for n in range(1, count + 1))).map(list)
)
