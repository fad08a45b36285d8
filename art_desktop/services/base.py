"""What every service stands on: the permission of each method, the store, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from art_desktop.domain.clock import Clock, local_day
from art_desktop.domain.errors import ChangedByOther, FieldClash
from art_desktop.domain.permissions import Actor, Permission, require
from art_desktop.domain.places import Gazetteer
from art_desktop.domain.ports import Store

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


def permitted(
    permission: Permission,
) -> Callable[[Callable[Concatenate[S, Actor, P], R]], Callable[Concatenate[S, Actor, P], R]]:
    """Give a service method its permission: it is checked before anything is read.

    The method's first argument is the `Actor`. `method.permission` tells a test what was asked for.
    """

    def decorate(
        method: Callable[Concatenate[S, Actor, P], R],
    ) -> Callable[Concatenate[S, Actor, P], R]:
        @wraps(method)
        def checked(self: S, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(actor, permission)
            return method(self, actor, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]  # read by the permission test
        return checked

    return decorate


@dataclass(frozen=True)
class Context:
    """What services are given: the record, the clock, the places."""

    store: Store
    clock: Clock
    gazetteer: Gazetteer

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the local day in England."""
        return local_day(self.clock.now())


class BaseService:
    """A service over a context."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store


def require_version(held: int, sent: int, what: str, clashes: tuple[FieldClash, ...] = ()) -> None:
    """Refuse an edit that started from an older version. Raises: ChangedByOther."""
    if held != sent:
        raise ChangedByOther(what, clashes)
