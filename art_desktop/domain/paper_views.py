"""What is shown of papers: one that is opened, and the shelf of those that a request has or could have."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.ids import MeetingId, RequestId
from art_desktop.domain.read_models import PaperView


@dataclass(frozen=True, kw_only=True)
class OpenPaper:
    """A kept paper that is being read: its line, its bytes as they were kept, and where it belongs.

    `where` is the reference of the request or the words of the meeting it belongs to, "" where there is neither.
    """

    view: PaperView
    content: bytes
    request_id: RequestId | None = None
    meeting_id: MeetingId | None = None
    where: str = ""

    @property
    def title(self) -> str:
        """Return "Matching record, number 2"."""
        return paper_title(self.view)


def paper_title(paper: PaperView) -> str:
    """Return "Meet your carers: Sam, number 2"."""
    named = ": ".join(words for words in (paper.kind.words, paper.subject_words) if words)
    return f"{named}, number {paper.number}"
