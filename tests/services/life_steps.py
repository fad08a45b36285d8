"""What every step of a request's life is taken with: doing something as somebody, and looking at the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import OptionId, RequestId
from art_desktop.domain.permissions import Role
from art_desktop.services import Services
from tests.services.life_record import LifeRecord
from tests.services.life_rules import Rows

CLICKERS = st.sampled_from(
    [Role.OFFICER] * 6 + [Role.MANAGER] * 4 + [Role.BUSINESS, Role.PANEL, Role.ADMINISTRATOR]
)
WHICH = st.sampled_from([0, 0, 0, 1, 2, 3])
SELDOM = st.sampled_from([False] * 7 + [True])
FREE = frozenset({Role.OFFICER, Role.MANAGER})

TRIED: Counter[str] = Counter()
DONE: Counter[str] = Counter()


def tally() -> str:
    """Return how often each thing was tried and how often it was done, the rarest first; begin to count again."""
    lines = [
        f"{DONE[name]:>7} of {count:>7}  {name}"
        for name, count in sorted(TRIED.items(), key=lambda one: (DONE[one[0]], one[0]))
    ]
    TRIED.clear()
    DONE.clear()
    return "\n".join(["   done of   tried", *lines])


class LifeSteps:
    """One request in its record, and the ways to it."""

    record: LifeRecord
    services: Services
    request_id: RequestId
    case: str
    starts: list[date]

    def tried(
        self,
        who: Role,
        action: Callable[..., Any],
        *args: Any,
        free: bool = False,
        told: str = "",
    ) -> bool:
        """Do something; a refusal is an answer, anything else is a bug. Nobody does what their role may not.

        Args: free: a role that neither officers nor managers are may do it. told: what the tally adds to its name.
        """
        name = " ".join(x for x in (action.__qualname__.split(".<locals>")[0], told) if x)
        TRIED[name] += 1
        try:
            action(self.record.actor(who), *args)
        except RuleBroken:
            return False
        DONE[name] += 1
        assert free or who in FREE, f"{who} did {action}"
        return True

    @property
    def now(self) -> datetime:
        """The instant that it is."""
        return self.record.clock.at

    @property
    def today(self) -> date:
        """The day that it is."""
        return local_day(self.record.clock.at)

    @property
    def rows(self) -> Rows:
        """The request's rows as they stand."""
        return Rows(self.record, self.request_id)

    def pick(self, sql: str, which: int) -> tuple[Any, ...] | None:
        """Return one of the rows that the request has, None where it has none."""
        rows = self.record.rows(sql, self.request_id)
        return rows[which % len(rows)] if rows else None

    def option(self, which: int) -> tuple[OptionId, int] | None:
        """Return an option and its version: those that are in play come up more often."""
        row = self.pick(
            "SELECT id, version FROM option WHERE request_id = ? "
            "ORDER BY CASE WHEN state IN ('offered', 'asked', 'matched') THEN 0 "
            "WHEN state = 'open' AND suitable THEN 1 ELSE 2 END, rank, id",
            which,
        )
        return None if row is None else (OptionId(row[0]), row[1])

    def version(self) -> int:
        """Return the request's version."""
        rows = self.record.rows("SELECT version FROM request WHERE id = ?", self.request_id)
        return int(rows[0][0])
