"""Turns what a unit of work holds into read models. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from art_desktop.domain import authorisation
from art_desktop.domain.children import Child
from art_desktop.domain.clock import local_day
from art_desktop.domain.commands import RequestDetails
from art_desktop.domain.errors import FieldClash
from art_desktop.domain.households import Household
from art_desktop.domain.needs import Needs
from art_desktop.domain.placements import Placement
from art_desktop.domain.places import try_normalise_postcode
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.read_models import (
    ApproachView,
    AuthorisationView,
    MatchView,
    PaperView,
    PlacementView,
    TaskRow,
    WorkerViewLine,
)
from art_desktop.domain.requests import (
    Approach,
    Authorisation,
    Match,
    Offer,
    Option,
    Request,
    SocialWorkerView,
)
from art_desktop.domain.wording import instant_words
from art_desktop.domain.work import IssuedPaper, Task
from art_desktop.services.standing import Held


def first_needs(child: Child) -> Needs:
    """Return the profile that a first form starts from: what the child's record knows already."""
    return Needs(
        sex=child.sex,
        gender_words=child.gender_words or None,
        ethnicity=child.ethnicity,
        religion=child.religion or None,
        first_language=child.first_language or None,
        arrived_alone=child.arrived_alone or None,
        legal_status=child.legal_status,
        home_postcode=try_normalise_postcode(child.home_postcode),
        school_postcode=try_normalise_postcode(child.school_postcode),
        school_name=child.school_name or None,
    )


def request_clashes(request: Request, details: RequestDetails) -> tuple[FieldClash, ...]:
    """Return the fields in which a request now differs from what was sent."""
    pairs = (
        ("Kind", details.kind.words, request.kind.words),
        ("Urgency", details.urgency.words, request.urgency.words),
        ("Needed by", instant_words(details.needed_at), instant_words(request.needed_at)),
        ("Social worker", details.social_worker, request.social_worker),
        ("Telephone", details.social_worker_phone, request.social_worker_phone),
        ("Team", details.team, request.team),
        ("Why", details.why, request.why),
        ("Why urgent", details.urgent_reason, request.urgent_reason),
    )
    return tuple(FieldClash(name, mine, theirs) for name, mine, theirs in pairs if mine != theirs)


def option_titles(uow: UnitOfWork, options: Iterable[Option]) -> dict[int, str]:
    """Return what each option is called: the household, the home or the agency, by option id."""
    held = list(options)
    households = uow.by_ids(Household, [o.household_id for o in held if o.household_id])
    homes = uow.by_ids(Home, [o.home_id for o in held if o.home_id])
    providers = uow.by_ids(Provider, [o.provider_id for o in held if o.provider_id])
    titles: dict[int, str] = {}
    for option in held:
        assert option.id is not None
        if option.household_id is not None:
            titles[option.id] = households[option.household_id].name
        elif option.home_id is not None:
            titles[option.id] = home_title(homes[option.home_id], providers)
        elif option.provider_id is not None:
            titles[option.id] = providers[option.provider_id].name
    return titles


def home_title(home: Home, providers: dict[int, Provider]) -> str:
    """Return a home's name; where Ofsted withholds it, its provider's and its area."""
    if home.name:
        return home.name
    provider = providers.get(home.provider_id)
    return f"{provider.name if provider else 'Home'} ({home.local_authority or home.reference})"


def placement_titles(uow: UnitOfWork, placements: Sequence[Placement]) -> dict[int, str]:
    """Return where each placement is, by placement id: "Hall", "Rowan House", "with parents"."""
    households = uow.by_ids(Household, [p.household_id for p in placements if p.household_id])
    homes = uow.by_ids(Home, [p.home_id for p in placements if p.home_id])
    keys = {p.provider_id for p in placements if p.provider_id}
    keys |= {home.provider_id for home in homes.values()}
    providers = uow.by_ids(Provider, list(keys))
    titles = {}
    for placement in placements:
        if placement.household_id is not None:
            title = households[placement.household_id].name
        elif placement.home_id is not None:
            title = home_title(homes[placement.home_id], providers)
        elif placement.provider_id is not None:
            title = providers[placement.provider_id].name
        else:
            title = placement.elsewhere
        titles[placement.id or 0] = title
    return titles


def authorisation_views(
    found: Sequence[Authorisation],
    users: dict[int, str],
    today: date,
    held: Held,
    notice_days: int = 0,
) -> tuple[AuthorisationView, ...]:
    """Return the decisions, newest first, each with how it stands and whether it ends within the notice."""
    now = held.standing.authorisation
    ordered = sorted(found, key=lambda a: (a.decided_at, a.id or 0), reverse=True)
    return tuple(
        AuthorisationView(
            id=one.id,
            post=one.post,
            decided_by=one.decided_by,
            decision=one.decision,
            decided_at=one.decided_at,
            valid_until=one.valid_until,
            conditions=one.conditions,
            note=one.note,
            retrospective=one.retrospective,
            recorded_by=users.get(one.recorded_by, ""),
            standing=authorisation.standing(one, today),
            in_force=now is not None and now.id == one.id,
            covering=one.covering,
            runs_out=now is not None
            and now.id == one.id
            and authorisation.runs_out_on(one, today, notice_days) is not None,
        )
        for one in ordered
        if one.id is not None
    )


