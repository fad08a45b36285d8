"""A request's life in any order of actions: no gate can be passed, and nothing is half-done (product.md §3.1, §3.4).

Somebody clicks on everything, as officer, manager, business support and panel member, while days go by, posts are
away, providers are suspended and the request changes under everybody's hands. Whatever succeeded is held against the
plain rows (`life_rules`), which know nothing of the program's own rules.

The gate tries `LIVES` lives of 50 steps; `packaging/test life` tries 500, and `ART_LIVES` any number.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from art_desktop.domain.approaching_commands import OfferedHousehold, RecordOffer, WithdrawOffer
from art_desktop.domain.authority_views import SaveAbsence
from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import (
    AgreeMatch,
    AskHousehold,
    EditRequest,
    OpenTier,
    OverrideRule,
    RecordAnswer,
    RecordNotUsed,
    SaveNeeds,
    StartPlacement,
)
from art_desktop.domain.deciding_words import Funder, Rung, RungResult, SplitBasis
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.escalating_views import AskView, HearStep, OpenEscalation, TakeToBoard
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.household_commands import PutOnHold
from art_desktop.domain.ids import (
    ApproachId,
    EscalationId,
    HolderId,
    HouseholdId,
    OfferId,
    OptionId,
    Pence,
    ProviderId,
    RequestId,
)
from art_desktop.domain.matching_views import RecordAddedApproval
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.provider_commands import LiftSuspension, RecordSpotPurchase, Suspend
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    ApprovalTrigger,
    Decision,
    HoldReason,
    NotUsedReason,
    Post,
    RequestKind,
    Tier,
    Together,
    Urgency,
)
from art_desktop.domain.vocabulary import WorkerView as View
from tests.services.conftest import MAYA
from tests.services.journey import Journey, needs
from tests.services.life_record import HEAD, LifeRecord, life_record
from tests.services.life_rules import Rows

LIVES = int(os.environ.get("ART_LIVES", "40"))
STEPS = 50
CASES: dict[str, dict[str, Any]] = {
    "planned": {},
    "urgent": {"urgency": Urgency.URGENT, "urgent_reason": "Tonight."},
    "night": {"urgency": Urgency.OUT_OF_HOURS, "urgent_reason": "Now."},
    "joint": {"joint_funding_likely": True},
    "moving": {"kind": RequestKind.CHANGE, "child_ids": (MAYA,)},
}
BEGUN = (
    "draft",
    "referred",
    "authorised",
    "searched",
    "offered",
    "disagreed",
    "agreed",
    "agency",
    "far",
)
CLICKERS = st.sampled_from(
    [Role.OFFICER] * 6 + [Role.MANAGER] * 4 + [Role.BUSINESS, Role.PANEL, Role.ADMINISTRATOR]
)
WHICH = st.sampled_from([0, 0, 0, 1, 2, 3])
SELDOM = st.sampled_from([False] * 7 + [True])
FREE = frozenset({Role.OFFICER, Role.MANAGER})


class Life:
    """One request in a record in memory, and the journey that brings it to where a run begins."""

    def __init__(self, record: LifeRecord, case: str, begun: str) -> None:
        self.record = record
        self.services = record.services
        name = f"{case}/{begun}"
        if name not in record.kept:
            record.begin("empty")
            record.keep(name, self._bring(CASES[case], begun))
        self.request_id = RequestId(record.begin(name))

    def _bring(self, details: dict[str, Any], begun: str) -> int:
        journey = Journey(self.services, self.record.actor(Role.OFFICER))
        key = journey.opened(**details)
        at = BEGUN.index(begun)
        if at == 0:
            return key
        for child in journey.page.children:
            journey.save_needs(child.child_id, needs(), child.profile_number)
        self.services.requests.refer(journey.officer, key, journey.page.version)
        if at >= BEGUN.index("authorised"):
            self._authorise(journey)
        if at >= BEGUN.index("searched"):
            options = journey.search()
            if begun in {"agency", "far"}:
                self._use_none(journey, but_the_last=begun == "far")
            elif at > BEGUN.index("searched"):
                journey.ask(options[0].id)
                journey.answer(Answer.YES)
                if begun == "disagreed":
                    journey.view(options[0].id, View.DISAGREE, words="Too far.")
                elif begun == "agreed":
                    journey.view(options[0].id)
        return key

    def _authorise(self, journey: Journey) -> None:
        for post in (Post.JASP, Post.PASP, Post.HEAD_OF_SERVICE, Post.COMMISSIONING_LEAD):
            try:
                journey.authorise(post, decided_by=HEAD)
            except RuleBroken:
                continue
            return

    def _use_none(self, journey: Journey, *, but_the_last: bool) -> None:
        """Give every in-house home its reason, but the one that is out of area; or open the agencies too."""
        options = journey.search()
        for option in options[:-1] if but_the_last else options:
            command = RecordNotUsed(
                option_id=option.id,
                version=journey.option(option.id).version,
                reason=NotUsedReason.NEEDS,
            )
            self.services.searching.not_used(journey.officer, command)
        if not but_the_last:
            self.services.searching.open_tier(
                journey.officer,
                OpenTier(request_id=journey.request_id, tier=Tier.IFA, reason="All have reasons."),
            )
            journey.search()


class RequestLife(RuleBasedStateMachine):
    """Everything that can be done to a request, by anybody, in any order."""

    @initialize(case=st.sampled_from(list(CASES)), begun=st.sampled_from(BEGUN))
    def begin(self, case: str, begun: str) -> None:
        self.record = life_record()
        self.life = Life(self.record, case, begun)
        self.services = self.record.services
        self.request_id = self.life.request_id
        self.starts: list[date] = []

    # Doing things, and looking at the rows.

    def tried(self, who: Role, action: Callable[..., Any], *args: Any, free: bool = False) -> bool:
        """Do something; a refusal is an answer, anything else is a bug. Nobody does what their role may not."""
        try:
            action(self.record.actor(who), *args)
        except RuleBroken:
            return False
        assert free or who in FREE, f"{who} did {action}"
        return True

    @property
    def today(self) -> date:
        return local_day(self.record.clock.at)

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
        rows = self.record.rows("SELECT version FROM request WHERE id = ?", self.request_id)
        return int(rows[0][0])

    # The request itself.

    @rule(who=CLICKERS, apart=SELDOM)
    def write_needs(self, who: Role, apart: bool) -> None:
        body = replace(needs(), together=Together.APART) if apart else needs()
        rows = self.record.rows(
            "SELECT c.child_id, coalesce(max(n.number), 0) FROM request_child c "
            "LEFT JOIN needs_profile n ON n.child_id = c.child_id AND n.request_id = c.request_id "
            "WHERE c.request_id = ? GROUP BY c.child_id",
            self.request_id,
        )
        for child_id, number in rows:
            command = SaveNeeds(
                request_id=self.request_id, child_id=child_id, based_on=number, needs=body
            )
            self.tried(who, self.services.needs.save, command)

    @rule(who=CLICKERS)
    def refer(self, who: Role) -> None:
        self.tried(who, self.services.requests.refer, self.request_id, self.version())

    @rule(
        who=CLICKERS,
        urgency=st.sampled_from(Urgency),
        joint=st.booleans(),
        kind=st.sampled_from([RequestKind.FIRST_TIME, RequestKind.CHANGE, RequestKind.SECURE]),
        hours=st.integers(1, 200),
        sure=SELDOM,
    )
    def edit(
        self, who: Role, urgency: Urgency, joint: bool, kind: RequestKind, hours: int, sure: bool
    ) -> None:
        if not sure:
            return
        rows = self.record.rows(
            "SELECT child_id FROM request_child WHERE request_id = ? ORDER BY position",
            self.request_id,
        )
        details = Journey(self.services, self.record.actor(who)).details(
            kind=kind,
            urgency=urgency,
            urgent_reason="Things changed.",
            joint_funding_likely=joint,
            needed_at=self.record.clock.at + timedelta(hours=hours),
            child_ids=tuple(row[0] for row in rows),
        )
        command = EditRequest(request_id=self.request_id, version=self.version(), details=details)
        self.tried(who, self.services.requests.edit, command)

    @rule(who=CLICKERS, sure=SELDOM)
    def withdraw(self, who: Role, sure: bool) -> None:
        if sure:
            withdraw = self.services.requests.withdraw
            self.tried(who, withdraw, self.request_id, self.version(), "Not wanted.")

    @rule(hours=st.sampled_from([1, 1, 5, 24, 24, 72, 200, 720]))
    def wait(self, hours: int) -> None:
        self.record.clock.move_on(timedelta(hours=hours))

    # Who may decide.

    @rule(
        who=CLICKERS,
        post=st.sampled_from(Post),
        decision=st.sampled_from(Decision),
        name=st.sampled_from([HEAD, "Somebody Else"]),
        covering=st.sampled_from(["", "", "Could not be reached."]),
    )
    def decide(self, who: Role, post: Post, decision: Decision, name: str, covering: str) -> None:
        journey = Journey(self.services, self.record.actor(who))
        journey.request_id = self.request_id
        changes: dict[str, object] = {
            "decided_by": name,
            "covering": covering,
            "first_agreed_by": "Olu Oncall",
        }
        if decision is Decision.DEFERRED:
            changes["deferred_to"] = self.today + timedelta(days=7)

        def record(actor: Actor) -> None:
            journey.officer = actor
            journey.authorise(post, decision, note="Said in the meeting.", **changes)

        self.tried(who, record)

    @rule(who=CLICKERS, days=st.integers(0, 20), cover=st.sampled_from(["", "Cora Cover"]))
    def be_away(self, who: Role, days: int, cover: str) -> None:
        command = SaveAbsence(
            holder_id=HolderId(1),
            starts_on=self.today,
            ends_on=self.today + timedelta(days=days),
            covered_by=cover,
        )
        self.tried(who, self.services.authority.save_absence, command)

    # Finding and asking.

    @rule(who=CLICKERS)
    def search(self, who: Role) -> None:
        self.tried(who, self.services.searching.run, self.request_id)

    @rule(who=CLICKERS, tier=st.sampled_from([Tier.IFA, Tier.RESIDENTIAL]))
    def open_tier(self, who: Role, tier: Tier) -> None:
        command = OpenTier(request_id=self.request_id, tier=tier, reason="Urgent.")
        self.tried(who, self.services.searching.open_tier, command)

    @rule(who=CLICKERS, which=WHICH)
    def not_used(self, who: Role, which: int) -> None:
        found = self.option(which)
        if found is not None:
            command = RecordNotUsed(
                option_id=found[0], version=found[1], reason=NotUsedReason.NEEDS
            )
            self.tried(who, self.services.searching.not_used, command)

    @rule(who=CLICKERS, which=st.integers(0, 5))
    def set_a_rule_aside(self, who: Role, which: int) -> None:
        found = self.option(which)
        if found is None:
            return
        command = OverrideRule(option_id=found[0], version=found[1], reason="The panel varied it.")
        if self.tried(who, self.services.searching.override, command):
            assert who is Role.MANAGER, "only a manager sets a rule aside"

    @rule(who=CLICKERS, which=WHICH)
    def ask(self, who: Role, which: int) -> None:
        found = self.option(which)
        if found is None:
            return
        command = AskHousehold(option_id=found[0], means=ApproachMeans.TELEPHONE, spoken_to="Ade")
        if self.tried(who, self.services.approaching.ask, command):
            rows = Rows(self.record, self.request_id)
            assert rows.authorised_until(self.today), "asked without an authorisation in force"
            assert rows.closed is None
            suitable = self.record.rows("SELECT suitable FROM option WHERE id = ?", found[0])
            assert suitable == [(1,)], "asked a home that is not suitable"

    @rule(who=CLICKERS, which=WHICH, answer=st.sampled_from([Answer.YES, *Answer]))
    def answer(self, who: Role, which: int, answer: Answer) -> None:
        row = self._waiting(which)
        if row is not None:
            command = RecordAnswer(
                approach_id=ApproachId(row[0]),
                version=row[1],
                answer=answer,
                can_start_on=self.today if answer is Answer.YES else None,
            )
            self.tried(who, self.services.approaching.answer, command)

    def _waiting(self, which: int) -> tuple[Any, ...] | None:
        return self.pick(
            "SELECT id, version FROM approach WHERE request_id = ? AND answer = 'waiting'", which
        )

    @rule(who=CLICKERS, which=WHICH, price=st.sampled_from([None, 90_000]))
    def offer(self, who: Role, which: int, price: int | None) -> None:
        row = self._waiting(which)
        if row is not None:
            command = RecordOffer(
                approach_id=ApproachId(row[0]),
                version=row[1],
                can_start_on=self.today,
                weekly_price_pence=None if price is None else Pence(price),
                household=OfferedHousehold(name="Nowak", postcode="PE2 2AA", places=3),
            )
            self.tried(who, self.services.offering.record, command)

    @rule(who=CLICKERS, which=WHICH)
    def take_back(self, who: Role, which: int) -> None:
        row = self.pick(
            "SELECT o.id FROM offer o JOIN approach a ON a.id = o.approach_id "
            "WHERE a.request_id = ? AND o.withdrawn_at IS NULL",
            which,
        )
        if row is not None:
            command = WithdrawOffer(offer_id=OfferId(row[0]), reason="Taken by another child.")
            self.tried(who, self.services.offering.withdraw, command)

    # The social worker, and the ladder.

    @rule(who=CLICKERS, which=WHICH, support=st.sampled_from(["", "A taxi."]))
    def ask_view(self, who: Role, which: int, support: str) -> None:
        found = self.option(which)
        if found is not None:
            command = AskView(option_id=found[0], asked_of="Kwame Ferris", support=support)
            self.tried(who, self.services.escalating.ask_view, command)

    @rule(who=CLICKERS, which=WHICH, view=st.sampled_from([View.DISAGREE, *View]))
    def view(self, who: Role, which: int, view: View) -> None:
        found = self.option(which)
        if found is None:
            return
        journey = Journey(self.services, self.record.actor(who))

        def record(actor: Actor) -> None:
            journey.officer = actor
            journey.view(found[0], view, words="Because.", support_wanted="A taxi.")

        self.tried(who, record)

    @rule(who=CLICKERS, which=WHICH, safe=st.booleans())
    def escalate(self, who: Role, which: int, safe: bool) -> None:
        found = self.option(which)
        if found is None:
            return
        command = OpenEscalation(
            option_id=found[0], about="Too far.", who="The two of them", safeguarding=safe
        )
        if self.tried(who, self.services.escalating.open, command):
            assert not Rows(self.record, self.request_id).agreed(found[0])

    @rule(
        who=CLICKERS,
        which=WHICH,
        result=st.sampled_from([RungResult.NOT_SETTLED, *RungResult]),
        next_who=st.sampled_from(["", "Those above", "Those above"]),
    )
    def hear(self, who: Role, which: int, result: RungResult, next_who: str) -> None:
        row = self.pick(
            "SELECT e.id, e.version, s.rung, e.option_id FROM escalation e "
            "JOIN escalation_step s ON s.escalation_id = e.id WHERE e.request_id = ? ORDER BY s.id DESC",
            which,
        )
        if row is None:
            return
        command = HearStep(
            escalation_id=EscalationId(row[0]),
            version=row[1],
            rung=Rung(row[2]),
            result=result,
            words="They talked.",
            next_who=next_who,
        )
        if (
            self.tried(who, self.services.escalating.hear, command)
            and result is RungResult.NOT_USED
        ):
            state = self.record.rows(
                "SELECT state, not_used_reason FROM option WHERE id = ?", row[3]
            )
            assert state == [("not_used", "social_worker")]

    @rule(who=CLICKERS, which=WHICH)
    def board(self, who: Role, which: int) -> None:
        row = self.pick("SELECT id, version FROM escalation WHERE request_id = ?", which)
        if row is None:
            return
        command = TakeToBoard(
            escalation_id=EscalationId(row[0]), version=row[1], board_on=self.today
        )
        if self.tried(who, self.services.escalating.take_to_board, command):
            reached = self.record.rows(
                "SELECT 1 FROM escalation_step WHERE escalation_id = ? AND rung IN "
                "('assistant_director', 'chief_executive', 'director')",
                row[0],
            )
            assert reached, "only what reached the Assistant Director goes to the board"

    # Terms and money.

    @rule(who=CLICKERS, days=st.sampled_from([None, 5]))
    def suspend(self, who: Role, days: int | None) -> None:
        command = Suspend(
            provider_id=ProviderId(1),
            starts_on=self.today,
            ends_on=None if days is None else self.today + timedelta(days=days),
            reason="An allegation.",
            decided_by=HEAD,
        )
        self.tried(who, self.services.frameworks.suspend, command, free=who is Role.BUSINESS)

    @rule(who=CLICKERS)
    def lift(self, who: Role) -> None:
        rows = self.record.rows("SELECT id, version FROM suspension ORDER BY id DESC")
        if rows:
            command = LiftSuspension(
                suspension_id=rows[0][0], version=rows[0][1], from_on=self.today
            )
            self.tried(who, self.services.frameworks.lift, command, free=who is Role.BUSINESS)

    @rule(who=CLICKERS, which=WHICH)
    def spot(self, who: Role, which: int) -> None:
        found = self.option(which)
        if found is not None:
            command = RecordSpotPurchase(option_id=found[0], reason="Nobody else can.")
            if self.tried(who, self.services.spot_purchases.record, command):
                assert who is Role.MANAGER, "a spot purchase takes a manager"

    @rule(who=CLICKERS, social=st.sampled_from(["28", "50", "100"]), days=st.integers(0, 10))
    def split(self, who: Role, social: str, days: int) -> None:
        rest = Decimal(100) - Decimal(social)
        lines = [FundingPart(Funder.SOCIAL_CARE, share=Decimal(social))]
        if rest:
            lines.append(FundingPart(Funder.EDUCATION, share=rest))
        command = RecordFunding(
            request_id=self.request_id,
            basis=SplitBasis.SHARES,
            starts_on=self.today + timedelta(days=days),
            lines=tuple(lines),
        )
        self.tried(who, self.services.funding.record, command)

    @rule(
        who=CLICKERS,
        which=WHICH,
        trigger=st.sampled_from([ApprovalTrigger.AT_A_DISTANCE, *ApprovalTrigger]),
        post=st.sampled_from([Post.DIRECTOR, Post.NOMINATED_OFFICER, Post.HEAD_OF_SERVICE]),
        decision=st.sampled_from([Decision.AGREED, Decision.AGREED, Decision.NOT_AGREED]),
    )
    def approve(
        self, who: Role, which: int, trigger: ApprovalTrigger, post: Post, decision: Decision
    ) -> None:
        found = self.option(which)
        if found is not None:
            command = RecordAddedApproval(
                option_id=found[0],
                trigger=trigger,
                post=post,
                decided_by=HEAD,
                decision=decision,
                note="Said so.",
            )
            self.tried(who, self.services.authorising.record_added, command)

    @rule(who=CLICKERS, household=st.integers(1, 2), days=st.integers(0, 10))
    def put_on_hold(self, who: Role, household: int, days: int) -> None:
        rows = self.record.rows("SELECT version FROM household WHERE id = ?", household)
        command = PutOnHold(
            household_id=HouseholdId(household),
            version=rows[0][0],
            reason=HoldReason.BREAK,
            starts_on=self.today,
            ends_on=self.today + timedelta(days=days),
        )
        self.tried(who, self.services.households.hold, command)

    # The match and the start.

    @rule(who=CLICKERS, which=WHICH)
    def agree(self, who: Role, which: int) -> None:
        found = self.option(which)
        if found is None:
            return
        command = AgreeMatch(
            option_id=found[0],
            option_version=found[1],
            reasons="The best that there is.",
            compromises="",
            support="",
        )
        if not self.tried(who, self.services.placing.agree, command):
            return
        rows = Rows(self.record, self.request_id)
        assert rows.authorised_until(self.today), "matched without an authorisation in force"
        assert rows.agreed(found[0]), "matched against the social worker's view"
        assert rows.outside_in_order(found[0], self.today), "matched without terms or a price"
        outside = self.record.rows("SELECT tier FROM option WHERE id = ?", found[0])
        if outside[0][0] in {"ifa", "residential"}:
            assert rows.in_house_settled(), "matched outside while in-house homes could serve"

    @rule(who=CLICKERS, days=st.integers(-3, 30))
    def start(self, who: Role, days: int) -> None:
        on = self.today + timedelta(days=days)
        command = StartPlacement(request_id=self.request_id, version=self.version(), starts_on=on)
        if not self.tried(who, self.services.placing.start, command):
            return
        assert not self.starts, "started twice"
        self.starts.append(on)
        rows = Rows(self.record, self.request_id)
        until = rows.authorised_until(self.today)
        assert until, "started without an authorisation in force"
        assert until is True or on <= until, "started after the authorisation ran out"
        matched = rows.all("SELECT option_id FROM match WHERE request_id = ?")
        assert len(matched) == 1, "started without a match"
        assert rows.agreed(matched[0][0]), "started against the social worker's view"
        assert rows.outside_in_order(matched[0][0], on), "started without terms or a price"
        if rows.urgency == "planned":
            assert rows.far_approved(matched[0][0]), "started out of area without an approval"
        if rows.joint:
            assert rows.split_on(on), "started before it was recorded who pays what"

    # Somebody who knows what comes next, so that lives get far enough for the others to go wrong in.

    @rule(result=st.sampled_from(RungResult))
    def go_on(self, result: RungResult) -> None:
        stage = Rows(self.record, self.request_id).stage
        officer = Role.OFFICER
        if stage == "draft":
            self.write_needs(officer, apart=False)
            self.refer(officer)
        elif stage == "referred":
            for post in (Post.PASP, Post.JASP, Post.HEAD_OF_SERVICE, Post.ADM):
                self.decide(officer, post, Decision.AGREED, HEAD, "")
        elif stage == "authorised":
            self.search(officer)
        elif stage == "searching":
            if self._waiting(0) is None:
                self.ask(officer, 0)
            self.offer(officer, 0, 90_000)
            self.answer(officer, 0, Answer.YES)
        elif stage == "offers_in":
            self.view(officer, 0, View.DISAGREE if result.settles else View.AGREE)
        elif stage == "with_social_worker":
            self.agree(officer, 0)
            self.escalate(officer, 0, safe=False)
            self.hear(officer, 0, result, "Those above")
        elif stage == "agreed":
            self.split(officer, "50", 0)
            for trigger in (ApprovalTrigger.OUT_OF_AREA, ApprovalTrigger.AT_A_DISTANCE):
                if result.settles:
                    self.approve(officer, 0, trigger, Post.DIRECTOR, Decision.AGREED)
                    self.approve(officer, 0, trigger, Post.NOMINATED_OFFICER, Decision.AGREED)
            self.start(officer, 1)

    @rule(result=st.sampled_from(RungResult))
    def go_on_again(self, result: RungResult) -> None:
        self.go_on(result)

    # What always holds.

    @invariant()
    def the_record_keeps_the_rules(self) -> None:
        if not hasattr(self, "request_id"):
            return
        rows = Rows(self.record, self.request_id)
        refused = rows.all(
            "SELECT 1 FROM approach p JOIN authorisation a ON a.id = p.authorisation_id "
            "WHERE p.request_id = ? AND a.decision NOT IN ('agreed', 'agreed_conditions')"
        )
        assert not refused, "asked under a refusal"
        matched = rows.all("SELECT id FROM option WHERE request_id = ? AND state = 'matched'")
        matches = rows.all("SELECT option_id FROM match WHERE request_id = ?")
        assert matched == matches
        assert len(matched) <= 1
        children = rows.one("SELECT count(*) FROM request_child WHERE request_id = ?")[0]
        placed = rows.all(
            "SELECT household_id, provider_id, home_id FROM placement WHERE request_id = ?"
        )
        assert len(placed) in {0, children}, "brothers placed by halves"
        assert len(set(placed)) <= 1, "brothers parted"
        assert bool(placed) == bool(self.starts)
        assert not placed or (rows.stage == "placed" and matches)
        assert rows.ladder_in_order()
        waiting, tasks = rows.tasks_of_steps()
        assert waiting == tasks, "the tasks of the ladder are not its steps"
        if rows.closed is not None or matches:
            assert waiting == 0, "a disagreement goes on about nothing"

    @override
    def teardown(self) -> None:
        if hasattr(self, "record"):
            self.record.check_trail()


class _FirstHalf(RequestLife):
    """One half of the lives, so that two workers share them."""


class _SecondHalf(RequestLife):
    """The other half."""


TestFirstHalfOfTheLives = _FirstHalf.TestCase
TestSecondHalfOfTheLives = _SecondHalf.TestCase
TestFirstHalfOfTheLives.settings = TestSecondHalfOfTheLives.settings = settings(
    max_examples=max(LIVES // 2, 1),
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
