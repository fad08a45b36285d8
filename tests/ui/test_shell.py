"""The frame: history, find, banners, panes, lock."""

from __future__ import annotations

import weakref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from art_desktop.ui.centred import CentredCard
from art_desktop.ui.gallery import SECTIONS
from art_desktop.ui.gallery_pages import ListGallery, PartsGallery, RequestGallery
from art_desktop.ui.overriding import override
from art_desktop.ui.page import ListPage
from art_desktop.ui.pictures import draw
from art_desktop.ui.shell import TITLE, FindResult, Route, Shell
from art_desktop.ui.theme.apply import Look
from art_desktop.ui.theme.tokens import Scheme
from art_desktop.ui.widgets.cards import Banner, Tone
from art_desktop.ui.widgets.show import StageBar, Step, StepState, VerdictChip
from art_desktop.ui.widgets.tabs import Tabs
from art_desktop.ui.widgets.text import plain_tooltip


class Notes(ListPage):
    """A page that notes what is asked of it."""

    made = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).made += 1
        self.opened: list[object] = []
        self.line = QLineEdit()
        self.line.setAccessibleName("Typed")
        self.column.addWidget(self.line)
        self.stays = False

    @override
    def open(self, key: object) -> None:
        self.opened.append(key)
        self.line.clear()

    @override
    def view_state(self) -> object:
        return self.line.text()

    @override
    def restore_view_state(self, state: object) -> None:
        self.line.setText(str(state))

    @override
    def may_leave(self) -> bool:
        return not self.stays

    @override
    def focus_first(self) -> None:
        self.line.setFocus()


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    Notes.made = 0
    made = Shell()
    qtbot.addWidget(made)
    for name in ("today", "requests", "requests.one"):
        made.register(name, Notes)
    made.set_nav(SECTIONS)
    return made


def notes(shell: Shell, name: str) -> Notes:
    page = shell.page(name)
    assert isinstance(page, Notes)
    return page


def test_pages_are_made_when_first_gone_to_and_kept(shell: Shell) -> None:
    assert Notes.made == 0
    shell.go(Route("today"))
    shell.go(Route("requests"))
    shell.go(Route("today"))
    assert Notes.made == 2
    assert notes(shell, "today").opened == [None, None]


def test_back_and_forward_like_a_browser(shell: Shell) -> None:
    shell.go(Route("requests"))
    notes(shell, "requests").line.setText("hall")
    shell.go(Route("requests.one", 7))
    shell.go(Route("requests.one", 8))
    shell.back()
    assert shell.route() == Route("requests.one", 7)
    shell.back()
    assert shell.route() == Route("requests")
    assert notes(shell, "requests").line.text() == "hall"
    shell.forward()
    assert shell.route() == Route("requests.one", 7)
    shell.go(Route("today"))
    assert not shell._forward.isEnabled()
    shell.back()
    assert shell.route() == Route("requests.one", 7)
    assert notes(shell, "requests.one").opened == [7, 8, 7, 7, 7]


def test_going_where_one_is_adds_no_step(shell: Shell) -> None:
    shell.go(Route("today"))
    shell.go(Route("requests"))
    shell.go(Route("requests"))
    shell.back()
    assert shell.route() == Route("today")


def test_a_page_may_refuse_to_be_left(shell: Shell) -> None:
    shell.go(Route("today"))
    notes(shell, "today").stays = True
    assert not shell.go(Route("requests"))
    assert shell.route() == Route("today")
    notes(shell, "today").stays = False
    assert shell.go(Route("requests"))


def test_the_rail_marks_the_area_of_a_page(shell: Shell) -> None:
    shell.go(Route("requests.one", 7))
    marked = [item.section.name for item in shell.rail._items if item.isChecked()]
    assert marked == ["requests"]
    shell.set_count("requests", 12)
    assert shell.rail._items[1].accessibleName() == "Requests, 12"
    assert not shell.go(Route("nowhere"))


def test_the_rail_folds_where_the_window_is_narrow(shell: Shell) -> None:
    draw(shell, (1280, 800))
    assert not shell.rail.is_narrow()
    draw(shell, (1000, 700))
    assert shell.rail.is_narrow()
    item = shell.rail._items[0]
    assert "Today" in item.toolTip()
    assert item.accessibleName() == "Today"


