"""Who is looked after: invented children in families, shaped on the published shares."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from art_desktop.demo import figures, names
from art_desktop.demo.ground import Spot
from art_desktop.demo.names import Community, street_address
from art_desktop.demo.people import (
    ARRIVALS_TEAM,
    ASSESSMENT_TEAM,
    CARE_TEAM,
    DISABILITY_TEAM,
    PERMANENCY_TEAM,
    SAFEGUARDING_TEAM,
    SocialWorker,
)
from art_desktop.demo.record import Record, years_before
from art_desktop.domain.children import Child, Family, age_in_years
from art_desktop.domain.ids import ChildId, FamilyId
from art_desktop.domain.vocabulary import RISK_NEEDS, Level, NeedCode, Sex

K = TypeVar("K")


class Setting(StrEnum):
    """What kind of place a child lives in now."""

    IN_HOUSE = "in_house"
    CONNECTED = "connected"
    AGENCY = "agency"
    HOME = "home"
    SUPPORTED = "supported"
    SCHOOL = "school"
    PARENTS = "parents"


@dataclass
class Case:
    """One looked-after child in the making: who, from where, with what needs and how risky to live with."""

    child: Child
    community: Community
    home: Spot | None
    school: Spot | None
    needs: dict[NeedCode, Level] = field(default_factory=dict)

    @property
    def solo(self) -> bool:
        """Say whether the child should live with no other child."""
        risky = (NeedCode.SEXUAL_BEHAVIOUR, NeedCode.VIOLENCE, NeedCode.FIRE)
        return any(self.needs.get(code, Level.NONE).rank >= 2 for code in risky)


@dataclass
class Unit:
    """Children who live together and move together: a child alone, or brothers and sisters."""

    cases: list[Case]
    setting: Setting
    since: date
    left_on: date | None = None
    story: str = ""
    moves_days_ago: tuple[int, ...] | None = None

    @property
    def solo(self) -> bool:
        """Say whether the children should live with no others."""
        return any(case.solo for case in self.cases)


Fits = Callable[[Unit], bool]


def shares(rng: random.Random, total: int, weights: Mapping[K, float]) -> list[K]:
    """Return `total` draws that keep to the weights as exactly as whole numbers can, shuffled."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    counts = {key: int(number) for key, number in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (counts[key] - exact[key], str(key)))
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    drawn = [key for key, count in counts.items() for _ in range(count)]
    rng.shuffle(drawn)
    return drawn


_GROUPS: Final[dict[str, tuple[Community, ...]]] = {
    "white": (*(names.WHITE_BRITISH,) * 40, *names.EUROPEAN),
    "mixed": names.MIXED,
    "black": (names.BLACK_AFRICAN, names.BLACK_AFRICAN, names.BLACK_CARIBBEAN),
    "asian": (names.PAKISTANI, names.PAKISTANI, names.BANGLADESHI, names.INDIAN),
    "other": (names.ARAB, names.NOT_STATED),
}
_OF_ARRIVALS: Final = {"black": 13, "asian": 11, "other": 8, "white": 6}

_SCHOOLS_PRIMARY: Final = (
    "Fenhollow Primary School", "Marlstane Church of England Primary", "Otterwell Primary School", "Quillbrook Infants and Juniors",
    "St Kyneburgha's Catholic Primary", "Wickenholme Primary Academy", "Kestermead Primary School", "Brindlecote Primary School",
)  # fmt: skip
_SCHOOLS_SECONDARY: Final = (
    "Dunlinmere Academy", "Thistlemarch Community College", "The Ravelstock School", "Larkenshaw Girls' School",
    "St Guthlac's Catholic High School", "Hazelthwaite Academy",
)  # fmt: skip
_COLLEGES: Final = ("Nene Cut College", "Wrenbeck Sixth Form", "Fenland Skills College")


def school_for(rng: random.Random, age: int) -> str:
    """Draw an invented school or college for an age in years; none under four."""
    if age < 4:
        return ""
    if age >= 16:
        return rng.choice((*_COLLEGES, ""))
    return rng.choice(_SCHOOLS_PRIMARY if age < 11 else _SCHOOLS_SECONDARY)


