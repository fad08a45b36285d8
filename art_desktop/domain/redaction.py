"""Finding in text what would say who a child is (engineering.md §2).

It looks for what is *known*: the names of the child, their family and carers, dates, addresses, postcodes, schools,
numbers, telephones and e-mail addresses, however they are cased, accented, spaced or punctuated. It cannot find what
nobody has recorded; a person still reads the paper before it is released. Initials are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from art_desktop.domain.everyday_words import COMMON
from art_desktop.domain.folding import apart, bare, fold, letters_in, words_in
from art_desktop.domain.names_in_text import (
    by_chance,
    is_everyday,
    may_be_chance,
    name_parts,
    patterns_of,
    spelt_letters,
    stands_as_name,
    without_stand_ins,
)
from art_desktop.domain.needs import Needs

__all__ = [
    "KnownIdentity",
    "Leak",
    "LeakKind",
    "find_identifiers",
    "find_in_answers",
    "fold",
    "is_everyday",
    "possible",
]


class LeakKind(StrEnum):
    """What kind of identifier was found."""

    NAME = "name"
    DATE = "date"
    ADDRESS = "address"
    POSTCODE = "postcode"
    SCHOOL = "school"
    NUMBER = "number"
    PHONE = "telephone"
    EMAIL = "e-mail"


@dataclass(frozen=True, kw_only=True)
class KnownIdentity:
    """Everything known that must not stand on a redacted paper.

    `names` are whole names ("Tobias Wrenfield", "Toby") of the child, brothers and sisters, family and carers. `dates`
    are birth dates. `addresses` have their parts separated by commas or new lines, the street first.
    `allowed` are words that may stand although they hold an identifier: the officer's post and telephone.
    """

    names: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Leak:
    """One identifier that was found: where, what kind, and a hint that is no identifier itself ("T… (6)")."""

    where: str
    kind: LeakKind
    hint: str

    @property
    def words(self) -> str:
        """Return "likes: a name, T… (6)"."""
        article = "an" if self.kind.value[0] in "aeo" else "a"
        return f"{self.where}: {article} {self.kind.value}, {self.hint}"


_STREET_WORDS: Final = {
    "street": "st", "road": "rd", "avenue": "ave", "close": "cl", "drive": "dr", "lane": "ln", "court": "ct",
    "gardens": "gdns", "crescent": "cres", "square": "sq", "terrace": "terr", "place": "pl", "grove": "gr",
    "way": "way", "row": "row", "walk": "walk", "park": "park", "hill": "hill", "green": "green", "rise": "rise",
    "view": "view", "mews": "mews", "end": "end", "flat": "flat", "apartment": "apt",
}  # fmt: skip
_SCHOOL_WORDS: Final = frozenset(
    "the a of and for at school schools primary secondary academy college nursery infant infants junior juniors high "
    "community special st saint church england ce cofe rc catholic roman voluntary aided controlled free grammar "
    "girls boys upper lower middle pre preschool sixth form university technical trust".split()
)
_EDGE: Final = r"(?<![a-z0-9])"
_END: Final = r"(?![a-z0-9])"


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to look for: its kind, a pattern for folded text, the identifier that it stands for.

    `needs` are letters and figures of which a text must hold one, unbroken, for the pattern to be in it at all: to look
    for them is a hundred times quicker than to search, and some hundred people are looked for at once. `spelt`: each
    letter by itself, "k e l l y".
    """

    kind: LeakKind
    pattern: str
    shown: str
    needs: tuple[str, ...]
    spelt: bool = False


_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)


def find_identifiers(text: str, identity: KnownIdentity, where: str = "text") -> tuple[Leak, ...]:
    """Return every known identifier that stands in `text`, each once, by kind.

    `where` is the name of the place that `text` came from, repeated in each leak.
    """
    if not text:
        return ()
    kept = _blanked(text, identity.allowed)
    found: set[Leak] = set()
    folded, letters = bare(kept), letters_in(kept)
    spelt = spelt_letters(folded)
    for sought in _sought(identity):
        there = spelt if sought.spelt else letters
        if any(need in there for need in sought.needs) and any(
            _counts(sought.kind, match.group(), sought.shown)
            for match in _compiled(sought.pattern).finditer(folded)
        ):
            found.add(Leak(where, sought.kind, _hint(sought.shown)))
    names = without_stand_ins(identity.names)
    for name in _doubtful(names):
        if letters_in(name) in letters and stands_as_name(name, kept, names):
            found.add(Leak(where, LeakKind.NAME, _hint(name)))
    return tuple(sorted(found))


