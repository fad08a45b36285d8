"""Asking a household or a provider, and recording the answer: the gate of product.md §3.1 stands here."""

from __future__ import annotations

from art_desktop.domain import authorisation, life, resourcing
from art_desktop.domain.commands import AskHousehold, RecordAnswer
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Approach, Offer, Option
from art_desktop.domain.vocabulary import Answer, NotUsedReason, OptionState
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.standing import hold, settle
from art_desktop.services.views import option_titles

_ASKABLE = frozenset({OptionState.OPEN, OptionState.NOT_USED, OptionState.DECLINED})


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
            life.require_open(held.request, doing)
            resourcing.refuse_placement(held.request, doing)
            now_routes = [
                r for r in held.routes if r.urgency is held.request.urgency
            ] or held.routes
            held_authorisation = authorisation.require(
                held.authorisations,
                held.request,
                now_routes,
                self._context.today(),
                doing,
                held.rules,
            )
            if held.standing.match is not None:
                raise RuleBroken(
                    doing,
                    "This request has its match already.",
                    "Start the placement, or withdraw the request and open a new one.",
                    rule="matched",
                )
            if not option.suitable:
                raise RuleBroken(
                    doing,
                    f"This option is not suitable: {option.excluded_by}.",
                    "A manager may override some rules with a reason; others cannot be waived.",
                    rule="not_suitable",
                )
            if option.state not in _ASKABLE:
                raise RuleBroken(
                    doing,
                    f"This option is already “{option.state.words.lower()}”.",
                    "Record the answer under Approaches.",
                    rule="asked_already",
                )
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
        """Record what an approach brought; a yes becomes an offer. Raises: RuleBroken, ChangedByOther."""
        doing = "The answer was not recorded."
        with self._store.writing(actor) as uow:
            approach = uow.get(Approach, command.approach_id)
            require_version(approach.version, command.version, doing)
            held = hold(uow, approach.request_id, self._context.today())
            life.require_open(held.request, doing)
            self._check(approach, command, doing)
            option = uow.get(Option, approach.option_id)
            now = self._context.now()
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
            settle(uow, approach.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist"}),
            request_id=approach.request_id,
            words=f"Answer recorded: {command.answer.words.lower()}.",
        )

    @staticmethod
    def _check(approach: Approach, command: RecordAnswer, doing: str) -> None:
        """Refuse an answer twice, and one that says nothing. Raises: RuleBroken, InvalidAnswers."""
        if approach.answer is not Answer.WAITING:
            raise RuleBroken(
                doing,
                f"It has its answer already: {approach.answer.words.lower()}.",
                "Ask again if things have changed.",
                rule="answered",
            )
        if command.answer is Answer.WAITING:
            raise InvalidAnswers(
                doing, (FieldProblem("answer", "Choose yes, no, or not reached."),)
            )
        if command.answer is Answer.YES and command.can_start_on is None:
            raise InvalidAnswers(doing, (FieldProblem("can_start_on", "Say from which day."),))
