"""The work that the stories tell of, done through the services as an officer would have done it, on the days before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from art_desktop.demo import disputes
from art_desktop.demo.health_answers import fill_in
from art_desktop.demo.open_resources import RESOURCES, ResourceOfficer
from art_desktop.demo.pack_forms import PackForms
from art_desktop.demo.record import OpenWork, instant, office_day
from art_desktop.demo.referrals import FOUR_TOGETHER, ONE_TEENAGER, Referrals
from art_desktop.domain.clock import FixedClock, local_day
from art_desktop.domain.commands import AgreeMatch, AskHousehold, RecordAnswer, RecordView
from art_desktop.domain.ids import OptionId
from art_desktop.domain.permissions import Actor
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.requests import Approach, Authorisation, Option, Request
from art_desktop.domain.vocabulary import Answer, ApproachMeans, Tier, WorkerView
from art_desktop.domain.work import User
from art_desktop.services.approaching import ApproachService
from art_desktop.services.base import Context
from art_desktop.services.placing import PlacingService
from art_desktop.services.searching import SearchService

_ANSWERS: Final = {
    "seven": (
        (Answer.NO, "Their own grandchild arrives that week."),
        (Answer.WAITING, "Left a message; at a wedding until tomorrow."),
        (Answer.WAITING, "Talking it over at home tonight."),
    ),
    "small_pair": (
        (Answer.YES, "Yes, both; there is a cot in the loft."),
        (Answer.YES, "Yes, from tomorrow. Would like the health visitor's notes first."),
    ),
    "with_worker": (
        (Answer.YES, "Would love to, and is happy to learn the Christmas dishes."),
        (Answer.NO, "Cannot promise years; hopes to move to the coast."),
    ),
    "late": (
        (Answer.NO, "Not while their own mother is so ill; ask again in the spring."),
        (Answer.NO, "Worried about the doors, having just painted."),
    ),
    "agreed": ((Answer.YES, "Yes. He can bring the trainers."),),
    "baby": (),
    "fifteen": (),
    "indicative": (),
    "four": (),
}
"""What came of asking, best option first; () where nobody has been asked."""

_DAYS_AGO: Final = {
    "late": 12,
    "agreed": 9,
    "with_worker": 5,
    "seven": 2,
    "indicative": 1,
    "four": 2,
}


@dataclass
class Officers:
    """The services, with a clock that is set to when each thing was done. `kept_free` households are not asked."""

    context: Context
    clock: FixedClock
    kept_free: frozenset[int]
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Keep the present, to which the clock is put back."""
        self.now = self.clock.at

    def do(self, work: OpenWork) -> None:
        """Do what one story tells, if it tells of any work."""
        if work.key in RESOURCES:
            ResourceOfficer(self.context, self.clock).do(work)
        if work.key not in _ANSWERS:
            return
        now = self.now = self.clock.at
        actor, begun = self._begin(work, now)
        step = max(timedelta(minutes=5), min(timedelta(hours=2), (now - begun) / 8))
        self.clock.at = begun
        SearchService(self.context).run(actor, work.request_id)
        for number, (answer, note) in enumerate(_ANSWERS[work.key]):
            self.clock.at = begun + step * (number + 1)
            self._ask(actor, work, answer, note, step / 2)
        self.clock.at = begun + step * 5
        then: dict[str, Callable[[Actor, OpenWork, timedelta], None]] = {
            "with_worker": self._disagreed,
            "agreed": self._matched,
            "fifteen": self._to_agencies,
            "four": self._to_agencies,
            "late": self._awaits_release,
        }
        if work.key in then:
            then[work.key](actor, work, step)
        PackForms(self.context).fill(actor, work)
        fill_in(self.context, actor, work.key, work.request_id)
        self.clock.at = now

    def _begin(self, work: OpenWork, now: datetime) -> tuple[Actor, datetime]:
        """Return the officer, and when the work began: after the decision, in office hours, before now."""
        with self._reading() as uow:
            user = uow.get(User, work.by)
            decided = [a.recorded_at for a in uow.all(Authorisation, request_id=work.request_id)]
        day = office_day(local_day(now) - timedelta(days=_DAYS_AGO.get(work.key, 1)))
        begun = max([instant(day, 9, 20), *(at + timedelta(minutes=20) for at in decided)])
        actor = Actor(work.by, user.username, user.full_name, user.role)
        return actor, min(begun, now - timedelta(hours=1))

    def _reading(self) -> AbstractContextManager[UnitOfWork]:
        return self.context.store.reading(None)

    def _ask(
        self, actor: Actor, work: OpenWork, answer: Answer, note: str, later: timedelta
    ) -> None:
        """Ask the best in-house option that has not been asked, and record the answer."""
        option = self._next_option(work)
        if option is None:
            return
        service = ApproachService(self.context)
        waiting = answer is Answer.WAITING
        service.ask(
            actor,
            AskHousehold(
                option_id=OptionId(option.id or 0),
                means=ApproachMeans.TELEPHONE,
                note=note if waiting else "",
            ),
        )
        if waiting:
            return
        self.clock.move_on(later)
        with self._reading() as uow:
            (approach,) = uow.all(Approach, option_id=option.id)
            needed = uow.get(Request, work.request_id).needed_at
        assert approach.id is not None
        start = max(local_day(needed), local_day(self.clock.at)) if answer is Answer.YES else None
        service.answer(
            actor,
            RecordAnswer(
                approach_id=approach.id,
                version=approach.version,
                answer=answer,
                note=note,
                can_start_on=start,
            ),
        )

    def _next_option(self, work: OpenWork) -> Option | None:
        """Return the best suitable in-house option whom nobody has asked for any child; None where there is none."""
        with self._reading() as uow:
            asked = uow.by_ids(Option, [a.option_id for a in uow.all(Approach)]).values()
            options = uow.all(Option, request_id=work.request_id, tier=Tier.IN_HOUSE)
        busy = self.kept_free | {option.household_id for option in asked}
        left = [o for o in options if o.suitable and o.household_id not in busy]
        return min(left, key=lambda o: (o.rank or 0, o.id or 0), default=None)

    def _offered(self, work: OpenWork) -> Option | None:
        """Return the option that said yes."""
        with self._reading() as uow:
            yes = uow.all(Approach, request_id=work.request_id, answer=Answer.YES)
            return uow.get(Option, yes[0].option_id) if yes else None

    def _worker(self, work: OpenWork) -> str:
        with self._reading() as uow:
            return uow.get(Request, work.request_id).social_worker

    def _to_agencies(self, actor: Actor, work: OpenWork, step: timedelta) -> None:
        """The referral has gone to the agencies, and most have answered."""
        said = FOUR_TOGETHER if work.key == "four" else ONE_TEENAGER
        Referrals(self.context, self.clock).to_agencies(actor, work.request_id, step, said)

    def _awaits_release(self, actor: Actor, work: OpenWork, _step: timedelta) -> None:
        """Our own have said no: the referral waits for a manager, since this morning."""
        self.clock.at = max(self.clock.at, self.now - timedelta(minutes=50))
        Referrals(self.context, self.clock).awaits_release(actor, work.request_id)

    def _disagreed(self, actor: Actor, work: OpenWork, _step: timedelta) -> None:
        """The social worker is not content, says what would make it right, and it goes up the ladder."""
        option = self._offered(work)
        if option is None:
            return
        words = (
            "Kind people, but I fear for her Polish and her Sundays. I would agree if Saturday school, Mass and the Wednesday calls"
            " were written into the plan, with who drives."
        )
        view = RecordView(
            option_id=OptionId(option.id or 0),
            view=WorkerView.DISAGREE,
            given_by=self._worker(work),
            words=words,
        )
        key = OptionId(option.id or 0)
        disputes.ask_first(self.context, actor, key, self._worker(work))
        self.clock.move_on(_step)
        PlacingService(self.context).record_view(actor, view)
        disputes.climb(
            self.context,
            self.clock,
            actor,
            key,
            worker=self._worker(work),
            about="Whether her language, her faith and the calls home can be kept up from this home.",
            outcomes=disputes.CLIMBING,
            until=self.clock.at + (self.now - self.clock.at) * 0.8,
        )

    def _matched(self, actor: Actor, work: OpenWork, step: timedelta) -> None:
        """The Assistant Director settles a disagreement with added support, and the match is recorded."""
        option = self._offered(work)
        if option is None:
            return
        placing = PlacingService(self.context)
        support = "A barber found before the move; an introduction to the athletics club."
        placing.record_view(
            actor,
            RecordView(
                option_id=OptionId(option.id or 0),
                view=WorkerView.DISAGREE,
                given_by=self._worker(work),
                words="He came back talking, and they are kind; but nobody there has waited up for a child who is out at two.",
            ),
        )
        disputes.climb(
            self.context,
            self.clock,
            actor,
            OptionId(option.id or 0),
            worker=self._worker(work),
            about="Whether carers who have not had a child go missing can keep this one safe.",
            outcomes=disputes.SETTLED,
            until=self.clock.at + (self.now - self.clock.at) * 0.7,
        )
        self.clock.move_on(step)
        option = self._offered(work)
        assert option is not None
        placing.agree(
            actor,
            AgreeMatch(
                option_id=OptionId(option.id or 0),
                option_version=option.version,
                reasons=(
                    "He keeps his school and his grandmother's Sunday dinners. They asked about his hair and his running before they"
                    " asked about his behaviour."
                ),
                compromises="They have not yet looked after a child for as long as he will need.",
                support=support,
            ),
        )
