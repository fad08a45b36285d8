"""Choosing the providers that get a released referral, and one e-mail draft for each, with its paper locked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from art_desktop.domain import approaching, approaching_words, life
from art_desktop.domain.approaching_commands import Chase, DraftEmails
from art_desktop.domain.approaching_views import DraftedEmail, ProviderChoice
from art_desktop.domain.emails import EmailDraft
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import (
    ApproachId,
    LotId,
    RequestId,
)
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.requests import Approach, Authorisation, Chaser, Option, Release
from art_desktop.domain.vocabulary import ApproachMeans, OptionState, TaskKind
from art_desktop.domain.wording import listed
from art_desktop.domain.work import IssuedPaper, Task
from art_desktop.services.asking_gate import require_askable, require_may_ask
from art_desktop.services.base import BaseService, Context, permitted
from art_desktop.services.identity import known_identity
from art_desktop.services.letters import (
    Letter,
    by_provider,
    full_paper,
    named_apart,
    require_as_made,
    require_not_suspended,
    sender_of,
    waiting_approaches,
)
from art_desktop.services.papers import Papers
from art_desktop.services.provider_choices import provider_choices
from art_desktop.services.provider_terms import outside_provider_id
from art_desktop.services.releasing import stale
from art_desktop.services.standing import Held, hold, settle
from art_desktop.services.views import option_titles


class SendingService(BaseService):
    """What is done with the e-mail drafts to providers. Nothing is ever sent from here."""

    def __init__(self, context: Context, papers: Papers) -> None:
        super().__init__(context)
        self._papers = papers

    @permitted(Permission.APPROACH)
    def choices(
        self, actor: Actor, request_id: RequestId, lot_id: LotId | None = None
    ) -> tuple[ProviderChoice, ...]:
        """Return the providers of a lot, those that can be sent the referral first, the others with why not.

        Without a lot: the providers of the shortlist that are on none.
        """
        with self._store.reading(actor) as uow:
            held = hold(uow, request_id, self._context.today())
            return provider_choices(uow, held, lot_id, self._context.today())

    @permitted(Permission.APPROACH)
    def draft(self, actor: Actor, command: DraftEmails, folder: Path) -> tuple[DraftedEmail, ...]:
        """Save one e-mail draft for each provider of these options, and record that they were asked.

        Every draft has its own password, which is in what is returned and nowhere else. Saved and recorded whole or not
        at all. Raises: RuleBroken: nothing was chosen, the release is of an older paper or past its deadline, or one of
        the providers cannot be asked. KnownFailure: the folder refuses.
        """
        doing = "No e-mail draft was saved."
        if not command.option_ids:
            raise RuleBroken(
                doing, "Nobody is chosen.", "Choose one provider or more.", rule="none"
            )
        now, today = self._context.now(), self._context.today()
        with self._store.writing(actor) as uow:
            release = uow.get(Release, command.release_id)
            held = hold(uow, release.request_id, today)
            authorised = require_may_ask(held, today, doing)
            paper = uow.get(IssuedPaper, release.document_id)
            approaching.require_fresh(stale(uow, held, paper), doing)
            approaching.require_deadline(release.due_at, now, doing)
            options = self._chosen(uow, held, release, command, doing)
            identity = self._clean(uow, held, paper, doing)
            letters = []
            for provider_id, theirs in by_provider(uow, options).items():
                provider = uow.get(Provider, provider_id)
                letters.append(self._referral(uow, held, release, paper, provider, theirs))
                self._record(uow, actor, release, authorised, provider, theirs, now)
            self._open_chase(uow, actor, held, release, paper, now)
            settle(uow, release.request_id, today)
            return self._save(uow, letters, folder, identity, f"release {release.id}")

    @permitted(Permission.APPROACH)
    def draft_again(
        self, actor: Actor, approach_ids: tuple[ApproachId, ...], folder: Path
    ) -> tuple[DraftedEmail, ...]:
        """Save the drafts of approaches that wait once more, each under a new password: a lost one is kept nowhere.

        Raises: RuleBroken: one was answered, was not sent a referral, or is suspended since. KnownFailure.
        """
        doing = "No e-mail draft was saved."
        today = self._context.today()
        with self._store.writing(actor) as uow:
            found = waiting_approaches(uow, approach_ids, doing)
            held = hold(uow, found[0].request_id, today)
            require_may_ask(held, today, doing)
            letters: list[Letter] = []
            identity = known_identity(uow, held, today)
            for release_id in sorted({one.release_id for one in found if one.release_id}):
                release = uow.get(Release, release_id)
                paper = uow.get(IssuedPaper, release.document_id)
                approaching.require_fresh(stale(uow, held, paper), doing)
                identity = self._clean(uow, held, paper, doing)
                mine = [one for one in found if one.release_id == release_id]
                options = [uow.get(Option, one.option_id) for one in mine]
                require_not_suspended(uow, options, today, doing)
                for provider_id, theirs in by_provider(uow, options).items():
                    provider = uow.get(Provider, provider_id)
                    letters.append(self._referral(uow, held, release, paper, provider, theirs))
            for one in found:
                provider_id = outside_provider_id(uow, uow.get(Option, one.option_id))
                one.sent_to = uow.get(Provider, provider_id).email.strip()
                one.drafted_at = self._context.now()
            return self._save(uow, letters, folder, identity, "again")

    @permitted(Permission.APPROACH)
    def chase_by_email(
        self, actor: Actor, command: Chase, folder: Path
    ) -> tuple[DraftedEmail, ...]:
        """Save one reminder for each provider of these approaches, and log it. Raises: RuleBroken, KnownFailure."""
        doing = "No reminder was saved."
        now = self._context.now()
        with self._store.writing(actor) as uow:
            found = waiting_approaches(uow, command.approach_ids, doing)
            held = hold(uow, found[0].request_id, self._context.today())
            life.require_open(held.request, doing)
            options = [uow.get(Option, one.option_id) for one in found]
            due = min(one.due_at for one in found if one.due_at is not None)
            letters = []
            for provider_id in by_provider(uow, options):
                provider = uow.get(Provider, provider_id)
                letters.append(
                    Letter(
                        provider,
                        (),
                        approaching_words.chaser_subject(held.request.reference),
                        approaching_words.chaser_body(
                            reference=held.request.reference,
                            due_at=due,
                            provider=provider.name,
                            sender=sender_of(uow),
                            late=due < now,
                        ),
                        f"{held.request.reference}-{provider.reference}-reminder.eml",
                    )
                )
            for one in found:
                assert one.id is not None
                uow.add(
                    Chaser(approach_id=one.id, at=now, by=actor.user_id, words="E-mail draft saved")
                )
            identity = known_identity(uow, held, self._context.today())
            return self._save(uow, letters, folder, identity, "reminder")

    @permitted(Permission.APPROACH)
    def draft_full(
        self, actor: Actor, request_id: RequestId, folder: Path
    ) -> tuple[DraftedEmail, ...]:
        """Save the e-mail draft with the full referral, for the provider of the home that was matched.

        Raises: RuleBroken: the request is over, no match is on record, the home is the council's own, its provider was
            suspended since, no full referral was drafted, or the needs have changed since.
        """
        doing = "The e-mail draft was not saved."
        today = self._context.today()
        with self._store.writing(actor) as uow:
            held = hold(uow, request_id, today)
            life.require_open(held.request, doing)
            match = held.standing.match
            if match is None:
                raise RuleBroken(
                    doing,
                    "The full referral goes only to the chosen home, after the match is agreed.",
                    "Record the match first.",
                    rule="no_match",
                )
            option = uow.get(Option, match.option_id)
            if option.tier not in approaching.OUTSIDE:
                raise RuleBroken(
                    doing,
                    "The home that was chosen is the council's own.",
                    "Hand the full referral over in person.",
                    rule="in_house",
                )
            require_not_suspended(uow, [option], today, doing)
            paper = full_paper(uow, held, doing)
            provider = uow.get(Provider, outside_provider_id(uow, option))
            assert option.id is not None
            home = option_titles(uow, [option])[option.id]
            name = f"{held.request.reference}-full-v{paper.number}.pdf"
            letter = Letter(
                provider,
                (home,),
                approaching_words.full_subject(held.request.reference),
                approaching_words.full_body(
                    reference=held.request.reference,
                    provider=provider.name,
                    home=home,
                    attachment=name,
                    sender=sender_of(uow),
                ),
                f"{held.request.reference}-{provider.reference}-full.eml",
                name,
                paper.content,
            )
            # The carers of an agency's household are who is written to.
            identity = known_identity(uow, held, today)
            return self._save(uow, [letter], folder, identity, "full referral")

    # The parts of a draft

    def _chosen(
        self,
        uow: UnitOfWork,
        held: Held,
        release: Release,
        command: DraftEmails,
        doing: str,
    ) -> list[Option]:
        """Return the options that were chosen, each of which can be asked about. Raises: RuleBroken: which cannot."""
        choices = provider_choices(uow, held, release.lot_id, self._context.today())
        why = {
            option.option_id: (one.why_not or option.why_not, one.name)
            for one in choices
            for option in one.options
        }
        found = []
        for key in dict.fromkeys(command.option_ids):
            option = uow.get(Option, key)
            if option.request_id == release.request_id:
                require_askable(option, doing)
            words, name = why.get(key, ("it is not among those the referral was released to", ""))
            if words:
                raise RuleBroken(
                    doing,
                    f"{name or 'One of them'} cannot be sent it: {words}",
                    "Take it out, or put that right first.",
                    rule="provider_not_ready",
                )
            found.append(option)
        return found

    def _clean(self, uow: UnitOfWork, held: Held, paper: IssuedPaper, doing: str) -> KnownIdentity:
        """Return what is known of the family, having looked for it in the paper once more. Raises: RuleBroken."""
        identity = known_identity(uow, held, self._context.today())
        require_as_made(paper, doing)
        leaks = self._papers.scan(paper.content, identity, file_name=paper.file_name)
        if leaks:
            where = ", ".join(sorted({f"{leak.kind} in {leak.where}" for leak in leaks}))
            raise RuleBroken(
                doing,
                f"The paper holds: {where}.",
                "Take it out of the needs profile, draft it again and have it released.",
                rule="redaction",
            )
        return identity

    @staticmethod
    def _referral(
        uow: UnitOfWork,
        held: Held,
        release: Release,
        paper: IssuedPaper,
        provider: Provider,
        options: Sequence[Option],
    ) -> Letter:
        """Return the e-mail that carries the referral to one provider."""
        titles = option_titles(uow, options)
        homes = tuple(titles[o.id] for o in options if o.home_id is not None and o.id is not None)
        name = f"{held.request.reference}-referral-v{paper.number}.pdf"
        return Letter(
            provider,
            homes,
            approaching_words.referral_subject(held.request.reference, release.due_at),
            approaching_words.referral_body(
                reference=held.request.reference,
                kind_words=held.request.kind.words,
                needed_at=held.request.needed_at,
                due_at=release.due_at,
                provider=provider.name,
                homes=homes,
                attachment=name,
                sender=sender_of(uow),
            ),
            f"{held.request.reference}-{provider.reference}.eml",
            name,
            paper.content,
        )

    @staticmethod
    def _record(
        uow: UnitOfWork,
        actor: Actor,
        release: Release,
        authorised: Authorisation,
        provider: Provider,
        options: Sequence[Option],
        now: datetime,
    ) -> None:
        """Write one approach for each option of a provider."""
        assert authorised.id is not None
        for option in options:
            assert option.id is not None
            uow.add(
                Approach(
                    request_id=release.request_id,
                    option_id=option.id,
                    authorisation_id=authorised.id,
                    means=ApproachMeans.REFERRAL,
                    asked_at=now,
                    asked_by=actor.user_id,
                    release_id=release.id,
                    sent_to=provider.email.strip(),
                    drafted_at=now,
                    due_at=release.due_at,
                )
            )
            option.state = OptionState.ASKED
            option.not_used_reason, option.not_used_note = None, ""

    @staticmethod
    def _open_chase(
        uow: UnitOfWork,
        actor: Actor,
        held: Held,
        release: Release,
        paper: IssuedPaper,
        now: datetime,
    ) -> None:
        """Open the one task that has the answers to this version chased, due at the deadline."""
        words = approaching.chase_words(held.request.reference, paper.number)
        known = uow.all(
            Task, request_id=release.request_id, kind=TaskKind.CHASE, words=words, done_at=None
        )
        if not known:
            uow.add(
                Task(
                    kind=TaskKind.CHASE,
                    words=words,
                    due_at=release.due_at,
                    opened_at=now,
                    owner_id=held.request.owner_id or actor.user_id,
                    request_id=release.request_id,
                )
            )

    def _save(
        self,
        uow: UnitOfWork,
        letters: Sequence[Letter],
        folder: Path,
        identity: KnownIdentity,
        what: str,
    ) -> tuple[DraftedEmail, ...]:
        """Lock, write, check and save the letters, log who gets what, and commit: all of it or nothing."""
        emails = self._papers.emails
        letters = named_apart(letters)
        files: dict[str, bytes] = {}
        passwords: dict[str, str] = {}
        for letter in letters:
            password = emails.password() if letter.paper is not None else ""
            locked = emails.lock(letter.paper, password) if letter.paper is not None else None
            content = emails.write(
                EmailDraft(
                    to=letter.provider.email.strip(),
                    subject=letter.subject,
                    body=letter.body,
                    attachment_name=letter.attachment_name,
                    attachment=locked,
                )
            )
            self._require_clean(uow, letter, content, identity)
            files[letter.file_name] = content
            passwords[letter.file_name] = password
        paths = emails.save(folder, files)
        try:
            for letter, path in zip(letters, paths, strict=True):
                assert letter.provider.id is not None
                changes: Mapping[str, object] = {
                    "what": what,
                    "to": letter.provider.email.strip(),
                    "file": path.name,
                    "sha256": hashlib.sha256(files[letter.file_name]).hexdigest(),
                }
                uow.log("e-mail draft saved", "provider", letter.provider.id, changes)
            drafted = tuple(
                DraftedEmail(
                    letter.provider.name,
                    letter.provider.phone,
                    letter.provider.email.strip(),
                    path,
                    passwords[letter.file_name],
                    letter.homes,
                )
                for letter, path in zip(letters, paths, strict=True)
            )
            uow.commit()
        except BaseException:
            emails.discard(paths)
            raise
        return drafted

    def _require_clean(
        self, uow: UnitOfWork, letter: Letter, content: bytes, identity: KnownIdentity
    ) -> None:
        """Refuse a draft whose headers, words or names say who a child is.

        Who is written to may stand in it, and whom they ring. Raises: RuleBroken.
        """
        allowed = (
            letter.provider.name,
            letter.provider.email,
            sender_of(uow).words,
            *letter.homes,
            *identity.allowed,
        )
        known = replace(identity, allowed=tuple(words for words in allowed if words.strip()))
        leaks = self._papers.emails.scan(content, known, file_name=letter.file_name)
        if leaks:
            where = listed(sorted({f"a {leak.kind} in {leak.where}" for leak in leaks}))
            raise RuleBroken(
                "No e-mail draft was saved.",
                f"The e-mail to {letter.provider.name} would hold {where}.",
                "Look at the name and address of the provider, and at the telephone of the team.",
                rule="redaction",
            )
