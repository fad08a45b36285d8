"""From a whole pool to those who could serve: hard rules in their order, each asked of those still in.

The rule that excludes a candidate first is therefore the one named, and the counts by first rule come out of
the same pass. What later rules would have said of those already out is worked out when somebody looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from art_desktop.domain.matching.criteria.base import Criterion
from art_desktop.domain.matching.pool import Rows
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import NOT_MET, Mask, Verdicts, is_constant

SUITABLE: Final = 255
"""The number of the first excluding rule where there is none."""

WORTH_NARROWING: Final = 4_000
"""Below so many candidates, gathering columns costs more than judging the excluded ones too."""

_SHRUNK: Final = 0.1
"""Rules over small numbers are so cheap that gathering pays only when nearly all are out."""

_LAST: Final = 0.8
"""The same before the preferences, which are many."""


def worth_narrowing(size: int) -> bool:
    """Say whether a pool of `size` is large enough to gather the columns of a few of it."""
    return size >= WORTH_NARROWING


@dataclass(eq=False)
class Sieve:
    """How far a trial has come.

    `trial` is asked of `rows` alone (indexes into the whole pool, ascending); `alive` are those of
    them whom no rule has excluded yet. `said`: verdicts so far, with the rows they are about (None:
    the whole pool). `first_rule`: by candidate of the whole pool, the number of the hard rule that
    excludes it first, `SUITABLE` where none does; `counts`: how many, by that number.
    """

    trial: Trial
    rows: Rows | None
    alive: Mask
    first_rule: NDArray[np.uint8]
    counts: dict[int, int] = field(default_factory=dict)
    said: dict[str, tuple[Rows | None, Verdicts]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the whole pool."""
        self._first = self.first_rule

    def ask(self, criterion: Criterion) -> Verdicts:
        """Return what a criterion says of `rows`, and keep it."""
        verdicts = criterion.judge(self.trial)
        self.said[criterion.code] = self.rows, verdicts
        return verdicts

    def exclude(self, rule: int, verdicts: Verdicts) -> bool:
        """Take out those whom a hard rule excludes. Returns: whether it was anybody still in."""
        if (int(verdicts[0]) if is_constant(verdicts) else int(verdicts.max(initial=0))) != NOT_MET:
            return False
        out = verdicts == NOT_MET
        out &= self.alive
        count = int(np.count_nonzero(out))
        if not count:
            return False
        self.counts[rule] = count
        # Each is taken out once, so that what is subtracted from `SUITABLE` leaves the rule's number.
        self._first -= out.view(np.uint8) * np.uint8(SUITABLE - rule)
        self.alive ^= out
        return True

    def narrow(self, *, least: float) -> None:
        """Go on with those still in alone, where they are fewer than the share `least` of `rows`."""
        left = int(np.count_nonzero(self.alive))
        if left >= least * self.alive.size or not worth_narrowing(self.trial.whole.size):
            return
        kept = np.flatnonzero(self.alive)
        self._write_down()
        self.rows = kept if self.rows is None else self.rows[kept]
        wider = self.trial
        self.trial = wider.narrowed(self.rows)
        self.trial.reuse(wider, kept)
        self.alive = np.ones(kept.size, dtype=np.bool_)
        self._first = np.full(kept.size, SUITABLE, dtype=np.uint8)

    def _write_down(self) -> None:
        """Carry the first rules of `rows` over to the whole pool."""
        if self.rows is not None:
            self.first_rule[self.rows] = self._first

    def finish(self) -> None:
        """Say that all rules have been asked."""
        self.narrow(least=_LAST)
        self._write_down()

    @cached_property
    def kept(self) -> Rows:
        """Who is left, as positions among `rows`. Ask when all rules have been asked."""
        return np.flatnonzero(self.alive)

    @cached_property
    def suitable(self) -> Rows:
        """Who is left, as indexes into the whole pool, ascending."""
        return self.kept if self.rows is None else self.rows[self.kept]


def sift(trial: Trial, rules: tuple[Criterion, ...]) -> Sieve:
    """Return the sieve after all hard rules, narrowed to those who are left where that is worth while."""
    sieve = Sieve(
        trial=trial,
        rows=None,
        alive=np.ones(trial.size, dtype=np.bool_),
        first_rule=np.full(trial.size, SUITABLE, dtype=np.uint8),
    )
    for number, rule in enumerate(rules):
        if sieve.exclude(number, sieve.ask(rule)):
            sieve.narrow(least=_SHRUNK)
    sieve.finish()
    return sieve
