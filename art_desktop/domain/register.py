"""What Ofsted's published list may change of a provider or home that is on record, and what of that is told first.

What Ofsted decides follows the list: registration, places, and the grade of an inspection that is not older than the
one on record. What people write down of a provider, its name and where it is, is only filled where nothing was written.
"""

from __future__ import annotations

from typing import Final

from art_desktop.domain.importing import HomeRecord, ProviderRecord, RegisterChange
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.vocabulary import Grade
from art_desktop.domain.wording import day_words

_DECIDED: Final = ("registration_status", "registered_on", "places")
_WRITTEN: Final = ("name", "urn", "sector", "local_authority", "region", "town", "postcode")
_JUDGED: Final = ("grade", "inspected_on")
_ORDER: Final = tuple(Grade)


def taken(held: Provider | Home, record: ProviderRecord | HomeRecord) -> dict[str, object]:
    """Return the fields of a record that a row of the list sets, with their new values; those alike are left out."""
    found: dict[str, object] = {}
    for name in _DECIDED:
        value = getattr(record, name, None)
        if value not in {None, ""}:
            found[name] = value
    for name in _WRITTEN:
        value = getattr(record, name, "")
        if value and hasattr(held, name) and not getattr(held, name):
            found[name] = value
    older = (
        record.inspected_on is not None
        and held.inspected_on is not None
        and record.inspected_on < held.inspected_on
    )
    if not older:
        for name in _JUDGED:
            value = getattr(record, name)
            if value is not None:
                found[name] = value
    # The list says of a home that it is for short breaks only; it never says that it is for more.
    if isinstance(record, HomeRecord) and record.short_break_only:
        found["short_break_only"] = True
    return {name: value for name, value in found.items() if getattr(held, name) != value}


def change_of(
    held: Provider | Home, title: str, record: ProviderRecord | HomeRecord
) -> RegisterChange | None:
    """Return what of a row is worth telling before it is saved: registration, grade, places, another name."""
    changed = taken(held, record)
    words, worse = [], False
    if "registration_status" in changed:
        words.append(
            f"registration {_low(held.registration_status)} → {_low(record.registration_status)}"
        )
        worse = record.registration_status.casefold() != "active"
    if "grade" in changed:
        before = held.grade.words if held.grade else "not graded"
        after = record.grade.words if record.grade else "not graded"
        words.append(f"{before} → {after}")
        if record.inspected_on is not None:
            words[-1] += f", inspected {day_words(record.inspected_on)}"
        worse = worse or _fell(held.grade, record.grade)
    if "places" in changed and isinstance(held, Home) and held.places is not None:
        words.append(f"places {held.places} → {changed['places']}")
        worse = worse or _number(changed["places"]) < held.places
    if held.name and record.name and held.name.casefold() != record.name.casefold():
        words.append(f"the list calls it {record.name}; the name on record is kept")
    if not words:
        return None
    return RegisterChange(record.row, title, "; ".join(words), worse)


def _low(words: str) -> str:
    return words.casefold() or "not known"


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _fell(before: Grade | None, after: Grade | None) -> bool:
    """Say whether a grade is worse than the one before; the grades are listed from the best."""
    if before is None or after is None:
        return after is Grade.INADEQUATE
    return _ORDER.index(after) > _ORDER.index(before)
