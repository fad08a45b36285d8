"""Requests for assessments and support, at three stages: quotes to choose from, support that runs, a report received.

Nobody of them is looked after. What is drawn here is drawn after everything else, so that the rest stays as it is.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.demo.casework import Caseworker
from art_desktop.demo.families import Case, FamilyMaker
from art_desktop.demo.names import MIXED, WHITE_BRITISH, Community
from art_desktop.demo.open_requests import home_spot
from art_desktop.demo.people import ASSESSMENT_TEAM, SAFEGUARDING_TEAM
from art_desktop.demo.record import OpenWork, Record, instant, office_day, years_before
from art_desktop.domain.deciding_words import CheckKind, CheckOutcome
from art_desktop.domain.frameworks import ProviderCheck
from art_desktop.domain.ids import Pence, ProviderId, RequestId, UserId
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import Post, ProviderKind, RequestKind, Sex, Stage, Urgency

PARENTING, SUPPORT, PSYCHOLOGIST = "resource-parenting", "resource-support", "resource-report"
"""The stories' keys, by which `open_resources` knows them."""

FENBROOK = "Fenbrook Family Assessments"
TARRANT = "Dr Imogen Tarrant, Clinical Psychologist"
MERIDIAN = "Meridian Parenting Assessments"
HEARTHSIDE = "Hearthside Family Support"
NIGHTLIGHT = "Nightlight Outreach"
OKORO = "Dr Anselm Okoro-Vale, Forensic Psychologist"

_EXPERTS: Final = (
    (FENBROOK, "Peterborough", True),
    (TARRANT, "Stamford", True),
    (MERIDIAN, "Huntingdon", False),
    (HEARTHSIDE, "Peterborough", True),
    (NIGHTLIGHT, "Peterborough", True),
    (OKORO, "Cambridge", True),
    ("Saltmarsh Testing Laboratory", "Wisbech", True),
)
"""Name, town, and whether checks that are still good are on record."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """One request: which child, what kind, how many days ago it was opened and decided."""

    key: str
    kind: RequestKind
    urgency: Urgency
    post: Post
    opened_days_ago: int
    decided_days_ago: int
    needed_in_days: int
    most_pence: int | None
    first_name: str
    last_name: str
    sex: Sex
    years: int
    community: Community
    team: str


_STORIES: Final = (
    _Told(
        key=PSYCHOLOGIST,
        kind=RequestKind.ASSESSMENT,
        urgency=Urgency.PLANNED,
        post=Post.HEAD_OF_SERVICE,
        opened_days_ago=76,
        decided_days_ago=70,
        needed_in_days=-2,
        most_pence=350_000,
        first_name="Callum",
        last_name="Thackray",
        sex=Sex.MALE,
        years=14,
        community=WHITE_BRITISH,
        team=SAFEGUARDING_TEAM,
    ),
    _Told(
        key=SUPPORT,
        kind=RequestKind.CRISIS,
        urgency=Urgency.URGENT,
        post=Post.HEAD_OF_SERVICE,
        opened_days_ago=20,
        decided_days_ago=19,
        needed_in_days=-17,
        most_pence=450_000,
        first_name="Nevaeh",
        last_name="Pryce-Adeyemi",
        sex=Sex.FEMALE,
        years=12,
        community=MIXED[0],
        team=ASSESSMENT_TEAM,
    ),
    _Told(
        key=PARENTING,
        kind=RequestKind.ASSESSMENT,
        urgency=Urgency.PLANNED,
        post=Post.PASP,
        opened_days_ago=12,
        decided_days_ago=6,
        needed_in_days=56,
        most_pence=None,
        first_name="Rowan",
        last_name="Stubbington",
        sex=Sex.MALE,
        years=1,
        community=WHITE_BRITISH,
        team=SAFEGUARDING_TEAM,
    ),
)


def add_resources(record: Record, maker: FamilyMaker, caseworker: Caseworker) -> None:
    """Add the experts to the register, the children at home, and their requests as they were decided."""
    for name, town, checked in _EXPERTS:
        _expert(record, name, town, checked=checked)
    for told in _STORIES:
        _request(record, maker, caseworker, told)


def _expert(record: Record, name: str, town: str, *, checked: bool) -> None:
    rng = random.Random(name)
    number = ProviderId(record.next_id("provider"))
    slug = "".join(letter for letter in name.split(",", 1)[0].lower() if letter.isalnum())
    record.extras.append(
        Provider(
            id=number,
            reference=record.next_reference("P"),
            name=name,
            kind=ProviderKind.EXPERT,
            town=town,
            phone=f"01632 960{rng.randrange(100, 999)}",
            email=f"office@{slug}.example",
        )
    )
    if not checked:
        return
    done = record.days_ago(rng.randrange(20, 250))
    for kind in CheckKind:
        record.extras.append(
            ProviderCheck(
                id=record.next_id("provider_check"),
                provider_id=number,
                kind=kind,
                outcome=CheckOutcome.SATISFACTORY,
                done_on=done,
                valid_until=done + timedelta(days=365),
                done_by="Quality and contracts",
            )
        )


def _request(record: Record, maker: FamilyMaker, caseworker: Caseworker, told: _Told) -> None:
    opened = _at(record.days_ago(told.opened_days_ago), 10, record.today)
    needed = instant(office_day(record.today + timedelta(days=told.needed_in_days)), 17)
    case = _child(record, maker, told)
    request = caseworker.request(
        told.kind, told.urgency, [case], opened=opened, needed=needed, why=""
    )
    request.stage = Stage.AUTHORISED
    if told.urgency is not Urgency.PLANNED:
        request.urgent_reason = "The family cannot hold on until the panel meets."
    owner = UserId(request.owner_id or 0)
    decided = _at(record.days_ago(told.decided_days_ago), 14, record.today)
    decision = caseworker.authorise(request, owner, decided, told.post)
    decision.most_pence = None if told.most_pence is None else Pence(told.most_pence)
    record.to_do.append(OpenWork(told.key, RequestId(request.id or 0), owner))


def _child(record: Record, maker: FamilyMaker, told: _Told) -> Case:
    born = years_before(record.today, told.years, 100)
    home = home_spot(record, "PE2")
    case = maker.child(
        told.community,
        told.sex,
        born,
        home,
        first_name=told.first_name,
        last_name=told.last_name,
    )
    case.child.family_id = maker.family()
    case.child.legal_status = None
    maker.give_worker(case.child, told.team)
    return case


def _at(day: date, hour: int, today: date) -> datetime:
    """Return an hour of a working day on or before a day, and before today."""
    return instant(office_day(min(day, today - timedelta(days=1))), hour)