@lru_cache(maxsize=64)
def _doubtful(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that are everyday words too, or two letters."""
    return tuple(name for name in name_parts(names) if is_everyday(name) or may_be_chance(name))


@lru_cache(maxsize=16_384)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _counts(kind: LeakKind, found: str, shown: str) -> bool:
    return kind is not LeakKind.NAME or not by_chance(found, shown)


def possible(identity: KnownIdentity, text: str) -> KnownIdentity:
    """Return what of an identity could stand in `text` at all: its letters are there, one after another.

    However an identifier is cased, spaced or punctuated, its letters and figures come in their order; addresses and
    schools are kept by any word of theirs, dates by their day. Of some hundred people a handful is left to look for.
    """
    letters = letters_in(text)

    def any_there(words: str) -> bool:
        return any(word in letters for word in words_in(words))

    return replace(
        identity,
        names=tuple(name for name in identity.names if any_there(name)),
        dates=tuple(on for on in identity.dates if str(on.day) in letters),
        addresses=tuple(one for one in identity.addresses if any_there(one)),
        postcodes=tuple(one for one in identity.postcodes if letters_in(one) in letters),
        schools=tuple(one for one in identity.schools if any_there(one)),
        numbers=tuple(one for one in identity.numbers if letters_in(one) in letters),
        phones=tuple(one for one in identity.phones if re.sub(r"\D", "", one)[-6:] in letters),
    )


def find_in_answers(needs: Needs, identity: KnownIdentity) -> tuple[Leak, ...]:
    """Return the identifiers in the answers that a redacted paper prints; `where` is the answer's name.

    Answers that never reach it (postcodes, the school's name, persons to avoid, the reasons) are not looked at.
    """
    leaks: list[Leak] = []
    for name, text in _printed_answers(needs):
        leaks.extend(find_identifiers(text, identity, name))
    return tuple(leaks)


def _printed_answers(needs: Needs) -> Iterator[tuple[str, str]]:
    unprinted = {
        "home_postcode",
        "school_postcode",
        "school_name",
        "immigration",
        "family_unsuitable_by",
    }
    for entry in fields(Needs):
        value = getattr(needs, entry.name)
        if isinstance(value, str) and entry.name not in unprinted:
            yield entry.name, value
    yield "other_languages", "\n".join(needs.other_languages or ())
    yield "family_time", "\n".join(line.how_often for line in needs.family_time or ())
    for code, answer in needs.levels.items():
        yield f"levels.{code}", f"{answer.words}\n{answer.what_works}"


def _blanked(text: str, allowed: Iterable[str]) -> str:
    lowered = text.casefold()
    there = [words for words in allowed if words.strip() and words.split()[0].casefold() in lowered]
    for words in sorted(there, key=len, reverse=True):
        spaced = r"\s+".join(re.escape(part) for part in words.split())
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _hint(found: str) -> str:
    plain = "".join(c for c in found if c.isalnum())
    return f"{plain[:1].upper()}… ({len(plain)})" if plain else "…"


@lru_cache(maxsize=64)
def _sought(identity: KnownIdentity) -> tuple[Sought, ...]:
    """Return what to search for in folded text."""
    names = without_stand_ins(identity.names)
    return (
        *(
            Sought(LeakKind.NAME, pattern, name, (needs,), spelt)
            for pattern, name, needs, spelt in patterns_of(names)
        ),
        *(
            Sought(LeakKind.DATE, _date_pattern(on), f"{on:%d%m%Y}", _date_needs(on))
            for on in identity.dates
        ),
        *_for_places(identity),
        *_for_numbers(identity),
    )


def _for_places(identity: KnownIdentity) -> Iterator[Sought]:
    towns: set[str] = set()
    for address in identity.addresses:
        towns |= {word for part in _parts(address)[1:] for word in words_in(part)}
        for pattern, needs in _address_patterns(address):
            yield Sought(LeakKind.ADDRESS, pattern, address, (needs,))
    for postcode in sorted({*identity.postcodes, *_postcodes_in(identity.addresses)}):
        letters = letters_in(postcode)
        if len(letters) > 4:
            yield Sought(LeakKind.POSTCODE, rf"{_EDGE}{apart(letters)}{_END}", postcode, (letters,))
    for school in identity.schools:
        for pattern, needs in _school_patterns(school, towns):
            yield Sought(LeakKind.SCHOOL, pattern, school, (needs,))


def _for_numbers(identity: KnownIdentity) -> Iterator[Sought]:
    for number in identity.numbers:
        letters = letters_in(number)
        if len(letters) > 3:
            yield Sought(LeakKind.NUMBER, rf"{_EDGE}{apart(letters)}{_END}", number, (letters,))
    for phone in identity.phones:
        digits = re.sub(r"\D", "", phone).removeprefix("0044").removeprefix("44").lstrip("0")
        if len(digits) > 5:
            yield Sought(LeakKind.PHONE, rf"{apart(digits)}(?!\d)", digits, (digits,))
    for email in identity.emails:
        if email.strip():
            pattern = r"\s*".join(map(re.escape, fold(email).strip()))
            yield Sought(LeakKind.EMAIL, pattern, email, (letters_in(email),))


# Dates


def _date_needs(on: date) -> tuple[str, ...]:
    """Return the letters and figures of which every way of writing a day has one."""
    name = _MONTHS[on.month - 1]
    day, days = str(on.day), (str(on.day), f"{on.day:02d}")
    months = (str(on.month), f"{on.month:02d}")
    between = [f"{th}{of}" for th in ("", "st", "nd", "rd", "th") for of in ("", "of")]
    return (
        *(f"{day}{month}" for month in months),
        *(f"{month}{one}" for month in months for one in days),
        *(f"{day}{words}{name[:3]}" for words in between),
        *(f"{word}{one}" for word in (name, name[:3], f"{name[:3]}t") for one in days),
    )


def _date_pattern(on: date) -> str:
    day, month, year = on.day, on.month, on.year
    d, m = f"0?{day}", f"0?{month}"
    name = _MONTHS[month - 1]
    month_word = rf"(?:{name}|{name[:3]}t?)(?![a-z])\.?"
    ordinal = rf"{d}(?:\s?(?:st|nd|rd|th))?"
    y = rf"(?:{year}|['’]?{year % 100:02d})"
    sep = r"[\s,./\\_-]{1,3}"
    forms = (
        rf"{d}\s?{sep}\s?{m}\s?{sep}\s?{y}",
        rf"{m}\s?{sep}\s?{d}\s?{sep}\s?{y}",
        rf"{year}{sep}{m}{sep}{d}",
        rf"{day:02d}{month:02d}{year}|{year}{month:02d}{day:02d}|{day:02d}{month:02d}{year % 100:02d}",
        rf"{ordinal}(?:\s+of)?{sep}{month_word}{sep}{y}",
        rf"{month_word}{sep}{ordinal}{sep}{y}",
        # A day and month without a year are a birthday, unless another year follows.
        rf"(?:{ordinal}(?:\s+of)?\s+{month_word}|{month_word}\s+{ordinal})(?![\s,]*\d)",
        rf"(?<![a-z])(?:born(?![a-z])|birth\w*|dob(?![a-z])|d\.o\.b\.?)\W{{0,3}}(?:\w+\W{{1,3}}){{0,3}}{d}{sep}{m}",
    )
    return rf"(?<!\d)(?:{'|'.join(f'(?:{form})' for form in forms)})(?!\d)"


# Addresses and schools


def _parts(address: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n\r]+", address) if part.strip()]


_POSTCODE: Final = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")


def _postcodes_in(addresses: Iterable[str]) -> set[str]:
    return {match for address in addresses for match in _POSTCODE.findall(address)}


def _address_patterns(address: str) -> list[tuple[str, str]]:
    patterns: list[tuple[str, str]] = []
    for place, part in enumerate(_parts(_POSTCODE.sub(" ", address))):
        words = words_in(part)
        street = bool(words) and (words[-1] in _STREET_WORDS or words[-1] in _STREET_WORDS.values())
        numbered = bool(words) and words[0][0].isdigit()
        if not words or not (place == 0 or street or numbered):
            continue
        patterns.append((_words_pattern(words), _longest(words)))
        named = [word for word in words if not word[0].isdigit() and word not in {"flat", "apt"}]
        # The street without its number, where it is more than one everyday word.
        if len(named) > 1:
            patterns.append((_words_pattern(named), _longest(named)))
    return patterns


def _longest(words: Sequence[str]) -> str:
    """Return the longest of words that are not written in two ways, "" where there is none."""
    shorts = {*_STREET_WORDS, *_STREET_WORDS.values()}
    return max((word for word in words if word not in shorts), key=len, default="")


def _words_pattern(words: Sequence[str]) -> str:
    together = r"[\W_]*".join(_street_form(word) for word in words)
    return f"{_EDGE}{together}{_END}"


def _street_form(word: str) -> str:
    for long, short in _STREET_WORDS.items():
        if word in {long, short}:
            return f"(?:{long}|{short})"
    return re.escape(word)


def _school_patterns(school: str, towns: set[str]) -> list[tuple[str, str]]:
    words = words_in(school)
    if not words:
        return []
    patterns = [(_words_pattern(words), _longest(words))]
    own = [word for word in words if word not in _SCHOOL_WORDS]
    joined = r"[\W_]*".join(map(re.escape, own))
    if not own or (len(own) == 1 and own[0] in towns):
        return patterns
    generic = "|".join(sorted(_SCHOOL_WORDS - {"a", "the", "of", "and", "for", "at"}))
    if len(own) == 1 and own[0] in COMMON:
        patterns.append((rf"{_EDGE}{joined}[\W_]+(?:{generic}){_END}", "".join(own)))
    else:
        patterns.append((f"{_EDGE}{joined}{_END}", "".join(own)))
    return patterns
