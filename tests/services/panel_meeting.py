"""A panel's meeting with a few cases, made from entities as the calendar and the agenda would have made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from art_desktop.domain.deciding_words import MeetingPart, MeetingReply, MeetingState, PanelKind
from art_desktop.domain.ids import AgendaItemId, ChildId, MeetingId, RequestId, UserId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson
from art_desktop.domain.permissions import Actor, Role
from art_desktop.services import Services
from tests.services.conftest import MAYA, NOW, ROLES
from tests.services.journey import Journey, needs

PANEL_USER = UserId(ROLES.index(Role.PANEL) + 1)
PANEL = Actor(PANEL_USER, "panel", "Pat Panel", Role.PANEL)


@dataclass
class Sitting:
    """A meeting, its items, and the journeys of their requests."""

    services: Services
    officer: Actor
    meeting_id: MeetingId
    items: list[AgendaItemId]
    requests: list[RequestId]

    def meeting(self, **changes: object) -> None:
        """Change fields of the meeting."""
        with self.services.panel_room._store.writing(self.officer) as uow:
            meeting = uow.get(Meeting, self.meeting_id)
            for name, value in changes.items():
                setattr(meeting, name, value)
            uow.commit()

    def item(self, at: int) -> AgendaItem:
        """Return an item as it stands."""
        with self.services.panel_room._store.reading(None) as uow:
            return uow.get(AgendaItem, self.items[at])


def sit(
    services: Services,
    officer: Actor,
    *,
    searched: bool = True,
    children: tuple[tuple[ChildId, ...], ...] = ((), (MAYA,)),
    **meeting: object,
) -> Sitting:
    """Put two requests on today's PASP: the brothers', and Maya's."""
    requests = []
    for ids in children:
        journey = Journey(services, officer)
        given = {"child_ids": ids} if ids else {}
        requests.append(journey.opened(why="Their aunt can care no longer.", **given))
        for child in journey.page.children:
            journey.save_needs(child.child_id, needs(), child.profile_number)
        services.requests.refer(officer, journey.request_id, journey.page.version)
        if searched:
            services.searching.run(officer, journey.request_id)
    return make_sitting(services, officer, requests, **meeting)


def make_sitting(
    services: Services, officer: Actor, requests: list[RequestId], **meeting: object
) -> Sitting:
    """Put requests on a PASP that begins in half an hour, with a panel member invited."""
    given: dict[str, object] = {
        "panel": PanelKind.PASP,
        "starts_at": NOW + timedelta(minutes=30),
        "ends_at": NOW + timedelta(hours=3),
        "papers_due_at": NOW - timedelta(days=2),
        "place": "Room 4",
        "chair": "Grace Penhaligon",
        "state": MeetingState.PLANNED,
    }
    with services.panel_room._store.writing(officer) as uow:
        made = uow.add(Meeting(**{**given, **meeting}))  # type: ignore[arg-type]  # given by name
        assert made.id is not None
        uow.add(
            MeetingPerson(
                meeting_id=made.id,
                user_id=PANEL_USER,
                name="Pat Panel",
                part=MeetingPart.MEMBER,
                reply=MeetingReply.COMING,
            )
        )
        items = [
            uow.add(
                AgendaItem(
                    meeting_id=made.id,
                    request_id=request,
                    position=at,
                    minutes=20,
                    asked="To look after them, and a foster home together.",
                    added_at=NOW,
                    added_by=officer.user_id,
                )
            ).id
            for at, request in enumerate(requests, start=1)
        ]
        uow.commit()
    return Sitting(services, officer, made.id, [i for i in items if i is not None], requests)
