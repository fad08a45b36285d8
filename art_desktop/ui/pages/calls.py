"""How a page calls services: off the window's thread, dropped when the page is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from art_desktop.domain.errors import Refusal
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.theme.tokens import HALF
from art_desktop.ui.widgets.icon import Icon
from art_desktop.ui.widgets.text import Ink, Label

if TYPE_CHECKING:
    from art_desktop.services import Services

T = TypeVar("T")
BUSY_AFTER_MS = 300


class Busy(QWidget):
    """A line that says "Reading …", once something has taken longer than a moment."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, HALF, 0, HALF)
        row.addWidget(Icon("history", Ink.ACCENT, 16))
        self._words = Label("Reading …", ink=Ink.MUTED)
        row.addWidget(self._words, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(BUSY_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self._under_way = 0
        self.hide()

    def begin(self, words: str = "Reading …") -> None:
        """Something is under way."""
        self._words.setText(words)
        self._under_way += 1
        if not self._wait.isActive() and self.isHidden():
            self._wait.start()

    def end(self) -> None:
        """It has ended."""
        self._under_way = max(self._under_way - 1, 0)
        if not self._under_way:
            self._wait.stop()
            self.hide()


class Calls:
    """One page's way to the services.

    Args: widget: what is shown is let go of with it. busy: says that something takes its time.
    """

    def __init__(self, context: PageContext, widget: QWidget, busy: Busy | None = None) -> None:
        self.context = context
        self._widget = widget
        self._busy = busy

    def actor(self) -> Actor:
        """Return who is signed in."""
        return self.context.actor()

    def may(self, permission: Permission) -> bool:
        """Say whether the person may do a thing; the services check it again."""
        return self.actor().may(permission)

    def read(
        self,
        what: str,
        call: Callable[[Services, Actor], T],
        then: Callable[[T], object],
        failed: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Read something. A later reading of `what` makes this one late, and it is dropped."""
        self._submit(call, then, failed, group=(id(self), what), words="Reading …")

    def write(
        self,
        call: Callable[[Services, Actor], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        *,
        words: str = "Saving …",
    ) -> None:
        """Change something. It is never dropped; what comes of it is only told while the page is there."""
        self._submit(call, then or (lambda _done: None), failed, group=None, words=words)

    def alive(self) -> bool:
        """Say whether the page is still there."""
        return shiboken6.isValid(self._widget)

    def _submit(
        self,
        call: Callable[[Services, Actor], T],
        then: Callable[[T], object],
        failed: Callable[[Refusal], object] | None,
        *,
        group: tuple[int, str] | None,
        words: str,
    ) -> None:
        services, actor = self.context.services, self.actor()

        def arrived(result: T) -> None:
            if self.alive():
                then(result)

        if self._busy is not None:
            self._busy.begin(words)
        self.context.runner.submit(
            lambda _work: call(services, actor),
            on_success=arrived,
            on_failure=lambda error: self._failed(error, failed),
            on_end=self._ended,
            group=group,
            writes=group is None,
        )

    def _failed(self, error: Exception, failed: Callable[[Refusal], object] | None) -> None:
        if failed is not None and isinstance(error, Refusal) and self.alive():
            failed(error)
        else:
            self.context.messages.report(error)

    def _ended(self) -> None:
        if self._busy is not None and self.alive():
            self._busy.end()


__all__ = ["Busy", "Calls"]
