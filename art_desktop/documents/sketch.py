"""How far each home is, drawn: rings of miles round where the children come from.

A paper that may say where homes are shows them at their direction, rounded; one that may not shows distance alone, on
a ruler, so that nothing seems to say a direction. Neither lets anybody find an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import Any, Final

from reportlab.platypus import Flowable

from art_desktop.documents import style as sheet
from art_desktop.documents.base import columns, figure, para
from art_desktop.documents.fonts import Face, draw, width
from art_desktop.documents.style import colour
from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.paper_pictures import SketchPlace, compass_words
from art_desktop.domain.wording import miles_words

_STEPS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)
_BADGE: Final = 8.0
_APART: Final = 18.5
_EDGE: Final = 14.0


def distance_sketch(
    places: tuple[SketchPlace, ...], *, centre: str = "home", room: float = sheet.CONTENT
) -> list[Flowable]:
    """Return the places round `centre`, drawn on the left and in words on the right; nothing is drawn of no distance.

    Args: places: those with a `letter` are options; the others are shapes. With a bearing they stand on rings of
        miles; where no place has one, on a ruler. centre: what they are measured from. room: the width in points.
    """
    told = [place for place in places if place.miles is not None]
    if not told:
        return []
    round_about = [place for place in told if place.bearing is not None]
    alt = _alt(places, centre)
    words = _legend(places, centre)
    if not round_about:
        drawing: Flowable = _Ruler(told, centre, room)
        return [*figure(drawing, alt), *words]
    across = min(250.0, room * 0.52)
    return columns(
        [(figure(_Rings(round_about, across), alt), words)], (across + 14, room - across - 14)
    )


def rings_of(miles: Sequence[float]) -> tuple[float, ...]:
    """Return the rings that hold the distances: evenly apart, or where one is far out, each a step wider."""
    most = max([*miles, 0.4])
    middle = sorted(miles)[len(miles) // 2] if miles else most
    if most > 6 * max(middle, 0.5) and most > 8:
        low = max((one for one in _STEPS if one <= max(middle, 0.5)), default=_STEPS[0])
        within = [one for one in _STEPS if one >= low]
        return (*[one for one in within if one < most], next(one for one in within if one >= most))
    step = next(one for one in _STEPS if one * 4 >= most)
    count = 1
    while step * count < most:
        count += 1
    return tuple(step * at for at in range(1, max(count, 2) + 1))


def along(miles: float, rings: Sequence[float]) -> float:
    """Return how far out a distance stands, 0 in the middle to 1 on the last ring."""
    for at, (inner, outer) in enumerate(pairwise((0.0, *rings))):
        if miles <= outer:
            return (at + (miles - inner) / (outer - inner)) / len(rings)
    return 1.0


def _alt(places: Sequence[SketchPlace], centre: str) -> str:
    return f"How far from {centre}: {'; '.join(_line(place) for place in places)}."


def _line(place: SketchPlace) -> str:
    where = miles_words(place.miles)
    if place.miles is not None and place.bearing is not None:
        where += f", {compass_words(place.bearing)}"
    name = " ".join(part for part in (place.letter, place.words) if part)
    return f"{name}, {where}" if place.words else f"{name} {where}"


_MARKS: Final = {PlaceKind.SCHOOL: "▲", PlaceKind.FAMILY_TIME: "◆", PlaceKind.HOME: "■"}


def _legend(places: Sequence[SketchPlace], centre: str) -> list[Flowable]:
    """Return what the marks stand for, a line each."""
    out = para(f"From {centre}", "label")
    if not any(place.words for place in places):
        return [*out, *para("; ".join(_line(place) for place in places), "cell")]
    for place in places:
        mark = place.letter or _MARKS.get(place.kind, "●")
        out += para(f"{mark}  {_line(place).removeprefix(place.letter).strip()}", "cell")
    return out


@dataclass
class _Mark:
    """A place on the drawing: where it is, and where its sign stands so that each can be read."""

    place: SketchPlace
    x: float
    y: float
    at_x: float
    at_y: float


class _Rings(Flowable):
    """Rings of miles with marks at their direction."""

    def __init__(self, places: Sequence[SketchPlace], across: float) -> None:
        super().__init__()
        self.places, self.across = places, across
        self.radius = across / 2 - _EDGE

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take a square."""
        return self.across, self.across

    def draw(self) -> None:
        """Draw the rings with their miles, the middle, north, and each mark."""
        canvas = self.canv
        rings = rings_of([place.miles or 0.0 for place in self.places])
        middle = self.across / 2
        canvas.setLineWidth(0.7)
        for at in range(len(rings)):
            canvas.setStrokeColor(colour(sheet.EDGE if at == len(rings) - 1 else sheet.LINE))
            canvas.circle(middle, middle, self.radius * (at + 1) / len(rings), stroke=1, fill=0)
        marks = spread([self._mark(place, rings, middle) for place in self.places], middle)
        self._miles(rings, marks, middle)
        _house(canvas, middle, middle)
        for mark in marks:
            if hypot(mark.at_x - mark.x, mark.at_y - mark.y) > 2:
                canvas.setStrokeColor(colour(sheet.INK))
                canvas.setFillColor(colour(sheet.INK))
                canvas.setLineWidth(0.6)
                canvas.line(mark.x, mark.y, mark.at_x, mark.at_y)
                canvas.circle(mark.x, mark.y, 1.6, stroke=0, fill=1)
        for mark in marks:
            _sign(canvas, mark.at_x, mark.at_y, mark.place)
        _north(canvas, 10, self.across - 24)

    def _mark(self, place: SketchPlace, rings: Sequence[float], middle: float) -> _Mark:
        out = self.radius * along(_drawn(place.miles or 0.0), rings)
        angle = radians(place.bearing or 0)
        x, y = middle + out * sin(angle), middle + out * cos(angle)
        return _Mark(place, x, y, x, y)

    def _miles(self, rings: Sequence[float], marks: Sequence[_Mark], middle: float) -> None:
        """Write each ring's miles where fewest marks are."""

        def free(angle: int) -> float:
            found = [
                hypot(
                    middle + self.radius * share * sin(radians(angle)) - mark.at_x,
                    middle + self.radius * share * cos(radians(angle)) - mark.at_y,
                )
                for mark in marks
                for share in ((at + 1) / len(rings) for at in range(len(rings)))
            ]
            return min(found)

        angle = max(range(0, 360, 15), key=lambda one: (round(free(one)), -one))
        for at, ring in enumerate(rings):
            out = self.radius * (at + 1) / len(rings)
            words = f"{ring:g} mi"
            across = width(words, Face.REGULAR, 8)
            x = middle + out * sin(radians(angle)) - across / 2
            y = middle + out * cos(radians(angle)) - 3
            x = min(max(x, 1), self.across - across - 1)
            y = min(max(y, 2), self.across - 9)
            self.canv.setFillColor(colour(sheet.WHITE))
            self.canv.rect(x - 2, y - 2, across + 4, 11, stroke=0, fill=1)
            self.canv.setFillColor(colour(sheet.MUTED))
            draw(self.canv, x, y, words, Face.REGULAR, 8)


