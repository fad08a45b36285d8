"""Why in-house homes were not used, counted, with the records behind each figure: what to recruit for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art_desktop.domain.ids import RequestId


@dataclass(frozen=True)
class ReasonRecord:
    """One record behind a figure: references only, no name. `day`: of the search, or of the answer to an approach."""

    request_id: RequestId
    request: str
    household: str
    day: date


@dataclass(frozen=True)
class ReasonLine:
    """One figure: how often, in how many requests, and the records it counts."""

    code: str
    words: str
    records: tuple[ReasonRecord, ...]

    @property
    def count(self) -> int:
        """How often."""
        return len(self.records)

    @property
    def requests(self) -> int:
        """In how many requests."""
        return len({record.request_id for record in self.records})


@dataclass(frozen=True)
class ReasonsView:
    """What was counted from `start` to `end`, both included.

    `not_used`: the reasons recorded for suitable in-house households, most frequent first. `excluded`: the hard rules
    that excluded in-house households in the last search of each request. `searched`: how many requests were searched.
    `answers`: what providers answered to referrals, each no by its reason; their records name the provider's reference.
    """

    start: date
    end: date
    searched: int
    not_used: tuple[ReasonLine, ...]
    excluded: tuple[ReasonLine, ...]
    answers: tuple[ReasonLine, ...] = ()