def approach_views(
    uow: UnitOfWork,
    found: Sequence[Approach],
    titles: dict[int, str],
    users: dict[int, str],
) -> tuple[ApproachView, ...]:
    """Return the approaches, newest first, with the offer that came of a yes."""
    keys = tuple(one.id for one in found if one.id is not None)
    offers = (
        {offer.approach_id: offer for offer in uow.all(Offer, approach_id=keys)} if keys else {}
    )
    lines = []
    for one in sorted(found, key=lambda a: (a.asked_at, a.id or 0), reverse=True):
        assert one.id is not None
        offer = offers.get(one.id)
        lines.append(
            ApproachView(
                id=one.id,
                option_id=one.option_id,
                title=titles.get(one.option_id, ""),
                means=one.means,
                spoken_to=one.spoken_to,
                asked_at=one.asked_at,
                asked_by=users.get(one.asked_by, ""),
                answer=one.answer,
                answered_at=one.answered_at,
                note=one.note,
                can_start_on=offer.can_start_on if offer else None,
                conditions=offer.conditions if offer else "",
                version=one.version,
            )
        )
    return tuple(lines)


def worker_views(
    found: Sequence[SocialWorkerView], titles: dict[int, str]
) -> tuple[WorkerViewLine, ...]:
    """Return the social worker's views, newest first."""
    ordered = sorted(found, key=lambda v: (v.given_at, v.id or 0), reverse=True)
    return tuple(
        WorkerViewLine(
            option_id=one.option_id,
            title=titles.get(one.option_id, ""),
            view=one.view,
            given_by=one.given_by,
            words=one.words,
            support_wanted=one.support_wanted,
            given_at=one.given_at,
        )
        for one in ordered
    )


def match_view(
    match: Match | None, titles: dict[int, str], users: dict[int, str]
) -> MatchView | None:
    """Return the match, if there is one."""
    if match is None or match.id is None:
        return None
    return MatchView(
        id=match.id,
        option_id=match.option_id,
        title=titles.get(match.option_id, ""),
        reasons=match.reasons,
        compromises=match.compromises,
        support=match.support,
        agreed_at=match.agreed_at,
        agreed_by=users.get(match.agreed_by, ""),
        version=match.version,
    )


def placement_views(
    uow: UnitOfWork, placements: Sequence[Placement], end_words: dict[str, str] | None = None
) -> tuple[PlacementView, ...]:
    """Return placements, newest first. `end_words` gives the words of end reasons' codes."""
    titles = placement_titles(uow, placements)
    children = uow.by_ids(Child, [placement.child_id for placement in placements])
    ordered = sorted(placements, key=lambda p: (p.starts_on, p.id or 0), reverse=True)
    words = end_words or {}
    return tuple(
        PlacementView(
            id=one.id,
            child_id=one.child_id,
            child=children[one.child_id].full_name,
            title=titles[one.id],
            tier=one.tier,
            starts_on=one.starts_on,
            expected_end_on=one.expected_end_on,
            ended_on=one.ended_on,
            end_reason=words.get(one.end_reason or "", one.end_reason or ""),
            weekly_price_pence=one.weekly_price_pence,
        )
        for one in ordered
        if one.id is not None
    )


def paper_views(found: Sequence[IssuedPaper], users: dict[int, str]) -> tuple[PaperView, ...]:
    """Return kept papers, newest first."""
    ordered = sorted(found, key=lambda p: (p.made_at, p.id or 0), reverse=True)
    return tuple(
        PaperView(
            id=one.id,
            kind=one.kind,
            number=one.number,
            file_name=one.file_name,
            sha256=one.sha256,
            made_at=one.made_at,
            made_by=users.get(one.made_by, ""),
            indicative=one.indicative,
            subject_words=one.subject_words,
            changes=tuple(one.changes.splitlines()),
            pages=one.pages,
        )
        for one in ordered
        if one.id is not None
    )


def task_rows(
    uow: UnitOfWork, found: Sequence[Task], users: dict[int, str], now: datetime
) -> tuple[TaskRow, ...]:
    """Return tasks as lines, soonest first; late ones are those past their instant and not done."""
    references = {
        key: request.reference
        for key, request in uow.by_ids(
            Request, [task.request_id for task in found if task.request_id]
        ).items()
    }
    today = local_day(now)
    return tuple(
        TaskRow(
            id=task.id,
            kind=task.kind,
            words=task.words,
            due_at=task.due_at,
            owner=users.get(task.owner_id or 0, "the team"),
            owner_id=task.owner_id,
            request_id=task.request_id,
            request_reference=references.get(task.request_id or 0, ""),
            child_id=task.child_id,
            done_at=task.done_at,
            late=task.done_at is None and task.due_at < now,
            due_today=task.done_at is None and local_day(task.due_at) == today,
            version=task.version,
        )
        for task in sorted(found, key=lambda t: (t.done_at is not None, t.due_at, t.id or 0))
        if task.id is not None
    )
