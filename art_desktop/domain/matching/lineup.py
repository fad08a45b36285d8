"""The criteria of one search in their order, and where each stands: hard rules exclude, the others rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from art_desktop.domain.matching.criteria.base import Criterion


class Lineup:
    """Some criteria in the order in which verdicts are printed and the first excluding rule is named."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        self.criteria = tuple(criteria)
        self.hard = tuple(c for c in self.criteria if c.hard)
        self.preferences = tuple(c for c in self.criteria if not c.hard)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of each criterion in the matrix of verdicts, by code."""
        return MappingProxyType({c.code: row for row, c in enumerate(self.criteria)})

    def __len__(self) -> int:
        """Return how many criteria there are."""
        return len(self.criteria)
