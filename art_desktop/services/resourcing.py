"""Specialist assessments and crisis support: what is wanted, what it would cost, the order (product.md §3; S003 §7)."""

from __future__ import annotations

from datetime import date, datetime

from art_desktop.domain import authorisation, life, resource_prices, resourcing
from art_desktop.domain.clock import LONDON, local_day
from art_desktop.domain.commands import RequestDetails
from art_desktop.domain.deadlines import END_OF_DAY
from art_desktop.domain.deciding_words import QuoteState
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import Pence, RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.read_models import Changed
from art_desktop.domain.resource_views import (
    AskPrice,
    BudgetHead,
    Commitments,
    DeclineQuote,
    EndOrder,
    OrderResource,
    RecordQuote,
    ResourceDetails,
    ResourceView,
    SaveWanted,
)
from art_desktop.domain.resources import Quote, ResourceOrder, ResourceWanted
from art_desktop.domain.vocabulary import RequestKind, TaskKind
from art_desktop.domain.wording import day_words, money_words
from art_desktop.domain.work import Task
from art_desktop.services import clocks, resource_views
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.requests import open_request
from art_desktop.services.standing import Held, hold, settle

_CHANGED = frozenset({"request", "task"})


class ResourceService(BaseService):
    """What is done with a request that looks for no home. Its cost is the local authority's."""

    @permitted(Permission.SEE_NEEDS)
    def view(self, actor: Actor, request_id: RequestId) -> ResourceView:
        """Return what is wanted, the quotes compared, the orders. Raises: NotFound."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            return resource_views.resource_view(uow, hold(uow, request_id, today), today)

    @permitted(Permission.EDIT_REQUESTS)
    def heads(self, actor: Actor) -> tuple[BudgetHead, ...]:
        """Return the budget heads of the local authority that may pay, as they stand today."""
        with self._store.reading(actor) as uow:
            return resource_views.budget_heads(uow, self._context.today())

    @permitted(Permission.SEE_LEDGER)
    def commitments(self, actor: Actor, since: date, until: date) -> Commitments:
        """Return what was ordered from a day to a day, by budget head, with the orders behind each figure.

        Raises: InvalidAnswers: the period ends before it begins.
        """
        if until < since:
            words = "The period ends before it begins."
            raise InvalidAnswers("Nothing was added up.", (FieldProblem("until", words),))
        with self._store.reading(actor) as uow:
            return resource_views.commitments(uow, since, until, self._context.today())

    @permitted(Permission.EDIT_REQUESTS)
    def open(self, actor: Actor, details: RequestDetails, wanted: ResourceDetails) -> RequestId:
        """Open a request together with what is wanted: both, or neither. Raises: InvalidAnswers, RuleBroken."""
        with self._store.writing(actor) as uow:
            self._check_wanted(uow, details.kind, wanted, None)
            request_id = open_request(uow, actor, details, self._context.now())
            uow.flush()
            uow.add(
                _filled(ResourceWanted(request_id=request_id, resource=wanted.resource), wanted)
            )
            settle(uow, request_id, self._context.today())
            uow.commit()
        return request_id

    @permitted(Permission.EDIT_REQUESTS)
    def save_wanted(self, actor: Actor, command: SaveWanted) -> Changed:
        """Say what is wanted. Raises: RuleBroken: something is ordered on it. InvalidAnswers, ChangedByOther."""
        doing = "What is wanted was not saved."
        with self._store.writing(actor) as uow:
            held = self._held(uow, command.request_id, doing)
            if held.standing.resource.orders:
                raise RuleBroken(
                    doing,
                    "It was ordered as it stands.",
                    "Open another request for something else.",
                    rule="ordered",
                )
            wanted = held.standing.resource.wanted
            require_version(wanted.version if wanted else 0, command.version, doing)
            self._check_wanted(uow, held.request.kind, command.details, wanted)
            if wanted is None:
                resource = command.details.resource
                wanted = uow.add(ResourceWanted(request_id=command.request_id, resource=resource))
            _filled(wanted, command.details)
            settle(uow, command.request_id, self._context.today())
            uow.commit()
        return Changed(_CHANGED, request_id=command.request_id, words="What is wanted is saved.")

    @permitted(Permission.APPROACH)
    def ask(self, actor: Actor, command: AskPrice) -> Changed:
        """Record that somebody is asked for a price, without a word about the case.

        It may be done at any time; before the authorisation it is marked indicative (product.md §3.1). With a day to
        answer by, a task to chase it opens. Raises: RuleBroken, InvalidAnswers.
        """
        doing = "Nobody was asked for a price."
        with self._store.writing(actor) as uow:
            held = self._held(uow, command.request_id, doing)
            resourcing.require_said(held.request, held.standing.resource, doing)
            quote = self._new_quote(uow, held, command, actor, doing)
            uow.add(quote)
            if command.due_on is not None:
                task = self._task(held, resource_prices.chase_words(quote.who), command.due_on)
                task.kind = TaskKind.CHASE
                uow.add(task)
            settle(uow, command.request_id, self._context.today())
            uow.commit()
        marked = ": an indicative price" if quote.indicative else ""
        return Changed(_CHANGED, request_id=command.request_id, words=f"Asked {quote.who}{marked}.")

    @permitted(Permission.APPROACH)
    def chase(self, actor: Actor, quote_id: int, version: int) -> Changed:
        """Record that somebody who has not answered was reminded now. Raises: RuleBroken, ChangedByOther."""
        doing = "The reminder was not recorded."
        with self._store.writing(actor) as uow:
            quote, _ = self._quote(uow, quote_id, version, doing)
            _require_asked(quote, doing)
            quote.chased_at = self._context.now()
            settle(uow, quote.request_id, self._context.today())
            uow.commit()
        return Changed(_CHANGED, request_id=quote.request_id, words=f"Chased {quote.who}.")

    @permitted(Permission.APPROACH)
    def quoted(self, actor: Actor, command: RecordQuote) -> Changed:
        """Record a price, or put one right before it is ordered. Raises: RuleBroken, InvalidAnswers, ChangedByOther."""
        doing = "The price was not recorded."
        now = self._context.now()
        with self._store.writing(actor) as uow:
            quote, held = self._quote(uow, command.quote_id, command.version, doing)
            _require_not_ordered(held, quote, doing)
            problems = resourcing.quote_problems(
                command, local_day(quote.asked_at), self._context.today()
            )
            if problems:
                raise InvalidAnswers(doing, problems)
            _fill_quote(quote, command, now)
            self._close_tasks(uow, held, actor, (resource_prices.chase_words(quote.who),))
            settle(uow, quote.request_id, self._context.today())
            uow.commit()
            whole = resource_prices.price_of(quote)
        assert whole is not None  # a price was just checked
        words = f"{quote.who}: {money_words(whole)} in all."
        return Changed(_CHANGED, request_id=quote.request_id, words=words)

    @permitted(Permission.APPROACH)
    def declined(self, actor: Actor, command: DeclineQuote) -> Changed:
        """Record that somebody cannot do it. Raises: RuleBroken, InvalidAnswers, ChangedByOther."""
        doing = "The answer was not recorded."
        if not command.note.strip():
            raise InvalidAnswers(doing, (FieldProblem("note", "Say why they cannot do it."),))
        with self._store.writing(actor) as uow:
            quote, held = self._quote(uow, command.quote_id, command.version, doing)
            _require_not_ordered(held, quote, doing)
            quote.state, quote.note = QuoteState.DECLINED, command.note.strip()
            quote.answered_at = self._context.now()
            self._close_tasks(uow, held, actor, (resource_prices.chase_words(quote.who),))
            settle(uow, quote.request_id, self._context.today())
            uow.commit()
        return Changed(_CHANGED, request_id=quote.request_id, words=f"{quote.who} cannot do it.")

    @permitted(Permission.PLACE)
    def order(self, actor: Actor, command: OrderResource) -> Changed:
        """Order by a quote: the letter of instruction, or the referral, may go out. A second one extends the first.

        Needs an authorisation in force that was not used before, within its price. Finance is told the same day; the
        report's day, the court's and the end of support become tasks. Raises: RuleBroken, InvalidAnswers.
        """
        doing = "Nothing was ordered."
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            quote, held = self._quote(uow, int(command.quote_id), command.version, doing)
            resource = held.standing.resource
            resourcing.require_said(held.request, resource, doing)
            decision = authorisation.require(
                held.authorisations, held.request, held.routes, today, doing, held.rules
            )
            resourcing.check_order(resource, quote, command, today, doing)
            price = resourcing.order_price(quote, command, doing)
            resourcing.require_within(decision, resource.orders, price, doing)
            resource_views.require_may_be_used(uow, quote, today, command.starts_on, doing)
            before = resource.running
            if before is not None:
                resourcing.hand_over(before, command.starts_on, now, actor.user_id)
                self._close_tasks(uow, held, actor, resourcing.TASKS)
            assert quote.id is not None
            assert decision.id is not None
            order = uow.add(
                ResourceOrder(
                    request_id=quote.request_id,
                    quote_id=quote.id,
                    authorisation_id=decision.id,
                    why=command.why.strip(),
                    units=command.units.strip() or quote.units,
                    price_pence=price,
                    starts_on=command.starts_on,
                    ends_on=command.ends_on,
                    report_due_on=command.report_due_on,
                    ordered_at=now,
                    ordered_by=actor.user_id,
                )
            )
            for other in resource.quotes:
                if other.state in {QuoteState.QUOTED, QuoteState.CHOSEN}:
                    other.state = QuoteState.NOT_CHOSEN
            quote.state = QuoteState.CHOSEN
            # Whoever has not answered by now need not be chased.
            chasing = tuple(resource_prices.chase_words(one.who) for one in resource.quotes)
            self._close_tasks(uow, held, actor, chasing)
            self._open_tasks(uow, held, quote, order, now)
            settle(uow, quote.request_id, today)
            uow.commit()
        words = f"Ordered from {quote.who}: {money_words(price)}."
        return Changed(_CHANGED, request_id=quote.request_id, words=words)

    @permitted(Permission.PLACE)
    def ended(self, actor: Actor, command: EndOrder) -> Changed:
        """Record that the report has come, or that support has ended: the request is closed by what came of it.

        Raises: RuleBroken, InvalidAnswers, ChangedByOther.
        """
        doing = "The end was not recorded."
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            order = uow.get(ResourceOrder, command.order_id)
            require_version(order.version, command.version, doing)
            held = self._held(uow, order.request_id, doing)
            kind = held.request.kind
            if resourcing.require_running(held.standing.resource, doing).id != order.id:
                raise RuleBroken(
                    doing, "This one has ended already.", "Look at it under Quotes.", rule="ended"
                )
            resourcing.check_end(order, kind, command, today, doing)
            order.ended_on, order.outcome = command.ended_on, command.outcome.strip()
            order.ended_at, order.ended_by = now, actor.user_id
            order.stayed_home = command.stayed_home if kind is RequestKind.CRISIS else None
            held.request.closed_at = now
            held.request.closed_reason = resource_prices.outcome_words(kind, order)
            self._close_tasks(uow, held, actor, resourcing.TASKS)
            settle(uow, order.request_id, today)
            uow.commit()
            words = resource_prices.ended_words(kind, command.ended_on)
        return Changed(_CHANGED, request_id=order.request_id, words=words)

    # What the methods share.

    def _held(self, uow: UnitOfWork, request_id: RequestId, doing: str) -> Held:
        held = hold(uow, request_id, self._context.today())
        resourcing.require_resource(held.request, doing)
        life.require_open(held.request, doing)
        return held

    def _quote(self, uow: UnitOfWork, key: int, version: int, doing: str) -> tuple[Quote, Held]:
        quote = uow.get(Quote, key)
        require_version(quote.version, version, doing)
        return quote, self._held(uow, quote.request_id, doing)

    def _check_wanted(
        self,
        uow: UnitOfWork,
        kind: RequestKind,
        details: ResourceDetails,
        before: ResourceWanted | None,
    ) -> None:
        """Refuse what cannot be wanted. Raises: RuleBroken, InvalidAnswers."""
        doing = "What is wanted was not saved."
        if kind.seeks_home:
            raise RuleBroken(
                doing,
                "This request looks for a home.",
                "Fill in the needs profile instead.",
                rule="home_sought",
            )
        today = self._context.today()
        heads = [head.code for head in resource_views.budget_heads(uow, today)]
        court = before.court_on if before else None
        problems = resourcing.wanted_problems(kind, details, heads, today, court)
        if problems:
            raise InvalidAnswers(doing, problems)

    def _new_quote(
        self, uow: UnitOfWork, held: Held, command: AskPrice, actor: Actor, doing: str
    ) -> Quote:
        """Return the enquiry to be added. Raises: RuleBroken, InvalidAnswers."""
        who, contact = command.who.strip(), command.contact.strip()
        if command.provider_id is not None:
            provider = uow.get(Provider, command.provider_id)
            who = provider.name
            contact = contact or provider.email or provider.phone
        problems = []
        if not who:
            words = "Choose somebody on the register, or write who is asked."
            problems.append(FieldProblem("who", words))
        if command.due_on is not None and command.due_on < self._context.today():
            problems.append(FieldProblem("due_on", "That day is past."))
        if problems:
            raise InvalidAnswers(doing, tuple(problems))
        asked = (one for one in held.standing.resource.quotes if one.state is QuoteState.ASKED)
        if any(one.who.casefold() == who.casefold() for one in asked):
            raise RuleBroken(
                doing,
                f"{who} was asked already and has not answered.",
                "Chase them, or record the answer.",
                rule="asked_price",
            )
        decision = held.standing.authorisation
        assert held.request.id is not None
        return Quote(
            request_id=held.request.id,
            provider_id=command.provider_id,
            who=who,
            contact=contact,
            asked_at=self._context.now(),
            asked_by=actor.user_id,
            due_on=command.due_on,
            indicative=decision is None or decision.decided_at > self._context.now(),
        )

    def _task(self, held: Held, words: str, on: date) -> Task:
        return Task(
            kind=TaskKind.OTHER,
            words=words,
            due_at=datetime.combine(on, END_OF_DAY, LONDON),
            opened_at=self._context.now(),
            owner_id=held.request.owner_id,
            request_id=held.request.id,
        )

    def _open_tasks(
        self, uow: UnitOfWork, held: Held, quote: Quote, order: ResourceOrder, now: datetime
    ) -> None:
        """Open what an order makes owed: finance the same day, the report, the court's day, the end of support."""
        reference, wanted = held.request.reference, held.standing.resource.wanted
        assert wanted is not None  # the order was refused without it
        heads = {h.code: h.words for h in resource_views.budget_heads(uow, local_day(now))}
        head = heads.get(wanted.budget_head, wanted.budget_head)
        clocks.open_task(
            uow,
            TaskKind.FINANCE,
            f"Tell finance: {money_words(order.price_pence)} ordered on {reference}, budget “{head}”",
            now,
            owner_id=held.request.owner_id,
            request_id=held.request.id,
        )
        what = wanted.resource.words
        if order.report_due_on is not None:
            words = f"{resourcing.REPORT_DUE}{what} from {quote.who}"
            uow.add(self._task(held, words, order.report_due_on))
        if wanted.court_on is not None:
            words = (
                f"{resourcing.HEARING}{day_words(wanted.court_on)}, with the report of {quote.who}"
            )
            uow.add(self._task(held, words, max(wanted.court_on, local_day(now))))
        if order.ends_on is not None and not wanted.resource.is_assessment:
            warn = resourcing.warn_on(order, local_day(now))
            words = f"{resourcing.ENDS}{day_words(order.ends_on)}. Extend it, or let it end"
            uow.add(self._task(held, words, warn))

    def _close_tasks(
        self, uow: UnitOfWork, held: Held, actor: Actor, begun: tuple[str, ...]
    ) -> None:
        """Mark as done what was waited for: the tasks whose words begin so."""
        kinds = (TaskKind.OTHER, TaskKind.CHASE)
        for task in uow.all(Task, request_id=held.request.id, kind=kinds):
            if task.done_at is None and task.words.startswith(begun):
                task.done_at, task.done_by = self._context.now(), actor.user_id


