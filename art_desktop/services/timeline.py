"""The history of a request as it is told: what was done, by whom and when, newest first.

Told from the records themselves. What changed in each, value by value, is in the audit trail.
"""

from __future__ import annotations

from collections.abc import Iterator

from art_desktop.domain.frameworks import SpotPurchase
from art_desktop.domain.funding import parts_of
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import UserId
from art_desktop.domain.placements import LedgerLine
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import HistoryLine
from art_desktop.domain.requests import (
    AddedApproval,
    Approach,
    Chaser,
    NeedsProfile,
    Offer,
    Release,
    ReleaseAsk,
    Request,
    TierOpening,
)
from art_desktop.domain.resource_prices import outcome_words, price_of
from art_desktop.domain.vocabulary import Answer
from art_desktop.domain.wording import day_words, listed, money_words, weekly_words
from art_desktop.domain.work import IssuedPaper
from art_desktop.services.agenda_lines import agenda_lines
from art_desktop.services.disagreement_lines import disagreement_lines
from art_desktop.services.standing import Held, names_of_users
from art_desktop.services.views import option_titles, placement_titles


def timeline(uow: UnitOfWork, held: Held) -> tuple[HistoryLine, ...]:
    """Return everything that happened on a request, newest first."""
    teller = _Teller(uow, held)
    found = [
        *teller.request(),
        *teller.needs(),
        *teller.searches(),
        *teller.overrides(),
        *teller.spot_purchases(),
        *teller.decisions(),
        *teller.approaches(),
        *teller.releases(),
        *teller.offers(),
        *teller.views(),
        *teller.funding(),
        *teller.disagreements(),
        *teller.agendas(),
        *teller.placing(),
        *teller.papers(),
        *teller.resource(),
    ]
    return tuple(sorted(found, key=lambda line: line.at, reverse=True))


