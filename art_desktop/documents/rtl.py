"""Words in scripts that are read from right to left: Hebrew, and Arabic with its letters joined.

The papers are in English; a name or a phrase may not be. Such a phrase is put into the order in which it is drawn, and
Arabic letters take the shapes that they have beside their neighbours. A phrase stays on one line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_LETTER: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_PHRASE: Final = re.compile(f"[{_LETTER}](?:[{_LETTER} '’.,/-]{{0,58}}[{_LETTER}])?")
_DIGITS: Final = re.compile("[\u0660-\u0669\u06f0-\u06f90-9]+")
_NO_BREAK: Final = "\u00a0"


def drawn_order(text: str) -> str:
    """Return text with its right-to-left phrases in the order and shapes in which they are drawn."""
    if not any("\u0590" <= letter <= "\ufeff" for letter in text):
        return text
    return _PHRASE.sub(lambda match: _turned(match.group()), text)


def _turned(phrase: str) -> str:
    clusters: list[str] = []
    for letter in _shaped(phrase):
        if unicodedata.combining(letter) and clusters:
            clusters[-1] += letter
        else:
            clusters.append(letter)
    turned = "".join(reversed(clusters)).replace(" ", _NO_BREAK)
    # Digits keep their own order among letters that do not.
    return _DIGITS.sub(lambda match: match.group()[::-1], turned)


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


def _shaped(phrase: str) -> str:
    forms = _forms()
    # Lam and alef are always written as one.
    phrase = re.sub(
        "\u0644[\u0622\u0623\u0625\u0627]", lambda match: f"\ue000{match.group()}", phrase
    )
    letters: list[str] = []
    for letter in phrase:
        if letters and letters[-1].startswith("\ue000") and len(letters[-1]) < 3:
            letters[-1] += letter
        else:
            letters.append(letter)
    plain = [letter.removeprefix("\ue000") for letter in letters]
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
    return "".join(out)
