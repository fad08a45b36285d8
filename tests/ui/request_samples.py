"""A request as its services would give it: invented people, long names, forty options."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import MatchProposal
from art_desktop.domain.errors import FieldProblem, Refusal
from art_desktop.domain.escalating_views import BoardList, Disagreements
from art_desktop.domain.funding_views import FundingView
from art_desktop.domain.ids import (
    ApproachId,
    AuthorisationId,
    ChildId,
    DocumentId,
    HouseholdId,
    MatchId,
    OptionId,
    Pence,
    PlacementId,
    RequestId,
    SearchId,
    TaskId,
    UserId,
)
from art_desktop.domain.map_view import MapLeg, MapOption, MapPlace, MapView, PlaceKind
from art_desktop.domain.matching_views import (
    ApprovalView,
    BlockView,
    LetInView,
    OptionView,
    ShortlistView,
    SiblingsView,
    SplitView,
    TierView,
    VerdictView,
)
from art_desktop.domain.meeting_views import AgendaCard
from art_desktop.domain.needs import Avoid, FamilyTime, NeedAnswer, Needs
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.questions import unanswered
from art_desktop.domain.read_models import (
    ApproachView,
    AuthorisationView,
    Changed,
    HistoryLine,
    MatchView,
    NextStep,
    PaperView,
    PlacementView,
    RequestChildView,
    RequestPage,
    RouteView,
    StageView,
    TaskRow,
    UserRow,
    WorkerViewLine,
)
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    ApprovalTrigger,
    Decision,
    Level,
    NeedCode,
    NotUsedReason,
    OptionState,
    Plan,
    Post,
    RequestKind,
    Sex,
    Stage,
    TaskKind,
    Tier,
    Together,
    Urgency,
    Verdict,
    WorkerView,
)
from art_desktop.services import Services
from art_desktop.ui.messages import Messages
from art_desktop.ui.page import Route
from art_desktop.ui.pages.context import PageContext
from art_desktop.ui.tasks import Runner

NOW = datetime(2026, 11, 24, 18, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)
OFFICER = Actor(UserId(7), "ann", "Ann Officer", Role.OFFICER)
MANAGER = Actor(UserId(8), "mo", "Mo Manager", Role.MANAGER)
BUSINESS = Actor(UserId(9), "bea", "Bea Business", Role.BUSINESS)

NEEDS = Needs(
    sex=Sex.MALE,
    ethnicity="WBRI",
    religion="Church of England, not practising",
    first_language="English",
    plan=Plan.SHORT_TERM,
    expected_weeks=26,
    school_stage="Year 4",
    ehcp=False,
    keep_school=True,
    home_postcode="PE3 6AB",
    school_postcode="PE3 7AH",
    family_time=(
        FamilyTime("mum", "PE3 6AB", "Saturdays, supervised"),
        FamilyTime("nan", None, "when she can"),
    ),
    avoid=(Avoid("mum's former partner lives there", "PE1", 1.0),),
    together=Together.TOGETHER,
    contact_wanted="Never a night apart so far.",
    levels={
        NeedCode.ATTACHMENT: NeedAnswer(
            Level.SIGNIFICANT,
            "Takes weeks to trust an adult, then follows them from room to room. Hoards food.",
            "The same two adults at bedtime; being told what comes next.",
        ),
        NeedCode.MISSING: NeedAnswer(
            Level.SIGNIFICANT,
            "Four times since August, always to his nan's, always back by nine.",
            "A call to nan first. She rings back.",
        ),
        NeedCode.BEHAVIOUR: NeedAnswer(Level.SOME, "Shouts and slams doors when a plan changes."),
        NeedCode.EDUCATION: NeedAnswer(Level.SOME, "Behind in reading; loves maths."),
        NeedCode.FIRE: NeedAnswer(Level.NONE),
        NeedCode.OFFENDING: NeedAnswer(Level.NONE),
        NeedCode.SUBSTANCE: NeedAnswer(Level.NONE),
        NeedCode.SELF_HARM: NeedAnswer(Level.NONE),
    },
    no_pets=False,
    own_bedroom=False,
    two_carers=False,
    non_smoking=True,
    likes="Dinosaurs, and knowing more about them than you. Swimming. The dog next door.",
    good_at="Maths, drawing, looking after his brother.",
    bedtime="Half past seven, landing light on, two chapters.",
    comfort="His green blanket, and being left alone for five minutes.",
    wishes="“I want to be with Tom and still go to my school.”",
)


def child(number: int = 1, **changed: Any) -> RequestChildView:
    """Return a child with a full profile."""
    needs = changed.pop("needs", NEEDS)
    made = RequestChildView(
        child_id=ChildId(number),
        reference=f"C-{number:04d}",
        name="Jamie Exampleton-Featherstonehaugh",
        sex=Sex.MALE,
        born_on=date(2017, 7, 3),
        age_words="9 y 4 m",
        needs=needs,
        profile_number=3,
        profile_recorded_at=NOW - timedelta(hours=26),
        profile_recorded_by="Ann Officer",
        unanswered=tuple(question.name for question in unanswered(needs)),
        current_placement="with mum's cousin, ends Friday",
    )
    return replace(made, **changed)


def second_child() -> RequestChildView:
    """Return a brother of whom nothing is recorded yet."""
    return child(
        2,
        needs=Needs(sex=Sex.MALE),
        name="Tom Exampleton",
        born_on=date(2020, 9, 1),
        age_words="6 y 2 m",
        profile_number=0,
        profile_recorded_at=None,
        profile_recorded_by="",
    )


def verdict(
    code: str,
    title: str,
    which: Verdict = Verdict.MET,
    sentence: str = "",
    *,
    hard: bool = False,
    support: str = "",
) -> VerdictView:
    """Return what a criterion said."""
    return VerdictView(code, title, which, sentence, "S003 §7", hard, support)


def verdicts(number: int) -> tuple[VerdictView, ...]:
    """Return a full set, differing with the number."""
    skilled = number % 3 == 0
    return (
        verdict("active", "Active", sentence="Approved, and on no hold.", hard=True),
        verdict(
            "approval",
            "Approval covers this",
            sentence="Two children, 0 to 17, either sex.",
            hard=True,
        ),
        verdict(
            "places", "Places for both", sentence="Two free places from Wed 25 Nov.", hard=True
        ),
        verdict(
            "conflict",
            "Children living there",
            sentence="Nobody who lives there has needs that clash with his.",
            hard=True,
        ),
        verdict("siblings", "Siblings", sentence="Both brothers, in a room each."),
        verdict(
            "school",
            "School 1.2 miles" if number % 2 else "School 9.8 miles",
            Verdict.MET if number % 2 else Verdict.NOT_MET,
            "He can stay at his school and walk there."
            if number % 2
            else "Forty minutes each way; transport is needed.",
        ),
        verdict(
            "missing",
            "Going missing",
            Verdict.MET if skilled else Verdict.SUPPORT,
            "Trained, and three children before who went missing.",
            support="" if skilled else "24/7 line",
        ),
        verdict(
            "faith",
            "Faith",
            Verdict.UNKNOWN if number % 4 else Verdict.MET,
            "Not recorded for these carers.",
        ),
        verdict("pets", "Pets", Verdict.NOT_APPLICABLE),
        verdict("experience", "Experience with his age", sentence="Nine placements aged 8 to 11."),
    )


_NAMES = (
    "Hall",
    "Okafor",
    "Featherstonehaugh and Wojciechowska-Brzęczyszczykiewicz",
    "Singh",
    "Barker-Lowe",
    "Nowak",
    "Ahmed",
    "Fenwick",
    "Ó Súilleabháin",
    "Carter",
)


def option(number: int = 1, **changed: Any) -> OptionView:
    """Return a suitable in-house option."""
    told = verdicts(number)
    made = OptionView(
        id=OptionId(number),
        tier=Tier.IN_HOUSE,
        household_id=HouseholdId(number),
        provider_id=None,
        home_id=None,
        title=_NAMES[(number - 1) % len(_NAMES)],
        area=f"PE{number % 8 + 1}",
        suitable=True,
        rank=number,
        low=max(84 - number * 2, 20),
        high=max(92 - number, 40),
        state=OptionState.OPEN,
        state_words="Not asked",
        excluded_by="",
        excluded_words="",
        weekly_price_pence=Pence(26501 + number * 2240),
        distance_miles=1.3 + number * 0.7,
        school_miles=1.2 if number % 2 else 9.8,
        verdicts=told,
        highlights=(told[4], told[5], told[6], told[7]),
        not_used_reason=None,
        not_used_note="",
        proposed_reason=NotUsedReason.DISTANCE,
        override_reason="",
        overridable_by=None,
        who_lives_there=("Their daughter, 15", "A foster child, girl, 11, since 2024"),
        history="Seven placements since 2019, six ended as planned; the longest 31 months.",
        version=1,
    )
    return replace(made, **changed)


_RULES = (
    ("No place on the date", "Both places are taken until Mon 4 Jan 2027."),
    ("Approval does not cover it", "Approved for children under 5 only."),
    ("On hold", "Taking a break until Fri 18 Dec 2026."),
    ("Two places needed", "One free place; the brothers stay together."),
    ("Conflict with a child there", "A child who lives there must have no other children."),
)


def unsuitable(number: int) -> OptionView:
    """Return an option that a rule took out."""
    rule, words = _RULES[number % len(_RULES)]
    return option(
        number,
        title=f"{_NAMES[number % len(_NAMES)]} {number}",
        suitable=False,
        rank=None,
        low=0,
        high=0,
        excluded_by=rule,
        excluded_words=words,
        overridable_by=Role.MANAGER if number % 5 in {1, 3} else None,
        proposed_reason=None,
    )


def shortlist(suitable: int = 4, **changed: Any) -> ShortlistView:
    """Return a shortlist with so many options that could serve."""
    options = [option(number) for number in range(1, suitable + 1)]
    out = tuple(unsuitable(number) for number in range(100, 237))
    counts: dict[str, int] = {}
    for one in out:
        counts[one.excluded_by] = counts.get(one.excluded_by, 0) + 1
    in_house = TierView(
        Tier.IN_HOUSE,
        True,
        "",
        (),
        suitable + len(out),
        tuple(options),
        out,
        tuple(sorted(counts.items(), key=lambda pair: -pair[1])),
        NOW - timedelta(minutes=4),
    )
    connected = TierView(Tier.CONNECTED, True, "", (), 0, (), (), (), NOW - timedelta(minutes=4))
    ifa = TierView(
        Tier.IFA,
        False,
        "Opens when every in-house option has its reason, or on urgency.",
        tuple(f"{one.title}: ask, or record why not" for one in options[:3]),
        0,
        (),
        (),
        (),
        None,
    )
    residential = TierView(
        Tier.RESIDENTIAL, False, "Opens after the agencies.", ("The agencies", ), 0, (), (), (), None
    )  # fmt: skip
    made = ShortlistView(
        request_id=RequestId(143),
        search_id=SearchId(5),
        as_of=TODAY,
        indicative=False,
        stale="",
        tiers=(connected, in_house, ifa, residential),
        learn=(
            "Does he share a room? If he does, Okafor would lead.",
            "If Hall's approval went to three children, both brothers would fit.",
        ),
        policy_words="Weights of Mon 1 Jun 2026: siblings 5, school 4, needs 4, home 3, faith 1.",
    )
    return replace(made, **changed)


AT_A_DISTANCE = ApprovalView(
    trigger=ApprovalTrigger.AT_A_DISTANCE,
    title=ApprovalTrigger.AT_A_DISTANCE.words,
    sentence="The home is outside the council's area, in one that does not adjoin it.",
    source="Care Planning Regulations 2010 r.11, r.13",
    posts=(Post.DIRECTOR,),
)
OUTSIDE_TERMS = ApprovalView(
    trigger=ApprovalTrigger.OUTSIDE_TERMS,
    title=ApprovalTrigger.OUTSIDE_TERMS.words,
    sentence="The child would be outside the household's terms of approval, for 6 working days.",
    source="Fostering Services Regulations 2011",
    posts=(Post.HEAD_OF_SERVICE, Post.ASSISTANT_DIRECTOR),
)


def nearly() -> tuple[LetInView, ...]:
    """Return four excluded households of one tier, the nearest first, and one of a closed tier."""
    made = [
        LetInView(
            OptionId(100 + at),
            f"{_NAMES[at]} {100 + at}",
            Tier.IN_HOUSE,
            ("one more place (1 → 2)",) if at else ("ages 8 to 17 go down to 6", "a second bed"),
            2 + at,
            71 - at,
            80 - at,
            "manager" if at else "the panel may vary the approval",
        )
        for at in range(4)
    ]
    gone = replace(made[0], option_id=OptionId(9999), title="Long gone")
    return (*made, gone)


def siblings_view(together: int = 0, **changed: Any) -> SiblingsView:
    """Return a look at two brothers: two splits of the same two groups."""

    def split(first: str, second: str, far: str) -> SplitView:
        blocks = (
            BlockView((ChildId(1),), "boy, 9", first, Tier.IN_HOUSE, 82, 90),
            BlockView((ChildId(2),), "boy, 6", second, Tier.IN_HOUSE, 70, 70),
        )
        return SplitView(blocks, "boy, 9 and boy, 6", f"The homes are {far}")

    made = SiblingsView(
        together=together,
        wish="Together",
        why_not="" if together else "No home has two free places on the day.",
        splits=(
            split("Hall", "Okafor", "2.1 miles apart"),
            split("Singh", "Nowak", "9.8 miles apart"),
        ),
        needs_decision=True,
    )
    return replace(made, **changed)


def map_view() -> MapView:
    """Return the map that goes with `shortlist`: four options round a home, and one not suitable."""
    home = MapPlace("home", PlaceKind.HOME, "Home", 518_900, 298_700)
    options = []
    for one in (*shortlist().tiers[1].suitable, unsuitable(100)):
        number = int(one.id)
        east = 518_900 + number % 7 * 900
        options.append(
            MapOption(
                key=str(one.id),
                rank=one.rank or 0,
                tier=one.tier,
                suitable=one.suitable,
                title=one.title,
                score=f"{one.low}–{one.high}",
                place=MapPlace(f"at:{number}", PlaceKind.OPTION, one.title, east, 299_600),
                legs=(MapLeg("home", 1.0 + number % 7 * 3.0),),
            )
        )
    return MapView(places=(home,), options=tuple(options))


def approach(number: int = 1, **changed: Any) -> ApproachView:
    """Return an approach that waits for an answer."""
    made = ApproachView(
        id=ApproachId(number),
        option_id=OptionId(number),
        title=_NAMES[(number - 1) % len(_NAMES)],
        means=ApproachMeans.TELEPHONE,
        spoken_to="Mrs Hall",
        asked_at=NOW - timedelta(hours=2),
        asked_by="Ann Officer",
        answer=Answer.WAITING,
        answered_at=None,
        note="Ring back after tea.",
        can_start_on=None,
        conditions="",
        version=1,
    )
    return replace(made, **changed)


AUTHORISED = AuthorisationView(
    id=AuthorisationId(1),
    post=Post.HEAD_OF_SERVICE,
    decided_by="Priya Head",
    decision=Decision.AGREED_CONDITIONS,
    decided_at=NOW - timedelta(hours=5),
    valid_until=date(2026, 12, 22),
    conditions="School transport in place by Mon 30 Nov 2026; review after six weeks",
    note="",
    retrospective=False,
    recorded_by="Ann Officer",
    standing="Valid until Tue 22 Dec 2026",
    in_force=True,
)

ROUTES = (
    RouteView(
        Post.PASP,
        "PASP, on Thu 26 Nov 2026 at 10:00",
        "Papers close on Wed 25 Nov 2026 at 12:00.",
    ),
    RouteView(Post.HEAD_OF_SERVICE, "The relevant Head of Service, or the one covering"),
    RouteView(
        Post.EDS,
        "Emergency Duty Service, out of hours",
        "Only for serious safeguarding or risk of serious offences.",
        Post.ON_CALL,
    ),
)

_BAR = (
    Stage.REFERRED,
    Stage.AUTHORISED,
    Stage.SEARCHING,
    Stage.WITH_SOCIAL_WORKER,
    Stage.AGREED,
    Stage.PLACED,
)


def stages(current: Stage) -> tuple[StageView, ...]:
    """Return the stage bar at a stage."""
    at = _BAR.index(current)
    states = ["done" if n < at else "current" if n == at else "waiting" for n in range(len(_BAR))]
    return tuple(StageView(stage, state) for stage, state in zip(_BAR, states, strict=True))


def page(**changed: Any) -> RequestPage:
    """Return an authorised request in search of a home."""
    made = RequestPage(
        id=RequestId(143),
        reference="R-2026-0143",
        kind=RequestKind.CHANGE,
        urgency=Urgency.URGENT,
        stage=Stage.SEARCHING,
        children_words="Boy, 9 · with brother, 6",
        children=(child(), second_child()),
        needed_at=datetime(2026, 11, 27, 0, 2, tzinfo=UTC),
        social_worker="Sam Worker",
        social_worker_phone="01733 000000",
        team="Family safeguarding 2",
        why="The cousin cannot go on past Friday.",
        urgent_reason="Placement ends on Friday",
        joint_funding_likely=False,
        owner="Ann Officer",
        owner_id=UserId(7),
        opened_at=NOW - timedelta(days=1),
        closed_reason="",
        version=4,
        stages=stages(Stage.SEARCHING),
        next_step=NextStep(
            "4 in-house households could serve: ask, or record why not.",
            "the team",
            "shortlist",
            "Open shortlist",
        ),
        routes=ROUTES,
        no_route="",
        authorisations=(AUTHORISED,),
        authorised=True,
        approaches=(),
        views=(),
        match=None,
        placements=(),
        papers=(),
        tasks=(),
    )
    return replace(made, **changed)


def unauthorised() -> RequestPage:
    """Return a request that nobody has decided on, late."""
    return page(
        authorised=False,
        authorisations=(),
        stage=Stage.REFERRED,
        stages=stages(Stage.REFERRED),
        needed_at=NOW - timedelta(hours=3),
        next_step=NextStep(
            "Needs an authorisation: the relevant Head of Service. Until then a search is"
            " indicative and nobody is asked.",
            "the relevant Head of Service",
            "decision",
            "Record authorisation",
        ),
    )


def with_offer() -> RequestPage:
    """Return a request with a yes, a no, one waiting, and the social worker's view."""
    return page(
        stage=Stage.WITH_SOCIAL_WORKER,
        stages=stages(Stage.WITH_SOCIAL_WORKER),
        next_step=NextStep(
            "The social worker agrees: record the match.", "the team", "decision", "Record match"
        ),
        approaches=(
            approach(
                1,
                answer=Answer.YES,
                answered_at=NOW - timedelta(hours=1),
                can_start_on=date(2026, 11, 26),
                conditions="school run on Mondays is done by somebody else",
            ),
            approach(2, spoken_to=""),
            approach(
                3,
                answer=Answer.NO,
                answered_at=NOW - timedelta(minutes=30),
                note="Their own son starts exams.",
            ),
        ),
        views=(
            WorkerViewLine(
                OptionId(1),
                "Hall",
                WorkerView.AGREE_WITH_SUPPORT,
                "Sam Worker",
                "The right house for both of them.",
                "Somebody to do the Monday school run.",
                NOW - timedelta(minutes=20),
            ),
        ),
    )


