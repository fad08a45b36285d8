from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from art_desktop.domain.errors import (
    DatabaseBusy,
    FileTrouble,
    KnownFailure,
    WrongKey,
)
from art_desktop.persistence.engine import (
    change_key,
    connect_file,
    create_file_engine,
    create_postgres_engine,
    reading,
    rekey,
)
from art_desktop.persistence.errors import known_failures, translate
from art_desktop.persistence.opening import which_key


def test_every_connection_has_the_house_pragmas(file_engine: Engine) -> None:
    first, second = file_engine.connect(), file_engine.connect()
    for connection in (first, second):
        raw = connection.connection.driver_connection
        assert raw is not None
        told = {
            name: raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "temp_store",
                "busy_timeout",
            )
        }
        assert told == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "temp_store": 2,
            "busy_timeout": 5000,
        }
    first.close()
    second.close()


def test_nothing_readable_is_on_the_disk(file_engine: Engine, database: Path) -> None:
    with file_engine.begin() as connection:
        connection.execute(text("CREATE TABLE child (name TEXT)"))
        connection.execute(text("INSERT INTO child VALUES ('Planted Forename')"))
    for file in database.parent.iterdir():
        raw = file.read_bytes()
        assert b"Planted" not in raw
        assert b"SQLite format" not in raw
        assert b"CREATE TABLE" not in raw


def test_a_reading_transaction_cannot_write(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
    with reading(engine).begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 0
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("INSERT INTO t VALUES (1)"))
        assert isinstance(translate(refused.value), FileTrouble)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))


def test_a_reader_sees_its_own_instant_and_holds_nobody_up(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
    with reading(engine).begin() as reader:
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0
        with engine.begin() as writer:
            writer.execute(text("INSERT INTO t VALUES (1)"))
    with reading(engine).begin() as reader:
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 1


def test_leaving_by_an_error_undoes(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))

    def insert_and_stumble() -> None:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        insert_and_stumble()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 0


def test_counting_up_from_several_threads_loses_nothing(file_engine: Engine) -> None:
    with file_engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))

    def count_up() -> None:
        for _time in range(25):
            with file_engine.begin() as connection:
                was = connection.execute(text("SELECT a FROM t")).scalar_one()
                connection.execute(text("UPDATE t SET a = :a"), {"a": was + 1})

    threads = [threading.Thread(target=count_up) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with file_engine.connect() as connection:
        assert connection.execute(text("SELECT a FROM t")).scalar() == 100


def test_a_held_database_is_busy(file_engine: Engine, database: Path, key: bytes) -> None:
    hasty = create_file_engine(database, key, busy_ms=1)
    with (
        file_engine.begin(),
        pytest.raises(DatabaseBusy, match="Wait a few seconds"),
        known_failures("It was not saved."),
        hasty.begin(),
    ):
        pass
    hasty.dispose()


def test_creating_over_a_file_is_refused(file_engine: Engine, database: Path, key: bytes) -> None:
    before = database.read_bytes()
    with pytest.raises(FileTrouble, match="already"):
        create_file_engine(database, key, create=True)
    assert database.read_bytes() == before


def test_a_file_that_vanished_is_not_made_anew(
    file_engine: Engine, database: Path, key: bytes
) -> None:
    file_engine.dispose()
    database.unlink()
    with pytest.raises(FileTrouble, match="not there any more"):
        file_engine.connect()
    assert not database.exists()
    database.touch()
    with pytest.raises(FileTrouble, match="is empty"):
        file_engine.connect()
    assert database.stat().st_size == 0


def fill(engine: Engine, rows: int = 400) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER, b BLOB)"))
        connection.execute(
            text("INSERT INTO t VALUES (:a, randomblob(3000))"), [{"a": n} for n in range(rows)]
        )


