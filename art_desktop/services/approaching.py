"""Asking a household or a provider, and recording the answer: the gate of product.md §3.1 stands here."""

from __future__ import annotations

from datetime import datetime

from art_desktop.domain import life
from art_desktop.domain.approaching import counts_as
from art_desktop.domain.approaching_commands import Chase, RecordDecline
from art_desktop.domain.approaching_views import ApproachesView
from art_desktop.domain.commands import AskHousehold, RecordAnswer
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Approach, Chaser, Offer, Option
from art_desktop.domain.vocabulary import Answer, ApproachMeans, NotUsedReason, OptionState
from art_desktop.domain.wording import instant_words
from art_desktop.services.approach_views import approaches_view
from art_desktop.services.asking_gate import is_outside, require_askable, require_may_ask
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.chasing import close_chase
from art_desktop.services.provider_terms import outside_provider_id
from art_desktop.services.standing import hold, settle
from art_desktop.services.views import option_titles


class ApproachService(BaseService):
    """What is done with approaches."""

    @permitted(Permission.APPROACH)
    def ask(self, actor: Actor, command: AskHousehold) -> Changed:
        """Record that a household or provider is being asked.

        Raises: RuleBroken: there is no authorisation in force (rule "authorisation": who can give it), the option is
            not suitable and not overridden, it was asked already, or the request is over.
        """
        doing = "Nobody was asked."
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, self._context.today())
            held_authorisation = require_may_ask(held, self._context.today(), doing)
            if is_outside(option) and command.means is ApproachMeans.REFERRAL:
                raise RuleBroken(
                    doing,
                    "A referral goes to a provider once it has been released.",
                    "Draft it, have it released and save the e-mail drafts under Approaches; or ask by telephone.",
                    rule="release",
                )
            require_askable(option, doing)
            assert held_authorisation.id is not None
            uow.add(
                Approach(
                    request_id=option.request_id,
                    option_id=command.option_id,
                    authorisation_id=held_authorisation.id,
                    means=command.means,
                    spoken_to=command.spoken_to.strip(),
                    asked_at=self._context.now(),
                    asked_by=actor.user_id,
                    note=command.note.strip(),
                )
            )
            option.state = OptionState.ASKED
            option.not_used_reason, option.not_used_note = None, ""
            title = option_titles(uow, [option])[command.option_id]
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=option.request_id,
            words=f"Asked {title}.",
        )

    @permitted(Permission.APPROACH)
    def answer(self, actor: Actor, command: RecordAnswer) -> Changed:
        """Record what an approach brought; a yes becomes an offer.

        Raises: RuleBroken: it has its answer, or it is the yes of a provider, which is an offer with its terms.
            ChangedByOther, InvalidAnswers.
        """
        doing = "The answer was not recorded."
        with self._store.writing(actor) as uow:
            approach = uow.get(Approach, command.approach_id)
            require_version(approach.version, command.version, doing)
            held = hold(uow, approach.request_id, self._context.today())
            life.require_open(held.request, doing)
            now = self._context.now()
            self._check(approach, command, now, doing)
            option = uow.get(Option, approach.option_id)
            _require_no_terms_wanted(option, command, doing)
            approach.answer, approach.answered_at = command.answer, now
            if command.note.strip():
                approach.note = "\n".join(x for x in (approach.note, command.note.strip()) if x)
            if command.answer is Answer.YES:
                assert approach.id is not None
                assert command.can_start_on is not None
                option.state = OptionState.OFFERED
                uow.add(
                    Offer(
                        approach_id=approach.id,
                        option_id=approach.option_id,
                        can_start_on=command.can_start_on,
                        weekly_price_pence=option.weekly_price_pence,
                        conditions=command.conditions.strip(),
                        received_at=now,
                    )
                )
            else:
                declined = command.answer is Answer.NO
                option.state = OptionState.DECLINED
                fallback = NotUsedReason.DECLINED if declined else NotUsedReason.NO_ANSWER
                option.not_used_reason = command.decline_reason or fallback
                option.not_used_note = command.note.strip()
                option.not_used_on = self._context.today()
            close_chase(uow, approach, actor, now)
            settle(uow, approach.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=approach.request_id,
            words=f"Answer recorded: {command.answer.words.lower()}.",
        )

    @permitted(Permission.APPROACH)
    def decline(self, actor: Actor, command: RecordDecline) -> Changed:
        """Record a provider's no with its reason; its option closes with what that counts as.

        Raises: InvalidAnswers: another reason needs words. RuleBroken: an offer of it stands, it was asked again since,
            or the request is over. ChangedByOther.
        """
        doing = "The answer was not recorded."
        if command.reason is DeclineReason.OTHER and not command.words.strip():
            raise InvalidAnswers(doing, (FieldProblem("words", "Write the reason in words."),))
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            approach = uow.get(Approach, command.approach_id)
            require_version(approach.version, command.version, doing)
            held = hold(uow, approach.request_id, today)
            life.require_open(held.request, doing)
            _require_no_offer(uow, approach, doing)
            _require_last(uow, approach, doing)
            said_no = [approach, *_beside(uow, approach, command)]
            for one in said_no:
                one.answer, one.answered_at = Answer.NO, now
                one.decline_reason = command.reason
                if command.words.strip():
                    one.note = "\n".join(x for x in (one.note, command.words.strip()) if x)
                option = uow.get(Option, one.option_id)
                option.state = OptionState.DECLINED
                option.not_used_reason = counts_as(command.reason)
                option.not_used_note = command.words.strip() or command.reason.words
                option.not_used_on = today
                close_chase(uow, one, actor, now)
            settle(uow, approach.request_id, today)
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist", "task"}),
            request_id=approach.request_id,
            words=f"Recorded: {command.reason.words.lower()}.",
        )

    @permitted(Permission.APPROACH)
    def chase(self, actor: Actor, command: Chase) -> Changed:
        """Log a reminder by telephone to those who have not answered. Raises: RuleBroken: one has."""
        doing = "The reminder was not logged."
        now = self._context.now()
        with self._store.writing(actor) as uow:
            found = [uow.get(Approach, key) for key in dict.fromkeys(command.approach_ids)]
            if not found or any(one.answer is not Answer.WAITING for one in found):
                raise RuleBroken(
                    doing,
                    "There is nobody to remind: it has its answer.",
                    "Choose one that waits.",
                    rule="answered",
                )
            for one in found:
                assert one.id is not None
                words = command.words.strip() or "Reminded by telephone"
                uow.add(Chaser(approach_id=one.id, at=now, by=actor.user_id, words=words))
            uow.commit()
        return Changed(
            frozenset({"request"}), request_id=found[0].request_id, words="Reminder logged."
        )

    @permitted(Permission.SEE_NEEDS)
    def page(self, actor: Actor, request_id: RequestId) -> ApproachesView:
        """Return the tab Approaches: what waits, the offers, the papers that were released and who got them."""
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            return approaches_view(uow, held, actor, self._context.now())

    @staticmethod
    def _check(approach: Approach, command: RecordAnswer, now: datetime, doing: str) -> None:
        """Refuse an answer twice, and one that says nothing. Raises: RuleBroken, InvalidAnswers."""
        if approach.answer is not Answer.WAITING:
            raise RuleBroken(
                doing,
                f"It has its answer already: {approach.answer.words.lower()}.",
                "Ask again if things have changed.",
                rule="answered",
            )
        if (
            command.answer is Answer.NO_ANSWER
            and approach.due_at is not None
            and approach.due_at > now
        ):
            raise RuleBroken(
                doing,
                f"They may answer until {instant_words(approach.due_at)}.",
                "Remind them, or wait: silence counts only after the deadline.",
                rule="not_due",
            )
        if command.answer is Answer.WAITING:
            raise InvalidAnswers(
                doing, (FieldProblem("answer", "Choose yes, no, or not reached."),)
            )
        if command.answer is Answer.YES and command.can_start_on is None:
            raise InvalidAnswers(doing, (FieldProblem("can_start_on", "Say from which day."),))


