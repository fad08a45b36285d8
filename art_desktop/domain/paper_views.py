"""What is shown of papers: one that is opened, and the shelf of those that a request has or could have."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from art_desktop.domain.form_views import FormStanding
from art_desktop.domain.ids import MeetingId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_rules import Leaving
from art_desktop.domain.read_models import PaperView


@dataclass(frozen=True, kw_only=True)
class OpenPaper:
    """A kept paper that is being read: its line, its bytes as they were kept, where it belongs, what it may do.

    `where` is the reference of the request it belongs to, "" where there is none.
    """

    view: PaperView
    content: bytes
    leaving: Leaving
    request_id: RequestId | None = None
    meeting_id: MeetingId | None = None
    where: str = ""

    @property
    def title(self) -> str:
        """Return "R-2026-0143 · Meet your carers: Toby, number 2"."""
        return " · ".join(words for words in (self.where, paper_title(self.view)) if words)


@dataclass(frozen=True, kw_only=True)
class SavedPaper:
    """A copy or an e-mail draft that was saved.

    `password` opens the paper, "" where it is not locked: it is shown once and kept nowhere. `to` is the address in the
    draft and `phone` whom to ring, "" where none is on record; `reader` says who gets it.
    """

    path: Path
    password: str = field(default="", repr=False)
    reader: str = ""
    to: str = ""
    phone: str = ""


class ShelfGroup(StrEnum):
    """What papers are for, in the order in which they are needed."""

    ASKING = "For asking"
    CHOSEN = "For the chosen home"
    CHILD = "For the child"
    FILE = "For the file"
    HEALTH = "For health and contract"


@dataclass(frozen=True, kw_only=True)
class ShelfForm:
    """A form that a paper is made from: its words and how far it is filled in."""

    words: str
    standing: FormStanding


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One way of drafting a paper: for one reading age, or the only one.

    `changed` says what the next one would say otherwise than `newest`; () where it is as the record stands.
    """

    ask: PaperAsk
    words: str = ""
    newest: PaperView | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShelfLine:
    """One paper that a request can have.

    `what` says in a sentence what it is for. `why_not` and `what_next` say why it cannot be drafted yet; "" where it
    can. `variants` has one entry, or one for each reading age, the proposed one first. `pages` is what is expected.
    """

    group: ShelfGroup
    title: str
    what: str
    variants: tuple[Variant, ...]
    why_not: str = ""
    what_next: str = ""
    rule: str = ""
    forms: tuple[ShelfForm, ...] = ()
    pages: int = 0

    @property
    def may_draft(self) -> bool:
        """Say whether it can be drafted now."""
        return not self.why_not

    @property
    def ask(self) -> PaperAsk:
        """Return what is drafted where nothing else is chosen."""
        return self.variants[0].ask


@dataclass(frozen=True, kw_only=True)
class PaperShelf:
    """The papers of a request: those it can have, in order, and those that are kept, newest first."""

    request_id: RequestId
    reference: str
    lines: tuple[ShelfLine, ...] = ()
    kept: tuple[PaperView, ...] = ()


def paper_title(paper: PaperView) -> str:
    """Return "Meet your carers: Toby, number 2"."""
    named = ": ".join(words for words in (paper.kind.words, paper.subject_words) if words)
    return f"{named}, number {paper.number}"
