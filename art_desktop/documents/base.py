"""One page frame, one `para()`, one table for all papers.

Nothing else builds a Paragraph from data. It hands ReportLab letters, never markup, so that "<b>",
"&" and "Father <not to be told> lives" come out as they were typed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from art_desktop.documents import style as sheet
from art_desktop.documents.fonts import Face, clean, draw, fit, font, runs, width
from art_desktop.documents.marks import Bullet
from art_desktop.documents.style import colour, face_of, style
from art_desktop.documents.words import moment
from art_desktop.domain.clock import local_time
from art_desktop.domain.papers import Progress, Stamp

AUTHOR: Final = "Access to Resources Team"
MARKING: Final = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, kw_only=True)
class PageFrame:
    """What stands on every page.

    `title` is the file's neutral title; `head` the words over the text. `margin_right` in points is wide where
    somebody will write beside the text.
    """

    title: str
    head: str
    reference: str
    version: int
    printed_by: str
    printed_at: datetime
    language: str = "en-GB"
    banner: str = ""
    margin_right: float = sheet.MARGIN

    @property
    def room(self) -> float:
        """Return the width of the text, in points."""
        return sheet.A4[0] - sheet.MARGIN - self.margin_right


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """A paper ready to be drawn: what stands on every page, what it says, and its name in a pack's contents."""

    page: PageFrame
    story: list[Flowable]
    bookmark: str


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


def para(
    text: str, style_name: str = "body", *, lead: str = "", language: str = ""
) -> list[Flowable]:
    """Return paragraphs that print `text` exactly, one for each of its lines; no text, no paragraph.

    `lead` is printed before the first line in the label's weight and colour: "What helps". `language` is that of
    the text, as a BCP 47 tag, where it is not the paper's own.
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


_ROOM_UNDER: Final = {"section": 130.0, "part": 90.0}
"""Points that must be free under a heading of that style, or it moves to the next page."""


def heading(text: str, style_name: str, level: int) -> list[Flowable]:
    """Return a heading of level 1 to 4, for the eye in that style, for a screen reader as a heading; no text, none.

    It never stands alone at a page's foot. Levels are never skipped: under level 1 comes level 2. Those of level 1
    and 2 are the file's bookmarks.
    """
    words = para(" ".join(clean(text).split()), style_name)
    if not words:
        return []
    room = _ROOM_UNDER.get(style_name, 0.0)
    return [CondPageBreak(room), *words] if room else words


def gap(points: float) -> Flowable:
    """Return empty space of that height."""
    return Spacer(1, points)


def columns(
    rows: Sequence[Sequence[list[Flowable]]],
    widths: Sequence[float],
    commands: Sequence[tuple[Any, ...]] = (),
) -> list[Flowable]:
    """Return cells side by side, for the eye only: they are read one after the other, row by row.

    Rows never split; a row too tall for a page is set as running text instead. `widths` are points, one for each
    cell of a row; `commands` are ReportLab's table styles.
    """
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


def facts(rows: Sequence[tuple[str, str]], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return label and value rows with hairlines between them; rows without a value are left out.

    `room` is the width in points (`PageFrame.room` where a margin is wide).
    """
    told = [(label, value) for label, value in rows if value.strip()]
    line = colour(sheet.LINE)
    return columns(
        [(para(label, "label"), para(value, "body")) for label, value in told],
        (132, room - 132),
        [("LINEABOVE", (0, 0), (-1, -1), 0.6, line), ("TOPPADDING", (0, 0), (0, -1), 6.5)],
    )


Cell = str | list[Flowable]
"""What stands in one cell of a table: words, or flowables of this module."""


def table(
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    caption: str = "",
    row_heads: bool = True,
    commands: Sequence[tuple[Any, ...]] = (),
) -> list[Flowable]:
    """Return a table of data: its head is repeated on every page, its rows never split.

    `widths` are points, one for each column. `row_heads` says that a row's first cell names the row. `commands` are
    ReportLab's table styles, counted from the head, row 0. No rows, no table.
    """
    if not rows:
        return []
    cells = [[para(c, "label") if isinstance(c, str) else list(c) for c in head]]
    cells += [[para(c, "cell") if isinstance(c, str) else list(c) for c in row] for row in rows]
    base: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), font(Face.REGULAR)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, colour(sheet.EDGE)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, colour(sheet.LINE)),
    ]
    drawn = Table(
        cells, colWidths=list(widths), style=[*base, *commands], repeatRows=1, splitInRow=0
    )
    return [*para(caption, "part"), drawn]


