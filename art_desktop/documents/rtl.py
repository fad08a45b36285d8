"""Words in scripts that are read from right to left: Hebrew, and Arabic with its letters joined.

The papers are in English; a name or a phrase may not be. Arabic letters take the shapes that they have beside their
neighbours; each line is turned when it has been broken (`fonts.in_order`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

_LETTER: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_PHRASE: Final = re.compile(f"[{_LETTER}](?:[{_LETTER} '’.,/-]*[{_LETTER}])?")
_DIGITS: Final = frozenset(
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
    "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
)


def phrases(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a text in order, each with whether it is read from right to left."""
    if not any("\u0590" <= letter <= "\ufeff" for letter in text):
        yield text, False
        return
    done = 0
    for match in _PHRASE.finditer(text):
        if match.start() > done:
            yield text[done : match.start()], False
        yield match.group(), True
        done = match.end()
    if done < len(text):
        yield text[done:], False


def clusters(phrase: str) -> list[tuple[str, str]]:
    """Return a phrase letter by letter, as it is read: each letter with its accents as drawn, and as written.

    Digits keep their own order among letters that are turned, so a number is one.
    """
    out: list[tuple[str, str]] = []
    for drawn, plain in _shaped(phrase):
        before = out[-1][1][-1] if out else " "
        number = plain in _DIGITS and before in _DIGITS
        if number or (unicodedata.combining(plain[0]) and before != " "):
            out[-1] = (out[-1][0] + drawn, out[-1][1] + plain)
        else:
            out.append((drawn, plain))
    return out


@cache
def written(letter: str) -> str:
    """Return the letter that a drawn shape stands for; itself where it is no such shape.

    Lam with alef keeps its own code: readers' programs turn the one into the two, but two would be turned about.
    """
    if "\ufb50" <= letter <= "\ufefc":
        place, *_ = unicodedata.decomposition(letter).split() or [""]
        plain = unicodedata.normalize("NFKC", letter)
        if place in _PLACES and len(plain) == 1:
            return plain
    return letter


_PLACES: Final = frozenset({"<initial>", "<medial>", "<final>", "<isolated>"})


@cache
def _forms() -> dict[tuple[str, str], str]:
    """Return the drawn shape of an Arabic letter by its place: "initial", "medial", "final" or "isolated"."""
    forms: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFDF0), *range(0xFE70, 0xFEFD)):
        place, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if place.strip("<>") in {"initial", "medial", "final", "isolated"} and not base.startswith(
            " "
        ):
            forms.setdefault((base, place.strip("<>")), chr(code))
    return forms


def _shaped(phrase: str) -> list[tuple[str, str]]:
    """Return each letter in the shape it takes, and as it is written; lam and alef are always drawn as one."""
    forms = _forms()
    plain = _PIECE.findall(phrase)
    solid = [place for place, letter in enumerate(plain) if not unicodedata.combining(letter[0])]
    out = list(plain)
    for spot, place in enumerate(solid):
        letter = plain[place]
        before = plain[solid[spot - 1]] if spot else ""
        after = plain[solid[spot + 1]] if spot + 1 < len(solid) else ""
        joins_before = (before, "initial") in forms and (letter, "final") in forms
        joins_after = (letter, "initial") in forms and (after, "final") in forms
        name = {
            (False, False): "isolated",
            (False, True): "initial",
            (True, False): "final",
            (True, True): "medial",
        }[joins_before, joins_after]
        out[place] = forms.get((letter, name), letter)
    return list(zip(out, plain, strict=True))


_PIECE: Final = re.compile("\u0644[\u0622\u0623\u0625\u0627]|.", re.DOTALL)
