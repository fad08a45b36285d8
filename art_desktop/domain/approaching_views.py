"""What the services tell of approaches: what waits, what was offered, who got which referral, who may be sent it.

Instants are aware UTC, days local, money whole pence a week for all the children of the request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from art_desktop.domain.ids import (
    ApproachId,
    DocumentId,
    HouseholdId,
    LotId,
    OfferId,
    OptionId,
    Pence,
    ProviderId,
    ReleaseId,
    RequestId,
)
from art_desktop.domain.vocabulary import Answer, ApproachMeans, OptionState, Tier


@dataclass(frozen=True)
class ChaserLine:
    """One reminder."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ApproachLine:
    """One approach. `provider` is "" in-house; `agency`: an offer has to say which household."""

    id: ApproachId
    option_id: OptionId
    title: str
    tier: Tier
    provider_id: ProviderId | None
    provider: str
    agency: bool
    means: ApproachMeans
    spoken_to: str
    asked_at: datetime
    asked_by: str
    answer: Answer
    answered_at: datetime | None
    note: str
    can_start_on: date | None
    conditions: str
    decline_words: str
    release_id: ReleaseId | None
    release_number: int | None
    sent_to: str
    drafted_at: datetime | None
    due_at: datetime | None
    chasers: tuple[ChaserLine, ...]
    offers: int
    version: int

    @property
    def outside(self) -> bool:
        """Say whether a provider was asked."""
        return self.provider_id is not None

    def is_late(self, now: datetime) -> bool:
        """Say whether the deadline passed without an answer."""
        return self.answer is Answer.WAITING and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """One offer beside the others. `beyond_band` says by how much it is above the lot's prices, "" where it is not."""

    id: OfferId
    approach_id: ApproachId
    option_id: OptionId
    title: str
    provider: str
    tier: Tier
    state: OptionState
    can_start_on: date
    weekly_price_pence: Pence | None
    education_pence: Pence | None
    holds_until: date | None
    includes: str
    conditions: str
    received_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    grade: str
    distance_miles: float | None
    suitable: bool
    excluded_by: str
    rank: int | None
    low: int
    high: int
    beyond_band: str = ""

    @property
    def stands(self) -> bool:
        """Say whether it has not been taken back."""
        return self.withdrawn_at is None


@dataclass(frozen=True)
class SentLine:
    """One provider that got a referral."""

    provider: str
    sent_to: str
    drafted_at: datetime
    homes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReleaseLine:
    """One release: which version of the paper, to which lot, by whom, until when, and who got it."""

    id: ReleaseId
    document_id: DocumentId
    number: int
    sha256: str
    lot_id: LotId | None
    lot: str
    author: str
    released_by: str
    released_at: datetime
    due_at: datetime
    alone_reason: str
    sent: tuple[SentLine, ...]
    usable: bool


@dataclass(frozen=True, kw_only=True)
class AskLine:
    """A paper that waits for its release, or was sent back with words."""

    id: int
    document_id: DocumentId
    number: int
    lot_id: LotId | None
    lot: str
    asked_by: str
    asked_at: datetime
    note: str
    returned_by: str = ""
    returned_at: datetime | None = None
    returned_words: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperState:
    """The newest redacted referral, and what can be done with it. `stale` "": it may be released as it is."""

    document_id: DocumentId
    number: int
    made_by: str
    made_at: datetime
    sha256: str
    stale: str
    mine: bool


@dataclass(frozen=True)
class LotLine:
    """A lot to which a referral can go."""

    id: LotId
    words: str
    providers: int


@dataclass(frozen=True, kw_only=True)
class ApproachesView:
    """The tab Approaches. `gate`: why nobody may be asked now, "" where they may.

    `may_release`: as the second person. `may_release_alone`: as the author, since the office is closed.
    `usual_due_at`: the deadline that the settings give. `full_number`: the newest full referral, for `chosen`.
    """

    request_id: RequestId
    reference: str
    approaches: tuple[ApproachLine, ...]
    offers: tuple[OfferLine, ...]
    releases: tuple[ReleaseLine, ...]
    asks: tuple[AskLine, ...]
    paper: PaperState | None
    lots: tuple[LotLine, ...]
    gate: str
    usual_due_at: datetime
    may_release: bool
    may_release_alone: bool
    office_hours: str
    chosen: str = ""
    open: bool = True


@dataclass(frozen=True)
class OptionChoice:
    """One option of a provider to which a referral could go; `why_not` "" where it can."""

    option_id: OptionId
    title: str
    rank: int | None
    low: int
    high: int
    weekly_price_pence: Pence | None
    distance_miles: float | None
    why_not: str


@dataclass(frozen=True)
class ProviderChoice:
    """One provider of a lot. `why_not`: why none of its options can be sent the referral, "" where one can."""

    provider_id: ProviderId
    name: str
    email: str
    options: tuple[OptionChoice, ...]
    why_not: str

    @property
    def can_go(self) -> tuple[OptionId, ...]:
        """Return the options that can be sent the referral."""
        return () if self.why_not else tuple(o.option_id for o in self.options if not o.why_not)


@dataclass(frozen=True)
class DraftedEmail:
    """One e-mail draft that was saved, and the password of its paper: shown once, kept nowhere."""

    provider: str
    phone: str
    to: str
    path: Path
    password: str = field(repr=False)
    homes: tuple[str, ...]


@dataclass(frozen=True)
class AgencyHousehold:
    """A household of an agency that is on record, to be named in an offer."""

    household_id: HouseholdId
    name: str
    words: str


@dataclass(frozen=True)
class ReleaseWaiting:
    """A referral that waits for a manager, in the list of all requests."""

    request_id: RequestId
    reference: str
    number: int
    lot: str
    asked_by: str
    asked_at: datetime
