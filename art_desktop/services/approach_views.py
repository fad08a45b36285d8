"""Turns what is on record of asking into the tab Approaches. Nothing here decides anything."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from art_desktop.domain import approaching
from art_desktop.domain.approaching_views import (
    ApproachesView,
    ApproachLine,
    AskLine,
    ChaserLine,
    LotLine,
    OfferLine,
    PaperState,
    ReleaseLine,
    SentLine,
)
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import HomeId, LotId, Pence, ProviderId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import ProviderTerms, price_beyond_band
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.requests import Approach, Chaser, Offer, Option, Release, ReleaseAsk
from art_desktop.domain.vocabulary import Answer, ProviderKind
from art_desktop.domain.work import IssuedPaper
from art_desktop.services.asking_gate import answering, is_outside, require_may_ask
from art_desktop.services.provider_terms import lots_on, outside_provider_id, terms_of
from art_desktop.services.releasing import stale
from art_desktop.services.standing import Held, names_of_users
from art_desktop.services.views import option_titles


def approaches_view(uow: UnitOfWork, held: Held, actor: Actor, now: datetime) -> ApproachesView:
    """Return everything that the tab Approaches tells of a request."""
    return _Teller(uow, held, actor, now).view()


class _Teller:
    """Tells one request: what it looks things up in."""

    def __init__(self, uow: UnitOfWork, held: Held, actor: Actor, now: datetime) -> None:
        self._uow, self._held, self._actor, self._now = uow, held, actor, now
        self._today = local_day(now)
        self._names = names_of_users(uow)
        asked = {one.option_id for one in held.standing.approaches}
        keys = tuple(one.id for one in held.standing.approaches if one.id is not None)
        self._offers = uow.all(Offer, approach_id=keys) if keys else []
        self._chasers: dict[int, list[Chaser]] = defaultdict(list)
        for chaser in uow.all(Chaser, approach_id=keys) if keys else []:
            self._chasers[chaser.approach_id].append(chaser)
        wanted = asked | {one.option_id for one in self._offers}
        match = held.standing.match
        wanted |= {match.option_id} if match is not None else set()
        self._options: dict[int, Option] = {
            one.id: one for one in held.standing.options if one.id is not None and one.id in wanted
        }
        self._titles = option_titles(uow, self._options.values())
        self._provider_of: dict[int, ProviderId] = {
            key: outside_provider_id(uow, one)
            for key, one in self._options.items()
            if is_outside(one)
        }
        self._providers = uow.by_ids(Provider, sorted(set(self._provider_of.values())))
        self._homes = uow.by_ids(
            Home, [one.home_id for one in self._options.values() if one.home_id is not None]
        )
        self._terms: dict[ProviderId, ProviderTerms] = terms_of(
            uow, set(self._provider_of.values()), self._today
        )
        self._lots = {lot.id: lot for lot in lots_on(uow, self._today)}
        self._releases = uow.all(Release, request_id=held.request.id)
        self._asks = uow.all(ReleaseAsk, request_id=held.request.id)
        self._newest = approaching.newest_redacted(uow.all(IssuedPaper, request_id=held.request.id))
        documents = {one.document_id for one in self._releases}
        documents |= {one.document_id for one in self._asks}
        self._papers = uow.by_ids(IssuedPaper, sorted(documents))
        self._stale = "" if self._newest is None else stale(uow, held, self._newest)

    def view(self) -> ApproachesView:
        """Return the whole tab."""
        assert self._held.request.id is not None
        settings = answering(self._uow, self._today)
        paper = self._paper()
        office_open = settings.office.open_at(self._now)
        fresh = paper is not None and not paper.stale
        mine = paper is not None and paper.mine
        asks = sorted(
            (
                one
                for one in self._asks
                if paper is not None and one.document_id == paper.document_id
            ),
            key=lambda one: one.id or 0,
        )
        read = approaching.returned(asks[-1:]) is None
        return ApproachesView(
            request_id=self._held.request.id,
            reference=self._held.request.reference,
            approaches=self._approach_lines(),
            offers=tuple(self._offer(one) for one in self._offers if self._shown(one)),
            releases=self._release_lines(),
            asks=self._ask_lines(),
            paper=paper,
            lots=tuple(
                LotLine(
                    lot.id,
                    lot.framework if lot.name == lot.framework else f"{lot.framework}: {lot.name}",
                    len(lot.provider_ids),
                )
                for lot in self._lots.values()
                if lot.kind.takes_children
            ),
            gate=self._gate(),
            usual_due_at=settings.due_at(self._now, self._held.request.urgency),
            may_release=fresh and read and not mine and self._actor.may(Permission.RELEASE_PAPERS),
            may_release_alone=fresh
            and mine
            and approaching.returned(asks) is None
            and not office_open
            and self._actor.may(Permission.APPROACH),
            office_hours=settings.hours_words,
            chosen=self._chosen(),
            open=self._held.request.closed_at is None,
        )

    def _gate(self) -> str:
        try:
            require_may_ask(self._held, self._today, "Nobody can be asked.")
        except RuleBroken as refusal:
            return f"{refusal.why} {refusal.what_next}".strip()
        return ""

    def _chosen(self) -> str:
        """Return the outside home that was matched, "" where none was."""
        match = self._held.standing.match
        if match is None or match.option_id not in self._provider_of:
            return ""
        provider = self._providers[self._provider_of[match.option_id]].name
        title = self._titles[match.option_id]
        return title if title == provider else f"{title}, {provider}"

    def _approach_lines(self) -> tuple[ApproachLine, ...]:
        lines = [self._approach(one) for one in self._held.standing.approaches]
        return tuple(sorted(lines, key=lambda one: (one.asked_at, one.id), reverse=True))

    def _approach(self, one: Approach) -> ApproachLine:
        assert one.id is not None
        option = self._options[one.option_id]
        provider_id = self._provider_of.get(one.option_id)
        offers = [offer for offer in self._offers if offer.approach_id == one.id]
        standing = [offer for offer in offers if offer.withdrawn_at is None]
        latest = max(offers, key=lambda offer: offer.id or 0, default=None)
        reason = one.decline_reason
        return ApproachLine(
            id=one.id,
            option_id=one.option_id,
            title=self._titles[one.option_id],
            tier=option.tier,
            provider_id=provider_id,
            provider="" if provider_id is None else self._providers[provider_id].name,
            agency=option.provider_id is not None,
            means=one.means,
            spoken_to=one.spoken_to,
            asked_at=one.asked_at,
            asked_by=self._names.get(one.asked_by, ""),
            answer=one.answer,
            answered_at=one.answered_at,
            note=one.note,
            can_start_on=latest.can_start_on if latest else None,
            conditions=latest.conditions if latest else "",
            decline_words="" if reason is None else reason.words,
            release_id=one.release_id,
            release_number=self._number(one),
            sent_to=one.sent_to,
            drafted_at=one.drafted_at,
            due_at=one.due_at if one.answer is Answer.WAITING else None,
            chasers=tuple(
                ChaserLine(c.at, self._names.get(c.by, ""), c.words)
                for c in sorted(self._chasers.get(one.id, ()), key=lambda c: c.at)
            ),
            offers=len(standing),
            version=one.version,
        )

    def _number(self, one: Approach) -> int | None:
        release = next((r for r in self._releases if r.id == one.release_id), None)
        return None if release is None else self._papers[release.document_id].number

    def _shown(self, offer: Offer) -> bool:
        return offer.option_id in self._options

    def _offer(self, one: Offer) -> OfferLine:
        assert one.id is not None
        option = self._options[one.option_id]
        provider_id = self._provider_of.get(one.option_id)
        grade = self._grade(option, provider_id)
        price = one.weekly_price_pence
        return OfferLine(
            id=one.id,
            approach_id=one.approach_id,
            option_id=one.option_id,
            title=self._titles[one.option_id],
            provider="" if provider_id is None else self._providers[provider_id].name,
            tier=option.tier,
            state=option.state,
            can_start_on=one.can_start_on,
            weekly_price_pence=price if price is not None else option.weekly_price_pence,
            education_pence=one.education_pence,
            holds_until=one.holds_until,
            includes=one.includes,
            conditions=one.conditions,
            received_at=one.received_at,
            withdrawn_at=one.withdrawn_at,
            withdrawn_reason=one.withdrawn_reason,
            grade=grade,
            distance_miles=option.distance_miles,
            suitable=option.suitable,
            excluded_by=option.excluded_by,
            rank=option.rank,
            low=option.low,
            high=option.high,
            beyond_band=self._beyond(option, provider_id, price),
        )

    def _grade(self, option: Option, provider_id: ProviderId | None) -> str:
        if provider_id is None:
            return ""
        home = self._homes.get(option.home_id or HomeId(0))
        found = home.grade if home is not None else self._providers[provider_id].grade
        return "" if found is None else found.words

    def _beyond(self, option: Option, provider_id: ProviderId | None, price: Pence | None) -> str:
        """Return that a price for one child is above the lot's, "" where it is not. Rounded up to the penny."""
        if provider_id is None or price is None:
            return ""
        home = self._homes.get(option.home_id or HomeId(0))
        kind: ProviderKind = home.kind if home is not None else self._providers[provider_id].kind
        count = max(len(self._held.children), 1)
        each = Pence(-(-price // count))
        return price_beyond_band(self._terms[provider_id], kind, each) or ""

    def _paper(self) -> PaperState | None:
        paper = self._newest
        if paper is None or paper.id is None:
            return None
        return PaperState(
            document_id=paper.id,
            number=paper.number,
            made_by=self._names.get(paper.made_by, ""),
            made_at=paper.made_at,
            sha256=paper.sha256,
            stale=self._stale,
            mine=paper.made_by == self._actor.user_id,
        )

    def _lot(self, lot_id: LotId | None) -> str:
        from art_desktop.services.releasing import lot_words

        return lot_words(self._uow, lot_id)

    def _release_lines(self) -> tuple[ReleaseLine, ...]:
        ordered = sorted(self._releases, key=lambda one: (one.released_at, one.id or 0))
        return tuple(self._release(one) for one in reversed(ordered))

    def _release(self, one: Release) -> ReleaseLine:
        assert one.id is not None
        paper = self._papers[one.document_id]
        newest = self._newest is not None and self._newest.id == one.document_id
        return ReleaseLine(
            id=one.id,
            document_id=one.document_id,
            number=paper.number,
            sha256=paper.sha256,
            lot_id=one.lot_id,
            lot=self._lot(one.lot_id),
            author=self._names.get(one.author_id, ""),
            released_by=self._names.get(one.released_by, ""),
            released_at=one.released_at,
            due_at=one.due_at,
            alone_reason=one.alone_reason,
            sent=self._sent(one),
            usable=newest and not self._stale and one.due_at > self._now,
        )

    def _sent(self, release: Release) -> tuple[SentLine, ...]:
        """Return who got a release: one line for each provider, however many of its homes it was asked about."""
        found: dict[ProviderId, list[Approach]] = defaultdict(list)
        for one in self._held.standing.approaches:
            if one.release_id == release.id and one.option_id in self._provider_of:
                found[self._provider_of[one.option_id]].append(one)
        lines = [
            SentLine(
                self._providers[key].name,
                mine[0].sent_to,
                max(one.drafted_at or one.asked_at for one in mine),
                tuple(
                    self._titles[one.option_id]
                    for one in mine
                    if self._options[one.option_id].home_id is not None
                ),
            )
            for key, mine in found.items()
        ]
        return tuple(sorted(lines, key=lambda one: one.provider.casefold()))

    def _ask_lines(self) -> tuple[AskLine, ...]:
        """Return what waits for a release, and what was sent back and not asked for again."""
        newest = max(self._asks, key=lambda one: one.id or 0, default=None)
        shown = [
            one
            for one in self._asks
            if one.release_id is None and (one.returned_at is None or one is newest)
        ]
        return tuple(
            AskLine(
                id=one.id,
                document_id=one.document_id,
                number=self._papers[one.document_id].number,
                lot_id=one.lot_id,
                lot=self._lot(one.lot_id),
                asked_by=self._names.get(one.asked_by, ""),
                asked_at=one.asked_at,
                note=one.note,
                returned_by=self._names.get(one.returned_by or 0, ""),
                returned_at=one.returned_at,
                returned_words=one.returned_words,
            )
            for one in shown
            if one.id is not None
        )
