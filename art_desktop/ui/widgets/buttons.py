"""Buttons: primary (one on a page), secondary, quiet, danger, and an icon alone with its name."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.icons import paint_icon
from art_desktop.ui.theme.tokens import BODY, CONTROL_PX, GRID, RADIUS, SEMIBOLD
from art_desktop.ui.widgets.text import set_tip

_ICON = 18


class Kind(StrEnum):
    """How much a button asks for."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


def paint_focus(painter: QPainter, box: QRectF, radius: float = RADIUS) -> None:
    """Draw the focus ring just inside `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tokens().focus), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


class Button(QPushButton):
    """A button that says what it does in words, with an icon before them if `icon_name` is given.

    Args: on_click: called without arguments. compact: 28 px high, for rows of a list.
    """

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: Kind = Kind.SECONDARY,
        icon_name: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon_name
        self._compact = compact
        self._inside = False
        self.setFont(font(BODY, SEMIBOLD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._on_click = on_click
        self.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        """Call without the bool that Qt sends along."""
        if self._on_click is not None:
            self._on_click()

    @override
    def sizeHint(self) -> QSize:
        """Room for the icon, the words and the air around them."""
        words = self.fontMetrics().horizontalAdvance(self._shown_text())
        icon_room = (_ICON + (GRID if words else 0)) if self._icon_name else 0
        height = 28 if self._compact else CONTROL_PX
        air = GRID * 2 if self._compact else GRID * 3
        if not words:
            return QSize(height, height)
        return QSize(words + icon_room + air + 2, height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def _shown_text(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self._inside = True
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Rest."""
        self._inside = False
        self.update()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    def _inks(self) -> tuple[str, str, str]:
        """Return fill, text and edge; an empty one is not drawn."""
        t = tokens()
        active = self._inside or self.isDown()
        if not self.isEnabled():
            return t.sunken, t.disabled, t.line
        if self._kind is Kind.PRIMARY:
            return (t.accent_hover if active else t.accent), t.on_accent, ""
        if self._kind is Kind.DANGER:
            return (t.danger_tint if active else t.surface), t.danger, t.danger
        if self._kind is Kind.QUIET:
            return (t.hover if active else ""), t.accent, ""
        return (t.hover if active else t.surface), t.text, t.edge

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill, edge, icon, words and focus ring."""
        fill, ink, edge = self._inks()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        self._paint_content(painter, ink)
        if self.hasFocus():
            if self._kind is Kind.PRIMARY:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour(tokens().on_accent), 1.5))
                painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS - 2, RADIUS - 2)
            paint_focus(painter, QRectF(self.rect()))

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        words = self._shown_text()
        width = self.fontMetrics().horizontalAdvance(words)
        whole = width + ((_ICON + (GRID if words else 0)) if self._icon_name else 0)
        left = (self.width() - whole) // 2
        if self._icon_name:
            place = QRect(left, (self.height() - _ICON) // 2, _ICON, _ICON)
            paint_icon(painter, self._icon_name, place, ink)
            left += _ICON + GRID
        if words:
            painter.setFont(self.font())
            painter.setPen(colour(ink))
            painter.drawText(
                QRect(left, 0, width + 2, self.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                words,
            )


class IconButton(Button):
    """An icon alone; `name` is its accessible name and its tooltip."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "", on_click, kind=Kind.QUIET, icon_name=icon_name, compact=compact, parent=parent
        )
        self.setAccessibleName(name)
        set_tip(self, name)

    @override
    def _inks(self) -> tuple[str, str, str]:
        fill, _, edge = super()._inks()
        t = tokens()
        return (
            (fill if self.isEnabled() else ""),
            (t.muted if self.isEnabled() else t.disabled),
            (edge if self.isEnabled() else ""),
        )


class LinkButton(Button):
    """A link: the words alone, in the accent."""

    def __init__(self, text: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(text, on_click, kind=Kind.QUIET, compact=True)
        self.setFont(font(BODY))

    @override
    def sizeHint(self) -> QSize:
        """The words and a ring's width around them."""
        return QSize(self.fontMetrics().horizontalAdvance(self._shown_text()) + GRID, 24)
