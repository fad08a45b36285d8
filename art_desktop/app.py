"""The composition root: the door, the runner, the look and the window are put together here."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from art_desktop.domain.clock import Clock, SystemClock
from art_desktop.domain.errors import Refusal
from art_desktop.locations import user_data_dir
from art_desktop.ui.messages import Messages
from art_desktop.ui.overriding import override
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.shell import TITLE, Shell
from art_desktop.ui.tasks import Runner, TaskRunner
from art_desktop.ui.theme.apply import apply_look

if TYPE_CHECKING:
    from art_desktop.office.door import LocalDoor
    from art_desktop.office.waiting import WaitingDoor
    from art_desktop.services.door import DemonstrationUser, Desk, Door
    from art_desktop.ui.pages.making import MakingPage

RECORD = "service.artdb"
DEMONSTRATION = "demonstration"
BACK_UP_EVERY_MS = 30 * 60 * 1000
PREPARE_AFTER_MS = 100


def build_window(
    door: Door, runner: Runner, clock: Clock, *, desk: Desk | None = None, idle_minutes: int = 5
) -> DeskWindow:
    """Put a window together without running it, for the tour, the pictures and the tests.

    Args: desk: somebody who is signed in already: their first page is shown, every other is registered in
        `window.shell`. Without it the sign-in is shown, or the set-up where there is no record.
    """
    window = DeskWindow(door, runner, clock, idle_minutes=idle_minutes)
    if desk is None:
        window.begin()
    else:
        window.admit(desk)
    return window


def run(record: Path | None, *, demo: bool) -> int:
    """Open the window and run until it is closed.

    Args: record: the file, or None for the usual one. demo: the demonstration, made first if it is not there.
    Returns: the exit status.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(TITLE)
    app.setDesktopFileName("art-desktop")
    apply_look(app)
    shell = Shell()
    messages = Messages(shell.show_banner, say=shell.say)
    messages.take_uncaught()
    runner = TaskRunner(messages.report)
    clock = SystemClock()
    usual = user_data_dir() / DEMONSTRATION / RECORD if demo else user_data_dir() / RECORD
    kind = _Demonstration if demo else _Start
    start = kind(record or usual, shell, runner, messages, clock)
    start.begin()
    shell.show()
    return app.exec()


class _Start:
    """Opens the window before a record."""

    def __init__(
        self, path: Path, shell: Shell, runner: TaskRunner, messages: Messages, clock: Clock
    ) -> None:
        self._path, self._shell, self._runner = path, shell, runner
        self._messages, self._clock = messages, clock
        self._window: DeskWindow | None = None
        self._timer = QTimer(shell)

    def begin(self) -> None:
        """Show the first thing there is to do."""
        self.open_window(())

    def open_window(self, users: tuple[DemonstrationUser, ...]) -> None:
        """Show the sign-in, or the set-up."""
        from art_desktop.office.waiting import WaitingDoor

        door = WaitingDoor(self._path, partial(self._local_door, users), users)
        window = DeskWindow(
            door,
            self._runner,
            self._clock,
            shell=self._shell,
            messages=self._messages,
            closed=_tell_last,
        )
        self._window = window
        window.admitted.connect(lambda: self._warn_if_shared(door))
        window.begin()
        self._timer.setInterval(BACK_UP_EVERY_MS)
        self._timer.timeout.connect(lambda: self._back_up(door))
        self._timer.start()
        # Once the window has been drawn; by the time a passphrase is typed, all is ready.
        QTimer.singleShot(
            PREPARE_AFTER_MS, window, lambda: self._runner.submit(lambda _work: door.prepare())
        )

    def _local_door(self, users: tuple[DemonstrationUser, ...]) -> LocalDoor:
        from art_desktop.office.door import LocalDoor
        from art_desktop.places.ons import OnsGazetteer

        return LocalDoor(self._path, self._clock, OnsGazetteer(), demonstration=users)

    def _warn_if_shared(self, door: WaitingDoor) -> None:
        if self._window is not None and not door.door.alone:
            self._window.warn(
                "This record is open in another window too.",
                "Both can be used; what one saves, the other sees when it reads again.",
            )

    def _back_up(self, door: WaitingDoor) -> None:
        """Back up what changed in the last half hour; a failure is shown as a banner."""
        if self._window is not None and self._window.desk is not None:
            self._runner.submit(lambda _work: door.door.keeper.back_up_if_changed(), writes=True)


class _Demonstration(_Start):
    """Makes the demonstration if it is not there, then opens the window before it."""

    @override
    def begin(self) -> None:
        """Show the sign-in with its people, once there is a record."""
        from art_desktop.vault.slots import beside

        if beside(self._path).exists():
            from art_desktop.demo.people import demonstration_users

            self.open_window(demonstration_users())
            return
        from art_desktop.ui.pages.making import MakingPage

        page = MakingPage()
        self._shell.set_nav(())
        self._shell.cover(page)
        self._runner.submit(
            lambda _work: self._make(),
            on_success=self.open_window,
            on_failure=lambda error: self._failed(page, error),
            writes=True,
        )

    def _make(self) -> tuple[DemonstrationUser, ...]:
        from art_desktop.demo.install import install
        from art_desktop.places.ons import OnsGazetteer

        return install(self._path, self._clock, OnsGazetteer(), seed=1, factor=1.0)

    def _failed(self, page: MakingPage, error: Exception) -> None:
        if isinstance(error, Refusal):
            page.refuse(error)
        else:
            self._messages.report(error)


def _tell_last(refusal: Refusal | None) -> None:
    """Tell, after the window is gone, that letting the record go failed."""
    if refusal is None:
        return
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(TITLE)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(refusal.what)
    box.setInformativeText(" ".join(part for part in (refusal.why, refusal.what_next) if part))
    box.exec()
