"""The gates of product.md §3.1 and §3.4 worked out from the plain rows, without any of the program's own rules."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from art_desktop.domain.clock import LONDON, local_day
from art_desktop.domain.deadlines import is_working_day
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
        if not self.may_decide(post, decided_at) or (
            until is not None and until < today.isoformat()
        ):
            return False
        return True if until is None else date.fromisoformat(until)

    def may_decide(self, post: str, decided_at: object) -> bool:
        """Say whether the policy of the day lets a post decide the request as it stands."""
        day = local_day(_instant(decided_at)).isoformat()
        served = self.one(
            "SELECT max(c.with_permanency_service) FROM child c "
            "JOIN request_child r ON r.child_id = c.id WHERE r.request_id = ?"
        )[0]
        return any(
            row[0] in _REACH[self.urgency]
            and not (self.joint and row[1] == 0)
            and row[2] in {None, served}
            for row in self._record.rows(
                "SELECT urgency, joint_funding, permanency_service FROM authorisation_rule "
                "WHERE kind = ? AND post = ? AND effective_from <= ? "
                "AND (effective_to IS NULL OR effective_to >= ?)",
                self.kind,
                post,
                day,
                day,
            )
        )

    def latest_decision(self) -> int | None:
        """Return the id of the decision that counts for the request's kind: the last."""
        found = self.all(
            "SELECT id FROM authorisation WHERE request_id = ? AND kind = ? ORDER BY decided_at, id",
            self.kind,
        )
        return int(found[-1][0]) if found else None

    def is_post_of_panel(self, meeting_id: int, post: str) -> bool:
        """Say whether the rule of a meeting's panel makes it that post on its day."""
        return bool(
            self._record.rows(
                "SELECT 1 FROM meeting m JOIN panel_rule r ON r.panel = m.panel WHERE m.id = ? "
                "AND r.post = ? AND r.effective_from <= date(m.starts_at) "
                "AND (r.effective_to IS NULL OR r.effective_to >= date(m.starts_at))",
                meeting_id,
                post,
            )
        )

    def is_to_come(self, stored: object, days: int = 0) -> bool:
        """Say whether an instant is still to come, or its whole day and those after it but for one."""
        if days:
            return local_day(_instant(stored)) > local_day(self._record.clock.at)
        return _instant(stored) > self._record.clock.at

    def is_current(self, document_id: int) -> bool:
        """Say whether a paper is the newest redacted one, unchanged, of the needs as they stand, and authorised."""
        request, kind, sha256, content, made_from, indicative = self._record.rows(
            "SELECT request_id, kind, sha256, content, made_from, indicative FROM issued_paper "
            "WHERE id = ?",
            document_id,
        )[0]
        newest = self.one(
            "SELECT max(id) FROM issued_paper WHERE request_id = ? AND kind = 'referral_redacted'"
        )[0]
        needs = self.all(
            "SELECT child_id, max(number) FROM needs_profile WHERE request_id = ? GROUP BY child_id"
        )
        return (
            (request, kind, newest, indicative)
            == (self.request_id, "referral_redacted", document_id, 0)
            and hashlib.sha256(content).hexdigest() == sha256
            and json.loads(made_from) == {str(child): number for child, number in needs}
        )

    def releases_in_order(self) -> bool:
        """Say whether a second person let each paper out, or its author out of hours with the reason."""
        return all(
            author == made_by
            and (
                released_by != author
                or (bool(reason.strip()) and not _office_open(_instant(released_at)))
            )
            for author, made_by, released_by, reason, released_at in self.all(
                "SELECT r.author_id, p.made_by, r.released_by, r.alone_reason, r.released_at "
                "FROM release r JOIN issued_paper p ON p.id = r.document_id WHERE r.request_id = ?"
            )
        )

    def referrals_released(self) -> bool:
        """Say whether every referral that went to a provider was released before, for this request."""
        return not self.all(
            "SELECT 1 FROM approach a JOIN option o ON o.id = a.option_id "
            "LEFT JOIN release r ON r.id = a.release_id AND r.request_id = a.request_id "
            "WHERE a.request_id = ? AND o.tier IN ('ifa', 'residential') AND a.means = 'referral' "
            "AND (r.id IS NULL OR r.released_at > a.asked_at OR r.due_at < a.asked_at)"
        )

    def offers_stand(self) -> bool:
        """Say whether every home that has offered or is matched has an offer that was not taken back."""
        return not self.all(
            "SELECT 1 FROM option o WHERE o.request_id = ? AND o.state IN ('offered', 'matched') "
            "AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.option_id = o.id AND f.withdrawn_at IS NULL)"
        )

    def orders_in_order(self) -> bool:
        """Say whether each order has an authorisation of its own, for a resource, and keeps within its price."""
        orders = self.all(
            "SELECT o.authorisation_id, o.price_pence, a.most_pence, a.decision, a.request_id, a.kind "
            "FROM resource_order o JOIN authorisation a ON a.id = o.authorisation_id "
            "WHERE o.request_id = ?"
        )
        return len({one[0] for one in orders}) == len(orders) and all(
            (most is None or price <= most)
            and decision in _PERMITS
            and request == self.request_id
            and kind in {"assessment", "crisis"}
            for _, price, most, decision, request, kind in orders
        )

    def splits_add_up(self) -> bool:
        """Say whether the parts of every split are all of it: a hundred percent, or the whole to the penny."""
        for key, basis, whole in self.all(
            "SELECT id, basis, weekly_pence FROM funding_split WHERE request_id = ?"
        ):
            lines = self._record.rows(
                "SELECT share, weekly_pence FROM funding_line WHERE funding_id = ?", key
            )
            if basis == "shares" and sum(Decimal(str(one[0])) for one in lines) != 100:
                return False
            if basis == "amounts" and whole is not None and sum(one[1] for one in lines) != whole:
                return False
        return True

    def spot_by_managers(self) -> bool:
        """Say whether a manager let in every provider that is bought from outside the lots, with the reason."""
        return all(
            role == "manager" and bool(reason.strip())
            for role, reason in self.all(
                "SELECT u.role, s.reason FROM spot_purchase s JOIN user_account u "
                "ON u.id = s.approved_by WHERE s.request_id = ?"
            )
        )

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
        """Say whether an outside home may be used: its provider's terms, its contract and a price are there."""
        tier, _, _, _, price, _ = self._option(option_id)
        if tier not in {"ifa", "residential"}:
            return True
        day = on.isoformat()
        contract = self._record.rows(
            "SELECT 1 FROM contract WHERE provider_id = ? AND starts_on <= ? "
            "AND (ends_on IS NULL OR ends_on >= ?) AND signed_on IS NOT NULL",
            self._provider(option_id),
            day,
            day,
        )
        return bool(contract) and price is not None and self.in_terms(option_id, on)

    def in_terms(self, option_id: int, on: date) -> bool:
        """Say whether a provider is on a lot or a spot purchase, its checks done, and it is not suspended.

        A rule that a manager set aside for the home is not held against it.
        """
        override = self._option(option_id)[5]
        provider = self._provider(option_id)
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
        placed = self._record.rows(
            "SELECT 1 FROM lot_place p JOIN lot l ON l.id = p.lot_id "
            "JOIN framework f ON f.id = l.framework_id WHERE p.provider_id = ? "
            "AND p.starts_on <= ? AND (p.ends_on IS NULL OR p.ends_on >= ?) "
            "AND f.starts_on <= ? AND (f.ends_on IS NULL OR f.ends_on >= ?)",
            provider,
            *[day] * 4,
        )
        spot = [
            self._provider(row[0])
            for row in self.all("SELECT option_id FROM spot_purchase WHERE request_id = ?")
        ]
        sound = bool(checks) and "not_satisfactory" not in checks.values()
        let_in = bool(placed) or provider in spot or bool(override)
        return sound and let_in and (not suspended or bool(override))

    def _provider(self, option_id: int) -> int:
        """Return whose an outside home is."""
        _, provider, home, household, _, _ = self._option(option_id)
        if household is not None:
            sql, key = "SELECT provider_id FROM household WHERE id = ?", household
        elif home is not None:
            sql, key = "SELECT provider_id FROM home WHERE id = ?", home
        else:
            return int(provider)
        return int(self._record.rows(sql, key)[0][0])

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


def _office_open(at: datetime) -> bool:
    """Say whether somebody else is in the office; which days are days off has its own test."""
    local = at.astimezone(LONDON)
    if not is_working_day(local.date()):
        return False
    return time(8, 30) <= local.time() < time(17, 30)


def _instant(stored: object) -> datetime:
    found = datetime.fromisoformat(str(stored))
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found
