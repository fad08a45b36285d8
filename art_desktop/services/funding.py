"""Recording who pays what share of a child's placement, from a day on (product.md §4; S003 §15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from art_desktop.domain import funding
from art_desktop.domain.cost_tables import EDUCATION_PERCENT, SOCIAL_CARE_PERCENT
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.funding_records import FundingLine, FundingSplit
from art_desktop.domain.funding_views import (
    CareLine,
    DecideContractCare,
    FundingView,
    SplitLine,
)
from art_desktop.domain.ids import AuthorisationId, RequestId
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import Level, OptionState, Post, Stage, TaskKind
from art_desktop.domain.wording import day_words
from art_desktop.services import clocks
from art_desktop.services.base import BaseService, permitted
from art_desktop.services.cost_reading import Costing, costing, needs_split, start_day
from art_desktop.services.standing import Held, hold, names_of_users
from art_desktop.services.views import option_titles

_OVER = frozenset({Stage.CLOSED, Stage.WITHDRAWN})
_ADVANCED = (OptionState.MATCHED, OptionState.OFFERED)
"""Whose price is split: the match, else a home that said yes."""


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


class FundingService(BaseService):
    """What is done with joint funding."""

    @permitted(Permission.SEE_NEEDS)
    def view(self, actor: Actor, request_id: RequestId) -> FundingView:
        """Return who pays what of a request, the split to begin with, and every split there has been."""
        today = self._context.today()
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, today)
            starts = start_day(held, today)
            option = _furthest(held)
            read = costing(uow, held, [] if option is None else [option], starts)
            total = None if option is None else read.of(option).weekly_pence
            title = "" if option is None else option_titles(uow, [option]).get(option.id or 0, "")
            return FundingView(
                request_id=request_id,
                needed=needs_split(held),
                why=_why(held),
                starts_on=starts,
                total_pence=total,
                total_of=title,
                default=_default(read, option),
                splits=_lines(uow, held, today),
                care=_care(held),
                open=held.request.stage not in _OVER,
            )

    @permitted(Permission.RECORD_AUTHORISATION)
    def record(self, actor: Actor, command: RecordFunding) -> Changed:
        """Record who pays what from a day on; finance is told where the child lives there already.

        Raises: InvalidAnswers: it does not add up. RuleBroken: the request is over, or looks for no home.
        """
        now = self._context.now()
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, self._context.today())
            _require_open(held, funding.DOING)
            if not held.request.kind.seeks_home:
                raise RuleBroken(
                    funding.DOING,
                    "The request is for no placement: its cost stays with social care's budget.",
                    "Record the price with the order.",
                    rule="no_placement",
                )
            write_split(uow, actor, command, None, now)
            if any(one.ended_on is None for one in held.standing.placements):
                words = f"Tell finance: who pays what of {held.request.reference} from "
                clocks.open_task(
                    uow,
                    TaskKind.FINANCE,
                    words + day_words(command.starts_on),
                    now,
                    owner_id=held.request.owner_id,
                    request_id=command.request_id,
                )
            uow.commit()
        return Changed(
            frozenset({"request", "shortlist", "task"}),
            request_id=command.request_id,
            words=f"The split is recorded from {day_words(command.starts_on)}.",
        )

    @permitted(Permission.RECORD_AUTHORISATION)
    def decide_contract_care(self, actor: Actor, command: DecideContractCare) -> Changed:
        """Record that contract care is paid for a child, or no longer. Raises: InvalidAnswers, RuleBroken."""
        doing = "The decision on contract care was not recorded."
        if command.paid and not command.decided_by.strip():
            problem = FieldProblem("decided_by", "Write who decided it.")
            raise InvalidAnswers(doing, (problem,))
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, self._context.today())
            _require_open(held, doing)
            lines = {line.child_id: line for line in held.request.children}
            if command.child_id not in lines:
                raise RuleBroken(
                    doing,
                    "The child is not on this request.",
                    "Open the request that names the child.",
                    rule="other_child",
                )
            decided = command.decided_by.strip() if command.paid else ""
            lines[command.child_id].contract_care_by = decided
            uow.touch(held.request)
            uow.commit()
        words = "Contract care is recorded." if command.paid else "Contract care is taken back."
        return Changed(
            frozenset({"request", "shortlist"}), request_id=command.request_id, words=words
        )


def _require_open(held: Held, doing: str) -> None:
    if held.request.stage in _OVER:
        raise RuleBroken(
            doing,
            f"The request is {held.request.stage.words.lower()}.",
            "Open a new request for the child.",
            rule="over",
        )


def _why(held: Held) -> str:
    if any(one.post is Post.JASP and one.decision.permits for one in held.authorisations):
        return "JASP decided it: the placement starts once it is recorded who pays what."
    if held.request.joint_funding_likely:
        return (
            "Health or education money is likely: the placement starts once the split is recorded."
        )
    return ""


def _furthest(held: Held) -> Option | None:
    """Return the option whose price is split: the match, else the first home that said yes."""
    for state in _ADVANCED:
        for option in held.standing.options:
            if option.state is state:
                return option
    return None


def _default(read: Costing, option: Option | None) -> tuple[FundingPart, ...]:
    """Return the split to begin with: the policy's for residential with education, else social care alone."""
    care = read.tables.figure(SOCIAL_CARE_PERCENT, read.starts_on)
    education = read.tables.figure(EDUCATION_PERCENT, read.starts_on)
    taught = option is not None and read.educates(option)
    return funding.default_lines(
        social_care=Decimal(care.value) if care else funding.WHOLE,
        education=Decimal(education.value) if education else Decimal(0),
        with_education=taught and care is not None and education is not None,
    )


def _lines(uow: UnitOfWork, held: Held, today: date) -> tuple[SplitLine, ...]:
    """Return every split of a request, the newest first."""
    splits = uow.all(FundingSplit, request_id=held.request.id)
    names = names_of_users(uow)
    panels = {one.id: one.decided_by for one in held.authorisations}
    now = funding.in_force(splits, today)
    return tuple(
        SplitLine(
            id=split.id,
            basis=split.basis,
            parts=funding.parts_of(split.lines),
            weekly_pence=split.weekly_pence,
            starts_on=split.starts_on,
            ends_on=split.ends_on,
            note=split.note,
            recorded_at=split.recorded_at,
            recorded_by=names.get(split.recorded_by, ""),
            agreed_by=panels.get(split.authorisation_id, ""),
            in_force=split is now,
            replaced=_replaced(split, splits),
        )
        for split in sorted(splits, key=lambda one: (one.recorded_at, one.id or 0), reverse=True)
        if split.id is not None
    )


def _replaced(split: FundingSplit, every: Sequence[FundingSplit]) -> bool:
    """Say whether a later record took every day of a split over."""
    return funding.in_force(every, split.starts_on) is not split


def _care(held: Held) -> tuple[CareLine, ...]:
    decided = {line.child_id: line.contract_care_by for line in held.request.children}
    return tuple(
        CareLine(
            child.id,
            child.full_name,
            any(
                answer.level is Level.COMPLEX for answer in held.needs_of(child.id).levels.values()
            ),
            decided.get(child.id, ""),
        )
        for child in held.children
        if child.id is not None
    )
