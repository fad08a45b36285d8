"""The key ring of an open record: slots in the vault, and the re-encryption that goes with a removal."""

from __future__ import annotations

from pathlib import Path

from art_desktop.persistence.engine import change_key, create_file_engine
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.vault.vault import UnlockedVault


class VaultKeys:
    """Implements `domain.ports.KeyRing` over the vault of whoever is signed in."""

    def __init__(self, vault: UnlockedVault, database: Path, store: SqlStore) -> None:
        self._vault = vault
        self._database = database
        self._store = store

    def add_user(self, username: str, passphrase: str) -> None:
        """Give another person a slot."""
        self._vault.add_user(username, passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase of whoever is signed in."""
        self._vault.change_passphrase(old, new)

    def give_new_passphrase(self, username: str, passphrase: str) -> None:
        """Give somebody a new passphrase, and their tries back."""
        self._vault.give_new_passphrase(username, passphrase)
        self._vault.reset_attempts(username)

    def remove_user(self, username: str) -> None:
        """Take a person's slot away and re-encrypt the record, so that the old key opens nothing."""
        with known_failures("The user was taken out, but the record keeps its key for now."):
            self._store.engine.dispose()
            self._vault.remove_user_and_rekey(
                username, lambda old, new: change_key(self._database, old, new)
            )
            self._store.rebind(create_file_engine(self._database, self._vault.database_key))
