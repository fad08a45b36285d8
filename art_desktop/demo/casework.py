"""The requests behind past and present stays, and the small records that several requests need alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from art_desktop.demo.brief_needs import brief_needs
from art_desktop.demo.families import Case, Setting
from art_desktop.demo.people import ASSISTANT_DIRECTOR, HEAD_OF_SERVICE, PANEL_CHAIR
from art_desktop.demo.placing import FOREVER, Stay
from art_desktop.demo.record import Record, instant, office_day
from art_desktop.domain.children import age_in_years
from art_desktop.domain.ids import (
    AuthorisationId,
    ChildId,
    NeedsProfileId,
    RequestId,
    UserId,
)
from art_desktop.domain.needs import Needs, needs_to_json
from art_desktop.domain.permissions import Role
from art_desktop.domain.requests import (
    Authorisation,
    NeedsProfile,
    Request,
    RequestChild,
)
from art_desktop.domain.vocabulary import (
    Decision,
    Post,
    RequestKind,
    Stage,
    Urgency,
)

_WHY_FIRST: Final = (
    "Neglect at home that did not change under the protection plan.",
    "A parent went into hospital and nobody in the family could help.",
    "The court made an interim order this week.",
    "The parents asked for help; the home had become unsafe for the children.",
    "Injuries that nobody could explain.",
    "Arguments and violence between the adults at home.",
    "A parent was arrested and remanded.",
)
_WHY_CHANGE: Final = (
    "The carers gave notice after a hard summer.",
    "A move nearer to school and to family, as the plan said.",
    "The first home was for an emergency only.",
    "The carers are retiring from fostering.",
    "From a short stay to a family that can keep on caring.",
    "The young person asked to move and everybody agreed.",
    "Brought closer to the rest of the family.",
)


@dataclass
class Caseworker:
    """Writes requests and what hangs on them."""

    record: Record

    def __post_init__(self) -> None:
        """Note who the officers are."""
        self.officers = [UserId(u.id or 0) for u in self.record.users if u.role is Role.OFFICER]

    def closed(self, stay: Stay, *, first: bool) -> RequestId:
        """Add the closed request that a stay came of, with its decision; return its id."""
        record, rng = self.record, self.record.rng
        urgency = _urgency(rng.random(), first=first)
        notice = {Urgency.PLANNED: 16, Urgency.URGENT: 2, Urgency.OUT_OF_HOURS: 0}[urgency]
        referred = office_day(stay.start - timedelta(days=notice))
        kind = _kind(stay, first=first)
        opened = instant(referred, 9, rng.randrange(60))
        head = stay.present[0][0].child
        request = self.request(
            kind,
            urgency,
            [case for case, _ in stay.present],
            opened=opened,
            needed=instant(stay.start, 16),
            why=rng.choice(_WHY_FIRST if first else _WHY_CHANGE),
        )
        request.stage, request.closed_reason = Stage.CLOSED, "Placed."
        closed = min(instant(stay.start + timedelta(days=3), 12), instant(record.today, 8))
        request.closed_at = max(closed, instant(stay.start, 8))
        if head.arrived_alone and first:
            request.why = "Arrived alone, found by the police, and asked for asylum."
        owner = UserId(request.owner_id or 0)
        decision = self.authorise(request, owner, opened + timedelta(hours=4), _post(kind, urgency))
        decision.retrospective = urgency is Urgency.OUT_OF_HOURS
        self._profiles(request, stay, owner, opened)
        return RequestId(request.id or 0)

    def request(
        self,
        kind: RequestKind,
        urgency: Urgency,
        cases: list[Case],
        *,
        opened: datetime,
        needed: datetime,
        why: str,
    ) -> Request:
        """Add a request for some children, referred on the day it was opened."""
        record, rng = self.record, self.record.rng
        number = RequestId(record.next_id("request"))
        head = cases[0].child
        request = Request(
            id=number,
            reference=record.next_reference(f"R-{opened.year}"),
            kind=kind,
            urgency=urgency,
            needed_at=needed,
            referred_at=opened,
            social_worker=head.social_worker,
            social_worker_phone=head.social_worker_phone,
            team=head.team,
            why=why,
            owner_id=rng.choice(self.officers),
            opened_at=opened,
            children=[
                RequestChild(
                    id=record.next_id("request_child"),
                    request_id=number,
                    child_id=ChildId(case.child.id or 0),
                    position=position,
                )
                for position, case in enumerate(cases, 1)
            ],
        )
        record.requests.append(request)
        return request

    def _profiles(self, request: Request, stay: Stay, owner: UserId, at: datetime) -> None:
        """Give the children who still live there their brief profiles."""
        if stay.end != FOREVER:
            return
        record = self.record
        for case, _ in stay.present:
            age = age_in_years(case.child.born_on, record.today)
            needs = brief_needs(record.rng, case, record.ground.inside, age)
            self.profile(request, case, needs, at, owner)

    def profile(
        self, request: Request, case: Case, needs: Needs, at: datetime, by: UserId
    ) -> NeedsProfile:
        """Add the first version of a child's needs profile."""
        profile = NeedsProfile(
            id=NeedsProfileId(self.record.next_id("profile")),
            request_id=RequestId(request.id or 0),
            child_id=ChildId(case.child.id or 0),
            number=1,
            body=needs_to_json(needs),
            recorded_at=at,
            recorded_by=by,
        )
        self.record.profiles.append(profile)
        return profile

    def authorise(
        self,
        request: Request,
        by: UserId,
        at: datetime,
        post: Post,
        decision: Decision = Decision.AGREED,
        conditions: str = "",
    ) -> Authorisation:
        """Add the decision of a post on a request, valid for 28 days."""
        authorisation = Authorisation(
            id=AuthorisationId(self.record.next_id("authorisation")),
            request_id=RequestId(request.id or 0),
            kind=request.kind,
            post=post,
            decided_by=_DECIDED_BY.get(post, HEAD_OF_SERVICE),
            decision=decision,
            decided_at=at,
            valid_until=at.date() + timedelta(days=28),
            conditions=conditions,
            recorded_by=by,
            recorded_at=at + timedelta(minutes=25),
        )
        self.record.authorisations.append(authorisation)
        return authorisation


