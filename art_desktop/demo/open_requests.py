"""The requests that are open today: stories made into records, each as far as its work has got."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.demo.casework import Caseworker
from art_desktop.demo.families import Case, FamilyMaker, Setting, Unit
from art_desktop.demo.ground import Spot
from art_desktop.demo.placing import FOREVER, Placer, Stay
from art_desktop.demo.record import Record, instant, office_day, years_before
from art_desktop.demo.story import FAR, HOME, NEAR, Story, StoryChild
from art_desktop.domain.households import Household
from art_desktop.domain.ids import TaskId, UserId
from art_desktop.domain.needs import Needs
from art_desktop.domain.requests import Authorisation, Option, Request, TierOpening
from art_desktop.domain.vocabulary import (
    Answer,
    Decision,
    OptionState,
    Stage,
    TaskKind,
    Tier,
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
    unit = Unit(cases, story.lives, since, story=story.key)
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


@dataclass
class Desk:
    """Opens the requests of the stories and does as much of their work as each tells."""

    record: Record
    caseworker: Caseworker
    placer: Placer
    asked: set[int] = field(default_factory=set)

    def open(self, opened: OpenStory) -> Request:
        """Add a story's request, its profiles, its decision and its work."""
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
        request.stage = story.stage
        request.urgent_reason = story.urgent_reason
        request.joint_funding_likely = story.joint_funding
        if story.stage is Stage.DRAFT:
            request.referred_at = None
        owner = UserId(request.owner_id or 0)
        for told, case in zip(story.children, opened.cases, strict=True):
            needs = self._needs(told.needs, case)
            self.caseworker.profile(request, case, needs, at, owner)
        decision = None
        if story.decided_by is not None:
            decided = at + timedelta(hours=2 if story.referred_days_ago > 1 else 0, minutes=20)
            outcome = Decision.AGREED_CONDITIONS if story.conditions else Decision.AGREED
            decision = self.caseworker.authorise(
                request, owner, decided, story.decided_by, outcome, story.conditions
            )
            if story.conditions:
                self._task(request, TaskKind.CONDITION, story.conditions, decided, 3)
        if story.key == "indicative":
            self.caseworker.search(request, owner, self._ago(6), Tier.IN_HOUSE, indicative=True)
        elif decision is not None and story.key in self._works():
            self._works()[story.key](request, opened, decision)
        return request

    def _works(self) -> Mapping[str, Callable[[Request, OpenStory, Authorisation], None]]:
        """Return what was done on each authorised request, by the story's key."""
        return {
            "seven": self._two_asked,
            "small_pair": self._two_offers,
            "with_worker": self._with_worker,
            "late": self._all_declined,
            "agreed": self._matched,
            "baby": self._searched,
            "fifteen": self._nobody_suits,
        }

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

    def candidates(self, request: Request, opened: OpenStory, count: int) -> list[Household]:
        """Return in-house households that could take the children and have not been asked elsewhere."""
        cases = opened.cases
        start = max(request.needed_at.date(), self.record.today)
        stay = Stay(Unit(cases, Setting.IN_HOUSE, start), Setting.IN_HOUSE, start, FOREVER)
        held = {household.id for household in self.placer.own if household.holds}
        found = [
            household
            for household in self.placer.own
            if household.id not in held
            and household.id not in self.asked
            and household.id not in self.placer.kept_free
            and self.placer.fits_now(household, stay)
        ]
        found.sort(key=lambda household: _distance(household, cases[0]))
        chosen = found[:count]
        self.asked.update(household.id or 0 for household in chosen)
        return chosen

    def _options(
        self, request: Request, opened: OpenStory, count: int, hours_ago: int
    ) -> list[tuple[Household, Option]]:
        """Run the in-house search of a request and return its first options."""
        at = self._ago(hours_ago)
        owner = UserId(request.owner_id or 0)
        search = self.caseworker.search(request, owner, at, Tier.IN_HOUSE, indicative=False)
        households = self.candidates(request, opened, count)
        search.suitable = max(search.suitable, len(households))
        return [
            (
                household,
                self.caseworker.option(search, household, opened.cases[0], rank, OptionState.OPEN),
            )
            for rank, household in enumerate(households, 1)
        ]

    def _ago(self, hours: int) -> datetime:
        """Return an instant so many office hours before nine today; never on a weekend but today."""
        days, rest = divmod(hours, 8)
        day = self.record.days_ago(days + (1 if rest else 0)) if hours else self.record.today
        return instant(office_day(day) if hours else day, 17 - rest if rest else DAY_STARTS, 10)

    def _answer(
        self,
        request: Request,
        pair: tuple[Household, Option],
        decision: Authorisation,
        hours_ago: int,
        answer: Answer,
        note: str = "",
    ) -> None:
        """Ask a household, with the answer it gave; a yes comes with its offer."""
        household, option = pair
        at = max(self._ago(hours_ago), decision.decided_at + timedelta(minutes=40))
        owner = UserId(request.owner_id or 0)
        approach = self.caseworker.ask(option, household, decision, owner, at, answer, note)
        option.state = {
            Answer.YES: OptionState.OFFERED,
            Answer.NO: OptionState.DECLINED,
            Answer.NO_ANSWER: OptionState.DECLINED,
        }.get(answer, OptionState.ASKED)
        if answer is Answer.YES:
            start = max(request.needed_at.date(), self.record.today)
            self.caseworker.offer(approach, option, start)

    def _two_asked(self, request: Request, opened: OpenStory, decision: Authorisation) -> None:
        """Two households asked and not heard from; a third said no."""
        pairs = self._options(request, opened, 4, 20)
        answers = (
            (Answer.NO, 18, "Their own grandchild arrives that week."),
            (Answer.WAITING, 10, "Left a message; she is at a wedding until Monday."),
            (Answer.WAITING, 3, "Talking it over with their daughter tonight."),
        )
        for pair, (answer, hours, note) in zip(pairs, answers, strict=False):
            self._answer(request, pair, decision, hours, answer, note)
        words = "Ring back the two households asked for Poppy"
        self._task(request, TaskKind.CHASE, words, self._ago(3), 0, hour=12)

    def _two_offers(self, request: Request, opened: OpenStory, decision: Authorisation) -> None:
        """Two offers are in."""
        pairs = self._options(request, opened, 4, 9)
        notes = (
            "Yes, both, and a cot is in the loft.",
            "Yes, from tomorrow; would like the health visitor's notes first.",
        )
        for pair, note in zip(pairs, notes, strict=False):
            self._answer(request, pair, decision, 6, Answer.YES, note)
        self._task(
            request,
            TaskKind.OTHER,
            "Choose between the offers for Daisy and Theo",
            self._ago(3),
            0,
            hour=13,
        )

    def _with_worker(self, request: Request, opened: OpenStory, decision: Authorisation) -> None:
        """An offer is with the social worker, who has not answered."""
        pairs = self._options(request, opened, 3, 40)
        answers = (
            (
                Answer.YES,
                "Would love to. Their own daughter is away at university and misses having a sister about.",
            ),
            (Answer.NO, "Not long-term; they hope to move to the coast."),
        )
        for pair, (answer, note) in zip(pairs, answers, strict=False):
            self._answer(request, pair, decision, 30, answer, note)
        words = f"Ask {request.social_worker} about the offer for Zuzanna"
        self._task(request, TaskKind.CHASE, words, self._ago(20), -1)

    def _all_declined(self, request: Request, opened: OpenStory, decision: Authorisation) -> None:
        """Everybody asked so far has said no; the agencies were opened."""
        pairs = self._options(request, opened, 2, 90)
        notes = (
            "Two teenagers with them already; he would be lost.",
            "Worried about the doors, having just painted.",
        )
        for pair, note in zip(pairs, notes, strict=False):
            self._answer(request, pair, decision, 80, Answer.NO, note)
        self.record.tier_openings.append(
            TierOpening(
                id=self.record.next_id("tier_opening"),
                request_id=decision.request_id,
                tier=Tier.IFA,
                reason="Every in-house household that could serve has said no or is on a break.",
                opened_at=self._ago(60),
                opened_by=UserId(request.owner_id or 0),
            )
        )
        words = "Harvey is four days past the date his carers gave; tell the Head of Service"
        self._task(request, TaskKind.OTHER, words, self._ago(30), -2)

    def _matched(self, request: Request, opened: OpenStory, decision: Authorisation) -> None:
        """Matched; the move is the day after tomorrow."""
        pairs = self._options(request, opened, 3, 60)
        if not pairs:
            return
        household, option = pairs[0]
        self._answer(request, pairs[0], decision, 50, Answer.YES, "Yes. He can bring the trainers.")
        owner = UserId(request.owner_id or 0)
        view = self.caseworker.view(
            request,
            option,
            owner,
            self._ago(30),
            "He met them on Saturday and came back talking. Right for him.",
            "A barber found before the move; introductions to the athletics club.",
        )
        words = (
            (
                "Ten minutes from his grandmother and the same bus to school. They have brought up a boy of his heritage and it shows:"
                " they asked about his hair before anything else."
            ),
            "They have not looked after a child for longer than two years before.",
            "Consultation with the psychologist monthly for six months; a mentor for Jayden from the community.",
        )
        self.caseworker.match(request, option, view, owner, self._ago(28), words)
        room = self.placer.room_of(household)
        room.take(request.needed_at.date(), FOREVER, 1, solo=False)
        self._task(
            request,
            TaskKind.FINANCE,
            "Tell finance: Jayden moves the day after tomorrow",
            self._ago(8),
            1,
        )

    def _searched(self, request: Request, opened: OpenStory, _decision: Authorisation) -> None:
        """Searched, nobody asked yet."""
        self._options(request, opened, 3, 9)
        self._task(
            request,
            TaskKind.IHA_NOTIFY,
            "Tell the health team about Ivy before she leaves the ward",
            self._ago(9),
            1,
        )

    def _nobody_suits(self, request: Request, _opened: OpenStory, _decision: Authorisation) -> None:
        """Searched in-house; nobody suits."""
        owner = UserId(request.owner_id or 0)
        search = self.caseworker.search(
            request, owner, self._ago(10), Tier.IN_HOUSE, indicative=False
        )
        search.suitable = 0
        self._task(
            request,
            TaskKind.OTHER,
            "Strategy meeting for Kian before any move",
            self._ago(12),
            1,
            hour=14,
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


def _distance(household: Household, case: Case) -> float:
    home = case.home
    if home is None or household.easting is None or household.northing is None:
        return 0.0
    east, north = household.easting - home.easting, household.northing - home.northing
    return float((east**2 + north**2) ** 0.5)
