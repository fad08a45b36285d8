"""The whole main job by keyboard alone, over a real record: from the sign-in to the placement."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from art_desktop.app import build_window
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui.desk import PASSPHRASE, Record
from tests.ui.keys import ALT, CTRL, Keyboard


def test_the_whole_job_is_done_by_keyboard(qtbot: QtBot, record: Record) -> None:
    window = build_window(record.door, ImmediateRunner(), record.clock)
    qtbot.addWidget(window.shell)
    window.shell.show()
    window.shell.activateWindow()
    qtbot.waitExposed(window.shell)
    keys = Keyboard(window.shell)
    sign_in(keys)
    open_request(keys)
    for child in ("Jay", "Tom"):
        needs(keys, child)
    print(keys.at()); print(keys.words())


def sign_in(keys: Keyboard) -> None:
    assert keys.at() == "User name"
    keys.type("ann")
    keys.go("Passphrase")
    keys.type(PASSPHRASE)
    keys.enter()
    keys.sees("Who has no home tonight", "Ann Officer")


def open_request(keys: Keyboard) -> None:
    print(keys.at())
    keys.go("New request")
    keys.enter()
    print(keys.at())
    keys.type("first")
    print(keys.at(), keys.focus().currentText())
    keys.go("Child, or")
    keys.type("Jay")
    keys.enter()
    print(keys.at())
    keys.go("Add Tom")
    keys.enter()
    print(keys.at())
    keys.sees("Jay Carter", "Tom Carter")
    keys.save()


def needs(keys: Keyboard, child: str) -> None:
    print(keys.at());keys.go(f"Fill in needs of {child}")
    keys.enter()
    print(keys.at())
    for _ in range(60):
        keys.press(Qt.Key.Key_Tab); print("   ", keys.at())
    raise SystemExit
