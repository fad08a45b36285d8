"""Records that may be the same person, household or provider, for somebody to decide on.

People are compared in the manner of Fellegi and Sunter (1969): each field adds its evidence in
bits, the logarithm of how much likelier the agreement is for one person than for two, and a rare
name says more than a common one. Names may have been swapped, mistyped or left out; a birth date
may have day and month the wrong way round or one digit wrong. Two people of one surname with
different forenames are twins where they are born on one day, else brothers or sisters, and are
kept apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from math import log2

from rapidfuzz.distance import OSA, LCSseq

LARGEST_BLOCK = 400
"""A block with more people than this says nothing (everybody in one town); it is passed over."""

PROPOSED_FROM_BITS = 3.0
"""Evidence, after the prior, from which a pair is shown: about nine to one that it is the same."""

_FEWEST_FOR_FREQUENCY = 200
_TWINS_BITS = -20.0
_RAREST_NAME_BITS = 8.0
_SIMILAR, _UNSURE = 0.75, 0.6
_NOT_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to compare. `key` is the caller's own (an id, a row); empty fields are not known."""

    key: Hashable
    forename: str = ""
    surname: str = ""
    born_on: date | None = None
    postcode: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two keys that may be one. `score` is the probability, 0 to 1; `why` is one sentence."""

    first: Hashable
    second: Hashable
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A person as compared: names in plain lower case letters."""

    person: Person
    forename: str
    surname: str
    town: str
    postcode: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    bits: float
    why: str


def find_duplicates(people: Sequence[Person]) -> tuple[Likeness, ...]:
    """Every pair within `people` that may be one person, likeliest first."""
    forms = [_form(person) for person in people]
    judge = _Judge(forms)
    return _ordered(judge.likeness(forms[a], forms[b]) for a, b in _candidates(forms, None))


def match_people(new: Sequence[Person], known: Sequence[Person]) -> tuple[Likeness, ...]:
    """Every pair of one of `new` (first) with one of `known` (second), likeliest first."""
    forms = [_form(person) for person in (*new, *known)]
    judge = _Judge(forms)
    pairs = _candidates(forms, len(new))
    return _ordered(judge.likeness(forms[a], forms[b]) for a, b in pairs)


def group_people(people: Sequence[Person]) -> tuple[tuple[Hashable, ...], ...]:
    """The keys in groups, each thought to be one person; somebody alone is a group of one.

    Groups grow from the likeliest pair down, and two groups join only where their members agree on
    the whole, so that one record halfway between two people does not make them one.
    """
    forms = [_form(person) for person in people]
    judge = _Judge(forms)
    bits = {
        pair: judge.weigh(forms[pair[0]], forms[pair[1]]).bits for pair in _candidates(forms, None)
    }
    group_of = list(range(len(forms)))
    members = {index: [index] for index in group_of}
    for (a, b), weight in sorted(bits.items(), key=lambda item: (-item[1], item[0])):
        first, second = group_of[a], group_of[b]
        if weight < PROPOSED_FROM_BITS:
            break
        if first == second or not _agree(members[first], members[second], forms, judge, bits):
            continue
        for index in members[second]:
            group_of[index] = first
        members[first] += members.pop(second)
    return tuple(tuple(people[i].key for i in sorted(group)) for group in members.values())


def _agree(
    first: Sequence[int],
    second: Sequence[int],
    forms: Sequence[_Form],
    judge: _Judge,
    bits: dict[tuple[int, int], float],
) -> bool:
    total = 0.0
    for a in first:
        for b in second:
            pair = (min(a, b), max(a, b))
            if pair not in bits:
                bits[pair] = judge.weigh(forms[a], forms[b]).bits
            total += bits[pair]
    return total / (len(first) * len(second)) >= 0.0


def _ordered(found: Iterable[Likeness | None]) -> tuple[Likeness, ...]:
    kept = [likeness for likeness in found if likeness is not None]
    return tuple(sorted(kept, key=lambda one: -one.score))


# --- evidence ---------------------------------------------------------------------------------


