"""The main job without a person: the same services, the papers, and a picture of every screen.

It makes a demonstration service, takes the request of two brothers from the referral to the first night in a home,
writes both papers and the pictures into a folder, and says in words what it did.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from art_desktop.domain.clock import Clock, SystemClock, local_day
from art_desktop.domain.commands import (
    AgreeMatch,
    AskHousehold,
    RecordAnswer,
    RecordAuthorisation,
    RecordNotUsed,
    RecordView,
    StartPlacement,
)
from art_desktop.domain.deciding_words import MeetingState
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import RequestId
from art_desktop.domain.matching_views import OptionView, ShortlistView
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind, ReadingAge
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.read_models import RequestPage
from art_desktop.domain.vocabulary import (
    Answer,
    ApproachMeans,
    Decision,
    NotUsedReason,
    Stage,
    Tier,
    WorkerView,
)
from art_desktop.domain.wording import day_words, miles_words, money_words, weekly_words
from art_desktop.services import Services
from art_desktop.services.door import Desk

if TYPE_CHECKING:
    from art_desktop.office.door import LocalDoor

Say = Callable[[str], None]


class Camera(Protocol):
    """Takes pictures of screens. `request` shows one tab of a request; `screen` a page by its route."""

    def screen(self, name: str, route: str, key: object = None) -> None:
        """Picture a page, light and dark."""
        ...

    def request(self, name: str, request_id: RequestId, tab: str) -> None:
        """Picture one tab of a request, light and dark."""
        ...


class NoCamera:
    """Takes no pictures."""

    def screen(self, name: str, route: str, key: object = None) -> None:
        """Take none."""

    def request(self, name: str, request_id: RequestId, tab: str) -> None:
        """Take none."""


@dataclass
class Job:
    """The main job on one request, as one officer, told step by step."""

    desk: Desk
    clock: Clock
    folder: Path
    say: Say
    camera: Camera
    papers: list[Path] = field(default_factory=list)

    @property
    def services(self) -> Services:
        """The services of the open record."""
        return self.desk.services

    @property
    def officer(self) -> Actor:
        """Who does the job."""
        return self.desk.actor

    def page(self, request_id: RequestId) -> RequestPage:
        """Return the request as it stands."""
        return self.services.requests.page(self.officer, request_id)

    def run(self) -> RequestId:
        """Do the whole job. Returns: the request that was placed."""
        request_id = self.choose()
        self.search_indicative(request_id)
        self.refused(request_id)
        self.draft(request_id, PaperKind.REFERRAL_REDACTED)
        self.authorise(request_id)
        first, second = self.search(request_id)
        self.ask(request_id, first, second)
        self.match(request_id, first)
        self.draft(request_id, PaperKind.REFERRAL_FULL)
        self.papers_of(request_id)
        self.place(request_id)
        return request_id

    def choose(self) -> RequestId:
        """Find the request of the two brothers on Today."""
        today = self.services.tasks.today(self.officer)
        self.say(f"Today: {len(today.without_home)} open requests, {len(today.owed)} tasks owed.")
        self.camera.screen("today", "today")
        self.camera.screen("requests", "requests")
        row = next(
            row
            for row in today.without_home
            if row.stage is Stage.REFERRED and "with brother" in row.children_words
        )
        self.say(f"{row.reference}: {row.children_words}. {row.next_step}")
        self.camera.request("request-needs", row.id, "needs")
        self.camera.request("request-needs-form", row.id, "form")
        return row.id

    def search_indicative(self, request_id: RequestId) -> None:
        """Look, without asking."""
        shortlist = self.services.searching.run(self.officer, request_id)
        options = suitable(shortlist)
        counts = {tier.tier: tier for tier in shortlist.tiers}
        in_house = counts[Tier.IN_HOUSE]
        self.say(
            f"Indicative search: {len(in_house.suitable)} of {in_house.considered} in-house households could serve."
        )
        for name, count in in_house.excluded_counts:
            self.say(f"    not suitable, {name.lower()}: {count}")
        for option in options[:3]:
            self.say(
                f"    {option.rank}  {option.title}, {option.area}: {option.low}–{option.high},"
                f" {miles_words(option.distance_miles)} from home, {weekly_words(option.weekly_price_pence)}"
            )
        learn = self.services.searching.learn(self.officer, request_id)
        if learn:
            self.say(f"    {learn}")
        self.camera.request("request-shortlist-indicative", request_id, "shortlist")

    def refused(self, request_id: RequestId) -> None:
        """Try to ask before the authorisation is there."""
        option = suitable(self.services.searching.shortlist(self.officer, request_id))[0]
        try:
            self.services.approaching.ask(
                self.officer, AskHousehold(option_id=option.id, means=ApproachMeans.TELEPHONE)
            )
        except RuleBroken as refusal:
            self.say(f"Refused, as it must be: {refusal}")
        else:
            raise AssertionError("a household was asked without an authorisation")

    def authorise(self, request_id: RequestId) -> None:
        """Record the decision of the first post that may give it today."""
        page = self.page(request_id)
        self.camera.request("request-decision", request_id, "decision")
        route = next((one for one in page.routes if not one.shut), page.routes[0])
        changed = self.services.authorising.record(
            self.officer,
            RecordAuthorisation(
                request_id=request_id,
                post=route.post,
                decided_by=route.people[0].name if route.people else "Marian Thackeray",
                decision=Decision.AGREED,
                decided_at=self.clock.now(),
                note="By telephone; to be noted at the next panel.",
            ),
        )
        self.say(f"Authorisation by {route.post.words}. {changed.words}")

    def search(self, request_id: RequestId) -> tuple[OptionView, OptionView]:
        """Search again, now to ask, and return the first two options."""
        self.services.searching.run(self.officer, request_id)
        first, second, *_ = suitable(self.services.searching.shortlist(self.officer, request_id))
        for verdict in first.verdicts:
            if not verdict.hard:
                self.say(f"    {first.title}: {verdict.verdict.words.lower()} · {verdict.sentence}")
        self.camera.request("request-shortlist", request_id, "shortlist")
        self.camera.request("request-option", request_id, "details")
        self.camera.request("request-comparison", request_id, "comparison")
        return first, second

    def ask(self, request_id: RequestId, first: OptionView, second: OptionView) -> None:
        """Ask the first household, record why the second is not used, and the yes of the first."""
        self.services.searching.not_used(
            self.officer,
            RecordNotUsed(
                option_id=second.id,
                version=second.version,
                reason=NotUsedReason.DISTANCE,
                note="Kept in mind if the first cannot.",
            ),
        )
        asked = self.services.approaching.ask(
            self.officer, AskHousehold(option_id=first.id, means=ApproachMeans.TELEPHONE)
        )
        self.say(asked.words)
        approach = self.page(request_id).approaches[0]
        self.services.approaching.answer(
            self.officer,
            RecordAnswer(
                approach_id=approach.id,
                version=approach.version,
                answer=Answer.YES,
                can_start_on=self.start_on(),
                note="Both boys can share the back bedroom.",
            ),
        )
        self.say("They said yes.")
        self.camera.request("request-approaches", request_id, "approaches")

    def match(self, request_id: RequestId, first: OptionView) -> None:
        """Hear the social worker, then record the match with reasons, compromises and support."""
        self.services.placing.record_view(
            self.officer,
            RecordView(
                option_id=first.id,
                view=WorkerView.AGREE_WITH_SUPPORT,
                given_by=self.page(request_id).social_worker,
                words="A good match: the same school, and together.",
                support_wanted="A taxi to Sunday tea with their grandmother",
            ),
        )
        proposal = self.services.placing.proposal(self.officer, first.id)
        now = next(
            option
            for option in suitable(self.services.searching.shortlist(self.officer, request_id))
            if option.id == first.id
        )
        changed = self.services.placing.agree(
            self.officer,
            AgreeMatch(
                option_id=first.id,
                option_version=now.version,
                reasons=proposal.reasons,
                compromises=proposal.compromises,
                support=proposal.support,
            ),
        )
        self.say(f"The social worker agrees, with support. {changed.words}")
        self.camera.request("request-match", request_id, "decision")

    def papers_of(self, request_id: RequestId) -> None:
        """Draw what goes with children who move: for the home, for themselves, for health, for the file."""
        for kind in (PaperKind.REFERRAL_PACK, PaperKind.MATCHING_RECORD):
            self.issue(PaperAsk(kind=kind, request_id=request_id))
        child = self.page(request_id).children[0].child_id
        self.issue(
            PaperAsk(kind=PaperKind.HEALTH_NOTIFICATION, request_id=request_id, child_id=child)
        )
        for age in ReadingAge:
            for kind in (PaperKind.CHILD_PAGE, PaperKind.MEET_YOUR_CARERS):
                self.issue(
                    PaperAsk(kind=kind, request_id=request_id, child_id=child, reading_age=age)
                )

    def issue(self, ask: PaperAsk) -> None:
        """Draw a paper, keep it, and write it into the folder."""
        view = self.services.papers.issue(self.officer, ask)
        path = self.folder / view.file_name
        path.write_bytes(self.services.papers.content(self.officer, view.id))
        self.papers.append(path)
        self.say(f"{ask.kind.words}: {path}")

    def draft(self, request_id: RequestId, kind: PaperKind) -> None:
        """Draw a referral, and show where it is kept."""
        self.issue(PaperAsk(kind=kind, request_id=request_id))
        self.camera.request(f"request-documents-{kind.replace('_', '-')}", request_id, "documents")

    def place(self, request_id: RequestId) -> None:
        """Start the placement and say what opened."""
        page = self.page(request_id)
        changed = self.services.placing.start(
            self.officer,
            StartPlacement(request_id=request_id, version=page.version, starts_on=self.start_on()),
        )
        self.say(changed.words)
        page = self.page(request_id)
        total = sum(placement.weekly_price_pence or 0 for placement in page.placements)
        self.say(f"    {len(page.placements)} placements, {money_words(total)} a week together")
        for task in page.tasks:
            self.say(f"    due {day_words(local_day(task.due_at))}: {task.words}")
        self.camera.request("request-placement", request_id, "placement")
        self.camera.request("request-history", request_id, "history")

    def start_on(self) -> date:
        """Return the day on which they move in."""
        return local_day(self.clock.now()) + timedelta(days=2)


def suitable(shortlist: ShortlistView) -> list[OptionView]:
    """Return the suitable options of a shortlist, by tier and rank."""
    return [option for tier in shortlist.tiers for option in tier.suitable]


def tour(folder: Path, *, pictures: bool = True, say: Say = print) -> int:
    """Do the main job on a new demonstration service and leave papers and pictures in `folder`.

    Returns: 0. Raises: KnownFailure: the folder cannot be written.
    """
    from art_desktop.demo.install import install
    from art_desktop.demo.people import demonstration_users
    from art_desktop.files import disk_refusals
    from art_desktop.office.door import LocalDoor
    from art_desktop.places.ons import OnsGazetteer

    clock, gazetteer = SystemClock(), OnsGazetteer()
    with disk_refusals("The tour was not made."), tempfile.TemporaryDirectory() as name:
        folder.mkdir(parents=True, exist_ok=True)
        record = Path(name) / "demonstration.artdb"
        install(record, clock, gazetteer)
        users = demonstration_users()
        door = LocalDoor(record, clock, gazetteer, demonstration=users)
        officer = next(user for user in users if user.role is Role.OFFICER)
        say(f"A demonstration service in an encrypted record; signed in as {officer.full_name}.")
        desk = door.sign_in(officer.username, officer.passphrase)
        try:
            with _camera(door, desk, folder, pictures=pictures) as camera:
                job = Job(desk, clock, folder, say, camera)
                job.run()
                _other_screens(desk, camera)
            _verified(door, say)
        finally:
            door.close()
    say("")
    say("Papers:")
    for path in job.papers:
        say(f"    {path}")
    if pictures:
        say(f"Pictures of the screens, light and dark: {folder / 'pictures'}")
    return 0


def _camera(
    door: LocalDoor, desk: Desk, folder: Path, *, pictures: bool
) -> AbstractContextManager[Camera]:
    """Return what takes the pictures; Qt is imported only for that."""
    if not pictures:
        return nullcontext(NoCamera())
    from art_desktop.camera import WindowCamera

    return WindowCamera(door, desk, folder / "pictures")


def _other_screens(desk: Desk, camera: Camera) -> None:
    """Picture the pages that the job did not pass."""
    household = desk.services.households.rows(desk.actor)[0]
    child = desk.services.children.rows(desk.actor)[0]
    camera.screen("waiting", "requests.waiting")
    camera.screen("households", "households")
    camera.screen("household", "households.one", household.id)
    camera.screen("children", "children")
    camera.screen("child", "children.one", child.id)
    camera.screen("providers", "providers")
    camera.screen("frameworks", "providers.frameworks")
    meetings = desk.services.panels.calendar(desk.actor).rows
    coming = next(row for row in meetings if row.items and row.state is MeetingState.PLANNED)
    camera.screen("panels", "panels")
    camera.screen("panel-meeting", "panels.one", coming.id)
    camera.screen("panel-view", "panels.room", coming.id)
    camera.screen("governance-board", "reports.board")
    camera.screen("new-request", "requests.form")
    camera.screen("import", "settings.import")
    camera.screen("settings", "settings")


def _verified(door: LocalDoor, say: Say) -> None:
    """Say what the audit trail holds, and that it is whole."""
    found = door.keeper.verify()
    say(f"The audit trail: {found.entries} entries, {'sound' if found.sound else 'NOT SOUND'}.")
