"""What follows from a decision, for the letter to the child's social worker: what happens next, and by whom."""

from __future__ import annotations

from art_desktop.domain.panel_papers import NextStep
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Decision

_TEAM = "Access to Resources Team"


def next_steps(
    decided: Authorisation, request: Request, *, owner: str = "", has_split: bool = False
) -> tuple[NextStep, ...]:
    """Return what happens next, in order. `owner`: the officer of the request; `has_split`: who pays is agreed."""
    worker = request.social_worker or "the child's social worker"
    team = owner or _TEAM
    if decided.decision is Decision.DEFERRED:
        return (
            NextStep(
                words="Send what is asked for to the Access to Resources Team.",
                owner=worker,
                due_on=decided.deferred_to,
            ),
            NextStep(
                words="Take it back to be decided as soon as it is there; the request stays open.",
                owner=team,
            ),
        )
    if decided.decision is Decision.NOT_AGREED:
        return (
            NextStep(
                words="Talk through with your team manager what else would help, and what would have to be different.",
                owner=worker,
            ),
            NextStep(
                words="Keep the request open, and take it back when you bring something new.",
                owner=team,
            ),
        )
    if not request.kind.seeks_home:
        return (
            NextStep(words="Order it, and tell you who does it and from when.", owner=team),
            NextStep(
                words="Tell the team if it is no longer needed, or if it comes late.", owner=worker
            ),
        )
    steps = [
        NextStep(
            words="Ask the homes on the shortlist, and tell you of each answer as it comes.",
            owner=team,
        ),
        NextStep(
            words="Say what you think of the home that is proposed, before it is agreed.",
            owner=worker,
        ),
    ]
    if decided.retrospective:
        steps = [
            NextStep(
                words="Nothing more has to be agreed: this confirms what was done in a hurry.",
                owner=team,
            )
        ]
    elif request.joint_funding_likely and not has_split:
        steps.append(NextStep(words="Have it settled who pays what, before the move.", owner=team))
    return tuple(steps)
