"""Work that runs off the window's thread: plain Python, testable without Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a piece of work has come: `done` of `total` (0: not known), and what it is doing."""

    done: int = 0
    total: int = 0
    words: str = ""


class TaskCancelled(Exception):
    """The work was asked to stop and did, at a checkpoint."""


class WorkContext:
    """What a piece of work is given: a way to say how far it is, and to be stopped."""

    def __init__(self, report: Callable[[Progress], None] | None = None) -> None:
        self._report = report
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next checkpoint."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def checkpoint(self, progress: Progress | None = None) -> None:
        """Say how far the work is.

        Raises: TaskCancelled: it was asked to stop.
        """
        if self._stop.is_set():
            raise TaskCancelled
        if progress is not None and self._report is not None:
            self._report(progress)
