"""Drawing, checking and locking papers, and the e-mail drafts that carry them.

ReportLab and pikepdf are imported when the first paper is drawn.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path
from typing import Final

from art_desktop.domain.emails import EmailDraft
from art_desktop.domain.papers import PaperBody, Progress, Stamp
from art_desktop.domain.redaction import KnownIdentity, Leak
from art_desktop.files import disk_refusals, write_atomically

_SAID: Final = "ACDEFGHJKLMNPQRTUVWXYZ234679"
"""Letters and digits of which none is taken for another when it is said or written down."""


class LateWriter:
    """Implements `domain.papers.DocumentWriter`."""

    def write(self, body: PaperBody, stamp: Stamp, progress: Progress | None = None) -> bytes:
        """Return the paper as a PDF."""
        from art_desktop.documents.writer import write

        return write(body, stamp, progress)

    def pages_of(self, content: bytes) -> int:
        """Return how many pages a PDF has."""
        import pypdfium2

        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()


def scan(data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
    """Return every identifier found in a finished paper."""
    from art_desktop.documents.scan import scan_pdf

    return scan_pdf(data, identity, file_name=file_name)


class LateEmails:
    """Implements `domain.emails.EmailWriter`."""

    def password(self) -> str:
        """Return sixteen letters and digits in groups of four, none of which sounds or looks like another."""
        return "-".join("".join(secrets.choice(_SAID) for _ in range(4)) for _ in range(4))

    def lock(self, paper: bytes, password: str) -> bytes:
        """Return the PDF encrypted with AES-256."""
        from art_desktop.documents.protect import protect

        return protect(paper, password)

    def write(self, draft: EmailDraft) -> bytes:
        """Return the draft as an .eml file."""
        from art_desktop.documents.email_draft import write_eml

        return write_eml(draft)

    def scan(self, data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
        """Return every identifier in a draft."""
        from art_desktop.documents.email_draft import scan_eml

        return scan_eml(data, identity, file_name=file_name)

    def save(self, folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
        """Write every file or none. Raises: FileTrouble."""
        written: list[Path] = []
        try:
            with disk_refusals("The e-mail drafts were not saved."):
                for name, content in files.items():
                    place = _free(folder / name)
                    write_atomically(place, content)
                    written.append(place)
        except BaseException:
            self.discard(tuple(written))
            raise
        return tuple(written)

    def discard(self, paths: tuple[Path, ...]) -> None:
        """Take files away again."""
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _free(wanted: Path) -> Path:
    """Return the path, or with the first number that nobody has: a draft is never written over another."""
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))
    return next(path for path in chain((wanted,), numbered) if not path.exists())