def _drawn(miles: float) -> float:
    """Return how far out a place is drawn: to half a mile, so that the sketch tells no more than the words."""
    return round(miles * 2) / 2 if miles >= 1 else miles


def spread(marks: list[_Mark], middle: float) -> list[_Mark]:
    """Move signs apart until none hides another or the middle; a line then leads to where each place is."""
    for turn in range(120):
        moved = False
        for at, one in enumerate(marks):
            moved |= _away(one, middle, middle, _APART + 2, at + turn)
            for other in marks[at + 1 :]:
                moved |= _part(one, other)
        for mark in marks:
            mark.at_x = min(max(mark.at_x, _BADGE + 1), 2 * middle - _BADGE - 1)
            mark.at_y = min(max(mark.at_y, _BADGE + 1), 2 * middle - _BADGE - 1)
        if not moved:
            break
    return marks


def _part(one: _Mark, other: _Mark) -> bool:
    across, up = other.at_x - one.at_x, other.at_y - one.at_y
    gap = hypot(across, up)
    if gap >= _APART:
        return False
    if gap < 0.01:
        across, up, gap = 1.0, 0.3, hypot(1.0, 0.3)
    push = (_APART - gap) / 2 + 0.05
    one.at_x -= across / gap * push
    one.at_y -= up / gap * push
    other.at_x += across / gap * push
    other.at_y += up / gap * push
    return True


def _away(mark: _Mark, x: float, y: float, least: float, turn: int) -> bool:
    across, up = mark.at_x - x, mark.at_y - y
    gap = hypot(across, up)
    if gap >= least:
        return False
    if gap < 0.01:
        across, up, gap = sin(turn), cos(turn), 1.0
    mark.at_x, mark.at_y = x + across / gap * (least + 0.05), y + up / gap * (least + 0.05)
    return True