class _Judge:
    """Weighs pairs, knowing how common each name and town is among those compared."""

    def __init__(self, forms: Sequence[_Form]) -> None:
        names = Counter(name for form in forms for name in (form.forename, form.surname) if name)
        towns = Counter(form.town for form in forms if form.town)
        self._name_bits = _rarity(names, lowest=3.0, highest=_RAREST_NAME_BITS)
        self._town_bits = _rarity(towns, lowest=1.0, highest=5.0)
        self._prior = -log2(max(len(forms), 50)) - 1.0

    def likeness(self, a: _Form, b: _Form) -> Likeness | None:
        # Comparing names is what costs; most pairs could not be reached by the best of names.
        rest = _birth_dates(a.person.born_on, b.person.born_on).bits + self._where(a, b).bits
        if self._prior + rest + 2 * _RAREST_NAME_BITS < PROPOSED_FROM_BITS:
            return None
        evidence = self.weigh(a, b)
        if evidence.bits < PROPOSED_FROM_BITS:
            return None
        # Certain is only what carries one reference; people are never more than likely.
        score = min(1.0 / (1.0 + 2.0**-evidence.bits), 0.99)
        return Likeness(a.person.key, b.person.key, round(score, 3), evidence.why)

    def weigh(self, a: _Form, b: _Form) -> _Evidence:
        if _twins(a, b):
            return _Evidence(_TWINS_BITS, "")
        names = self._names(a, b)
        born = _birth_dates(a.person.born_on, b.person.born_on)
        where = self._where(a, b)
        bits = self._prior + names.bits + born.bits + where.bits
        said = [part for part in (names.why, born.why, where.why) if part]
        why = _sentence(said)
        one_day = a.person.born_on is not None and a.person.born_on == b.person.born_on
        if (
            one_day
            and a.surname == b.surname
            and a.forename != b.forename
            and a.forename
            and b.forename
        ):
            why += " The forenames differ: make sure that they are not twins."
        return _Evidence(bits, why)

    def _names(self, a: _Form, b: _Form) -> _Evidence:
        straight = self._name(a.forename, b.forename) + self._name(a.surname, b.surname)
        swapped = self._name(a.forename, b.surname) + self._name(a.surname, b.forename) - 1.0
        if swapped > straight:
            return _Evidence(swapped, "forename and surname the other way round")
        if a.forename == b.forename and a.surname == b.surname and a.forename and a.surname:
            return _Evidence(straight, "the same name")
        return _Evidence(straight, _similar_words(a, b) if straight > 0 else "")

    def _name(self, a: str, b: str) -> float:
        if not a or not b:
            return 0.0
        rarity = max(self._name_bits(a), self._name_bits(b))
        if a == b:
            return rarity
        alike = _alike(a, b)
        if alike >= _SIMILAR:
            return rarity * alike - 1.0
        if alike >= _UNSURE:
            return 0.0
        return -6.0

    def _where(self, a: _Form, b: _Form) -> _Evidence:
        if a.postcode and b.postcode:
            if a.postcode == b.postcode:
                return _Evidence(6.0, "the same postcode")
            return _Evidence(-0.5, "")
        if not a.town or not b.town:
            return _Evidence(0.0, "")
        alike = 1.0 if a.town == b.town else _alike(a.town, b.town)
        if alike < _SIMILAR:
            return _Evidence(-3.0, "")
        rarity = max(self._town_bits(a.town), self._town_bits(b.town))
        return _Evidence(rarity * alike, "the same town")


def _rarity(counts: Mapping[str, int], lowest: float, highest: float) -> Callable[[str], float]:
    total = max(sum(counts.values()), _FEWEST_FOR_FREQUENCY)

    def bits(value: str) -> float:
        return min(max(log2(total / max(counts.get(value, 1), 1)), lowest), highest)

    return bits


def _similar_words(a: _Form, b: _Form) -> str:
    """Return how two names that are not the same are alike, in words."""
    if not (a.forename and b.forename):
        return "the same last name" if a.surname == b.surname else "a similar last name"
    slips = OSA.distance(a.forename, b.forename) + OSA.distance(a.surname, b.surname)
    return "names one letter apart" if slips == 1 else "a similar name"


