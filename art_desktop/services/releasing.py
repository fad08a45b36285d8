"""Letting a redacted referral out of the building: asked for, read and released by a second person, or sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from art_desktop.domain import approaching
from art_desktop.domain.approaching_commands import AskRelease, ReleasePaper, SendBack
from art_desktop.domain.approaching_views import ReleaseWaiting
from art_desktop.domain.errors import FieldProblem, InvalidAnswers, RuleBroken
from art_desktop.domain.frameworks import Lot
from art_desktop.domain.ids import DocumentId, LotId
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import Changed
from art_desktop.domain.requests import Release, ReleaseAsk, Request
from art_desktop.domain.vocabulary import TaskKind, Urgency
from art_desktop.domain.wording import instant_words
from art_desktop.domain.work import IssuedPaper, Task
from art_desktop.services.asking_gate import Answering, answering, require_may_ask
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.identity import known_identity
from art_desktop.services.letters import require_as_made
from art_desktop.services.papers import Papers
from art_desktop.services.release_asks import asks_of, close_ask, end_asks, waiting_asks
from art_desktop.services.standing import Held, hold, names_of_users

_ASKED = frozenset({"request", "task"})


class ReleaseService(BaseService):
    """What is done with the release of papers."""

    def __init__(self, context: Context, papers: Papers) -> None:
        super().__init__(context)
        self._papers = papers

    @permitted(Permission.APPROACH)
    def ask(self, actor: Actor, command: AskRelease) -> Changed:
        """Ask a manager to release a referral: it stands in their Today until it is released or sent back.

        Raises: RuleBroken: nobody may be asked yet, the paper is not of today's needs, or it waits already.
        """
        doing = "The release was not asked for."
        now = self._context.now()
        with self._store.writing(actor) as uow:
            held = hold(uow, command.request_id, self._context.today())
            require_may_ask(held, self._context.today(), doing)
            paper = self._paper(uow, held, command.document_id, doing)
            if any(one.document_id == paper.id for one in waiting_asks(uow, held.request.id)):
                raise RuleBroken(
                    doing,
                    f"Version {paper.number} waits for its release already.",
                    "Ask a manager to look at Today.",
                    rule="waiting",
                )
            _lot(uow, command.lot_id)
            instead = f"Version {paper.number} was asked for in its place."
            end_asks(uow, actor, command.request_id, now, instead)
            task = uow.add(
                Task(
                    kind=TaskKind.OTHER,
                    words=approaching.ask_words(held.request.reference, paper.number),
                    due_at=_read_by(answering(uow, self._context.today()), held, now),
                    opened_at=now,
                    request_id=held.request.id,
                )
            )
            uow.add(
                ReleaseAsk(
                    request_id=command.request_id,
                    document_id=command.document_id,
                    lot_id=command.lot_id,
                    asked_by=actor.user_id,
                    asked_at=now,
                    note=command.note.strip(),
                    task_id=task.id,
                )
            )
            uow.commit()
        return Changed(
            _ASKED,
            request_id=command.request_id,
            words="Asked for. Managers see it in Today; it goes out when one has read and released it.",
        )

    @permitted(Permission.RELEASE_PAPERS)
    def release(self, actor: Actor, command: ReleasePaper) -> Changed:
        """Release a referral that somebody else drafted.

        Raises: RuleBroken: the same person drafted it, it is not the newest or of older needs, it holds an identifier,
            nothing authorises the request, it was sent back and not asked for again, or the deadline cannot be met.
        """
        doing = "The referral was not released."
        with self._store.writing(actor) as uow:
            paper = uow.get(IssuedPaper, command.document_id)
            approaching.require_second_person(paper.made_by, actor.user_id, doing)
            last = asks_of(uow, paper)[-1:]
            approaching.require_not_returned(last, doing)
            due_at = self._let_out(uow, actor, replace(command, reason=""), doing)
            uow.commit()
        return _released(command, due_at)

    @permitted(Permission.APPROACH)
    def release_alone(self, actor: Actor, command: ReleasePaper) -> Changed:
        """Release a referral as its author, outside office hours, with the reason; never one that was sent back.

        Raises: RuleBroken, as `release`.
        """
        doing = "The referral was not released."
        with self._store.writing(actor) as uow:
            paper = uow.get(IssuedPaper, command.document_id)
            settings = answering(uow, self._context.today())
            approaching.require_alone(
                paper.made_by,
                actor.user_id,
                command.reason,
                office_open=settings.office.open_at(self._context.now()),
                hours=settings.hours_words,
                doing=doing,
            )
            approaching.require_not_returned(asks_of(uow, paper), doing)
            due_at = self._let_out(uow, actor, command, doing)
            uow.commit()
        return _released(command, due_at)

    @permitted(Permission.RELEASE_PAPERS)
    def send_back(self, actor: Actor, command: SendBack) -> Changed:
        """Send a paper back to whoever asked, with what is to be put right, as a task. Raises: RuleBroken."""
        doing = "The paper was not sent back."
        if not command.words.strip():
            raise InvalidAnswers(
                doing, (FieldProblem("words", "Write what is to be put right before it goes out."),)
            )
        now = self._context.now()
        with self._store.writing(actor) as uow:
            asked = uow.get(ReleaseAsk, command.ask_id)
            if asked.returned_at is not None or asked.release_id is not None:
                raise RuleBroken(
                    doing,
                    "It does not wait any more: it was released or sent back already.",
                    "Read the tab again.",
                    rule="not_waiting",
                )
            request = uow.get(Request, asked.request_id)
            paper = uow.get(IssuedPaper, asked.document_id)
            asked.returned_by, asked.returned_at = actor.user_id, now
            asked.returned_words = command.words.strip()
            close_ask(uow, asked, actor, now, "Sent back")
            settings = answering(uow, self._context.today())
            held = hold(uow, asked.request_id, self._context.today())
            uow.add(
                Task(
                    kind=TaskKind.OTHER,
                    words=f"Put referral {request.reference}, version {paper.number}, right: it was sent back",
                    due_at=_read_by(settings, held, now),
                    opened_at=now,
                    owner_id=asked.asked_by,
                    request_id=request.id,
                )
            )
            uow.commit()
        return Changed(_ASKED, request_id=asked.request_id, words="Sent back with your words.")

    @permitted(Permission.RELEASE_PAPERS)
    def waiting(self, actor: Actor) -> tuple[ReleaseWaiting, ...]:
        """Return the referrals that wait for a manager, the longest first."""
        with self._store.reading(actor) as uow:
            asks = waiting_asks(uow)
            requests = uow.by_ids(Request, [one.request_id for one in asks])
            papers = uow.by_ids(IssuedPaper, [one.document_id for one in asks])
            names = names_of_users(uow)
            return tuple(
                ReleaseWaiting(
                    one.request_id,
                    requests[one.request_id].reference,
                    papers[one.document_id].number,
                    lot_words(uow, one.lot_id),
                    names.get(one.asked_by, ""),
                    one.asked_at,
                )
                for one in asks
            )

    def _paper(
        self, uow: UnitOfWork, held: Held, document_id: DocumentId, doing: str
    ) -> IssuedPaper:
        """Return a paper that may go out as it is: the newest, of today's needs. Raises: RuleBroken."""
        paper = uow.get(IssuedPaper, document_id)
        approaching.require_fresh(stale(uow, held, paper), doing)
        require_as_made(paper, doing)
        return paper

    def _let_out(
        self, uow: UnitOfWork, actor: Actor, command: ReleasePaper, doing: str
    ) -> datetime:
        """Check the paper once more and write the release; return by when providers answer."""
        now, today = self._context.now(), self._context.today()
        held = hold(uow, command.request_id, today)
        require_may_ask(held, today, doing)
        paper = self._paper(uow, held, command.document_id, doing)
        # What is known of the family may have grown since it was drafted.
        leaks = self._papers.scan(
            paper.content, known_identity(uow, held, today), file_name=paper.file_name
        )
        if leaks:
            where = ", ".join(sorted({f"{leak.kind} in {leak.where}" for leak in leaks}))
            raise RuleBroken(
                doing,
                f"The paper holds: {where}.",
                "Take it out of the needs profile, then draft it again.",
                rule="redaction",
            )
        due_at = command.due_at or answering(uow, today).due_at(now, held.request.urgency)
        approaching.require_deadline(due_at, now, doing)
        lot = _lot(uow, command.lot_id)
        released = uow.add(
            Release(
                request_id=command.request_id,
                document_id=command.document_id,
                lot_id=lot.id if lot else None,
                author_id=paper.made_by,
                released_by=actor.user_id,
                released_at=now,
                due_at=due_at,
                alone_reason=command.reason.strip(),
            )
        )
        for asked in waiting_asks(uow, command.request_id):
            if asked.document_id == command.document_id:
                asked.release_id = released.id
                close_ask(uow, asked, actor, now, "Released")
        uow.log(
            "paper released",
            "issued_paper",
            command.document_id,
            {"release": released.id, "sha256": paper.sha256, "lot": command.lot_id},
        )
        return due_at


