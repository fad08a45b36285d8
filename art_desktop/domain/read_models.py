"""What leaves a service: frozen, plain, ready to be shown; no entity, no session, nothing to save.

Days are local `date`s, instants aware UTC, money whole pence, distances miles to one decimal. A `version` travels with
whatever a form can save again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from art_desktop.domain.deciders import Decider
from art_desktop.domain.ids import (
    ApproachId,
    AuthorisationId,
    ChildId,
    DocumentId,
    HomeId,
    HouseholdId,
    MatchId,
    OptionId,
    Pence,
    PlacementId,
    ProviderId,
    RequestId,
    TaskId,
    UserId,
)
from art_desktop.domain.matching_views import ApprovalView
from art_desktop.domain.needs import Needs
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    Decision,
    Grade,
    Post,
    ProviderKind,
    RequestKind,
    Sex,
    Stage,
    TaskKind,
    Tier,
    Urgency,
    WorkerView,
)

# Requests


@dataclass(frozen=True)
class RequestRow:
    """One line of the list of requests. `children_words` is "Boy, 9 · with brother, 6", never a name.

    `flag` is what must not be overlooked: a retrospective authorisation that is owed, one that runs out, on
    `runs_out_on`.
    """

    id: RequestId
    reference: str
    kind: RequestKind
    urgency: Urgency
    stage: Stage
    children_words: str
    children_names: str
    needed_at: datetime
    owner: str
    owner_id: UserId | None
    next_step: str
    flag: str = ""
    runs_out_on: date | None = None


@dataclass(frozen=True)
class RequestChildView:
    """One child of a request, with the needs profile as it stands (None before the first version)."""

    child_id: ChildId
    reference: str
    name: str
    sex: Sex
    born_on: date
    age_words: str
    needs: Needs
    profile_number: int
    profile_recorded_at: datetime | None
    profile_recorded_by: str
    unanswered: tuple[str, ...]
    current_placement: str


@dataclass(frozen=True)
class StageView:
    """One stop on the stage bar. `state` is "done", "current" or "waiting"."""

    stage: Stage
    state: str


@dataclass(frozen=True)
class NextStep:
    """What the request waits for: words, who owes it, and the action that moves it (a code the page knows)."""

    words: str
    owed_by: str = ""
    action: str = ""
    action_words: str = ""


@dataclass(frozen=True)
class RouteView:
    """One way in which an authorisation can be had: who may give it today, and on what condition.

    `people` may decide for the post today, `first_people` for the one that agrees first; `holders` says who is away
    and who covers. `shut` says why the route is not open at this moment, "" where it is: a decision by it then needs
    words on why the usual one could not be reached. `free_name`: anybody may speak for the post, as in a panel.
    """

    post: Post
    words: str
    condition: str = ""
    also_needs: Post | None = None
    urgency: Urgency | None = None
    people: tuple[Decider, ...] = ()
    first_people: tuple[Decider, ...] = ()
    holders: str = ""
    shut: str = ""
    free_name: bool = True


@dataclass(frozen=True)
class AuthorisationView:
    """One recorded decision. `standing` says "valid until Tue 24 Nov 2026", "expired …" or why it permits nothing.

    `covering` says why somebody decided who does not hold the post; `runs_out`: it ends within the notice.
    """

    id: AuthorisationId
    post: Post
    decided_by: str
    decision: Decision
    decided_at: datetime
    valid_until: date | None
    conditions: str
    note: str
    retrospective: bool
    recorded_by: str
    standing: str
    in_force: bool
    covering: str = ""
    runs_out: bool = False


@dataclass(frozen=True)
class ApproachView:
    """One approach and its answer."""

    id: ApproachId
    option_id: OptionId
    title: str
    means: ApproachMeans
    spoken_to: str
    asked_at: datetime
    asked_by: str
    answer: Answer
    answered_at: datetime | None
    note: str
    can_start_on: date | None
    conditions: str
    version: int


@dataclass(frozen=True)
class WorkerViewLine:
    """What the social worker said of an option."""

    option_id: OptionId
    title: str
    view: WorkerView
    given_by: str
    words: str
    support_wanted: str
    given_at: datetime


@dataclass(frozen=True)
class MatchView:
    """The match: which option, why, the compromises and the support."""

    id: MatchId
    option_id: OptionId
    title: str
    reasons: str
    compromises: str
    support: str
    agreed_at: datetime
    agreed_by: str
    version: int


@dataclass(frozen=True)
class PlacementView:
    """One placement in a child's or request's history."""

    id: PlacementId
    child_id: ChildId
    child: str
    title: str
    tier: Tier | None
    starts_on: date
    expected_end_on: date | None
    ended_on: date | None
    end_reason: str
    weekly_price_pence: Pence | None


@dataclass(frozen=True)
class PaperView:
    """One kept paper."""

    id: DocumentId
    kind: PaperKind
    number: int
    file_name: str
    sha256: str
    made_at: datetime
    made_by: str
    indicative: bool
    subject_words: str = ""
    changes: tuple[str, ...] = ()
    pages: int = 0


@dataclass(frozen=True)
class HistoryLine:
    """One line of a record's history, from the audit trail, in words."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True)
