"""What the law settles of who decides, and the days that it sets for a plan, visits and reviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.deadlines import is_working_day
from art_desktop.domain.delegation import GROUPS, Decider, settled_by_law
from art_desktop.domain.form_answers import open_questions, problems
from art_desktop.domain.forms import SPECS
from art_desktop.domain.forms.delegated_authority import SPEC, proposed
from art_desktop.domain.forms.placement_plan import SPEC as PLAN
from art_desktop.domain.paper_forms import Answers
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.placement_dates import (
    first_review_by,
    first_visit_by,
    months_after,
    plan_due_by,
    second_review_by,
)

TOPICS = {topic.key for group in GROUPS for topic in group.topics}


def test_only_what_the_law_settles_is_proposed() -> None:
    answers = proposed(settled_by_law("C2", 9, 5))
    rows = [row for group in GROUPS for row in answers.rows(group.name)]
    assert {row["key"] for row in rows} == TOPICS
    settled = {row["key"] for row in rows if row.get("who")}
    assert settled == {"emergency", "tattoo", "holiday_abroad", "surname"}
    assert all(row["conditions"] for row in rows if row["key"] in settled)
    assert len(open_questions(SPEC, answers)) == len(GROUPS)


@pytest.mark.parametrize(
    ("status", "age", "year", "topic", "who"),
    [
        ("C1", 9, 5, "holiday_abroad", Decider.SOCIAL_WORKER),
        ("E1", 0, 0, "holiday_abroad", Decider.SOCIAL_WORKER),
        ("V2", 9, 5, "holiday_abroad", Decider.PARENT),
        ("V2", 16, 11, "routine", Decider.YOUNG_PERSON),
        ("C2", 15, 11, "change_school", Decider.SOCIAL_WORKER),
        (None, None, 0, "emergency", Decider.CARER),
        (None, None, 0, "tattoo", Decider.NOBODY),
    ],
)
def test_the_law(status: str | None, age: int | None, year: int, topic: str, who: Decider) -> None:
    assert settled_by_law(status, age, year)[topic].who is who


@given(
    st.sampled_from([None, "C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "J1"]),
    st.none() | st.integers(0, 17),
    st.integers(0, 13),
)
def test_the_law_speaks_of_topics_of_the_form_only(
    status: str | None, age: int | None, year: int
) -> None:
    found = settled_by_law(status, age, year)
    assert not problems(SPEC, proposed(found))
    assert set(found) <= TOPICS
    assert ("routine" in found) == (age is not None and age >= 16)
    assert ("change_school" in found) == (year in {10, 11})


def test_the_form_has_every_topic_once() -> None:
    keys = [key for field in SPEC.fields for key, _ in field.fixed]
    assert len(keys) == len(set(keys)) == len(TOPICS)
    assert SPECS[FormCode.DELEGATED_AUTHORITY] is SPEC


def test_the_days_that_the_law_sets() -> None:
    start = date(2026, 11, 27)
    assert plan_due_by(start) == date(2026, 12, 4)
    assert first_visit_by(start) == date(2026, 12, 4)
    # Christmas Day, Boxing Day's substitute on the 28th: 20 working days end on the 29th.
    assert first_review_by(start) == date(2026, 12, 29)
    assert second_review_by(date(2026, 11, 30)) == date(2027, 2, 28)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_days_are_never_before_the_start(start: date) -> None:
    assert start < plan_due_by(start)
    assert is_working_day(plan_due_by(start))
    assert first_visit_by(start) - start == timedelta(days=7)
    assert timedelta(days=26) <= first_review_by(start) - start <= timedelta(days=38)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 36))
def test_months_later_is_the_same_day_or_the_last_of_the_month(on: date, months: int) -> None:
    later = months_after(on, months)
    assert (later.year - on.year) * 12 + later.month - on.month == months
    assert later.day == on.day or (later + timedelta(days=1)).day == 1


def test_a_first_visit_later_than_the_law_wants_is_told_and_not_refused() -> None:
    late = Answers({"starts_on": "2026-11-27", "first_visit_on": "2026-12-05"})
    (problem,) = PLAN.check(late)
    assert problem.words == "The law wants the first visit by Fri 4 Dec 2026."
    assert not problem.grave
    early = {"first_visit_on": "2026-11-26", "first_review_on": "2026-11-26"}
    assert len(PLAN.check(Answers({"starts_on": "2026-11-27", **early}))) == 2
    assert not PLAN.check(Answers({"starts_on": "2026-11-27", "first_visit_on": "2026-12-04"}))
    assert not PLAN.check(Answers({"first_visit_on": "2026-12-04"}))
