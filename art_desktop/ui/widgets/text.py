"""Words on the screen: plain text always, so that what people typed is only ever text."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.apply import colour, font, tokens
from art_desktop.ui.theme.tokens import BODY, DISPLAY, LARGE, REGULAR, SEMIBOLD, SMALL, TITLE


class Ink(StrEnum):
    """What a text's colour means: the names of tokens."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    MET = "met"
    SUPPORT = "support"
    NOT_MET = "not_met"
    DUE_TODAY = "due_today"
    LATE = "late"
    DONE = "done"
    DANGER = "danger"


class Label(QLabel):
    """A text in one colour, size and weight. It never reads mark-up.

    Args: wrap: whether it may take several lines; one that may not is not shortened by itself.
    """

    def __init__(
        self,
        text: str = "",
        *,
        ink: Ink = Ink.TEXT,
        px: int = BODY,
        weight: int = REGULAR,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(px, weight))
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._ink = ink
        self._inking = False
        self.setText(text)
        self._show_ink()

    def set_ink(self, ink: Ink) -> None:
        """Show the text in another colour."""
        self._ink = ink
        self._show_ink()

    def set_weight(self, weight: int) -> None:
        """Show the text in another weight."""
        self.setFont(font(self.font().pixelSize(), weight))

    def _show_ink(self) -> None:
        self._inking = True
        dressed = QPalette(self.palette())
        dressed.setColor(QPalette.ColorRole.WindowText, colour(getattr(tokens(), self._ink)))
        self.setPalette(dressed)
        self._inking = False

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of the new scheme."""
        super().changeEvent(event)
        kinds = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and not self.__dict__.get("_inking", True):
            self._show_ink()


class OneLine(Label):
    """A text that is cut with … when there is no room; the whole of it is in the tooltip."""

    def __init__(
        self, text: str = "", *, ink: Ink = Ink.TEXT, px: int = BODY, weight: int = REGULAR
    ) -> None:
        self._whole = text
        super().__init__(text, ink=ink, px=px, weight=weight)
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def setText(self, text: str) -> None:
        """Show `text`, cut to the room there is."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 10_000
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        super().setText(cut)
        set_tip(self, self._whole if cut != self._whole else "")


def plain_tooltip(text: str) -> str:
    """Return `text` so that Qt's tooltip, which guesses at mark-up, shows every letter of it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if text else ""


def set_tip(widget: QWidget, words: str) -> None:
    """Give a widget a tooltip, and the same words without mark-up to a screen reader, which else reads the tags."""
    widget.setToolTip(plain_tooltip(words))
    widget.setAccessibleDescription(words)


def page_title(text: str) -> Label:
    """Return the title of a page."""
    return _heading(text, TITLE, 1)


def section_title(text: str) -> Label:
    """Return the title of a part of a page."""
    return _heading(text, LARGE, 2)


def display(text: str) -> Label:
    """Return the largest text there is: one figure, a sign-in's title."""
    return _heading(text, DISPLAY, 1)


def _heading(text: str, px: int, level: int) -> Label:
    made = Label(text, px=px, weight=SEMIBOLD)
    made.setProperty("headingLevel", level)
    return made


def muted(text: str, *, wrap: bool = False) -> Label:
    """Return a text of second rank."""
    return Label(text, ink=Ink.MUTED, wrap=wrap)


def small(text: str, *, wrap: bool = False) -> Label:
    """Return small print: units, sources, times."""
    return Label(text, ink=Ink.MUTED, px=SMALL, wrap=wrap)


def strong(text: str, *, wrap: bool = False) -> Label:
    """Return a text that leads its line."""
    return Label(text, weight=SEMIBOLD, wrap=wrap)
