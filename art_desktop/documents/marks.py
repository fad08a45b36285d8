"""Marks drawn as vectors, so that they need no letter of any font and survive a photocopier."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.fonts import Face, draw, fit, width
from art_desktop.documents.style import colour
from art_desktop.domain.vocabulary import Level


class NeedHeading(Flowable):
    """A need's name over a hairline, with its level as a word and as three steps, filled so far."""

    keepWithNext = 1
    HEIGHT = 30.0

    def __init__(self, title: str, level: Level | None) -> None:
        super().__init__()
        self.title = title
        self.level = level

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the whole width, and one height."""
        self.room = availWidth
        return availWidth, self.HEIGHT

    def draw(self) -> None:
        """Draw the hairline, the name on the left, the word and the steps on the right."""
        canvas = self.canv
        canvas.setStrokeColor(colour(sheet.LINE))
        canvas.setLineWidth(0.6)
        canvas.line(0, 24, self.room, 24)
        canvas.setFillColor(colour(sheet.INK))
        draw(
            canvas, 0, 6, fit(self.title, Face.SEMIBOLD, 11.5, self.room - 140), Face.SEMIBOLD, 11.5
        )
        word = self.level.words if self.level else "Level not known"
        left = self.room - 36
        draw(canvas, left - 8 - width(word, Face.SEMIBOLD, 9.5), 6.5, word, Face.SEMIBOLD, 9.5)
        steps(canvas, left, 6, 0 if self.level is None else self.level.rank)


class Bullet(Flowable):
    """A small ticked circle, or an open one, that stands before a line of a list."""

    def __init__(self, *, ticked: bool) -> None:
        super().__init__()
        self.ticked = ticked

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the space of one line."""
        return 14, 15

    def draw(self) -> None:
        """Draw the mark."""
        canvas = self.canv
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


def steps(canvas: Any, x: float, y: float, filled: int) -> None:
    """Draw three steps that rise from (x, y), `filled` of them solid and the others open."""
    canvas.setStrokeColor(colour(sheet.INK))
    canvas.setFillColor(colour(sheet.INK))
    canvas.setLineWidth(0.8)
    for step in range(3):
        canvas.rect(x + step * 12, y, 8.5, 4 + step * 3, stroke=1, fill=int(step < filled))