def offer_shortlist() -> ShortlistView:
    """Return the shortlist that goes with `with_offer`."""
    return shortlist_with(
        {
            1: {"state": OptionState.OFFERED, "state_words": "Said yes"},
            2: {"state": OptionState.ASKED, "state_words": "Asked, no answer yet"},
            3: {
                "state": OptionState.DECLINED,
                "not_used_reason": NotUsedReason.DECLINED,
                "not_used_note": "Their own son starts exams.",
            },
        }
    )


def shortlist_with(changes: Mapping[int, Mapping[str, Any]]) -> ShortlistView:
    """Return a shortlist in which some options are changed."""
    made = shortlist()
    tiers = []
    for tier in made.tiers:
        options = tuple(replace(o, **changes.get(int(o.id), {})) for o in tier.suitable)
        tiers.append(replace(tier, suitable=options))
    return replace(made, tiers=tuple(tiers))


def matched(**changed: Any) -> RequestPage:
    """Return a request whose match is agreed."""
    made = with_offer()
    return replace(
        made,
        stage=Stage.AGREED,
        stages=stages(Stage.AGREED),
        match=MatchView(
            MatchId(1),
            OptionId(1),
            "Hall",
            "Both brothers together, ten minutes' walk from school, carers who have done this nine"
            " times before.",
            "No experience of children who go missing.",
            "24/7 line; the Monday school run by the family support worker.",
            NOW - timedelta(minutes=5),
            "Ann Officer",
            1,
        ),
        next_step=NextStep(
            "The match is agreed: record the start.", "the team", "placement", "Start placement"
        ),
        **changed,
    )


