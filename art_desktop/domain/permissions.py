"""Who may do what: one table, read by every service call (product.md §1, engineering.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from art_desktop.domain.errors import NotPermitted
from art_desktop.domain.ids import UserId


class Role(StrEnum):
    """What a signed-in person is to the application."""

    OFFICER = "officer"
    BUSINESS = "business"
    MANAGER = "manager"
    PANEL = "panel"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that a role may be allowed."""

    SIGN_IN = "sign in"
    SEE_CHILDREN = "see children and where they live"
    SEE_NEEDS = "read needs, risks and shortlists"
    EDIT_CHILDREN = "create and edit children"
    EDIT_REQUESTS = "create and edit requests"
    SEARCH = "search for a home"
    APPROACH = "ask a household"
    RECORD_AUTHORISATION = "record an authorisation"
    PLACE = "record matches and placements"
    REVEAL_ADDRESS = "reveal an address"
    SEE_HOUSEHOLDS = "see households and providers"
    EDIT_HOUSEHOLDS = "create and edit households"
    EDIT_PROVIDERS = "create and edit providers"
    DRAFT_PAPERS = "draft papers"
    RELEASE_PAPERS = "release papers"
    RUN_PANELS = "arrange panels and record what they decide"
    READ_PANELS = "read the papers of panels that they are invited to"
    SEE_LEDGER = "see placements and the move ledger"
    DO_TASKS = "see and do tasks"
    IMPORT = "import files"
    OVERRIDE = "override a rule"
    EDIT_POLICY = "edit policy tables"
    SEE_AUDIT = "read the audit trail"
    MANAGE_USERS = "manage users"
    BACK_UP = "back up and restore"
    VERIFY = "verify the record"


_OFFICER = frozenset(
    {
        Permission.SIGN_IN,
        Permission.SEE_CHILDREN,
        Permission.SEE_NEEDS,
        Permission.EDIT_CHILDREN,
        Permission.EDIT_REQUESTS,
        Permission.SEARCH,
        Permission.APPROACH,
        Permission.RECORD_AUTHORISATION,
        Permission.PLACE,
        Permission.REVEAL_ADDRESS,
        Permission.SEE_HOUSEHOLDS,
        Permission.EDIT_HOUSEHOLDS,
        Permission.DRAFT_PAPERS,
        Permission.RUN_PANELS,
        Permission.READ_PANELS,
        Permission.SEE_LEDGER,
        Permission.DO_TASKS,
        Permission.IMPORT,
    }
)

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: _OFFICER,
    Role.BUSINESS: frozenset(
        {
            Permission.SIGN_IN,
            Permission.SEE_CHILDREN,
            Permission.SEE_HOUSEHOLDS,
            Permission.EDIT_PROVIDERS,
            Permission.SEE_LEDGER,
            Permission.DO_TASKS,
            Permission.IMPORT,
        }
    ),
    Role.MANAGER: _OFFICER
    | {
        Permission.EDIT_PROVIDERS,
        Permission.RELEASE_PAPERS,
        Permission.OVERRIDE,
        Permission.EDIT_POLICY,
        Permission.SEE_AUDIT,
        Permission.VERIFY,
    },
    Role.PANEL: frozenset({Permission.SIGN_IN, Permission.READ_PANELS}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SIGN_IN,
            Permission.MANAGE_USERS,
            Permission.BACK_UP,
            Permission.VERIFY,
        }
    ),
}
"""What each role may do. The administrator sees no case content by virtue of that role."""


@dataclass(frozen=True)
class Actor:
    """The person on whose behalf a service is called."""

    user_id: UserId
    username: str
    full_name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Say whether this person's role has been granted `permission`."""
        return permission in GRANTED[self.role]


def who_may(permission: Permission) -> tuple[Role, ...]:
    """Return the roles that have been granted `permission`, in the order of `Role`."""
    return tuple(role for role in Role if permission in GRANTED[role])


def require(actor: Actor, permission: Permission) -> None:
    """Refuse unless `actor` has been granted `permission`.

    Raises: NotPermitted: with the roles that may do it.
    """
    if not actor.may(permission):
        roles = " or ".join(who_may(permission)) or "nobody"
        raise NotPermitted(
            f"This was not done: your role ({actor.role}) may not {permission}.",
            f"That is for: {roles}.",
            "Ask a colleague with that role, or ask the administrator about yours.",
            rule="permission",
        )