def test_a_full_disk_is_said_and_nothing_half_written(file_engine: Engine) -> None:
    fill(file_engine, 10)
    connection = file_engine.connect()
    raw = connection.connection.driver_connection
    assert raw is not None
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages + 2}")
    many = [{"a": 99}] * 50
    with (
        pytest.raises(FileTrouble, match=r"The request was not saved\. The disk is full"),
        known_failures("The request was not saved."),
        connection.begin(),
    ):
        connection.execute(text("INSERT INTO t VALUES (:a, randomblob(3000))"), many)
    assert connection.execute(text("SELECT count(*) FROM t WHERE a = 99")).scalar() == 0
    assert raw.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    connection.close()


def test_a_bug_of_ours_is_no_known_failure(engine: Engine) -> None:
    with (
        pytest.raises(DBAPIError),
        known_failures("It was not saved."),
        engine.begin() as connection,
    ):
        connection.execute(text("SELECT nonsense FROM nowhere"))


def test_a_bug_elsewhere_goes_up_as_it_is() -> None:
    with pytest.raises(KeyError), known_failures("It was not saved."):
        raise KeyError("x")


@pytest.mark.parametrize(
    ("problem", "kind", "words"),
    [
        (OSError(28, "No space"), FileTrouble, "disk is full"),
        (OSError(30, "Read-only file system"), FileTrouble, "can only be read"),
        (PermissionError(13, "Permission denied"), FileTrouble, "not allowed"),
        (FileNotFoundError(2, "No such file"), FileTrouble, "not there"),
        (OSError(5, "Input/output error"), FileTrouble, "disk refused"),
    ],
)
def test_what_the_operating_system_refuses_is_put_in_words(
    problem: OSError, kind: type[KnownFailure], words: str
) -> None:
    told = translate(problem, "It was not saved.")
    assert isinstance(told, kind)
    assert words in str(told)
    assert told.what_next


# ---- another key ---------------------------------------------------------------------------


def test_a_changed_key_opens_and_the_old_does_not(
    file_engine: Engine, database: Path, key: bytes, other_key: bytes
) -> None:
    fill(file_engine)
    file_engine.dispose()
    change_key(database, key, other_key)
    assert which_key(database, (key, other_key)) == other_key
    with pytest.raises(WrongKey, match="the two look the same"):
        which_key(database, (key,))
    engine = create_file_engine(database, other_key)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 400
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
    engine.dispose()


def test_a_key_is_not_changed_under_somebody_who_has_the_file_open(
    file_engine: Engine, database: Path, key: bytes, other_key: bytes
) -> None:
    fill(file_engine, 10)
    with file_engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(DatabaseBusy), known_failures("The keys were not changed."):
            change_key(database, key, other_key, busy_ms=1)
    file_engine.dispose()
    assert which_key(database, (other_key, key)) == key


def test_an_open_engine_goes_on_under_the_new_key(
    file_engine: Engine, database: Path, key: bytes, other_key: bytes
) -> None:
    fill(file_engine, 10)
    reader = reading(file_engine)
    with file_engine.begin(), pytest.raises(DatabaseBusy):
        rekey(file_engine, database, key, other_key)
    rekey(file_engine, database, key, other_key)
    with file_engine.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (99, NULL)"))
    with reader.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 11
    file_engine.dispose()
    assert which_key(database, (key, other_key)) == other_key


CHANGE = """
import resource, signal, sys
from pathlib import Path
from art_desktop.persistence.engine import change_key
path, old, new, room = Path(sys.argv[1]), *map(bytes.fromhex, sys.argv[2:4]), int(sys.argv[4])
if room:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
change_key(path, old, new)
"""


def start_change(path: Path, old: bytes, new: bytes, room: int = 0) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CHANGE, str(path), old.hex(), new.hex(), str(room)],
        cwd=Path(__file__).parents[2],
    )


def require_whole(path: Path, keys: tuple[bytes, ...], rows: int) -> bytes:
    live = which_key(path, keys)
    connection = connect_file(path, live)
    assert connection.execute("SELECT count(*), count(DISTINCT a) FROM t").fetchone() == (
        rows,
        rows,
    )
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    connection.close()
    return live