def placed() -> RequestPage:
    """Return a request whose children are placed, with the tasks that opened."""

    def task(number: int, words: str, due: timedelta, **changed: Any) -> TaskRow:
        row = TaskRow(
            TaskId(number),
            TaskKind.OTHER,
            words,
            NOW + due,
            "Ann Officer",
            UserId(7),
            RequestId(143),
            "R-2026-0143",
            None,
            None,
            due < timedelta(0),
            timedelta(0) <= due < timedelta(hours=5),
            1,
        )
        return replace(row, **changed)

    placements = tuple(
        PlacementView(
            PlacementId(n),
            ChildId(n),
            name,
            "Hall",
            Tier.IN_HOUSE,
            date(2026, 11, 26),
            date(2027, 5, 27),
            None,
            "",
            Pence(26501),
        )
        for n, name in ((1, "Jamie Exampleton-Featherstonehaugh"), (2, "Tom Exampleton"))
    )
    return replace(
        matched(),
        stage=Stage.PLACED,
        stages=stages(Stage.PLACED),
        next_step=NextStep("Placed. See the tasks that opened.", "", "placement", "See placement"),
        placements=placements,
        tasks=(
            task(1, "Update the council's case management system", timedelta(hours=3)),
            task(2, "Tell finance: start, rate, split", timedelta(hours=-2)),
            task(3, "First visit to the child in the placement", timedelta(days=7)),
            task(
                4,
                "Tell the Looked After Children's Health Team, with consent and papers",
                timedelta(days=1),
                done_at=NOW,
            ),
        ),
    )


