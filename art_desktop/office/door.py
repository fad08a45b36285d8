"""The door to a record kept in an encrypted local file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from art_desktop.domain.clock import Clock, SystemClock
from art_desktop.domain.errors import FileTrouble, WrongKey
from art_desktop.domain.ids import UserId
from art_desktop.domain.permissions import Actor, Permission, Role, require
from art_desktop.domain.places import Gazetteer
from art_desktop.domain.read_models import ServiceView
from art_desktop.domain.work import Service, User
from art_desktop.office.calendars import LateCalendars
from art_desktop.office.files_in import FileIntake
from art_desktop.office.keeper import RecordKeeper
from art_desktop.office.keys import VaultKeys
from art_desktop.office.papers import LateEmails, LateWriter, scan
from art_desktop.office.pictures import LatePictures
from art_desktop.persistence.audit import AuditKeys
from art_desktop.persistence.backup import read_backup
from art_desktop.persistence.bulk import insert_all
from art_desktop.persistence.engine import change_key, connect_file, create_file_engine
from art_desktop.persistence.errors import known_failures
from art_desktop.persistence.migrate import needs_upgrade, upgrade
from art_desktop.persistence.name_index import MemoryNameIndex
from art_desktop.persistence.opening import (
    OpenMark,
    checkpoint_on_close,
    open_file,
    which_key,
)
from art_desktop.persistence.restore import restore
from art_desktop.persistence.unit_of_work import SqlStore
from art_desktop.persistence.whereabouts import require_local
from art_desktop.services import build_services
from art_desktop.services.base import Context
from art_desktop.services.door import DemonstrationUser, Desk, SetUp
from art_desktop.services.papers import Papers
from art_desktop.vault.sealing import Cost
from art_desktop.vault.slots import beside
from art_desktop.vault.vault import (
    UnlockedVault,
    create_vault,
    open_vault,
    open_with_recovery,
)


class LocalDoor:
    """Implements `services.door.Door` for one file and the key file beside it."""

    def __init__(
        self,
        database: Path,
        clock: Clock,
        gazetteer: Gazetteer,
        *,
        demonstration: tuple[DemonstrationUser, ...] = (),
        cost: Cost | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._gazetteer = gazetteer
        self._demonstration = demonstration
        self._cost = cost
        self._store: SqlStore | None = None
        self._keeper: RecordKeeper | None = None
        self._mark = OpenMark(database)

    @property
    def exists(self) -> bool:
        """Say whether the record is there."""
        return beside(self._database).exists()

    @property
    def place(self) -> str:
        """Return the file's path."""
        return str(self._database)

    @property
    def alone(self) -> bool:
        """Say whether no other copy of the application has the record open; False is only a warning."""
        return self._mark.take()

    @property
    def store(self) -> SqlStore:
        """Return the open record, for the commands that work on it as a whole."""
        assert self._store is not None
        return self._store

    @property
    def keeper(self) -> RecordKeeper:
        """Return the keeper of the open record."""
        assert self._keeper is not None
        return self._keeper

    def demonstration_users(self) -> tuple[DemonstrationUser, ...]:
        """Return who can sign in to a demonstration service."""
        return self._demonstration

    def sign_in(self, username: str, passphrase: str) -> Desk:
        """Open the record for a person. Raises: WrongKey, KnownFailure."""
        vault = open_vault(beside(self._database), username, passphrase, self._clock)
        self._open(vault)
        actor = self._actor(username)
        with self.store.writing(actor) as uow:
            uow.log("signed in", "user_account", actor.user_id)
            service = uow.all(Service)[0]
            uow.commit()
        return self._desk(vault, actor, service)

    def unlock(self, username: str, passphrase: str) -> None:
        """Check the passphrase of whoever locked the desk."""
        open_vault(beside(self._database), username, passphrase, self._clock)

    def recover(self, recovery_key: str, username: str, passphrase: str) -> None:
        """Give somebody a new passphrase by the recovery key."""
        vault = open_with_recovery(beside(self._database), recovery_key)
        vault.give_new_passphrase(username, passphrase)
        vault.reset_attempts(username)

    def set_up(self, command: SetUp) -> str:
        """Make a new record with its first administrator, its codes and its first policy tables."""
        from art_desktop.intake.first_tables import first_tables

        require_local(self._database)
        self._database.parent.mkdir(parents=True, exist_ok=True)
        username = command.username.strip().casefold()
        now = self._clock.now()
        service = Service(
            id=1,
            council=command.council.strip(),
            area_code=command.area_code.strip(),
            area_name=area_of(command.council),
            team_name=command.team_name.strip() or "Access to Resources Team",
            phone=command.phone.strip(),
            created_at=now,
        )
        administrator = User(
            id=UserId(1),
            username=username,
            full_name=command.full_name.strip(),
            role=Role.ADMINISTRATOR,
            created_at=now,
        )
        return self.make(
            username, command.passphrase, [service, administrator, *first_tables()], "set up"
        )

    def make(
        self,
        username: str,
        passphrase: str,
        entities: list[object],
        event: str,
        others: Mapping[str, str] | None = None,
    ) -> str:
        """Make a new record out of entities and return its recovery key in words. Nothing half-made is left.

        Args: others: further sign-in names with their passphrases, who get their slots at once.
        Raises: KnownFailure: a record or a key file is there already; it is left as it is.
        """
        database, slot_file = self._database, beside(self._database)
        if database.exists() and not slot_file.exists():
            # What follows takes away what it made when it fails, so it must never begin beside a record.
            raise FileTrouble(
                "No record was made.",
                f"There is one at {database} already, without the key file that opens it.",
                "Put its key file back beside it from a backup, or choose another place.",
            )
        vault, words = create_vault(slot_file, username, passphrase, cost=self._cost)
        try:
            for name, its_passphrase in (others or {}).items():
                vault.add_user(name, its_passphrase)
            engine = create_file_engine(database, vault.database_key, create=True)
            upgrade(engine)
            with engine.begin() as connection:
                insert_all(connection, entities)
            store = SqlStore(engine, self._clock, _audit_keys(vault))
            with store.writing(None) as uow:
                uow.log(event, "service", 1, {"rows": len(entities)})
                uow.commit()
            checkpoint_on_close(engine)
        except BaseException:
            for left in (database, slot_file):
                left.unlink(missing_ok=True)
            raise
        return words

    def close(self) -> None:
        """Let the record go: back it up if it changed, note the head of the trail, fold the log into the file."""
        if self._store is None:
            return
        store, keeper = self._store, self.keeper
        self._store = self._keeper = None
        try:
            keeper.back_up_if_changed()
            keeper.note_head()
        finally:
            checkpoint_on_close(store.engine)
            self._mark.release()

    def _open(self, vault: UnlockedVault) -> None:
        """Open the file behind the vault: settle a re-key that was cut short, bring the shape up to date."""
        if self._store is not None:
            self._store.close()
        key = which_key(self._database, vault.database_keys)
        if vault.rekey_pending:
            vault.settle(key, lambda old, new: change_key(self._database, old, new))
            key = vault.database_key
        engine = open_file(self._database, key)
        self._store = SqlStore(engine, self._clock, _audit_keys(vault))
        if needs_upgrade(engine):
            from art_desktop.persistence.backup import Reason, back_up

            folder = self._database.parent / "backups"
            upgrade(
                engine,
                lambda: back_up(
                    self._database, key, folder, self._clock, reason=Reason.BEFORE_MIGRATION
                ),
            )
        self._keeper = RecordKeeper(self._database, self._store, vault, self._clock)

    def _actor(self, username: str) -> Actor:
        """Return who signed in. Raises: WrongKey: the slot has no active user in the record."""
        with self.store.reading(None) as uow:
            user = uow.find(User, username=username.strip().casefold())
        if user is None or not user.active or user.id is None:
            raise WrongKey(
                "You are not signed in.",
                "This sign-in name is no longer in use.",
                "Ask the administrator.",
            )
        return Actor(user.id, user.username, user.full_name, user.role)

    def _desk(self, vault: UnlockedVault, actor: Actor, service: Service) -> Desk:
        """Put the services together for one person."""
        context = Context(self.store, self._clock, self._gazetteer)
        services = build_services(
            context,
            keys=VaultKeys(vault, self._database, self.store),
            keeper=self.keeper,
            intake=FileIntake(self._gazetteer),
            papers=Papers(LateWriter(), scan, LateEmails()),
            names=MemoryNameIndex(),
            calendars=LateCalendars(),
            pictures=LatePictures(),
        )
        return Desk(
            services,
            actor,
            ServiceView(
                council=service.council,
                area_code=service.area_code,
                team_name=service.team_name,
                phone=service.phone,
                out_of_hours_phone=service.out_of_hours_phone,
                demonstration=service.demonstration,
            ),
        )


