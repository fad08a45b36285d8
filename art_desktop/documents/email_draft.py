"""E-mail drafts as .eml files: plain text, one attachment, marked as not yet sent.

`X-Unsent: 1` has Outlook and others open the file as a draft. There is no sender, no message number and no day: those
come from whoever sends it, and would otherwise name a person or a machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

from art_desktop.domain.emails import EmailDraft
from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.redaction import KnownIdentity, Leak, find_identifiers

_POLICY: Final = policy.SMTP.clone(max_line_length=200)


def write_eml(draft: EmailDraft) -> bytes:
    """Return an e-mail draft as the bytes of an .eml file; equal input gives equal bytes.

    Raises: FileTrouble: the address or the subject holds a line end, which would begin a header of its own.
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    try:
        message["To"] = draft.to.strip()
        message["Subject"] = draft.subject
    except ValueError as problem:
        raise FileTrouble(
            "The e-mail draft was not made.",
            "The address on record is not one line.",
            "Put the provider's e-mail address right.",
        ) from problem
    message.set_content(draft.body, charset="utf-8", cte="quoted-printable")
    if draft.attachment is not None:
        message.add_attachment(
            draft.attachment,
            maintype="application",
            subtype="pdf",
            filename=draft.attachment_name,
        )
        # Drawn by chance otherwise, so that no two drafts of the same thing would be alike.
        message.set_boundary(f"=_{hashlib.sha256(draft.attachment).hexdigest()[:32]}")
    return message.as_bytes()


def scan_eml(data: bytes, identity: KnownIdentity, *, file_name: str = "") -> tuple[Leak, ...]:
    """Return every known identifier in the headers, the words and the file names of a draft.

    The attached paper is locked and is scanned before that.
    """
    found: set[Leak] = set()
    if file_name:
        found.update(find_identifiers(file_name, identity, "the file's name"))
    for where, text in _texts(data):
        found.update(find_identifiers(text, identity, where))
    return tuple(sorted(found))


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    message = message_from_bytes(data, policy=policy.default)
    for name, value in message.items():
        yield f"header {name}", f"{value}"
    for part in message.walk():
        attached = part.get_filename()
        if attached:
            yield "the attachment's name", attached
        elif part.get_content_maintype() == "text":
            yield "the message", str(part.get_content())
