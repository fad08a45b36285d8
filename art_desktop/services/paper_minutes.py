"""The data of a panel's minutes: who was there, what was decided on each case, what follows (product.md §4, §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from art_desktop.domain import agendas
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import AgendaState, MeetingPart, MeetingReply, MeetingState
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.forms.minutes import DRAFT
from art_desktop.domain.funding import divide, parts_of
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import Pence, RequestId
from art_desktop.domain.meetings import AgendaItem, Meeting, MeetingPerson
from art_desktop.domain.panel_papers import (
    MinuteAction,
    MinuteItem,
    MinuteShare,
    MinuteSplit,
    PanelMinutes,
)
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import NOTHING, Answers, FormProblem, FormSubject, Row
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity, find_identifiers
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import TaskKind
from art_desktop.domain.wording import day_words, instant_words, listed
from art_desktop.domain.work import Task
from art_desktop.services.panel_case_making import A_CONDITION, A_NOTE, safe
from art_desktop.services.panel_cases import last_case, read_case
from art_desktop.services.panel_people import everybody, held_of
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.paper_forms import answers_of, version_of
from art_desktop.services.paper_panel_pack import (
    agenda_of,
    in_order,
    meeting_of,
    person_of,
    reference_of,
    stem_of,
    waiting,
)
from art_desktop.services.standing import Held, children_words, names_of_users

NOT_DRAFTED = "The minutes were not drafted."
_OTHER = {
    AgendaState.WAITING: "No decision is recorded yet.",
    AgendaState.NOT_REACHED: "Not reached: it waits for the panel's next meeting.",
    AgendaState.TAKEN_OFF: "Taken off the agenda",
}


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the data of a meeting's minutes; each text that somebody typed is searched for names.

    Raises: RuleBroken: the meeting has not been held or an item has no outcome, and the minutes are no draft; what was
        noted names somebody, or speaks of a case that was not on the agenda.
    """
    assert ask.meeting_id is not None
    uow = desk.uow
    meeting = uow.get(Meeting, ask.meeting_id)
    subject = FormSubject(code=FormCode.MINUTES, meeting_id=meeting.id)
    answers = answers_of(uow, subject) or NOTHING
    items = agenda_of(uow, meeting)
    held = held_of(uow, items_of(uow, meeting), desk.today)
    missing = missing_of(meeting, items, held)
    draft = answers.text("status") == DRAFT
    why = why_no_minutes(meeting, missing, draft=draft)
    if why is not None:
        raise why
    people = uow.all(MeetingPerson, meeting_id=meeting.id)
    known = everybody(uow, meeting, people, held, desk.today)
    _require_noted_well(answers, known, held)
    body = _minutes(desk, meeting, answers, held, known)
    return Built(
        body=_with_draft(body, missing if draft else (), draft=draft),
        reference=reference_of(meeting),
        stem=f"{stem_of(meeting)}-minutes",
        subject_words=f"{reference_of(meeting)}{', draft' if draft else ''}",
        made_from={"minutes": version_of(uow, subject)},
    )


def items_of(uow: UnitOfWork, meeting: Meeting) -> list[AgendaItem]:
    """Return every item that was ever on the agenda."""
    return uow.all(AgendaItem, meeting_id=meeting.id)


def missing_of(
    meeting: Meeting, items: Sequence[AgendaItem], held: Mapping[RequestId, Held]
) -> tuple[str, ...]:
    """Return what complete minutes of a meeting lack, in sentences."""
    found = []
    if meeting.state is MeetingState.PLANNED:
        found.append("The meeting has not been held.")
    left = [held[item.request_id].request.reference for item in waiting(items)]
    if left and meeting.state is not MeetingState.PLANNED:
        verb = "has" if len(left) == 1 else "have"
        found.append(f"{listed(left)} {verb} no outcome yet.")
    return tuple(found)


def why_no_minutes(meeting: Meeting, missing: Sequence[str], *, draft: bool) -> RuleBroken | None:
    """Return why no minutes can be made now, None where they can."""
    if meeting.state is MeetingState.CANCELLED:
        return RuleBroken(
            NOT_DRAFTED,
            "The meeting was cancelled: there was nothing to minute.",
            "Draft those of the meeting that its items went to.",
            rule="meeting_cancelled",
        )
    if missing and not draft:
        return RuleBroken(
            NOT_DRAFTED,
            " ".join(missing),
            "Record the outcomes in the panel view, or mark the minutes as a draft under “Fill in the minutes”.",
            rule="minutes_early",
        )
    return None


def _with_draft(body: PanelMinutes, missing: tuple[str, ...], *, draft: bool) -> PanelMinutes:
    return replace(body, draft=draft, missing=missing)


