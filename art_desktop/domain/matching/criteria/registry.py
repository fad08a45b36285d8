"""All criteria, in the order in which verdicts are printed and the first excluding rule is named."""

from __future__ import annotations

from typing import Final

from art_desktop.domain.matching.criteria.approval import (
    ApprovedAge,
    ApprovedKind,
    ApprovedSex,
    FreePlaces,
    SupportedAge,
    UsualLimit,
)
from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.criteria.conflict import NoConflict
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
from art_desktop.domain.matching.criteria.place import (
    AvoidsAreas,
    FamilyTime,
    InsideArea,
    NearHome,
    SameSchool,
    WithinTwentyMiles,
)
from art_desktop.domain.matching.criteria.provider import (
    Contracted,
    GradeTaken,
    NotSuspended,
    Registered,
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

CRITERIA: Final[tuple[Criterion, ...]] = (
    Active(),
    NoAllegation(),
    Registered(),
    SupportedAge(),
    ApprovedKind(),
    ApprovedAge(),
    ApprovedSex(),
    NoConflict(),
    AvoidsAreas(),
    FreePlaces(),
    UsualLimit(),
    NotOnHold(),
    ChecksInDate(),
    ReviewInDate(),
    KeptForCouncil(),
    NotSuspended(),
    GradeTaken(),
    Contracted(),
    OwnBedroom(),
    NoOtherChildren(),
    NoYoungerChildren(),
    CarersOfOneSex(),
    TwoCarers(),
    SomeoneHome(),
    NoPets(),
    GroundFloor(),
    NonSmoking(),
    Accessible(),
    SiblingsTogether(),
    SameSchool(),
    NearHome(),
    WithinTwentyMiles(),
    FamilyTime(),
    InsideArea(),
    SharedLanguage(),
    SharedFaith(),
    SharedEthnicity(),
    *(SkillFor(need) for need in SKILLS_FOR),
    ArrivedAlone(),
    Babies(),
    AgeExperience(),
    HouseholdMakeUp(),
    LengthFits(),
    RecordSustained(),
    LoadCarried(),
    InterestsShared(),
)

HARD: Final = tuple(c for c in CRITERIA if c.hard)
PREFERENCES: Final = tuple(c for c in CRITERIA if not c.hard)
BY_CODE: Final = {c.code: c for c in CRITERIA}
