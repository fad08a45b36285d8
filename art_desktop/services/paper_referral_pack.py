"""The data of the referral pack: what the chosen home gets before the child comes (product.md §6, document 3)."""

from __future__ import annotations

from datetime import date
from typing import Final

from art_desktop.domain import resourcing
from art_desktop.domain.children import age_in_months, age_in_years, months_or_unborn
from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answers, FormSubject
from art_desktop.domain.paper_records import PaperForm
from art_desktop.domain.paper_words import FormCode, PaperKind, young
from art_desktop.domain.papers import PaperBody
from art_desktop.domain.placement_dates import plan_due_by
from art_desktop.domain.referral_pack import ChildPack, Filled, ReferralPack, ToCome
from art_desktop.domain.referral_pack_pages import (
    Page,
    authority_page,
    contacts_page,
    plan_page,
    risks_page,
)
from art_desktop.domain.referrals import age_on_paper
from art_desktop.domain.vocabulary import RISK_NEEDS, NeedCode
from art_desktop.domain.wording import listed
from art_desktop.services import placement_prefill as prefill
from art_desktop.services.children import code_words
from art_desktop.services.paper_builders import Built, PaperDesk, builders
from art_desktop.services.paper_forms import answers_of
from art_desktop.services.paper_referrals import full_of, redacted_of
from art_desktop.services.placement_prefill import Knows
from art_desktop.services.standing import Held, hold, names_of_users

