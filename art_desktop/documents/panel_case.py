"""One case of a panel pack: the child in their own world, what is asked, needs, what was tried, homes, room to write.

Everything stands in a narrow column, since people write beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import (
    boxed,
    bullets,
    card,
    columns,
    facts,
    gap,
    heading,
    keep,
    para,
    table,
)
from art_desktop.documents.panel_homes import homes
from art_desktop.documents.panel_marks import level_cell, writing_lines
from art_desktop.documents.style import colour
from art_desktop.documents.words import moment
from art_desktop.domain.clock import local_time
from art_desktop.domain.panel_papers import PackItem
from art_desktop.domain.panel_views import CaseChild, CaseLine, CaseNeed, CaseQuote, CaseView
from art_desktop.domain.wording import day_words, listed, money_words

_FEW: Final = 2
"""So many children are told whole before what is asked; of more, each has a line first."""

_LARGE: Final = frozenset({"Likes", "Says they want"})


def case_story(item: PackItem, of: int, room: float) -> list[Flowable]:
    """Return one item of the agenda as the panel reads it; `of` how many items there are, `room` in points."""
    eyebrow = f"Case {item.position} of {of} · {item.slot_words} · {item.reference}"
    story = [*para(eyebrow, "eyebrow"), *heading(item.title, "case_title", 1)]
    case = item.case
    if case is None:
        return [*story, *_not_ready(item, room), *room_to_write(room)]
    needed = moment(local_time(case.needed_at))
    story += para(f"{case.kind_words} · needed by {needed}", "subtitle")
    story += _notes(item, case)
    if case.outcome:
        story += [*_box("Decided", case.outcome, room), gap(10)]
    many = len(case.children) > _FEW
    for child in case.children:
        story += _first_line(child, room) if many else _world(child, case, room)
    story += _asked(case, room)
    for child in case.children:
        story += _child(child, case, room, with_world=many)
    story += _tried(case, room)
    if case.resource is not None:
        story += _resource(case, room)
    else:
        story += homes(case, room)
    story += _decisions(case, room)
    return [*story, *room_to_write(room)]


def room_to_write(room: float) -> list[Flowable]:
    """Return lines for a member's own questions and thoughts."""
    questions = [*heading("My questions", "section", 2), *writing_lines(4, room)]
    thoughts = [*heading("What I think", "section", 2), *writing_lines(5, room)]
    return keep([*questions, *thoughts], room=room)


# The head


def _not_ready(item: PackItem, room: float) -> list[Flowable]:
    words = [
        *para("This case was not ready when the pack was made.", "value"),
        *para("Ask the minute-taker for it before the meeting, or expect it to be taken off."),
    ]
    story = [*para(item.kind_words, "subtitle"), gap(6), *boxed(words, room=room)]
    if item.asked:
        story += [gap(10), *_box("What you are asked", item.asked, room)]
    return story


def _notes(item: PackItem, case: CaseView) -> list[Flowable]:
    """Return what the reader should know of the case: when it was made, whether it came late or is out of date."""
    story: list[Flowable] = []
    if item.late:
        story += para(item.late, "note", lead="Late item")
    if case.urgency_words:
        story += para(case.urgency_words, "value")
    if item.stale:
        words = "The minute-taker will say what is new."
        story += para(f"{item.stale} {words}", "note", lead="Since then")
    if item.case_made_at is not None:
        made = moment(local_time(item.case_made_at))
        story += para(f"As the request stood on {made} (case number {item.case_number}).", "note")
    return [*story, gap(8)]


def _box(title: str, words: str, room: float, fill: str = sheet.COOL) -> list[Flowable]:
    return boxed([*para(title, "label"), *para(words, "asked")], fill, room=room)


def _asked(case: CaseView, room: float) -> list[Flowable]:
    words = case.asked or "Nothing is written down: ask the minute-taker."
    story = [gap(12), *heading("What you are asked", "section", 2)]
    story += boxed(para(words, "asked"), room=room)
    if case.why:
        story += [gap(6), *para(case.why, "body", lead="Why now")]
    return keep(story, room=room)


# The children


def _world(child: CaseChild, case: CaseView, room: float) -> list[Flowable]:
    """Return a child as a person, on a warm ground."""
    several = len(case.children) > 1
    story = heading(child.heading, "section", 2) if several else []
    if not child.person:
        words = "What this child likes and wants is not yet known."
        return [*story, *boxed(para(words), sheet.WARM, room=room)]
    rows: list[tuple[list[Flowable], list[Flowable]]] = []
    waiting: list[Flowable] | None = None
    for line in child.person:
        large = line.title in _LARGE
        cell = [*para(line.title, "label"), *para(line.words, "words_small" if large else "body")]
        if large or len(line.words) > 150:
            rows.append((cell, []))
        elif waiting is None:
            waiting = cell
        else:
            rows.append((waiting, cell))
            waiting = None
    if waiting is not None:
        rows.append((waiting, []))
    return [*story, *card(rows, room=room)]


