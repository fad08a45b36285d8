"""Setting papers on pages: one alone, or several bound with a contents page, links, bookmarks and page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
)

from art_desktop.documents import style as sheet
from art_desktop.documents.breaking import Ink
from art_desktop.documents.canvas import PageFrame, PaperCanvas
from art_desktop.documents.fonts import Face, clean, fit, laid, width
from art_desktop.documents.grid import Grid, flat, stacked
from art_desktop.documents.lines import Words, fill
from art_desktop.documents.style import PAGE_ROOM, look
from art_desktop.documents.tags import END, LAYOUT, Element, Link, elements_in
from art_desktop.domain.papers import Progress

if TYPE_CHECKING:
    from art_desktop.documents.base import Sheets


def set_pages(
    parts: Sequence[Sheets],
    page: PageFrame,
    cover: Sequence[Flowable] | None,
    progress: Progress | None,
) -> bytes:
    """Return the papers as one PDF; `cover` begins a contents page, None is none. See `base.bind`."""
    canvas = PaperCanvas(page)
    told = _Told(progress, sum(len(part.story) for part in parts))
    pack = cover is not None or len(parts) > 1
    starts: list[int] = []
    for part in parts:
        starts.append(canvas.pages)
        if pack:
            canvas.begin_part(part.bookmark)
        _set(part.story, part.page, canvas, told)
    front = 0
    if cover is not None:
        front = _contents(parts, starts, page, cover, canvas)
    data = canvas.finish(front)
    told.end()
    return data


class _Told:
    """Passes on how much is done; what is asked of it may raise, which ends the work."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress = progress
        self.total = total
        self.done = 0
        self.before = 0

    def at(self, done: int) -> None:
        """Say how many pieces of the part being set are done."""
        if self.progress is not None and self.before + done > self.done:
            self.done = self.before + done
            self.progress(self.done, self.total)

    def next_part(self, pieces: int) -> None:
        """Say that a part is done."""
        self.before += pieces

    def end(self) -> None:
        """Say that all is done."""
        if self.progress is not None:
            self.progress(self.total, self.total)


class _Document(BaseDocTemplate):
    """ReportLab's page-maker on our canvas, saying how far it is."""

    told: _Told
    pieces: int

    def handle_flowable(self, flowables: list[Any]) -> None:
        """Set one piece."""
        self.told.at(self.pieces - len(flowables))
        super().handle_flowable(flowables)

    def handle_keepWithNext(self, flowables: list[Any]) -> None:  # noqa: N802
        """Turn the page first, where a heading would stand at its foot without the beginning of what it is over.

        ReportLab would keep it together with all of what follows, and leave a page half empty before a long table.
        """
        if not flowables[0].getKeepWithNext():
            return
        # ReportLab says nowhere else where on the page it stands.
        room, top, foot, here, at_top, air = attrgetter(
            "_width", "_y2", "_y1p", "_y", "_atTop", "_prevASpace"
        )(self.frame)
        needed = _needed(flowables, room, air)
        if not at_top and here - foot < needed <= top - foot:
            flowables.insert(0, PageBreak())


def _needed(flowables: Sequence[Any], room: float, air: float) -> float:
    """Return the height of what must stand together from the first on: headings, and the beginning of what follows."""
    tall, least = 0.0, 0.0
    for flowable in flowables:
        if isinstance(flowable, CondPageBreak):
            least = max(least, tall + flowable.height)
            continue
        if isinstance(flowable, PageBreak):
            break
        tall += max(0.0, flowable.getSpaceBefore() - air)
        air = flowable.getSpaceAfter()
        if not flowable.getKeepWithNext() and not isinstance(flowable, Spacer):
            tall += _beginning(flowable, room)
            break
        tall += flowable.wrap(room, sheet.A4[1])[1] + air
    return max(tall, least)


def _beginning(flowable: Any, room: float) -> float:
    """Return the height of as little of a flowable as may stand alone."""
    if isinstance(flowable, Words | Grid):
        return flowable.least(room)
    if isinstance(flowable, KeepTogether):
        inside = flat([flowable], breaks=True)
        tall = stacked(inside, room)
        return tall if tall <= PAGE_ROOM else _needed(inside, room, 0)
    return float(flowable.wrap(room, sheet.A4[1])[1])


