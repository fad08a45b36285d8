from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.errors import DatabaseBusy, FileTrouble, KnownFailure, WrongKey
from art_desktop.persistence import backup as backups
from art_desktop.persistence.audit import read_head
from art_desktop.persistence.audit_check import heads_beside, noted_heads, verify
from art_desktop.persistence.backup import (
    KEYS_SUFFIX,
    MANIFEST,
    Reason,
    back_up,
    backups_in,
    read_backup,
    rotate,
    verify_backup,
)
from art_desktop.persistence.engine import change_key, create_file_engine
from art_desktop.persistence.opening import OpenMark, check_integrity, open_file
from art_desktop.persistence.restore import restore
from art_desktop.vault import slots
from art_desktop.vault.sealing import Cost
from art_desktop.vault.vault import UnlockedVault, create_vault, open_vault
from tests.db.throwaway import AUDIT_KEYS, Boat, lay_out, watched_sessions

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)


@pytest.fixture
def sessions(file_engine: Engine, clock: FixedClock) -> sessionmaker[Session]:
    lay_out(file_engine)
    made = watched_sessions(file_engine, clock)
    add_boats(made, 3)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def add_boats(sessions: sessionmaker[Session], count: int) -> None:
    for number in range(count):
        with sessions() as session:
            session.add(Boat(f"boat {number}"))
            session.commit()


def boats_in(path: Path, key: bytes) -> int:
    engine = open_file(path, key)
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM boat")).scalar_one()
    assert check_integrity(engine) == ()
    engine.dispose()
    return int(count)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_a_backup_is_whole_encrypted_and_says_what_is_in_it(
    sessions: sessionmaker[Session], database: Path, folder: Path, key: bytes, clock: FixedClock
) -> None:
    database.with_suffix(KEYS_SUFFIX).write_text("keys of the day", encoding="utf-8")
    made = back_up(database, key, folder, clock)
    assert made.name == "service-20261124-090000"
    assert sorted(p.name for p in made.iterdir()) == [MANIFEST, "service.artdb", "service.artkeys"]
    found = verify_backup(made, key)
    assert found.manifest.counts["boat"] == 3
    assert found.manifest.made_at == clock.now()
    assert found.keys.read_text(encoding="utf-8") == "keys of the day"
    with sessions() as session:
        head = read_head(session.connection())
    assert found.manifest.head == head
    assert noted_heads(heads_beside(database)) == (head,)
    assert b"SQLite format" not in found.database.read_bytes()
    assert b"boat 1" not in found.database.read_bytes()


def test_the_key_files_name_is_the_vaults() -> None:
    assert slots.SUFFIX == KEYS_SUFFIX


