"""The guards that every test stands on do guard, and files are kept where they should be."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from art_desktop import locations
from art_desktop.domain.clock import FixedClock, local_time


@pytest.mark.parametrize("far", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_the_network_is_refused(far: str) -> None:
    with pytest.raises(AssertionError, match="this machine only"):
        socket.create_connection((far, 443))
    with (
        socket.socket(socket.AF_INET6 if ":" in far else socket.AF_INET) as sock,
        pytest.raises(AssertionError, match="this machine only"),
    ):
        sock.connect_ex((far, 443))


def test_this_machine_is_allowed() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as sock,
    ):
        assert sock.getpeername() == server.getsockname()


def test_the_clock_stands_still(clock: FixedClock) -> None:
    first = clock.now()
    assert clock.now() == first
    assert local_time(first).strftime("%A %d %B %Y %H:%M") == "Tuesday 24 November 2026 09:00"
    clock.move_on(timedelta(hours=1))
    assert clock.now() - first == timedelta(hours=1)


def test_tests_keep_away_from_the_files_of_whoever_runs_them(tmp_path: Path) -> None:
    assert tmp_path.parent.parent in [*locations.user_data_dir().parents]


def test_a_person_s_own_files_are_where_the_desktop_keeps_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(locations.HOME_VARIABLE)
    assert locations.user_data_dir().name == "ART Desktop"
    assert locations.user_data_dir().is_absolute()


def test_the_data_folders_stand_beside_the_package_in_the_tree(project_root: Path) -> None:
    assert project_root / "resources" == locations.RESOURCES
    assert project_root / "db" / "migrations" == locations.MIGRATIONS
    assert project_root / "db" / "seed" == locations.SEED


def test_starting_imports_nothing_slow(project_root: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, art_desktop.__main__; print(*sys.modules)",
        ],
        cwd=project_root,
        env={**os.environ, "PYTHONPATH": str(project_root)},
        check=True,
        capture_output=True,
        text=True,
    )
    slow = {"PySide6", "sqlalchemy", "numpy", "reportlab", "alembic", "openpyxl", "pikepdf"}
    assert slow.isdisjoint(done.stdout.split())
