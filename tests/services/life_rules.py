"""The gates of product.md §3.1 and §3.4 worked out from the plain rows, without any of the program's own rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from art_desktop.domain.clock import local_day
from tests.services.life_record import LifeRecord

_REACH = {
    "planned": {"planned"},
    "urgent": {"urgent", "planned"},
    "out_of_hours": {"out_of_hours", "urgent", "planned"},
}
_PERMITS = {"agreed", "agreed_conditions"}


class Rows:
    """One request as it stands in its tables."""

    def __init__(self, record: LifeRecord, request_id: int) -> None:
        self._record, self.request_id = record, request_id
        (self.kind, self.urgency, self.joint, self.stage, self.closed, self.urgent_reason) = (
            self.one(
                "SELECT kind, urgency, joint_funding_likely, stage, closed_at, urgent_reason FROM request WHERE id = ?"
            )
        )

    def all(self, sql: str, *more: object) -> list[tuple[Any, ...]]:
        """Return rows of the request."""
        return self._record.rows(sql, self.request_id, *more)

    def one(self, sql: str, *more: object) -> tuple[Any, ...]:
        """Return the one row."""
        (row,) = self.all(sql, *more)
        return row

    def authorised_until(self, today: date) -> date | bool:
        """Return until when somebody whom the policy lets decide has agreed, True without an end, False for not."""
        decided = self.all(
            "SELECT post, decision, decided_at, valid_until FROM authorisation "
            "WHERE request_id = ? AND kind = ? ORDER BY decided_at, id",
            self.kind,
        )
        if not decided or decided[-1][1] not in _PERMITS:
            return False
        post, _, decided_at, until = decided[-1]
        day = local_day(_instant(decided_at)).isoformat()
        served = self.one(
            "SELECT max(c.with_permanency_service) FROM child c "
            "JOIN request_child r ON r.child_id = c.id WHERE r.request_id = ?"
        )[0]
        allowed = [
            row
            for row in self._record.rows(
                "SELECT urgency, joint_funding, permanency_service FROM authorisation_rule "
                "WHERE kind = ? AND post = ? AND effective_from <= ? "
                "AND (effective_to IS NULL OR effective_to >= ?)",
                self.kind,
                post,
                day,
                day,
            )
            if row[0] in _REACH[self.urgency]
            and not (self.joint and row[1] == 0)
            and row[2] in {None, served}
        ]
        if not allowed or (until is not None and until < today.isoformat()):
            return False
        return True if until is None else date.fromisoformat(until)

    def agreed(self, option_id: int) -> bool:
        """Say whether the latest view agrees, or the disagreement that it is was settled in favour of the home."""
        views = self.all(
            "SELECT id, view FROM social_worker_view WHERE request_id = ? AND option_id = ? "
            "ORDER BY given_at, id",
            option_id,
        )
        if not views:
            return False
        key, view = views[-1]
        if view in {"agree", "agree_with_support"}:
            return True
        return any(
            self._record.rows(
                "SELECT 1 FROM escalation_step WHERE escalation_id = ? AND result IN ('goes_ahead', 'with_support')",
                escalation,
            )
            for (escalation,) in self.all(
                "SELECT id FROM escalation WHERE request_id = ? AND option_id = ? AND view_id >= ? "
                "AND ended = 'settled'",
                option_id,
                key,
            )
        )

    def outside_in_order(self, option_id: int, on: date) -> bool:
        """Say whether an outside home may be used: its provider's terms and a price are there."""
        tier, provider, home, household, price, override = self._option(option_id)
        if tier not in {"ifa", "residential"}:
            return True
        if household is not None:
            provider = self._record.rows(
                "SELECT provider_id FROM household WHERE id = ?", household
            )[0][0]
        if home is not None:
            provider = self._record.rows("SELECT provider_id FROM home WHERE id = ?", home)[0][0]
        day = on.isoformat()
        suspended = self._record.rows(
            "SELECT 1 FROM suspension WHERE provider_id = ? AND starts_on <= ? "
            "AND (ends_on IS NULL OR ends_on >= ?)",
            provider,
            day,
            day,
        )
        checks = dict(
            self._record.rows(
                "SELECT kind, outcome FROM provider_check WHERE provider_id = ? AND done_on <= ? "
                "AND (valid_until IS NULL OR valid_until >= ?) ORDER BY done_on, id",
                provider,
                day,
                day,
            )
        )
        contract = self._record.rows(
            "SELECT 1 FROM contract WHERE provider_id = ? AND starts_on <= ? "
            "AND (ends_on IS NULL OR ends_on >= ?)",
            provider,
            day,
            day,
        )
        sound = checks and "not_satisfactory" not in checks.values()
        terms = bool(sound and contract) and (not suspended or bool(override))
        return terms and price is not None

    def in_house_settled(self) -> bool:
        """Say whether every in-house home that could serve was asked or has its reason, or it was urgent."""
        if self.urgency != "planned" and self.urgent_reason:
            return True
        left = self.all(
            "SELECT 1 FROM option WHERE request_id = ? AND suitable = 1 AND state = 'open' "
            "AND tier IN ('connected', 'in_house')"
        )
        return not left

    def _option(self, option_id: int) -> tuple[Any, ...]:
        return self._record.rows(
            "SELECT tier, provider_id, home_id, household_id, weekly_price_pence, override_reason "
            "FROM option WHERE id = ?",
            option_id,
        )[0]

    def far_approved(self, option_id: int) -> bool:
        """Say whether the home is in the council's area, or the last word on its being elsewhere is a yes.

        The council's own carers need no approval wherever they live (Care Planning Regulations 2010 r.11(4)).
        """
        far = self._record.rows(
            "SELECT 1 FROM option o JOIN household h ON h.id = o.household_id, service s "
            "WHERE o.id = ? AND h.area_code <> s.area_code AND o.tier IN ('ifa', 'residential')",
            option_id,
        )
        said = self._record.rows(
            "SELECT decision FROM added_approval WHERE option_id = ? "
            "AND trigger IN ('out_of_area', 'at_a_distance') ORDER BY id",
            option_id,
        )
        return not far or (bool(said) and said[-1][0] in _PERMITS)

    def split_on(self, day: date) -> bool:
        """Say whether who pays what is on record for a day, and adds up to all of it."""
        splits = self.all(
            "SELECT id, basis, weekly_pence FROM funding_split WHERE request_id = ? AND starts_on <= ? "
            "AND (ends_on IS NULL OR ends_on >= ?)",
            day.isoformat(),
            day.isoformat(),
        )
        return bool(splits)

    def ladder_in_order(self) -> bool:
        """Say whether every disagreement was taken step by step: none passed over, none twice, none after the end."""
        rungs = (
            "practitioners",
            "line_managers",
            "heads",
            "assistant_director",
            "chief_executive",
            "director",
        )
        for key, safe, ended in self.all(
            "SELECT id, safeguarding, ended FROM escalation WHERE request_id = ?"
        ):
            steps = self._record.rows(
                "SELECT rung, result, heard_at FROM escalation_step WHERE escalation_id = ? ORDER BY id",
                key,
            )
            first = 1 if safe else 0
            if [step[0] for step in steps] != list(rungs[first : first + len(steps)]):
                return False
            if any(step[1] != "not_settled" for step in steps[:-1]):
                return False
            last = steps[-1][1]
            settled = last is not None and last != "not_settled"
            if settled != (ended == "settled") or (last == "not_settled"):
                return False
        return True

    def tasks_of_steps(self) -> tuple[int, int]:
        """Return how many steps wait to be heard and how many tasks of them are open: the same."""
        waiting = self.one(
            "SELECT count(*) FROM escalation_step s JOIN escalation e ON e.id = s.escalation_id "
            "WHERE e.request_id = ? AND e.ended IS NULL AND s.heard_at IS NULL"
        )[0]
        tasks = self.one(
            "SELECT count(*) FROM task WHERE request_id = ? AND kind = 'escalation' AND done_at IS NULL"
        )[0]
        return waiting, tasks


def _instant(stored: object) -> datetime:
    found = datetime.fromisoformat(str(stored))
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found
