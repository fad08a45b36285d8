"""The names in memory, brought up to date before each question."""

from __future__ import annotations

import threading
from datetime import date

from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import NameIndex
from art_desktop.services.base import Context


class FreshNames:
    """Names to look into, shared by the services that do. May be asked from any thread."""

    def __init__(self, context: Context, index: NameIndex) -> None:
        self._context = context
        self.index = index
        self._mark: int | None = None
        self._day: date | None = None
        self._turn = threading.Lock()

    def catch_up(self, actor: Actor) -> None:
        """Take in what was added, renamed or removed since the last question, here or at another desk."""
        today = self._context.today()
        with self._turn:
            fresh = self.index.filled and self._day == today
            with self._context.store.reading(actor) as uow:
                read = uow.names_for_find(today, self._mark if fresh else None)
            if read.whole:
                self.index.fill(read.lines)
            elif read.keys:
                self.index.replace(read.keys, read.lines)
            self._mark, self._day = read.mark, today

    def forget(self) -> None:
        """Let the names go; they are read again at the next question."""
        with self._turn:
            self.index.forget()
