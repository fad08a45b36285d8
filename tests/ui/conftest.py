"""What the window's tests share: the look applied once, and nothing left running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from art_desktop.ui.tasks import ImmediateRunner
from art_desktop.ui.theme.apply import Look, apply_look
from art_desktop.ui.theme.tokens import Scheme

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
    assert QThreadPool.globalInstance().activeThreadCount() == 0


@pytest.fixture
def runner() -> ImmediateRunner:
    """Return a runner that does everything at once."""
    return ImmediateRunner()
