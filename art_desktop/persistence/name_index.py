"""The names that the find box searches: a full-text index in memory, never on disk.

A word is looked up as it stands and as the beginning of others by FTS5. A word that is spelt otherwise is first
compared with every different word of the names, which are far fewer than the names, and then looked up as those.
Trigrams would do both at once, but took ten to sixty times as long over names that share their endings (*measured*).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from art_desktop.domain.finding import (
    ALIKE_ENOUGH,
    INSIDE,
    Likes,
    indexed_words,
    nearness,
    typed_words,
)
from art_desktop.domain.finding_views import FindHit, NameLine

_LOOKED_AT = 200
_BATCH = 2_000
_RINGS = (4, 16)
"""How many like words stand for each typed one: the nearest few first, so that a common name cannot crowd them out."""

_KINDS = ("child", "household", "carer", "request", "provider", "home")
_KINDS_BY_NUMBER = ("request", "child", "household", "carer", "provider", "home")
_CARER_BY_ONE_WORD = 0.5
"""What a carer's line gives way to the household's for a surname alone."""

_LINES = """
    CREATE TABLE line (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key INTEGER NOT NULL,
        title TEXT NOT NULL, detail TEXT NOT NULL, shown TEXT NOT NULL, others TEXT NOT NULL
    )
"""
_LINE_OF = "CREATE INDEX line_of ON line (kind, key)"
_WORDS = """
    CREATE VIRTUAL TABLE word USING fts5(
        words, tokenize='ascii', prefix='1 2 3 4', content='', contentless_delete=1, detail=none
    )
