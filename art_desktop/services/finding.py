"""The find box: any child, household, provider or request, by mistyped name, number or postcode."""

from __future__ import annotations

import threading
from datetime import date

from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import NameIndex
from art_desktop.domain.read_models import FindHit
from art_desktop.services.base import BaseService, Context, permitted

_NEEDS = {
    "child": Permission.SEE_CHILDREN,
    "household": Permission.SEE_HOUSEHOLDS,
    "provider": Permission.SEE_HOUSEHOLDS,
    "request": Permission.SEE_CHILDREN,
}
"""What a role must be granted to find each kind."""


class FindService(BaseService):
    """Finds people and records as they are typed. Ask off the window's thread: the first question reads the names."""

    def __init__(self, context: Context, names: NameIndex) -> None:
        super().__init__(context)
        self._names = names
        self._mark: int | None = None
        self._day: date | None = None
        self._turn = threading.Lock()

    @permitted(Permission.SEE_CHILDREN)
    def prepare(self, actor: Actor) -> None:
        """Read the names now, so that the first letters typed need not wait."""
        self._catch_up(actor)

    def forget(self) -> None:
        """Let the names go; they are read again at the next question."""
        with self._turn:
            self._names.forget()

    @permitted(Permission.SEE_CHILDREN)
    def find(self, actor: Actor, text: str, limit: int = 12) -> tuple[FindHit, ...]:
        """Return the best hits for what has been typed so far, best first; () for less than two letters."""
        wanted = text.strip()
        if len(wanted) < 2:
            return ()
        self._catch_up(actor)
        kinds = [kind for kind, permission in _NEEDS.items() if actor.may(permission)]
        return self._names.find(wanted, kinds, limit)

    def _catch_up(self, actor: Actor) -> None:
        """Take in what was added, renamed or removed since the last question, here or at another desk."""
        today = self._context.today()
        with self._turn:
            fresh = self._names.filled and self._day == today
            with self._store.reading(actor) as uow:
                read = uow.names_for_find(today, self._mark if fresh else None)
            if read.whole:
                self._names.fill(read.lines)
            elif read.keys:
                self._names.replace(read.keys, read.lines)
            self._mark, self._day = read.mark, today
