"""Where a database file may lie: on a disk of this computer, in a folder that nothing copies.

SQLite's write-ahead log needs locks and shared memory that a network share does not give, and a
folder that is synced can be copied halfway through a change. Source: https://www.sqlite.org/wal.html,
https://www.sqlite.org/howtocorrupt.html; engineering.md §1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from art_desktop.domain.errors import FileTrouble

_WHAT = "The database was not opened."
_WAY_OUT = (
    "Keep it on a disk of this computer, or, for several people, use the shared PostgreSQL "
    "database instead."
)
_REMOTE_KINDS = ("nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs")
_SYNCED_BEGINNINGS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "sharepoint": "SharePoint",
    "nextcloud": "Nextcloud",
}
_SYNCED_SETTINGS = {
    "OneDrive": "OneDrive",
    "OneDriveCommercial": "OneDrive",
    "OneDriveConsumer": "OneDrive",
}
_WINDOWS_REMOTE_DRIVE = 4


def require_local(path: Path) -> None:
    """Refuse a file on a network share or in a synced folder.

    Args: path: of the database; it need not exist.
    Raises: FileTrouble: naming the share's or the folder's kind, and the way out.
    """
    whole = path.absolute()
    # A link may lead there, and a synced folder may be reached by a link: look at both ends.
    for one in dict.fromkeys((whole, whole.resolve())):
        service = synced_by(one, os.environ)
        if service:
            raise FileTrouble(
                _WHAT,
                f"It lies in a folder that {service} copies, and a copy taken while somebody is "
                "saving can damage it.",
                _WAY_OUT,
            )
        if is_remote(one):
            raise FileTrouble(
                _WHAT,
                "It lies on a network share, where two people saving at once can damage it.",
                _WAY_OUT,
            )


def synced_by(path: PurePath, settings: Mapping[str, str]) -> str | None:
    """Return the service that copies the folder a file lies in, or None.

    Args: settings: the environment; OneDrive says there where its folders are.
    """
    for part in path.parts[:-1]:
        name = part.casefold()
        for beginning, service in _SYNCED_BEGINNINGS.items():
            if name.startswith(beginning):
                return service
    for setting, service in _SYNCED_SETTINGS.items():
        folder = settings.get(setting)
        if folder and path.is_relative_to(folder):
            return service
    return None


def is_remote(path: Path) -> bool:
    """Say whether a path is on another machine's disk."""
    if is_windows_share(str(path)):
        return True
    if os.name == "nt":
        return _windows_drive_kind(path.drive) == _WINDOWS_REMOTE_DRIVE
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mount_kind(path, mounts) in _REMOTE_KINDS


def is_windows_share(path: str) -> bool:
    r"""Say whether a path names a share itself: \\server\share, \\?\UNC\server\share."""
    slashed = path.replace("/", "\\")
    if slashed.startswith("\\\\?\\"):
        return slashed[4:].upper().startswith("UNC\\")
    return os.name == "nt" and slashed.startswith("\\\\") and not slashed.startswith("\\\\.\\")


def mount_kind(path: PurePath, mounts: str) -> str:
    """Return the kind of file system a path is on, from the text of /proc/mounts."""
    kind, longest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # The kernel writes a blank in a folder's name as \040.
        point = PurePath(fields[1].encode().decode("unicode_escape"))
        if path.is_relative_to(point) and len(point.parts) >= longest:
            kind, longest = fields[2], len(point.parts)
    return kind


if sys.platform == "win32":
    import ctypes

    def _windows_drive_kind(drive: str) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\"))
else:

    def _windows_drive_kind(_drive: str) -> int:
        return 0
