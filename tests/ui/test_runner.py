"""Work off the window's thread, and what reaches the person when it fails."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from art_desktop.domain.errors import FieldProblem, InvalidAnswers, KnownFailure, RuleBroken
from art_desktop.ui.messages import Messages, crash_lines
from art_desktop.ui.tasks import ImmediateRunner, Runner, TaskRunner
from art_desktop.ui.widgets.cards import Banner
from art_desktop.ui.widgets.fields import TextField
from art_desktop.ui.widgets.form import Form
from art_desktop.ui.work import Progress, TaskCancelled, WorkContext


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def pool(failures: list[Exception]) -> Iterator[TaskRunner]:
    made = TaskRunner(failures.append)
    yield made
    assert made.shutdown()


def test_results_come_back_on_the_windows_thread(pool: TaskRunner, qtbot: QtBot) -> None:
    here = threading.get_ident()
    ran: list[int] = []
    came: list[tuple[int, int]] = []

    def work(number: int) -> Callable[[WorkContext], int]:
        def note(_ctx: WorkContext) -> int:
            ran.append(threading.get_ident())
            return number

        return note

    for number in range(200):
        pool.submit(work(number), on_success=lambda n: came.append((n, threading.get_ident())))
    qtbot.waitUntil(lambda: len(came) == 200)
    assert sorted(n for n, _ in came) == list(range(200))
    assert {thread for _, thread in came} == {here}
    assert here not in ran
    assert not pool.busy()


def test_failures_go_to_the_submission_or_to_the_runner(
    pool: TaskRunner, failures: list[Exception], qtbot: QtBot
) -> None:
    own: list[Exception] = []
    ended: list[int] = []

    def fail(_ctx: WorkContext) -> None:
        raise KnownFailure("The disk is full.")

    pool.submit(fail, on_failure=own.append, on_end=lambda: ended.append(1))
    pool.submit(fail, on_end=lambda: ended.append(2))
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert [str(error) for error in own] == ["The disk is full."]
    assert [str(error) for error in failures] == ["The disk is full."]


def test_a_later_submission_makes_the_first_too_late(pool: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    came: list[object] = []
    pool.submit(lambda _ctx: gate.wait(10) and "first", on_success=came.append, group="find")
    pool.submit(lambda _ctx: "second", on_success=came.append, group="find")
    qtbot.waitUntil(lambda: came == ["second"])
    gate.set()
    qtbot.waitUntil(lambda: not pool.busy())
    assert came == ["second"]


def test_a_forgotten_group_is_never_called_back(pool: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    came: list[object] = []
    pool.submit(lambda _ctx: gate.wait(10), on_success=came.append, group="page")
    pool.forget("page")
    gate.set()
    qtbot.waitUntil(lambda: not pool.busy())
    assert came == []


def test_cancelling_stops_at_a_checkpoint(pool: TaskRunner, qtbot: QtBot) -> None:
    started = threading.Event()
    ended: list[bool] = []
    came: list[object] = []

    def work(ctx: WorkContext) -> None:
        while True:
            started.set()
            ctx.checkpoint(Progress(1, 10))

    task = pool.submit(work, on_success=came.append, on_end=lambda: ended.append(True))
    assert started.wait(10)
    task.cancel()
    qtbot.waitUntil(lambda: ended == [True])
    assert came == []


def test_writes_run_one_at_a_time_in_order(pool: TaskRunner, qtbot: QtBot) -> None:
    running: list[int] = []
    most: list[int] = []
    order: list[int] = []

    def write(number: int) -> Callable[[WorkContext], int]:
        def work(_ctx: WorkContext) -> int:
            running.append(number)
            most.append(len(running))
            running.remove(number)
            return number

        return work

    for number in range(50):
        pool.submit(write(number), on_success=order.append, writes=True, group="same")
    qtbot.waitUntil(lambda: len(order) == 50)
    assert order == list(range(50))
    assert set(most) == {1}


def test_a_writes_failure_is_told_even_when_its_page_has_gone(
    pool: TaskRunner, failures: list[Exception], qtbot: QtBot
) -> None:
    gate = threading.Event()

    def fail(_ctx: WorkContext) -> None:
        gate.wait(10)
        raise KnownFailure("The request was not saved.")

    task = pool.submit(fail, writes=True)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not pool.busy())
    # Either it never began, or its failure was told: it is never lost between the two.
    assert [str(error) for error in failures] in ([], ["The request was not saved."])


def test_progress_arrives_and_the_last_of_it_always(pool: TaskRunner, qtbot: QtBot) -> None:
    seen: list[Progress] = []

    def work(ctx: WorkContext) -> str:
        for number in range(1, 1001):
            ctx.checkpoint(Progress(number, 1000))
        return "done"

    done: list[str] = []
    pool.submit(work, on_success=done.append, on_progress=seen.append)
    qtbot.waitUntil(lambda: done == ["done"])
    assert seen[-1] == Progress(1000, 1000)
    assert len(seen) < 1000


def test_after_shutdown_nothing_is_taken_or_called_back(
    failures: list[Exception], qtbot: QtBot
) -> None:
    pool = TaskRunner(failures.append)
    came: list[object] = []
    wrote: list[bool] = []

    def work(ctx: WorkContext) -> None:
        while True:
            ctx.checkpoint()

    pool.submit(work, on_success=came.append)
    pool.submit(lambda _ctx: wrote.append(True), writes=True, on_success=came.append)
    assert pool.shutdown()
    pool.submit(lambda _ctx: came.append("late"))
    assert not pool.busy()
    del pool
    gc.collect()
    qtbot.wait(0)
    assert came == []
    assert failures == []
    assert wrote in ([], [True])


def _same(number: int, _ctx: WorkContext) -> int:
    return number


def _holds_twenty(came: list[object]) -> bool:
    return len(came) == 20


def test_runners_made_and_dropped_many_times(qtbot: QtBot) -> None:
    for _ in range(30):
        pool = TaskRunner(lambda _error: None)
        came: list[object] = []
        for number in range(20):
            pool.submit(partial(_same, number), on_success=came.append)
        qtbot.waitUntil(partial(_holds_twenty, came))
        assert pool.shutdown()
        del pool
        gc.collect()


def test_twenty_thousand_emits_keep_the_count(qtbot: QtBot) -> None:
    """PySide6 6.12.0 under Python 3.11 lost a reference to `True` on every emit and aborted."""

    class Source(QObject):
        fired = Signal(bool)

    source = Source()
    heard: list[bool] = []
    source.fired.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(20_000):
        source.fired.emit(True)
    assert len(heard) == 20_000
    heard.clear()
    assert before - sys.getrefcount(True) < 1_000


def test_the_immediate_runner_does_the_same_at_once() -> None:
    runner: Runner = ImmediateRunner()
    came: list[object] = []

    def work(ctx: WorkContext) -> str:
        ctx.checkpoint(Progress(1, 2))
        return "result"

    runner.submit(
        work,
        on_success=came.append,
        on_progress=came.append,
        on_end=lambda: came.append("end"),
    )
    assert came == [Progress(1, 2), "result", "end"]

    def fail(_ctx: WorkContext) -> None:
        raise RuleBroken("No.")

    runner.submit(fail, on_failure=lambda error: came.append(str(error)))
    assert came[-1] == "No."
    with pytest.raises(RuleBroken):
        runner.submit(fail)


def test_work_can_be_tried_without_qt() -> None:
    context = WorkContext()
    context.checkpoint()
    context.cancel()
    with pytest.raises(TaskCancelled):
        context.checkpoint()


def test_the_known_become_banners_and_bugs_one_dialog(
    caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    banners: list[Banner] = []
    crashes: list[str] = []
    messages = Messages(banners.append, crashes.append)
    messages.report(RuleBroken("Hall was not asked.", "No authorisation.", "Record it."))
    assert banners[0].words == "Hall was not asked. No authorisation. Record it."
    with caplog.at_level(logging.ERROR):
        try:
            raise ValueError("Thomas Miller, born 4 Mar 2017")
        except ValueError as error:
            messages.report(error)
    assert len(crashes) == 1
    assert crashes[0] in caplog.text
    assert "Miller" not in caplog.text
    assert "2017" not in caplog.text
    assert "test_runner" in caplog.text
    for banner in banners:
        qtbot.addWidget(banner)


def test_a_bug_while_showing_a_bug_ends_there() -> None:
    shown: list[str] = []
    messages = Messages(lambda _banner: None)

    def fail_again(reference: str) -> None:
        shown.append(reference)
        messages.report(ZeroDivisionError())

    messages._show_crash = fail_again
    messages.report(ZeroDivisionError())
    assert len(shown) == 1


def test_a_chain_of_errors_is_told_without_its_words() -> None:
    try:
        try:
            raise KeyError("secret name")
        except KeyError as inner:
            raise TypeError("another secret") from inner
    except TypeError as error:
        lines = crash_lines(error)
    assert "TypeError" in lines
    assert "KeyError" in lines
    assert "secret" not in lines


def test_answers_that_cannot_be_taken_stand_beside_their_questions(qtbot: QtBot) -> None:
    form = Form()
    banners: list[Banner] = []
    qtbot.addWidget(form)
    form.add(TextField("likes", "Likes"))
    messages = Messages(banners.append)
    problems = (
        FieldProblem("likes", "Likes: too long."),
        FieldProblem("other", "Not on this form."),
    )
    messages.report_in(form, InvalidAnswers("Not saved.", problems))
    assert form.field("likes").problem() == "Likes: too long."
    assert not form.problems.isHidden()
    messages.report_in(form, RuleBroken("No.", field="likes"))
    assert form.field("likes").problem() == "No."
    messages.report_in(form, KnownFailure("The disk is full."))
    assert len(banners) == 1
    qtbot.addWidget(banners[0])
