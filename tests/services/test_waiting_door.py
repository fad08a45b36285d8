from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import WrongKey
from art_desktop.office.door import LocalDoor
from art_desktop.office.waiting import WaitingDoor
from tests.services.conftest import CHEAP, PASSPHRASE, FlatPlaces


def _waiting(record: Path, clock: FixedClock, made: list[LocalDoor]) -> WaitingDoor:
    def make() -> LocalDoor:
        made.append(LocalDoor(record, clock, FlatPlaces(), cost=CHEAP))
        return made[-1]

    return WaitingDoor(record, make)


def test_nothing_is_made_to_draw_the_sign_in(tmp_path: Path, clock: FixedClock) -> None:
    made: list[LocalDoor] = []
    waiting = _waiting(tmp_path / "service.artdb", clock, made)
    assert not waiting.exists
    assert waiting.place.endswith("service.artdb")
    assert waiting.demonstration_users() == ()
    waiting.close()
    assert made == []


def test_the_record_opens_behind_it(door: LocalDoor, clock: FixedClock) -> None:
    made: list[LocalDoor] = []
    waiting = _waiting(Path(door.place), clock, made)
    assert waiting.exists
    with pytest.raises(WrongKey):
        waiting.sign_in("officer", "not the passphrase")
    clock.move_on(timedelta(minutes=1))
    desk = waiting.sign_in("officer", PASSPHRASE)
    try:
        assert desk.services.children.rows(desk.actor)
        waiting.unlock("officer", PASSPHRASE)
    finally:
        waiting.close()
    assert len(made) == 1


def test_it_is_made_once_whoever_asks_first(door: LocalDoor, clock: FixedClock) -> None:
    made: list[LocalDoor] = []
    waiting = _waiting(Path(door.place), clock, made)
    asking = [threading.Thread(target=waiting.prepare) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(made) == 1


def test_the_sign_in_imports_nothing_of_the_record() -> None:
    code = (
        "import sys, art_desktop.app, art_desktop.office.waiting\n"
        "heavy = {'sqlalchemy', 'rapidfuzz', 'numpy', 'reportlab', 'openpyxl', 'alembic', "
        "'art_desktop.services.every', 'art_desktop.persistence'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
