"""All criteria, in the order in which verdicts are printed and the first excluding rule is named.

A search is kept with the codes of what it asked: its edition. So a criterion whose rule changes gets a new code beside
the old one, which moves to `RETIRED`: no new search asks it, and the old searches still can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from art_desktop.domain.errors import FileTrouble
from art_desktop.domain.matching.criteria.approval import (
    ApprovedAge,
    ApprovedKind,
    ApprovedSex,
    FreePlaces,
    SupportedAge,
    UsualLimit,
)
from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.calling import LinkAvailable, OnCall
from art_desktop.domain.matching.criteria.company import (
    Animals,
    CompanyAllowed,
    NoOlderChildren,
    OtherChildrenWanted,
    PetsWanted,
)
from art_desktop.domain.matching.criteria.conflict import NoConflict, NoExploiting
from art_desktop.domain.matching.criteria.culture import (
    SharedEthnicity,
    SharedFaith,
    SharedLanguage,
)
from art_desktop.domain.matching.criteria.fit import (
    AgeExperience,
    HouseholdMakeUp,
    InterestsShared,
    LengthFits,
    LoadCarried,
    RecordSustained,
    SiblingsTogether,
)
from art_desktop.domain.matching.criteria.household import (
    Accessible,
    CarersOfOneSex,
    GroundFloor,
    NonSmoking,
    NoOtherChildren,
    NoPets,
    NoYoungerChildren,
    OwnBedroom,
    SomeoneHome,
    TwoCarers,
)
from art_desktop.domain.matching.criteria.means import (
    CommunicationShared,
    CulturalNeeds,
    HomeAdapted,
)
from art_desktop.domain.matching.criteria.place import (
    AvoidsAreas,
    FamilyTime,
    InsideArea,
    NearHome,
    PreferredArea,
    SameSchool,
    WithinTwentyMiles,
)
from art_desktop.domain.matching.criteria.provider import (
    Contracted,
    GradeTaken,
    NotSuspended,
    Registered,
)
from art_desktop.domain.matching.criteria.setting import (
    SettingPreferred,
    SettingSuits,
    Staffing,
    StatementOfPurpose,
)
from art_desktop.domain.matching.criteria.skills import (
    SKILLS_FOR,
    ArrivedAlone,
    Babies,
    SkillFor,
)
from art_desktop.domain.matching.criteria.standing import (
    Active,
    ChecksInDate,
    KeptForCouncil,
    NoAllegation,
    NotOnHold,
    ReviewInDate,
)
from art_desktop.domain.permissions import Role

CRITERIA: Final[tuple[Criterion, ...]] = (
    Active(),
    NoAllegation(),
    Registered(),
    SupportedAge(),
    ApprovedKind(),
    ApprovedAge(),
    ApprovedSex(),
    NoConflict(),
    NoExploiting(),
    CompanyAllowed(),
    AvoidsAreas(),
    FreePlaces(),
    UsualLimit(),
    NotOnHold(),
    LinkAvailable(),
    ChecksInDate(),
    ReviewInDate(),
    KeptForCouncil(),
    NotSuspended(),
    GradeTaken(),
    Contracted(),
    StatementOfPurpose(),
    SettingSuits(),
    OwnBedroom(),
    NoOtherChildren(),
    NoYoungerChildren(),
    NoOlderChildren(),
    CarersOfOneSex(),
    TwoCarers(),
    SomeoneHome(),
    NoPets(),
    PetsWanted(),
    Animals(),
    GroundFloor(),
    NonSmoking(),
    Accessible(),
    SiblingsTogether(),
    SameSchool(),
    NearHome(),
    WithinTwentyMiles(),
    FamilyTime(),
    InsideArea(),
    PreferredArea(),
    SharedLanguage(),
    CommunicationShared(),
    SharedFaith(),
    CulturalNeeds(),
    SharedEthnicity(),
    *(SkillFor(need) for need in SKILLS_FOR),
    ArrivedAlone(),
    Babies(),
    AgeExperience(),
    HouseholdMakeUp(),
    OtherChildrenWanted(),
    SettingPreferred(),
    Staffing(),
    HomeAdapted(),
    OnCall(),
    LengthFits(),
    RecordSustained(),
    LoadCarried(),
    InterestsShared(),
)

RETIRED: Final[tuple[Criterion, ...]] = ()
"""What only searches of the past were asked."""

HARD: Final = tuple(c for c in CRITERIA if c.hard)
PREFERENCES: Final = tuple(c for c in CRITERIA if not c.hard)
BY_CODE: Final = {c.code: c for c in (*RETIRED, *CRITERIA)}


def edition(codes: Sequence[str]) -> tuple[Criterion, ...]:
    """Return the criteria that a search asked, by the codes it is kept with.

    Raises: FileTrouble: one of them is not known to this version.
    """
    missing = next((code for code in codes if code not in BY_CODE), None)
    if missing is not None:
        raise FileTrouble(
            "The search was not run again.",
            f"It asked “{missing}”, which this version does not know.",
            "Open it with the newest version of the application.",
        )
    return tuple(BY_CODE[code] for code in codes)


@dataclass(frozen=True)
class RuleRow:
    """One criterion as the table of rules prints it.

    `overridable_by`: who may set an exclusion aside, None where nobody may or it excludes nobody. `reads`: what it
    asks of the needs profile, by the names of the answers ("levels.CODE" for a need, "age" for the age).
    `weight_key`: its row in the policy table, "" for a hard rule.
    """

    code: str
    title: str
    source: str
    hard: bool
    overridable_by: Role | None
    reads: tuple[str, ...]
    weight_key: str
    words: str


def rules_table() -> tuple[RuleRow, ...]:
    """Return every criterion of today in the order in which verdicts are printed."""
    return tuple(
        RuleRow(
            code=c.code,
            title=c.title,
            source=c.source,
            hard=c.hard,
            overridable_by=c.overridable_by,
            reads=(*(("age",) if c.reads_age else ()), *c.answers),
            weight_key="" if c.hard else c.weight_key,
            words=(c.__doc__ or "").partition("\n")[0],
        )
        for c in CRITERIA
    )
