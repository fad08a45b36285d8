"""Agencies that were sent a referral: one offers, one offers at a price above its band, two decline, one is silent.

And a referral that still waits for somebody to release it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from art_desktop.domain.approaching_commands import (
    AskRelease,
    Chase,
    DraftEmails,
    OfferedHousehold,
    RecordDecline,
    RecordOffer,
    ReleasePaper,
)
from art_desktop.domain.approaching_views import ApproachesView, ApproachLine, ProviderChoice
from art_desktop.domain.clock import FixedClock, local_day
from art_desktop.domain.commands import OpenTier
from art_desktop.domain.deciding_words import DeclineReason
from art_desktop.domain.ids import LotId, Pence, RequestId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.requests import Request, TierOpening
from art_desktop.domain.vocabulary import (
    Answer,
    ApprovalKind,
    ProviderKind,
    Sex,
    Skill,
    SkillLevel,
    Tier,
)
from art_desktop.domain.work import User
from art_desktop.office.papers import LateEmails, LateWriter, scan
from art_desktop.services.approaching import ApproachService
from art_desktop.services.base import Context
from art_desktop.services.offering import OfferService
from art_desktop.services.papers import Papers, PaperService
from art_desktop.services.provider_terms import lots_on, terms_of
from art_desktop.services.releasing import ReleaseService
from art_desktop.services.searching import SearchService
from art_desktop.services.sending import SendingService

_MOST: Final = 6
"""So many agencies get the referral."""

_FAMILIES: Final = (
    OfferedHousehold(
        name="Family 12",
        postcode="PE7",
        carers=(("Carer 1", Sex.FEMALE), ("Carer 2", Sex.MALE)),
        kinds=(ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM),
        places=2,
        age_from=8,
        age_to=17,
        languages=("English",),
        skills=(
            (Skill.DE_ESCALATION, SkillLevel.EXPERIENCED),
            (Skill.MISSING, SkillLevel.EXPERIENCED),
        ),
        spare_bedrooms=2,
        other_council_children=0,
        someone_home=True,
        pets=True,
        smokers=False,
        long_term_willing=True,
        about="Have looked after four teenage boys since 2017; the last stayed until he was 18.",
    ),
    OfferedHousehold(
        name="Family 31",
        postcode="PE13",
        carers=(("Carer 1", Sex.MALE), ("Carer 2", Sex.MALE)),
        kinds=(ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM),
        places=1,
        age_from=11,
        age_to=17,
        languages=("English", "Portuguese"),
        skills=((Skill.EXPLOITATION, SkillLevel.SPECIALIST),),
        spare_bedrooms=1,
        other_council_children=1,
        someone_home=None,
        pets=False,
        smokers=None,
        long_term_willing=True,
        about="Two former youth workers, approved this year.",
    ),
)
_TERMS: Final = (
    (
        "Supervision weekly, two hours of mentoring, transport to school",
        "The school run on Mondays is done by somebody else.",
        0,
    ),
    ("A therapist's hours as needed, thirty nights of respite a year", "", 14_250),
)
"""What each offer includes, its condition, and pence a week above the band of its lot."""

_ROOM_FOR_FOUR: Final = OfferedHousehold(
    name="Family 8",
    postcode="PE6",
    carers=(("Carer 1", Sex.FEMALE), ("Carer 2", Sex.MALE)),
    kinds=(ApprovalKind.SHORT_TERM, ApprovalKind.LONG_TERM),
    places=4,
    age_from=0,
    age_to=17,
    languages=("English",),
    skills=((Skill.DE_ESCALATION, SkillLevel.TRAINED),),
    spare_bedrooms=3,
    other_council_children=0,
    someone_home=True,
    pets=True,
    smokers=False,
    long_term_willing=False,
    about="A farmhouse with three bedrooms free since the summer; five brothers lived there for two years.",
)


@dataclass(frozen=True)
class Answers:
    """What the agencies say: the families that are offered, two noes, and what the manager is told."""

    families: tuple[OfferedHousehold, ...]
    noes: tuple[tuple[DeclineReason, str], ...]
    note: str


ONE_TEENAGER: Final = Answers(
    families=_FAMILIES,
    noes=(
        (DeclineReason.NO_VACANCY, "Nothing for a teenager before the new year."),
        (DeclineReason.RISK, "A boy of nine lives in the only household with a room."),
    ),
    note="He moves within the week; please look at the risks first.",
)
FOUR_TOGETHER: Final = Answers(
    families=(_ROOM_FOR_FOUR,),
    noes=(
        (DeclineReason.NO_VACANCY, "Two and two, in houses ten miles apart, if that is any use."),
        (DeclineReason.NO_VACANCY, "Three at the most, with the baby's room in use."),
    ),
    note="Four who are to stay together; there is nobody of our own.",
)


@dataclass
class Referrals:
    """The services of papers and approaches, with a clock that is set to when each thing was done."""

    context: Context
    clock: FixedClock

    def __post_init__(self) -> None:
        """Put the services together; they draw and lock real papers."""
        papers = Papers(LateWriter(), scan, LateEmails())
        self._papers = PaperService(self.context, papers)
        self._releasing = ReleaseService(self.context, papers)
        self._sending = SendingService(self.context, papers)
        self._approaching = ApproachService(self.context)

    def to_agencies(
        self, actor: Actor, request_id: RequestId, step: timedelta, said: Answers = ONE_TEENAGER
    ) -> None:
        """Have a referral released to a lot of agencies, sent, and answered by most."""
        found = self._lot(actor, request_id, step)
        if found is None:
            return
        lot_id, choices = found
        paper = self._papers.issue(
            actor, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=request_id)
        )
        self.clock.move_on(step / 6)
        self._releasing.ask(
            actor,
            AskRelease(request_id=request_id, document_id=paper.id, lot_id=lot_id, note=said.note),
        )
        self.clock.move_on(step / 3)
        order = ReleasePaper(request_id=request_id, document_id=paper.id, lot_id=lot_id)
        self._releasing.release(self._manager(actor), order)
        self.clock.move_on(step / 6)
        release = self._view(actor, request_id).releases[0]
        options = tuple(key for one in choices[:_MOST] for key in one.can_go)
        with TemporaryDirectory() as folder:
            command = DraftEmails(release_id=release.id, option_ids=options)
            self._sending.draft(actor, command, Path(folder))
        self._answers(actor, request_id, step, said)

    def awaits_release(self, actor: Actor, request_id: RequestId) -> None:
        """Have a referral drafted that nobody has released yet."""
        paper = self._papers.issue(
            actor, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=request_id)
        )
        self.clock.move_on(timedelta(minutes=4))
        with self.context.store.reading(None) as uow:
            lots = [lot for lot in lots_on(uow, self.context.today()) if lot.provider_ids]
        fostering = [lot for lot in lots if lot.kind is ProviderKind.IFA]
        note = "Two of our own have said no. Is page two all right about the doors?"
        self._releasing.ask(
            actor,
            AskRelease(
                request_id=request_id,
                document_id=paper.id,
                lot_id=fostering[0].id if fostering else None,
                note=note,
            ),
        )

    def _lot(
        self, actor: Actor, request_id: RequestId, step: timedelta
    ) -> tuple[LotId, list[ProviderChoice]] | None:
        """Open the agencies, search them, and return the lot on which the most can be sent it."""
        searching = SearchService(self.context)
        with self.context.store.reading(None) as uow:
            opened = {one.tier for one in uow.all(TierOpening, request_id=request_id)}
            lots = [lot for lot in lots_on(uow, self.context.today()) if lot.kind.tier is Tier.IFA]
        if Tier.IFA not in opened:
            opening = OpenTier(request_id=request_id, tier=Tier.IFA, reason="")
            searching.open_tier(actor, opening)
        self.clock.move_on(step / 6)
        searching.run(actor, request_id)
        found = {
            lot.id: [one for one in self._sending.choices(actor, request_id, lot.id) if one.can_go]
            for lot in lots
        }
        best = max(found, key=lambda key: len(found[key]), default=None)
        return None if best is None or not found[best] else (best, found[best])

    def _answers(self, actor: Actor, request_id: RequestId, step: timedelta, said: Answers) -> None:
        """Record the answers, the soonest first; the last to be asked are silent."""
        waiting = [
            one
            for one in reversed(self._view(actor, request_id).approaches)
            if one.release_id is not None and one.answer is Answer.WAITING
        ]
        for number, one in enumerate(waiting):
            self.clock.move_on(step / 3)
            if number in {0, 3}:
                reason, words = said.noes[number // 3]
                self._approaching.decline(
                    actor,
                    RecordDecline(
                        approach_id=one.id, version=one.version, reason=reason, words=words
                    ),
                )
            elif number in {1, 2} and number <= len(said.families):
                self._offer(actor, request_id, one, said.families[number - 1], number - 1)
            elif number == 4:
                self._approaching.chase(actor, Chase(approach_ids=(one.id,)))

    def _offer(
        self,
        actor: Actor,
        request_id: RequestId,
        one: ApproachLine,
        family: OfferedHousehold,
        number: int,
    ) -> None:
        includes, conditions, above = _TERMS[number]
        if self.context.gazetteer.outcode_centre(family.postcode) is None:
            family = OfferedHousehold(**{**vars(family), "postcode": ""})
        with self.context.store.reading(None) as uow:
            request = uow.get(Request, request_id)
            children = len(request.children)
            start = max(local_day(request.needed_at), self.context.today())
            assert one.provider_id is not None
            terms = terms_of(uow, (one.provider_id,), self.context.today())[one.provider_id]
        tops = [lot.price_to_pence for lot in terms.lots if lot.price_to_pence is not None]
        each = (max(tops) if tops else 105_000) - 3_500 + above
        OfferService(self.context).record(
            actor,
            RecordOffer(
                approach_id=one.id,
                version=one.version,
                can_start_on=start + timedelta(days=number),
                weekly_price_pence=Pence(each * children),
                holds_until=start + timedelta(days=3),
                includes=includes,
                conditions=conditions,
                household=family,
            ),
        )

    def _view(self, actor: Actor, request_id: RequestId) -> ApproachesView:
        return self._approaching.page(actor, request_id)

    def _manager(self, author: Actor) -> Actor:
        """Return a manager who did not draft the paper."""
        with self.context.store.reading(None) as uow:
            managers = [
                Actor(one.id, one.username, one.full_name, one.role)
                for one in uow.all(User, role=Role.MANAGER, active=True)
                if one.id is not None
            ]
        return next(one for one in managers if one.user_id != author.user_id)
