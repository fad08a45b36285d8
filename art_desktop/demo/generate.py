"""A whole demonstration service out of a seed: the same seed, factor and day give the same record."""

from __future__ import annotations

import random
from datetime import date, timedelta

from art_desktop.demo import figures, names
from art_desktop.demo.authority import add_authority, keep_open_at_night
from art_desktop.demo.candidates import make_candidates
from art_desktop.demo.casework import Caseworker
from art_desktop.demo.child_papers import add_child_papers
from art_desktop.demo.chronicle import Chronicler
from art_desktop.demo.clock_tasks import add_clock_tasks, add_duty_tasks
from art_desktop.demo.contention import make_contended
from art_desktop.demo.families import (
    FamilyMaker,
    Setting,
    Unit,
    draw_needs,
    looked_after_units,
)
from art_desktop.demo.funding import add_funding
from art_desktop.demo.ground import Ground, packaged_ground
from art_desktop.demo.home_words import settle_free
from art_desktop.demo.household_pictures import add_pictures
from art_desktop.demo.household_supply import complete_supply
from art_desktop.demo.households import add_in_house
from art_desktop.demo.leavers import LEAVERS, leaving_units
from art_desktop.demo.more_stories import more_stories
from art_desktop.demo.open_requests import Desk, OpenStory, cast
from art_desktop.demo.panels import add_panels
from art_desktop.demo.people import ASSESSMENT_TEAM, social_workers, staff
from art_desktop.demo.placing import Placer, Stay
from art_desktop.demo.prices import support_prices
from art_desktop.demo.providers import add_providers
from art_desktop.demo.record import DemoService, Record, instant, years_before
from art_desktop.demo.resources import add_resources
from art_desktop.demo.stays import stays_of
from art_desktop.demo.stories_families import FAMILIES
from art_desktop.demo.stories_four import FOUR
from art_desktop.demo.stories_older import OLDER
from art_desktop.demo.story import Story
from art_desktop.domain.ids import RequestId, UserId
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import Sex
from art_desktop.domain.work import AllowanceRate, Service
from art_desktop.intake.first_tables import first_tables


def generate(
    seed: int, factor: float = 1.0, *, today: date, ground: Ground | None = None
) -> DemoService:
    """Return a demonstration service as it stands on the morning of `today`.

    Args: seed: any whole number. factor: 1 is one council's service, 10 a region's; below 1 for
        small tests. ground: real postcodes to draw from; None reads the installed directory.

    Returns: every entity with its id and references, ready to be inserted.

    Raises: ValueError: factor is not above 0. FileTrouble: the postcode directory cannot be read.
    """
    if factor <= 0:
        raise ValueError("factor must be above 0")
    record = Record(random.Random(f"{seed}/{factor}"), today, ground or packaged_ground(), factor)
    record.users = staff(record.rng, today)
    policy = (*first_tables(), *support_prices())
    rates = tuple(row for row in policy if isinstance(row, AllowanceRate))
    add_providers(record)
    add_in_house(record)
    kept_free = make_candidates(record)
    maker = FamilyMaker(record, social_workers(record.rng))
    stories = [cast(maker, story) for story in _stories(record)]
    units = _units(maker, stories)
    placer = Placer(record, kept_free=kept_free)
    caseworker = Caseworker(record)
    stays = _place_all(record, placer, units)
    business = next(UserId(u.id or 0) for u in record.users if u.role is Role.BUSINESS)
    _write_history(Chronicler(record, rates, business), caseworker, stays)
    settle_free(record.homes, record.placements)
    desk = Desk(record, caseworker)
    for opened in sorted(stories, key=lambda story: -story.story.referred_days_ago):
        desk.open(opened)
    last_stays = [own[-1] for own in stays]
    add_clock_tasks(record, last_stays, business)
    add_duty_tasks(record, next(unit for unit in units if unit.story == "duty"))
    add_authority(record)
    keep_open_at_night(record)
    complete_supply(record, kept_free)
    kept_free |= make_contended(record)
    add_resources(record, maker, caseworker)
    add_funding(record, seed)
    add_panels(record, policy)
    desk.open(cast(maker, FOUR))  # Last, so that what was drawn before is as it was without them.
    add_pictures(record, seed, kept_free)
    add_child_papers(record, seed, kept_free)
    record.tasks.sort(key=lambda task: (task.due_at, task.id or 0))
    return _bundle(record, policy, frozenset(kept_free))


