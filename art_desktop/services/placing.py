"""The social worker's view, the match, and the start of the placement."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from art_desktop.domain import (
    added_approvals,
    authorisation,
    escalating,
    life,
    matches,
    offer_checks,
    resourcing,
)
from art_desktop.domain.children import Child
from art_desktop.domain.clock import LONDON
from art_desktop.domain.commands import (
    AgreeMatch,
    MatchProposal,
    RecordView,
    StartPlacement,
)
from art_desktop.domain.deadlines import add_working_days
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.households import Household
from art_desktop.domain.ids import OptionId, Pence
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.placements import LedgerKind, LedgerLine, Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import CONTRACTED, SUSPENDED
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Match, Offer, Option, SocialWorkerView
from art_desktop.domain.vocabulary import (
    ApprovalTrigger,
    OptionState,
    Stage,
    TaskKind,
    Tier,
    Together,
    Urgency,
    WorkerView,
)
from art_desktop.domain.wording import day_words, weekly_words
from art_desktop.domain.work import Task
from art_desktop.services import clocks
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.cost_reading import costing
from art_desktop.services.funding import require_split
from art_desktop.services.ladder import answer_asked
from art_desktop.services.options import Again, ask_again, stored_verdicts
from art_desktop.services.provider_terms import (
    kind_used,
    spot_providers,
    spot_purchase_of,
    terms_of,
)
from art_desktop.services.release_asks import end_asks
from art_desktop.services.shortlist_views import waived_codes
from art_desktop.services.standing import Held, hold, settle
from art_desktop.services.views import option_titles

_CLOSE_OF_DAY = time(17)
_OUTSIDE_TERMS_DAYS = 6
"""Working days that an emergency placement may last outside the terms (Care Planning Regulations 2010 r.23)."""
_TEMPORARY_APPROVAL = timedelta(weeks=16)
"""How long a connected person's temporary approval lasts (r.24)."""
_OUTSIDE = frozenset({Tier.IFA, Tier.RESIDENTIAL})


