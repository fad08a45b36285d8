"""Which shape the database has, and bringing it to the shape this version knows.

Alembic is imported only when there is something to do: it costs more than opening the database.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, MetaData, inspect, text

from art_desktop.domain.errors import FileTrouble, NewerDatabase
from art_desktop.locations import MIGRATIONS
from art_desktop.persistence.errors import known_failures

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "alembic_version"


def current_revision(connection: Connection) -> str | None:
    """Return the revision the database is at; None when it has never been migrated."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().first()
    return None if found is None else str(found)


@cache
def known_revisions(scripts: Path = MIGRATIONS) -> tuple[str, ...]:
    """Return every revision this version knows, oldest first.

    Raises: RuntimeError: the scripts do not form one line.
    """
    before: dict[str | None, str] = {}
    for script in sorted((scripts / "versions").glob("*.py")):
        names = _assigned(script)
        down = names.get("down_revision")
        if down in before:
            raise RuntimeError(f"two migrations follow {down}")
        before[down] = str(names["revision"])
    line: list[str] = []
    while (line[-1] if line else None) in before:
        line.append(before[line[-1] if line else None])
    if len(line) != len(before):
        raise RuntimeError("the migrations do not form one line")
    return tuple(line)


def head_revision(scripts: Path = MIGRATIONS) -> str:
    """Return the newest revision this version knows."""
    return known_revisions(scripts)[-1]


def _assigned(script: Path) -> dict[str, str | None]:
    """Return the module's top-level constants, without running it."""
    names: dict[str, str | None] = {}
    for node in ast.parse(script.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                names[target.id] = value.value if isinstance(value.value, str) else None
    return names


def require_known(connection: Connection, scripts: Path = MIGRATIONS) -> str | None:
    """Return the database's revision.

    Raises: NewerDatabase: it is not one that this version knows.
    """
    revision = current_revision(connection)
    if revision is not None and revision not in known_revisions(scripts):
        raise NewerDatabase(
            "The database was not opened, and nothing in it was changed.",
            f"A newer version of the application wrote it (its shape is {revision}).",
            "Install the newer version on this computer, or restore a backup made with this one.",
        )
    return revision


def needs_upgrade(engine: Engine, scripts: Path = MIGRATIONS) -> bool:
    """Say whether `upgrade` would change anything. Raises: NewerDatabase."""
    with engine.execution_options(reading=True).connect() as connection:
        return require_known(connection, scripts) != head_revision(scripts)


def upgrade(
    engine: Engine,
    backup_first: Callable[[], object] | None = None,
    *,
    scripts: Path = MIGRATIONS,
    to: str = "head",
) -> bool:
    """Bring the database to the newest shape, in one transaction: the old shape or the new.

    Args: backup_first: called before anything is changed, unless the database is new.
    Returns: whether anything was done.
    Raises: NewerDatabase. KnownFailure: the disk or the lock refused; nothing was changed.
    """
    with engine.execution_options(reading=True).connect() as connection:
        before = require_known(connection, scripts)
    if before == (head_revision(scripts) if to == "head" else to):
        return False
    if before is not None and backup_first is not None:
        backup_first()
    from alembic import command

    with known_failures("The database was not brought up to date; it is as it was."):
        _in_one_transaction(
            engine, lambda connection: command.upgrade(_config(scripts, connection), to)
        )
    return True


def _in_one_transaction(engine: Engine, work: Callable[[Connection], None]) -> None:
    with engine.connect() as connection:
        file = connection.dialect.name == "sqlite"
        if file:
            # A batch migration drops the old table, which would delete what refers to it; and
            # inside a transaction SQLite ignores this pragma.
            _raw(connection).execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                work(connection)
                if file:
                    _require_whole(connection)
        finally:
            if file:
                _raw(connection).execute("PRAGMA foreign_keys = ON")


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _require_whole(connection: Connection) -> None:
    astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if astray is not None:
        raise FileTrouble(
            "The database was not brought up to date; it is as it was.",
            f"A row of {astray[0]} refers to a row of {astray[2]} that is not there.",
            "Restore the newest backup, and tell whoever looks after the application.",
        )


def _config(scripts: Path, connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def record_metadata() -> MetaData:
    """Return the metadata with every table of the record on it."""
    for name in ("tables", "audit"):
        importlib.import_module(f"art_desktop.persistence.{name}")
    from art_desktop.persistence.base import metadata

    return metadata


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Say whether autogenerate should look at it: the search index's tables are not mapped."""
    return not (kind == "table" and name is not None and "_fts" in name)


def difference(engine: Engine, target: MetaData | None = None) -> list[Any]:
    """Return what a migration would still have to change; empty when shape and tables agree.

    Args: target: the tables to compare with, those of the record unless given.
    """
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.execution_options(reading=True).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": include_name,
                "target_metadata": target or record_metadata(),
            },
        )
        return list(compare_metadata(context, target or record_metadata()))
