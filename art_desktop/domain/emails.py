"""E-mail drafts: plain data in, the bytes of an .eml out. They are saved to be sent by hand (product.md §8).

The attached paper is locked with a password that goes another way; the draft itself says nothing of who a child is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from art_desktop.domain.redaction import KnownIdentity, Leak


@dataclass(frozen=True, kw_only=True)
class EmailDraft:
    """One e-mail to one address. `to` may be empty, where none is on record.

    `attachment` are the bytes of a locked PDF, None where nothing is attached.
    """

    to: str
    subject: str
    body: str
    attachment_name: str = ""
    attachment: bytes | None = None


class EmailWriter(Protocol):
    """Locks papers, draws e-mail drafts, checks them, and puts them in a folder."""

    def password(self) -> str:
        """Return a new password, easy to say over the telephone; no two are alike."""
        ...

    def lock(self, paper: bytes, password: str) -> bytes:
        """Return the PDF encrypted with AES-256, so that it opens only with the password."""
        ...

    def write(self, draft: EmailDraft) -> bytes:
        """Return the draft as an .eml file that a mail program opens as one not yet sent."""
        ...

    def scan(self, data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
        """Return every identifier in the headers, the words and the file names of a draft."""
        ...

    def save(self, folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
        """Write every file or none; a name that is taken gets a number. Raises: FileTrouble."""
        ...

    def discard(self, paths: tuple[Path, ...]) -> None:
        """Take files away again that were saved for something that was not recorded."""
        ...
