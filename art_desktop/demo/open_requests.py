"""The requests that are open today: stories made into records, each as far as its work has got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.demo.casework import Caseworker
from art_desktop.demo.families import Case, FamilyMaker, Unit
from art_desktop.demo.ground import Spot
from art_desktop.demo.record import OpenWork, Record, instant, office_day, years_before
from art_desktop.demo.story import FAR, HOME, NEAR, Story, StoryChild
from art_desktop.domain.ids import RequestId, TaskId, UserId
from art_desktop.domain.needs import Needs
from art_desktop.domain.requests import Request
from art_desktop.domain.vocabulary import (
    Decision,
    Stage,
    TaskKind,
)
from art_desktop.domain.work import Task

DAY_STARTS: Final = 9


@dataclass
class OpenStory:
    """A story with the children it has become."""

    story: Story
    cases: list[Case]
    unit: Unit | None = None


def cast(maker: FamilyMaker, story: Story) -> OpenStory:
    """Make the children of a story, and their unit where they are already looked after."""
    record = maker.record
    home = home_spot(record, story.outcode)
    family = maker.family()
    cases = []
    for told in story.children:
        case = _child(maker, told, None if told.arrived_alone else home)
        case.child.family_id = family
        maker.give_worker(case.child, story.team)
        cases.append(case)
    for case in cases[1:]:
        case.child.home_address = cases[0].child.home_address
        if case.child.school_name == cases[0].child.school_name:
            case.school = cases[0].school
            case.child.school_postcode = cases[0].child.school_postcode
    if story.lives is None:
        return OpenStory(story, cases)
    since = record.days_ago(story.care_days)
    unit = Unit(cases, story.lives, since, story=story.key, moves_days_ago=story.moves_days_ago)
    return OpenStory(story, cases, unit)


def home_spot(record: Record, outcode: str) -> Spot:
    """Return the same spot inside the council's area for an outcode, whatever the seed."""
    spots = [s for s in record.ground.inside if s.postcode.startswith(outcode + " ")]
    return spots[len(spots) // 2] if spots else record.ground.inside[0]


def _child(maker: FamilyMaker, told: StoryChild, home: Spot | None) -> Case:
    """Make one child of a story."""
    record = maker.record
    born = _born(record.today, told.age)
    case = maker.child(
        told.community,
        told.sex,
        born,
        home,
        first_name=told.first_name,
        last_name=told.last_name,
    )
    child = case.child
    child.known_as = told.known_as
    child.religion, child.first_language = told.religion, told.language
    child.legal_status, child.need_category = told.legal, told.need
    child.arrived_alone = told.arrived_alone
    child.school_name = told.school
    case.school = None
    if told.school and home is not None:
        case.school = near(record, home, 0.3, 1.5)
    child.school_postcode = case.school.postcode if case.school else ""
    child.upn = child.upn if told.school else ""
    case.needs = {
        code: answer.level for code, answer in told.needs.levels.items() if answer.level is not None
    }
    return case


def _born(today: date, age: tuple[int, int, int]) -> date:
    """Return the birth date of somebody so many years, months and days old."""
    years, months, days = age
    return years_before(today, years, months * 30 + days)


def near(record: Record, home: Spot, least: float, most: float) -> Spot:
    """Draw a spot inside the council's area so many miles from home."""
    spots = [s for s in record.ground.inside if least <= s.miles_to(home) <= most]
    return record.rng.choice(spots) if spots else home


# What the stories leave to be done: the words, in how many days, and by which hour.
_TASKS: Final = {
    "seven": ((TaskKind.CHASE, "Ring back the two households asked for Poppy", 0, 12),),
    "small_pair": ((TaskKind.OTHER, "Choose between the offers for Daisy and Theo", 0, 13),),
    "with_worker": ((TaskKind.CHASE, "Answer {worker}, who is not content with the offer for Zuzanna", -1, 17),),
    "late": ((TaskKind.OTHER, "Harvey is days past the date his carers gave: tell the Head of Service", -2, 17),),
    "agreed": ((TaskKind.FINANCE, "Tell finance: Jayden moves the day after tomorrow", 1, 17),),
    "baby": ((TaskKind.IHA_NOTIFY, "Tell the health team about Ivy before she leaves the ward", 1, 17),),
    "fifteen": ((TaskKind.OTHER, "Strategy meeting for Kian before any move", 1, 14),),
}  # fmt: skip


@dataclass
class Desk:
    """Opens the requests of the stories."""

    record: Record
    caseworker: Caseworker

    def open(self, opened: OpenStory) -> Request:
        """Add a story's request, its profiles, its decision and its tasks."""
        record, story = self.record, opened.story
        referred = record.days_ago(story.referred_days_ago)
        if story.referred_days_ago:
            referred = office_day(referred)
        hour = 8 if referred == record.today else 9 + record.rng.randrange(7)
        at = instant(referred, hour, record.rng.randrange(15))
        needed = self._needed(story)
        request = self.caseworker.request(
            story.kind, story.urgency, opened.cases, opened=at, needed=needed, why=story.why
        )
        request.stage = Stage.AUTHORISED if story.decided_by else Stage.REFERRED
        request.urgent_reason = story.urgent_reason
        request.joint_funding_likely = story.joint_funding
        if story.stage is Stage.DRAFT:
            request.stage, request.referred_at = Stage.DRAFT, None
        owner = UserId(request.owner_id or 0)
        for told, case in zip(story.children, opened.cases, strict=True):
            needs = self._needs(told.needs, case)
            self.caseworker.profile(request, case, needs, at, owner)
        if story.decided_by is not None:
            decided = at + timedelta(hours=2 if story.referred_days_ago > 1 else 0, minutes=20)
            outcome = Decision.AGREED_CONDITIONS if story.conditions else Decision.AGREED
            self.caseworker.authorise(
                request, owner, decided, story.decided_by, outcome, story.conditions
            )
            if story.conditions:
                self._task(request, TaskKind.CONDITION, story.conditions, decided, 3)
        record.to_do.append(OpenWork(story.key, RequestId(request.id or 0), owner))
        for kind, words, days, hour in _TASKS.get(story.key, ()):
            worded = words.format(worker=request.social_worker)
            opened_at = instant(office_day(record.days_ago(1)), 15)
            self._task(request, kind, worded, opened_at, days, hour=hour)
        return request

    def _needed(self, story: Story) -> datetime:
        """Return when the children need a home: hours from nine today, on the hour in the day."""
        days, hours = divmod(story.needed_in_hours, 24)
        return instant(self.record.today + timedelta(days=days), min(20, DAY_STARTS + hours % 12))

    def _needs(self, told: Needs, case: Case) -> Needs:
        """Return a story's profile with what the record knows of the child filled in."""
        child, home = case.child, case.home
        spots: Mapping[str, str | None] = {
            HOME: home.postcode if home else None,
            NEAR: near(self.record, home, 0.5, 4.0).postcode if home else None,
            FAR: self.record.rng.choice(self.record.ground.far).postcode,
        }
        times = told.family_time
        if times is not None:
            times = tuple(
                replace(time, postcode=spots.get(time.postcode or "", time.postcode))
                for time in times
            )
        return replace(
            told,
            sex=child.sex,
            ethnicity=child.ethnicity,
            religion=child.religion or told.religion,
            first_language=child.first_language,
            legal_status=child.legal_status,
            arrived_alone=child.arrived_alone,
            home_postcode=child.home_postcode or None,
            school_name=child.school_name or None,
            school_postcode=child.school_postcode or None,
            family_time=times,
        )

    def _task(
        self,
        request: Request,
        kind: TaskKind,
        words: str,
        opened: datetime,
        due_in_days: int,
        *,
        hour: int = 17,
    ) -> None:
        """Add a task of a request, due some days from today."""
        due = instant(self.record.today + timedelta(days=due_in_days), hour)
        child = request.children[0].child_id
        self.record.tasks.append(
            Task(
                id=TaskId(self.record.next_id("task")),
                kind=kind,
                words=words,
                due_at=due,
                opened_at=min(opened, due),
                owner_id=request.owner_id,
                request_id=request.id,
                child_id=child,
            )
        )
