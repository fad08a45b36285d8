"""Drafting the placement referral, keeping it as it was made, opening it again (product.md §3.5, §6)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from art_desktop.domain import resourcing
from art_desktop.domain.children import Child, age_in_months
from art_desktop.domain.clock import local_day
from art_desktop.domain.emails import EmailWriter
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import DocumentId, RequestId
from art_desktop.domain.papers import (
    ChildIdentity,
    Contact,
    DocumentWriter,
    FullReferral,
    RedactedReferral,
    ReferralHead,
    SiblingLine,
    Stamp,
)
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.read_models import PaperView
from art_desktop.domain.redaction import KnownIdentity, Leak
from art_desktop.domain.referrals import (
    ChildBrief,
    age_on_paper,
    full_referral,
    redacted_referral,
)
from art_desktop.domain.requests import Authorisation
from art_desktop.domain.vocabulary import PaperKind
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import IssuedPaper, Service
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.children import code_words, siblings_of
from art_desktop.services.identity import known_identity
from art_desktop.services.needs import identifying_answers
from art_desktop.services.standing import Held, hold, names_of_users
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


class PaperService(BaseService):
    """What is done with papers."""

    def __init__(self, context: Context, papers: Papers) -> None:
        super().__init__(context)
        self._papers = papers

    @permitted(Permission.DRAFT_PAPERS)
    def draft(self, actor: Actor, request_id: RequestId, kind: PaperKind) -> PaperView:
        """Draw a placement referral and keep it as it was made.

        Raises: RuleBroken: an answer would say who the child is; the finished paper holds an identifier; the full
            referral is asked for before the match is agreed.
        """
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, request_id, today)
            resourcing.refuse_placement(held.request, "The referral was not drafted.")
            self._require_ready(held, kind)
            identity = known_identity(uow, held, self._context.today())
            number = 1 + len(uow.all(IssuedPaper, request_id=request_id, kind=kind))
            paper = self._redacted(uow, held, number, today)
            authorised = held.standing.authorisation is not None
            redacted = kind is PaperKind.REFERRAL_REDACTED
            stamp = Stamp(
                printed_by=actor.full_name,
                printed_at=now,
                version=number,
                indicative=not authorised,
                redacted=redacted,
            )
            file_name = f"{held.request.reference}-{kind.replace('_', '-')}-v{number}.pdf"
            if redacted:
                self._require_unnamed(held, identity)
                content = self._papers.writer.write_redacted(paper, stamp)
                self._require_clean(self._papers.scan(content, identity, file_name=file_name))
            else:
                content = self._papers.writer.write_full(self._full(uow, held, paper), stamp)
            made = uow.add(
                IssuedPaper(
                    request_id=request_id,
                    kind=kind,
                    number=number,
                    file_name=file_name,
                    sha256=hashlib.sha256(content).hexdigest(),
                    content=content,
                    made_from=json.dumps({str(k): p.number for k, p in held.profiles.items()}),
                    indicative=not authorised,
                    made_at=now,
                    made_by=actor.user_id,
                )
            )
            view = paper_views([made], names_of_users(uow))[0]
            uow.commit()
        return view

    @permitted(Permission.DRAFT_PAPERS)
    def content(self, actor: Actor, document_id: DocumentId) -> bytes:
        """Return a kept paper, byte for byte; the opening is entered in the audit trail. Raises: RuleBroken."""
        with self._store.writing(actor) as uow:
            paper = uow.get(IssuedPaper, document_id)
            if hashlib.sha256(paper.content).hexdigest() != paper.sha256:
                raise RuleBroken(
                    "The paper was not opened.",
                    "It is no longer what was made: its hash differs.",
                    "Tell the administrator, who can verify the record, and draft the paper again.",
                    rule="paper_hash",
                )
            uow.log("paper opened", "issued_paper", document_id)
            uow.commit()
            return paper.content

    @staticmethod
    def _require_ready(held: Held, kind: PaperKind) -> None:
        """Refuse a paper about nothing known, and the full referral before its time (product.md §3.5)."""
        doing = "The paper was not drafted."
        if not held.standing.profiled:
            raise RuleBroken(
                doing,
                "The needs profile is still empty.",
                "Fill in the needs first.",
                rule="no_profile",
            )
        if kind is PaperKind.REFERRAL_FULL and held.standing.match is None:
            raise RuleBroken(
                doing,
                "The full referral goes only to the chosen home, after the match is agreed.",
                "Draft the redacted referral, or record the match first.",
                rule="no_match",
            )

    @staticmethod
    def _require_unnamed(held: Held, identity: KnownIdentity) -> None:
        """Refuse answers whose words name somebody, with each answer named. Raises: RuleBroken."""
        found = [
            problem.words
            for child in held.children
            if child.id is not None
            for problem in identifying_answers(held.needs_of(child.id), identity)
        ]
        if found:
            raise RuleBroken(
                "The redacted referral was not drafted.",
                " ".join(found),
                "Edit the needs profile, then draft it again.",
                rule="identifiers",
            )

    @staticmethod
    def _require_clean(leaks: tuple[Leak, ...]) -> None:
        """Refuse a finished paper that still says who the child is. Raises: RuleBroken."""
        if leaks:
            where = ", ".join(sorted({f"{leak.kind} in {leak.where}" for leak in leaks}))
            raise RuleBroken(
                "The redacted referral was not kept.",
                f"The finished paper holds: {where}.",
                "Take it out of the needs profile, then draft it again.",
                rule="redaction",
            )

    def _redacted(self, uow: UnitOfWork, held: Held, number: int, today: date) -> RedactedReferral:
        """Put the redacted referral together from needs alone."""
        service = uow.all(Service)[0]
        request = held.request
        authorisation = held.standing.authorisation
        head = ReferralHead(
            reference=request.reference,
            version=number,
            kind_words=request.kind.words,
            needed_by=request.needed_at,
            ring_post=f"Duty officer, {service.team_name}",
            ring_phone=service.phone,
            authorised=authorisation is not None,
            authorised_words=_authorised_words(authorisation),
        )
        ethnic, legal = code_words(uow, "ETHNIC"), code_words(uow, "LS")
        briefs = []
        for child in held.children:
            assert child.id is not None
            needs = held.needs_of(child.id)
            briefs.append(
                ChildBrief(
                    needs=needs,
                    age_months=age_in_months(child.born_on, today),
                    siblings=siblings_in_words(uow, child, held.children, today),
                    town=service.area_name,
                    ethnicity_words=ethnic.get(needs.ethnicity or "", ""),
                    legal_words=legal.get(needs.legal_status or "", ""),
                )
            )
        return redacted_referral(head, briefs)

    @staticmethod
    def _full(uow: UnitOfWork, held: Held, paper: RedactedReferral) -> FullReferral:
        """Add who each child is, for the chosen home alone."""
        identities = [
            ChildIdentity(
                name=child.full_name,
                known_as=child.known_as,
                born_on=child.born_on,
                address=", ".join(x for x in (child.home_address, child.home_postcode) if x),
                school_name=child.school_name,
                keep_away=tuple(
                    f"{line.person}: {line.reason}"
                    for line in held.needs_of(child.id).avoid or ()
                    if line.person
                )
                if child.id is not None
                else (),
            )
            for child in held.children
        ]
        contacts = []
        if held.request.social_worker:
            contacts.append(
                Contact(
                    "Social worker", held.request.social_worker, held.request.social_worker_phone
                )
            )
        service = uow.all(Service)[0]
        if service.out_of_hours_phone:
            contacts.append(
                Contact("Out of hours", "Emergency Duty Service", service.out_of_hours_phone)
            )
        return full_referral(paper, identities, contacts)


def _authorised_words(authorisation: Authorisation | None) -> str:
    """Return who decided, by post, and when; never a person's name."""
    if authorisation is None:
        return ""
    post = authorisation.post.words
    on = day_words(local_day(authorisation.decided_at))
    return f"{authorisation.decision.words.lower()} by {post}, {on}"


def siblings_in_words(
    uow: UnitOfWork, child: Child, asked: tuple[Child, ...], today: date
) -> tuple[SiblingLine, ...]:
    """Return a child's brothers and sisters by age and sex; those of the same request are to be placed with them."""
    together = {one.id for one in asked}
    return tuple(
        SiblingLine(
            age_words=age_on_paper(age_in_months(one.born_on, today)),
            sex=one.sex,
            placed_with=one.id in together,
        )
        for one in siblings_of(uow, child)
    )
