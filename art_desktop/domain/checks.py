"""What a form of a child must say before it can be saved; `household_checks` has the household's."""

from __future__ import annotations

from datetime import date, timedelta

from art_desktop.domain.children import age_in_years
from art_desktop.domain.commands import SaveChild
from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.places import try_normalise_postcode

OLDEST_CHILD = 25


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)


def postcode_problems(field: str, text: str) -> list[FieldProblem]:
    """Return what is wrong with a postcode as it was typed; an empty one is no problem."""
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
    problems += postcode_problems("home_postcode", command.home_postcode)
    problems += postcode_problems("school_postcode", command.school_postcode)
    return problems