@dataclass
class FamilyMaker:
    """Makes children and their families, and gives each a social worker."""

    record: Record
    workers: dict[str, tuple[SocialWorker, ...]]

    def family(self) -> FamilyId:
        """Add a family and return its id."""
        number = FamilyId(self.record.next_id("family"))
        reference = self.record.next_reference("F")
        self.record.families.append(Family(id=number, reference=reference))
        return number

    def child(
        self,
        community: Community,
        sex: Sex,
        born_on: date,
        home: Spot | None,
        *,
        first_name: str = "",
        last_name: str = "",
    ) -> Case:
        """Add one child; the rest of the record is filled by the callers."""
        rng, today = self.record.rng, self.record.today
        age = age_in_years(born_on, today)
        number = self.record.next_id("child")
        school = school_for(rng, age)
        where = rng.choice(self.record.ground.inside) if school else None
        child = Child(
            id=ChildId(number),
            reference=self.record.next_reference("C"),
            case_number=str(510_000 + number * 7),
            upn=f"Z{number:012d}" if school and age < 16 else "",
            first_name=first_name or community.given(rng, sex),
            last_name=last_name or community.surname(rng, sex),
            born_on=born_on,
            sex=sex,
            ethnicity=community.ethnic,
            religion=rng.choice(community.religions),
            first_language=rng.choice(community.languages),
            home_address=street_address(rng, home.town) if home else "",
            home_postcode=home.postcode if home else "",
            school_name=school,
            school_postcode=where.postcode if where else "",
        )
        self.record.children.append(child)
        return Case(child, community, home, where)

    def give_worker(self, child: Child, team: str) -> None:
        """Give a child a social worker of a team."""
        worker = self.record.rng.choice(self.workers[team])
        child.social_worker, child.social_worker_phone = worker.name, worker.phone
        child.team = worker.team
        child.with_permanency_service = team == PERMANENCY_TEAM

    def team_for(self, child: Child, days_in_care: int) -> str:
        """Return the team whose work a child is."""
        if child.arrived_alone:
            return ARRIVALS_TEAM
        if child.need_category == "N2":
            return DISABILITY_TEAM
        if days_in_care < 50:
            return ASSESSMENT_TEAM
        if days_in_care < 300:
            return SAFEGUARDING_TEAM
        settled = days_in_care > 1_200 and self.record.rng.random() < 0.25
        return PERMANENCY_TEAM if settled else CARE_TEAM


def looked_after_units(maker: FamilyMaker, total: int) -> list[Unit]:
    """Make `total` looked-after children, in units that live together."""
    record = maker.record
    ages = shares(record.rng, total, {(a, b): n for a, b, n in figures.AGES})
    born = [_born(record, low, high) for low, high in ages]
    arrived, rest = _split_arrivals(record, born, round(total * figures.UASC))
    units = [_arrived_alone(maker, day) for day in arrived]
    girls = round(total * (1 - figures.MALE)) - sum(
        unit.cases[0].child.sex is Sex.FEMALE for unit in units
    )
    sexes = shares(record.rng, len(rest), {Sex.FEMALE: girls, Sex.MALE: len(rest) - girls})
    wanted = {group: share * total for group, share in figures.ETHNICITY.items()}
    for group, of_38 in _OF_ARRIVALS.items():
        wanted[group] = max(1.0, wanted[group] - of_38 * len(arrived) / 38)
    cases: list[list[Case]] = []
    while rest:
        days = _siblings(record.rng, rest)
        group = record.rng.choices(list(wanted), [max(w, 0.5) for w in wanted.values()])[0]
        wanted[group] -= len(days)
        community = record.rng.choice(_GROUPS[group])
        cases.append(_brothers_and_sisters(maker, community, days, sexes))
    _legal_statuses(record, cases, units, total)
    return units + _settle(record, cases, units, total)


