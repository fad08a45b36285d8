"""What a form of a framework, a lot, a place, a check, a contract or a suspension must say before it can be saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from art_desktop.domain.deciding_words import CheckOutcome
from art_desktop.domain.errors import FieldProblem
from art_desktop.domain.frameworks import Framework, Lot, LotPlace
from art_desktop.domain.provider_commands import (
    RecordCheck,
    SaveContract,
    SaveFramework,
    SavePlace,
    Suspend,
)
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import ProviderKind
from art_desktop.domain.wording import day_words


class _Days(Protocol):
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


def _order(one: _Days, what: str) -> list[FieldProblem]:
    if one.ends_on is not None and one.ends_on < one.starts_on:
        words = f"The last day of the {what} is before its first."
        return [FieldProblem("ends_on", words)]
    return []


def framework_problems(
    command: SaveFramework, others: Iterable[Framework], places: Iterable[LotPlace]
) -> list[FieldProblem]:
    """Return what keeps a framework from being saved. `others` are those on record, `places` those on its lots."""
    problems = _order(command, "framework")
    name = command.name.strip()
    if not name:
        problems.append(FieldProblem("name", "Write what the framework is called."))
    twin = any(
        one.name.casefold() == name.casefold() and one.id != command.framework_id for one in others
    )
    if twin:
        words = "There is a framework of that name: put the years in, or change that one."
        problems.append(FieldProblem("name", words))
    first = min((one.starts_on for one in places), default=None)
    if first is not None and command.starts_on > first:
        words = f"A provider has a place from {day_words(first)}: the framework cannot begin later."
        problems.append(FieldProblem("starts_on", words))
    return problems


def place_problems(
    command: SavePlace,
    lot: Lot,
    framework: Framework,
    provider: Provider,
    others: Iterable[LotPlace],
    home_kinds: Iterable[ProviderKind],
) -> list[FieldProblem]:
    """Return what keeps a provider's place on a lot from being saved.

    Args: others: its places on record on this lot. home_kinds: of its homes, for which it may be let as well.
    """
    problems = _order(command, "place")
    if lot.kind is not provider.kind and lot.kind not in set(home_kinds):
        words = (
            f"The lot is for “{lot.kind.words.lower()}”; {provider.name} is on record as "
            f"“{provider.kind.words.lower()}” and has no home of that kind."
        )
        problems.append(FieldProblem("provider_id", words))
    if command.starts_on < framework.starts_on:
        words = f"The framework begins on {day_words(framework.starts_on)}."
        problems.append(FieldProblem("starts_on", words))
    if framework.ends_on is not None and command.starts_on > framework.ends_on:
        words = f"The framework ends on {day_words(framework.ends_on)}."
        problems.append(FieldProblem("starts_on", words))
    last = command.ends_on or date.max
    for other in others:
        ended = other.ends_on is not None and other.ends_on < command.starts_on
        if other.id != command.place_id and other.starts_on <= last and not ended:
            words = f"It has a place on this lot from {day_words(other.starts_on)} already: change that one."
            problems.append(FieldProblem("starts_on", words))
            break
    return problems + _band_problems(command)


def _band_problems(command: SavePlace) -> list[FieldProblem]:
    low, high = command.price_from_pence, command.price_to_pence
    if any(price is not None and price <= 0 for price in (low, high)):
        return [FieldProblem("price_to_pence", "Write prices above £0, or leave them empty.")]
    if low is not None and high is not None and low > high:
        words = "The price band must go from the lower to the higher."
        return [FieldProblem("price_to_pence", words)]
    return []


def check_problems(command: RecordCheck, today: date) -> list[FieldProblem]:
    """Return what keeps due-diligence checks from being recorded."""
    problems = []
    if not command.kinds:
        problems.append(FieldProblem("kinds", "Choose which checks were done."))
    if command.done_on > today:
        problems.append(FieldProblem("done_on", "That day is still to come."))
    if command.valid_until is not None and command.valid_until < command.done_on:
        problems.append(FieldProblem("valid_until", "It would end before it was done."))
    if not command.done_by.strip():
        problems.append(FieldProblem("done_by", "Write who did them."))
    if command.outcome is not CheckOutcome.SATISFACTORY and not command.note.strip():
        words = "Write what was found: the conditions, or why it is not satisfactory."
        problems.append(FieldProblem("note", words))
    return problems


def contract_problems(command: SaveContract, today: date) -> list[FieldProblem]:
    """Return what keeps a contract from being saved."""
    problems = _order(command, "contract")
    if command.signed_on is not None and command.signed_on > today:
        problems.append(FieldProblem("signed_on", "That day is still to come."))
    if command.signed_on is not None and not command.reference.strip():
        words = "Write its reference: payments name the contract that they are made under."
        problems.append(FieldProblem("reference", words))
    return problems


def suspension_problems(command: Suspend) -> list[FieldProblem]:
    """Return what keeps a suspension from being recorded."""
    problems = _order(command, "suspension")
    if not command.reason.strip():
        problems.append(FieldProblem("reason", "Write why no child is to be placed there."))
    if not command.decided_by.strip():
        problems.append(FieldProblem("decided_by", "Write who decided it."))
    return problems
