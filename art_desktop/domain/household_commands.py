"""What a person asks of a fostering household's record: its form, holding it, ending a hold.

Lines of a form carry the `id` of the row they came from, so that what was not touched keeps its row; None is a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.ids import ChildId, HouseholdId, Pence, ProviderId
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    HoldReason,
    HouseholdStatus,
    MemberRelation,
    PaymentLevel,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
)


@dataclass(frozen=True, kw_only=True)
class CarerLine:
    """One carer. `ethnicity` is a DfE ETHNIC code."""

    id: int | None = None
    first_name: str
    last_name: str
    sex: Sex | None = None
    born_on: date | None = None
    ethnicity: str | None = None
    religion: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """Somebody else who lives there."""

    id: int | None = None
    first_name: str
    born_on: date | None = None
    sex: Sex | None = None
    relation: MemberRelation = MemberRelation.OWN_CHILD


@dataclass(frozen=True, kw_only=True)
class TermsLine:
    """One term of approval; `named_child_id` where it is for that child alone."""

    id: int | None = None
    kind: ApprovalKind
    places: int
    age_from: int
    age_to: int
    sex: SexApproved
    starts_on: date
    ends_on: date | None = None
    named_child_id: ChildId | None = None


@dataclass(frozen=True, kw_only=True)
class ExemptionLine:
    """An exemption from the usual limit for one child, on record or in words."""

    id: int | None = None
    child_id: ChildId | None
    for_children: str = ""
    places: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SkillLine:
    """A training or practised skill, and when it was last done."""

    id: int | None = None
    skill: Skill
    level: SkillLevel
    achieved_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AvailabilityLine:
    """Days on which they can be called on; `weekdays` Monday 1 to Sunday 7, as "67", empty for every day."""

    id: int | None = None
    kind: AvailabilityKind
    starts_on: date
    ends_on: date | None = None
    weekdays: str = ""
    places: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SaveHousehold:
    """Add a household (`household_id` None) or change one; an agency's has `provider_id` and a weekly price."""

    household_id: HouseholdId | None
    version: int
    name: str
    status: HouseholdStatus
    payment_level: PaymentLevel | None
    approved_on: date | None
    review_due_on: date | None
    checks_due_on: date | None
    address: str
    postcode: str
    phone: str
    carers: tuple[CarerLine, ...]
    terms: tuple[TermsLine, ...]
    members: tuple[MemberLine, ...] = ()
    exemptions: tuple[ExemptionLine, ...] = ()
    skills: tuple[SkillLine, ...] = ()
    availability: tuple[AvailabilityLine, ...] = ()
    languages: tuple[str, ...] = ()
    provider_id: ProviderId | None = None
    weekly_price_pence: Pence | None = None
    protected_until: date | None = None
    level_after: PaymentLevel | None = None
    connected: bool = False
    ended_on: date | None = None
    email: str = ""
    supervising_worker: str = ""
    spare_bedrooms: int | None = None
    someone_home: bool | None = None
    pets: bool | None = None
    pets_note: str = ""
    smokers: bool | None = None
    ground_floor_bedroom: bool | None = None
    step_free: bool | None = None
    adapted_bathroom: bool | None = None
    has_car: bool | None = None
    other_council_children: int | None = None
    long_term_willing: bool | None = None
    duty_willing: bool = False
    council_only: bool = True
    interests: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class PutOnHold:
    """Hold a household from a day, or change a hold (`hold_id`); `ends_on` None until it is lifted.

    `places` None holds all of them; a hold for `child_id` keeps the place for that child.
    """

    household_id: HouseholdId
    version: int
    reason: HoldReason
    starts_on: date
    ends_on: date | None = None
    note: str = ""
    places: int | None = None
    child_id: ChildId | None = None
    hold_id: int | None = None
