"""Recording who pays what share of a child's placement, from a day on (product.md §4; S003 §15)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from art_desktop.domain import funding
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.funding_records import FundingLine, FundingSplit
from art_desktop.domain.ids import AuthorisationId, RequestId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.services.cost_reading import needs_split
from art_desktop.services.standing import Held


def write_split(
    uow: UnitOfWork,
    actor: Actor,
    command: RecordFunding,
    authorisation_id: AuthorisationId | None,
    now: datetime,
) -> FundingSplit:
    """Add a split inside the caller's unit of work, and return it; the earlier one ends the day before.

    Nothing of an earlier split is rewritten but its end. Raises: InvalidAnswers: it does not add up.
    """
    funding.check(command)
    for earlier in uow.all(FundingSplit, request_id=command.request_id):
        runs_on = earlier.ends_on is None or earlier.ends_on >= command.starts_on
        if earlier.starts_on < command.starts_on and runs_on:
            earlier.ends_on = command.starts_on - timedelta(days=1)
    return uow.add(
        FundingSplit(
            request_id=command.request_id,
            authorisation_id=authorisation_id,
            basis=command.basis,
            weekly_pence=command.weekly_pence,
            starts_on=command.starts_on,
            note=command.note.strip(),
            recorded_at=now,
            recorded_by=actor.user_id,
            lines=[_line(part) for part in command.lines if part.share or part.weekly_pence],
        )
    )


def _line(part: FundingPart) -> FundingLine:
    return FundingLine(
        funder=part.funder,
        share="" if part.share is None else f"{part.share.normalize():f}",
        weekly_pence=part.weekly_pence,
    )


def split_in_force(uow: UnitOfWork, request_id: RequestId, on: date) -> FundingSplit | None:
    """Return the split of a request that holds on a day, None where there is none."""
    return funding.in_force(uow.all(FundingSplit, request_id=request_id), on)


def require_split(uow: UnitOfWork, held: Held, on: date, doing: str) -> None:
    """Refuse a start on a day before it is recorded who pays what, where others pay a part. Raises: RuleBroken."""
    splits = uow.all(FundingSplit, request_id=held.request.id)
    funding.require_split(splits, joint=needs_split(held), starts_on=on, doing=doing)
