"""Doing something once the layout has come round to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class Later(QTimer):
    """Does something once the layout has come round to it. Gone with its parent, and what it holds.

    A `QTimer.singleShot` that is still waiting when its widget goes keeps what it was given for
    ever (PySide6 6.11.3).
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._call: Callable[[], object] | None = None
        self.setSingleShot(True)
        self.setInterval(0)
        self.timeout.connect(self._on_time)

    def do(self, call: Callable[[], object]) -> None:
        """Call it in a moment, in place of what was still waiting."""
        self._call = call
        self.start()

    def _on_time(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()