def _stories(record: Record) -> list[Story]:
    """Return the stories told, and more of them for a larger service."""
    told = [*FAMILIES, *OLDER]
    more = round(len(told) * (record.factor - 1))
    return told + (more_stories(record.rng, more) if more > 0 else [])


def _units(maker: FamilyMaker, stories: list[OpenStory]) -> list[Unit]:
    """Make everybody who is or was looked after in the last two years."""
    record = maker.record
    from_stories = [story.unit for story in stories if story.unit is not None]
    told = sum(len(unit.cases) for unit in from_stories) + 1
    total = max(20, round(figures.CHILDREN * record.factor) - told)
    units = looked_after_units(maker, total)
    for unit in units:
        days = (record.today - unit.since).days
        for case in unit.cases:
            maker.give_worker(case.child, maker.team_for(case.child, days))
    duty = _duty_unit(maker)
    leaving = leaving_units(maker, max(5, round(LEAVERS * record.factor)))
    for unit in leaving:
        days = ((unit.left_on or record.today) - unit.since).days
        maker.give_worker(unit.cases[0].child, maker.team_for(unit.cases[0].child, days))
    return [*units, *from_stories, duty, *leaving]


def _duty_unit(maker: FamilyMaker) -> Unit:
    """Make the child whom the Emergency Duty Service placed last night."""
    record = maker.record
    home = record.ground.inside[len(record.ground.inside) // 3]
    born = years_before(record.today, 13, 130)
    case = maker.child(names.WHITE_BRITISH, Sex.MALE, born, home)
    case.child.legal_status, case.child.need_category = "V2", "N4"
    case.child.family_id = maker.family()
    case.needs = draw_needs(record.rng, 9)
    maker.give_worker(case.child, ASSESSMENT_TEAM)
    return Unit([case], Setting.IN_HOUSE, record.days_ago(1), story="duty")


def _place_all(record: Record, placer: Placer, units: list[Unit]) -> list[list[Stay]]:
    """Give every stay a place: the present ones first, large families before small, then the past."""
    stays = [stays_of(record.rng, unit, record.today) for unit in units]
    present = [own[-1] for own in stays if own[-1].unit.left_on is None]
    past = [stay for own in stays for stay in own if stay is not own[-1] or stay.unit.left_on]
    present.sort(
        key=lambda stay: (
            stay.setting is not Setting.IN_HOUSE,
            not stay.unit.solo,
            -len(stay.unit.cases),
        )
    )
    for stay in (*present, *past):
        placer.place(stay)
    return stays


def _write_history(chronicler: Chronicler, caseworker: Caseworker, stays: list[list[Stay]]) -> None:
    """Write the requests behind the stays in the order in which they came, then the stays."""
    order = sorted(
        (
            (stay.start, number, place)
            for number, own in enumerate(stays)
            for place, stay in enumerate(own)
        )
    )
    came: dict[tuple[int, int], RequestId] = {}
    for _, number, place in order:
        stay = stays[number][place]
        came[number, place] = caseworker.closed(stay, first=place == 0)
    for number, own in enumerate(stays):
        chronicler.write(own[0].unit, own, [came[number, place] for place in range(len(own))])


def _bundle(record: Record, policy: tuple[object, ...], kept_free: frozenset[int]) -> DemoService:
    """Close the record."""
    service = Service(
        id=1,
        council=figures.COUNCIL,
        area_code=figures.AREA_CODE,
        area_name=figures.AREA_NAME,
        team_name="Access to Resources Team (demonstration)",
        phone="01632 960100",
        out_of_hours_phone="01632 960199",
        demonstration=True,
        created_at=instant(record.today - timedelta(days=731), 9),
    )
    return DemoService(
        services=(service,),
        users=tuple(record.users),
        counters=record.counters(),
        policy=policy,
        families=tuple(record.families),
        children=tuple(record.children),
        providers=tuple(record.providers),
        homes=tuple(record.homes),
        households=tuple(record.households),
        requests=tuple(record.requests),
        profiles=tuple(record.profiles),
        authorisations=tuple(record.authorisations),
        placements=tuple(record.placements),
        episodes=tuple(record.episodes),
        ledger=tuple(record.ledger),
        tasks=tuple(record.tasks),
        extras=tuple(record.extras),
        to_do=tuple(record.to_do),
        kept_free=kept_free,
    )
