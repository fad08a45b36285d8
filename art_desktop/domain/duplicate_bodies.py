"""Households, providers and homes that may be on record already, for somebody to decide on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from art_desktop.domain.duplicates import Likeness

PROPOSED_FROM_SCORE = 0.8
COMMON_WORD_FROM = 200
"""A word that this many names have ("care") brings no two of them together."""

_WORD = re.compile(r"[^\W_]+")
# Words that most providers' names have, and which tell nobody which one it is.
_EMPTY_WORDS = frozenset(
    _WORD.findall(
        "the and of mr mrs ms miss family household ltd limited plc llp cic uk group service "
        "services care fostering agency"
    )
)


@dataclass(frozen=True, slots=True)
class Body:
    """A household, provider or home to compare. Empty fields are not known."""

    key: Hashable
    name: str
    reference: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    body: Body
    words: tuple[str, ...]
    telling: str
    reference: str
    postcode: str


def match_bodies(new: Sequence[Body], known: Sequence[Body]) -> tuple[Likeness, ...]:
    """Every pair of one of `new` (first) with one of `known` (second), likeliest first."""
    ours, theirs = [_form(body) for body in new], [_form(body) for body in known]
    frequency = Counter(word for form in theirs for word in set(form.words))
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, form in enumerate(theirs):
        for key in _blocks(form, frequency):
            blocks[key].append(index)
    found: list[Likeness] = []
    for form in ours:
        near = {i for key in _blocks(form, frequency) for i in blocks.get(key, ())}
        for index in sorted(near):
            likeness = _compare(form, theirs[index])
            if likeness is not None:
                found.append(likeness)
    return tuple(sorted(found, key=lambda one: -one.score))


def _form(body: Body) -> _Form:
    words = tuple(_WORD.findall(body.name.casefold()))
    telling = " ".join(sorted(w for w in words if w not in _EMPTY_WORDS)) or " ".join(words)
    reference = "".join(_WORD.findall(body.reference.upper())).lstrip("0")
    return _Form(body, words, telling, reference, "".join(body.postcode.upper().split()))


def _blocks(form: _Form, frequency: Counter[str]) -> Iterator[Hashable]:
    if form.reference:
        yield "reference", form.reference
    if form.postcode:
        yield "postcode", form.postcode
    for word in set(form.telling.split()):
        if frequency[word] < COMMON_WORD_FROM:
            yield "word", word
            yield "start", word[:4]
    if form.telling:
        yield "whole", form.telling


def _compare(a: _Form, b: _Form) -> Likeness | None:
    if a.reference and a.reference == b.reference:
        return Likeness(a.body.key, b.body.key, 1.0, "The same reference.")
    if not a.telling or not b.telling:
        return None
    alike = fuzz.ratio(a.telling, b.telling) / 100
    score, why = alike * 0.95, "The same name." if alike == 1.0 else "A similar name."
    if a.postcode and b.postcode:
        if a.postcode == b.postcode:
            inside = fuzz.token_set_ratio(a.telling, b.telling) / 100
            score = min(0.99, max(alike, inside) + 0.1)
            why = why.removesuffix(".") + " and the same postcode."
        else:
            score -= 0.1
    if a.reference and b.reference:
        # Each was given a reference of its own: it takes more to say that they are one.
        score -= 0.1
    if score < PROPOSED_FROM_SCORE:
        return None
    return Likeness(a.body.key, b.body.key, round(score, 3), why)
