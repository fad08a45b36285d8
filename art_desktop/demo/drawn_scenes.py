"""Simple pictures of a home, drawn by code: a house, a garden, a bedroom, a kitchen, a dog. None is of anybody's home."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (640, 480)
_FINE: Final = 2
"""Drawn at twice the size and made smaller, so that no edge is a staircase."""

_QUALITY: Final = 84
_DOORS: Final = MappingProxyType(
    {"green": "#3f7d58", "red": "#b04a3f", "blue": "#3a6ea5", "yellow": "#d9a520"}
)
_WALLS: Final = ("#e8d9c3", "#d9c0a5", "#e3e0d8", "#cfd8d3")
_COATS: Final = MappingProxyType(
    {"brown": "#8a5a3b", "black": "#3a3a40", "golden": "#d6a55c", "grey": "#8d9298"}
)
_COVERS: Final = MappingProxyType(
    {"blue": "#5b86b8", "green": "#6f9e77", "orange": "#d98a4b", "purple": "#8a76b0"}
)
_GRASS, _SKY, _WOOD, _LEAF, _DARK = "#8fb873", "#cfe4f2", "#b58a5c", "#5f9560", "#4a4540"


@dataclass(frozen=True)
class Drawn:
    """A picture (JPEG), what is to be seen on it, and what stands under it."""

    content: bytes
    words: str
    caption: str
    width: int = SIZE[0]
    height: int = SIZE[1]


class _Pen:
    """Draws in hundredths of the height, so that a scene is the same at any size."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (SIZE[0] * _FINE, SIZE[1] * _FINE), ground)
        self._draw = ImageDraw.Draw(self.image)
        self._unit = SIZE[1] * _FINE / 100
        self.wide = SIZE[0] / SIZE[1] * 100

    def _at(self, *numbers: float) -> list[float]:
        return [number * self._unit for number in numbers]

    def box(self, x: float, y: float, w: float, h: float, fill: str, *, soft: float = 0) -> None:
        """Draw a box from its upper left corner, its own corners rounded by `soft`."""
        self._draw.rounded_rectangle(self._at(x, y, x + w, y + h), soft * self._unit, fill)

    def round(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        """Draw an oval about its middle."""
        self._draw.ellipse(self._at(x - across, y - down, x + across, y + down), fill)

    def shape(self, fill: str, *corners: float) -> None:
        """Draw a shape by its corners, x and y in turn."""
        self._draw.polygon(self._at(*corners), fill)

    def line(self, fill: str, wide: float, *points: float) -> None:
        """Draw a line through points."""
        self._draw.line(self._at(*points), fill, round(wide * self._unit), joint="curve")

    def jpeg(self) -> bytes:
        """Return the picture at its size."""
        out = io.BytesIO()
        small = self.image.resize(SIZE, Image.Resampling.LANCZOS)
        small.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return out.getvalue()


def _window(pen: _Pen, x: float, y: float, w: float, h: float) -> None:
    pen.box(x - 1, y - 1, w + 2, h + 2, "#f7f4ee")
    pen.box(x, y, w, h, "#a9cbe0")
    pen.box(x + w / 2 - 0.6, y, 1.2, h, "#f7f4ee")
    pen.box(x, y + h / 2 - 0.6, w, 1.2, "#f7f4ee")


def _tree(pen: _Pen, x: float, y: float, high: float, *, apples: bool = False) -> None:
    pen.box(x - 2, y - high * 0.5, 4, high * 0.5, "#80603f")
    for across, up, size in ((-9, 0.55, 11), (9, 0.55, 11), (0, 0.75, 14)):
        pen.round(x + across, y - high * up, size, size, _LEAF)
    if apples:
        for across, up in ((-10, 0.5), (8, 0.6), (-2, 0.8), (4, 0.45), (-6, 0.68)):
            pen.round(x + across, y - high * up, 1.8, 1.8, "#c9453a")


def _house(rng: random.Random) -> tuple[_Pen, str, str]:
    door = rng.choice(tuple(_DOORS))
    pen = _Pen(_SKY)
    pen.round(115, 18, 8, 8, "#f6d365")
    pen.box(0, 78, pen.wide, 22, _GRASS)
    pen.shape("#d8d2c6", 60, 78, 72, 78, 84, 100, 52, 100)
    pen.box(30, 38, 74, 42, rng.choice(_WALLS))
    pen.shape("#8f5f4b", 24, 40, 42, 16, 92, 16, 110, 40)
    pen.box(82, 10, 8, 16, "#7a5242")
    for x in (38, 86):
        _window(pen, x, 46, 12, 11)
        _window(pen, x, 63, 12, 11)
    pen.box(60, 56, 13, 24, "#f7f4ee", soft=1)
    pen.box(61.5, 57.5, 10, 22.5, _DOORS[door], soft=0.8)
    pen.round(69, 69, 0.8, 0.8, "#f6d365")
    _window(pen, 61, 42, 11, 8)
    _tree(pen, 16, 84, 44)
    for x in range(88, 130, 8):
        pen.round(x, 82, 4.4, 3.4, "#6fa36a")
        pen.round(x, 80, 1.2, 1.2, rng.choice(("#d96c8a", "#f1e6a1", "#e8e4f0")))
    return (
        pen,
        f"A house with a {door} door, a tree beside it and flowers in front.",
        "Our house",
    )


def _garden(rng: random.Random) -> tuple[_Pen, str, str]:
    pen = _Pen(_SKY)
    for x in range(-2, 136, 9):
        pen.box(x, 38, 8, 24, "#c8a57a", soft=0.8)
    pen.box(0, 44, pen.wide, 1.6, "#a9855b")
    pen.box(0, 60, pen.wide, 40, _GRASS)
    _tree(pen, 24, 74, 56, apples=True)
    for x in (74, 118):
        pen.line(_WOOD, 2.2, x - 7, 82, x, 34, x + 7, 82)
    pen.line(_WOOD, 2.6, 72, 34, 120, 34)
    for x in (86, 102):
        pen.line(_DARK, 0.6, x, 34, x, 68)
        pen.line(_DARK, 0.6, x + 8, 34, x + 8, 68)
        pen.box(x - 1, 67, 10, 2, "#b04a3f", soft=0.6)
    ball = rng.choice(tuple(_COVERS))
    pen.round(52, 88, 5, 5, _COVERS[ball])
    pen.line("#f7f4ee", 1, 47.4, 87, 52, 85.4, 56.6, 87)
    words = f"A garden with an apple tree, two swings and a {ball} ball on the grass."
    return pen, words, "Our garden"


def _bedroom(rng: random.Random) -> tuple[_Pen, str, str]:
    cover = rng.choice(tuple(_COVERS))
    pen = _Pen(rng.choice(("#eee6d8", "#e2e8ea", "#ece3e8")))
    pen.box(0, 78, pen.wide, 22, "#cdae86")
    _window(pen, 54, 14, 28, 26)
    pen.shape(_COVERS[cover], 47, 10, 55, 10, 54, 46, 47, 46)
    pen.shape(_COVERS[cover], 82, 10, 90, 10, 90, 46, 83, 46)
    pen.line(_WOOD, 1.4, 44, 10, 94, 10)
    pen.box(8, 46, 5, 42, _WOOD, soft=1)
    pen.box(10, 64, 62, 20, "#f4f1ea", soft=2)
    pen.box(26, 62, 46, 20, _COVERS[cover], soft=2.4)
    pen.box(13, 56, 15, 10, "#fbfaf6", soft=3)
    pen.box(70, 58, 4, 30, _WOOD, soft=1)
    pen.round(40, 58, 4, 5, "#a87c4f")
    pen.round(40, 51, 3.4, 3.2, "#a87c4f")
    for ear in (37.6, 42.4):
        pen.round(ear, 48.6, 1.3, 1.3, "#a87c4f")
    pen.box(92, 52, 34, 4, _WOOD, soft=0.6)
    for x in (94, 121):
        pen.box(x, 56, 3, 30, _WOOD)
    for at, colour in enumerate(("#b04a3f", "#3a6ea5", "#d9a520", "#3f7d58", "#8a76b0")):
        pen.box(98 + at * 3.4, 41 + at % 2 * 2, 2.8, 11 - at % 2 * 2, colour)
    pen.shape("#f6d365", 118, 44, 124, 44, 126, 50, 116, 50)
    pen.round(60, 93, 26, 4, "#b9c7c0")
    words = (
        f"A bedroom with a {cover} bed cover, a teddy on the bed, and a desk with books and a lamp."
    )
    return pen, words, "The room for you"


def _kitchen(rng: random.Random) -> tuple[_Pen, str, str]:
    pen = _Pen("#ece7da")
    pen.box(0, 76, pen.wide, 24, "#b7a58c")
    _window(pen, 18, 14, 30, 24)
    pen.box(0, 48, 62, 4, "#8a7355")
    pen.box(0, 52, 60, 28, "#9fb8ac")
    for x in (2, 22, 42):
        pen.box(x, 54, 16, 22, "#b3c8bd", soft=0.8)
        pen.round(x + 14, 60, 0.8, 0.8, _DARK)
    pen.box(24, 43, 12, 5, "#d5d8da", soft=1)
    pen.line("#9aa0a4", 1.2, 30, 43, 30, 36, 35, 36, 35, 39)
    pen.line(_DARK, 0.8, 96, 0, 96, 22)
    pen.shape("#d9a520", 90, 22, 102, 22, 108, 32, 84, 32)
    pen.round(96, 66, 32, 7, _WOOD)
    for x in (74, 116):
        pen.box(x, 68, 3, 24, "#8a6a45")
    for x in (82, 96, 110):
        pen.round(x, 65, 5.4, 2.4, "#fbfaf6")
        pen.round(x, 64.6, 3.2, 1.3, rng.choice(("#c9453a", "#d9a520", "#6f9e77")))
    for x in (66, 126):
        pen.line(_WOOD, 2, x, 96, x, 56)
        pen.line(_WOOD, 2, x - 5, 78, x + 5, 78)
    words = "A kitchen with a window over the sink and a round table laid with three plates."
    return pen, words, "Where we eat together"


def _dog(rng: random.Random) -> tuple[_Pen, str, str]:
    coat = rng.choice(tuple(_COATS))
    fur = _COATS[coat]
    pen = _Pen("#efe6da")
    pen.box(0, 74, pen.wide, 26, "#d3b892")
    pen.round(66, 82, 46, 9, "#b8c7cf")
    pen.line(fur, 4, 38, 70, 28, 60, 26, 52)
    pen.round(58, 68, 24, 13, fur)
    for x in (44, 52, 70, 77):
        pen.box(x - 3, 70, 6, 16, fur, soft=2.6)
    pen.round(82, 50, 12, 12, fur)
    pen.round(93, 54, 8, 6, fur)
    pen.round(73, 49, 4, 10, _DARK if coat != "black" else "#57575e")
    pen.round(99.5, 51.6, 2.4, 2, "#201d1b")
    pen.round(86, 47, 1.7, 1.7, "#201d1b")
    pen.round(86.5, 46.5, 0.6, 0.6, "#ffffff")
    pen.line("#201d1b", 0.8, 91, 58, 95, 59.4, 99, 58)
    pen.line("#b04a3f", 2.2, 74, 60, 80, 63, 87, 62)
    pen.round(80.6, 65.4, 1.8, 1.8, "#d9a520")
    pen.round(112, 84, 6, 6, "#5b86b8")
    return pen, f"A {coat} dog with a red collar, standing beside a blue ball.", "Our dog"


SCENES: Final[Mapping[str, Callable[[random.Random], tuple[_Pen, str, str]]]] = MappingProxyType(
    {"house": _house, "bedroom": _bedroom, "dog": _dog, "kitchen": _kitchen, "garden": _garden}
)


def draw_scene(name: str, rng: random.Random) -> Drawn:
    """Return a scene; `rng` chooses its colours, and the same one gives the same bytes."""
    pen, words, caption = SCENES[name](rng)
    return Drawn(pen.jpeg(), words, caption)
