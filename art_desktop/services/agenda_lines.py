"""The history of a request's places on the agendas of panels, for its timeline."""

from __future__ import annotations

from collections.abc import Iterator

from art_desktop.domain.agendas import late_words
from art_desktop.domain.deciding_words import AgendaState
from art_desktop.domain.ids import RequestId
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import HistoryLine
from art_desktop.services.panel_reading import meeting_words


def agenda_lines(
    uow: UnitOfWork, request_id: RequestId, names: dict[int, str]
) -> Iterator[HistoryLine]:
    """Yield each time the request was put on an agenda, with what became of it where no decision says so."""
    items = uow.all(AgendaItem, request_id=request_id)
    meetings = uow.by_ids(Meeting, [item.meeting_id for item in items])
    for item in items:
        meeting = meetings[item.meeting_id]
        words = f"Put on the agenda of {meeting_words(meeting)}"
        if item.late_reason:
            words += f", late: {late_words(item)}"
        if item.state is AgendaState.TAKEN_OFF:
            words += f"; taken off: {item.state_reason}"
        elif item.state is AgendaState.NOT_REACHED:
            words += "; not reached"
        yield HistoryLine(item.added_at, names.get(item.added_by, ""), words)
