"""Writing calendar files; the iCalendar library is imported when the first is written."""

from __future__ import annotations

from art_desktop.domain.invitations import CalendarFile


class LateCalendars:
    """Implements `domain.invitations.CalendarWriter`."""

    def write(self, file: CalendarFile) -> bytes:
        """Return the bytes of an iCalendar file."""
        from art_desktop.documents.calendar_file import write_calendar

        return write_calendar(file)
