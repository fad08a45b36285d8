"""The plan worked out in a process of its own, which can be ended and may end by itself."""

from __future__ import annotations

import pytest

from art_desktop.domain.allocation import run
from art_desktop.domain.allocation.run import SolverStopped, solve_apart
from art_desktop.domain.allocation.solve import CalledOff, solve
from art_desktop.domain.errors import RuleBroken
from tests.domain.allocation.brute import small
from tests.domain.allocation.children import breaks, dies, says_nothing


def test_the_answer_is_the_same_apart() -> None:
    told: list[int] = []
    asked = small(11)
    plan = solve_apart(asked, progress=lambda done, _all, _words: told.append(done))
    assert plan == solve(asked)
    assert told


def test_a_refusal_comes_back_as_it_is() -> None:
    asked = small(11)
    with pytest.raises(RuleBroken, match="cannot all be") as told:
        solve_apart(asked, fixed=asked.fits)
    assert told.value.rule == "allocation_fixed"


def test_called_off_the_process_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "solve_in_child", says_nothing)
    asked = iter([False, True])
    with pytest.raises(CalledOff):
        solve_apart(small(1), cancelled=lambda: next(asked))


def test_a_process_that_dies_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "solve_in_child", dies)
    with pytest.raises(SolverStopped, match="nothing on record was changed") as told:
        solve_apart(small(1))
    assert told.value.what_next


def test_a_bug_in_the_process_goes_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "solve_in_child", breaks)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        solve_apart(small(1))
