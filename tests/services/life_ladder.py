"""Steps of a request's life with the social worker, up the ladder, and of terms, money and approvals."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
)

from art_desktop.domain.deciding_words import Funder, Rung, RungResult, SplitBasis
from art_desktop.domain.escalating_views import AskView, HearStep, OpenEscalation, TakeToBoard
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.household_commands import PutOnHold
from art_desktop.domain.ids import (
    EscalationId,
    HouseholdId,
    ProviderId,
)
from art_desktop.domain.matching_views import RecordAddedApproval
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.provider_commands import LiftSuspension, Suspend
from art_desktop.domain.vocabulary import (
    ApprovalTrigger,
    Decision,
    HoldReason,
    Post,
)
from art_desktop.domain.vocabulary import WorkerView as View
from tests.services.journey import Journey
from tests.services.life_record import HEAD
from tests.services.life_rules import Rows
from tests.services.life_steps import CLICKERS, WHICH, LifeSteps

APPROVED_BY = {
    ApprovalTrigger.AT_A_DISTANCE: Post.DIRECTOR,
    ApprovalTrigger.OUT_OF_AREA: Post.NOMINATED_OFFICER,
    ApprovalTrigger.KEY_STAGE_4: Post.NOMINATED_OFFICER,
    ApprovalTrigger.OTHER_COUNCIL: Post.COMMISSIONING_LEAD,
    ApprovalTrigger.OUTSIDE_TERMS: Post.HEAD_OF_SERVICE,
}


class LadderSteps(LifeSteps):
    """What the social worker says, and what becomes of it."""

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


class TermSteps(LifeSteps):
    """Suspensions, splits, approvals and holds."""

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

    @rule(who=CLICKERS, days=st.integers(0, 3))
    def lift(self, who: Role, days: int) -> None:
        rows = self.record.rows("SELECT id, version FROM suspension ORDER BY id DESC")
        if rows:
            command = LiftSuspension(
                suspension_id=rows[0][0],
                version=rows[0][1],
                from_on=self.today + timedelta(days=days),
            )
            self.tried(who, self.services.frameworks.lift, command, free=who is Role.BUSINESS)

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
        post=st.sampled_from([None, None, None, Post.DIRECTOR, Post.HEAD_OF_SERVICE]),
        decision=st.sampled_from([Decision.AGREED, Decision.AGREED, Decision.NOT_AGREED]),
    )
    def approve(
        self,
        who: Role,
        which: int,
        trigger: ApprovalTrigger,
        post: Post | None,
        decision: Decision,
    ) -> None:
        found = self.option(which)
        if found is not None:
            command = RecordAddedApproval(
                option_id=found[0],
                trigger=trigger,
                post=post or APPROVED_BY.get(trigger, Post.SERVICE_DIRECTOR),
                decided_by=HEAD,
                decision=decision,
                note="Said so.",
            )
            self.tried(who, self.services.authorising.record_added, command, told=trigger)

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
