"""What is asked before a copy is saved, and the password of a locked one, shown once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from art_desktop.domain.paper_rules import Leaving
from art_desktop.domain.paper_views import SavedPaper
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.request.part import InPlace, in_row, titled
from art_desktop.ui.theme.tokens import GRID, HALF, READING_PX, SEMIBOLD
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Panel, announce, scrolled
from art_desktop.ui.widgets.choices import SegmentedField
from art_desktop.ui.widgets.text import Label, muted, small

_PASSWORD_PX = 30


class SavePanel(InPlace):
    """Asks whether the copy leaves the building; one that does is locked.

    Args: save: called with whether it leaves.
    """

    def __init__(
        self, leaving: Leaving, save: Callable[[bool], object], cancel: Callable[[], object]
    ) -> None:
        super().__init__("Save a copy", "Choose where …", self._go, cancel)
        self._save, self._leaving = save, leaving
        self.leaves = SegmentedField(
            "leaves",
            "Does the copy leave the building?",
            ((False, "No, it stays here"), (True, "Yes: lock it with a password")),
            "A copy on a stick, in an e-mail or for somebody outside leaves the building.",
            not_known=False,
        )
        if leaving.may_leave:
            self.body.addWidget(self.leaves)
        else:
            self.body.addWidget(Label(leaving.why_no_copy, wrap=True))
            self.body.addWidget(muted("A copy for the council's own file can be saved.", wrap=True))

    def _go(self) -> None:
        if not self._leaving.may_leave:
            self._save(False)
            return
        leaves = self.leaves.value()
        if leaves is None:
            self.leaves.set_problem("Say whether it leaves the building.")
            self.leaves.focus_target().setFocus()
            return
        self._save(bool(leaves))

    def focus_first(self) -> None:
        """Start at the question, or at the button where nothing is asked."""
        target = self.leaves.focus_target() if self._leaving.may_leave else self.do_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)


class PasswordCard(QWidget):
    """The password of a locked copy or an e-mail draft, to be told by telephone. It is kept nowhere."""

    def __init__(self, saved: SavedPaper, close: Callable[[], object], *, email: bool) -> None:
        super().__init__()
        self._saved, self._close = saved, close
        self.setAccessibleName("Password to tell by telephone")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        sides = QVBoxLayout(inner)
        sides.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
        middle = QWidget()
        middle.setMaximumWidth(READING_PX)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        sides.addWidget(middle)
        sides.addStretch(1)
        self.done_button = Button("I have noted it", self._leave, kind=Kind.PRIMARY)
        column.addLayout(titled("Password to tell by telephone", self.done_button))
        card = Panel()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        inside.setSpacing(GRID + HALF)
        password = Label(saved.password, px=_PASSWORD_PX, weight=SEMIBOLD)
        password.setAccessibleName("Password: " + " ".join(saved.password.replace("-", ",")))
        inside.addWidget(password)
        self.copy_button = Button("Copy", self.copy, compact=True)
        self.copied = small("")
        inside.addLayout(in_row(self.copy_button, self.copied))
        column.addWidget(card)
        for words in _words(saved, email=email):
            column.addWidget(Label(words, wrap=True))
        whole.addWidget(scrolled(inner))
        self.setFocusProxy(self.done_button)

    def copy(self) -> None:
        """Put the password on the clipboard; it is taken off when the card is left."""
        QGuiApplication.clipboard().setText(self._saved.password)
        self.copied.setText("Copied. It is taken off the clipboard when you leave this card.")
        announce(self.copy_button, "Copied.")

    def _leave(self) -> None:
        self._take_off()
        self._close()

    def _take_off(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._saved.password:
            clipboard.clear()
        self.copied.setText("")

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Under the lock, and once nobody is signed in, nobody else pastes it; a window made small keeps it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._take_off()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is not enough: it cannot be shown again, so that the button is pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _words(saved: SavedPaper, *, email: bool) -> list[str]:
    """Return what is to be done with it, a sentence or two each."""
    what = "e-mail draft" if email else "locked copy"
    words = [f"The {what} is saved as {saved.path.name} in {saved.path.parent}."]
    if email:
        address = saved.to or "no address is on record: write it into the draft"
        words.append(
            f"It is for {saved.reader} ({address}). Nothing has been sent: open it and send it by hand."
        )
    ring = f"Ring {saved.phone}" if saved.phone else "Ring whoever gets it, on a number you know"
    words.append(f"{ring}, and tell it by telephone; it is not in the e-mail and not kept.")
    words.append(f"A lost password means another {what}.")
    return words
