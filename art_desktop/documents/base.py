"""One page frame, one `para()`, one table for all papers.

Nothing else builds a Paragraph from data. It hands ReportLab letters, never markup, so that "<b>",
"&" and "Father <not to be told> lives" come out as they were typed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from art_desktop.documents import style as sheet
from art_desktop.documents.fonts import Face, clean, draw, fit, font, runs, width
from art_desktop.documents.style import colour, face_of, style
from art_desktop.documents.words import moment
from art_desktop.domain.clock import local_time

AUTHOR: Final = "Access to Resources Team"
MARKING: Final = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, kw_only=True)
class PageFrame:
    """What stands on every page.

    `title` is the file's neutral title; `head` the words over the text.
    """

    title: str
    head: str
    reference: str
    version: int
    printed_by: str
    printed_at: datetime
    language: str = "en-GB"
    banner: str = ""


@cache
def _template(style_name: str, face: Face, hex_code: str) -> Any:
    """Return the fragment from which every stretch of that look is cloned."""
    fragment = Paragraph("x", style(style_name)).frags[0]
    return fragment.clone(
        fontName=font(face), textColor=colour(hex_code) if hex_code else fragment.textColor
    )


class _Words(Paragraph):
    """A paragraph that breaks its lines once for each width, however often a table or page asks."""

    _broken_at: tuple[float, float] | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        # Splitting over pages throws the broken lines away.
        broken = getattr(self, "blPara", None)
        if broken is None or self._broken_at is None or self._broken_at[0] != availWidth:
            self._broken_at = (availWidth, float(super().wrap(availWidth, availHeight)[1]))
        return self._broken_at


def para(text: str, style_name: str = "body", *, lead: str = "") -> list[Flowable]:
    """Return paragraphs that print `text` exactly, one for each of its lines; no text, no paragraph.

    `lead` is printed before the first line in the label's weight and colour: "What helps".
    """
    out: list[Flowable] = []
    for line in clean(text).split("\n"):
        if not line.strip():
            continue
        fragments = []
        if lead and not out:
            fragments = _fragments(f"{lead}  ", style_name, Face.SEMIBOLD, sheet.ACCENT)
        fragments += _fragments(line, style_name, face_of(style_name))
        out.append(_Words(None, style(style_name), frags=fragments))
    return out


def _fragments(text: str, style_name: str, face: Face, hex_code: str = "") -> list[Any]:
    return [
        _template(style_name, run.face, hex_code).clone(text=run.text) for run in runs(text, face)
    ]


def gap(points: float) -> Flowable:
    """Return empty space of that height."""
    return Spacer(1, points)


def columns(
    rows: Sequence[Sequence[list[Flowable]]],
    widths: Sequence[float],
    commands: Sequence[tuple[Any, ...]] = (),
) -> list[Flowable]:
    """Return a table whose rows never split; a row too tall for a page is set as running text instead."""
    out: list[Flowable] = []
    held: list[list[list[Flowable]]] = []
    limit = (sheet.A4[1] - sheet.TOP - sheet.BOTTOM) * 0.7

    def flush() -> None:
        if held:
            base = (
                # Unsaid, a table sets Helvetica, which would then stand in the file without being embedded.
                ("FONTNAME", (0, 0), (-1, -1), font(Face.REGULAR)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 12),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            )
            out.append(
                Table(list(held), colWidths=list(widths), style=[*base, *commands], splitInRow=0)
            )
            held.clear()

    for row in rows:
        if any(height(cell, room - 12) > limit for cell, room in zip(row, widths, strict=True)):
            flush()
            for cell in row:
                out.extend(cell)
            out.append(gap(6))
        else:
            held.append([list(cell) for cell in row])
    flush()
    return out


def height(flowables: Sequence[Flowable], room: float) -> float:
    """Return how tall the flowables stand in a column of that width, in points."""
    return float(sum(flowable.wrap(room, 1_000_000)[1] for flowable in flowables))


def facts(rows: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Return label and value rows with hairlines between them; rows without a value are left out."""
    told = [(label, value) for label, value in rows if value.strip()]
    line = colour(sheet.LINE)
    return columns(
        [(para(label, "label"), para(value, "body")) for label, value in told],
        (132, sheet.CONTENT - 132),
        [("LINEABOVE", (0, 0), (-1, -1), 0.6, line), ("TOPPADDING", (0, 0), (0, -1), 6.5)],
    )


