"""Makes the case of an agenda item: from needs alone, as the redacted referral is made, and scanned for who it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from art_desktop.domain import resourcing
from art_desktop.domain.children import age_in_months
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.meetings import AgendaItem
from art_desktop.domain.panel_views import (
    CaseChild,
    CaseLine,
    CaseNeed,
    CaseView,
    made_texts,
    typed_texts,
)
from art_desktop.domain.papers import RedactedChild, ReferralHead
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Provider
from art_desktop.domain.redaction import KnownIdentity, find_identifiers, possible
from art_desktop.domain.referrals import ChildBrief, redacted_referral
from art_desktop.domain.requests import AddedApproval, Authorisation, Offer
from art_desktop.domain.vocabulary import Urgency
from art_desktop.domain.wording import day_words, money_words
from art_desktop.domain.work import Service
from art_desktop.services.children import code_words
from art_desktop.services.funding import split_in_force
from art_desktop.services.identity import known_identity
from art_desktop.services.panel_options import (
    case_options,
    choose,
    households_named,
    tried,
)
from art_desktop.services.panel_resources import case_resource
from art_desktop.services.paper_referrals import siblings_in_words
from art_desktop.services.standing import Held, children_words

DOING = "The case was not prepared."
A_CONDITION = "a condition that names somebody"
A_NOTE = "a note that names somebody"


def make_case(uow: UnitOfWork, held: Held, item: AgendaItem, today: date) -> CaseView:
    """Return what the panel reads of an item, as the request stands.

    Raises: RuleBroken: a text would say who somebody is (each place named, with what to edit), or there is nothing to
        tell yet.
    """
    if not held.request.kind.seeks_home:
        resourcing.require_said(held.request, held.standing.resource, DOING)
    elif not held.children or not held.standing.profiled:
        raise RuleBroken(
            DOING,
            f"The needs profile of {held.request.reference} is still empty.",
            "Fill in the needs first.",
            rule="no_profile",
        )
    told = choose(held)
    identity = people_of(uow, held, today)
    newest = max(held.standing.searches, key=lambda run: run.id or 0, default=None)
    case = CaseView(
        reference=held.request.reference,
        children_words=children_words(held.children, today),
        kind_words=held.request.kind.words,
        urgency_words=""
        if held.request.urgency is Urgency.PLANNED
        else _sentence(held.request.urgency.words, held.request.urgent_reason),
        needed_at=held.request.needed_at,
        asked=item.asked.strip(),
        why=held.request.why.strip(),
        children=_children(uow, held, today),
        tried=tried(held),
        decisions=_decisions(held, item, identity),
        options=case_options(uow, held, told, identity, today),
        rest=told.rest,
        searched_on=newest.as_of if newest else None,
        indicative=held.standing.authorisation is None,
        basis=basis_of(uow, held, item, today),
        resource=case_resource(uow, held, today),
    )
    require_anonymous(case, identity)
    return case


def people_of(uow: UnitOfWork, held: Held, today: date) -> KnownIdentity:
    """Return everybody whom a case could name: the children's people, and those of the homes it could speak of."""
    return together(
        known_identity(uow, held, today),
        households_named(uow, held, choose(held), today),
        allowed=_allowed(uow),
    )


def require_anonymous(case: CaseView, identity: KnownIdentity, doing: str = DOING) -> None:
    """Refuse a case of which any text says who somebody is. Raises: RuleBroken."""
    found: list[str] = []
    texts = (*typed_texts(case), *made_texts(case))
    whole = "\n.\n".join(text for _, text in texts)
    identity = possible(identity, whole)
    if not find_identifiers(whole, replace(identity, allowed=())):
        return  # asked of all at once: it is seldom so
    # What somebody typed may not use a company's name of one word that is a person's too: it can be written otherwise.
    typed = replace(identity, allowed=tuple(n for n in identity.allowed if len(n.split()) > 1))
    for where, text in typed_texts(case):
        found += [leak.words for leak in find_identifiers(text, typed, where)]
    for where, text in made_texts(case):
        found += [leak.words for leak in find_identifiers(text, identity, where)]
    if found:
        unique = list(dict.fromkeys(found))
        raise RuleBroken(
            doing,
            f"It would say who somebody is: {'; '.join(unique)}.",
            "Edit it there in words without a name, a date or a place, then prepare the case again.",
            rule="identifiers",
        )


def together(
    first: KnownIdentity, second: KnownIdentity, *, allowed: tuple[str, ...]
) -> KnownIdentity:
    """Return all that is known of two groups of people; `allowed` may stand although it holds an identifier."""
    both = {
        field.name: tuple(sorted({*getattr(first, field.name), *getattr(second, field.name)}))
        for field in fields(KnownIdentity)
    }
    return replace(KnownIdentity(**both), allowed=allowed)


def _allowed(uow: UnitOfWork) -> tuple[str, ...]:
    """Return the companies' names, which may stand."""
    return tuple(sorted({provider.name for provider in uow.all(Provider)}))


def _sentence(words: str, reason: str) -> str:
    return f"{words}: {reason.strip()}" if reason.strip() else words


# The children


