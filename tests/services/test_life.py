"""A request's life in any order of actions: no gate can be passed, and nothing is half-done (product.md §3.1, §3.4).

Somebody clicks on everything, as officer, manager, business support and panel member, while days go by, posts are
away, providers are suspended and the request changes under everybody's hands. Whatever succeeded is held against the
plain rows (`life_rules`), which know nothing of the program's own rules.

The gate tries `LIVES` lives of 50 steps; `packaging/test life` tries 500, and `ART_LIVES` any number.
"""

from __future__ import annotations

import os
import random
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from art_desktop.domain.authority_views import SaveAbsence
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
from art_desktop.domain.deciding_words import PanelKind, RungResult
from art_desktop.domain.ids import (
    ApproachId,
    HolderId,
    LotId,
    OptionId,
)
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    Decision,
    NotUsedReason,
    Post,
    RequestKind,
    Tier,
    Together,
    Urgency,
)
from art_desktop.domain.vocabulary import WorkerView as View
from tests.services.journey import Journey, needs
from tests.services.life_beginnings import BEGUN, CASES, Life
from tests.services.life_ladder import APPROVED_BY, LadderSteps, TermSteps
from tests.services.life_outside import OutsideSteps
from tests.services.life_panels import PanelSteps
from tests.services.life_record import HEAD, life_record
from tests.services.life_resources import RESOURCES, ResourceSteps
from tests.services.life_rules import Rows
from tests.services.life_steps import CLICKERS, SELDOM, WHICH, tally

LIVES = int(os.environ.get("ART_LIVES", "40"))
STEPS = 50


