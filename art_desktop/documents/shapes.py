"""Drawings for the papers of children, as paths in a square of 100 units: a dark line, a pale ground, no letters."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from math import cos, pi, sin
from types import MappingProxyType
from typing import Any, Final

from art_desktop.documents import style as sheet
from art_desktop.documents.style import colour

_LINE: Final = "#22344f"
_TINT: Final = "#cfe0f1"


class Shape(StrEnum):
    """What is drawn."""

    HOUSE = "house"
    BED = "bed"
    PLATE = "plate"
    SUN = "sun"
    MOON = "moon"
    PAW = "paw"
    BOOK = "book"
    BALL = "ball"
    HEART = "heart"
    PHONE = "phone"
    STAR = "star"
    CLOUD = "cloud"
    TALK = "talk"
    ASK = "ask"
    PEOPLE = "people"
    ROAD = "road"
    GLOBE = "globe"
    HANDS = "hands"


def draw_shape(
    canvas: Any, shape: Shape, x: float, y: float, size: float, ground: str = sheet.WHITE
) -> None:
    """Draw a shape in the square of `size` points whose lower left corner is (x, y).

    `ground` is the colour that it stands on: a disc of white is laid under it where that is not white already.
    """
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / 100, size / 100)
    canvas.setFillColor(colour(sheet.WHITE if ground != sheet.WHITE else sheet.COOL))
    canvas.circle(50, 50, 50, stroke=0, fill=1)
    canvas.setLineWidth(4 if size < 60 else 3.4)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setStrokeColor(colour(_LINE))
    canvas.setFillColor(colour(_TINT))
    _DRAWN[shape](canvas)
    canvas.restoreState()


def _path(
    canvas: Any, *points: tuple[float, float], close: bool = False, fill: bool = False
) -> None:
    """Draw straight lines through points."""
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if close:
        path.close()
    canvas.drawPath(path, stroke=1, fill=int(fill))


def _curve(
    canvas: Any, start: tuple[float, float], *curves: tuple[float, ...], fill: bool = False
) -> None:
    """Draw Bézier curves, six numbers each, one after another."""
    path = canvas.beginPath()
    path.moveTo(*start)
    for one in curves:
        path.curveTo(*one)
    if fill:
        path.close()
    canvas.drawPath(path, stroke=1, fill=int(fill))


def _house(canvas: Any) -> None:
    _path(canvas, (28, 26), (28, 52), (72, 52), (72, 26), close=True, fill=True)
    _path(canvas, (20, 50), (50, 78), (80, 50))
    canvas.roundRect(44, 26, 12, 17, 2, stroke=1, fill=0)
    _path(canvas, (64, 66), (64, 76))


def _bed(canvas: Any) -> None:
    canvas.roundRect(20, 34, 60, 16, 5, stroke=1, fill=1)
    canvas.roundRect(25, 50, 20, 11, 4, stroke=1, fill=0)
    _path(canvas, (20, 70), (20, 26))
    _path(canvas, (80, 44), (80, 26))
    _curve(
        canvas,
        (62, 76),
        (56, 70, 58, 62, 66, 60),
        (60, 58, 52, 62, 53, 70),
        (54, 75, 58, 77, 62, 76),
        fill=True,
    )


def _plate(canvas: Any) -> None:
    canvas.circle(50, 50, 20, stroke=1, fill=1)
    canvas.circle(50, 50, 11, stroke=1, fill=0)
    _path(canvas, (19, 28), (19, 72))
    _curve(canvas, (14, 72), (14, 58, 24, 58, 24, 72))
    _curve(canvas, (81, 28), (81, 40, 81, 60, 81, 72), (88, 66, 88, 54, 81, 50))


def _sun(canvas: Any) -> None:
    canvas.circle(50, 50, 15, stroke=1, fill=1)
    for ray in range(8):
        angle = ray * pi / 4
        canvas.line(
            50 + 23 * cos(angle), 50 + 23 * sin(angle), 50 + 33 * cos(angle), 50 + 33 * sin(angle)
        )


def _moon(canvas: Any) -> None:
    _curve(
        canvas,
        (58, 78),
        (34, 74, 22, 50, 34, 32),
        (44, 18, 66, 18, 76, 34),
        (56, 32, 44, 56, 58, 78),
        fill=True,
    )
    _star_at(canvas, 74, 66, 8)


def _paw(canvas: Any) -> None:
    _curve(
        canvas,
        (50, 50),
        (62, 50, 72, 34, 66, 28),
        (60, 22, 56, 28, 50, 28),
        (44, 28, 40, 22, 34, 28),
        (28, 34, 38, 50, 50, 50),
        fill=True,
    )
    for x, y in ((27, 52), (41, 66), (59, 66), (73, 52)):
        canvas.ellipse(x - 6, y - 8, x + 6, y + 8, stroke=1, fill=1)


def _book(canvas: Any) -> None:
    _curve(
        canvas,
        (50, 66),
        (42, 74, 30, 74, 20, 70),
        (20, 56, 20, 44, 20, 32),
        (30, 36, 42, 36, 50, 28),
        fill=True,
    )
    _curve(
        canvas,
        (50, 66),
        (58, 74, 70, 74, 80, 70),
        (80, 56, 80, 44, 80, 32),
        (70, 36, 58, 36, 50, 28),
        fill=True,
    )
    _path(canvas, (50, 66), (50, 28))


def _ball(canvas: Any) -> None:
    canvas.circle(50, 50, 28, stroke=1, fill=1)
    _curve(canvas, (30, 70), (44, 60, 44, 40, 30, 30))
    _curve(canvas, (70, 70), (56, 60, 56, 40, 70, 30))
    _path(canvas, (22, 50), (78, 50))


def _heart(canvas: Any) -> None:
    _curve(
        canvas,
        (50, 26),
        (20, 46, 18, 62, 26, 70),
        (34, 78, 46, 74, 50, 62),
        (54, 74, 66, 78, 74, 70),
        (82, 62, 80, 46, 50, 26),
        fill=True,
    )


def _phone(canvas: Any) -> None:
    canvas.roundRect(34, 20, 32, 60, 7, stroke=1, fill=1)
    _path(canvas, (45, 72), (55, 72))
    canvas.circle(50, 29, 2.2, stroke=1, fill=0)


def _star_at(canvas: Any, x: float, y: float, reach: float) -> None:
    points = []
    for corner in range(10):
        angle = pi / 2 + corner * pi / 5
        far = reach if corner % 2 == 0 else reach * 0.45
        points.append((x + far * cos(angle), y + far * sin(angle)))
    _path(canvas, *points, close=True, fill=True)


def _star(canvas: Any) -> None:
    _star_at(canvas, 50, 48, 32)


def _cloud(canvas: Any) -> None:
    _curve(
        canvas,
        (30, 42),
        (16, 42, 16, 62, 32, 61),
        (32, 78, 56, 80, 60, 66),
        (78, 70, 84, 44, 68, 42),
        (56, 42, 42, 42, 30, 42),
        fill=True,
    )
    for x in (36, 50, 64):
        canvas.line(x, 33, x - 4, 24)


def _talk(canvas: Any) -> None:
    _curve(
        canvas,
        (34, 36),
        (14, 40, 14, 72, 44, 74),
        (84, 78, 90, 38, 54, 36),
        (50, 36, 48, 36, 46, 36),
        (42, 28, 36, 24, 28, 22),
        (32, 28, 34, 32, 34, 36),
        fill=True,
    )
    for x in (36, 50, 64):
        canvas.circle(x, 55, 1.6, stroke=1, fill=0)


def _ask(canvas: Any) -> None:
    _curve(
        canvas,
        (34, 34),
        (12, 40, 14, 76, 46, 78),
        (86, 80, 90, 36, 54, 34),
        (50, 34, 48, 34, 46, 34),
        (42, 26, 36, 22, 28, 20),
        (32, 26, 34, 30, 34, 34),
        fill=True,
    )
    _curve(canvas, (42, 62), (44, 74, 62, 72, 59, 60), (57, 55, 51, 56, 51, 49))
    canvas.circle(51, 42.5, 1.4, stroke=1, fill=0)


def _people(canvas: Any) -> None:
    canvas.circle(38, 60, 10, stroke=1, fill=1)
    _curve(canvas, (20, 26), (20, 48, 56, 48, 56, 26), fill=True)
    canvas.circle(66, 52, 8, stroke=1, fill=1)
    _curve(canvas, (56, 38), (64, 44, 80, 42, 80, 26), (74, 26, 66, 26, 56, 26))


def _road(canvas: Any) -> None:
    canvas.roundRect(18, 36, 64, 17, 6, stroke=1, fill=1)
    _curve(canvas, (28, 53), (34, 72, 38, 70, 50, 70), (62, 70, 62, 70, 72, 53))
    _path(canvas, (50, 53), (50, 70))
    canvas.setFillColor(colour(sheet.WHITE))
    for x in (34, 66):
        canvas.circle(x, 34, 7.5, stroke=1, fill=1)


def _globe(canvas: Any) -> None:
    canvas.circle(50, 50, 28, stroke=1, fill=1)
    canvas.ellipse(38, 22, 62, 78, stroke=1, fill=0)
    _path(canvas, (22, 50), (78, 50))
    _curve(canvas, (27, 66), (40, 61, 60, 61, 73, 66))
    _curve(canvas, (27, 34), (40, 39, 60, 39, 73, 34))


def _hands(canvas: Any) -> None:
    """Draw two rings that hold each other: living together."""
    canvas.circle(40, 50, 20, stroke=1, fill=1)
    canvas.circle(60, 50, 20, stroke=1, fill=0)


_DRAWN: Final[MappingProxyType[Shape, Callable[[Any], None]]] = MappingProxyType(
    {
        Shape.HOUSE: _house,
        Shape.BED: _bed,
        Shape.PLATE: _plate,
        Shape.SUN: _sun,
        Shape.MOON: _moon,
        Shape.PAW: _paw,
        Shape.BOOK: _book,
        Shape.BALL: _ball,
        Shape.HEART: _heart,
        Shape.PHONE: _phone,
        Shape.STAR: _star,
        Shape.CLOUD: _cloud,
        Shape.TALK: _talk,
        Shape.ASK: _ask,
        Shape.PEOPLE: _people,
        Shape.ROAD: _road,
        Shape.GLOBE: _globe,
        Shape.HANDS: _hands,
    }
)
