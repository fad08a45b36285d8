"""The requests behind past and present stays, and the small records that several requests need alike."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import hypot
from typing import Final

from art_desktop.demo.brief_needs import brief_needs
from art_desktop.demo.chronicle import TIERS, Came
from art_desktop.demo.families import Case, Setting
from art_desktop.demo.people import ASSISTANT_DIRECTOR, HEAD_OF_SERVICE, PANEL_CHAIR
from art_desktop.demo.placing import FOREVER, Placer, Stay
from art_desktop.demo.record import Record, instant, office_day
from art_desktop.domain.children import age_in_years
from art_desktop.domain.households import Household
from art_desktop.domain.ids import (
    ApproachId,
    AuthorisationId,
    ChildId,
    HouseholdId,
    MatchId,
    NeedsProfileId,
    OfferId,
    OptionId,
    RequestId,
    SearchId,
    UserId,
    ViewId,
)
from art_desktop.domain.needs import Needs, needs_to_json
from art_desktop.domain.permissions import Role
from art_desktop.domain.requests import (
    Approach,
    Authorisation,
    Match,
    NeedsProfile,
    Offer,
    Option,
    Request,
    RequestChild,
    Search,
    SocialWorkerView,
)
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    Decision,
    OptionState,
    Post,
    RequestKind,
    Stage,
    Tier,
    Urgency,
    WorkerView,
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
_REASONS: Final = (
    "They have looked after children of this age with the same needs, and live ten minutes from school.",
    "A calm house with no other child, which is what was asked for; they are at home all day.",
    "They met before the move and it went well. Both carers are trained in what matters most here.",
    "Near to family, which keeps family time going, and they are glad to drive.",
    "The only house that could take everybody together, and a good one.",
)
_COMPROMISES: Final = (
    "The journey to school is longer than we would want.",
    "Only one of the carers is at home in the day.",
    "Not the family's faith; the carers will go along to worship and ask for advice.",
    "A dog in the house, which the child will get used to slowly.",
    "None that matters.",
)
_SUPPORT: Final = (
    "Taxi to school until half term.",
    "Psychologist's advice to the carers, twice a month at first.",
    "Support worker on Saturday mornings.",
    "The usual visits; nothing more asked for.",
    "Training on de-escalation booked.",
)


@dataclass
class Caseworker:
    """Writes requests and what hangs on them."""

    record: Record
    placer: Placer

    def __post_init__(self) -> None:
        """Note who the officers are."""
        self.officers = [UserId(u.id or 0) for u in self.record.users if u.role is Role.OFFICER]

    def closed(self, stay: Stay, *, first: bool) -> Came:
        """Add the closed request that a stay came of, with its decision and some of its work."""
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
        request.stage = Stage.CLOSED
        closed = min(instant(stay.start + timedelta(days=3), 12), instant(record.today, 8))
        request.closed_at = max(closed, instant(stay.start, 8))
        if head.arrived_alone and first:
            request.why = "Arrived alone, found by the police, and asked for asylum."
        owner = UserId(request.owner_id or 0)
        decision = self.authorise(request, owner, opened + timedelta(hours=4), _post(kind, urgency))
        decision.retrospective = urgency is Urgency.OUT_OF_HOURS
        self._profiles(request, stay, owner, opened)
        shown = stay.household is not None and stay.start > record.days_ago(730)
        match = None
        if shown and stay.setting is not Setting.CONNECTED and rng.random() < 0.35:
            match = self._worked(request, stay, decision, owner)
        return Came(RequestId(request.id or 0), match)

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

    def search(
        self, request: Request, by: UserId, at: datetime, tier: Tier, *, indicative: bool
    ) -> Search:
        """Add a search whose inputs were not kept: the record says so."""
        considered = len(self.placer.own)
        record = zlib.compress(
            json.dumps(
                {"generated": True, "note": "A demonstration search: its inputs were not kept."},
                sort_keys=True,
                separators=(",", ":"),
            ).encode("utf-8")
        )
        search = Search(
            id=SearchId(self.record.next_id("search")),
            request_id=RequestId(request.id or 0),
            as_of=at.date(),
            ran_at=at,
            ran_by=by,
            tier=tier,
            indicative=indicative,
            policy_id=None,
            considered=considered,
            suitable=self.record.rng.randrange(2, 9),
            record=record,
            sha256=hashlib.sha256(record).hexdigest(),
        )
        self.record.searches.append(search)
        return search

    def option(
        self,
        search: Search,
        household: Household,
        case: Case,
        rank: int,
        state: OptionState,
    ) -> Option:
        """Add a suitable option of a search."""
        rng = self.record.rng
        low = max(38, 84 - 6 * rank - rng.randrange(6))
        option = Option(
            id=OptionId(self.record.next_id("option")),
            request_id=search.request_id,
            search_id=SearchId(search.id or 0),
            tier=search.tier,
            household_id=HouseholdId(household.id or 0),
            suitable=True,
            rank=rank,
            low=low,
            high=min(100, low + rng.randrange(3, 14)),
            weekly_price_pence=household.weekly_price_pence,
            distance_miles=miles_between(household, case),
            state=state,
        )
        self.record.options.append(option)
        return option

    def ask(
        self,
        option: Option,
        household: Household,
        decision: Authorisation,
        by: UserId,
        at: datetime,
        answer: Answer,
        note: str = "",
    ) -> Approach:
        """Add an approach by telephone and what it brought within two hours."""
        answered = None if answer is Answer.WAITING else at + timedelta(minutes=95)
        approach = Approach(
            id=ApproachId(self.record.next_id("approach")),
            request_id=option.request_id,
            option_id=OptionId(option.id or 0),
            authorisation_id=AuthorisationId(decision.id or 0),
            means=ApproachMeans.TELEPHONE,
            spoken_to=household.carers[0].first_name,
            asked_at=at,
            asked_by=by,
            answer=answer,
            answered_at=answered,
            note=note,
        )
        self.record.approaches.append(approach)
        return approach

    def offer(self, approach: Approach, option: Option, start: date, includes: str = "") -> Offer:
        """Add the offer that a yes brought."""
        assert approach.answered_at is not None
        offer = Offer(
            id=OfferId(self.record.next_id("offer")),
            approach_id=ApproachId(approach.id or 0),
            option_id=OptionId(option.id or 0),
            can_start_on=start,
            weekly_price_pence=option.weekly_price_pence,
            includes=includes,
            received_at=approach.answered_at,
        )
        self.record.offers.append(offer)
        return offer

    def view(
        self,
        request: Request,
        option: Option,
        by: UserId,
        at: datetime,
        words: str,
        support: str = "",
    ) -> SocialWorkerView:
        """Add the social worker's agreement to an option."""
        view = SocialWorkerView(
            id=ViewId(self.record.next_id("view")),
            request_id=RequestId(request.id or 0),
            option_id=OptionId(option.id or 0),
            view=WorkerView.AGREE_WITH_SUPPORT if support else WorkerView.AGREE,
            given_by=request.social_worker,
            words=words,
            support_wanted=support,
            given_at=at,
            recorded_by=by,
        )
        self.record.views.append(view)
        return view

    def match(
        self,
        request: Request,
        option: Option,
        view: SocialWorkerView,
        by: UserId,
        at: datetime,
        words: tuple[str, str, str],
    ) -> Match:
        """Add the match; `words` are its reasons, compromises and support."""
        match = Match(
            id=MatchId(self.record.next_id("match")),
            request_id=RequestId(request.id or 0),
            option_id=OptionId(option.id or 0),
            view_id=ViewId(view.id or 0),
            reasons=words[0],
            compromises=words[1],
            support=words[2],
            agreed_at=at,
            agreed_by=by,
        )
        option.state = OptionState.MATCHED
        self.record.matches.append(match)
        return match

    def _worked(self, request: Request, stay: Stay, decision: Authorisation, by: UserId) -> MatchId:
        """Add the search, the asking and the match that led to a stay in a household."""
        assert stay.household is not None
        rng, case = self.record.rng, stay.present[0][0]
        at = decision.decided_at + timedelta(hours=1)
        search = self.search(request, by, at, TIERS[stay.setting], indicative=False)
        if rng.random() < 0.45:
            other = rng.choice(self.placer.own)
            if other is not stay.household:
                declined = self.option(search, other, case, 2, OptionState.DECLINED)
                note = rng.choice(
                    (
                        "Grandchildren coming to stay.",
                        "Want a rest first.",
                        "Not the right age beside their own.",
                    )
                )
                self.ask(declined, other, decision, by, at, Answer.NO, note)
        option = self.option(search, stay.household, case, 1, OptionState.OFFERED)
        approach = self.ask(option, stay.household, decision, by, at, Answer.YES)
        self.offer(approach, option, stay.start)
        later = at + timedelta(hours=3)
        view = self.view(request, option, by, later, "Content with this.")
        words = (rng.choice(_REASONS), rng.choice(_COMPROMISES), rng.choice(_SUPPORT))
        match = self.match(request, option, view, by, later + timedelta(minutes=20), words)
        return MatchId(match.id or 0)


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


def miles_between(household: Household, case: Case) -> float | None:
    """Return the miles from a child's home to a household, None where either is not known."""
    home = case.home
    if home is None or household.easting is None or household.northing is None:
        return None
    east, north = household.easting - home.easting, household.northing - home.northing
    return round(hypot(east, north) / 1609.3, 1)
