"""The data of the panel pack: each case as it was kept, never as its request stands now (product.md §4, §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from art_desktop.domain import agendas
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState, MeetingPart, MeetingState
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson, PanelRule
from art_desktop.domain.panel_calendar import instead_words
from art_desktop.domain.panel_papers import PackItem, PanelMeeting, PanelPack, PanelPerson
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.wording import short_day_words
from art_desktop.services.panel_case_making import require_anonymous
from art_desktop.services.panel_cases import last_case, read_case, stale_words
from art_desktop.services.panel_people import everybody, held_of
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.standing import Held

NOT_DRAFTED = "The panel pack was not drafted."


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the data of a meeting's pack.

    A case that is not prepared, or no longer as its request stands, is told on the first page. Raises: RuleBroken:
    the meeting is cancelled, nothing is on its agenda, no case can be read yet, or one names the people of another.
    """
    assert ask.meeting_id is not None
    uow = desk.uow
    meeting = uow.get(Meeting, ask.meeting_id)
    items = agenda_of(uow, meeting)
    why = why_no_pack(uow, meeting, items)
    if why is not None:
        raise why
    people = uow.all(MeetingPerson, meeting_id=meeting.id)
    held = held_of(uow, items, desk.today)
    body = PanelPack(
        meeting=meeting_of(uow, meeting, people),
        papers_due_at=meeting.papers_due_at,
        people=tuple(person_of(one) for one in in_order(people)),
        items=pack_items(desk, meeting, items, held),
    )
    known = everybody(uow, meeting, people, held, desk.today)
    _require_apart(body, known)
    return Built(
        body=body,
        reference=reference_of(meeting),
        stem=f"{stem_of(meeting)}-pack",
        subject_words=reference_of(meeting),
        made_from={f"case {one.reference}": one.case_number for one in body.items if one.case},
        known=known,
    )


def agenda_of(uow: UnitOfWork, meeting: Meeting) -> list[AgendaItem]:
    """Return what is on the agenda, in order."""
    return agendas.in_order(uow.all(AgendaItem, meeting_id=meeting.id))


def why_no_pack(
    uow: UnitOfWork, meeting: Meeting, items: Sequence[AgendaItem]
) -> RuleBroken | None:
    """Return why no pack can be made of a meeting now, None where one can."""
    if meeting.state is MeetingState.CANCELLED:
        return RuleBroken(
            NOT_DRAFTED,
            "The meeting is cancelled.",
            "Draft the pack of the meeting that its items went to.",
            rule="meeting_cancelled",
        )
    if not items:
        return RuleBroken(
            NOT_DRAFTED,
            "Nothing is on the agenda.",
            "Put requests on it, and prepare their papers.",
            rule="agenda_empty",
        )
    if not any(last_case(uow, item.id) for item in items if item.id is not None):
        return RuleBroken(
            NOT_DRAFTED,
            "None of the cases has been prepared.",
            "Choose “Prepare all papers” on the meeting’s page first.",
            rule="no_cases",
        )
    return None


def pack_items(
    desk: PaperDesk,
    meeting: Meeting,
    items: Sequence[AgendaItem],
    held: Mapping[RequestId, Held],
) -> tuple[PackItem, ...]:
    """Return the items with their kept cases. Raises: RuleBroken: a case is no longer what was kept."""
    slots = {slot.item.id: slot for slot in agendas.slots(meeting, items)}
    found: list[PackItem] = []
    for item in items:
        assert item.id is not None
        kept = last_case(desk.uow, item.id)
        case = None if kept is None else read_case(kept)
        own, slot = held[item.request_id], slots[item.id]
        stale = stale_words(desk.uow, item, case, own, desk.today) if case is not None else ""
        found.append(
            PackItem(
                position=len(found) + 1,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                reference=own.request.reference,
                kind_words=own.request.kind.words,
                asked=item.asked,
                late=f"{item.late_reason} (agreed)" if item.late_reason else "",
                state=item.state,
                case=case,
                case_number=kept.number if kept else 0,
                case_made_at=kept.made_at if kept else None,
                stale=stale,
            )
        )
    return tuple(found)


def _require_apart(body: PanelPack, known: KnownIdentity) -> None:
    """Refuse a pack in which one case would name somebody of another, with the case named. Raises: RuleBroken."""
    for item in body.items:
        if item.case is not None:
            doing = f"{NOT_DRAFTED[:-1]}: {item.reference} names somebody."
            require_anonymous(item.case, known, doing)


# The meeting


def meeting_of(uow: UnitOfWork, meeting: Meeting, people: Sequence[MeetingPerson]) -> PanelMeeting:
    """Return a meeting as its papers tell it."""
    long_name = meeting.panel.long_words
    changes = (instead_words(uow.all(PanelRule), meeting), meeting.change_reason)
    return PanelMeeting(
        panel=meeting.panel.words,
        long_name=long_name if long_name != meeting.panel.words else "",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        chair=meeting.chair,
        quorum=meeting.quorum,
        quorum_words=agendas.quorum_words(meeting, people),
        change_words=". ".join(part for part in changes if part),
    )


def person_of(one: MeetingPerson) -> PanelPerson:
    """Return somebody at a meeting as its papers tell them."""
    return PanelPerson(one.name, one.represents, one.part, one.note)


def in_order(people: Sequence[MeetingPerson]) -> list[MeetingPerson]:
    """Return people by their part: the chair first, who takes the minutes last."""
    parts = list(MeetingPart)
    return sorted(people, key=lambda one: (parts.index(one.part), one.id or 0))


def reference_of(meeting: Meeting) -> str:
    """Return "PASP, Wed 25 Nov 2026"."""
    on = local_day(meeting.starts_at)
    return f"{meeting.panel.words}, {short_day_words(on)} {on.year}"


def stem_of(meeting: Meeting) -> str:
    """Return "pasp-2026-11-25", with its number where several panels of a kind sit on one day."""
    return f"{meeting.panel.value}-{local_day(meeting.starts_at):%Y-%m-%d}-m{meeting.id}"


def waiting(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Return the items of which nothing has become yet."""
    return [item for item in items if item.state is AgendaState.WAITING]