def test_a_backup_under_load_holds_every_acknowledged_change(
    sessions: sessionmaker[Session], database: Path, folder: Path, key: bytes, clock: FixedClock
) -> None:
    acknowledged = [3]
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            add_boats(sessions, 1)
            acknowledged[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _time in range(8):
            before = acknowledged[0]
            made = back_up(database, key, folder, clock)
            after = acknowledged[0]
            counts = verify_backup(made, key).manifest.counts
            # One more may be on its way: committed, and not yet counted here.
            assert before <= counts["boat"] <= after + 1
            assert counts["audit_entry"] == counts["boat"]
    finally:
        stop.set()
        writer.join()
    newest = backups_in(folder)[0]
    to = folder.parent / "elsewhere" / "service.artdb"
    assert restore(newest.folder, to, [key], clock) is None
    assert boats_in(to, key) == newest.manifest.counts["boat"]
    engine = open_file(to, key)
    with engine.connect() as connection:
        assert verify(connection, AUDIT_KEYS, [newest.manifest.head]).sound
    engine.dispose()


def test_restoring_keeps_what_was_there(
    sessions: sessionmaker[Session],
    file_engine: Engine,
    database: Path,
    folder: Path,
    key: bytes,
    clock: FixedClock,
) -> None:
    made = back_up(database, key, folder, clock)
    add_boats(sessions, 4)
    file_engine.dispose()
    clock.move_on(timedelta(hours=1))
    aside = restore(made, database, [key], clock)
    assert aside is not None
    assert aside.name == "service.replaced-20261124-100000.artdb"
    assert boats_in(database, key) == 3
    assert boats_in(aside, key) == 7
    assert noted_heads(heads_beside(database)) == (read_backup(made).manifest.head,)
    assert heads_beside(aside).exists()
    assert not list(database.parent.glob(".restoring-*"))


def test_a_damaged_database_and_its_log_are_moved_aside_together(
    sessions: sessionmaker[Session],
    file_engine: Engine,
    database: Path,
    folder: Path,
    key: bytes,
    clock: FixedClock,
) -> None:
    made = back_up(database, key, folder, clock)
    file_engine.dispose()
    database.write_bytes(os.urandom(8192))
    log = database.with_name(database.name + "-wal")
    log.write_bytes(b"what a crash left")
    aside = restore(made, database, [key], clock)
    assert aside is not None
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"what a crash left"
    assert boats_in(database, key) == 3


def test_an_open_database_is_not_replaced(
    sessions: sessionmaker[Session], database: Path, folder: Path, key: bytes, clock: FixedClock
) -> None:
    made = back_up(database, key, folder, clock)
    mark = OpenMark(database)
    assert mark.take()
    before = database.read_bytes()
    with pytest.raises(DatabaseBusy, match="Close it everywhere"):
        restore(made, database, [key], clock)
    mark.release()
    assert database.read_bytes() == before


def test_a_backup_opens_with_any_users_passphrase_of_its_day(
    database: Path, folder: Path, clock: FixedClock
) -> None:
    vault, _words = create_vault(slots.beside(database), "ada", "heron on the weir", cost=CHEAP)
    vault.add_user("ben", "nine yellow boats")
    old_key = vault.database_key
    engine = create_file_engine(database, old_key, create=True)
    lay_out(engine)
    add_boats(watched_sessions(engine, clock), 2)
    engine.dispose()
    made = back_up(database, old_key, folder, clock)

    vault.remove_user_and_rekey("ben", lambda old, new: change_key(database, old, new))
    with pytest.raises(WrongKey):
        open_file(database, old_key)
    assert boats_in(database, vault.database_key) == 2

    in_backup: UnlockedVault = open_vault(
        read_backup(made).keys, "BEN", "nine yellow boats", clock, counted=False
    )
    with pytest.raises(WrongKey):
        open_file(database, in_backup.database_key)
    to = folder.parent / "restored" / "service.artdb"
    restore(made, to, in_backup.database_keys, clock)
    again = open_vault(slots.beside(to), "ada", "heron on the weir", clock)
    assert boats_in(to, again.database_key) == 2
    with pytest.raises(WrongKey):
        restore(made, to, vault.database_keys, clock)
    assert boats_in(to, again.database_key) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        "database",
        "cut",
        "keys",
        "manifest",
        "counts",
        "head",
        "no manifest",
        "no database",
        "escape",
    ],
)
def test_a_spoilt_backup_is_refused_and_changes_nothing(
    sessions: sessionmaker[Session],
    file_engine: Engine,
    database: Path,
    folder: Path,
    key: bytes,
    clock: FixedClock,
    spoil: str,
) -> None:
    database.with_suffix(KEYS_SUFFIX).write_text("keys", encoding="utf-8")
    made = back_up(database, key, folder, clock)
    file_engine.dispose()
    copy, manifest = made / database.name, made / MANIFEST
    told = json.loads(manifest.read_text(encoding="utf-8"))
    if spoil == "database":
        raw = bytearray(copy.read_bytes())
        raw[9000] ^= 1
        copy.write_bytes(raw)
    elif spoil == "cut":
        os.truncate(copy, copy.stat().st_size - 4096)
    elif spoil == "keys":
        (made / "service.artkeys").write_text("other keys", encoding="utf-8")
    elif spoil == "manifest":
        manifest.write_text("{", encoding="utf-8")
    elif spoil == "no manifest":
        manifest.unlink()
    elif spoil == "no database":
        copy.unlink()
    else:
        if spoil == "counts":
            told["counts"]["boat"] = 2
        elif spoil == "head":
            told["made_at"] = "2027-01-01T00:00:00+00:00"
        else:
            told["sha256"] = {"../../desk/service.artdb": "0" * 64}
        manifest.write_text(json.dumps(told), encoding="utf-8")
    before = files_in(database.parent)
    with pytest.raises(FileTrouble, match=r"was not used\. .* Choose another backup"):
        restore(made, database, [key], clock)
    after = files_in(database.parent)
    after.pop("service.artdb.open", None)
    assert after == before


def test_a_wrong_key_is_refused(
    sessions: sessionmaker[Session],
    database: Path,
    folder: Path,
    key: bytes,
    other_key: bytes,
    clock: FixedClock,
) -> None:
    with pytest.raises(WrongKey):
        back_up(database, other_key, folder, clock)
    assert backups_in(folder) == ()
    made = back_up(database, key, folder, clock)
    with pytest.raises(WrongKey):
        restore(made, database.with_name("other.artdb"), [other_key], clock)
    assert not database.with_name("other.artdb").exists()


