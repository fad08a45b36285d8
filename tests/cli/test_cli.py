"""The commands as a person types them: what they print, what they return, what they leave behind."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from art_desktop.cli import DONE, REFUSED, main
from art_desktop.domain.clock import FixedClock
from art_desktop.domain.permissions import Role
from art_desktop.office.door import LocalDoor
from tests.services.conftest import CHEAP, NOW, PASSPHRASE, ROLES, FlatPlaces, world

SHEET = (
    "Reference,Household name,Status,Approved on,Postcode,Carer 1 forename,Carer 1 surname,"
    "Approval kinds,Approved places,Age from,Age to\n"
    "H-0100,Ferrant,Active,01/02/2019,PE1 1AA,Lou,Ferrant,short term,2,0,12\n"
)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small record once."""
    folder = tmp_path_factory.mktemp("kept")
    door = LocalDoor(folder / "service.artdb", FixedClock(NOW), FlatPlaces(), cost=CHEAP)
    others = {str(role): PASSPHRASE for role in ROLES if role is not Role.ADMINISTRATOR}
    door.make("administrator", PASSPHRASE, world(), "made", others)
    return folder


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    """A copy of the record, with the passphrase in a file beside it."""
    for file in kept.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return tmp_path / "service.artdb"


def run(record: Path, command: str, *words: str, user: str = "administrator") -> int:
    """Run a command on a record as somebody."""
    passphrase = str(record.parent / "passphrase.txt")
    return main(
        [
            command,
            *words,
            "--record",
            str(record),
            "--user",
            user,
            "--passphrase-file",
            passphrase,
        ]
    )


def test_verify_says_that_the_record_is_sound(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(record, "verify") == DONE
    assert capsys.readouterr().out.startswith("Sound: the file is whole")


def test_a_damaged_record_is_said_in_a_sentence(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = bytearray(record.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 64] = b"\x00" * 64
    record.write_bytes(whole)
    assert run(record, "verify") == REFUSED
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert told.out + told.err


def test_backup_and_restore_bring_back_what_was_there(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(record, "backup", "--to", str(tmp_path / "shelf")) == DONE
    made = Path(capsys.readouterr().out.strip().split(": ", 1)[1])
    assert made.is_dir()
    sheet = tmp_path / "households.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    assert run(record, "import", str(sheet), user="officer") == DONE
    assert "1 added" in capsys.readouterr().out
    assert run(record, "restore", str(made)) == DONE
    assert "kept at" in capsys.readouterr().out
    assert run(record, "import", str(sheet), "--preview", user="officer") == DONE
    assert "may be on record" not in capsys.readouterr().out, "the import is gone again"


def test_an_import_with_an_error_saves_nothing_and_names_the_row(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "households.csv"
    sheet.write_text(SHEET.replace("01/02/2019", "31/02/2019"), encoding="utf-8")
    assert run(record, "import", str(sheet), user="officer") == REFUSED
    told = capsys.readouterr().out
    assert "row 2 error" in told
    assert "Nothing was imported" in told


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("paper.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("empty.csv", b"", "empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "xls"),
        ("other.csv", b"Colour,Flavour\nred,plum\n", "headings"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(
    record: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    said: str,
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert run(record, "import", str(file), user="officer") == REFUSED
    told = capsys.readouterr().err
    assert said.casefold() in told.casefold()
    assert "Traceback" not in told


def test_a_file_that_is_not_there_is_refused_in_words(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(record, "import", str(tmp_path / "nowhere.csv"), user="officer") == REFUSED
    assert "nowhere.csv" in capsys.readouterr().err


def test_who_may_not_is_refused(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(record, "backup", user="officer") == REFUSED
    assert "administrator" in capsys.readouterr().err
    assert run(record, "verify", user="panel") == REFUSED


def test_a_wrong_passphrase_a_missing_record_and_no_database_are_said(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(record, "verify", user="nobody") == REFUSED
    assert "Traceback" not in capsys.readouterr().err
    (tmp_path / "passphrase.txt").write_text("not the passphrase", encoding="utf-8")
    assert run(record, "verify") == REFUSED
    assert capsys.readouterr().err
    assert run(record.with_name("other.artdb"), "verify") == REFUSED
    assert "There is none at" in capsys.readouterr().err
    assert not record.with_name("other.artdb").exists()


def test_a_record_of_a_newer_version_is_refused(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from art_desktop.persistence.engine import connect_file
    from art_desktop.vault.slots import beside
    from art_desktop.vault.vault import open_vault

    vault = open_vault(beside(record), "administrator", PASSPHRASE, FixedClock(NOW))
    connection = connect_file(record, vault.database_key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert run(record, "verify") == REFUSED
    assert "newer" in capsys.readouterr().err


def test_a_plain_database_in_the_records_place_is_refused(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record.unlink()
    plain = sqlite3.connect(record)
    plain.execute("CREATE TABLE child (name TEXT)")
    plain.commit()
    plain.close()
    assert run(record, "verify") == REFUSED
    assert "Traceback" not in capsys.readouterr().err


def test_the_tour_does_the_job_and_leaves_every_paper_of_the_move(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tour", str(tmp_path / "tour"), "--no-pictures"]) == DONE
    told = capsys.readouterr().out
    assert "Refused, as it must be" in told
    assert "Placed from" in told
    assert "entries, sound" in told
    names = sorted(path.name for path in (tmp_path / "tour").glob("*.pdf"))
    kinds = (
        "referral-full", "referral-redacted", "referral-pack", "matching-record", "health-notification",
        "own-page", "meet-your-carers", "younger", "older",
    )  # fmt: skip
    assert len(names) == 9
    assert [kind for kind in kinds if not any(kind in name for name in names)] == []


def test_a_tour_into_a_folder_that_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "taken"
    file.write_text("a file", encoding="utf-8")
    assert main(["tour", str(file / "tour"), "--no-pictures"]) == REFUSED
    told = capsys.readouterr().err
    assert told.startswith("The tour was not made.")
