"""A revealed address: shown for a minute, its opening logged, its copy taken off the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout

from art_desktop.domain.read_models import AddressView
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.set_up import copy_for_a_while
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Card
from art_desktop.ui.widgets.text import Label, muted

SHOWN_S = 60


class AddressCard(Card):
    """Asks for the address when its button is pressed, and hides it again.

    Args: reveal: reads the address; it calls `show_address`. may: whether this person may see it.
    """

    def __init__(self, reveal: Callable[[], object], *, may: bool) -> None:
        super().__init__("Address")
        self._address: AddressView | None = None
        self._left = 0
        self.words = Label("", wrap=True)
        self.note = muted("", wrap=True)
        self.add(self.words)
        self.add(self.note)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.reveal_button = Button("Reveal address", reveal, icon_name="eye", compact=True)
        self.copy_button = Button("Copy", self.copy, compact=True)
        self.hide_button = Button("Hide", self.hide_address, compact=True)
        for button in (self.reveal_button, self.copy_button, self.hide_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._may = may
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.tick)
        self.hide_address()

    def show_address(self, address: AddressView) -> None:
        """Show it, for a minute."""
        self._address = address
        lines = [line for line in (address.words, address.postcode, address.phone) if line]
        self.words.setText("\n".join(lines) or "No address on record.")
        self.words.show()
        self.reveal_button.hide()
        self.copy_button.setVisible(bool(lines))
        self.hide_button.show()
        self._left = SHOWN_S
        self._say_left()
        self._tick.start()
        self.hide_button.setFocus()

    def tick(self) -> None:
        """A second has gone by."""
        self._left -= 1
        if self._left <= 0:
            self.hide_address()
        else:
            self._say_left()

    def _say_left(self) -> None:
        self.note.setText(f"Your opening it is logged. Hidden again in {self._left} s.")

    def hide_address(self) -> None:
        """Take it away."""
        self._tick.stop()
        self._address = None
        self.words.clear()
        self.words.hide()
        self.copy_button.hide()
        self.hide_button.hide()
        self.reveal_button.setVisible(self._may)
        self.note.setText(
            "Opening it is entered in the audit trail."
            if self._may
            else "Your role may not open addresses."
        )

    def copy(self) -> None:
        """Copy it for half a minute."""
        if self._address is not None:
            copy_for_a_while(f"{self._address.words}\n{self._address.postcode}".strip())
            self.note.setText("Copied. It is taken off the clipboard in 30 seconds.")

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page, or locking, hides it."""
        super().hideEvent(event)
        if self._address is not None:
            self.hide_address()
