"""Everybody who waits at once: the joint allocation, beside choosing one at a time (product.md §3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain import life
from art_desktop.domain.allocation.model import Aims, Fit, Plan, Problem
from art_desktop.domain.allocation_views import (
    AllocationLine,
    AllocationView,
    ChoiceView,
    LeftOutView,
    MissingView,
    PlacedView,
)
from art_desktop.domain.children import Child
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import OptionState, Stage, Tier
from art_desktop.domain.wording import day_words, listed
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.casework import candidates_of, case_of, policy_of
from art_desktop.services.shortlist_views import waived_codes
from art_desktop.services.standing import Held, age_short, children_words, hold_all

if TYPE_CHECKING:
    from art_desktop.domain.matching.facts import Candidate
    from art_desktop.domain.matching.waiting import Asked, Waiting

Progress = Callable[[int, int, str], object]
"""Told how much is done, of how much, and what."""

TIME_LIMIT_SECONDS = 60.0
"""After so long the best plan found is shown, with how much better any could be."""

SWAP_SECONDS = 10.0
"""As long is a swap, or one more approval, worked at."""

_MOVES_TOLD = 4

_OVER = frozenset({OptionState.NOT_USED, OptionState.DECLINED})
_SETTLED = frozenset({Stage.AGREED, Stage.PLACED, Stage.CLOSED, Stage.WITHDRAWN})


def _quiet(_done: int, _all: int, _words: str) -> None:
    """Tell nobody."""


class AllocationService(BaseService):
    """What is proposed for all who wait; people decide."""

    @permitted(Permission.SEARCH)
    def propose(
        self,
        actor: Actor,
        *,
        with_unknown: bool = False,
        progress: Progress = _quiet,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> AllocationView:
        """Return the plan that places the most children well, beside choosing one at a time in order of need.

        Nothing is kept and nobody is asked. Requests with an agreed match are not in it, and the places they
        take are taken; nor are homes that said no.
        Args: with_unknown: agencies as a whole, and homes whose free places nobody knows, count as places too.
        Raises: RuleBroken: nobody waits. CalledOff: `cancelled` said so.
        """
        from art_desktop.domain.allocation.one_by_one import one_by_one
        from art_desktop.domain.allocation.run import solve_apart
        from art_desktop.domain.matching.waiting import ask

        today = self._context.today()
        with self._store.reading(actor) as uow:
            progress(0, 0, "Reading who waits")
            held, left_out, agreed = _who_waits(uow, today)
            waiting = [self._waiting(uow, one, today) for one in held]
            days = sorted({one.case.needed_on for one in waiting})
            candidates = {}
            for at, day in enumerate(days):
                _stop_if(cancelled)
                progress(at, len(days), f"Reading every home as it will stand on {day_words(day)}")
                found = _candidates(uow, held[0], day, with_unknown=with_unknown)
                candidates[day] = [_spoken_for(one, agreed) for one in found]
            policy = policy_of(uow, today)
        asked = ask(
            waiting,
            candidates,
            policy,
            progress=lambda done, of: progress(done, of, "Asking every rule of every home"),
            check=lambda: _stop_if(cancelled),
        )
        progress(0, 0, "Placing everybody together")
        plan = solve_apart(
            asked.problem,
            time_limit=TIME_LIMIT_SECONDS,
            progress=progress,
            cancelled=cancelled,
        )
        simple = one_by_one(asked.problem, [one.key for one in waiting])
        return AllocationView(
            lines=tuple(
                _line(one, wait, asked, (plan, simple), today)
                for one, wait in zip(held, waiting, strict=True)
            ),
            left_out=left_out,
            problem=asked.problem,
            plan=plan,
            simple=simple,
            missing=_missing(waiting, asked, plan, progress, cancelled),
            children=sum(group.size for group in asked.problem.groups),
            better_words=_change_words(plan.aims - simple.aims),
        )

    @permitted(Permission.SEARCH)
    def swap(self, _actor: Actor, problem: Problem, plan: Plan, group: str, place: str) -> str:
        """Return what it costs all the others to have one request's children in another home, and who would move.

        Raises: RuleBroken: the home could not take them.
        """
        from art_desktop.domain.allocation.what_if import differences, swap_cost

        cost = swap_cost(problem, plan, group, place, time_limit=SWAP_SECONDS)
        moved = [
            _move_words(problem, one.group, one.there)
            for one in differences(plan, cost.plan)
            if one.group != group
        ]
        told = moved[:_MOVES_TOLD]
        if len(moved) > _MOVES_TOLD:
            told.append(f"{len(moved) - _MOVES_TOLD} more requests would change too.")
        return " ".join((cost.words, *told))

    def _waiting(self, uow: UnitOfWork, held: Held, today: date) -> Waiting:
        """Return a request as the joint question has it."""
        from art_desktop.domain.matching.waiting import Waiting

        options = held.standing.options
        return Waiting(
            key=f"request:{held.request.id}",
            label=held.request.reference,
            case=case_of(uow, held, self._context.gazetteer, today),
            child_labels=tuple(_child_words(child, today) for child in held.children),
            settled=frozenset(o.candidate for o in options if _is_over(o)),
            let_in={
                o.candidate: waived_codes(o)
                for o in options
                if o.override_reason and o.suitable and not _is_over(o)
            },
        )


def _missing(
    waiting: list[Waiting],
    asked: Asked,
    plan: Plan,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> tuple[MissingView, ...]:
    """Return which single change of an approval would place the most children, best first."""
    from art_desktop.domain.allocation.what_if import missing_approvals
    from art_desktop.domain.matching.waiting import near_misses

    found = missing_approvals(
        asked.problem,
        plan,
        near_misses(waiting, asked),
        time_limit=SWAP_SECONDS,
        progress=progress,
        cancelled=cancelled,
    )
    return tuple(
        MissingView(one.place, asked.names[one.place], one.change_words, one.words) for one in found
    )


def _change_words(change: Aims) -> str:
    from art_desktop.domain.allocation.what_if import change_words

    return change_words(change)


def _move_words(problem: Problem, group: str, fits: Sequence[Fit]) -> str:
    """Return where a request would go instead: "R-2026-0012 would go to the Halls."."""
    label = problem.group_of[group].label
    if not fits:
        return f"{label} would have no home."
    homes = list(dict.fromkeys(problem.place_of[fit.place].label for fit in fits))
    return f"{label} would go to {listed(homes)}."


def _stop_if(cancelled: Callable[[], bool]) -> None:
    from art_desktop.domain.allocation.solve import CalledOff

    if cancelled():
        raise CalledOff


def _is_over(option: Option) -> bool:
    return option.state in _OVER or option.not_used_reason is not None


def _who_waits(
    uow: UnitOfWork, today: date
) -> tuple[list[Held], tuple[LeftOutView, ...], dict[str, list[Held]]]:
    """Return the requests that wait for a home, the most pressing first, and those that cannot be asked about yet.

    The third are those whose match is agreed and has not started, by the key of their home.
    """
    requests = [request for request in uow.open_requests() if request.kind.seeks_home]
    all_held = hold_all(uow, requests, today)
    ordered = sorted(all_held.values(), key=lambda h: (h.request.needed_at, h.request.reference))
    waiting: list[Held] = []
    left_out: list[LeftOutView] = []
    agreed: dict[str, list[Held]] = {}
    for held in ordered:
        reached = life.stage(held.standing)
        match = held.standing.match
        if reached is Stage.AGREED and match is not None:
            chosen = next(o for o in held.standing.options if o.id == match.option_id)
            agreed.setdefault(chosen.candidate, []).append(held)
        if reached in _SETTLED:
            continue
        why = _why_left_out(held, reached)
        if why and held.request.id is not None:
            left_out.append(LeftOutView(held.request.id, held.request.reference, why))
        else:
            waiting.append(held)
    if not waiting:
        raise RuleBroken(
            "There is nothing to work out.",
            "No request with a needs profile is waiting for a home.",
            "Refer a request and fill in its needs first.",
            rule="nobody_waits",
        )
    return waiting, tuple(left_out), agreed


def _spoken_for(facts: Candidate, agreed: Mapping[str, Sequence[Held]]) -> Candidate:
    """Return a provider's home without the places of the matches agreed with it; a household's are kept on record."""
    from art_desktop.domain.matching.facts import HomeFacts

    coming = sum(len(held.children) for held in agreed.get(facts.key, ()))
    if not coming or not isinstance(facts, HomeFacts) or facts.free_places is None:
        return facts
    return replace(facts, free_places=max(0, facts.free_places - coming))


def _why_left_out(held: Held, reached: Stage) -> str:
    """Return why a request cannot be asked about yet; "" where it can."""
    if not held.children:
        return "No child is on it yet."
    if not held.standing.profiled:
        return "The needs profile is not written yet."
    return "It is a draft: it has not been referred yet." if reached is Stage.DRAFT else ""


def _candidates(
    uow: UnitOfWork,
    held: Held,
    day: date,
    *,
    with_unknown: bool,
) -> list[Candidate]:
    """Return who could take a child on a day: those whose places are known, and the others where they are wanted."""
    from art_desktop.domain.matching.facts import HouseholdFacts

    found = candidates_of(uow, held, list(Tier), day)
    if with_unknown:
        return found
    return [c for c in found if isinstance(c, HouseholdFacts) or c.free_places is not None]


def _child_words(child: Child, today: date) -> str:
    return f"{child.sex.child_word.lower()}, {age_short(child, today)}"


def _line(
    held: Held, waiting: Waiting, asked: Asked, plans: tuple[Plan, Plan], today: date
) -> AllocationLine:
    """Return one request as both plans, the joint one first, have it."""
    plan, simple = plans
    request = held.request
    assert request.id is not None
    labels = dict(zip(waiting.children, waiting.child_labels, strict=True))
    left, left_before = (
        [labels[child] for child in one.unplaced if child in labels] for one in plans
    )
    return AllocationLine(
        key=waiting.key,
        request_id=request.id,
        reference=request.reference,
        children_words=children_words(held.children, today),
        children=len(held.children),
        needed_at=request.needed_at,
        urgency=request.urgency,
        authorised=held.standing.authorisation is not None,
        together=_placed(plan, waiting.key, labels, asked),
        one_by_one=_placed(simple, waiting.key, labels, asked),
        unplaced_words=listed(left),
        unplaced_before_words=listed(left_before),
        why_words=_why_unplaced(asked.problem, waiting.key) if left else "",
        choices=_choices(waiting.key, asked, plan),
    )


def _choices(group: str, asked: Asked, plan: Plan) -> tuple[ChoiceView, ...]:
    """Return the homes that could take all children of a request, best first, with whom the plan has there."""
    problem = asked.problem
    whole = [fit for fit in problem.fits if fit.group == group and not fit.children]
    whole.sort(key=lambda fit: (_tier(asked, fit), -fit.points, fit.place))
    has: dict[str, list[str]] = {}
    for fit in plan.chosen:
        if fit.group != group:
            has.setdefault(fit.place, []).append(problem.group_of[fit.group].label)
    return tuple(
        ChoiceView(
            place=fit.place,
            title=asked.names[fit.place],
            tier=problem.place_of[fit.place].tier,
            score=_score(problem, fit),
            taken_for=tuple(has.get(fit.place, ())),
        )
        for fit in whole
    )


def _why_unplaced(problem: Problem, group: str) -> str:
    """Return why the plan has no home for children of a request."""
    if not any(fit.group == group for fit in problem.fits):
        return "No home that was asked about suits them: a rule excludes each."
    return "The homes that suit them are needed for others, or have no room left beside them."


def _score(problem: Problem, fit: Fit) -> int:
    """Return the mean score of the children who would go, 0 to 100."""
    return round(fit.points / len(problem.going(fit)) / 10)


def _tier(asked: Asked, fit: Fit) -> int:
    return list(Tier).index(asked.problem.place_of[fit.place].tier)


def _placed(
    plan: Plan, group: str, labels: Mapping[str, str], asked: Asked
) -> tuple[PlacedView, ...]:
    """Return where a plan has the children of one request."""
    found = []
    for fit in plan.chosen:
        if fit.group == group:
            going = asked.problem.going(fit)
            found.append(
                PlacedView(
                    children_words=listed([labels[child] for child in going]),
                    place=fit.place,
                    title=asked.names[fit.place],
                    tier=asked.problem.place_of[fit.place].tier,
                    score=_score(asked.problem, fit),
                )
            )
    return tuple(found)
