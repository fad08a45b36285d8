"""The building blocks of every paper: each sets words or lines on the page and says what they are.

Nothing else builds a paragraph, a table or a list from data. Letters are set as they are, never read as markup, so
"<b>", "&" and "Father <not to be told> lives" come out as they were typed; and each block carries its tag (`tags`), so
that a screen reader can use the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from art_desktop.documents import style as sheet
from art_desktop.documents.breaking import Ink
from art_desktop.documents.canvas import PageFrame
from art_desktop.documents.fonts import Face, clean, laid
from art_desktop.documents.grid import Grid, stacked
from art_desktop.documents.lines import Words
from art_desktop.documents.marks import Bullet, Decoration, Figure
from art_desktop.documents.style import colour, look
from art_desktop.documents.tags import COLUMN_HEAD, ROW_HEAD, Element, elements_in
from art_desktop.documents.tall_rows import cut_row, moved
from art_desktop.documents.words import moment
from art_desktop.domain.clock import local_time
from art_desktop.domain.papers import Progress, Stamp

__all__ = [
    "Cell",
    "Decoration",
    "PageFrame",
    "Sheets",
    "bind",
    "boxed",
    "bullets",
    "card",
    "changed",
    "columns",
    "facts",
    "figure",
    "gap",
    "heading",
    "height",
    "keep",
    "page_break",
    "para",
    "render",
    "table",
    "ticks",
]


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """A paper ready to be drawn: what stands on every page, what it says, and its name in a pack's contents."""

    page: PageFrame
    story: list[Flowable]
    bookmark: str


def para(
    text: str, style_name: str = "body", *, lead: str = "", language: str = ""
) -> list[Flowable]:
    """Return paragraphs that print `text` exactly, one for each of its lines; no text, no paragraph.

    `lead` is printed before the first line in the label's weight and colour: "What helps". `language` is that of
    the text, as a BCP 47 tag, where it is not the paper's own.
    """
    out: list[Flowable] = []
    for line in _lines(text):
        element = Element("P", language=language)
        out.append(_words(line, style_name, element, lead="" if out else lead))
    return out


def _lines(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line.strip()]


def _words(line: str, style_name: str, element: Element, *, lead: str = "") -> Words:
    how = look(style_name)
    inks = [Ink(run, how.colour) for run in laid(line, how.face)]
    if lead:
        before = laid(f"{clean(lead)}  ", Face.SEMIBOLD)
        inks = [*(Ink(run, sheet.ACCENT) for run in before), *inks]
    return Words(inks, how, element)


def _within(element: Element, flowables: Sequence[Flowable]) -> list[Flowable]:
    """Return the flowables, now inside an element; a paragraph that is all of it becomes the element itself."""
    inside = elements_in(flowables)
    only = inside[0] if len(inside) == 1 else None
    if only is not None and only.kind == "P" and not only.language:
        for flowable in flowables:
            if getattr(flowable, "element", None) is only:
                setattr(flowable, "element", element)  # noqa: B010  # not all flowables have one
    else:
        for one in inside:
            element.take(one)
    return list(flowables)


_ROOM_UNDER: Final = {"section": 130.0, "part": 90.0}
"""Points that must be free under a heading of that style, or it moves to the next page."""


def heading(text: str, style_name: str, level: int) -> list[Flowable]:
    """Return a heading of level 1 to 4, for the eye in that style, for a screen reader as a heading; no text, none.

    It never stands alone at a page's foot. Levels are never skipped: under level 1 comes level 2. Those of level 1
    and 2 are the file's bookmarks.
    """
    line = " ".join(clean(text).split())
    if not line:
        return []
    words = _words(line, style_name, Element(f"H{level}"))
    words.keepWithNext = 1
    if level <= 2:
        words.bookmark = (line, level - 1)
    room = _ROOM_UNDER.get(style_name, 0.0)
    return [CondPageBreak(room), words] if room else [words]


def gap(points: float) -> Flowable:
    """Return empty space of that height."""
    return Spacer(1, points)


