"""Brothers and sisters: together first; how they might be parted, and parting them on record (product.md §3.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from art_desktop.domain import life
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import ChildId, RequestId
from art_desktop.domain.matching_views import BlockView, PartSiblings, SiblingsView, SplitView
from art_desktop.domain.needs import needs_to_json
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import NeedsProfile, Request, RequestChild
from art_desktop.domain.vocabulary import OptionState, Together
from art_desktop.domain.wording import listed, miles_words
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.options import load
from art_desktop.services.standing import Held, age_short, hold, settle

if TYPE_CHECKING:
    from art_desktop.domain.matching.siblings import Split

_IN_USE = frozenset({OptionState.ASKED, OptionState.OFFERED, OptionState.MATCHED})


class SiblingService(BaseService):
    """What is done with the brothers and sisters of one request."""

    @permitted(Permission.SEE_NEEDS)
    def look(self, actor: Actor, request_id: RequestId) -> SiblingsView | None:
        """Return who could take them together, and the best ways to part them; None for one child or before a search.

        The homes are those of the last search. It takes some hundred searches for a large family: ask off the window.
        """
        from art_desktop.domain.matching.siblings import siblings_plan

        today = self._context.today()
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, today)
            newest = max(held.standing.searches, key=lambda run: run.id or 0, default=None)
            if newest is None or len(held.children) < 2:
                return None
            found = load(newest)
            if len(found.case.subjects) != len(held.children):
                return None
        plan = siblings_plan(found.case, found.pool, found.policy, criteria=found.criteria)
        wish = found.case.together
        return SiblingsView(
            together=plan.together_possible,
            wish=wish.words if wish else "Not known, taken as together",
            why_not=f"{plan.why_not_name}: {' '.join(plan.why_not)}" if plan.why_not else "",
            splits=tuple(_split(held, split, today) for split in plan.splits),
            needs_decision=plan.needs_decision,
        )

    @permitted(Permission.EDIT_REQUESTS)
    def part(self, actor: Actor, command: PartSiblings) -> Changed:
        """Place brothers and sisters apart, as somebody decided: each further group gets a request of its own.

        The reason goes into the next version of every child's needs profile, and who decided it onto the requests. An
        authorisation stays with the first request; the others need their own.
        Raises: RuleBroken: somebody has been asked already. ChangedByOther, InvalidAnswers.
        """
        doing = "The children were not parted."
        today = self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, today)
            life.require_open(held.request, doing)
            require_version(held.request.version, command.version, doing)
            _require_whole(held, command, doing)
            if any(option.state in _IN_USE for option in held.standing.options):
                raise RuleBroken(
                    doing,
                    "A household has been asked to take them all.",
                    "Record its answer first; a yes to all of them is worth more than two homes.",
                    rule="in_use",
                )
            reason = f"{command.reason.strip()} Decided by {command.decided_by.strip()}."
            held.request.split_reason = reason
            made = [self._own_request(uow, held.request, g, reason) for g in command.groups[1:]]
            request_ids = [command.request_id, *made]
            for request_id, group in zip(request_ids, command.groups, strict=True):
                self._next_profiles(uow, actor, held, request_id, group, command.reason.strip())
            stays = set(command.groups[0])
            held.request.children = [c for c in held.request.children if c.child_id in stays]
            uow.touch(held.request)
            for request_id in request_ids:
                settle(uow, request_id, today)
            new = [uow.get(Request, key).reference for key in made]
            uow.commit()
        words = f"Parted, with the reason on record. New: {', '.join(new)}. Search again for each."
        return Changed(
            frozenset({"request", "needs", "shortlist"}),
            request_id=command.request_id,
            words=words,
        )

    def _own_request(
        self, uow: UnitOfWork, parted: Request, group: tuple[ChildId, ...], reason: str
    ) -> RequestId:
        """Open a request for the children of one group, like the one they were on."""
        now = self._context.now()
        year = local_day(now).year
        made = uow.add(
            Request(
                reference=f"R-{year}-{uow.next_number(f'R-{year}'):04d}",
                kind=parted.kind,
                urgency=parted.urgency,
                needed_at=parted.needed_at,
                referred_at=parted.referred_at,
                social_worker=parted.social_worker,
                social_worker_phone=parted.social_worker_phone,
                team=parted.team,
                why=parted.why,
                urgent_reason=parted.urgent_reason,
                joint_funding_likely=parted.joint_funding_likely,
                owner_id=parted.owner_id,
                opened_at=now,
                split_from_id=parted.id,
                split_reason=reason,
                children=[
                    RequestChild(child_id=child_id, position=position)
                    for position, child_id in enumerate(group, start=1)
                ],
            )
        )
        assert made.id is not None
        return made.id

    def _next_profiles(
        self,
        uow: UnitOfWork,
        actor: Actor,
        held: Held,
        request_id: RequestId,
        group: tuple[ChildId, ...],
        reason: str,
    ) -> None:
        """Record the next version of each child's profile: with whom it is placed now, and why not with the others."""
        wish = Together.APART if len(group) == 1 else Together.TOGETHER
        for child_id in group:
            before = held.profiles.get(child_id)
            number = before.number if before and request_id == held.request.id else 0
            needs = replace(held.needs_of(child_id), together=wish, apart_reason=reason)
            uow.add(
                NeedsProfile(
                    request_id=request_id,
                    child_id=child_id,
                    number=number + 1,
                    body=needs_to_json(needs),
                    recorded_at=self._context.now(),
                    recorded_by=actor.user_id,
                )
            )


def _require_whole(held: Held, command: PartSiblings, doing: str) -> None:
    """Refuse groups that are not the children of the request, each once, or that nobody decided on."""
    problems = []
    if not command.reason.strip():
        problems.append(FieldProblem("reason", "Say why they are to live apart."))
    if not command.decided_by.strip():
        problems.append(FieldProblem("decided_by", "Say who decided it."))
    parted = sorted(child for group in command.groups for child in group)
    if parted != sorted(child.id for child in held.children if child.id is not None):
        problems.append(FieldProblem("groups", "Put each of the children in one group."))
    if len(command.groups) < 2 or not all(command.groups):
        problems.append(FieldProblem("groups", "Make two groups or more."))
    if problems:
        raise InvalidAnswers(doing, tuple(problems))


def _split(held: Held, split: Split, today: date) -> SplitView:
    """Return one way to part the children of a request, in words."""
    words = [
        f"{child.sex.child_word.lower()}, {age_short(child, today)}" for child in held.children
    ]
    ids = [child.id for child in held.children]
    apart = [f"{words[one]} and {words[other]}" for one, other in split.apart]
    return SplitView(
        blocks=tuple(
            BlockView(
                children=tuple(key for at in block.children if (key := ids[at]) is not None),
                children_words=listed([words[at] for at in block.children]),
                title=block.name,
                tier=block.tier,
                low=block.low,
                high=block.high,
            )
            for block in split.blocks
        ),
        apart_words="; ".join(apart),
        miles_words=""
        if split.miles is None
        else f"The homes are {miles_words(split.miles)} apart"
        + (" at most" if len(split.blocks) > 2 else ""),
    )
