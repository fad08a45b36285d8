"""The words of the e-mail drafts that carry a locked paper: no name of a child in the subject or in the text."""

from __future__ import annotations

from art_desktop.domain.approaching_words import MARKING, Sender
from art_desktop.domain.paper_rules import Reader
from art_desktop.domain.paper_words import PaperKind

_FOR: dict[Reader, str] = {
    Reader.CHOSEN_HOME: "It is for the people who will look after the child, and for nobody else.",
    Reader.HEALTH_TEAM: "It is for the team that arranges the health assessment, and for nobody else.",
    Reader.SOCIAL_WORKER: "It is for the child's social worker and their manager.",
    Reader.PANEL: "It is for the members of the panel. Please do not pass it on, and destroy it after the meeting.",
}


def subject_of(kind: PaperKind, reference: str) -> str:
    """Return the subject of an e-mail that carries a paper: "R-2026-0143: referral pack"."""
    return f"{reference}: {_in_a_sentence(kind)}"


def body_of(
    *, kind: PaperKind, reference: str, reader: Reader, to: str, attachment: str, sender: Sender
) -> str:
    """Return the words of an e-mail that carries a paper; `to` is the name of who gets it."""
    lines = [
        MARKING,
        "",
        f"To {to or reader.words}",
        "",
        f"Our number: {reference}.",
        (
            f"Attached is the {_in_a_sentence(kind)}: {attachment}. It is locked. We ring you with the password; "
            "please do not ask for it by e-mail."
        ),
        _FOR.get(reader, ""),
        "",
        f"Whom to ring: {sender.words}.",
        "Please quote our number, and write no name, birth date or address in an e-mail.",
        "",
    ]
    return "\n".join(lines)


def attachment_name(kind: PaperKind, reference: str, number: int) -> str:
    """Return the name of the locked paper: nothing in it says who a child is."""
    return f"{_plain(reference)}-{kind.value.replace('_', '-')}-v{number}.pdf"


def draft_name(kind: PaperKind, reference: str, number: int) -> str:
    """Return the name of the e-mail draft."""
    return f"{_plain(reference)}-{kind.value.replace('_', '-')}-v{number}.eml"


def _plain(reference: str) -> str:
    return "".join(
        one if one.isascii() and (one.isalnum() or one in "-_") else "-" for one in reference
    )


def _in_a_sentence(kind: PaperKind) -> str:
    return kind.words[:1].lower() + kind.words[1:]
