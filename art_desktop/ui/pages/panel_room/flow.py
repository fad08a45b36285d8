"""Text laid out for a big screen: measured, broken into pages, painted. Every size is scaled from 1920 by 1080."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from art_desktop.ui.theme.apply import colour, font
from art_desktop.ui.theme.signs import Sign, paint_sign, sign_ink
from art_desktop.ui.theme.tokens import BOLD, LIGHT, REGULAR

BASE: Final = 28
"""The size of what is read, in pixels at 1920 by 1080; what only labels it is never under `SECOND`."""

SECOND: Final = 24
HEAD: Final = 44
LEADING: Final = 0.94
"""Of the font's own line height, which is generous."""

FULL: Final = QSizeF(1920, 1080)
_RIGHT: Final = Qt.TextElideMode.ElideRight
_AT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Scale:
    """How large everything is drawn: 1 at 1920 by 1080."""

    factor: float

    @staticmethod
    def of(width: float, height: float) -> Scale:
        """Return the scale at which a view of this size shows what one of 1920 by 1080 does."""
        return Scale(max(0.4, min(width / FULL.width(), height / FULL.height())))

    def px(self, size: float) -> int:
        """Return a size in pixels."""
        return max(1, round(size * self.factor))


@lru_cache(maxsize=4096)
def _laid(
    words: str, px: int, weight: int, width: int, bold: int
) -> tuple[QTextLayout, tuple[QTextLine, ...]]:
    """Return a text in lines of a width; a word that is longer than a line is broken. `bold`: letters of the lead."""
    layout = QTextLayout(words.replace("\n", "\u2028"), font(px, weight))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if bold:
        lead = QTextLayout.FormatRange()
        lead.start, lead.length = 0, bold
        dressed = QTextCharFormat()
        dressed.setFontWeight(BOLD)
        lead.format = dressed
        layout.setFormats([lead])
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, 0))
        lines.append(line)
    layout.endLayout()
    return layout, tuple(lines)


@dataclass(frozen=True)
class Line:
    """One line of a flow. `keep`: it does not stand last on a page."""

    height: float
    draw: Callable[[QPainter, float, float], None] | None = None
    keep: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph: how large, how heavy, in which token's colour. `lead` stands before it in bold."""

    words: str
    px: int
    weight: int = REGULAR
    ink: str = "text"
    lead: str = ""
    most: int = 0
    keep: bool = False

    def lines(self, width: float) -> list[Line]:
        """Return its lines for a width; with `most`, no more than that, and … where it is cut."""
        whole = f"{self.lead} {self.words}".strip() if self.lead else self.words
        if not whole:
            return []
        room = int(width)
        bold = len(self.lead) if self.weight < BOLD else 0
        layout, lines = _laid(whole, self.px, self.weight, room, bold)
        if self.most and len(lines) > self.most:
            end = lines[self.most - 1].textStart() + lines[self.most - 1].textLength()
            cut = whole[:end].rstrip()
            while cut:
                layout, lines = _laid(f"{cut.rstrip(' ,.;:')} …", self.px, self.weight, room, bold)
                if len(lines) <= self.most:
                    break
                cut = cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]
        return [self._line(layout, line) for line in lines]

    def _line(self, layout: QTextLayout, line: QTextLine) -> Line:
        ink = getattr(LIGHT, self.ink)

        def draw(painter: QPainter, x: float, y: float) -> None:
            assert layout is not None  # the line is only good while its layout lives
            painter.setPen(colour(ink))
            line.draw(painter, QPointF(x, y))

        return Line(line.height() * LEADING, draw, keep=self.keep)


@dataclass
class Flow:
    """Paragraphs one under another, `width` wide."""

    width: float
    lines: list[Line] = field(default_factory=list)

    def add(self, text: Text, indent: float = 0) -> None:
        """Put a paragraph under the last."""
        for line in text.lines(self.width - indent):
            self.lines.append(_moved(line, indent))

    def gap(self, height: float) -> None:
        """Leave room; none is left at the top of a page."""
        self.lines.append(Line(height, blank=True))

    def rule(self, height: float) -> None:
        """Draw a hairline."""

        def draw(painter: QPainter, x: float, y: float) -> None:
            painter.fillRect(QRectF(x, y + height / 2, self.width, 1), colour(LIGHT.line))

        self.lines.append(Line(height, draw, keep=True))

    @property
    def height(self) -> float:
        """Return how high all of it is."""
        return sum(line.height for line in self.lines)

    def pages(self, height: float) -> list[list[Line]]:
        """Break it into pages; a heading goes to the next page with what it heads."""
        pages: list[list[Line]] = [[]]
        used = 0.0
        for line in self.lines:
            if used + line.height > height and pages[-1]:
                carried: list[Line] = []
                while pages[-1] and pages[-1][-1].keep and len(pages[-1]) > 1:
                    carried.insert(0, pages[-1].pop())
                pages.append(carried)
                used = sum(one.height for one in carried)
            if line.blank and not pages[-1]:
                continue
            pages[-1].append(line)
            used += line.height
        return [page for page in pages if page] or [[]]


def _moved(line: Line, indent: float) -> Line:
    if not indent or line.draw is None:
        return line
    draw = line.draw

    def moved(painter: QPainter, x: float, y: float) -> None:
        draw(painter, x + indent, y)

    return Line(line.height, moved, line.keep, line.blank)


def paint_lines(painter: QPainter, lines: Sequence[Line], x: float, y: float) -> float:
    """Draw lines from a point down. Returns: where they end."""
    for line in lines:
        if line.draw is not None:
            line.draw(painter, x, y)
        y += line.height
    return y


def paint_verdict(painter: QPainter, box: QRectF, sign: Sign, words: str, px: int) -> None:
    """Draw a verdict's shape and its word, from the left, in the middle of a box."""
    side = px * 0.72
    middle = box.center().y()
    paint_sign(
        painter, QRectF(box.left(), middle - side / 2, side, side), sign, sign_ink(sign, LIGHT)
    )
    painter.setFont(font(px))
    painter.setPen(colour(sign_ink(sign, LIGHT)))
    left = box.left() + side + px * 0.35
    room = QRectF(left, box.top(), box.right() - left, box.height())
    cut = painter.fontMetrics().elidedText(words, _RIGHT, int(room.width()))
    painter.drawText(room, _AT, cut)
