"""A panel's agenda: which requests need it, in which order, when each is heard, whether enough people come."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import (
    AgendaState,
    MeetingPart,
    MeetingReply,
    MeetingState,
    PanelKind,
    PanelRhythm,
)
from art_desktop.domain.errors import FieldProblem, RuleBroken
from art_desktop.domain.meeting_views import CandidateView, PanelRuleDetails
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Decision, Post, RequestKind, Urgency
from art_desktop.domain.wording import day_words, listed, time_words

LEAST_MINUTES, MOST_MINUTES = 5, 240
_A_WEEK = timedelta(days=7)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LISTED = frozenset({AgendaState.WAITING, AgendaState.HEARD, AgendaState.NOT_REACHED})
_RECOMMENDS = {
    PanelKind.FOSTERING: frozenset({RequestKind.PERMANENT, RequestKind.FOSTER_TO_ADOPT}),
    PanelKind.STABILITY: frozenset({RequestKind.CHANGE}),
}
"""What panels that are no authorising post look at: the fostering panel recommends (product.md §3.1)."""


@dataclass(frozen=True)
class Slot:
    """When one item is heard, and whether it ends before the meeting does."""

    item: AgendaItem
    starts_at: datetime
    ends_at: datetime
    fits: bool


def slots(meeting: Meeting, items: Iterable[AgendaItem]) -> tuple[Slot, ...]:
    """Return the items that are on the agenda in their order, one after another from the start."""
    at = meeting.starts_at
    found = []
    for item in in_order(items):
        ends = at + timedelta(minutes=item.minutes)
        found.append(Slot(item, at, ends, ends <= meeting.ends_at))
        at = ends
    return tuple(found)


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return the items that are on the agenda, in their order."""
    listed_items = [item for item in items if item.state in _LISTED]
    return sorted(listed_items, key=lambda item: (item.position, item.id or 0))


def items_words(count: int) -> str:
    """Return "1 item" or "5 items"."""
    return "1 item" if count == 1 else f"{count} items"


def room_words(meeting: Meeting, held: Sequence[Slot]) -> str:
    """Return "5 items, until 11:10 of 12:30" or by how much the agenda is too long."""
    if not held:
        return (
            f"Nothing on it yet; {time_words(meeting.starts_at)} to {time_words(meeting.ends_at)}"
        )
    count = items_words(len(held))
    last = held[-1].ends_at
    if last > meeting.ends_at:
        over = int((last - meeting.ends_at).total_seconds()) // 60
        return f"{count}: {over} min too long; it ends at {time_words(meeting.ends_at)}"
    return f"{count}, until {time_words(last)} of {time_words(meeting.ends_at)}"


def may_decide(
    panel: PanelKind, post: Post | None, request: Request, posts: Collection[Post]
) -> bool:
    """Say whether a panel decides, or recommends, on a request as it stands.

    Args: post: the authorising post that the panel is. posts: those that have a route to the request.
    """
    if post is not None:
        return post in posts
    return request.kind in _RECOMMENDS.get(panel, frozenset())


def deferred(authorisations: Iterable[Authorisation], request: Request) -> Authorisation | None:
    """Return the deferral that still stands: the last decision, where it is one."""
    own = [one for one in authorisations if one.kind is request.kind]
    last = max(own, key=lambda one: (one.decided_at, one.id or 0), default=None)
    return last if last is not None and last.decision is Decision.DEFERRED else None


def last_given(authorisations: Iterable[Authorisation], request: Request) -> Authorisation | None:
    """Return the last decision, where it permits something."""
    own = [one for one in authorisations if one.kind is request.kind]
    last = max(own, key=lambda one: (one.decided_at, one.id or 0), default=None)
    return last if last is not None and last.decision.permits else None


def runs_out(given: Authorisation, on: date) -> bool:
    """Say whether an authorisation runs out by a panel's next meeting, a week after this one: it is to be renewed."""
    return given.valid_until is not None and given.valid_until < on + _A_WEEK


def owed_to_joint_panel(
    request: Request, post: Post | None, authorisations: Iterable[Authorisation]
) -> bool:
    """Say whether joint money was decided on in a hurry, and is then to be taken to JASP (product.md §3.1)."""
    heard = any(one.post is Post.JASP and one.decision.permits for one in authorisations)
    return post is Post.JASP and request.joint_funding_likely and not heard


