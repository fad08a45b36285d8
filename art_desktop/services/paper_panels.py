"""The papers of a panel's meeting: which can be made now, why not yet, and what was kept."""

from __future__ import annotations

from art_desktop.domain import agendas
from art_desktop.domain.deciding_words import AgendaState
from art_desktop.domain.forms.minutes import DRAFT
from art_desktop.domain.ids import AuthorisationId, MeetingId
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.panel_paper_views import LetterLine, MeetingPapers
from art_desktop.domain.panel_papers import PackItem
from art_desktop.domain.paper_forms import NOTHING, FormSubject
from art_desktop.domain.paper_words import FormCode, PaperKind
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.wording import listed
from art_desktop.domain.work import IssuedPaper
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.panel_people import held_of
from art_desktop.services.paper_builders import PaperDesk
from art_desktop.services.paper_forms import answers_of, version_of
from art_desktop.services.paper_minutes import missing_of, why_no_minutes
from art_desktop.services.paper_panel_pack import agenda_of, pack_items, why_no_pack
from art_desktop.services.standing import names_of_users
from art_desktop.services.views import paper_views


class PanelPaperService(BaseService):
    """What is asked of a meeting's papers; they are made by `papers.issue`, as every paper."""

    @permitted(Permission.RUN_PANELS)
    def papers_of_meeting(self, actor: Actor, meeting_id: MeetingId) -> MeetingPapers:
        """Return what can be made of a meeting now, and the papers that were kept of it. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            meeting = uow.get(Meeting, meeting_id)
            items = agenda_of(uow, meeting)
            held = held_of(uow, items, self._context.today())
            subject = FormSubject(code=FormCode.MINUTES, meeting_id=meeting_id)
            answers = answers_of(uow, subject) or NOTHING
            draft = answers.text("status") == DRAFT
            no_pack = why_no_pack(uow, meeting, items)
            no_minutes = why_no_minutes(meeting, missing_of(meeting, items, held), draft=draft)
            told: tuple[PackItem, ...] = ()
            if no_pack is None and any(item.state is AgendaState.WAITING for item in items):
                desk = PaperDesk(uow, actor, self._context.now(), self._context.today())
                told = pack_items(desk, meeting, items, held)
            decisions = _decisions(uow, items)
            letters = _letters(uow, decisions)
            return MeetingPapers(
                meeting_id=meeting_id,
                pack_why_not="" if no_pack is None else str(no_pack),
                beware=beware_of(told),
                minutes_why_not="" if no_minutes is None else str(no_minutes),
                minutes_form=version_of(uow, subject),
                letters=_lines(uow, decisions, letters),
                kept=paper_views(
                    [*uow.all(IssuedPaper, meeting_id=meeting_id), *letters.values()],
                    names_of_users(uow),
                ),
            )


def beware_of(items: tuple[PackItem, ...]) -> tuple[str, ...]:
    """Return the cases that a pack made now would lack, or tell as they were."""
    lacking = [one.reference for one in items if one.case is None]
    stale = [one.reference for one in items if one.case is not None and one.stale]
    found = []
    if lacking:
        found.append(f"Not prepared, and so only named in it: {listed(lacking)}.")
    if stale:
        found.append(f"Changed since the case was prepared: {listed(stale)}.")
    return tuple(found)


def _decisions(uow: UnitOfWork, items: list[AgendaItem]) -> list[Authorisation]:
    """Return the decision that holds of each item, in the agenda's order."""
    keys = tuple(item.id for item in agendas.in_order(items) if item.id is not None)
    rows = uow.all(Authorisation, item_id=keys) if keys else []
    last = {row.item_id: row for row in sorted(rows, key=lambda row: row.id or 0)}
    return [last[key] for key in keys if key in last]


def _letters(
    uow: UnitOfWork, decisions: list[Authorisation]
) -> dict[tuple[AuthorisationId, int], IssuedPaper]:
    """Return every letter that was kept of these decisions, by the decision and its number."""
    found = {}
    for one in decisions:
        assert one.id is not None
        subject = _line(one, "", 0).ask.key
        for paper in uow.all(IssuedPaper, kind=PaperKind.DECISION_LETTER, subject=subject):
            found[one.id, paper.number] = paper
    return found


def _lines(
    uow: UnitOfWork,
    decisions: list[Authorisation],
    letters: dict[tuple[AuthorisationId, int], IssuedPaper],
) -> tuple[LetterLine, ...]:
    requests = uow.by_ids(Request, [one.request_id for one in decisions])
    newest: dict[AuthorisationId, int] = {}
    for key, number in letters:
        newest[key] = max(number, newest.get(key, 0))
    return tuple(
        _line(one, requests[one.request_id].reference, newest.get(one.id or AuthorisationId(0), 0))
        for one in decisions
    )


def _line(one: Authorisation, reference: str, number: int) -> LetterLine:
    assert one.id is not None
    return LetterLine(
        authorisation_id=one.id,
        request_id=one.request_id,
        reference=reference,
        decision_words=one.decision.words,
        number=number,
    )
