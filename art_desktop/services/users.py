"""Who may sign in."""

from __future__ import annotations

from art_desktop.domain.commands import AddUser
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import UserId
from art_desktop.domain.permissions import Actor, Permission, Role
from art_desktop.domain.ports import KeyRing
from art_desktop.domain.read_models import Changed, UserRow
from art_desktop.domain.work import User
from art_desktop.services.base import BaseService, Context, permitted, require_version


class UserService(BaseService):
    """What the administrator does with users, and everybody with their own passphrase."""

    def __init__(self, context: Context, keys: KeyRing) -> None:
        super().__init__(context)
        self._keys = keys

    @permitted(Permission.MANAGE_USERS)
    def rows(self, actor: Actor) -> tuple[UserRow, ...]:
        """Return every user, those who left last."""
        with self._store.reading(actor) as uow:
            users = sorted(uow.all(User), key=lambda u: (not u.active, u.full_name.casefold()))
            return tuple(
                UserRow(u.id, u.username, u.full_name, u.role, u.active, u.version)
                for u in users
                if u.id is not None
            )

    @permitted(Permission.MANAGE_USERS)
    def add(self, actor: Actor, command: AddUser) -> UserId:
        """Give somebody a way in: a slot in the key file and a row in the record. Raises: RuleBroken."""
        doing = "The user was not added."
        username = command.username.strip().casefold()
        if not command.full_name.strip():
            raise InvalidAnswers(doing, (FieldProblem("full_name", "Write the person's name."),))
        with self._store.writing(actor) as uow:
            if uow.find(User, username=username) is not None:
                words = "That sign-in name is on record already. Choose another."
                raise InvalidAnswers(doing, (FieldProblem("username", words),))
            user = uow.add(
                User(
                    username=username,
                    full_name=command.full_name.strip(),
                    role=command.role,
                    created_at=self._context.now(),
                )
            )
            # The slot comes last before the commit: a row without a slot cannot sign in, a slot without a row neither.
            self._keys.add_user(username, command.passphrase)
            uow.commit()
            assert user.id is not None
            return user.id

    @permitted(Permission.MANAGE_USERS)
    def remove(self, actor: Actor, user_id: UserId, version: int) -> Changed:
        """Take somebody's way in away and put the record under a new key. Raises: RuleBroken, ChangedByOther."""
        doing = "The user was not removed."
        with self._store.writing(actor) as uow:
            user = uow.get(User, user_id)
            require_version(user.version, version, doing)
            if user.id == actor.user_id:
                raise RuleBroken(
                    doing,
                    "You cannot remove yourself.",
                    "Ask another administrator.",
                    rule="remove_self",
                )
            administrators = uow.all(User, role=Role.ADMINISTRATOR, active=True)
            if user.role is Role.ADMINISTRATOR and len(administrators) == 1:
                raise RuleBroken(
                    doing,
                    "This is the last administrator.",
                    "Add another administrator first.",
                    rule="last_administrator",
                )
            user.active = False
            uow.commit()
        self._keys.remove_user(user.username)
        return Changed(frozenset({"user"}), words=f"{user.full_name} can no longer sign in.")

    @permitted(Permission.MANAGE_USERS)
    def give_new_passphrase(self, actor: Actor, user_id: UserId, passphrase: str) -> Changed:
        """Give somebody who is locked out a new passphrase. Raises: RuleBroken."""
        with self._store.writing(actor) as uow:
            user = uow.get(User, user_id)
            self._keys.give_new_passphrase(user.username, passphrase)
            uow.log("new passphrase given", "user_account", user_id)
            uow.commit()
        return Changed(frozenset({"user"}), words="New passphrase set.")

    @permitted(Permission.SIGN_IN)
    def change_passphrase(self, actor: Actor, old: str, new: str) -> Changed:
        """Change one's own passphrase. Raises: WrongKey, RuleBroken."""
        with self._store.writing(actor) as uow:
            self._keys.change_passphrase(old, new)
            uow.log("passphrase changed", "user_account", actor.user_id)
            uow.commit()
        return Changed(frozenset({"user"}), words="Your passphrase is changed.")
