"""What a person asks of approaches: the release of a referral, e-mail drafts, chasers, answers, offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.ids import (
    ApproachId,
    DocumentId,
    HouseholdId,
    LotId,
    OfferId,
    OptionId,
    Pence,
    ReleaseId,
    RequestId,
)
from art_desktop.domain.vocabulary import ApprovalKind, Sex, SexApproved, Skill, SkillLevel


@dataclass(frozen=True, kw_only=True)
class AskRelease:
    """Ask for a drafted referral to be released; `lot_id` None: to providers that are on no lot."""

    request_id: RequestId
    document_id: DocumentId
    lot_id: LotId | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleasePaper:
    """Release a referral. `due_at` None: by the setting. `reason`: why alone, where the author does."""

    request_id: RequestId
    document_id: DocumentId
    lot_id: LotId | None = None
    due_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SendBack:
    """Send a paper back to whoever asked for its release, with what is to be put right."""

    ask_id: int
    words: str


@dataclass(frozen=True, kw_only=True)
class DraftEmails:
    """Save one e-mail draft to the provider of each of these options, with the released referral."""

    release_id: ReleaseId
    option_ids: tuple[OptionId, ...]


@dataclass(frozen=True, kw_only=True)
class Chase:
    """Log that providers were reminded by telephone."""

    approach_ids: tuple[ApproachId, ...]
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordDecline:
    """Record a provider's no. `whole_provider`: for every home of it that was asked and has not answered."""

    approach_id: ApproachId
    version: int
    reason: DeclineReason
    words: str = ""
    whole_provider: bool = False


@dataclass(frozen=True, kw_only=True)
class OfferedHousehold:
    """One of an agency's households as its offer tells of it: enough for every criterion to judge it.

    `carers` are first names with their sex; the agency keeps the rest. It is approved for the same places and ages in
    each of `kinds`. Answers are None where it did not say.
    """

    name: str
    postcode: str = ""
    carers: tuple[tuple[str, Sex | None], ...] = ()
    kinds: tuple[ApprovalKind, ...] = (ApprovalKind.SHORT_TERM,)
    places: int = 1
    age_from: int = 0
    age_to: int = 17
    sex: SexApproved = SexApproved.ANY
    review_due_on: date | None = None
    checks_due_on: date | None = None
    languages: tuple[str, ...] = ()
    skills: tuple[tuple[Skill, SkillLevel], ...] = ()
    spare_bedrooms: int | None = None
    other_council_children: int | None = None
    someone_home: bool | None = None
    pets: bool | None = None
    smokers: bool | None = None
    long_term_willing: bool | None = None
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordOffer:
    """Record an offer. The price is a week's for all the children asked for; `education_pence` is the part for school.

    An agency says which household: `household_id`, or a `household` that is not on record yet. A home offers itself.
    """

    approach_id: ApproachId
    version: int
    can_start_on: date | None
    weekly_price_pence: Pence | None = None
    education_pence: Pence | None = None
    holds_until: date | None = None
    includes: str = ""
    conditions: str = ""
    note: str = ""
    household_id: HouseholdId | None = None
    household: OfferedHousehold | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawOffer:
    """Record that a provider took an offer back."""

    offer_id: OfferId
    reason: str
