"""The parts of e-mail drafts to providers: one letter for each, which approaches wait, the full referral."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count

from art_desktop.domain import approaching_words
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import ApproachId, ProviderId
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import SUSPENDED
from art_desktop.domain.providers import Provider
from art_desktop.domain.requests import Approach, Option
from art_desktop.domain.vocabulary import Answer
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import IssuedPaper, Service
from art_desktop.services.provider_terms import outside_provider_id, terms_of
from art_desktop.services.shortlist_views import waived_codes
from art_desktop.services.standing import Held


@dataclass(frozen=True)
class Letter:
    """One e-mail as it will be saved: to which provider, about which options, its words and its paper."""

    provider: Provider
    homes: tuple[str, ...]
    subject: str
    body: str
    file_name: str
    attachment_name: str = ""
    paper: bytes | None = None


def named_apart(letters: Sequence[Letter]) -> list[Letter]:
    """Return the letters with a file name each: one provider may get two, of two releases."""
    found: dict[str, Letter] = {}
    for letter in letters:
        stem, _, ending = letter.file_name.rpartition(".")
        names = chain((letter.file_name,), (f"{stem}-{n}.{ending}" for n in count(2)))
        name = next(one for one in names if one not in found)
        found[name] = replace(letter, file_name=name)
    return list(found.values())


def require_not_suspended(uow: UnitOfWork, options: Sequence[Option], on: date, doing: str) -> None:
    """Refuse to write to a provider that is suspended, unless that was waived for the home. Raises: RuleBroken."""
    for provider_id, theirs in by_provider(uow, options).items():
        terms = terms_of(uow, [provider_id], on)[provider_id]
        for option in theirs:
            stop = terms.suspended(option.home_id)
            if stop is not None and SUSPENDED not in waived_codes(option):
                name = uow.get(Provider, provider_id).name
                raise RuleBroken(
                    doing,
                    f"{name} is suspended since {day_words(stop.starts_on)}: {stop.reason}",
                    "Take it out, or end the suspension first.",
                    rule="provider_not_ready",
                )


def by_provider(uow: UnitOfWork, options: Sequence[Option]) -> dict[ProviderId, list[Option]]:
    """Return options under their providers: one e-mail for each, however many homes."""
    found: dict[ProviderId, list[Option]] = defaultdict(list)
    for option in options:
        found[outside_provider_id(uow, option)].append(option)
    return found


def waiting_approaches(uow: UnitOfWork, keys: Sequence[ApproachId], doing: str) -> list[Approach]:
    """Return approaches of one request that were sent a referral and wait for an answer. Raises: RuleBroken."""
    found = [uow.get(Approach, key) for key in dict.fromkeys(keys)]
    if not found:
        raise RuleBroken(doing, "Nobody is chosen.", "Choose one provider or more.", rule="none")
    for one in found:
        if one.answer is not Answer.WAITING or one.release_id is None:
            raise RuleBroken(
                doing,
                "One of them has answered, or was never sent the referral.",
                "Choose those that wait for an answer.",
                rule="answered",
            )
    if len({one.request_id for one in found}) > 1:
        raise RuleBroken(
            doing, "They belong to several requests.", "Chase each by itself.", rule="several"
        )
    return found


def full_paper(uow: UnitOfWork, held: Held, doing: str) -> IssuedPaper:
    """Return the newest full referral, of the needs as they stand. Raises: RuleBroken."""
    papers = uow.all(IssuedPaper, request_id=held.request.id, kind=PaperKind.REFERRAL_FULL)
    newest = max(papers, key=lambda one: (one.number, one.id or 0), default=None)
    if newest is None:
        raise RuleBroken(
            doing,
            "No full referral has been drafted.",
            "Draft it under Documents.",
            rule="no_full",
        )
    profiles = {str(key): profile.number for key, profile in held.profiles.items()}
    if json.loads(newest.made_from) != profiles:
        raise RuleBroken(
            doing,
            "The needs have changed since the full referral was drafted.",
            "Draft it again under Documents.",
            rule="stale_paper",
        )
    require_as_made(newest, doing)
    return newest


def require_as_made(paper: IssuedPaper, doing: str) -> None:
    """Refuse a paper whose bytes are not those that were kept. Raises: RuleBroken."""
    if hashlib.sha256(paper.content).hexdigest() != paper.sha256:
        raise RuleBroken(
            doing,
            "The paper is no longer what was made: its hash differs.",
            "Tell the administrator, who can verify the record, and draft the paper again.",
            rule="paper_hash",
        )


def sender_of(uow: UnitOfWork) -> approaching_words.Sender:
    """Return whom a provider rings: the team's duty officer."""
    service = uow.all(Service)[0]
    return approaching_words.Sender(team=service.team_name, phone=service.phone)
