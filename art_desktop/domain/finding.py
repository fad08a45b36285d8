"""How what is typed into the find box is read, and how near a name is to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from art_desktop.domain.redaction import fold

_BREAK = re.compile(r"[^0-9a-z]+")
_SILENT = re.compile(r"['’`´.]")

WHOLE, BEGINNING, NEARLY = 100.0, 94.0, 90.0
"""The most that a word scores which is the typed one, which begins with it, which is like it."""

ALIKE_ENOUGH = 0.8
"""The likeness from which on a word may be the one that was meant."""

INSIDE = 0.85
"""How alike a word counts that holds the typed one somewhere inside."""

BESIDE = 1.5
"""What a word loses that is searched but not shown."""

Likes = Mapping[str, float]
"""Words that may have been meant by a typed one, each with how alike it is, from 0 to 1."""


def typed_words(text: str) -> tuple[str, ...]:
    """Return what was typed as words in small letters without accents: "O'Brien, PE3-6rx" gives obrien, pe3, 6rx."""
    return _parts(_plain(text))


def indexed_words(text: str) -> tuple[str, ...]:
    """Return the words by which a text is found, each once, in their order.

    What is written in one piece is found in one piece too ("R-2026-0143" as r20260143, "Smith-Jones" as smithjones),
    and a number without its leading noughts (143; "C-00012" as c12).
    """
    found: dict[str, None] = {}
    for piece in _plain(text).split():
        # Nearly every piece is one word already, and a hundred thousand names are read at a time.
        parts = (piece,) if piece.isascii() and piece.isalnum() else _parts(piece)
        for part in parts:
            found[part] = None
            if part[0] == "0" and part.isdigit():
                found[part.lstrip("0") or "0"] = None
        if len(parts) > 1:
            found["".join(parts)] = None
            if parts[-1][0] == "0" and parts[-1].isdigit():
                found["".join((*parts[:-1], parts[-1].lstrip("0") or "0"))] = None
    return tuple(found)


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else fold(text)


def _parts(plain: str) -> tuple[str, ...]:
    return tuple(word for word in _BREAK.split(_SILENT.sub("", plain)) if word)


def nearness(
    typed: Sequence[str], title: Sequence[str], others: Sequence[str], likes: Sequence[Likes]
) -> float:
    """Return how well words answer what was typed, at most 100 or a little over.

    Args: typed: the words of the question. title, others: the words shown, and those only searched. likes: for each
        typed word, those that may have been meant.
    """
    total = 0.0
    for word, like in zip(typed, likes, strict=True):
        total += max(
            max([_one(word, held, like) for held in title], default=0.0),
            max([_one(word, held, like) for held in others], default=0.0) - BESIDE,
        )
    score = total / len(typed)
    # Among equals: the name that begins as the question does, then the one with the fewest words beside it.
    if title and title[0].startswith(typed[0]):
        score += 0.5
    return score - 0.1 * max(len(title) - len(typed), 0)


def _one(word: str, held: str, like: Likes) -> float:
    if held.startswith(word):
        return WHOLE if word == held else BEGINNING - min(len(held) - len(word), 8) * 0.25
    return NEARLY * like[held] if held in like else 0.0
