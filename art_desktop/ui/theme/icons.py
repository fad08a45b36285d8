"""The line icons, drawn in any colour at any scale. QtSvg is loaded when the first one is drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from art_desktop.locations import RESOURCES
from art_desktop.ui.theme.apply import colour, tokens

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

ICON_PX = 20
_SCALES = (1.0, 1.5, 2.0)


@lru_cache(maxsize=1)
def icon_names() -> tuple[str, ...]:
    """Return the name of every icon, in order."""
    return tuple(sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg")))


@lru_cache(maxsize=256)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))


def paint_icon(painter: QPainter, name: str, rect: QRect | QRectF, ink: str) -> None:
    """Draw the icon `name` in the middle of `rect`, square, in the colour `ink` (`#rrggbb`)."""
    box = QRectF(rect)
    side = min(box.width(), box.height())
    place = QRectF(0, 0, side, side)
    place.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, ink).render(painter, place)
    painter.restore()


@lru_cache(maxsize=256)
def _pixmap(name: str, side: int, ink: str, scale: float) -> QPixmap:
    made = QPixmap(QSize(side, side) * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QRectF(0, 0, side, side), ink)
    painter.end()
    return made


@lru_cache(maxsize=256)
def _icon(name: str, side: int, ink: str) -> QIcon:
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(_pixmap(name, side, ink, scale))
    return made


def icon(name: str, side: int = ICON_PX, ink: str = "") -> QIcon:
    """Return the icon `name` at `side` logical pixels, sharp at 100, 150 and 200 per cent.

    Args: ink: `#rrggbb`; the text colour of the scheme that is shown if empty.
    """
    return _icon(name, side, ink or tokens().text)


def application_icon() -> QIcon:
    """Return the mark of the application: a small house on the accent."""
    made = QIcon()
    for side in (16, 32, 48, 64):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made


def paint_mark(painter: QPainter, box: QRectF) -> None:
    """Draw the application's mark into `box`."""
    t = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(t.accent))
    painter.drawRoundedRect(box, box.width() * 0.24, box.width() * 0.24)
    inset = box.width() * 0.14
    paint_icon(painter, "households", box.adjusted(inset, inset, -inset, -inset), t.on_accent)
    painter.restore()
