"""Sizes, colours and paragraph styles of the papers: one sheet, the same family as the window.

Every colour is read in black and white too: what it says is also said by a word or a shape.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

from art_desktop.documents.fonts import Face

A4: Final = (595.2756, 841.8898)
"""Width and height in points."""

MARGIN: Final = 54.0
TOP: Final = 64.0
BOTTOM: Final = 66.0
CONTENT: Final = A4[0] - 2 * MARGIN
"""Width of the text, in points."""

PAGE_ROOM: Final = A4[1] - TOP - BOTTOM
"""Height of the text on a page, in points."""

INK: Final = "#18202c"
MUTED: Final = "#4f5b6d"
ACCENT: Final = "#1c559e"
LINE: Final = "#d9dee6"
EDGE: Final = "#7b8798"
WARM: Final = "#fcf3e2"
COOL: Final = "#eef3fa"
WHITE: Final = "#ffffff"

# "before" and "after" are the space round a paragraph, "keep" 1 stays with what follows, "align" 1 centres, 2 is right.
_SHEET: Final[dict[str, dict[str, object]]] = {
    "body": {"size": 10.5, "leading": 16},
    "lead": {"size": 12.5, "leading": 19},
    "words": {"size": 16, "leading": 24, "face": Face.ITALIC},
    "words_small": {"size": 12.5, "leading": 19, "face": Face.ITALIC},
    "eyebrow": {"size": 10.5, "leading": 15, "face": Face.SEMIBOLD, "colour": ACCENT},
    "title": {"size": 30, "leading": 37, "face": Face.BOLD},
    "subtitle": {"size": 12.5, "leading": 18, "colour": MUTED, "after": 4},
    "section": {"size": 17, "leading": 23, "face": Face.BOLD, "before": 22, "after": 6},
    "part": {"size": 12, "leading": 17, "face": Face.SEMIBOLD, "before": 12, "after": 2, "keep": 1},
    "label": {
        "size": 9,
        "leading": 13,
        "face": Face.SEMIBOLD,
        "colour": ACCENT,
        "after": 1.5,
        "keep": 1,
    },
    "cell": {"size": 9.5, "leading": 13.5},
    "amount": {"size": 9.5, "leading": 13.5, "align": 2},
    "amount_head": {"size": 9, "leading": 13, "face": Face.SEMIBOLD, "colour": ACCENT, "align": 2},
    "sum": {"size": 10.5, "leading": 15, "face": Face.SEMIBOLD, "align": 2},
    "value": {"size": 10.5, "leading": 15, "face": Face.SEMIBOLD},
    "plan_part": {
        "size": 11.5,
        "leading": 16,
        "face": Face.SEMIBOLD,
        "before": 10,
        "after": 2,
        "keep": 1,
    },
    "plan": {"size": 9.5, "leading": 13.5},
    "phone": {"size": 20, "leading": 26, "face": Face.BOLD},
    "case_title": {"size": 22, "leading": 28, "face": Face.BOLD, "after": 2},
    "letter_title": {"size": 17, "leading": 23, "face": Face.BOLD, "after": 2},
    "asked": {"size": 12, "leading": 18},
    "need": {"size": 11, "leading": 16, "face": Face.SEMIBOLD},
    "level": {"size": 9.5, "leading": 16, "face": Face.SEMIBOLD, "left": 42},
    "verdict": {"size": 9.5, "leading": 13.5, "left": 13},
    "small": {"size": 9.5, "leading": 14},
    "note": {"size": 9.5, "leading": 14, "colour": MUTED, "before": 4},
    "indent": {"size": 10.5, "leading": 16, "left": 12, "after": 3},
    "bullet": {"size": 10.5, "leading": 16, "left": 18, "after": 3},
    # For children: "big" up to about eight, "calm" for the older ones.
    "big": {"size": 19, "leading": 28, "after": 6},
    "big_title": {"size": 40, "leading": 48, "face": Face.BOLD},
    "big_head": {"size": 22, "leading": 29, "face": Face.BOLD, "after": 3, "keep": 1},
    "big_small": {"size": 14, "leading": 20, "colour": MUTED, "after": 8},
    "big_phone": {"size": 26, "leading": 34, "face": Face.BOLD},
    "calm": {"size": 13, "leading": 20, "after": 5},
    "calm_title": {"size": 32, "leading": 40, "face": Face.BOLD},
    "calm_head": {"size": 15, "leading": 21, "face": Face.BOLD, "after": 2, "keep": 1},
    "calm_small": {"size": 11, "leading": 16, "colour": MUTED, "after": 6},
    "calm_phone": {"size": 18, "leading": 25, "face": Face.BOLD},
}


class Look(NamedTuple):
    """How a paragraph looks: points, and 0 left, 1 centred, 2 right."""

    face: Face
    size: float
    leading: float
    colour: str
    before: float
    after: float
    left: float
    keep: int
    align: int


@cache
def look(name: str) -> Look:
    """Return a paragraph style of the sheet by name."""
    entry = _SHEET[name]

    def number(key: str) -> float:
        value = entry.get(key, 0)
        assert isinstance(value, int | float)
        return value

    return Look(
        face=face_of(name),
        size=number("size"),
        leading=number("leading"),
        colour=str(entry.get("colour", INK)),
        before=number("before"),
        after=number("after"),
        left=number("left"),
        keep=int(number("keep")),
        align=int(number("align")),
    )


def face_of(name: str) -> Face:
    """Return the face of a style of the sheet."""
    face = _SHEET[name].get("face", Face.REGULAR)
    assert isinstance(face, Face)
    return face


@cache
def colour(hex_code: str) -> Any:
    """Return a colour of this sheet as ReportLab takes it."""
    from reportlab.lib.colors import HexColor

    return HexColor(hex_code)
