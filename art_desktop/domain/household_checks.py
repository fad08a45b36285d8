"""What a household's form, and a hold, must say before they can be saved: a sentence for each thing that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

from art_desktop.domain.checks import OLDEST_CHILD, postcode_problems
from art_desktop.domain.children import age_in_years
from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.household_commands import (
    CarerLine,
    ExemptionLine,
    MemberLine,
    PutOnHold,
    SaveHousehold,
    SkillLine,
    TermsLine,
)
from art_desktop.domain.vacancies import USUAL_LIMIT
from art_desktop.domain.vocabulary import HoldReason, HouseholdStatus, SexApproved

T = TypeVar("T")

MOST_PLACES = 9


class _Between(Protocol):
    """Something with a first and a last day."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


def household_problems(command: SaveHousehold, today: date) -> list[FieldProblem]:
    """Return what keeps a household's form from being saved, in the order of the form."""
    found = [
        *_whole(command),
        *_each("carers", "Carer", command.carers, lambda line: _carer(line, today)),
        *_people_twice(command),
        *_each("members", "Person", command.members, lambda line: _member(line, today)),
        *_each("terms", "Term", command.terms, _term),
        *_overlaps(command.terms),
        *_each("exemptions", "Exemption", command.exemptions, _exemption),
        *_each("skills", "Skill", command.skills, lambda line: _skill(line, today)),
        *_skills_twice(command.skills),
        *_each("availability", "Time", command.availability, _dates),
    ]
    return found + postcode_problems("postcode", command.postcode)


def hold_problems(command: PutOnHold) -> list[FieldProblem]:
    """Return what keeps a hold from being saved."""
    found = [FieldProblem("ends_on", "The hold ends before it begins.") for _ in _crossed(command)]
    if command.places is not None and not 1 <= command.places <= MOST_PLACES:
        found.append(
            FieldProblem("places", f"Keep back from 1 to {MOST_PLACES} places, or the whole.")
        )
    if (
        command.reason is HoldReason.RETAINER
        and command.child_id is None
        and not command.note.strip()
    ):
        found.append(
            FieldProblem("child_id", "Choose the child it is held for, or name them in the note.")
        )
    return found


def _each(
    field: str, part: str, lines: Sequence[T], check: Callable[[T], Iterable[str]]
) -> Iterator[FieldProblem]:
    """Say what is wrong with each line of a list, by its place in it."""
    for at, line in enumerate(lines, start=1):
        for words in check(line):
            yield FieldProblem(field, f"{part} {at}: {words}" if len(lines) > 1 else words)


def _whole(command: SaveHousehold) -> Iterator[FieldProblem]:
    if not command.name.strip():
        yield FieldProblem("name", "Write the name the household goes by.")
    if not command.carers:
        yield FieldProblem("carers", "Write at least one carer.")
    if command.provider_id is not None:
        if command.payment_level is not None:
            words = "An agency's household has a weekly price and no payment level. Leave it empty."
            yield FieldProblem("payment_level", words)
        if command.connected:
            words = "A connected person is approved by the council, not by an agency."
            yield FieldProblem("connected", words)
    ended = command.ended_on
    if ended is not None and command.approved_on is not None and ended < command.approved_on:
        yield FieldProblem("ended_on", "The approval ends before it was given.")
    if command.pets is False and command.pets_note.strip():
        yield FieldProblem("pets_note", "There are no pets, and here is one. Say which is right.")
    if command.status is HouseholdStatus.ACTIVE and ended is not None:
        yield FieldProblem("ended_on", "The household is active: its approval has not ended.")


def _carer(line: CarerLine, today: date) -> Iterator[str]:
    if not line.first_name.strip() or not line.last_name.strip():
        yield "Write both names of each carer."
    if line.born_on is not None and age_in_years(line.born_on, today) < 18:
        yield f"{line.first_name} would be under 18. Check the date of birth."


