"""The health notification: what the Looked After Children's Health Team is told when a child becomes looked after.

S003 §7.1; product.md §5. It holds only what the Initial Health Assessment needs: no needs profile, and of risks only
what keeps the child and the staff safe on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from art_desktop.domain.deadlines import add_working_days
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.vocabulary import Coded

ADULT_CONSENT: Final = 16
"""The age from which somebody consents to treatment as an adult does (Family Law Reform Act 1969, s. 8)."""

_ORDERS: Final = frozenset({"C1", "C2", "E1", "D1"})
"""LS codes under which the council has parental responsibility (Children Act 1989, s. 33; Adoption and Children Act
2002, s. 25)."""


class Consent(Coded):
    """How consent to the assessment stands."""

    GIVEN = "given", "Given"
    OWN = "own", "Given by the young person"
    SOUGHT = "sought", "Asked for, not given yet"
    REFUSED = "refused", "Refused"


CONSENTS: Final = tuple(Consent)


@dataclass(frozen=True)
class HealthPerson:
    """Somebody to reach: who they are, by name, and how."""

    role: str
    name: str
    ways: str = ""


@dataclass(frozen=True, kw_only=True)
class HealthNotice(PaperBody):
    """The notification for one child. An empty answer is "not yet known"; `to_come` names what is still owed.

    `since` is the first day of being looked after, to come where `planned`; `due_on` is when the assessment is due,
    `late` that the day has passed.
    """

    reference: str
    council: str
    name: str
    known_as: str
    born_on: date
    age_words: str
    unborn: bool = False
    sex_words: str
    nhs_number: str
    since: date
    planned: bool
    due_on: date
    late: bool
    legal: str = ""
    responsible: tuple[tuple[str, str], ...] = ()
    responsible_words: str = ""
    consent: Consent | None = None
    consent_by: str = ""
    consent_on: date | None = None
    consent_missing: str = ""
    consent_from: str = ""
    lives_with: str = ""
    address: str = ""
    moves: str = ""
    ring: str = ""
    brings: str = ""
    gp: str = ""
    gps_before: str = ""
    red_book: str = ""
    interpreter: str = ""
    communication: str = ""
    access: str = ""
    helps: str = ""
    safe: str = ""
    known_health: str = ""
    allergies: str = ""
    medicines: str = ""
    equipment: str = ""
    seen_by: str = ""
    born_at: str = ""
    born_weeks: str = ""
    born_weight: str = ""
    born_notes: str = ""
    not_told: tuple[str, ...] = ()
    people: tuple[HealthPerson, ...] = ()
    to_come: tuple[str, ...] = ()


def assessment_due_on(since: date, working_days: int) -> date:
    """Return the day by which the assessment is due: so many working days after becoming looked after."""
    return add_working_days(since, working_days)


def nhs_number_holds(number: str) -> bool:
    """Say whether ten digits are an NHS number: the last is a check digit, modulus 11."""
    digits = [int(letter) for letter in number if letter in "0123456789"]
    if len(digits) != 10 or any(not (one.isdigit() or one in " -") for one in number.strip()):
        return False
    check = (
        11
        - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    )
    return check != 10 and digits[9] == check % 11


def nhs_number_words(number: str) -> str:
    """Return an NHS number as it is written: "943 476 5919"; anything else as it stands."""
    if not nhs_number_holds(number):
        return number.strip()
    digits = "".join(letter for letter in number if letter.isdigit())
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def responsible_words(legal_status: str | None) -> str:
    """Return what the legal status (an LS code) alone says of parental responsibility, "" where it says nothing."""
    if legal_status in _ORDERS:
        return "The council has parental responsibility under the order, beside the parents."
    if legal_status == "V2":
        return "The council has none: the child is accommodated by agreement (section 20)."
    return ""


def consent_from(legal_status: str | None, age_years: int) -> str:
    """Return from whom consent is to come, as the law has it at that age under that status."""
    if age_years >= ADULT_CONSENT:
        return "The young person consents for themselves."
    if legal_status in _ORDERS:
        return "The council can consent under the order; a parent can too."
    return "Somebody with parental responsibility has to consent."


def still_to_come(notice: HealthNotice) -> tuple[str, ...]:
    """Return what health cannot do without and the record does not hold yet."""
    consented = notice.consent in {Consent.GIVEN, Consent.OWN}
    wanted = (
        (consented, "consent to the assessment"),
        (notice.nhs_number, "NHS number"),
        (notice.gp, "the doctor with whom the child is registered"),
        (notice.ring, "whom to ring to arrange it"),
        (notice.responsible or notice.responsible_words, "who has parental responsibility"),
        (notice.allergies, "allergies (nobody has said that there are none)"),
    )
    return tuple(words for there, words in wanted if not there)
