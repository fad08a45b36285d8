"""Nothing is asked of anybody without the right authorisation (product.md §3.1; S003 §7, §17).

The policy is a dated table of `AuthorisationRule` rows; these functions read it and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import RecordAuthorisation
from art_desktop.domain.deciders import BODIES, NOBODY, Decider, PostOnDay, Posts
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.office_hours import OfficeHours
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Decision, Post, Urgency
from art_desktop.domain.wording import day_words, instant_words
from art_desktop.domain.work import AuthorisationRule

REACH: Final = {
    Urgency.PLANNED: (Urgency.PLANNED,),
    Urgency.URGENT: (Urgency.URGENT, Urgency.PLANNED),
    Urgency.OUT_OF_HOURS: (Urgency.OUT_OF_HOURS, Urgency.URGENT, Urgency.PLANNED),
}
"""Whose routes a request of an urgency may take: who decides with more time may decide in less, never the reverse."""

NOT_AGREED_AFTER: Final = (
    "Retrospective authorisation not agreed: the child has to move, or the decision is taken higher"
)
"""How the task begins that a refusal opens once a child was placed out of hours."""

_WITH_ARTICLE = frozenset(Post) - {Post.PASP, Post.JASP}


@dataclass(frozen=True)
class Route:
    """One way in which a request can be authorised on a day: a row of the policy with the people of that day.

    `asked` is the urgency of the request. `away` is the post whose holders have to be away, None where the route does
    not depend on it.
    """

    rule: AuthorisationRule
    asked: Urgency
    deciding: PostOnDay
    first: PostOnDay | None = None
    away: PostOnDay | None = None

    @property
    def post(self) -> Post:
        """Who decides."""
        return self.rule.post

    @property
    def urgency(self) -> Urgency:
        """The column of the policy that it is from."""
        return self.rule.urgency

    @property
    def people(self) -> tuple[Decider, ...]:
        """Who may decide by it that day; none where nobody is on record."""
        return self.deciding.people

    @property
    def open_that_day(self) -> bool:
        """Say whether it is open as far as anybody's absence goes."""
        return self.away is None or self.away.nobody_there

    @property
    def somebody_there(self) -> bool:
        """Say whether a holder of the post whose absence opens it is on record as there."""
        return self.away is not None and any(not holder.away for holder in self.away.holders)


def routes_on(
    rules: Iterable[AuthorisationRule],
    request: Request,
    day: date,
    *,
    permanency_service: bool,
    posts: Posts = NOBODY,
) -> tuple[Route, ...]:
    """Return the ways in which a request can be authorised on a day: its own urgency's first, in the policy's order.

    A panel may always decide an urgent request too, and who decides by day what was begun at night.

    Args: rules: rows of the policy, of any day. permanency_service: its social work is with the permanency service.
    """
    reach = REACH[request.urgency]
    fitting = [
        rule
        for rule in rules
        if rule.kind is request.kind
        and rule.urgency in reach
        and rule.joint_funding in {None, request.joint_funding_likely}
        and rule.permanency_service in {None, permanency_service}
        and holds_on(rule, day)
    ]
    fitting.sort(key=lambda rule: (reach.index(rule.urgency), rule.position, rule.id or 0))
    return tuple(_route(rule, request.urgency, day, posts) for rule in fitting)


def _route(rule: AuthorisationRule, asked: Urgency, day: date, posts: Posts) -> Route:
    return Route(
        rule,
        asked,
        posts.on(rule.post, day),
        None if rule.also_needs is None else posts.on(rule.also_needs, day),
        None if rule.only_if_away is None else posts.on(rule.only_if_away, day),
    )


def holds_on(rule: AuthorisationRule, day: date) -> bool:
    """Say whether a row of the policy is in force on a day."""
    return rule.effective_from <= day and (rule.effective_to is None or day <= rule.effective_to)


def own_routes(found: Sequence[Route], request: Request) -> tuple[Route, ...]:
    """Return the routes of the request's own urgency."""
    return tuple(route for route in found if route.urgency is request.urgency)


def the(post: Post) -> str:
    """Return a post with its article: "the Commissioning Lead", "PASP"."""
    return "the " + post.words if post in _WITH_ARTICLE else post.words


