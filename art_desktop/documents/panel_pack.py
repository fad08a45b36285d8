"""The panel pack: what six people read the evening before they decide (product.md §4, §6; design.md "Papers").

The meeting with its agenda stands first, then each case as it was prepared, with a wide margin to write in.
"""

from __future__ import annotations

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
)
from art_desktop.documents.packing import Bound
from art_desktop.documents.panel_case import case_story
from art_desktop.documents.words import moment
from art_desktop.domain.clock import local_day, local_time
from art_desktop.domain.panel_papers import PackItem, PanelPack
from art_desktop.domain.papers import Stamp
from art_desktop.domain.wording import day_words, short_day_words, time_words

MARGIN_RIGHT: Final = 142.0
"""Five centimetres to write in, in points."""


def bound(paper: PanelPack, stamp: Stamp) -> Bound:
    """Return the meeting's own page and each case, ready to be bound.

    Raises: ValueError: the stamp is that of a paper with names.
    """
    if not stamp.redacted:
        raise ValueError("a panel pack and its stamp disagree on whether it is redacted")
    page = _page(paper, stamp, stamp.reference)
    of = len(paper.items)
    return Bound(
        parts=[
            Sheets(
                page=_page(paper, stamp, item.reference),
                story=case_story(item, of, page.room),
                bookmark=_bookmark(item),
            )
            for item in paper.items
        ],
        page=page,
        cover=_cover(paper, page.room),
    )


def _page(paper: PanelPack, stamp: Stamp, reference: str) -> PageFrame:
    on = local_day(paper.meeting.starts_at)
    return PageFrame(
        title=f"Panel pack {paper.meeting.panel} {on:%Y-%m-%d}",
        head=f"Panel pack · {paper.meeting.panel}, {short_day_words(on)} {on.year}",
        reference=reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner="PROOF, NOT KEPT" if stamp.proof else "",
        margin_right=MARGIN_RIGHT,
    )


def _bookmark(item: PackItem) -> str:
    return f"{time_words(item.starts_at)}  {item.reference} · {item.title}"


def _cover(paper: PanelPack, room: float) -> list[Flowable]:
    meeting = paper.meeting
    day = day_words(local_day(meeting.starts_at))
    times = f"{time_words(meeting.starts_at)} to {time_words(meeting.ends_at)}"
    story = [
        *para("Panel pack", "eyebrow"),
        *heading(meeting.long_name or meeting.panel, "case_title", 1),
        *para(f"{day}, {times}", "lead"),
        gap(8),
        *_beware(paper, room),
        *facts(
            [
                ("Where", meeting.place or "not yet known"),
                ("Chair", "" if _chair_is_named(paper) else meeting.chair or "not yet known"),
                ("Quorum", meeting.quorum_words),
                ("Changed", meeting.change_words),
                ("Papers closed", moment(local_time(paper.papers_due_at))),
                ("Who is asked", "\n".join(person.words for person in paper.people)),
            ],
            room=room,
        ),
    ]
    words = (
        "The children are not named here, nor should they be in the room. The margin is yours to write in; hand the "
        "pack back to the minute-taker."
    )
    return [*story, *para(words, "note")]


def _chair_is_named(paper: PanelPack) -> bool:
    return any(person.name == paper.meeting.chair for person in paper.people)


def _beware(paper: PanelPack, room: float) -> list[Flowable]:
    """Return what the chair must know before the evening: cases that are not here, or not fresh."""
    lines = [
        f"{item.reference} ({item.slot_words}): not ready when this pack was made"
        for item in paper.not_ready
    ]
    lines += [
        f"{item.reference} ({item.slot_words}): the request has changed since its case was prepared"
        for item in paper.items
        if item.case is not None and item.stale
    ]
    lines += [
        f"{item.reference} ({item.slot_words}): came after the papers had closed"
        for item in paper.items
        if item.late
    ]
    if not lines:
        return []
    words = para("Before you read", "label")
    return [*keep(boxed([*words, *bullets(lines, room=room - 28)], room=room), room=room), gap(12)]
