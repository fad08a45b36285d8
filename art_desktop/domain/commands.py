"""What a person asks a service to do: frozen, complete, checked by the domain.

`version` is the one that the form started from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.ids import (
    AgendaItemId,
    ApproachId,
    ChildId,
    FamilyId,
    OptionId,
    Pence,
    RequestId,
    UserId,
)
from art_desktop.domain.needs import Needs
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    Decision,
    NotUsedReason,
    Post,
    RequestKind,
    Sex,
    Tier,
    Urgency,
    WorkerView,
)


@dataclass(frozen=True, kw_only=True)
class RequestDetails:
    """What a request says of itself; `child_ids` in the order in which they are written."""

    kind: RequestKind
    urgency: Urgency
    needed_at: datetime
    child_ids: tuple[ChildId, ...]
    social_worker: str = ""
    social_worker_phone: str = ""
    team: str = ""
    why: str = ""
    urgent_reason: str = ""
    joint_funding_likely: bool = False


@dataclass(frozen=True, kw_only=True)
class EditRequest:
    """Change an open request's details."""

    request_id: RequestId
    version: int
    details: RequestDetails


@dataclass(frozen=True, kw_only=True)
class SaveNeeds:
    """Record the next version of a child's needs profile. `based_on` is the number it started from, 0 for the first."""

    request_id: RequestId
    child_id: ChildId
    based_on: int
    needs: Needs


@dataclass(frozen=True, kw_only=True)
class RecordNotUsed:
    """Record why a suitable option will not be used."""

    option_id: OptionId
    version: int
    reason: NotUsedReason
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenTier:
    """Open a tier early: because the request is urgent, or a family placement is not in the child's interest."""

    request_id: RequestId
    tier: Tier
    reason: str
    decided_by: str = ""


@dataclass(frozen=True, kw_only=True)
class OverrideRule:
    """Bring an excluded option back, where the rule may be overridden and the role suffices."""

    option_id: OptionId
    version: int
    reason: str


@dataclass(frozen=True)
class Condition:
    """A condition of a decision: it becomes a task with an owner and a date."""

    words: str
    due_on: date
    owner_id: UserId | None = None


@dataclass(frozen=True, kw_only=True)
class RecordAuthorisation:
    """Record the decision of the person or panel that was asked.

    `item_id`: the agenda item at which a panel decided it. `deferred_to`: the day by which what is wanted, which the
    `note` says, is to be there. `most_pence`: the whole price up to which a resource is authorised. `covering`: why
    somebody decided who does not hold the post, or why the usual one could not be reached.
    """

    request_id: RequestId
    post: Post
    decided_by: str
    decision: Decision
    decided_at: datetime
    conditions: tuple[Condition, ...] = ()
    note: str = ""
    first_agreed_by: str = ""
    item_id: AgendaItemId | None = None
    deferred_to: date | None = None
    most_pence: Pence | None = None
    covering: str = ""


@dataclass(frozen=True, kw_only=True)
class AskHousehold:
    """Record that a household is being asked."""

    option_id: OptionId
    means: ApproachMeans
    spoken_to: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordAnswer:
    """Record what an approach brought. `can_start_on` goes with a yes."""

    approach_id: ApproachId
    version: int
    answer: Answer
    note: str = ""
    can_start_on: date | None = None
    conditions: str = ""
    decline_reason: NotUsedReason | None = None


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """Record the social worker's view of an option."""

    option_id: OptionId
    view: WorkerView
    given_by: str
    words: str = ""
    support_wanted: str = ""


@dataclass(frozen=True)
class MatchProposal:
    """What the verdicts already say of a match, for the officer to make their own."""

    reasons: str
    compromises: str
    support: str


@dataclass(frozen=True, kw_only=True)
class AgreeMatch:
    """Record the match: why this home, what is compromised, what support closes the gaps."""

    option_id: OptionId
    option_version: int
    reasons: str
    compromises: str
    support: str


@dataclass(frozen=True, kw_only=True)
class StartPlacement:
    """Start the placement of every child of a request in the home that was matched."""

    request_id: RequestId
    version: int
    starts_on: date
    expected_end_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SaveChild:
    """Add a child (`child_id` None) or change one. `sibling_of` puts a new child in that child's family."""

    child_id: ChildId | None
    version: int
    first_name: str
    last_name: str
    known_as: str = ""
    born_on: date
    sex: Sex
    case_number: str = ""
    ethnicity: str | None = None
    religion: str = ""
    first_language: str = ""
    arrived_alone: bool = False
    legal_status: str | None = None
    family_id: FamilyId | None = None
    sibling_of: ChildId | None = None
    home_address: str = ""
    home_postcode: str = ""
    school_name: str = ""
    school_postcode: str = ""
    social_worker: str = ""
    social_worker_phone: str = ""
    team: str = ""


@dataclass(frozen=True, kw_only=True)
class AddUser:
    """Give somebody a way in, with a first passphrase to be changed by them."""

    username: str
    full_name: str
    role: Role
    passphrase: str