def _first_line(child: CaseChild, room: float) -> list[Flowable]:
    """Return one child of many in two columns: who, and what they like or want."""
    told = {line.title: line.words for line in child.person}
    words = told.get("Likes") or told.get("Says they want")
    words = words or "What this child likes is not yet known."
    return columns(
        [(para(child.heading, "value"), para(words))],
        (104, room - 104),
        [
            ("BACKGROUND", (0, 0), (-1, -1), colour(sheet.WARM)),
            ("LEFTPADDING", (0, 0), (0, -1), 14),
            ("LINEBELOW", (0, 0), (-1, -1), 2, colour(sheet.WHITE)),
        ],
    )


def _child(child: CaseChild, case: CaseView, room: float, *, with_world: bool) -> list[Flowable]:
    """Return what a child needs, and their situation."""
    several = len(case.children) > 1
    title = f"{child.heading}: needs and situation" if several else "Needs and situation"
    story: list[Flowable] = []
    if with_world:
        story += [gap(6), *keep(_world(child, case, room), room=room)]
        title = f"What {child.heading[:1].lower()}{child.heading[1:]} needs"
    below = 3 if with_world else 2
    rest: list[Flowable] = []
    for need in child.needs:
        rest += keep(_need(need, room, below + 1), room=room)
    rest += [gap(6), *facts(_pairs(child.facts), room=room)] if child.facts else []
    if child.not_known:
        unknown = [one[:1].lower() + one[1:] for one in dict.fromkeys(child.not_known)]
        rest += para(f"{listed(unknown)}.", "note", lead="Not yet known")
    if not rest:
        return story
    return [*story, *heading(title, "section" if below == 2 else "part", below), *rest]


def _need(need: CaseNeed, room: float, level: int) -> list[Flowable]:
    line = columns(
        [(heading(need.title, "need", level), level_cell(need.level))],
        (room - 138, 138),
        [
            ("LINEABOVE", (0, 0), (-1, -1), 0.6, colour(sheet.LINE)),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ],
    )
    shows = para(need.shows, "body", lead="How it shows" if need.works else "")
    return [*line, *shows, *para(need.works, "body", lead="What works"), gap(7)]


def _pairs(lines: Sequence[CaseLine]) -> list[tuple[str, str]]:
    return [(line.title, line.words) for line in lines]


# What was tried and decided


def _tried(case: CaseView, room: float) -> list[Flowable]:
    if not case.tried:
        return []
    story = [*heading("What was tried", "section", 2), *bullets(case.tried, room=room)]
    return keep(story, room=room)


def _decisions(case: CaseView, room: float) -> list[Flowable]:
    if not case.decisions:
        return []
    story = [*heading("Decided before", "section", 2), *bullets(case.decisions, room=room)]
    return keep(story, room=room)


# What is no home


def _resource(case: CaseView, room: float) -> list[Flowable]:
    """Return what is wanted, and each price that was asked for."""
    resource = case.resource
    assert resource is not None
    story = heading(resource.title, "section", 2)
    story += facts(_pairs(resource.lines), room=room)
    story += heading("Prices", "part", 3)
    if resource.quotes:
        rows = [(one.who, _price(one), _quote_words(one)) for one in resource.quotes]
        story += table(("Who", "In all", "More"), rows, (112, 92, room - 204))
    else:
        story += para("Nobody has been asked for a price.")
    if resource.ordered:
        story += [*heading("Ordered before", "part", 3), *bullets(resource.ordered, room=room)]
    return story


def _price(quote: CaseQuote) -> str:
    return quote.state if quote.whole_pence is None else money_words(quote.whole_pence)


def _quote_words(quote: CaseQuote) -> str:
    parts = (
        "" if quote.whole_pence is None or quote.price.endswith("in all") else quote.price,
        "" if quote.can_start_on is None else f"Could start {day_words(quote.can_start_on)}",
        "" if quote.ready_on is None else f"Ready {day_words(quote.ready_on)}",
        quote.late[:1].upper() + quote.late[1:],
        f"Includes {quote.includes}" if quote.includes else "",
    )
    return "\n".join(part for part in parts if part)
