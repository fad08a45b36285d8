"""Finding in text what would say who a child is (engineering.md §2).

It looks for what is *known*: the names of the child, their family and carers, dates, addresses, postcodes, schools,
numbers, telephones and e-mail addresses, however they are cased, accented, spaced or punctuated. It cannot find what
nobody has recorded; a person still reads the paper before it is released. Initials are allowed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from art_desktop.domain.needs import Needs


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


_STAND_INS: Final = frozenset({"carer", "family", "household", "foster", "first", "second"})

# Names that are everyday words. They count with a capital inside a sentence, or beside another known name or a title.
_COMMON: Final = frozenset(
    (
        "able amber angel april ash august autumn baker bank banks bell berry best bird bishop black blue bond brook "
        "brooks brown bush butler carpenter carter chance chase christian church clay cook cooper cross daisy dale day "
        "dean drew duke early faith farmer field fields fisher ford forest fox frank french frost gale garden gardener "
        "grace grant gray green grey grove hall hand harbour hart hazel heath heather hill holly holmes home hope "
        "house hunter iris ivy jade jasmine jay jewel joy june king knight lake lane law lily little long love luck "
        "major man mark marks marsh mason may melody mercy mill miller moon moor moore north olive page park parker "
        "parks pat paul pearl penny piper pool poppy porter pearce price prince queen rain ray read reed rich rivers "
        "robin rose rowan ruby rush sage sandy scarlet shaw shepherd short sky skye smart smith snow south spring star "
        "stone storm street summer swan tailor taylor teal trinity violet walker wall ward water waters weaver wells "
        "west white will willow winter wise wolf wood woods wren young "
        "bath bed beds bread brother call case child childs city court doctor door doors dream end friend gate gates "
        "good goodman head health judge kind noble nurse officer order parent person plan post power rice ring root "
        "school server service sharp side singer speaker speed stairs strong sugar sun swift table temple time times "
        "town welcome worker writer year reading short"
    ).split()
)
# Written with a capital whoever is meant: these count only beside another known name or a title.
_PROPER: Final = frozenset(
    "christian english british irish welsh scottish french german polish portuguese spanish roman no do so my he we is "
    "it in on at to or be by up us an as am go if me of".split()
)
_INNOCENT: Final = re.compile(
    r"(?:white|black|mixed|asian)(?: and (?:black|asian))?(?: (?:british|african|caribbean|irish|asian|other))+"
    r"|(?:brown|green|blue|hazel|gr[ae]y|black) (?:eyes|hair)|\d+(?:st|nd|rd|th)? (?:may|april|june|august)"
    r"|(?:in|since|until|by|from|last|next|this|early|late|mid|before|after|during|every) (?:may|april|june|august)\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun) \d|(?:long|short)-term"
    r"|(?:may|april|june|august) \d+|heads? of service|(?:service|assistant) director"
    r"|church of england|christian (?:faith|church|family|home)"
)
_TITLES: Final = frozenset(
    "mr mrs ms miss mx dr aunt auntie uncle nan nana gran grandad master sir".split()
)
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
_LETTERS: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
    }
)
_CODE: Final = re.compile(r"\[U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})\]")
"""How a paper prints a letter that its fonts lack."""
_EDGE: Final = r"(?<![a-z0-9])"
_END: Final = r"(?![a-z0-9])"

Sought = tuple[LeakKind, str, str]
"""A kind, a pattern for folded text, and the identifier that it stands for."""

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)


def fold(text: str) -> str:
    """Return text in small letters without accents, shapeless letters gone, spaces single; line ends are kept."""
    spelt = _CODE.sub(lambda match: chr(int(match.group(1), 16)), text)
    flat = unicodedata.normalize("NFKD", spelt).casefold().translate(_LETTERS)
    kept = "".join(
        c for c in flat if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    return re.sub(r"[^\S\n]+", " ", kept)


def find_identifiers(text: str, identity: KnownIdentity, where: str = "text") -> tuple[Leak, ...]:
    """Return every known identifier that stands in `text`, each once, by kind.

    `where` is the name of the place that `text` came from, repeated in each leak.
    """
    if not text:
        return ()
    kept = _blanked(text, identity.allowed)
    folded = fold(kept)
    found: set[Leak] = set()
    for kind, pattern, shown in _patterns(identity):
        if pattern.search(folded):
            found.add(Leak(where, kind, _hint(shown)))
    for name in _name_parts(identity.names):
        everyday = is_everyday(name) or len(name) == 2
        if everyday and _stands_as_name(name, kept, identity.names):
            found.add(Leak(where, LeakKind.NAME, _hint(name)))
    return tuple(sorted(found))


def possible(identity: KnownIdentity, text: str) -> KnownIdentity:
    """Return what of an identity could stand in `text` at all: its letters are there, one after another.

    However an identifier is cased, spaced or punctuated, its letters and figures come in their order; addresses and
    schools are kept by any word of theirs, dates by their day. Of some hundred people a handful is left to look for.
    """
    letters = _alnum(text)

    def any_there(words: str) -> bool:
        return any(word in letters for word in _words(words))

    return replace(
        identity,
        names=tuple(name for name in identity.names if any_there(name)),
        dates=tuple(on for on in identity.dates if str(on.day) in letters),
        addresses=tuple(one for one in identity.addresses if any_there(one)),
        postcodes=tuple(one for one in identity.postcodes if _alnum(one) in letters),
        schools=tuple(one for one in identity.schools if any_there(one)),
        numbers=tuple(one for one in identity.numbers if _alnum(one) in letters),
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
    for words in sorted(filter(None, allowed), key=len, reverse=True):
        spaced = r"\s+".join(re.escape(part) for part in words.split())
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _hint(found: str) -> str:
    plain = "".join(c for c in found if c.isalnum())
    return f"{plain[:1].upper()}… ({len(plain)})" if plain else "…"


@lru_cache(maxsize=64)
def _patterns(identity: KnownIdentity) -> tuple[tuple[LeakKind, re.Pattern[str], str], ...]:
    """Return what to search for in folded text: kind, pattern, and the identifier it stands for."""
    raw = [
        *_for_names(identity),
        *((LeakKind.DATE, _date_pattern(on), f"{on:%d%m%Y}") for on in identity.dates),
        *_for_places(identity),
        *_for_numbers(identity),
    ]
    return tuple((kind, re.compile(pattern), shown) for kind, pattern, shown in raw)


def _for_names(identity: KnownIdentity) -> Iterator[Sought]:
    names = tuple(name for name in identity.names if not _stands_in(name))
    for name in _name_parts(names):
        if len(name) > 2:
            yield LeakKind.NAME, _spelt_out(name), name
            if not is_everyday(name):
                yield LeakKind.NAME, _name_pattern(name), name
    for whole in names:
        joined = _alnum(whole)
        if len(_words(whole)) > 1 and len(joined) > 4:
            yield LeakKind.NAME, rf"(?<![a-z]){_apart(joined)}(?![a-z])", whole


def _stands_in(name: str) -> bool:
    """Say whether a name only stands in for one that nobody has told, such as an agency's "Carer 1" of "Family 12"."""
    words = _words(name)
    return bool(words) and all(word.isdigit() or word in _STAND_INS for word in words)


