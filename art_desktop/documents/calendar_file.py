"""Meetings as an iCalendar file (RFC 5545, RFC 5546), with the clock changes of Europe/London in it."""

from __future__ import annotations

from datetime import UTC, date

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from art_desktop.domain.clock import LONDON, local_day
from art_desktop.domain.invitations import CalendarEvent, CalendarFile, Invited, Method

_PRODUCT = "-//ART Desktop//Panels//EN"


def write_calendar(file: CalendarFile) -> bytes:
    """Return the bytes of the file; equal input gives equal bytes.

    Args: file: a request or a cancellation needs an organiser and one event (RFC 5546 §3.2).
    Raises: ValueError: it has not.
    """
    if file.method is not Method.PUBLISH and (file.organiser is None or len(file.events) != 1):
        raise ValueError("a request or a cancellation has one event and an organiser")
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", file.method.value)
    if file.name:
        calendar.add("x-wr-calname", file.name)
    if file.events:
        calendar.add_component(_zone(file.events))
    for event in file.events:
        calendar.add_component(_event(event, file.organiser))
    return bytes(calendar.to_ical())


def _zone(events: tuple[CalendarEvent, ...]) -> Timezone:
    """Return the clock changes over the years of the events, and one either side."""
    years = sorted({local_day(event.starts_at).year for event in events})
    return Timezone.from_tzid(
        "Europe/London", first_date=date(years[0] - 1, 1, 1), last_date=date(years[-1] + 2, 1, 1)
    )


def _event(event: CalendarEvent, organiser: Invited | None) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    made.add("dtstamp", event.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("dtstart", event.starts_at.astimezone(LONDON).replace(microsecond=0))
    made.add("dtend", event.ends_at.astimezone(LONDON).replace(microsecond=0))
    made.add("summary", event.title)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.place:
        made.add("location", event.place)
    if event.words:
        made.add("description", event.words)
    if organiser is not None:
        made["organizer"] = _address(organiser)
    for person in event.people:
        made.add("attendee", _attendee(person), encode=False)
    return made


def _address(person: Invited) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.name)
    return address


def _attendee(person: Invited) -> vCalAddress:
    address = _address(person)
    role = "CHAIR" if person.chairs else "REQ-PARTICIPANT" if person.needed else "OPT-PARTICIPANT"
    address.params["ROLE"] = vText(role)
    address.params["PARTSTAT"] = vText(person.status)
    address.params["RSVP"] = vText("TRUE" if person.status == "NEEDS-ACTION" else "FALSE")
    return address
