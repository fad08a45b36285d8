"""A real X screen: the system libraries that the set-up installs are enough to show a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

SHOW_A_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["art-desktop"])
label = QLabel("A home for a child")
label.show()
QTimer.singleShot(0, app.quit)
app.exec()
print(app.platformName(), label.screen().geometry().width())
"""


@pytest.fixture
def display() -> Iterator[str]:
    """Start an X server without a monitor and return its name."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        try:
            with os.fdopen(read) as pipe:
                number = pipe.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()


def test_a_window_opens_on_it(display: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_A_WINDOW],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["xcb", "1280"]), done.stderr
