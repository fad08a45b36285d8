"""The names in what somebody typed for a person: "Mum and Kelly's nan"."""

from __future__ import annotations

import re
from typing import Final

from art_desktop.domain.referrals import without_relations

_CAPITAL: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NAME: Final = frozenset(
    "adult adults all best big both children class ex extended family foster head his her little new old other people "
    "partner previous primary school social support the their three two whole with worker "
    "monday tuesday wednesday thursday friday saturday sunday weekdays weekends".split()
)


def names_in(who: str) -> tuple[str, ...]:
    """Return the names that words for a person hold: "Mum and Kelly's nan" gives "Kelly", "Grandmother" none.

    A name has a capital. The first word always has one, so it counts where a name follows it, where it stands alone,
    or where something is said of it ("Kelly's nan", "Kelly (mum)").
    """
    plain = without_relations(who)
    found = [match for match in _CAPITAL.finditer(plain) if match.group()[:1].isupper()]
    names = []
    for at, match in enumerate(found):
        word = re.sub(r"['’]s$", "", match.group())
        if len(word) < 2 or word.casefold().rstrip("s") in _NO_NAME or word.casefold() in _NO_NAME:
            continue
        after = plain[match.end() :]
        follows = at + 1 < len(found) and after[: found[at + 1].start() - match.end()].strip() == ""
        said = word != match.group() or after.strip()[:1] in {"", "(", ",", "–", "-", ":"}
        first = not plain[: match.start()].strip() and not who[: match.start()].strip()
        if not first or follows or said:
            names.append(word)
    return tuple(names)
