"""Walks the accessibility tree of the running window, page by page, and lists every control without a name.

Run by `walk_window.sh` with the system's Python, which has pyatspi. Keys go through xdotool, as a person's would.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyatspi

CONTROLS = {
    pyatspi.ROLE_CHECK_BOX,
    pyatspi.ROLE_COMBO_BOX,
    pyatspi.ROLE_ENTRY,
    pyatspi.ROLE_LINK,
    pyatspi.ROLE_LIST,
    pyatspi.ROLE_MENU_ITEM,
    pyatspi.ROLE_PAGE_TAB,
    pyatspi.ROLE_PASSWORD_TEXT,
    pyatspi.ROLE_PUSH_BUTTON,
    pyatspi.ROLE_RADIO_BUTTON,
    pyatspi.ROLE_SPIN_BUTTON,
    pyatspi.ROLE_TABLE,
    pyatspi.ROLE_TABLE_CELL,
    pyatspi.ROLE_TEXT,
    pyatspi.ROLE_TOGGLE_BUTTON,
}
# After signing in: a page and the keys that open it from anywhere.
PAGES = (
    ("Today", ["ctrl+1"]),
    ("Requests", ["ctrl+2"]),
    ("a request", ["ctrl+2", "Return"]),
    ("its shortlist", ["alt+s"]),
    ("its approaches", ["alt+a"]),
    ("its decision", ["alt+d"]),
    ("its placement", ["alt+p"]),
    ("its documents", ["alt+o"]),
    ("its history", ["alt+h"]),
    ("Children", ["ctrl+3"]),
    ("a child", ["ctrl+3", "Return"]),
    ("Households", ["ctrl+4"]),
    ("a household", ["ctrl+4", "Return"]),
    ("Providers", ["ctrl+5"]),
    ("Settings", ["ctrl+6"]),
    ("find", ["ctrl+k"]),
)


def window(timeout: float = 120) -> Any:
    """Return the application's accessible, once it is on the bus."""
    until = time.monotonic() + timeout
    while time.monotonic() < until:
        for app in pyatspi.Registry.getDesktop(0):
            if app is not None and "ART" in (app.name or "") and app.childCount:
                return app
        time.sleep(0.5)
    raise SystemExit("The window did not come to the accessibility bus.")


def walk(node: Any, trail: str = "") -> tuple[int, list[str]]:
    """Return how many shown controls there are under a node, and where those without a name stand."""
    count = 0
    unnamed: list[str] = []
    try:
        role, name = node.getRole(), (node.name or "").strip()
        states = node.getState()
        shown = states.contains(pyatspi.STATE_SHOWING)
        here = f"{trail}/{node.getRoleName()}[{name or '-'}]"
        if shown and role in CONTROLS:
            count += 1
            if not name:
                unnamed.append(here)
        # A long list is the same row over and over.
        most = 60 if role == pyatspi.ROLE_TABLE else node.childCount
        for index in range(min(node.childCount, most)):
            child = node.getChildAtIndex(index)
            if child is not None:
                below, without = walk(child, here)
                count += below
                unnamed += without
    except Exception as error:  # noqa: BLE001  # a node may go while it is looked at
        print(f"    (a part went away: {type(error).__name__})", file=sys.stderr)
    return count, unnamed


def press(*keys: str) -> None:
    """Press keys as a person would."""
    for key in keys:
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
        time.sleep(0.6)


def shot(name: str) -> None:
    """Keep a picture of the screen where a folder was given."""
    folder = os.environ.get("WALK_FOLDER")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        target = Path(folder) / f"{name.replace(' ', '-')}.png"
        subprocess.run(["import", "-window", "root", str(target)], check=False)


def main() -> int:
    """Walk every page. Returns: 0 where every control has a name."""
    app = window()
    time.sleep(3)
    total = 0
    failures: list[str] = []

    def look(name: str) -> None:
        nonlocal total
        time.sleep(1.2)
        count, unnamed = walk(app)
        total += count
        failures.extend(f"{name}: {where}" for where in unnamed)
        print(f"{name}: {count} controls, {len(unnamed)} without a name")
        shot(name)

    until = time.monotonic() + 120
    while walk(app)[0] < 3 and time.monotonic() < until:
        time.sleep(1)
    look("sign in")
    press("alt+1")
    time.sleep(3)
    for name, keys in PAGES:
        press(*keys)
        look(name)
    for failure in failures:
        print(failure)
    print(f"{total} controls looked at, {len(failures)} without a name.")
    return 1 if failures or total < 100 else 0


if __name__ == "__main__":
    raise SystemExit(main())
