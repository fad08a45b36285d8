"""What every benchmark shares: the figure, the clock, the floor beside it, the peak of memory."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Args: measured, floor: in `unit`; floor 0 where there is none to measure. floor_is: what the floor does.
        aim: the most that `ratio` may be, or, where there is no floor or `absolute`, the most that `measured` may be;
        0 where nothing is aimed at.
    """

    work: str
    measured: float
    floor: float = 0.0
    floor_is: str = ""
    aim: float = 0.0
    unit: str = "ms"
    absolute: bool = False
    peak_mb: float = 0.0

    @property
    def ratio(self) -> float | None:
        """Return how many times the floor was taken."""
        return self.measured / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Say whether the aim is met; None where there is none."""
        if not self.aim:
            return None
        if self.absolute or self.ratio is None:
            return self.measured <= self.aim
        return self.ratio <= self.aim

    @property
    def aim_words(self) -> str:
        """Return the aim as it is printed."""
        if not self.aim:
            return ""
        if self.absolute or self.ratio is None:
            return f"{self.aim:g} {self.unit}"
        return f"{self.aim:g} x"


def best(work: Callable[[], object], rounds: int = 7) -> float:
    """Return the milliseconds of the quickest of some calls: what the machine can do when left alone."""
    return spread([work] * rounds)[0]


def spread(works: Sequence[Callable[[], object]]) -> tuple[float, float, float]:
    """Return the least, the middle and the most milliseconds of these calls, each called once."""
    times = []
    for work in works:
        gc.collect()
        started = perf_counter()
        work()
        times.append((perf_counter() - started) * 1000)
    times.sort()
    return times[0], times[len(times) // 2], times[-1]


def peak_mb() -> float:
    """Return the most memory this process has held so far, in MB; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        pass
    if sys.platform == "win32":
        return _windows_peak_mb()
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(held) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _windows_peak_mb() -> float:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 7),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    library: Any = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - only Windows has it
    library.GetCurrentProcess.restype = wintypes.HANDLE
    read = library.K32GetProcessMemoryInfo
    read.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
    found = read(library.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return counters.PeakWorkingSetSize / 1024 / 1024 if found else 0.0


def as_json(figures: Sequence[Figure]) -> str:
    """Return figures as JSON, with their ratios."""
    return json.dumps(
        [{**asdict(f), "ratio": f.ratio, "met": f.met} for f in figures],
        ensure_ascii=False,
        indent=1,
    )


def from_json(words: str) -> list[Figure]:
    """Return the figures of `as_json`."""
    derived = {"ratio", "met"}
    return [
        Figure(**{k: v for k, v in one.items() if k not in derived}) for one in json.loads(words)
    ]


def table(figures: Sequence[Figure]) -> str:
    """Return figures as one table, words at the left and numbers at the right."""
    rows = [("work", "measured", "floor", "ratio", "aim", "met", "peak MB", "the floor is")]
    for f in figures:
        ratio = "" if f.ratio is None else f"{f.ratio:.2f}"
        met = {None: "", True: "yes", False: "NO"}[f.met]
        peak = f"{f.peak_mb:.0f}" if f.peak_mb else ""
        floor = f"{_short(f.floor)} {f.unit}" if f.floor else ""
        measured = f"{_short(f.measured)} {f.unit}"
        rows.append((f.work, measured, floor, ratio, f.aim_words, met, peak, f.floor_is))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if at in {0, len(row) - 1} else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(len(line) for line in lines))
    return "\n".join(lines)


def _short(number: float) -> str:
    return (
        f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 1 else f"{number:.3f}"
    )