# ---- a full disk ---------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a real file system of 256 KB; skip where none can be mounted."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    import subprocess

    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_backup_onto_a_full_disk_leaves_nothing(
    sessions: sessionmaker[Session],
    database: Path,
    key: bytes,
    clock: FixedClock,
    small_disk: Path,
) -> None:
    with sessions() as session:
        session.add(Boat("wide", photo=os.urandom(400_000)))
        session.commit()
    with pytest.raises(FileTrouble, match="disk is full"):
        back_up(database, key, small_disk, clock)
    assert [p.name for p in small_disk.iterdir()] == [".service.lock"]
    assert noted_heads(heads_beside(database)) == ()


def test_restoring_onto_a_full_disk_leaves_what_was_there(
    sessions: sessionmaker[Session],
    database: Path,
    folder: Path,
    key: bytes,
    clock: FixedClock,
    small_disk: Path,
) -> None:
    with sessions() as session:
        session.add(Boat("wide", photo=os.urandom(400_000)))
        session.commit()
    made = back_up(database, key, folder, clock)
    there = small_disk / "service.artdb"
    there.write_bytes(b"the present database" * 500)
    with pytest.raises(FileTrouble, match=r"present database is as it was.*disk is full"):
        restore(made, there, [key], clock)
    assert there.read_bytes() == b"the present database" * 500
    assert not list(small_disk.glob(".restoring-*"))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("nth", range(1, 7))
def test_a_disk_that_refuses_at_any_step_leaves_no_half_backup(
    sessions: sessionmaker[Session],
    database: Path,
    folder: Path,
    key: bytes,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    nth: int,
) -> None:
    calls = [0]
    real = os.fsync

    def refuse(handle: int) -> None:
        calls[0] += 1
        if calls[0] == nth:
            raise OSError(code, os.strerror(code))
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    try:
        back_up(database, key, folder, clock)
    except KnownFailure as refusal:
        assert refusal.what_next  # noqa: PT017  # either way of ending is right
    monkeypatch.undo()
    for found in backups_in(folder):
        verify_backup(found.folder, key)
    assert not list(folder.glob(".making-*"))
    assert boats_in(database, key) == 3


def test_a_rename_that_fails_puts_everything_back(
    sessions: sessionmaker[Session],
    file_engine: Engine,
    database: Path,
    folder: Path,
    key: bytes,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = back_up(database, key, folder, clock)
    database.with_suffix(KEYS_SUFFIX).write_text("keys", encoding="utf-8")
    add_boats(sessions, 1)
    file_engine.dispose()
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "database":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(FileTrouble, match="as it was"):
        restore(made, database, [key], clock)
    monkeypatch.undo()
    assert boats_in(database, key) == 4
    assert database.with_suffix(KEYS_SUFFIX).read_text(encoding="utf-8") == "keys"


# ---- which are kept ------------------------------------------------------------------------


def test_what_a_killed_backup_left_is_cleared_away(
    sessions: sessionmaker[Session], database: Path, folder: Path, key: bytes, clock: FixedClock
) -> None:
    left = folder / ".making-service-dead"
    left.mkdir(parents=True)
    (left / "service.artdb").write_bytes(b"half")
    back_up(database, key, folder, clock)
    back_up(database, key, folder, clock)
    assert not left.exists()
    assert len(backups_in(folder, "service")) == 2
    assert backups_in(folder, "another") == ()


def test_a_year_of_backups_is_thinned_out(
    sessions: sessionmaker[Session], database: Path, folder: Path, key: bytes, clock: FixedClock
) -> None:
    made = back_up(database, key, folder, clock)
    told = json.loads((made / MANIFEST).read_text(encoding="utf-8"))
    shutil.rmtree(made)
    newest = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    for day in range(365):
        for hour in (0, 4):
            at = newest - timedelta(days=day, hours=hour)
            one = folder / f"service-{at:%Y%m%d-%H%M%S}"
            one.mkdir(parents=True)
            early = day == 300 and hour == 0
            reason = Reason.BEFORE_MIGRATION if early else Reason.ROUTINE
            written = {**told, "made_at": at.isoformat(), "reason": reason.value}
            (one / MANIFEST).write_text(json.dumps(written), encoding="utf-8")
            (one / "service.artdb").touch()
    rotate(folder, "service")
    kept = backups_in(folder, "service")
    routine = [b.manifest.made_at for b in kept if b.manifest.reason is Reason.ROUTINE]
    days = {at.date() for at in routine}
    assert {newest.date() - timedelta(days=n) for n in range(12)} <= days
    assert len({at.isocalendar()[:2] for at in routine}) >= 10
    assert len({(at.year, at.month) for at in routine}) == 9
    assert routine[:3] == [newest, newest - timedelta(hours=4), newest - timedelta(days=1)]
    assert len(routine) <= backups.DAILY + backups.WEEKLY + backups.MONTHLY + backups.NEWEST
    assert [b.manifest.made_at for b in kept if b.manifest.reason is not Reason.ROUTINE] == [
        newest - timedelta(days=300)
    ]
    assert rotate(folder, "service") == ()
