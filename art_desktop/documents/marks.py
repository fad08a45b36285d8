"""Marks drawn as vectors, which need no letter of any font and survive a photocopier; and what holds a drawing."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.fonts import Face, clean, fit, width
from art_desktop.documents.lines import actual
from art_desktop.documents.style import colour
from art_desktop.documents.tags import END, LAYOUT, Element
from art_desktop.domain.vocabulary import Level


class NeedHeading(Flowable):
    """A heading of level 3: a need's name over a hairline, its level as a word and as three steps, filled so far."""

    keepWithNext = 1
    HEIGHT = 30.0

    def __init__(self, title: str, level: Level | None) -> None:
        super().__init__()
        self.title = " ".join(clean(title).split())
        self.level = level
        self.element = Element("H3")

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the whole width, and one height."""
        self.room = availWidth
        return availWidth, self.HEIGHT

    def draw(self) -> None:
        """Draw the hairline, the name on the left, the word and the steps on the right."""
        canvas = self.canv
        canvas.code(LAYOUT)
        canvas.setStrokeColor(colour(sheet.LINE))
        canvas.setLineWidth(0.6)
        canvas.line(0, 24, self.room, 24)
        canvas.code(END)
        word = self.level.words if self.level else "Level not known"
        left = self.room - 36
        title = fit(self.title, Face.SEMIBOLD, 11.5, self.room - 140)
        canvas.code(canvas.tree.begin(self.element))
        if title != self.title:
            # What is cut for the eye is whole for the ear.
            canvas.code(actual(f"{self.title} "))
        canvas.code(canvas.words_at(0, 6, f"{title} ", Face.SEMIBOLD, 11.5))
        if title != self.title:
            canvas.code(END)
        across = width(word, Face.SEMIBOLD, 9.5)
        canvas.code(canvas.words_at(left - 8 - across, 6.5, word, Face.SEMIBOLD, 9.5))
        canvas.code(END)
        canvas.code(LAYOUT)
        steps(canvas, left, 6, 0 if self.level is None else self.level.rank)
        canvas.code(END)


class Figure(Flowable):
    """A drawing, and the words that stand for it where it cannot be seen."""

    def __init__(self, drawing: Flowable, alt: str) -> None:
        super().__init__()
        if not alt.strip():
            raise ValueError("a figure needs words that stand for it")
        self.drawing = drawing
        self.hAlign = getattr(drawing, "hAlign", "LEFT")
        self.element = Element("Figure", alt=alt)
        self.spaceBefore = drawing.getSpaceBefore()
        self.spaceAfter = drawing.getSpaceAfter()

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the drawing's space."""
        self.width, self.height = map(float, self.drawing.wrap(availWidth, availHeight))
        return self.width, self.height

    def draw(self) -> None:
        """Draw it between its marks."""
        canvas = self.canv
        left, low = canvas.absolutePosition(0, 0)
        right, high = canvas.absolutePosition(self.width, self.height)
        box = f"{left:.2f} {low:.2f} {right:.2f} {high:.2f}"
        self.element.extra = f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        canvas.code(canvas.tree.begin(self.element))
        self.drawing.drawOn(canvas, 0, 0)
        canvas.code(END)


class Decoration(Flowable):
    """A drawing that says nothing: a screen reader passes it over."""

    def __init__(self, drawing: Flowable) -> None:
        super().__init__()
        self.drawing = drawing
        self.hAlign = getattr(drawing, "hAlign", "LEFT")
        self.spaceBefore = drawing.getSpaceBefore()
        self.spaceAfter = drawing.getSpaceAfter()

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the drawing's space."""
        self.width, self.height = map(float, self.drawing.wrap(availWidth, availHeight))
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as an artifact."""
        self.canv.code(LAYOUT)
        self.drawing.drawOn(self.canv, 0, 0)
        self.canv.code(END)


class Bullet(Flowable):
    """A small ticked circle, or an open one, that stands before a line of a list."""

    def __init__(self, *, ticked: bool) -> None:
        super().__init__()
        self.ticked = ticked

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the space of one line."""
        return 14, 15

    def draw(self) -> None:
        """Draw the mark, an artifact: that it is a list is said by its tag."""
        canvas = self.canv
        canvas.code(LAYOUT)
        canvas.setStrokeColor(colour(sheet.ACCENT))
        canvas.setFillColor(colour(sheet.ACCENT))
        canvas.setLineWidth(1.4)
        if self.ticked:
            canvas.setLineCap(1)
            path = canvas.beginPath()
            path.moveTo(1, 6.5)
            path.lineTo(4, 3.5)
            path.lineTo(9.5, 10)
            canvas.drawPath(path, stroke=1, fill=0)
        else:
            canvas.circle(4.5, 7, 2.2, stroke=0, fill=1)
        canvas.code(END)


def steps(canvas: Any, x: float, y: float, filled: int) -> None:
    """Draw three steps that rise from (x, y), `filled` of them solid and the others open."""
    canvas.setStrokeColor(colour(sheet.INK))
    canvas.setFillColor(colour(sheet.INK))
    canvas.setLineWidth(0.8)
    for step in range(3):
        canvas.rect(x + step * 12, y, 8.5, 4 + step * 3, stroke=1, fill=int(step < filled))
