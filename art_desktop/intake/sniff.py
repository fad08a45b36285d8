"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from art_desktop.domain.errors import FileTrouble

_NOTHING_READ = "The file was not read, and nothing was changed."
_SAVE_AS = "Open it in the program it came from, save it as CSV or XLSX, and choose that file."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN_STARTS = (
    (b"%PDF", "It is a PDF, whatever its name says."),
    (b"{\\rtf", "It is a rich text document, whatever its name says."),
    (b"\x89PNG", "It is a picture."),
    (b"\xff\xd8\xff", "It is a picture."),
    (b"GIF8", "It is a picture."),
    (b"\x1f\x8b", "It is a compressed file."),
    (b"7z\xbc\xaf", "It is a compressed file."),
    (b"Rar!", "It is a compressed file."),
    (b"SQLite format 3", "It is a database."),
    (b"MZ", "It is a program."),
    (b"\x7fELF", "It is a program."),
)
_WEB_STARTS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a file is refused. Bytes, counts and seconds."""

    file_bytes: int = 40_000_000
    unpacked_bytes: int = 250_000_000
    ratio: int = 150
    rows: int = 120_000
    columns: int = 300
    cell_characters: int = 10_000
    child_bytes: int = 280_000_000
    child_seconds: float = 10.0


def refusal(why: str, what_next: str = _SAVE_AS) -> FileTrouble:
    """The error for a file that cannot be taken, in one shape."""
    return FileTrouble(_NOTHING_READ, why, what_next)


def detect(content: bytes, limits: Limits) -> str:
    """Which it is, "csv" or "xlsx".

    Raises: FileTrouble: it is anything else, and which, or would unpack to too much.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refusal("It is empty.", "Check that it is the right file, and export it again.")
    for start, why in _KNOWN_STARTS:
        if content.startswith(start):
            raise refusal(why)
    if content.startswith(_OLE):
        raise refusal(_what_ole_is(content))
    if content.startswith(b"PK"):
        _check_workbook(content, limits)
        return "xlsx"
    opening = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith(_WEB_STARTS) or (opening.startswith(b"<") and b"<html" in opening):
        raise refusal("It is a web page saved under another name, as some systems export.")
    if opening.startswith(b"<?xml"):
        raise refusal("It is an XML file.")
    return "csv"


def _what_ole_is(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "It is a spreadsheet locked with a password."
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "It is a spreadsheet of the old kind (.xls), which is not read."
    return "It is an old office document, not a table."


def _check_workbook(content: bytes, limits: Limits) -> None:
    """Look at what the file says it unpacks to; reading it later never goes past what it says."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refusal(
            "It is damaged, or was cut short on the way.", "Get the file again and choose it."
        ) from error
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise refusal("It is locked with a password.")
    if "xl/workbook.bin" in names:
        raise refusal("It is a binary spreadsheet (.xlsb), which is not read.")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refusal(_what_archive_is(names))
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes or len(members) > 2_000:
        raise refusal("It unpacks to far more than a table of people would.")
    if unpacked > 5_000_000 and unpacked > limits.ratio * len(content):
        raise refusal("It unpacks to far more than its size, as no honest spreadsheet does.")


def _what_archive_is(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "It is a Word document, whatever its name says."
    if "content.xml" in names and "mimetype" in names:
        return "It is an OpenDocument file, which is not read."
    return "It is a compressed folder, not a spreadsheet."
