"""What is proposed while a record is entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.errors import NotPermitted
from art_desktop.domain.ids import UserId
from art_desktop.domain.likenesses import like_body, like_child, like_household
from art_desktop.domain.lookalikes import (
    BodyDetails,
    CarerDetails,
    ChildDetails,
    HouseholdDetails,
    Relation,
    birth_mark,
    birth_marks,
    plain_phone,
)
from art_desktop.domain.permissions import Actor, Role
from art_desktop.services import Services
from tests.services.conftest import HALL

BORN = date(2017, 7, 1)
JAY = ChildDetails(1, "Jay", "Carter", "", BORN, "99-0001", "1 Mill Lane", "PE1 1AA")


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        (ChildDetails(0, "Jay", "Carter", born_on=BORN), "The same name and the same birth date."),
        (
            ChildDetails(0, "Jay", "Cartr", born_on=BORN),
            "Names one letter apart and the same birth date.",
        ),
        (
            ChildDetails(0, "Jai", "Carter", born_on=BORN),
            "First names one letter apart and the same birth date.",
        ),
        (
            ChildDetails(0, "Carter", "Jay", born_on=date(2017, 1, 7)),
            (
                "Forename and surname the other way round"
                " and birth dates with day and month the other way round."
            ),
        ),
        (ChildDetails(0, "Jay", "Carter"), "The same name."),
        (
            ChildDetails(0, "Unborn", "Carter", born_on=BORN),
            "The same last name and the same birth date.",
        ),
        (ChildDetails(0, "Bobby", "Carter", "Jay", BORN), "The same name and the same birth date."),
        (ChildDetails(0, "Someone", "Else", case_number="990001"), "The same case number."),
        (ChildDetails(0, case_number="99/0001"), "The same case number."),
    ],
)
def test_the_same_child_is_proposed_with_why(entered: ChildDetails, why: str) -> None:
    (found,) = like_child(entered, [JAY])
    assert (found.key, found.relation, found.why) == (1, Relation.SAME, why)


@pytest.mark.parametrize(
    "entered",
    [
        ChildDetails(0, "Mia", "Carter", born_on=BORN),  # a twin
        ChildDetails(0, "Ned", "Carter", born_on=date(2019, 7, 1), home_postcode="pe11aa"),
        ChildDetails(0, "Ned", "Stone", home_address="1, Mill Lane", home_postcode="PE1 1AA"),
    ],
)
def test_twins_and_siblings_are_proposed_as_that_only(entered: ChildDetails) -> None:
    (found,) = like_child(entered, [JAY])
    assert found.relation is Relation.SIBLING


@pytest.mark.parametrize(
    "entered",
    [
        ChildDetails(0, "Mia", "Carter", born_on=date(2012, 3, 9)),  # a common name
        ChildDetails(0, "Zoe", "Okonkwo", born_on=BORN),
        ChildDetails(0, "Zoe", "Okonkwo", home_postcode="PE1 1AA"),
        ChildDetails(0, "", "Carter"),
        ChildDetails(),
    ],
)
def test_strangers_are_not_proposed(entered: ChildDetails) -> None:
    assert like_child(entered, [JAY]) == ()


@given(
    st.text("abcdefghij", min_size=1, max_size=12),
    st.text("abcdefghij", min_size=1, max_size=12),
    st.dates(date(2005, 1, 1), date(2026, 1, 1)),
)
def test_a_child_entered_again_is_always_proposed(first: str, last: str, born_on: date) -> None:
    others = [
        ChildDetails(n, f"Xu{n}", "Zwick", born_on=born_on + timedelta(days=400)) for n in range(9)
    ]
    found = like_child(
        ChildDetails(0, first, last, born_on=born_on),
        [*others, ChildDetails(99, first.upper(), last.title(), born_on=born_on)],
    )
    assert (found[0].key, found[0].relation) == (99, Relation.SAME)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_a_birth_date_turned_round_shares_a_mark(born_on: date) -> None:
    marks = birth_marks(born_on)
    assert birth_mark(born_on) in marks
    if born_on.day <= 12:
        assert birth_mark(date(born_on.year, born_on.day, born_on.month)) in marks


@pytest.mark.parametrize("written", ["01632 960123", "+44 1632 960 123", "(01632) 960-123"])
def test_a_telephone_number_is_one_however_it_is_written(written: str) -> None:
    assert plain_phone(written) == "632960123"[-9:]


def test_a_household_is_known_by_its_carer_its_name_or_its_telephone() -> None:
    known = HouseholdDetails(
        7, "Hall", "PE1 1AB", "01632 960456", (CarerDetails(7, "Rosemarie", "Hallworth"),)
    )
    by_carer = HouseholdDetails(carers=(CarerDetails(0, "Rosmarie", "Hallworth"),))
    by_name = HouseholdDetails(0, "The Hall family", "pe11ab")
    by_phone = HouseholdDetails(0, "Else", phone="+44 1632 960456")
    assert [like_household(one, [known])[0].why for one in (by_carer, by_name, by_phone)] == [
        "A carer: names one letter apart.",
        "The same name and the same postcode.",
        "The same telephone number.",
    ]
    assert like_household(HouseholdDetails(0, "Okonkwo", "PE1 1AB"), [known]) == ()


def test_a_provider_is_known_by_name_or_ofsted_number() -> None:
    known = BodyDetails(3, "Bluebell Fostering Limited", "SC034567", "PE2 2AA")
    assert like_body(BodyDetails(0, "Bluebell Fostering Ltd"), [known])[0].why == "The same name."
    assert like_body(BodyDetails(0, "", "sc 034567"), [known])[0].why == "The same Ofsted number."
    assert like_body(BodyDetails(0, "Foxglove Fostering"), [known]) == ()


def test_the_record_is_looked_through(services: Services, officer: Actor) -> None:
    rows = services.children.rows(officer)
    held = services.children.form(officer, rows[0].id)
    entered = ChildDetails(0, held.last_name, held.first_name, born_on=held.born_on)
    found = services.lookalikes.children(officer, entered)
    assert (found[0].of, found[0].title) == (rows[0].id, rows[0].name)
    assert rows[0].reference in found[0].detail
    itself = ChildDetails(rows[0].id, held.first_name, held.last_name, born_on=held.born_on)
    assert rows[0].id not in {one.of for one in services.lookalikes.children(officer, itself)}


def test_households_and_providers_are_looked_through(services: Services, officer: Actor) -> None:
    page = services.households.form(officer, HALL)
    carer = page.carers[0]
    asked = (CarerDetails(0, carer.first_name, carer.last_name),)
    found = services.lookalikes.households(officer, asked, page.postcode)
    assert found[0].key == HALL
    assert HALL not in {
        one.key for one in services.lookalikes.households(officer, asked, apart_from=HALL)
    }
    provider = services.providers.rows(officer)[0]
    assert services.lookalikes.providers(officer, provider.name)[0].title == provider.name


@pytest.mark.parametrize("role", [Role.PANEL, Role.ADMINISTRATOR])
def test_who_may_not_see_is_told_nothing(services: Services, role: Role) -> None:
    actor = Actor(UserId(9), "x", "X", role)
    with pytest.raises(NotPermitted):
        services.lookalikes.children(actor, JAY)
    with pytest.raises(NotPermitted):
        services.lookalikes.households(actor, ())
    with pytest.raises(NotPermitted):
        services.lookalikes.providers(actor, "Bluebell")