PAPERS = (
    PaperView(
        DocumentId(1),
        PaperKind.REFERRAL_REDACTED,
        1,
        "R-2026-0143-redacted-1.pdf",
        "0" * 64,
        NOW - timedelta(hours=3),
        "Ann Officer",
        True,
    ),
    PaperView(
        DocumentId(2),
        PaperKind.REFERRAL_REDACTED,
        2,
        "R-2026-0143-redacted-2.pdf",
        "0" * 64,
        NOW - timedelta(hours=1),
        "Ann Officer",
        False,
    ),
)

HISTORY = tuple(
    HistoryLine(NOW - timedelta(hours=hours), who, words)
    for hours, who, words in (
        (0, "Ann Officer", "Asked Okafor by telephone"),
        (1, "Ann Officer", "Hall said yes, from Thu 26 Nov 2026"),
        (2, "Ann Officer", "Asked Hall by telephone"),
        (5, "Ann Officer", "Recorded the decision of the Head of Service: agreed with conditions"),
        (26, "Ann Officer", "Saved version 3 of the needs profile of C-0001"),
        (27, "Mo Manager", "Opened the request"),
    )
)

LISTS = {
    "ethnicity": (("WBRI", "White British"), ("WOTH", "Other White background")),
    "legal_status": (("C2", "Full care order"), ("V2", "Accommodated under section 20")),
}