def _children(uow: UnitOfWork, held: Held, today: date) -> tuple[CaseChild, ...]:
    service = uow.all(Service)[0]
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
    redacted = redacted_referral(
        ReferralHead(reference=held.request.reference, kind_words=held.request.kind.words),
        briefs,
    )
    made = [_child(one) for one in redacted.children]
    # An assessment needs no profile: what nobody was asked is not "not known".
    return tuple(
        one if child.id in held.profiles else replace(one, not_known=())
        for child, one in zip(held.children, made, strict=True)
    )


_PERSON = (
    ("Likes", "likes"),
    ("Says they want", "wishes"),
    ("Comfort", "comfort"),
    ("Routines", "routines"),
    ("Good at", "good_at"),
    ("Bedtime", "bedtime"),
    ("Food", "food"),
)
_FACTS = (
    ("Plan", "plan"),
    ("How long", "expected"),
    ("Legal status", "legal"),
    ("Brothers and sisters", "siblings_words"),
    ("Home area", "area"),
    ("Education", "education"),
    ("Health", "health"),
    ("Ethnicity", "ethnicity"),
    ("Religion", "religion"),
    ("Languages", "languages"),
)


def _child(one: RedactedChild) -> CaseChild:
    """Return one child as the panel reads it, the child as a person first."""
    needs = [*one.needs.present, *one.risks.present]
    needs.sort(key=lambda line: -(-1 if line.level is None else line.level.rank))
    facts = [CaseLine(title, getattr(one, name)) for title, name in _FACTS if getattr(one, name)]
    lists = (
        ("Must have", "; ".join(one.must_haves)),
        ("Away from", "; ".join(one.avoid)),
        (
            "Sees",
            "; ".join(
                ", ".join(part for part in (line.relation, line.how_often) if part)
                for line in one.family_time or ()
            ),
        ),
        ("Asked of the home", " ".join(part for part in (one.asked_together, *one.asked) if part)),
    )
    facts += [CaseLine(title, words) for title, words in lists if words]
    return CaseChild(
        heading=one.heading,
        person=tuple(
            CaseLine(title, getattr(one.person, name))
            for title, name in _PERSON
            if getattr(one.person, name)
        ),
        needs=tuple(CaseNeed(line.title, line.level, line.shows, line.works) for line in needs),
        facts=tuple(facts),
        not_known=(*one.needs.unknown, *one.risks.unknown, *one.unknown_facts),
    )


# What was decided before


def _decisions(held: Held, item: AgendaItem, identity: KnownIdentity) -> tuple[str, ...]:
    """Return the decisions on record, newest first, by post and never by name; this meeting's own is its outcome."""
    earlier = [one for one in held.authorisations if one.item_id is None or one.item_id != item.id]
    earlier.sort(key=lambda one: (one.decided_at, one.id or 0), reverse=True)
    return tuple(decision_words(one, identity) for one in earlier)


def decision_words(one: Authorisation, identity: KnownIdentity) -> str:
    """Return "Agreed with conditions by PASP, Thu 12 Nov 2026: a risk plan (by …)".

    A decision is never rewritten, so what names somebody in one is left out here: it stays on the request.
    """
    words = f"{one.decision.words} by {one.post.words}, {day_words(local_day(one.decided_at))}"
    if one.deferred_to is not None:
        words += f", to {day_words(one.deferred_to)}"
    if one.most_pence is not None:
        words += f", up to {money_words(one.most_pence)}"
    said = [safe(part, A_CONDITION, identity) for part in one.conditions.split("\n")]
    said.append(safe(one.note, A_NOTE, identity))
    told = "; ".join(part for part in said if part)
    return f"{words}: {told}" if told else words


def safe(words: str, instead: str, identity: KnownIdentity) -> str:
    """Return words, or what is said instead of them where they would say who somebody is."""
    return instead if find_identifiers(words, identity) else words.strip()


# What it was made from


def basis_of(uow: UnitOfWork, held: Held, item: AgendaItem, today: date) -> str:
    """Return a short mark of everything that a case is made from: another mark, and it should be prepared again."""
    standing = held.standing
    asked = tuple(a.id for a in standing.approaches if a.id is not None)
    offers = uow.all(Offer, approach_id=asked) if asked else []
    added = uow.all(AddedApproval, request_id=held.request.id)
    request = held.request
    assert request.id is not None
    split = split_in_force(uow, request.id, today)
    told = [
        [request.kind, request.urgency, request.urgent_reason, request.why, item.asked],
        [request.needed_at.isoformat(), [(child.id, child.version) for child in held.children]],
        [request.joint_funding_likely, [line.contract_care_by for line in request.children]],
        sorted((key, profile.number) for key, profile in held.profiles.items()),
        _ids(standing.searches),
        sorted((o.id or 0, o.version) for o in standing.options),
        sorted((a.id or 0, a.version) for a in standing.approaches),
        sorted((o.id or 0, o.withdrawn_at is not None) for o in offers),
        _ids(standing.views),
        _ids(added),
        sorted(a.id or 0 for a in held.authorisations if a.item_id != item.id),
        None if split is None else split.id,
        _resource(held),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _resource(held: Held) -> list[object]:
    resource = held.standing.resource
    wanted = None if resource.wanted is None else resource.wanted.version
    quotes = sorted((quote.id or 0, quote.version) for quote in resource.quotes)
    return [wanted, quotes, sorted((one.id or 0, one.version) for one in resource.orders)]


def _ids(rows: Iterable[object]) -> list[int]:
    return sorted(getattr(row, "id", None) or 0 for row in rows)
