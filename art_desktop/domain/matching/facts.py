"""What a search is told: the case on one side, the candidates on the other. Plain facts, no judgement, no NumPy.

None always means "not known". Whoever builds these says what the record of `Case.as_of` holds for the
day the home is needed (`Case.needed_on`): terms and holds in force on that day, who lives there on it.
Nothing here looks at a clock. Ages of children are completed months; ages in terms of approval are
whole years, both ends included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from art_desktop.domain.ids import (
    ChildId,
    FamilyId,
    HomeId,
    HouseholdId,
    Pence,
    ProviderId,
)
from art_desktop.domain.needs import Needs
from art_desktop.domain.places import GridReference
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    AvailabilityKind,
    Grade,
    HoldReason,
    HouseholdStatus,
    Level,
    NeedCode,
    ProviderKind,
    RequestKind,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
    Tier,
    Together,
    Urgency,
)


@dataclass(frozen=True, kw_only=True)
class ResidentFacts:
    """A child or young person who lives in a household: one placed there, or one of the carers' family.

    `is_fostered` children fill a place. `levels` are those of the child's latest needs profile; a
    need left out is not known. For the carers' own children no levels are asked for: they count as
    people to be kept safe, not as risks. `leaves_on` is the day of a known move, after which the
    place is free. `no_other_children` and the two beside it are what the child's own latest profile
    asks of a home: whoever comes next may not break it.
    """

    is_fostered: bool
    age_months: int | None = None
    sex: Sex | None = None
    child_id: ChildId | None = None
    family_id: FamilyId | None = None
    levels: Mapping[NeedCode, Level | None] = field(default_factory=dict)
    leaves_on: date | None = None
    no_other_children: bool | None = None
    no_younger_children: bool | None = None
    no_older_children: bool | None = None


@dataclass(frozen=True, kw_only=True)
class TermsFacts:
    """One term of approval in force on the date. A named child: the term is for that child alone."""

    kind: ApprovalKind
    places: int
    age_from: int = 0
    age_to: int = 17
    sex: SexApproved = SexApproved.ANY
    named_child_id: ChildId | None = None


@dataclass(frozen=True, kw_only=True)
class HoldFacts:
    """A hold in force on the date. `places` None holds the whole household; else so many places are kept back.

    A hold for `for_child_id` does not stand in that child's own way.
    """

    reason: HoldReason
    places: int | None = None
    for_child_id: ChildId | None = None


@dataclass(frozen=True, kw_only=True)
class ProviderFacts:
    """The organisation behind an outside candidate. `registered` and `grade` are Ofsted's, of the organisation."""

    provider_id: ProviderId
    name: str
    kind: ProviderKind
    registered: bool | None = None
    grade: Grade | None = None
    on_framework: bool = False
    spot_purchase_agreed: bool = False
    suspended: bool = False


@dataclass(frozen=True, kw_only=True)
class HouseholdFacts:
    """An approved fostering household as it stands on the date: in-house, connected, or an agency's by name.

    `in_area`: inside the council's own area. `kept_for` is the council (LA code) that a
    `council_only` household is kept for, empty for the council that searches; `outside_agreed`:
    the commissioning lead agreed to another's child. `exempt_places`: the number an exemption from
    the usual limit of three allows. `free_bedrooms` are those nobody sleeps in. Lists are None
    where not known, () where known to be empty. `ethnicities` are DfE ETHNIC codes.
    `experienced_ages` are the whole years of age cared for before. `weekly_price_pence` is shown,
    never ranked. `exempt_for`: the number fostered in all that an exemption allows for each child it
    names (`exempt_places` is one that names nobody, as older records hold it). `on_call_for`: what the
    household has said it can be called on for on the day, None where it has said nothing for any day;
    `days_named_for`: for what it has named any days at all. `area_code`: the ONS code of where it is.
    """

    household_id: HouseholdId
    reference: str
    name: str
    tier: Tier = Tier.IN_HOUSE
    provider: ProviderFacts | None = None
    status: HouseholdStatus = HouseholdStatus.ACTIVE
    holds: tuple[HoldFacts, ...] = ()
    review_due_on: date | None = None
    checks_due_on: date | None = None
    council_only: bool = True
    kept_for: str = ""
    outside_agreed: bool = False
    postcode: str = ""
    at: GridReference | None = None
    in_area: bool | None = None
    terms: tuple[TermsFacts, ...] = ()
    exempt_places: int | None = None
    residents: tuple[ResidentFacts, ...] = ()
    free_bedrooms: int | None = None
    carer_sexes: tuple[Sex | None, ...] = ()
    someone_home: bool | None = None
    pets: bool | None = None
    smokers: bool | None = None
    ground_floor_bedroom: bool | None = None
    step_free: bool | None = None
    languages: tuple[str, ...] | None = None
    faiths: tuple[str, ...] | None = None
    ethnicities: tuple[str, ...] | None = None
    skills: Mapping[Skill, SkillLevel] | None = None
    experienced_ages: tuple[int, ...] | None = None
    expects_up_to_weeks: int | None = None
    planned_endings: int | None = None
    unplanned_endings: int | None = None
    interests: str | None = None
    weekly_price_pence: Pence | None = None
    exempt_for: Mapping[ChildId, int] = field(default_factory=dict)
    on_call_for: tuple[AvailabilityKind, ...] | None = None
    days_named_for: tuple[AvailabilityKind, ...] = ()
    adapted_bathroom: bool | None = None
    other_council_children: int | None = None
    area_code: str = ""

    @property
    def key(self) -> str:
        """Return what names this candidate among all others, such as "household:12"."""
        return f"household:{self.household_id}"


