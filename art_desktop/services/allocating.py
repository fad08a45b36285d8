"""Everybody who waits at once: the joint allocation, beside choosing one at a time (product.md §3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain import life
from art_desktop.domain.allocation.model import Fit, Plan, Problem
from art_desktop.domain.allocation_views import (
    AllocationLine,
    AllocationView,
    MissingView,
    PlacedView,
)
from art_desktop.domain.children import Child
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import OptionState, Stage, Tier
from art_desktop.domain.wording import listed
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.casework import candidates_of, case_of, policy_of
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

        Nothing is kept and nobody is asked. Requests with an agreed match are not in it, nor are homes that said no.
        Args: with_unknown: agencies as a whole, and homes whose free places nobody knows, count as places too.
        Raises: RuleBroken: nobody waits. CalledOff: `cancelled` said so.
        """
        from art_desktop.domain.allocation.one_by_one import one_by_one
        from art_desktop.domain.allocation.run import solve_apart
        from art_desktop.domain.matching.waiting import ask

        today = self._context.today()
        with self._store.reading(actor) as uow:
            progress(0, 1, "Reading who waits")
            held, left_out = _who_waits(uow, today)
            waiting = [self._waiting(uow, one, today) for one in held]
            days = sorted({one.case.needed_on for one in waiting})
            candidates = {day: _candidates(uow, held[0], day, with_unknown) for day in days}
            policy = policy_of(uow, today)
        asked = ask(
            waiting,
            candidates,
            policy,
            progress=lambda done, of: progress(done, of, "Asking every rule of every home"),
            check=lambda: _stop_if(cancelled),
        )
        plan = solve_apart(
            asked.problem,
            time_limit=TIME_LIMIT_SECONDS,
            progress=progress,
            cancelled=cancelled,
        )
        simple = one_by_one(asked.problem, [one.key for one in waiting])
        return AllocationView(
            lines=tuple(
                _line(one, wait, asked, plan, simple, today)
                for one, wait in zip(held, waiting, strict=True)
            ),
            left_out=left_out,
            problem=asked.problem,
            plan=plan,
            simple=simple,
            missing=_missing(waiting, asked, plan, progress, cancelled),
            children=sum(group.size for group in asked.problem.groups),
        )

    @permitted(Permission.SEARCH)
    def swap(self, _actor: Actor, problem: Problem, plan: Plan, group: str, place: str) -> str:
        """Return what it costs all the others to have one request's children in another home, in words."""
        from art_desktop.domain.allocation.what_if import swap_cost

        return swap_cost(problem, plan, group, place, time_limit=SWAP_SECONDS).words

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
            let_in=frozenset(
                o.candidate for o in options if o.override_reason and o.suitable and not _is_over(o)
            ),
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
    return tuple(MissingView(asked.names[one.place], one.change_words, one.words) for one in found)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    from art_desktop.domain.allocation.solve import CalledOff

    if cancelled():
        raise CalledOff


def _is_over(option: Option) -> bool:
    return option.state in _OVER or option.not_used_reason is not None


def _who_waits(uow: UnitOfWork, today: date) -> tuple[list[Held], tuple[str, ...]]:
    """Return the requests that wait for a home, the most pressing first, and those that cannot be asked about yet."""
    requests = [request for request in uow.open_requests() if request.kind.seeks_home]
    all_held = hold_all(uow, requests, today)
    ordered = sorted(all_held.values(), key=lambda h: (h.request.needed_at, h.request.reference))
    waiting, left_out = [], []
    for held in ordered:
        reached = life.stage(held.standing)
        if reached in _SETTLED or reached is Stage.DRAFT:
            continue
        if not held.standing.profiled or not held.children:
            left_out.append(f"{held.request.reference}: no needs profile yet")
        else:
            waiting.append(held)
    if not waiting:
        raise RuleBroken(
            "There is nothing to work out.",
            "No request with a needs profile is waiting for a home.",
            "Refer a request and fill in its needs first.",
            rule="nobody_waits",
        )
    return waiting, tuple(left_out)


def _candidates(
    uow: UnitOfWork,
    held: Held,
    day: date,
    with_unknown: bool,  # noqa: FBT001  # passed on
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
    held: Held, waiting: Waiting, asked: Asked, plan: Plan, simple: Plan, today: date
) -> AllocationLine:
    """Return one request as both plans have it."""
    request = held.request
    assert request.id is not None
    labels = dict(zip(waiting.children, waiting.child_labels, strict=True))
    left = [labels[child] for child in plan.unplaced if child in labels]
    whole = [f for f in asked.problem.fits if f.group == waiting.key and not f.children]
    whole.sort(key=lambda f: (_tier(asked, f), -f.points, f.place))
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
        unplaced_words=listed(left) if left else "",
        choices=tuple((f.place, asked.names[f.place]) for f in whole),
    )


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
                    score=round(fit.points / len(going) / 10),
                )
            )
    return tuple(found)
