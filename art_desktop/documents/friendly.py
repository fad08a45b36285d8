"""What the papers for children are set with: drawings as vectors, soft grounds, room to write, large pictures.

Every drawing is a dark line on a pale ground, so that it is whole on a photocopy. Drawings and grounds are artifacts:
the heading beside each says the same in words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import PageFrame, figure, heading, para
from art_desktop.documents.grid import flat, stacked
from art_desktop.documents.shapes import Shape, draw_shape
from art_desktop.documents.style import colour
from art_desktop.documents.tags import END, LAYOUT
from art_desktop.domain.paper_words import ReadingAge
from art_desktop.domain.papers import Stamp

if TYPE_CHECKING:
    from art_desktop.documents.canvas import PaperCanvas

SAND: Final = "#fbf1de"
SKY: Final = "#e6f0f9"
LEAF: Final = "#e8f2e4"
ROSE: Final = "#fbeae8"
LILAC: Final = "#eeebf7"
GROUNDS: Final = (SAND, SKY, LEAF, ROSE, LILAC)
"""Pale grounds; in grey they are all nearly white, and nothing is said by which one it is."""

_RADIUS: Final = 16.0
_TALLEST: Final = 400.0
"""What is not taller, in points, stays on one page."""


@dataclass(frozen=True)
class Manner:
    """How a paper is set for one reading age: styles of the sheet, and sizes in points."""

    text: str
    head: str
    title: str
    small: str
    phone: str
    drawing: float
    pad: float
    writing: float
    young: bool


_MANNERS: Final = MappingProxyType(
    {
        ReadingAge.YOUNGER: Manner(
            "big", "big_head", "big_title", "big_small", "big_phone", 72.0, 18.0, 34.0, young=True
        ),
        ReadingAge.OLDER: Manner(
            "calm", "calm_head", "calm_title", "calm_small", "calm_phone", 44.0, 14.0, 25.0,
            young=False,
        ),
    }
)  # fmt: skip


def manner(age: ReadingAge) -> Manner:
    """Return how a paper for that reading age is set."""
    return _MANNERS[age]


def frame(title: str, reference: str, stamp: Stamp) -> PageFrame:
    """Return what stands on every page, small and out of the child's way; the file's title names nobody.

    A paper that belongs to no request has no number but its version: its title stands in the place of one.
    """
    return PageFrame(
        title=title,
        head=title if reference else "",
        reference=reference or title,
        version=stamp.version,
        printed_by=stamp.printed_by,
        printed_at=stamp.printed_at,
        language=stamp.language,
        banner="PROOF, NOT KEPT" if stamp.proof else "",
    )


def opening(how: Manner, shape: Shape, title: str, under: str) -> list[Flowable]:
    """Return the beginning of a paper: a drawing, who it is about in very large letters, a line under it."""
    words = [*heading(title, how.title, 1), *para(under, how.text)]
    return [Panel(words, "", shape=shape, size=how.drawing * 1.25, pad=0)]


def block(
    how: Manner, shape: Shape, title: str, inside: Sequence[Flowable], fill: str
) -> list[Flowable]:
    """Return one idea: a drawing, a heading of level 2, what is said; on its ground."""
    words = [*heading(title, how.head, 2), *inside]
    return [Panel(words, fill, shape=shape, size=how.drawing, pad=how.pad)]


def photo(
    content: bytes,
    pixels: tuple[int, int],
    alt: str,
    caption: str,
    *,
    how: Manner,
    room: float,
    tallest: float,
) -> list[Flowable]:
    """Return a picture that keeps its caption under it."""
    shown = figure(Photo(content, pixels, room, tallest), alt)
    words = para(caption, how.small)
    if words:
        shown[0].keepWithNext = 1
    return [*shown, *words]


class Drawing(Flowable):
    """One drawing, `size` points square."""

    def __init__(self, shape: Shape, size: float, ground: str = sheet.WHITE) -> None:
        super().__init__()
        self.shape, self.size, self.ground = shape, size, ground

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the square."""
        return self.size, self.size

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw it, its foot at `y`; an artifact."""
        canvas.code(LAYOUT)
        draw_shape(canvas, self.shape, x, y, self.size, self.ground)
        canvas.code(END)


class Panel(Flowable):
    """Flowables on a soft ground, with a drawing beside them; it goes on over the page where it has to.

    `gutter` is the room for the drawing at the left, in points; `fill` "" has no ground.
    """

    def __init__(
        self,
        inside: Sequence[Flowable],
        fill: str,
        *,
        shape: Shape | None = None,
        size: float = 0.0,
        pad: float = 16.0,
    ) -> None:
        super().__init__()
        self.inside = flat(inside)
        self.fill, self.shape, self.size, self.pad = fill, shape, size, pad
        self.gutter = size + 16 if shape else 0.0
        self.drawn = shape is not None
        """False where the panel goes on from the page before: the drawing stands there."""
        self.spaceAfter = 12.0

    def _room(self, across: float) -> float:
        return across - 2 * self.pad - self.gutter

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the width, and the height of what is inside, or of the drawing."""
        self.width = availWidth
        tall = stacked(self.inside, self._room(availWidth))
        self.height = max(tall, self.size if self.drawn else 0.0) + 2 * self.pad
        return availWidth, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return what fits and the rest; [] goes to the next page whole, as where a heading would stand alone."""
        if self.wrap(availWidth, availHeight)[1] < _TALLEST:
            return []
        room, left = self._room(availWidth), availHeight - 2 * self.pad
        for place in range(len(self.inside)):
            if stacked(self.inside[: place + 1], room) <= left:
                continue
            first, rest = self._parted(place, room, left)
            while first and first[-1].getKeepWithNext():
                # A heading goes with what it is over; more than a page of headings goes on over the page all the same.
                if all(one.getKeepWithNext() for one in first):
                    if availHeight < sheet.PAGE_ROOM - 1:
                        return []
                    break
                rest.insert(0, first.pop())
            if not first:
                return []
            part = self._part(first, drawn=self.drawn)
            if part.wrap(availWidth, availHeight)[1] > availHeight:
                return []
            return [part, self._part(rest, drawn=False)]
        return [self]

    def _parted(
        self, place: int, room: float, left: float
    ) -> tuple[list[Flowable], list[Flowable]]:
        """Return what stands before a page's end that falls into the flowable at `place`, and what after it."""
        before = list(self.inside[:place])
        between = before[-1].getSpaceAfter() if before else 0.0
        between += self.inside[place].getSpaceBefore()
        pieces = self.inside[place].split(room, left - stacked(before, room) - between)
        if len(pieces) < 2:
            pieces = self.inside[place : place + 1]
        else:
            before.append(pieces.pop(0))
        return before, [*pieces, *self.inside[place + 1 :]]

    def _part(self, inside: Sequence[Flowable], *, drawn: bool) -> Panel:
        part = Panel(inside, self.fill, shape=self.shape, size=self.size, pad=self.pad)
        part.drawn = drawn
        return part

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw the ground and the drawing, then what is inside, the foot of all at `y`."""
        canvas.code(LAYOUT)
        if self.fill:
            canvas.saveState()
            canvas.setFillColor(colour(self.fill))
            canvas.roundRect(x, y, self.width, self.height, _RADIUS, stroke=0, fill=1)
            canvas.restoreState()
        if self.shape is not None and self.drawn:
            top = y + self.height - self.pad - self.size
            draw_shape(canvas, self.shape, x + self.pad, top, self.size, self.fill or sheet.WHITE)
        canvas.code(END)
        _draw_down(
            canvas,
            self.inside,
            x + self.pad + self.gutter,
            y + self.height - self.pad,
            self._room(self.width),
        )


def _draw_down(
    canvas: PaperCanvas, inside: Sequence[Flowable], x: float, top: float, room: float
) -> None:
    """Draw flowables one under another from `top`."""
    y = top + (inside[0].getSpaceBefore() if inside else 0)
    for flowable in inside:
        _, tall = flowable.wrap(room, 1_000_000)
        y -= flowable.getSpaceBefore() + tall
        flowable.drawOn(canvas, x, y)
        y -= flowable.getSpaceAfter()


class Beside(Flowable):
    """Two flowables side by side, of one height."""

    def __init__(self, left: Panel, right: Panel, *, gap: float = 12.0) -> None:
        super().__init__()
        self.left, self.right, self.gap = left, right, gap
        self.spaceAfter = 12.0

    @property
    def inside(self) -> list[Flowable]:
        """Return what both hold, in reading order."""
        return [*self.left.inside, *self.right.inside]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the height of the taller one."""
        half = (availWidth - self.gap) / 2
        tall = max(one.wrap(half, availHeight)[1] for one in (self.left, self.right))
        self.left.height = self.right.height = tall
        self.width, self.height, self.half = availWidth, tall, half
        return availWidth, tall

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return both one under the other where they are too tall to stand side by side on a page."""
        self.wrap(availWidth, availHeight)
        if self.height <= _TALLEST:
            return []
        if self.left.wrap(availWidth, availHeight)[1] <= availHeight:
            return [self.left, self.right]
        pieces = self.left.split(availWidth, availHeight)
        return [*pieces, self.right] if pieces else []

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw them, each on its ground."""
        self.left.drawOn(canvas, x, y)
        self.right.drawOn(canvas, x + self.half + self.gap, y)


