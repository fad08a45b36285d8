"""The window as a whole: signing in, what each role sees, find, the lock, closing, starting."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from art_desktop.app import build_window
from art_desktop.domain.ids import ChildId
from art_desktop.domain.importing import ImportKind
from art_desktop.domain.permissions import Role
from art_desktop.office.door import LocalDoor
from art_desktop.services.door import DemonstrationUser, SetUp
from art_desktop.ui.page import Page, Route
from art_desktop.ui.pages import routes
from art_desktop.ui.pages.lock import IdleWatch, LockPage, left_words
from art_desktop.ui.pages.set_up import RecoveryKeyPage, SetUpPage
from art_desktop.ui.pages.sign_in import RecoverPage, SignInPage
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui.desk import CHEAP, PASSPHRASE, PEOPLE, Nowhere, Record

WindowFor = Callable[[str], DeskWindow]


def overlay(window: DeskWindow) -> QWidget:
    assert window.shell._overlay is not None
    return window.shell._overlay


def press(
    widget: QWidget | None, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    assert widget is not None
    QTest.keyClick(widget, key, keys)


def open_window(qtbot: QtBot, record: Record) -> tuple[DeskWindow, SignInPage]:
    window = build_window(record.door, ImmediateRunner(), record.clock)
    qtbot.addWidget(window.shell)
    window.shell.show()
    settle(window.shell)
    page = overlay(window)
    assert isinstance(page, SignInPage)
    return window, page


def test_signing_in_by_keyboard_shows_today(qtbot: QtBot, record: Record) -> None:
    window, page = open_window(qtbot, record)
    QTest.keyClicks(page.username.line, "ann")
    press(page.username.line, Qt.Key.Key_Tab)
    QTest.keyClicks(page.passphrase.line, PASSPHRASE)
    press(page.passphrase.line, Qt.Key.Key_Return)
    assert not window.shell.covered()
    assert window.shell.route() == Route(routes.TODAY)
    assert window.desk is not None
    assert window.desk.actor.full_name == "Ann Officer"


def test_a_wrong_passphrase_says_how_long_to_wait_and_waits(qtbot: QtBot, record: Record) -> None:
    window, page = open_window(qtbot, record)
    page.username.set_value("ann")
    page.passphrase.set_value("not the passphrase")
    page.submit()
    assert window.shell.covered()
    assert "Wait 1 second" in page.message()
    assert not page.button.isEnabled()
    assert page.passphrase.line.text() == ""


def test_nothing_typed_is_said_beside_the_question(qtbot: QtBot, record: Record) -> None:
    _, page = open_window(qtbot, record)
    page.submit()
    assert page.username.problem() == "Type your user name."
    page.username.set_value("ann")
    page.submit()
    assert page.passphrase.problem() == "Type your passphrase."


def test_people_of_a_demonstration_sign_in_with_one_press(qtbot: QtBot, record: Record) -> None:
    users = (DemonstrationUser("ann", "Ann Officer", Role.OFFICER, PASSPHRASE),)
    door = LocalDoor(record.path, record.clock, Nowhere(), demonstration=users, cost=CHEAP)
    window = build_window(door, ImmediateRunner(), record.clock)
    qtbot.addWidget(window.shell)
    page = overlay(window)
    assert isinstance(page, SignInPage)
    page.people[0].click()
    assert window.desk is not None
    door.close()


def test_the_recovery_key_gives_a_new_passphrase(
    qtbot: QtBot, tmp_path: Path, record: Record
) -> None:
    door = LocalDoor(tmp_path / "other" / "service.artdb", record.clock, Nowhere(), cost=CHEAP)
    words = door.set_up(
        SetUp(
            council="Fenwick",
            area_code="E06000031",
            team_name="",
            phone="",
            username="ada",
            full_name="Ada",
            passphrase=PASSPHRASE,
        )
    )
    window = build_window(door, ImmediateRunner(), record.clock)
    qtbot.addWidget(window.shell)
    page = window.show_recover("ada")
    assert isinstance(page, RecoverPage)
    page.key.set_value("wrong words")
    page.passphrase.set_value("another few words")
    page.again.set_value("another few wrods")
    page.submit()
    assert "not the same" in page.again.problem()
    page.again.set_value("another few words")
    page.submit()
    assert "not accepted" in page.message()
    page.key.set_value(words)
    page.submit()
    signing = overlay(window)
    assert isinstance(signing, SignInPage)
    signing.passphrase.set_value("another few words")
    signing.submit()
    assert window.desk is not None
    door.close()


def test_first_run_sets_up_shows_the_key_once_then_signs_in(
    qtbot: QtBot, tmp_path: Path, record: Record
) -> None:
    door = LocalDoor(tmp_path / "first" / "service.artdb", record.clock, Nowhere(), cost=CHEAP)
    window = build_window(door, ImmediateRunner(), record.clock)
    qtbot.addWidget(window.shell)
    page = overlay(window)
    assert isinstance(page, SetUpPage)
    page.submit()
    assert page.form.field("council").problem()
    answers = {
        "council": "Fenwick",
        "area_code": "E06000031",
        "full_name": "Ada Administrator",
        "username": "Ada",
        "passphrase": PASSPHRASE,
        "again": PASSPHRASE + "x",
    }
    page.form.fill(answers)
    page.submit()
    assert "not the same" in page.form.field("again").problem()
    page.form.fill({"again": PASSPHRASE})
    page.submit()
    key = overlay(window)
    assert isinstance(key, RecoveryKeyPage)
    assert len(key.shown.toPlainText().split("-")) == 14
    key.copy()
    clipboard = QApplication.clipboard()
    assert clipboard.text() == key.shown.toPlainText().replace("\n", "")
    clipboard.clear()
    press(key.button, Qt.Key.Key_Return)
    signing = overlay(window)
    assert isinstance(signing, SignInPage)
    assert signing.username.text() == "Ada"
    assert window.shell.focusWidget() is signing.passphrase.line
    signing.passphrase.set_value(PASSPHRASE)
    signing.submit()
    assert window.shell.route() == Route(routes.SETTINGS)
    door.close()


SEEN = {
    "ann": [
        *("today", "requests", "children", "households"),
        *("providers", "panels", "reports", "settings"),
    ],
    "bea": ["today", "children", "households", "providers", "settings"],
    "max": [
        *("today", "requests", "children", "households"),
        *("providers", "panels", "reports", "settings"),
    ],
    "pat": ["panel", "settings"],
    "ada": ["settings"],
}


@pytest.mark.parametrize(("username", "sections"), SEEN.items())
def test_each_role_sees_its_own_areas_and_each_of_them_opens(
    window_for: WindowFor, username: str, sections: list[str]
) -> None:
    shell = window_for(username).shell
    assert [section.name for section in shell.rail.sections()] == sections
    for name in sections:
        assert shell.go(Route(name))
        assert shell.banner() is None


def test_pages_that_a_role_may_not_see_are_not_there(window_for: WindowFor) -> None:
    shell = window_for("bea").shell
    assert not shell.go(Route(routes.REQUEST, 1))
    assert not shell.go(Route(routes.CHILD_FORM))


def test_find_opens_a_page_and_shows_nothing_that_cannot_be_opened(window_for: WindowFor) -> None:
    window = window_for("ann")
    window.shell.find_box.setText("carter")
    window.shell.find_requested.emit("carter")
    assert window.shell.find_box.list.count() >= 1
    press(window.shell.find_box, Qt.Key.Key_Return)
    route = window.shell.route()
    assert route is not None
    assert route.name == routes.CHILD
    business = window_for("bea")
    business.shell.find_box.setText("R-2026-0001")
    business.shell.find_requested.emit("R-2026-0001")
    found = business.shell.find_box.list
    kinds = [found.item(at).data(int(Qt.ItemDataRole.UserRole)).kind for at in range(found.count())]
    assert "request" not in kinds


def test_the_lock_covers_keeps_what_was_typed_and_opens_again(
    window_for: WindowFor, record: Record
) -> None:
    window = window_for("ann")
    window.shell.go(Route(routes.REQUEST_FORM))
    form = window.shell.page(routes.REQUEST_FORM)
    line = form.findChild(QPlainTextEdit)
    assert line is not None
    QTest.keyClicks(line, "half a sentence")
    window.lock()
    lock = window.lock_page
    assert isinstance(lock, LockPage)
    assert window.shell.covered()
    QTest.keyClicks(lock.passphrase.line, "wrong passphrase")
    press(lock.passphrase.line, Qt.Key.Key_Return)
    assert window.shell.covered()
    assert "still locked" in lock.message()
    lock.button.setEnabled(True)
    record.clock.move_on(timedelta(seconds=5))
    QTest.keyClicks(lock.passphrase.line, PASSPHRASE)
    press(lock.passphrase.line, Qt.Key.Key_Return)
    assert not window.shell.covered()
    assert line.toPlainText() == "half a sentence"
    assert window.shell.route() == Route(routes.REQUEST_FORM)


def test_nobody_signed_in_has_nothing_to_lock(qtbot: QtBot, record: Record) -> None:
    window, page = open_window(qtbot, record)
    window.lock()
    assert overlay(window) is page


def test_idle_seconds_lock_and_a_key_begins_them_anew(qtbot: QtBot) -> None:
    watch = IdleWatch(QApplication.instance(), minutes=1)  # type: ignore[arg-type]  # there is one
    locked: list[bool] = []
    watch.idle.connect(lambda: locked.append(True))
    watch.start()
    for _ in range(59):
        watch.tick()
    watch.touched()
    for _ in range(59):
        watch.tick()
    assert locked == []
    watch.tick()
    assert locked == [True]
    watch.deleteLater()
    assert left_words(300) == "locks in 5 min"
    assert left_words(40) == "locks in 40 s"


def test_signing_out_throws_the_pages_away_and_somebody_else_signs_in(
    window_for: WindowFor,
) -> None:
    window = window_for("ann")
    window.lock()
    window.sign_out()
    page = overlay(window)
    assert isinstance(page, SignInPage)
    assert window.shell.rail.sections() == ()
    page.username.set_value("bea")
    page.passphrase.set_value(PASSPHRASE)
    page.submit()
    assert [s.name for s in window.shell.rail.sections()] == SEEN["bea"]
    assert not window.shell.has_page(routes.REQUESTS)


def test_closing_backs_up_what_changed(window_for: WindowFor, record: Record) -> None:
    window = window_for("ann")
    assert window.desk is not None
    window.desk.services.children.reveal(window.desk.actor, ChildId(1))
    window.shell.close()
    backups = record.path.parent / "backups"
    assert [found for found in backups.iterdir() if found.is_dir()]


EVERY = (
    Route(routes.TODAY),
    Route(routes.REQUESTS),
    Route(routes.REQUEST, 1),
    Route(routes.REQUEST_FORM),
    Route(routes.REQUEST_FORM, 1),
    Route(routes.CHILDREN),
    Route(routes.CHILD, 1),
    Route(routes.CHILD_FORM),
    Route(routes.CHILD_FORM, 1),
    Route(routes.HOUSEHOLDS),
    Route(routes.HOUSEHOLD, 1),
    Route(routes.HOUSEHOLD_FORM),
    Route(routes.HOUSEHOLD_FORM, 1),
    Route(routes.PROVIDERS),
    Route(routes.PROVIDER, 1),
    Route(routes.PROVIDER_FORM),
    Route(routes.PROVIDER_FORM, 1),
    Route(routes.HOME, 1),
    Route(routes.HOME_FORM, 1),
    routes.behind_provider(routes.HOME_FORM, 1),
    Route(routes.REPORTS),
    Route(routes.IMPORT, ImportKind.HOUSEHOLDS),
    Route(routes.SETTINGS, "you"),
    Route(routes.SETTINGS, "matching"),
    Route(routes.SETTINGS, "record"),
    Route(routes.SETTINGS, "audit"),
    Route(routes.SETTINGS, "about"),
)

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSpinBox,
    QProgressBar,
)


def unnamed(root: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or widget.objectName().startswith("qt_"):
            continue
        words = widget.accessibleName() or (
            widget.text() if isinstance(widget, QAbstractButton) else ""
        )
        if not words.strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("route", EVERY, ids=lambda r: f"{r.name}-{r.key}")
def test_every_control_has_a_name_and_every_label_is_plain_text(
    window_for: WindowFor, route: Route
) -> None:
    shell = window_for("max").shell
    assert shell.go(route)
    settle(shell)
    assert unnamed(shell) == []
    formats = {label.textFormat() for label in shell.findChildren(QLabel)}
    assert formats <= {Qt.TextFormat.PlainText}


def test_cards_before_the_record_have_names_and_plain_text(qtbot: QtBot, record: Record) -> None:
    _window, page = open_window(qtbot, record)
    cards: list[QWidget] = [
        page,
        SetUpPage("here"),
        RecoveryKeyPage("a b"),
        RecoverPage(),
        LockPage("Ann"),
    ]
    for card in cards:
        qtbot.addWidget(card)
        assert unnamed(card) == []
        assert {label.textFormat() for label in card.findChildren(QLabel)} <= {
            Qt.TextFormat.PlainText
        }


def test_no_page_outlives_being_forgotten(window_for: WindowFor) -> None:
    window = window_for("max")
    for route in EVERY:
        window.shell.go(route)
        QApplication.processEvents()  # what a page puts off until it has its place
    names = {route.name for route in EVERY}
    held: list[weakref.ref[Page]] = [weakref.ref(window.shell.page(name)) for name in names]
    window.shell.forget_pages()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    gc.collect()
    assert [type(page).__name__ for ref in held if (page := ref()) is not None] == []


def test_names_are_shown_as_they_were_typed(window_for: WindowFor) -> None:
    shell = window_for("ann").shell
    shell.go(Route(routes.CHILD, 3))
    settle(shell)
    words = [label.text() for label in shell.findChildren(QLabel)]
    assert "Mia <b>O'Dell</b>" in words
    assert shell.windowTitle() == "ART Desktop"


def test_starting_leaves_out_what_the_first_screen_does_not_need(
    tmp_path: Path, project_root: Path
) -> None:
    heavy = ("numpy", "reportlab", "pikepdf", "openpyxl", "alembic", "holidays", "pypdfium2")
    program = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from art_desktop.app import build_window
from art_desktop.ui.tasks import ImmediateRunner
from tests.ui.desk import make_record, PASSPHRASE
from art_desktop.office.door import LocalDoor
record = make_record(Path({str(tmp_path)!r}))
for name in {heavy!r}:
    for loaded in [m for m in sys.modules if m.split('.')[0] == name]:
        del sys.modules[loaded]
app = QApplication([])
window = build_window(record.door, ImmediateRunner(), record.clock)
print([n for n in {heavy!r} if n in sys.modules])
window.admit(record.door.sign_in("ann", PASSPHRASE))
print([n for n in {heavy!r} if n in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(project_root)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "[]"]


def test_everybody_of_the_record_can_sign_in(record: Record) -> None:
    for username, full_name, role in PEOPLE:
        actor = record.door.sign_in(username, PASSPHRASE).actor
        assert (actor.full_name, actor.role) == (full_name, role)