"""
_LOOK_UP = (
    "SELECT line.id, kind, key, title, detail, shown, others FROM word JOIN line ON line.id = word.rowid "
    "WHERE word MATCH ? AND kind IN ({kinds}) ORDER BY word.rowid LIMIT ?"
)


class MemoryNameIndex:
    """Implements `domain.ports.NameIndex`. May be asked by any thread, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._base: Any = None
        self._words: dict[str, list[str]] = defaultdict(list)
        """Every different word of the names by its first two letters; `_known` holds the same words."""
        self._known: set[str] = set()
        self._blob = ""
        """The known words in one text, in which the middle of a word is looked for; "" until it is wanted."""
        self._marks: dict[str, set[tuple[str, int]]] = {}

    @property
    def filled(self) -> bool:
        """Say whether there are names in it."""
        return self._base is not None

    def fill(self, lines: Sequence[NameLine]) -> None:
        """Hold these names and no others."""
        base = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
        base.execute("PRAGMA temp_store = MEMORY")
        for statement in (_LINES, _LINE_OF, _WORDS):
            base.execute(statement)
        with self._lock:
            self._let_go()
            self._base = base
            self._add(sorted(lines, key=lambda line: (line.title, line.kind, line.key)))
            base.execute("INSERT INTO word (word) VALUES ('optimize')")

    def replace(self, keys: Collection[tuple[str, int]], lines: Sequence[NameLine]) -> None:
        """Forget what is held under these (kind, key) and hold these lines."""
        with self._lock:
            if self._base is None:
                return
            for kind, key in keys:
                held = "SELECT id FROM line WHERE kind = ? AND key = ?"
                self._base.execute(f"DELETE FROM word WHERE rowid IN ({held})", (kind, key))  # noqa: S608 - a constant
                self._base.execute("DELETE FROM line WHERE kind = ? AND key = ?", (kind, key))
            self._add(lines)

    def forget(self) -> None:
        """Let every name go."""
        with self._lock:
            self._let_go()

    def find(self, text: str, kinds: Collection[str], limit: int) -> tuple[FindHit, ...]:
        """Return the best `limit` lines of these kinds for what has been typed so far, best first."""
        typed = typed_words(text)[:8]
        if not typed or not kinds:
            return ()
        order = _KINDS_BY_NUMBER if all(word.isdigit() for word in typed) else _KINDS
        found: dict[tuple[str, int, str], FindHit] = {}
        seen: set[int] = set()
        with self._lock:
            if self._base is None:
                return ()
            for question, asked, likes in self._questions(typed):
                rows = [row for row in self._rows(question, kinds) if row[0] not in seen]
                seen.update(row[0] for row in rows)
                ranked = [(-_score(row, asked, likes), row) for row in rows]
                ranked.sort(key=lambda pair: (pair[0], *_place(pair[1], order)))
                for score, (_, kind, key, title, detail, _, _) in ranked:
                    if len(found) < limit:
                        found.setdefault(
                            _page(kind, key, title), FindHit(kind, key, title, detail, -score)
                        )
                if len(found) >= limit:
                    break
        return tuple(found.values())

    def marked(self, marks: Collection[str]) -> frozenset[tuple[str, int]]:
        """Return the (kind, key) of every line that has, or once had, one of these marks."""
        with self._lock:
            return frozenset(one for mark in marks for one in self._marks.get(mark, ()))

    def _questions(
        self, typed: Sequence[str]
    ) -> Iterator[tuple[str, Sequence[str], Sequence[Likes]]]:
        """Yield what to look up, the surest first, with what its answers are measured by (see `nearness`)."""
        yield _whole(typed)
        joined = "".join(typed)
        if len(typed) > 1:  # "R 26 12", "PE3 6R", "Laven der"
            yield _whole((joined,))
            yield _beginnings((joined,))
        yield _beginnings(typed)
        for parts in self._otherwise_parted(typed):
            yield _beginnings(parts)
        inside = [self._holding(word) for word in typed]
        if any(inside):
            within = [
                [f'"{word}"*', *(f'"{one}"' for one in held)]
                for word, held in zip(typed, inside, strict=True)
            ]
            yield _all_of(within), typed, inside
        likes = [self._likes(word) for word in typed]
        if not any(likes):
            return
        meant: list[list[str]] = []
        for most in _RINGS:
            meant = [
                [f'"{word}"*', *(f'"{one}"' for one in islice(like, most))]
                for word, like in zip(typed, likes, strict=True)
            ]
            yield _all_of(meant), typed, likes
        for at in range(len(typed)):
            if any(likes[:at] + likes[at + 1 :]):  # a number alone would find what nobody asked for
                yield _all_of(meant[:at] + meant[at + 1 :]), typed, likes

    def _otherwise_parted(self, typed: Sequence[str]) -> Iterator[Sequence[str]]:
        """Yield what was typed with its space elsewhere: "darrenlavender", "darrenxlavender", "darrenl avender"."""
        first, *others = typed
        if not others:
            for at in range(2, len(first) - 1):
                if first[:at] in self._known:
                    yield first[:at], first[at:]
                    yield first[:at], first[at + 1 :]
        elif len(others) == 1:
            for parts in (
                (first[:-1], first[-1] + others[0]),
                (first + others[0][0], others[0][1:]),
            ):
                if parts[0] in self._known and parts[1]:
                    yield parts
        else:
            for at in range(len(typed) - 1):
                yield (*typed[:at], typed[at] + typed[at + 1], *typed[at + 2 :])

    def _holding(self, word: str) -> dict[str, float]:
        """Return words of the names that hold this one inside ("avend"), the first found, as alike as `INSIDE`."""
        if len(word) < 3 or not word.isalpha():
            return {}
        if not self._blob:
            self._blob = f" {' '.join(one for held in self._words.values() for one in held)} "
        found: dict[str, float] = {}
        at = self._blob.find(word)
        while at >= 0 and len(found) < _RINGS[-1]:
            start, end = self._blob.rfind(" ", 0, at) + 1, self._blob.index(" ", at)
            if start < at:  # one that begins with it has been looked up
                found[self._blob[start:end]] = INSIDE
            at = self._blob.find(word, end)
        return found

    def _likes(self, word: str) -> dict[str, float]:
        """Return the words of the names that are spelt nearly so, the likest first, with how alike they are.

        One slip leaves one of the first two letters among the first two: a third of the words is compared.
        """
        if len(word) < 3 or not word.isalpha():
            return {}
        kept = set(word[:2])
        near: list[str] = []
        for pair, held in self._words.items():
            if pair[0] in kept or pair[1] in kept:
                near.extend(held)
        # Imported late: start-up does not need it.
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        found = process.extract(
            word,
            near,
            scorer=JaroWinkler.normalized_similarity,
            processor=None,
            limit=_RINGS[-1],
            score_cutoff=ALIKE_ENOUGH,
        )
        return {held: alike for held, alike, _ in found}

    def _rows(self, question: str, kinds: Collection[str]) -> list[tuple[Any, ...]]:
        places = ", ".join("?" for _ in kinds)
        return list(
            self._base.execute(_LOOK_UP.format(kinds=places), (question, *kinds, _LOOKED_AT))
        )

    def _add(self, lines: Sequence[NameLine]) -> None:
        self._base.execute("BEGIN")
        first = self._base.execute("SELECT coalesce(max(id), 0) + 1 FROM line").fetchone()[0]
        for start in range(0, len(lines), _BATCH):
            rows, words = [], []
            for at, line in enumerate(lines[start : start + _BATCH], first + start):
                shown = indexed_words(line.title)
                others = tuple(w for w in indexed_words(line.words) if w not in shown)
                row = (line.kind, line.key, line.title, line.detail)
                rows.append((at, *row, " ".join(shown), " ".join(others)))
                words.append((at, " ".join((*shown, *others))))
                self._learn(shown)
                self._learn(others)
                for mark in line.marks:
                    self._marks.setdefault(mark, set()).add((line.kind, line.key))
            self._base.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            self._base.executemany("INSERT INTO word (rowid, words) VALUES (?, ?)", words)
        self._base.execute("COMMIT")

    def _learn(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in self._known and len(word) > 1 and word.isalpha():
                self._known.add(word)
                self._words[word[:2]].append(word)
                self._blob = ""

    def _let_go(self) -> None:
        if self._base is not None:
            self._base.close()
        self._base = None
        self._words = defaultdict(list)
        self._known = set()
        self._blob, self._marks = "", {}


def _whole(typed: Sequence[str]) -> tuple[str, Sequence[str], Sequence[Likes]]:
    return _all_of([f'"{word}"'] for word in typed), typed, [{}] * len(typed)


def _beginnings(typed: Sequence[str]) -> tuple[str, Sequence[str], Sequence[Likes]]:
    return _all_of([f'"{word}"*'] for word in typed), typed, [{}] * len(typed)


def _score(row: tuple[Any, ...], asked: Sequence[str], likes: Sequence[Likes]) -> float:
    """Return how well a line answers. A single word leads to the household, a whole name to the carer."""
    less = _CARER_BY_ONE_WORD if row[1] == "carer" and len(asked) == 1 else 0.0
    return round(nearness(asked, row[5].split(), row[6].split(), likes) - less, 3)


def _page(kind: str, key: int, title: str) -> tuple[str, int, str]:
    """Return what two lines have in common of which one is enough: a household and its carers are one page."""
    if kind == "home":  # a provider has many, and each is one that somebody may mean
        return kind, key, title
    return ("household" if kind == "carer" else kind), key, ""


def _place(row: tuple[Any, ...], order: Sequence[str]) -> tuple[Any, ...]:
    """Return where a line stands among equals: by kind, then by name; the newest request first."""
    _, kind, key, title, detail, _, _ = row
    return order.index(kind), -key if kind == "request" else 0, title, detail


def _all_of(each: Iterable[Sequence[str]]) -> str:
    """Return a question that wants one of each."""
    return " AND ".join(f"({' OR '.join(words)})" for words in each)
