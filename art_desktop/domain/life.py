"""The life of a request: which stage it has reached, what comes next, and who owes it (product.md §3).

The stage is never set by hand: it follows from what is on record, so no order of actions can pass a gate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from art_desktop.domain import escalating, resourcing
from art_desktop.domain.authorisation import Route, who_can_give
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.escalations import Escalation, EscalationStep, ViewAsked
from art_desktop.domain.placements import Placement
from art_desktop.domain.read_models import NextStep, StageView
from art_desktop.domain.requests import (
    Approach,
    Authorisation,
    Match,
    Option,
    Request,
    Search,
    SocialWorkerView,
)
from art_desktop.domain.vocabulary import (
    Answer,
    OptionState,
    RequestKind,
    Stage,
    Tier,
    WorkerView,
)
from art_desktop.domain.wording import instant_words

BAR = (
    Stage.REFERRED,
    Stage.AUTHORISED,
    Stage.SEARCHING,
    Stage.OFFERS_IN,
    Stage.WITH_SOCIAL_WORKER,
    Stage.AGREED,
    Stage.PLACED,
)
"""The stops shown on the stage bar."""
RECORD_MATCH = "Record match"
"""The words of the step that records a match."""


@dataclass(frozen=True)
class Standing:
    """Everything on record that decides where a request has got to.

    `authorisation` is the one in force; `lapsed` says why the last decision gives none, where there was one.
    """

    request: Request
    authorisation: Authorisation | None
    profiled: bool
    searches: Sequence[Search] = ()
    options: Sequence[Option] = ()
    approaches: Sequence[Approach] = ()
    views: Sequence[SocialWorkerView] = ()
    match: Match | None = None
    placements: Sequence[Placement] = ()
    lapsed: str = ""
    resource: resourcing.ResourceStanding = resourcing.NOTHING
    asked: Sequence[ViewAsked] = ()
    escalations: Sequence[Escalation] = ()

    def view_of(self, option: Option) -> SocialWorkerView | None:
        """Return the social worker's latest view of an option."""
        return None if option.id is None else escalating.latest(self.views, option.id)

    def waited_for(self, option: Option) -> ViewAsked | None:
        """Return the asking that the social worker has not answered yet."""
        waiting = (one for one in self.asked if one.option_id == option.id)
        return next((one for one in waiting if one.answered_at is None), None)


def stage(standing: Standing) -> Stage:
    """Return the stage that a request has reached."""
    request = standing.request
    if not request.kind.seeks_home:
        return resourcing.stage(request, standing.authorisation, standing.resource)
    if request.closed_at is not None:
        return Stage.CLOSED if standing.placements else Stage.WITHDRAWN
    if standing.placements:
        return Stage.PLACED
    if standing.match is not None:
        return Stage.AGREED
    if standing.authorisation is None:
        return Stage.REFERRED if request.referred_at is not None else Stage.DRAFT
    offered = [option for option in standing.options if option.state is OptionState.OFFERED]
    if any(standing.view_of(option) is not None for option in offered):
        return Stage.WITH_SOCIAL_WORKER
    if offered:
        return Stage.OFFERS_IN
    firm = [search for search in standing.searches if not search.indicative]
    return Stage.SEARCHING if firm or standing.approaches else Stage.AUTHORISED


def stage_bar(reached: Stage, kind: RequestKind = RequestKind.FIRST_TIME) -> tuple[StageView, ...]:
    """Return the stops of the stage bar for a kind of request, each "done", "current" or "waiting"."""
    order = list(Stage)
    at = order.index(Stage.PLACED if reached is Stage.CLOSED else reached)

    def state(stop: Stage) -> str:
        place = order.index(stop)
        if reached is Stage.WITHDRAWN or place > at:
            return "waiting"
        return "current" if place == at and stop is not Stage.PLACED else "done"

    stops = BAR if kind.seeks_home else resourcing.BAR
    return tuple(StageView(stop, state(stop)) for stop in stops)


