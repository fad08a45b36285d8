"""The canvas that papers are drawn on: it knows the tags, counts the pages and writes what stands on every page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from art_desktop.documents import style as sheet
from art_desktop.documents import tree_writing
from art_desktop.documents.fonts import Face, fit, font, runs, width
from art_desktop.documents.lines import encoded, fill
from art_desktop.documents.tags import END, FOOT, HEAD, Tree
from art_desktop.documents.words import day
from art_desktop.domain.clock import local_time

AUTHOR: Final = "Access to Resources Team"
MARKING: Final = "OFFICIAL-SENSITIVE"
PRODUCER: Final = "ART Desktop"


_OURS: Final = {
    f"{family}{weight}": face
    for family in ("Helvetica", "Times")
    for weight, face in (
        ("", Face.REGULAR),
        ("-Roman", Face.REGULAR),
        ("-Bold", Face.BOLD),
        ("-Oblique", Face.ITALIC),
        ("-Italic", Face.ITALIC),
        ("-BoldOblique", Face.BOLD),
        ("-BoldItalic", Face.BOLD),
    )
}


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


class PaperCanvas(Canvas):
    """A canvas that tags what it draws. Pages are numbered and written when all are there (`finish`)."""

    _code: list[str]

    def __init__(self, page: PageFrame) -> None:
        self._buffer = io.BytesIO()
        super().__init__(
            self._buffer,
            pagesize=sheet.A4,
            invariant=1,
            pageCompression=1,
            initialFontName=font(Face.REGULAR),
            pdfVersion=(1, 7),
            lang=page.language,
        )
        self.tree = Tree()
        self.page = page
        """What stands on the pages being drawn; a pack changes it from part to part."""
        self._file = page
        self._pages: list[tuple[Any, PageFrame]] = []
        self._letters: dict[tuple[Face, str], list[tuple[str, str]]] = {}
        self._headings = 0
        self._deepest = -1
        self._under_part = False
        self._fronted = False
        self._furniture: dict[PageFrame, tuple[str, str]] = {}

    def code(self, operators: str) -> None:
        """Write operators to the page."""
        self._code.append(operators)

    def letters(self, face: Face, text: str) -> list[tuple[str, str]]:
        """Return for text of one face each font's name in the file and the operator that shows its letters."""
        if len(text) > 24:
            return encoded(face, text, self._doc)
        key = (face, text)
        known = self._letters.get(key)
        if known is None:
            known = self._letters[key] = encoded(face, text, self._doc)
        return known

    @property
    def pages(self) -> int:
        """Return how many pages are finished."""
        return len(self._pages)

    def showPage(self) -> None:
        """Finish a page; its head and foot come later, when it is known how many there are."""
        before = len(self._doc.Pages.pages)
        super().showPage()
        self._pages.append((self._doc.Pages.pages[before], self.page))
        self.tree.turn_page()

    def save(self) -> None:
        """Do nothing: ReportLab saves after each story, and a pack has several."""

    def setFont(  # noqa: N802
        self, psfontname: str, size: float, leading: float | None = None
    ) -> None:
        """Set a font; the charts' own Helvetica and Times, which no paper embeds, become ours."""
        ours = _OURS.get(psfontname)
        super().setFont(font(ours) if ours else psfontname, size, leading)

    # Marks

    def begin_part(self, bookmark: str) -> None:
        """Begin a part of a pack: it is a bookmark, under which its own headings are."""
        self.tree.begin_part()
        self._outline_at(bookmark, 0, sheet.A4[1])
        self._under_part = True

    def begin_front(self) -> None:
        """Begin the pages that are put first at the end; a reader comes to them first, too."""
        self.tree.begin_front()
        self._fronted = True

    def mark_heading(self, bookmark: tuple[str, int], x: float, y: float) -> None:
        """Make a heading whose top is at `y` one of the file's bookmarks; its level counts from 0."""
        title, level = bookmark
        if self._fronted or (self._under_part and level == 0):
            # A part's bookmark names it already.
            return
        _, top = self.absolutePosition(x, y)
        self._outline_at(title, level, min(top + 6, sheet.A4[1]))

    def _outline_at(self, title: str, level: int, top: float) -> None:
        key = f"h{self._headings}"
        self._headings += 1
        self._deepest = min(level, self._deepest + 1)
        self.bookmarkHorizontalAbsolute(key, top)
        self.addOutlineEntry(title, key, self._deepest, closed=False)

    # The end

    def finish(self, front: int = 0) -> bytes:
        """Return the file, its last `front` pages put first.

        Every page gets its number, the whole its structure, and equal pages give equal bytes.
        """
        order = list(range(len(self._pages)))
        order = order[len(order) - front :] + order[: len(order) - front]
        references = self._doc.Pages.pages
        self._doc.Pages.pages = [references[place] for place in order]
        for number, place in enumerate(order, start=1):
            page, frame = self._pages[place]
            content = f"{page.stream}{self._head_and_foot(frame, number, len(order))}"
            # ReportLab would also spell it out in letters, a quarter longer.
            page.Contents = tree_writing.stream(content.encode("latin-1"))
        self.setTitle(self._file.title)
        self.setAuthor(AUTHOR)
        self.setSubject(MARKING)
        self.setCreator(PRODUCER)
        self.setProducer(PRODUCER)
        self.setViewerPreference("DisplayDocTitle", "true")
        tree_writing.write(self._doc, self.tree, [page for page, _ in self._pages])
        tree_writing.describe(
            self._doc, self._file.title, AUTHOR, MARKING, PRODUCER, self._file.language
        )
        self._doc.SaveToFile(self._buffer, self)
        return self._buffer.getvalue()

    def _head_and_foot(self, page: PageFrame, number: int, total: int) -> str:
        known = self._furniture.get(page)
        if known is None:
            known = self._furniture[page] = (self._head(page), self._foot(page))
        right = sheet.A4[0] - sheet.MARGIN
        count = f"Page {number} of {total}"
        left = right - width(count, Face.SEMIBOLD, 8)
        return (
            f"{known[0]}\n{known[1]}\n{self.words_at(left, 37, count, Face.SEMIBOLD, 8)}\n{END}\n"
        )

    def _head(self, page: PageFrame) -> str:
        y = sheet.A4[1] - 36
        reference = fit(page.reference, Face.SEMIBOLD, 8.5, 150)
        left = sheet.A4[0] - sheet.MARGIN - width(reference, Face.SEMIBOLD, 8.5)
        # A banner stands in the middle; without one the words have the line but for the reference.
        room = 150 if page.banner else left - sheet.MARGIN - 16
        head = fit(page.head, Face.REGULAR, 8.5, room)
        out = [
            HEAD,
            self.words_at(left, y, reference, Face.SEMIBOLD, 8.5, sheet.MUTED),
            self.words_at(sheet.MARGIN, y, head, Face.REGULAR, 8.5, sheet.MUTED),
        ]
        if page.banner:
            out.append(self._banner(page.banner, y))
        return "\n".join([*out, END])

    def _banner(self, banner: str, y: float) -> str:
        words = fit(banner, Face.SEMIBOLD, 8, 170)
        room = width(words, Face.SEMIBOLD, 8) + 16
        left = (sheet.A4[0] - room) / 2
        held = self._code
        self._code = []
        self.saveState()
        self.setStrokeColor(sheet.colour(sheet.INK))
        self.setLineWidth(0.8)
        self.roundRect(left, y - 5.5, room, 17, 4, stroke=1, fill=0)
        self.restoreState()
        self._code.append(self.words_at(left + 8, y, words, Face.SEMIBOLD, 8))
        frame, self._code = "\n".join(self._code), held
        return frame

    def _foot(self, page: PageFrame) -> str:
        left, right = sheet.MARGIN, sheet.A4[0] - sheet.MARGIN
        middle = fit(f"{page.reference} · version {page.version}", Face.REGULAR, 8, 220)
        centre = (left + right - width(middle, Face.REGULAR, 8)) / 2
        at = local_time(page.printed_at)
        # At midnight, too, the hour is said.
        printed = f"Printed by {page.printed_by}, {day(at)}, {at:%H:%M}"
        line = fit(printed, Face.REGULAR, 7.5, right - left)
        return "\n".join(
            [
                FOOT,
                f"q {fill(sheet.LINE).upper()} 0.8 w {left:g} 50 m {right:.3f} 50 l S Q",
                self.words_at(left, 37, MARKING, Face.SEMIBOLD, 8),
                self.words_at(centre, 37, middle, Face.REGULAR, 8),
                self.words_at(left, 26, line, Face.REGULAR, 7.5, sheet.MUTED),
            ]
        )

    def words_at(
        self, x: float, y: float, text: str, face: Face, size: float, colour: str = sheet.INK
    ) -> str:
        """Return the operators that show one line of clean text with its left end at (x, y), in points."""
        out = [f"q {fill(colour)} BT 1 0 0 1 {x:.3f} {y:.3f} Tm"]
        for run in runs(text, face):
            out += [
                f"{name} {size:g} Tf {shown}" for name, shown in self.letters(run.face, run.text)
            ]
        return "\n".join([*out, "ET Q"])
