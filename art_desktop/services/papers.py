"""Drawing papers, keeping each as it was made, opening it again (product.md §3.5, §6)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from art_desktop.domain.emails import EmailWriter
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import DocumentId, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_changes import body_to_json, changes
from art_desktop.domain.paper_rules import require_may_email, require_may_leave
from art_desktop.domain.paper_views import OpenPaper, PaperShelf, SavedPaper
from art_desktop.domain.paper_words import NEEDED, REDACTED
from art_desktop.domain.papers import DocumentWriter, Progress, Stamp
from art_desktop.domain.permissions import Actor, Permission, require
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import PaperView
from art_desktop.domain.redaction import KnownIdentity, Leak
from art_desktop.domain.requests import Request
from art_desktop.domain.work import IssuedPaper
from art_desktop.services import paper_sending
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.paper_builders import Built, PaperDesk, build
from art_desktop.services.paper_shelf import shelf_of
from art_desktop.services.standing import names_of_users
from art_desktop.services.views import paper_views


class Scanner(Protocol):
    """Reads a finished file for what would say who the child is."""

    def __call__(self, data: bytes, identity: KnownIdentity, *, file_name: str) -> tuple[Leak, ...]:
        """Return every identifier found; () means that it may be released."""
        ...


@dataclass(frozen=True)
class Papers:
    """What draws papers, what checks them, and what puts them into e-mail drafts."""

    writer: DocumentWriter
    scan: Scanner
    emails: EmailWriter


@dataclass(frozen=True)
class Proof:
    """A paper as it would be made now; it has not been kept. `changes` are from the number before."""

    content: bytes
    file_name: str
    number: int
    changes: tuple[str, ...]


@dataclass(frozen=True)
class _Drawn:
    built: Built
    content: bytes
    body: str
    number: int
    file_name: str
    changes: tuple[str, ...]
    at: datetime


class PaperService(BaseService):
    """What is done with papers."""

    def __init__(self, context: Context, papers: Papers) -> None:
        super().__init__(context)
        self._papers = papers

    @permitted(Permission.DRAFT_PAPERS)
    def issue(self, actor: Actor, ask: PaperAsk, progress: Progress | None = None) -> PaperView:
        """Draw a paper and keep it as it was made, with the number after the last of its kind and subject.

        Raises: RuleBroken: its time has not come; an answer would say who the child is; the finished paper holds an
            identifier. What `progress` raises comes out, and nothing is kept.
        """
        require(actor, NEEDED[ask.kind])
        while True:
            drawn = self._draw(actor, ask, progress, proof=False)
            with self._store.writing(actor) as uow:
                if 1 + _last_number(uow, ask) != drawn.number:
                    continue  # Somebody made one meanwhile: the number on the pages would be theirs.
                made = uow.add(self._paper(actor, ask, drawn))
                view = paper_views([made], names_of_users(uow))[0]
                uow.commit()
            return view

    @permitted(Permission.DRAFT_PAPERS)
    def proof(self, actor: Actor, ask: PaperAsk, progress: Progress | None = None) -> Proof:
        """Draw a paper to be looked at, with "proof" on every page; it is not kept. Raises: as `issue`.

        That it was looked at is entered in the audit trail: it shows the names and addresses that a kept one does.
        """
        require(actor, NEEDED[ask.kind])
        drawn = self._draw(actor, ask, progress, proof=True)
        with self._store.writing(actor) as uow:
            uow.log("proof opened", *_subject(ask), {"kind": ask.kind.value, "of": ask.key})
            uow.commit()
        return Proof(drawn.content, drawn.file_name, drawn.number, drawn.changes)

    @permitted(Permission.DRAFT_PAPERS)
    def content(self, actor: Actor, document_id: DocumentId) -> bytes:
        """Return a kept paper, byte for byte; the opening is entered in the audit trail. Raises: RuleBroken."""
        return self.open(actor, document_id).content

    @permitted(Permission.DRAFT_PAPERS)
    def open(self, actor: Actor, document_id: DocumentId) -> OpenPaper:
        """Return a kept paper, byte for byte, with its line, where it belongs and what it may do; as `content`."""
        with self._store.writing(actor) as uow:
            paper = _kept(uow, actor, document_id, "The paper was not opened.")
            uow.log("paper opened", "issued_paper", document_id)
            opened = OpenPaper(
                view=paper_views([paper], names_of_users(uow))[0],
                content=paper.content,
                leaving=paper_sending.leaving(paper),
                request_id=paper.request_id,
                meeting_id=paper.meeting_id,
                where=uow.get(Request, paper.request_id).reference if paper.request_id else "",
            )
            uow.commit()
            return opened

    @permitted(Permission.DRAFT_PAPERS)
    def shelf(self, actor: Actor, request_id: RequestId) -> PaperShelf:
        """Return the papers that a request has and could have, and what each is still waiting for."""
        with self._store.reading(actor) as uow:
            desk = PaperDesk(uow, actor, self._context.now(), self._context.today())
            return shelf_of(desk, request_id)

    @permitted(Permission.DRAFT_PAPERS)
    def printed(self, actor: Actor, document_id: DocumentId, copies: int, pages: str) -> None:
        """Enter in the audit trail that a paper goes to a printer: how many copies, and of which pages ("1-3, 7")."""
        with self._store.writing(actor) as uow:
            _kept(uow, actor, document_id, "The paper was not printed.")
            changes = {"copies": copies, "pages": pages}
            uow.log("paper printed", "issued_paper", document_id, changes)
            uow.commit()

    @permitted(Permission.DRAFT_PAPERS)
    def save(
        self, actor: Actor, document_id: DocumentId, place: Path, *, leaves: bool = False
    ) -> SavedPaper:
        """Save a copy, and enter it in the audit trail; one that leaves the building is locked with a password.

        Raises: RuleBroken: it must not leave, or is not what was made. FileTrouble: the disk refuses; nothing is
            entered then.
        """
        doing = "The copy was not saved."
        with self._store.writing(actor) as uow:
            paper = _kept(uow, actor, document_id, doing)
            if leaves:
                require_may_leave(paper_sending.leaving(paper), doing)
            emails = self._papers.emails
            saved = paper_sending.save_copy(uow, emails, paper, place, leaves=leaves)
            try:
                uow.commit()
            except BaseException:
                emails.discard((place,))  # no copy without its entry
                raise
            return saved

    @permitted(Permission.DRAFT_PAPERS)
    def email(self, actor: Actor, document_id: DocumentId, folder: Path) -> SavedPaper:
        """Save an e-mail draft with the paper locked, and enter it in the audit trail; nothing is sent from here.

        Raises: RuleBroken: it must not go by e-mail, its reader cannot be written to, the record has changed since.
            FileTrouble: the folder refuses.
        """
        doing = "The e-mail draft was not saved."
        with self._store.writing(actor) as uow:
            paper = _kept(uow, actor, document_id, doing)
            require_may_email(paper_sending.leaving(paper), doing)
            desk = PaperDesk(uow, actor, self._context.now(), self._context.today())
            emails = self._papers.emails
            return paper_sending.draft_email(desk, emails, paper, folder, uow.commit)

    def _draw(
        self, actor: Actor, ask: PaperAsk, progress: Progress | None, *, proof: bool
    ) -> _Drawn:
        now = self._context.now()
        with self._store.reading(actor) as uow:
            built = build(PaperDesk(uow, actor, now, self._context.today()), ask)
            before = _last(uow, ask)
            was = before.body if before else ""
        body = body_to_json(built.body)
        number = before.number + 1 if before else 1
        changed = changes(was, body) if was else ()
        stamp = Stamp(
            printed_by=actor.full_name,
            printed_at=now,
            version=number,
            indicative=built.indicative,
            redacted=ask.kind in REDACTED,
            language=built.language,
            reference=built.reference,
            changes=changed,
            replaces_made_at=before.made_at if before else None,
            proof=proof,
        )
        file_name = f"{built.stem}-v{number}.pdf"
        content = self._papers.writer.write(built.body, stamp, progress)
        if built.known is not None:
            _require_clean(self._papers.scan(content, built.known, file_name=file_name))
        return _Drawn(built, content, body, number, file_name, changed, now)

    def _paper(self, actor: Actor, ask: PaperAsk, drawn: _Drawn) -> IssuedPaper:
        return IssuedPaper(
            request_id=ask.request_id,
            meeting_id=ask.meeting_id,
            household_id=ask.household_id,
            child_id=ask.child_id,
            kind=ask.kind,
            subject=ask.key,
            subject_words=drawn.built.subject_words,
            number=drawn.number,
            file_name=drawn.file_name,
            sha256=hashlib.sha256(drawn.content).hexdigest(),
            content=drawn.content,
            body=drawn.body,
            changes="\n".join(drawn.changes),
            pages=self._papers.writer.pages_of(drawn.content),
            made_from=json.dumps(dict(drawn.built.made_from)),
            indicative=drawn.built.indicative,
            made_at=drawn.at,
            made_by=actor.user_id,
        )


def _kept(uow: UnitOfWork, actor: Actor, document_id: DocumentId, doing: str) -> IssuedPaper:
    """Return a kept paper that the person may have and that is what was made. Raises: RuleBroken."""
    paper = uow.get(IssuedPaper, document_id)
    require(actor, NEEDED[paper.kind])
    if hashlib.sha256(paper.content).hexdigest() != paper.sha256:
        raise RuleBroken(
            doing,
            "It is no longer what was made: its hash differs.",
            "Tell the administrator, who can verify the record, and draft the paper again.",
            rule="paper_hash",
        )
    return paper


def _subject(ask: PaperAsk) -> tuple[str, int]:
    """Return what a paper is of, as the audit trail names it: its request, its meeting or its household."""
    named = (
        ("request", ask.request_id),
        ("meeting", ask.meeting_id),
        ("household", ask.household_id),
    )
    return next(((name, int(key)) for name, key in named if key is not None), ("service", 1))


def _last(uow: UnitOfWork, ask: PaperAsk) -> IssuedPaper | None:
    """Return the newest paper of the kind and subject."""
    found = uow.all(IssuedPaper, kind=ask.kind, subject=ask.key)
    return max(found, key=lambda one: one.number, default=None)


def _last_number(uow: UnitOfWork, ask: PaperAsk) -> int:
    last = _last(uow, ask)
    return last.number if last else 0


def _require_clean(leaks: tuple[Leak, ...]) -> None:
    """Refuse a finished paper that still says who the child is. Raises: RuleBroken."""
    if leaks:
        where = ", ".join(sorted({f"{leak.kind} in {leak.where}" for leak in leaks}))
        raise RuleBroken(
            "The paper was not kept.",
            f"The finished paper holds: {where}.",
            "Take it out where it was written, in the needs profile or on the agenda, then draft it again.",
            rule="redaction",
        )
