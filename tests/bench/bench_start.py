"""From the start of the process to a drawn window, beside a bare one, and one after SQLAlchemy's mapper."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from art_desktop.demo.install import install
from art_desktop.domain.clock import SystemClock
from art_desktop.places.ons import OnsGazetteer
from tests.bench.measure import ROOT, Figure

ROUNDS = 5
FLOOR = "bare window + sqlalchemy.orm"


def _once(mode: str, record: Path) -> tuple[float, float]:
    """Open one window in a process of its own. Returns: milliseconds until it was drawn, its peak of memory in MB."""
    started = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.start_child", mode, str(record)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdout is not None
        said = ""
        for line in child.stdout:
            if line.startswith("ready"):
                said = line
                break
        taken = (perf_counter() - started) * 1000
        child.stdout.read()
    if not said:
        raise RuntimeError(f"the window {mode!r} did not come up")
    peak, waited = map(float, said.split()[1:])
    return waited or taken, peak


def figures() -> list[Figure]:
    """Measure: the modes in turn, so that a slow minute of the machine falls on all of them."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "demo.artdb"
        install(record, SystemClock(), OnsGazetteer())
        modes = ("bare", "orm", "sign_in", "today", "press")
        times: dict[str, list[float]] = {mode: [] for mode in modes}
        peaks: dict[str, float] = {}
        for turn in range(ROUNDS + 1):
            for mode in modes:
                taken, peak = _once(mode, record)
                peaks[mode] = max(peak, peaks.get(mode, 0.0))
                if turn:  # the first reads the files from the disk
                    times[mode].append(taken)
    least = {mode: min(times[mode]) for mode in modes}
    bare = least["bare"]
    return [
        Figure(
            "start: bare window + sqlalchemy.orm",
            least["orm"],
            bare,
            "bare window",
            peak_mb=peaks["orm"],
        ),
        Figure(
            "start: sign-in drawn",
            least["sign_in"],
            least["orm"],
            FLOOR,
            1.5,
            peak_mb=peaks["sign_in"],
        ),
        Figure("start: sign-in pressed to Today drawn", least["press"], least["orm"], FLOOR, 1.5),
        Figure(
            "start: straight to Today, nobody typing",
            least["today"],
            least["orm"],
            FLOOR,
            1.5,
            peak_mb=peaks["today"],
        ),
        Figure(
            "start: peak memory at Today",
            peaks["today"],
            peaks["bare"],
            "bare window",
            200,
            "MB",
            absolute=True,
        ),
    ]
