"""What the find box reads, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindHit:
    """One thing that the find box found.

    `kind` is "child", "household", "carer", "provider", "home" or "request"; `key` of a carer is the household's id,
    of a home the provider's.
    """

    kind: str
    key: int
    title: str
    detail: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class NameLine:
    """One thing that the find box can find.

    `title` is what is shown, `detail` tells it from its like and holds no address, `words` is what is searched beside
    the title: other names, numbers, postcodes. `marks` are never found by typing: records that share one (a birth
    date, a telephone number) are compared when somebody enters another; see `lookalikes.birth_mark`.
    """

    kind: str
    key: int
    title: str
    words: str
    detail: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamesRead:
    """What the find box reads: every name (`whole`), or those under `keys`, which may have changed since.

    `mark` is where the record stood, to be handed in at the next reading.
    """

    mark: int
    whole: bool
    lines: tuple[NameLine, ...] = ()
    keys: frozenset[tuple[str, int]] = frozenset()
