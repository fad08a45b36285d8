"""A request's own records: the request, its profiles, searches, options, approaches, decisions (product.md §2, §3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.ids import (
    AgendaItemId,
    ApproachId,
    AuthorisationId,
    ChildId,
    DocumentId,
    HomeId,
    HouseholdId,
    LotId,
    MatchId,
    NeedsProfileId,
    OfferId,
    OptionId,
    Pence,
    PolicyId,
    ProviderId,
    ReleaseId,
    RequestId,
    SearchId,
    TaskId,
    UserId,
    ViewId,
)
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    ApprovalTrigger,
    Decision,
    NotUsedReason,
    OptionState,
    Post,
    RequestKind,
    Stage,
    Tier,
    Urgency,
    WorkerView,
)


@dataclass(eq=False, kw_only=True)
class RequestChild:
    """One child of a request; a sibling group has several.

    `contract_care_by` is who decided that contract care is paid, which follows the child's needs; "" is nobody.
    """

    id: int | None = None
    request_id: RequestId | None = None
    child_id: ChildId
    position: int = 1
    contract_care_by: str = ""


@dataclass(eq=False, kw_only=True)
class Request:
    """One piece of work for the team: a resource wanted for one child or one sibling group by a date.

    `urgent_reason` opens the tiers early; `closed_reason` is required to withdraw. `split_from_id` is the request of
    the brothers and sisters that this one was parted from, for `split_reason`, which says who decided it.
    """

    id: RequestId | None = None
    reference: str
    kind: RequestKind
    urgency: Urgency = Urgency.PLANNED
    stage: Stage = Stage.DRAFT
    needed_at: datetime
    referred_at: datetime | None = None
    social_worker: str = ""
    social_worker_phone: str = ""
    team: str = ""
    why: str = ""
    urgent_reason: str = ""
    joint_funding_likely: bool = False
    owner_id: UserId | None = None
    opened_at: datetime
    closed_at: datetime | None = None
    closed_reason: str = ""
    split_from_id: RequestId | None = None
    split_reason: str = ""
    version: int = 1
    children: list[RequestChild] = field(default_factory=list)


@dataclass(eq=False, kw_only=True)
class NeedsProfile:
    """One version of one child's needs profile; a version is never changed, only followed by the next."""

    id: NeedsProfileId | None = None
    request_id: RequestId
    child_id: ChildId
    number: int
    body: str
    recorded_at: datetime
    recorded_by: UserId


@dataclass(eq=False, kw_only=True)
class Search:
    """One run of matching, kept for ever: `record` is the compressed inputs and results, `sha256` its hash."""

    id: SearchId | None = None
    request_id: RequestId
    as_of: date
    ran_at: datetime
    ran_by: UserId
    tier: Tier
    indicative: bool
    policy_id: PolicyId | None
    considered: int
    suitable: int
    record: bytes
    sha256: str


@dataclass(eq=False, kw_only=True)
class Option:
    """One candidate of a request's shortlist and what became of it.

    `verdicts` is canonical JSON: criterion code to verdict code, from the latest search. `excluded_codes` are the
    codes of the hard rules not met, with a space between them, `excluded_by` their titles. `low` and `high` are 0 to
    100. One candidate has one option in a request, however often it was searched.
    """

    id: OptionId | None = None
    request_id: RequestId
    search_id: SearchId
    tier: Tier
    household_id: HouseholdId | None = None
    provider_id: ProviderId | None = None
    home_id: HomeId | None = None
    suitable: bool
    rank: int | None = None
    low: int = 0
    high: int = 0
    excluded_by: str = ""
    excluded_codes: str = ""
    verdicts: str = "{}"
    weekly_price_pence: Pence | None = None
    distance_miles: float | None = None
    state: OptionState = OptionState.OPEN
    not_used_reason: NotUsedReason | None = None
    not_used_note: str = ""
    not_used_on: date | None = None
    override_reason: str = ""
    overridden_by: UserId | None = None
    overridden_at: datetime | None = None
    version: int = 1

    @property
    def candidate(self) -> str:
        """Return what names the option among the candidates of a search, such as "household:12"."""
        if self.household_id is not None:
            return f"household:{self.household_id}"
        return f"home:{self.home_id}" if self.home_id else f"provider:{self.provider_id}"


@dataclass(eq=False, kw_only=True)
class TierOpening:
    """A tier opened on a request after the first, with why and by whom."""

    id: int | None = None
    request_id: RequestId
    tier: Tier
    reason: str
    opened_at: datetime
    opened_by: UserId


