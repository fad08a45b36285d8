"""Preparing the cases of a panel: anonymous, kept each time they differ, refused where a text names somebody."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from art_desktop.domain.deciding_words import AgendaState, MeetingState
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import AgendaItemId, MeetingId
from art_desktop.domain.meetings import AgendaItem, Meeting, PanelCase
from art_desktop.domain.panel_room_views import Prepared
from art_desktop.domain.panel_views import CaseView, case_from_json, case_to_json, changes_between
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.panel_case_making import DOING, basis_of, make_case
from art_desktop.services.standing import Held, hold


class PanelCaseService(BaseService):
    """What is done with the cases that panels read."""

    @permitted(Permission.RUN_PANELS)
    def prepare(self, actor: Actor, item_id: AgendaItemId) -> Prepared:
        """Make the case of an item as its request stands, and keep it if it differs from the last.

        Raises: RuleBroken: a text would say who somebody is, with where to edit it; the item is over.
        """
        with self._store.writing(actor) as uow:
            item = uow.get(AgendaItem, item_id)
            _require_to_come(uow.get(Meeting, item.meeting_id), item)
            done = self._prepare(uow, actor, item)
            uow.commit()
        return done

    @permitted(Permission.RUN_PANELS)
    def prepare_all(self, actor: Actor, meeting_id: MeetingId) -> tuple[Prepared, ...]:
        """Make the case of every item that is still to be heard; one that is refused does not keep the others back."""
        found: list[Prepared] = []
        with self._store.writing(actor) as uow:
            meeting = uow.get(Meeting, meeting_id)
            items = uow.all(AgendaItem, meeting_id=meeting_id, state=AgendaState.WAITING)
            for item in sorted(items, key=lambda one: (one.position, one.id or 0)):
                assert item.id is not None
                try:
                    _require_to_come(meeting, item)
                    found.append(self._prepare(uow, actor, item))
                except RuleBroken as refused:
                    found.append(Prepared(item.id, refused=str(refused)))
            uow.commit()
        return tuple(found)

    def _prepare(self, uow: UnitOfWork, actor: Actor, item: AgendaItem) -> Prepared:
        today = self._context.today()
        case = make_case(uow, hold(uow, item.request_id, today), item, today)
        assert item.id is not None
        last = last_case(uow, item.id)
        body = case_to_json(case)
        if last is not None and last.body == body:
            return Prepared(item.id, last.number)
        before = None if last is None else case_from_json(last.body)
        kept = keep_case(uow, item.id, case, actor, self._context.now())
        changes = () if before is None else changes_between(before, case)
        return Prepared(item.id, kept.number, new=True, changes=changes)


def _require_to_come(meeting: Meeting, item: AgendaItem) -> None:
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise RuleBroken(
            DOING,
            f"The meeting is {meeting.state.words.lower()}.",
            "Put the request on another meeting's agenda.",
            rule="meeting_over",
        )
    if item.state is not AgendaState.WAITING:
        raise RuleBroken(
            DOING,
            f"The item is “{item.state.words.lower()}”: what the panel read stays as it was.",
            "Put the request on the next agenda.",
            rule="item_over",
        )


def keep_case(
    uow: UnitOfWork, item_id: AgendaItemId, case: CaseView, actor: Actor, now: datetime
) -> PanelCase:
    """Keep a case as the next of its item, with its hash."""
    body = case_to_json(case)
    last = last_case(uow, item_id)
    return uow.add(
        PanelCase(
            item_id=item_id,
            number=1 if last is None else last.number + 1,
            body=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            made_at=now,
            made_by=actor.user_id,
        )
    )


def last_case(uow: UnitOfWork, item_id: AgendaItemId) -> PanelCase | None:
    """Return the newest case of an item, None before the first."""
    return max(uow.all(PanelCase, item_id=item_id), key=lambda one: one.number, default=None)


def read_case(kept: PanelCase) -> CaseView:
    """Return a kept case. Raises: RuleBroken: it is no longer what was kept."""
    if hashlib.sha256(kept.body.encode()).hexdigest() != kept.sha256:
        raise RuleBroken(
            "The case was not shown.",
            "It is no longer what was prepared: its hash differs.",
            "Tell the administrator, who can verify the record, and prepare the case again.",
            rule="case_hash",
        )
    return case_from_json(kept.body)


def stale_words(
    uow: UnitOfWork, item: AgendaItem, case: CaseView | None, held: Held | None, today: date
) -> str:
    """Return why the case of an item should be prepared again, "" where what it was made from still stands.

    Args: held: the item's request; None for who is not told, and for an item that is over.
    """
    if held is None or item.state is not AgendaState.WAITING:
        return ""
    if case is None:
        return "No case has been prepared."
    if basis_of(uow, held, item, today) == case.basis:
        return ""
    return "The request has changed since this case was prepared."
