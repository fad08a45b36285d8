"""Sizes, colours and paragraph styles of the papers: one sheet, the same family as the window.

Every colour is read in black and white too: what it says is also said by a word or a shape.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from art_desktop.documents.fonts import Face, font

A4: Final = (595.2756, 841.8898)
"""Width and height in points."""

MARGIN: Final = 54.0
TOP: Final = 64.0
BOTTOM: Final = 66.0
CONTENT: Final = A4[0] - 2 * MARGIN
"""Width of the text, in points."""

INK: Final = "#18202c"
MUTED: Final = "#4f5b6d"
ACCENT: Final = "#1c559e"
LINE: Final = "#d9dee6"
EDGE: Final = "#7b8798"
WARM: Final = "#fcf3e2"
COOL: Final = "#eef3fa"
WHITE: Final = "#ffffff"

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
    "value": {"size": 10.5, "leading": 15, "face": Face.SEMIBOLD},
    "note": {"size": 9.5, "leading": 14, "colour": MUTED, "before": 4},
    "indent": {"size": 10.5, "leading": 16, "left": 12, "after": 3},
    "bullet": {"size": 10.5, "leading": 16, "left": 18, "after": 3},
}


@cache
def style(name: str) -> Any:
    """Return a paragraph style of the sheet by name."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    entry = _SHEET[name]
    return ParagraphStyle(
        name,
        fontName=font(face_of(name)),
        fontSize=entry["size"],
        leading=entry["leading"],
        textColor=HexColor(str(entry.get("colour", INK))),
        spaceBefore=entry.get("before", 0),
        spaceAfter=entry.get("after", 0),
        leftIndent=entry.get("left", 0),
        keepWithNext=entry.get("keep", 0),
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
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
