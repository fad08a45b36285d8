"""What the window shows of a meeting's papers: what can be made now, why not yet, and what was kept."""

from __future__ import annotations

from dataclasses import dataclass

from art_desktop.domain.ids import AuthorisationId, MeetingId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.read_models import PaperView


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """The letter of one decision of the meeting: what was decided, and the newest number kept, 0 for none."""

    authorisation_id: AuthorisationId
    request_id: RequestId
    reference: str
    decision_words: str
    number: int = 0

    @property
    def ask(self) -> PaperAsk:
        """Return what is asked for to draft it."""
        return PaperAsk(
            kind=PaperKind.DECISION_LETTER,
            request_id=self.request_id,
            authorisation_id=self.authorisation_id,
        )


@dataclass(frozen=True, kw_only=True)
class MeetingPapers:
    """The papers of one meeting.

    `pack_why_not`, `minutes_why_not`: why it cannot be made now, or "". `beware` are the cases that a pack made now
    would lack or tell as they were. `minutes_form` is the version of what was noted, 0 for nothing. `kept` are all
    that were made, newest first.
    """

    meeting_id: MeetingId
    pack_why_not: str = ""
    beware: tuple[str, ...] = ()
    minutes_why_not: str = ""
    minutes_form: int = 0
    letters: tuple[LetterLine, ...] = ()
    kept: tuple[PaperView, ...] = ()

    @property
    def letters_owed(self) -> tuple[LetterLine, ...]:
        """Return the decisions of which no letter has been kept."""
        return tuple(line for line in self.letters if not line.number)
