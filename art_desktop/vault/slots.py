"""The key file beside the database: what is in it, read strictly and written whole.

`NAME.artdb` is the encrypted database, `NAME.artkeys` its key file. Nothing in it opens the
database without a passphrase or the recovery key, so it travels with every backup.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from art_desktop.domain.errors import FileTrouble, NewerDatabase
from art_desktop.files import disk_refusals, write_atomically
from art_desktop.vault.sealing import Cost

SUFFIX = ".artkeys"
FORMAT = 1
MOST_BYTES = 4 * 1024 * 1024
# A hostile file must not make us stretch a passphrase with all the memory there is.
MOST_COST = Cost(passes=64, memory_kib=1024 * 1024, lanes=64)


class SlotKind(StrEnum):
    """Whose slot it is."""

    USER = "user"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """One person's way in, or the recovery key's.

    The private key of `public` is sealed with the passphrase; for the recovery slot it is the
    recovery key itself and is not here.
    """

    id: str
    kind: SlotKind
    username: str
    public: bytes
    salt: bytes = b""
    cost: Cost = field(default_factory=Cost)
    sealed_private: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Generation:
    """One master key: sealed to each slot, with the record's secret and the slots' tag under it."""

    number: int
    sealed: Mapping[str, bytes] = field(repr=False)
    kept: bytes = field(repr=False)
    tag: bytes = field(repr=False)


@dataclass(frozen=True)
class Attempts:
    """How many wrong passphrases in a row, and when the last was."""

    wrong: int
    last_at: datetime


@dataclass(frozen=True)
class SlotFile:
    """The whole key file. `generations` are newest first; two only while a re-key is under way."""

    service_id: str
    slots: tuple[Slot, ...]
    generations: tuple[Generation, ...]
    attempts: Mapping[str, Attempts]


def beside(database: Path) -> Path:
    """Return where the key file of a database is."""
    return database.with_suffix(SUFFIX)


def save(path: Path, content: SlotFile) -> None:
    """Write the key file whole.

    Raises: FileTrouble: the old one is still there, unchanged.
    """
    told = json.dumps(_to_json(content), indent=1, sort_keys=True, ensure_ascii=False)
    with disk_refusals("The key file was not changed."):
        write_atomically(path, told.encode("utf-8"))


def load(path: Path) -> SlotFile:
    """Read the key file.

    Raises: FileTrouble: missing, unreadable or damaged. NewerDatabase: of a newer version.
    """
    what = f"The key file {path.name} was not opened."
    if not path.is_file():
        raise FileTrouble(
            what,
            f"There is no such file in {path.parent}.",
            "It belongs beside the database. Put it back, or restore a backup, which has a copy.",
        )
    with disk_refusals(what), path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    try:
        told = json.loads(raw.decode("utf-8"))
        newer = (
            isinstance(told, dict)
            and isinstance(told.get("format"), int)
            and told["format"] > FORMAT
        )
        if not newer:
            return _from_json(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise FileTrouble(
            what,
            "It is damaged: it does not read as a key file.",
            "Put back the copy from your newest backup (the file beside the backup).",
        ) from problem
    raise NewerDatabase(
        what,
        "A newer version of the application wrote it.",
        "Install the newer version on this computer.",
    )


def _to_json(content: SlotFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "service_id": content.service_id,
        "slots": [
            {
                "id": slot.id,
                "kind": slot.kind.value,
                "username": slot.username,
                "public": _text(slot.public),
                "salt": _text(slot.salt),
                "cost": [slot.cost.passes, slot.cost.memory_kib, slot.cost.lanes],
                "sealed_private": _text(slot.sealed_private),
            }
            for slot in content.slots
        ],
        "generations": [
            {
                "number": one.number,
                "sealed": {slot: _text(box) for slot, box in one.sealed.items()},
                "kept": _text(one.kept),
                "tag": _text(one.tag),
            }
            for one in content.generations
        ],
        "attempts": {
            name: {"wrong": one.wrong, "last_at": one.last_at.isoformat()}
            for name, one in content.attempts.items()
        },
    }


def _from_json(told: dict[str, Any]) -> SlotFile:
    if told["format"] != FORMAT:
        raise ValueError("unknown format")
    generations = tuple(
        Generation(
            number=_whole(one["number"]),
            sealed={str(slot): _raw(box) for slot, box in one["sealed"].items()},
            kept=_raw(one["kept"]),
            tag=_raw(one["tag"]),
        )
        for one in told["generations"]
    )
    numbers = [one.number for one in generations]
    if not 1 <= len(numbers) <= 2 or numbers != sorted(set(numbers), reverse=True):
        raise ValueError("generations out of order")
    return SlotFile(
        service_id=_words(told["service_id"]),
        slots=tuple(_slot(one) for one in told["slots"]),
        generations=generations,
        attempts={
            str(name): Attempts(_whole(one["wrong"]), _instant(one["last_at"]))
            for name, one in told["attempts"].items()
        },
    )


def _slot(one: dict[str, Any]) -> Slot:
    passes, memory, lanes = (_whole(part) for part in one["cost"])
    if (
        not 1 <= passes <= MOST_COST.passes
        or not 8 <= memory <= MOST_COST.memory_kib
        or not 1 <= lanes <= MOST_COST.lanes
        or memory < 8 * lanes
    ):
        raise ValueError("cost out of bounds")
    slot = Slot(
        id=_words(one["id"]),
        kind=SlotKind(one["kind"]),
        username=_words(one["username"]),
        public=_raw(one["public"]),
        salt=_raw(one["salt"]),
        cost=Cost(passes, memory, lanes),
        sealed_private=_raw(one["sealed_private"]),
    )
    if len(slot.public) != 32 or (slot.kind is SlotKind.USER and len(slot.salt) < 8):
        raise ValueError("key or salt of the wrong length")
    return slot


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _raw(told: object) -> bytes:
    try:
        return base64.b64decode(_words(told), validate=True)
    except binascii.Error as problem:
        raise ValueError("not base 64") from problem


def _words(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("not text")
    return told


def _whole(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise TypeError("not a whole number")
    return told


def _instant(told: object) -> datetime:
    at = datetime.fromisoformat(_words(told))
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return at
