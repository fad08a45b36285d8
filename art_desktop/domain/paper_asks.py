"""Which paper is asked for, of what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from art_desktop.domain.ids import (
    AuthorisationId,
    ChildId,
    HouseholdId,
    MeetingId,
    OptionId,
    RequestId,
)
from art_desktop.domain.paper_words import PaperKind, ReadingAge

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class PaperAsk:
    """One paper: its kind and what it is of; what a kind does not need stays None.

    `parts` are the papers of a chosen pack, in order.
    """

    kind: PaperKind
    request_id: RequestId | None = None
    child_id: ChildId | None = None
    household_id: HouseholdId | None = None
    meeting_id: MeetingId | None = None
    option_id: OptionId | None = None
    authorisation_id: AuthorisationId | None = None
    reading_age: ReadingAge | None = None
    parts: tuple[PaperAsk, ...] = ()

    @property
    def key(self) -> str:
        """Return what tells papers of one kind apart: "request 12 child 5 younger"; they are numbered within it."""
        named = (
            ("request", self.request_id),
            ("child", self.child_id),
            ("household", self.household_id),
            ("meeting", self.meeting_id),
            ("option", self.option_id),
            ("decision", self.authorisation_id),
        )
        words = [f"{name} {key}" for name, key in named if key is not None]
        return " ".join([*words, *([self.reading_age.value] if self.reading_age else [])])

    @property
    def part_key(self) -> str:
        """Return the paper as a pack remembers its parts: "child_page request 12 child 5 younger"; see `part_of`."""
        return f"{self.kind.value} {self.key}"


def part_of(part_key: str) -> PaperAsk:
    """Return what a part of a pack was asked for. Raises: ValueError: `part_key` is no `PaperAsk.part_key`."""
    kind, *words = part_key.split()
    named = {name: int(key) for name, key in pairwise(words) if key.isdigit()}
    ages = {age.value: age for age in ReadingAge}
    return PaperAsk(
        kind=PaperKind(kind),
        request_id=_id(RequestId, named.get("request")),
        child_id=_id(ChildId, named.get("child")),
        household_id=_id(HouseholdId, named.get("household")),
        meeting_id=_id(MeetingId, named.get("meeting")),
        option_id=_id(OptionId, named.get("option")),
        authorisation_id=_id(AuthorisationId, named.get("decision")),
        reading_age=ages.get(words[-1]) if words else None,
    )


def _id(kind: Callable[[int], T], key: int | None) -> T | None:
    return None if key is None else kind(key)