class PlacingService(BaseService):
    """What is done between an offer and a child living there."""

    @permitted(Permission.PLACE)
    def record_view(self, actor: Actor, command: RecordView) -> Changed:
        """Record what the child's social worker says of an offer. Raises: RuleBroken, InvalidAnswers."""
        doing = "The social worker's view was not recorded."
        problems = []
        if not command.given_by.strip():
            problems.append(FieldProblem("given_by", "Say which social worker gave it."))
        if command.view is WorkerView.DISAGREE and not command.words.strip():
            problems.append(FieldProblem("words", "Write the reasons for disagreeing."))
        wants_ladder = command.view is WorkerView.DISAGREE
        wants_support = command.view is WorkerView.AGREE_WITH_SUPPORT
        if wants_support and not command.support_wanted.strip():
            problems.append(FieldProblem("support_wanted", "Write the support that is wanted."))
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, self._context.today())
            life.require_open(held.request, doing)
            if option.state is not OptionState.OFFERED:
                raise RuleBroken(
                    doing,
                    "There is no yes from this home yet.",
                    "Record the answer to the approach first.",
                    rule="no_offer",
                )
            if held.standing.match is not None:
                raise RuleBroken(
                    doing,
                    "This request has its match already.",
                    "Look at it under Decision.",
                    rule="matched",
                )
            now = self._context.now()
            view = uow.add(
                SocialWorkerView(
                    request_id=option.request_id,
                    option_id=command.option_id,
                    view=command.view,
                    given_by=command.given_by.strip(),
                    words=command.words.strip(),
                    support_wanted=command.support_wanted.strip(),
                    given_at=now,
                    recorded_by=actor.user_id,
                )
            )
            answer_asked(uow, held.standing.asked, command.option_id, at=now, by=actor.user_id)
            climbing = escalating.open_one(held.standing.escalations, command.option_id)
            if climbing is not None and view.id is not None and wants_ladder:
                climbing.view_id = view.id  # it is the newer disagreement that is being settled
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(frozenset({"request"}), request_id=option.request_id, words="View recorded.")

    @permitted(Permission.PLACE)
    def proposal(self, actor: Actor, option_id: OptionId) -> MatchProposal:
        """Return what the verdicts and the view already say of a match with this option."""
        with self._store.reading(actor) as uow:
            option = uow.get(Option, option_id)
            held = hold(uow, option.request_id, self._context.today())
            view = held.standing.view_of(option)
            return matches.proposal(
                stored_verdicts(uow, option),
                escalating.agreed_support(view, held.standing.escalations),
                option.override_reason,
                spot_purchase_of(uow, option),
            )

    @permitted(Permission.PLACE)
    def agree(self, actor: Actor, command: AgreeMatch) -> Changed:
        """Record the match.

        Raises: RuleBroken: no offer that is held still, no view, no authorisation. ChangedByOther, InvalidAnswers.
        """
        doing = "The match was not recorded."
        if not command.reasons.strip():
            raise InvalidAnswers(doing, (FieldProblem("reasons", "Say why this home."),))
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, self._context.today())
            life.require_open(held.request, doing)
            resourcing.refuse_placement(held.request, doing)
            require_version(option.version, command.option_version, doing)
            authorisation.require(
                held.authorisations,
                held.request,
                held.routes,
                self._context.today(),
                doing,
                held.rules,
            )
            view = held.standing.view_of(option)
            escalations = held.standing.escalations
            life.require_ready_to_match(option, view, held.standing.match, escalations)
            offers = uow.all(Offer, option_id=option.id)
            offer_checks.require_held(offers, self._context.today(), doing)
            _require_together(held, doing)
            self._require_outside_in_order(uow, held, option, doing)
            option.state = OptionState.MATCHED
            matched = "A match is on record."
            end_asks(uow, actor, option.request_id, self._context.now(), matched)
            uow.add(
                Match(
                    request_id=option.request_id,
                    option_id=command.option_id,
                    view_id=view.id if view else None,
                    reasons=command.reasons.strip(),
                    compromises=command.compromises.strip(),
                    support=escalating.with_support(
                        command.support.strip(), escalating.agreed_support(view, escalations)
                    ),
                    agreed_at=self._context.now(),
                    agreed_by=actor.user_id,
                )
            )
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=option.request_id,
            words="Match recorded.",
        )

    @permitted(Permission.PLACE)
    def start(self, actor: Actor, command: StartPlacement) -> Changed:
        """Start the placement of every child of the request, write the ledger, and open the tasks (product.md §5).

        Raises: RuleBroken: no match, no authorisation in force, no free place left. ChangedByOther.
        """
        doing = "The placement was not started."
        today = self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, today)
            life.require_open(held.request, doing)
            resourcing.refuse_placement(held.request, doing)
            require_version(held.request.version, command.version, doing)
            if life.stage(held.standing) is Stage.PLACED:
                raise RuleBroken(doing, "It has started already.", "See Placement.", rule="placed")
            match = held.standing.match
            if match is None:
                raise RuleBroken(
                    doing,
                    "No match is on record.",
                    "Record the match under Decision.",
                    rule="no_match",
                )
            authorised = authorisation.require(
                held.authorisations, held.request, held.routes, today, doing, held.rules
            )
            authorisation.require_until(authorised, command.starts_on, doing)
            if command.starts_on < today:
                authorisation.require_since(
                    held.authorisations, held.request, command.starts_on, doing, held.rules
                )
            life.check_start(command.starts_on, command.expected_end_on, today)
            option = uow.get(Option, match.option_id)
            _require_together(held, doing)
            require_split(uow, held, command.starts_on, doing)
            self._require_provider_ready(uow, option, command.starts_on, doing)
            again = ask_again(
                uow, held, option, command.starts_on, self._context, until=command.expected_end_on
            )
            _require_room(again, command.starts_on, doing)
            owed = added_approvals.may_be_owed(
                held.request.urgency, held.authorisations, held.rules
            )
            added_approvals.require_given(again.approvals, doing, owed=owed)
            prices = costing(uow, held, [option], command.starts_on).prices(option)
            for child, price in zip(held.children, prices, strict=True):
                self._place(uow, actor, held, match, option, child, price, command)
            self._open_tasks(uow, actor, held, option, command.starts_on)
            self._open_approval_tasks(uow, held, again, command.starts_on)
            settle(uow, command.request_id, today)
            uow.commit()
        return Changed(
            frozenset({"request", "placement", "task", "household", "child"}),
            request_id=command.request_id,
            words=f"Placed from {day_words(command.starts_on)}. The tasks have opened.",
        )

    def _require_outside_in_order(
        self, uow: UnitOfWork, held: Held, option: Option, doing: str
    ) -> None:
        """Refuse an outside home while in-house ones could serve, or its provider is not ready (product.md §3.1)."""
        if option.tier not in _OUTSIDE:
            return
        missing = life.open_in_house(held.standing.options)
        urgent = held.request.urgency is not Urgency.PLANNED and held.request.urgent_reason
        if missing and not urgent:
            count = (
                "1 in-house option could serve and has"
                if len(missing) == 1
                else f"{len(missing)} in-house options could serve and have"
            )
            raise RuleBroken(
                doing,
                f"{count} no recorded reason.",
                "Record why each will not be used.",
                rule="in_house_first",
            )
        self._require_provider_ready(uow, option, self._context.today(), doing)

    @staticmethod
    def _require_provider_ready(uow: UnitOfWork, option: Option, on: date, doing: str) -> None:
        """Refuse an outside home before its checks, a contract that holds on the day, and its price are there."""
        if option.tier not in _OUTSIDE:
            return
        provider = outside_provider(uow, option)
        assert provider.id is not None
        waived = waived_codes(option)
        kind, home_id = kind_used(uow, option)
        lacking = list(
            terms_of(uow, [provider.id], on)[provider.id].lacking(
                kind,
                home_id,
                spot_purchase=CONTRACTED in waived
                or provider.id in spot_providers(uow, option.request_id),
                suspension_waived=SUSPENDED in waived,
            )
        )
        if option.weekly_price_pence is None:
            lacking.append("an agreed price")
        if lacking:
            raise RuleBroken(
                doing,
                f"{provider.name} lacks: {', '.join(lacking)}.",
                "Get these on record with the provider first.",
                rule="provider_not_ready",
            )

    def _place(
        self,
        uow: UnitOfWork,
        actor: Actor,
        held: Held,
        match: Match,
        option: Option,
        child: Child,
        price: Pence | None,
        command: StartPlacement,
    ) -> None:
        """End the child's last placement, start the new one, and write both into the ledger."""
        assert child.id is not None
        now = self._context.now()
        later = [
            one
            for one in uow.all(Placement, child_id=child.id)
            if one.starts_on >= command.starts_on
        ]
        if later:
            raise RuleBroken(
                "The placement was not started.",
                f"{child.reference} has a placement from {day_words(later[0].starts_on)} already.",
                "Choose a later day, or put that placement right first.",
                field="starts_on",
                rule="overlap",
            )
        before = uow.current_placements([child.id], command.starts_on).get(child.id)
        if before is not None:
            before.ended_on, before.end_planned = command.starts_on, True
        placement = uow.add(
            Placement(
                child_id=child.id,
                request_id=held.request.id,
                match_id=match.id,
                tier=option.tier,
                household_id=option.household_id,
                provider_id=option.provider_id,
                home_id=option.home_id,
                postcode=_postcode(uow, option),
                starts_on=command.starts_on,
                expected_end_on=command.expected_end_on,
                weekly_price_pence=price,
            )
        )
        assert placement.id is not None
        title = option_titles(uow, [option])[option.id or 0]
        uow.add(
            LedgerLine(
                placement_id=placement.id,
                child_id=child.id,
                kind=LedgerKind.START if before is None else LedgerKind.MOVE,
                effective_on=command.starts_on,
                recorded_at=now,
                recorded_by=actor.user_id,
                words=f"{title}, {weekly_words(price)}",
                weekly_price_pence=price,
            )
        )

    def _open_tasks(
        self, uow: UnitOfWork, actor: Actor, held: Held, option: Option, starts_on: date
    ) -> None:
        """Open the tasks that a start brings, each with its clock (product.md §5; S003 §7.1, §16.2.2)."""
        now = self._context.now()
        # A start that is recorded late has the clocks of its own day, so that what is overdue shows as overdue.
        today = starts_on == self._context.today()
        start = now if today else datetime.combine(starts_on, time(9), LONDON)
        reference = held.request.reference
        owner = held.request.owner_id or actor.user_id

        def task(kind: TaskKind, words: str, counted_from: datetime = start) -> None:
            clocks.open_task(
                uow,
                kind,
                f"{words} ({reference})",
                now,
                counted_from=counted_from,
                owner_id=owner,
                request_id=held.request.id,
            )

        task(TaskKind.CASE_SYSTEM, TaskKind.CASE_SYSTEM.words)
        task(TaskKind.FINANCE, TaskKind.FINANCE.words)
        task(TaskKind.FIRST_VISIT, TaskKind.FIRST_VISIT.words)
        for child in held.children:
            if child.looked_after_since is None or child.ceased_on is not None:
                child.looked_after_since, child.ceased_on = starts_on, None
                who = f"{child.first_name}: "
                task(TaskKind.IHA_NOTIFY, who + TaskKind.IHA_NOTIFY.words, now)
                task(TaskKind.IHA_DONE, who + TaskKind.IHA_DONE.words)
        if option.tier in _OUTSIDE:
            task(TaskKind.CONTRACT, TaskKind.CONTRACT.words)
        if held.request.urgency is Urgency.OUT_OF_HOURS:
            task(TaskKind.DUTY_MOVE, TaskKind.DUTY_MOVE.words)

    def _open_approval_tasks(
        self, uow: UnitOfWork, held: Held, again: Again, starts_on: date
    ) -> None:
        """Open what is owed of approvals that came after the start, and the letter to the other area (r.13)."""
        now = self._context.now()

        def task(words: str, due_on: date) -> None:
            uow.add(
                Task(
                    kind=TaskKind.OTHER,
                    words=f"{words} ({held.request.reference})",
                    due_at=datetime.combine(due_on, _CLOSE_OF_DAY, LONDON),
                    opened_at=now,
                    owner_id=held.request.owner_id,
                    request_id=held.request.id,
                )
            )

        for view in added_approvals.missing(again.approvals):
            who = " or ".join(post.words for post in view.posts)
            owed = added_approvals.owed_words(view.trigger)
            task(f"{owed}, by {who}", add_working_days(starts_on, 1))
        triggers = {view.trigger for view in again.approvals}
        emergency = held.request.urgency is not Urgency.PLANNED
        if ApprovalTrigger.OUTSIDE_TERMS in triggers and emergency:
            # Care Planning Regulations 2010 r.23: so long and no longer.
            task(
                "Outside the terms of approval: vary them by this day, or the child moves",
                add_working_days(starts_on, _OUTSIDE_TERMS_DAYS),
            )
        if ApprovalTrigger.TEMPORARY_APPROVAL in triggers:
            task(
                "The temporary approval ends: the full assessment decided, or extended (r.24)",
                starts_on + _TEMPORARY_APPROVAL,
            )
        if again.out_of_area:
            planned = held.request.urgency is Urgency.PLANNED
            task(
                "Tell the area where the child lives, in writing",
                starts_on if planned else add_working_days(starts_on, 5),
            )


