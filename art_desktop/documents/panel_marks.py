"""Marks of the panel's papers: a verdict by its shape, a level by steps, lines to write on.

They are decoration: the word that each stands for is always printed beside it.
"""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import Decoration, columns, para
from art_desktop.documents.marks import steps
from art_desktop.documents.style import colour
from art_desktop.domain.vocabulary import Level, Verdict

VERDICT_WORDS: Final = {
    Verdict.MET: "Met",
    Verdict.SUPPORT: "With support",
    Verdict.NOT_MET: "Not met",
    Verdict.UNKNOWN: "Not known",
    Verdict.NOT_APPLICABLE: "Does not apply",
}
_LINE: Final = 23.0


class _VerdictMark(Flowable):
    """A verdict's shape, hung beside the first line of the words that follow."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take no height."""
        return 10, 0

    def draw(self) -> None:
        """Draw a full, half or empty circle, a question mark's hook, or a dash."""
        canvas = self.canv
        x, y, radius = 4.5, -7.6, 3.7
        canvas.setStrokeColor(colour(sheet.INK))
        canvas.setFillColor(colour(sheet.INK))
        canvas.setLineWidth(1.1)
        if self.verdict is Verdict.MET:
            canvas.circle(x, y, radius, stroke=1, fill=1)
        elif self.verdict is Verdict.SUPPORT:
            canvas.circle(x, y, radius, stroke=1, fill=0)
            canvas.wedge(x - radius, y - radius, x + radius, y + radius, 90, 180, stroke=0, fill=1)
        elif self.verdict is Verdict.NOT_MET:
            canvas.circle(x, y, radius, stroke=1, fill=0)
        elif self.verdict is Verdict.UNKNOWN:
            canvas.setDash(1.4, 1.5)
            canvas.circle(x, y, radius, stroke=1, fill=0)
            canvas.setDash()
            canvas.circle(x, y, 0.9, stroke=0, fill=1)
        else:
            canvas.line(x - 3, y, x + 3, y)


def verdict_cell(verdict: Verdict | None) -> list[Flowable]:
    """Return a verdict as its shape and its word; one that was not asked is said to not apply."""
    shown = Verdict.NOT_APPLICABLE if verdict is None else verdict
    return [Decoration(_VerdictMark(shown)), *para(VERDICT_WORDS[shown], "verdict")]


class _Steps(Flowable):
    """Three steps, filled as far as the level goes, hung beside the words that follow."""

    def __init__(self, level: Level | None) -> None:
        super().__init__()
        self.level = level

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take no height."""
        return 34, 0

    def draw(self) -> None:
        """Draw the steps."""
        steps(self.canv, 0, -11, 0 if self.level is None else self.level.rank)


def level_cell(level: Level | None) -> list[Flowable]:
    """Return a level as three steps and its word."""
    words = level.words if level is not None else "Level not known"
    return [Decoration(_Steps(level)), *para(words, "level")]


class _Lines(Flowable):
    """Lines to write on by hand."""

    def __init__(self, count: int, room: float) -> None:
        super().__init__()
        self.count, self.room = count, room

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take a hand's height for each line."""
        return self.room, self.count * _LINE

    def draw(self) -> None:
        """Draw the lines from the top."""
        canvas = self.canv
        canvas.setStrokeColor(colour(sheet.EDGE))
        canvas.setLineWidth(0.5)
        for at in range(self.count):
            canvas.line(0, at * _LINE, self.room, at * _LINE)


def writing_lines(count: int, room: float) -> list[Flowable]:
    """Return so many lines to write on, `room` points wide."""
    return [Decoration(_Lines(count, room))]


def signature_line(words: str, room: float) -> list[Flowable]:
    """Return a line to sign on, a line for the day, and what they are for."""
    wide, narrow = room * 0.62, room * 0.38
    return columns(
        [
            (
                [Decoration(_Lines(1, wide - 24)), *para(words, "note")],
                [Decoration(_Lines(1, narrow - 12)), *para("Date", "note")],
            )
        ],
        (wide, narrow),
        [("TOPPADDING", (0, 0), (-1, -1), 16)],
    )