class _Ruler(Flowable):
    """Distance alone: a line of miles with the letters over it, stacked where they would hide one another."""

    def __init__(self, places: Sequence[SketchPlace], centre: str, room: float) -> None:
        super().__init__()
        self.places = sorted(places, key=lambda one: (one.miles or 0.0, one.letter))
        self.rings = rings_of([place.miles or 0.0 for place in self.places])
        self.centre, self.room = centre, room
        self.left, self.right = 30.0, room - 30.0
        self.levels = self._stacked()

    def _x(self, miles: float) -> float:
        return self.left + (self.right - self.left) * along(miles, self.rings)

    def _stacked(self) -> list[int]:
        """Return the level over the line at which each sign stands."""
        ends: list[float] = []
        levels = []
        for place in self.places:
            x = self._x(place.miles or 0.0)
            free = next((at for at, end in enumerate(ends) if x - end >= _APART), len(ends))
            ends[free : free + 1] = [x]
            levels.append(free)
        return levels

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the width it was given, and a level for each sign that stands over another."""
        return self.room, 62 + _APART * max(self.levels, default=0)

    def draw(self) -> None:
        """Draw the line, its miles, where it starts, and the signs."""
        canvas = self.canv
        canvas.setStrokeColor(colour(sheet.INK))
        canvas.setLineWidth(1)
        canvas.line(self.left, 26, self.right, 26)
        for ring in self.rings:
            x = self._x(ring)
            words = f"{ring:g} mi"
            canvas.setStrokeColor(colour(sheet.INK))
            canvas.line(x, 22, x, 26)
            canvas.setFillColor(colour(sheet.MUTED))
            draw(canvas, x - width(words, Face.REGULAR, 8) / 2, 11, words, Face.REGULAR, 8)
        for place, level in zip(self.places, self.levels, strict=True):
            x, y = self._x(place.miles or 0.0), 42 + _APART * level
            canvas.setStrokeColor(colour(sheet.EDGE))
            canvas.setLineWidth(0.6)
            canvas.line(x, 26, x, y - _BADGE)
            _sign(canvas, x, y, place)
        _house(canvas, self.left - 14, 27)


def _sign(canvas: Any, x: float, y: float, place: SketchPlace) -> None:
    """Draw what a place is: a letter in a ring, or a shape."""
    canvas.setStrokeColor(colour(sheet.INK))
    canvas.setLineWidth(1.1)
    if place.letter:
        canvas.setFillColor(colour(sheet.WHITE))
        canvas.circle(x, y, _BADGE, stroke=1, fill=1)
        canvas.setFillColor(colour(sheet.INK))
        size = 9 if len(place.letter) == 1 else 7.5
        wide = width(place.letter, Face.BOLD, size)
        draw(canvas, x - wide / 2, y - size * 0.36, place.letter, Face.BOLD, size)
        return
    canvas.setFillColor(colour(sheet.INK))
    path = canvas.beginPath()
    corners = {
        PlaceKind.SCHOOL: ((-6, -5), (6, -5), (0, 6)),
        PlaceKind.FAMILY_TIME: ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
    }.get(place.kind, ((-5, -5), (5, -5), (5, 5), (-5, 5)))
    path.moveTo(x + corners[0][0], y + corners[0][1])
    for across, up in corners[1:]:
        path.lineTo(x + across, y + up)
    path.close()
    canvas.setStrokeColor(colour(sheet.WHITE))
    canvas.drawPath(path, stroke=1, fill=1)


def _house(canvas: Any, x: float, y: float) -> None:
    """Draw a small house with its middle at (x, y)."""
    canvas.setFillColor(colour(sheet.INK))
    path = canvas.beginPath()
    path.moveTo(x - 7, y + 1)
    path.lineTo(x, y + 8)
    path.lineTo(x + 7, y + 1)
    path.lineTo(x + 5, y + 1)
    path.lineTo(x + 5, y - 6)
    path.lineTo(x - 5, y - 6)
    path.lineTo(x - 5, y + 1)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _north(canvas: Any, x: float, y: float) -> None:
    """Draw where north is."""
    canvas.setStrokeColor(colour(sheet.MUTED))
    canvas.setFillColor(colour(sheet.MUTED))
    canvas.setLineWidth(1)
    canvas.line(x, y - 8, x, y + 6)
    canvas.line(x, y + 6, x - 3, y + 1)
    canvas.line(x, y + 6, x + 3, y + 1)
    draw(canvas, x - 3, y + 9, "N", Face.SEMIBOLD, 8)