def _set(story: Sequence[Flowable], page: PageFrame, canvas: PaperCanvas, told: _Told) -> None:
    document = _Document("", pagesize=sheet.A4)
    document.told, document.pieces = told, len(story)
    frame = Frame(
        sheet.MARGIN,
        sheet.BOTTOM,
        page.room,
        PAGE_ROOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(id="page", frames=[frame])])
    canvas.page = page
    document.build(list(story), canvasmaker=lambda *_, **__: canvas)
    for flowable in story:
        # ReportLab remembers what it once had to put off, and would refuse it when the story is set again.
        vars(flowable).pop("_postponed", None)
    told.next_part(len(story))


def _contents(
    parts: Sequence[Sheets],
    starts: Sequence[int],
    page: PageFrame,
    cover: Sequence[Flowable],
    canvas: PaperCanvas,
) -> int:
    """Set the contents page after the parts, and return how many pages it takes; they are put first at the end."""
    begun = canvas.pages
    air, count = _set_closer(parts, starts, page, cover)
    canvas.begin_front()
    _set([*cover, *_entries(parts, starts, count, cover, air)], page, canvas, _Told(None, 0))
    return canvas.pages - begun


_AIR: Final = (3.5, 2.0, 1.0)
"""Points over and under an entry of the contents, in the order of choice."""


def _set_closer(
    parts: Sequence[Sheets], starts: Sequence[int], page: PageFrame, cover: Sequence[Flowable]
) -> tuple[float, int]:
    """Return the air round each entry, and how many pages it makes: less air only where it saves a page."""
    best = (_AIR[0], _pages_of([*cover, *_entries(parts, starts, 0, cover, _AIR[0])], page))
    for air in _AIR[1:] if best[1] > 1 else ():
        count = _pages_of([*cover, *_entries(parts, starts, 0, cover, air)], page)
        if count < best[1]:
            best = (air, count)
    return best


def _pages_of(story: Sequence[Flowable], page: PageFrame) -> int:
    trial = PaperCanvas(page)
    _set(story, page, trial, _Told(None, 0))
    return trial.pages


def _entries(
    parts: Sequence[Sheets],
    starts: Sequence[int],
    front: int,
    cover: Sequence[Flowable],
    air: float,
) -> list[Flowable]:
    level = 2 if any(element.kind == "H1" for element in elements_in(cover)) else 1
    how = look("section")
    title = Words(
        [Ink(run, how.colour) for run in laid("Contents", how.face)], how, Element(f"H{level}")
    )
    table = Element("TOC")
    return [
        CondPageBreak(130),
        title,
        *(
            _Entry(part.bookmark, start, start + front + 1, table, air)
            for part, start in zip(parts, starts, strict=True)
        ),
    ]


class _Entry(Flowable):
    """One line of the contents: a part's name, dots, its page; the whole of it leads there."""

    def __init__(self, title: str, leads_to: int, number: int, table: Element, air: float) -> None:
        super().__init__()
        self.air = air
        self.title = " ".join(clean(title).split())
        self.leads_to = leads_to
        self.number = f"{number}"
        self.element = Element("Link", Element("TOCI", table))
        how = look("body")
        self.words = Words(
            [Ink(run, how.colour) for run in laid(self.title, how.face)], how, self.element
        )
        self.words.whole = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the lines of the name, and a little air."""
        self.room = availWidth
        self.tall = self.words.wrap(availWidth - 60, availHeight)[1]
        return availWidth, self.tall + 2 * self.air

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw the name, the dots and the number, and make them one link."""
        how = look("body")
        y += self.air
        self.words.drawOn(canvas, x, y)
        left = x + self.room - width(self.number, Face.SEMIBOLD, how.size)
        baseline = y + self.words.last_baseline
        canvas.code(LAYOUT)
        start, end = x + self.words.last_width + 6, left - 6
        if end > start:
            canvas.code(
                f"q {fill(sheet.EDGE).upper()} 1 J 0.9 w [0 4] {4 - (end - start) % 4:.2f} d"
                f" {start:.2f} {baseline + 1:.2f} m {end:.2f} {baseline + 1:.2f} l S Q"
            )
        canvas.code(END)
        canvas.code(canvas.tree.begin(self.element))
        canvas.code(canvas.words_at(left, baseline, self.number, Face.SEMIBOLD, how.size))
        canvas.code(END)
        box = (x, y - self.air, x + self.room, y + self.tall + self.air)
        words = f"{fit(self.title, Face.REGULAR, 10, 2_000)}, page {self.number}"
        canvas.tree.links[self.element] = Link(canvas.pages, box, self.leads_to, words)
