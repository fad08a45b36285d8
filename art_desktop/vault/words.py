"""The recovery key as words to print and type: Crockford's base 32 in groups, with a checksum.

Source: https://www.crockford.com/base32.html: no I, L, O or U; read back in either case.
"""

from __future__ import annotations

import hashlib
import unicodedata

from art_desktop.domain.errors import RuleBroken, WrongKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_BYTES = 32
CHECK_LETTERS = 4
GROUP = 4
LEAST_LETTERS = 12
_PRIME = 1021
_LETTERS = -(-KEY_BYTES * 8 // 5)
_FOLDED = str.maketrans({"O": "0", "I": "1", "L": "1"})


def to_words(key: bytes) -> str:
    """Write a 32-byte key as 14 groups of 4 letters with dashes; the last group is the check."""
    letters = _encode(key) + _check(key)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def from_words(typed: str) -> bytes:
    """Read a recovery key as a person types it.

    Case, spaces and dashes do not matter; O is read as 0, I and L as 1.
    Raises: WrongKey: letters missing, spare or wrong, with which it is.
    """
    what = "The recovery key was not accepted."
    kept = [c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum()]
    letters = "".join(kept).translate(_FOLDED)
    wanted = _LETTERS + CHECK_LETTERS
    if len(letters) != wanted:
        raise WrongKey(
            what,
            f"It has {wanted} letters and digits; {len(letters)} were typed.",
            "Compare it with the printed sheet, group by group.",
        )
    strange = sorted(set(letters) - set(ALPHABET))
    if strange:
        raise WrongKey(
            what,
            f"It never contains {' or '.join(strange)}.",
            "Compare it with the printed sheet, group by group.",
        )
    number = 0
    for letter in letters[:_LETTERS]:
        number = number * 32 + ALPHABET.index(letter)
    spare = _LETTERS * 5 - KEY_BYTES * 8
    key = (number >> spare).to_bytes(KEY_BYTES, "big")
    if _encode(key) + _check(key) != letters:
        raise WrongKey(
            what,
            "At least one letter is not as it was printed.",
            "Compare it with the printed sheet, group by group.",
        )
    return key


def _encode(key: bytes) -> str:
    number = int.from_bytes(key, "big") << (_LETTERS * 5 - KEY_BYTES * 8)
    return "".join(ALPHABET[(number >> (5 * at)) & 31] for at in reversed(range(_LETTERS)))


def _check(key: bytes) -> str:
    # The remainder by a prime finds every single wrong letter and every two that changed places;
    # the hash finds nearly all of the rest.
    remainder = int.from_bytes(key, "big") % _PRIME
    number = remainder << 10 | int.from_bytes(hashlib.sha256(key).digest()[:2], "big") & 1023
    return "".join(ALPHABET[(number >> (5 * at)) & 31] for at in reversed(range(CHECK_LETTERS)))


def folded_username(username: str) -> str:
    """Return the username as it is looked up: one spelling for every case and accent form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", username).strip().casefold())


def normal_passphrase(passphrase: str) -> bytes:
    """Return a passphrase as bytes that do not depend on how the keyboard composed its accents."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8")


def check_passphrase(passphrase: str, username: str) -> None:
    """Refuse a passphrase that is too short or is the username.

    Raises: RuleBroken: with the rule, beside the field "passphrase".
    """
    what = "The passphrase was not set."
    normal = unicodedata.normalize("NFC", passphrase)
    if len(normal) < LEAST_LETTERS:
        raise RuleBroken(
            what,
            f"It has {len(normal)} characters; it needs {LEAST_LETTERS} or more.",
            "Four or five ordinary words in a row make a good one.",
            field="passphrase",
            rule="passphrase",
        )
    if folded_username(normal) == folded_username(username):
        raise RuleBroken(
            what,
            "It is the same as the username.",
            "Choose one that nobody could guess from your name.",
            field="passphrase",
            rule="passphrase",
        )
    if len(set(normal)) < 3:
        raise RuleBroken(
            what,
            "It repeats one or two characters only.",
            "Four or five ordinary words in a row make a good one.",
            field="passphrase",
            rule="passphrase",
        )