def _require_together(held: Held, doing: str) -> None:
    """Refuse one home for brothers and sisters who are to live apart: a request places all its children in one."""
    wishes = {held.needs_of(child.id).together for child in held.children if child.id is not None}
    if len(held.children) > 1 and Together.APART in wishes:
        raise RuleBroken(
            doing,
            "The profile says that the brothers and sisters are to live apart, and this would be one home for all.",
            "Open a request for each of them, or change the answer under Needs if they may live together.",
            rule="apart",
        )


def _require_room(again: Again, on: date, doing: str) -> None:
    """Refuse a home that would not do on the day itself: somebody else may have been placed there since the search."""
    if again.excluded:
        raise RuleBroken(
            doing,
            f"This home would not do on {day_words(on)}: {again.excluded}",
            "Search again, and choose another home or another day.",
            rule="no_room",
        )


def outside_provider(uow: UnitOfWork, option: Option) -> Provider:
    """Return the provider behind an outside option."""
    if option.provider_id is not None:
        return uow.get(Provider, option.provider_id)
    if option.home_id is not None:
        return uow.get(Provider, uow.get(Home, option.home_id).provider_id)
    assert option.household_id is not None
    provider_id = uow.get(Household, option.household_id).provider_id
    assert provider_id is not None
    return uow.get(Provider, provider_id)


def _postcode(uow: UnitOfWork, option: Option) -> str:
    """Return where an option is."""
    if option.household_id is not None:
        return uow.get(Household, option.household_id).postcode
    if option.home_id is not None:
        return uow.get(Home, option.home_id).postcode
    return ""
