"""Papers and e-mail drafts without a drawing of them, for lives of a request: what they say is held elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from art_desktop.domain.emails import EmailDraft
from art_desktop.domain.papers import PaperBody, Progress, Stamp
from art_desktop.domain.redaction import KnownIdentity, Leak
from art_desktop.services.papers import Papers


class _Writer:
    """Draws every paper as a line of text, the same for the same paper."""

    def write(self, body: PaperBody, stamp: Stamp, progress: Progress | None = None) -> bytes:
        return f"{body!r} {stamp!r}".encode()

    def pages_of(self, content: bytes) -> int:
        return 1


class _Emails:
    """Saves drafts nowhere."""

    def password(self) -> str:
        return "four plain words here"

    def lock(self, paper: bytes, password: str) -> bytes:
        return paper + password.encode()

    def write(self, draft: EmailDraft) -> bytes:
        return repr(draft).encode()

    def scan(self, data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
        return ()

    def save(self, folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
        return tuple(folder / name for name in files)

    def discard(self, paths: tuple[Path, ...]) -> None:
        raise AssertionError(f"drafts were saved and not recorded: {paths}")


def _clean(data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
    return ()


def plain_papers() -> Papers:
    """Return what draws, checks and sends papers in a life."""
    return Papers(writer=_Writer(), scan=_clean, emails=_Emails())
