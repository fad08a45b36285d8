"""The slots as a ring of keys: made, found, sealed to and opened. No file is touched here."""

from __future__ import annotations

import hmac
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from art_desktop.domain.errors import FileTrouble, NotFound, RuleBroken, WrongKey
from art_desktop.vault import sealing
from art_desktop.vault.sealing import Cost, DoesNotOpen
from art_desktop.vault.slots import Generation, Slot, SlotFile, SlotKind
from art_desktop.vault.words import folded_username, normal_passphrase


@dataclass(frozen=True)
class Opened:
    """What a private key opened: each master key by generation, and the record's own secret."""

    masters: Mapping[int, bytes] = field(repr=False)
    secret: bytes = field(repr=False)


def check_username(username: str) -> None:
    """Refuse an empty or unprintable username. Raises: RuleBroken."""
    if not folded_username(username) or not username.isprintable():
        raise RuleBroken(
            "The user was not added.",
            "The username is empty or has characters that do not print.",
            "Choose one of letters and digits.",
            field="username",
            rule="username",
        )


def find(content: SlotFile, username: str) -> Slot | None:
    """Return the slot of a username, however it is cased, or None."""
    wanted = folded_username(username)
    for slot in content.slots:
        if slot.kind is SlotKind.USER and folded_username(slot.username) == wanted:
            return slot
    return None


def require(content: SlotFile, username: str) -> Slot:
    """Return the slot of a username. Raises: NotFound."""
    slot = find(content, username)
    if slot is None:
        raise NotFound(
            "Nothing was changed.", "There is no user with that name.", "Check the list of users."
        )
    return slot


def usual_cost(content: SlotFile) -> Cost:
    """Return the dearest cost in use, for slots to come."""
    return max((slot.cost for slot in content.slots), key=lambda c: c.passes * c.memory_kib)


def nobody(content: SlotFile) -> Slot:
    """Return a slot that costs as much to try as a real one and opens for nobody."""
    return Slot("", SlotKind.USER, "", b"", os.urandom(sealing.SALT), usual_cost(content), b"")


def user_slot(username: str, passphrase: str, cost: Cost) -> tuple[Slot, bytes]:
    """Return a new slot and the private key in it."""
    private = sealing.new_private_key()
    slot = Slot(
        id=str(uuid.uuid4()),
        kind=SlotKind.USER,
        username=username.strip(),
        public=sealing.public_of(private),
        salt=os.urandom(sealing.SALT),
        cost=cost,
    )
    key = sealing.stretch(normal_passphrase(passphrase), slot.salt, cost)
    return replace(slot, sealed_private=sealing.seal(key, private, f"slot {slot.id}")), private


def private_of(slot: Slot, passphrase: str) -> bytes | None:
    """Return the private key in a slot, or None if the passphrase is wrong."""
    key = sealing.stretch(normal_passphrase(passphrase), slot.salt, slot.cost)
    try:
        return sealing.unseal(key, slot.sealed_private, f"slot {slot.id}")
    except DoesNotOpen:
        return None


def _box(content: SlotFile, number: int, slot_id: str) -> str:
    return f"master {content.service_id} {number} {slot_id}"


def _kept(content: SlotFile, number: int) -> str:
    return f"kept {content.service_id} {number}"


def sealed_again(content: SlotFile, opened: Opened) -> SlotFile:
    """Seal every master key to every slot, newest generation first."""
    return replace(
        content,
        generations=tuple(
            Generation(
                number,
                {
                    slot.id: sealing.seal_to(slot.public, master, _box(content, number, slot.id))
                    for slot in content.slots
                },
                sealing.seal(sealing.derive(master, "kept"), opened.secret, _kept(content, number)),
                _tag(content, master),
            )
            for number, master in sorted(opened.masters.items(), reverse=True)
        ),
    )


def open_generations(content: SlotFile, slot: Slot, private: bytes) -> Opened:
    """Open every master key that a slot has a seal of.

    Raises: FileTrouble: the file was altered.
    """
    masters = {}
    secret = b""
    try:
        for one in content.generations:
            master = sealing.unseal_with(
                private, one.sealed[slot.id], _box(content, one.number, slot.id)
            )
            secret = sealing.unseal(
                sealing.derive(master, "kept"), one.kept, _kept(content, one.number)
            )
            masters[one.number] = master
    except (KeyError, DoesNotOpen) as problem:
        raise _altered() from problem
    opened = Opened(masters, secret)
    require_unaltered(content, opened)
    return opened


def _tag(content: SlotFile, master: bytes) -> bytes:
    """Return the keyed mark over the slots' public keys.

    Without it someone who can write to the file could put in a public key of their own, and the
    next new master key would be sealed to them.
    """
    told = sorted([s.id, s.kind.value, s.username, s.public.hex()] for s in content.slots)
    message = json.dumps([content.service_id, told]).encode("utf-8")
    return hmac.digest(sealing.derive(master, "slots"), message, "sha256")


def require_unaltered(content: SlotFile, opened: Opened) -> None:
    """Refuse a key file whose slots are not those that the master key has marked.

    Raises: WrongKey: the keys changed since `opened`. FileTrouble: altered from outside.
    """
    numbers = {one.number for one in content.generations}
    if numbers != set(opened.masters):
        raise WrongKey(
            "The key file was not changed.",
            "The keys were changed on another computer or in another window since you signed in.",
            "Sign out and in again.",
        )
    for one in content.generations:
        if not hmac.compare_digest(one.tag, _tag(content, opened.masters[one.number])):
            raise _altered()


def _altered() -> FileTrouble:
    return FileTrouble(
        "The key file was not used.",
        "It was altered outside the application: its slots do not bear the service's own mark.",
        "Put back the copy from your newest backup and tell whoever looks after this computer.",
    )
