"""The lock: covers everything until whoever is signed in types the passphrase; nothing typed is lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from art_desktop.domain.errors import Refusal
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.sign_in import CardPage
from art_desktop.ui.theme.apply import running_app
from art_desktop.ui.widgets.buttons import Button, Kind
from art_desktop.ui.widgets.fields import TextField

IDLE_MINUTES = 5
_TICK_MS = 1_000
_SEEN = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)

_CLICKS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.ContextMenu})
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta})
_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class LockPage(CardPage):
    """The lock's card. `unlock_requested(passphrase)`, `sign_out_requested()`."""

    unlock_requested = Signal(str)
    sign_out_requested = Signal()

    def __init__(self, full_name: str) -> None:
        super().__init__("Locked", f"{full_name} is signed in. What was being typed is kept.")
        self.passphrase = TextField("passphrase", "Passphrase", width="full", secret=True)
        self.body.addWidget(self.passphrase)
        row = QHBoxLayout()
        self.button = Button("Unlock", self.submit, kind=Kind.PRIMARY)
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(
            Button("Somebody else signs in", self.sign_out_requested.emit, kind=Kind.QUIET)
        )
        self.body.addLayout(row)
        self.begins_at(self.passphrase.focus_target(), self.submit)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(lambda: self.button.setEnabled(True))

    def submit(self) -> None:
        """Ask for the lock to be taken off."""
        words = self.passphrase.line.text()
        if words and self.button.isEnabled():
            self.button.setEnabled(False)
            self.unlock_requested.emit(words)

    def refuse_unlock(self, error: Refusal) -> None:
        """Show why it stays locked."""
        self.passphrase.set_value(None)
        self.tell_locked(error)
        seconds = int(getattr(error, "wait_seconds", 0))
        if seconds:
            self._wait.start(seconds * 1000)
        else:
            self.button.setEnabled(True)
        self.passphrase.focus_target().setFocus()

    def tell_locked(self, error: Refusal) -> None:
        """Show a refusal of sign-in in the lock's own words."""
        from art_desktop.ui.widgets.cards import Tone

        self.tell(Tone.REFUSAL, "It is still locked.", error.why, error.what_next)


class IdleWatch(QObject):
    """Counts the seconds in which nobody touched keyboard or mouse. `idle()` once when they are over.

    `left_changed(seconds)` says how many are left, at each whole minute and in the last one each ten seconds.
    """

    idle = Signal()
    left_changed = Signal(int)

    def __init__(self, parent: QObject, minutes: int = IDLE_MINUTES) -> None:
        super().__init__(parent)
        self._whole = minutes * 60
        self._left = self._whole
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to count."""
        self._left = self._whole
        self._timer.start()
        running_app().installEventFilter(self)
        self.left_changed.emit(self._left)

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        running_app().removeEventFilter(self)

    def touched(self) -> None:
        """Somebody is there."""
        if self._left < self._whole - 5:
            self.left_changed.emit(self._whole)
        self._left = self._whole

    def tick(self) -> None:
        """A second has gone by."""
        self._left -= 1
        if self._left <= 0:
            self.stop()
            self.idle.emit()
        elif self._left % (60 if self._left > 60 else 10) == 0:
            self.left_changed.emit(self._left)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See every key and every move, and let it through."""
        if event.type() in _SEEN:
            self.touched()
        return False


class SightGuard(QObject):
    """Stands before a page that stays in sight when the time of the lock has come.

    Its `keys` work, alone; every other key, and any click, is swallowed and asks for the lock: `locked()`.
    """

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: frozenset[int] = frozenset()
        self.on = False

    def begin(self, keys: frozenset[int]) -> None:
        """Stand before the page that is shown."""
        self._keys, self.on = keys, True
        running_app().installEventFilter(self)

    def end(self) -> None:
        """Let everything through again."""
        self.on = False
        running_app().removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the page's own keys through and nothing else."""
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            assert isinstance(event, QKeyEvent)
            bare = event.modifiers() & ~_HARMLESS == Qt.KeyboardModifier.NoModifier
            if event.key() in _MODIFIERS or (bare and event.key() in self._keys):
                return False
        elif event.type() not in _CLICKS:
            return False
        self.end()
        self.locked.emit()
        return True


def left_words(seconds: int) -> str:
    """Return "locks in 5 min" or "locks in 40 s"."""
    return f"locks in {-(-seconds // 60)} min" if seconds > 60 else f"locks in {seconds} s"