def _member(line: MemberLine, today: date) -> Iterator[str]:
    if not line.first_name.strip():
        yield "Write the first name."
    if line.born_on is not None and line.born_on > today:
        yield f"{line.first_name} would not be born yet. Check the date of birth."


def _people_twice(command: SaveHousehold) -> Iterator[FieldProblem]:
    """Say who is written twice: a carer among the carers, or among those who live there besides."""
    for one, other in combinations(command.carers, 2):
        names = (one.first_name.strip().casefold(), one.last_name.strip().casefold())
        same = names == (other.first_name.strip().casefold(), other.last_name.strip().casefold())
        if same and (one.born_on == other.born_on or None in {one.born_on, other.born_on}):
            words = f"{one.first_name} {one.last_name} is there twice. Take one out."
            yield FieldProblem("carers", words)
    for member in command.members:
        if any(_same_person(member, carer) for carer in command.carers):
            words = f"{member.first_name} is one of the carers already. Take one of them out."
            yield FieldProblem("members", words)
    for one_member, twin in combinations(command.members, 2):
        if one_member.born_on is not None and _same_person(one_member, twin):
            yield FieldProblem("members", f"{twin.first_name} is there twice. Take one out.")


def _same_person(member: MemberLine, other: CarerLine | MemberLine) -> bool:
    """Say whether two lines are of one person: the same first name, and birthdays that do not differ."""
    same = member.first_name.strip().casefold() == other.first_name.strip().casefold()
    return (
        same
        and bool(member.first_name.strip())
        and (member.born_on == other.born_on or (member.born_on is None and other.born_on is None))
    )


def _term(line: TermsLine) -> Iterator[str]:
    if line.places < 1:
        yield "Approve at least one place on each term."
    if not 0 <= line.age_from <= line.age_to <= OLDEST_CHILD:
        yield "The ages of a term must go from the lower to the higher."
    yield from _dates(line)


def _overlaps(terms: Sequence[TermsLine]) -> Iterator[FieldProblem]:
    """Say which terms cover the same children at the same time: their places would be counted twice."""
    for (at, one), (other_at, other) in combinations(enumerate(terms, start=1), 2):
        if one.kind is not other.kind or one.named_child_id != other.named_child_id:
            continue
        if not _same_time(one, other):
            continue
        if one.named_child_id is not None:
            words = f"Terms {at} and {other_at} are for the same child at the same time."
            yield FieldProblem("terms", words)
        elif (
            one.age_from <= other.age_to
            and other.age_from <= one.age_to
            and (SexApproved.ANY in {one.sex, other.sex} or one.sex is other.sex)
        ):
            words = (
                f"Terms {at} and {other_at} are both {one.kind.words.lower()}, for the same ages at the same time: "
                "their places would count twice. End one, or part their ages."
            )
            yield FieldProblem("terms", words)


def _same_time(one: _Between, other: _Between) -> bool:
    return (one.ends_on is None or other.starts_on <= one.ends_on) and (
        other.ends_on is None or one.starts_on <= other.ends_on
    )


def _exemption(line: ExemptionLine) -> Iterator[str]:
    if line.child_id is None and not line.for_children.strip():
        yield "Choose the child whom the exemption names, or write who it is."
    if line.places <= USUAL_LIMIT:
        yield f"An exemption allows more than the usual {USUAL_LIMIT} children in all."
    yield from _dates(line)


def _skill(line: SkillLine, today: date) -> Iterator[str]:
    if line.achieved_on is not None and line.achieved_on > today:
        yield f"{line.skill.words} cannot have been done yet. Check the date."


def _skills_twice(skills: Sequence[SkillLine]) -> Iterator[FieldProblem]:
    for one, other in combinations(skills, 2):
        if one.skill is other.skill:
            yield FieldProblem("skills", f"{one.skill.words} is there twice. Keep one.")


def _dates(line: _Between) -> Iterator[str]:
    for _ in _crossed(line):
        yield "It ends before it begins."


def _crossed(line: _Between) -> Iterator[None]:
    if line.ends_on is not None and line.ends_on < line.starts_on:
        yield None