def _require_no_terms_wanted(option: Option, command: RecordAnswer, doing: str) -> None:
    """Refuse the bare yes of an agency or a home: without its price nothing is agreed (product.md §3.1).

    Raises: RuleBroken.
    """
    if command.answer is Answer.YES and (option.provider_id or option.home_id) is not None:
        raise RuleBroken(
            doing,
            "A provider's yes is an offer: which home, from which day, at what price a week.",
            "Record the offer with its terms under Approaches.",
            rule="offer_terms",
        )


def _require_no_offer(uow: UnitOfWork, approach: Approach, doing: str) -> None:
    """Refuse a no while an offer of the same approach stands. Raises: RuleBroken."""
    offers = uow.all(Offer, approach_id=approach.id)
    if approach.answer is Answer.YES and any(one.withdrawn_at is None for one in offers):
        raise RuleBroken(
            doing,
            "An offer of theirs stands.",
            "Take the offer back first, with their reason.",
            rule="offer_stands",
        )


def _require_last(uow: UnitOfWork, approach: Approach, doing: str) -> None:
    """Refuse a no to an approach after which the home was asked again, or said yes. Raises: RuleBroken."""
    again = uow.all(Approach, option_id=approach.option_id)
    later = any((one.id or 0) > (approach.id or 0) for one in again)
    yes = {OptionState.OFFERED, OptionState.MATCHED}
    said_yes = uow.get(Option, approach.option_id).state in yes
    if later or said_yes:
        raise RuleBroken(
            doing,
            "It was asked again since." if later else "This home has said yes since.",
            "Record the answer to the newest approach, or take the offer back first.",
            rule="asked_again",
        )


def _beside(uow: UnitOfWork, approach: Approach, command: RecordDecline) -> list[Approach]:
    """Return the other approaches of the same e-mail that wait, where the whole provider says no."""
    if not command.whole_provider or approach.release_id is None:
        return []
    ours = outside_provider_id(uow, uow.get(Option, approach.option_id))
    waiting = uow.all(Approach, release_id=approach.release_id, answer=Answer.WAITING)
    return [
        one
        for one in waiting
        if one.id != approach.id
        and outside_provider_id(uow, uow.get(Option, one.option_id)) == ours
    ]