def next_step(standing: Standing, routes: Sequence[Route]) -> NextStep:
    """Return what the request waits for, who owes it, and the action that moves it on."""
    reached = stage(standing)
    if not standing.request.kind.seeks_home:
        held, decides = standing.resource, who_can_give(routes)
        return resourcing.next_step(standing.request, reached, held, decides)
    if reached in {Stage.WITHDRAWN, Stage.CLOSED}:
        return NextStep(standing.request.closed_reason or "Closed.")
    if reached is Stage.PLACED:
        return NextStep("Placed. See the tasks that opened.", "", "placement", "See placement")
    if reached is Stage.AGREED:
        return NextStep(
            "The match is agreed: record the start.", "the team", "placement", "Start placement"
        )
    if not standing.profiled:
        return NextStep(
            "Fill in the needs profile: brothers and sisters, postcode and known risks are enough to search.",
            standing.request.social_worker or "the social worker",
            "needs",
            "Fill in needs",
        )
    if reached is Stage.DRAFT:
        return NextStep("Check the details and refer the request.", "the team", "refer", "Refer")
    if reached is Stage.REFERRED:
        why = f"{standing.lapsed} " if standing.lapsed else ""
        return NextStep(
            f"{why}Needs an authorisation. Until it is recorded a search is indicative and nobody is asked.",
            who_can_give(routes),
            "decision",
            "Record authorisation",
        )
    return _searching_step(standing, reached)


def _searching_step(standing: Standing, reached: Stage) -> NextStep:
    """Return the next step of a request that has its authorisation and no match."""
    if reached is Stage.AUTHORISED:
        return NextStep(
            "Authorised: search the in-house households.", "the team", "search", "Search"
        )
    worker = standing.request.social_worker or "the social worker"
    offered = [option for option in standing.options if option.state is OptionState.OFFERED]
    if reached is Stage.WITH_SOCIAL_WORKER:
        return _with_worker_step(standing, offered, worker)
    if reached is Stage.OFFERS_IN:
        asked = next(filter(None, map(standing.waited_for, offered)), None)
        if asked is not None:
            until = instant_words(asked.due_at)
            words = f"{asked.asked_of} to say what they think of the offer, by {until}."
            return NextStep(words, asked.asked_of, "decision", "Record view")
        return NextStep(
            f"{worker} to say what they think of the offer.", worker, "decision", "Record view"
        )
    waiting = [a for a in standing.approaches if a.answer is Answer.WAITING]
    if waiting:
        count = (
            f"{len(waiting)} still to answer."
            if len(waiting) > 1
            else "One household still to answer."
        )
        return NextStep(count, "the households asked", "approaches", "Record answer")
    left = open_in_house(standing.options)
    if left:
        word = "household" if len(left) == 1 else "households"
        return NextStep(
            f"{len(left)} in-house {word} could serve: ask, or record why not.",
            "the team",
            "shortlist",
            "Open shortlist",
        )
    return NextStep(
        "No in-house household is left: search again, or open the agencies.",
        "the team",
        "shortlist",
        "Open shortlist",
    )


def _with_worker_step(standing: Standing, offered: Sequence[Option], worker: str) -> NextStep:
    """Return the next step once the social worker was heard: the match, a rung of the ladder, or asking again."""
    views = [view for view in map(standing.view_of, offered) if view is not None]
    if any(view.view is not WorkerView.DISAGREE for view in views):
        words = "The social worker agrees: record the match."
        return NextStep(words, "the team", "decision", RECORD_MATCH)
    if any(escalating.permitting(standing.escalations, view) for view in views):
        words = "The disagreement was settled and the home is to be used: record the match."
        return NextStep(words, "the team", "decision", RECORD_MATCH)
    asked = next(filter(None, map(standing.waited_for, offered)), None)
    if asked is not None:
        words = f"{asked.asked_of} was asked again, to say by {instant_words(asked.due_at)}."
        return NextStep(words, asked.asked_of, "decision", "Record view")
    step = next(filter(None, map(escalating.step_now, standing.escalations)), None)
    if step is not None:
        return NextStep(rung_words(step), step.who, "decision", "Record outcome")
    return NextStep(
        "The social worker disagrees: add support and ask again, escalate, or choose another home.",
        worker,
        "decision",
        "Record view",
    )


