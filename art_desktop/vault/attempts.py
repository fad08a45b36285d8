"""Wrong passphrases: a wait that doubles, and a lock at the tenth.

The count is kept for names that do not exist too, so that the words never tell which names do.
It slows down a person at the desk; against someone who has copied the file, only the cost of
argon2id and the length of the passphrase stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from art_desktop.domain.errors import WrongKey
from art_desktop.vault.slots import Attempts, SlotFile
from art_desktop.vault.words import folded_username

LOCKED_AT = 10
MOST_STRANGERS = 50
WHAT = "You are not signed in."


class SignInRefused(WrongKey):
    """The passphrase was wrong, or it is too soon to try, or the account is locked.

    `wait_seconds` is how long until the next try counts (0: none); `locked` when only another
    person or the recovery key can help.
    """

    def __init__(
        self, why: str, what_next: str, *, wait_seconds: int = 0, locked: bool = False
    ) -> None:
        super().__init__(WHAT, why, what_next)
        self.wait_seconds = wait_seconds
        self.locked = locked


def entry_for(content: SlotFile, username: str) -> str:
    """Return the name under which tries of `username` are counted."""
    told = f"{content.service_id}\n{folded_username(username)}"
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:32]


def wait_after(wrong: int) -> timedelta:
    """Return how long to wait after so many wrong tries in a row: 1, 2, 4, 8 ... seconds."""
    return timedelta(seconds=2 ** (wrong - 1) if wrong else 0)


def require_turn(content: SlotFile, username: str, now: datetime) -> None:
    """Refuse a try that comes too soon or to a locked account.

    Raises: SignInRefused.
    """
    before = content.attempts.get(entry_for(content, username))
    if before is None or before.wrong == 0:
        return
    if before.wrong >= LOCKED_AT:
        raise _locked()
    left = before.last_at + wait_after(before.wrong) - now
    # A clock that was put back must not keep anybody out until it catches up.
    if timedelta(0) < left <= wait_after(before.wrong):
        seconds = -(-left // timedelta(seconds=1))
        raise SignInRefused(
            "The passphrase was wrong a moment ago.",
            f"Wait {_seconds(seconds)}, then try again.",
            wait_seconds=seconds,
        )


def with_one_more(content: SlotFile, username: str, now: datetime) -> SlotFile:
    """Return the file with one more wrong try counted for `username`."""
    name = entry_for(content, username)
    before = content.attempts.get(name)
    counted = dict(content.attempts)
    counted[name] = Attempts((before.wrong if before else 0) + 1, now)
    return replace(content, attempts=_fewer_strangers(content, counted))


def without_any(content: SlotFile, username: str) -> SlotFile:
    """Return the file with the wrong tries of `username` forgotten."""
    name = entry_for(content, username)
    return replace(content, attempts={k: v for k, v in content.attempts.items() if k != name})


def refusal(content: SlotFile, username: str) -> SignInRefused:
    """Return what a person is told after a wrong try that has been counted in `content`."""
    counted = content.attempts.get(entry_for(content, username))
    wrong = counted.wrong if counted else 0
    if wrong >= LOCKED_AT:
        return _locked()
    seconds = int(wait_after(wrong).total_seconds())
    left = LOCKED_AT - wrong
    warning = (
        f" After {left} more wrong {'try' if left == 1 else 'tries'} it is locked."
        if left <= 5
        else ""
    )
    return SignInRefused(
        "The username or the passphrase is not right.",
        (f"Wait {_seconds(seconds)}, then try again." if seconds else "Try again.") + warning,
        wait_seconds=seconds,
    )


def _locked() -> SignInRefused:
    return SignInRefused(
        f"The passphrase was wrong {LOCKED_AT} times, so this username is locked.",
        "Ask the administrator to unlock it, or use the recovery key.",
        locked=True,
    )


def _seconds(count: int) -> str:
    return "1 second" if count == 1 else f"{count} seconds"


def _fewer_strangers(content: SlotFile, counted: Mapping[str, Attempts]) -> dict[str, Attempts]:
    known = {entry_for(content, slot.username) for slot in content.slots}
    strangers = sorted(
        (name for name in counted if name not in known), key=lambda name: counted[name].last_at
    )
    dropped = set(strangers[:-MOST_STRANGERS])
    return {name: one for name, one in counted.items() if name not in dropped}
