"""Every benchmark, one after another, as one table: `python -m tests.bench [--only NAME ...] [--json FILE]`.

Each runs in a process of its own, so that none pays for what another imported or held; its floor is measured
beside it in the same run. Machines differ, ratios hold. Leave the machine alone meanwhile.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.measure import ROOT, Figure, as_json, from_json, table

NAMES = {
    "start": "cold start to a usable window, and its memory",
    "list": "a list of 100,000 rows",
    "find": "type-ahead over 100,000 names",
    "record": "reading, inserting and saving",
    "services": "the demonstration service, made and asked",
    "matching": "children against many places",
    "allocation": "everybody who waits at once",
    "distance": "100,000 distances",
    "papers": "the referral",
}
"""Each is `tests/bench/bench_NAME.py` with `figures() -> list[Figure]`, or only `main()`, which prints."""
_BEGIN = "=== figures ==="


def main() -> int:
    """Run what was asked for and print the table. Returns: 0, or 1 where a benchmark broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=sorted(NAMES), help="may be repeated")
    parser.add_argument("--json", type=Path, help="write the figures to a file too")
    parser.add_argument("--here", choices=sorted(NAMES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        return _here(arguments.here)
    figures: list[Figure] = []
    printed: list[str] = []
    broken = 0
    for name in arguments.only or list(NAMES):
        print(f"{name}: {NAMES[name]} ...", file=sys.stderr, flush=True)
        found, words, ok = _apart(name)
        figures += found
        printed += [f"\n{name}", words] if words else []
        broken += not ok
    if figures:
        print(table(figures))
    for words in printed:
        print(words)
    if arguments.json:
        arguments.json.write_text(as_json(figures), encoding="utf-8", newline="\n")
    return 1 if broken else 0


def _here(name: str) -> int:
    """Run one benchmark in this process and print its figures as JSON after a mark."""
    module = importlib.import_module(f"tests.bench.bench_{name}")
    if hasattr(module, "figures"):
        found: list[Figure] = module.figures()
        print(_BEGIN)
        print(as_json(found))
    else:
        module.main()
    return 0


def _apart(name: str) -> tuple[list[Figure], str, bool]:
    """Run one benchmark in a process of its own. Returns: its figures, what else it printed, whether it ran through."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--here", name],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    words, _, found = done.stdout.partition(_BEGIN)
    if done.returncode:
        return [], f"{words.strip()}\n{done.stderr.strip()}", False
    return from_json(found) if found else [], words.strip(), True


if __name__ == "__main__":
    sys.exit(main())
