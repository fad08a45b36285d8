"""An officer who has a keyboard and no mouse: keys go where the focus is, and what is read is what is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from art_desktop.ui.overriding import override

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
MOST_TABS = 120


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def shown_words(window: QWidget) -> str:
    """Return all that can be read in a window, a line for each piece."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window):
            continue
        found.append(widget.accessibleName())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    return "\n".join(words for words in found if words)


class Flashes(QObject):
    """Notes what is shown as a window of its own beside the one that there is: it takes the focus away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.seen: list[str] = []
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if watched is not self.parent() and not popup:
                self.seen.append(f"{type(watched).__name__} “{name_of(watched)}”")
        return False


class Keyboard:
    """The keys, and the eyes, of somebody before a window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._flashes = Flashes(window)

    def focus(self) -> QWidget:
        """Return what has the focus: it is never nothing, and never something that is not shown."""
        QCoreApplication.processEvents()
        assert not self._flashes.seen, f"Shown outside the window: {self._flashes.seen}"
        widget = QApplication.focusWidget()
        assert widget is not None, f"The focus is lost.\n{self.words()}"
        assert widget.isVisible(), f"The focus is on what is not shown: {name_of(widget)}"
        return widget

    def at(self) -> str:
        """Return the name of what has the focus."""
        return name_of(self.focus())

    def words(self) -> str:
        """Return all that is shown."""
        return shown_words(self._window)

    def sees(self, *wanted: str) -> None:
        """Assert that these words are shown."""
        shown = self.words()
        for words in wanted:
            assert words in shown, f"“{words}” is not shown. Focus: {self.at()}\n{shown}"

    def does_not_see(self, words: str) -> None:
        """Assert that these words are not shown."""
        assert words not in self.words()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            QTest.keyClick(self.focus(), key, keys)
            QCoreApplication.processEvents()

    def type(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)
        QCoreApplication.processEvents()

    def enter(self) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return)

    def space(self) -> None:
        """Press the space bar."""
        self.press(Qt.Key.Key_Space)

    def save(self) -> None:
        """Press Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, CTRL)

    def go(self, name: str, *, back: bool = False) -> str:
        """Press Tab until the focus is on something whose name begins with `name`. Returns: its name.

        Raises: AssertionError: Tab does not come to it; with all that it came to.
        """
        start = self.focus()
        passed = [name_of(start)]
        while not passed[-1].startswith(name):
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
            passed.append(self.at())
            around = self.focus() is start or len(passed) > MOST_TABS
            assert not around, f"Tab does not come to “{name}”:\n" + "\n".join(passed)
        return passed[-1]

    def move(self, name: str, key: Qt.Key) -> str:
        """Press an arrow until the focus is on something whose name begins with `name`."""
        passed = [self.at()]
        while not passed[-1].startswith(name):
            assert len(set(passed)) == len(passed), (
                f"The arrow does not come to “{name}”:\n" + "\n".join(passed)
            )
            self.press(key)
            passed.append(self.at())
        return passed[-1]
