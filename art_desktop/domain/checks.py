"""What a form of a person or a household must say before it can be saved."""

from __future__ import annotations

from datetime import date, timedelta

from art_desktop.domain.children import age_in_years
from art_desktop.domain.commands import SaveChild, SaveHousehold
from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.places import try_normalise_postcode

OLDEST_CHILD = 25


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)


def _postcode(field: str, text: str) -> list[FieldProblem]:
    if text.strip() and try_normalise_postcode(text) is None:
        words = f"“{text.strip()[:12]}” is not the shape of a postcode, such as PE1 1AA."
        return [FieldProblem(field, words)]
    return []


def child_problems(command: SaveChild, today: date) -> list[FieldProblem]:
    """Return what keeps a child's form from being saved."""
    problems = []
    if not command.first_name.strip():
        problems.append(FieldProblem("first_name", "Write the first name, or “Unborn”."))
    if not command.last_name.strip():
        problems.append(FieldProblem("last_name", "Write the last name."))
    if command.born_on > today + timedelta(days=300):
        problems.append(
            FieldProblem("born_on", "The date of birth is too far ahead, even for an unborn child.")
        )
    if age_in_years(command.born_on, today) > OLDEST_CHILD:
        problems.append(
            FieldProblem("born_on", f"That is over {OLDEST_CHILD} years ago. Check the year.")
        )
    problems += _postcode("home_postcode", command.home_postcode)
    problems += _postcode("school_postcode", command.school_postcode)
    return problems


def household_problems(command: SaveHousehold, today: date) -> list[FieldProblem]:
    """Return what keeps a household's form from being saved."""
    problems = []
    if not command.name.strip():
        problems.append(FieldProblem("name", "Write the name the household goes by."))
    if not command.carers:
        problems.append(FieldProblem("carers", "Write at least one carer."))
    for carer in command.carers:
        if not carer.first_name.strip() or not carer.last_name.strip():
            problems.append(FieldProblem("carers", "Write both names of each carer."))
        if carer.born_on is not None and age_in_years(carer.born_on, today) < 18:
            problems.append(
                FieldProblem(
                    "carers", f"{carer.first_name} would be under 18. Check the date of birth."
                )
            )
    for terms in command.terms:
        if terms.places < 1:
            problems.append(FieldProblem("terms", "Approve at least one place on each term."))
        if not 0 <= terms.age_from <= terms.age_to <= OLDEST_CHILD:
            problems.append(
                FieldProblem("terms", "The ages of a term must go from the lower to the higher.")
            )
        if terms.ends_on is not None and terms.ends_on < terms.starts_on:
            problems.append(FieldProblem("terms", "A term ends before it begins."))
    return problems + _postcode("postcode", command.postcode)
