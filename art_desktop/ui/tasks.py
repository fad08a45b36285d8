"""Runs work off the window's thread and brings what came of it back to the window's.

Callbacks come with the submission, since a result can be there before a later `connect`. A task is
plain Python, held in a set until it has ended; the one object with a signal belongs to the runner,
is made on the window's thread and has no Qt parent: parented ones crashed the process once their
runner was gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from art_desktop.ui.overriding import override
from art_desktop.ui.work import Progress, TaskCancelled, WorkContext

T = TypeVar("T")
_PROGRESS_EVERY_S = 0.05
_READERS = 2
LEAVE_MS = 10_000


class Task(Protocol):
    """A piece of work that was submitted."""

    def cancel(self) -> None:
        """Ask it to stop at its next checkpoint; its callbacks are not called any more."""
        ...


class Runner(Protocol):
    """What pages hold: `TaskRunner`, or `ImmediateRunner` in tests and pictures."""

    def submit(
        self,
        work: Callable[[WorkContext], T],
        *,
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[Exception], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        on_end: Callable[[], object] | None = None,
        group: Hashable = None,
        writes: bool = False,
    ) -> Task:
        """Run `work`; call back on the window's thread.

        Args: group: a later submission of the same group makes this one's result too late: it is
            cancelled and never called back. Not for writes. writes: it changes something: writes run
            one at a time, in the order they came, and are never made late. on_failure: the runner's
            own if not given. on_end: called last, whatever came of it.
        """
        ...

    def forget(self, group: Hashable) -> None:
        """Cancel what the group asked for: its page has moved on."""
        ...

    def shutdown(self, wait_ms: int = LEAVE_MS) -> bool:
        """Stop accepting, cancel the reads, wait for the writes; say whether all ended in time."""
        ...


class _Relay(QObject):
    """The way home: emitted in the pool, received on the thread this was made on.

    One for the whole runner. One for each task could see its last reference dropped by the pool, and
    so be destroyed on a thread it does not belong to.
    """

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.silent = False
        self.came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _on_came(self, tell: Callable[[], None]) -> None:
        if not self.silent:
            tell()


class _Job(QRunnable):
    """What the pool runs; a QRunnable and no QObject."""

    def __init__(self, task: _Task, work: Callable[[WorkContext], Any], relay: _Relay) -> None:
        super().__init__()
        self._task, self._work, self._relay = task, work, relay

    @override
    def run(self) -> None:
        task = self._task
        try:
            task.context.checkpoint()
            result = self._work(task.context)
        except TaskCancelled:
            self._relay.came.emit(task.ended)
        except Exception as error:  # noqa: BLE001 - carried to the window's thread and told there
            self._relay.came.emit(partial(task.failed, error))
        else:
            self._relay.came.emit(partial(task.arrived, result))


class _Task:
    """One submission, on the window's thread."""

    def __init__(
        self,
        runner: TaskRunner,
        on_success: Callable[[Any], object] | None,
        on_failure: Callable[[Exception], object],
        on_progress: Callable[[Progress], object] | None,
        on_end: Callable[[], object] | None,
        *,
        writes: bool,
    ) -> None:
        self._runner = runner
        self._on_success = on_success
        self._on_failure = on_failure
        self._on_progress = on_progress
        self._on_end = on_end
        self.writes = writes
        self._late = False
        self._last_report = 0.0
        self.context = WorkContext(self._report if on_progress is not None else None)

    def cancel(self) -> None:
        """Ask the work to stop; nothing is called back but its end."""
        self._late = True
        self.context.cancel()

    def _report(self, progress: Progress) -> None:
        """Called in the pool: pass on some twenty a second, and the last."""
        now = time.monotonic()
        whole = progress.total > 0 and progress.done >= progress.total
        if whole or now - self._last_report >= _PROGRESS_EVERY_S:
            self._last_report = now
            self._runner.relay.came.emit(partial(self.progressed, progress))

    def arrived(self, result: object) -> None:
        """The work came back."""
        wanted = not self._late and self._on_success is not None
        try:
            if wanted and self._on_success is not None:
                self._on_success(result)
        finally:
            self.ended()

    def failed(self, error: Exception) -> None:
        """The work raised. A write's failure is always told, whoever has moved on."""
        try:
            if not self._late or self.writes:
                self._on_failure(error)
        finally:
            self.ended()

    def progressed(self, progress: Progress) -> None:
        """The work said how far it is."""
        if not self._late and self._on_progress is not None:
            self._on_progress(progress)

    def ended(self) -> None:
        """That was the last signal."""
        try:
            if self._on_end is not None:
                self._on_end()
        finally:
            self._runner.done_with(self)


