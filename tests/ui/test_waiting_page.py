"""The page of everybody who waits: the button that works it out, the plan beside one at a time, what a swap costs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from art_desktop.app import build_window
from art_desktop.domain.allocation.model import Fit, Group, Place, Problem, WaitingChild
from art_desktop.domain.allocation.one_by_one import one_by_one
from art_desktop.domain.allocation.solve import CalledOff, solve
from art_desktop.domain.allocation_views import (
    AllocationLine,
    AllocationView,
    ChoiceView,
    LeftOutView,
    MissingView,
    PlacedView,
)
from art_desktop.domain.ids import RequestId
from art_desktop.domain.vocabulary import Tier, Urgency
from art_desktop.services.allocating import AllocationService
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.waiting import WaitingPage
from art_desktop.ui.pages.waiting_words import Better, aims_in_words, homes_words
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.tasks import TaskRunner
from tests.ui.desk import PASSPHRASE, START, Record
from tests.ui.keys import Keyboard, shown_words

WindowFor = Callable[[str], DeskWindow]

_HALL = PlacedView("girl, 13", "household:1", "Rose Hall", Tier.IN_HOUSE, 61)
_AGENCY = PlacedView("boy, 9", "provider:1", "Fenside Fostering", Tier.IFA, 44)


def _problem() -> Problem:
    """The girl could go to either place, the boy to the Halls alone."""
    return Problem(
        groups=(
            Group("a", "R-2026-0001", (WaitingChild("mia", "girl, 13"),)),
            Group("b", "R-2026-0002", (WaitingChild("jay", "boy, 9"),)),
        ),
        places=(
            Place("household:1", "Rose Hall", Tier.IN_HOUSE, 1),
            Place("provider:1", "Fenside Fostering", Tier.IFA, None),
        ),
        fits=(
            Fit("a", "household:1", points=610),
            Fit("a", "provider:1", points=440),
            Fit("b", "household:1", points=500),
        ),
    )


def _sample() -> AllocationView:
    problem = _problem()
    agency_hers = PlacedView("girl, 13", "provider:1", "Fenside Fostering", Tier.IFA, 44)
    hall_his = PlacedView("boy, 9", "household:1", "Rose Hall", Tier.IN_HOUSE, 50)
    common: dict[str, Any] = {
        "children": 1,
        "needed_at": START,
        "urgency": Urgency.PLANNED,
        "why_words": "",
    }
    hers = AllocationLine(
        key="a",
        request_id=RequestId(1),
        reference="R-2026-0001",
        children_words="Girl, 13",
        authorised=True,
        together=(agency_hers,),
        one_by_one=(_HALL,),
        unplaced_words="",
        unplaced_before_words="",
        choices=(
            ChoiceView("household:1", "Rose Hall", Tier.IN_HOUSE, 61, ("R-2026-0002",)),
            ChoiceView("provider:1", "Fenside Fostering", Tier.IFA, 44),
        ),
        **common,
    )
    his = AllocationLine(
        key="b",
        request_id=RequestId(2),
        reference="R-2026-0002",
        children_words="Boy, 9",
        authorised=False,
        together=(hall_his,),
        one_by_one=(),
        unplaced_words="",
        unplaced_before_words="boy, 9",
        choices=(ChoiceView("household:1", "Rose Hall", Tier.IN_HOUSE, 50),),
        **common,
    )
    none = AllocationLine(
        key="c",
        request_id=RequestId(3),
        reference="R-2026-0003",
        children_words="Boy, 16",
        authorised=True,
        together=(),
        one_by_one=(),
        unplaced_words="boy, 16",
        unplaced_before_words="boy, 16",
        choices=(),
        **{**common, "why_words": "No home that was asked about suits them: a rule excludes each."},
    )
    return AllocationView(
        lines=(hers, his, none),
        left_out=(LeftOutView(RequestId(4), "R-2026-0004", "It is a draft."),),
        problem=problem,
        plan=solve(problem),
        simple=one_by_one(problem, ["a", "b"]),
        missing=(
            MissingView("household:1", "Rose Hall", "up to 17", "1 fewer child without a place."),
        ),
        children=3,
        better_words="1 fewer child without a place.",
    )


@pytest.fixture
def proposed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Propose the sample; note how it was asked."""
    asked: list[dict[str, Any]] = []

    def propose(_self: object, _actor: object, **how: Any) -> AllocationView:
        asked.append(how)
        how["progress"](1, 2, "Asking every rule of every home")
        return _sample()

    monkeypatch.setattr(AllocationService, "propose", propose)
    return asked


def _page(window: DeskWindow) -> WaitingPage:
    assert window.shell.go(Route(routes.WAITING))
    page = window.shell.page(routes.WAITING)
    assert isinstance(page, WaitingPage)
    return page


def test_nothing_begins_by_itself(window_for: WindowFor, proposed: list[dict[str, Any]]) -> None:
    page = _page(window_for("ann"))
    assert page.stack.currentWidget() is page.intro
    assert proposed == []
    assert "people decide" in shown_words(page)


@pytest.mark.usefixtures("proposed")
def test_the_requests_page_leads_to_it(window_for: WindowFor) -> None:
    window = window_for("ann")
    window.shell.go(Route(routes.REQUESTS))
    list_page = window.shell.page(routes.REQUESTS)
    assert list_page is not None
    (button,) = [
        b for b in list_page.findChildren(QPushButton) if b.text() == "Everybody who waits"
    ]
    button.click()
    assert window.shell.route() == Route(routes.WAITING)


def test_who_may_not_search_is_not_shown_it(window_for: WindowFor) -> None:
    window = window_for("pat")
    assert not window.shell.has_page(routes.WAITING)


