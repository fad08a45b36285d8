"""Signing in: name and passphrase; in the demonstration, its people; the recovery key when all is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from art_desktop.domain.errors import Refusal, RuleBroken, WrongKey
from art_desktop.ui.centred import CentredCard
from art_desktop.ui.overriding import override
from art_desktop.ui.theme.tokens import GRID
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.cards import Banner, Tone, clear_layout
from art_desktop.ui.widgets.fields import TextArea, TextField
from art_desktop.ui.widgets.text import small, strong

if TYPE_CHECKING:
    from art_desktop.services.door import DemonstrationUser

SHORTEST = 12

_LETTERS = "123456789"


def passphrase_problem(first: str, again: str) -> str:
    """Return what is wrong with a passphrase typed twice, or nothing. The vault has the last word."""
    if len(first) < SHORTEST:
        return f"A passphrase has {SHORTEST} characters or more: three or four words do."
    return "" if first == again else "The two are not the same. Type them again."


class CardPage(CentredCard):
    """A card with a place for one message, and a way to say that it is at work."""

    def __init__(self, title: str, words: str = "", *, width: int = 440) -> None:
        super().__init__(title, words, width=width)
        self._told = QVBoxLayout()
        self.body.addLayout(self._told)
        self._first: QWidget | None = None
        self._act: Callable[[], object] | None = None

    def tell(self, tone: Tone, what: str, why: str = "", what_next: str = "") -> None:
        """Show a message in the card, in place of the last one."""
        clear_layout(self._told)
        banner = Banner(tone, what, why, what_next, can_close=False)
        self._told.addWidget(banner)
        banner.announce()

    def refuse(self, error: Refusal) -> None:
        """Show why it was not done."""
        self.tell(Tone.REFUSAL, error.what, error.why, error.what_next)

    def quiet(self) -> None:
        """Take the message away."""
        clear_layout(self._told)

    def message(self) -> str:
        """Return what is told."""
        item = self._told.itemAt(0)
        widget = item.widget() if item is not None else None
        return widget.words if isinstance(widget, Banner) else ""

    def begins_at(self, first: QWidget, act: Callable[[], object]) -> None:
        """Say where the keyboard starts and what Enter does."""
        self._first, self._act = first, act
        self.setFocusProxy(first)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Start at the first question."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._start)

    def _start(self) -> None:
        """Put the focus where the keyboard starts: what that is may have been said after the card was shown."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._act is not None:
            self._act()
        else:
            super().keyPressEvent(event)


