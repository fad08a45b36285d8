"""Households: the whole form, holds one by one, free places on any day, and who may read what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from art_desktop.domain.capacity import capacity
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotFound
from art_desktop.domain.household_commands import (
    AvailabilityLine,
    CarerLine,
    ExemptionLine,
    MemberLine,
    PutOnHold,
    SaveHousehold,
    SkillLine,
    TermsLine,
)
from art_desktop.domain.ids import HouseholdId, Pence, ProviderId, UserId
from art_desktop.domain.needs import NeedAnswer, Needs, needs_to_json
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.placements import Placement
from art_desktop.domain.requests import NeedsProfile, Request
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    HoldReason,
    Level,
    NeedCode,
    PaymentLevel,
    RequestKind,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
    Tier,
)
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, HALL, MAYA, NOW, OKAFOR, REID, ROLES, TOBY

TODAY = date(2026, 11, 24)
BUSINESS = Actor(UserId(ROLES.index(Role.BUSINESS) + 1), "business", "Pat Business", Role.BUSINESS)
TERM = TermsLine(
    kind=ApprovalKind.SHORT_TERM,
    places=1,
    age_from=0,
    age_to=17,
    sex=SexApproved.ANY,
    starts_on=date(2024, 1, 1),
)
WHOLE: dict[str, Any] = {
    "members": (MemberLine(first_name="Nan", born_on=date(1940, 1, 1), sex=Sex.FEMALE),),
    "exemptions": (
        ExemptionLine(child_id=FRANKIE, for_children="his brother", places=4, starts_on=TODAY),
    ),
    "skills": (
        SkillLine(skill=Skill.MEDICAL, level=SkillLevel.TRAINED, achieved_on=date(2020, 5, 5)),
    ),
    "availability": (
        AvailabilityLine(
            kind=AvailabilityKind.DUTY, starts_on=TODAY, weekdays="67", places=1, note="Not Easter"
        ),
    ),
    "languages": ("English", "Welsh"),
    "email": "hall@carers.example",
    "supervising_worker": "Jo Marsh",
    "pets": True,
    "pets_note": "A greyhound",
    "step_free": False,
    "adapted_bathroom": True,
    "has_car": True,
    "other_council_children": 1,
    "long_term_willing": False,
    "duty_willing": True,
}


@pytest.fixture
def place(services: Services, officer: Actor) -> Callable[..., None]:
    """Return what puts a placement on record; the services stand on the same store."""

    def put(**over: Any) -> None:
        plain: dict[str, Any] = {
            "child_id": TOBY,
            "tier": Tier.IN_HOUSE,
            "household_id": HALL,
            "starts_on": date(2026, 9, 1),
        }
        with services.households._store.writing(officer) as uow:
            uow.add(Placement(**{**plain, **over}))
            uow.commit()

    return put


def put_on_hold(services: Services, officer: Actor, **over: Any) -> None:
    version = services.households.page(officer, HALL).version
    plain: dict[str, Any] = {"reason": HoldReason.BREAK, "starts_on": TODAY}
    command = PutOnHold(household_id=HALL, version=version, **{**plain, **over})
    services.households.hold(officer, command)


# The form


def test_the_whole_supply_side_comes_back_as_it_was_saved(
    services: Services, officer: Actor
) -> None:
    held = services.households.form(officer, HALL)
    carer = replace(held.carers[0], email="ade@carers.example", ethnicity="BCRB", religion="none")
    sent = replace(held, **WHOLE, carers=(carer, *held.carers[1:]))
    services.households.save(officer, sent)
    saved = services.households.form(officer, HALL)
    for name in WHOLE:
        mine, theirs = getattr(sent, name), getattr(saved, name)
        if isinstance(theirs, tuple) and theirs and not isinstance(theirs[0], str):
            theirs = tuple(replace(line, id=None) for line in theirs)
        assert theirs == mine, name
    assert saved.carers[0] == carer
    assert saved.version == held.version + 1


def test_lines_that_were_not_touched_keep_their_rows(services: Services, officer: Actor) -> None:
    held = services.households.form(officer, HALL)
    services.households.save(officer, replace(held, **WHOLE))
    before = services.households.form(officer, HALL)
    first = MemberLine(first_name="Ivo", born_on=date(2011, 1, 1))
    services.households.save(officer, replace(before, members=(first, *before.members)))
    after = services.households.form(officer, HALL)
    assert {line.first_name: line.id for line in after.members}["Nan"] == before.members[0].id
    services.households.save(officer, replace(after, members=()))
    assert services.households.form(officer, HALL).members == ()


def test_a_named_child_is_part_of_the_terms(services: Services, officer: Actor) -> None:
    held = services.households.form(officer, HALL)
    named = replace(TERM, kind=ApprovalKind.LONG_TERM, named_child_id=MAYA)
    services.households.save(officer, replace(held, terms=(*held.terms, named)))
    page = services.households.page(officer, HALL)
    assert "Maya Osei only" in page.terms[1].words
    assert (page.places, page.free) == (3, 2)


def test_a_household_that_an_agency_offers(services: Services, officer: Actor) -> None:
    made = SaveHousehold(
        household_id=None,
        version=0,
        name="Quill",
        status=services.households.form(officer, HALL).status,
        payment_level=None,
        approved_on=None,
        review_due_on=None,
        checks_due_on=None,
        address="",
        postcode="",
        phone="",
        carers=(CarerLine(first_name="Bo", last_name="Quill"),),
        terms=(TERM,),
        provider_id=ProviderId(1),
        weekly_price_pence=Pence(91_250),
        council_only=False,
    )
    with pytest.raises(InvalidAnswers) as refused:
        services.households.save(officer, replace(made, payment_level=PaymentLevel.LEVEL_1))
    assert [problem.field for problem in refused.value.problems] == ["payment_level"]
    with pytest.raises(InvalidAnswers):
        services.households.save(officer, replace(made, provider_id=ProviderId(99)))
    key = services.households.save(officer, made)
    page = services.households.page(officer, key)
    assert (page.provider, page.weekly_price_pence, page.tier) == (
        "Willowbank Fostering",
        91_250,
        Tier.IFA,
    )
    assert services.households.agencies(officer) == ((ProviderId(1), "Willowbank Fostering"),)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"terms": (replace(TERM, age_from=9, age_to=4),)}, "terms", "from the lower"),
        ({"terms": (replace(TERM, ends_on=date(2023, 1, 1)),)}, "terms", "before it begins"),
        ({"terms": (TERM, replace(TERM, age_from=5))}, "terms", "count twice"),
        (
            {"terms": (replace(TERM, named_child_id=MAYA),) * 2},
            "terms",
            "same child at the same time",
        ),
        (
            {"exemptions": (ExemptionLine(child_id=None, places=4, starts_on=TODAY),)},
            "exemptions",
            "Choose the child",
        ),
        (
            {"exemptions": (ExemptionLine(child_id=TOBY, places=3, starts_on=TODAY),)},
            "exemptions",
            "more than the usual 3",
        ),
        (
            {"members": (MemberLine(first_name=" ade ", born_on=date(1975, 5, 5)),)},
            "members",
            "one of the carers already",
        ),
        (
            {"carers": (CarerLine(first_name="Ade", last_name="Hall"),) * 2},
            "carers",
            "there twice",
        ),
        (
            {"skills": (SkillLine(skill=Skill.AUTISM, level=SkillLevel.TRAINED),) * 2},
            "skills",
            "there twice",
        ),
        (
            {
                "skills": (
                    SkillLine(
                        skill=Skill.AUTISM,
                        level=SkillLevel.TRAINED,
                        achieved_on=date(2027, 1, 1),
                    ),
                )
            },
            "skills",
            "cannot have been done yet",
        ),
        (
            {
                "availability": (
                    AvailabilityLine(
                        kind=AvailabilityKind.LINK, starts_on=TODAY, ends_on=date(2026, 1, 1)
                    ),
                )
            },
            "availability",
            "before it begins",
        ),
        ({"postcode": "nowhere"}, "postcode", "not the shape"),
    ],
)
def test_what_cannot_be_has_its_sentence_at_its_question(
    services: Services, officer: Actor, change: dict[str, Any], field: str, words: str
) -> None:
    held = services.households.form(officer, HALL)
    with pytest.raises(InvalidAnswers) as refused:
        services.households.save(officer, replace(held, **change))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert words in refused.value.problems[0].words
    assert services.households.form(officer, HALL) == held


def test_terms_that_part_their_children_add_up(services: Services, officer: Actor) -> None:
    held = services.households.form(officer, HALL)
    parts = (
        replace(TERM, age_to=4),
        replace(TERM, age_from=5, sex=SexApproved.FEMALE),
        replace(TERM, age_from=5, sex=SexApproved.MALE),
        replace(TERM, age_to=4, starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31)),
    )
    services.households.save(officer, replace(held, terms=parts))
    assert services.households.page(officer, HALL).free == 3


def test_a_clash_is_told_in_words(services: Services, officer: Actor) -> None:
    held = services.households.form(officer, HALL)
    services.households.save(officer, replace(held, **WHOLE))
    with pytest.raises(ChangedByOther) as clash:
        services.households.save(officer, replace(held, name="Mine"))
    told = {one.field: (one.mine, one.theirs) for one in clash.value.clashes}
    assert told["name"] == ("Mine", "Hall")
    assert told["members"] == ("", "Nan, Mon 1 Jan 1940, Female, Carers' own child")
    assert "carers" not in told


# Holds


def test_a_place_is_kept_back_for_a_child_changed_ended_and_taken_out(
    services: Services, officer: Actor
) -> None:
    put_on_hold(
        services, officer, reason=HoldReason.RETAINER, places=1, child_id=MAYA, note="Due soon"
    )
    page = services.households.page(officer, HALL)
    assert (page.free, page.hold_words) == (1, "")
    (hold,) = page.holds
    assert hold.words == "1 place kept back for Maya Osei, Tue 24 Nov 2026 to further notice"
    put_on_hold(
        services,
        officer,
        reason=HoldReason.RETAINER,
        places=1,
        child_id=MAYA,
        starts_on=TODAY - timedelta(days=3),
        hold_id=hold.id,
    )
    page = services.households.page(officer, HALL)
    assert len(page.holds) == 1
    services.households.end_hold(officer, HALL, page.version, hold.id)
    page = services.households.page(officer, HALL)
    assert (page.free, page.holds[0].state) == (2, "over")
    services.households.remove_hold(officer, HALL, page.version, hold.id)
    page = services.households.page(officer, HALL)
    assert page.holds == ()
    with pytest.raises(NotFound):
        services.households.end_hold(officer, HALL, page.version, hold.id)
    with pytest.raises(ChangedByOther):
        services.households.remove_hold(officer, HALL, page.version - 1, hold.id)


def test_lifting_leaves_a_place_kept_for_a_child(services: Services, officer: Actor) -> None:
    put_on_hold(services, officer, reason=HoldReason.RETAINER, places=1, child_id=MAYA)
    put_on_hold(services, officer)
    page = services.households.page(officer, HALL)
    assert page.free == 0
    services.households.lift_hold(officer, HALL, page.version)
    assert services.households.page(officer, HALL).free == 1


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_on": date(2026, 11, 1)}, "ends_on"),
        ({"places": 0}, "places"),
        ({"reason": HoldReason.RETAINER, "places": 1}, "child_id"),
    ],
)
def test_a_hold_that_cannot_be_is_not_saved(
    services: Services, officer: Actor, over: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        put_on_hold(services, officer, **over)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert services.households.page(officer, HALL).holds == ()


# Free places


def test_the_list_the_page_the_outlook_and_the_search_count_alike(
    services: Services, officer: Actor, place: Callable[..., None]
) -> None:
    place(ended_on=date(2026, 12, 20))
    place(child_id=MAYA, household_id=OKAFOR, expected_end_on=date(2026, 12, 3))
    put_on_hold(
        services,
        officer,
        reason=HoldReason.RETAINER,
        places=1,
        note="Baby",
        ends_on=date(2027, 1, 5),
    )
    outlooks = {
        key: {day.on: day for day in services.households.outlook(officer, key).days}
        for key in (HALL, OKAFOR, REID)
    }
    for ahead in range(0, 60, 3):
        day = TODAY + timedelta(days=ahead)
        rows = {row.id: row for row in services.households.rows(officer, day)}
        with services.households._store.reading(officer) as uow:
            facts = {one.household_id: capacity(one) for one in uow.household_facts(day)}
        for key, days in outlooks.items():
            assert rows[key].free == days[day].sure == facts[key].free, (key, day)
            assert (rows[key].places, rows[key].here) == (facts[key].places, facts[key].here)
    page = services.households.page(officer, HALL)
    assert page.free == outlooks[HALL][TODAY].free == 0


def test_the_list_says_when_the_next_place_is_expected(
    services: Services, officer: Actor, place: Callable[..., None]
) -> None:
    place(child_id=MAYA, household_id=OKAFOR, expected_end_on=date(2026, 12, 3))
    rows = {row.id: row for row in services.households.rows(officer)}
    assert (rows[OKAFOR].free, rows[OKAFOR].next_free, rows[OKAFOR].next_on) == (
        1,
        2,
        date(2026, 12, 3),
    )
    assert (rows[HALL].next_on, rows[REID].hold_words) == (None, "Taking a break")


def test_the_page_says_why_so_many_are_free(
    services: Services, officer: Actor, place: Callable[..., None]
) -> None:
    held = services.households.form(officer, HALL)
    services.households.save(
        officer,
        replace(held, other_council_children=2, review_due_on=date(2026, 11, 1)),
    )
    place(expected_end_on=date(2026, 11, 20))
    now = services.households.page(officer, HALL).tonight
    assert [(line.label, line.words) for line in now.sums] == [
        ("Approved", "2, short-term"),
        ("Filled", "1: Toby"),
        ("Free", "1"),
    ]
    assert [(line.label, line.words) for line in now.by_kind] == [("Short-term", "1 free")]
    assert now.mind == (
        "The annual review was due on Sun 1 Nov 2026.",
        "Toby’s placement was expected to have ended, and has not.",
        "2 of another council’s children live here: a match will need that council’s agreement.",
    )
    reid = services.households.page(officer, REID).tonight
    assert not reid.usable
    assert reid.sums[-1].words == "no: on hold (taking a break)"


def test_the_usual_limit_is_told(
    services: Services, officer: Actor, place: Callable[..., None]
) -> None:
    held = services.households.form(officer, HALL)
    services.households.save(officer, replace(held, terms=(replace(held.terms[0], places=5),)))
    place()
    (words,) = services.households.page(officer, HALL).tonight.mind
    assert words.startswith("3 children may live here in all: 2 more")


# Who lives there


def test_needs_of_who_lives_there_are_for_those_who_may_read_them(
    services: Services, officer: Actor, place: Callable[..., None]
) -> None:
    place()
    levels = {NeedCode.MISSING: NeedAnswer(Level.COMPLEX), NeedCode.HEALTH: NeedAnswer(None)}
    with services.households._store.writing(officer) as uow:
        request = uow.add(
            Request(reference="R-2026-0001", kind=RequestKind.CHANGE, needed_at=NOW, opened_at=NOW)
        )
        assert request.id is not None
        uow.add(
            NeedsProfile(
                request_id=request.id,
                child_id=TOBY,
                number=1,
                body=needs_to_json(Needs(levels=levels)),
                recorded_at=NOW,
                recorded_by=officer.user_id,
            )
        )
        uow.commit()
    (toby,) = services.households.page(officer, HALL).residents
    assert toby.needs is not None
    assert [(line.label, line.words) for line in toby.needs] == [
        ("Going missing", "Complex"),
        ("Not known", "1 need"),
    ]
    (told,) = services.households.page(BUSINESS, HALL).residents
    assert (told.name, told.needs) == ("Toby Wrenfield", None)


def test_old_training_is_marked(services: Services, officer: Actor) -> None:
    held = services.households.form(officer, HALL)
    new = SkillLine(skill=Skill.AUTISM, level=SkillLevel.TRAINED, achieved_on=date(2025, 1, 1))
    services.households.save(officer, replace(held, skills=(*WHOLE["skills"], new)))
    skills = {one.title: one.old for one in services.households.page(officer, HALL).skills}
    assert skills == {"Autism": False, "Medication and medical care": True}


def test_a_household_that_is_not_there(services: Services, officer: Actor) -> None:
    with pytest.raises(NotFound):
        services.households.outlook(officer, HouseholdId(99))
    with pytest.raises(NotFound):
        services.households.page(officer, HouseholdId(99))
