"""The words of the e-mail drafts: what is asked, by when, whom to ring; never who a child is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from art_desktop.domain.wording import instant_words

MARKING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whom a provider rings: a post and a telephone, never a person."""

    team: str
    phone: str

    @property
    def words(self) -> str:
        """Return "Duty officer, Access to Resources Team, 01632 960100"."""
        return ", ".join(part for part in ("Duty officer", self.team, self.phone) if part)


def referral_subject(reference: str, due_at: datetime) -> str:
    """Return the subject of an e-mail that carries a referral."""
    return f"Placement referral {reference}: please answer by {instant_words(due_at)}"


def referral_body(
    *,
    reference: str,
    kind_words: str,
    needed_at: datetime,
    due_at: datetime,
    provider: str,
    homes: Sequence[str],
    attachment: str,
    sender: Sender,
) -> str:
    """Return the words of an e-mail that carries a referral; `homes` are those it asks about, () for an agency."""
    about = [f"We ask about: {'; '.join(homes)}.", ""] if homes else []
    lines = [
        MARKING,
        "",
        f"To the placements team of {provider}",
        "",
        (
            f"We are looking for a home. Our number is {reference} ({kind_words.lower()}). The home is needed by "
            f"{instant_words(needed_at)}."
        ),
        "",
        *about,
        (
            f"The referral is attached: {attachment}. It is locked. We ring you with the password; "
            "please do not ask for it by e-mail."
        ),
        "",
        f"Please answer by {instant_words(due_at)}, yes or no.",
        (
            "If you can offer a home: which one, from which day, the price a week, what it includes, what of it is "
            "for education, any conditions, and until when you hold it."
        ),
        "If you cannot: the reason, in a few words.",
        "",
        f"Whom to ring: {sender.words}.",
        "Please quote our number, and write no name, birth date or address in an e-mail.",
        "",
    ]
    return "\n".join(lines)


def chaser_subject(reference: str) -> str:
    """Return the subject of a reminder."""
    return f"Placement referral {reference}: your answer"


def chaser_body(
    *, reference: str, due_at: datetime, provider: str, sender: Sender, late: bool
) -> str:
    """Return the words of a reminder."""
    when = "was due" if late else "is due"
    lines = [
        MARKING,
        "",
        f"To the placements team of {provider}",
        "",
        f"We have had no answer yet to our referral {reference}. It {when} by {instant_words(due_at)}.",
        "A yes, a no with its reason, or the hour at which you will know is enough.",
        "",
        f"Whom to ring: {sender.words}.",
        "Please quote our number, and write no name, birth date or address in an e-mail.",
        "",
    ]
    return "\n".join(lines)


def full_subject(reference: str) -> str:
    """Return the subject of the e-mail to the provider that was chosen."""
    return f"Placement {reference}: the full referral"


def full_body(*, reference: str, provider: str, home: str, attachment: str, sender: Sender) -> str:
    """Return the words of the e-mail to the provider that was chosen; the names are in the locked paper alone."""
    lines = [
        MARKING,
        "",
        f"To the placements team of {provider}",
        "",
        f"The home you offered for our number {reference} has been chosen: {home}.",
        (
            f"The full referral is attached: {attachment}. It is locked. We ring you with the password; "
            "please do not ask for it by e-mail."
        ),
        "It is for the people who will look after the child, and for nobody else.",
        "",
        f"Whom to ring: {sender.words}.",
        "",
    ]
    return "\n".join(lines)