def _twins(a: _Form, b: _Form) -> bool:
    """Brothers and sisters: one surname, two forenames that no slip of the fingers makes alike.

    On one birth date they are twins; on others, forenames have to differ more to say so.
    """
    if not (a.forename and b.forename and a.surname and b.surname):
        return False
    if a.person.born_on is None or b.person.born_on is None:
        return False
    apart = _SIMILAR if a.person.born_on == b.person.born_on else _UNSURE
    return (
        _alike(a.surname, b.surname) >= _SIMILAR
        and _alike(a.forename, b.forename) < apart
        and _alike(a.forename, b.surname) < _SIMILAR
    )


def _birth_dates(a: date | None, b: date | None) -> _Evidence:
    if a is None or b is None:
        return _Evidence(0.0, "")
    if a == b:
        return _Evidence(11.0, "the same birth date")
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return _Evidence(8.0, "birth dates with day and month the other way round")
    wrong = sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True))
    if wrong == 1:
        return _Evidence(6.0, "birth dates one digit apart")
    if abs((a - b).days) <= 100:
        return _Evidence(2.0, "birth dates near each other")
    return _Evidence(-5.0 if wrong > 2 else -1.0, "")


def _sentence(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return joined[0].upper() + joined[1:] + "."


@lru_cache(maxsize=50_000)
def _in_order(name: str) -> str:
    return "".join(sorted(name))


def name_likeness(a: str, b: str) -> float:
    """Return how alike two names are, 0 to 1; both as `plain_name` gives them."""
    return _alike(a, b) if a and b else 0.0


def letters_apart(a: str, b: str) -> int:
    """Return how many letters have to be changed, added, left out or swapped to make one name the other."""
    return OSA.distance(a, b)


@lru_cache(maxsize=200_000)
def _alike(a: str, b: str) -> float:
    """0 to 1: by typing errors, or by the letters the two share in whatever order."""
    typed = OSA.normalized_similarity(a, b)
    if min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)):
        typed = max(typed, 0.8)  # Sam and Samuel.
    # Of two words with their letters in order, the longest common subsequence is what they share.
    shared = LCSseq.similarity(_in_order(a), _in_order(b))
    jumbled = 2 * shared / (len(a) + len(b)) - 0.05
    return max(typed, jumbled if min(len(a), len(b)) > 2 else 0.0)


# --- blocking ---------------------------------------------------------------------------------


def _form(person: Person) -> _Form:
    return _Form(
        person,
        plain_name(person.forename),
        plain_name(person.surname),
        plain_name(person.town),
        re.sub(r"\s+", "", person.postcode).upper(),
    )


def plain_name(text: str) -> str:
    """Return a name as it is compared: its letters, small and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_LETTERS.sub("", plain) or "".join(c for c in text.casefold() if c.isalpha())


def _blocks(form: _Form) -> Iterator[Hashable]:
    """Keys of which two records of one person nearly always share one."""
    born = form.person.born_on
    names = [name for name in (form.forename, form.surname) if name]
    letters = [_in_order(name) for name in names]
    if born is not None:
        yield born
        yield "turned", born.year, frozenset((born.day, born.month))
        for jumbled in letters:
            yield "name and year", jumbled, born.year
            yield "name and day", jumbled, born.month, born.day
        for name in names:
            yield "start", name[:3], born.year
    if len(names) == 2:
        yield "names", frozenset(letters)
        yield "starts", frozenset(name[:3] for name in names)
    if form.postcode:
        for jumbled in letters:
            yield "postcode", form.postcode, jumbled


def _candidates(forms: Sequence[_Form], new: int | None) -> set[tuple[int, int]]:
    """Pairs that share a block; only of the first `new` forms with the rest, unless None."""
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        for key in set(_blocks(form)):
            blocks[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        if new is None:
            if len(block) <= LARGEST_BLOCK:
                pairs.update(combinations(block, 2))
            continue
        first = [index for index in block if index < new]
        second = [index for index in block if index >= new]
        if len(first) * len(second) <= LARGEST_BLOCK**2:
            pairs.update((a, b) for a in first for b in second)
    return pairs