def why_words(
    request: Request,
    put_off: Authorisation | None,
    *,
    owed: bool,
    given: Authorisation | None = None,
    on: date | None = None,
) -> str:
    """Return why a request needs a panel, for its line among the candidates.

    Args: put_off: the deferral that stands. given: the last decision, where it permits. on: today.
    """
    words = []
    if given is not None and given.valid_until is not None and not owed:
        over = on is not None and given.valid_until < on
        words.append(
            f"{'Authorisation ran out on' if over else 'Authorised until'} {day_words(given.valid_until)}"
        )
    if owed:
        words.append("Retrospective authorisation owed")
    if put_off is not None:
        day = day_words(local_day(put_off.decided_at))
        to = f", to {day_words(put_off.deferred_to)}" if put_off.deferred_to else ""
        words.append(f"Deferred on {day}{to}")
    if request.joint_funding_likely:
        words.append("Joint funding likely")
    if request.urgency is Urgency.URGENT and not owed:
        words.append("Urgent")
    return " · ".join(words) or "No authorisation yet"


def candidate_key(one: CandidateView) -> tuple[bool, date, bool, bool, str]:
    """Return what candidates are sorted by: what is owed, then needed soonest, then deferred, then joint money."""
    return (
        not one.owed,
        local_day(one.needed_at),
        not one.deferred,
        not one.joint,
        one.reference,
    )


def asked_words(request: Request, panel: PanelKind) -> str:
    """Return what a panel is asked, as a first value: it names nobody."""
    verb = "To recommend" if panel in _RECOMMENDS else "To agree"
    kind = request.kind.words
    kind = kind if kind[:2].isupper() else kind[:1].lower() + kind[1:]
    money = ", and how it is funded" if panel is PanelKind.JASP else ""
    return f"{verb}: {kind}{money}."


def require_open(meeting: Meeting, doing: str) -> None:
    """Refuse to change a meeting that is over. Raises: RuleBroken."""
    if meeting.state is MeetingState.CLOSED:
        raise RuleBroken(
            doing,
            "The meeting is closed, and what it decided is on record.",
            "Put the request on the panel’s next meeting.",
            rule="meeting_closed",
        )
    if meeting.state is MeetingState.CANCELLED:
        raise RuleBroken(
            doing,
            f"The meeting is cancelled: {meeting.change_reason}.",
            "Use the panel’s next meeting, or call one.",
            rule="meeting_cancelled",
        )


def late_problems(
    meeting: Meeting, now: datetime, reason: str, agreed_by: str
) -> tuple[FieldProblem, ...]:
    """Return what a late item lacks; () while the papers are open."""
    if now <= meeting.papers_due_at:
        return ()
    problems = []
    if not reason.strip():
        problems.append(
            FieldProblem("late_reason", "The papers have closed: write the chair’s reason.")
        )
    if not agreed_by.strip():
        problems.append(FieldProblem("late_agreed_by", "Say who agreed that it may be late."))
    return tuple(problems)


def late_words(item: AgendaItem) -> str:
    """Return why an item came after the papers had closed, and who agreed; "" where it did not."""
    if not item.late_reason:
        return ""
    agreed = f" (agreed by {item.late_agreed_by})" if item.late_agreed_by else ""
    return f"{item.late_reason}{agreed}"


def minutes_problem(minutes: int) -> tuple[FieldProblem, ...]:
    """Return what is wrong with an item's length."""
    if LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return ()
    words = f"Give {LEAST_MINUTES} to {MOST_MINUTES} minutes."
    return (FieldProblem("minutes", words),)


# Who comes


def counts(people: Iterable[MeetingPerson]) -> tuple[int, int]:
    """Return how many of the chair and the members come, or came, and how many there are."""
    members = [one for one in people if one.part in {MeetingPart.CHAIR, MeetingPart.MEMBER}]
    here = {MeetingReply.COMING, MeetingReply.PRESENT}
    return sum(one.reply in here for one in members), len(members)


