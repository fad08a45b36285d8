"""A paragraph: words broken into lines, drawn with the marks that say what they are and what was written.

ReportLab's own paragraph reads markup, knows no tags and turns nothing from right to left. This one sets letters as
they are, in lines as ReportLab breaks them (`breaking`).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.platypus import Flowable

from art_desktop.documents.breaking import (
    Ink,
    Line,
    broken,
    space_after,
    width_of_word,
)
from art_desktop.documents.fonts import Face, font
from art_desktop.documents.rtl import written
from art_desktop.documents.style import Look
from art_desktop.documents.tags import END, Element

if TYPE_CHECKING:
    from art_desktop.documents.canvas import PaperCanvas


class Words(Flowable):
    """One paragraph."""

    def __init__(self, inks: list[Ink], look: Look, element: Element | None) -> None:
        super().__init__()
        self.inks = inks
        self.look = look
        self.element = element
        self.bookmark: tuple[str, int] | None = None
        self.spaceBefore = look.before
        self.spaceAfter = look.after
        self.keepWithNext = look.keep
        self.whole = True
        self._lines: list[Line] = []
        self._across = -1.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Break the lines, once for each width."""
        if availWidth != self._across:
            self._lines = broken(self.inks, availWidth - self.look.left, self.look.size)
            self._across = availWidth
        self.width = availWidth
        self.height = len(self._lines) * self.look.leading
        return availWidth, self.height

    def least(self, room: float) -> float:
        """Return the height of as few of its lines as may stand alone, in points."""
        self.wrap(room, 0)
        count = len(self._lines)
        return (count if count <= 3 else 2) * self.look.leading

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the paragraph in two, neither a line alone; [] where that cannot be."""
        self.wrap(availWidth, availHeight)
        count = len(self._lines)
        fit = int(availHeight / self.look.leading)
        if fit <= 1:
            return []
        if count <= fit:
            return [self]
        if count == fit + 1:
            if count <= 3:
                return []
            fit -= 1
        first, rest = self._part(0, fit), self._part(fit, count)
        first.bookmark, rest.bookmark = self.bookmark, None
        first.whole, rest.whole = False, self.whole
        return [first, rest]

    def _part(self, start: int, end: int) -> Words:
        lines = self._lines[start:end]
        inks: list[Ink] = []
        for line, _, ends in lines:
            inks += line
            if ends:
                inks.append(space_after(line[-1]) if line else line[-1])
        part = Words(inks, self.look, self.element)
        part.keepWithNext = self.keepWithNext
        part._lines = lines
        part._across = self._across
        part.width, part.height = self.width, len(lines) * self.look.leading
        return part

    @property
    def last_width(self) -> float:
        """Return the width of the last line, in points."""
        return self._lines[-1][1] if self._lines else 0.0

    @property
    def last_baseline(self) -> float:
        """Return how high the last line stands over the paragraph's foot, in points."""
        return self.look.leading - self.look.size

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw the lines, the foot of the last at `y`."""
        if self.bookmark is not None:
            canvas.mark_heading(self.bookmark, x, y + self.height)
        look = self.look
        write = canvas.code
        write(canvas.tree.begin(self.element) if self.element is not None else "/Artifact BMC")
        left, room = x + look.left, self._across - look.left
        baseline = y + self.height - look.size
        write(f"q BT {look.leading:g} TL 1 0 0 1 {left:.3f} {baseline:.3f} Tm")
        pen = _Pen(canvas, look.size)
        last = len(self._lines) - 1
        moved = 0.0
        for number, (line, across, ends) in enumerate(self._lines):
            if number:
                write("T*")
            if look.align:
                spare = (room - across) * (0.5 if look.align == 1 else 1.0)
                write(f"{spare - moved:.3f} 0 Td")
                moved = spare
            # A line that took a little from its spaces gives it back here.
            narrow = 0.0
            if across > room:
                narrow = (room - across) / max(1, sum(ink.run.text.count(" ") for ink in line))
                write(f"{narrow:.4f} Tw")
            pen.line(line, space=ends and not (number == last and self.whole))
            if narrow:
                write("0 Tw")
        write("ET Q")
        write(END)


class _Pen:
    """Writes what is on a line, saying font and colour only when they change."""

    def __init__(self, canvas: PaperCanvas, size: float) -> None:
        self.canvas = canvas
        self.size = size
        self.font = ""
        self.colour = ""

    def line(self, line: list[Ink], *, space: bool) -> None:
        """Write one line; `space` ends it with a space, so that a reader's program does not join two words."""
        if len(line) == 1 and line[0].run.said is None:
            (ink,) = line
            self.show(ink.run.face, ink.run.text + " " if space else ink.run.text, ink.colour)
            return
        place = 0
        while place < len(line):
            run, colour = line[place]
            if run.rtl:
                end = place
                while end < len(line) and line[end].run.rtl:
                    end += 1
                self._leftwards(line[place:end])
                place = end
                continue
            if run.said is None:
                self.show(run.face, run.text, colour)
            else:
                self._letter(line[place : place + 1])
            place += 1
        if space:
            self.show(line[-1].run.face, " ", line[-1].colour)

    def _letter(self, letter: list[Ink], move: float = 0.0) -> None:
        """Write one letter with its accents, and what was written where that is another thing."""
        said = "".join(ink.run.said or "" for ink in letter)
        shown = "".join(written(part) for ink in letter for part in ink.run.text)
        other = said != (unicodedata.normalize("NFKC", shown) if letter[0].run.rtl else shown)
        if other:
            self.canvas.code(actual(said))
        for ink in letter:
            self.show(ink.run.face, ink.run.text, ink.colour, move)
            move = 0.0
        if other:
            self.canvas.code(END)

    def _leftwards(self, inks: list[Ink]) -> None:
        """Write a phrase from right to left, in the order in which it is read, moving back before each letter.

        So a reader's program that follows the file and one that follows the page both read it rightly.
        """
        letters: list[list[Ink]] = []
        for ink in inks:
            if ink.run.said or not letters:
                letters.append([])
            letters[-1].append(ink)
        whole = sum(width_of_word(letter, self.size) for letter in letters)
        pen, left = 0.0, whole
        for letter in letters:
            across = width_of_word(letter, self.size)
            left -= across
            self._letter(letter, left - pen)
            pen = left + across
        self._move(whole - pen)

    def _move(self, points: float) -> None:
        if abs(points) > 0.001:
            self.canvas.code(f"[{-points * 1000 / self.size:.2f}] TJ")

    def show(self, face: Face, text: str, colour: str, move: float = 0.0) -> None:
        """Write letters of one font and colour, `move` points further right than the last ended."""
        if colour != self.colour:
            self.colour = colour
            self.canvas.code(fill(colour))
        for name, letters in self.canvas.letters(face, text):
            if name != self.font:
                self.font = name
                self.canvas.code(f"{name} {self.size:g} Tf")
            if move:
                self._move(move)
                move = 0.0
            self.canvas.code(letters)


def actual(said: str) -> str:
    """Return the mark that begins what is drawn another way than it was written; `END` ends it."""
    words = said.encode("utf-16-be", "surrogatepass").hex()
    return f"/Span <</ActualText <feff{words}>>> BDC"


@cache
def fill(colour: str) -> str:
    """Return the operator that fills with a colour, "#18202c"."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


_ESCAPES: Final = {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))} | {
    ord("("): "\\(",
    ord(")"): "\\)",
    ord("\\"): "\\\\",
}


def encoded(face: Face, text: str, document: Any) -> list[tuple[str, str]]:
    """Return text as a page shows it: for each stretch, the font's name in the file and the operator."""
    known = getFont(font(face))
    if text.isascii():
        # The first subset holds ASCII at its own codes.
        if document not in known.state:
            known.splitString(text, document)
        name = known.getSubsetInternalName(0, document)
        return [(name, f"({text.translate(_ESCAPES)}) Tj")]
    return [
        (
            known.getSubsetInternalName(subset, document),
            f"({codes.decode('latin-1').translate(_ESCAPES)}) Tj",
        )
        for subset, codes in known.splitString(text, document)
    ]
