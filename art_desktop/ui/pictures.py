"""Draws any widget into a PNG, at any scale and in either scheme, the same on every machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from art_desktop.domain.errors import FileTrouble
from art_desktop.ui.theme.apply import Look, colour, tokens
from art_desktop.ui.theme.tokens import Scheme


def settle(widget: QWidget) -> None:
    """Let layouts and styles catch up, without running the event loop."""
    for _ in range(3):
        # A widget put into a layout that is shown already is itself shown by a queued call.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.Polish)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.PolishRequest)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.Resize)
        for child in (widget, *widget.findChildren(QWidget)):
            layout = child.layout()
            if layout is not None:
                layout.activate()


def draw(widget: QWidget, size: tuple[int, int] | None = None, scale: float = 1.0) -> QImage:
    """Return a picture of `widget`, `size` in logical pixels, `scale` device pixels to each."""
    if size is not None:
        widget.resize(QSize(*size))
    if not widget.isVisible():
        widget.show()
    settle(widget)
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(colour(tokens().canvas))
    painter = QPainter(image)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def picture(
    widget: QWidget,
    path: Path,
    *,
    look: Look,
    size: tuple[int, int] = (1280, 800),
    scale: float = 1.0,
    scheme: Scheme = Scheme.LIGHT,
) -> Path:
    """Write a picture of `widget` to `path`, which ends `.png`, and return the path.

    Args: look: the application's look; it shows `scheme` from here on. size: logical pixels.
    Raises: FileTrouble: the file could not be written.
    """
    look.force(scheme)
    image = draw(widget, size, scale)
    if not image.save(str(path)):
        raise FileTrouble(
            f"The picture {path.name} was not written.",
            "The folder is missing, full or may not be written to.",
            "Choose another folder.",
        )
    return path
