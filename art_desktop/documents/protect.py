"""Locking a paper that leaves the building: AES-256, opened by a password sent another way."""

from __future__ import annotations

import io
import secrets
from typing import Final

from art_desktop.domain.errors import FileTrouble, RuleBroken

SHORTEST: Final = 12


def protect(data: bytes, password: str) -> bytes:
    """Return the PDF encrypted with AES-256, its metadata too; it opens only with the password.

    Raises: RuleBroken: the password is shorter than 12 characters. FileTrouble: the bytes are no PDF.
    """
    import pikepdf

    if len(password) < SHORTEST:
        raise RuleBroken(
            "The paper was not locked.",
            f"Its password has fewer than {SHORTEST} characters.",
            "Choose a longer one; four words are easy to say over the telephone.",
            field="password",
        )
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            # Nobody is ever given the owner's key: it is made and forgotten.
            owner = secrets.token_urlsafe(18)
            lock = pikepdf.Encryption(user=password, owner=owner, R=6, aes=True, metadata=True)
            pdf.save(
                out,
                encryption=lock,
                # The many small objects that say what is what are packed, which halves them.
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                # What the paper says of itself stays as it was written.
                fix_metadata_version=False,
            )
    except pikepdf.PdfError as error:
        raise FileTrouble(
            "The paper was not locked.", "It is no PDF that can be read.", "Draft it again."
        ) from error
    return out.getvalue()