def render(story: list[Flowable], page: PageFrame) -> bytes:
    """Return the story as a PDF: A4, embedded fonts, neutral metadata, equal bytes for equal input."""
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=sheet.A4,
        invariant=1,
        title=page.title,
        author=AUTHOR,
        subject=MARKING,
        creator="ART Desktop",
        producer="ART Desktop",
        lang=page.language,
        displayDocTitle=True,
        initialFontName=font(Face.REGULAR),
    )
    frame = Frame(
        sheet.MARGIN,
        sheet.BOTTOM,
        sheet.CONTENT,
        sheet.A4[1] - sheet.TOP - sheet.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(id="page", frames=[frame])])

    def make_canvas(*args: Any, **options: Any) -> _CountingCanvas:
        return _CountingCanvas(page, *args, **options)

    document.build(story, canvasmaker=make_canvas)
    return buffer.getvalue()


class _CountingCanvas(Canvas):
    """A canvas that keeps its pages until the last one is drawn, since each page says how many there are."""

    def __init__(self, page: PageFrame, *args: Any, **options: Any) -> None:
        options["initialFontName"] = font(Face.REGULAR)
        super().__init__(*args, **options)
        self._page = page
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._kept
        for number, kept in enumerate(pages, start=1):
            self.__dict__.update(kept)
            _head(self, self._page)
            _foot(self, self._page, number, len(pages))
            super().showPage()
        super().save()


def _head(canvas: Any, page: PageFrame) -> None:
    y = sheet.A4[1] - 36
    right = sheet.A4[0] - sheet.MARGIN
    canvas.setFillColor(colour(sheet.MUTED))
    reference = fit(page.reference, Face.SEMIBOLD, 8.5, 150)
    draw(canvas, right - width(reference, Face.SEMIBOLD, 8.5), y, reference, Face.SEMIBOLD, 8.5)
    draw(canvas, sheet.MARGIN, y, fit(page.head, Face.REGULAR, 8.5, 160), Face.REGULAR, 8.5)
    if page.banner:
        words = fit(page.banner, Face.SEMIBOLD, 8, 170)
        room = width(words, Face.SEMIBOLD, 8) + 16
        left = (sheet.A4[0] - room) / 2
        canvas.setStrokeColor(colour(sheet.INK))
        canvas.setLineWidth(0.8)
        canvas.roundRect(left, y - 5.5, room, 17, 4, stroke=1, fill=0)
        canvas.setFillColor(colour(sheet.INK))
        draw(canvas, left + 8, y, words, Face.SEMIBOLD, 8)


def _foot(canvas: Any, page: PageFrame, number: int, total: int) -> None:
    left, right = sheet.MARGIN, sheet.A4[0] - sheet.MARGIN
    canvas.setStrokeColor(colour(sheet.LINE))
    canvas.setLineWidth(0.8)
    canvas.line(left, 50, right, 50)
    canvas.setFillColor(colour(sheet.INK))
    draw(canvas, left, 37, MARKING, Face.SEMIBOLD, 8)
    middle = fit(f"{page.reference} · version {page.version}", Face.REGULAR, 8, 220)
    draw(canvas, (left + right - width(middle, Face.REGULAR, 8)) / 2, 37, middle, Face.REGULAR, 8)
    count = f"Page {number} of {total}"
    draw(canvas, right - width(count, Face.SEMIBOLD, 8), 37, count, Face.SEMIBOLD, 8)
    canvas.setFillColor(colour(sheet.MUTED))
    printed = f"Printed by {page.printed_by}, {moment(local_time(page.printed_at))}"
    draw(canvas, left, 26, fit(printed, Face.REGULAR, 7.5, right - left), Face.REGULAR, 7.5)
