"""Opens one window, says when it has been drawn and how much memory it took, and ends.

Run by `bench_start`: python -m tests.bench.start_child bare | orm | sign_in | today | press [RECORD]
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from art_desktop.office.door import LocalDoor


def bare() -> None:
    """A window with a label: the least that Qt takes."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.resize(1280, 800)
    window.show()
    window.grab()
    _ready(app)


def orm() -> None:
    """The same after SQLAlchemy's mapper: the least that an application with a record takes."""
    import sqlalchemy.orm  # noqa: F401 - its import is what is measured

    bare()


def ours(record: Path, mode: str) -> None:
    """The window before a record: the sign-in, Today with everything it shows, or the way from one to the other.

    The last is what somebody waits for who has typed a passphrase, while the record's machinery was read in.
    """
    from PySide6.QtWidgets import QApplication

    from art_desktop import app as root
    from art_desktop.demo.people import demonstration_users
    from art_desktop.domain.clock import SystemClock
    from art_desktop.office.waiting import WaitingDoor
    from art_desktop.ui.tasks import ImmediateRunner
    from art_desktop.ui.theme.apply import apply_look

    app = QApplication(sys.argv[:1])
    apply_look(app)
    clock = SystemClock()
    users = demonstration_users()
    door = WaitingDoor(record, lambda: _local_door(record), users)
    desk = None
    if mode == "today":
        desk = door.sign_in(users[0].username, users[0].passphrase)
    window = root.build_window(door, ImmediateRunner(), clock, desk=desk)
    window.shell.resize(1280, 800)
    window.shell.show()
    window.shell.grab()
    if mode == "press":
        app.processEvents()
        door.prepare()
        started = perf_counter()
        window.admit(door.sign_in(users[0].username, users[0].passphrase))
        window.shell.grab()
        _ready(app, (perf_counter() - started) * 1000)
    _ready(app)


def _local_door(record: Path) -> LocalDoor:
    from art_desktop.domain.clock import SystemClock
    from art_desktop.office.door import LocalDoor
    from art_desktop.places.ons import OnsGazetteer

    return LocalDoor(record, SystemClock(), OnsGazetteer())


def _ready(app: object, waited: float = 0.0) -> None:
    app.processEvents()  # type: ignore[attr-defined]  # a QApplication, imported only where it is measured
    from tests.bench.measure import peak_mb

    print(f"ready {peak_mb():.1f} {waited:.1f}", flush=True)
    # Straight out: how long the interpreter takes to tidy up is nobody's wait.
    import os

    os._exit(0)


if __name__ == "__main__":
    mode = sys.argv[1]
    if mode == "bare":
        bare()
    elif mode == "orm":
        orm()
    else:
        ours(Path(sys.argv[2]), mode)