def _for_places(identity: KnownIdentity) -> Iterator[Sought]:
    towns: set[str] = set()
    for address in identity.addresses:
        towns |= {word for part in _parts(address)[1:] for word in _words(part)}
        for pattern in _address_patterns(address):
            yield LeakKind.ADDRESS, pattern, address
    for postcode in sorted({*identity.postcodes, *_postcodes_in(identity.addresses)}):
        if len(_alnum(postcode)) > 4:
            yield LeakKind.POSTCODE, rf"{_EDGE}{_apart(_alnum(postcode))}{_END}", postcode
    for school in identity.schools:
        for pattern in _school_patterns(school, towns):
            yield LeakKind.SCHOOL, pattern, school


def _for_numbers(identity: KnownIdentity) -> Iterator[Sought]:
    for number in identity.numbers:
        if len(_alnum(number)) > 3:
            yield LeakKind.NUMBER, rf"{_EDGE}{_apart(_alnum(number))}{_END}", number
    for phone in identity.phones:
        digits = re.sub(r"\D", "", phone).removeprefix("0044").removeprefix("44").lstrip("0")
        if len(digits) > 5:
            yield LeakKind.PHONE, rf"{_apart(digits)}(?!\d)", digits
    for email in identity.emails:
        if email.strip():
            yield LeakKind.EMAIL, r"\s*".join(map(re.escape, fold(email).strip())), email


# Names


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _alnum(text: str) -> str:
    return "".join(_words(text))


def _apart(letters: str) -> str:
    r"""Return a pattern for the letters with up to three marks or spaces between any two."""
    return r"[\W_]{0,3}".join(map(re.escape, letters))


