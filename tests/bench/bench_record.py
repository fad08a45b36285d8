"""Reading and inserting 100,000 rows and saving one change, beside raw SQLCipher on the same disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, select

from art_desktop.domain.children import Child, Family
from art_desktop.domain.clock import SystemClock
from art_desktop.domain.ids import ChildId, FamilyId, UserId
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Sex
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import connect_file, create_file_engine
from art_desktop.persistence.mapping import map_entities
from art_desktop.persistence.migrate import upgrade
from art_desktop.persistence.tables import TABLES
from art_desktop.persistence.unit_of_work import SqlStore
from tests.bench.measure import Figure, best, peak_mb, spread

SIZE = 100_000
KEY = bytes(range(32))
OFFICER = Actor(UserId(1), "officer", "Pat Officer", Role.OFFICER)
READ = (
    "id",
    "reference",
    "first_name",
    "last_name",
    "born_on",
    "sex",
    "home_postcode",
    "legal_status",
)


def _children() -> Iterator[Child]:
    for key in range(1, SIZE + 1):
        yield Child(
            id=ChildId(key),
            reference=f"C-{key:06d}",
            case_number=f"99{key:06d}",
            first_name="Invented",
            last_name=f"Person{key % 9973}",
            born_on=date(2009 + key % 15, 1 + key % 12, 1 + key % 28),
            sex=Sex.MALE if key % 2 else Sex.FEMALE,
            ethnicity="WBRI",
            legal_status="V2",
            family_id=FamilyId(1),
            home_postcode="PE1 1AA",
        )


def _record(path: Path) -> Engine:
    engine = create_file_engine(path, KEY, create=True)
    upgrade(engine)
    map_entities()
    with engine.begin() as connection:
        insert_all(connection, [Family(id=FamilyId(1), reference="F-1")])
    return engine


def _insert(engine: Engine, children: list[Child]) -> float:
    started = perf_counter()
    with engine.begin() as connection:
        insert_all(connection, children)
    return (perf_counter() - started) * 1000


def _insert_raw(path: Path, engine: Engine) -> float:
    """Insert the same rows as raw tuples, every column of the table, as they came to be stored."""
    table = TABLES[Child].name
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608 - our own table
    other = path.with_name("raw.artdb")
    _record(other).dispose()
    raw = connect_file(other, KEY)
    marks = ", ".join("?" for _ in rows[0])
    started = perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own table
    raw.execute("COMMIT")
    taken = (perf_counter() - started) * 1000
    raw.close()
    return taken


def _read(engine: Engine) -> int:
    columns = [TABLES[Child].c[name] for name in READ]
    with engine.connect() as connection:
        return len(connection.execute(select(*columns)).all())


def _read_entities(engine: Engine) -> int:
    with SqlStore(engine, SystemClock(), AuditKeys(b"c" * 32, b"v" * 32)).reading(OFFICER) as uow:
        return len(uow.all(Child))


def _read_raw(raw: Any) -> int:
    asked = f"SELECT {', '.join(READ)} FROM {TABLES[Child].name}"  # noqa: S608 - our own table
    return len(raw.execute(asked).fetchall())


class _Save:
    """One officer's change of one row: read, changed, entered in the trail, committed and on the disk."""

    def __init__(self, engine: Engine) -> None:
        self._store = SqlStore(engine, SystemClock(), AuditKeys(b"c" * 32, b"v" * 32))
        self._turn = count(1)

    def __call__(self) -> None:
        with self._store.writing(OFFICER) as uow:
            uow.get(Child, 77).school_name = f"School {next(self._turn)}"
            uow.commit()


class _SaveRaw:
    """The same row and one entry beside it, raw."""

    def __init__(self, raw: Any) -> None:
        self._raw, self._turn = raw, count(1)
        raw.execute("CREATE TABLE entry (at TEXT, what BLOB)")

    def __call__(self) -> None:
        turn = next(self._turn)
        self._raw.execute("BEGIN IMMEDIATE")
        self._raw.execute("UPDATE child SET school_name = ? WHERE id = 77", (f"School {turn}",))
        self._raw.execute(
            "INSERT INTO entry VALUES (?, ?)", (datetime.now(UTC).isoformat(), b"x" * 120)
        )
        self._raw.execute("COMMIT")


def figures() -> list[Figure]:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.artdb"
        engine = _record(path)
        children = list(_children())
        inserted = _insert(engine, children)
        raw_inserted = _insert_raw(path, engine)
        del children
        raw = connect_file(path.with_name("raw.artdb"), KEY)
        read, raw_read = best(lambda: _read(engine), 5), best(lambda: _read_raw(raw), 5)
        entities = best(lambda: _read_entities(engine), 2)
        _, saved, _ = spread([_Save(engine)] * 50)
        _, raw_saved, _ = spread([_SaveRaw(raw)] * 50)
        raw.close()
        engine.dispose()
    return [
        Figure(
            f"record: insert {SIZE:,} rows, bulk", inserted, raw_inserted, "raw executemany", 3.5
        ),
        Figure(f"record: read {SIZE:,} rows, columns", read, raw_read, "raw fetchall", 3),
        Figure(f"record: read {SIZE:,} rows, entities", entities, raw_read, "raw fetchall"),
        Figure(
            "record: one acknowledged change", saved, raw_saved, "raw commit", peak_mb=peak_mb()
        ),
    ]
