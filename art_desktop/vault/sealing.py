"""The locks themselves: argon2id for passphrases, AES-256-GCM, X25519 and HKDF for keys.

Source: engineering.md §3 (argon2id t=3, 64 MiB, p=4); RFC 9106, RFC 7748, RFC 5869.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
NONCE = 12
SALT = 16


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs: passes, memory in KiB, lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


class DoesNotOpen(Exception):
    """The key is not the one that sealed this, or it was altered."""


def stretch(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte argon2id key of a passphrase."""
    return hash_secret_raw(
        secret=passphrase,
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY,
        type=Type.ID,
    )


def derive(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """Return the 32-byte sub-key of `key` for one purpose."""
    made = HKDF(
        algorithm=hashes.SHA256(),
        length=KEY,
        salt=salt or None,
        info=f"art-desktop {purpose}".encode(),
    )
    return made.derive(key)


def seal(key: bytes, plain: bytes, bound_to: str) -> bytes:
    """Encrypt `plain`; it opens only with the same key and the same words in `bound_to`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode("utf-8"))


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """Undo `seal`.

    Raises: DoesNotOpen: wrong key, altered, or sealed for something else.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode("utf-8"))
    except (InvalidTag, ValueError) as problem:
        raise DoesNotOpen from problem


def new_private_key() -> bytes:
    """Return a new X25519 private key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Return the public key of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, plain: bytes, bound_to: str) -> bytes:
    """Encrypt `plain` to whoever holds the private key of `public`."""
    once = X25519PrivateKey.generate()
    once_public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    key = derive(shared, "sealed box", once_public + public)
    return once_public + seal(key, plain, bound_to)


def unseal_with(private: bytes, sealed: bytes, bound_to: str) -> bytes:
    """Undo `seal_to`.

    Raises: DoesNotOpen: wrong key, altered, or sealed for something else.
    """
    once_public, box = sealed[:KEY], sealed[KEY:]
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(once_public)
        )
    except ValueError as problem:
        raise DoesNotOpen from problem
    key = derive(shared, "sealed box", once_public + public_of(private))
    return unseal(key, box, bound_to)
