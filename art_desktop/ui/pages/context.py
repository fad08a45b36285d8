"""What every page is given: services, who is signed in, the runner, ways to pages, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from art_desktop.domain.clock import Clock
from art_desktop.domain.permissions import Actor
from art_desktop.ui.messages import Messages
from art_desktop.ui.page import Route
from art_desktop.ui.tasks import Runner

if TYPE_CHECKING:
    from art_desktop.services import Services


@dataclass(frozen=True)
class PageContext:
    """Shared by every page. `actor()` is asked at each call, since people change at one desk."""

    services: Services
    actor: Callable[[], Actor]
    runner: Runner
    go: Callable[[Route], None]
    messages: Messages
    clock: Clock
