"""The data of the placement referrals, redacted and full (product.md §3.5, §6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from art_desktop.domain import resourcing
from art_desktop.domain.children import Child, months_or_unborn
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.papers import (
    FullReferral,
    RedactedReferral,
    ReferralHead,
    SiblingLine,
)
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.redaction import KnownIdentity
from art_desktop.domain.referrals import (
    ChildBrief,
    age_on_paper,
    full_referral,
    redacted_referral,
)
from art_desktop.domain.vocabulary import Urgency
from art_desktop.domain.work import Service
from art_desktop.services import paper_identities
from art_desktop.services.asking_gate import answering
from art_desktop.services.children import code_words, siblings_of
from art_desktop.services.identity import authorised_words, known_identity
from art_desktop.services.needs import identifying_answers
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.standing import Held, hold


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return a referral's data.

    Raises: RuleBroken: an answer would say who the child is; the full referral is asked for before the match is
        agreed.
    """
    assert ask.request_id is not None
    held = hold(desk.uow, ask.request_id, desk.today)
    resourcing.refuse_placement(held.request, "The referral was not drafted.")
    _require_ready(held, ask.kind)
    redacted = ask.kind is PaperKind.REFERRAL_REDACTED
    paper = redacted_of(desk.uow, held, desk.today)
    paper = replace(paper, head=replace(paper.head, answer_words=_how_soon(desk, held)))
    known = None
    if redacted:
        known = known_identity(desk.uow, held, desk.today)
        _require_unnamed(held, known)
    return Built(
        body=paper if redacted else full_of(desk.uow, held, paper, desk.today),
        reference=held.request.reference,
        stem=f"{held.request.reference}-{ask.kind.replace('_', '-')}",
        made_from={str(key): profile.number for key, profile in held.profiles.items()},
        indicative=held.standing.authorisation is None,
        known=known,
    )


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


def redacted_of(uow: UnitOfWork, held: Held, today: date) -> RedactedReferral:
    """Put the redacted referral together from needs alone."""
    service = uow.all(Service)[0]
    request = held.request
    authorisation = held.standing.authorisation
    head = ReferralHead(
        reference=request.reference,
        kind_words=request.kind.words,
        needed_by=request.needed_at,
        ring_post=f"Duty officer, {service.team_name}",
        ring_phone=service.phone,
        authorised=authorisation is not None,
        authorised_words=authorised_words(authorisation),
    )
    ethnic, legal = code_words(uow, "ETHNIC"), code_words(uow, "LS")
    briefs = []
    for child in held.children:
        assert child.id is not None
        needs = held.needs_of(child.id)
        briefs.append(
            ChildBrief(
                needs=needs,
                age_months=months_or_unborn(child.born_on, today),
                siblings=siblings_in_words(uow, child, held.children, today),
                town=service.area_name,
                ethnicity_words=ethnic.get(needs.ethnicity or "", ""),
                legal_words=legal.get(needs.legal_status or "", ""),
            )
        )
    return redacted_referral(head, briefs)


def full_of(uow: UnitOfWork, held: Held, paper: RedactedReferral, today: date) -> FullReferral:
    """Add who each child is and whom to ring, for the chosen home alone."""
    service = uow.all(Service)[0]
    match = held.standing.match
    return full_referral(
        paper,
        paper_identities.identities_of(uow, held, today),
        paper_identities.contacts_of(held, service),
        starts_on=paper_identities.starts_on(uow, held),
        support=match.support if match else "",
        night_phone=service.out_of_hours_phone,
    )


def _how_soon(desk: PaperDesk, held: Held) -> str:
    """Return how soon a provider's answer is hoped for; "" where nobody is asked, or the home is needed before."""
    if held.standing.authorisation is None:
        return ""
    settings = answering(desk.uow, desk.today)
    if settings.due_at(desk.now, held.request.urgency) >= held.request.needed_at:
        return ""
    planned = held.request.urgency is Urgency.PLANNED
    hours = settings.hours if planned else settings.hours_urgent
    return f"within {hours} hours of getting this" if hours != 1 else "within an hour"


def siblings_in_words(
    uow: UnitOfWork, child: Child, asked: tuple[Child, ...], today: date
) -> tuple[SiblingLine, ...]:
    """Return a child's brothers and sisters by age and sex; those of the same request are to be placed with them."""
    together = {one.id for one in asked}
    return tuple(
        SiblingLine(
            age_words=age_on_paper(months_or_unborn(one.born_on, today)),
            sex=one.sex,
            placed_with=one.id in together,
        )
        for one in siblings_of(uow, child)
    )
