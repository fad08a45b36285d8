"""Names in text: the ways in which a known one is written, and when an everyday word is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from art_desktop.domain.everyday_words import COMMON, DOES, INNOCENT, PROPER, SMALL, TITLES
from art_desktop.domain.folding import apart, bare, fold, letters_in, words_in

_STAND_INS: Final = frozenset({"carer", "family", "household", "foster", "first", "second"})

_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that set no space between words, or write endings on to a name."""

_BEFORE: Final = r"(?<![^\W\d_])"
_AFTER: Final = r"(?![^\W\d_])"
_PREFIXED: Final = (
    (
        re.compile(r"[\u0600-\u06ff]"),
        "(?:[\u0648\u0641\u0628\u0643\u0644])?(?:\u0627\u0644|\u0644)?",
    ),
    (re.compile(r"[\u05d0-\u05ea]"), "[\u05d4\u05d5\u05d1\u05db\u05dc\u05de\u05e9]?"),
)
"""What Arabic and Hebrew write on to the front of a name: "and", "the", "with", "to"."""


def without_stand_ins(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without those that stand in for one that nobody told: an agency's "Carer 1" of "Family 12"."""
    return tuple(name for name in names if not _stands_in(name))


def _stands_in(name: str) -> bool:
    words = words_in(name)
    return bool(words) and all(word.isdigit() or word in _STAND_INS for word in words)


def patterns_of(names: tuple[str, ...]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield a pattern for folded text, for every way of writing these names.

    With it come the name that it stands for, the letters without which it is nowhere in a text, and whether they stand
    there each by itself (see `spelt_letters`).
    """
    for name in name_parts(names):
        if may_be_chance(name):
            continue
        if len(name) > 2:
            whole = letters_in(name)
            yield _spelt_out(name), name, whole, whole.isalpha()
        if not is_everyday(name):
            yield _as_word(name), name, letters_in(name), False
    for whole in names:
        words = [letters_in(word) for word in whole.split() if letters_in(word)]
        # "Anne Marie" is written "Annemarie" too.
        pairs = {f"{a}{b}" for a, b in pairwise(words) if len(a + b) > 4}
        for joined in sorted(pairs | {"".join(words)} if len(words) > 1 else pairs):
            if len(joined) > 4:
                yield rf"{_BEFORE}{apart(joined)}{_AFTER}", whole, joined, False


@lru_cache(maxsize=64)
def name_parts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded words of names, without titles and initials; "o'brien" and "anne-marie" stay whole too."""
    parts: set[str] = set()
    for name in names:
        for word in bare(name).split():
            whole = word.strip(".,;()\"'’")
            pieces = re.split(r"[-‐-–/]", whole)
            for piece in (whole, *pieces):
                if len(letters_in(piece)) > 1 and letters_in(piece) not in TITLES:
                    parts.add(piece)
    return tuple(sorted(parts))


def _as_word(name: str) -> str:
    """Return a pattern for a name as a word: any mark inside it optional, a hyphen or line end tolerated."""
    letters = letters_in(name)
    inner = r"[-'’.‐_­·*]?\n?".join(map(re.escape, letters))
    if _UNSPACED.search(letters):
        return inner
    for script, prefix in _PREFIXED:
        if script.search(letters):
            return rf"{_BEFORE}{prefix}{inner}{_AFTER}"
    plural = "s?" if len(name) > 3 else ""
    return rf"{_BEFORE}{inner}(?:['’]s)?{plural}{_AFTER}"


def spelt_letters(folded: str) -> str:
    """Return the letters of a folded text that stand each by itself, run after run: "kelly" of "he said k.e.l.l.y"."""
    runs = re.findall(r"(?:(?<![^\W\d_])[^\W\d_](?![^\W\d_])[\W\d_]*){2,}", folded)
    return " ".join(re.sub(r"[\W\d_]+", "", run) for run in runs)


def _spelt_out(name: str) -> str:
    """Return a pattern for a name with a mark or space after every letter: "k e l l y", "k.e.l.l.y"."""
    letters = r"[\W_]{1,3}".join(map(re.escape, letters_in(name)))
    return rf"{_BEFORE}{letters}{_AFTER}"


def by_chance(found: str, name: str) -> bool:
    """Say whether what was found for a name is everyday words that stand together: "as" and "her" for Asher."""
    pieces = tuple(re.findall(r"[^\W\d_]+", found))
    own = words_in(name)
    if len(pieces) < 2 or pieces == own or "-" in found:
        return False
    return all(piece in SMALL or piece in own for piece in pieces)


def is_everyday(name: str) -> bool:
    """Say whether a folded name is an everyday word too, so that the word alone names nobody."""
    return name in COMMON or name in PROPER


def may_be_chance(name: str) -> bool:
    """Say whether a folded name has two Latin letters, which stand for much else."""
    return len(name) == 2 and name.isascii()


def stands_as_name(name: str, text: str, names: tuple[str, ...]) -> bool:
    """Say whether an everyday word ("may", "jo") is used as a name in `text`, by its capital and its company."""
    others = {part for part in name_parts(names) if part != name}
    telling = {part for part in others if not is_everyday(part)}
    innocent = [match.span() for match in INNOCENT.finditer(text.casefold())]
    before_word = ""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = fold(match.group())
        if word == name and not any(start <= match.start() < end for start, end in innocent):
            rest = text[match.end() : match.end() + 60]
            after = re.match(r"[\s-]+([^\W\d_]+)", rest)
            next_word = fold(after.group(1)) if after else ""
            company = {before_word, next_word}
            capital = match.group()[0].isupper()
            if company & telling:
                return True
            if capital and company & (others | TITLES):
                return True
            if capital and name not in PROPER:
                said_of = next_word in DOES or re.match(r"['’]s(?!\w)", rest)
                if said_of or len(name) == 2 or not _opens(text[: match.start()]):
                    return True
        before_word = word
    return False


_FULL_LINE: Final = 60
"""Letters after which a line ends because it is full, and not because a sentence does."""


def _opens(before: str) -> bool:
    """Say whether a sentence, a line or a point of a list begins after these words."""
    plain = before.rstrip(" \t\"'“‘(")
    if not plain or plain[-1] in ".!?:•":
        return True
    if plain[-1] != "\n":
        return False
    line = plain.rstrip().rpartition("\n")[2]
    return len(line) < _FULL_LINE or line[-1] in ".!?:•"
