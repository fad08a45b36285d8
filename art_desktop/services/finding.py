"""The find box: any child, carer, household, provider, home or request, by mistyped name, number or postcode."""

from __future__ import annotations

from art_desktop.domain.finding_views import FindHit
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import NameIndex
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.names import FreshNames

_NEEDS = {
    "child": Permission.SEE_CHILDREN,
    "household": Permission.SEE_HOUSEHOLDS,
    "carer": Permission.SEE_HOUSEHOLDS,
    "provider": Permission.SEE_HOUSEHOLDS,
    "home": Permission.SEE_HOUSEHOLDS,
    "request": Permission.SEE_CHILDREN,
}
"""What a role must be granted to find each kind."""


class FindService(BaseService):
    """Finds people and records as they are typed. Ask off the window's thread: the first question reads the names."""

    def __init__(self, context: Context, names: NameIndex) -> None:
        super().__init__(context)
        self.names = FreshNames(context, names)

    @permitted(Permission.SEE_CHILDREN)
    def prepare(self, actor: Actor) -> None:
        """Read the names now, so that the first letters typed need not wait."""
        self.names.catch_up(actor)

    def forget(self) -> None:
        """Let the names go; they are read again at the next question."""
        self.names.forget()

    @permitted(Permission.SEE_CHILDREN)
    def find(self, actor: Actor, text: str, limit: int = 12) -> tuple[FindHit, ...]:
        """Return the best hits for what has been typed so far, best first; () for less than two letters."""
        wanted = text.strip()
        if len(wanted) < 2:
            return ()
        self.names.catch_up(actor)
        kinds = [kind for kind, permission in _NEEDS.items() if actor.may(permission)]
        return self.names.index.find(wanted, kinds, limit)
