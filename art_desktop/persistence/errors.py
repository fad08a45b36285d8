"""A database's errors, sorted: those a person can do something about, and bugs.

Source: https://www.sqlite.org/rescode.html; PostgreSQL 15 appendix A (error codes).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from art_desktop.domain.errors import DatabaseBusy, FileTrouble, KnownFailure, WrongKey
from art_desktop.files import os_trouble


@dataclass(frozen=True)
class _Words:
    kind: type[KnownFailure]
    why: str
    next: str


_FULL = _Words(
    FileTrouble,
    "The disk is full. Nothing was half-written.",
    "Make room on the disk and try again.",
)
_BUSY = _Words(
    DatabaseBusy,
    "Another window or another person is saving at this moment.",
    "Wait a few seconds and try again.",
)
_READ_ONLY = _Words(
    FileTrouble,
    "The database, its folder or its disk can only be read.",
    "Ask whoever looks after this computer to let you write there.",
)
_CORRUPT = _Words(
    FileTrouble,
    "The database file is damaged.",
    "Close the application and restore the newest backup.",
)
_NOT_A_DATABASE = _Words(
    WrongKey,
    "Either the key is not the one of this database, or the file is damaged or is no database: "
    "from outside the two look the same.",
    "Check that the database and its key file belong together; if they do, restore a backup.",
)
_INPUT_OUTPUT = _Words(
    FileTrouble,
    "The disk did not do what it was asked. Nothing was half-written.",
    "Check the disk and its connection, then try again; if it happens again, restore a backup "
    "onto another disk.",
)
_CANNOT_OPEN = _Words(
    FileTrouble,
    "The database file, or a file beside it that it needs, could not be opened.",
    "Check that it is still there and that you may write to its folder.",
)
_MEMORY = _Words(
    FileTrouble,
    "The computer has run out of memory.",
    "Close other programs and try again.",
)
_UNREACHABLE = _Words(
    FileTrouble,
    "The shared database does not answer.",
    "Check the network, then try again; if it stays away, tell whoever looks after it.",
)
_REFUSED_SIGN_IN = _Words(
    WrongKey,
    "The shared database did not accept the login.",
    "Check the login and its password with whoever looks after the database.",
)
_NO_RIGHT = _Words(
    FileTrouble,
    "The shared database does not allow this login to do it.",
    "Ask whoever looks after the database.",
)

_SQLITE = {
    3: _READ_ONLY,
    5: _BUSY,
    6: _BUSY,
    7: _MEMORY,
    8: _READ_ONLY,
    10: _INPUT_OUTPUT,
    11: _CORRUPT,
    13: _FULL,
    14: _CANNOT_OPEN,
    22: _FULL,
    23: _READ_ONLY,
    26: _NOT_A_DATABASE,
}
# The backup call raises its errors without a code, with SQLite's own English alone.
_SQLITE_ENGLISH = {
    "access permission denied": 3,
    "database is locked": 5,
    "database table is locked": 6,
    "out of memory": 7,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}
# The longest beginning of the five-letter code that is here decides.
_POSTGRES = {
    "08": _UNREACHABLE,
    "25006": _READ_ONLY,
    "28": _REFUSED_SIGN_IN,
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": _NO_RIGHT,
    "53": _MEMORY,
    "53100": _FULL,
    "53300": _UNREACHABLE,
    "55P03": _BUSY,
    "57014": _BUSY,
    "57P": _UNREACHABLE,
    "58": _INPUT_OUTPUT,
    "XX001": _CORRUPT,
    "XX002": _CORRUPT,
}


def translate(problem: BaseException, what: str = "Nothing was saved.") -> KnownFailure | None:
    """Put a database's or a disk's refusal in words; None when it is a bug of ours.

    Args: problem: of SQLAlchemy, a driver or the operating system. what: one sentence, what did
        not happen.
    """
    if isinstance(problem, KnownFailure):
        return problem
    if isinstance(problem, PoolTimeout):
        return _BUSY.kind(what, _BUSY.why, _BUSY.next)
    if isinstance(problem, DBAPIError) and problem.orig is not None:
        return translate(problem.orig, what)
    words = _words_for(problem)
    if words is not None:
        return words.kind(what, words.why, words.next)
    if isinstance(problem, OSError):
        return os_trouble(problem, what)
    return None


def _words_for(problem: BaseException) -> _Words | None:
    code = getattr(problem, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF)
    if type(problem).__module__.startswith("sqlcipher3"):
        return _SQLITE.get(_SQLITE_ENGLISH.get(str(problem), 0))
    if not type(problem).__module__.startswith("psycopg"):
        return None
    state = getattr(problem, "sqlstate", None)
    if state:
        lengths = (5, 3, 2)
        return next((_POSTGRES[state[:n]] for n in lengths if state[:n] in _POSTGRES), None)
    # The client library says without a code that it could not reach the server or lost it.
    return _UNREACHABLE if type(problem).__name__ == "OperationalError" else None


@contextlib.contextmanager
def known_failures(doing: str) -> Iterator[None]:
    """Turn what a person can act on into a KnownFailure; let a bug go up as it is.

    Args: doing: one sentence, what did not happen if it fails: "The request was not saved."
    """
    try:
        yield
    except (DBAPIError, PoolTimeout, OSError) as problem:
        known = translate(problem, doing)
        if known is None:
            raise
        raise known from problem
    except Exception as problem:
        # A driver's own error, raised outside SQLAlchemy.
        if not type(problem).__module__.startswith(("sqlcipher3", "sqlite3", "psycopg")):
            raise
        known = translate(problem, doing)
        if known is None:
            raise
        raise known from problem