class RequestPage:
    """A request as one page.

    `approvals` are those that the match needs beside its authorisation, until the child is placed. `split_words` says
    why its children were parted from brothers and sisters.
    """

    id: RequestId
    reference: str
    kind: RequestKind
    urgency: Urgency
    stage: Stage
    children_words: str
    children: tuple[RequestChildView, ...]
    needed_at: datetime
    social_worker: str
    social_worker_phone: str
    team: str
    why: str
    urgent_reason: str
    joint_funding_likely: bool
    owner: str
    owner_id: UserId | None
    opened_at: datetime
    closed_reason: str
    version: int
    stages: tuple[StageView, ...]
    next_step: NextStep
    routes: tuple[RouteView, ...]
    no_route: str
    authorisations: tuple[AuthorisationView, ...]
    authorised: bool
    approaches: tuple[ApproachView, ...]
    views: tuple[WorkerViewLine, ...]
    match: MatchView | None
    placements: tuple[PlacementView, ...]
    papers: tuple[PaperView, ...]
    tasks: tuple[TaskRow, ...]
    approvals: tuple[ApprovalView, ...] = ()
    split_words: str = ""
    flags: tuple[str, ...] = ()


# Today


@dataclass(frozen=True)
class TaskRow:
    """One task. `late` and `due_today` are as of the moment it was read."""

    id: TaskId
    kind: TaskKind
    words: str
    due_at: datetime
    owner: str
    owner_id: UserId | None
    request_id: RequestId | None
    request_reference: str
    child_id: ChildId | None
    done_at: datetime | None
    late: bool
    due_today: bool
    version: int


@dataclass(frozen=True)
class ComingRow:
    """Something on its way: a notice ending, a birthday, a review, an expected vacancy. `route` and `key` open it."""

    on: date
    words: str
    detail: str
    route: str
    key: int


@dataclass(frozen=True)
class Today:
    """The three columns of Today."""

    without_home: tuple[RequestRow, ...]
    owed: tuple[TaskRow, ...]
    coming: tuple[ComingRow, ...]
    open_requests: int


# Households, children, providers


@dataclass(frozen=True)
class LineView:
    """A label and its words, in a group of facts."""

    label: str
    words: str


@dataclass(frozen=True)
class ChildRow:
    """One line of the list of children."""

    id: ChildId
    reference: str
    name: str
    sex: Sex
    born_on: date
    age_words: str
    living: str
    tier: Tier | None
    since: date | None
    distance_miles: float | None
    legal_status: str
    social_worker: str


@dataclass(frozen=True)
class ChildPage:
    """A child as one page. The home address is not in it: `reveal` gives it and is logged."""

    id: ChildId
    reference: str
    case_number: str
    name: str
    known_as: str
    sex: Sex
    born_on: date
    age_words: str
    facts: tuple[LineView, ...]
    siblings: tuple[LineView, ...]
    sibling_ids: tuple[ChildId, ...]
    placements: tuple[PlacementView, ...]
    requests: tuple[RequestRow, ...]
    version: int


@dataclass(frozen=True)
class ProviderRow:
    """One line of the list of providers; a home is a line of its own under its provider's name."""

    id: ProviderId
    home_id: HomeId | None
    reference: str
    name: str
    kind: ProviderKind
    area: str
    grade: Grade | None
    inspected_on: date | None
    places: int | None
    here: int
    on_framework: bool
    suspended: bool
    urn: str
    checks: str
    checks_until: date | None
    contract: str
    contract_until: date | None
    soon: str


@dataclass(frozen=True)
class AddressView:
    """A revealed address: shown for a while, its opening logged."""

    words: str
    postcode: str
    phone: str


# People and the record


@dataclass(frozen=True)
class UserRow:
    """One user of the application."""

    id: UserId
    username: str
    full_name: str
    role: Role
    active: bool
    version: int


@dataclass(frozen=True)
class ServiceView:
    """Whose record this is."""

    council: str
    area_code: str
    team_name: str
    phone: str
    out_of_hours_phone: str
    demonstration: bool


@dataclass(frozen=True)
class AuditRow:
    """One line of the audit trail, its values in words."""

    seq: int
    at: datetime
    who: str
    action: str
    object_type: str
    object_id: str
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Changed:
    """What a change touched, so that each page can decide whether to read again."""

    what: frozenset[str]
    request_id: RequestId | None = None
    child_id: ChildId | None = None
    household_id: HouseholdId | None = None
    words: str = ""
