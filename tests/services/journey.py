"""Steps of the main job that several tests take."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from art_desktop.domain.clock import LONDON
from art_desktop.domain.commands import (
    AgreeMatch,
    AskHousehold,
    RecordAnswer,
    RecordAuthorisation,
    RecordView,
    RequestDetails,
    SaveNeeds,
)
from art_desktop.domain.ids import ChildId, OptionId, RequestId
from art_desktop.domain.matching_views import OptionView
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.permissions import Actor
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    Decision,
    Level,
    NeedCode,
    Post,
    RequestKind,
    Sex,
    Together,
    Urgency,
    WorkerView,
)
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, NOW, TOBY


class Journey:
    """The main job on one request, step by step, as one officer."""

    def __init__(self, services: Services, officer: Actor) -> None:
        self.services = services
        self.officer = officer
        self.request_id = RequestId(0)

    def details(self, **changes: object) -> RequestDetails:
        """Return a planned first-time request for both brothers, with changes."""
        given: dict[str, object] = {
            "kind": RequestKind.FIRST_TIME,
            "urgency": Urgency.PLANNED,
            "needed_at": NOW + timedelta(days=3),
            "child_ids": (TOBY, FRANKIE),
            "social_worker": "Kwame Ferris",
        }
        return RequestDetails(**{**given, **changes})  # type: ignore[arg-type]  # given by name

    def opened(self, **changes: object) -> RequestId:
        """Open the request."""
        self.request_id = self.services.requests.open(self.officer, self.details(**changes))
        return self.request_id

    def profiled(self, **changes: object) -> RequestId:
        """Open it and write a needs profile for each child."""
        self.opened(**changes)
        for child in self.page.children:
            self.save_needs(child.child_id, needs(), child.profile_number)
        return self.request_id

    def save_needs(self, child_id: ChildId, body: Needs, based_on: int) -> None:
        """Record a version of a child's needs."""
        self.services.needs.save(
            self.officer,
            SaveNeeds(request_id=self.request_id, child_id=child_id, based_on=based_on, needs=body),
        )

    def referred(self, **changes: object) -> RequestId:
        """Take it as referred."""
        self.profiled(**changes)
        self.services.requests.refer(self.officer, self.request_id, self.page.version)
        return self.request_id

    def authorise(
        self,
        post: Post = Post.PASP,
        decision: Decision = Decision.AGREED,
        **changes: object,
    ) -> None:
        """Record a decision; one that is taken at night, as last night's."""
        today = self.services.requests._context.today()
        given: dict[str, object] = {
            "request_id": self.request_id,
            "post": post,
            "decided_by": "Chair of PASP",
            "decision": decision,
            "decided_at": self.services.requests._context.now(),
        }
        if post in {Post.EDS, Post.ON_CALL}:
            given["decided_at"] = datetime.combine(today - timedelta(days=1), time(23), LONDON)
        if decision is Decision.DEFERRED:
            given["deferred_to"] = today + timedelta(days=7)
        self.services.authorising.record(
            self.officer,
            RecordAuthorisation(**{**given, **changes}),  # type: ignore[arg-type]  # given by name
        )

    def authorised(self, **changes: object) -> RequestId:
        """Have it authorised by PASP."""
        self.referred(**changes)
        self.authorise()
        return self.request_id

    def searched(self, **changes: object) -> list[OptionView]:
        """Search it, authorised, and return the suitable in-house options by rank."""
        self.authorised(**changes)
        return self.search()

    def search(self) -> list[OptionView]:
        """Search, and return the suitable options of every open tier, by rank."""
        shortlist = self.services.searching.run(self.officer, self.request_id)
        return [option for tier in shortlist.tiers for option in tier.suitable]

    def option(self, option_id: OptionId) -> OptionView:
        """Return an option as it stands."""
        shortlist = self.services.searching.shortlist(self.officer, self.request_id)
        return next(
            option
            for tier in shortlist.tiers
            for option in (*tier.suitable, *tier.not_suitable)
            if option.id == option_id
        )

    def ask(self, option_id: OptionId) -> None:
        """Ask a household by telephone."""
        self.services.approaching.ask(
            self.officer,
            AskHousehold(option_id=option_id, means=ApproachMeans.TELEPHONE, spoken_to="Ade"),
        )

    def answer(self, answer: Answer) -> None:
        """Record the answer to the newest approach that waits for one."""
        waiting = next(a for a in self.page.approaches if a.answer is Answer.WAITING)
        self.services.approaching.answer(
            self.officer,
            RecordAnswer(
                approach_id=waiting.id,
                version=waiting.version,
                answer=answer,
                can_start_on=date(2026, 11, 26) if answer is Answer.YES else None,
            ),
        )

    def view(self, option_id: OptionId, view: WorkerView = WorkerView.AGREE, **words: str) -> None:
        """Record the social worker's view."""
        self.services.placing.record_view(
            self.officer,
            RecordView(option_id=option_id, view=view, given_by="Kwame Ferris", **words),
        )

    def agree(self, option_id: OptionId) -> None:
        """Record the match, in the proposed words."""
        proposal = self.services.placing.proposal(self.officer, option_id)
        self.services.placing.agree(
            self.officer,
            AgreeMatch(
                option_id=option_id,
                option_version=self.option(option_id).version,
                reasons=proposal.reasons or "The best that there is.",
                compromises=proposal.compromises,
                support=proposal.support,
            ),
        )

    def matched(self, **changes: object) -> OptionView:
        """Take the request as far as a match with the first option."""
        first = self.searched(**changes)[0]
        self.ask(first.id)
        self.answer(Answer.YES)
        self.view(first.id)
        self.agree(first.id)
        return first

    @property
    def page(self) -> RequestPage:
        """The request as its page has it."""
        return self.services.requests.page(self.officer, self.request_id)


def needs() -> Needs:
    """Return a plain profile that a search can run on."""
    return Needs(
        sex=Sex.MALE,
        home_postcode="PE1 1AA",
        school_postcode="PE1 1AB",
        keep_school=True,
        together=Together.TOGETHER,
        levels={
            NeedCode.ATTACHMENT: NeedAnswer(Level.SOME, "Clings at the gate.", "A photograph.")
        },
        likes="Worms, maps and goalkeeping",
        no_pets=True,
        avoid=(),
        no_other_children=False,
        no_younger_children=False,
        two_carers=False,
        someone_home=False,
        own_bedroom=False,
        ground_floor=False,
        non_smoking=False,
    )