def _filled(wanted: ResourceWanted, details: ResourceDetails) -> ResourceWanted:
    wanted.resource = details.resource
    wanted.question = details.question.strip()
    wanted.about = details.about.strip()
    wanted.court_on, wanted.needed_by = details.court_on, details.needed_by
    wanted.weeks, wanted.budget_head = details.weeks, details.budget_head
    return wanted


def _fill_quote(quote: Quote, command: RecordQuote, now: datetime) -> None:
    quote.state, quote.answered_at = QuoteState.QUOTED, quote.answered_at or now
    quote.price_pence, quote.basis = Pence(command.price_pence), command.basis
    quote.units = resource_prices.kept_units(command.basis, command.units)
    quote.can_start_on, quote.ready_on = command.can_start_on, command.ready_on
    quote.includes, quote.note = command.includes.strip(), command.note.strip()


def _require_asked(quote: Quote, doing: str) -> None:
    if quote.state is not QuoteState.ASKED:
        raise RuleBroken(
            doing,
            f"{quote.who} has answered: {quote.state.words.lower()}.",
            "Look at the answer under Quotes.",
            rule="answered",
        )


def _require_not_ordered(held: Held, quote: Quote, doing: str) -> None:
    if any(order.quote_id == quote.id for order in held.standing.resource.orders):
        raise RuleBroken(
            doing,
            "It was ordered at this price.",
            "An extension is ordered under an authorisation of its own.",
            rule="ordered",
        )
