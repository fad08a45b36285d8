"""Puts the look on the application: Fusion, one palette, one small style sheet, the fonts.

The scheme follows the desktop unless it is forced. Widgets that draw themselves ask `tokens()` at
the moment they paint, so a change of scheme needs nothing but a repaint.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from string import Template
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from art_desktop.locations import RESOURCES
from art_desktop.ui.theme import tokens as tok
from art_desktop.ui.theme.tokens import Scheme, Tokens

FAMILY = "Noto Sans"
FALLBACK = "DejaVu Sans"
FONT_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "DejaVuSans.ttf",
)

_LOOK = "look"
_shown = Scheme.LIGHT


def tokens() -> Tokens:
    """Return the colours of the scheme that is shown now."""
    return tok.TOKENS[_shown]


def scheme() -> Scheme:
    """Return the scheme that is shown now."""
    return _shown


@lru_cache(maxsize=256)
def colour(value: str) -> QColor:
    """Return `#rrggbb` as a QColor; callers do not change it."""
    return QColor(value)


@lru_cache(maxsize=64)
def font(px: int = tok.BODY, weight: int = tok.REGULAR, *, struck: bool = False) -> QFont:
    """Return the one family at `px` logical pixels; its figures are all of one width."""
    made = QFont([FAMILY, FALLBACK])
    made.setPixelSize(px)
    made.setWeight(QFont.Weight(weight))
    made.setStrikeOut(struck)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


@lru_cache(maxsize=64)
def _metrics(px: int, weight: int) -> QFontMetrics:
    return QFontMetrics(font(px, weight))


def cut_to(words: str, width: float, px: int = tok.BODY, weight: int = tok.REGULAR) -> str:
    """Return `words`, cut with … to `width` logical pixels."""
    return _metrics(px, weight).elidedText(words, Qt.TextElideMode.ElideRight, int(width))


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Register the shipped fonts, once; return the names of files that could not be read."""
    folder = RESOURCES / "fonts"
    return tuple(
        name for name in FONT_FILES if QFontDatabase.addApplicationFont(str(folder / name)) < 0
    )


def palette(t: Tokens) -> QPalette:
    """Return the palette that Fusion draws from."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, t.canvas),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.sunken),
        (role.Text, t.text),
        (role.PlaceholderText, t.muted),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.BrightText, t.on_accent),
        (role.ToolTipBase, t.raised),
        (role.ToolTipText, t.text),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Accent, t.accent),
        (role.Link, t.accent),
        (role.LinkVisited, t.accent),
        (role.Light, t.surface),
        (role.Midlight, t.sunken),
        (role.Mid, t.line),
        (role.Dark, t.edge),
        (role.Shadow, t.edge),
    ):
        made.setColor(which, QColor(value))
    off = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(off, which, QColor(t.disabled))
    made.setColor(off, role.Highlight, QColor(t.line))
    return made


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template((RESOURCES / "style" / "app.qss").read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def style_sheet(which: Scheme) -> str:
    """Return the style sheet for a scheme, its tokens filled in."""
    values: dict[str, object] = asdict(tok.TOKENS[which])
    sizes = {"small": tok.SMALL, "body": tok.BODY, "radius": tok.RADIUS, "half": tok.HALF}
    return _template().substitute(values | sizes)


def wanted_scheme() -> Scheme:
    """Return the scheme that the desktop asks for; light where it does not say."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT


class Look:
    """The application's look, applied once at the start and kept for as long as it runs."""

    def __init__(self, app: QApplication, forced: Scheme | None = None) -> None:
        self._app = app
        self._forced = forced
        self._lent: Scheme | None = None
        app.setProperty(_LOOK, self)
        load_fonts()
        app.setFont(font())
        app.setStyle(QStyleFactory.create("Fusion"))
        self._show(forced or wanted_scheme())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)

    def force(self, which: Scheme | None) -> None:
        """Show `which` whatever the desktop says; `None` follows the desktop again."""
        self._forced = which
        asked = {None: Qt.ColorScheme.Unknown, Scheme.DARK: Qt.ColorScheme.Dark}
        hints = QGuiApplication.styleHints()
        hints.setColorScheme(
            asked.get(which, Qt.ColorScheme.Light)
        )  # the title bar and file dialogs too
        self._show(which or wanted_scheme())

    def lend(self, which: Scheme | None) -> None:
        """Show `which` for as long as a page needs it, as black on light for a big screen; None takes it back."""
        self._lent = which
        wanted = which or self._forced or wanted_scheme()
        if wanted is not _shown:
            self._show(wanted)

    def _on_desktop_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._forced is None and self._lent is None:
            self._show(wanted_scheme())

    def _show(self, which: Scheme) -> None:
        global _shown  # noqa: PLW0603 - the look belongs to the whole process, as QPalette does
        _shown = which
        self._app.setPalette(palette(tok.TOKENS[which]))
        self._app.setStyleSheet(style_sheet(which))
        for window in self._app.topLevelWidgets():
            window.update()


def apply_look(app: QApplication, forced: Scheme | None = None) -> Look:
    """Dress `app`; return the look, which can be asked for another scheme."""
    return Look(app, forced)


def running_look() -> Look | None:
    """Return the look of the application that runs, None where it was not dressed."""
    look = running_app().property(_LOOK)
    return look if isinstance(look, Look) else None


def running_app() -> QApplication:
    """Return the application that runs; there is always one where widgets are."""
    return cast("QApplication", QApplication.instance())
