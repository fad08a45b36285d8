"""Which paper is asked for, of what."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.ids import (
    AuthorisationId,
    ChildId,
    HouseholdId,
    MeetingId,
    OptionId,
    RequestId,
)
from art_desktop.domain.paper_words import PaperKind, ReadingAge


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
