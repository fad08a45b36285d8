"""Kept papers that go out of the application: copies, locked copies, e-mail drafts; each is entered in the trail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from art_desktop.domain import approaching, life
from art_desktop.domain.children import Child
from art_desktop.domain.clock import local_day
from art_desktop.domain.emails import EmailDraft, EmailWriter
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.meetings import Meeting
from art_desktop.domain.paper_emails import attachment_name, body_of, draft_name, subject_of
from art_desktop.domain.paper_rules import Leaving, Reader, leaving_of
from art_desktop.domain.paper_views import SavedPaper
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.requests import Option, Request
from art_desktop.domain.wording import listed
from art_desktop.domain.work import IssuedPaper
from art_desktop.services.identity import known_identity
from art_desktop.services.letters import require_not_suspended, sender_of
from art_desktop.services.paper_asking import kinds_in, require_as_it_stands
from art_desktop.services.paper_builders import PaperDesk
from art_desktop.services.provider_terms import outside_provider_id
from art_desktop.services.standing import Held, hold

_NO_DRAFT = "The e-mail draft was not saved."


@dataclass(frozen=True)
class _To:
    """Who gets an e-mail: their name, address and telephone, "" where none is on record."""

    name: str = ""
    email: str = ""
    phone: str = ""


def leaving(paper: IssuedPaper) -> Leaving:
    """Return what a kept paper may do."""
    return leaving_of(paper.kind, kinds_in(paper))


def reference_of(uow: UnitOfWork, paper: IssuedPaper) -> str:
    """Return the number under which a paper is spoken of outside: never a name.

    A paper of one child has the child's number beside the request's: those of brothers and sisters have each a
    password of its own, and must not be taken for one another.
    """
    if paper.request_id is not None:
        reference = uow.get(Request, paper.request_id).reference
        if paper.child_id is None:
            return reference
        return f"{reference} {uow.get(Child, paper.child_id).reference}"
    if paper.meeting_id is not None:
        meeting = uow.get(Meeting, paper.meeting_id)
        return f"{meeting.panel.value.upper()}-{local_day(meeting.starts_at).isoformat()}"
    return f"paper-{paper.id}"


def save_copy(
    uow: UnitOfWork, emails: EmailWriter, paper: IssuedPaper, place: Path, *, leaves: bool
) -> SavedPaper:
    """Write a copy, locked where it leaves the building, and enter it; the caller commits.

    Raises: FileTrouble: the disk refuses.
    """
    from art_desktop.files import disk_refusals, write_atomically

    password = emails.password() if leaves else ""
    content = emails.lock(paper.content, password) if leaves else paper.content
    assert paper.id is not None
    uow.log(
        "paper saved, locked" if leaves else "paper saved",
        "issued_paper",
        paper.id,
        {"file": place.name, "sha256": hashlib.sha256(content).hexdigest()},
    )
    with disk_refusals("The copy was not saved."):
        write_atomically(place, content)
    return SavedPaper(path=place, password=password)


def draft_email(
    desk: PaperDesk,
    emails: EmailWriter,
    paper: IssuedPaper,
    folder: Path,
    commit: Callable[[], None],
) -> SavedPaper:
    """Save an e-mail draft with the paper locked, and enter it: both or neither.

    Raises: RuleBroken: its reader cannot be written to, or the record has changed since. FileTrouble.
    """
    uow = desk.uow
    reader = leaving(paper).reader
    to, identity = _recipient(desk, paper, reader)
    reference = reference_of(uow, paper)
    attached = attachment_name(paper.kind, reference, paper.number)
    name = draft_name(paper.kind, reference, paper.number)
    password = emails.password()
    content = emails.write(
        EmailDraft(
            to=to.email,
            subject=subject_of(paper.kind, reference),
            body=body_of(
                kind=paper.kind,
                reference=reference,
                reader=reader,
                to=to.name,
                attachment=attached,
                sender=sender_of(uow),
            ),
            attachment_name=attached,
            attachment=emails.lock(paper.content, password),
        )
    )
    _require_unnamed(uow, emails, content, identity, to, name)
    (path,) = emails.save(folder, {name: content})
    try:
        assert paper.id is not None
        uow.log(
            "paper put into an e-mail draft",
            "issued_paper",
            paper.id,
            {"to": to.email, "file": path.name, "sha256": hashlib.sha256(content).hexdigest()},
        )
        commit()
    except BaseException:
        emails.discard((path,))
        raise
    return SavedPaper(
        path=path, password=password, reader=to.name or reader.words, to=to.email, phone=to.phone
    )


def _recipient(desk: PaperDesk, paper: IssuedPaper, reader: Reader) -> tuple[_To, KnownIdentity]:
    """Return who gets it, and who must not be named in it. Raises: RuleBroken."""
    if paper.request_id is None:
        return _To(), KnownIdentity()
    held = hold(desk.uow, paper.request_id, desk.today)
    identity = known_identity(desk.uow, held, desk.today)
    to = _To()
    if reader is Reader.CHOSEN_HOME:
        to = _chosen(desk, held)
    if reader is Reader.SOCIAL_WORKER:
        to = _To(phone=held.request.social_worker_phone)
    if reader in {Reader.CHOSEN_HOME, Reader.HEALTH_TEAM}:
        require_as_it_stands(desk, paper, _NO_DRAFT)
    return to, identity


def _chosen(desk: PaperDesk, held: Held) -> _To:
    """Return the provider of the home that was matched. Raises: RuleBroken: there is none that could be written to."""
    life.require_open(held.request, _NO_DRAFT)
    match = held.standing.match
    if match is None:
        raise RuleBroken(
            _NO_DRAFT,
            "It goes only to the chosen home, after the match is agreed.",
            "Record the match first.",
            rule="no_match",
        )
    option = desk.uow.get(Option, match.option_id)
    if option.tier not in approaching.OUTSIDE:
        raise RuleBroken(
            _NO_DRAFT,
            "The home that was chosen is the council's own.",
            "Print it and hand it over in person.",
            rule="in_house",
        )
    require_not_suspended(desk.uow, [option], desk.today, _NO_DRAFT)
    provider = desk.uow.get(Provider, outside_provider_id(desk.uow, option))
    return _To(f"the placements team of {provider.name}", provider.email.strip(), provider.phone)


def _require_unnamed(
    uow: UnitOfWork,
    emails: EmailWriter,
    content: bytes,
    identity: KnownIdentity,
    to: _To,
    name: str,
) -> None:
    """Refuse a draft whose headers, words or names say who a child is. Raises: RuleBroken."""
    allowed = (to.name, to.email, sender_of(uow).words, *identity.allowed)
    known = replace(identity, allowed=tuple(words for words in allowed if words.strip()))
    leaks = emails.scan(content, known, file_name=name)
    if leaks:
        where = listed(sorted({f"a {leak.kind} in {leak.where}" for leak in leaks}))
        raise RuleBroken(
            _NO_DRAFT,
            f"It would hold {where}.",
            "Tell the administrator; until then save a locked copy and attach it to an e-mail of your own.",
            rule="redaction",
        )
