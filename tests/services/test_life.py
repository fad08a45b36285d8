"""A request's life in any order of actions: no gate can be passed, and nothing is half-done."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import StartPlacement
from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.ids import OptionId
from art_desktop.domain.permissions import Role
from art_desktop.domain.requests import Approach, Authorisation, Option
from art_desktop.domain.vocabulary import Answer, Decision, OptionState, Post, Stage, WorkerView
from art_desktop.office.door import LocalDoor
from art_desktop.services.standing import hold
from tests.services.conftest import CHEAP, NOW, PASSPHRASE, ROLES, FlatPlaces, world
from tests.services.journey import Journey, needs

_made: list[Path] = []


def fresh_record() -> Path:
    """Return a folder with a copy of the small service; made once, copied each time."""
    if not _made:
        folder = Path(tempfile.mkdtemp(prefix="life-"))
        door = LocalDoor(folder / "service.artdb", FixedClock(NOW), FlatPlaces(), cost=CHEAP)
        others = {str(role): PASSPHRASE for role in ROLES if role is not Role.ADMINISTRATOR}
        door.make("administrator", PASSPHRASE, world(), "made", others)
        _made.append(folder)
    target = Path(tempfile.mkdtemp(prefix="life-"))
    for file in _made[0].iterdir():
        if file.is_file():
            shutil.copy(file, target)
    return target


class RequestLife(RuleBasedStateMachine):
    """Somebody who clicks on everything, in any order."""

    @initialize(urgent=st.booleans())
    def open_request(self, urgent: bool) -> None:
        self.folder = fresh_record()
        self.clock = FixedClock(NOW)
        self.door = LocalDoor(self.folder / "service.artdb", self.clock, FlatPlaces(), cost=CHEAP)
        desk = self.door.sign_in("officer", PASSPHRASE)
        self.journey = Journey(desk.services, desk.actor)
        if urgent:
            from art_desktop.domain.vocabulary import Urgency

            self.journey.opened(urgency=Urgency.URGENT, urgent_reason="Tonight.")
        else:
            self.journey.opened()
        self.placed_from: date | None = None

    def tried(self, action: Callable[..., object], *args: object, **kwargs: object) -> bool:
        """Do something; a refusal is an answer, anything else is a bug."""
        try:
            action(*args, **kwargs)
        except RuleBroken:
            return False
        return True

    @rule()
    def write_needs(self) -> None:
        for child in self.journey.page.children:
            self.tried(self.journey.save_needs, child.child_id, needs(), child.profile_number)

    @rule()
    def refer(self) -> None:
        page = self.journey.page
        self.tried(
            self.journey.services.requests.refer, self.journey.officer, page.id, page.version
        )

    @rule(post=st.sampled_from(Post), decision=st.sampled_from(Decision))
    def decide(self, post: Post, decision: Decision) -> None:
        self.tried(self.journey.authorise, post, decision, note="Said in the meeting.")

    @rule()
    def search(self) -> None:
        self.tried(self.journey.search)

    @rule(which=st.integers(0, 2))
    def ask(self, which: int) -> None:
        option = self.nth_option(which)
        if option is not None and self.tried(self.journey.ask, option):
            page = self.journey.page
            assert page.authorised, "asked without an authorisation in force"

    @precondition(
        lambda self: any(a.answer is Answer.WAITING for a in self.journey.page.approaches)
    )
    @rule(answer=st.sampled_from([Answer.YES, Answer.NO, Answer.NO_ANSWER]))
    def answer(self, answer: Answer) -> None:
        self.tried(self.journey.answer, answer)

    @rule(which=st.integers(0, 2), view=st.sampled_from(WorkerView))
    def view(self, which: int, view: WorkerView) -> None:
        option = self.nth_option(which)
        if option is not None:
            self.tried(self.journey.view, option, view, words="Because.", support_wanted="A taxi.")

    @rule(which=st.integers(0, 2))
    def agree(self, which: int) -> None:
        option = self.nth_option(which)
        if option is not None:
            self.tried(self.journey.agree, option)

    @rule(days=st.integers(0, 10))
    def start(self, days: int) -> None:
        page = self.journey.page
        on = self.clock.at.date() + timedelta(days=days)
        command = StartPlacement(request_id=page.id, version=page.version, starts_on=on)
        if self.tried(self.journey.services.placing.start, self.journey.officer, command):
            assert page.match is not None
            assert page.authorised
            assert self.placed_from is None, "started twice"
            self.placed_from = on

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.clock.move_on(timedelta(days=days))

    def nth_option(self, which: int) -> OptionId | None:
        shortlist = self.journey.services.searching.shortlist(
            self.journey.officer, self.journey.request_id
        )
        options = [o for t in shortlist.tiers for o in (*t.suitable, *t.not_suitable)]
        return next(itertools.islice((o.id for o in options), which, None), None)

    @invariant()
    def the_record_keeps_the_rules(self) -> None:
        with self.door.store.reading(None) as uow:
            held = hold(uow, self.journey.request_id, self.clock.at.date())
            permitted = {a.id for a in uow.all(Authorisation) if a.decision.permits}
            for approach in uow.all(Approach):
                assert approach.authorisation_id in permitted
            options = uow.all(Option)
            matched = [o for o in options if o.state is OptionState.MATCHED]
            assert len(matched) <= 1
            assert (held.standing.match is not None) == bool(matched)
            placements = held.standing.placements
            assert len(placements) in {0, len(held.children)}, "brothers placed by halves"
            if placements:
                assert held.request.stage is Stage.PLACED
                assert held.standing.match is not None
                assert len({p.household_id for p in placements}) == 1

    @override
    def teardown(self) -> None:
        if hasattr(self, "door"):
            assert self.door.keeper.verify().sound
            self.door.close()
            shutil.rmtree(self.folder, ignore_errors=True)


TestRequestLife = RequestLife.TestCase
TestRequestLife.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
