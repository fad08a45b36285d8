"""Named colours, sizes and spaces, for the light and the dark scheme; nothing here needs Qt.

Every text colour meets WCAG 2.2 AA (4.5 to 1) on every surface it is used on, every sign and edge
that carries meaning 3 to 1; `PAIRS` lists what is used on what, and a test holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Which of the two sets of colours is shown."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Tokens:
    """One scheme's colours, as `#rrggbb`."""

    canvas: str  # behind everything on a page
    surface: str  # cards, tables, fields
    sunken: str  # table heads, folded groups, what lies below a surface
    rail: str  # the navigation
    raised: str  # popups and menus
    hover: str
    selected: str
    line: str  # hairlines that only separate
    edge: str  # the edge of a control: must be seen
    text: str
    muted: str
    disabled: str
    accent: str  # the one accent: primary buttons, links, the current place
    accent_hover: str
    accent_tint: str
    on_accent: str
    focus: str
    met: str
    support: str
    not_met: str
    unknown: str
    not_applicable: str
    excluded: str
    due_today: str
    late: str
    done: str
    danger: str
    on_danger: str
    info_tint: str
    success_tint: str
    warning_tint: str
    danger_tint: str
    ribbon: str  # the demonstration ribbon
    on_ribbon: str


LIGHT = Tokens(
    canvas="#f5f6f8",
    surface="#ffffff",
    sunken="#eef1f4",
    rail="#e9edf2",
    raised="#ffffff",
    hover="#eaeff6",
    selected="#dbe7f8",
    line="#d9dee6",
    edge="#7b8798",
    text="#18202c",
    muted="#4f5b6d",
    disabled="#8c95a3",
    accent="#1c559e",
    accent_hover="#154480",
    accent_tint="#e4edf9",
    on_accent="#ffffff",
    focus="#1368ce",
    met="#136b3f",
    support="#855300",
    not_met="#b0261c",
    unknown="#574f8f",
    not_applicable="#5b6676",
    excluded="#5b6676",
    due_today="#855300",
    late="#b0261c",
    done="#136b3f",
    danger="#b0261c",
    on_danger="#ffffff",
    info_tint="#e6eef9",
    success_tint="#e3f2e9",
    warning_tint="#fbf0da",
    danger_tint="#fbe9e7",
    ribbon="#f3dfae",
    on_ribbon="#4a3500",
)

DARK = Tokens(
    canvas="#14181e",
    surface="#1c2129",
    sunken="#181c23",
    rail="#101318",
    raised="#252c36",
    hover="#272e39",
    selected="#24395a",
    line="#323a46",
    edge="#7f8b9c",
    text="#e9edf3",
    muted="#aab4c2",
    disabled="#6b7584",
    accent="#86b4f2",
    accent_hover="#a6c9f7",
    accent_tint="#1f2f47",
    on_accent="#0c1828",
    focus="#8fc0ff",
    met="#6fcf97",
    support="#ecb457",
    not_met="#ff8f85",
    unknown="#b9b0f0",
    not_applicable="#a2adbc",
    excluded="#a2adbc",
    due_today="#ecb457",
    late="#ff8f85",
    done="#6fcf97",
    danger="#ff8f85",
    on_danger="#2b0704",
    info_tint="#1d2b40",
    success_tint="#172f23",
    warning_tint="#352a14",
    danger_tint="#3b201e",
    ribbon="#4b3a12",
    on_ribbon="#f6e3b0",
)

TOKENS: dict[Scheme, Tokens] = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK}

TEXT_PX = (12, 14, 16, 20, 28)
"""Every text size there is, in logical pixels."""

SMALL, BODY, LARGE, TITLE, DISPLAY = TEXT_PX

REGULAR, SEMIBOLD, BOLD = 400, 600, 700

GRID = 8
"""The spacing unit, in logical pixels; `HALF` inside controls."""

HALF = 4
RADIUS = 6
CONTROL_PX = 36
"""Height of a button or a one-line field."""

ROW_PX = 36
"""Height of a row in a list."""

READING_PX = 1100
"""Greatest width of a column that is read."""

FOLD_PX = 1200
"""Below this window width the rail shows icons alone."""


TEXT_AA = 4.5
SIGN_AA = 3.0

_PAGE = ("canvas", "surface", "sunken", "rail", "raised", "hover", "selected", "accent_tint")
_TINTS = ("info_tint", "success_tint", "warning_tint", "danger_tint")
_VERDICTS = ("met", "support", "not_met", "unknown", "not_applicable", "excluded")
_DEADLINES = ("due_today", "late", "done")

PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, on, TEXT_AA) for ink in ("text", "muted") for on in (*_PAGE, *_TINTS)),
    *(
        (ink, on, TEXT_AA)
        for ink in (*_VERDICTS, *_DEADLINES, "danger", "accent")
        for on in ("canvas", "surface", "sunken", "raised", "hover", "selected")
    ),
    ("accent", "rail", TEXT_AA),
    ("accent", "accent_tint", TEXT_AA),
    *(("accent", on, TEXT_AA) for on in _TINTS),
    ("danger", "danger_tint", TEXT_AA),
    ("met", "success_tint", TEXT_AA),
    ("support", "warning_tint", TEXT_AA),
    ("on_accent", "accent", TEXT_AA),
    ("on_accent", "accent_hover", TEXT_AA),
    ("on_danger", "danger", TEXT_AA),
    ("on_ribbon", "ribbon", TEXT_AA),
    *(("edge", on, SIGN_AA) for on in ("canvas", "surface", "sunken", "raised")),
    *(("focus", on, SIGN_AA) for on in (*_PAGE, *_TINTS)),
)
"""Each colour and what it stands on, with the contrast it must reach."""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, read 22 Nov 2026)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, in either order."""
    first, second = luminance(one), luminance(other)
    lighter, darker = max(first, second), min(first, second)
    return (lighter + 0.05) / (darker + 0.05)
