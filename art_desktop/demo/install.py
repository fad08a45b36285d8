"""Saves a generated demonstration service in a new encrypted record."""

from __future__ import annotations

from pathlib import Path

from art_desktop.demo.generate import generate
from art_desktop.demo.people import STAFF
from art_desktop.domain.clock import Clock, local_day
from art_desktop.domain.permissions import Role
from art_desktop.domain.places import Gazetteer
from art_desktop.domain.work import Code, MatchingWeight
from art_desktop.intake.first_tables import first_tables
from art_desktop.office.door import LocalDoor
from art_desktop.services.door import DemonstrationUser
from art_desktop.vault.sealing import Cost

PUBLIC = Cost(passes=1, memory_kib=8 * 1024, lanes=1)
"""The passphrases are printed on the sign-in page, so making them slow to guess would protect nobody."""


def install(
    record: Path, clock: Clock, gazetteer: Gazetteer, *, seed: int = 1, factor: float = 1.0
) -> tuple[DemonstrationUser, ...]:
    """Make a demonstration record and return who can sign in to it.

    Raises: FileTrouble: there is one already, or the disk refused; nothing half-made is left.
    """
    record.parent.mkdir(parents=True, exist_ok=True)
    made = generate(seed, factor, today=local_day(clock.now()))
    users = demonstration_users()
    first = next(user for user in users if user.role is Role.ADMINISTRATOR)
    others = {user.username: user.passphrase for user in users if user is not first}
    tables = [row for row in first_tables() if isinstance(row, (Code, MatchingWeight))]
    door = LocalDoor(record, clock, gazetteer, cost=PUBLIC)
    door.make(
        first.username, first.passphrase, [*made.entities(), *tables], "demonstration made", others
    )
    return users


def demonstration_users() -> tuple[DemonstrationUser, ...]:
    """Return the people of the demonstration, officers first."""
    return tuple(
        DemonstrationUser(name, full_name, role, passphrase)
        for name, full_name, role, passphrase in STAFF
    )
