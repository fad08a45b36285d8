"""Long work of a meeting's page: cases prepared one after another, papers drawn; with progress, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from art_desktop.domain.deciding_words import AgendaState
from art_desktop.domain.errors import Refusal, RuleBroken
from art_desktop.domain.meeting_views import SlotView
from art_desktop.domain.panel_paper_views import LetterLine
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.tasks import Task
from art_desktop.ui.widgets.progress import ProgressStrip
from art_desktop.ui.work import Progress, WorkContext

if TYPE_CHECKING:
    from art_desktop.domain.permissions import Actor
    from art_desktop.domain.read_models import PaperView
    from art_desktop.services import Services

T = TypeVar("T")
STOPPED: Final = "Stopped. What was ready before that is kept."


@dataclass(frozen=True)
class Done:
    """How many of several things were done, and each that was refused, with why."""

    count: int
    refused: tuple[str, ...] = ()


class LongWork:
    """Runs one piece of long work at a time, off the window's thread.

    Args: home: is given the focus where the strip that had it goes away. stopped: called once it was cancelled.
    """

    def __init__(self, calls: Calls, home: QWidget, stopped: Callable[[], object]) -> None:
        self._calls, self._home, self._stopped = calls, home, stopped
        self.strip = ProgressStrip(self.cancel)
        self._task: Task | None = None
        self._cancelled = False
        self.under_way = False

    def run(
        self,
        words: str,
        work: Callable[[Services, Actor, WorkContext], T],
        then: Callable[[T], object],
        failed: Callable[[Refusal], object],
    ) -> None:
        """Begin; while something is under way nothing more is begun."""
        if self.under_way:
            return
        self.under_way, self._cancelled = True, False
        services, actor = self._calls.context.services, self._calls.actor()
        self.strip.start(words)

        def arrived(result: T) -> None:
            if self._calls.alive():
                then(result)

        def refused(error: Exception) -> None:
            if isinstance(error, Refusal) and self._calls.alive():
                failed(error)
            else:
                self._calls.context.messages.report(error)

        self._task = self._calls.context.runner.submit(
            lambda context: work(services, actor, context),
            on_success=arrived,
            on_failure=refused,
            on_progress=self._tell,
            on_end=self._ended,
            writes=True,
        )

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._cancelled = True
        if self._task is not None:
            self._task.cancel()

    def _tell(self, progress: Progress) -> None:
        if self._calls.alive():
            self.strip.show_progress(progress)

    def _ended(self) -> None:
        self.under_way = False
        if not self._calls.alive():
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.strip.isAncestorOf(focus)
        self.strip.stop()
        if had_focus:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._cancelled:
            self._stopped()


def prepare_cases(
    services: Services, who: Actor, context: WorkContext, slots: Sequence[SlotView]
) -> Done:
    """Make the case of every item that waits; one that would name somebody is told, and stays owed."""
    waiting = [slot for slot in slots if slot.state is AgendaState.WAITING]
    count, refused = 0, []
    for at, slot in enumerate(waiting):
        context.checkpoint(Progress(at, len(waiting), f"Preparing {slot.reference} …"))
        try:
            services.panel_cases.prepare(who, slot.item_id)
        except RuleBroken as error:
            refused.append(f"{slot.reference}: {error}")
        else:
            services.agendas.papers_ready(who, slot.item_id)
            count += 1
    return Done(count, tuple(refused))


def draw_paper(
    services: Services, who: Actor, context: WorkContext, ask: PaperAsk, words: str
) -> PaperView:
    """Draw and keep one paper; nothing is kept where it is stopped."""

    def tell(done: int, total: int) -> None:
        checking = 0 < total <= done
        says = "Checking that it names nobody …" if checking else words
        context.checkpoint(Progress(done, total, says))

    return services.papers.issue(who, ask, tell)


def draw_letters(
    services: Services, who: Actor, context: WorkContext, lines: Sequence[LetterLine]
) -> Done:
    """Draw and keep the letter of each decision."""
    for at, line in enumerate(lines):
        context.checkpoint(Progress(at, len(lines), f"Drawing the letter of {line.reference} …"))
        services.papers.issue(who, line.ask)
    return Done(len(lines))
