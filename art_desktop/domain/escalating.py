"""How a disagreement about a home climbs its ladder, and when it lets the match go ahead (product.md §3.4; S003 §17).

Plain rules over the entities: who reads and saves them is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from art_desktop.domain.clock import local_day
from art_desktop.domain.deadlines import due_at
from art_desktop.domain.deciding_words import EscalationEnd, Rung, RungResult
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.escalating_views import HearStep, OpenEscalation, StepState, TakeToBoard
from art_desktop.domain.escalations import Escalation, EscalationStep
from art_desktop.domain.ids import OptionId, UserId
from art_desktop.domain.requests import Match, Option, Request, SocialWorkerView
from art_desktop.domain.vocabulary import OptionState, TaskKind, WorkerView
from art_desktop.domain.work import ClockRule

LADDER = tuple(Rung)
"""The steps in their order; none is passed over, none heard twice."""

SHORT = {
    Rung.PRACTITIONERS: "Practitioners",
    Rung.LINE_MANAGERS: "Line managers",
    Rung.HEADS: "Heads of Service",
    Rung.ASSISTANT_DIRECTOR: "Assistant Director",
    Rung.CHIEF_EXECUTIVE: "Chief Executive with the Service Director",
    Rung.DIRECTOR: "Director of Children's Services",
}
"""Each rung in few words, for lines and counts."""


def latest(views: Iterable[SocialWorkerView], option_id: OptionId) -> SocialWorkerView | None:
    """Return the social worker's view of an option that counts: the latest."""
    given = [view for view in views if view.option_id == option_id]
    return max(given, key=lambda view: (view.given_at, view.id or 0), default=None)


def next_rung(rung: Rung) -> Rung | None:
    """Return the rung above, None above the Director."""
    return None if rung is LADDER[-1] else LADDER[rung.rank + 1]


def step_now(escalation: Escalation) -> EscalationStep | None:
    """Return the step that waits to be heard, None once the disagreement is over."""
    if escalation.ended is not None:
        return None
    return next((step for step in escalation.steps if step.heard_at is None), None)


def settling(escalation: Escalation) -> EscalationStep | None:
    """Return the step that settled it."""
    heard = (step for step in escalation.steps if step.result is not None)
    return next((step for step in heard if step.result is not None and step.result.settles), None)


def permits(escalation: Escalation) -> bool:
    """Say whether it was settled in favour of the home."""
    step = settling(escalation)
    return (
        escalation.ended is EscalationEnd.SETTLED
        and step is not None
        and step.result is not None
        and step.result.permits
    )


def permitting(
    escalations: Iterable[Escalation], view: SocialWorkerView | None
) -> Escalation | None:
    """Return the escalation that lets a match go ahead against this view; None where it needs none, or has none.

    It has to be about this very disagreement or one given after it: a new disagreement is settled anew.
    """
    if view is None or view.view is not WorkerView.DISAGREE:
        return None
    return next(
        (
            one
            for one in escalations
            if one.option_id == view.option_id
            and (one.view_id or 0) >= (view.id or 0)
            and permits(one)
        ),
        None,
    )


def open_one(escalations: Iterable[Escalation], option_id: OptionId) -> Escalation | None:
    """Return the disagreement with an option that is not over."""
    return next((e for e in escalations if e.option_id == option_id and e.ended is None), None)


def highest(escalation: Escalation) -> Rung:
    """Return the highest rung that it reached."""
    return max((step.rung for step in escalation.steps), key=lambda rung: rung.rank)


def for_the_board(escalation: Escalation) -> bool:
    """Say whether the Joint Governance Board is to discuss it: it reached the Assistant Director (S003 §17)."""
    return bool(escalation.steps) and highest(escalation).goes_to_board


def state_of(escalation: Escalation, rung: Rung) -> StepState:
    """Return where a rung stands: heard, waiting, not reached, or passed by since it began above or ended before."""
    step = next((step for step in escalation.steps if step.rung is rung), None)
    if step is None:
        begun_above = escalation.steps and rung.rank < escalation.steps[0].rung.rank
        over = escalation.ended is not None
        return StepState.PASSED_BY if begun_above or over else StepState.NOT_REACHED
    if step.heard_at is not None:
        return StepState.DONE
    return StepState.NOW if escalation.ended is None else StepState.PASSED_BY


