"""Saves a demonstration service in a new encrypted file, with a key for each of its people."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from art_desktop.demo.generate import generate
from art_desktop.demo.ground import Ground
from art_desktop.demo.open_work import Officers
from art_desktop.demo.panel_cases import prepare_papers
from art_desktop.demo.people import demonstration_users
from art_desktop.demo.record import DemoService
from art_desktop.domain.clock import Clock, FixedClock, local_day
from art_desktop.domain.permissions import Role
from art_desktop.domain.places import Gazetteer
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import create_file_engine
from art_desktop.persistence.migrate import upgrade
from art_desktop.persistence.opening import checkpoint_on_close
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.persistence.whereabouts import require_local
from art_desktop.services.base import Context
from art_desktop.services.door import DemonstrationUser
from art_desktop.vault.sealing import Cost
from art_desktop.vault.slots import beside
from art_desktop.vault.vault import UnlockedVault, create_vault

PUBLIC: Final = Cost(passes=1, memory_kib=8 * 1024, lanes=1)
"""The passphrases are printed on the sign-in page: making them slow to guess would protect nobody."""


def install(
    record: Path,
    clock: Clock,
    gazetteer: Gazetteer,
    *,
    seed: int = 1,
    factor: float = 1.0,
    cost: Cost | None = PUBLIC,
    ground: Ground | None = None,
) -> tuple[DemonstrationUser, ...]:
    """Make a demonstration record as it stands now and return who can sign in. Nothing half-made is left.

    Args: cost: of argon2id. ground: as in `generate`.

    Raises: FileTrouble: there is a record already, or it cannot be written there.
    """
    require_local(record)
    demo = generate(seed, factor, today=local_day(clock.now()), ground=ground)
    record.parent.mkdir(parents=True, exist_ok=True)
    users = demonstration_users()
    first = next(user for user in users if user.role is Role.ADMINISTRATOR)
    vault, _ = create_vault(beside(record), first.username, first.passphrase, cost=cost)
    try:
        for user in users:
            if user is not first:
                vault.add_user(user.username, user.passphrase)
        _fill(record, vault, demo, clock, gazetteer)
    except BaseException:
        for left in (record, beside(record)):
            left.unlink(missing_ok=True)
        raise
    return users


def _fill(
    record: Path, vault: UnlockedVault, demo: DemoService, clock: Clock, gazetteer: Gazetteer
) -> None:
    """Write the rows, then do the open work through the services, as it would have been done."""
    engine = create_file_engine(record, vault.database_key, create=True)
    try:
        upgrade(engine)
        with engine.begin() as connection:
            rows = insert_all(connection, demo.entities())
        fixed = FixedClock(clock.now())
        keys = AuditKeys(chain=vault.audit_chain_key, values=vault.audit_value_key)
        store = SqlStore(engine, fixed, keys)
        with store.writing(None) as uow:
            uow.log("made the demonstration service", "service", 1, {"rows": rows})
            uow.commit()
        context = Context(store, fixed, gazetteer)
        officers = Officers(context, fixed, demo.kept_free)
        for work in demo.to_do:
            officers.do(work)
        prepare_papers(context, fixed)
    except BaseException:
        engine.dispose()
        raise
    checkpoint_on_close(engine)
