"""How what is typed into the find box is read, and how near a name is to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from art_desktop.domain.redaction import fold

_BREAK = re.compile(r"[^0-9a-z]+")
_SILENT = re.compile(r"['’`´.]")
_NUMBER = re.compile(r"0*([0-9]+)")

WHOLE, BEGINNING, NEARLY = 100.0, 94.0, 90.0
"""The most that a word scores which is the typed one, which begins with it, which is like it."""

ALIKE_ENOUGH = 0.8
"""The likeness from which on a word may be the one that was meant."""

Likeness = Callable[[str, str], float]
"""How alike two words are, from 0 to 1."""


def typed_words(text: str) -> tuple[str, ...]:
    """Return what was typed as words in small letters without accents: "O'Brien, PE3-6rx" gives obrien, pe3, 6rx."""
    return tuple(word for word in _BREAK.split(_SILENT.sub("", fold(text))) if word)


def indexed_words(text: str) -> tuple[str, ...]:
    """Return the words by which a text is found, each once, in their order.

    What is written in one piece is found in one piece too ("R-2026-0143" as r20260143, "Smith-Jones" as smithjones),
    and a number without its leading noughts (143).
    """
    found: dict[str, None] = {}
    for piece in text.split():
        parts = typed_words(piece)
        found.update(dict.fromkeys(parts))
        if len(parts) > 1:
            found["".join(parts)] = None
        for part in parts:
            number = _NUMBER.fullmatch(part)
            if number is not None:
                found[number.group(1)] = None
    return tuple(found)


def nearness(
    typed: Sequence[str], title: Sequence[str], others: Sequence[str], alike: Likeness
) -> float:
    """Return how well words answer what was typed, at most 100 or a little over.

    Args: typed: the words of the question. title, others: the words shown, and those only searched. alike: for words
        that are spelt otherwise.
    """
    total = 0.0
    for word in typed:
        total += max(
            max((_one(word, held, alike) for held in title), default=0.0),
            max((_one(word, held, alike) - 1.5 for held in others), default=0.0),
        )
    score = total / len(typed)
    # Among equals: the name that begins as the question does, then the one with the fewest words beside it.
    if title and title[0].startswith(typed[0]):
        score += 0.5
    return score - 0.1 * max(len(title) - len(typed), 0)


def _one(word: str, held: str, alike: Likeness) -> float:
    if word == held:
        return WHOLE
    if held.startswith(word):
        return BEGINNING - min(len(held) - len(word), 8) * 0.25
    if word.isdigit() or min(len(word), len(held)) < 3:
        return 0.0
    likeness = alike(word, held)
    return NEARLY * likeness if likeness >= ALIKE_ENOUGH else 0.0