_ALL: Final = ((0, 0), (-1, -1))
_CELLS: Final = (
    ("VALIGN", *_ALL, "TOP"),
    ("LEFTPADDING", *_ALL, 0),
    ("RIGHTPADDING", *_ALL, 12),
    ("TOPPADDING", *_ALL, 5),
    ("BOTTOMPADDING", *_ALL, 6),
)


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
    limit = sheet.PAGE_ROOM * 0.7

    def flush() -> None:
        if held:
            out.append(Grid(list(held), widths, [*_CELLS, *commands]))
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
    line = colour(sheet.LINE)
    whole = Element("Table")
    rows_drawn = []
    for label, value in rows:
        if not value.strip():
            continue
        row = Element("TR", whole)
        name = _within(Element("TH", row, extra=ROW_HEAD), para(label, "label"))
        rows_drawn.append((name, _within(Element("TD", row), para(value))))
    return columns(
        rows_drawn,
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
    whole = Element("Table")
    title = [_words(line, "part", Element("Caption", whole)) for line in _lines(caption)]
    row = Element("TR", whole)
    top = [_cell(cell, "label", Element("TH", row, extra=COLUMN_HEAD)) for cell in head]
    limit, repeated = sheet.PAGE_ROOM * 0.7, 1
    under = sheet.PAGE_ROOM - 24 - max(map(stacked, top, [room - 10 for room in widths]), default=0)
    if under < 120:
        # A head as tall as a page is said once.
        repeated = 0
    else:
        row.repeat()
        limit = min(limit, under)
    drawn, starts = cut_row(top, widths, limit) if not repeated else [top], [0]
    for cells in rows:
        row = Element("TR", whole)
        made = [
            _cell(
                cell,
                "cell",
                Element("TH", row, extra=ROW_HEAD)
                if row_heads and place == 0
                else Element("TD", row),
            )
            for place, cell in enumerate(cells)
        ]
        starts.append(len(drawn))
        drawn += cut_row(made, widths, limit)
    starts.append(len(drawn))
    base: list[tuple[Any, ...]] = [
        *_CELLS,
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("RIGHTPADDING", *_ALL, 10),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, colour(sheet.EDGE)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, colour(sheet.LINE)),
    ]
    grid = Grid(drawn, widths, moved([*base, *commands], starts), head=repeated)
    return [*title, grid]


def _cell(cell: Cell, style_name: str, element: Element) -> list[Flowable]:
    return _within(element, para(cell, style_name) if isinstance(cell, str) else cell)


def bullets(items: Iterable[str], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return a list with a dot before each item; empty items are left out."""
    return _listed(items, room, ticked=False)


def ticks(items: Iterable[str], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return a list with a tick before each item; empty items are left out."""
    return _listed(items, room, ticked=True)


def _listed(items: Iterable[str], room: float, *, ticked: bool) -> list[Flowable]:
    out: list[Flowable] = []
    whole = Element("L")
    for words in items:
        if words.strip():
            body = _within(Element("LBody", Element("LI", whole)), para(words))
            out += columns(
                [([Bullet(ticked=ticked)], body)],
                (18, room - 18),
                [
                    ("TOPPADDING", *_ALL, 2),
                    ("BOTTOMPADDING", *_ALL, 2),
                    ("RIGHTPADDING", *_ALL, 0),
                ],
            )
    return out


def figure(drawing: Flowable, alt: str) -> list[Flowable]:
    """Return a drawing with the words that stand for it where it cannot be seen.

    Raises: ValueError: there are no words.
    """
    return [Figure(drawing, clean(alt))]


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
    """Return what is another than in the version before, framed, for the top of page one; [] for a first one."""
    if not stamp.changes:
        return []
    since = f", {moment(local_time(stamp.replaces_made_at))}" if stamp.replaces_made_at else ""
    words = para(f"Changed since version {stamp.version - 1}{since}", "label")
    return [*boxed([*words, *bullets(stamp.changes, room=sheet.CONTENT - 28)]), gap(12)]


def render(sheets: Sheets, *, progress: Progress | None = None) -> bytes:
    """Return a paper as a PDF: A4, embedded fonts, neutral metadata, equal bytes for equal input.

    `progress` is told how much of the paper is laid out, of how much; what it raises comes out, and nothing is drawn.
    """
    from art_desktop.documents.pack import set_pages

    return set_pages([sheets], sheets.page, None, progress)


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
    from art_desktop.documents.pack import set_pages

    return set_pages(parts, page, cover, progress)
