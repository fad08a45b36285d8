"""What a form of a provider or of one of its homes must say before it can be saved."""

from __future__ import annotations

from datetime import date
from typing import Final

from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.places import try_normalise_postcode
from art_desktop.domain.provider_views import SaidFree, SaveHome, SaveProvider
from art_desktop.domain.vocabulary import Grade, Level, ProviderKind

MOST_PLACES: Final = 200
OLDEST: Final = 25
SUPPORTED_FROM: Final = 16

WITHOUT_HOMES: Final = frozenset({ProviderKind.IFA, ProviderKind.ADOPTION})
"""Kinds of organisation that offer families and not homes of their own."""

NO_HOMES: Final = WITHOUT_HOMES | {kind for kind in ProviderKind if not kind.takes_children}
"""Kinds that no home can be of: agencies, and those with which no child lives."""

GRADED_THEMSELVES: Final = frozenset(
    {ProviderKind.IFA, ProviderKind.ADOPTION, ProviderKind.FAMILY_CENTRE}
)
"""Kinds whose organisation is what Ofsted inspects; of the others it inspects the homes."""


def provider_problems(command: SaveProvider, today: date) -> list[FieldProblem]:
    """Return what keeps a provider's form from being saved."""
    problems = []
    if not command.name.strip():
        problems.append(FieldProblem("name", "Write the name of the organisation."))
    email = command.email.strip()
    if email and ("@" not in email.strip("@") or " " in email):
        problems.append(
            FieldProblem("email", "That is not an e-mail address, such as placements@name.example.")
        )
    if command.grade is not None and command.kind not in GRADED_THEMSELVES:
        words = "Ofsted grades the homes of such a provider, not the organisation: grade each home."
        problems.append(FieldProblem("grade", words))
    problems += _grade_problems(command.grade, command.inspected_on, today)
    problems += _past("registered_on", command.registered_on, today, "registration")
    return problems + _postcode(command.postcode)


def home_problems(command: SaveHome, today: date) -> list[FieldProblem]:
    """Return what keeps a home's form from being saved."""
    problems = []
    if command.kind in WITHOUT_HOMES:
        words = "Its families are households: record each one it offers as a household."
        problems.append(FieldProblem("kind", words))
    elif command.kind in NO_HOMES:
        words = f"No child lives at “{command.kind.words.lower()}”: it is no kind of home."
        problems.append(FieldProblem("kind", words))
    if command.places is not None and not 1 <= command.places <= MOST_PLACES:
        problems.append(FieldProblem("places", f"Write places from 1 to {MOST_PLACES}."))
    problems += _age_problems(command)
    problems += _grade_problems(command.grade, command.inspected_on, today)
    if command.grade is not None and command.kind is ProviderKind.SUPPORTED:
        words = "Supported accommodation is given no such grade: leave it empty."
        problems.append(FieldProblem("grade", words))
    problems += _past("registered_on", command.registered_on, today, "registration")
    problems += _past("statement_on", command.statement_on, today, "statement of purpose")
    if command.waking_night and command.staff_by_night == 0:
        words = (
            "Somebody is awake at night, yet nobody is on shift at night. Put one of the two right."
        )
        problems.append(FieldProblem("staff_by_night", words))
    needs = [line.need for line in command.purposes]
    if len(needs) != len(set(needs)):
        problems.append(FieldProblem("purposes", "A need is named twice: keep one level for each."))
    if any(line.up_to is Level.NONE for line in command.purposes):
        words = "A need that the home does not care for is left out, not set to none."
        problems.append(FieldProblem("purposes", words))
    problems += free_problems(command.said_free, command.said_free_on, command.places, today)
    return problems + _postcode(command.postcode)


def said_free_problems(
    command: SaidFree, places: int | None, ours: int, today: date
) -> list[FieldProblem]:
    """Return what keeps a provider's word on its free places from being saved.

    Args: ours: our own children who live there; with them there cannot be more free than the places left.
    """
    problems = free_problems(command.free, command.said_on, places, today)
    if not problems and command.free and places is not None and command.free > places - ours:
        words = (
            f"{ours} of our children are on record in its {places} places: {command.free} cannot be free. "
            "Ask again, or put our placements right first."
        )
        problems.append(FieldProblem("said_free", words))
    return problems


def free_problems(
    free: int | None, said_on: date | None, places: int | None, today: date
) -> list[FieldProblem]:
    """Return what is wrong with places said free on a day: both or neither, no more than there are, not to come."""
    problems = []
    if free is not None and free < 0:
        problems.append(FieldProblem("said_free", "Write none as 0."))
    if free is not None and places is not None and free > places:
        words = f"The home has {places} places in all: {free} cannot be free."
        problems.append(FieldProblem("said_free", words))
    if free is not None and said_on is None:
        problems.append(FieldProblem("said_free_on", "Write the day on which they said it."))
    if free is None and said_on is not None:
        problems.append(FieldProblem("said_free", "Write how many they said are free."))
    if said_on is not None and said_on > today:
        problems.append(FieldProblem("said_free_on", "That day is still to come."))
    return problems


def _age_problems(command: SaveHome) -> list[FieldProblem]:
    """Return what is wrong with the ages: their order, and what each kind of home may take."""
    problems = []
    low, high = command.age_from, command.age_to
    if any(age is not None and not 0 <= age <= OLDEST for age in (low, high)):
        problems.append(FieldProblem("age_to", f"Write ages from 0 to {OLDEST}."))
    if low is not None and high is not None and low > high:
        problems.append(FieldProblem("age_to", "The ages must go from the lower to the higher."))
    if command.kind is ProviderKind.SUPPORTED and low is not None and low < SUPPORTED_FROM:
        words = (
            f"Supported accommodation is for {SUPPORTED_FROM} and over by law: nobody under "
            f"{SUPPORTED_FROM} may live there. Check the age or the kind."
        )
        problems.append(FieldProblem("age_from", words))
    if command.kind in {ProviderKind.CHILDRENS_HOME, ProviderKind.SECURE} and (high or 0) > 17:
        words = "A children's home is for children under 18. Check the age or the kind."
        problems.append(FieldProblem("age_to", words))
    return problems


def _grade_problems(
    grade: Grade | None, inspected_on: date | None, today: date
) -> list[FieldProblem]:
    if inspected_on is not None and inspected_on > today:
        return [FieldProblem("inspected_on", "The day of the inspection is still to come.")]
    if grade is not None and inspected_on is None:
        return [FieldProblem("inspected_on", "Write the day of the inspection behind the grade.")]
    return []


def _past(field: str, day: date | None, today: date, what: str) -> list[FieldProblem]:
    if day is not None and day > today:
        return [FieldProblem(field, f"The day of the {what} is still to come.")]
    return []


def _postcode(text: str) -> list[FieldProblem]:
    if text.strip() and try_normalise_postcode(text) is None:
        words = f"“{text.strip()[:12]}” is not the shape of a postcode, such as PE1 1AA."
        return [FieldProblem("postcode", words)]
    return []
