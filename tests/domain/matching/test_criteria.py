"""Each criterion alone: one case, one candidate, one verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from art_desktop.domain.ids import ChildId, FamilyId
from art_desktop.domain.matching.criteria.registry import BY_CODE, CRITERIA, rules_table
from art_desktop.domain.matching.facts import (
    AvoidZone,
    Candidate,
    Case,
    HoldFacts,
    ResidentFacts,
)
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import BY_CODE as VERDICTS
from art_desktop.domain.permissions import GRANTED, Permission, Role
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
    ProviderKind,
    RequestKind,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
    Suitability,
    Tier,
    Together,
    Urgency,
    Verdict,
)
from tests.domain.matching.making import (
    HOME_AT,
    NEEDED_ON,
    agency,
    case,
    fostered,
    home,
    household,
    miles_east,
    needs,
    own_child,
    policy,
    provider,
    subject,
    terms,
)

MET, SUPPORT, NOT_MET = Verdict.MET, Verdict.SUPPORT, Verdict.NOT_MET
UNKNOWN, NA = Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


@dataclass(frozen=True)
class Row:
    """One line of the table: what is judged, and the verdict that is right."""

    code: str
    right: Verdict
    who: Candidate = field(default_factory=household)
    what: Case = field(default_factory=case)
    words: str = ""


def asking(**answers: Any) -> Case:
    return case(subject(needs=needs(**answers)))


def needing(need: NeedCode, level: Level | None) -> Case:
    return case(subject(needs=needs({need: level})))


def brothers(*years: float, **changes: Any) -> Case:
    return case(*(subject(n, y) for n, y in enumerate(years, start=1)), **changes)


OTHER_COUNCIL = {"council_code": "E10000003", "searching_council": "E06000031"}
SIBLING = replace(fostered(50, 6), family_id=FamilyId(1))
RETAINED = HoldFacts(reason=HoldReason.RETAINER, places=1)
OUTSIDE = provider(registered=None, grade=None, on_framework=False)
IFA_HOUSEHOLD = household(tier=Tier.IFA, provider=provider(kind=ProviderKind.IFA))
AVOIDED = case(subject(avoid=(AvoidZone(reason="risk", outcode="PE1"),)))
RING = case(subject(avoid=(AvoidZone(reason="risk", centre=HOME_AT, miles=3),)))
UNKNOWN_AGE = case(subject(years=None))

STANDING = [
    Row("active", MET),
    Row("active", NOT_MET, household(status=HouseholdStatus.ENDED)),
    Row("active", NOT_MET, household(status=HouseholdStatus.ASSESSMENT)),
    Row("active", NA, home()),
    Row("no_allegation", MET),
    Row("no_allegation", NOT_MET, household(holds=(HoldFacts(reason=HoldReason.ALLEGATION),))),
    Row("no_allegation", UNKNOWN, agency()),
    Row("no_allegation", NA, home()),
    Row("not_on_hold", MET),
    Row("not_on_hold", NOT_MET, household(holds=(HoldFacts(reason=HoldReason.BREAK),))),
    Row("not_on_hold", MET, household(holds=(HoldFacts(reason=HoldReason.ALLEGATION),))),
    Row("not_on_hold", MET, household(holds=(RETAINED,)), words="some places held, not all"),
    Row(
        "not_on_hold",
        MET,
        household(holds=(HoldFacts(reason=HoldReason.RETAINER, for_child_id=ChildId(1)),)),
        words="held for this very child",
    ),
    Row("not_on_hold", UNKNOWN, agency()),
    Row("review_in_date", MET),
    Row("review_in_date", MET, household(review_due_on=date(2026, 10, 30)), words="28 days"),
    Row("review_in_date", NOT_MET, household(review_due_on=date(2026, 10, 29)), words="29 days"),
    Row("review_in_date", UNKNOWN, household(review_due_on=None)),
    Row("review_in_date", NA, home()),
    Row("checks_in_date", MET, household(checks_due_on=NEEDED_ON)),
    Row("checks_in_date", NOT_MET, household(checks_due_on=date(2026, 11, 26))),
    Row("checks_in_date", UNKNOWN, household(checks_due_on=None)),
    Row("kept_for_council", MET),
    Row("kept_for_council", NA, household(council_only=False)),
    Row("kept_for_council", NOT_MET, what=case(**OTHER_COUNCIL)),
    Row("kept_for_council", NA, household(outside_agreed=True), case(**OTHER_COUNCIL)),
    Row("kept_for_council", MET, household(kept_for="E10000003"), case(**OTHER_COUNCIL)),
    Row("kept_for_council", NOT_MET, household(kept_for="E10000003")),
    Row("kept_for_council", NA, home()),
]

APPROVAL = [
    Row("approved_kind", MET),
    Row("approved_kind", NOT_MET, household(terms=())),
    Row("approved_kind", NOT_MET, what=asking(plan=Plan.LONG_TERM)),
    Row(
        "approved_kind",
        UNKNOWN,
        household(terms=(terms(ApprovalKind.LONG_TERM),)),
        asking(plan=None),
    ),
    Row("approved_kind", NOT_MET, household(terms=(terms(ApprovalKind.LONG_TERM),))),
    Row("approved_kind", NOT_MET, household(terms=(terms(ApprovalKind.EMERGENCY),))),
    Row(
        "approved_kind",
        MET,
        household(terms=(terms(ApprovalKind.EMERGENCY),)),
        case(urgency=Urgency.URGENT),
    ),
    Row("approved_kind", NOT_MET, what=case(kind=RequestKind.PARENT_CHILD)),
    Row(
        "approved_kind",
        MET,
        household(terms=(terms(ApprovalKind.CONNECTED, 1, named_child_id=ChildId(1)),)),
        words="a connected person, for this child",
    ),
    Row(
        "approved_kind",
        NOT_MET,
        household(terms=(terms(named_child_id=ChildId(2)),)),
        words="for another child by name",
    ),
    Row("approved_kind", MET, home()),
    Row("approved_kind", NOT_MET, home(kind=ProviderKind.SECURE)),
    Row("approved_kind", MET, home(kind=ProviderKind.SECURE), case(kind=RequestKind.SECURE)),
    Row("approved_age", MET, household(terms=(terms(age_from=9, age_to=9),))),
    Row("approved_age", NOT_MET, household(terms=(terms(age_to=8),))),
    Row("approved_age", MET, household(terms=(terms(age_to=8),)), case(subject(years=8.95))),
    Row("approved_age", UNKNOWN, household(terms=(terms(age_to=8),)), UNKNOWN_AGE),
    Row("approved_age", MET, what=UNKNOWN_AGE, words="approved for every age"),
    Row("approved_age", NOT_MET, household(terms=(terms(age_to=9),)), brothers(9, 12)),
    Row(
        "approved_age",
        NOT_MET,
        household(terms=(terms(age_to=4), terms(ApprovalKind.LONG_TERM))),
        words="the age must be covered by the term of the right kind",
    ),
    Row("approved_age", MET, home()),
    Row("approved_age", NOT_MET, home(age_from=12)),
    Row("approved_age", UNKNOWN, home(age_from=None)),
    Row("approved_age", UNKNOWN, agency()),
    Row("approved_sex", MET),
    Row("approved_sex", MET, household(terms=(terms(sex=SexApproved.MALE),))),
    Row("approved_sex", NOT_MET, household(terms=(terms(sex=SexApproved.FEMALE),))),
    Row(
        "approved_sex",
        NOT_MET,
        household(terms=(terms(sex=SexApproved.FEMALE), terms(sex=SexApproved.MALE, age_to=4))),
        words="boys only up to four",
    ),
    Row("approved_sex", UNKNOWN, household(terms=(terms(sex=SexApproved.MALE),)), asking(sex=None)),
    Row("approved_sex", MET, what=asking(sex=None)),
    Row("approved_sex", NOT_MET, home(sex=SexApproved.FEMALE)),
    Row("approved_sex", UNKNOWN, home(sex=None)),
    Row("free_places", MET),
    Row("free_places", NOT_MET, household(residents=(fostered(5, 8), fostered(6, 8)))),
    Row("free_places", MET, household(residents=(fostered(5, 8), own_child(3)))),
    Row(
        "free_places",
        MET,
        household(residents=(fostered(5, 8), replace(fostered(6, 8), leaves_on=NEEDED_ON))),
        words="one leaves that day",
    ),
    Row(
        "free_places",
        MET,
        household(terms=(terms(places=1),), residents=(fostered(1, 9),)),
        words="the child lives there already",
    ),
    Row(
        "free_places",
        MET,
        household(
            terms=(terms(places=1), terms(ApprovalKind.CONNECTED, 1, named_child_id=ChildId(7))),
            residents=(fostered(7, 8),),
        ),
        words="the other child has a term of their own",
    ),
    Row("free_places", NOT_MET, household(terms=(terms(places=1),), holds=(RETAINED,))),
    Row("free_places", MET, what=brothers(9, 6)),
    Row("free_places", NOT_MET, what=brothers(9, 6, 3)),
    Row("free_places", MET, what=brothers(9, 6, 3, together=Together.TOGETHER_IF_POSSIBLE)),
    Row(
        "free_places",
        NOT_MET,
        household(terms=(terms(places=1, age_to=5), terms(places=1, age_from=6))),
        brothers(9, 12),
        words="two places, but one for the age",
    ),
    Row(
        "free_places",
        MET,
        household(terms=(terms(places=1, age_to=5), terms(places=1, age_from=6))),
        brothers(4, 12),
    ),
    Row("free_places", MET, home()),
    Row("free_places", NOT_MET, home(free_places=0)),
    Row("free_places", UNKNOWN, home(free_places=None)),
    Row("free_places", UNKNOWN, agency()),
    Row("usual_limit", MET),
    Row("usual_limit", NOT_MET, household(residents=tuple(fostered(n, 8) for n in (5, 6, 7)))),
    Row(
        "usual_limit",
        MET,
        household(residents=tuple(fostered(n, 8) for n in (5, 6, 7)), exempt_places=4),
    ),
    Row("usual_limit", MET, household(residents=(SIBLING, SIBLING, SIBLING)), words="siblings"),
    Row("usual_limit", MET, what=brothers(9, 8, 7, 6)),
    Row("usual_limit", NOT_MET, household(residents=(fostered(5, 8),)), brothers(9, 8, 7)),
    Row("usual_limit", NA, what=case(kind=RequestKind.LODGINGS)),
    Row("usual_limit", NA, home()),
    Row("usual_limit", UNKNOWN, agency()),
    Row("supported_age", NA),
    Row("supported_age", NOT_MET, home(kind=ProviderKind.SUPPORTED)),
    Row("supported_age", MET, home(kind=ProviderKind.SUPPORTED), case(subject(years=16))),
    Row("supported_age", UNKNOWN, home(kind=ProviderKind.SUPPORTED), UNKNOWN_AGE),
]

PROVIDER = [
    Row("registered", NA),
    Row("registered", MET, home()),
    Row("registered", NOT_MET, home(registered=False)),
    Row("registered", UNKNOWN, home(registered=None)),
    Row("registered", MET, IFA_HOUSEHOLD),
    Row("registered", UNKNOWN, agency(provider=OUTSIDE)),
    Row("grade", NA),
    Row("grade", MET, home(grade=Grade.REQUIRES_IMPROVEMENT)),
    Row("grade", NOT_MET, home(grade=Grade.INADEQUATE)),
    Row("grade", UNKNOWN, home(grade=None)),
    Row("not_suspended", NA),
    Row("not_suspended", MET, home()),
    Row("not_suspended", NOT_MET, home(provider=provider(suspended=True))),
    Row("contracted", NA),
    Row("contracted", MET, home()),
    Row("contracted", NOT_MET, home(provider=OUTSIDE)),
    Row("contracted", MET, home(provider=replace(OUTSIDE, spot_purchase_agreed=True))),
]


def must_have(code: str, answer: str, fact: str, *, suits: bool) -> list[Row]:
    """Return the rows that are the same for every must-have that one fact answers."""
    right: dict[str, Any] = {fact: suits}
    wrong: dict[str, Any] = {fact: not suits}
    open_: dict[str, Any] = {fact: None}
    return [
        Row(code, MET, household(**right), asking(**{answer: True})),
        Row(code, NOT_MET, household(**wrong), asking(**{answer: True})),
        Row(code, UNKNOWN, household(**open_), asking(**{answer: True})),
        Row(code, NA, household(**wrong), asking(**{answer: False})),
        Row(code, MET, household(**right), asking(**{answer: None})),
        Row(code, UNKNOWN, household(**wrong), asking(**{answer: None})),
        Row(code, UNKNOWN, agency(), asking(**{answer: True})),
        Row(code, NA, home(), asking(**{answer: True})),
    ]


HOUSEHOLD = [
    *must_have("someone_home", "someone_home", "someone_home", suits=True),
    *must_have("no_pets", "no_pets", "pets", suits=False),
    *must_have("non_smoking", "non_smoking", "smokers", suits=False),
    *must_have("ground_floor", "ground_floor", "ground_floor_bedroom", suits=True),
    Row("two_carers", MET, what=asking(two_carers=True)),
    Row("two_carers", NOT_MET, household(carer_sexes=(Sex.MALE,)), asking(two_carers=True)),
    Row("two_carers", UNKNOWN, household(carer_sexes=()), asking(two_carers=True)),
    Row("two_carers", NA),
    Row("carers_sex", NA),
    Row("carers_sex", NOT_MET, what=asking(carers_wanted=CarersWanted.WOMEN_ONLY)),
    Row(
        "carers_sex",
        MET,
        household(carer_sexes=(Sex.FEMALE,)),
        asking(carers_wanted=CarersWanted.WOMEN_ONLY),
    ),
    Row(
        "carers_sex",
        UNKNOWN,
        household(carer_sexes=(Sex.MALE, None)),
        asking(carers_wanted=CarersWanted.MEN_ONLY),
    ),
    Row("carers_sex", UNKNOWN, what=asking(carers_wanted=None)),
    Row("no_other_children", NA, household(residents=(own_child(3),))),
    Row("no_other_children", MET, what=asking(no_other_children=True)),
    Row(
        "no_other_children",
        NOT_MET,
        household(residents=(own_child(3),)),
        asking(no_other_children=True),
    ),
    Row(
        "no_other_children",
        MET,
        household(residents=(SIBLING, own_child(19))),
        asking(no_other_children=True),
        words="a sibling and a grown-up do not count",
    ),
    Row("no_other_children", UNKNOWN, agency(), asking(no_other_children=True)),
    Row(
        "no_other_children",
        UNKNOWN,
        household(residents=(own_child(3),)),
        asking(no_other_children=None),
    ),
    Row("no_younger_children", NA, household(residents=(own_child(3),))),
    Row(
        "no_younger_children",
        NOT_MET,
        household(residents=(own_child(3),)),
        asking(no_younger_children=True),
    ),
    Row(
        "no_younger_children",
        MET,
        household(residents=(own_child(12),)),
        asking(no_younger_children=True),
    ),
    Row(
        "no_younger_children",
        UNKNOWN,
        household(residents=(own_child(12), own_child(None))),
        asking(no_younger_children=True),
    ),
    Row("own_bedroom", NA),
    Row("own_bedroom", MET, household(free_bedrooms=1), asking(own_bedroom=True)),
    Row("own_bedroom", NOT_MET, household(free_bedrooms=0), asking(own_bedroom=True)),
    Row("own_bedroom", UNKNOWN, household(free_bedrooms=None), asking(own_bedroom=True)),
    Row("own_bedroom", UNKNOWN, household(free_bedrooms=0), asking(own_bedroom=None)),
    Row("own_bedroom", MET, household(free_bedrooms=1), asking(own_bedroom=None)),
    Row("own_bedroom", MET, home(), asking(own_bedroom=True)),
    Row("own_bedroom", UNKNOWN, agency(), asking(own_bedroom=True)),
    Row("accessible", NA, household(step_free=False)),
    Row("accessible", MET, what=needing(NeedCode.SENSORY, Level.COMPLEX)),
    Row(
        "accessible",
        NOT_MET,
        household(step_free=False),
        needing(NeedCode.SENSORY, Level.COMPLEX),
    ),
    Row(
        "accessible",
        SUPPORT,
        household(step_free=False),
        needing(NeedCode.SENSORY, Level.SIGNIFICANT),
    ),
    Row(
        "accessible",
        UNKNOWN,
        household(ground_floor_bedroom=None),
        needing(NeedCode.SENSORY, Level.COMPLEX),
    ),
    Row("accessible", UNKNOWN, household(step_free=False), needing(NeedCode.SENSORY, None)),
]

PLACE = [
    Row("avoids_areas", NA),
    Row("avoids_areas", NOT_MET, what=AVOIDED),
    Row("avoids_areas", MET, household(postcode="PE11 2BB"), AVOIDED, words="not the same outcode"),
    Row("avoids_areas", UNKNOWN, household(postcode=""), AVOIDED),
    Row("avoids_areas", NOT_MET, household(at=miles_east(3)), RING),
    Row("avoids_areas", MET, household(at=miles_east(3.2)), RING),
    Row("avoids_areas", UNKNOWN, household(at=None), RING),
    Row("avoids_areas", UNKNOWN, what=case(subject(avoid=None))),
    Row(
        "avoids_areas",
        UNKNOWN,
        what=case(subject(avoid=(AvoidZone(reason="threats", person=True),))),
        words="a person cannot be judged from the data",
    ),
    Row("near_home", MET, household(at=miles_east(5))),
    Row("near_home", SUPPORT, household(at=miles_east(5.1))),
    Row("near_home", SUPPORT, household(at=miles_east(10))),
    Row("near_home", NOT_MET, household(at=miles_east(10.1))),
    Row("near_home", UNKNOWN, household(at=None)),
    Row("near_home", UNKNOWN, what=case(subject(home_at=None))),
    Row("near_home", UNKNOWN, agency(at=HOME_AT), words="an office is no home"),
    Row("near_home", NOT_MET, what=case(subject(), subject(2, home_at=miles_east(30)))),
    Row("within_20_miles", MET, household(at=miles_east(20))),
    Row("within_20_miles", NOT_MET, household(at=miles_east(20.1))),
    Row("within_20_miles", UNKNOWN, household(at=None)),
    Row("same_school", MET),
    Row("same_school", SUPPORT, household(at=miles_east(8))),
    Row("same_school", NOT_MET, household(at=miles_east(11))),
    Row("same_school", NA, what=asking(keep_school=False)),
    Row("same_school", NA, what=case(subject(years=2, school_at=None))),
    Row("same_school", UNKNOWN, what=case(subject(school_at=None))),
    Row("family_time", MET),
    Row("family_time", SUPPORT, household(at=miles_east(15))),
    Row("family_time", NOT_MET, household(at=miles_east(21))),
    Row("family_time", NA, what=case(subject(family_time_at=()))),
    Row("family_time", UNKNOWN, what=case(subject(family_time_at=None))),
    Row("family_time", UNKNOWN, what=case(subject(family_time_at=(HOME_AT, None)))),
    Row(
        "family_time",
        NOT_MET,
        household(at=miles_east(30)),
        case(subject(family_time_at=(HOME_AT, None))),
        words="too far already, whatever the other place is",
    ),
    Row("inside_area", MET),
    Row("inside_area", NOT_MET, household(in_area=False)),
    Row("inside_area", UNKNOWN, household(in_area=None)),
    Row("inside_area", UNKNOWN, agency(in_area=True)),
]

POLISH = asking(first_language="Polish")
CULTURE = [
    Row("language", NA),
    Row("language", MET, household(languages=("English", "polish ")), POLISH),
    Row("language", SUPPORT, what=POLISH),
    Row("language", UNKNOWN, household(languages=None), POLISH),
    Row("language", UNKNOWN, what=asking(first_language=None)),
    Row("faith", NA),
    Row("faith", MET, household(faiths=("Muslim",)), asking(religion="Muslim")),
    Row("faith", SUPPORT, what=asking(religion="Muslim")),
    Row("faith", UNKNOWN, household(faiths=None), asking(religion="Muslim")),
    Row("ethnicity", MET),
    Row("ethnicity", SUPPORT, what=asking(ethnicity="APKN")),
    Row("ethnicity", UNKNOWN, household(ethnicities=None)),
    Row("ethnicity", UNKNOWN, what=asking(ethnicity=None)),
    Row("ethnicity", UNKNOWN, what=asking(ethnicity="REFU")),
]


def autism(level: Level | None, held: SkillLevel | None, right: Verdict) -> Row:
    skills = {} if held is None else {Skill.AUTISM: held}
    return Row("skill_autism", right, household(skills=skills), needing(NeedCode.AUTISM, level))


SKILLS = [
    autism(Level.NONE, None, NA),
    autism(Level.SOME, SkillLevel.TRAINED, MET),
    autism(Level.SOME, None, SUPPORT),
    autism(Level.SIGNIFICANT, SkillLevel.EXPERIENCED, MET),
    autism(Level.SIGNIFICANT, SkillLevel.TRAINED, SUPPORT),
    autism(Level.SIGNIFICANT, None, NOT_MET),
    autism(Level.COMPLEX, SkillLevel.SPECIALIST, MET),
    autism(Level.COMPLEX, SkillLevel.EXPERIENCED, SUPPORT),
    autism(Level.COMPLEX, SkillLevel.TRAINED, NOT_MET),
    autism(Level.COMPLEX, None, NOT_MET),
    autism(None, SkillLevel.SPECIALIST, MET),
    autism(None, SkillLevel.EXPERIENCED, UNKNOWN),
    Row("skill_autism", UNKNOWN, household(skills=None), needing(NeedCode.AUTISM, Level.SOME)),
    Row("skill_autism", UNKNOWN, agency(), needing(NeedCode.AUTISM, Level.SOME)),
    Row("arrived_alone", NA),
    Row("arrived_alone", SUPPORT, what=asking(arrived_alone=True)),
    Row("arrived_alone", UNKNOWN, what=asking(arrived_alone=None)),
    Row(
        "arrived_alone",
        MET,
        household(skills={Skill.UASC: SkillLevel.TRAINED}),
        asking(arrived_alone=True),
    ),
    Row("babies", NA),
    Row("babies", SUPPORT, what=case(subject(years=0.5))),
    Row("babies", UNKNOWN, what=UNKNOWN_AGE),
    Row(
        "babies", MET, household(skills={Skill.BABIES: SkillLevel.TRAINED}), case(subject(years=1))
    ),
]

FIT = [
    Row("siblings_together", NA),
    Row("siblings_together", MET, what=brothers(9, 6)),
    Row("siblings_together", NOT_MET, household(terms=(terms(places=1),)), brothers(9, 6)),
    Row("siblings_together", NA, what=brothers(9, 6, together=Together.APART)),
    Row("siblings_together", MET, household(residents=(SIBLING,))),
    Row("siblings_together", UNKNOWN, home(free_places=None), brothers(9, 6)),
    Row("age_experience", MET, household(experienced_ages=(8,))),
    Row("age_experience", SUPPORT, household(experienced_ages=(12,))),
    Row("age_experience", NOT_MET, household(experienced_ages=(13,))),
    Row("age_experience", NOT_MET, household(experienced_ages=())),
    Row("age_experience", UNKNOWN, household(experienced_ages=None)),
    Row("age_experience", UNKNOWN, what=UNKNOWN_AGE),
    Row("age_experience", NA, home()),
    Row("make_up", MET, household(residents=(own_child(11), fostered(5, 9)))),
    Row("make_up", SUPPORT, household(residents=(own_child(10.5),))),
    Row("make_up", UNKNOWN, household(residents=(own_child(None),))),
    Row("make_up", NA, home()),
    Row("length", MET, household(expects_up_to_weeks=26)),
    Row("length", NOT_MET, household(expects_up_to_weeks=25)),
    Row("length", UNKNOWN, household(expects_up_to_weeks=None)),
    Row("length", UNKNOWN, what=asking(expected_weeks=None)),
    Row("length", NA, home()),
    Row("interests", NA),
    Row("interests", MET, household(interests="Horses, chess"), asking(likes="a horse of my own")),
    Row("interests", NA, household(interests=None), asking(likes="a horse of my own")),
    Row("record", MET, household(planned_endings=4, unplanned_endings=1)),
    Row("record", SUPPORT, household(planned_endings=2, unplanned_endings=2)),
    Row("record", NOT_MET, household(planned_endings=1, unplanned_endings=2)),
    Row("record", NA, household(planned_endings=1, unplanned_endings=0), words="too few to say"),
    Row("record", UNKNOWN, household(unplanned_endings=None)),
    Row("load", MET, household(residents=(fostered(5, 8),))),
    Row("load", SUPPORT, household(residents=(fostered(5, 8), fostered(6, 8)))),
    Row("load", SUPPORT, household(residents=(fostered(5, 8, autism=Level.COMPLEX),))),
    Row("load", NOT_MET, household(residents=tuple(fostered(n, 8) for n in (5, 6, 7)))),
    Row("load", UNKNOWN, agency()),
    Row("load", NA, home()),
]

CONFLICT = [
    Row("no_conflict", MET),
    Row("no_conflict", MET, household(residents=(fostered(5, 3), own_child(2)))),
    Row(
        "no_conflict",
        NOT_MET,
        household(residents=(own_child(6),)),
        needing(NeedCode.SEXUAL_BEHAVIOUR, Level.SIGNIFICANT),
        words="three years younger",
    ),
    Row(
        "no_conflict",
        MET,
        household(residents=(own_child(8),)),
        needing(NeedCode.SEXUAL_BEHAVIOUR, Level.SIGNIFICANT),
        words="one year younger",
    ),
    Row(
        "no_conflict",
        NOT_MET,
        household(residents=(own_child(16),)),
        needing(NeedCode.FIRE, Level.COMPLEX),
    ),
    Row(
        "no_conflict",
        NOT_MET,
        household(residents=(fostered(5, 12, sexual_behaviour=Level.SIGNIFICANT),)),
        words="the other way round",
    ),
    Row(
        "no_conflict",
        NOT_MET,
        household(residents=(fostered(5, 9, sexual_behaviour=Level.SIGNIFICANT),)),
        needing(NeedCode.LEARNING, Level.SIGNIFICANT),
    ),
    Row("no_conflict", UNKNOWN, household(residents=(fostered(5, 9, fire=None),))),
    Row(
        "no_conflict", UNKNOWN, household(residents=(own_child(16),)), needing(NeedCode.FIRE, None)
    ),
    Row("no_conflict", MET, what=needing(NeedCode.FIRE, None), words="nobody lives there"),
    Row(
        "no_conflict",
        MET,
        household(residents=(replace(SIBLING, levels={}),)),
        needing(NeedCode.FIRE, Level.COMPLEX),
        words="a sibling is for the decision to place them together",
    ),
    Row(
        "no_conflict",
        MET,
        household(
            residents=(
                ResidentFacts(is_fostered=True, child_id=ChildId(5), leaves_on=date(2026, 11, 20)),
            )
        ),
        words="gone by then",
    ),
    Row("no_conflict", UNKNOWN, home()),
]

_EXPLOITED = household(residents=(fostered(5, 12, criminal_exploitation=Level.SOME),))
_EXPLOITS = household(residents=(fostered(5, 15, exploits=Level.SIGNIFICANT),))
_PETS = household(pets=True)
_CAT = needing(NeedCode.ANIMALS, Level.SIGNIFICANT)
_LINK = case(kind=RequestKind.SHORT_BREAK)
_TONIGHT = case(urgency=Urgency.URGENT)
_LINK_KIND = (terms(ApprovalKind.SHORT_BREAK),)
_ADAPTED = {"step_free": True, "ground_floor_bedroom": True, "adapted_bathroom": True}
_HARM = needing(NeedCode.SELF_HARM, Level.COMPLEX)


def link(**changes: Any) -> Candidate:
    return household(terms=_LINK_KIND, **changes)


def with_resident(years: float | None = 9, **asked: Any) -> Candidate:
    return household(residents=(replace(fostered(5, years), **asked),))


ALONE = {"no_other_children": True}
NOBODY_YOUNGER = {"no_younger_children": True}
NOBODY_OLDER = {"no_older_children": True}

COMPANY_ALLOWED = [
    Row("company_allowed", MET),
    Row("company_allowed", MET, with_resident(), words="nobody has said"),
    Row("company_allowed", MET, with_resident(None), UNKNOWN_AGE, words="nobody has said"),
    Row("company_allowed", MET, with_resident(no_other_children=False)),
    Row("company_allowed", NOT_MET, with_resident(**ALONE)),
    Row("company_allowed", NOT_MET, with_resident(None, **ALONE), UNKNOWN_AGE),
    Row("company_allowed", MET, with_resident(**ALONE, leaves_on=NEEDED_ON), words="gone by then"),
    Row("company_allowed", NOT_MET, with_resident(**ALONE, leaves_on=date(2026, 11, 28))),
    Row("company_allowed", MET, with_resident(**ALONE, family_id=FamilyId(1)), words="a sibling"),
    Row("company_allowed", MET, with_resident(**ALONE, child_id=ChildId(1)), words="the child"),
    Row("company_allowed", NOT_MET, with_resident(9.1, **NOBODY_YOUNGER)),
    Row("company_allowed", MET, with_resident(9, **NOBODY_YOUNGER), words="of one age"),
    Row("company_allowed", MET, with_resident(8, **NOBODY_YOUNGER)),
    Row("company_allowed", NOT_MET, with_resident(8.9, **NOBODY_OLDER)),
    Row("company_allowed", MET, with_resident(9, **NOBODY_OLDER), words="of one age"),
    Row("company_allowed", MET, with_resident(10, **NOBODY_OLDER)),
    Row("company_allowed", UNKNOWN, with_resident(None, **NOBODY_OLDER)),
    Row("company_allowed", UNKNOWN, with_resident(9, **NOBODY_YOUNGER), UNKNOWN_AGE),
    Row("company_allowed", NOT_MET, with_resident(7, **NOBODY_OLDER), brothers(6, 9)),
    Row("company_allowed", NOT_MET, with_resident(7, **NOBODY_YOUNGER), brothers(9, 6)),
    Row(
        "company_allowed",
        NOT_MET,
        with_resident(7, **NOBODY_YOUNGER),
        case(subject(1, None), subject(2, 6)),
        words="one is younger, whatever the age of the other",
    ),
    Row("company_allowed", UNKNOWN, home()),
    Row("company_allowed", UNKNOWN, agency()),
]

COMPANY = [
    Row("no_exploiting", MET),
    Row("no_exploiting", NOT_MET, _EXPLOITED, needing(NeedCode.EXPLOITS, Level.SIGNIFICANT)),
    Row("no_exploiting", MET, _EXPLOITED, needing(NeedCode.EXPLOITS, Level.SOME)),
    Row(
        "no_exploiting",
        NOT_MET,
        _EXPLOITS,
        needing(NeedCode.LEARNING, Level.SIGNIFICANT),
        words="the other way round",
    ),
    Row("no_exploiting", NOT_MET, _EXPLOITS, words="two years younger"),
    Row("no_exploiting", UNKNOWN, household(residents=(fostered(5, 9, exploits=None),))),
    Row("no_exploiting", UNKNOWN, home()),
    Row("no_older_children", NA),
    Row(
        "no_older_children",
        MET,
        household(residents=(fostered(5, 9),)),
        asking(no_older_children=True),
    ),
    Row(
        "no_older_children",
        NOT_MET,
        household(residents=(own_child(10),)),
        asking(no_older_children=True),
    ),
    Row(
        "no_older_children",
        MET,
        household(residents=(own_child(19),)),
        asking(no_older_children=True),
    ),
    Row("no_older_children", MET, household(residents=(SIBLING,)), asking(no_older_children=True)),
    Row(
        "no_older_children",
        UNKNOWN,
        household(residents=(own_child(10),)),
        asking(no_older_children=None),
    ),
    Row("no_older_children", MET, what=asking(no_older_children=None)),
    Row(
        "no_older_children",
        UNKNOWN,
        household(residents=(own_child(None),)),
        asking(no_older_children=True),
    ),
    Row("no_older_children", UNKNOWN, home(), asking(no_older_children=True)),
    Row("other_children_wanted", NA),
    Row("other_children_wanted", NOT_MET, what=asking(other_children_wanted=True)),
    Row(
        "other_children_wanted",
        MET,
        household(residents=(own_child(9),)),
        asking(other_children_wanted=True),
    ),
    Row("other_children_wanted", UNKNOWN, what=asking(other_children_wanted=None)),
    Row("other_children_wanted", UNKNOWN, home(), asking(other_children_wanted=True)),
    Row("pets_wanted", NA),
    Row("pets_wanted", MET, _PETS, asking(pets_wanted=True)),
    Row("pets_wanted", NOT_MET, what=asking(pets_wanted=True)),
    Row("pets_wanted", UNKNOWN, what=asking(pets_wanted=None)),
    Row("pets_wanted", MET, _PETS, asking(pets_wanted=None)),
    Row("pets_wanted", UNKNOWN, household(pets=None), asking(pets_wanted=True)),
    Row("pets_wanted", NA, home(), asking(pets_wanted=True)),
    Row("animals", NA, _PETS),
    Row("animals", NOT_MET, _PETS, _CAT),
    Row("animals", MET, what=_CAT),
    Row("animals", SUPPORT, _PETS, needing(NeedCode.ANIMALS, Level.SOME)),
    Row("animals", UNKNOWN, _PETS, needing(NeedCode.ANIMALS, None)),
    Row("animals", UNKNOWN, household(pets=None), _CAT),
    Row("animals", NA, home(), _CAT),
    Row(
        "animals",
        NOT_MET,
        _PETS,
        case(
            subject(needs=needs({NeedCode.ANIMALS: Level.SIGNIFICANT})),
            subject(2, needs=needs({NeedCode.ANIMALS: None})),
        ),
        words="what is not known of a brother opens nothing",
    ),
]
SETTING = [
    Row("setting_suits", MET),
    Row("setting_suits", NOT_MET, what=asking(foster_suits=Suitability.UNSUITABLE)),
    Row("setting_suits", MET, what=asking(residential_suits=Suitability.UNSUITABLE)),
    Row("setting_suits", NOT_MET, home(), asking(residential_suits=Suitability.UNSUITABLE)),
    Row("setting_suits", UNKNOWN, agency(), asking(foster_suits=None)),
    Row("setting_suits", NA, home(kind=ProviderKind.SECURE)),
    Row("setting_preferred", NA),
    Row("setting_preferred", MET, what=asking(foster_suits=Suitability.PREFERRED)),
    Row("setting_preferred", NOT_MET, home(), asking(foster_suits=Suitability.PREFERRED)),
    Row("setting_preferred", UNKNOWN, what=asking(foster_suits=None)),
    Row("statement_of_purpose", NA),
    Row("statement_of_purpose", MET, home(), _HARM),
    Row("statement_of_purpose", NOT_MET, home(purposes={NeedCode.SELF_HARM: Level.SOME}), _HARM),
    Row("statement_of_purpose", NOT_MET, home(purposes={}), _HARM),
    Row("statement_of_purpose", MET, home(purposes={}), words="no need that asks for it"),
    Row("statement_of_purpose", UNKNOWN, home(purposes=None), _HARM),
    Row("statement_of_purpose", UNKNOWN, home(purposes={}), needing(NeedCode.FIRE, None)),
    Row("statement_of_purpose", NA, agency(), _HARM),
    Row(
        "statement_of_purpose",
        NOT_MET,
        home(purposes={}),
        case(
            subject(needs=needs({NeedCode.FIRE: Level.SIGNIFICANT})),
            subject(2, needs=needs({NeedCode.FIRE: None})),
        ),
    ),
    Row("staffing", NA, home()),
    Row("staffing", MET, home(), _HARM),
    Row("staffing", NOT_MET, home(waking_night=False), _HARM),
    Row("staffing", UNKNOWN, home(waking_night=None), _HARM),
    Row("staffing", UNKNOWN, home(waking_night=False), needing(NeedCode.FIRE, None)),
    Row("staffing", NA, what=_HARM),
    Row("link_available", NA),
    Row("link_available", UNKNOWN, link(), _LINK),
    Row("link_available", MET, link(on_call_for=(AvailabilityKind.LINK,)), _LINK),
    Row("link_available", NOT_MET, link(days_named_for=(AvailabilityKind.LINK,)), _LINK),
    Row("link_available", UNKNOWN, link(days_named_for=(AvailabilityKind.DUTY,)), _LINK),
    Row("link_available", NA, home(), _LINK),
    Row("on_call", NA, link(on_call_for=(AvailabilityKind.DUTY,))),
    Row("on_call", MET, household(on_call_for=(AvailabilityKind.DUTY,)), _TONIGHT),
    Row("on_call", NOT_MET, household(days_named_for=(AvailabilityKind.EMERGENCY,)), _TONIGHT),
    Row("on_call", UNKNOWN, what=_TONIGHT),
    Row("on_call", UNKNOWN, agency(), _TONIGHT),
    Row("on_call", NA, home(), _TONIGHT),
]
_BSL, _MAKATON = (Communication.BSL,), (Communication.MAKATON,)
_ESOL = {"communication": (Communication.ESOL,), "first_language": "Urdu"}
MEANS = [
    Row("communication", NA),
    Row("communication", NOT_MET, what=asking(communication=_BSL)),
    Row(
        "communication",
        MET,
        household(skills={Skill.SIGN: SkillLevel.TRAINED}),
        asking(communication=_BSL),
    ),
    Row(
        "communication",
        MET,
        household(languages=("British Sign Language",)),
        asking(communication=_BSL),
    ),
    Row("communication", SUPPORT, what=asking(communication=_MAKATON)),
    Row("communication", UNKNOWN, household(skills=None), asking(communication=_MAKATON)),
    Row("communication", SUPPORT, what=asking(**_ESOL)),
    Row("communication", MET, household(languages=("Urdu",)), asking(**_ESOL)),
    Row("communication", UNKNOWN, household(languages=None), asking(**_ESOL)),
    Row(
        "communication",
        UNKNOWN,
        what=asking(communication=(Communication.ESOL,), first_language=None),
    ),
    Row("communication", UNKNOWN, what=asking(communication=(Communication.OTHER,))),
    Row("communication", UNKNOWN, what=asking(communication=None)),
    Row("communication", UNKNOWN, home(), asking(communication=_BSL)),
    Row("cultural_needs", NA),
    Row(
        "cultural_needs",
        SUPPORT,
        what=asking(cultural_needs=CulturalNeed.REQUIRED, religion="Muslim"),
    ),
    Row(
        "cultural_needs",
        MET,
        household(faiths=("Muslim",)),
        asking(cultural_needs=CulturalNeed.REQUIRED, religion="Muslim"),
    ),
    Row(
        "cultural_needs",
        UNKNOWN,
        household(faiths=None),
        asking(cultural_needs=CulturalNeed.REQUIRED, religion="Muslim"),
    ),
    Row(
        "cultural_needs", SUPPORT, what=asking(cultural_needs=CulturalNeed.OTHER), words="no faith"
    ),
    Row("cultural_needs", UNKNOWN, what=asking(cultural_needs=None)),
    Row("home_adaptation", NA),
    Row("home_adaptation", MET, what=asking(home_adaptation=True)),
    Row(
        "home_adaptation", SUPPORT, household(adapted_bathroom=False), asking(home_adaptation=True)
    ),
    Row(
        "home_adaptation",
        NOT_MET,
        household(**dict.fromkeys(_ADAPTED, False)),
        asking(home_adaptation=True),
    ),
    Row("home_adaptation", UNKNOWN, household(adapted_bathroom=None), asking(home_adaptation=True)),
    Row("home_adaptation", UNKNOWN, what=asking(home_adaptation=None)),
    Row("home_adaptation", UNKNOWN, household(step_free=False), asking(home_adaptation=None)),
    Row("home_adaptation", MET, home(), asking(home_adaptation=True)),
    Row("home_adaptation", NOT_MET, home(step_free=False), asking(home_adaptation=True)),
    Row("home_adaptation", UNKNOWN, agency(), asking(home_adaptation=True)),
    Row("preferred_area", NA),
    Row("preferred_area", MET, what=asking(preferred_area="pe1 or PE2")),
    Row("preferred_area", NOT_MET, what=asking(preferred_area="PE3 if possible")),
    Row("preferred_area", UNKNOWN, household(postcode=""), asking(preferred_area="PE3")),
    Row("preferred_area", UNKNOWN, what=asking(preferred_area=None)),
    Row("preferred_area", NA, what=asking(preferred_area="near the river")),
]

TABLE = [
    *COMPANY, *COMPANY_ALLOWED, *SETTING, *MEANS,
    *STANDING, *APPROVAL, *PROVIDER, *HOUSEHOLD, *PLACE, *CULTURE, *SKILLS, *FIT, *CONFLICT,
]  # fmt: skip


@pytest.mark.parametrize(
    "row", TABLE, ids=[f"{n:03d}-{r.code}-{r.right.value}" for n, r in enumerate(TABLE)]
)
def test_the_verdict_is_right_and_has_a_sentence(row: Row) -> None:
    criterion = BY_CODE[row.code]
    # A second candidate beside it, so that a column of one is not all that is tried.
    other = household(99, residents=(fostered(98, 4),))
    trial = Trial(row.what, Pool.build([other, row.who]), policy())
    verdict = VERDICTS[criterion.judge(trial)[1]]
    assert verdict is row.right, row.words
    sentence = criterion.explain(trial, 1, verdict)
    assert sentence[-1] in ".?"
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert "None" not in sentence.split()
    if verdict is UNKNOWN:
        assert criterion.ask(trial, 1).words
    if verdict is SUPPORT:
        assert criterion.supports(trial, 1, verdict)
    else:
        assert criterion.supports(trial, 1, verdict) == ()


def test_every_criterion_is_in_the_table_once_for_each_need() -> None:
    tried = {row.code for row in TABLE}
    missing = [c.code for c in CRITERIA if c.code not in tried and not c.code.startswith("skill_")]
    assert missing == []


def test_codes_are_unique_and_hard_rules_come_first() -> None:
    assert len(BY_CODE) == len(CRITERIA)
    hard = [c.hard for c in CRITERIA]
    assert hard == sorted(hard, reverse=True)  # the first rule to exclude is found by its row


def test_a_sibling_who_lives_elsewhere_counts_only_where_there_is_a_choice() -> None:
    with_sister, without = household(1, residents=(SIBLING,)), household(2)
    trial = Trial(case(), Pool.build([with_sister, without]), policy())
    judged = BY_CODE["siblings_together"].judge(trial)
    assert [VERDICTS[v] for v in judged] == [MET, NOT_MET]


@pytest.mark.parametrize(
    ("who", "what", "words"),
    [
        (with_resident(4, **ALONE), case(), "A child of 4 who lives there must have no other"),
        (with_resident(12, **NOBODY_YOUNGER), case(), "A child of 12 .* nobody younger there."),
        (with_resident(4, **NOBODY_OLDER), case(), "A child of 4 .* nobody older there."),
        (with_resident(4, **NOBODY_OLDER), UNKNOWN_AGE, "nobody older .* ages are not all known."),
        (home(), case(), "ask the provider"),
        (with_resident(4), case(), "Nobody who lives there is known"),
        (household(), case(), "No other child lives there."),
    ],
)
def test_it_is_said_without_names_who_must_be_without_company(
    who: Candidate, what: Case, words: str
) -> None:
    rule = BY_CODE["company_allowed"]
    trial = Trial(what, Pool.build([who]), policy())
    assert re.search(words, rule.explain(trial, 0, VERDICTS[rule.judge(trial)[0]]))


def test_a_rule_is_set_aside_only_by_a_role_that_has_the_permission() -> None:
    """What the table of rules promises to a role is no more than the role may do."""
    roles = {r.overridable_by for r in rules_table() if r.overridable_by is not None}
    assert all(Permission.OVERRIDE in GRANTED[role] for role in roles)
    assert "link_available" in [r.code for r in rules_table() if r.overridable_by is Role.MANAGER]


def test_the_table_of_rules_says_of_each_what_a_settings_page_shows() -> None:
    table = {row.code: row for row in rules_table()}
    assert list(table) == [c.code for c in CRITERIA]
    for row in table.values():
        assert row.title
        assert row.source
        assert row.words.endswith(".")
        assert bool(row.weight_key) is not row.hard
        assert row.hard or row.overridable_by is None
        for answer in row.reads:
            if answer not in {"age", "avoid"}:
                needs().answer(answer)
    assert table["approved_age"].reads == ("age",)
    assert table["skill_autism"].weight_key == "skill"


def test_an_exemption_covers_only_the_children_it_names() -> None:
    full = tuple(fostered(n, 9) for n in (5, 6, 7))
    pool = Pool.build(
        [
            household(1, residents=full, exempt_for={ChildId(1): 4}),
            household(2, residents=full, exempt_for={ChildId(2): 4}),
            household(3, residents=full, exempt_for={ChildId(1): 3}),
            household(4, residents=full, exempt_places=4),
            household(5, residents=full[:2], exempt_for={ChildId(1): 4}),
        ]
    )
    one = BY_CODE["usual_limit"].judge(Trial(case(), pool, policy()))
    assert [VERDICTS[v] for v in one] == [MET, NOT_MET, NOT_MET, MET, MET]
    two = BY_CODE["usual_limit"].judge(Trial(brothers(9, 7), pool, policy()))
    assert [VERDICTS[v] for v in two] == [NOT_MET] * 5
