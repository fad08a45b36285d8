"""The whole main job by keyboard alone, over a real record: from the sign-in to the placement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from art_desktop.app import build_window
from art_desktop.domain.ids import HouseholdId, RequestId
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.vocabulary import Stage
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui.desk import PASSPHRASE, Record
from tests.ui.keys import ALT, CTRL, Keyboard

REQUEST = RequestId(2)


@pytest.fixture
def reviewed(record: Record) -> Record:
    """Return the small record with the review of its one household done, so that it could serve."""
    desk = record.door.sign_in("max", PASSPHRASE)
    households = desk.services.households
    held = households.form(desk.actor, HouseholdId(1))
    households.save(desk.actor, replace(held, review_due_on=date(2027, 11, 1)))
    return record


def test_the_whole_job_is_done_by_keyboard(qtbot: QtBot, reviewed: Record) -> None:
    window = build_window(reviewed.door, ImmediateRunner(), reviewed.clock)
    qtbot.addWidget(window.shell)
    window.shell.show()
    window.shell.activateWindow()
    qtbot.waitExposed(window.shell)
    keys = Keyboard(window.shell)
    sign_in(keys)
    open_request(keys)
    for child in ("Jay Carter", "Tom Carter"):
        write_needs(keys, child)
    refer_and_search(keys)
    be_refused(keys)
    authorise_and_search(keys)
    ask(keys)
    agree(keys)
    draft(keys)
    place(keys)
    desk = window.desk
    assert desk is not None
    page = desk.services.requests.page(desk.actor, REQUEST)
    assert page.stage is Stage.PLACED
    assert [child.needs.home_postcode for child in page.children] == ["PE1 1AA", "PE1 1AA"]
    assert sorted(line.child for line in page.placements) == ["Jay Carter", "Tom Carter"]
    assert {line.title for line in page.placements} == {"Hall"}
    assert [paper.kind for paper in page.papers] == [PaperKind.REFERRAL_REDACTED]
    assert reviewed.door.keeper.verify().sound


def sign_in(keys: Keyboard) -> None:
    assert keys.at() == "User name"
    keys.type("ann")
    keys.go("Passphrase")
    keys.type(PASSPHRASE)
    keys.enter()
    keys.sees("Who has no home tonight", "Ann Officer")


def open_request(keys: Keyboard) -> None:
    keys.go("New request")
    keys.enter()
    assert keys.at() == "Kind of request"
    keys.type("first")
    keys.go("Child, or")
    keys.type("Jay")
    keys.enter()
    keys.sees("Is it for brothers and sisters too?")
    keys.go("Add Tom")
    keys.enter()
    assert keys.at() == "Child, or brothers and sisters"
    keys.sees("Leave out Jay Carter", "Leave out Tom Carter", "Sam Worker")
    keys.save()
    keys.sees("R-2026-0002", "Boy, 9 · with brother, 6", "Not authorised yet")


def write_needs(keys: Keyboard, child: str) -> None:
    keys.go(f"Fill in needs of {child}")
    keys.enter()
    keys.sees("Ctrl+Enter saves")
    assert keys.at() == "Placed with brothers and sisters: Not known"
    keys.move("Placed with brothers and sisters: Together", Qt.Key.Key_Left)
    keys.go("Home postcode")
    keys.press(Qt.Key.Key_A, CTRL)
    keys.type("pe11aa")
    assert keys.go("Going missing") == "Going missing: Not known"
    keys.move("Going missing: Some", Qt.Key.Key_Left)
    keys.save()
    keys.sees("Version 1 saved", f"Edit needs of {child}")
    assert keys.at() == "Needs"


def refer_and_search(keys: Keyboard) -> None:
    keys.sees("Next: Check the details and refer the request.")
    keys.go("Refer")
    keys.enter()
    keys.sees("Referred.", "Next: Needs an authorisation.")
    keys.press(Qt.Key.Key_S, ALT)
    assert keys.at() == "Shortlist"
    keys.go("Search")
    keys.enter()
    keys.sees("Indicative only: look, do not ask.", "1 of 1 could serve")
    assert keys.at().startswith("1. Hall")


def be_refused(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_A)
    keys.sees("Nobody was asked.", "It can be given by PASP.")
    keys.go("Record authorisation", back=True)
    keys.enter()
    keys.sees("Record a decision", "Only those who may decide this request today.")
    assert keys.at() == "Who decided"


def authorise_and_search(keys: Keyboard) -> None:
    keys.go("Name")
    keys.type("Marian Thackeray")
    keys.go("Decision: Agreed")
    keys.space()
    keys.save()
    keys.sees("Marian Thackeray")
    keys.does_not_see("Not authorised yet")
    keys.press(Qt.Key.Key_S, ALT)
    keys.go("Search again")
    keys.enter()
    keys.does_not_see("Indicative only")
    assert keys.at().startswith("1. Hall")


def ask(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_A)
    assert keys.at() == "Spoken to"
    keys.type("Rose")
    keys.go("How: Telephone")
    keys.enter()
    keys.sees("Asked Hall.", "Next: One household still to answer.")
    keys.press(Qt.Key.Key_A)
    assert keys.at() == "They said: Yes"
    keys.space()
    keys.save()
    keys.sees("Answer recorded: yes.", "Next: Sam Worker to say what they think of the offer.")


def agree(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_D, ALT)
    keys.go("Their view: Agrees")
    keys.space()
    keys.save()
    keys.go("Why this home")
    keys.save()
    keys.sees("The match", "Start placement")


def draft(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_O, ALT)
    keys.go("Draft Placement referral, redacted and keep it")
    keys.enter()
    assert keys.at().startswith("Pages of R-")
    assert keys.at().endswith("Placement referral, redacted, number 1")
    keys.press(Qt.Key.Key_Escape)
    assert keys.at() == "Open the newest Placement referral, redacted"


def place(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_P, ALT)
    keys.go("Start")
    keys.save()
    keys.sees(
        "Tom Carter with Hall", "Jay Carter with Hall", "Placed (done)", "What it opened: 7 of 7"
    )


def test_what_was_typed_in_has_the_keyboard_again_after_the_lock(
    qtbot: QtBot, record: Record
) -> None:
    window = build_window(record.door, ImmediateRunner(), record.clock)
    qtbot.addWidget(window.shell)
    window.shell.show()
    window.shell.activateWindow()
    qtbot.waitExposed(window.shell)
    keys = Keyboard(window.shell)
    sign_in(keys)
    keys.press(Qt.Key.Key_4, CTRL)
    here = keys.at()
    keys.press(Qt.Key.Key_L, CTRL)
    assert keys.at() == "Passphrase"
    keys.type(PASSPHRASE)
    keys.enter()
    assert keys.at() == here
