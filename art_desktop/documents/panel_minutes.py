"""The minutes of a panel: who was there, each case with what was said and decided, and all that has to be done."""

from __future__ import annotations

from datetime import date
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    boxed,
    bullets,
    facts,
    gap,
    heading,
    keep,
    para,
    table,
)
from art_desktop.documents.panel_marks import signature_line
from art_desktop.documents.style import CONTENT
from art_desktop.domain.clock import local_day
from art_desktop.domain.panel_papers import MinuteItem, MinuteSplit, PanelMinutes
from art_desktop.domain.papers import Stamp
from art_desktop.domain.vocabulary import Decision
from art_desktop.domain.wording import day_words, money_words, short_day_words, time_words

_NOTHING: Final = "Nothing was noted."


def draw(paper: PanelMinutes, stamp: Stamp) -> Sheets:
    """Return the minutes ready to be set."""
    meeting = paper.meeting
    on = local_day(meeting.starts_at)
    banner = (
        "PROOF, NOT KEPT"
        if stamp.proof
        else "DRAFT · not yet agreed by the chair"
        if paper.draft
        else ""
    )
    page = PageFrame(
        title=f"Minutes {meeting.panel} {on:%Y-%m-%d}",
        head=f"Minutes · {meeting.panel}, {short_day_words(on)} {on.year}",
        reference=stamp.reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner=banner,
    )
    story = _head(paper)
    for item in paper.items:
        story += _item(item)
    if not paper.items:
        story += [*heading("The cases", "section", 2), *para("No case was heard.")]
    story += _actions(paper)
    story += _end(paper)
    return Sheets(page=page, story=story, bookmark=page.title)


def _head(paper: PanelMinutes) -> list[Flowable]:
    meeting = paper.meeting
    times = f"{time_words(meeting.starts_at)} to {time_words(meeting.ends_at)}"
    story = [
        *para("Minutes", "eyebrow"),
        *heading(meeting.long_name or meeting.panel, "case_title", 1),
        *para(f"{day_words(local_day(meeting.starts_at))}, {times}", "lead"),
        gap(8),
    ]
    if paper.missing:
        words = [
            *para("Still missing in this draft", "label"),
            *bullets(paper.missing, room=CONTENT - 28),
        ]
        story += [*keep(boxed(words)), gap(10)]
    present = "\n".join(person.words for person in paper.present)
    story += facts(
        [
            ("Where", meeting.place),
            ("Present", present or "Nobody is recorded as present."),
            ("Apologies", "\n".join(_away(one.words, one.note) for one in paper.apologies)),
            ("Not recorded", "\n".join(person.words for person in paper.others)),
            ("Quorum", _quorum(paper)),
            ("Conflicts of interest", paper.conflicts or _NOTHING),
            ("Last minutes", paper.last_minutes),
        ]
    )
    if paper.opening:
        story += [*heading("Before the cases", "section", 2), *para(paper.opening)]
    return story


def _away(words: str, note: str) -> str:
    return f"{words}: {note}" if note else words


def _quorum(paper: PanelMinutes) -> str:
    words = paper.meeting.quorum_words
    if paper.quorate is False:
        return f"{words}. The meeting was not quorate by who is recorded as present."
    return words


# One case


def _item(item: MinuteItem) -> list[Flowable]:
    head = [
        *heading(f"{item.position}. {item.title}", "section", 2),
        *para(f"{item.reference} · {item.kind_words}", "note"),
    ]
    if item.late:
        head += para(item.late, "note", lead="Late item")
    if item.asked:
        head += [gap(4), *para(item.asked, "body", lead="Asked")]
    story = keep([*head, *_outcome(item)])
    if item.said:
        story += [gap(4), *para(item.said, "body", lead="Said")]
    if item.dissent:
        story += [gap(4), *para(item.dissent, "body", lead="Seen otherwise")]
    return story


def _outcome(item: MinuteItem) -> list[Flowable]:
    """Return what was decided, on a ground of its own."""
    if item.decision is None:
        return [gap(6), *boxed(para(item.other_words, "value"))]
    words = item.decision.words
    if item.deferred_to is not None:
        words += f" to {day_words(item.deferred_to)}"
    block = [*para("Decided", "label"), *para(words, "asked")]
    if item.replaced:
        block += para("Recorded again in the meeting: this is what holds.", "note")
    for action in item.actions:
        block += bullets(
            [_action_words(action.words, action.owner, action.due_on)], room=CONTENT - 28
        )
    lead = {
        Decision.DEFERRED: "What is needed",
        Decision.NOT_AGREED: "Why",
    }.get(item.decision, "Noted")
    block += para(item.reasons, "body", lead=lead)
    if item.most_pence is not None:
        block += para(f"up to {money_words(item.most_pence)} in all", "body", lead="Price")
    if item.valid_until is not None:
        block += para(day_words(item.valid_until), "body", lead="Holds until")
    if item.split is not None:
        block += split_story(item.split, CONTENT - 28)
    return [gap(6), *boxed(block)]


def _action_words(words: str, owner: str, due_on: date | None) -> str:
    by = f"by {day_words(due_on)}" if due_on is not None else ""
    more = " ".join(part for part in (owner, by) if part)
    return f"{words} ({more})" if more else words


def split_story(split: MinuteSplit, room: float) -> list[Flowable]:
    """Return who pays what from a day on, as a small table that adds up."""
    rows: list[tuple[str, str, str]] = [
        (
            part.funder.words,
            part.words if part.words.endswith("%") else "",
            "" if part.weekly_pence is None else money_words(part.weekly_pence),
        )
        for part in split.parts
    ]
    if split.weekly_pence is not None:
        rows.append(("Together", "", money_words(split.weekly_pence)))
    widths = (room - 190, 80, 110)
    title = para(f"Who pays, from {day_words(split.starts_on)}", "label")
    out = [gap(4), *title, *table(("Payer", "Share", "A week"), rows, widths)]
    return [*out, *para(split.note, "note")]


# All that has to be done


def _actions(paper: PanelMinutes) -> list[Flowable]:
    rows = [
        (
            item.reference,
            action.words,
            action.owner or "not named",
            day_words(action.due_on) if action.due_on is not None else "",
        )
        for item in paper.items
        for action in item.actions
    ]
    rows += [
        (item.reference, item.reasons, "the social worker", day_words(item.deferred_to))
        for item in paper.items
        if item.decision is Decision.DEFERRED and item.deferred_to is not None
    ]
    if not rows:
        return []
    widths = (84, CONTENT - 84 - 110 - 96, 110, 96)
    drawn = table(("Case", "What has to be done", "By whom", "By when"), rows, widths)
    return [*heading("What has to be done", "section", 2), *drawn]


def _end(paper: PanelMinutes) -> list[Flowable]:
    story: list[Flowable] = []
    if paper.other_business:
        story += [*heading("Any other business", "section", 2), *para(paper.other_business)]
    last = [
        *heading("Next meeting", "section", 2),
        *para(paper.next_meeting or "Not yet planned."),
        gap(6),
        *para(f"Minutes taken by {paper.taken_by}." if paper.taken_by else "", "note"),
        *para("Agreed as a true record:", "body"),
        *signature_line(
            f"{paper.meeting.chair}, chair" if paper.meeting.chair else "Chair", CONTENT
        ),
    ]
    return [*story, *keep(last)]
