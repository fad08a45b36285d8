"""Where the files are that come with the application, and where a person's own are kept.

Anything may import it: it needs nothing else of ours. In a wheel or a frozen build the data folders
stand inside the package (`_shipped`); in the source tree and an editable install, beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

_SHIPPED = Path(__file__).resolve().parent / "_shipped"
_BASE = _SHIPPED if _SHIPPED.is_dir() else _SHIPPED.parents[1]

RESOURCES = _BASE / "resources"
"""Icons, styles, fonts and help."""

MIGRATIONS = _BASE / "db" / "migrations"
"""Alembic's scripts."""

SEED = _BASE / "db" / "seed"
"""Code lists and policy tables, each with its source and the date it was read."""

HOME_VARIABLE = "ART_DESKTOP_HOME"


def user_data_dir() -> Path:
    """Return the folder for this person's database, keys, backups, settings and logs.

    It may not exist yet. The environment variable `ART_DESKTOP_HOME` names another one.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("ART Desktop", appauthor=False, roaming=False)