@dataclass(frozen=True, kw_only=True)
class HomeFacts:
    """A candidate of a provider that has no household of its own: a registered setting, or an agency as one candidate.

    An agency has `home_id` None; which household it would offer is found by asking, so most of its
    facts stay unknown. `places` are the registered ones, `free_places` what the provider last
    said, less who has started since. Ages are whole years. `purposes`: the needs that the statement
    of purpose says the home cares for, up to which level; None where it has not been read.
    """

    provider: ProviderFacts
    reference: str
    name: str
    home_id: HomeId | None = None
    kind: ProviderKind = ProviderKind.CHILDRENS_HOME
    urn: str = ""
    registered: bool | None = None
    grade: Grade | None = None
    places: int | None = None
    free_places: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: SexApproved | None = None
    short_break_only: bool = False
    postcode: str = ""
    at: GridReference | None = None
    in_area: bool | None = None
    weekly_price_pence: Pence | None = None
    purposes: Mapping[NeedCode, Level] | None = None
    staff_by_day: int | None = None
    staff_by_night: int | None = None
    waking_night: bool | None = None
    education_on_site: bool | None = None
    therapy_on_site: bool | None = None
    step_free: bool | None = None
    area_code: str = ""

    @property
    def key(self) -> str:
        """Return what names this candidate among all others: "home:7", or "provider:3" for an agency."""
        if self.home_id is None:
            return f"provider:{self.provider.provider_id}"
        return f"home:{self.home_id}"

    @property
    def tier(self) -> Tier:
        """Return the tier in which this kind of setting is searched."""
        return self.kind.tier


Candidate = HouseholdFacts | HomeFacts
"""Whatever can be searched among. Both have key, reference, name, tier, provider, postcode, at, in_area, price."""


@dataclass(frozen=True, kw_only=True)
class AvoidZone:
    """One entry of the profile's areas and people to avoid, with the area looked up.

    A candidate is inside when its postcode is in `outcode`, or within `miles` of `centre`. A
    person to avoid (`person`) cannot be judged from the data and stays a question.
    """

    reason: str
    outcode: str | None = None
    centre: GridReference | None = None
    miles: float | None = None
    person: bool = False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One child of the case. Places that were looked up stand beside the needs; None where not known.

    `family_time_at`: one entry for each family-time place of the needs, None where it was not
    found. `avoid`: None where nobody has answered, () where there is nothing to avoid.
    `school_year`: 1 to 13 as the child's birthday has it on the day (10 and 11 are Key Stage 4), 0 before
    school, None where the birthday is not known.
    """

    child_id: ChildId
    age_months: int | None
    needs: Needs
    family_id: FamilyId | None = None
    home_at: GridReference | None = None
    school_at: GridReference | None = None
    family_time_at: tuple[GridReference | None, ...] | None = None
    avoid: tuple[AvoidZone, ...] | None = None
    school_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is looked for: one child, or brothers and sisters in the order of the request.

    `council_code`: the ONS code of the council whose child this is. `searching_council`: the code
    of the council whose pool is searched; empty where it is the same. `needed_on` is the local day
    the home is wanted from. `adjoining`: ONS codes of the areas that adjoin the council's, None where
    no list of them is on record.
    """

    kind: RequestKind
    urgency: Urgency
    needed_on: date
    as_of: date
    subjects: tuple[Subject, ...]
    together: Together | None = None
    council_code: str = ""
    searching_council: str = ""
    adjoining: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a case about nobody: there is nothing to judge a home against."""
        if not self.subjects:
            raise ValueError("a case needs at least one child")

    @property
    def must_fit(self) -> int:
        """Return how many children must find a place in one home; an unanswered wish counts as together."""
        if self.together in {Together.TOGETHER_IF_POSSIBLE, Together.APART}:
            return 1
        return len(self.subjects)

    def alone(self, index: int) -> Case:
        """Return the case of one of the children, for a search apart from the others."""
        return self.of((index,))

    def of(self, indexes: Sequence[int]) -> Case:
        """Return the case of some of the children, who are to live together."""
        return replace(self, subjects=tuple(self.subjects[i] for i in indexes))
