"""The data of the health notification, and what the record proposes for its form (S003 §7.1; product.md §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from art_desktop.domain.children import Child, age_in_months, age_in_years
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.health_notices import (
    Consent,
    HealthNotice,
    HealthPerson,
    assessment_due_on,
    consent_from,
    nhs_number_words,
    responsible_words,
    still_to_come,
)
from art_desktop.domain.households import Household
from art_desktop.domain.ids import RequestId
from art_desktop.domain.needs import Needs
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_forms import Answer, Answers, FormSubject
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.placements import Placement
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.referrals import age_on_paper
from art_desktop.domain.requests import RequestChild
from art_desktop.domain.vocabulary import NeedCode, TaskKind
from art_desktop.domain.wording import day_words
from art_desktop.domain.work import ClockRule
from art_desktop.services.children import code_words
from art_desktop.services.paper_builders import Built, PaperDesk
from art_desktop.services.paper_forms import answers_of, version_of
from art_desktop.services.placement_prefill import Knows, knows
from art_desktop.services.standing import hold

_NOT_DRAFTED: Final = "The health notification was not drafted."
_WORKING_DAYS: Final = 20


def build(desk: PaperDesk, ask: PaperAsk) -> Built:
    """Return the notification's data for one child; what the form does not say is proposed from the record.

    Raises: RuleBroken: the child is not looked after, and nobody has decided that they will be.
    """
    child_id = ask.child_id
    if child_id is None:
        raise RuleBroken(
            _NOT_DRAFTED,
            "It is about one child, and none was named.",
            "Choose the child, then draft it again.",
            rule="no_child",
        )
    child = desk.uow.get(Child, child_id)
    request_id = ask.request_id or _last_request(desk.uow, child)
    held = hold(desk.uow, request_id, desk.today)
    known = Knows(desk.uow, held, child, desk.today)
    since, planned = _since(known)
    subject = FormSubject(code=FormCode.HEALTH, request_id=request_id, child_id=child_id)
    saved = answers_of(desk.uow, subject)
    answers = health_of(known) if saved is None else saved
    notice = _as_written(_notice(known, answers, since, planned=planned), answers)
    return Built(
        body=replace(notice, to_come=still_to_come(notice)),
        reference=held.request.reference,
        stem=f"{held.request.reference}-{child.reference}-health-notification",
        subject_words=child.known_as or child.first_name,
        made_from={
            **{str(key): profile.number for key, profile in held.profiles.items()},
            f"{child_id} {FormCode.HEALTH}": version_of(desk.uow, subject),
        },
    )


def _last_request(uow: UnitOfWork, child: Child) -> RequestId:
    lines = [one for one in uow.all(RequestChild, child_id=child.id) if one.request_id is not None]
    if not lines:
        raise _not_looked_after(child)
    last = max(lines, key=lambda one: one.request_id or 0).request_id
    assert last is not None
    return last


def _not_looked_after(child: Child) -> RuleBroken:
    return RuleBroken(
        _NOT_DRAFTED,
        f"{child.known_as or child.first_name} is not looked after, and nobody has decided that they will be.",
        "Record the decision first: the health team is told of children who are, or are about to be, looked after.",
        rule="not_looked_after",
    )


def _since(known: Knows) -> tuple[date, bool]:
    """Return the first day of being looked after, and whether it is still to come. Raises: RuleBroken."""
    child = known.child
    if child.looked_after_since is not None and child.ceased_on is None:
        return child.looked_after_since, child.looked_after_since > known.today
    standing = known.held.standing
    if standing.match is None and standing.authorisation is None:
        raise _not_looked_after(child)
    return known.starts_on, True


def _notice(known: Knows, answers: Answers, since: date, *, planned: bool) -> HealthNotice:
    child, service = known.child, known.service
    status = known.needs.legal_status or child.legal_status
    lives_with, address = _lives(known)
    consent = answers.text("consent")
    rules = known.uow.in_force(ClockRule, since, kind=TaskKind.IHA_DONE)
    days = rules[-1].working_days if rules else None
    due_on = assessment_due_on(since, days or _WORKING_DAYS)
    return HealthNotice(
        reference=known.held.request.reference,
        council=service.council,
        name=child.full_name,
        known_as=child.known_as,
        born_on=child.born_on,
        age_words=_age(child, known.today),
        unborn=child.born_on > known.today,
        sex_words=child.sex.words,
        nhs_number=nhs_number_words(answers.text("nhs_number")),
        since=since,
        planned=planned,
        due_on=due_on,
        late=due_on < known.today,
        legal=code_words(known.uow, "LS").get(status or "", ""),
        responsible=tuple(
            (row.get("name", ""), row.get("relation", "")) for row in answers.rows("responsible")
        ),
        responsible_words=responsible_words(status),
        consent=Consent(consent) if consent else None,
        consent_by=answers.text("consent_by"),
        consent_on=answers.day("consent_on"),
        consent_missing=answers.text("consent_missing"),
        consent_from=consent_from(status, age_in_years(child.born_on, known.today)),
        lives_with=lives_with,
        address=address,
        moves=_moves(known),
        not_told=tuple(line for line in answers.text("not_told").splitlines() if line.strip()),
        people=_people(known),
    )


def _as_written(notice: HealthNotice, answers: Answers) -> HealthNotice:
    """Return the notice with the answers that are printed as they were written."""
    text = answers.text
    return replace(
        notice,
        ring=text("ring"),
        brings=text("brings"),
        gp=text("gp"),
        gps_before=text("gps_before"),
        red_book=text("red_book"),
        interpreter=text("interpreter"),
        communication=text("communication"),
        access=text("access"),
        helps=text("helps"),
        safe=text("safe"),
        known_health=text("known_health"),
        allergies=text("allergies"),
        medicines=text("medicines"),
        equipment=text("equipment"),
        seen_by=text("seen_by"),
        born_at=text("born_at"),
        born_weeks=text("born_weeks"),
        born_weight=text("born_weight"),
        born_notes=text("born_notes"),
    )


def _age(child: Child, today: date) -> str:
    """Return an age as health counts it: in days in the first month."""
    months, days = age_in_months(child.born_on, today), (today - child.born_on).days
    if days < 0:
        return "not yet born"
    if months:
        words = age_on_paper(months)
        return f"{words} years" if words.isdigit() else words
    return "1 day" if days == 1 else f"{days} days"


def _people(known: Knows) -> tuple[HealthPerson, ...]:
    """Return whom the health team may ring about the child."""
    request, service = known.held.request, known.service
    worker = request.social_worker or known.child.social_worker
    people = (
        HealthPerson("Social worker", worker, known.worker_phone),
        HealthPerson("Access to Resources Team", service.team_name, service.phone),
        HealthPerson(
            "Out of hours",
            "Emergency Duty Service" if service.out_of_hours_phone else "",
            service.out_of_hours_phone,
        ),
    )
    return tuple(one for one in people if one.name)


def _lives(known: Knows) -> tuple[str, str]:
    """Return with whom the child lives, or will live, and where."""
    assert known.child.id is not None
    now = known.uow.current_placements([known.child.id], known.today).get(known.child.id)
    if now is not None:
        return _placed(known.uow, now)
    if known.household is not None:
        return _household(known.household)
    if known.option is not None and known.option.home_id is not None:
        return _home(known.uow, known.option.home_id)
    return known.home_words, ""


def _moves(known: Knows) -> str:
    """Return when and where a child who lives in one home is about to move, "" where no move is agreed."""
    assert known.child.id is not None
    now = known.uow.current_placements([known.child.id], known.today).get(known.child.id)
    if now is None or known.option is None or known.starts_on <= known.today:
        return ""
    if known.household is not None:
        where = _household(known.household)
    elif known.option.home_id is not None:
        where = _home(known.uow, known.option.home_id)
    else:
        where = known.home_words, ""
    return "\n".join(part for part in (day_words(known.starts_on), *where) if part)


def _placed(uow: UnitOfWork, now: Placement) -> tuple[str, str]:
    if now.household_id is not None:
        return _household(uow.get(Household, now.household_id))
    if now.home_id is not None:
        return _home(uow, now.home_id)
    if now.provider_id is not None:
        return uow.get(Provider, now.provider_id).name, now.postcode
    return now.elsewhere, now.postcode


def _household(household: Household) -> tuple[str, str]:
    address = ", ".join(part for part in (household.address, household.postcode) if part)
    return f"{household.name}, foster carers", address


def _home(uow: UnitOfWork, home_id: int) -> tuple[str, str]:
    home = uow.get(Home, home_id)
    name = home.name or uow.get(Provider, home.provider_id).name
    address = ", ".join(part for part in (home.town, home.postcode) if part)
    return f"{name}, {home.kind.words.lower()}", address


def health(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose what the record knows for the form."""
    return health_of(knows(uow, subject, today))


