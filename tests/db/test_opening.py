from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy import Engine, text

from art_desktop.domain.errors import (
    DatabaseBusy,
    FileTrouble,
    KnownFailure,
    NewerDatabase,
    WrongKey,
)
from art_desktop.persistence import opening, whereabouts
from art_desktop.persistence.engine import connect_file, create_file_engine
from art_desktop.persistence.opening import OpenMark, check_integrity, open_file, which_key


@pytest.fixture
def whole(file_engine: Engine, database: Path) -> Path:
    """Return a closed database with something in it."""
    with file_engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER, b BLOB)"))
        connection.execute(
            text("INSERT INTO t VALUES (:a, randomblob(3000))"), [{"a": n} for n in range(60)]
        )
    file_engine.dispose()
    return database


def test_a_good_file_opens(whole: Path, key: bytes) -> None:
    engine = open_file(whole, key)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 60
    assert check_integrity(engine) == ()
    engine.dispose()


def _missing(path: Path) -> None:
    path.unlink()


def _zero(path: Path) -> None:
    path.write_bytes(b"")


def _a_few_bytes(path: Path) -> None:
    path.write_bytes(b"hello")


def _cut_within_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 + 77)


def _garbage(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def _text(path: Path) -> None:
    path.write_bytes(b"Dear Sir or Madam, " * 512 + b" " * (10_240 - 19 * 512))


def _plain_sqlite(path: Path) -> None:
    import sqlite3

    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _read_only(path: Path) -> None:
    path.chmod(0o444)


def _read_only_folder(path: Path) -> None:
    path.parent.chmod(0o555)


def _newer(path: Path) -> None:
    connection = connect_file(path, bytes(range(32)))
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()


def _of_another_application(path: Path) -> None:
    connection = connect_file(path, bytes(range(32)))
    connection.execute("PRAGMA application_id = 1")
    connection.close()


def _first_page_turned(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x00" * 50)


BAD: list[tuple[Callable[[Path], None], type[KnownFailure], str]] = [
    (_missing, FileTrouble, "There is no file service.artdb"),
    (_zero, FileTrouble, "is empty"),
    (_a_few_bytes, FileTrouble, "not whole"),
    (_cut_within_a_page, FileTrouble, "not whole"),
    (_garbage, WrongKey, "the two look the same"),
    (_text, WrongKey, "the two look the same"),
    (_plain_sqlite, WrongKey, "the two look the same"),
    (_first_page_turned, WrongKey, "the two look the same"),
    (_folder, FileTrouble, "is a folder"),
    (_read_only, FileTrouble, "is read-only"),
    (_newer, NewerDatabase, "newer version"),
    (_of_another_application, FileTrouble, "another application"),
]


@pytest.mark.parametrize(("spoil", "kind", "words"), BAD, ids=lambda v: getattr(v, "__name__", ""))
def test_a_bad_file_is_a_plain_sentence_and_no_new_database(
    whole: Path, key: bytes, spoil: Callable[[Path], None], kind: type[KnownFailure], words: str
) -> None:
    spoil(whole)
    before = {p: p.read_bytes() for p in whole.parent.iterdir() if p.is_file()}
    with pytest.raises(kind, match=words) as refusal:
        open_file(whole, key)
    assert refusal.value.what
    assert refusal.value.why
    assert refusal.value.what_next
    assert "sqlite" not in str(refusal.value).lower()
    logs = tuple(whole.with_name(whole.name + log) for log in ("-wal", "-shm"))
    after = {p: p.read_bytes() for p in whole.parent.iterdir() if p.is_file() and p not in logs}
    assert after == before


def test_a_wrong_key_changes_nothing(whole: Path, other_key: bytes) -> None:
    before = whole.read_bytes()
    with pytest.raises(WrongKey, match="the two look the same"):
        open_file(whole, other_key)
    assert whole.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="a Windows folder's read-only mark means nothing")
def test_a_read_only_folder_is_said(whole: Path, key: bytes) -> None:
    _read_only_folder(whole)
    try:
        with pytest.raises(FileTrouble, match=r"folder .* is read-only"):
            open_file(whole, key)
    finally:
        whole.parent.chmod(0o755)


def test_a_file_held_by_another_is_busy(whole: Path, key: bytes) -> None:
    holder = create_file_engine(whole, key)
    with holder.begin(), pytest.raises(DatabaseBusy):
        open_file(whole, key, busy_ms=1)
    holder.dispose()
    open_file(whole, key).dispose()


def test_a_file_cut_at_a_page_is_found_damaged(whole: Path, key: bytes) -> None:
    os.truncate(whole, whole.stat().st_size // 2 // 4096 * 4096)
    with pytest.raises(FileTrouble, match="damaged"):
        open_file(whole, key)


def test_a_turned_byte_anywhere_is_found(whole: Path, key: bytes) -> None:
    for at in range(5000, whole.stat().st_size, 40_000):
        spoilt = whole.with_name("spoilt.artdb")
        shutil.copyfile(whole, spoilt)
        with spoilt.open("r+b") as file:
            file.seek(at)
            was = file.read(1)
            file.seek(at)
            file.write(bytes([was[0] ^ 1]))
        try:
            engine = open_file(spoilt, key)
        except KnownFailure:
            continue
        assert check_integrity(engine)
        engine.dispose()


def test_a_log_cut_by_a_power_failure_is_mended(whole: Path, key: bytes) -> None:
    live = connect_file(whole, key)
    live.execute("PRAGMA wal_autocheckpoint = 0")
    live.execute("INSERT INTO t VALUES (1000, randomblob(9000))")
    live.execute("INSERT INTO t VALUES (1001, randomblob(9000))")
    after = whole.parent / "after.artdb"
    shutil.copyfile(whole, after)
    log = whole.with_name(whole.name + "-wal").read_bytes()
    after.with_name(after.name + "-wal").write_bytes(log[:-700])
    live.close()
    engine = open_file(after, key)
    assert check_integrity(engine) == ()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT max(a) FROM t")).scalar() == 1000
    engine.dispose()


def test_a_wrong_key_does_no_harm_to_what_a_crash_left_in_the_log(
    whole: Path, key: bytes, other_key: bytes
) -> None:
    live = connect_file(whole, key)
    live.execute("PRAGMA wal_autocheckpoint = 0")
    live.execute("INSERT INTO t VALUES (1000, randomblob(9000))")
    after = whole.parent / "after.artdb"
    shutil.copyfile(whole, after)
    shutil.copyfile(whole.with_name(whole.name + "-wal"), after.with_name(after.name + "-wal"))
    live.close()
    with pytest.raises(WrongKey):
        open_file(after, other_key)
    assert which_key(after, (other_key, key)) == key
    engine = open_file(after, key)
    assert check_integrity(engine) == ()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT max(a) FROM t")).scalar() == 1000
    engine.dispose()


def test_an_alarm_is_believed_at_the_second_look_only(
    whole: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_file(whole, key)
    looks = [("false alarm",), ()]
    monkeypatch.setattr(opening, "_look", lambda _engine: looks.pop(0))
    assert check_integrity(engine) == ()
    assert looks == []
    engine.dispose()


def test_a_second_copy_of_the_application_is_noticed(whole: Path) -> None:
    first, second = OpenMark(whole), OpenMark(whole)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


# ---- where it lies -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("C:/Users/ada/OneDrive - A Council/art/service.artdb", "OneDrive"),
        ("C:/Users/ada/Dropbox (Personal)/service.artdb", "Dropbox"),
        ("G:/My Drive/service.artdb", "Google Drive"),
        ("C:/Users/ada/iCloudDrive/service.artdb", "iCloud"),
        ("C:/Users/ada/Documents/service.artdb", None),
        ("C:/Users/ada/OneDrive.artdb", None),
    ],
)
def test_a_synced_folder_is_known_by_its_name(path: str, service: str | None) -> None:
    assert whereabouts.synced_by(PureWindowsPath(path), {}) == service
    assert whereabouts.synced_by(PurePosixPath(path), {}) == service


def test_a_synced_folder_is_known_by_what_its_program_says() -> None:
    settings = {"OneDriveCommercial": "C:\\Users\\ada\\Council"}
    inside = PureWindowsPath("C:/Users/ada/Council/service.artdb")
    assert whereabouts.synced_by(inside, settings) == "OneDrive"
    assert whereabouts.synced_by(PureWindowsPath("C:/Users/ada/service.artdb"), settings) is None


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/ada ext4 rw 0 0
//server/team /mnt/team\\040drive cifs rw 0 0
ada@far: /mnt/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/service.artdb", "ext4"),
        ("/home/ben/service.artdb", "nfs4"),
        ("/home/ada/service.artdb", "ext4"),
        ("/mnt/team drive/service.artdb", "cifs"),
        ("/mnt/far/service.artdb", "fuse.sshfs"),
        ("/mnt/farther/service.artdb", "ext4"),
    ],
)
def test_a_mount_is_known_by_its_kind(path: str, kind: str) -> None:
    assert whereabouts.mount_kind(PurePosixPath(path), MOUNTS) == kind


def test_a_windows_share_is_known_by_its_name() -> None:
    assert whereabouts.is_windows_share("\\\\?\\UNC\\server\\share\\service.artdb")
    assert not whereabouts.is_windows_share("C:\\art\\service.artdb")


def test_a_share_and_a_synced_folder_name_the_way_out(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "service.artdb"
    path.write_bytes(os.urandom(4096))
    with pytest.raises(FileTrouble, match=r"Dropbox.* PostgreSQL"):
        open_file(path, key)
    link = tmp_path / "link"
    if os.name != "nt":
        link.symlink_to(folder)
        with pytest.raises(FileTrouble, match="Dropbox"):
            open_file(link / "service.artdb", key)
    monkeypatch.setattr(whereabouts, "is_remote", lambda _path: True)
    plain = tmp_path / "service.artdb"
    plain.write_bytes(os.urandom(4096))
    with pytest.raises(FileTrouble, match=r"network share.* PostgreSQL"):
        open_file(plain, key)