@lru_cache(maxsize=64)
def _name_parts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded words of names, without titles and initials; "o'brien" and "anne-marie" stay whole too."""
    parts: set[str] = set()
    for name in names:
        for word in fold(name).split():
            whole = word.strip(".,;()\"'’")
            pieces = re.split(r"[-‐-–/]", whole)
            for piece in (whole, *pieces):
                if len(_alnum(piece)) > 1 and _alnum(piece) not in _TITLES:
                    parts.add(piece)
    return tuple(sorted(parts))


def _name_pattern(name: str) -> str:
    """Return a pattern for a name as a word: any mark inside it optional, a hyphen or line end tolerated."""
    inner = r"[-'’.‐_­·*]?\n?".join(map(re.escape, _alnum(name)))
    plural = "s?" if len(name) > 3 else ""
    return rf"(?<![^\W\d_]){inner}(?:['’]s)?{plural}(?![^\W\d_])"


def _spelt_out(name: str) -> str:
    """Return a pattern for a name with a mark or space after every letter: "k e l l y", "k.e.l.l.y"."""
    letters = r"[\W_]{1,3}".join(map(re.escape, _alnum(name)))
    return rf"(?<![^\W\d_]){letters}(?![^\W\d_])"


def is_everyday(name: str) -> bool:
    """Say whether a folded name is an everyday word too, so that the word alone names nobody."""
    return name in _COMMON or name in _PROPER


def _stands_as_name(name: str, text: str, names: tuple[str, ...]) -> bool:
    """Say whether an everyday word ("may", "jo") is used as a name in `text`, by its capital and its company."""
    others = {part for part in _name_parts(names) if part != name}
    innocent = [match.span() for match in _INNOCENT.finditer(text.casefold())]
    before_word = ""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = fold(match.group())
        if word == name and not any(start <= match.start() < end for start, end in innocent):
            before = text[: match.start()].rstrip(" \t\"'“‘(")
            opens = not before or before[-1] in ".!?\n:•"
            after = re.match(r"[\s-]+([^\W\d_]+)", text[match.end() :])
            company = {before_word, fold(after.group(1)) if after else ""}
            capital = match.group()[0].isupper()
            if company & {part for part in others if not is_everyday(part)}:
                return True
            if capital and company & (others | _TITLES):
                return True
            if capital and name not in _PROPER and (not opens or len(name) == 2):
                return True
        before_word = word
    return False


# Dates


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
        rf"(?:born|birth\w*|dob|d\.o\.b\.?)\W{{0,3}}(?:\w+\W{{1,3}}){{0,3}}{d}{sep}{m}",
    )
    return rf"(?<!\d)(?:{'|'.join(f'(?:{form})' for form in forms)})(?!\d)"


# Addresses and schools


def _parts(address: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n\r]+", address) if part.strip()]


_POSTCODE: Final = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")


def _postcodes_in(addresses: Iterable[str]) -> set[str]:
    return {match for address in addresses for match in _POSTCODE.findall(address)}


def _address_patterns(address: str) -> list[str]:
    patterns: list[str] = []
    for place, part in enumerate(_parts(_POSTCODE.sub(" ", address))):
        words = _words(part)
        street = bool(words) and (words[-1] in _STREET_WORDS or words[-1] in _STREET_WORDS.values())
        numbered = bool(words) and words[0][0].isdigit()
        if not words or not (place == 0 or street or numbered):
            continue
        patterns.append(_words_pattern(words))
        named = [word for word in words if not word[0].isdigit() and word not in {"flat", "apt"}]
        # The street without its number, where it is more than one everyday word.
        if len(named) > 1:
            patterns.append(_words_pattern(named))
    return patterns


def _words_pattern(words: list[str]) -> str:
    together = r"[\W_]*".join(_street_form(word) for word in words)
    return f"{_EDGE}{together}{_END}"


def _street_form(word: str) -> str:
    for long, short in _STREET_WORDS.items():
        if word in {long, short}:
            return f"(?:{long}|{short})"
    return re.escape(word)


def _school_patterns(school: str, towns: set[str]) -> list[str]:
    words = _words(school)
    if not words:
        return []
    patterns = [_words_pattern(words)]
    own = [word for word in words if word not in _SCHOOL_WORDS]
    joined = r"[\W_]*".join(map(re.escape, own))
    if not own or (len(own) == 1 and own[0] in towns):
        return patterns
    generic = "|".join(sorted(_SCHOOL_WORDS - {"a", "the", "of", "and", "for", "at"}))
    if len(own) == 1 and own[0] in _COMMON:
        patterns.append(rf"{_EDGE}{joined}[\W_]+(?:{generic}){_END}")
    else:
        patterns.append(f"{_EDGE}{joined}{_END}")
    return patterns