class SignInPage(CardPage):
    """Who is there. `sign_in_requested(username, passphrase)`, `forgotten()`.

    Args: users: the people of a demonstration; none for any other service. place: where the record is.
    """

    sign_in_requested = Signal(str, str)
    forgotten = Signal()

    def __init__(self, users: tuple[DemonstrationUser, ...] = (), place: str = "") -> None:
        super().__init__("Sign in", "Access to Resources Team", width=880 if users else 440)
        self._users = users
        self.username = TextField("username", "User name", width="full")
        self.passphrase = TextField("passphrase", "Passphrase", width="full", secret=True)
        sides = QHBoxLayout()
        sides.setSpacing(GRID * 5)
        column = QVBoxLayout()
        column.setSpacing(GRID * 2)
        sides.addLayout(column, 4)
        self.body.addLayout(sides)
        column.addWidget(self.username)
        column.addWidget(self.passphrase)
        row = QHBoxLayout()
        self.button = Button("Sign in", self.submit, kind=Kind.PRIMARY)
        row.addWidget(self.button)
        row.addStretch(1)
        self.forgotten_button = Button(
            "Forgotten passphrase", self.forgotten.emit, kind=Kind.QUIET, compact=True
        )
        row.addWidget(self.forgotten_button)
        column.addLayout(row)
        column.addStretch(1)
        if users:
            sides.addLayout(self._people(users), 5)
        if place:
            self.foot.addWidget(small(f"Record: {place}", wrap=True))
        self.begins_at(self.username.focus_target(), self.submit)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._may_try)

    def _people(self, users: tuple[DemonstrationUser, ...]) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addWidget(strong("Demonstration: everybody in it is invented"))
        box.addWidget(small("Click, or press Alt and the number, to sign in as:", wrap=True))
        self.people: list[Button] = []
        for number, user in enumerate(users, start=1):
            words = f"{number}  {user.full_name}, {user.role}"
            button = Button(words, partial(self._as, user), kind=Kind.QUIET, compact=True)
            button.setAccessibleName(f"Sign in as {user.full_name}, {user.role}")
            if number <= len(_LETTERS):
                button.setShortcut(f"Alt+{number}")
            self.people.append(button)
            line = QHBoxLayout()
            line.setSpacing(GRID)
            line.addWidget(button)
            line.addStretch(1)
            line.addWidget(small(f"{user.username} · {user.passphrase}"))
            box.addLayout(line)
        return box

    def _as(self, user: DemonstrationUser) -> None:
        self.username.set_value(user.username)
        self.passphrase.set_value(user.passphrase)
        self.submit()

    def submit(self) -> None:
        """Ask for the record to be opened."""
        if not self.button.isEnabled():
            return
        name, words = self.username.text(), self.passphrase.line.text()
        self.username.set_problem("" if name else "Type your user name.")
        self.passphrase.set_problem("" if words or not name else "Type your passphrase.")
        if not name:
            self.username.focus_target().setFocus()
        elif not words:
            self.passphrase.focus_target().setFocus()
        else:
            self.set_busy(busy=True)
            self.sign_in_requested.emit(name, words)

    def set_busy(self, *, busy: bool) -> None:
        """Say that the record is being opened, and take no second try meanwhile."""
        self.button.setText("Opening …" if busy else "Sign in")
        for widget in (self.button, self.forgotten_button, *getattr(self, "people", ())):
            widget.setEnabled(not busy)
        if busy:
            self.quiet()

    def refuse_sign_in(self, error: Refusal) -> None:
        """Show the refusal; where it says how long to wait, the button waits as long."""
        self.set_busy(busy=False)
        self.refuse(error)
        self.passphrase.set_value(None)
        self.passphrase.focus_target().setFocus()
        seconds = getattr(error, "wait_seconds", 0)
        if isinstance(error, WrongKey) and seconds:
            self.button.setEnabled(False)
            self._wait.start(int(seconds) * 1000)

    def _may_try(self) -> None:
        self.button.setEnabled(True)


class RecoverPage(CardPage):
    """A new passphrase by the recovery key. `recover_requested(key, username, passphrase)`, `left()`."""

    recover_requested = Signal(str, str, str)
    left = Signal()

    def __init__(self, username: str = "") -> None:
        super().__init__(
            "A new passphrase",
            "An administrator can give you one under Settings. When nobody can, the recovery key does: it was "
            "printed when the service was set up.",
            width=560,
        )
        self.key = TextArea(
            "recovery_key",
            "Recovery key",
            "All of it, in order. Capitals and dashes do not matter.",
            lines=3,
        )
        self.username = TextField("username", "User name", width="full")
        self.username.set_value(username)
        self.passphrase = TextField(
            "passphrase",
            "New passphrase",
            f"{SHORTEST} characters or more; three or four words are easy to keep.",
            width="full",
            secret=True,
        )
        self.again = TextField("again", "New passphrase again", width="full", secret=True)
        for field in (self.key, self.username, self.passphrase, self.again):
            self.body.addWidget(field)
        row = QHBoxLayout()
        self.button = Button("Set new passphrase", self.submit, kind=Kind.PRIMARY)
        row.addWidget(self.button)
        row.addWidget(Button("Back to sign-in", self.left.emit, kind=Kind.QUIET))
        row.addStretch(1)
        self.body.addLayout(row)
        self.begins_at(self.key.focus_target(), self.submit)

    def submit(self) -> None:
        """Ask for the new passphrase."""
        words = str(self.key.value() or "")
        self.key.set_problem("" if words else "Type the recovery key.")
        self.username.set_problem("" if self.username.text() else "Type your user name.")
        first = self.passphrase.line.text()
        problem = passphrase_problem(first, self.again.line.text())
        self.again.set_problem(problem)
        if words and self.username.text() and not problem:
            self.button.setEnabled(False)
            self.recover_requested.emit(words, self.username.text(), first)

    def refuse_recovery(self, error: Refusal) -> None:
        """Show why it was not done."""
        self.button.setEnabled(True)
        fields = {"username": self.username, "passphrase": self.passphrase}
        field = fields.get(error.field) if isinstance(error, RuleBroken) else None
        if field is not None:
            field.set_problem(str(error))
        self.refuse(error)