def present(people: Iterable[MeetingPerson]) -> int:
    """Return how many of the chair and the members are there."""
    return sum(
        one.reply is MeetingReply.PRESENT
        for one in people
        if one.part in {MeetingPart.CHAIR, MeetingPart.MEMBER}
    )


def quorum_words(meeting: Meeting, people: Sequence[MeetingPerson]) -> str:
    """Return "4 of 6 coming; quorum 5: 1 short" or "5 of 6 present: quorate"."""
    coming, members = counts(people)
    if not members:
        return "No members named yet"
    begun = meeting.state in {MeetingState.UNDER_WAY, MeetingState.CLOSED}
    here = present(people) if begun else coming
    words = f"{here} of {members} {'present' if begun else 'coming'}"
    if meeting.quorum is None:
        return words
    short = meeting.quorum - here
    if short <= 0:
        return f"{words}: quorate" if begun else f"{words}: will be quorate"
    return f"{words}; quorum {meeting.quorum}: {short} short"


# The rule of a panel


def rule_words(rule: PanelRuleDetails) -> str:
    """Return "Every Wednesday, 09:30 to 12:30" or "Last Wednesday of the month, in PASP’s place, 09:30 to 13:00"."""
    times = f"{rule.starts_at} to {rule.ends_at}"
    if rule.rhythm is PanelRhythm.BY_HAND or rule.weekday is None:
        return f"When it is called, usually {times}"
    day = _WEEKDAYS[rule.weekday]
    if rule.rhythm is PanelRhythm.WEEKLY:
        return f"Every {day}, {times}"
    place = f", in {rule.instead_of.words}’s place" if rule.instead_of else ""
    return f"Last {day} of the month{place}, {times}"


def papers_words(rule: PanelRuleDetails) -> str:
    """Return "Papers close 2 working days before, at 12:00"."""
    days = rule.papers_working_days
    before = {0: "on the day", 1: "1 working day before"}.get(days, f"{days} working days before")
    return f"Papers close {before}, at {rule.papers_at}; {rule.slot_minutes} min an item"


def time_problems(starts_at: str, ends_at: str) -> tuple[FieldProblem, ...]:
    """Return what is wrong with a meeting's times, written "09:30"."""
    problems = [
        FieldProblem(name, "Write a time like 09:30.")
        for name, words in (("starts_at", starts_at), ("ends_at", ends_at))
        if not _TIME.fullmatch(words)
    ]
    if not problems and ends_at <= starts_at:
        problems.append(FieldProblem("ends_at", "It ends before it begins."))
    return tuple(problems)


def rule_problems(rule: PanelRuleDetails, source: str) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong with a panel's rule."""
    problems = list(time_problems(rule.starts_at, rule.ends_at))
    if rule.rhythm is not PanelRhythm.BY_HAND and rule.weekday not in range(5):
        problems.append(FieldProblem("weekday", "Choose a day from Monday to Friday."))
    if rule.instead_of is rule.panel:
        problems.append(FieldProblem("instead_of", "A panel cannot meet in its own place."))
    if not LEAST_MINUTES <= rule.slot_minutes <= MOST_MINUTES:
        problems.append(FieldProblem("slot_minutes", "Give 5 to 240 minutes."))
    if not 0 <= rule.papers_working_days <= 30:
        problems.append(FieldProblem("papers_working_days", "Give 0 to 30 working days."))
    if not _TIME.fullmatch(rule.papers_at):
        problems.append(FieldProblem("papers_at", "Write a time like 12:00."))
    elif rule.papers_working_days == 0 and rule.papers_at > rule.starts_at:
        problems.append(FieldProblem("papers_at", "Papers close before the meeting begins."))
    if rule.quorum is not None and not 1 <= rule.quorum <= 30:
        problems.append(FieldProblem("quorum", "Give 1 to 30, or leave it empty."))
    if not source.strip():
        problems.append(FieldProblem("source", "Write who decided it, and when."))
    return tuple(problems)


def replies_words(people: Iterable[MeetingPerson]) -> str:
    """Return who sent apologies: "Apologies: A and B", or ""."""
    away = [one.name for one in people if one.reply is MeetingReply.APOLOGIES]
    return f"Apologies: {listed(away)}" if away else ""