class _Teller:
    """Tells one request, kind of record by kind of record."""

    def __init__(self, uow: UnitOfWork, held: Held) -> None:
        self._uow = uow
        self._held = held
        self._names = names_of_users(uow)
        self._titles = option_titles(uow, held.standing.options)
        self._children = {child.id: child.first_name for child in held.children}

    def _who(self, user_id: UserId | None) -> str:
        return self._names.get(user_id or 0, "")

    def request(self) -> Iterator[HistoryLine]:
        """Opened, referred, closed."""
        request = self._held.request
        owner = self._who(request.owner_id)
        yield HistoryLine(request.opened_at, owner, f"Opened: {request.kind.words.lower()}")
        if request.referred_at is not None:
            yield HistoryLine(request.referred_at, owner, "Referred")
        if request.closed_at is not None:
            yield HistoryLine(request.closed_at, owner, f"Closed: {request.closed_reason}")
        if request.split_from_id is not None:
            before = self._uow.get(Request, request.split_from_id)
            words = f"Parted from {before.reference}: {request.split_reason}"
            yield HistoryLine(request.opened_at, owner, words)
        for other in self._uow.all(Request, split_from_id=request.id):
            words = f"Parted, to {other.reference}: {other.split_reason}"
            yield HistoryLine(other.opened_at, owner, words)

    def needs(self) -> Iterator[HistoryLine]:
        """Each version of each child's profile."""
        for one in self._uow.all(NeedsProfile, request_id=self._held.request.id):
            words = f"Needs of {self._children.get(one.child_id, 'a child')}, version {one.number}"
            yield HistoryLine(one.recorded_at, self._who(one.recorded_by), words)

    def searches(self) -> Iterator[HistoryLine]:
        """Each search and each tier that was opened."""
        for run in self._held.standing.searches:
            kind = "Indicative search" if run.indicative else "Search"
            words = f"{kind}: {run.suitable} of {run.considered} could serve"
            yield HistoryLine(run.ran_at, self._who(run.ran_by), words)
        for opening in self._uow.all(TierOpening, request_id=self._held.request.id):
            words = f"Opened {opening.tier.words.lower()}: {opening.reason}"
            yield HistoryLine(opening.opened_at, self._who(opening.opened_by), words)

    def overrides(self) -> Iterator[HistoryLine]:
        """Each rule that was set aside for a home, with the reason."""
        for option in self._held.standing.options:
            if option.override_reason and option.overridden_at is not None:
                title = self._titles.get(option.id or 0, "a home")
                words = f"Overridden for {title}: {option.excluded_by}. {option.override_reason}"
                yield HistoryLine(option.overridden_at, self._who(option.overridden_by), words)

    def spot_purchases(self) -> Iterator[HistoryLine]:
        """Each provider that a manager let the request use outside the lots, with the reason."""
        for one in self._uow.all(SpotPurchase, request_id=self._held.request.id):
            title = self._titles.get(one.option_id, "a home")
            words = f"Spot purchase agreed of {title}, outside every lot: {one.reason}"
            yield HistoryLine(one.approved_at, self._who(one.approved_by), words)

    def decisions(self) -> Iterator[HistoryLine]:
        """Each decision, at the moment it was recorded, and each that a match needs beside it."""
        for added in self._uow.all(AddedApproval, request_id=self._held.request.id):
            title = self._titles.get(added.option_id, "a home")
            words = (
                f"{added.trigger.words}, {title}: {added.decision.words.lower()} by {added.decided_by} "
                f"({added.post.words})"
            )
            yield HistoryLine(added.recorded_at, self._who(added.recorded_by), words)
        for one in self._held.authorisations:
            words = f"{one.decision.words} by {one.decided_by} ({one.post.words})"
            yield HistoryLine(one.recorded_at, self._who(one.recorded_by), words)

    def approaches(self) -> Iterator[HistoryLine]:
        """Each time somebody was asked, and each answer."""
        for one in self._held.standing.approaches:
            title = self._titles.get(one.option_id, "a household")
            words = f"Asked {title}, {one.means.words.lower()}"
            yield HistoryLine(one.asked_at, self._who(one.asked_by), words)
            yield from self._answer(one, title)

    def _answer(self, one: Approach, title: str) -> Iterator[HistoryLine]:
        said = {
            Answer.YES: f"{title} said yes",
            Answer.NO: f"{title} said no",
            Answer.NO_ANSWER: f"{title} could not be reached",
        }.get(one.answer)
        if said is not None and one.answered_at is not None:
            yield HistoryLine(one.answered_at, self._who(one.asked_by), said)

    def releases(self) -> Iterator[HistoryLine]:
        """Each referral that was let out or sent back, and each reminder."""
        key = self._held.request.id
        papers = {one.id: one.number for one in self._uow.all(IssuedPaper, request_id=key)}
        for one in self._uow.all(Release, request_id=key):
            alone = f", alone: {one.alone_reason}" if one.alone_reason else ""
            words = f"Released the redacted referral, number {papers.get(one.document_id)}{alone}"
            yield HistoryLine(one.released_at, self._who(one.released_by), words)
        for asked in self._uow.all(ReleaseAsk, request_id=key):
            number = papers.get(asked.document_id)
            words = f"Asked for the release of the redacted referral, number {number}"
            yield HistoryLine(asked.asked_at, self._who(asked.asked_by), words)
            if asked.returned_at is not None:
                words = f"Sent back, number {number}: {asked.returned_words}"
                yield HistoryLine(asked.returned_at, self._who(asked.returned_by), words)
        asked_about = {one.id: one.option_id for one in self._held.standing.approaches}
        chasers = self._uow.all(Chaser, approach_id=tuple(asked_about)) if asked_about else []
        for chaser in chasers:
            title = self._titles.get(asked_about[chaser.approach_id], "a home")
            yield HistoryLine(chaser.at, self._who(chaser.by), f"Reminded {title}: {chaser.words}")

    def offers(self) -> Iterator[HistoryLine]:
        """Each offer of a provider with its terms, and each that was taken back."""
        asked = {one.id: one for one in self._held.standing.approaches}
        for one in self._uow.all(Offer, approach_id=tuple(asked)) if asked else []:
            title = self._titles.get(one.option_id, "a home")
            if asked[one.approach_id].release_id is not None:
                start = f"from {day_words(one.can_start_on)}"
                words = f"Offer of {title}, {start}, {weekly_words(one.weekly_price_pence)}"
                who = self._who(asked[one.approach_id].asked_by)
                yield HistoryLine(one.received_at, who, words)
            if one.withdrawn_at is not None:
                words = f"Offer of {title} taken back: {one.withdrawn_reason}"
                yield HistoryLine(one.withdrawn_at, "", words)

    def views(self) -> Iterator[HistoryLine]:
        """What the social worker said."""
        for one in self._held.standing.views:
            title = self._titles.get(one.option_id, "an option")
            words = f"Social worker on {title}: {one.view.words.lower()}"
            yield HistoryLine(one.given_at, self._who(one.recorded_by), words)

    def funding(self) -> Iterator[HistoryLine]:
        """Who was to pay what, each time that it was recorded."""
        for split in self._uow.all(FundingSplit, request_id=self._held.request.id):
            parts = [f"{part.funder.words} {part.words}" for part in parts_of(split.lines)]
            words = f"Funding split from {day_words(split.starts_on)}: {listed(parts)}"
            yield HistoryLine(split.recorded_at, self._who(split.recorded_by), words)

    def disagreements(self) -> Iterator[HistoryLine]:
        """Who was asked for a view, and each step of a disagreement."""
        return disagreement_lines(self._held, self._titles, self._names)

    def agendas(self) -> Iterator[HistoryLine]:
        """Each time it was put on a panel's agenda."""
        assert self._held.request.id is not None
        return agenda_lines(self._uow, self._held.request.id, self._names)

    def placing(self) -> Iterator[HistoryLine]:
        """The match, and where each child was placed."""
        match = self._held.standing.match
        if match is None:
            return
        title = self._titles.get(match.option_id, "")
        yield HistoryLine(match.agreed_at, self._who(match.agreed_by), f"Matched with {title}")
        placements = self._held.standing.placements
        wheres = placement_titles(self._uow, placements)
        for one in placements:
            (start, *_) = self._uow.all(LedgerLine, placement_id=one.id)
            child = self._children.get(one.child_id, "A child")
            words = f"{child} placed with {wheres[one.id or 0]} from {day_words(one.starts_on)}"
            yield HistoryLine(start.recorded_at, self._who(start.recorded_by), words)

    def papers(self) -> Iterator[HistoryLine]:
        """Each paper that was drafted."""
        for one in self._uow.all(IssuedPaper, request_id=self._held.request.id):
            words = f"Drafted: {one.kind.words.lower()}, number {one.number}"
            yield HistoryLine(one.made_at, self._who(one.made_by), words)

    def resource(self) -> Iterator[HistoryLine]:
        """Who was asked for a price and what they said; what was ordered, and what came of it."""
        resource = self._held.standing.resource
        who = {quote.id: quote.who for quote in resource.quotes}
        for quote in resource.quotes:
            by, indicative = self._who(quote.asked_by), ", indicative" if quote.indicative else ""
            yield HistoryLine(quote.asked_at, by, f"Asked {quote.who} for a price{indicative}")
            if quote.chased_at is not None:
                yield HistoryLine(quote.chased_at, by, f"Chased {quote.who} for a price")
            if quote.answered_at is not None:
                price = price_of(quote)
                said = "cannot do it" if price is None else f"{money_words(price)} in all"
                yield HistoryLine(quote.answered_at, by, f"{quote.who}: {said}")
        for order in resource.orders:
            words = f"Ordered from {who[order.quote_id]}: {money_words(order.price_pence)}"
            yield HistoryLine(order.ordered_at, self._who(order.ordered_by), words)
            if order.ended_at is not None:
                words = outcome_words(self._held.request.kind, order)
                yield HistoryLine(order.ended_at, self._who(order.ended_by), words)
