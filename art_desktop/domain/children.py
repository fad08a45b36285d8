"""Children and their families: identity, kept apart from needs (product.md §3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.ids import ChildId, FamilyId
from art_desktop.domain.vocabulary import Sex


@dataclass(eq=False, kw_only=True)
class Family:
    """Brothers and sisters: children who share a family are siblings to the application."""

    id: FamilyId | None = None
    reference: str
    note: str = ""
    version: int = 1


@dataclass(eq=False, kw_only=True)
class Child:
    """One child or young person.

    `case_number` is the council's own identifier (CHILD in the statutory return). `ethnicity`, `legal_status` and
    `need_category` are DfE codes (ETHNIC, LS, CIN). `looked_after_since` is None before the first placement.
    """

    id: ChildId | None = None
    reference: str
    case_number: str = ""
    upn: str = ""
    first_name: str
    last_name: str
    known_as: str = ""
    born_on: date
    sex: Sex
    gender_words: str = ""
    ethnicity: str | None = None
    religion: str = ""
    first_language: str = ""
    arrived_alone: bool = False
    legal_status: str | None = None
    need_category: str | None = None
    family_id: FamilyId | None = None
    home_address: str = ""
    home_postcode: str = ""
    school_name: str = ""
    school_postcode: str = ""
    social_worker: str = ""
    social_worker_phone: str = ""
    team: str = ""
    with_permanency_service: bool = False
    looked_after_since: date | None = None
    ceased_on: date | None = None
    version: int = 1

    @property
    def full_name(self) -> str:
        """Return the name as it is written in the record."""
        return f"{self.first_name} {self.last_name}"


def age_in_months(born_on: date, on: date) -> int:
    """Return completed months of age on a day; 0 before birth."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    if on.day < born_on.day:
        months -= 1
    return max(months, 0)


def months_or_unborn(born_on: date, on: date) -> int:
    """Return completed months of age on a day; -1 before birth."""
    return -1 if on < born_on else age_in_months(born_on, on)


def age_words(born_on: date, on: date) -> str:
    """Return an age as "9 y 4 m", under two years as "7 m", before birth as "unborn"."""
    if on < born_on:
        return "unborn"
    months = age_in_months(born_on, on)
    if months < 24:
        return f"{months} m"
    return f"{months // 12} y {months % 12} m"


def age_in_years(born_on: date, on: date) -> int:
    """Return completed years of age on a day."""
    return age_in_months(born_on, on) // 12


def school_year(born_on: date, on: date) -> int:
    """Return the school year in England of somebody of that birthday on a day: 1 to 13, 0 before Year 1 or after 13.

    The year begins on 1 September; a child is in Year 1 in the school year after the one in which it turns 5.
    """
    begins = on.year if on.month >= 9 else on.year - 1
    cohort = born_on.year if born_on.month < 9 else born_on.year + 1
    year = begins - cohort - 4
    return year if 1 <= year <= 13 else 0