def may_open(
    option: Option, view: SocialWorkerView | None, escalations: Sequence[Escalation]
) -> bool:
    """Say whether a disagreement stands that is on no ladder yet."""
    return (
        option.state is OptionState.OFFERED
        and view is not None
        and view.view is WorkerView.DISAGREE
        and not any(
            one.option_id == option.id and (one.ended is None or one.view_id == view.id)
            for one in escalations
        )
    )


def require_may_open(
    option: Option, view: SocialWorkerView | None, escalations: Sequence[Escalation], doing: str
) -> None:
    """Refuse to begin without a standing disagreement, or twice for the same one. Raises: RuleBroken."""
    if may_open(option, view, escalations):
        return
    if option.state is not OptionState.OFFERED:
        why, next_ = "This home has not said yes, or is no longer offered.", "Choose another home."
    elif view is None:
        why, next_ = "The social worker has not been heard on it.", "Record their view first."
    elif view.view is not WorkerView.DISAGREE:
        why, next_ = "The social worker does not disagree with it.", "Record the match."
    elif open_one(escalations, view.option_id) is not None:
        why, next_ = "It is on the ladder already.", "Record what the present step came to."
    else:
        why = "This disagreement was settled."
        next_ = "If the social worker disagrees anew, record that view first."
    raise RuleBroken(doing, why, next_, rule="no_disagreement")


def begin(
    command: OpenEscalation,
    view: SocialWorkerView,
    *,
    now: datetime,
    by: UserId,
    days: dict[Rung, int],
) -> Escalation:
    """Return a new escalation at its first step: practitioners, or line managers where safety is in question.

    What a panel decided binds all but where there are significant concerns for the child's safety or wellbeing; those
    go to the line manager of whoever holds them (S003 §17). Raises: InvalidAnswers.
    """
    problems = []
    if not command.about.strip():
        problems.append(FieldProblem("about", "Write what the disagreement is about."))
    if not command.who.strip():
        problems.append(FieldProblem("who", "Name who is to settle the first step."))
    if problems:
        raise InvalidAnswers("The disagreement was not taken further.", tuple(problems))
    assert view.id is not None
    first = Rung.LINE_MANAGERS if command.safeguarding else Rung.PRACTITIONERS
    return Escalation(
        request_id=view.request_id,
        option_id=view.option_id,
        view_id=view.id,
        about=command.about.strip(),
        safeguarding=command.safeguarding,
        opened_at=now,
        opened_by=by,
        steps=[raised(first, command.who, now=now, by=by, days=days)],
    )


def raised(
    rung: Rung, who: str, *, now: datetime, by: UserId, days: dict[Rung, int]
) -> EscalationStep:
    """Return a step that is raised now, due at the end of its last working day. `days`: working days of each rung."""
    rule = ClockRule(
        kind=TaskKind.ESCALATION, working_days=days[rung], effective_from=local_day(now)
    )
    return EscalationStep(
        rung=rung, who=who.strip(), raised_at=now, due_at=due_at(rule, now), recorded_by=by
    )


def hear(
    escalation: Escalation,
    command: HearStep,
    *,
    now: datetime,
    by: UserId,
    days: dict[Rung, int],
) -> None:
    """Write down what the present step came to: it settles the disagreement, or raises the next step.

    Raises: RuleBroken: it is over, or another step is the present one. InvalidAnswers: words or a name lack, or the
        Director was to leave it open.
    """
    doing = "The step was not recorded."
    step = step_now(escalation)
    if step is None:
        raise RuleBroken(
            doing,
            f"This disagreement is over: {(escalation.ended or EscalationEnd.SETTLED).words.lower()}.",
            "If the social worker disagrees anew, record that view first.",
            rule="escalation_over",
        )
    if step.rung is not command.rung:
        raise RuleBroken(
            doing,
            f"It is with: {step.rung.words}. Steps are taken in their order, each once.",
            "Record that step first.",
            rule="rung_order",
        )
    above = next_rung(step.rung)
    at = command.heard_at or now
    _check_heard(step, command, above, at, now)
    step.heard_at, step.result, step.words = at, command.result, command.words.strip()
    step.recorded_by = by
    if command.result.settles:
        escalation.settled_at, escalation.ended = now, EscalationEnd.SETTLED
    else:
        assert above is not None
        escalation.steps.append(raised(above, command.next_who, now=now, by=by, days=days))


