"""What the record proposes for the forms of the referral pack; nothing of it is saved until a person saves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from art_desktop.domain.children import Child, age_in_years, school_year
from art_desktop.domain.clock import local_day
from art_desktop.domain.delegation import settled_by_law
from art_desktop.domain.forms import delegated_authority
from art_desktop.domain.households import Household
from art_desktop.domain.needs import Needs
from art_desktop.domain.paper_forms import Answer, Answers, FormSubject, Row
from art_desktop.domain.placement_dates import first_review_by, first_visit_by
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.referrals import expected_words
from art_desktop.domain.requests import Option
from art_desktop.domain.vocabulary import RISK_NEEDS, Level, NeedCode, Plan, SupportWanted
from art_desktop.domain.work import Service
from art_desktop.services.offering import standing_offers
from art_desktop.services.standing import Held, hold

NOTICE: Final = "28 days, in writing; sooner only for somebody's safety"


@dataclass(frozen=True)
class Knows:
    """What the record knows of one child of a request, as of a day."""

    uow: UnitOfWork
    held: Held
    child: Child
    today: date

    @property
    def needs(self) -> Needs:
        """Return the child's needs as they stand."""
        assert self.child.id is not None
        return self.held.needs_of(self.child.id)

    @cached_property
    def service(self) -> Service:
        """Return whose record it is."""
        return self.uow.all(Service)[0]

    @cached_property
    def option(self) -> Option | None:
        """Return the option that was matched."""
        match = self.held.standing.match
        return None if match is None else self.uow.get(Option, match.option_id)

    @cached_property
    def household(self) -> Household | None:
        """Return the household that was chosen, None where it is none."""
        key = self.option.household_id if self.option else None
        return None if key is None else self.uow.get(Household, key)

    @cached_property
    def provider(self) -> Provider | None:
        """Return the outside provider of the home that was chosen."""
        key = self.option.provider_id if self.option else None
        if key is None and self.household is not None:
            key = self.household.provider_id
        return None if key is None else self.uow.get(Provider, key)

    @cached_property
    def home_words(self) -> str:
        """Return the chosen home's name."""
        if self.household is not None:
            return self.household.name
        if self.option is not None and self.option.home_id is not None:
            home = self.uow.get(Home, self.option.home_id)
            return home.name or (self.provider.name if self.provider else "")
        return self.provider.name if self.provider else ""

    @cached_property
    def starts_on(self) -> date:
        """Return the first day: of the placement, else of the offer, else the day it is needed."""
        own = [one for one in self.held.standing.placements if one.child_id == self.child.id]
        if own:
            return max(one.starts_on for one in own)
        offers = standing_offers(self.uow, self.option.id) if self.option else []
        if offers:
            return max(offers, key=lambda one: one.received_at).can_start_on
        return local_day(self.held.request.needed_at)

    @property
    def first_name(self) -> str:
        """Return what the child is called."""
        return self.child.known_as or self.child.first_name

    @property
    def ask(self) -> str:
        """Return whom to ask, with the number: "Kwame Ferris, social worker, 01632 960777"."""
        name = self.held.request.social_worker or self.child.social_worker
        who = f"{name}, social worker" if name else "the child's social worker"
        return ", ".join(part for part in (who, self.worker_phone) if part)

    @property
    def worker_phone(self) -> str:
        """Return the social worker's number."""
        if self.held.request.social_worker:
            return self.held.request.social_worker_phone or (
                self.child.social_worker_phone
                if self.child.social_worker == self.held.request.social_worker
                else ""
            )
        return self.child.social_worker_phone


def knows(uow: UnitOfWork, subject: FormSubject, today: date) -> Knows:
    """Read what is known of the form's child."""
    assert subject.request_id is not None
    assert subject.child_id is not None
    held = hold(uow, subject.request_id, today)
    return Knows(uow, held, uow.get(Child, subject.child_id), today)


