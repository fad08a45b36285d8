"""The individual placement agreement: what is bought for whom at what price, to be signed by both sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import (
    PageFrame,
    Sheets,
    boxed,
    bullets,
    columns,
    facts,
    gap,
    heading,
    keep,
    para,
    table,
    ticks,
)
from art_desktop.documents.style import CONTENT, colour
from art_desktop.documents.words import day
from art_desktop.domain.agreements import AgreedLine, Agreement, Party
from art_desktop.domain.papers import Stamp
from art_desktop.domain.wording import money_words

_TITLE: Final = "Individual placement agreement"
_NOT_YET: Final = "not yet known"


def draw(paper: Agreement, stamp: Stamp) -> Sheets:
    """Return the agreement ready to be set."""
    page = PageFrame(
        title=f"{_TITLE} {paper.reference}",
        head=_TITLE,
        reference=paper.reference,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
    )
    story = [
        *_first(paper),
        *_parties(paper),
        *_children(paper),
        *_price(paper),
        *_supports(paper),
        *_outcomes(paper),
        *_telling(paper),
        *_ending(paper),
        *_checks(paper),
        *_signatures(paper),
    ]
    return Sheets(page=page, story=story, bookmark=page.title)


def _first(paper: Agreement) -> list[Flowable]:
    """Return the title and the four things that everybody looks for."""
    many = f"{len(paper.children)} children" if len(paper.children) > 1 else paper.children[0].name
    cells = (
        ("Starts", day(paper.starts_on)),
        ("Planned end", day(paper.planned_end) if paper.planned_end else _NOT_YET),
        ("A week", money_words(paper.weekly_pence)),
        ("Sign by", day(paper.sign_by)),
    )
    line = colour(sheet.EDGE)
    row = [[*para(label, "label"), *para(value, "value")] for label, value in cells]
    return [
        *para("Spot purchase" if paper.spot else "Schedule to the framework contract", "eyebrow"),
        *heading("Placement agreement", "title", 1),
        *para(f"{many} · with {paper.home or paper.provider.name}", "subtitle"),
        gap(6),
        *columns(
            [row],
            (CONTENT / 4,) * 4,
            [
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, line),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, line),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ],
        ),
        gap(8),
    ]


def _parties(paper: Agreement) -> list[Flowable]:
    bought = f"Spot purchase: {paper.bought_on}" if paper.spot else paper.bought_on
    return [
        *heading("Between", "section", 2),
        *facts(
            [
                ("The council", _party(paper.council)),
                ("The provider", _party(paper.provider)),
                ("Bought on", bought),
                ("Contract", paper.contract_words or "none on record for this day"),
                ("Home or carers", paper.home),
                ("Social worker", ", ".join(filter(None, (paper.worker, paper.worker_phone)))),
                ("At night and at weekends", paper.night_phone),
            ]
        ),
    ]


def _party(party: Party) -> str:
    ways = " · ".join(part for part in (party.phone, party.email) if part)
    return "\n".join(part for part in (party.name, party.address, ways) if part)


def _children(paper: Agreement) -> list[Flowable]:
    rows = [(child.name, child.reference, day(child.born_on)) for child in paper.children]
    several = len(rows) > 1
    return keep(
        [
            *heading("The children" if several else "The child", "section", 2),
            *table(("Name", "Number", "Born"), rows, (CONTENT - 260, 120, 140)),
            *para(
                f"Review of this agreement: {day(paper.review_on)}."
                if paper.review_on
                else "The day of the first review is not yet known.",
                "note",
            ),
        ]
    )


# Money


def _amounts(
    head: str, lines: Sequence[AgreedLine], total: str, weekly_pence: int | None
) -> list[Flowable]:
    """Return money lines with their sum."""
    rows: list[tuple[list[Flowable] | str, list[Flowable] | str]] = [
        (
            f"{line.words} ({line.note})" if line.note else line.words,
            para(_money(line.weekly_pence), "amount"),
        )
        for line in lines
    ]
    if weekly_pence is not None:
        rows.append((para(total, "value"), para(money_words(weekly_pence), "sum")))
    return table((head, para("A week", "amount_head")), rows, (CONTENT - 140, 140))


def _money(pence: int | None) -> str:
    return _NOT_YET if pence is None else money_words(pence)


def _price(paper: Agreement) -> list[Flowable]:
    sums = [("A year at this price", money_words(paper.yearly_pence) if paper.yearly_pence else "")]
    if paper.to_end_pence is not None and paper.planned_end is not None:
        sums.append((f"To {day(paper.planned_end)}", money_words(paper.to_end_pence)))
    story = keep(
        [
            *heading("The price", "section", 2),
            *_amounts("What", paper.price, "The price", paper.weekly_pence),
            *para(
                f"As in {paper.price_source}. A part of a week is paid by the day: a seventh for each night.",
                "note",
            ),
            gap(6),
            *facts(sums),
        ]
    )
    story += _included(paper)
    told = "Invoices are sent to each of these for its own part, and add up to the price."
    if paper.proposed:
        told = "Nobody has recorded yet who pays what: this is the usual division. Do not invoice by it."
    parts = keep(
        [
            *heading("Who is invoiced for what", "part", 3),
            *_amounts(
                "Pays", paper.parts, "Together", sum(p.weekly_pence or 0 for p in paper.parts)
            ),
            *para(told, "note"),
        ]
    )
    return [*story, *parts]


def _included(paper: Agreement) -> list[Flowable]:
    if not (paper.included or paper.excluded):
        story = para(
            "What the price includes, and what it does not, is not yet written down.", "note"
        )
    else:
        story = []
        for title, items, mark in (
            ("Included", paper.included, ticks),
            ("Not included", paper.excluded, bullets),
        ):
            story += heading(title, "part", 3)
            story += mark(items) if items else para("Nothing is written down.")
    if paper.conditions:
        story += [*heading("The provider's conditions", "part", 3), *para(paper.conditions)]
    return story


def _supports(paper: Agreement) -> list[Flowable]:
    if not (paper.supports or paper.support_words):
        return []
    story = heading("Support beside the price", "section", 2)
    story += para(paper.support_words)
    if paper.supports:
        known = [line.weekly_pence for line in paper.supports]
        total = None if None in known else sum(pence or 0 for pence in known)
        story += [gap(6), *_amounts("What the council adds", paper.supports, "Together", total)]
        story += para(
            "The council pays for these itself. They are on no invoice of the provider.", "note"
        )
    return story


# What is expected


def _outcomes(paper: Agreement) -> list[Flowable]:
    story = heading("What is to be better, and how we will see it", "section", 2)
    if not paper.outcomes:
        return [*story, *para("Not yet agreed; to be written at the first review at the latest.")]
    rows = [
        (one.outcome, one.seen_by or _NOT_YET, day(one.by_on) if one.by_on else _NOT_YET)
        for one in paper.outcomes
    ]
    return story + table(("Outcome", "How we will see it", "By"), rows, (CONTENT - 285, 175, 110))


def _telling(paper: Agreement) -> list[Flowable]:
    rows = [(one.what, one.how_soon, one.whom) for one in paper.tells]
    return [
        *heading("What you tell us, and when", "section", 2),
        *table(("What happens", "How soon", "Whom you tell"), rows, (205, 112, CONTENT - 317)),
    ]


def _ending(paper: Agreement) -> list[Flowable]:
    words = [
        f"Either side ends this agreement by {paper.notice_days} days' notice in writing.",
        "The price is paid to the last night of the notice, and the child stays until then.",
        "Notice is shorter only where staying would not be safe; then we talk the same day.",
        "Before notice is given, both sides meet to see what would let the child stay.",
        *paper.notice_words.splitlines(),
    ]
    return keep([*heading("How it ends", "section", 2), *bullets(words)])


def _checks(paper: Agreement) -> list[Flowable]:
    rows = [
        (one.words, f"{'' if one.in_order else 'To be put right: '}{one.standing}")
        for one in paper.checks
    ]
    story = heading(f"Checks as they stand on {day(paper.starts_on)}", "section", 2)
    story += table(("Check", "How it stands"), rows, (215, CONTENT - 215))
    if any(not one.in_order for one in paper.checks):
        words = para("A child starts only when every check is in order.")
        story += [gap(8), *keep(boxed(words))]
    return story


def _signatures(paper: Agreement) -> list[Flowable]:
    """Return the places for both signatures, never parted by the end of a page."""
    when = f"by {day(paper.sign_by)}"
    if paper.urgent:
        when = f"{when}: the placement is urgent, and may start before"
    sides = [
        _signature(f"For {paper.council.name}", paper.council),
        _signature(f"For {paper.provider.name}", paper.provider),
    ]
    return keep(
        [
            *heading("Signatures", "section", 2),
            *para(f"Both sides sign {when}. Each keeps a copy."),
            gap(6),
            *facts(_signed(paper)),
            gap(8),
            *columns([sides], (CONTENT / 2, CONTENT / 2)),
        ]
    )


def _signed(paper: Agreement) -> list[tuple[str, str]]:
    """Return what is signed, in short: the signed page is often sent back alone."""
    names = "\n".join(f"{child.name}, {child.reference}" for child in paper.children)
    price = f"{money_words(paper.weekly_pence)} a week from {day(paper.starts_on)}"
    return [("For", names), ("Where", paper.home), ("At", price), ("Agreement", paper.reference)]


def _signature(title: str, party: Party) -> list[Flowable]:
    room = CONTENT / 2 - 24
    rows = [
        ("Name", party.signs),
        ("Post", party.post),
        ("Signature", ""),
        ("Date", ""),
    ]
    return [
        *para(title, "value"),
        *columns(
            [(para(label, "label"), para(words)) for label, words in rows],
            (62, room - 62),
            [
                ("TOPPADDING", (0, 0), (-1, -1), 15),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LINEBELOW", (1, 0), (1, -1), 0.8, colour(sheet.EDGE)),
            ],
        ),
    ]
