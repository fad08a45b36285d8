"""Where lives of a request begin: a case, brought as far as a stage by the services, and kept to begin from again."""

from __future__ import annotations

from datetime import date
from typing import Any

from art_desktop.domain.approaching_commands import (
    DraftEmails,
    OfferedHousehold,
    RecordOffer,
    ReleasePaper,
)
from art_desktop.domain.commands import (
    OpenTier,
    RecordNotUsed,
)
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import (
    LotId,
    Pence,
    RequestId,
)
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Role
from art_desktop.domain.resource_views import AskPrice
from art_desktop.domain.vocabulary import (
    Answer,
    NotUsedReason,
    Post,
    RequestKind,
    Tier,
    Urgency,
)
from art_desktop.domain.vocabulary import WorkerView as View
from tests.services.conftest import MAYA, TOBY
from tests.services.journey import Journey, needs
from tests.services.life_outside import NOWHERE
from tests.services.life_record import HEAD, LifeRecord
from tests.services.life_resources import wanted

CASES: dict[str, dict[str, Any]] = {
    "planned": {},
    "urgent": {"urgency": Urgency.URGENT, "urgent_reason": "Tonight."},
    "night": {"urgency": Urgency.OUT_OF_HOURS, "urgent_reason": "Now."},
    "joint": {"joint_funding_likely": True},
    "moving": {"kind": RequestKind.CHANGE, "child_ids": (MAYA,)},
    "secure": {"kind": RequestKind.SECURE, "child_ids": (MAYA,)},
    "assessment": {"kind": RequestKind.ASSESSMENT, "child_ids": (TOBY,)},
    "crisis": {"kind": RequestKind.CRISIS, "child_ids": (TOBY,)},
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
    "distant",
    "released",
)


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
        at = BEGUN.index(begun)
        if details.get("kind") in {RequestKind.ASSESSMENT, RequestKind.CRISIS}:
            return self._bring_resource(journey, details, at)
        key = journey.opened(**details)
        if at == 0:
            return key
        for child in journey.page.children:
            journey.save_needs(child.child_id, needs(), child.profile_number)
        self.services.requests.refer(journey.officer, key, journey.page.version)
        if at >= BEGUN.index("authorised"):
            self._authorise(journey)
        if at >= BEGUN.index("searched"):
            options = journey.search()
            if not options:  # nobody here looks after a child in secure accommodation
                return key
            if begun in {"agency", "far", "distant", "released"}:
                self._use_none(journey, but_the_last=begun == "far")
                if begun in {"distant", "released"}:
                    self._release(journey, begun)
            elif at > BEGUN.index("searched"):
                journey.ask(options[0].id)
                journey.answer(Answer.YES)
                if begun == "disagreed":
                    journey.view(options[0].id, View.DISAGREE, words="Too far.")
                elif begun == "agreed":
                    journey.view(options[0].id)
        return key

    def _bring_resource(self, journey: Journey, details: dict[str, Any], at: int) -> int:
        """Open a request for a resource; refer it and have it authorised as far as that is asked for."""
        kind = details["kind"]
        key = self.services.resourcing.open(
            journey.officer, journey.details(**details), wanted(kind)
        )
        journey.request_id = key
        if at >= BEGUN.index("referred"):
            self.services.requests.refer(journey.officer, key, journey.page.version)
        if at >= BEGUN.index("authorised"):
            journey.authorise(Post.HEAD_OF_SERVICE, decided_by=HEAD)
        if at >= BEGUN.index("searched"):
            command = AskPrice(request_id=key, who="Dr Hale")
            self.services.resourcing.ask(journey.officer, command)
        return key

    def _release(self, journey: Journey, begun: str) -> None:
        """Have the agency asked by a released referral; for "distant" a family far away is agreed with."""
        ask = PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=journey.request_id)
        paper = self.services.papers.issue(journey.officer, ask)
        self.services.releasing.release(
            self.record.actor(Role.MANAGER),
            ReleasePaper(request_id=journey.request_id, document_id=paper.id, lot_id=LotId(1)),
        )
        rows = self.record.rows(
            "SELECT o.id, r.id FROM option o JOIN release r ON r.request_id = o.request_id "
            "WHERE o.request_id = ? AND o.provider_id = 1",
            journey.request_id,
        )
        command = DraftEmails(release_id=rows[0][1], option_ids=(rows[0][0],))
        self.services.sending.draft(journey.officer, command, NOWHERE)
        if begun == "released":
            return
        waiting = next(a for a in journey.page.approaches if a.answer is Answer.WAITING)
        self.services.offering.record(
            journey.officer,
            RecordOffer(
                approach_id=waiting.id,
                version=waiting.version,
                can_start_on=date(2026, 11, 26),
                weekly_price_pence=Pence(95_000),
                household=OfferedHousehold(name="Ash", postcode="NN1 1AA", places=3),
            ),
        )
        ((option,),) = self.record.rows("SELECT option_id FROM offer ORDER BY id DESC LIMIT 1")
        journey.view(option)

    def _authorise(self, journey: Journey) -> None:
        for post in (
            Post.SECURE_PANEL,
            Post.JASP,
            Post.PASP,
            Post.HEAD_OF_SERVICE,
            Post.COMMISSIONING_LEAD,
        ):
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
