"""The data of a decision letter: to the child's social worker, of a panel's decision or of a post's (product.md §6)."""

from __future__ import annotations

from art_desktop.domain.clock import local_day
from art_desktop.domain.deciding_words import PanelKind
from art_desktop.domain.decision_steps import next_steps
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.meetings import AgendaItem, Meeting
from art_desktop.domain.panel_papers import DecisionLetter, LetterChild
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import Decision, Post
from art_desktop.domain.wording import day_words
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.paper_minutes import actions_of, split_of
from art_desktop.services.paper_panel_pack import reference_of
from art_desktop.services.standing import Held, hold, names_of_users

NOT_DRAFTED = "The letter was not drafted."
_LONG = {Post.PASP: PanelKind.PASP, Post.JASP: PanelKind.JASP}


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the data of the letter of one decision. Raises: RuleBroken: the decision is of another request."""
    assert ask.authorisation_id is not None
    uow = desk.uow
    decided = uow.get(Authorisation, ask.authorisation_id)
    if ask.request_id != decided.request_id:
        raise RuleBroken(
            NOT_DRAFTED,
            "The decision is of another request.",
            "Open it from its own request, or from the meeting that decided it.",
            rule="other_decision",
        )
    held = hold(uow, decided.request_id, desk.today)
    meeting = _meeting(desk, decided)
    body = _letter(desk, held, decided, meeting)
    on = local_day(decided.decided_at)
    return Built(
        body=body,
        reference=held.request.reference,
        stem=f"{held.request.reference}-decision-{on:%Y-%m-%d}-d{decided.id}",
        subject_words=f"{decided.decision.words}, {_by_short(decided)}, {day_words(on)}",
        made_from={"decision": decided.id or 0},
    )


def _meeting(desk: PaperDesk, decided: Authorisation) -> Meeting | None:
    if decided.item_id is None:
        return None
    item = desk.uow.get(AgendaItem, decided.item_id)
    return desk.uow.get(Meeting, item.meeting_id)


def _letter(
    desk: PaperDesk, held: Held, decided: Authorisation, meeting: Meeting | None
) -> DecisionLetter:
    uow, request = desk.uow, held.request
    users = names_of_users(uow)
    asked = uow.get(AgendaItem, decided.item_id).asked if decided.item_id is not None else ""
    refused = decided.decision in {Decision.DEFERRED, Decision.NOT_AGREED}
    conditions = actions_of(uow, decided, users)
    split = split_of(uow, decided)
    return DecisionLetter(
        reference=request.reference,
        kind_words=request.kind.words,
        council=desk.service.council,
        team=desk.service.team_name,
        phone=desk.service.phone,
        out_of_hours_phone=desk.service.out_of_hours_phone,
        social_worker=request.social_worker,
        worker_team=request.team,
        children=tuple(LetterChild(one.full_name, one.reference) for one in held.children),
        asked=asked,
        decision=decided.decision,
        decided_by=_by(decided),
        decided_by_name=decided.decided_by,
        decided_at=decided.decided_at,
        meeting_words="" if meeting is None else reference_of(meeting),
        conditions=conditions,
        needed=decided.note if refused else "",
        note="" if refused else decided.note,
        deferred_to=decided.deferred_to,
        valid_until=decided.valid_until,
        most_pence=decided.most_pence,
        split=split,
        next_steps=next_steps(
            decided,
            request,
            owner=users.get(request.owner_id or 0, ""),
            has_split=split is not None,
        ),
        retrospective=decided.retrospective,
        seeks_home=request.kind.seeks_home,
        superseded=_superseded(held, decided),
    )


def _by(decided: Authorisation) -> str:
    """Return "the Peterborough Access to Support Panel (PASP)" or "the Head of Service for Children in Care"."""
    panel = _LONG.get(decided.post)
    if panel is not None:
        return f"the {panel.long_words} ({panel.words})"
    words = decided.post.words
    return words if words.startswith("the ") else f"the {words}"


def _by_short(decided: Authorisation) -> str:
    words = decided.post.words
    return words[:1].upper() + words[1:]


def _superseded(held: Held, decided: Authorisation) -> str:
    """Return that a later decision holds instead, "" where this is the last."""
    later = [
        one
        for one in held.authorisations
        if one.kind is decided.kind
        and (one.decided_at, one.id or 0) > (decided.decided_at, decided.id or 0)
    ]
    if not later:
        return ""
    last = max(later, key=lambda one: (one.decided_at, one.id or 0))
    on = day_words(local_day(last.decided_at))
    return f"A later decision stands beside this one: {last.decision.words.lower()}, {on}."
