"""What is kept for papers beside the papers themselves: filled-in forms, and pictures of households."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from art_desktop.domain.ids import ChildId, HouseholdId, MeetingId, PictureId, RequestId, UserId
from art_desktop.domain.paper_words import FormCode


@dataclass(eq=False, kw_only=True)
class PaperForm:
    """One version of one filled-in form; a version is never changed, only followed by the next.

    `subject` is `FormSubject.key`, `body` the answers as canonical JSON (`paper_forms.Answers`).
    """

    id: int | None = None
    code: FormCode
    subject: str
    request_id: RequestId | None = None
    child_id: ChildId | None = None
    household_id: HouseholdId | None = None
    meeting_id: MeetingId | None = None
    number: int
    body: str
    saved_at: datetime
    saved_by: UserId


@dataclass(eq=False, kw_only=True)
class Picture:
    """A picture of a household for the children who come: re-drawn as JPEG, so that no place or time is hidden in it.

    `place` is its order, from 1; `caption` stands under it; `words` say what is to be seen, for who cannot see it.
    """

    id: PictureId | None = None
    household_id: HouseholdId
    place: int
    caption: str = ""
    words: str
    content: bytes
    sha256: str
    width: int
    height: int
    added_at: datetime
    added_by: UserId
    version: int = 1
