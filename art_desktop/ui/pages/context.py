"""What every page is given: services, who is signed in, the runner, ways to pages, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from art_desktop.domain.clock import Clock
from art_desktop.domain.errors import Refusal
from art_desktop.domain.permissions import Actor

if TYPE_CHECKING:
    from art_desktop.ui.shell import Route

    from art_desktop.services import Services


class Runner(Protocol):
    """Runs work off the GUI thread and calls back on it; `ui.tasks` has the real one."""

    def submit(
        self,
        work: Callable[[Any], Any],
        *,
        on_success: Callable[[Any], None] | None = None,
        on_failure: Callable[[Exception], None] | None = None,
    ) -> Any:
        """Start `work(ctx)`; one of the two is called later, on the GUI thread."""
        ...


class Messages(Protocol):
    """The one place where the window says what happened beside a page's own banners."""

    def said(self, words: str) -> None:
        """Say that something was done ("Saved 14:02")."""
        ...

    def refused(self, error: Refusal) -> None:
        """Show a refusal for which no page has a better place."""
        ...


@dataclass(frozen=True)
class PageContext:
    """Shared by every page. `actor()` is asked at each call, since people change at one desk."""

    services: Services
    actor: Callable[[], Actor]
    runner: Runner
    go: Callable[[Route], None]
    messages: Messages
    clock: Clock
