"""Asking for the social worker's view, the ladder of a disagreement, and the Joint Governance Board's list."""

from __future__ import annotations

from art_desktop.domain import escalating, life
from art_desktop.domain.deciding_words import RungResult
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.escalating_views import (
    AskView,
    BoardList,
    Disagreements,
    HearStep,
    OpenEscalation,
    TakeToBoard,
)
from art_desktop.domain.escalations import Escalation, ViewAsked
from art_desktop.domain.ids import RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Option, Request
from art_desktop.domain.vocabulary import NotUsedReason, OptionState
from art_desktop.domain.wording import day_words, instant_words
from art_desktop.services import escalation_views, ladder
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.standing import hold, hold_all, names_of_users, settle
from art_desktop.services.views import option_titles


class EscalationService(BaseService):
    """What is done about the social worker's view and about disagreements."""

    @permitted(Permission.SEE_NEEDS)
    def of_request(self, actor: Actor, request_id: RequestId) -> Disagreements:
        """Return who was asked for a view, what stands open, and each ladder, newest first."""
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            return escalation_views.disagreements(uow, held, self._context.now())

    @permitted(Permission.PLACE)
    def ask_view(self, actor: Actor, command: AskView) -> Changed:
        """Record that the child's social worker is asked what they think of a home that said yes; its clock begins.

        After a disagreement the support that is now offered is named. Raises: RuleBroken, InvalidAnswers.
        """
        doing = "The social worker was not asked."
        now = self._context.now()
        if not command.asked_of.strip():
            words = "Say which social worker is asked."
            raise InvalidAnswers(doing, (FieldProblem("asked_of", words),))
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, self._context.today())
            life.require_open(held.request, doing)
            _require_offered(option, held.standing, doing)
            waiting = held.standing.waited_for(option)
            if waiting is not None:
                raise RuleBroken(
                    doing,
                    f"{waiting.asked_of} was asked already and has until {instant_words(waiting.due_at)}.",
                    "Record the view when it comes.",
                    rule="asked_already",
                )
            asked = uow.add(
                ViewAsked(
                    request_id=option.request_id,
                    option_id=command.option_id,
                    asked_of=command.asked_of.strip(),
                    asked_at=now,
                    asked_by=actor.user_id,
                    due_at=ladder.view_due(uow, now),
                    support=command.support.strip(),
                )
            )
            title = option_titles(uow, [option])[command.option_id]
            ladder.open_view_task(uow, held.request, asked, title)
            settle(uow, option.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "task"}),
            request_id=option.request_id,
            words=f"{asked.asked_of} is asked, to answer by {instant_words(asked.due_at)}.",
        )

    @permitted(Permission.PLACE)
    def open(self, actor: Actor, command: OpenEscalation) -> Changed:
        """Take a standing disagreement to the first step of the ladder.

        Raises: RuleBroken: nobody disagrees, or it is there already. InvalidAnswers.
        """
        doing = "The disagreement was not taken further."
        today = self._context.today()
        with self._store.writing(actor) as uow:
            option = uow.get(Option, command.option_id)
            held = hold(uow, option.request_id, today)
            life.require_open(held.request, doing)
            view = held.standing.view_of(option)
            escalating.require_may_open(option, view, held.standing.escalations, doing)
            assert view is not None
            made = uow.add(
                escalating.begin(
                    command,
                    view,
                    now=self._context.now(),
                    by=actor.user_id,
                    days=ladder.days_of(uow, today),
                )
            )
            title = option_titles(uow, [option])[command.option_id]
            ladder.open_step_task(uow, held.request, made.steps[0], title)
            settle(uow, option.request_id, today)
            uow.commit()
            step = made.steps[0]
        return Changed(
            frozenset({"request", "task"}),
            request_id=option.request_id,
            words=f"With {escalating.SHORT[step.rung]}, to settle by {instant_words(step.due_at)}.",
        )

    @permitted(Permission.PLACE)
    def hear(self, actor: Actor, command: HearStep) -> Changed:
        """Record what the present step came to: settled, or taken up to the next.

        Where the home is not to be used its option says so, with the reason. Raises: RuleBroken, ChangedByOther,
        InvalidAnswers.
        """
        doing = "The step was not recorded."
        today, now = self._context.today(), self._context.now()
        with self._store.writing(actor) as uow:
            one = uow.get(Escalation, command.escalation_id)
            held = hold(uow, one.request_id, today)
            life.require_open(held.request, doing)
            require_version(one.version, command.version, doing)
            before = escalating.step_now(one)
            days = ladder.days_of(uow, today)
            escalating.hear(one, command, now=now, by=actor.user_id, days=days)
            uow.touch(one)
            uow.flush()
            option = uow.get(Option, one.option_id)
            title = option_titles(uow, [option])[one.option_id]
            if before is not None:
                note = command.result.words
                ladder.close_step_task(uow, one, before, by=actor.user_id, note=note)
            after = escalating.step_now(one)
            if after is not None:
                ladder.open_step_task(uow, held.request, after, title)
            if command.result is RungResult.NOT_USED:
                option.state = OptionState.NOT_USED
                option.not_used_reason = NotUsedReason.SOCIAL_WORKER
                option.not_used_note = command.words.strip()
                option.not_used_on = today
            settle(uow, one.request_id, today)
            uow.commit()
            request_id = one.request_id
        words = f"{command.result.words}."
        if after is not None:
            words = (
                f"With {escalating.SHORT[after.rung]}, to settle by {instant_words(after.due_at)}."
            )
        kinds = frozenset({"request", "task", "shortlist"})
        return Changed(kinds, request_id=request_id, words=words)

    @permitted(Permission.SEE_NEEDS)
    def board(self, actor: Actor) -> BoardList:
        """Return what the Joint Governance Board is to discuss and has discussed: no child's name is in it."""
        now = self._context.now()
        with self._store.reading(actor) as uow:
            every = uow.all(Escalation)
            listed = [one for one in every if escalating.for_the_board(one)]
            requests = uow.by_ids(Request, [one.request_id for one in listed])
            held = hold_all(uow, list(requests.values()), self._context.today())
            users = names_of_users(uow)
            rows = [
                escalation_views.board_row(uow, one, held[one.request_id], users, now)
                for one in listed
            ]
        waiting = sorted((r for r in rows if r.board_on is None), key=lambda r: r.opened_at)
        taken = sorted(
            (r for r in rows if r.board_on is not None),
            key=lambda r: (r.board_on, r.opened_at),
            reverse=True,
        )
        return BoardList(tuple(waiting), tuple(taken), escalation_views.counts(every))

    @permitted(Permission.RUN_PANELS)
    def take_to_board(self, actor: Actor, command: TakeToBoard) -> Changed:
        """Mark a disagreement as taken to the board of a day, with what was learnt. Raises: RuleBroken."""
        doing = "It was not marked as taken to the board."
        with self._store.writing(actor) as uow:
            one = uow.get(Escalation, command.escalation_id)
            require_version(one.version, command.version, doing)
            escalating.check_board(one, command, one.opened_at, doing)
            one.board_on, one.lessons = command.board_on, command.lessons.strip()
            uow.commit()
            request_id = one.request_id
        words = f"Taken to the board of {day_words(command.board_on)}."
        return Changed(frozenset({"request"}), request_id=request_id, words=words)

    @permitted(Permission.RUN_PANELS)
    def keep_lessons(self, actor: Actor, command: TakeToBoard) -> Changed:
        """Write what the board learnt, after the meeting. Raises: RuleBroken: it was not taken there yet."""
        doing = "The lessons were not recorded."
        with self._store.writing(actor) as uow:
            one = uow.get(Escalation, command.escalation_id)
            require_version(one.version, command.version, doing)
            if one.board_on is None:
                raise RuleBroken(
                    doing,
                    "It was not taken to a board yet.",
                    "Mark it as taken to the board first.",
                    rule="not_boarded",
                )
            one.board_on, one.lessons = command.board_on, command.lessons.strip()
            uow.commit()
            request_id = one.request_id
        return Changed(frozenset({"request"}), request_id=request_id, words="Lessons recorded.")


def _require_offered(option: Option, standing: life.Standing, doing: str) -> None:
    """Refuse to ask about a home that has not said yes, or once the match is made. Raises: RuleBroken."""
    if option.state is not OptionState.OFFERED or standing.match is not None:
        why = "This home has not said yes, or is no longer offered."
        if standing.match is not None:
            why = "This request has its match already."
        raise RuleBroken(doing, why, "Look at Approaches for the homes that can be chosen.")