# What was noted


def propose(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose a line for each case of the agenda."""
    assert subject.meeting_id is not None
    meeting = uow.get(Meeting, subject.meeting_id)
    items = agenda_of(uow, meeting)
    held = held_of(uow, items, today)
    rows: tuple[Row, ...] = tuple(
        {"case": held[item.request_id].request.reference} for item in items
    )
    return Answers({"cases": rows}) if rows else NOTHING


def naming_problems(
    uow: UnitOfWork, subject: FormSubject, answers: Answers
) -> tuple[FormProblem, ...]:
    """Return the answers that would name somebody of a case: they cannot be saved so."""
    assert subject.meeting_id is not None
    meeting = uow.get(Meeting, subject.meeting_id)
    people = uow.all(MeetingPerson, meeting_id=meeting.id)
    today = local_day(meeting.starts_at)
    held = held_of(uow, items_of(uow, meeting), today)
    known = everybody(uow, meeting, people, held, today)
    return tuple(
        FormProblem(
            name,
            f"{where}: this would name somebody ({found}). Write it without.",
            grave=True,
        )
        for name, where, found in _naming(answers, known)
    )


_ASKED = (
    ("conflicts", "Conflicts of interest"),
    ("last_minutes", "Minutes of the last meeting"),
    ("opening", "Said before the cases"),
    ("other", "Any other business"),
)


def _naming(answers: Answers, known: KnownIdentity) -> list[tuple[str, str, str]]:
    """Return the question, where in it, and what was found, for each answer that names somebody."""
    texts = [(name, title, answers.text(name)) for name, title in _ASKED]
    for row in answers.rows("cases"):
        words = f"{row.get('said', '')}\n{row.get('dissent', '')}"
        texts.append(("cases", row.get("case", ""), words))
    found = []
    for name, where, text in texts:
        leaks = find_identifiers(text, known, where) if text.strip() else ()
        if leaks:
            hints = ", ".join(sorted({f"{leak.kind} {leak.hint}" for leak in leaks}))
            found.append((name, where, hints))
    return found


def _require_noted_well(
    answers: Answers, known: KnownIdentity, held: Mapping[RequestId, Held]
) -> None:
    """Refuse notes that name somebody, or that are of no case of the meeting. Raises: RuleBroken."""
    bad = [f"{where}: {found}" for _, where, found in _naming(answers, known)]
    if bad:
        raise RuleBroken(
            NOT_DRAFTED,
            f"What was noted would name somebody: {'; '.join(bad)}.",
            "Write it without a name under “Fill in the minutes”.",
            rule="identifiers",
        )
    references = {one.request.reference for one in held.values()}
    strangers = [
        row["case"]
        for row in answers.rows("cases")
        if row.get("case")
        and row["case"].upper() not in references
        and (row.get("said") or row.get("dissent"))
    ]
    if strangers:
        raise RuleBroken(
            NOT_DRAFTED,
            f"Something is noted of {listed(strangers)}, which was not on the agenda.",
            "Put the reference right under “Fill in the minutes”.",
            rule="minutes_stranger",
        )


# The minutes


def _minutes(
    desk: PaperDesk,
    meeting: Meeting,
    answers: Answers,
    held: Mapping[RequestId, Held],
    known: KnownIdentity,
) -> PanelMinutes:
    uow = desk.uow
    people = in_order(uow.all(MeetingPerson, meeting_id=meeting.id))
    notes = {row.get("case", "").upper(): row for row in answers.rows("cases")}
    users = names_of_users(uow)
    heard = [
        _item(uow, at, item, held[item.request_id], notes, known, users, desk.today)
        for at, item in enumerate(_all_in_order(uow, meeting), start=1)
    ]
    here = agendas.present(people)
    taker = next((one.name for one in people if one.part is MeetingPart.MINUTES), "")
    return PanelMinutes(
        meeting=meeting_of(uow, meeting, people),
        present=tuple(person_of(p) for p in people if p.reply is MeetingReply.PRESENT),
        apologies=tuple(person_of(p) for p in people if p.reply is MeetingReply.APOLOGIES),
        others=tuple(
            person_of(p)
            for p in people
            if p.reply not in {MeetingReply.PRESENT, MeetingReply.APOLOGIES}
        ),
        quorate=None if meeting.quorum is None or not people else here >= meeting.quorum,
        conflicts=answers.text("conflicts"),
        last_minutes=answers.text("last_minutes"),
        opening=answers.text("opening"),
        items=tuple(heard),
        other_business=answers.text("other"),
        next_meeting=_next(uow, meeting),
        taken_by=meeting.minutes or taker,
    )


def _all_in_order(uow: UnitOfWork, meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in order, and after it what was taken off."""
    every = items_of(uow, meeting)
    off = [item for item in every if item.state is AgendaState.TAKEN_OFF]
    return [*agendas.in_order(every), *sorted(off, key=lambda one: (one.position, one.id or 0))]


def _item(
    uow: UnitOfWork,
    position: int,
    item: AgendaItem,
    held: Held,
    notes: Mapping[str, Row],
    known: KnownIdentity,
    users: Mapping[int, str],
    today: date,
) -> MinuteItem:
    assert item.id is not None
    kept = last_case(uow, item.id)
    title = read_case(kept).children_words if kept else children_words(held.children, today)
    row = notes.get(held.request.reference.upper(), {})
    decisions = uow.all(Authorisation, item_id=item.id)
    decided = max(decisions, key=lambda one: one.id or 0, default=None)
    base = MinuteItem(
        position=position,
        reference=held.request.reference,
        title=title,
        kind_words=held.request.kind.words,
        asked=item.asked,
        late=agendas.late_words(item),
        state=item.state,
        other_words=_other_words(item, known) if decided is None else "",
        said=row.get("said", ""),
        dissent=row.get("dissent", ""),
        replaced=len(decisions) > 1,
    )
    if decided is None:
        return base
    return replace(
        base,
        decision=decided.decision,
        decided_at=decided.decided_at,
        actions=tuple(
            MinuteAction(safe(one.words, A_CONDITION, known), one.owner, one.due_on)
            for one in actions_of(uow, decided, users)
        ),
        reasons=safe(decided.note, A_NOTE, known),
        deferred_to=decided.deferred_to,
        valid_until=decided.valid_until,
        most_pence=decided.most_pence,
        split=_split(uow, decided, known),
    )


def _split(uow: UnitOfWork, decided: Authorisation, known: KnownIdentity) -> MinuteSplit | None:
    split = split_of(uow, decided)
    return None if split is None else replace(split, note=safe(split.note, A_NOTE, known))


def _other_words(item: AgendaItem, known: KnownIdentity) -> str:
    words = _OTHER.get(item.state, item.state.words)
    if item.state is AgendaState.TAKEN_OFF and item.state_reason:
        return f"{words}: {safe(item.state_reason, A_NOTE, known)}"
    return words


def actions_of(
    uow: UnitOfWork, decided: Authorisation, users: Mapping[int, str]
) -> tuple[MinuteAction, ...]:
    """Return the conditions of a decision, each with who has to do it and by when, in the order they were given."""
    opened = [
        task
        for task in uow.all(Task, request_id=decided.request_id, kind=TaskKind.CONDITION)
        if task.opened_at in {decided.recorded_at, decided.decided_at}
    ]
    tasks = {f"{task.words} (by {day_words(local_day(task.due_at))})": task for task in opened}
    tasks |= {task.words: task for task in opened}
    found = []
    for line in decided.conditions.splitlines():
        task = tasks.get(line)
        if task is None:
            found.append(MinuteAction(line))
        else:
            owner = users.get(task.owner_id or 0, "")
            found.append(MinuteAction(task.words, owner, local_day(task.due_at)))
    return tuple(found)


def split_of(uow: UnitOfWork, decided: Authorisation) -> MinuteSplit | None:
    """Return the joint funding split that was agreed with a decision, None where there was none."""
    splits = uow.all(FundingSplit, authorisation_id=decided.id)
    split = max(splits, key=lambda one: one.id or 0, default=None)
    if split is None:
        return None
    parts = parts_of(split.lines)
    amounts: list[Pence | None] = [part.weekly_pence for part in parts]
    if split.weekly_pence and all(part.share is not None for part in parts):
        amounts = list(divide(split.weekly_pence, [part.share or 0 for part in parts]))
    return MinuteSplit(
        starts_on=split.starts_on,
        weekly_pence=split.weekly_pence,
        parts=tuple(
            MinuteShare(part.funder, part.words, amount)
            for part, amount in zip(parts, amounts, strict=True)
        ),
        note=split.note,
    )


def _next(uow: UnitOfWork, meeting: Meeting) -> str:
    """Return when the panel meets next: "Wed 2 Dec 2026 09:30, room 2"."""
    later = [
        one
        for one in uow.all(Meeting, panel=meeting.panel, state=MeetingState.PLANNED)
        if one.starts_at > meeting.starts_at
    ]
    following = min(later, key=lambda one: one.starts_at, default=None)
    if following is None:
        return ""
    return ", ".join(p for p in (instant_words(following.starts_at), following.place) if p)