class Lines(Flowable):
    """Dotted lines to write on; an artifact: that nothing stands there yet is said in words where it matters."""

    def __init__(self, count: int, leading: float) -> None:
        super().__init__()
        self.count, self.leading = count, leading

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the room of the lines."""
        self.room = availWidth
        return availWidth, self.count * self.leading + 4

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw the lines."""
        canvas.code(LAYOUT)
        canvas.saveState()
        canvas.setStrokeColor(colour(sheet.EDGE))
        canvas.setLineWidth(1)
        canvas.setLineCap(1)
        canvas.setDash([0.1, 5])
        for line in range(self.count):
            canvas.line(x, y + 4 + line * self.leading, x + self.room, y + 4 + line * self.leading)
        canvas.restoreState()
        canvas.code(END)


class Frame(Flowable):
    """An empty frame to draw in; an artifact."""

    def __init__(self, tall: float) -> None:
        super().__init__()
        self.tall = tall

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the width and its height."""
        self.room = availWidth
        return availWidth, self.tall

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw its edge on white."""
        canvas.code(LAYOUT)
        canvas.saveState()
        canvas.setStrokeColor(colour(sheet.EDGE))
        canvas.setFillColor(colour(sheet.WHITE))
        canvas.setLineWidth(1)
        canvas.roundRect(x, y, self.room, self.tall, _RADIUS - 4, stroke=1, fill=1)
        canvas.restoreState()
        canvas.code(END)


class Photo(Flowable):
    """A picture with soft corners, as large as its place allows. Sizes are points."""

    def __init__(
        self, content: bytes, pixels: tuple[int, int], room: float, tallest: float
    ) -> None:
        super().__init__()
        self.content = content
        across, down = pixels
        scale = min(room / across, tallest / down)
        self.width, self.height = across * scale, down * scale
        self.spaceBefore = 4.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it; its words are those of the figure round it."""
        from reportlab.lib.utils import ImageReader

        canvas: Any = self.canv
        canvas.saveState()
        edge = canvas.beginPath()
        edge.roundRect(0, 0, self.width, self.height, 10)
        canvas.clipPath(edge, stroke=0, fill=0)
        canvas.drawImage(
            ImageReader(io.BytesIO(self.content)), 0, 0, width=self.width, height=self.height
        )
        canvas.restoreState()