def rung_words(step: EscalationStep) -> str:
    """Return who is to settle a disagreement on which rung, and by when."""
    until = instant_words(step.due_at)
    return f"The disagreement is with: {escalating.SHORT[step.rung]}. {step.who} to settle it by {until}."


def open_in_house(options: Sequence[Option]) -> list[Option]:
    """Return the suitable connected and in-house options with neither an answer nor a recorded reason."""
    return [
        option
        for option in options
        if option.suitable
        and option.tier in {Tier.CONNECTED, Tier.IN_HOUSE}
        and option.state is OptionState.OPEN
    ]


def require_open(request: Request, doing: str) -> None:
    """Refuse to work on a request that is over. Raises: RuleBroken."""
    if request.closed_at is not None:
        raise RuleBroken(
            doing,
            f"Request {request.reference} was closed: {request.closed_reason or 'no reason is on record'}",
            "Open a new request if a home is wanted again.",
            rule="closed",
        )


def require_ready_to_match(
    option: Option,
    view: SocialWorkerView | None,
    match: Match | None,
    escalations: Sequence[Escalation] = (),
) -> None:
    """Refuse a match before a yes, and against the social worker's view unless a settled escalation permits it.

    The escalation has to be about the disagreement that counts now (product.md §3.1, §3.4). Raises: RuleBroken.
    """
    doing = "The match was not recorded."
    if match is not None:
        raise RuleBroken(
            doing,
            "This request has its match already.",
            "Look at it under Decision.",
            rule="matched",
        )
    if option.state is not OptionState.OFFERED:
        raise RuleBroken(
            doing,
            "This household has not said yes.",
            "Ask, and record the answer, before the match.",
            rule="no_offer",
        )
    if not option.suitable:
        raise RuleBroken(
            doing,
            f"This home is not suitable: {option.excluded_by}.",
            "A manager may override some rules with a reason; others cannot be waived.",
            rule="not_suitable",
        )
    if view is None:
        raise RuleBroken(
            doing,
            "The child's social worker has not been heard on this option.",
            "Record the social worker's view first.",
            rule="no_view",
        )
    if view.view is WorkerView.DISAGREE and escalating.permitting(escalations, view) is None:
        _refuse_disagreed(view, escalations, doing)


def _refuse_disagreed(
    view: SocialWorkerView, escalations: Sequence[Escalation], doing: str
) -> NoReturn:
    """Say how a disagreement stands, and what would settle it. Raises: RuleBroken."""
    climbing = escalating.open_one(escalations, view.option_id)
    step = escalating.step_now(climbing) if climbing is not None else None
    if step is not None:
        raise RuleBroken(
            doing, rung_words(step), "Record what that step came to first.", rule="disagreed"
        )
    raise RuleBroken(
        doing,
        f"The social worker disagrees: {view.words or 'no words are on record'}",
        "Add support and record the view again, or take it up the escalation ladder.",
        rule="disagreed",
    )


def check_start(starts_on: date, expected_end_on: date | None, today: date) -> None:
    """Refuse a start that cannot be right: more than a year away, or ending before it begins. Raises: RuleBroken."""
    doing = "The placement was not started."
    if abs((starts_on - today).days) > 366:
        raise RuleBroken(
            doing,
            "The start is more than a year from today.",
            "Check the year.",
            field="starts_on",
            rule="start_date",
        )
    if expected_end_on is not None and expected_end_on <= starts_on:
        raise RuleBroken(
            doing,
            "The expected end is not after the start.",
            "Put a later day, or leave it empty.",
            field="expected_end_on",
            rule="end_date",
        )
