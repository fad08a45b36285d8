"""What the window's tests share: the look applied once, and nothing left running."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from art_desktop.app import build_window
from art_desktop.ui.pages.window import DeskWindow
from art_desktop.ui.pictures import settle
from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.theme.apply import Look, apply_look
from art_desktop.ui.theme.tokens import Scheme
from tests.ui.desk import PASSPHRASE, Record, copy_record, make_record

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what the offscreen platform says of itself: it cannot raise, grab or pass size hints on."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """Dress the application, light."""
    return apply_look(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def dressed(look: Look) -> Iterator[None]:
    """Start every test light, and leave nothing in the global pool."""
    look.force(Scheme.LIGHT)
    yield
    # Without a running loop nothing else does: each test would restyle the widgets of all before.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QThreadPool.globalInstance().activeThreadCount() == 0


@pytest.fixture
def runner() -> ImmediateRunner:
    """Return a runner that does everything at once."""
    return ImmediateRunner()


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small record, made once; it is copied, never opened."""
    folder = tmp_path_factory.mktemp("template")
    make_record(folder)
    return folder


@pytest.fixture
def record(tmp_path: Path, desk_template: Path) -> Iterator[Record]:
    """Return a small record with a few invented people."""
    made = copy_record(desk_template, tmp_path)
    yield made
    made.door.close()


@pytest.fixture
def window_for(qtbot: QtBot, record: Record) -> Callable[[str], DeskWindow]:
    """Return what opens the window for somebody of the small record."""

    def make(username: str) -> DeskWindow:
        desk = record.door.sign_in(username, PASSPHRASE)
        window = build_window(record.door, ImmediateRunner(), record.clock, desk=desk)
        qtbot.addWidget(window.shell)
        window.shell.show()
        settle(window.shell)
        return window

    return make
