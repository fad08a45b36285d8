"""One cell to one value: each parser takes text that is not empty, or raises RuleBroken in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.importing import shown
from art_desktop.domain.places import normalise_postcode
from art_desktop.domain.vocabulary import Coded

CodeT = TypeVar("CodeT", bound=Coded)

_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_UK = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3})[a-z]*[-/., ]*(\d{4})", re.ASCII)
_TWO_DIGITS = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2}", re.ASCII)
_MONEY = re.compile(r"£?\s*(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d{1,2})?\s*(?:gbp)?", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "t"})
_NO = frozenset({"no", "n", "false", "0", "none", "f"})
_NOT_KNOWN = frozenset({"not known", "unknown", "n/k", "nk", "?", "tbc"})


def _digits_only(text: str) -> bool:
    return text.isascii() and text.isdigit()


def text(cell: str) -> str:
    """The text as it is, on one line or more."""
    return cell.strip()


def short_text(cell: str) -> str:
    """The text on one line of at most 200 characters."""
    line = " ".join(cell.split())
    if len(line) > 200:
        raise RuleBroken(f"{shown(line)} is longer than 200 characters.")
    return line


def parse_date(cell: str) -> date:
    """A date: dd/mm/yyyy, yyyy-mm-dd, "3 March 2015", or a spreadsheet's day number.

    Day before month always. A year of two digits is refused: nobody can tell 1925 from 2025.
    """
    plain = cell.strip().casefold()
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
        return _date(year, month, day, cell)
    if found := _UK.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
        return _date(year, month, day, cell)
    if (found := _NAMED.fullmatch(plain)) and found[2] in _MONTHS:
        return _date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]), cell)
    whole = plain.removesuffix(".0")
    if _digits_only(whole) and len(whole) == 5 and int(whole) in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(days=int(whole))
    if _TWO_DIGITS.fullmatch(plain):
        raise RuleBroken(f"{shown(cell)} has a year of two digits. Write all four, as 03/04/2015.")
    raise RuleBroken(f"{shown(cell)} is not a date. Write it as dd/mm/yyyy.")


def _date(year: int, month: int, day: int, cell: str) -> date:
    try:
        value = date(year, month, day)
    except ValueError:
        raise RuleBroken(f"{shown(cell)} is not a day of the calendar (day first).") from None
    if not _EARLIEST <= value <= _LATEST:
        raise RuleBroken(f"{shown(cell)} is not a likely year.")
    return value


def parse_money_pence(cell: str) -> int:
    """Pounds to whole pence, exactly: "£1,234.5" is 123450."""
    found = _MONEY.fullmatch(cell.strip().casefold())
    if not found:
        raise RuleBroken(f"{shown(cell)} is not an amount of money. Write it as 1234.50.")
    try:
        pounds = Decimal(found[1].replace(",", "") + (found[2] or ""))
    except InvalidOperation:
        raise RuleBroken(f"{shown(cell)} is not an amount of money. Write it as 1234.50.") from None
    if abs(pounds) > 10_000_000:
        raise RuleBroken(f"{shown(cell)} is more money than can be meant.")
    return int(pounds * 100)


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A parser of whole numbers between two bounds, both included."""

    def parse(cell: str) -> int:
        plain = cell.strip().removesuffix(".0")
        if not _digits_only(plain) or len(plain) > 9:
            raise RuleBroken(f"{shown(cell)} is not a whole number.")
        number = int(plain)
        if not lowest <= number <= highest:
            raise RuleBroken(f"{shown(cell)} is not between {lowest} and {highest}.")
        return number

    return parse


def parse_yes_no(cell: str) -> bool | None:
    """Yes or no; None for "not known", which is neither."""
    plain = cell.strip().casefold()
    if plain in _NOT_KNOWN:
        return None
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise RuleBroken(f"{shown(cell)} is neither yes nor no. Write Yes, No or Not known.")


def parse_postcode(cell: str) -> str:
    """A postcode in its one form."""
    try:
        return normalise_postcode(cell)
    except RuleBroken:
        raise RuleBroken(f"{shown(cell)} cannot be a UK postcode.") from None


def parse_email(cell: str) -> str:
    """An e-mail address, by its shape."""
    plain = cell.strip()
    if len(plain) > 200 or not _EMAIL.fullmatch(plain):
        raise RuleBroken(f"{shown(cell)} is not an e-mail address.")
    return plain


def parse_list(cell: str) -> tuple[str, ...]:
    """Words between commas, semicolons, slashes, ampersands or lines; each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;/|\n&]| and ", cell))
    return tuple(dict.fromkeys(short_text(part) for part in parts if part))


def parse_ages(cell: str) -> tuple[int, ...]:
    """Ages in years: "4, 7 and 12", or "none"."""
    if cell.strip().casefold() in _NO - {"0"}:
        return ()
    age = whole_number(0, 30)
    found = re.findall(r"\d+", cell, re.ASCII)
    if not found or len(found) > 12:
        raise RuleBroken(f"{shown(cell)} is not a list of ages. Write them as 4, 7, 12.")
    return tuple(sorted(age(one) for one in found))


def coded(
    kind: type[CodeT], aliases: dict[str, CodeT] | None = None, words: str = ""
) -> Callable[[str], CodeT]:
    """A parser of a closed list, by code, by words, or by another name it goes under."""
    known = {plain(member.value): member for member in kind}
    known |= {plain(member.words): member for member in kind}
    known |= {plain(name): member for name, member in (aliases or {}).items()}
    allowed = words or ", ".join(member.words for member in kind)

    def parse(cell: str) -> CodeT:
        found = known.get(plain(cell))
        if found is None:
            raise RuleBroken(f"{shown(cell)} is not known here. It may be: {allowed}.")
        return found

    return parse


def plain(words: str) -> str:
    """Words as compared: lower case, letters and digits, single spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())