class RequestLife(
    OutsideSteps, PanelSteps, LadderSteps, TermSteps, ResourceSteps, RuleBasedStateMachine
):
    """Everything that can be done to a request, by anybody, in any order."""

    @initialize(case=st.sampled_from(list(CASES)), begun=st.sampled_from(BEGUN))
    def begin(self, case: str, begun: str) -> None:
        self.record = life_record()
        self.life = Life(self.record, case, begun)
        self.services = self.record.services
        self.request_id = self.life.request_id
        self.case = case
        self.starts: list[date] = []

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
        self.tried(who, self.services.searching.open_tier, command, told=tier)

    @rule(who=CLICKERS, which=WHICH)
    def not_used(self, who: Role, which: int) -> None:
        found = self.option(which)
        if found is not None:
            command = RecordNotUsed(
                option_id=found[0], version=found[1], reason=NotUsedReason.NEEDS
            )
            self.tried(who, self.services.searching.not_used, command)

    @rule(who=st.sampled_from([Role.OFFICER, Role.MANAGER]), fully=st.booleans())
    def look_further(self, who: Role, fully: bool) -> None:
        """Give every home that could serve its reason, and go on to the next tier."""
        for _ in range(4):
            if not fully:
                break
            found = self.pick(
                "SELECT id, version FROM option WHERE request_id = ? AND suitable "
                "AND state = 'open' ORDER BY id",
                0,
            )
            if found is None:
                break
            command = RecordNotUsed(
                option_id=OptionId(found[0]), version=found[1], reason=NotUsedReason.NEEDS
            )
            if not self.tried(who, self.services.searching.not_used, command):
                break
        opened = self.rows.all("SELECT 1 FROM tier_opening WHERE request_id = ? AND tier = 'ifa'")
        self.open_tier(who, Tier.RESIDENTIAL if opened else Tier.IFA)
        self.search(who)
        if fully:
            self.spot(Role.MANAGER, 0 if opened else 1)

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
        row = self.waiting(which)
        if row is not None:
            command = RecordAnswer(
                approach_id=ApproachId(row[0]),
                version=row[1],
                answer=answer,
                can_start_on=self.today if answer is Answer.YES else None,
            )
            self.tried(who, self.services.approaching.answer, command)

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
        stage = self.rows.stage
        officer = Role.OFFICER
        if self.case in RESOURCES and stage not in {"draft", "referred"}:
            self._go_on_to_order(stage)
            return
        if stage == "draft":
            self.write_needs(officer, apart=False)
            self.refer(officer)
        elif stage == "referred":
            self._decide_somehow(result)
        elif stage == "authorised":
            self.search(officer)
        elif stage == "searching":
            if result.settles:
                self._referral_out()
            if self.waiting(0) is None:
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
            self._settle_and_start(result)

    def _settle_and_start(self, result: RungResult) -> None:
        """Record who pays what, have approved what has to be, mostly, and start."""
        officer = Role.OFFICER
        self.split(officer, "50", 0)
        needed = self.rows.all(
            "SELECT 1 FROM match m JOIN option o ON o.id = m.option_id "
            "JOIN household h ON h.id = o.household_id "
            "WHERE m.request_id = ? AND h.area_code <> 'E06000031'"
        )
        for trigger in APPROVED_BY if needed and result.settles else ():
            self.approve(officer, 0, trigger, None, Decision.AGREED)
        self.start(officer, 1)

    def _decide_somehow(self, result: RungResult) -> None:
        """Have it decided: at a meeting of a panel, or by whoever of the posts may."""
        officer = Role.OFFICER
        if result in {RungResult.WITH_SUPPORT, RungResult.NOT_USED}:
            self.call(officer, PanelKind.JASP if self.rows.joint else PanelKind.PASP, 0)
            self.put_on(officer, 0, "No bed.")
            self.prepare(officer, 0)
            self.decide_in_room(officer, 0, Decision.AGREED)
            return
        for post in (Post.PASP, Post.JASP, Post.HEAD_OF_SERVICE, Post.ADM, Post.SECURE_PANEL):
            self.decide(officer, post, Decision.AGREED, HEAD, "")

    def _go_on_to_order(self, stage: str) -> None:
        officer = Role.OFFICER
        if self.rows.closed is not None:
            return
        if stage == "agreed":
            self.end_order(officer, 0, 0)
        elif stage == "offers_in":
            self.order(officer, 0, 0)
        else:
            self.ask_price(officer, "Meridian")
            self.take_quote(officer, 0, 90_000)

    def _referral_out(self) -> None:
        """Send a referral to the agency as it should be: drafted, released by a manager, saved as a draft."""
        self.draft_paper(Role.OFFICER, PaperKind.REFERRAL_REDACTED)
        self.ask_release(Role.OFFICER, 0, LotId(1))
        self.release(Role.MANAGER, 0, LotId(1))
        self.send(Role.OFFICER, 0, 0)

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
        assert rows.releases_in_order(), "a paper was let out by its author alone"
        assert rows.referrals_released(), "a referral went out that was not released"
        assert rows.offers_stand(), "a home has offered that took it back"
        assert rows.orders_in_order(), "an order without an authorisation of its own"
        assert rows.splits_add_up()
        assert rows.spot_by_managers()
        waiting, tasks = rows.tasks_of_steps()
        assert waiting == tasks, "the tasks of the ladder are not its steps"
        if rows.closed is not None or matches:
            assert waiting == 0, "a disagreement goes on about nothing"

    @override
    def teardown(self) -> None:
        if hasattr(self, "record"):
            self.record.check_trail()


SETTINGS = settings(
    max_examples=max(LIVES // 2, 1),
    stateful_step_count=STEPS,
    deadline=None,
    # Making fifty steps fewer takes minutes: a failing life is told as it was lived.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("half", ["one half", "the other"])
def test_no_gate_is_passed_in_any_order(half: str) -> None:
    # Each half has a seed of its own, from --randomly-seed: by --hypothesis-seed alone both would live the same lives.
    lives = seed(f"{random.getrandbits(64)}, {half}")(type("Lives", (RequestLife,), {}))
    run_state_machine_as_test(lives, settings=SETTINGS)
    sys.stdout.write(f"What was done by {half} of {LIVES} lives:\n{tally()}\n")