def test_keys_go_to_areas_find_and_panes(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    shell.go(Route("today"))
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.route() == Route("requests")
    QTest.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shell.route() == Route("today")
    QTest.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell.find_box.hasFocus()
    QTest.keyClick(shell, Qt.Key.Key_F6)
    assert notes(shell, "today").line.hasFocus()
    QTest.keyClick(shell, Qt.Key.Key_F6)
    assert shell.rail.isAncestorOf(shell.focusWidget())
    with qtbot.waitSignal(shell.lock_requested):
        QTest.keyClick(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


RESULTS = (
    FindResult("household", "Hall", "PE4", Route("requests.one", 5)),
    FindResult("child", "Hallam", "9 y", "child 9"),
)


def test_finding_by_keyboard(shell: Shell, qtbot: QtBot) -> None:
    shell.show()
    box = shell.find_box
    with qtbot.waitSignal(shell.find_requested) as asked:
        QTest.keyClicks(box, "hal")
    assert asked.args == ["hal"]
    shell.show_results(RESULTS)
    assert box.list.count() == 2
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert shell.route() == Route("requests.one", 5)
    assert box.text() == ""
    QTest.keyClicks(box, "hal")
    shell.show_results(RESULTS)
    QTest.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.result_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [RESULTS[1]]


def test_nothing_found_says_so_and_late_results_are_not_shown(shell: Shell, qtbot: QtBot) -> None:
    shell.show()
    box = shell.find_box
    QTest.keyClicks(box, "zzz")
    shell.show_results(())
    assert box.list.item(0).data(Qt.ItemDataRole.UserRole).title == "Nothing found"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.list.isHidden()
    shell.show_results(RESULTS)
    assert box.list.isHidden()
    assert box.list.count() == 0


def test_nothing_of_the_pages_is_left_under_the_lock(shell: Shell, qtbot: QtBot) -> None:
    shell.show()
    shell.go(Route("today"))
    QTest.keyClicks(shell.find_box, "hal")
    shell.show_results(RESULTS)
    shell.cover(CentredCard("Locked"))
    assert shell.covered()
    assert not shell._frame.isVisible()
    assert shell.find_box.list.count() == 0
    assert not notes(shell, "today").isVisible()
    shell.uncover()
    assert notes(shell, "today").isVisible()


def test_somebody_else_finds_nothing_of_the_last_person(shell: Shell) -> None:
    shell.go(Route("today"))
    shell.show_banner(Banner(Tone.INFO, "Hall was asked."))
    gone = weakref.ref(notes(shell, "today"))
    shell.forget_pages()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shell.route() is None
    assert shell.banner() is None
    assert gone() is None
    shell.go(Route("today"))
    assert Notes.made == 2


def test_banners_stand_above_the_page_until_closed_or_left(shell: Shell, qtbot: QtBot) -> None:
    shell.show()
    shell.go(Route("today"))
    asked: list[bool] = []
    banner = Banner(
        Tone.REFUSAL,
        "Hall was not asked.",
        "Why.",
        "Next.",
        action="Record it",
        on_action=lambda: asked.append(True),
    )
    notes(shell, "today").banner_requested.emit(banner)
    assert shell.banner() is banner
    assert banner.accessibleName() == "Hall was not asked. Why. Next."
    banner.button.click()
    assert asked == [True]
    QTest.keyClick(banner, Qt.Key.Key_Escape)
    assert shell.banner() is None
    shell.show_banner(Banner(Tone.SUCCESS, "Saved."))
    shell.go(Route("requests"))
    assert shell.banner() is None


def test_the_title_never_holds_a_name(shell: Shell) -> None:
    shell.set_who("Ann Officer (officer)")
    shell.say("Saved 14:02")
    shell.go(Route("requests.one", 7))
    assert shell.windowTitle() == TITLE
    assert shell._said.text() == "Saved 14:02"


def test_closing_asks_the_page_and_says_so(shell: Shell, qtbot: QtBot) -> None:
    shell.go(Route("today"))
    shell.show()
    notes(shell, "today").stays = True
    assert not shell.close()
    notes(shell, "today").stays = False
    with qtbot.waitSignal(shell.closing):
        assert shell.close()


def test_every_control_of_the_frame_has_a_name(shell: Shell) -> None:
    shell.go(Route("today"))
    unnamed = [
        widget
        for widget in shell.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.accessibleName()
    ]
    assert unnamed == []


@pytest.mark.parametrize("page", [ListGallery, RequestGallery, PartsGallery])
@pytest.mark.parametrize("scheme", list(Scheme))
def test_gallery_pages_are_drawn_in_both_schemes(
    page: type[ListGallery], scheme: Scheme, look: Look, qtbot: QtBot
) -> None:
    look.force(scheme)
    shown = page()
    qtbot.addWidget(shown)
    one, two = draw(shown, (1200, 700)), draw(shown, (1200, 700), 2.0)
    assert (two.width(), two.height()) == (2400, 1400)
    assert (
        one.pixelColor(3, 3).lightness() > 128
        if scheme is Scheme.LIGHT
        else one.pixelColor(3, 3).lightness() < 128
    )
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in shown.findChildren(QLabel)
    )


def test_stages_and_verdicts_are_said_in_words(qtbot: QtBot) -> None:
    bar = StageBar([Step("Referred", StepState.DONE), Step("Searching", StepState.CURRENT)])
    chip = VerdictChip("met_with_support", "going missing")
    qtbot.addWidget(bar)
    qtbot.addWidget(chip)
    assert bar.accessibleName() == "Stage: Referred (done), Searching (now)"
    assert chip.accessibleName() == "going missing: with support"


def test_tabs_by_letters_and_arrows(qtbot: QtBot) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for name, letter in (("needs", "n"), ("shortlist", "s"), ("history", "h")):
        tabs.add(name, name.capitalize(), QWidget(), letter)
    shown: list[str] = []
    tabs.shown.connect(shown.append)
    with qtbot.waitActive(tabs):
        tabs.show()
        tabs.activateWindow()
    tabs._buttons[0].setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert tabs.current() == "shortlist"
    QTest.keyClick(tabs._buttons[1], Qt.Key.Key_Right)
    assert tabs.current() == "history"
    assert shown == ["shortlist", "history"]
    tabs.set_count("history", 4)
    assert tabs._buttons[2].accessibleName() == "History 4"


def test_a_tooltip_shows_mark_up_as_typed() -> None:
    assert plain_tooltip("Father <b> & \\\\server") == "<qt>Father &lt;b&gt; &amp; \\\\server</qt>"


def test_what_ends_late_on_a_page_takes_no_keys_from_the_lock(shell: Shell, qtbot: QtBot) -> None:
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.go(Route("today"))
    line = notes(shell, "today").line
    lock = CentredCard("Locked")
    passphrase = QLineEdit()
    lock.body.addWidget(passphrase)
    lock.setFocusProxy(passphrase)
    shell.cover(lock)
    assert shell.focusWidget() is passphrase
    line.setFocus()
    assert shell.focusWidget() is passphrase
    shell.uncover()
    assert shell.focusWidget() is line
