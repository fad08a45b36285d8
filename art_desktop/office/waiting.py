"""A door that is drawn before it opens: what stands behind it is imported when it is first asked for.

The sign-in needs none of the record's machinery, which takes longer to import than the window itself.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from art_desktop.office.door import LocalDoor
    from art_desktop.services.door import DemonstrationUser, Desk, SetUp


class WaitingDoor:
    """Implements `services.door.Door` over a `LocalDoor` that is made at the first real question, in any thread.

    Args: record: the file. make: makes the door; it may import what it likes.
    """

    def __init__(
        self,
        record: Path,
        make: Callable[[], LocalDoor],
        demonstration: tuple[DemonstrationUser, ...] = (),
    ) -> None:
        self._record = record
        self._make = make
        self._demonstration = demonstration
        self._made: LocalDoor | None = None
        self._turn = threading.Lock()

    @property
    def door(self) -> LocalDoor:
        """Return the door itself, made now if it was not."""
        with self._turn:
            if self._made is None:
                self._made = self._make()
            return self._made

    def prepare(self) -> None:
        """Make the door and import what a signed-in person needs first: for a thread while somebody types a name."""
        import art_desktop.services.every  # noqa: F401 - its import is what takes time
        from art_desktop.persistence.mapping import map_entities

        _ = self.door
        map_entities()

    @property
    def exists(self) -> bool:
        """Say whether the record is there."""
        from art_desktop.vault.slots import beside

        return beside(self._record).exists()

    @property
    def place(self) -> str:
        """Return the file's path."""
        return str(self._record)

    def demonstration_users(self) -> tuple[DemonstrationUser, ...]:
        """Return who can sign in to a demonstration service."""
        return self._demonstration

    def sign_in(self, username: str, passphrase: str) -> Desk:
        """Open the record for a person. Raises: WrongKey, KnownFailure."""
        return self.door.sign_in(username, passphrase)

    def unlock(self, username: str, passphrase: str) -> None:
        """Check the passphrase of whoever locked the desk. Raises: WrongKey."""
        self.door.unlock(username, passphrase)

    def recover(self, recovery_key: str, username: str, passphrase: str) -> None:
        """Give somebody a new passphrase by the recovery key. Raises: WrongKey, RuleBroken."""
        self.door.recover(recovery_key, username, passphrase)

    def set_up(self, command: SetUp) -> str:
        """Make a new record and return its recovery key in words. Raises: RuleBroken, KnownFailure."""
        return self.door.set_up(command)

    def close(self) -> None:
        """Let the record go."""
        if self._made is not None:
            self._made.close()
