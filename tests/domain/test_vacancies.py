"""Free places: one rule, the same numbers for the search, the list and the calendar, on every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.capacity import capacity
from art_desktop.domain.ids import ChildId, HouseholdId
from art_desktop.domain.matching.facts import Case, HoldFacts, HouseholdFacts, TermsFacts
from art_desktop.domain.matching.pool import Pool
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.outlook import next_vacancy, outlook, reasons_by_day
from art_desktop.domain.vacancies import (
    Allowed,
    Dated,
    OnCall,
    Stay,
    Supply,
    birthday,
    room_of,
)
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    HoldReason,
    HouseholdStatus,
)
from tests.domain.matching.drawing import CASES, households
from tests.domain.matching.making import policy

HOUSEHOLDS = households(1)
POLICY = policy()
TODAY = date(2026, 11, 24)
AISHA, BEN, CAI = ChildId(1), ChildId(2), ChildId(3)
TWO = Dated(TermsFacts(kind=ApprovalKind.SHORT_TERM, places=2), date(2020, 1, 1))


def stay(child: ChildId = AISHA, name: str = "Aisha", **over: object) -> Stay:
    plain = Stay(child_id=child, name=name, born_on=date(2017, 3, 1), starts_on=date(2026, 1, 1))
    return replace(plain, **over)  # type: ignore[arg-type]  # fields of a stay


def supply(*stays: Stay, **over: object) -> Supply:
    plain = Supply(household_id=HouseholdId(1), as_of=TODAY, terms=(TWO,), stays=stays)
    return replace(plain, **over)  # type: ignore[arg-type]  # fields of a supply


@given(CASES, HOUSEHOLDS)
def test_the_search_counts_as_the_rule_does(case: Case, facts: HouseholdFacts) -> None:
    trial = Trial(case, Pool.build([facts]), POLICY)
    children = [subject.child_id for subject in case.subjects]
    found = room_of(facts, on=case.needed_on, kinds=trial.kinds, children=children)
    assert found.approved == int(trial.approved[0])
    assert found.kept_back == int(trial.kept_back[0])
    assert found.here == int(trial.fostered[0])
    assert found.balance == int(trial.free[0])


@given(HOUSEHOLDS)
def test_the_figures_of_a_household_are_the_rule(facts: HouseholdFacts) -> None:
    found = capacity(facts)
    assert found.free == room_of(facts).free
    assert found.free <= max(0, found.places)
    if facts.status is not HouseholdStatus.ACTIVE or any(h.places is None for h in facts.holds):
        assert found.free == 0


DAYS = st.integers(-60, 120).map(lambda at: TODAY + timedelta(days=at))
ENDS = st.none() | DAYS
KIDS = st.sampled_from((AISHA, BEN, CAI))
TERMS = st.builds(
    TermsFacts,
    kind=st.sampled_from((ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM)),
    places=st.integers(1, 3),
    named_child_id=st.none() | KIDS,
)
HOLDS = st.builds(
    HoldFacts,
    reason=st.sampled_from(HoldReason),
    places=st.none() | st.integers(1, 2),
    for_child_id=st.none() | KIDS,
)
STAYS = st.builds(
    Stay,
    child_id=KIDS,
    name=st.just("Somebody"),
    born_on=st.sampled_from((date(2017, 3, 1), date(2008, 12, 24), date(2008, 2, 29))),
    starts_on=DAYS,
    ended_on=ENDS,
    expected_end_on=ENDS,
    kind=st.sampled_from((None, ApprovalKind.SHORT_TERM, ApprovalKind.STAYING_PUT)),
)
SUPPLIES = st.builds(
    Supply,
    household_id=st.just(HouseholdId(1)),
    as_of=st.just(TODAY),
    status=st.sampled_from((HouseholdStatus.ACTIVE, HouseholdStatus.ASSESSMENT)),
    terms=st.lists(st.builds(Dated, TERMS, DAYS, ENDS), max_size=3).map(tuple),
    holds=st.lists(st.builds(Dated, HOLDS, DAYS, ENDS), max_size=2).map(tuple),
    stays=st.lists(STAYS, max_size=3).map(tuple),
)


@given(SUPPLIES)
def test_places_change_only_on_days_that_have_a_reason(found: Supply) -> None:
    drawn = outlook(found, TODAY)
    reasons = reasons_by_day(found)
    for before, after in zip(drawn.days, drawn.days[1:], strict=False):
        if (before.free, before.sure) != (after.free, after.sure):
            assert reasons.get(after.on)
    assert [change.on for change in drawn.changes] == sorted(
        on for on in reasons if drawn.start < on <= drawn.days[-1].on
    )


@given(SUPPLIES)
def test_what_is_expected_never_frees_less_than_what_is_sure(found: Supply) -> None:
    for day in outlook(found, TODAY).days:
        assert day.free >= day.sure >= 0
        assert day.sure == found.room(day.on).free


@given(SUPPLIES)
def test_the_next_vacancy_is_the_first_rise_of_the_outlook(found: Supply) -> None:
    drawn = outlook(found, TODAY)
    risen = [day for day in drawn.days if day.free > drawn.days[0].free]
    assert next_vacancy(found, TODAY) == (risen[0] if risen else None)


def test_an_expected_end_frees_a_place_and_says_why() -> None:
    found = supply(stay(expected_end_on=date(2026, 12, 3)))
    drawn = outlook(found, TODAY)
    assert drawn.days[0].free == 1
    (change,) = drawn.changes
    assert (change.on, change.reasons) == (
        date(2026, 12, 3),
        ("Aisha’s placement is expected to end",),
    )
    assert (change.free, change.sure) == (2, 1)


def test_a_known_end_is_sure_and_an_expectation_gone_by_frees_nothing() -> None:
    known = supply(stay(ended_on=date(2026, 12, 3), expected_end_on=date(2026, 11, 30)))
    assert [outlook(known, TODAY).days[at].sure for at in (8, 9)] == [1, 2]
    late = supply(stay(expected_end_on=date(2026, 11, 20)))
    drawn = outlook(late, TODAY)
    assert {day.free for day in drawn.days} == {1}
    assert drawn.overdue == ("Aisha’s placement was expected to have ended, and has not",)


@pytest.mark.parametrize(
    ("kind", "free_after"), [(None, 2), (ApprovalKind.STAYING_PUT, 1), (ApprovalKind.LODGINGS, 1)]
)
def test_at_18_a_place_is_free_but_for_those_who_stay_on(
    kind: ApprovalKind | None, free_after: int
) -> None:
    found = supply(stay(born_on=date(2008, 12, 1), kind=kind))
    assert found.room(date(2026, 11, 30), expected=True).free == 1
    assert found.room(date(2026, 12, 1), expected=True).free == free_after
    assert found.room(date(2026, 12, 1)).free == 1


def test_a_named_childs_place_is_that_childs_own() -> None:
    named = Dated(
        TermsFacts(kind=ApprovalKind.LONG_TERM, places=1, named_child_id=AISHA),
        date(2020, 1, 1),
        date(2026, 12, 9),
    )
    found = supply(stay(), terms=(TWO, named))
    assert found.room(TODAY).free == 2
    assert found.room(date(2026, 12, 10)).free == 1
    assert "Approval of Aisha by name ends" in reasons_by_day(found)[date(2026, 12, 10)]
    away = supply(terms=(TWO, named))
    assert away.room(TODAY).free == 2
    assert away.room(TODAY, kinds=(), children=(AISHA,)).free == 1


def test_a_hold_of_the_whole_and_of_one_place() -> None:
    whole = Dated(HoldFacts(reason=HoldReason.BREAK), TODAY, date(2026, 11, 30))
    one = Dated(
        HoldFacts(reason=HoldReason.RETAINER, places=1, for_child_id=BEN), date(2026, 12, 1)
    )
    found = supply(holds=(whole, one))
    drawn = outlook(found, TODAY)
    assert [drawn.days[at].free for at in (0, 6, 7)] == [0, 0, 1]
    assert found.room(date(2026, 12, 1), children=(BEN,)).free == 2
    assert drawn.changes[0].reasons == (
        "No longer on hold (taking a break)",
        "1 place kept back (held for a named child)",
    )


def test_an_exemption_raises_the_usual_limit_while_it_lasts() -> None:
    exempt = Dated(Allowed(4, AISHA), TODAY, date(2026, 12, 1))
    found = supply(stay(), exemptions=(exempt,))
    assert [found.allowed(date(2026, 12, at)) for at in (1, 2)] == [4, 3]
    assert reasons_by_day(found)[date(2026, 12, 2)] == ["Exemption for Aisha ends"]


def test_the_days_on_call() -> None:
    weekends = OnCall(kind=AvailabilityKind.DUTY, starts_on=TODAY, weekdays="67")
    drawn = outlook(supply(on_call=(weekends,)), TODAY)
    on_call = [day.on.isoweekday() for day in drawn.days if day.on_call]
    assert set(on_call) == {6, 7}
    assert len(on_call) == 24


def test_a_birthday_on_the_29th_of_february() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