def _born(record: Record, low: int, high: int) -> date:
    """Draw a birth date for an age in years between two, both included."""
    age = record.rng.randint(low, high)
    return years_before(record.today, age, record.rng.randrange(4, 360))


def _split_arrivals(record: Record, born: list[date], count: int) -> tuple[list[date], list[date]]:
    """Take the birth dates of those who arrived alone: 14 and over, nearly all 16 and 17."""
    today = record.today
    older = [day for day in born if age_in_years(day, today) >= 16]
    younger = [day for day in born if age_in_years(day, today) in {14, 15}]
    few = min(len(younger), count // 7)
    taken = older[: count - few] + younger[:few]
    left = list(born)
    for day in taken:
        left.remove(day)
    return taken, left


def _arrived_alone(maker: FamilyMaker, born: date) -> Unit:
    """Make one child who arrived alone; where home was has no postcode."""
    record, rng = maker.record, maker.record.rng
    community = rng.choice(names.ARRIVED_ALONE)
    case = maker.child(community, Sex.FEMALE if rng.random() < 0.07 else Sex.MALE, born, None)
    child = case.child
    child.arrived_alone = True
    child.upn = ""
    child.first_language = rng.choice(community.languages)
    child.legal_status = "V2"
    child.need_category = "N8" if rng.random() < 0.72 else "N1"
    case.needs = {
        NeedCode.LANGUAGE: rng.choice((Level.SOME, Level.SIGNIFICANT)),
        NeedCode.IDENTITY: rng.choice((Level.SOME, Level.SIGNIFICANT)),
        NeedCode.EMOTIONAL: rng.choice((Level.NONE, Level.SOME, Level.SIGNIFICANT)),
        NeedCode.INDEPENDENCE: Level.SOME,
    }
    if rng.random() < 0.7:
        # The rest are too new for anybody to know.
        case.needs |= dict.fromkeys(sorted(RISK_NEEDS), Level.NONE)
    age = age_in_years(born, record.today)
    if age >= 16:
        setting = rng.choices((Setting.SUPPORTED, Setting.AGENCY, Setting.IN_HOUSE), (66, 18, 16))[
            0
        ]
    else:
        setting = rng.choice((Setting.AGENCY, Setting.IN_HOUSE))
    longest = 420 if age >= 16 else 300
    return Unit([case], setting, record.days_ago(rng.randrange(15, longest)))


def _siblings(rng: random.Random, born: list[date]) -> list[date]:
    """Take the birth dates of one family's looked-after children off the list: one to four, believably apart."""
    taken = [born.pop(rng.randrange(len(born)))]
    size = rng.choices((1, 2, 3, 4), (60, 25, 11, 4))[0]
    for _ in range(size - 1):
        some = rng.sample(born, min(60, len(born)))
        near = [day for day in some if all(310 <= abs((day - d).days) <= 2500 for d in taken)]
        if near:
            day = rng.choice(near)
            born.remove(day)
            taken.append(day)
    return sorted(taken)


def _brothers_and_sisters(
    maker: FamilyMaker, community: Community, born: list[date], sexes: list[Sex]
) -> list[Case]:
    """Make the children of one family, eldest first."""
    rng = maker.record.rng
    ground = maker.record.ground
    home = rng.choice(ground.inside if rng.random() < 0.93 else ground.near)
    family = maker.family()
    surname = rng.choice(community.surnames)
    made: list[Case] = []
    religion, language = rng.choice(community.religions), community.languages[0]
    for day in born:
        sex = sexes.pop()
        half = made and rng.random() < 0.15
        last = rng.choice(community.surnames) if half else surname
        case = maker.child(community, sex, day, home, last_name=community.surname_form(last, sex))
        while case.child.first_name in {other.child.first_name for other in made}:
            case.child.first_name = community.given(rng, sex)
        case.child.religion, case.child.first_language = religion, language
        case.child.family_id = family
        if made:
            case.child.home_address = made[0].child.home_address
        case.needs = draw_needs(rng, age_in_years(day, maker.record.today))
        if community.ethnic not in {"WBRI", "NOBT"} and rng.random() < 0.6:
            case.needs[NeedCode.IDENTITY] = rng.choice((Level.SOME, Level.SOME, Level.SIGNIFICANT))
        made.append(case)
    return made


def draw_needs(rng: random.Random, age: int) -> dict[NeedCode, Level]:
    """Draw the levels of a child's needs by age; risks come with the teenage years."""
    some, much, worst = Level.SOME, Level.SIGNIFICANT, Level.COMPLEX
    if age < 2:
        return {
            NeedCode.ATTACHMENT: rng.choices((Level.NONE, some, much), (35, 50, 15))[0],
            NeedCode.HEALTH: rng.choices((Level.NONE, some, much), (60, 30, 10))[0],
            NeedCode.LEARNING: Level.NONE,
            **dict.fromkeys(sorted(RISK_NEEDS), Level.NONE),
        }
    needs = {
        NeedCode.ATTACHMENT: rng.choices((some, much, worst, Level.NONE), (50, 28, 5, 17))[0],
        NeedCode.EMOTIONAL: rng.choices((Level.NONE, some, much), (40, 42, 18))[0],
        NeedCode.BEHAVIOUR: rng.choices((Level.NONE, some, much), (45, 38, 17))[0],
    }
    if age >= 4:
        needs[NeedCode.EDUCATION] = rng.choices((Level.NONE, some, much), (45, 38, 17))[0]
    # No risk is on record below the ages at which each is asked about.
    needs |= dict.fromkeys(sorted(RISK_NEEDS), Level.NONE)
    for code, least, chance in _RARER:
        if age >= least:
            needs[code] = Level.NONE
            if rng.random() < chance:
                needs[code] = rng.choices((some, much, worst), (64, 29, 7))[0]
    return needs


_RARER: Final = (
    (NeedCode.HEALTH, 0, 0.12),
    (NeedCode.LEARNING, 3, 0.11),
    (NeedCode.AUTISM, 3, 0.09),
    (NeedCode.SENSORY, 0, 0.04),
    (NeedCode.SELF_HARM, 11, 0.15),
    (NeedCode.MISSING, 11, 0.20),
    (NeedCode.OFFENDING, 12, 0.10),
    (NeedCode.SEXUAL_BEHAVIOUR, 7, 0.05),
    (NeedCode.SEXUAL_EXPLOITATION, 12, 0.07),
    (NeedCode.CRIMINAL_EXPLOITATION, 12, 0.09),
    (NeedCode.SUBSTANCE, 13, 0.13),
    (NeedCode.VIOLENCE, 7, 0.09),
    (NeedCode.FIRE, 7, 0.02),
    (NeedCode.INDEPENDENCE, 15, 0.6),
)


def _legal_statuses(
    record: Record, families: list[list[Case]], arrived: list[Unit], total: int
) -> None:
    """Give every family a legal status and category of need in the published shares."""
    rng = record.rng
    left = {status: share * total for status, share in figures.LEGAL.items()}
    left["V2"] = max(1.0, left["V2"] - len(arrived))
    needs = {code: share * total for code, share in figures.NEED.items()}
    needs["N8"] = max(
        1.0, needs["N8"] - sum(u.cases[0].child.need_category == "N8" for u in arrived)
    )
    by_age = sorted(families, key=lambda cases: cases[-1].child.born_on, reverse=True)
    for cases in by_age:
        youngest = age_in_years(cases[-1].child.born_on, record.today)
        oldest = age_in_years(cases[0].child.born_on, record.today)
        placement_order = oldest <= 6 and left["E1"] > 0 and rng.random() < 0.5
        interim = left["C1"] > 0 and oldest < 17 and rng.random() < (0.55 if youngest < 6 else 0.22)
        voluntary = left["V2"] > 0 and rng.random() < (0.05 if youngest < 8 else 0.22)
        status = "E1" if placement_order else "C1" if interim else "V2" if voluntary else "C2"
        need = rng.choices(list(needs), [max(n, 0.2) for n in needs.values()])[0]
        for case in cases:
            left[status] -= 1
            needs[need] -= 1
            case.child.legal_status = status
            case.child.need_category = need


_CARE_DAYS: Final = {"C1": (12, 390), "E1": (230, 700), "V2": (6, 800)}


def _since(rng: random.Random, cases: list[Case], today: date) -> date:
    """Draw the day on which a family's children became looked after."""
    status = cases[0].child.legal_status or "C2"
    eldest = (today - cases[0].child.born_on).days
    # No care order is made after the 17th birthday.
    least = 700 if eldest > 17 * 365 else 300
    days = (
        rng.randint(*_CARE_DAYS[status])
        if status in _CARE_DAYS
        else int(rng.triangular(least, 4400, 800))
    )
    return today - timedelta(days=max(3, min(days, eldest - 2)))


def _settle(
    record: Record, families: list[list[Case]], arrived: list[Unit], total: int
) -> list[Unit]:
    """Say in which kind of place each family's children live, together or apart."""
    rng = record.rng
    units: list[Unit] = []
    for cases in families:
        since = _since(rng, cases, record.today)
        groups = [cases]
        if len(cases) > 1 and rng.random() < 0.38:
            cut = rng.randrange(1, len(cases))
            groups = [cases[:cut], cases[cut:]]
        units += [
            Unit(
                list(group),
                Setting.AGENCY,
                max(since, group[0].child.born_on + timedelta(days=2)),
            )
            for group in groups
        ]
    room = {
        Setting.SUPPORTED: figures.SUPPORTED * total,
        Setting.HOME: figures.HOMES * total - 2,
        Setting.SCHOOL: 2.0 * total / figures.CHILDREN,
        Setting.PARENTS: figures.PARENTS * total,
        Setting.CONNECTED: 26.0 * total / figures.CHILDREN,
        Setting.IN_HOUSE: total
        * (figures.FOSTER - (figures.AGENCY_CHILDREN + 26) / figures.CHILDREN),
        Setting.AGENCY: figures.AGENCY_CHILDREN * total / figures.CHILDREN,
    }
    for unit in arrived:
        room[unit.setting] -= 1
    order = list(units)
    rng.shuffle(order)
    _take(order, room, Setting.SUPPORTED, _may_live_alone(record.today))
    _take(order, room, Setting.HOME, _may_live_in_home(record.today, 11, risky=True))
    _take(order, room, Setting.HOME, _may_live_in_home(record.today, 10, risky=False))
    _take(order, room, Setting.SCHOOL, _may_live_in_home(record.today, 10, risky=False))
    _take(order, room, Setting.PARENTS, lambda unit: _status(unit) in {"C1", "C2"})
    _take(order, room, Setting.CONNECTED, lambda unit: not unit.solo and _status(unit) != "V2")
    # Small children first to the service's own carers, who are approved for them most.
    order.sort(
        key=lambda unit: (unit.solo, unit.cases[0].child.born_on < years_before(record.today, 13))
    )
    _take(order, room, Setting.IN_HOUSE, lambda _unit: True)
    return units


def _status(unit: Unit) -> str:
    return unit.cases[0].child.legal_status or ""


def _may_live_alone(today: date) -> Fits:
    def fits(unit: Unit) -> bool:
        return len(unit.cases) == 1 and age_in_years(unit.cases[0].child.born_on, today) >= 16

    return fits


def _may_live_in_home(today: date, age: int, *, risky: bool) -> Fits:
    def fits(unit: Unit) -> bool:
        old = age_in_years(unit.cases[0].child.born_on, today) >= age
        return len(unit.cases) == 1 and old and (unit.solo or not risky)

    return fits


def _take(order: list[Unit], room: dict[Setting, float], setting: Setting, fits: Fits) -> None:
    """Move units that fit off the list into a setting until it has as many children as it should."""
    for unit in list(order):
        size = len(unit.cases)
        if room[setting] >= size - 0.5 and fits(unit):
            unit.setting = setting
            room[setting] -= size
            order.remove(unit)