def placement_plan(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose the plan: dates from the law, the day and health from the needs, support from the match."""
    return plan_of(knows(uow, subject, today))


def plan_of(known: Knows) -> Answers:
    """Return what the record proposes for a placement plan."""
    needs, start, name = known.needs, known.starts_on, known.first_name
    night = known.service.out_of_hours_phone
    first_time = known.child.looked_after_since is None or known.child.ceased_on is not None
    since = start if first_time else known.child.looked_after_since
    values: dict[str, Answer] = {
        "starts_on": start.isoformat(),
        "day": _lines(
            needs.routines,
            _after("Meals: ", needs.food),
            _after("Bedtime: ", needs.bedtime),
            _after("Comfort: ", needs.comfort),
        ),
        "school": known.child.school_name,
        "getting_there": (
            "A taxi was asked for." if SupportWanted.TAXIS in (needs.support_wanted or ()) else ""
        ),
        "known_health": _lines(needs.health_words, _of_level(needs, NeedCode.HEALTH)),
        "equipment": needs.home_adaptation_words or "",
        "family_time": tuple(
            {"who": line.who, "how_often": line.how_often} for line in needs.family_time or ()
        ),
        "first_visit_on": first_visit_by(start).isoformat(),
        "visits": "At least every six weeks in the first year",
        # A child who moves has reviews under way, whose days are not in this record.
        "first_review_on": (
            first_review_by(since).isoformat() if since is not None and since >= start else ""
        ),
        "later_reviews": (
            "Within three months of the first, then at least every six months"
            if first_time
            else "As they were before the move, at least every six months"
        ),
        "missing_ring": _lines(
            f"999 at once if {name} may be in danger; otherwise the police on 101.",
            f"Then {known.ask}.",
            f"At night and at weekends the Emergency Duty Service, {night}." if night else "",
        ),
        "missing_say": _lines(
            f"What {name} wears and carries, where {name} may be and with whom, and any medicine that is needed.",
            _after("It has helped: ", needs.need(NeedCode.MISSING).what_works),
        ),
        "meets": known.held.standing.match.reasons if known.held.standing.match else "",
        "identity": _lines(
            needs.religion, needs.cultural_words, _of_level(needs, NeedCode.IDENTITY)
        ),
        "support": tuple({"what": words} for words in _support(known)),
        "expected": _expected(needs),
        "notice": NOTICE,
        "advocate": f"Free of charge; the social worker arranges one when {name} asks",
        "complaints": f"To the carers, the social worker or the council's complaints manager. {name} may "
        "complain too, and an advocate helps.",
    }
    return _kept(values)


def contacts(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose everybody whom the record knows."""
    return contacts_of(knows(uow, subject, today))


def contacts_of(known: Knows) -> Answers:
    """Return what the record proposes for the contacts."""
    request, service, needs = known.held.request, known.service, known.needs
    rows: list[Row] = [
        {
            "role": "Social worker",
            "name": request.social_worker or known.child.social_worker,
            "phone": known.worker_phone,
            "when": "First, in the day, about anything",
        },
        {
            "role": "Emergency Duty Service",
            "phone": service.out_of_hours_phone,
            "when": "At night, at weekends and on bank holidays",
        },
    ]
    rows += _of_the_home(known)
    rows.append(
        {
            "role": "Duty officer",
            "name": service.team_name,
            "phone": service.phone,
            "when": "About the move and the papers",
        }
    )
    if known.child.school_name:
        rows.append(
            {"role": "School", "name": known.child.school_name, "when": "On the first morning"}
        )
    rows += [
        {"role": "Family", "name": line.who, "when": line.how_often}
        for line in needs.family_time or ()
    ]
    away = [f"{line.person}: {line.reason}" for line in needs.avoid or () if line.person]
    named = [{k: v for k, v in row.items() if v} for row in rows]
    told = [row for row in named if row.get("name") or row.get("phone")]
    return _kept({"people": tuple(told), "not_told": "\n".join(away)})


def _of_the_home(known: Knows) -> list[Row]:
    """Return who stands behind the chosen home: the carers' own worker, or the provider."""
    provider = known.provider
    reached = {"phone": provider.phone, "email": provider.email} if provider else {}
    if known.household is not None and known.household.supervising_worker:
        who = {
            "role": "Your supervising social worker",
            "name": known.household.supervising_worker,
            "when": "About your family and your support",
        }
        return [{**who, **reached}]
    if provider is None:
        return []
    who = {"role": "Provider", "name": provider.name, "when": "About the home and its staff"}
    return [{**who, **reached}]


def risk_plan(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose a line for each risk in the needs."""
    return risks_of(knows(uow, subject, today))


def risks_of(known: Knows) -> Answers:
    """Return the risks that the needs know, most complex first, in the words of the needs."""
    needs = known.needs
    rows = [
        {"title": code.words, "shows": answer.words, "works": answer.what_works}
        for code, answer in sorted(
            needs.levels.items(), key=lambda one: -(one[1].level.rank if one[1].level else 0.5)
        )
        if code in RISK_NEEDS and _present(answer.level, answer.words, answer.what_works)
    ]
    others = (
        ("Another risk", needs.risk_other),
        ("Another risk to others or to property", needs.risk_to_others_other),
    )
    rows += [{"title": title, "shows": words} for title, words in others if words]
    named = tuple({k: v for k, v in row.items() if v} for row in rows)
    return _kept({"risks": named})


def delegated(uow: UnitOfWork, subject: FormSubject, today: date) -> Answers:
    """Propose what the law settles; everything else is not yet settled."""
    return authority_of(knows(uow, subject, today))


def authority_of(known: Knows) -> Answers:
    """Return what the law settles for the child on the first day."""
    child = known.child
    return delegated_authority.proposed(
        settled_by_law(
            known.needs.legal_status or child.legal_status,
            age_in_years(child.born_on, known.starts_on),
            school_year(child.born_on, known.starts_on),
        )
    )


def _present(level: Level | None, words: str, works: str) -> bool:
    return bool(words or works) or level not in {None, Level.NONE}


def _of_level(needs: Needs, code: NeedCode) -> str:
    answer = needs.need(code)
    return _lines(answer.words, answer.what_works)


def _support(known: Knows) -> list[str]:
    match = known.held.standing.match
    return [line.strip() for line in match.support.splitlines() if line.strip()] if match else []


def _expected(needs: Needs) -> str:
    plan = needs.plan.words if isinstance(needs.plan, Plan) else ""
    length = expected_words(needs.expected_weeks)
    return ", ".join(part for part in (plan, length) if part)


def _after(lead: str, words: str | None) -> str:
    return f"{lead}{words}" if words else ""


def _lines(*words: str | None) -> str:
    return "\n".join(part for part in words if part)


def _kept(values: dict[str, Answer]) -> Answers:
    return Answers({name: value for name, value in values.items() if value})
