"""The cases of the panels that come next, prepared through the services as the officer who takes the minutes would."""

from __future__ import annotations

from typing import Final

from art_desktop.demo.panel_held import note_minutes
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.deciding_words import AgendaState, MeetingState
from art_desktop.domain.ids import MeetingId, UserId
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.panel_room_views import Prepared
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.requests import NeedsProfile, Request, Search
from art_desktop.domain.work import User
from art_desktop.services.base import Context
from art_desktop.services.panel_cases import PanelCaseService
from art_desktop.services.searching import SearchService

_OVER: Final = (MeetingState.CLOSED, MeetingState.CANCELLED)


def prepare_papers(context: Context, clock: FixedClock) -> tuple[Prepared, ...]:
    """Prepare every case of the meetings to come; a request that nobody has searched for is searched first."""
    with context.store.reading(None) as uow:
        user = next(one for one in uow.all(User) if one.role is Role.OFFICER)
        coming = [
            one
            for one in uow.all(Meeting)
            if one.state not in _OVER and one.ends_at > clock.now() and one.id is not None
        ]
        heard: dict[MeetingId, list[AgendaItem]] = {
            one.id: uow.all(AgendaItem, meeting_id=one.id, state=AgendaState.WAITING)
            for one in coming
            if one.id is not None
        }
        requests = [item.request_id for items in heard.values() for item in items]
        unsearched = [
            key
            for key in requests
            if uow.get(Request, key).kind.seeks_home
            and not uow.all(Search, request_id=key)
            and uow.all(NeedsProfile, request_id=key)
        ]
    actor = Actor(UserId(user.id or 1), user.username, user.full_name, user.role)
    for key in unsearched:
        SearchService(context).run(actor, key)
    cases = PanelCaseService(context)
    note_minutes(context, actor)
    return tuple(
        one for key, items in heard.items() if items for one in cases.prepare_all(actor, key)
    )