class TaskRunner:
    """The application's own pool: a few readers, and one writer.

    Args: on_failure: told of failures that a submission does not take itself; it may raise.
    """

    def __init__(self, on_failure: Callable[[Exception], object]) -> None:
        self._on_failure = on_failure
        self._reading = QThreadPool()
        self._reading.setMaxThreadCount(_READERS)
        self._writing = QThreadPool()
        self._writing.setMaxThreadCount(1)
        self._tasks: set[_Task] = set()
        self._groups: dict[Hashable, _Task] = {}
        self.relay = _Relay()
        self.leaving = False

    def submit(
        self,
        work: Callable[[WorkContext], T],
        *,
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[Exception], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        on_end: Callable[[], object] | None = None,
        group: Hashable = None,
        writes: bool = False,
    ) -> Task:
        """Run `work` in the pool; see `Runner.submit`."""
        task = _Task(
            self, on_success, on_failure or self._on_failure, on_progress, on_end, writes=writes
        )
        if self.leaving:
            task.cancel()
            return task
        if group is not None and not writes:
            self.forget(group)
            self._groups[group] = task
        self._tasks.add(task)
        pool = self._writing if writes else self._reading
        pool.start(_Job(task, work, self.relay))
        return task

    def forget(self, group: Hashable) -> None:
        """Cancel what the group asked for."""
        task = self._groups.pop(group, None)
        if task is not None:
            task.cancel()

    def busy(self) -> bool:
        """Say whether anything is still under way."""
        return bool(self._tasks)

    def done_with(self, task: _Task) -> None:
        """Let a task go after its last signal."""
        self._tasks.discard(task)
        for group in [key for key, held in self._groups.items() if held is task]:
            del self._groups[group]

    def shutdown(self, wait_ms: int = LEAVE_MS) -> bool:
        """Stop accepting, cancel the reads, wait for what runs; writes are let finish.

        Returns: whether everything ended in time.
        """
        self.leaving = True
        for task in list(self._tasks):
            if not task.writes:
                task.cancel()
        read = self._reading.waitForDone(wait_ms)
        written = self._writing.waitForDone(wait_ms)
        self.relay.silent = True
        self._tasks.clear()
        self._groups.clear()
        return read and written


class _DoneTask:
    """A task that ran while it was submitted."""

    def cancel(self) -> None:
        """Too late."""


class ImmediateRunner:
    """The same interface, run at once on the same thread: for tests and for pictures."""

    def __init__(self, on_failure: Callable[[Exception], object] | None = None) -> None:
        self._on_failure = on_failure

    def submit(
        self,
        work: Callable[[WorkContext], T],
        *,
        on_success: Callable[[T], object] | None = None,
        on_failure: Callable[[Exception], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        on_end: Callable[[], object] | None = None,
        group: Hashable = None,
        writes: bool = False,
    ) -> Task:
        """Run `work` now; see `Runner.submit`. An error nobody takes is raised."""
        del group, writes
        context = WorkContext(None if on_progress is None else lambda p: (on_progress(p), None)[1])
        told = on_failure or self._on_failure
        try:
            result = work(context)
        except TaskCancelled:
            pass
        except Exception as error:
            if told is None:
                raise
            told(error)
        else:
            if on_success is not None:
                on_success(result)
        if on_end is not None:
            on_end()
        return _DoneTask()

    def forget(self, group: Hashable) -> None:
        """Nothing is ever under way."""

    def busy(self) -> bool:
        """Nothing is ever under way."""
        return False

    def shutdown(self, wait_ms: int = LEAVE_MS) -> bool:
        """Nothing to wait for."""
        del wait_ms
        return True
