"""Who may decide what for a child in a foster home, and what of it the law settles by itself.

The topics follow the Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 2, paragraph 3, and
the Government's guidance on delegating authority (The Children Act 1989 guidance, volume 2). A topic that neither the
law nor a person has settled is not settled, and the carer asks first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from art_desktop.domain.vocabulary import Coded


class Decider(Coded):
    """Who decides; `words` stand on the paper."""

    CARER = "carer", "Carer decides"
    CARER_ASKS = "carer_asks", "Carer, after asking"
    SOCIAL_WORKER = "social_worker", "Social worker"
    PARENT = "parent", "Parent"
    YOUNG_PERSON = "young_person", "Young person"
    NOBODY = "nobody", "Not allowed"
    OPEN = "open", "Not yet settled"


@dataclass(frozen=True)
class Topic:
    """One thing that somebody has to decide."""

    key: str
    words: str


@dataclass(frozen=True)
class TopicGroup:
    """Topics of one part of life, in the order in which they are printed."""

    name: str
    title: str
    topics: tuple[Topic, ...]


GROUPS: Final = (
    TopicGroup(
        "health",
        "Health",
        (
            Topic("routine", "Doctor, planned treatment"),
            Topic("emergency", "Emergency treatment"),
            Topic("chemist", "Medicine from the chemist"),
            Topic("immunisation", "Immunisations"),
            Topic("dental", "Dentist"),
            Topic("optician", "Optician and glasses"),
        ),
    ),
    TopicGroup(
        "school",
        "School",
        (
            Topic("trips", "Day trips"),
            Topic("nights_away", "Trips with nights away"),
            Topic("forms", "Forms, parents' evenings"),
            Topic("school_photos", "School photographs"),
            Topic("sex_education", "Lessons on relationships, sex"),
            Topic("change_school", "A change of school"),
        ),
    ),
    TopicGroup(
        "everyday",
        "Every day",
        (
            Topic("haircut", "Haircut"),
            Topic("piercing", "Piercings"),
            Topic("tattoo", "Tattoos"),
            Topic("friends", "Nights with friends"),
            Topic("babysitting", "Babysitters"),
            Topic("holiday_uk", "Holidays in the UK"),
            Topic("holiday_abroad", "Holidays abroad"),
            Topic("passport", "Passport"),
            Topic("phone", "Phone and social media"),
            Topic("sports", "Sports, activities with a risk"),
            Topic("faith", "Faith: services, festivals"),
            Topic("press", "Photographs, the press"),
            Topic("pocket_money", "Pocket money"),
            Topic("savings", "Savings"),
            Topic("surname", "Another surname"),
        ),
    ),
)

_CARE_ORDERS: Final = frozenset({"C1", "C2", "E1"})
_BY_AGREEMENT: Final = frozenset({"V2", "V3", "V4"})


@dataclass(frozen=True)
class Settled:
    """Who decides, and under which conditions. With `OPEN` the law sets conditions and leaves the rest to people."""

    who: Decider
    conditions: str


def settled_by_law(
    legal_status: str | None, age_years: int | None, school_year: int
) -> Mapping[str, Settled]:
    """Return what the law settles, by the key of the topic.

    Args: legal_status: a DfE LS code, None where it is not known. age_years: None where it is not known.
        school_year: 1 to 13, 0 for none.

    Source: Children Act 1989, s. 3(5) and s. 33(6) to (8); Family Law Reform Act 1969, s. 8; Tattooing of Minors Act
    1969; Child Abduction Act 1984, s. 1; the Regulations of 2010, reg. 10.
    """
    found = {
        "emergency": Settled(Decider.CARER, "By law: keep the child safe first, then ring"),
        "tattoo": Settled(Decider.NOBODY, "By law, under 18"),
    }
    if age_years is not None and age_years >= 16:
        own = Settled(Decider.YOUNG_PERSON, "By law, from 16")
        found |= dict.fromkeys(("routine", "immunisation", "dental"), own)
    if legal_status in _CARE_ORDERS:
        found["holiday_abroad"] = Settled(
            Decider.SOCIAL_WORKER,
            "By law: up to a month, if the council agrees",
        )
        found["surname"] = Settled(
            Decider.PARENT,
            "By law: all with parental responsibility, or a court",
        )
        found["faith"] = Settled(Decider.OPEN, "By law: not brought up in another faith")
    if legal_status in _BY_AGREEMENT:
        found["holiday_abroad"] = Settled(
            Decider.PARENT, "By law: all with parental responsibility agree"
        )
    if school_year in {10, 11}:
        found["change_school"] = Settled(
            Decider.SOCIAL_WORKER, "By law in Years 10 and 11: nominated officer"
        )
    return MappingProxyType(found)