def _audit_keys(vault: UnlockedVault) -> AuditKeys:
    return AuditKeys(chain=vault.audit_chain_key, values=vault.audit_value_key)


def area_of(council: str) -> str:
    """Return the area that a council is named after: "Peterborough" of "Peterborough City Council"."""
    words = council.strip()
    for ending in (" Council", " Borough", " District", " Metropolitan", " City", " County"):
        words = words.removesuffix(ending)
    return words or council.strip()


def restore_backup(folder: Path, record: Path, username: str, passphrase: str) -> Path | None:
    """Put a backup in a record's place, with the passphrase of its day.

    Only who may back up may restore: the role is read from the backup itself.
    Returns: where the record that was there is kept now, None when there was none.
    Raises: WrongKey, NotPermitted, KnownFailure; the present record is as it was then.
    """
    clock = SystemClock()
    backup = read_backup(folder)
    vault = open_vault(backup.keys, username, passphrase, clock, counted=False)
    key = which_key(backup.database, vault.database_keys)
    with known_failures("The backup was not restored."):
        # Read as a file that nobody may change: the restore checks it to the last byte.
        connection = connect_file(backup.database, key, mode="ro", wal=False)
        try:
            row = connection.execute(
                "SELECT id, full_name, role FROM user_account WHERE username = ? AND active",
                (username.strip().casefold(),),
            ).fetchone()
        finally:
            connection.close()
    if row is None:
        raise WrongKey(
            "The backup was not restored.", "Nobody of that name is in it.", "Check the name."
        )
    require(Actor(UserId(row[0]), username, row[1], Role(row[2])), Permission.BACK_UP)
    return restore(folder, record, vault.database_keys, clock)
