"""Progress: nothing at all for 300 ms, then words, a bar and a way to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout

from art_desktop.ui.theme.tokens import GRID, HALF
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.cards import Panel, announce
from art_desktop.ui.widgets.text import Label
from art_desktop.ui.work import Progress

SHOW_AFTER_MS = 300


class ProgressStrip(Panel):
    """Shows long work. `start` it with the work, `show_progress` as it goes, `stop` at its end.

    Args: on_cancel: asked to stop the work; without it there is no button.
    """

    def __init__(self, on_cancel: Callable[[], object] | None = None) -> None:
        super().__init__("info_tint", "line")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._on_cancel = on_cancel
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        row.setSpacing(GRID * 2)
        column = QVBoxLayout()
        column.setSpacing(HALF + 2)
        self.words = Label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        self.button = Button("Cancel", self._cancel, compact=True)
        row.addWidget(self.button)
        if on_cancel is None:
            self.button.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOW_AFTER_MS)
        self._wait.timeout.connect(self._appear)
        self.hide()

    def start(self, words: str) -> None:
        """The work has begun: appear when 300 ms have gone by."""
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.button.setEnabled(True)
        self._wait.start()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if progress.words:
            self.words.setText(progress.words)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def stop(self) -> None:
        """The work has ended."""
        self._wait.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()
        announce(self, self.words.text())

    def _cancel(self) -> None:
        self.button.setEnabled(False)
        self.words.setText("Stopping …")
        if self._on_cancel is not None:
            self._on_cancel()
