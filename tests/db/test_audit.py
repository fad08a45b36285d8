from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from art_desktop.domain.clock import FixedClock
from art_desktop.persistence import audit, audit_check
from art_desktop.persistence.audit import Head, audit_entry, read_head, record
from art_desktop.persistence.audit_check import (
    AuditRecord,
    heads_beside,
    note_head,
    noted_heads,
    verify,
)
from tests.db.throwaway import (
    ACTOR,
    AUDIT_KEYS,
    Boat,
    Colour,
    Scribble,
    boat_table,
    lay_out,
    watched_sessions,
)


@pytest.fixture
def sessions(engine: Engine, clock: FixedClock) -> sessionmaker[Session]:
    lay_out(engine)
    return watched_sessions(engine, clock)


def trail(sessions: sessionmaker[Session], **which: Any) -> tuple[AuditRecord, ...]:
    with sessions() as session:
        return audit_check.read(session.connection(), AUDIT_KEYS, **which)


def check(sessions: sessionmaker[Session], heads: Sequence[Head] = ()) -> audit_check.AuditReport:
    with sessions() as session:
        return verify(session.connection(), AUDIT_KEYS, heads)


def test_a_life_is_told_from_first_to_last(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    with sessions() as session:
        boat = Boat("Avocet", colour=Colour.RED, launched_on=date(2020, 2, 29), price_pence=0)
        session.add(boat)
        session.commit()
        clock.move_on(timedelta(minutes=1))
        boat.name = "Avocet II"
        boat.colour = Colour.OFF_WHITE
        boat.price_pence = None
        session.commit()
        session.delete(boat)
        session.commit()
    last, middle, first = trail(sessions)
    assert (first.seq, middle.seq, last.seq) == (1, 2, 3)
    assert (first.action, middle.action, last.action) == ("created", "changed", "deleted")
    assert {entry.object_type for entry in (first, middle, last)} == {"boat"}
    assert {entry.object_id for entry in (first, middle, last)} == {str(boat.id)}
    assert (first.user_id, first.username) == (ACTOR.user_id, "ada")
    assert middle.at - first.at == timedelta(minutes=1)
    assert first.changes == {
        "name": (None, "Avocet"),
        "colour": (None, "red"),
        "launched_on": (None, "2020-02-29"),
        "price_pence": (None, 0),
    }
    assert middle.changes == {
        "name": ("Avocet", "Avocet II"),
        "colour": ("red", "off-white: it's pale"),
        "price_pence": (0, None),
    }
    assert last.changes["name"] == ("Avocet II", None)
    assert check(sessions).sound


def test_what_was_never_loaded_is_told_too(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.add_all([Boat("Avocet"), Boat("Bittern", guess="?")])
        session.commit()
    with sessions() as session:
        avocet, bittern = session.scalars(select(Boat).order_by(boat_table.c.id))
        session.expire(avocet)
        avocet.name = "Avocet II"
        session.expire(bittern)
        session.delete(bittern)
        session.commit()
    told = {entry.action: entry.changes for entry in trail(sessions)}
    assert told["changed"] == {"name": ("Avocet", "Avocet II")}
    assert told["deleted"] == {"name": ("Bittern", None)}


def test_blobs_and_secrets_are_told_by_their_hash_or_not_at_all(
    sessions: sessionmaker[Session],
) -> None:
    with sessions() as session:
        session.add(Boat("A", photo=b"pixels", logbook="private words", guess="nonsense"))
        session.add(Scribble("unsaved words"))
        session.commit()
    (entry,) = trail(sessions)
    assert entry.changes == {
        "name": (None, "A"),
        "photo": (None, "sha256:" + hashlib.sha256(b"pixels").hexdigest()),
        "logbook": (None, "sha256:" + hashlib.sha256(b"private words").hexdigest()),
    }


def test_a_change_to_the_same_value_is_no_change(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        boat = Boat("Avocet")
        session.add(boat)
        session.commit()
        boat.name = "Other"
        boat.name = "Avocet"
        session.commit()
    assert len(trail(sessions)) == 1


def test_the_trail_stands_and_falls_with_the_change(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.add(Boat("Avocet"))
        session.flush()
        record(session, "printed", "paper", 12, {"copies": (None, 2)})
        session.rollback()
    assert trail(sessions) == ()
    with sessions() as session:
        session.add(Boat("Bittern"))
        record(session, "printed", "paper", 12, {"copies": (None, 2)})
        session.commit()
    printed, created = trail(sessions)
    assert (created.seq, printed.seq) == (1, 2)
    assert (printed.action, printed.object_type, printed.object_id) == ("printed", "paper", "12")
    assert printed.changes == {"copies": (None, 2)}


def test_before_anybody_has_signed_in_nobody_is_named(engine: Engine, clock: FixedClock) -> None:
    lay_out(engine)
    sessions = watched_sessions(engine, clock, actor=None)
    with sessions() as session:
        record(session, "sign-in refused")
        session.commit()
    (entry,) = trail(sessions)
    assert (entry.user_id, entry.username) == (None, "")


def test_without_keys_nothing_is_saved(engine: Engine) -> None:
    lay_out(engine)
    sessions = sessionmaker(engine)
    audit.watch(sessions)
    with sessions() as session:
        session.add(Boat("Avocet"))
        with pytest.raises(KeyError):
            session.commit()
    with sessions() as session:
        assert session.scalars(select(Boat)).all() == []


def test_a_bulk_statement_must_say_that_it_was_recorded(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        for statement in (
            update(Boat).values(name="x"),
            delete(Boat),
            insert(boat_table).values(name="x", version=1),
        ):
            with pytest.raises(RuntimeError, match="pass by the audit trail"):
                session.execute(statement)
        record(session, "imported", "boat", "", {"rows": (None, 1)})
        statement = insert(boat_table).values(name="x", version=1)
        session.execute(statement.execution_options(audited=True))
        session.commit()


def test_the_database_refuses_to_change_the_trail(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        session.add(Boat("Avocet"))
        session.commit()
    for statement in ("UPDATE audit_entry SET username = 'eve'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    assert check(sessions).sound


def test_values_are_not_readable_in_the_table(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        session.add(Boat("Planted Forename"))
        session.commit()
    with engine.connect() as connection:
        row = connection.execute(select(audit_entry)).one()
    assert b"Planted" not in b"".join(v for v in row if isinstance(v, bytes))
    assert "Planted" not in str(row)


def test_savers_side_by_side_leave_no_gap(sessions: sessionmaker[Session]) -> None:
    failures: list[BaseException] = []

    def save(number: int) -> None:
        try:
            for turn in range(10):
                with sessions() as session:
                    session.add(Boat(f"{number}/{turn}"))
                    session.flush()
                    session.add(Boat(f"{number}/{turn} again"))
                    session.commit()
        except BaseException as problem:  # noqa: BLE001  # a thread's failure is the test's
            failures.append(problem)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    report = check(sessions)
    assert report.sound
    assert report.entries == 80


def test_pages_go_back_in_time(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        for name in "abcde":
            session.add(Boat(name))
            session.commit()
    newest = trail(sessions, limit=2)
    assert [entry.seq for entry in newest] == [5, 4]
    assert [entry.seq for entry in trail(sessions, before=4, limit=2)] == [3, 2]
    assert [entry.seq for entry in trail(sessions, object_type="boat", object_id=3)] == [3]
    assert trail(sessions, user_id=99) == ()


# ---- tampering -----------------------------------------------------------------------------

Tamper = Callable[[Any, random.Random, int], str]


def _flipped(luck: random.Random, raw: bytes) -> bytes:
    at = luck.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << luck.randrange(8))]) + raw[at + 1 :]


def _edit(connection: Any, luck: random.Random, last: int) -> str:
    seq = luck.randint(1, last)
    row = connection.execute(select(audit_entry).where(audit_entry.c.seq == seq)).one()
    name = luck.choice([c for c in audit_entry.c.keys() if c != "seq"])  # noqa: SIM118  # a column collection
    was = row._mapping[name]
    if isinstance(was, bytes):
        now: object = _flipped(luck, was)
    elif name == "at":
        now = was + timedelta(microseconds=luck.choice([-1, 1, 10**9]))
    elif name == "user_id":
        now = luck.choice([None, 8])
    else:
        now = was + luck.choice(["x", " ", "\u00ad"])
    connection.execute(update(audit_entry).where(audit_entry.c.seq == seq).values({name: now}))
    return f"edit {name} of {seq}"


def _remove(connection: Any, luck: random.Random, last: int) -> str:
    seq = luck.randint(1, last)
    connection.execute(delete(audit_entry).where(audit_entry.c.seq == seq))
    return f"remove {seq}"


def _remove_and_close_up(connection: Any, luck: random.Random, last: int) -> str:
    seq = luck.randint(1, last - 1)
    connection.execute(delete(audit_entry).where(audit_entry.c.seq == seq))
    for later in range(seq + 1, last + 1):
        connection.execute(
            update(audit_entry).where(audit_entry.c.seq == later).values(seq=later - 1)
        )
    return f"remove {seq} and number the rest again"


def _swap(connection: Any, luck: random.Random, last: int) -> str:
    one, two = luck.sample(range(1, last + 1), 2)
    for was, now in ((one, -1), (two, one), (-1, two)):
        connection.execute(update(audit_entry).where(audit_entry.c.seq == was).values(seq=now))
    return f"swap {one} and {two}"


def _swap_contents(connection: Any, luck: random.Random, last: int) -> str:
    one, two = luck.sample(range(1, last + 1), 2)
    rows = {
        seq: connection.execute(select(audit_entry).where(audit_entry.c.seq == seq)).one()
        for seq in (one, two)
    }
    for here, there in ((one, two), (two, one)):
        values = {"changes": rows[there].changes, "action": rows[there].action}
        connection.execute(update(audit_entry).where(audit_entry.c.seq == here).values(values))
    return f"swap what {one} and {two} tell"


def _insert(connection: Any, luck: random.Random, last: int) -> str:
    seq = luck.randint(1, last)
    row = dict(
        connection.execute(select(audit_entry).where(audit_entry.c.seq == seq)).one()._mapping
    )
    row["seq"] = luck.choice([0, -3, last + 1, last + 5])
    if row["seq"] == last + 1:
        row["previous_hash"] = read_head(connection).hash
    connection.execute(insert(audit_entry).values(row))
    return f"insert a copy of {seq} as {row['seq']}"


def _cut(connection: Any, luck: random.Random, last: int) -> str:
    first = luck.randint(1, last)
    connection.execute(delete(audit_entry).where(audit_entry.c.seq >= first))
    return f"cut from {first}"


TAMPERINGS: tuple[Tamper, ...] = (
    _edit,
    _remove,
    _remove_and_close_up,
    _swap,
    _swap_contents,
    _insert,
    _cut,
)


def _written(sessions: sessionmaker[Session], clock: FixedClock) -> Head:
    with sessions() as session:
        for number in range(20):
            clock.move_on(timedelta(seconds=number))
            boat = Boat(f"boat {number}", price_pence=number)
            session.add(boat)
            session.commit()
            if number % 3 == 0:
                boat.name += " again"
                session.commit()
            if number % 4 == 0:
                record(session, "printed", "boat", boat.id)
                session.commit()
        return read_head(session.connection())


def test_three_hundred_tamperings_are_all_found(
    engine: Engine, sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    head = _written(sessions, clock)
    assert check(sessions, [head]).sound
    with engine.begin() as connection:
        for statement in audit.drop_append_only_ddl(engine.dialect.name):
            connection.execute(text(statement))
    luck = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    unfound = []
    for number in range(300):
        connection = engine.connect()
        began = connection.begin()
        told = TAMPERINGS[number % len(TAMPERINGS)](connection, luck, head.seq)
        if verify(connection, AUDIT_KEYS, [head]).sound:
            unfound.append(told)
        began.rollback()
        connection.close()
    assert unfound == []
    assert check(sessions, [head]).sound


def test_a_cut_end_is_found_only_by_a_head_kept_elsewhere(
    engine: Engine, sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    head = _written(sessions, clock)
    connection = engine.connect()
    began = connection.begin()
    for statement in audit.drop_append_only_ddl(engine.dialect.name):
        connection.execute(text(statement))
    connection.execute(delete(audit_entry).where(audit_entry.c.seq > 10))
    assert verify(connection, AUDIT_KEYS).sound
    report = verify(connection, AUDIT_KEYS, [head])
    assert "its end was cut off" in report.problems[0].words
    connection.execute(delete(audit_entry))
    assert verify(connection, AUDIT_KEYS).sound
    assert not verify(connection, AUDIT_KEYS, [head]).sound
    began.rollback()
    connection.close()


def test_another_key_finds_nothing_right(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    _written(sessions, clock)
    stranger = audit.AuditKeys(b"x" * 32, b"y" * 32)
    with sessions() as session:
        report = verify(session.connection(), stranger)
        assert len(report.problems) == report.entries
        (entry, *_rest) = audit_check.read(session.connection(), stranger)
    assert list(entry.changes) == ["(altered)"]


@pytest.mark.parametrize(
    "assignment",
    [
        "at = 'yesterday'",
        "at = 12",
        "at = replace(at, ' ', 'T')",
        "changes = 'text'",
        "hash = 7",
        "user_id = 'x'",
    ],
)
def test_values_of_another_kind_do_not_stop_the_check(
    file_engine: Engine, clock: FixedClock, assignment: str
) -> None:
    lay_out(file_engine)
    sessions = watched_sessions(file_engine, clock)
    _written(sessions, clock)
    with file_engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_entry_no_update"))
        connection.execute(text(f"UPDATE audit_entry SET {assignment} WHERE seq = 5"))  # noqa: S608  # the test's own words
    report = check(sessions)
    assert 5 in {problem.seq for problem in report.problems}
    assert report.entries > 5


def test_no_key_shows_in_a_repr() -> None:
    assert "cccc" not in repr(AUDIT_KEYS)
    assert "vvvv" not in repr(AUDIT_KEYS)


# ---- heads kept elsewhere ------------------------------------------------------------------


def test_heads_are_noted_once_each(tmp_path: Path, clock: FixedClock) -> None:
    path = heads_beside(tmp_path / "service.artdb")
    assert noted_heads(path) == ()
    note_head(path, Head(0, audit.START), clock.now())
    assert not path.exists()
    for seq in (1, 1, 5):
        note_head(path, Head(seq, bytes([seq]) * 32), clock.now())
    assert noted_heads(path) == (Head(1, b"\x01" * 32), Head(5, b"\x05" * 32))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"seq": 6, "ha')
    assert len(noted_heads(path)) == 2
