"""What is laid over the panel view for a moment: the keys, who the child is, which options to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.pages.panel_room.flow import BASE, HEAD, SECOND, Flow, Scale, Text, paint_lines
from art_desktop.ui.theme.apply import colour
from art_desktop.ui.theme.tokens import LIGHT, SEMIBOLD
from art_desktop.ui.widgets.cards import announce


@dataclass(frozen=True)
class SlipLine:
    """One line: what leads it ("N", "●"), its words, and whether the keyboard stands on it."""

    words: str
    lead: str = ""
    here: bool = False


class Slip(QWidget):
    """A sheet in the middle of the view. It takes no keys: the page behind it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._scale = Scale(1)
        self._title = ""
        self._lines: tuple[SlipLine, ...] = ()
        self._hint = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_lines(self, title: str, lines: Sequence[SlipLine], hint: str, scale: Scale) -> None:
        """Lay it over the view, and say it."""
        self._title, self._lines, self._hint, self._scale = title, tuple(lines), hint, scale
        self.setAccessibleName(title)
        words = ". ".join(f"{line.lead} {line.words}".strip() for line in lines)
        self.setAccessibleDescription(words)
        self.place()
        self.show()
        self.raise_()
        here = next((f"{line.lead} {line.words}" for line in lines if line.here), "")
        announce(self, here or f"{title}. {words}")
        self.update()

    def show_nothing(self) -> None:
        """Let go of what was shown: a name does not stay where a screen reader finds it."""
        self._title, self._lines, self._hint = "", (), ""
        self.setAccessibleName("")
        self.setAccessibleDescription("")

    def place(self) -> None:
        """Stand in the middle of the view."""
        view = self._view
        width = min(view.width() * 0.72, self._scale.px(1200))
        height = min(self._flow(width - 2 * self._scale.px(48)).height + 2 * self._scale.px(40),
                     view.height() * 0.9)  # fmt: skip
        self.setGeometry(
            int((view.width() - width) / 2),
            int((view.height() - height) / 2),
            int(width),
            int(height),
        )

    def _flow(self, width: float) -> Flow:
        px, flow = self._scale.px, Flow(width)
        flow.add(Text(self._title, px(HEAD - 6), SEMIBOLD))
        flow.gap(px(12))
        for line in self._lines:
            weight = SEMIBOLD if line.here else 400
            ink = "accent" if line.here else "text"
            flow.add(Text(line.words, px(BASE), weight, ink, lead=line.lead))
        if self._hint:
            flow.gap(px(16))
            flow.add(Text(self._hint, px(SECOND), ink="muted"))
        return flow

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        px = self._scale.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(LIGHT.text), px(3)))
        painter.setBrush(colour(LIGHT.surface))
        edge = px(2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 10, 10)
        paint_lines(painter, self._flow(self.width() - 2 * px(48)).lines, px(48), px(36))
