"""The first rows of the dated policy tables, read from the files that ship with the application.

A file of ours that cannot be read is a mistake in the application, not in what somebody did: it
raises ValueError and is not caught.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from art_desktop.domain.deciding_words import PanelKind, PanelRhythm
from art_desktop.domain.ids import Pence
from art_desktop.domain.meetings import PanelRule
from art_desktop.domain.vocabulary import PaymentLevel, Post, RequestKind, TaskKind, Urgency
from art_desktop.domain.work import AllowanceRate, AuthorisationRule, ClockRule, Setting
from art_desktop.locations import SEED

T = TypeVar("T")
_TRUTH: Final = {"true": True, "false": False, "": None}


@dataclass(frozen=True)
class PolicySeeds:
    """The policy tables as they first stand; entities without ids, in the order of the files."""

    authorisation_rules: tuple[AuthorisationRule, ...]
    allowance_rates: tuple[AllowanceRate, ...]
    clock_rules: tuple[ClockRule, ...]
    settings: tuple[Setting, ...]
    panel_rules: tuple[PanelRule, ...]

    def all(
        self,
    ) -> tuple[AuthorisationRule | AllowanceRate | ClockRule | Setting | PanelRule, ...]:
        """Return every row of every table."""
        return (
            *self.authorisation_rules,
            *self.allowance_rates,
            *self.clock_rules,
            *self.settings,
            *self.panel_rules,
        )


def policy_seeds(folder: Path = SEED) -> PolicySeeds:
    """Read the policy tables out of `folder`; each call makes new entities.

    Raises: ValueError: a row is malformed, with file and line. OSError: a file is not there.
    """
    return PolicySeeds(
        authorisation_rules=_rows(folder / "authorisation_rules.csv", _authorisation_rule),
        allowance_rates=_rows(folder / "allowance_rates.csv", _allowance_rate),
        clock_rules=_rows(folder / "clock_rules.csv", _clock_rule),
        settings=_rows(folder / "settings.csv", _setting),
        panel_rules=_rows(folder / "panel_rules.csv", _panel_rule),
    )


def _rows(path: Path, make: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    """Make one entity of every row of a file."""
    made: list[T] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            for row in reader:
                if None in row or None in row.values():
                    raise ValueError("it has more or fewer fields than the heading")
                made.append(make(row))
        except (ValueError, KeyError, csv.Error) as error:
            raise ValueError(f"{path.name}, line {reader.line_num}: {error}") from error
    if not made:
        raise ValueError(f"{path.name} has no rows")
    return tuple(made)


def _authorisation_rule(row: dict[str, str]) -> AuthorisationRule:
    return AuthorisationRule(
        kind=RequestKind(row["kind"]),
        urgency=Urgency(row["urgency"]),
        joint_funding=_TRUTH[row["joint_funding"]],
        permanency_service=_TRUTH[row["permanency_service"]],
        post=Post(row["post"]),
        position=_count(row["position"], least=1),
        also_needs=Post(row["also_needs"]) if row["also_needs"] else None,
        only_if_away=Post(row["only_if_away"]) if row["only_if_away"] else None,
        condition=row["condition"],
        valid_days=_count(row["valid_days"], least=1),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        source=_source(row["source"]),
    )


def _allowance_rate(row: dict[str, str]) -> AllowanceRate:
    age_from, age_to = _count(row["age_from"]), _count(row["age_to"])
    if age_to < age_from:
        raise ValueError("age_to comes before age_from")
    return AllowanceRate(
        level=PaymentLevel(row["level"]),
        age_from=age_from,
        age_to=age_to,
        weekly_pence=Pence(_count(row["weekly_pence"], least=1)),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        source=_source(row["source"]),
    )


def _clock_rule(row: dict[str, str]) -> ClockRule:
    if bool(row["hours"]) == bool(row["working_days"]):
        raise ValueError("it needs hours or working days, one of the two")
    return ClockRule(
        kind=TaskKind(row["kind"]),
        hours=_count(row["hours"]) if row["hours"] else None,
        working_days=_count(row["working_days"]) if row["working_days"] else None,
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        source=_source(row["source"]),
    )


def _panel_rule(row: dict[str, str]) -> PanelRule:
    return PanelRule(
        panel=PanelKind(row["panel"]),
        rhythm=PanelRhythm(row["rhythm"]),
        weekday=_count(row["weekday"]) if row["weekday"] else None,
        instead_of=PanelKind(row["instead_of"]) if row["instead_of"] else None,
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        slot_minutes=_count(row["slot_minutes"], least=1),
        papers_working_days=_count(row["papers_working_days"]),
        papers_at=row["papers_at"],
        post=Post(row["post"]) if row["post"] else None,
        chair=Post(row["chair"]) if row["chair"] else None,
        quorum=_count(row["quorum"], least=1) if row["quorum"] else None,
        place=row["place"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        source=_source(row["source"]),
    )


def _setting(row: dict[str, str]) -> Setting:
    if not row["code"] or not row["value"]:
        raise ValueError("it needs a code and a value")
    return Setting(
        code=row["code"],
        value=row["value"],
        unit=row["unit"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        source=_source(row["source"]),
    )


def _count(text: str, *, least: int = 0) -> int:
    """Return a whole number that is not below `least`."""
    number = int(text)
    if number < least:
        raise ValueError(f"{text} is below {least}")
    return number


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _source(text: str) -> str:
    if not text:
        raise ValueError("it does not say where it was read")
    return text
