"""What the pages of the referral pack have in common: their frame, their head, and what is not yet settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    columns,
    gap,
    heading,
    height,
    keep,
    para,
)
from art_desktop.documents.style import CONTENT, colour
from art_desktop.documents.words import day
from art_desktop.domain.papers import Stamp
from art_desktop.domain.referral_pack import Filled


def frame(title: str, reference: str, stamp: Stamp) -> PageFrame:
    """Return what stands on every page; the file's title names nobody."""
    return PageFrame(
        title=f"{title} {reference}",
        head=title,
        reference=reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner="PROOF, NOT KEPT" if stamp.proof else "",
    )


def sheets(title: str, reference: str, name: str, stamp: Stamp, story: list[Flowable]) -> Sheets:
    """Return a page of one child, under "Toby: placement plan" in the contents."""
    bookmark = f"{name}: {title[:1].lower()}{title[1:]}"
    return Sheets(page=frame(title, reference, stamp), story=story, bookmark=bookmark)


def head(eyebrow: str, title: str, filled: Filled, *under: str) -> list[Flowable]:
    """Return a page's title, and from which version of its form it is made."""
    line = " · ".join(part for part in (*under, version_words(filled)) if part)
    return [
        *para(eyebrow, "eyebrow"),
        *heading(title, "case_title", 1),
        *para(line, "note"),
        gap(8),
    ]


def version_words(filled: Filled) -> str:
    """Return "Form 3, filled in by Ann Officer, Fri 20 Nov 2026"."""
    if not filled.number:
        return "From what is on record; nobody has filled it in yet"
    by = f" by {filled.saved_by}" if filled.saved_by else ""
    on = f", {day(filled.saved_on)}" if filled.saved_on else ""
    return f"Form {filled.number}, filled in{by}{on}"


def strip(cells: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return a few short answers in one line between two rules."""
    if not cells:
        return []
    line = colour(sheet.EDGE)
    row = [[*para(label, "label"), *para(words, "value")] for label, words in cells]
    return [
        *columns(
            [row],
            [CONTENT / len(row)] * len(row),
            [
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, line),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, line),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ],
        ),
        gap(4),
    ]


_SHORT: Final = 28.0
"""An answer whose words stand lower than that in half the width, in points, shares its line with the next."""


CLOSE: Final = (
    ("TOPPADDING", (0, 0), (-1, -1), 1.6),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
)
"""For tables that have to stay on one page where their words are short."""


def pairs(rows: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return answers under their labels, two short ones side by side, a long one over the whole width."""
    out: list[Flowable] = []
    waiting: list[Flowable] | None = None
    half = CONTENT / 2
    for label, words in rows:
        cell = [*para(label, "label"), *para(words, "plan")]
        short = height(para(words, "plan"), half - 12) < _SHORT
        if waiting is not None:
            out += _row([waiting, cell] if short else [waiting])
            if short:
                waiting = None
                continue
        waiting = cell if short else None
        if not short:
            out += _row([cell])
    return out + (_row([waiting]) if waiting is not None else [])


def _row(cells: list[list[Flowable]]) -> list[Flowable]:
    return columns(
        [cells],
        [CONTENT / len(cells)] * len(cells),
        [
            ("LINEABOVE", (0, 0), (-1, 0), 0.6, colour(sheet.LINE)),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ],
    )


def not_settled(
    lines: Sequence[str], ask: str, *, title: str = "Not yet settled: ask"
) -> list[Flowable]:
    """Return what is not yet settled, once for the whole page, and whom to ask; nothing open, nothing."""
    told = [words for words in lines if words.strip()]
    if not told:
        return []
    first = [*para(f"{title} {ask}", "value"), gap(3), *para(told[0], "small")]
    rows = [(first,), *((para(words, "small"),) for words in told[1:])]
    # Row by row, so that a long list goes on over the page and a short one leaves no gap.
    return [
        gap(12),
        *columns(
            rows,
            (CONTENT,),
            [
                ("BACKGROUND", (0, 0), (-1, -1), colour(sheet.COOL)),
                ("LEFTPADDING", (0, 0), (-1, -1), 14),
                ("RIGHTPADDING", (0, 0), (-1, -1), 14),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("TOPPADDING", (0, 0), (-1, 0), 8),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
            ],
        ),
    ]


def marked(flowables: list[Flowable]) -> list[Flowable]:
    """Return the flowables beside a thick rule, so that the eye finds them first, in grey too."""
    return columns(
        [(flowables,)],
        (CONTENT,),
        [
            ("BACKGROUND", (0, 0), (-1, -1), colour(sheet.COOL)),
            ("LINEBEFORE", (0, 0), (0, -1), 4, colour(sheet.INK)),
            ("LEFTPADDING", (0, 0), (-1, -1), 16),
            ("RIGHTPADDING", (0, 0), (-1, -1), 14),
            ("TOPPADDING", (0, 0), (-1, -1), 9),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 11),
        ],
    )


def signatures(who: Sequence[str]) -> list[Flowable]:
    """Return a line to sign on for each, side by side; they stay together."""
    between = 16.0
    width = (CONTENT - between * (len(who) - 1)) / len(who)
    cells: list[list[Flowable]] = []
    for one in who:
        cells += [
            *([[]] if cells else []),
            [*para(one, "label"), *para("Signed, and the day", "small")],
        ]
    widths = [between if at % 2 else width for at in range(len(cells))]
    ruled = [
        ("LINEABOVE", (at, 0), (at, 0), 0.8, colour(sheet.EDGE)) for at in range(0, len(cells), 2)
    ]
    return keep([gap(38), *columns([cells], widths, ruled)])


def night(ask: str, phone: str) -> str:
    """Return whom to ask by day and by night, in a sentence without its stop."""
    return f"{ask}; at night the Emergency Duty Service, {phone}" if phone else ask
