"""Today: three columns, tasks done and handed over by one key, undone from the banner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from art_desktop.domain.read_models import Today
from art_desktop.ui.page import Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.entries import Entry
from art_desktop.ui.pages.today import TodayPage, due_of_request
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.theme.signs import Due

WindowFor = Callable[[str], DeskWindow]


@pytest.fixture
def window(window_for: WindowFor) -> DeskWindow:
    return window_for("ann")


def today(window: DeskWindow) -> TodayPage:
    page = window.shell.page(routes.TODAY)
    assert isinstance(page, TodayPage)
    return page


def entry(page: TodayPage, words: str) -> Entry:
    return next(
        e for c in (page.without, page.owed) for e in c.entries if words in e.accessibleName()
    )


def owed(page: TodayPage) -> list[str]:
    return [entry.accessibleName() for entry in page.owed.entries]


def test_the_columns_answer_their_questions(window: DeskWindow) -> None:
    page = today(window)
    assert len(page.without.entries) == 1
    assert "R-2026-0001, Girl, 13" in page.without.entries[0].accessibleName()
    assert "2 d 0 h left" in page.without.entries[0].accessibleName()
    assert "Update the case system, 3 h 0 min late" in owed(page)[0]
    assert "Tell finance, 4 h 0 min left" in owed(page)[1]
    assert page.summary.text() == "1 request without a home · 2 tasks, 1 late"


def test_no_name_stands_on_today_among_those_without_a_home(window: DeskWindow) -> None:
    assert "Mia" not in today(window).without.entries[0].accessibleName()


def test_d_does_a_task_and_undo_opens_it_again(window: DeskWindow) -> None:
    page = today(window)
    QTest.keyClick(entry(page, "Tell finance"), Qt.Key.Key_D)
    assert len(page.owed.entries) == 1
    banner = window.shell.banner()
    assert banner is not None
    assert banner.words == "Done: Tell finance"
    banner.button.click()
    assert len(page.owed.entries) == 2


def test_h_hands_a_task_over_and_undo_gives_it_back(window: DeskWindow) -> None:
    page = today(window)
    QTest.keyClick(entry(page, "Update the case"), Qt.Key.Key_H)
    names = [action.text() for action in page.menu.actions()]
    assert names == ["Hand over to", "Bea Business", "Max Manager", "The whole team"]
    page.menu.actions()[2].trigger()
    page.menu.close()
    assert "with Max Manager" in next(words for words in owed(page) if "Update" in words)
    banner = window.shell.banner()
    assert banner is not None
    banner.button.click()
    assert "with Max" not in next(words for words in owed(page) if "Update" in words)


def test_arrows_move_and_enter_opens(window: DeskWindow) -> None:
    page = today(window)
    page.focus_first()
    first = page.without.entries[0]
    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(page.owed.entries[0], Qt.Key.Key_Down)
    QTest.keyClick(page.owed.entries[1], Qt.Key.Key_Left)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert window.shell.route() == Route(routes.REQUEST, 1)


def test_the_focus_stays_in_its_column_when_a_task_is_done(window: DeskWindow) -> None:
    page = today(window)
    page.owed.take_focus(0)
    QTest.keyClick(page.owed.entries[0], Qt.Key.Key_D)
    assert window.shell.focusWidget() is page.owed.entries[0]
    assert "Tell finance" in page.owed.entries[0].accessibleName()


def test_an_empty_day_is_a_good_day(window: DeskWindow) -> None:
    page = today(window)
    page._show(Today((), (), (), 0))
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "Everybody has a home tonight" in words
    assert "Nothing is owed" in words


def test_the_rail_counts_what_presses(window: DeskWindow) -> None:
    counted: list[tuple[int, int]] = []
    page = today(window)
    page.counted.connect(lambda tasks, requests: counted.append((tasks, requests)))
    page.read_again()
    assert counted == [(2, 1)]


def test_the_business_officer_sees_no_requests(window_for: WindowFor) -> None:
    page = today(window_for("bea"))
    assert not page.without.isVisible()
    assert "request" not in page.summary.text()


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (timedelta(hours=-1), Due.LATE),
        (timedelta(hours=1), Due.TODAY),
        (timedelta(days=1), Due.LATER),
    ],
)
def test_how_a_request_stands(window: DeskWindow, left: timedelta, due: Due) -> None:
    assert window.desk is not None
    row = window.desk.services.requests.rows(window.desk.actor)[0]
    assert due_of_request(row, row.needed_at - left) is due
