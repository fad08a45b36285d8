"""Three cases of the demonstration, taken as far as an agreed match, so that every paper of them can be drawn.

A baby for a household of our own, four brothers and sisters for an agency's, a boy of fifteen with much to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from art_desktop.domain.commands import AgreeMatch, AskHousehold, RecordAnswer, RecordView
from art_desktop.domain.ids import OptionId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind, ReadingAge
from art_desktop.domain.permissions import Actor
from art_desktop.domain.vocabulary import Answer, ApproachMeans, Tier, WorkerView
from art_desktop.services import Services

FIRST = {"baby": "Ivy Setchell", "four": "Bethan Llewellyn-Marsh", "fifteen": "Kian Drakard"}


@dataclass
class PaperCases:
    """The cases by name, and whoever does the work."""

    services: Services
    actor: Actor

    def request(self, case: str) -> RequestId:
        """Return the request of a case."""
        for row in self.services.requests.rows(self.actor):
            page = self.services.requests.page(self.actor, row.id)
            if page.children[0].name == FIRST[case]:
                return row.id
        raise AssertionError(case)

    def match(self, case: str) -> RequestId:
        """Have a home agreed for a case: the one that was offered, else the first of our own that says yes."""
        request_id = self.request(case)
        page = self.services.requests.page(self.actor, request_id)
        if page.match is None:
            option_id = self._offered(request_id) if case != "baby" else self._asked(request_id)
            self.services.placing.record_view(
                self.actor,
                RecordView(
                    option_id=option_id,
                    view=WorkerView.AGREE,
                    given_by="Their social worker",
                    words="They asked the right questions, and answered ours.",
                ),
            )
            version = self._version(request_id, option_id)
            self.services.placing.agree(
                self.actor,
                AgreeMatch(
                    option_id=option_id,
                    option_version=version,
                    reasons="Near enough for family time, room for everybody, and they want to.",
                    compromises="A longer way to school until Christmas.",
                    support="A taxi to school, and weekly supervision.",
                ),
            )
        return request_id

    def _version(self, request_id: RequestId, option_id: OptionId) -> int:
        shortlist = self.services.searching.shortlist(self.actor, request_id)
        return next(
            option.version
            for tier in shortlist.tiers
            for option in tier.suitable
            if option.id == option_id
        )

    def _asked(self, request_id: RequestId) -> OptionId:
        shortlist = self.services.searching.shortlist(self.actor, request_id)
        tier = next(tier for tier in shortlist.tiers if tier.tier is Tier.IN_HOUSE)
        option = tier.suitable[0]
        ask = AskHousehold(option_id=option.id, means=ApproachMeans.TELEPHONE)
        self.services.approaching.ask(self.actor, ask)
        view = self.services.approaching.page(self.actor, request_id)
        line = next(one for one in view.approaches if one.option_id == option.id)
        needed = self.services.requests.page(self.actor, request_id).needed_at
        self.services.approaching.answer(
            self.actor,
            RecordAnswer(
                approach_id=line.id,
                version=line.version,
                answer=Answer.YES,
                note="Yes, with the cot by our bed.",
                can_start_on=needed.date(),
            ),
        )
        return option.id

    def _offered(self, request_id: RequestId) -> OptionId:
        view = self.services.approaching.page(self.actor, request_id)
        offers = [one for one in view.offers if one.suitable and one.withdrawn_at is None]
        return offers[0].option_id

    def asks(self, case: str) -> Iterator[tuple[str, PaperAsk]]:
        """Yield every paper of a matched case, with a name for each."""
        request_id = self.request(case)
        page = self.services.requests.page(self.actor, request_id)
        for kind in (
            PaperKind.REFERRAL_REDACTED,
            PaperKind.REFERRAL_FULL,
            PaperKind.REFERRAL_PACK,
            PaperKind.MATCHING_RECORD,
        ):
            yield kind.value, PaperAsk(kind=kind, request_id=request_id)
        if case != "baby":
            agreement = PaperKind.PLACEMENT_AGREEMENT
            yield agreement.value, PaperAsk(kind=agreement, request_id=request_id)
        for child in page.children:
            notice = PaperKind.HEALTH_NOTIFICATION
            yield (
                f"{notice}-{child.child_id}",
                PaperAsk(kind=notice, request_id=request_id, child_id=child.child_id),
            )
            for age in ReadingAge:
                for kind in (PaperKind.CHILD_PAGE, PaperKind.MEET_YOUR_CARERS):
                    yield (
                        f"{kind}-{child.child_id}-{age}",
                        PaperAsk(
                            kind=kind,
                            request_id=request_id,
                            child_id=child.child_id,
                            reading_age=age,
                        ),
                    )
        for decision in page.authorisations:
            letter = PaperKind.DECISION_LETTER
            yield (
                f"{letter}-{decision.id}",
                PaperAsk(kind=letter, request_id=request_id, authorisation_id=decision.id),
            )
