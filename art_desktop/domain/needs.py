"""The needs profile: what one child needs, risks, likes, and where home, school and family are (product.md §3.2).

Identity (name, date of birth, address, numbers) is not in it, so that redacted papers can be built from needs alone.
`None` everywhere means "not known", which differs from no, from none and from an empty answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from art_desktop.domain.vocabulary import (
    CarersWanted,
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Plan,
    Sex,
    Suitability,
    SupportWanted,
    Together,
)

SCHEMA: Final = 1


@dataclass(frozen=True)
class NeedAnswer:
    """One need: its level (None: not known), how it shows, and what works."""

    level: Level | None = None
    words: str = ""
    what_works: str = ""


@dataclass(frozen=True)
class FamilyTime:
    """A person the child sees: who (a relation, never a name on redacted paper), where, how often."""

    who: str
    postcode: str | None = None
    how_often: str = ""


@dataclass(frozen=True)
class Avoid:
    """An area or a person to keep away from. `outcode` such as "PE1" where it is an area; `miles` round it."""

    reason: str
    outcode: str | None = None
    miles: float | None = None
    person: str | None = None


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Everything a search and a referral know of one child, without saying who the child is.

    Must-haves are True (must), False (not needed) or None (not known). Lists are None (not known) or a tuple.
    Postcodes are the normalised form with one space. `expected_weeks` is a count of weeks.
    """

    # Who, in needs' terms
    sex: Sex | None = None
    gender_words: str | None = None
    ethnicity: str | None = None
    religion: str | None = None
    first_language: str | None = None
    other_languages: tuple[str, ...] | None = None
    needs_interpreter: bool | None = None
    communication: tuple[Communication, ...] | None = None
    communication_words: str | None = None
    cultural_needs: CulturalNeed | None = None
    cultural_words: str | None = None
    legal_status: str | None = None
    immigration: str | None = None
    arrived_alone: bool | None = None
    plan: Plan | None = None
    expected_weeks: int | None = None
    school_stage: str | None = None
    ehcp: bool | None = None
    keep_school: bool | None = None
    deprivation_of_liberty: bool | None = None
    # Where
    preferred_area: str | None = None
    home_postcode: str | None = None
    school_postcode: str | None = None
    school_name: str | None = None
    family_time: tuple[FamilyTime, ...] | None = None
    avoid: tuple[Avoid, ...] | None = None
    # Brothers and sisters
    together: Together | None = None
    apart_reason: str | None = None
    contact_wanted: str | None = None
    # Needs, each with a level and words
    levels: Mapping[NeedCode, NeedAnswer] = field(default_factory=dict)
    risk_other: str | None = None
    risk_to_others_other: str | None = None
    support_wanted: tuple[SupportWanted, ...] | None = None
    support_words: str | None = None
    # What the household must or must not have
    no_other_children: bool | None = None
    no_younger_children: bool | None = None
    no_older_children: bool | None = None
    other_children_wanted: bool | None = None
    carers_wanted: CarersWanted | None = None
    two_carers: bool | None = None
    someone_home: bool | None = None
    no_pets: bool | None = None
    pets_wanted: bool | None = None
    own_bedroom: bool | None = None
    ground_floor: bool | None = None
    non_smoking: bool | None = None
    home_adaptation: bool | None = None
    home_adaptation_words: str | None = None
    # Which kind of setting suits
    foster_suits: Suitability | None = None
    residential_suits: Suitability | None = None
    supported_suits: Suitability | None = None
    # A family placement may not be in the child's interest; who decided that
    family_unsuitable_by: str | None = None
    # The child as a person
    likes: str | None = None
    good_at: str | None = None
    routines: str | None = None
    food: str | None = None
    bedtime: str | None = None
    comfort: str | None = None
    wishes: str | None = None
    health_words: str | None = None

    def __post_init__(self) -> None:
        """Freeze the levels, in the order in which needs are printed."""
        ordered = {code: self.levels[code] for code in NeedCode if code in self.levels}
        object.__setattr__(self, "levels", MappingProxyType(ordered))

    def need(self, code: NeedCode) -> NeedAnswer:
        """Return the answer for one need; an unanswered one is "not known"."""
        return self.levels.get(code, NeedAnswer())

    def level(self, code: NeedCode) -> Level | None:
        """Return the level of one need, None where it is not known."""
        return self.need(code).level

    def with_answer(self, name: str, value: object) -> Needs:
        """Return the profile with one answer changed: a field's name, or "levels.CODE"."""
        if name.startswith("levels."):
            code = NeedCode(name.removeprefix("levels."))
            assert isinstance(value, NeedAnswer)
            return replace(self, levels={**self.levels, code: value})
        return replace(self, **{name: value})  # type: ignore[arg-type]  # the caller names the field

    def answer(self, name: str) -> object:
        """Return one answer: a field's name, or "levels.CODE"."""
        if name.startswith("levels."):
            return self.need(NeedCode(name.removeprefix("levels.")))
        return getattr(self, name)


_ENUMS: Final[dict[str, type[StrEnum]]] = {
    "sex": Sex,
    "plan": Plan,
    "together": Together,
    "carers_wanted": CarersWanted,
    "cultural_needs": CulturalNeed,
    "foster_suits": Suitability,
    "residential_suits": Suitability,
    "supported_suits": Suitability,
}
_LISTS: Final[dict[str, type[str]]] = {
    "other_languages": str,
    "communication": Communication,
    "support_wanted": SupportWanted,
}
"""Answers that are lists, and what is in them. An empty list is an answer: none."""


def needs_to_json(needs: Needs) -> str:
    """Return the profile as canonical JSON (sorted keys), fit to be stored and hashed."""
    plain = {f.name: getattr(needs, f.name) for f in fields(needs) if f.name != "levels"}
    for name in ("family_time", "avoid"):
        if plain[name] is not None:
            plain[name] = [asdict(entry) for entry in plain[name]]
    plain["levels"] = {code: asdict(answer) for code, answer in needs.levels.items()}
    plain["schema"] = SCHEMA
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def needs_from_json(text: str) -> Needs:
    """Return the profile stored as `text`; a field this version does not know is left out.

    Raises: ValueError: the text is no needs profile.
    """
    plain: dict[str, Any] = json.loads(text)
    known = {f.name for f in fields(Needs)}
    values: dict[str, Any] = {name: value for name, value in plain.items() if name in known}
    for name, enum in _ENUMS.items():
        if values.get(name) is not None:
            values[name] = enum(values[name])
    for name, kind in _LISTS.items():
        if values.get(name) is not None:
            values[name] = tuple(kind(entry) for entry in values[name])
    if values.get("family_time") is not None:
        values["family_time"] = tuple(FamilyTime(**entry) for entry in values["family_time"])
    if values.get("avoid") is not None:
        values["avoid"] = tuple(Avoid(**entry) for entry in values["avoid"])
    values["levels"] = {
        NeedCode(code): NeedAnswer(
            level=None if answer["level"] is None else Level(answer["level"]),
            words=answer["words"],
            what_works=answer["what_works"],
        )
        for code, answer in plain.get("levels", {}).items()
    }
    return Needs(**values)


def changed_answers(before: Needs, after: Needs) -> tuple[str, ...]:
    """Return the names of the answers that differ, "levels.CODE" for a need."""
    names = [
        f.name
        for f in fields(Needs)
        if f.name != "levels" and getattr(before, f.name) != getattr(after, f.name)
    ]
    names += [f"levels.{code}" for code in NeedCode if before.need(code) != after.need(code)]
    return tuple(names)
