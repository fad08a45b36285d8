"""Calendar files: read back as a calendar program reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from art_desktop.documents.calendar_file import write_calendar
from art_desktop.domain.invitations import CalendarEvent, CalendarFile, Invited, Method

CHANGED = datetime(2026, 11, 20, 9, 30, 12, 345, tzinfo=UTC)
CHAIR = Invited("Ngozi, A.; Director", "ngozi@council.example", chairs=True, status="ACCEPTED")
NURSE = Invited("Bea Quill", "bea@health.example", needed=False, status="DECLINED")
CLERK = Invited("Sam Lund", "sam@council.example")


def read_calendar(data: bytes) -> Any:
    """Return a calendar file as a calendar program reads it."""
    return Calendar.from_ical(data)


def event(
    at: datetime, *, uid: str = "art-pasp-7", sequence: int = 3, cancelled: bool = False
) -> CalendarEvent:
    return CalendarEvent(
        uid=uid,
        sequence=sequence,
        title="PASP",
        starts_at=at,
        ends_at=at + timedelta(hours=3),
        changed_at=CHANGED,
        place="Sand Martin House, room 2; first floor, left",
        words="Papers close on Mon 23 Nov 2026 12:00.\nBring nothing.",
        cancelled=cancelled,
        people=(CHAIR, NURSE, CLERK),
    )


WINTER, SUMMER = datetime(2026, 11, 25, 9, 30, tzinfo=UTC), datetime(2027, 7, 7, 8, 30, tzinfo=UTC)


def test_an_invitation_is_read_back_as_it_was_meant() -> None:
    data = write_calendar(CalendarFile(Method.REQUEST, (event(WINTER),), organiser=CLERK))
    calendar = read_calendar(data)
    (found,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert found["UID"] == "art-pasp-7"
    assert found["SEQUENCE"] == 3
    assert found["STATUS"] == "CONFIRMED"
    assert found["SUMMARY"] == "PASP"
    assert found["LOCATION"] == "Sand Martin House, room 2; first floor, left"
    assert found["DESCRIPTION"].splitlines()[1] == "Bring nothing."
    assert found.decoded("DTSTART") == WINTER
    assert found.decoded("DTEND") == WINTER + timedelta(hours=3)
    assert found.decoded("DTSTAMP") == CHANGED.replace(microsecond=0)
    assert str(found["ORGANIZER"]) == "mailto:sam@council.example"
    people = {str(one): one.params for one in found["ATTENDEE"]}
    chair, nurse = people["mailto:ngozi@council.example"], people["mailto:bea@health.example"]
    assert (chair["ROLE"], chair["PARTSTAT"], chair["CN"]) == (
        "CHAIR",
        "ACCEPTED",
        "Ngozi, A.; Director",
    )
    assert (nurse["ROLE"], nurse["PARTSTAT"]) == ("OPT-PARTICIPANT", "DECLINED")
    assert people["mailto:sam@council.example"]["RSVP"] == "TRUE"


@pytest.mark.parametrize(("at", "wall"), [(WINTER, "09:30"), (SUMMER, "09:30")])
def test_times_are_on_the_wall_in_england_and_the_zone_says_when_clocks_change(
    at: datetime, wall: str
) -> None:
    data = write_calendar(CalendarFile(Method.PUBLISH, (event(at),)))
    calendar = read_calendar(data)
    (found,) = calendar.walk("VEVENT")
    start = found["DTSTART"]
    assert start.params["TZID"] == "Europe/London"
    assert f"{start.dt:%H:%M}" == wall
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/London"
    offsets = {part["TZNAME"]: part["TZOFFSETTO"].td for part in zone.subcomponents}
    assert offsets == {"GMT": timedelta(0), "BST": timedelta(hours=1)}


def test_a_cancellation_keeps_the_uid_and_says_that_it_is_off() -> None:
    asked = write_calendar(CalendarFile(Method.REQUEST, (event(WINTER),), organiser=CLERK))
    off = write_calendar(
        CalendarFile(Method.CANCEL, (event(WINTER, sequence=4, cancelled=True),), organiser=CLERK)
    )
    (before,), (after,) = (
        read_calendar(asked).walk("VEVENT"),
        read_calendar(off).walk("VEVENT"),
    )
    assert read_calendar(off)["METHOD"] == "CANCEL"
    assert after["STATUS"] == "CANCELLED"
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_year_is_one_file_of_many_meetings_and_one_zone() -> None:
    events = tuple(event(WINTER + timedelta(weeks=n), uid=f"art-pasp-{n}") for n in range(52))
    data = write_calendar(CalendarFile(Method.PUBLISH, events, name="Panels"))
    calendar = read_calendar(data)
    assert len(calendar.walk("VEVENT")) == 52
    assert len({one["UID"] for one in calendar.walk("VEVENT")}) == 52
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert calendar["X-WR-CALNAME"] == "Panels"


def test_lines_are_folded_and_equal_input_gives_equal_bytes() -> None:
    file = CalendarFile(Method.REQUEST, (event(WINTER),), organiser=CLERK)
    data = write_calendar(file)
    assert data == write_calendar(file)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL])
def test_nobody_is_invited_by_nobody(method: Method) -> None:
    with pytest.raises(ValueError, match="organiser"):
        write_calendar(CalendarFile(method, (event(WINTER),)))
    with pytest.raises(ValueError, match="one event"):
        write_calendar(CalendarFile(method, (event(WINTER), event(SUMMER)), organiser=CLERK))
