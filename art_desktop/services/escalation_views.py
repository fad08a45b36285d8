"""Turns askings, ladders and the board's list into read models. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from art_desktop.domain import escalating
from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import Rung
from art_desktop.domain.escalating_views import (
    AskedView,
    BoardRow,
    Disagreements,
    Disputed,
    EscalationView,
    RungCount,
    StepState,
    StepView,
)
from art_desktop.domain.escalations import Escalation, EscalationStep
from art_desktop.domain.ids import OptionId
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import find_identifiers
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import OptionState, Post
from art_desktop.services.identity import known_identity
from art_desktop.services.standing import Held, children_words, names_of_users
from art_desktop.services.views import option_titles

HIDDEN = "What was written names somebody. Read it on the request."
_POSTS = {
    Rung.HEADS: (Post.HEAD_OF_SERVICE, Post.COMMISSIONING_LEAD),
    Rung.ASSISTANT_DIRECTOR: (Post.ASSISTANT_DIRECTOR,),
    Rung.CHIEF_EXECUTIVE: (Post.SERVICE_DIRECTOR,),
    Rung.DIRECTOR: (Post.DIRECTOR,),
}
"""The posts of the Council that take each step, where the record knows who holds them."""


def disagreements(uow: UnitOfWork, held: Held, now: datetime) -> Disagreements:
    """Return everything on a request about the social worker's view and disagreements."""
    standing = held.standing
    titles = option_titles(uow, standing.options)
    users = names_of_users(uow)
    going_on = held.request.closed_at is None and standing.match is None
    offered = [o for o in standing.options if going_on and o.state is OptionState.OFFERED]
    disputed = []
    for option in offered:
        view = standing.view_of(option)
        if view is not None and escalating.may_open(option, view, standing.escalations):
            disputed.append(Disputed(_key(option), titles[_key(option)], view.given_by, view.words))
    asked = sorted(standing.asked, key=lambda one: (one.asked_at, one.id or 0), reverse=True)
    ladders = sorted(standing.escalations, key=lambda e: (e.opened_at, e.id or 0), reverse=True)
    return Disagreements(
        asked=tuple(
            AskedView(
                one.option_id,
                titles.get(one.option_id, ""),
                one.asked_of,
                users.get(one.asked_by, ""),
                one.asked_at,
                one.due_at,
                one.support,
                one.answered_at,
                one.answered_at is None and one.due_at < now,
            )
            for one in asked
        ),
        to_ask=tuple((_key(o), titles[_key(o)]) for o in offered if standing.waited_for(o) is None),
        disputed=tuple(disputed),
        escalations=tuple(_escalation(one, titles, users, now) for one in ladders),
        who=_who(uow, held, users, now),
    )


def _key(option: Option) -> OptionId:
    assert option.id is not None
    return option.id


def _escalation(
    one: Escalation, titles: dict[int, str], users: dict[int, str], now: datetime
) -> EscalationView:
    assert one.id is not None
    return EscalationView(
        id=one.id,
        option_id=one.option_id,
        title=titles.get(one.option_id, ""),
        about=one.about,
        safeguarding=one.safeguarding,
        opened_at=one.opened_at,
        opened_by=users.get(one.opened_by, ""),
        steps=tuple(_step(one, rung, users, now) for rung in escalating.LADDER),
        settled_at=one.settled_at,
        ended=one.ended,
        permits=escalating.permits(one),
        board_on=one.board_on,
        lessons=one.lessons,
        version=one.version,
    )


def _step(one: Escalation, rung: Rung, users: dict[int, str], now: datetime) -> StepView:
    state = escalating.state_of(one, rung)
    step = next((step for step in one.steps if step.rung is rung), None)
    if step is None:
        return StepView(rung=rung, state=state)
    return StepView(
        rung=rung,
        state=state,
        who=step.who,
        raised_at=step.raised_at,
        due_at=step.due_at,
        heard_at=step.heard_at,
        result=step.result,
        words=step.words,
        recorded_by=users.get(step.recorded_by, ""),
        late=(state is StepState.NOW and step.due_at < now) or _heard_late(step),
    )


def _heard_late(step: EscalationStep) -> bool:
    return step.heard_at is not None and step.heard_at > step.due_at


def _who(
    uow: UnitOfWork, held: Held, users: dict[int, str], now: datetime
) -> tuple[tuple[Rung, str], ...]:
    """Return who takes each step, as far as the record knows: the two practitioners, the holders of posts."""
    from art_desktop.domain.authority import PostHolder

    today = local_day(now)
    holders = [
        one
        for one in uow.all(PostHolder)
        if one.starts_on <= today and (one.ends_on is None or one.ends_on >= today)
    ]
    worker = held.request.social_worker or "the social worker"
    owner = users.get(held.request.owner_id or 0, "the officer")
    found = [(Rung.PRACTITIONERS, f"{worker} and {owner}")]
    for rung, posts in _POSTS.items():
        names = [
            f"{one.name} ({one.area or one.post.words})"
            for post in posts
            for one in holders
            if one.post is post
        ]
        if rung is not Rung.HEADS:
            names = names[:1]
        if names:
            found.append((rung, ", ".join(names)))
    return tuple(found)


def board_row(
    uow: UnitOfWork, one: Escalation, held: Held, users: dict[int, str], now: datetime
) -> BoardRow:
    """Return a disagreement for the board: words that name a child, their family or their carers are left out."""
    assert one.id is not None
    assert held.request.id is not None
    identity = known_identity(uow, held, local_day(now))
    hidden = False

    def clean(words: str) -> str:
        nonlocal hidden
        if words and find_identifiers(words, identity):
            hidden = True
            return HIDDEN
        return words

    (option,) = (o for o in held.standing.options if o.id == one.option_id)
    steps = []
    for rung in escalating.LADDER:
        step = _step(one, rung, users, now)
        steps.append(
            StepView(
                rung=rung,
                state=step.state,
                who=step.who,
                raised_at=step.raised_at,
                due_at=step.due_at,
                heard_at=step.heard_at,
                result=step.result,
                words=clean(step.words),
                late=step.late,
            )
        )
    about, lessons = clean(one.about), clean(one.lessons)
    return BoardRow(
        id=one.id,
        request_id=held.request.id,
        reference=held.request.reference,
        kind=held.request.kind,
        stage=held.request.stage,
        children_words=children_words(held.children, local_day(now)),
        home_words=option.tier.words,
        about=about,
        hidden=hidden,
        opened_at=one.opened_at,
        highest=escalating.highest(one),
        steps=tuple(steps),
        settled_at=one.settled_at,
        ended=one.ended,
        outcome=escalating.outcome_words(one),
        board_on=one.board_on,
        lessons=lessons,
        version=one.version,
    )


def counts(every: Sequence[Escalation]) -> tuple[RungCount, ...]:
    """Return for each rung how many disagreements were settled on it, and how many wait there."""
    settled = [step.rung for step in map(escalating.settling, every) if step is not None]
    waiting = [step.rung for step in map(escalating.step_now, every) if step is not None]
    return tuple(
        RungCount(rung, settled.count(rung), waiting.count(rung)) for rung in escalating.LADDER
    )
