"""Fostering households and their terms of approval (product.md §2, §3.3; S003 §6.1.3 to §6.1.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from art_desktop.domain.ids import CarerId, ChildId, HouseholdId, Pence, ProviderId
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


@dataclass(eq=False, kw_only=True)
class Carer:
    """One approved carer of a household. `ethnicity` is a DfE ETHNIC code."""

    id: CarerId | None = None
    household_id: HouseholdId | None = None
    first_name: str
    last_name: str
    born_on: date | None = None
    sex: Sex | None = None
    ethnicity: str | None = None
    religion: str = ""
    phone: str = ""
    email: str = ""
    position: int = 1


@dataclass(eq=False, kw_only=True)
class Member:
    """Somebody else who lives in the household and is not placed there."""

    id: int | None = None
    household_id: HouseholdId | None = None
    first_name: str
    born_on: date | None = None
    sex: Sex | None = None
    relation: MemberRelation = MemberRelation.OWN_CHILD


@dataclass(eq=False, kw_only=True)
class Terms:
    """One term of approval: how many, whom and for what, between which days.

    Ages are whole years, both ends included: 0 to 4 takes a child until the fifth birthday.
    """

    id: int | None = None
    household_id: HouseholdId | None = None
    kind: ApprovalKind
    places: int
    age_from: int = 0
    age_to: int = 17
    sex: SexApproved = SexApproved.ANY
    named_child_id: ChildId | None = None
    starts_on: date
    ends_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Say whether the term holds on a day; the last day is included."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(eq=False, kw_only=True)
class Exemption:
    """An exemption from the usual limit of three, for a named child (Children Act 1989 Sch 7).

    `places` is how many children may be fostered there in all. One row for each named child; `for_children` holds the
    words of the exemption, and names the children where they are not on record.
    """

    id: int | None = None
    household_id: HouseholdId | None = None
    child_id: ChildId | None = None
    places: int
    for_children: str = ""
    starts_on: date
    ends_on: date | None = None


@dataclass(eq=False, kw_only=True)
class Hold:
    """A time in which the household cannot be asked; `places` None holds all of them.

    A hold for `child_id` keeps the place for that child and does not stand in its way.
    """

    id: int | None = None
    household_id: HouseholdId | None = None
    reason: HoldReason
    note: str = ""
    starts_on: date
    ends_on: date | None = None
    places: int | None = None
    child_id: ChildId | None = None


@dataclass(eq=False, kw_only=True)
class Availability:
    """Days on which the household has said it can be called on, for duty, Link breaks or a same-day start.

    `weekdays` are the days of the week, Monday 1 to Sunday 7, as "67"; empty for every day between the dates.
    """

    id: int | None = None
    household_id: HouseholdId | None = None
    kind: AvailabilityKind
    starts_on: date
    ends_on: date | None = None
    weekdays: str = ""
    places: int | None = None
    note: str = ""

    def covers(self, on: date) -> bool:
        """Say whether a day is one of these; the last day is included."""
        begun = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return begun and (not self.weekdays or str(on.isoweekday()) in self.weekdays)


@dataclass(eq=False, kw_only=True)
class HouseholdSkill:
    """A training or practised skill, its level, and when it was last done."""

    id: int | None = None
    household_id: HouseholdId | None = None
    skill: Skill
    level: SkillLevel
    achieved_on: date | None = None


@dataclass(eq=False, kw_only=True)
class HouseholdLanguage:
    """A language spoken in the home."""

    id: int | None = None
    household_id: HouseholdId | None = None
    language: str


@dataclass(eq=False, kw_only=True)
class Household:
    """An approved fostering household, in-house where `provider_id` is None, else an agency's.

    `weekly_price_pence` is its own rate for each child: an agency's price, a special rate, or what carers who came from
    an agency were paid there, which they keep to the end of `protected_until`; they are paid at `level_after` then.
    Home features are True, False or None (not known). `other_council_children` live there and are not in this record.
    Grid references are metres on the British National Grid.
    """

    id: HouseholdId | None = None
    reference: str
    name: str
    provider_id: ProviderId | None = None
    connected: bool = False
    status: HouseholdStatus = HouseholdStatus.ACTIVE
    approved_on: date | None = None
    ended_on: date | None = None
    review_due_on: date | None = None
    checks_due_on: date | None = None
    payment_level: PaymentLevel | None = None
    weekly_price_pence: Pence | None = None
    protected_until: date | None = None
    level_after: PaymentLevel | None = None
    council_only: bool = True
    address: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None
    area_code: str = ""
    phone: str = ""
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
    interests: str = ""
    about: str = ""
    sustained_placements: int = 0
    disrupted_placements: int = 0
    version: int = 1
    carers: list[Carer] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    skills: list[HouseholdSkill] = field(default_factory=list)
    languages: list[HouseholdLanguage] = field(default_factory=list)
    availability: list[Availability] = field(default_factory=list)