def health_of(known: Knows) -> Answers:
    """Return what the record proposes: health and access from the needs, whom to ring from where the child lives."""
    needs = known.needs
    away = [f"{line.person}: {line.reason}" for line in needs.avoid or () if line.person]
    values: dict[str, Answer] = {
        "known_health": _lines(needs.health_words, _said(needs, NeedCode.HEALTH)),
        "equipment": needs.home_adaptation_words or "",
        "ring": _ring(known),
        "interpreter": _interpreter(needs, known.child),
        "communication": _lines(
            *(one.words for one in needs.communication or ()), needs.communication_words
        ),
        "access": _said(needs, NeedCode.SENSORY),
        "helps": needs.comfort or "",
        "not_told": "\n".join(away),
    }
    return Answers({name: value for name, value in values.items() if value})


def _said(needs: Needs, code: NeedCode) -> str:
    answer = needs.need(code)
    return _lines(answer.words, answer.what_works)


def _interpreter(needs: Needs, child: Child) -> str:
    language = needs.first_language or child.first_language
    if needs.needs_interpreter:
        return f"Needed: {language}" if language else "Needed"
    return "Not needed" if needs.needs_interpreter is False else ""


def _ring(known: Knows) -> str:
    """Return the carers with their number, else the social worker with theirs."""
    assert known.child.id is not None
    now = known.uow.current_placements([known.child.id], known.today).get(known.child.id)
    household = known.household
    if now is not None and now.household_id is not None:
        household = known.uow.get(Household, now.household_id)
    if household is not None:
        carers = sorted(household.carers, key=lambda one: one.position)
        phone = household.phone or next((one.phone for one in carers if one.phone), "")
        if phone:
            return f"{household.name}, {phone}"
    return known.ask


def _lines(*words: str | None) -> str:
    return "\n".join(part for part in words if part)