def _check_heard(
    step: EscalationStep, command: HearStep, above: Rung | None, at: datetime, now: datetime
) -> None:
    """Refuse an outcome that lacks something. Raises: InvalidAnswers."""
    problems = []
    unsettled = command.result is RungResult.NOT_SETTLED
    if unsettled and above is None:
        words = "The Director's decision is final: the home is used, or it is not."
        problems.append(FieldProblem("result", words))
    if not command.words.strip():
        wanted = {
            RungResult.WITH_SUPPORT: "Write the support that was agreed: it goes into the match.",
            RungResult.NOT_SETTLED: "Write what was said and where you differ.",
        }.get(command.result, "Write why.")
        problems.append(FieldProblem("words", wanted))
    if unsettled and above is not None and not command.next_who.strip():
        problems.append(FieldProblem("next_who", f"Name who takes the next step: {above.words}."))
    if at > now:
        problems.append(FieldProblem("heard_at", "That is still to come."))
    if at < step.raised_at:
        problems.append(FieldProblem("heard_at", "That is before the step was raised."))
    if problems:
        raise InvalidAnswers("The step was not recorded.", tuple(problems))


def ended_by(
    escalation: Escalation,
    request: Request,
    match: Match | None,
    option: Option,
    view: SocialWorkerView | None,
) -> EscalationEnd | None:
    """Return why an open escalation is over without anybody settling it; None while it goes on."""
    if escalation.ended is not None:
        return None
    if request.closed_at is not None:
        return EscalationEnd.WITHDRAWN
    if match is not None:
        return EscalationEnd.MATCHED
    if option.state is not OptionState.OFFERED:
        return EscalationEnd.GONE
    if view is not None and view.view is not WorkerView.DISAGREE:
        return EscalationEnd.AGREED
    return None


def agreed_support(
    view: SocialWorkerView | None, escalations: Sequence[Escalation]
) -> tuple[str, ...]:
    """Return the support that the view or the settlement made a part of the match, each as a line."""
    lines = []
    if view is not None and view.view is WorkerView.AGREE_WITH_SUPPORT and view.support_wanted:
        lines.append(f"Asked for by the social worker: {view.support_wanted}")
    settled = permitting(escalations, view)
    step = settling(settled) if settled is not None else None
    if step is not None and step.result is RungResult.WITH_SUPPORT:
        lines.append(f"Agreed by {SHORT[step.rung]}: {step.words}")
    return tuple(lines)


def with_support(support: str, lines: Sequence[str]) -> str:
    """Return the support of a match with the lines that are not in it yet: what was agreed stays on the record."""
    missing = [line for line in lines if line.partition(": ")[2] not in support]
    return "\n".join(part for part in (support, *missing) if part)


def check_board(escalation: Escalation, command: TakeToBoard, opened: datetime, doing: str) -> None:
    """Refuse to take to the board what never reached the Assistant Director, or what was there. Raises: RuleBroken."""
    if not for_the_board(escalation):
        raise RuleBroken(
            doing,
            "It never reached the Assistant Director.",
            "The board discusses only what did.",
            rule="not_for_board",
        )
    if escalation.board_on is not None:
        raise RuleBroken(doing, "It was taken there already.", "See its history.", rule="boarded")
    if command.board_on < local_day(opened):
        raise InvalidAnswers(
            doing, (FieldProblem("board_on", "That is before the disagreement began."),)
        )


def outcome_words(escalation: Escalation) -> str:
    """Return what became of it, in a few words."""
    step = settling(escalation)
    if escalation.ended is EscalationEnd.SETTLED and step is not None and step.result is not None:
        return f"{step.result.words}, by {SHORT[step.rung]}"
    if escalation.ended is not None:
        return escalation.ended.words
    now = step_now(escalation)
    return f"With {SHORT[now.rung]}" if now is not None else ""