def stale(uow: UnitOfWork, held: Held, paper: IssuedPaper) -> str:
    """Return why a paper may not go out as it is, "" where it may."""
    papers = uow.all(IssuedPaper, request_id=held.request.id, kind=PaperKind.REFERRAL_REDACTED)
    newest = approaching.newest_redacted(papers)
    if paper.request_id != held.request.id:
        return "It belongs to another request."
    profiles = {str(key): profile.number for key, profile in held.profiles.items()}
    return approaching.stale_words(paper, newest.id if newest else None, profiles)


def lot_words(uow: UnitOfWork, lot_id: LotId | None) -> str:
    """Return what a lot is called; without one, that the providers are on none."""
    if lot_id is None:
        return "Providers on no lot"
    from art_desktop.domain.frameworks import Framework

    lot = uow.get(Lot, lot_id)
    framework = uow.get(Framework, lot.framework_id).name
    return framework if lot.name == framework else f"{framework}: {lot.name}"


def _lot(uow: UnitOfWork, lot_id: LotId | None) -> Lot | None:
    return None if lot_id is None else uow.get(Lot, lot_id)


def _read_by(settings: Answering, held: Held, now: datetime) -> datetime:
    """Return by when somebody should have read a paper: an hour where it is urgent, else four."""
    hours = 4 if held.request.urgency is Urgency.PLANNED else 1
    return approaching.answer_due(now, hours, held.request.urgency, settings.office)


def _released(command: ReleasePaper, due_at: datetime) -> Changed:
    return Changed(
        _ASKED,
        request_id=command.request_id,
        words=f"Released. Answers are due {instant_words(due_at)}: choose the providers and save the e-mail drafts.",
    )
