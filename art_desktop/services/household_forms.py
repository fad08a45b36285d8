"""A household as its form has it, and the form written onto a household."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Protocol, TypeVar

from art_desktop.domain.errors import FieldClash
from art_desktop.domain.household_commands import (
    AvailabilityLine,
    CarerLine,
    ExemptionLine,
    MemberLine,
    SaveHousehold,
    SkillLine,
    TermsLine,
)
from art_desktop.domain.households import (
    Availability,
    Carer,
    Exemption,
    Household,
    HouseholdLanguage,
    HouseholdSkill,
    Member,
    Terms,
)
from art_desktop.domain.vocabulary import Coded
from art_desktop.domain.wording import day_words, money_words

_LISTS = ("carers", "members", "terms", "exemptions", "skills", "availability")
_LINES: dict[str, type] = {
    "carers": CarerLine,
    "members": MemberLine,
    "terms": TermsLine,
    "exemptions": ExemptionLine,
    "skills": SkillLine,
    "availability": AvailabilityLine,
}
_ROWS: dict[str, type] = {
    "carers": Carer,
    "members": Member,
    "terms": Terms,
    "exemptions": Exemption,
    "skills": HouseholdSkill,
    "availability": Availability,
}
_APART = {"household_id", "version", "postcode", "languages", *_LISTS}
_SIMPLE = tuple(one.name for one in fields(SaveHousehold) if one.name not in _APART)


class _Line(Protocol):
    """A line of a form: it knows the row it came from."""

    @property
    def id(self) -> int | None: ...


L = TypeVar("L", bound=_Line)


def as_command(household: Household) -> SaveHousehold:
    """Return a household as its form has it."""
    plain: dict[str, Any] = {name: getattr(household, name) for name in _SIMPLE}
    lists: dict[str, Any] = {
        name: tuple(_line(_LINES[name], row) for row in getattr(household, name)) for name in _LISTS
    }
    return SaveHousehold(
        household_id=household.id,
        version=household.version,
        postcode=household.postcode,
        languages=tuple(one.language for one in household.languages),
        **plain,
        **lists,
    )


def _line(kind: Callable[..., L], row: object) -> L:
    names = (one.name for one in fields(kind))  # type: ignore[arg-type]  # every line is a dataclass
    return kind(**{name: getattr(row, name) for name in names})


def fill(household: Household, command: SaveHousehold, postcode: str) -> None:
    """Write the form onto the household; a line that came from a row changes that row, others are new."""
    for name in _SIMPLE:
        setattr(household, name, _plain(getattr(command, name)))
    household.postcode = postcode
    for name in _LISTS:
        rows: list[Any] = getattr(household, name)
        _settle(rows, getattr(command, name), _ROWS[name])
    for at, carer in enumerate(household.carers, start=1):
        carer.position = at
    wanted = {language.strip() for language in command.languages if language.strip()}
    household.languages = [one for one in household.languages if one.language in wanted] + [
        HouseholdLanguage(language=language)
        for language in sorted(wanted - {one.language for one in household.languages})
    ]


def _plain(value: object) -> object:
    return value.strip() if type(value) is str else value


def _settle(rows: list[Any], lines: Sequence[_Line], kind: Callable[..., Any]) -> None:
    """Make the rows say what the lines say."""
    held = {row.id: row for row in rows if row.id is not None}
    kept = []
    for line in lines:
        names = [one.name for one in fields(line) if one.name != "id"]  # type: ignore[arg-type]  # as above
        said = {name: _plain(getattr(line, name)) for name in names}
        row = held.pop(line.id, None) if line.id is not None else None
        if row is None:
            row = kind(**said)
            rows.append(row)
        else:
            for name, value in said.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
        kept.append(row)
    for dropped in [row for row in rows if not any(row is one for one in kept)]:
        rows.remove(dropped)


def clashes(mine: SaveHousehold, theirs: SaveHousehold) -> tuple[FieldClash, ...]:
    """Return the fields in which two versions of a form differ, in words."""
    return tuple(
        FieldClash(
            _title(name), _said(getattr(mine, name), name), _said(getattr(theirs, name), name)
        )
        for name in mine.__dataclass_fields__
        if name not in {"version", "household_id"}
        and _bare(getattr(mine, name)) != _bare(getattr(theirs, name))
    )


def _title(name: str) -> str:
    return name.removesuffix("_pence").removesuffix("_id").replace("_", " ")


def _bare(value: object) -> object:
    """Return a value without the ids of rows, which say nothing of what was typed."""
    if not isinstance(value, tuple):
        return value
    return tuple(
        tuple(getattr(line, one.name) for one in fields(line) if one.name != "id")
        if hasattr(line, "__dataclass_fields__")
        else line
        for line in value
    )


def _said(value: object, name: str = "") -> str:
    """Return an answer in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Coded):
        return value.words
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, int) and name.endswith("_pence"):
        return money_words(value)
    if isinstance(value, tuple):
        return "; ".join(_said(line) for line in value)
    if hasattr(value, "__dataclass_fields__"):
        said = (
            _said(getattr(value, part), part) for part in value.__dataclass_fields__ if part != "id"
        )
        return ", ".join(words for words in said if words)
    return str(value)