def test_both_plans_stand_side_by_side(
    window_for: WindowFor, proposed: list[dict[str, Any]]
) -> None:
    page = _page(window_for("ann"))
    page.start_button.click()
    assert proposed[0]["with_unknown"] is False
    assert [tile.aim.difference for tile in page.aims.tiles] == [
        "1 fewer",
        "the same",
        "the same",
        "33.0 higher",
    ]
    assert page.aims.tiles[0].accessibleName() == (
        "Children without a suitable place: 0 together, 1 one at a time; 1 fewer."
    )
    assert page.aims.proof.text().startswith("Proved: no plan is better.")
    columns = {c.title: c for c in page.table.model.columns}
    rows = page.table.model.shown_rows()
    shown = [
        (columns["Who"].text(r), columns["Joint plan"].text(r), columns["One at a time"].text(r))
        for r in rows
    ]
    assert shown == [
        ("Girl, 13", "Fenside Fostering", "Rose Hall"),
        ("Boy, 9 · indicative", "Rose Hall", "No home"),
        ("Boy, 16", "No home", "the same"),
    ]
    page.only_differences.click()
    assert [r.reference for r in page.table.model.shown_rows()] == ["R-2026-0001", "R-2026-0002"]


def test_the_tick_counts_what_is_not_known(
    window_for: WindowFor, proposed: list[dict[str, Any]]
) -> None:
    page = _page(window_for("ann"))
    page.with_unknown.click()
    page.start_button.click()
    assert proposed[0]["with_unknown"] is True


@pytest.mark.usefixtures("proposed")
def test_by_keyboard_alone(window_for: WindowFor) -> None:
    """Work it out, choose another home, ask what it would cost, open it, the request, and come back."""
    window = window_for("ann")
    page = _page(window)
    page.focus_first()
    keys = Keyboard(window.shell)
    assert keys.at() == "Work it out"
    keys.space()
    assert keys.at() == "Requests in the joint plan"
    assert page.pane.line is not None
    assert page.pane.line.reference == "R-2026-0001"
    keys.go("Homes that could take them")
    current = page.pane.choices.current()
    assert current is not None
    assert current.title == "Rose Hall"
    keys.enter()
    assert page.pane.answer.text().startswith("Rose Hall: 1 more child without a place")
    assert page.pane.answer.text().endswith("R-2026-0002 would have no home.")
    keys.press(Qt.Key.Key_Escape)
    assert keys.at() == "Requests in the joint plan"
    keys.press(Qt.Key.Key_Down, times=2)
    keys.sees("No home for boy, 16.", "a rule excludes each")
    keys.press(Qt.Key.Key_Up, times=2)
    keys.enter()
    assert window.shell.route() == Route(routes.REQUEST, 1)
    window.shell.back()
    assert page.stack.currentWidget() is page.result


@pytest.mark.usefixtures("proposed")
def test_a_missing_approval_opens_the_household(window_for: WindowFor) -> None:
    window = window_for("ann")
    page = _page(window)
    page.start_button.click()
    page.tabs.show_tab("missing")
    assert "1 fewer child without a place." in page.missing.model.columns[2].text(
        _sample().missing[0]
    )
    page.open_household.click()
    assert window.shell.route() == Route(routes.HOUSEHOLD, 1)


@pytest.mark.usefixtures("proposed")
def test_a_request_left_out_is_listed_and_opens(window_for: WindowFor) -> None:
    page = _page(window_for("ann"))
    page.start_button.click()
    assert [r.why for r in page.left_out.model.shown_rows()] == ["It is a draft."]


def test_nobody_waits_is_said_in_the_words_of_the_refusal(window_for: WindowFor) -> None:
    """The one request of the small record has no needs profile."""
    page = _page(window_for("ann"))
    page.start_button.click()
    words = shown_words(page.nobody)
    assert page.stack.currentWidget() is page.nobody
    assert "There is nothing to work out." in words
    assert "No request with a needs profile is waiting for a home." in words


def test_cancel_stops_the_work_and_says_nothing_went_wrong(
    qtbot: QtBot, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work is told to stop, stops, and the page is as it was."""
    begun, stopped = threading.Event(), threading.Event()
    wrong: list[Exception] = []

    def propose(_self: object, _actor: object, **how: Any) -> AllocationView:
        begun.set()
        while not how["cancelled"]():
            threading.Event().wait(0.005)
        stopped.set()
        raise CalledOff

    monkeypatch.setattr(AllocationService, "propose", propose)
    runner = TaskRunner(wrong.append)
    desk = record.door.sign_in("ann", PASSPHRASE)
    window = build_window(record.door, runner, record.clock, desk=desk)
    qtbot.addWidget(window.shell)
    window.shell.show()
    page = _page(window)
    page.start_button.click()
    qtbot.waitUntil(begun.is_set)
    assert page.working
    QTest.mouseClick(page.start_button, Qt.MouseButton.LeftButton)  # there is nothing more to begin
    page.progress.button.click()
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(lambda: not page.working)
    assert page.view is None
    assert page.stack.currentWidget() is page.intro
    assert page.progress.isHidden()
    qtbot.waitUntil(lambda: not runner.busy())
    assert runner.shutdown()
    assert wrong == []


def test_children_who_are_parted_are_said_one_by_one() -> None:
    assert homes_words((_HALL, _AGENCY), "") == "Girl, 13: Rose Hall; Boy, 9: Fenside Fostering"
    assert homes_words((_HALL,), "boy, 9") == "Girl, 13: Rose Hall; Boy, 9: no home"
    assert homes_words((), "boy, 9") == "No home"


def test_each_aim_says_whether_more_is_better() -> None:
    without, parted, in_house, points = aims_in_words(_sample())
    assert (without.better, parted.better) == (Better.BETTER, Better.SAME)
    assert (in_house.better, points.better) == (Better.SAME, Better.BETTER)