@dataclass(eq=False, kw_only=True)
class Release:
    """A redacted referral let out of the building: who drafted it, who released it, to which lot, until when.

    It is released by somebody other than its author, or by the author alone out of hours with `alone_reason`.
    """

    id: ReleaseId | None = None
    request_id: RequestId
    document_id: DocumentId
    lot_id: LotId | None = None
    author_id: UserId
    released_by: UserId
    released_at: datetime
    due_at: datetime
    alone_reason: str = ""


@dataclass(eq=False, kw_only=True)
class ReleaseAsk:
    """A drafted referral that waits for a second person: who asks, for which lot, and what came of it.

    It ends with a release (`release_id`), or sent back with words. `task_id` is the task that managers see.
    """

    id: int | None = None
    request_id: RequestId
    document_id: DocumentId
    lot_id: LotId | None = None
    asked_by: UserId
    asked_at: datetime
    note: str = ""
    task_id: TaskId | None = None
    release_id: ReleaseId | None = None
    returned_by: UserId | None = None
    returned_at: datetime | None = None
    returned_words: str = ""


@dataclass(eq=False, kw_only=True)
class Approach:
    """Asking one household, or sending the referral to one provider, with the answer and its time.

    For an outside provider: `release_id` is the referral that it got, `sent_to` the address it was drafted to,
    `drafted_at` when the e-mail was saved, `due_at` its deadline, `decline_reason` why it said no.
    """

    id: ApproachId | None = None
    request_id: RequestId
    option_id: OptionId
    authorisation_id: AuthorisationId
    means: ApproachMeans
    spoken_to: str = ""
    asked_at: datetime
    asked_by: UserId
    answer: Answer = Answer.WAITING
    answered_at: datetime | None = None
    note: str = ""
    release_id: ReleaseId | None = None
    sent_to: str = ""
    drafted_at: datetime | None = None
    due_at: datetime | None = None
    decline_reason: DeclineReason | None = None
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Chaser:
    """One reminder to somebody who has not answered."""

    id: int | None = None
    approach_id: ApproachId
    at: datetime
    by: UserId
    words: str = ""


@dataclass(eq=False, kw_only=True)
class Offer:
    """A yes from an approach, with its terms.

    `option_id` is the home that was offered, which is not always the one that was asked: an agency offers one of its
    households. `education_pence` is the part of the weekly price that is for education. `withdrawn_at`: taken back.
    """

    id: OfferId | None = None
    approach_id: ApproachId
    option_id: OptionId
    can_start_on: date
    weekly_price_pence: Pence | None = None
    education_pence: Pence | None = None
    holds_until: date | None = None
    includes: str = ""
    conditions: str = ""
    received_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


@dataclass(eq=False, kw_only=True)
class Authorisation:
    """The decision by the right person or panel that a thing may be done (product.md §3.1).

    `item_id` is the agenda item at which a panel decided it; `deferred_to` the day to which it was put off.
    `covering` says for whom, or why, somebody decided who does not hold the post. `most_pence` is the whole price up
    to which a resource was authorised.
    """

    id: AuthorisationId | None = None
    request_id: RequestId
    kind: RequestKind
    post: Post
    decided_by: str
    decision: Decision
    decided_at: datetime
    valid_until: date | None
    conditions: str = ""
    note: str = ""
    retrospective: bool = False
    item_id: AgendaItemId | None = None
    deferred_to: date | None = None
    covering: str = ""
    most_pence: Pence | None = None
    recorded_by: UserId
    recorded_at: datetime


@dataclass(eq=False, kw_only=True)
class AddedApproval:
    """A decision on something that one match needs approved beside its authorisation, such as a home out of area."""

    id: int | None = None
    request_id: RequestId
    option_id: OptionId
    trigger: ApprovalTrigger
    post: Post
    decided_by: str
    decision: Decision
    decided_at: datetime
    note: str = ""
    recorded_by: UserId
    recorded_at: datetime


@dataclass(eq=False, kw_only=True)
class SocialWorkerView:
    """What the child's social worker said of an option."""

    id: ViewId | None = None
    request_id: RequestId
    option_id: OptionId
    view: WorkerView
    given_by: str
    words: str = ""
    support_wanted: str = ""
    given_at: datetime
    recorded_by: UserId


@dataclass(eq=False, kw_only=True)
class Match:
    """The option chosen, with the record of why, the compromises, and the support that will close the gaps."""

    id: MatchId | None = None
    request_id: RequestId
    option_id: OptionId
    view_id: ViewId | None
    reasons: str
    compromises: str
    support: str
    agreed_at: datetime
    agreed_by: UserId
    version: int = 1
