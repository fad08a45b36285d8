"""Opening the vault: from a passphrase or the recovery key to the keys of the record.

A random master key opens the database. It is sealed to the public key of each slot, so that a
new one can be sealed to everybody who stays when a person leaves, without their passphrases.
Source: engineering.md §1 and §3.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from art_desktop.domain.clock import Clock
from art_desktop.domain.errors import FileTrouble, RuleBroken, WrongKey
from art_desktop.files import FileLock, disk_refusals
from art_desktop.vault import attempts, ring, sealing, slots
from art_desktop.vault.ring import Opened
from art_desktop.vault.sealing import Cost
from art_desktop.vault.slots import Slot, SlotFile, SlotKind
from art_desktop.vault.words import (
    check_passphrase,
    from_words,
    to_words,
)

Rekey = Callable[[bytes, bytes], None]
"""Re-encrypts the database from the first key to the second."""


def create_vault(
    path: Path, first_username: str, passphrase: str, *, cost: Cost | None = None
) -> tuple[UnlockedVault, str]:
    """Make the key file of a new service, with one user and the recovery key.

    Args: path: of the key file, `slots.beside(database)`. cost: of argon2id; cheaper in tests.
    Returns: the open vault, and the recovery key in words, which is kept nowhere.
    Raises: RuleBroken: the passphrase or the username will not do. FileTrouble: there is one
        already, or it cannot be written.
    """
    what = "The service was not set up."
    ring.check_username(first_username)
    check_passphrase(passphrase, first_username)
    if path.exists():
        raise FileTrouble(
            what,
            f"There is already a key file {path.name}.",
            "Open that service, or choose another name.",
        )
    recovery = sealing.new_private_key()
    cost = cost or Cost()
    user, private = ring.user_slot(first_username, passphrase, cost)
    recovery_slot = Slot(
        str(uuid.uuid4()), SlotKind.RECOVERY, "", sealing.public_of(recovery), cost=cost
    )
    content = SlotFile(str(uuid.uuid4()), (user, recovery_slot), (), {})
    opened = Opened({1: os.urandom(sealing.KEY)}, os.urandom(sealing.KEY))
    content = ring.sealed_again(content, opened)
    slots.save(path, content)
    return UnlockedVault(path, content, user, private, opened, cost), to_words(recovery)


def open_vault(
    path: Path,
    username: str,
    passphrase: str,
    clock: Clock,
    *,
    counted: bool = True,
) -> UnlockedVault:
    """Open the vault with a person's passphrase. Costs some 300 ms on purpose; never sleeps.

    Args: counted: False for the copy of a key file in a backup, which is only read.
    Raises: attempts.SignInRefused: wrong, too soon or locked; the same words whether or not
        there is such a user. FileTrouble: the key file is missing or damaged.
    """
    content = slots.load(path)
    if counted:
        # Counted before it is tried: tries made side by side, or cut short, count as well.
        with _locked(path):
            content = slots.load(path)
            attempts.require_turn(content, username, clock.now())
            content = attempts.with_one_more(content, username, clock.now())
            slots.save(path, content)
    slot = ring.find(content, username)
    private = ring.private_of(slot or ring.nobody(content), passphrase)
    if slot is None or private is None:
        raise attempts.refusal(content, username)
    opened = ring.open_generations(content, slot, private)
    if counted:
        with _locked(path):
            content = attempts.without_any(slots.load(path), username)
            slots.save(path, content)
    return UnlockedVault(path, content, slot, private, opened, slot.cost)


def open_with_recovery(path: Path, words: str) -> UnlockedVault:
    """Open the vault with the recovery key as typed.

    Raises: WrongKey: mistyped, or of another service. FileTrouble: as `open_vault`.
    """
    content = slots.load(path)
    private = from_words(words)
    public = sealing.public_of(private)
    for slot in content.slots:
        if slot.kind is SlotKind.RECOVERY and hmac.compare_digest(slot.public, public):
            opened = ring.open_generations(content, slot, private)
            return UnlockedVault(path, content, slot, private, opened, ring.usual_cost(content))
    raise WrongKey(
        "The recovery key was not accepted.",
        "It is a recovery key, but not of this service, or it has been replaced since.",
        "Look for the sheet that was printed last for this service.",
    )


class UnlockedVault:
    """The open vault of one signed-in person. Its keys never show in a repr or a log."""

    def __init__(
        self,
        path: Path,
        content: SlotFile,
        slot: Slot,
        private: bytes,
        opened: Opened,
        cost: Cost,
    ) -> None:
        self._path = path
        self._service_id = content.service_id
        self._slot_id = slot.id
        self._username = slot.username
        self._private = private
        self._opened = opened
        self._cost = cost

    @property
    def service_id(self) -> str:
        """The service's own id."""
        return self._service_id

    @property
    def username(self) -> str:
        """Who opened it; empty when the recovery key did."""
        return self._username

    @property
    def by_recovery_key(self) -> bool:
        """Say whether the recovery key opened it."""
        return not self._username

    @property
    def usernames(self) -> tuple[str, ...]:
        """The names that have a slot now, in alphabetical order."""
        content = slots.load(self._path)
        return tuple(sorted(s.username for s in content.slots if s.kind is SlotKind.USER))

    # ---- keys, 32 bytes each --------------------------------------------------------------

    @property
    def database_keys(self) -> tuple[bytes, ...]:
        """The keys that the database may be under, newest first; two while a re-key is pending."""
        return tuple(
            sealing.derive(self._opened.masters[number], "database", self._salt)
            for number in sorted(self._opened.masters, reverse=True)
        )

    @property
    def database_key(self) -> bytes:
        """The newest key of the database."""
        return self.database_keys[0]

    @property
    def audit_chain_key(self) -> bytes:
        """The key that seals each audit entry to the one before; survives a re-key."""
        return sealing.derive(self._opened.secret, "audit chain", self._salt)

    @property
    def audit_value_key(self) -> bytes:
        """The key of the values in the audit trail; survives a re-key."""
        return sealing.derive(self._opened.secret, "audit values", self._salt)

    @property
    def draft_key(self) -> bytes:
        """The key of unsaved forms; survives a re-key, or unsaved typing would be lost."""
        return sealing.derive(self._opened.secret, "drafts", self._salt)

    @property
    def _salt(self) -> bytes:
        return self._service_id.encode("ascii", "replace")

    # ---- people ---------------------------------------------------------------------------

    def add_user(self, username: str, passphrase: str) -> None:
        """Give another person a slot.

        Raises: RuleBroken: the name is taken or empty, or the passphrase will not do.
        """
        ring.check_username(username)
        check_passphrase(passphrase, username)
        slot, _private = ring.user_slot(username, passphrase, self._cost)
        with self._changing() as change:
            if ring.find(change.content, username):
                raise RuleBroken(
                    "The user was not added.",
                    "There is already a user with that name.",
                    "Choose another username.",
                    field="username",
                    rule="username",
                )
            kept = attempts.without_any(change.content, username)
            change.content = replace(kept, slots=(*kept.slots, slot))

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase of the person who opened the vault.

        Raises: WrongKey: the old one is not right. RuleBroken: the new one will not do.
        """
        check_passphrase(new, self._username)
        content = slots.load(self._path)
        slot = ring.find(content, self._username)
        if slot is None or ring.private_of(slot, old) is None:
            raise WrongKey(
                "The passphrase was not changed.",
                "The present passphrase is not right.",
                "Type the one you signed in with.",
            )
        self.give_new_passphrase(self._username, new)

    def give_new_passphrase(self, username: str, passphrase: str) -> None:
        """Set a person's passphrase without the old one, and forget their wrong tries.

        Raises: NotFound: no such user. RuleBroken: the passphrase will not do.
        """
        check_passphrase(passphrase, username)
        with self._changing() as change:
            old = ring.require(change.content, username)
            new, private = ring.user_slot(old.username, passphrase, self._cost)
            kept = attempts.without_any(change.content, username)
            change.content = replace(
                kept, slots=tuple(new if slot.id == old.id else slot for slot in kept.slots)
            )
        if old.id == self._slot_id:
            self._slot_id, self._private = new.id, private

    def reset_attempts(self, username: str) -> None:
        """Forget a person's wrong tries, which unlocks them.

        Raises: NotFound: no such user.
        """
        with self._changing() as change:
            ring.require(change.content, username)
            change.content = attempts.without_any(change.content, username)

    def new_recovery_key(self) -> str:
        """Replace the recovery key; the old one opens nothing any more. Returns the new words."""
        private = sealing.new_private_key()
        with self._changing() as change:
            slot = Slot(
                str(uuid.uuid4()),
                SlotKind.RECOVERY,
                "",
                sealing.public_of(private),
                cost=self._cost,
            )
            people = tuple(s for s in change.content.slots if s.kind is SlotKind.USER)
            change.content = replace(change.content, slots=(*people, slot))
        if self.by_recovery_key:
            self._slot_id, self._private = slot.id, private
        return to_words(private)

    # ---- a new master key -----------------------------------------------------------------

    @property
    def rekey_pending(self) -> bool:
        """Say whether a re-key was begun and not confirmed; `settle` ends it."""
        return len(self._opened.masters) > 1

    def remove_user_and_rekey(self, username: str, rekey: Rekey) -> None:
        """Take away a person's slot and re-encrypt the database under a new master key.

        At any moment it may be cut short: the key file then holds both master keys for those who
        stay, and `settle` at the next sign-in ends what was begun.
        Args: rekey: called with the old and the new database key while no one else has it open.
        Raises: NotFound: no such user. RuleBroken: it is the last user, or the one signed in.
        """
        self.begin_rekey(without=username)
        new, old = self.database_keys
        rekey(old, new)
        self.confirm_rekey()

    def begin_rekey(self, *, without: str | None = None) -> None:
        """Write a new master key beside the old one, and drop the slot of `without`."""
        if self.rekey_pending:
            raise RuleBroken(
                "The keys were not changed.",
                "An earlier change of keys has not been finished.",
                "Sign out and in again, which finishes it.",
            )
        with self._changing() as change:
            if without is not None:
                change.content = self._without(change.content, without)
            number = max(self._opened.masters) + 1
            masters = {**self._opened.masters, number: os.urandom(sealing.KEY)}
            change.opened = Opened(masters, self._opened.secret)

    def confirm_rekey(self) -> None:
        """Drop the old master key: the database is under the new one."""
        with self._changing() as change:
            newest = max(self._opened.masters)
            change.opened = Opened({newest: self._opened.masters[newest]}, self._opened.secret)

    def settle(self, live_key: bytes, rekey: Rekey) -> None:
        """Finish a re-key that was cut short.

        Args: live_key: the one of `database_keys` that opens the database today.
        """
        if not self.rekey_pending:
            return
        new, _old = self.database_keys
        if not hmac.compare_digest(new, live_key):
            rekey(live_key, new)
        self.confirm_rekey()

    def _without(self, content: SlotFile, username: str) -> SlotFile:
        what = "The user was not removed."
        gone = ring.require(content, username)
        people = [slot for slot in content.slots if slot.kind is SlotKind.USER]
        if len(people) == 1:
            raise RuleBroken(
                what, "It is the last one, and nobody could sign in.", "Add another user first."
            )
        if gone.id == self._slot_id:
            raise RuleBroken(
                what, "You are signed in as that user.", "Ask another administrator to do it."
            )
        content = attempts.without_any(content, username)
        return replace(content, slots=tuple(s for s in content.slots if s.id != gone.id))

    @contextlib.contextmanager
    def _changing(self) -> Iterator[_Change]:
        """Hand out the key file as it is now, and write what the block made of it."""
        with _locked(self._path):
            content = slots.load(self._path)
            ring.require_unaltered(content, self._opened)
            change = _Change(content, self._opened)
            yield change
            slots.save(self._path, ring.sealed_again(change.content, change.opened))
        self._opened = change.opened


@dataclass
class _Change:
    content: SlotFile
    opened: Opened


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    what = "The key file was not changed."
    lock = FileLock(path.with_name(path.name + ".lock"))
    with disk_refusals(what):
        lock.wait(10.0, what)
    try:
        yield
    finally:
        lock.release()