def bullets(items: Iterable[str], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return a list with a dot before each item; empty items are left out."""
    return _listed(items, room, ticked=False)


def ticks(items: Iterable[str], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return a list with a tick before each item; empty items are left out."""
    return _listed(items, room, ticked=True)


def _listed(items: Iterable[str], room: float, *, ticked: bool) -> list[Flowable]:
    out: list[Flowable] = []
    for words in items:
        if words.strip():
            out += columns(
                [([Bullet(ticked=ticked)], para(words))],
                (18, room - 18),
                [
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ],
            )
    return out


def figure(drawing: Flowable, alt: str) -> list[Flowable]:
    """Return a drawing with the words that stand for it where it cannot be seen."""
    return [drawing]


class Decoration(Flowable):
    """A drawing that says nothing: a screen reader passes it over."""

    def __init__(self, drawing: Flowable) -> None:
        super().__init__()
        self.drawing = drawing
        self.hAlign = getattr(drawing, "hAlign", "LEFT")

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the drawing's space."""
        across, down = self.drawing.wrap(availWidth, availHeight)
        return float(across), float(down)

    def draw(self) -> None:
        """Draw it as an artifact."""
        self.drawing.drawOn(self.canv, 0, 0)


def card(
    rows: Sequence[tuple[list[Flowable], list[Flowable]]],
    *,
    fill: str = sheet.WARM,
    room: float = sheet.CONTENT,
) -> list[Flowable]:
    """Return rows of one or two blocks on a coloured ground; an empty second block leaves the width to the first."""
    commands: list[tuple[object, ...]] = [
        ("BACKGROUND", (0, 0), (-1, -1), colour(fill)),
        ("LEFTPADDING", (0, 0), (-1, -1), 14),
        ("RIGHTPADDING", (0, 0), (-1, -1), 14),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    out: list[Flowable] = []
    for left, right in rows:
        widths = (room / 2, room / 2) if right else (room,)
        out += columns([(left, right) if right else (left,)], widths, commands)
    return out


def boxed(
    flowables: list[Flowable], fill: str = sheet.COOL, *, room: float = sheet.CONTENT
) -> list[Flowable]:
    """Return the flowables on a coloured ground; too tall for a page, they are running text without it."""
    return card([(flowables, [])], fill=fill, room=room)


def keep(flowables: list[Flowable], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return the flowables so that they stay on one page, unless they are too tall to be worth a gap."""
    return [KeepTogether(flowables)] if height(flowables, room) < 330 else flowables


def page_break() -> Flowable:
    """Return the end of a page."""
    return PageBreak()


def changed(stamp: Stamp) -> list[Flowable]:
    """Return what is another than in the version before, in a frame for the top of the first page; [] for a first one."""
    if not stamp.changes:
        return []
    since = f", {moment(local_time(stamp.replaces_made_at))}" if stamp.replaces_made_at else ""
    words = para(f"Changed since version {stamp.version - 1}{since}", "label")
    return [*boxed([*words, *bullets(stamp.changes, room=sheet.CONTENT - 28)]), gap(12)]


def render(sheets: Sheets, *, progress: Progress | None = None) -> bytes:
    """Return a paper as a PDF: A4, embedded fonts, neutral metadata, equal bytes for equal input.

    `progress` is told how much of the paper is laid out, of how much; what it raises comes out, and nothing is drawn.
    """
    return bind([sheets], sheets.page, progress=progress)


def bind(
    parts: Sequence[Sheets],
    page: PageFrame,
    *,
    cover: Sequence[Flowable] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return papers bound as one PDF whose pages are counted through; each keeps its own head line and reference.

    `page` gives the file's title and language, and stands on the contents page, which begins with `cover`; None
    binds without a contents page. `progress` is as for `render`.
    """
    story: list[Flowable] = list(cover or [])
    for part in parts:
        if story:
            story.append(PageBreak())
        story += part.story
    if progress is not None:
        progress(0, len(story))
    data = _render(story, page)
    if progress is not None:
        progress(len(story), len(story))
    return data


def _render(story: list[Flowable], page: PageFrame) -> bytes:
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
        page.room,
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
