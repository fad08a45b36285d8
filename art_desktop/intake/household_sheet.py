"""Rows of the sheet of households to households."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import (
    CarerRecord,
    HouseholdRecord,
    ProblemList,
    Severity,
    TermsRecord,
)
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HouseholdStatus,
    SexApproved,
)
from art_desktop.intake.mapping import RowReader
from art_desktop.intake.values import parse_yes_no, plain

_OLDEST_CHILD = 17
_YOUNGEST_CARER = 18
_ADDRESS_LINES = ("address_1", "address_2", "address_3", "town")
_PLAIN_FIELDS = (
    "approved_on",
    "review_due_on",
    "checks_due_on",
    "payment_level",
    "postcode",
    "phone",
    "email",
    "spare_bedrooms",
    "smokers",
    "someone_home",
    "ground_floor_bedroom",
    "notes",
)


@dataclass(slots=True)
class _Household:
    """A household while its rows are gathered."""

    row: int
    values: dict[str, Any]
    carers: list[CarerRecord] = field(default_factory=list)
    terms: list[TermsRecord] = field(default_factory=list)


def read_households(
    reader: RowReader, problems: ProblemList, as_of: date
) -> tuple[HouseholdRecord, ...]:
    """Rows to households: rows of one reference are one household with more carers or terms."""
    if not reader.complete():
        return ()
    gathered: dict[str, _Household] = {}
    for number, values in reader.rows():
        reference = values.get("reference")
        if not isinstance(reference, str):
            continue
        key = plain(reference)
        if key not in gathered:
            gathered[key] = _Household(number, dict(values))
        else:
            _same_household(gathered[key], number, values, reader, problems)
        _add_carers(gathered[key], number, values, reader, problems, as_of)
        _add_terms(gathered[key], number, values, reader, problems, as_of)
    return tuple(_record(one, problems) for one in gathered.values())


def _same_household(
    known: _Household,
    number: int,
    values: dict[str, Any],
    reader: RowReader,
    problems: ProblemList,
) -> None:
    """A later row may fill in what the first left empty; it may not say otherwise."""
    own = {"reference", "kinds", "places", "age_from", "age_to", "sex"}
    for name, value in values.items():
        if name in own or name.startswith("carer_"):
            continue
        if known.values.setdefault(name, value) != value:
            words = f"The household of row {known.row} has another answer here."
            problems.add(number, reader.column(name), words, rule="same_reference")


def _add_carers(
    household: _Household,
    number: int,
    values: dict[str, Any],
    reader: RowReader,
    problems: ProblemList,
    as_of: date,
) -> None:
    for n in (1, 2):
        start = f"carer_{n}_"
        given = {k.removeprefix(start): v for k, v in values.items() if k.startswith(start)}
        if not given:
            continue
        if "forename" not in given or "surname" not in given:
            words = f"Carer {n} needs both a forename and a surname."
            column = reader.column(start + "forename") or reader.column(start + "surname")
            problems.add(number, column, words, rule="carer_name")
            continue
        born = given.get("born_on")
        if born is not None and born.replace(year=born.year + _YOUNGEST_CARER, day=1) > as_of:
            words = f"Carer {n} would be under {_YOUNGEST_CARER}."
            problems.add(number, reader.column(start + "born_on"), words, rule="carer_age")
        carer = CarerRecord(**given)
        if carer not in household.carers:
            household.carers.append(carer)


def _add_terms(
    household: _Household,
    number: int,
    values: dict[str, Any],
    reader: RowReader,
    problems: ProblemList,
    as_of: date,
) -> None:
    kinds: Sequence[ApprovalKind] = values.get("kinds", ())
    if not kinds:
        return
    if "places" not in values:
        words = "The household is approved for something, but for how many is not said."
        problems.add(
            number, reader.column("places") or reader.column("kinds"), words, rule="places"
        )
        return
    low, high = values.get("age_from", 0), values.get("age_to", _OLDEST_CHILD)
    if low > high:
        words = f"The ages run backwards: from {low} to {high}."
        problems.add(number, reader.column("age_from"), words, rule="age_range")
        return
    starts = household.values.get("approved_on")
    if starts is None:
        words = "There is no day of approval: the terms will count from today."
        problems.add(number, reader.column("approved_on"), words, Severity.WARNING, "approved_on")
    sex = values.get("sex", SexApproved.ANY)
    for kind in kinds:
        terms = TermsRecord(kind, values["places"], low, high, sex, starts or as_of)
        if terms not in household.terms:
            household.terms.append(terms)


def _record(one: _Household, problems: ProblemList) -> HouseholdRecord:
    values = one.values
    status = values.get("status", HouseholdStatus.ACTIVE)
    name = values.get("name") or _name_of(one.carers)
    if not name:
        problems.add(one.row, "", "The household has neither a name nor a carer.", rule="no_name")
    if not one.terms and status is HouseholdStatus.ACTIVE:
        words = "The household has no terms of approval: no search will find it until it has."
        problems.add(one.row, "", words, Severity.WARNING, "no_terms")
    has_pets, which = _pets(values.get("pets", ""))
    lines = (values[line] for line in _ADDRESS_LINES if line in values)
    return HouseholdRecord(
        row=one.row,
        reference=values["reference"],
        name=name,
        status=status,
        address="\n".join(lines),
        carers=tuple(one.carers),
        terms=tuple(one.terms),
        languages=values.get("languages", ()),
        own_children_ages=values.get("own_children_ages", ()),
        pets=has_pets,
        pets_note=which,
        **{field_: values[field_] for field_ in _PLAIN_FIELDS if field_ in values},
    )


def _pets(said: str) -> tuple[bool | None, str]:
    """Yes, no, or what they are: "two dogs" is yes, with a note."""
    if not said:
        return None, ""
    try:
        return parse_yes_no(said), ""
    except RuleBroken:
        return True, " ".join(said.split())[:200]


def _name_of(carers: Iterable[CarerRecord]) -> str:
    """Name it after its carers: "Ann and Bob Quill", or "Ann Quill and Bob Reed"."""
    people = list(carers)[:2]
    if len(people) == 2 and people[0].surname == people[1].surname:
        return f"{people[0].forename} and {people[1].forename} {people[0].surname}"
    return " and ".join(f"{one.forename} {one.surname}" for one in people)
