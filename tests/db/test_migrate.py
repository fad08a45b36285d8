from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from art_desktop.domain.errors import FileTrouble, NewerDatabase
from art_desktop.locations import MIGRATIONS
from art_desktop.persistence import migrate
from art_desktop.persistence.engine import create_file_engine
from art_desktop.persistence.migrate import (
    current_revision,
    difference,
    head_revision,
    known_revisions,
    needs_upgrade,
    upgrade,
)
from tests.db.throwaway import lay_out, metadata

HEADER = '''"""Test."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = {down!r}

def upgrade() -> None:
{body}
'''
FIRST = """
    op.create_table("dock", sa.Column("id", sa.Integer, primary_key=True), sa.Column("old", sa.Text))
    op.create_table(
        "boat",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("dock_id", sa.Integer, sa.ForeignKey("dock.id", ondelete="CASCADE")),
    )
"""
SECOND = """
    with op.batch_alter_table("dock") as batch:
        batch.drop_column("old")
        batch.add_column(sa.Column("name", sa.Text, nullable=False, server_default="?"))
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Return a line of two migrations run by the application's own env.py."""
    folder = tmp_path / "migrations 100%"
    (folder / "versions").mkdir(parents=True)
    shutil.copyfile(MIGRATIONS / "env.py", folder / "env.py")
    add(folder, "0001", None, FIRST)
    add(folder, "0002", "0001", SECOND)
    return folder


def add(folder: Path, revision: str, down: str | None, body: str) -> None:
    script = HEADER.format(revision=revision, down=down, body=body)
    (folder / "versions" / f"{revision}_test.py").write_text(script, encoding="utf-8")
    known_revisions.cache_clear()


def columns(engine: Engine, table: str) -> set[str]:
    return {column["name"] for column in inspect(engine).get_columns(table)}


def test_an_empty_database_is_brought_to_the_head_without_a_backup(
    engine: Engine, scripts: Path
) -> None:
    calls: list[str] = []
    assert needs_upgrade(engine, scripts)
    assert upgrade(engine, lambda: calls.append("backup"), scripts=scripts)
    assert calls == []
    assert columns(engine, "dock") == {"id", "name"}
    with engine.connect() as connection:
        assert current_revision(connection) == head_revision(scripts) == "0002"
    assert not needs_upgrade(engine, scripts)
    assert not upgrade(engine, lambda: calls.append("backup"), scripts=scripts)
    assert calls == []


def test_rows_survive_and_a_backup_is_made_first(engine: Engine, scripts: Path) -> None:
    upgrade(engine, scripts=scripts, to="0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO dock (id, old) VALUES (1, 'x')"))
        connection.execute(text("INSERT INTO boat (id, dock_id) VALUES (5, 1)"))
    seen: list[set[str]] = []
    assert upgrade(engine, lambda: seen.append(columns(engine, "dock")), scripts=scripts)
    assert seen == [{"id", "old"}]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT dock_id FROM boat")).scalars().all() == [1]
        assert connection.execute(text("SELECT name FROM dock")).scalars().all() == ["?"]
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_backup_that_fails_stops_the_migration(engine: Engine, scripts: Path) -> None:
    upgrade(engine, scripts=scripts, to="0001")

    def fail() -> None:
        raise FileTrouble("The backup was not made.", "The disk is full.", "Make room.")

    with pytest.raises(FileTrouble):
        upgrade(engine, fail, scripts=scripts)
    assert columns(engine, "dock") == {"id", "old"}


def test_a_migration_that_stumbles_leaves_the_old_shape(engine: Engine, scripts: Path) -> None:
    upgrade(engine, scripts=scripts, to="0001")
    add(
        scripts,
        "0003",
        "0002",
        '    op.create_table("more", sa.Column("id", sa.Integer))\n    op.execute("nonsense")',
    )
    with pytest.raises(DBAPIError):
        upgrade(engine, scripts=scripts)
    assert columns(engine, "dock") == {"id", "old"}
    assert not inspect(engine).has_table("more")
    with engine.connect() as connection:
        assert current_revision(connection) == "0001"


def test_rows_that_would_hang_in_the_air_stop_it(file_engine: Engine, scripts: Path) -> None:
    upgrade(file_engine, scripts=scripts)
    with file_engine.begin() as connection:
        connection.execute(text("INSERT INTO dock (id) VALUES (1)"))
        connection.execute(text("INSERT INTO boat (id, dock_id) VALUES (5, 1)"))
    add(scripts, "0003", "0002", '    op.execute("DELETE FROM dock")')
    with pytest.raises(FileTrouble, match="row of boat refers to a row of dock"):
        upgrade(file_engine, scripts=scripts)
    with file_engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM dock")).scalar() == 1
        assert current_revision(connection) == "0002"


def test_a_newer_database_is_refused_and_untouched(engine: Engine, scripts: Path) -> None:
    upgrade(engine, scripts=scripts)
    (scripts / "versions" / "0002_test.py").unlink()
    known_revisions.cache_clear()
    with pytest.raises(NewerDatabase, match="0002"):
        upgrade(engine, scripts=scripts)
    assert columns(engine, "dock") == {"id", "name"}


def test_migrations_must_form_one_line(scripts: Path) -> None:
    add(scripts, "0003", "0001", "    pass")
    with pytest.raises(RuntimeError, match="two migrations follow"):
        known_revisions(scripts)
    add(scripts, "0003", "0009", "    pass")
    with pytest.raises(RuntimeError, match="one line"):
        known_revisions(scripts)


KILLED = """
import sys
from pathlib import Path
from art_desktop.persistence import migrate
from art_desktop.persistence.engine import create_file_engine
engine = create_file_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
migrate.upgrade(engine, scripts=Path(sys.argv[3]))
"""


@pytest.mark.skipif(os.name == "nt", reason="ends a process with a POSIX signal")
@pytest.mark.parametrize("statement", range(1, 5))
def test_killed_midway_it_is_the_old_shape(
    file_engine: Engine,
    database: Path,
    key: bytes,
    scripts: Path,
    statement: int,
    project_root: Path,
) -> None:
    upgrade(file_engine, scripts=scripts, to="0001")
    file_engine.dispose()
    steps = [
        f'    op.create_table("more{number}", sa.Column("id", sa.Integer))' for number in range(4)
    ]
    steps.insert(statement, "    import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    add(scripts, "0003", "0002", "\n".join(steps))
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(database), key.hex(), str(scripts)],
        check=False,
        cwd=project_root,
    )
    assert ended.returncode == -signal.SIGKILL
    again = create_file_engine(database, key)
    assert columns(again, "dock") == {"id", "old"}
    assert not inspect(again).has_table("more0")
    again.dispose()


def test_tables_and_database_are_compared(engine: Engine) -> None:
    lay_out(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE audit_entry"))
    assert difference(engine, metadata) == []
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE boat ADD COLUMN colour_of_sail INTEGER"))
    assert [change[0] for change in difference(engine, metadata)] == ["remove_column"]


def test_alembic_is_not_imported_to_open_a_database(project_root: Path) -> None:
    program = (
        "import sys, art_desktop.persistence.opening, art_desktop.persistence.migrate;"
        "sys.exit('alembic' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=False, cwd=project_root)
    assert ended.returncode == 0


def test_the_shipped_migrations_form_one_line() -> None:
    assert migrate.known_revisions() == tuple(sorted(migrate.known_revisions()))
