"""What only stands there to be read is scrolled with Page Down and Page Up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from art_desktop.ui.page import Page, ReadingPage, Route
from art_desktop.ui.shell import Shell
from art_desktop.ui.widgets.buttons import Button
from art_desktop.ui.widgets.text import Label
from tests.ui.keys import Keyboard

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Long(ReadingPage):
    """One button and much to read."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.button = Button("Inside")
        self.column.addWidget(self.button)
        for at in range(lines):
            self.column.addWidget(Label(f"Line {at}"))


def shown(qtbot: QtBot, lines: int) -> tuple[Keyboard, QScrollArea]:
    shell = Shell()
    qtbot.addWidget(shell)
    made: list[Long] = []

    def make() -> Page:
        made.append(Long(lines))
        return made[0]

    shell.register("long", make)
    shell.resize(1280, 700)
    shell.show()
    shell.activateWindow()
    qtbot.waitExposed(shell)
    shell.go(Route("long"))
    made[0].button.setFocus()
    QCoreApplication.processEvents()
    return Keyboard(shell), made[0].scroll_area


def test_a_page_is_scrolled_from_a_part_beside_it(qtbot: QtBot) -> None:
    keys, area = shown(qtbot, 200)
    bar = area.verticalScrollBar()
    keys.press(Qt.Key.Key_F6, SHIFT)
    keys.press(Qt.Key.Key_F6, SHIFT)
    rail = keys.focus()
    assert not area.isAncestorOf(rail)
    keys.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    keys.press(Qt.Key.Key_PageDown, times=40)
    assert bar.value() == bar.maximum()
    keys.press(Qt.Key.Key_PageUp, times=50)
    assert bar.value() == 0
    assert keys.focus() is rail


def test_a_short_page_stays_where_it_is(qtbot: QtBot) -> None:
    keys, area = shown(qtbot, 2)
    keys.press(Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() == 0
