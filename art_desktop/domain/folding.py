"""Text as a searcher takes it: small letters, no accents, no shapeless letters, marks or none."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

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


def fold(text: str) -> str:
    """Return text in small letters without accents, shapeless letters gone, spaces single; line ends are kept."""
    spelt = _CODE.sub(lambda match: chr(int(match.group(1), 16)), text)
    flat = unicodedata.normalize("NFKD", spelt).casefold().translate(_LETTERS)
    if flat.isascii():
        # Only control letters could go, and they are none of those that are left out.
        return re.sub(r"[^\S\n]+", " ", flat)
    kept = "".join(
        c for c in flat if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    return re.sub(r"[^\S\n]+", " ", kept)


def bare(text: str) -> str:
    """Return folded text without vowel signs either, so that names of every script are runs of letters."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return "".join(c for c in folded if unicodedata.category(c)[0] != "M")


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[str, ...]:
    """Return the runs of letters and figures of a text, folded."""
    return tuple(re.findall(r"[^\W_]+", bare(text)))


def letters_in(text: str) -> str:
    """Return the letters and figures of a text, folded and joined."""
    return "".join(
        re.findall(r"[^\W_]+", bare(text))
    )  # of whole papers too, which are not kept in mind


def apart(letters: str) -> str:
    r"""Return a pattern for the letters with up to three marks or spaces between any two."""
    return r"[\W_]{0,3}".join(map(re.escape, letters))
