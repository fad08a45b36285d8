"""What every question of a form has: label above, help under, the problem beside it in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID, HALF, SEMIBOLD
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label, small

if TYPE_CHECKING:
    from collections.abc import Iterator


class Field(QWidget):
    """One question. A subclass makes its control and hands it to `_place`.

    `name` is the field's name in commands and problems; `changed` is emitted when a person (not
    `set_value`) changes the answer.
    """

    changed = Signal()

    def __init__(
        self, name: str, label: str, help_words: str = "", *, required: bool = False
    ) -> None:
        super().__init__()
        self.name = name
        self.words = label
        self._required = required
        self._control: QWidget | None = None
        self._problem = ""
        self._note: _Note | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._label = Label(label, weight=SEMIBOLD, wrap=True)
        self._help = small(help_words, wrap=True)
        if not help_words:
            self._help.hide()  # never shown here: without a parent it would be a window
        self._error_icon = Icon("warning", Ink.DANGER, 16)
        self._error = Label("", ink=Ink.DANGER, weight=SEMIBOLD, wrap=True)
        self._error_box = QWidget()
        error_row = QHBoxLayout(self._error_box)
        error_row.setContentsMargins(0, 0, 0, 0)
        error_row.setSpacing(GRID - 2)
        error_row.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        error_row.addWidget(self._error, 1)
        self._error_box.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)
        self._column.addWidget(self._label)

    def _place(self, control: QWidget, *, beside: bool = True, grow: bool = False) -> None:
        """Lay the control out. `beside` puts the problem to its right, else under it."""
        self._control = control
        if beside:
            row = QHBoxLayout()
            row.setSpacing(GRID + HALF)
            row.addWidget(control, 1 if grow else 0)
            row.addWidget(self._error_box, 0 if grow else 1)
            if not grow:
                row.addStretch(0)
                self._error_box.setSizePolicy(
                    QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
                )
                row.addStretch(1)
            self._column.addLayout(row)
        else:
            self._column.addWidget(control)
            self._column.addWidget(self._error_box)
        self._column.addWidget(self._help)
        self._label.setBuddy(self.focus_target())
        self.setFocusProxy(self.focus_target())
        self._describe()

    def focus_target(self) -> QWidget:
        """Return the widget that takes the typing."""
        assert self._control is not None
        return self._control

    def _described(self) -> tuple[QWidget, ...]:
        return (self.focus_target(),)

    def _describe(self) -> None:
        for widget in self._described():
            widget.setAccessibleName(self.words)
            widget.setAccessibleDescription(self._says())

    def _says(self) -> str:
        """Return what a screen reader adds to the question's words."""
        says = [
            self._problem,
            self._help.text(),
            "Required." if self._required else "",
            self.note(),
        ]
        return " ".join(part for part in says if part)

    def hide_label(self) -> None:
        """Leave the words above the control out, where they stand beside it already."""
        self._label.hide()

    def set_label(self, words: str) -> None:
        """Ask the same answer in other words."""
        self.words = words
        self._label.setText(words)
        self._describe()

    def set_help(self, words: str) -> None:
        """Change the line under the control."""
        self._help.setText(words)
        self._help.setVisible(bool(words))
        self._describe()

    def problem(self) -> str:
        """Return the problem that is shown, or nothing."""
        return self._problem

    def set_problem(self, words: str) -> None:
        """Show what is wrong, beside the answer; nothing takes it away."""
        if words == self._problem:
            return
        self._problem = words
        self._error.setText(words)
        self._error_box.setVisible(bool(words))
        for widget in self._described():
            widget.setProperty("problem", bool(words))
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._describe()
        event = QAccessibleEvent(self.focus_target(), QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def note(self) -> str:
        """Return what is said beside the answer that is no problem, or nothing."""
        return self._note.words.text() if self._note is not None else ""

    def set_note(self, words: str) -> None:
        """Say something of the answer that stops nobody: where it comes from, a thought on its wording."""
        if words == self.note():
            return
        if self._note is None:
            self._note = _Note()
            self._column.addWidget(self._note)
        self._note.words.setText(words)
        self._note.setVisible(bool(words))
        self._describe()
        event = QAccessibleEvent(self.focus_target(), QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def value(self) -> object:
        """Return the answer; `None` is not known (or nothing given)."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show an answer without emitting `changed`."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """Return what is wrong with the answer as it stands, by the field's own rule."""
        if self._required and self.value() in (None, "", ()):
            return f"{self.words}: give an answer."
        return ""

    def summary(self) -> str:
        """Return the answer in a few words, for a folded group."""
        value = self.value()
        return "" if value in (None, "") else str(value)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        blocker = QSignalBlocker(self)
        try:
            yield
        finally:
            blocker.unblock()


class _Note(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID - 2)
        row.addWidget(Icon("info", Ink.ACCENT, 16), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label("", wrap=True)
        row.addWidget(self.words, 1)


class NoWheel(QObject):
    """Keeps the mouse wheel from changing an answer while a page is scrolled."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on to the page unless the control has the focus."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