def route_words(route: Route) -> str:
    """Return one route in words: who may decide, who that is today, and on what condition."""
    words = the(route.post)
    people = route.deciding.words
    if people:
        words += f" ({people})"
    if route.asked is Urgency.OUT_OF_HOURS:
        when = "out of hours" if route.urgency is Urgency.OUT_OF_HOURS else "by day"
        words = f"{words}, {when}"
    if route.away is not None:
        words += f", only in the absence of {the(route.away.post)}"
    if route.first is not None:
        first = f" ({route.first.words})" if route.first.words else ""
        words += f", once {the(route.first.post)}{first} has agreed"
    return f"{words}; {route.rule.condition}" if route.rule.condition else words


def who_can_give(found: Sequence[Route]) -> str:
    """Return who may authorise, as one phrase; "nobody" where there is no route. Each post is named once.

    Of the routes of one day, the quickest are named; of a request at night those of the day after it too. One that is
    open only in the absence of somebody who is there is left out.
    """
    if not found:
        return "nobody: the policy has no route for it"
    today = [route for route in found if route.open_that_day or not route.somebody_there]
    quick = list(dict.fromkeys(route.urgency for route in today or found))
    shown = quick[: 2 if quick[0] is Urgency.OUT_OF_HOURS else 1]
    named: dict[Post, Route] = {}
    for route in today or found:
        if route.urgency in shown:
            named.setdefault(route.post, route)
    return ", or by ".join(route_words(route) for route in named.values())


def latest(authorisations: Iterable[Authorisation]) -> Authorisation | None:
    """Return the decision that counts: the last one taken."""
    ordered = sorted(authorisations, key=lambda a: (a.decided_at, a.id or 0))
    return ordered[-1] if ordered else None


def in_force(
    authorisations: Iterable[Authorisation],
    request: Request,
    on: date,
    rules: Iterable[AuthorisationRule] | None = None,
) -> Authorisation | None:
    """Return the authorisation under which the request may go on on a day, or None.

    A later refusal or deferral ends an earlier agreement. A decision for another kind of request does not count, nor
    does one by a post to which the policy of its day gave no route for the request as it stands now: a decision at
    night once the request is planned, or one without joint money once that is likely.

    Args: rules: the rows of the policy for this kind and whoever does its social work, of every day; None where who
        decided is not in question.
    """
    last = latest(a for a in authorisations if a.kind is request.kind)
    if last is None or not last.decision.permits:
        return None
    if rules is not None and not _counts(last, request, rules, money=True):
        return None
    if last.valid_until is not None and last.valid_until < on:
        return None
    return last


def _counts(
    decided: Authorisation, request: Request, rules: Iterable[AuthorisationRule], *, money: bool
) -> bool:
    """Say whether the policy of its day lets whoever decided do so for the request as it stands. `money`: joint too."""
    day = local_day(decided.decided_at)
    joint = money and request.joint_funding_likely
    return any(
        rule.post is decided.post
        and rule.kind is request.kind
        and rule.urgency in REACH[request.urgency]
        and not (joint and rule.joint_funding is False)
        and holds_on(rule, day)
        for rule in rules
    )


def standing(authorisation: Authorisation, on: date) -> str:
    """Return in words how a decision stands on a day."""
    if authorisation.decision is Decision.DEFERRED and authorisation.deferred_to is not None:
        return f"Deferred to {day_words(authorisation.deferred_to)}: permits nothing"
    if not authorisation.decision.permits:
        return f"{authorisation.decision.words}: permits nothing"
    if authorisation.valid_until is None:
        return "Valid"
    if authorisation.valid_until < on:
        return f"Expired on {day_words(authorisation.valid_until)}; renew it"
    return f"Valid until {day_words(authorisation.valid_until)}"


def runs_out_on(held: Authorisation | None, on: date, notice_days: int) -> date | None:
    """Return the last day of an authorisation that runs out within the notice, None where it does not."""
    until = None if held is None else held.valid_until
    if until is None or until > on + timedelta(days=notice_days):
        return None
    return until


