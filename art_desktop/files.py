"""Files written whole or not at all, locks between processes, and the disk's refusals in words.

Works the same on Windows and Linux; stands above `domain` and below everything that writes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from art_desktop.domain.errors import DatabaseBusy, FileTrouble

_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}
_WINDOWS_NO_SPACE = {39, 112}
_WINDOWS_SHARING = {32, 33}
_PATIENCE = 0.02
_WINDOWS = os.name == "nt"


def os_trouble(problem: OSError, what: str) -> FileTrouble:
    """Put an operating system's refusal in words.

    Args: what: one sentence, what did not happen. Returns: the error to raise.
    """
    windows = getattr(problem, "winerror", None)
    if problem.errno in _NO_SPACE or windows in _WINDOWS_NO_SPACE:
        return FileTrouble(what, "The disk is full.", "Make room on it and try again.")
    if problem.errno == errno.EROFS:
        return FileTrouble(what, "The disk can only be read.", "Choose a folder on another disk.")
    if windows in _WINDOWS_SHARING:
        return FileTrouble(
            what, "Another program has the file open.", "Close it there and try again."
        )
    if problem.errno in _NOT_ALLOWED:
        return FileTrouble(
            what,
            "You are not allowed to write to or read that file or folder, or it is read-only.",
            "Choose another folder, or ask whoever looks after this computer.",
        )
    if isinstance(problem, FileNotFoundError):
        return FileTrouble(
            what, "The file or folder is not there.", "Check whether it was moved or renamed."
        )
    reason = os.strerror(problem.errno) if problem.errno else "unknown"
    return FileTrouble(
        what,
        f"The disk refused ({reason}).",
        "Check the disk, or ask whoever looks after this computer.",
    )


@contextlib.contextmanager
def disk_refusals(what: str) -> Iterator[None]:
    """Turn an OSError inside the block into a FileTrouble that begins with `what`."""
    try:
        yield
    except OSError as problem:
        raise os_trouble(problem, what) from problem


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader or a power cut sees the old or the new, whole.

    Raises: OSError: nothing was changed and no temporary file is left.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _replace(source: Path, target: Path) -> None:
    # On Windows a virus scanner or an indexer may hold the target for a moment.
    for _attempt in range(10):
        try:
            source.replace(target)
        except PermissionError:
            if not _WINDOWS:
                raise
            time.sleep(_PATIENCE)
        else:
            return
    source.replace(target)


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a rename in `folder` is on the disk; Windows has no such call and needs none."""
    if _WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class FileLock:
    """A lock between processes on a small file, let go when the process ends however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Say whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Take the lock if nobody has it; never waits.

        Raises: OSError: the file cannot be made.
        """
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def wait(self, seconds: float, what: str) -> None:
        """Take the lock, waiting up to `seconds` for another process to let go of it.

        Raises: DatabaseBusy: it did not; the message begins with `what`.
        """
        until = time.monotonic() + seconds
        while not self.acquire():
            if time.monotonic() > until:
                raise DatabaseBusy(
                    what,
                    "Another copy of the application is busy with the same file.",
                    "Wait a moment and try again.",
                )
            time.sleep(_PATIENCE)

    def release(self) -> None:
        """Let go. The file stays: removing it would let two processes lock two files."""
        if self._handle is not None:
            _unlock(self._handle)
            os.close(self._handle)
            self._handle = None

    @contextlib.contextmanager
    def hold(self, what: str, seconds: float = 10.0) -> Iterator[None]:
        """Hold the lock for a block; see `wait`."""
        self.wait(seconds, what)
        try:
            yield
        finally:
            self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