_DOING: Final = "The referral pack was not drafted."
_FORMS: Final = (
    (FormCode.PLACEMENT_PLAN, prefill.plan_of),
    (FormCode.DELEGATED_AUTHORITY, prefill.authority_of),
    (FormCode.CONTACTS, prefill.contacts_of),
    (FormCode.RISK_PLAN, prefill.risks_of),
)


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the referral pack's data; a form that nobody has filled in does not stop it, the pack says so.

    Raises: RuleBroken: the match is not agreed yet, a child's needs are empty, or the request seeks no home.
    """
    assert ask.request_id is not None
    held = hold(desk.uow, ask.request_id, desk.today)
    resourcing.refuse_placement(held.request, _DOING)
    _require_ready(held)
    made_from = {str(key): profile.number for key, profile in held.profiles.items()}
    known = [Knows(desk.uow, held, child, desk.today) for child in held.children]
    packs = [_child_pack(desk, ask.request_id, one, made_from) for one in known]
    first = known[0]
    return Built(
        body=ReferralPack(
            reference=held.request.reference,
            kind_words=held.request.kind.words,
            names=tuple(one.first_name for one in known),
            home=first.home_words,
            starts_on=first.starts_on,
            referral=full_of(desk.uow, held, redacted_of(desk.uow, held, desk.today), desk.today),
            children=tuple(packs),
            to_come=_to_come(packs, min(one.starts_on for one in known)),
            ask=first.ask,
        ),
        reference=held.request.reference,
        stem=f"{held.request.reference}-referral-pack",
        made_from=made_from,
        indicative=held.standing.authorisation is None,
    )


def _require_ready(held: Held) -> None:
    if not held.standing.profiled:
        raise RuleBroken(
            _DOING,
            "The needs profile is still empty.",
            "Fill in the needs first.",
            rule="no_profile",
        )
    if held.standing.match is None:
        raise RuleBroken(
            _DOING,
            "The pack goes only to the chosen home, after the match is agreed.",
            "Draft the redacted referral, or record the match first.",
            rule="no_match",
        )


def _child_pack(
    desk: PaperDesk, request_id: RequestId, known: Knows, made_from: dict[str, int]
) -> ChildPack:
    child = known.child
    assert child.id is not None
    answers: dict[FormCode, Answers] = {}
    filled: dict[FormCode, Filled] = {}
    for code, propose in _FORMS:
        subject = FormSubject(code=code, request_id=request_id, child_id=child.id)
        filled[code] = _filled(desk, subject)
        saved = answers_of(desk.uow, subject)
        answers[code] = propose(known) if saved is None else saved
        if filled[code].number:
            made_from[f"{child.id} {code}"] = filled[code].number

    def page(code: FormCode) -> Page:
        return Page(
            reference=known.held.request.reference,
            name=known.first_name,
            age_words=age_on_paper(months_or_unborn(child.born_on, known.starts_on)),
            home=known.home_words,
            ask=known.ask,
            night_phone=known.service.out_of_hours_phone,
            small=age_in_months(child.born_on, known.starts_on) < 36,
            answers=answers[code],
            filled=filled[code],
        )

    own = FormSubject(code=FormCode.CHILD_PAGE, request_id=request_id, child_id=child.id)
    needs = known.needs
    status = needs.legal_status or child.legal_status or ""
    unasked = [code for code in NeedCode if code in RISK_NEEDS and needs.level(code) is None]
    levels = {code.words: needs.level(code) for code in RISK_NEEDS}
    return ChildPack(
        name=known.first_name,
        plan=plan_page(page(FormCode.PLACEMENT_PLAN)),
        authority=authority_page(
            page(FormCode.DELEGATED_AUTHORITY),
            born_on=child.born_on,
            legal=code_words(desk.uow, "LS").get(status, ""),
        ),
        contacts=contacts_page(page(FormCode.CONTACTS)),
        risks=risks_page(
            page(FormCode.RISK_PLAN),
            known=prefill.risks_of(known),
            levels=levels,
            unknown=() if _baby(known) else tuple(code.words for code in unasked),
        ),
        own_page=_own_page(desk, own, known, made_from),
        own_page_said=answers_of(desk.uow, own) is not None,
    )


def _baby(known: Knows) -> bool:
    """Say whether nobody would ask about risks that begin later in life."""
    return age_in_months(known.child.born_on, known.starts_on) < 24


def _filled(desk: PaperDesk, subject: FormSubject) -> Filled:
    kept = desk.uow.all(PaperForm, code=subject.code, subject=subject.key)
    if not kept:
        return Filled()
    last = max(kept, key=lambda one: one.number)
    return Filled(
        number=last.number,
        saved_on=local_day(last.saved_at),
        saved_by=names_of_users(desk.uow).get(last.saved_by, ""),
    )


def _own_page(
    desk: PaperDesk, subject: FormSubject, known: Knows, made_from: dict[str, int]
) -> PaperBody | None:
    """Return the child's own page, one to draw on where nobody has made it; None where it is nothing for a child."""
    builder = builders().get(PaperKind.CHILD_PAGE)
    if builder is None:
        return None
    ask = PaperAsk(
        kind=PaperKind.CHILD_PAGE,
        request_id=subject.request_id,
        child_id=subject.child_id,
        reading_age=young(age_in_years(known.child.born_on, known.starts_on)),
    )
    try:
        built = builder(desk, ask)
    except RuleBroken:
        return None
    made_from |= {f"{subject.child_id} {what}": made for what, made in built.made_from.items()}
    return built.body


def _to_come(packs: list[ChildPack], starts_on: date) -> tuple[ToCome, ...]:
    """Return what nobody has filled in yet, with the day by which it has to be there."""
    due = plan_due_by(starts_on)
    in_plan = "The law wants it before the first day, or within five working days of it (reg. 9)."
    wanted = (
        ("Placement plan", [p for p in packs if not p.plan.filled.number], due, in_plan),
        (
            "Delegated authority: who decides what",
            [p for p in packs if not p.authority.filled.number],
            due,
            "It is a part of the plan.",
        ),
        (
            "Contacts",
            [p for p in packs if not p.contacts.filled.number],
            starts_on,
            "The pages give what is on record; nobody has checked it.",
        ),
        (
            "Risk plan",
            [p for p in packs if p.risks.risks and not p.risks.filled.number],
            starts_on,
            "The pages give the risks as they are known, without what to do about them.",
        ),
        (
            "The child's own page" if len(packs) == 1 else "The children's own pages",
            [p for p in packs if not (p.own_page and p.own_page_said)],
            None,
            "Made together, when there is time to sit down; until then there is room to write and draw.",
        ),
    )
    several = len(packs) > 1
    return tuple(
        ToCome(
            what=f"{what} ({listed([p.name for p in missing])})" if several else what,
            by=by,
            why=why,
        )
        for what, missing, by, why in wanted
        if missing
    )
