"""The panel's last meeting of the demonstration: what it decided stands on its agenda, and the minute-taker's notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from art_desktop.demo.record import Record
from art_desktop.domain import agendas
from art_desktop.domain.deciding_words import AgendaState, MeetingState, PanelKind
from art_desktop.domain.ids import AgendaItemId, MeetingId, UserId
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.paper_forms import Answer, Answers, FormSubject, Row
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.permissions import Actor
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import Post
from art_desktop.services.base import Context
from art_desktop.services.paper_forms import FormService

_BACK: Final = timedelta(days=6)
_MINUTES: Final = 20
_SAID: Final = (
    "The panel asked who would be there at weekends, and whether the health visitor had been asked. She supports it.",
    "The panel asked what would count as enough, and who would say so. Three things were named, and by when.",
    "The panel asked what had been tried before, and heard of two stays with relatives that could not go on.",
)
_DISSENT: Final = "Virtual School would have liked a date for the school's part."


def add_held(record: Record, meetings: Sequence[Meeting]) -> None:
    """Put what PASP decided in the days before its last meeting on that meeting's agenda, as decided there.

    The decisions move to the meeting's morning, with the tasks that they opened; nothing else of the requests does.
    """
    over = [m for m in meetings if m.panel is PanelKind.PASP and m.state is MeetingState.CLOSED]
    if not over:
        return
    last = max(over, key=lambda one: one.starts_at)
    requests = {request.id: request for request in record.requests}
    decided = [
        one
        for one in record.authorisations
        if one.post is Post.PASP
        and one.item_id is None
        and last.starts_at - _BACK <= one.decided_at < last.ends_at
    ]
    at = last.starts_at
    for position, one in enumerate(sorted(decided, key=lambda one: one.decided_at), start=1):
        at += timedelta(minutes=_MINUTES)
        key = AgendaItemId(record.next_id("agenda_item"))
        request = requests[one.request_id]
        record.extras.append(
            AgendaItem(
                id=key,
                meeting_id=MeetingId(last.id or 0),
                request_id=one.request_id,
                position=position,
                minutes=_MINUTES,
                asked=agendas.asked_words(request, last.panel),
                state=AgendaState.HEARD,
                added_at=one.decided_at - timedelta(hours=1),
                added_by=UserId(request.owner_id or 1),
                heard_at=at,
            )
        )
        _decide_there(record, one, key, at - one.decided_at)
        one.decided_by = last.chair or one.decided_by


def _decide_there(record: Record, one: Authorisation, item: AgendaItemId, later: timedelta) -> None:
    for task in record.tasks:
        opened = task.opened_at in {one.decided_at, one.recorded_at}
        if task.request_id == one.request_id and opened:
            task.opened_at += later
    one.decided_at += later
    one.recorded_at += later
    if one.valid_until is not None:
        one.valid_until += timedelta(days=later.days)
    one.item_id = item


def note_minutes(context: Context, actor: Actor) -> None:
    """Fill in what was said in the last meeting that heard a case; it names nobody, as the form demands."""
    with context.store.reading(None) as uow:
        over = [one.id for one in uow.all(Meeting, state=MeetingState.CLOSED)]
        heard = [one.meeting_id for one in uow.all(AgendaItem, state=AgendaState.HEARD)]
    held = [key for key in over if key in heard and key is not None]
    if not held:
        return
    subject = FormSubject(code=FormCode.MINUTES, meeting_id=held[-1])
    forms = FormService(context)
    proposed = forms.page(actor, subject).answers
    rows: tuple[Row, ...] = tuple(
        {**row, "said": said, **({"dissent": _DISSENT} if at == 1 else {})}
        for at, (row, said) in enumerate(zip(proposed.rows("cases"), _SAID, strict=False))
    )
    answers: dict[str, Answer] = {
        "status": "final",
        "conflicts": "None was said.",
        "last_minutes": "Agreed, with one date put right.",
        "cases": rows,
        "other": "Papers come in late too often: from December a late one needs the chair's word by noon of the day before.",
    }
    forms.save(actor, subject, Answers(MappingProxyType(answers)), 0)