@pytest.mark.skipif(os.name == "nt", reason="limits a process as POSIX does")
@pytest.mark.parametrize("part", [0.01, 0.5, 0.99])
def test_a_key_change_killed_while_it_prepares_leaves_the_old_key(
    file_engine: Engine, database: Path, key: bytes, other_key: bytes, part: float
) -> None:
    fill(file_engine)
    file_engine.dispose()
    # The journal grows past the room that the process has, and the system ends it there.
    room = int(database.stat().st_size * part)
    child = start_change(database, key, other_key, room)
    assert child.wait() == -signal.SIGXFSZ
    assert require_whole(database, (other_key, key), 400) == key


@pytest.mark.skipif(os.name == "nt", reason="ends a process with a POSIX signal")
@pytest.mark.parametrize("new_key_first", [True, False])
def test_a_key_change_killed_while_it_writes_leaves_one_key_or_the_other(
    file_engine: Engine, database: Path, key: bytes, other_key: bytes, new_key_first: bool
) -> None:
    rows = 2500
    fill(file_engine, rows)
    file_engine.dispose()
    keys = (key, other_key)
    torn = 0
    for part in (0.0, 0.3, 0.6, 0.9) * 3:
        live = which_key(database, keys)
        target = keys[1 - keys.index(live)]
        at = int(database.stat().st_size * part) // 4096 * 4096 + 2048
        with database.open("rb", buffering=0) as file:
            before = os.pread(file.fileno(), 64, at)
            child = start_change(database, live, target)
            while child.poll() is None and os.pread(file.fileno(), 64, at) == before:
                pass
        child.kill()
        child.wait()
        journal = database.with_name(database.name + "-journal")
        torn += journal.exists() and journal.stat().st_size > 0
        order = (target, live) if new_key_first else (live, target)
        require_whole(database, order, rows)
        if torn >= 2:
            break
    assert torn, "no change of key was cut short, so nothing was shown"


# ---- PostgreSQL ----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["disable", "prefer", "require", "verify-ca"])
def test_a_far_database_without_verified_tls_is_refused(mode: str) -> None:
    with pytest.raises(FileTrouble, match="verify-full"):
        create_postgres_engine(f"postgresql://ada@db.example.org/art?sslmode={mode}")


def test_a_far_database_is_verified_without_being_asked() -> None:
    engine = create_postgres_engine("postgresql://ada@db.example.org/art")
    assert engine.url.query["sslmode"] == "verify-full"
    engine = create_postgres_engine("postgresql://ada@localhost/art?host=db.example.org")
    assert engine.url.query["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada@localhost/art",
        "postgresql://ada@127.0.0.1:5433/art",
        "postgresql://ada@[::1]/art",
        "postgresql:///art?host=/var/run/postgresql",
    ],
)
def test_this_machine_needs_no_certificate(url: str) -> None:
    assert "sslmode" not in create_postgres_engine(url).url.query


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://ada@localhost/art", "sqlite:///x.db"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(FileTrouble):
        create_postgres_engine(url)


def test_a_server_that_does_not_answer_is_said_to_be_away() -> None:
    engine = create_postgres_engine("postgresql://ada@127.0.0.1:1/art")
    with (
        pytest.raises(FileTrouble, match="does not answer"),
        known_failures("It was not opened."),
        engine.connect(),
    ):
        pass
    engine.dispose()


def test_a_wrong_password_is_said_to_be_the_login(postgres_engine: Engine) -> None:
    url = postgres_engine.url.set(username="nobody_at_all", password="wrong")
    engine = create_postgres_engine(url)
    with pytest.raises(OperationalError) as refused:
        engine.connect()
    assert isinstance(translate(refused.value), WrongKey | FileTrouble)
    engine.dispose()


def test_the_driver_is_new_enough() -> None:
    # Before 3.51.3 SQLite's write-ahead log could be reset under a reader's feet.
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)
