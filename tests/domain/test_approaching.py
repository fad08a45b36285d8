"""When providers answer, who may release a paper, what a no counts as."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain import approaching
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import DocumentId, ProviderId, RequestId, SearchId, UserId
from art_desktop.domain.office_hours import OfficeHours
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import NotUsedReason, Tier, Urgency
from art_desktop.domain.work import IssuedPaper

OFFICE = OfficeHours()
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("released", "hours", "due"),
    [
        (TUESDAY, 48, datetime(2026, 11, 26, 9, 0, tzinfo=UTC)),
        # Thursday morning and two days: Saturday, so Monday when the office opens.
        (datetime(2026, 11, 26, 9, 0, tzinfo=UTC), 48, datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
        # In the evening: at the end of that day.
        (TUESDAY, 10, datetime(2026, 11, 24, 17, 30, tzinfo=UTC)),
        # Before the office opens: when it does.
        (TUESDAY, 22, datetime(2026, 11, 25, 8, 30, tzinfo=UTC)),
        # Christmas Day 2026 is a Friday, and Monday the 28th is the substitute for Boxing Day.
        (datetime(2026, 12, 23, 9, 0, tzinfo=UTC), 48, datetime(2026, 12, 29, 8, 30, tzinfo=UTC)),
        # The clocks go back on Sun 25 Oct 2026: half past eight on the wall is half past eight in UTC.
        (datetime(2026, 10, 23, 9, 0, tzinfo=UTC), 24, datetime(2026, 10, 26, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_planned_referral_is_answered_in_office_hours(
    released: datetime, hours: int, due: datetime
) -> None:
    assert approaching.answer_due(released, hours, Urgency.PLANNED, OFFICE) == due


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - made aware below
    st.integers(1, 240),
)
def test_a_planned_deadline_is_never_outside_office_hours_nor_an_urgent_one_moved(
    at: datetime, hours: int
) -> None:
    released = at.replace(tzinfo=UTC)
    due = approaching.answer_due(released, hours, Urgency.PLANNED, OFFICE)
    closing = due - timedelta(minutes=1)
    assert OFFICE.open_at(due) or OFFICE.open_at(closing)
    urgent = approaching.answer_due(released, hours, Urgency.URGENT, OFFICE)
    assert urgent == released.replace(second=0, microsecond=0) + timedelta(hours=hours)


@pytest.mark.parametrize("minutes", [-60, 0, 14, 28 * 24 * 60 + 1])
def test_a_deadline_leaves_time_and_is_not_weeks_away(minutes: int) -> None:
    with pytest.raises(RuleBroken):
        approaching.require_deadline(TUESDAY + timedelta(minutes=minutes), TUESDAY, "No.")


def test_a_deadline_of_a_quarter_of_an_hour_will_do() -> None:
    approaching.require_deadline(TUESDAY + timedelta(minutes=15), TUESDAY, "No.")


def test_every_reason_of_a_no_counts_as_one_of_ours() -> None:
    counted = {reason: approaching.counts_as(reason) for reason in DeclineReason}
    assert counted[DeclineReason.NO_VACANCY] is NotUsedReason.NO_PLACE
    assert counted[DeclineReason.RISK] is NotUsedReason.RISK
    assert counted[DeclineReason.STAFFING] is NotUsedReason.DECLINED
    assert NotUsedReason.NO_ANSWER not in counted.values()


def paper(number: int, **changes: object) -> IssuedPaper:
    made = IssuedPaper(
        id=DocumentId(number),
        request_id=RequestId(1),
        kind=PaperKind.REFERRAL_REDACTED,
        subject="request 1",
        number=number,
        file_name="x.pdf",
        sha256="",
        content=b"",
        made_from=json.dumps({"1": 3}),
        indicative=False,
        made_at=TUESDAY,
        made_by=UserId(1),
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_the_newest_is_by_number_and_redacted() -> None:
    full = paper(9, kind=PaperKind.REFERRAL_FULL)
    newest = approaching.newest_redacted([paper(2), paper(1), full])
    assert newest is not None
    assert newest.number == 2
    assert approaching.newest_redacted([full]) is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"kind": PaperKind.REFERRAL_FULL}, "not the redacted"),
        ({"id": DocumentId(1)}, "newer one"),
        ({"made_from": json.dumps({"1": 2})}, "needs have changed"),
        ({"made_from": json.dumps({"1": 3, "2": 1})}, "needs have changed"),
        ({"indicative": True}, "before the request was authorised"),
    ],
)
def test_why_a_paper_is_stale(changes: dict[str, object], told: str) -> None:
    said = approaching.stale_words(paper(2, **changes), DocumentId(2), {"1": 3})
    assert told in said
    assert bool(said) == bool(told)


def test_an_agency_that_named_a_household_is_not_counted_as_one_that_was_not_used() -> None:
    asked = Option(
        request_id=RequestId(1),
        search_id=SearchId(1),
        tier=Tier.IFA,
        provider_id=ProviderId(1),
        suitable=True,
    )
    assert not approaching.speaks_for_household(asked)
    approaching.name_household(asked, "Family 12", date(2026, 11, 24))
    approaching.name_household(asked, "Family 31", date(2026, 11, 24))
    assert approaching.speaks_for_household(asked)
    assert asked.not_used_note == "It offers Family 12; Family 31"
    asked.not_used_note = "Too far for school."
    assert not approaching.speaks_for_household(asked)
