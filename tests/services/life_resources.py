"""Steps of the life of a request that looks for no home: prices asked, quoted, ordered, extended and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from art_desktop.domain.commands import RecordAuthorisation
from art_desktop.domain.deciding_words import PriceBasis, ResourceKind
from art_desktop.domain.ids import Pence, QuoteId
from art_desktop.domain.permissions import Role
from art_desktop.domain.resource_views import (
    AskPrice,
    DeclineQuote,
    EndOrder,
    OrderResource,
    RecordQuote,
    ResourceDetails,
    SaveWanted,
)
from art_desktop.domain.vocabulary import Decision, Post, RequestKind
from tests.services.life_record import HEAD
from tests.services.life_steps import CLICKERS, SELDOM, WHICH, LifeSteps

RESOURCES = frozenset({"assessment", "crisis"})
for_a_resource = precondition(lambda self: self.case in RESOURCES)


def wanted(kind: RequestKind) -> ResourceDetails:
    """Return what is wanted."""
    if kind is RequestKind.ASSESSMENT:
        return ResourceDetails(
            resource=ResourceKind.PARENTING, question="Can they?", budget_head="proceedings"
        )
    return ResourceDetails(
        resource=ResourceKind.FAMILY_SUPPORT, question="Bedtimes.", budget_head="crisis", weeks=6
    )


class ResourceSteps(LifeSteps):
    """What is done to have something that is no home."""

    def quote(self, which: int) -> tuple[Any, ...] | None:
        """Return a quote's id and version."""
        return self.pick(
            "SELECT id, version FROM quote WHERE request_id = ? "
            "ORDER BY CASE state WHEN 'quoted' THEN 0 WHEN 'asked' THEN 1 ELSE 2 END, id DESC",
            which,
        )

    @for_a_resource
    @rule(who=CLICKERS, kind=st.sampled_from([RequestKind.ASSESSMENT, RequestKind.CRISIS]))
    def say_wanted(self, who: Role, kind: RequestKind) -> None:
        rows = self.record.rows(
            "SELECT version FROM resource_wanted WHERE request_id = ?", self.request_id
        )
        command = SaveWanted(
            request_id=self.request_id, version=rows[0][0] if rows else 0, details=wanted(kind)
        )
        if self.tried(who, self.services.resourcing.save_wanted, command):
            assert not self.rows.all(
                "SELECT 1 FROM resource_order o JOIN quote q "
                "ON q.id = o.quote_id WHERE q.request_id = ?"
            )

    @rule(who=CLICKERS, name=st.sampled_from(["Dr Hale", "Meridian", "Hearthside"]), sure=SELDOM)
    def ask_price(self, who: Role, name: str, sure: bool = True) -> None:
        if self.case not in RESOURCES and not sure:
            return
        command = AskPrice(request_id=self.request_id, who=name, due_on=self.today)
        if self.tried(who, self.services.resourcing.ask, command):
            assert self.case in RESOURCES, "a price asked for a home"

    @for_a_resource
    @rule(who=CLICKERS, which=WHICH, price=st.sampled_from([5_000, 90_000, 200_000]))
    def take_quote(self, who: Role, which: int, price: int) -> None:
        found = self.quote(which)
        if found is not None:
            command = RecordQuote(
                quote_id=QuoteId(found[0]),
                version=found[1],
                price_pence=price,
                basis=PriceBasis.WEEK if price == 5_000 else PriceBasis.FIXED,
                units="12.5",
            )
            self.tried(who, self.services.resourcing.quoted, command)

    @for_a_resource
    @rule(who=CLICKERS, which=WHICH)
    def decline_quote(self, who: Role, which: int) -> None:
        found = self.quote(which)
        if found is not None:
            command = DeclineQuote(quote_id=QuoteId(found[0]), version=found[1], note="Full.")
            self.tried(who, self.services.resourcing.declined, command)

    @for_a_resource
    @rule(who=CLICKERS, most=st.sampled_from([None, 70_000, 100_000]))
    def authorise_price(self, who: Role, most: int | None) -> None:
        command = RecordAuthorisation(
            request_id=self.request_id,
            post=Post.HEAD_OF_SERVICE,
            decided_by=HEAD,
            decision=Decision.AGREED,
            decided_at=self.now,
            covering="Said by telephone.",
            most_pence=None if most is None else Pence(most),
        )
        self.tried(who, self.services.authorising.record, command, told="(a price)")

    @for_a_resource
    @rule(who=CLICKERS, which=WHICH, days=st.integers(0, 40))
    def order(self, who: Role, which: int, days: int) -> None:
        found = self.quote(which)
        if found is None:
            return
        command = OrderResource(
            quote_id=QuoteId(found[0]),
            version=found[1],
            starts_on=self.today + timedelta(days=days),
            report_due_on=self.today + timedelta(days=60),
            why="They can do it.",
        )
        if not self.tried(who, self.services.resourcing.order, command):
            return
        assert self.rows.closed is None
        assert self.rows.authorised_until(self.today), "ordered without an authorisation in force"
        ((of, price, most),) = self.record.rows(
            "SELECT o.authorisation_id, o.price_pence, a.most_pence FROM resource_order o "
            "JOIN authorisation a ON a.id = o.authorisation_id WHERE o.request_id = ? "
            "ORDER BY o.id DESC LIMIT 1",
            self.request_id,
        )
        assert of == self.rows.latest_decision(), "ordered under an old decision"
        assert most is None or price <= most, "ordered beyond what was authorised"

    @for_a_resource
    @rule(who=CLICKERS, which=WHICH, days=st.integers(0, 3))
    def end_order(self, who: Role, which: int, days: int) -> None:
        row = self.pick(
            "SELECT id, version FROM resource_order WHERE request_id = ? ORDER BY id DESC", which
        )
        if row is not None:
            command = EndOrder(
                order_id=row[0],
                version=row[1],
                ended_on=self.today - timedelta(days=days),
                outcome="It helped.",
                stayed_home=True,
            )
            self.tried(who, self.services.resourcing.ended, command)