FUNDING = FundingView(
    request_id=RequestId(143),
    needed=False,
    why="",
    starts_on=TODAY,
    total_pence=None,
    total_of="",
    default=(),
    splits=(),
    care=(),
    open=True,
)


class Fake:
    """One service: what each method returns, or raises; what it was asked; on which thread."""

    def __init__(self, world: World, name: str, answers: Mapping[str, object]) -> None:
        self._world, self._name, self._answers = world, name, dict(answers)

    def __getattr__(self, method: str) -> Callable[..., object]:
        def call(actor: Actor, *args: object, **kwargs: object) -> object:
            assert isinstance(actor, Actor)
            self._world.calls.append((f"{self._name}.{method}", *args))
            self._world.threads.add(threading.current_thread())
            key = f"{self._name}.{method}"
            answer = self._world.answers.get(key, self._answers.get(method))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if isinstance(answer, Refusal):
                raise answer
            return answer(*args, **kwargs) if callable(answer) else answer

        if method.startswith("_"):
            raise AttributeError(method)
        return call


@dataclass
class World:
    """Fake services, what they were asked, and where the page wanted to go."""

    page: RequestPage = field(default_factory=page)
    shortlist: ShortlistView = field(default_factory=shortlist)
    actor: Actor = OFFICER
    answers: dict[str, object] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    threads: set[threading.Thread] = field(default_factory=set)
    went: list[Route] = field(default_factory=list)
    reported: list[BaseException] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))

    def services(self) -> Services:
        """Return the fakes where the services are wanted."""
        from tests.ui.approach_samples import approaches_of  # made of these samples
        from tests.ui.paper_samples import shelf_of

        done = Changed(frozenset({"request"}), RequestId(143))
        team = (UserRow(UserId(7), "ann", "Ann Officer", Role.OFFICER, True, 1),)
        proposal = MatchProposal("Both brothers together.", "None known.", "24/7 line")
        fakes: dict[str, dict[str, object]] = {
            "requests": {
                "page": lambda _id: self.page,
                "history": HISTORY,
                "refer": done,
                "take": done,
                "withdraw": done,
            },
            "needs": {
                "save": replace(done, words="Version 4 saved: 2 answers changed."),
                "identifiers": (),
                "lists": LISTS,
                "place": "In Peterborough · 1.2 miles from home",
            },
            "searching": {
                "shortlist": lambda _id: self.shortlist,
                "run": lambda _id: self.shortlist,
                "learn": "Does he share a room? If he does, Okafor would lead.",
                "nearly": (),
                "effect": None,
                "map": map_view(),
                "not_used": done,
                "open_tier": done,
                "override": done,
            },
            "spot_purchases": {"record": done},
            "siblings": {"look": None, "part": done},
            "authorising": {"record": done, "record_added": done},
            "approaching": {
                "ask": done,
                "answer": done,
                "decline": done,
                "chase": done,
                "page": lambda _id: approaches_of(self.page),
            },
            "releasing": {"ask": done, "release": done, "release_alone": done, "send_back": done},
            "sending": {"choices": (), "draft": (), "draft_again": (), "chase_by_email": ()},
            "offering": {"households": (), "record": done, "withdraw": done},
            "placing": {
                "record_view": done,
                "proposal": proposal,
                "agree": done,
                "start": done,
            },
            "escalating": {
                "of_request": Disagreements(),
                "board": BoardList((), (), ()),
                **dict.fromkeys(
                    ("ask_view", "open", "hear", "take_to_board", "keep_lessons"), done
                ),
            },
            "agendas": {"card": AgendaCard(on=(), next=()), "put_on": done},
            "funding": {"view": FUNDING, **dict.fromkeys(("record", "decide_contract_care"), done)},
            "papers": {
                "issue": PAPERS[0],
                "content": b"",
                "shelf": lambda _id: shelf_of(self.page),
            },
            "tasks": {"team": team, "done": done},
            "drafts": {
                "keep": self.drafts.__setitem__,
                "kept": self.drafts.get,
                "discard": lambda form: self.drafts.pop(form, None) and None,
            },
        }
        made = {name: Fake(self, name, answers) for name, answers in fakes.items()}
        return cast("Services", type("Fakes", (), made))

    def context(self, runner: Runner) -> PageContext:
        """Return what the page is given."""
        messages = Messages(lambda _banner: None, lambda _reference: None)
        messages.report = self.reported.append  # type: ignore[method-assign,assignment]  # a test looks at them
        return PageContext(
            services=self.services(),
            actor=lambda: self.actor,
            runner=runner,
            go=self.went.append,
            messages=messages,
            clock=self.clock,
        )

    def asked(self, name: str) -> list[tuple[object, ...]]:
        """Return the arguments of every call of a method."""
        return [call[1:] for call in self.calls if call[0] == name]


def problem(name: str, words: str) -> FieldProblem:
    """Return a problem of one answer."""
    return FieldProblem(name, words)
