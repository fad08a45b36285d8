"""Nothing is asked of anybody without the right authorisation (product.md §3.1; S003 §7, §17).

The policy is a dated table of `AuthorisationRule` rows; these functions read it and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import RecordAuthorisation
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.vocabulary import Decision, Post, Urgency
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import AuthorisationRule


def routes(
    rules: Iterable[AuthorisationRule],
    request: Request,
    *,
    permanency_service: bool,
) -> tuple[AuthorisationRule, ...]:
    """Return the ways in which this request can be authorised as it stands, in the policy's order.

    Args: rules: the policy rows in force today. permanency_service: its social work is with the permanency service.
    Returns: () where the policy has no such route, for instance out of hours for a permanent match.
    """
    fitting = [
        rule
        for rule in rules
        if rule.kind is request.kind
        and rule.urgency is request.urgency
        and rule.joint_funding in {None, request.joint_funding_likely}
        and rule.permanency_service in {None, permanency_service}
    ]
    return tuple(sorted(fitting, key=lambda rule: rule.position))


def all_routes(
    rules: Sequence[AuthorisationRule], request: Request, *, permanency_service: bool
) -> tuple[AuthorisationRule, ...]:
    """Return the routes as it stands, then the planned ones: a panel may always decide an urgent request too."""
    now = routes(rules, request, permanency_service=permanency_service)
    planned = [
        rule
        for rule in rules
        if rule.kind is request.kind
        and rule.urgency is Urgency.PLANNED
        and rule.joint_funding in {None, request.joint_funding_likely}
        and rule.permanency_service in {None, permanency_service}
        and rule.post not in {route.post for route in now}
    ]
    return now + tuple(sorted(planned, key=lambda rule: rule.position))


def post_words(rule: AuthorisationRule) -> str:
    """Return who may decide by a route, with its article."""
    return _the(rule.post)


def _the(post: Post) -> str:
    return "the " + post.words if post in _WITH_ARTICLE else post.words


def route_words(rule: AuthorisationRule) -> str:
    """Return one route in words: who may decide, and on what condition."""
    words = post_words(rule)
    if rule.also_needs is not None:
        words += f", once the {rule.also_needs.words} has agreed"
    return f"{words} ({rule.condition})" if rule.condition else words


_WITH_ARTICLE = frozenset(Post) - {Post.PASP, Post.JASP}


def who_can_give(found: Sequence[AuthorisationRule]) -> str:
    """Return who may authorise, as one phrase: "PASP, or the …"; "nobody" where there is no route."""
    if not found:
        return "nobody by this route"
    return ", or ".join(route_words(rule) for rule in found)


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

    A later refusal or deferral ends an earlier agreement; a decision for another kind of request does not count, nor
    does one by a post that may not decide on joint money once that is likely.
    Args: rules: the policy rows for this kind; None where who decided is not in question.
    """
    last = latest(a for a in authorisations if a.kind is request.kind)
    if last is None or not last.decision.permits:
        return None
    if rules is not None and not _covers_money(last, request, rules):
        return None
    if last.valid_until is not None and last.valid_until < on:
        return None
    return last


def _covers_money(
    authorisation: Authorisation, request: Request, rules: Iterable[AuthorisationRule]
) -> bool:
    """Say whether whoever decided may decide on health or education money, where the request is likely to need it."""
    return not request.joint_funding_likely or any(
        rule.post is authorisation.post and rule.joint_funding is not False
        for rule in rules
        if rule.kind is request.kind
    )


def standing(authorisation: Authorisation, on: date) -> str:
    """Return in words how a decision stands on a day."""
    if not authorisation.decision.permits:
        return f"{authorisation.decision.words}: permits nothing"
    if authorisation.valid_until is None:
        return "Valid"
    if authorisation.valid_until < on:
        return f"Expired on {day_words(authorisation.valid_until)}; renew it"
    return f"Valid until {day_words(authorisation.valid_until)}"


def require(
    authorisations: Sequence[Authorisation],
    request: Request,
    found: Sequence[AuthorisationRule],
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
    last = latest(a for a in authorisations if a.kind is request.kind)
    what = f"{request.kind.words.lower()}, {request.urgency.words.lower()}"
    if last is None:
        why = f"There is no authorisation yet for this request ({what})."
    elif not last.decision.permits:
        why = f"The last decision was “{last.decision.words.lower()}”, on {day_words(local_day(last.decided_at))}."
    elif in_force(authorisations, request, on) is not None:
        why = (
            f"The decision of {_the(last.post)} does not cover joint funding, which is likely now."
        )
    else:
        assert last.valid_until is not None
        why = f"The authorisation expired on {day_words(last.valid_until)}."
    raise RuleBroken(
        doing,
        why,
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


def check(
    command: RecordAuthorisation, found: Sequence[AuthorisationRule], now: datetime
) -> AuthorisationRule:
    """Return the policy row that a decision falls under, or refuse the record of it.

    Raises: RuleBroken: that post may not decide this. InvalidAnswers: something needed is missing.
    """
    rule = next((rule for rule in found if rule.post is command.post), None)
    if rule is None:
        raise RuleBroken(
            "The decision was not recorded.",
            f"The policy does not let {_the(command.post)} decide this.",
            f"It can be given by {who_can_give(found)}.",
            field="post",
            rule="authorisation_post",
        )
    problems = []
    if not command.decided_by.strip():
        problems.append(FieldProblem("decided_by", "Say who decided, or who chaired."))
    if command.decided_at > now + timedelta(minutes=5):
        problems.append(FieldProblem("decided_at", "The decision cannot be in the future."))
    if command.decision is Decision.AGREED_CONDITIONS and not command.conditions:
        problems.append(FieldProblem("conditions", "Write the conditions, each with a date."))
    if not command.decision.permits and not command.note.strip():
        problems.append(FieldProblem("note", "Say what was asked for, or why it was not agreed."))
    problems += _deferral_problems(command)
    if rule.also_needs is not None and not command.first_agreed_by.strip():
        words = f"Say who agreed first: the {rule.also_needs.words}."
        problems.append(FieldProblem("first_agreed_by", words))
    if problems:
        raise InvalidAnswers("The decision was not recorded.", tuple(problems))
    return rule


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