_DECIDED_BY: Final = {
    Post.PASP: PANEL_CHAIR,
    Post.ASSISTANT_DIRECTOR: ASSISTANT_DIRECTOR,
    Post.EDS: "Emergency Duty Service",
    Post.ADM: "Margaret Oyelaran, Agency Decision Maker",
}


def _urgency(chance: float, *, first: bool) -> Urgency:
    if chance < (0.12 if first else 0.03):
        return Urgency.OUT_OF_HOURS
    return Urgency.URGENT if chance < (0.55 if first else 0.3) else Urgency.PLANNED


def _kind(stay: Stay, *, first: bool) -> RequestKind:
    if first:
        return RequestKind.FIRST_TIME
    if stay.adopters:
        return RequestKind.FOSTER_TO_ADOPT
    kinds = {Setting.PARENTS: RequestKind.RETURN_HOME, Setting.SUPPORTED: RequestKind.SUPPORTED}
    return kinds.get(stay.setting, RequestKind.CHANGE)


def _post(kind: RequestKind, urgency: Urgency) -> Post:
    if kind is RequestKind.FOSTER_TO_ADOPT:
        return Post.ADM
    if kind is RequestKind.RETURN_HOME:
        return Post.HEAD_OF_SERVICE
    if urgency is Urgency.OUT_OF_HOURS:
        return Post.EDS
    if kind is RequestKind.FIRST_TIME:
        return Post.PASP if urgency is Urgency.PLANNED else Post.ASSISTANT_DIRECTOR
    return Post.HEAD_OF_SERVICE
