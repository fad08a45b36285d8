"""The way in: who may open the record, setting it up for the first time, locking it (engineering.md §1, §3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the sign-in is shown before anything of this is needed
    from art_desktop.domain.permissions import Actor, Role
    from art_desktop.domain.read_models import ServiceView
    from art_desktop.services import Services


@dataclass(frozen=True)
class DemonstrationUser:
    """A person of the demonstration service and the passphrase shown on its sign-in page, for it alone."""

    username: str
    full_name: str
    role: Role
    passphrase: str


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """What first-run set-up asks: whose record it is, and its first administrator."""

    council: str
    area_code: str
    team_name: str
    phone: str
    username: str
    full_name: str
    passphrase: str


@dataclass(frozen=True)
class Desk:
    """The open record of one signed-in person."""

    services: Services
    actor: Actor
    service: ServiceView


class Door(Protocol):
    """Opens the record. One door stands before one record."""

    @property
    def exists(self) -> bool:
        """Say whether the record is there; if not, it is to be set up."""
        ...

    @property
    def place(self) -> str:
        """Return where the record is kept, in words."""
        ...

    def demonstration_users(self) -> tuple[DemonstrationUser, ...]:
        """Return who can sign in to a demonstration service; () for any other."""
        ...

    def sign_in(self, username: str, passphrase: str) -> Desk:
        """Open the record. Raises: WrongKey, KnownFailure."""
        ...

    def unlock(self, username: str, passphrase: str) -> None:
        """Check the passphrase of whoever locked the desk. Raises: WrongKey."""
        ...

    def recover(self, recovery_key: str, username: str, passphrase: str) -> None:
        """Give somebody a new passphrase by the recovery key. Raises: WrongKey, RuleBroken."""
        ...

    def set_up(self, command: SetUp) -> str:
        """Make a new record and return its recovery key in words, which is kept nowhere.

        Raises: RuleBroken, KnownFailure.
        """
        ...

    def close(self) -> None:
        """Let the record go: a backup if it changed, and the head of the trail noted."""
        ...
