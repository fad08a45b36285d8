"""What a match needs approved beside its authorisation: how each stands, and the gate before a start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.matching.approvals import NeededApproval
from art_desktop.domain.matching_views import ApprovalView, RecordAddedApproval
from art_desktop.domain.read_models import NextStep
from art_desktop.domain.requests import AddedApproval, Authorisation
from art_desktop.domain.vocabulary import ApprovalTrigger, Urgency
from art_desktop.domain.work import AuthorisationRule


def standing(
    needed: Iterable[NeededApproval], recorded: Iterable[AddedApproval]
) -> tuple[ApprovalView, ...]:
    """Return each approval that is needed with the last decision on it by somebody who may give it."""
    decided = sorted(recorded, key=lambda one: (one.decided_at, one.id or 0))
    views = []
    for need in needed:
        mine = [one for one in decided if one.trigger is need.trigger and one.post in need.posts]
        last = mine[-1] if mine else None
        views.append(
            ApprovalView(
                trigger=need.trigger,
                title=need.trigger.words,
                sentence=need.sentence,
                source=need.source,
                posts=need.posts,
                decision=last.decision if last else None,
                decided_by=last.decided_by if last else "",
                decided_on=local_day(last.decided_at) if last else None,
            )
        )
    return tuple(views)


def missing(views: Sequence[ApprovalView]) -> tuple[ApprovalView, ...]:
    """Return those that have not been given."""
    return tuple(view for view in views if not view.given)


OWED: Final = "Approval owed: "
"""How the task of an approval that follows the start begins."""


def owed_words(trigger: ApprovalTrigger) -> str:
    """Return how the task of one approval begins; recording the approval closes it."""
    return f"{OWED}{trigger.words}"


def may_be_owed(
    urgency: Urgency, decisions: Iterable[Authorisation], rules: Iterable[AuthorisationRule]
) -> bool:
    """Say whether approvals may follow the start: the request was decided out of hours, when nobody else can be asked.

    That a request is called out of hours is not enough: what a panel decided by day can be approved by day.
    Args: rules: the policy rows for its kind.
    """
    at_night = {rule.post for rule in rules if rule.urgency is Urgency.OUT_OF_HOURS}
    return urgency is Urgency.OUT_OF_HOURS and any(
        one.decision.permits and one.post in at_night for one in decisions
    )


def require_given(views: Sequence[ApprovalView], doing: str, *, owed: bool) -> None:
    """Refuse to start while an approval is missing. `owed`: it may follow the start, unless somebody has said no.

    Raises: RuleBroken: the first that is missing, and who can give it.
    """
    lacking = missing(views)
    if owed:
        lacking = tuple(view for view in lacking if view.decision is not None)
    if not lacking:
        return
    first = lacking[0]
    who = " or ".join(f"the {post.words}" for post in first.posts)
    if first.decision is not None:
        raise RuleBroken(
            doing,
            f"“{first.title}” is not approved: {first.decision.words.lower()} by {first.decided_by}. {first.sentence}",
            f"Choose another home, or ask {who} again and record the new decision under Placement.",
            rule="added_approval",
        )
    rest = f" {len(lacking) - 1} more are missing." if len(lacking) > 1 else ""
    raise RuleBroken(
        doing,
        f"“{first.title}” is not approved. {first.sentence}{rest}",
        f"Ask {who}, and record the decision under Placement.",
        rule="added_approval",
    )


def next_step(views: Sequence[ApprovalView]) -> NextStep | None:
    """Return that an agreed match waits for an approval, and for whose; None where it waits for none."""
    lacking = missing(views)
    if not lacking:
        return None
    first = lacking[0]
    more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
    return NextStep(
        f"The match is agreed. To be approved before the start: {first.title.lower()}{more}.",
        " or ".join(f"the {post.words}" for post in first.posts),
        "placement",
        "Record approval",
    )


def check(command: RecordAddedApproval, views: Sequence[ApprovalView], doing: str) -> None:
    """Refuse a decision that this match does not need, or by a post that may not give it.

    Raises: InvalidAnswers, RuleBroken.
    """
    view = next((one for one in views if one.trigger is command.trigger), None)
    if view is None:
        raise RuleBroken(
            doing,
            f"This home does not need “{command.trigger.words}” approved.",
            "Look at what it needs under Placement.",
            rule="not_needed",
        )
    problems = []
    if command.post not in view.posts:
        who = " or ".join(post.words for post in view.posts)
        problems.append(FieldProblem("post", f"This is for: {who}."))
    if not command.decided_by.strip():
        problems.append(FieldProblem("decided_by", "Say who decided."))
    if not command.decision.permits and not command.note.strip():
        problems.append(FieldProblem("note", "Write why it was not approved."))
    if problems:
        raise InvalidAnswers(doing, tuple(problems))
