"""Who comes to a panel's meeting: people, invitations as calendar files, replies, apologies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from art_desktop.domain import agendas
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import MeetingPart, MeetingReply, MeetingState
from art_desktop.domain.errors import ChangedByOther, FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import MeetingId
from art_desktop.domain.invitations import (
    CalendarEvent,
    CalendarFile,
    CalendarWriter,
    Invited,
    Method,
)
from art_desktop.domain.meeting_views import SavePerson
from art_desktop.domain.meetings import Meeting, MeetingPerson
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.wording import day_words, instant_words
from art_desktop.domain.work import Service, User
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.panel_reading import last_with_people, upcoming

_WHAT = frozenset({"panel"})
_STATUS = {
    MeetingReply.COMING: "ACCEPTED",
    MeetingReply.PRESENT: "ACCEPTED",
    MeetingReply.APOLOGIES: "DECLINED",
}


@dataclass(frozen=True)
class Calendar:
    """A calendar file that is ready to be saved: the name to give it, its bytes, and what it is in a word."""

    file_name: str
    content: bytes
    words: str


class AttendanceService(BaseService):
    """What is done with the people of a meeting."""

    def __init__(self, context: Context, writer: CalendarWriter) -> None:
        super().__init__(context)
        self._writer = writer

    @permitted(Permission.RUN_PANELS)
    def save(self, actor: Actor, command: SavePerson) -> Changed:
        """Add somebody to a meeting, or change what is said of them. Raises: InvalidAnswers, RuleBroken."""
        doing = "The person was not saved."
        with self._store.writing(actor) as uow:
            meeting = uow.get(Meeting, command.meeting_id)
            agendas.require_open(meeting, doing)
            people = uow.all(MeetingPerson, meeting_id=command.meeting_id)
            self._check(uow, command, people, doing)
            person = self._person(uow, command, people)
            person.name, person.represents = command.name.strip(), command.represents.strip()
            person.email, person.part = command.email.strip(), command.part
            person.user_id = command.user_id
            if command.part is MeetingPart.CHAIR:
                meeting.chair = person.name
            uow.commit()
        return Changed(_WHAT, words=f"{person.name}: saved.")

    @permitted(Permission.RUN_PANELS)
    def remove(self, actor: Actor, person_id: int) -> Changed:
        """Take somebody out of a meeting. Raises: RuleBroken: they were there."""
        doing = "The person was not taken out."
        with self._store.writing(actor) as uow:
            person = uow.get(MeetingPerson, person_id)
            agendas.require_open(uow.get(Meeting, person.meeting_id), doing)
            if person.reply is MeetingReply.PRESENT:
                raise RuleBroken(
                    doing,
                    "They are down as present.",
                    "Change that first, if they were not there.",
                    rule="person_present",
                )
            name = person.name
            uow.remove(person)
            uow.commit()
        return Changed(_WHAT, words=f"{name} is taken out.")

    @permitted(Permission.RUN_PANELS)
    def reply(
        self,
        actor: Actor,
        person_id: int,
        seen: MeetingReply,
        reply: MeetingReply,
        note: str | None = None,
    ) -> Changed:
        """Record what somebody answered, or that they are there.

        Args: seen: the reply as it was shown. note: words beside it, such as who comes for them; None keeps them.
        Raises: ChangedByOther: it was recorded differently since. RuleBroken: the meeting is over, or not yet begun.
        """
        doing = "The reply was not recorded."
        with self._store.writing(actor) as uow:
            person = uow.get(MeetingPerson, person_id)
            meeting = uow.get(Meeting, person.meeting_id)
            agendas.require_open(meeting, doing)
            if person.reply is not seen:
                raise ChangedByOther(doing)
            if reply is MeetingReply.PRESENT:
                self._require_day(meeting, doing)
            person.reply = reply
            if note is not None:
                person.note = note.strip()
            uow.commit()
        return Changed(_WHAT, words=f"{person.name}: {reply.words.lower()}.")

    @permitted(Permission.RUN_PANELS)
    def invited(self, actor: Actor, meeting_id: MeetingId) -> Changed:
        """Mark everybody who was not asked yet as invited."""
        with self._store.writing(actor) as uow:
            agendas.require_open(uow.get(Meeting, meeting_id), "Nobody was marked as invited.")
            asked = uow.all(MeetingPerson, meeting_id=meeting_id, reply=MeetingReply.NOT_ASKED)
            for person in asked:
                person.reply = MeetingReply.INVITED
            uow.commit()
        return Changed(_WHAT, words=f"{len(asked)} marked as invited.")

    @permitted(Permission.RUN_PANELS)
    def copy(self, actor: Actor, meeting_id: MeetingId) -> Changed:
        """Ask those who were asked to the panel's last meeting; who is there already stays as they are.

        Raises: RuleBroken: nobody was asked to any meeting of the panel before.
        """
        doing = "Nobody was copied."
        with self._store.writing(actor) as uow:
            meeting = uow.get(Meeting, meeting_id)
            agendas.require_open(meeting, doing)
            before = last_with_people(uow, meeting)
            if before is None:
                raise RuleBroken(
                    doing,
                    f"{meeting.panel.words} has no earlier meeting with people.",
                    "Add them by hand; the next meeting can copy them.",
                    rule="nobody_to_copy",
                )
            there = {
                (one.name.casefold(), one.user_id)
                for one in uow.all(MeetingPerson, meeting_id=meeting_id)
            }
            gone = {user.id for user in uow.all(User, active=False)}
            new = [
                one
                for one in uow.all(MeetingPerson, meeting_id=before.id)
                if (one.name.casefold(), one.user_id) not in there
            ]
            for one in new:
                uow.add(
                    MeetingPerson(
                        meeting_id=meeting_id,
                        user_id=None if one.user_id in gone else one.user_id,
                        name=one.name,
                        represents=one.represents,
                        email=one.email,
                        part=one.part,
                    )
                )
                if one.part is MeetingPart.CHAIR:
                    meeting.chair = one.name
            uow.commit()
        on = day_words(local_day(before.starts_at))
        return Changed(_WHAT, words=f"{len(new)} copied from {on}.")

    @permitted(Permission.RUN_PANELS)
    def invitation(self, actor: Actor, meeting_id: MeetingId) -> Calendar:
        """Return the calendar file of one meeting: an invitation, or its withdrawal; the making is logged.

        It names the meeting, its people and when its papers close; nothing of any child.
        """
        with self._store.writing(actor) as uow:
            meeting = uow.get(Meeting, meeting_id)
            people = uow.all(MeetingPerson, meeting_id=meeting_id)
            service = uow.all(Service)[0]
            organiser = _organiser(people)
            off = meeting.state is MeetingState.CANCELLED
            method = Method.CANCEL if off else Method.REQUEST
            event = _event(meeting, people, service, self._context.now())
            content = self._writer.write(
                CalendarFile(
                    method if organiser is not None else Method.PUBLISH,
                    (event,),
                    organiser=organiser,
                )
            )
            uow.log("calendar file saved", "meeting", meeting_id, {"sequence": meeting.version})
            uow.commit()
        on = local_day(meeting.starts_at)
        name = f"{meeting.panel.value}-{on:%Y-%m-%d}{'-cancelled' if off else ''}.ics"
        return Calendar(name, content, "withdrawal" if off else "invitation")

    @permitted(Permission.RUN_PANELS)
    def year(self, actor: Actor) -> Calendar:
        """Return the calendar file of every meeting to come, to be put on a shared calendar; the making is logged."""
        now = self._context.now()
        with self._store.writing(actor) as uow:
            service = uow.all(Service)[0]
            meetings = upcoming(uow, now)
            off = [
                one for one in uow.all(Meeting, state=MeetingState.CANCELLED) if one.starts_at > now
            ]
            if not meetings:
                raise RuleBroken(
                    "No calendar file was made.",
                    "No meeting is planned.",
                    "Give a panel a rule, or call a meeting.",
                    rule="no_meetings",
                )
            both = sorted((*meetings, *off), key=lambda one: (one.starts_at, one.id or 0))
            events = tuple(_event(one, [], service, now) for one in both)
            content = self._writer.write(
                CalendarFile(Method.PUBLISH, events, name=f"Panels, {service.team_name}")
            )
            uow.log("calendar file saved", "service", 1, {"meetings": len(events)})
            uow.commit()
        return Calendar(f"panels-from-{self._context.today():%Y-%m-%d}.ics", content, "year")

    # Parts

    def _require_day(self, meeting: Meeting, doing: str) -> None:
        """Refuse presence before the day of a meeting. Raises: RuleBroken."""
        on = local_day(meeting.starts_at)
        if on > self._context.today():
            raise RuleBroken(
                doing,
                f"The meeting is on {day_words(on)}: nobody is present yet.",
                "Record whether they come.",
                rule="meeting_early",
            )

    @staticmethod
    def _check(
        uow: UnitOfWork, command: SavePerson, people: list[MeetingPerson], doing: str
    ) -> None:
        """Refuse what cannot be said of a person. Raises: InvalidAnswers."""
        others = [one for one in people if one.id != command.person_id]
        problems = []
        if not command.name.strip():
            problems.append(FieldProblem("name", "Write the name."))
        elif command.name.strip().casefold() in {one.name.casefold() for one in others}:
            problems.append(FieldProblem("name", "Somebody of that name is on the list already."))
        email = command.email.strip()
        if email and not _looks_like_address(email):
            problems.append(FieldProblem("email", "Write an address like name@council.example."))
        if command.part is MeetingPart.CHAIR and any(
            one.part is MeetingPart.CHAIR for one in others
        ):
            problems.append(FieldProblem("part", "There is a chair already: change that first."))
        if command.user_id is not None:
            user = uow.get(User, command.user_id)
            if user.role is not Role.PANEL or not user.active:
                words = "Only somebody with the role panel reads papers by being invited."
                problems.append(FieldProblem("user_id", words))
            elif command.user_id in {one.user_id for one in others}:
                problems.append(FieldProblem("user_id", "They are on the list already."))
        if problems:
            raise InvalidAnswers(doing, tuple(problems))

    @staticmethod
    def _person(uow: UnitOfWork, command: SavePerson, people: list[MeetingPerson]) -> MeetingPerson:
        if command.person_id is None:
            return uow.add(MeetingPerson(meeting_id=command.meeting_id, name=command.name.strip()))
        return next(one for one in people if one.id == command.person_id)


def _looks_like_address(words: str) -> bool:
    name, at, place = words.partition("@")
    return bool(name and at and "." in place) and not any(
        c.isspace() or c in "<>,;:" for c in words
    )


def _organiser(people: list[MeetingPerson]) -> Invited | None:
    """Return who invites: whoever takes the minutes, else the chair; None where neither has an address."""
    for part in (MeetingPart.MINUTES, MeetingPart.CHAIR):
        for one in people:
            if one.part is part and one.email:
                return _invited(one)
    return None


def _invited(one: MeetingPerson) -> Invited:
    return Invited(
        name=one.name,
        email=one.email,
        needed=one.part is not MeetingPart.ATTENDEE,
        chairs=one.part is MeetingPart.CHAIR,
        status=_STATUS.get(one.reply, "NEEDS-ACTION"),
    )


def _event(
    meeting: Meeting, people: list[MeetingPerson], service: Service, now: datetime
) -> CalendarEvent:
    """Return a meeting as an event; its number in this record keeps its UID the same for ever."""
    lines = [f"{meeting.panel.long_words}. Papers close {instant_words(meeting.papers_due_at)}."]
    if meeting.change_reason:
        lines.append(f"{meeting.change_reason}.")
    if meeting.chair:
        lines.append(f"Chair: {meeting.chair}.")
    lines.append(f"{service.team_name}, {service.phone}".rstrip(", "))
    return CalendarEvent(
        uid=f"art-{service.area_code}-{meeting.panel.value}-{meeting.id}@art-desktop".lower(),
        sequence=meeting.version,
        title=meeting.panel.words,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=now,
        place=meeting.place,
        words="\n".join(lines),
        cancelled=meeting.state is MeetingState.CANCELLED,
        people=tuple(_invited(one) for one in people if one.email),
    )
