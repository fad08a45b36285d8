"""Opening, reading and steering requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from art_desktop.domain import added_approvals, authorisation, life, resourcing
from art_desktop.domain.children import Child, age_words
from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import EditRequest, RequestDetails
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.matching_views import ApprovalView
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.questions import unanswered
from art_desktop.domain.read_models import (
    Changed,
    HistoryLine,
    RequestChildView,
    RequestPage,
    RequestRow,
)
from art_desktop.domain.requests import (
    Authorisation,
    Match,
    NeedsProfile,
    Option,
    Request,
    RequestChild,
)
from art_desktop.domain.vocabulary import Stage, TaskKind, Urgency
from art_desktop.domain.work import IssuedPaper, Task
from art_desktop.services import agendas, clocks, gate_views, retrospective, views
from art_desktop.services.base import BaseService, permitted, require_version
from art_desktop.services.release_asks import end_asks
from art_desktop.services.standing import (
    Held,
    children_of,
    children_of_all,
    children_words,
    hold,
    hold_all,
    names_of_users,
    settle,
)
from art_desktop.services.timeline import timeline


class RequestService(BaseService):
    """What is done with a request as a whole."""

    @permitted(Permission.SEE_CHILDREN)
    def rows(self, actor: Actor, *, include_closed: bool = False) -> tuple[RequestRow, ...]:
        """Return the requests, soonest needed first; closed and placed ones only when asked for.

        What a request waits for, or why it was closed, is told only to those who may read needs.
        """
        today = self._context.today()
        with self._store.reading(actor) as uow:
            requests = uow.all(Request) if include_closed else _open_or_owed(uow)
            found = request_rows(uow, requests, today)
        if not actor.may(Permission.SEE_NEEDS):
            found = [replace(row, next_step="", flag="") for row in found]
        return tuple(
            sorted(found, key=lambda row: (not row.stage.is_open and not row.flag, row.needed_at))
        )

    @permitted(Permission.SEE_NEEDS)
    def page(self, actor: Actor, request_id: RequestId) -> RequestPage:
        """Return a request as one page. Raises: NotFound."""
        with self._store.reading(actor) as uow:
            return self._page(uow, hold(uow, request_id, self._context.today()))

    @permitted(Permission.EDIT_REQUESTS)
    def open(self, actor: Actor, details: RequestDetails) -> RequestId:
        """Open a request as a draft, owned by whoever opens it. Raises: InvalidAnswers."""
        with self._store.writing(actor) as uow:
            request_id = open_request(uow, actor, details, self._context.now())
            uow.commit()
            return request_id

    @permitted(Permission.EDIT_REQUESTS)
    def edit(self, actor: Actor, command: EditRequest) -> Changed:
        """Change a request's details. Raises: ChangedByOther, InvalidAnswers, RuleBroken."""
        with self._store.writing(actor) as uow:
            request = uow.get(Request, command.request_id)
            doing = "The request was not changed."
            life.require_open(request, doing)
            require_version(
                request.version,
                command.version,
                doing,
                views.request_clashes(request, command.details),
            )
            _check(uow, command.details, None)
            self._refuse_other_kind(uow, request, command.details)
            self._refuse_other_children(uow, request, command.details)
            _fill(request, command.details)
            settle(uow, command.request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request"}), request_id=command.request_id, words="Request saved."
        )

    @permitted(Permission.EDIT_REQUESTS)
    def refer(self, actor: Actor, request_id: RequestId, version: int) -> Changed:
        """Take a draft as referred: the team's work begins. Raises: RuleBroken, ChangedByOther."""
        with self._store.writing(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            doing = "The request was not referred."
            life.require_open(held.request, doing)
            require_version(held.request.version, version, doing)
            if not held.request.kind.seeks_home:
                resourcing.require_said(held.request, held.standing.resource, doing)
            elif not held.standing.profiled:
                raise RuleBroken(
                    doing,
                    "The needs profile is still empty.",
                    "Fill in brothers and sisters, postcode and known risks; that is enough to search.",
                    rule="no_profile",
                )
            if held.request.referred_at is None:
                held.request.referred_at = self._context.now()
            settle(uow, request_id, self._context.today())
            uow.commit()
        return Changed(frozenset({"request"}), request_id=request_id, words="Referred.")

    @permitted(Permission.EDIT_REQUESTS)
    def withdraw(self, actor: Actor, request_id: RequestId, version: int, reason: str) -> Changed:
        """Close a request that is no longer wanted, with its reason. Raises: RuleBroken, ChangedByOther."""
        doing = "The request was not withdrawn."
        if not reason.strip():
            raise InvalidAnswers(doing, (FieldProblem("reason", "Say why it is withdrawn."),))
        with self._store.writing(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            life.require_open(held.request, doing)
            require_version(held.request.version, version, doing)
            if held.standing.resource.orders:
                raise RuleBroken(
                    doing,
                    "Something has been ordered on it.",
                    "Record the report, or the end of the support, under Quotes: that closes it.",
                    rule="ordered",
                )
            if held.standing.placements:
                raise RuleBroken(
                    doing,
                    "A placement has started on it.",
                    "End the placement instead.",
                    rule="placed",
                )
            held.request.closed_at = self._context.now()
            held.request.closed_reason = reason.strip()
            retrospective.drop(uow, actor, request_id, self._context.now(), "Withdrawn.")
            end_asks(uow, actor, request_id, self._context.now(), "The request was withdrawn.")
            agendas.leave(uow, actor, request_id, "The request was withdrawn", self._context.now())
            settle(uow, request_id, self._context.today())
            uow.commit()
        return Changed(
            frozenset({"request", "panel", "task"}), request_id=request_id, words="Withdrawn."
        )

    @permitted(Permission.EDIT_REQUESTS)
    def take(self, actor: Actor, request_id: RequestId, version: int) -> Changed:
        """Become the officer who owns a request. Raises: ChangedByOther."""
        with self._store.writing(actor) as uow:
            request = uow.get(Request, request_id)
            require_version(request.version, version, "The request was not taken over.")
            request.owner_id = actor.user_id
            uow.commit()
        return Changed(frozenset({"request"}), request_id=request_id, words="It is yours now.")

    @permitted(Permission.SEE_NEEDS)
    def history(self, actor: Actor, request_id: RequestId) -> tuple[HistoryLine, ...]:
        """Return what was done to a request and everything on it, newest first."""
        with self._store.reading(actor) as uow:
            return timeline(uow, hold(uow, request_id, self._context.today()))

    def _refuse_other_kind(
        self, uow: UnitOfWork, request: Request, details: RequestDetails
    ) -> None:
        """Refuse another kind once somebody has decided on this one: that decision would not be for it."""
        decided = uow.find(Authorisation, request_id=request.id)
        if details.kind is not request.kind and decided is not None:
            raise RuleBroken(
                "The request was not changed.",
                "A decision was recorded for this kind of request, and would not hold for another.",
                "Withdraw it and open a new one.",
                field="kind",
                rule="kind_decided",
            )

    def _refuse_other_children(
        self, uow: UnitOfWork, request: Request, details: RequestDetails
    ) -> None:
        """Refuse another child once somebody has decided about these, and any change once they have their match."""
        asked = {line.child_id for line in request.children}
        wanted = set(details.child_ids)
        doing = "The request was not changed."
        if wanted != asked and uow.find(Match, request_id=request.id) is not None:
            raise RuleBroken(
                doing,
                "Its match was agreed for these children together.",
                "Withdraw it and open a new one, or place them and open another request.",
                field="child_ids",
                rule="children_matched",
            )
        decided = uow.find(Authorisation, request_id=request.id)
        if wanted - asked and decided is not None:
            raise RuleBroken(
                doing,
                "A decision was recorded for the children on it, and would not hold for another.",
                "Open a new one for the other child, or withdraw this and open one for all.",
                field="child_ids",
                rule="children_decided",
            )

    def _page(self, uow: UnitOfWork, held: Held) -> RequestPage:
        """Put the page together."""
        today, request = self._context.today(), held.request
        users = names_of_users(uow)
        assert request.id is not None
        reached = life.stage(held.standing)
        titles = views.option_titles(uow, held.standing.options)
        placements = held.standing.placements
        approvals = _approvals(uow, held)
        now_routes = authorisation.own_routes(held.routes, request)
        notice = clocks.notice_days(uow, today)
        owed = retrospective.owed_on(uow).get(request.id)
        return RequestPage(
            id=request.id,
            reference=request.reference,
            kind=request.kind,
            urgency=request.urgency,
            stage=reached,
            children_words=children_words(held.children, today),
            children=self._children(uow, held, users, today),
            needed_at=request.needed_at,
            social_worker=request.social_worker,
            social_worker_phone=request.social_worker_phone,
            team=request.team,
            why=request.why,
            urgent_reason=request.urgent_reason,
            joint_funding_likely=request.joint_funding_likely,
            owner=users.get(request.owner_id or 0, ""),
            owner_id=request.owner_id,
            opened_at=request.opened_at,
            closed_reason=request.closed_reason,
            version=request.version,
            stages=life.stage_bar(reached, request.kind),
            next_step=retrospective.next_step(owed, held)
            or (None if placements else added_approvals.next_step(approvals))
            or life.next_step(held.standing, held.routes),
            routes=gate_views.route_views(uow, held, self._context.now()),
            no_route=""
            if now_routes
            else f"The policy has no route for this kind of request when it is {request.urgency.words.lower()}.",
            authorisations=views.authorisation_views(
                held.authorisations, users, today, held, notice
            ),
            authorised=held.standing.authorisation is not None,
            approaches=views.approach_views(uow, held.standing.approaches, titles, users),
            views=views.worker_views(held.standing.views, titles),
            match=views.match_view(held.standing.match, titles, users),
            placements=views.placement_views(uow, placements),
            papers=views.paper_views(uow.all(IssuedPaper, request_id=request.id), users),
            tasks=views.task_rows(
                uow, uow.all(Task, request_id=request.id), users, self._context.now()
            ),
            approvals=approvals,
            split_words=_split_words(uow, request, today),
            flags=gate_views.flags(held, today, notice, owed),
        )

    def _children(
        self, uow: UnitOfWork, held: Held, users: dict[int, str], today: date
    ) -> tuple[RequestChildView, ...]:
        """Return each child with the profile as it stands."""
        keys = [child.id for child in held.children if child.id is not None]
        living = uow.current_placements(keys, today)
        wheres = views.placement_titles(uow, list(living.values()))
        return tuple(
            self._child(child, held, living.get(child.id), wheres, users, today)
            for child in held.children
            if child.id is not None
        )

    @staticmethod
    def _child(
        child: Child,
        held: Held,
        living: Placement | None,
        wheres: dict[int, str],
        users: dict[int, str],
        today: date,
    ) -> RequestChildView:
        assert child.id is not None
        profile: NeedsProfile | None = held.profiles.get(child.id)
        needs = held.needs_of(child.id) if profile else views.first_needs(child)
        return RequestChildView(
            child_id=child.id,
            reference=child.reference,
            name=child.full_name,
            sex=child.sex,
            born_on=child.born_on,
            age_words=age_words(child.born_on, today),
            needs=needs,
            profile_number=profile.number if profile else 0,
            profile_recorded_at=profile.recorded_at if profile else None,
            profile_recorded_by=users.get(profile.recorded_by, "") if profile else "",
            unanswered=tuple(question.name for question in unanswered(needs)),
            current_placement=wheres.get(living.id or 0, "") if living else "",
        )


def open_request(
    uow: UnitOfWork, actor: Actor, details: RequestDetails, now: datetime
) -> RequestId:
    """Open a request as a draft, owned by whoever opens it; nothing is committed. Raises: InvalidAnswers."""
    year = local_day(now).year
    _check(uow, details, now)
    request = Request(
        reference=f"R-{year}-{uow.next_number(f'R-{year}'):04d}",
        kind=details.kind,
        needed_at=details.needed_at,
        opened_at=now,
        owner_id=actor.user_id,
    )
    _fill(request, details)
    uow.add(request)
    assert request.id is not None
    return request.id


def _check(uow: UnitOfWork, details: RequestDetails, opened_at: datetime | None) -> None:
    """Refuse details that cannot be right; `opened_at` None: it is open already. Raises: InvalidAnswers."""
    problems = []
    if not details.child_ids:
        problems.append(FieldProblem("child_ids", "Choose the child, or the brothers and sisters."))
    if len(set(details.child_ids)) < len(details.child_ids):
        problems.append(FieldProblem("child_ids", "The same child is chosen twice."))
    if opened_at is not None and details.needed_at < opened_at:
        problems.append(FieldProblem("needed_at", "The time it is needed by has passed already."))
    if details.urgency is not Urgency.PLANNED and not details.urgent_reason.strip():
        problems.append(FieldProblem("urgent_reason", "Say why it is urgent."))
    families = {
        child.family_id or -(child.id or 0)
        for child in uow.by_ids(Child, details.child_ids).values()
    }
    if len(families) > 1:
        words = "These children are not brothers and sisters: open a request for each."
        problems.append(FieldProblem("child_ids", words))
    if problems:
        raise InvalidAnswers("The request was not saved.", tuple(problems))


def _fill(request: Request, details: RequestDetails) -> None:
    """Write the details onto the request."""
    request.kind = details.kind
    request.urgency = details.urgency
    request.needed_at = details.needed_at
    request.social_worker = details.social_worker.strip()
    request.social_worker_phone = details.social_worker_phone.strip()
    request.team = details.team.strip()
    request.why = details.why.strip()
    request.urgent_reason = details.urgent_reason.strip()
    request.joint_funding_likely = details.joint_funding_likely
    if [line.child_id for line in request.children] != list(details.child_ids):
        kept = {line.child_id: line for line in request.children}
        request.children = [
            kept.get(child_id) or RequestChild(child_id=child_id) for child_id in details.child_ids
        ]
        for position, line in enumerate(request.children, start=1):
            line.position = position


def _approvals(uow: UnitOfWork, held: Held) -> tuple[ApprovalView, ...]:
    """Return what the match needs approved beside its authorisation; after the start, what is still owed."""
    match = held.standing.match
    if match is None or held.request.closed_at is not None:
        return ()
    from art_desktop.services.options import stored_approvals  # matching is not needed at start-up

    if held.standing.placements and not uow.find(
        Task, request_id=held.request.id, kind=TaskKind.OTHER, done_at=None
    ):
        return ()
    views = stored_approvals(uow, uow.get(Option, match.option_id))
    return added_approvals.missing(views) if held.standing.placements else views


def _split_words(uow: UnitOfWork, request: Request, today: date) -> str:
    """Return why the children were parted from brothers and sisters, and which request those are on."""
    if not request.split_reason:
        return ""
    parted = uow.all(Request, split_from_id=request.split_from_id or request.id)
    if request.split_from_id is not None:
        parted.insert(0, uow.get(Request, request.split_from_id))
    others = [
        f"{children_words(children_of(uow, other), today)} ({other.reference})"
        for other in parted
        if other.id != request.id
    ]
    return f"Parted from {'; '.join(others)}: {request.split_reason}"


def _open_or_owed(uow: UnitOfWork) -> list[Request]:
    """Return the open requests, and those with a child placed at night for whom the day's decision is wanting."""
    found = uow.open_requests()
    owed = [key for key in retrospective.owed_on(uow) if key not in {one.id for one in found}]
    more = uow.by_ids(Request, owed).values()
    return [*found, *(one for one in more if one.closed_at is None)]


def request_rows(uow: UnitOfWork, requests: Sequence[Request], today: date) -> list[RequestRow]:
    """Return a line for each request; an open one with what it waits for."""
    users = names_of_users(uow)
    all_held = hold_all(uow, [request for request in requests if request.stage.is_open], today)
    notice, owed = clocks.notice_days(uow, today), retrospective.owed_on(uow)
    all_children = children_of_all(
        uow, [request for request in requests if not request.stage.is_open]
    )
    rows = []
    for request in requests:
        assert request.id is not None
        if request.stage.is_open:
            held = all_held[request.id]
            children, reached = held.children, life.stage(held.standing)
            step = life.next_step(held.standing, held.routes).words
            flags = gate_views.flags(held, today, notice, owed.get(request.id))
            until = authorisation.runs_out_on(held.standing.authorisation, today, notice)
        else:
            children, reached = all_children[request.id], request.stage
            step = request.closed_reason if reached is not Stage.PLACED else "Placed"
            mine, until = owed.get(request.id), None
            flags = () if mine is None else (mine.words(placed=reached is Stage.PLACED),)
        rows.append(
            RequestRow(
                id=request.id,
                reference=request.reference,
                kind=request.kind,
                urgency=request.urgency,
                stage=reached,
                children_words=children_words(children, today),
                children_names=", ".join(child.full_name for child in children),
                needed_at=request.needed_at,
                owner=users.get(request.owner_id or 0, ""),
                owner_id=request.owner_id,
                next_step=step,
                flag=" · ".join(flags),
                runs_out_on=until,
            )
        )
    return rows