def lapsed_words(
    authorisations: Sequence[Authorisation],
    request: Request,
    on: date,
    rules: Sequence[AuthorisationRule] | None,
) -> str:
    """Return why the last decision gives no authorisation on a day; empty where it gives one, or there is none."""
    last = latest(a for a in authorisations if a.kind is request.kind)
    if last is None or in_force(authorisations, request, on, rules) is not None:
        return ""
    decided_on = day_words(local_day(last.decided_at))
    if not last.decision.permits:
        return f"The last decision was “{last.decision.words.lower()}”, on {decided_on}."
    if last.valid_until is not None and last.valid_until < on:
        return f"The authorisation expired on {day_words(last.valid_until)}."
    if rules is not None and _counts(last, request, rules, money=False):
        return (
            f"The decision of {the(last.post)} does not cover joint funding, which is likely now."
        )
    what = f"{request.kind.words.lower()}, {request.urgency.words.lower()}"
    return f"The decision of {the(last.post)} on {decided_on} does not count for the request as it stands now ({what})."


def require(
    authorisations: Sequence[Authorisation],
    request: Request,
    found: Sequence[Route],
    on: date,
    doing: str,
    rules: Sequence[AuthorisationRule] | None = None,
) -> Authorisation:
    """Return the authorisation in force, or refuse.

    Args: doing: what was about to be done, as in "Nobody was asked". found: the routes open to the request. rules: as
        `in_force` takes them.
    Raises: RuleBroken: which authorisation is missing and who can give it.
    """
    held = in_force(authorisations, request, on, rules)
    if held is not None:
        return held
    what = f"{request.kind.words.lower()}, {request.urgency.words.lower()}"
    raise RuleBroken(
        doing,
        lapsed_words(authorisations, request, on, rules)
        or f"There is no authorisation yet for this request ({what}).",
        f"It can be given by {who_can_give(found)}. Record the decision, then ask.",
        rule="authorisation",
    )


def require_until(authorisation: Authorisation, on: date, doing: str) -> None:
    """Refuse what would begin after the authorisation has run out. Raises: RuleBroken."""
    until = authorisation.valid_until
    if until is not None and on > until:
        raise RuleBroken(
            doing,
            f"The authorisation is valid only until {day_words(until)}, and the start is after that.",
            "Renew the authorisation first, or choose an earlier day.",
            field="starts_on",
            rule="authorisation",
        )


def require_since(
    authorisations: Sequence[Authorisation],
    request: Request,
    on: date,
    doing: str,
    rules: Sequence[AuthorisationRule],
) -> None:
    """Refuse what is dated back to a day on which nothing authorised it yet, or any more. Raises: RuleBroken."""
    known = [one for one in authorisations if local_day(one.decided_at) <= on]
    if in_force(known, request, on, rules) is None:
        raise RuleBroken(
            doing,
            f"Nothing on record authorised it on {day_words(on)}.",
            "Record the decision under which the child moved, with its own day and hour; or give a day that a decision "
            "covers.",
            field="starts_on",
            rule="authorisation",
        )


