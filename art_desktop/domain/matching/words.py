"""Comparing what people typed: languages, faiths, interests. Plain Python."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{4,}")

_COMMON: Final = frozenset(
    "about after also always another because been before being both does doing enjoy enjoys "
    "especially ever every everything favourite from going good great have having help helping "
    "here into just kind like liked likes lots love loves loved make makes making many more most "
    "much never often other others over plus quite really some sometimes such than that their "
    "them then there these they thing things this those time times together very want wants well "
    "were what when where which while will with would year years your children child family home "
    "house carer carers under above below down near next until without within inside outside "
    "across along behind beside between against during through same again anything nothing "
    "something somebody everybody anybody first last long short small large little "
    "playing play plays watching watch going spend spending".split()
)
"""Words that say nothing of an interest."""


def folded(text: str) -> str:
    """Return the text as it is compared: trimmed, one space between words, no case."""
    return " ".join(text.split()).casefold()


def interest_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that may name an interest, folded, sorted, each once.

    Words of four letters and more; a plural "s" is taken off so that "horses" finds "horse".
    """
    found = (word.casefold() for word in _WORD.findall(text))
    return tuple(sorted({_singular(word) for word in found if word not in _COMMON}))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


_NO_FAITH: Final = frozenset({"none", "no religion", "no faith", "atheist", "agnostic", ""})


def is_no_faith(text: str) -> bool:
    """Say whether a religion as recorded means that there is none."""
    return folded(text) in _NO_FAITH
