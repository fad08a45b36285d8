"""What is said of a record that is being entered, and of those that may be it already, or a brother or sister.

Plain data, and the marks by which the index of names brings records together; the comparison is in `likenesses`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from art_desktop.domain.places import try_normalise_postcode

_PHONE_DIGITS = 9
_SIGNS = re.compile(r"[^0-9a-z]+")


class Relation(StrEnum):
    """What somebody on record may be to the one who is being entered."""

    SAME = "same"
    SIBLING = "sibling"


@dataclass(frozen=True, slots=True)
class ChildDetails:
    """A child as far as it is entered, or as it is on record (`key` is its id). Empty is not known."""

    key: int = 0
    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    born_on: date | None = None
    case_number: str = ""
    home_address: str = ""
    home_postcode: str = ""


@dataclass(frozen=True, slots=True)
class CarerDetails:
    """A carer as far as entered, or as on record (`key` is the household's id)."""

    key: int = 0
    first_name: str = ""
    last_name: str = ""
    born_on: date | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdDetails:
    """A household as far as entered, or as on record (`key` is its id)."""

    key: int = 0
    name: str = ""
    postcode: str = ""
    phone: str = ""
    carers: tuple[CarerDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyDetails:
    """A provider or home as far as entered, or as on record (`key` is its id)."""

    key: int = 0
    name: str = ""
    urn: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Lookalike:
    """A record that may be the one being entered, or a brother or sister.

    `kind` is "child", "household", "provider" or "home"; `key` leads to the page (a home's is its provider's id) and
    `of` is the id of the record itself. `score` is 0 to 1, `why` one sentence.
    """

    kind: str
    key: int
    title: str
    detail: str
    why: str
    score: float = 0.0
    of: int = 0
    relation: Relation = Relation.SAME
    may_be_sibling: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """The key of one on record, what it may be, how likely (0 to 1), and why in one sentence.

    `may_be_sibling`: it is proposed as the same, but could be a twin of nearly the same name.
    """

    key: int
    relation: Relation
    score: float
    why: str
    may_be_sibling: bool = False


# What brings two of them together before they are compared


def birth_marks(born_on: date) -> tuple[str, ...]:
    """Return the marks of a birth date and of the same with day and month turned round."""
    if born_on.day > 12:
        return (birth_mark(born_on),)
    turned = date(born_on.year, born_on.day, born_on.month)
    return tuple(dict.fromkeys((birth_mark(born_on), birth_mark(turned))))


def birth_mark(born_on: date) -> str:
    """Return what children of one birth date share in the index of names."""
    return f"born {born_on.isoformat()}"


def place_mark(postcode: str) -> str:
    """Return what records of one postcode share; "" where it is no whole postcode."""
    plain = plain_postcode(postcode)
    return f"at {plain}" if plain else ""


def number_mark(number: str) -> str:
    """Return what records of one case number or Ofsted number share; "" for none."""
    plain = plain_number(number)
    return f"no {plain}" if plain else ""


def phone_mark(number: str) -> str:
    """Return what records of one telephone number share; "" for none."""
    plain = plain_phone(number)
    return f"tel {plain}" if plain else ""


def plain_number(number: str) -> str:
    """Return a number without its signs, in small letters: "SC 034567" as sc034567."""
    return _SIGNS.sub("", number.lower())


def plain_phone(number: str) -> str:
    """Return the last nine digits of a telephone number, however it is spaced or begun; "" for fewer."""
    digits = "".join(sign for sign in number if sign.isdigit() and sign.isascii())
    return digits[-_PHONE_DIGITS:] if len(digits) >= _PHONE_DIGITS else ""


def plain_postcode(written: str) -> str:
    """Return a whole postcode in one piece; "" where it is none."""
    whole = try_normalise_postcode(written) if written else None
    return "" if whole is None else whole.replace(" ", "")
