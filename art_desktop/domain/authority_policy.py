"""How the policy of authorisation is changed: what held stays, new rows begin on a day (product.md §3.1).

The rows of one kind and urgency that are for the same requests and begin on the same day are one edition; a change puts
an edition after another. An edition for more requests than the change is about goes on for the rest of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from art_desktop.domain import dated
from art_desktop.domain.authority_views import (
    MOST_VALID_DAYS,
    RemoveRoute,
    RouteGiven,
    Scope,
    SetRoutes,
)
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import AuthorisationRule

DOING = "The policy was not changed."


@dataclass(eq=False)
class Edition:
    """The rows for the same requests that begin on the same day."""

    rows: list[AuthorisationRule]

    @property
    def effective_from(self) -> date:
        """The first day."""
        return self.rows[0].effective_from

    @effective_from.setter
    def effective_from(self, day: date) -> None:
        for row in self.rows:
            row.effective_from = day

    @property
    def effective_to(self) -> date | None:
        """The last day, None while it has no end."""
        return self.rows[0].effective_to

    @effective_to.setter
    def effective_to(self, day: date | None) -> None:
        for row in self.rows:
            row.effective_to = day


def scope_of(row: AuthorisationRule) -> Scope:
    """Return which requests of its kind and urgency a row is for."""
    return Scope(row.joint_funding, row.permanency_service)


def editions(rows: Iterable[AuthorisationRule]) -> dict[Scope, list[Edition]]:
    """Return the editions of one cell by the requests they are for, each in the order of its rows."""
    found: dict[tuple[Scope, date, date | None], list[AuthorisationRule]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, row.id or 0)):
        found[scope_of(row), row.effective_from, row.effective_to].append(row)
    by_scope: dict[Scope, list[Edition]] = defaultdict(list)
    for (scope, _, _), mine in sorted(found.items(), key=lambda pair: pair[0][1]):
        by_scope[scope].append(Edition(mine))
    return dict(by_scope)


def without(scope: Scope, taken: Scope) -> tuple[Scope, ...]:
    """Return what is left of the requests of a scope once those of another are taken out."""
    if not scope.cells & taken.cells:
        return (scope,)
    left = []
    joint, permanency = scope.joint_funding, scope.permanency_service
    if joint is None and taken.joint_funding is not None:
        left.append(Scope(not taken.joint_funding, permanency))
        joint = taken.joint_funding
    if permanency is None and taken.permanency_service is not None:
        left.append(Scope(joint, not taken.permanency_service))
    return tuple(left)


def check(command: SetRoutes) -> None:
    """Refuse routes that cannot be right. Raises: InvalidAnswers."""
    problems = []
    if not command.routes and not command.no_route:
        words = "Give at least one route, or say that there is meant to be none."
        problems.append(FieldProblem("routes", words))
    if command.routes and command.no_route:
        problems.append(FieldProblem("routes", "Take the routes away, if there is to be none."))
    if not command.source.strip():
        problems.append(FieldProblem("source", "Write who decided it, and where that is written."))
    posts = [route.post for route in command.routes]
    if len(set(posts)) < len(posts):
        problems.append(FieldProblem("routes", "One post is there twice."))
    problems += [problem for route in command.routes for problem in _route_problems(route)]
    if problems:
        raise InvalidAnswers(DOING, tuple(problems))


def _route_problems(route: RouteGiven) -> list[FieldProblem]:
    words = []
    if route.also_needs is route.post:
        words.append("who agrees first cannot be who decides.")
    if route.only_if_away is route.post:
        words.append("nobody decides only in their own absence.")
    if not 1 <= route.valid_days <= MOST_VALID_DAYS:
        words.append(f"a decision holds from 1 to {MOST_VALID_DAYS} days.")
    if len(route.condition) > 200:
        words.append("write the condition in at most 200 letters.")
    return [FieldProblem("routes", f"{route.post.words}: {one}") for one in words]


def plan(
    rows: Sequence[AuthorisationRule], command: SetRoutes, today: date
) -> list[AuthorisationRule]:
    """End what makes way for a change, and return the rows to be added.

    Args: rows: every row of the cell. Nothing of one changes but its end.
    Raises: InvalidAnswers. RuleBroken: the day is past or taken, or nothing would be new.
    """
    check(command)
    found = {
        scope: mine for scope, mine in editions(rows).items() if scope.cells & command.scope.cells
    }
    _refuse_nothing_new(found, command)
    _refuse_across(found, command)
    ends: list[date] = []
    new: list[AuthorisationRule] = []
    dated.make_way([], command.begins_on, today, DOING)
    for scope, mine in found.items():
        held = dated.in_force(mine, command.begins_on)
        until = None if held is None else held.effective_to
        end = dated.make_way(mine, command.begins_on, today, DOING)
        ends += [] if end is None else [end]
        for left in without(scope, command.scope) if held is not None else ():
            assert held is not None
            new += [_again(row, left, command.begins_on, until) for row in held.rows]
    last = min(ends, default=None)
    return new + [
        _row(command, route, position, last) for position, route in enumerate(command.routes, 1)
    ]


def _refuse_nothing_new(found: dict[Scope, list[Edition]], command: SetRoutes) -> None:
    held = dated.in_force(found.get(command.scope, []), command.begins_on)
    others = any(
        scope != command.scope and dated.in_force(mine, command.begins_on) is not None
        for scope, mine in found.items()
    )
    now = () if held is None else tuple(given_of(row) for row in held.rows)
    if not others and now == command.routes:
        raise RuleBroken(
            DOING,
            f"That is what will hold on {day_words(command.begins_on)} anyway.",
            "Change something, or leave it as it is.",
            rule="nothing_new",
        )


def _refuse_across(found: dict[Scope, list[Edition]], command: SetRoutes) -> None:
    """Refuse a change that another, for only some of these requests, is to follow: the rest would be left with none."""
    later = [
        edition.effective_from
        for scope, mine in found.items()
        for edition in mine
        if scope != command.scope and edition.effective_from > command.begins_on
    ]
    if later:
        raise RuleBroken(
            DOING,
            f"Another change, for not quite the same requests, is to come on {day_words(min(later))}.",
            "Make the change from that day or a later one, or for the same requests as that one.",
            field="effective_from",
            rule="dated_across",
        )


def removal(rows: Sequence[AuthorisationRule], command: RemoveRoute) -> SetRoutes:
    """Return the change that takes one route out. Raises: RuleBroken: it is not there."""
    mine = editions(rows).get(command.scope, [])
    held = dated.in_force(mine, command.begins_on)
    routes = () if held is None else tuple(given_of(row) for row in held.rows)
    left = tuple(route for route in routes if route.post is not command.post)
    if left == routes:
        raise RuleBroken(
            DOING,
            f"{command.post.words} has no route there on {day_words(command.begins_on)}.",
            "Read the policy again.",
            rule="no_such_route",
        )
    return SetRoutes(
        kind=command.kind,
        urgency=command.urgency,
        scope=command.scope,
        routes=left,
        begins_on=command.begins_on,
        source=command.source,
        no_route=command.no_route,
    )


def given_of(row: AuthorisationRule) -> RouteGiven:
    """Return a row as it was typed."""
    return RouteGiven(row.post, row.also_needs, row.only_if_away, row.condition, row.valid_days)


def _again(
    row: AuthorisationRule, scope: Scope, begins: date, until: date | None
) -> AuthorisationRule:
    """Return a row that goes on for some of the requests it was for."""
    return AuthorisationRule(
        kind=row.kind,
        urgency=row.urgency,
        joint_funding=scope.joint_funding,
        permanency_service=scope.permanency_service,
        post=row.post,
        position=row.position,
        also_needs=row.also_needs,
        only_if_away=row.only_if_away,
        condition=row.condition,
        valid_days=row.valid_days,
        effective_from=begins,
        effective_to=until,
        source=row.source,
    )


def _row(
    command: SetRoutes, route: RouteGiven, position: int, until: date | None
) -> AuthorisationRule:
    return AuthorisationRule(
        kind=command.kind,
        urgency=command.urgency,
        joint_funding=command.scope.joint_funding,
        permanency_service=command.scope.permanency_service,
        post=route.post,
        position=position,
        also_needs=route.also_needs,
        only_if_away=route.only_if_away,
        condition=route.condition.strip(),
        valid_days=route.valid_days,
        effective_from=command.begins_on,
        effective_to=until,
        source=command.source.strip(),
    )
