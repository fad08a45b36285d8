"""Charts of the papers: ranges and shares as vectors, told by length, pattern and words, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import figure
from art_desktop.documents.fonts import Face, clean, draw, fit, width
from art_desktop.documents.style import colour
from art_desktop.domain.paper_pictures import RangeBar, SharePart
from art_desktop.domain.wording import listed, money_words

_ROW: Final = 26.0
_BAR: Final = 11.0
_GREYS: Final = ("#2b3a4f", "#ffffff", "#b9c3d0", "#ffffff", "#e6eaf0")
_HATCHED: Final = (False, True, False, False, True)


def range_bars(bars: Sequence[RangeBar], *, room: float = sheet.CONTENT) -> list[Flowable]:
    """Return each option's range as a bar from its low to its high end, on one scale of 0 to 100; no bars, nothing.

    `room` is the width in points. What is certain is solid, what is not yet known is hatched; the numbers stand beside.
    """
    out: list[Flowable] = []
    for start in range(0, len(bars), 20):  # a drawing does not break over pages
        some = tuple(bars[start : start + 20])
        told = "; ".join(f"{clean(bar.label)} {bar.words}" for bar in some)
        alt = (
            f"Bars on a scale of 0 to 100, from what is met for certain to what may be met: {told}."
        )
        out += figure(_Ranges(some, room), alt)
    return out


def share_bar(
    parts: Sequence[SharePart], *, room: float = sheet.CONTENT, per: str = "a week"
) -> list[Flowable]:
    """Return a cost as one bar with a part for each payer, and the words and amounts under it; no cost, nothing.

    `room` is the width in points; `per` is the time that the amounts are for.
    """
    paid = tuple(part for part in parts if part.pence > 0)
    if not paid:
        return []
    told = listed([f"{clean(part.words)} {money_words(part.pence)}" for part in paid])
    return figure(_Shares(paid, room, per), f"Who pays, {per}: {told}.")


class _Ranges(Flowable):
    """Bars under one another, with a scale at the foot."""

    def __init__(self, bars: Sequence[RangeBar], room: float) -> None:
        super().__init__()
        self.bars, self.room = bars, room

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the width it was given, a row for each bar and one for the scale."""
        return self.room, _ROW * len(self.bars) + 18

    def draw(self) -> None:
        """Draw the scale, then each bar with its label on the left and its numbers on the right."""
        canvas = self.canv
        left, right = min(190.0, self.room * 0.4), self.room - 58
        scale = (right - left) / 100
        top = 18 + _ROW * len(self.bars)
        canvas.setLineWidth(0.5)
        for mark in (0, 25, 50, 75, 100):
            x = left + mark * scale
            canvas.setStrokeColor(colour(sheet.LINE))
            canvas.line(x, 14, x, top)
            canvas.setFillColor(colour(sheet.MUTED))
            draw(canvas, x - width(str(mark), Face.REGULAR, 8) / 2, 3, str(mark), Face.REGULAR, 8)
        for at, bar in enumerate(self.bars):
            y = top - _ROW * (at + 1) + (_ROW - _BAR) / 2
            canvas.setFillColor(colour(sheet.INK))
            label = fit(bar.label, Face.SEMIBOLD, 9.5, left - 12)
            draw(canvas, 0, y + (6 if bar.note else 2), label, Face.SEMIBOLD, 9.5)
            if bar.note:
                canvas.setFillColor(colour(sheet.MUTED))
                draw(canvas, 0, y - 4, fit(bar.note, Face.REGULAR, 8, left - 12), Face.REGULAR, 8)
            _range(canvas, left, y, bar, scale)
            canvas.setFillColor(colour(sheet.INK))
            draw(canvas, right + 8, y + 2, bar.words, Face.SEMIBOLD, 9.5)


def _range(canvas: Any, left: float, y: float, bar: RangeBar, scale: float) -> None:
    """Draw one bar: solid to the low end, hatched from there to the high end."""
    canvas.setStrokeColor(colour(sheet.INK))
    canvas.setLineWidth(0.7)
    canvas.setFillColor(colour(_GREYS[0]))
    if bar.low > 0:
        canvas.rect(left, y, bar.low * scale, _BAR, stroke=0, fill=1)
    if bar.high > bar.low:
        _filled(
            canvas,
            left + bar.low * scale,
            y,
            (bar.high - bar.low) * scale,
            _BAR,
            sheet.WHITE,
            hatched=True,
        )


def _filled(
    canvas: Any, x: float, y: float, across: float, down: float, fill: str, *, hatched: bool
) -> None:
    """Draw a box with an edge, filled plainly or with slanting lines."""
    canvas.saveState()
    canvas.setStrokeColor(colour(sheet.INK))
    canvas.setFillColor(colour(fill))
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, across, down, stroke=1, fill=1)
    if hatched:
        path = canvas.beginPath()
        path.rect(x, y, across, down)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setLineWidth(0.6)
        step = 0.0
        while step < across + down:
            canvas.line(x + step - down, y, x + step, y + down)
            step += 4
    canvas.restoreState()


class _Shares(Flowable):
    """One bar in parts, and a line for each part under it with its pattern, words, share and amount."""

    def __init__(self, parts: Sequence[SharePart], room: float, per: str) -> None:
        super().__init__()
        self.parts, self.room, self.per = parts, room, per

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the width it was given, the bar and a line for each part."""
        return self.room, 30 + 17 * len(self.parts)

    def draw(self) -> None:
        """Draw the bar, then what its patterns stand for."""
        canvas = self.canv
        whole = sum(part.pence for part in self.parts)
        top = 30 + 17 * len(self.parts)
        x = 0.0
        for at, part in enumerate(self.parts):
            across = self.room * part.pence / whole
            _filled(canvas, x, top - 22, across, 18, _GREYS[at % 5], hatched=_HATCHED[at % 5])
            x += across
        for at, part in enumerate(self.parts):
            y = top - 42 - 17 * at
            _filled(canvas, 0, y, 14, 9, _GREYS[at % 5], hatched=_HATCHED[at % 5])
            amount = f"{money_words(part.pence)} {self.per} · {_percent(part.pence, whole)}"
            wide = width(amount, Face.SEMIBOLD, 9.5)
            canvas.setFillColor(colour(sheet.INK))
            words = fit(part.words, Face.REGULAR, 9.5, self.room - wide - 40)
            draw(canvas, 22, y, words, Face.REGULAR, 9.5)
            draw(canvas, self.room - wide, y, amount, Face.SEMIBOLD, 9.5)


def _percent(part: int, whole: int) -> str:
    """Return a share as "28 %", "under 1 %" where it would round to nothing."""
    share = round(Fraction(part * 100, whole))
    return f"{share} %" if share else "under 1 %"