def shut_words(route: Route, at: datetime, hours: OfficeHours) -> str:
    """Return why a route is not open at an instant, empty where it is; words of `covering` open it all the same.

    What is asked for out of hours is decided at night by that column of the policy only, and by day by the others.
    """
    if route.urgency is Urgency.OUT_OF_HOURS and hours.open_at(at):
        return (
            f"{_capital(the(route.post))} decides this only out of hours, and at {instant_words(at)} the office "
            f"was open ({hours.words})."
        )
    at_night = route.asked is Urgency.OUT_OF_HOURS and route.urgency is not Urgency.OUT_OF_HOURS
    if at_night and not hours.open_at(at):
        return (
            f"{_capital(the(route.post))} decides by day what is asked for out of hours, and at {instant_words(at)} "
            f"the office was closed ({hours.words} on working days)."
        )
    if route.open_that_day or route.away is None:
        return ""
    for_whom = (
        f"{_capital(the(route.post))} decides this only in the absence of {the(route.away.post)}"
    )
    there = [holder.words for holder in route.away.holders if not holder.away]
    if not there:
        return f"{for_whom}, and nobody is on record as holding that post."
    return f"{for_whom}, who is there on {day_words(local_day(at))}: {'; or '.join(there)}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def check(
    command: RecordAuthorisation,
    found: Sequence[Route],
    now: datetime,
    hours: OfficeHours,
) -> Route:
    """Return the route that a decision falls under, or refuse the record of it.

    Args: found: the routes of the day on which it was decided.
    Raises: RuleBroken: that post may not decide this, or not then, or it was not one of its people. InvalidAnswers:
        something needed is missing.
    """
    doing = "The decision was not recorded."
    mine = [route for route in found if route.post is command.post]
    if not mine:
        raise RuleBroken(
            doing,
            f"The policy does not let {the(command.post)} decide this.",
            f"It can be given by {who_can_give(found)}.",
            field="post",
            rule="authorisation_post",
        )
    shut = {id(route): shut_words(route, command.decided_at, hours) for route in mine}
    route = next((route for route in mine if not shut[id(route)]), mine[0])
    problems = _problems(command, route, now)
    if problems:
        raise InvalidAnswers(doing, tuple(problems))
    if command.covering.strip():
        return route
    if shut[id(route)]:
        raise RuleBroken(
            doing,
            shut[id(route)],
            f"It can be given by {who_can_give(found)}; or say under “Why somebody else decided” why they could not "
            "be reached.",
            field="covering",
            rule="authorisation_shut",
        )
    _require_holder(command, route, doing)
    return route


def _require_holder(command: RecordAuthorisation, route: Route, doing: str) -> None:
    """Refuse a decision by somebody who does not hold the post that day, where anybody is on record as holding it."""
    if command.post in BODIES or not route.deciding.holders:
        return
    if route.deciding.may_act(command.decided_by):
        return
    day = day_words(local_day(command.decided_at))
    name = " ".join(command.decided_by.split())
    raise RuleBroken(
        doing,
        f"{name} is not on record as deciding for {the(command.post)} on {day}: {route.deciding.words}.",
        "Give the name of whoever decided, or say under “Why somebody else decided” why it was not one of them.",
        field="decided_by",
        rule="authorisation_person",
    )


def _problems(command: RecordAuthorisation, route: Route, now: datetime) -> list[FieldProblem]:
    """Return what is missing in the answers."""
    problems = []
    if not command.decided_by.strip():
        problems.append(FieldProblem("decided_by", "Say who decided, or who chaired."))
    if command.decided_at > now + timedelta(minutes=5):
        problems.append(FieldProblem("decided_at", "The decision cannot be in the future."))
    if command.decision is Decision.AGREED_CONDITIONS and not command.conditions:
        problems.append(FieldProblem("conditions", "Write the conditions, each with a date."))
    if any(not one.words.strip() for one in command.conditions):
        problems.append(FieldProblem("conditions", "Say what each condition is."))
    decided_on = local_day(command.decided_at)
    if any(one.due_on < decided_on for one in command.conditions):
        words = "A condition is met after the decision, not before it: give a later day."
        problems.append(FieldProblem("conditions", words))
    if not command.decision.permits and not command.note.strip():
        problems.append(FieldProblem("note", "Say what was asked for, or why it was not agreed."))
    problems += _deferral_problems(command)
    if command.most_pence is not None and command.most_pence <= 0:
        problems.append(FieldProblem("most_pence", "Write an amount above £0.00."))
    agreed_first = bool(command.first_agreed_by.strip())
    if route.first is not None and command.decision.permits and not agreed_first:
        words = f"Say who agreed first: {the(route.first.post)}."
        problems.append(FieldProblem("first_agreed_by", words))
    return problems


def _deferral_problems(command: RecordAuthorisation) -> list[FieldProblem]:
    """Return what is wrong with the day to which a decision is put off."""
    if command.decision is not Decision.DEFERRED:
        return []
    if command.deferred_to is None:
        return [FieldProblem("deferred_to", "Say by which day what is wanted has to be there.")]
    if command.deferred_to < local_day(command.decided_at):
        return [FieldProblem("deferred_to", "Give a day after the decision.")]
    return []


def valid_until(rule: AuthorisationRule, decided_on: date) -> date:
    """Return the last day on which a decision holds."""
    return decided_on + timedelta(days=rule.valid_days)
