"""What the stories of assessments and support tell, done through the services on the days before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from art_desktop.demo.record import OpenWork, instant, office_day
from art_desktop.demo.resources import (
    FENBROOK,
    HEARTHSIDE,
    MERIDIAN,
    NIGHTLIGHT,
    OKORO,
    PARENTING,
    PSYCHOLOGIST,
    SUPPORT,
    TARRANT,
)
from art_desktop.domain.clock import FixedClock, local_day
from art_desktop.domain.deciding_words import PriceBasis, ResourceKind
from art_desktop.domain.permissions import Actor
from art_desktop.domain.resource_views import (
    AskPrice,
    DeclineQuote,
    EndOrder,
    OrderResource,
    QuoteView,
    RecordQuote,
    ResourceDetails,
    SaveWanted,
)
from art_desktop.domain.work import User
from art_desktop.services.base import Context
from art_desktop.services.resourcing import ResourceService

RESOURCES: Final = frozenset({PARENTING, SUPPORT, PSYCHOLOGIST})
"""The keys of the work that is done here."""


@dataclass
class ResourceOfficer:
    """The service, with a clock that is set to when each thing was done."""

    context: Context
    clock: FixedClock

    def do(self, work: OpenWork) -> None:
        """Do what one story tells; the clock is where it was when it is done."""
        now = self.clock.at
        with self.context.store.reading(None) as uow:
            user = uow.get(User, work.by)
        errand = _Errand(
            ResourceService(self.context),
            Actor(work.by, user.username, user.full_name, user.role),
            work,
            self.clock,
            local_day(now),
            now,
        )
        told: dict[str, Callable[[_Errand], None]] = {
            PARENTING: _parenting,
            SUPPORT: _support,
            PSYCHOLOGIST: _psychologist,
        }
        told[work.key](errand)
        self.clock.at = now


@dataclass
class _Errand:
    """One request's work, step by step."""

    service: ResourceService
    actor: Actor
    work: OpenWork
    clock: FixedClock
    today: date
    now: datetime

    def day(self, ago: int) -> date:
        """Return the working day so many days ago."""
        return office_day(self.today - timedelta(days=ago))

    def at(self, ago: int, hour: int, minute: int = 0) -> None:
        """Set the clock to an hour of a working day; never past what time it is."""
        self.clock.at = min(instant(self.day(ago), hour, minute), self.now)

    def wanted(self, details: ResourceDetails) -> None:
        """Say what is wanted."""
        command = SaveWanted(request_id=self.work.request_id, version=0, details=details)
        self.service.save_wanted(self.actor, command)

    def ask(self, who: str, due_on: date | None = None) -> None:
        """Ask somebody on the register."""
        found = self.service.view(self.actor, self.work.request_id).providers
        provider = next(one for one in found if one.words.startswith(who))
        command = AskPrice(request_id=self.work.request_id, provider_id=provider.id, due_on=due_on)
        self.service.ask(self.actor, command)

    def quote(self, who: str) -> QuoteView:
        """Return somebody's quote as it stands."""
        found = self.service.view(self.actor, self.work.request_id).quotes
        return next(one for one in found if one.who == who)

    def quoted(
        self,
        who: str,
        price: int,
        basis: PriceBasis = PriceBasis.FIXED,
        units: str = "1",
        *,
        start: date | None = None,
        ready: date | None = None,
        includes: str = "",
    ) -> None:
        """Record a price."""
        quote = self.quote(who)
        self.service.quoted(
            self.actor,
            RecordQuote(
                quote_id=quote.id,
                version=quote.version,
                price_pence=price,
                basis=basis,
                units=units,
                can_start_on=start,
                ready_on=ready,
                includes=includes,
            ),
        )

    def declined(self, who: str, note: str) -> None:
        """Record that somebody cannot do it."""
        quote = self.quote(who)
        self.service.declined(
            self.actor, DeclineQuote(quote_id=quote.id, version=quote.version, note=note)
        )

    def order(
        self,
        who: str,
        why: str,
        starts_on: date,
        *,
        ends_on: date | None = None,
        report: date | None = None,
    ) -> None:
        """Order by a quote."""
        quote = self.quote(who)
        command = OrderResource(
            quote_id=quote.id,
            version=quote.version,
            starts_on=starts_on,
            ends_on=ends_on,
            report_due_on=report,
            why=why,
        )
        self.service.order(self.actor, command)


def _parenting(errand: _Errand) -> None:
    """Three prices to choose from, one of them after the court sits."""
    today = errand.today
    errand.at(11, 11)
    errand.wanted(
        ResourceDetails(
            resource=ResourceKind.PARENTING,
            question=(
                "Can his parents, together or apart, meet his needs as he begins to walk and talk? What would have to change, with"
                " what support, and can it change in his time?"
            ),
            about="Both parents",
            court_on=office_day(today + timedelta(days=63)),
            needed_by=office_day(today + timedelta(days=56)),
            budget_head="proceedings",
        )
    )
    errand.at(8, 10)
    errand.ask(FENBROOK)
    errand.at(5, 9, 40)
    errand.ask(TARRANT, today + timedelta(days=2))
    errand.ask(MERIDIAN, today + timedelta(days=2))
    errand.at(4, 15)
    errand.quoted(
        FENBROOK,
        385_000,
        start=today + timedelta(days=9),
        ready=today + timedelta(days=51),
        includes="Six sessions, two of them at home; the report; a meeting with the parents about it. Travel included.",
    )
    errand.at(3, 12)
    errand.quoted(
        TARRANT,
        13_000,
        PriceBasis.HOUR,
        "28.5",
        start=today + timedelta(days=16),
        ready=today + timedelta(days=54),
        includes="Both parents seen twice, one family time watched, the report. A day in court £520.00 besides.",
    )
    errand.at(1, 16)
    errand.quoted(
        MERIDIAN,
        342_500,
        start=today + timedelta(days=30),
        ready=today + timedelta(days=70),
        includes="Eight sessions and the report.",
    )


def _support(errand: _Errand) -> None:
    """Support in the family that was ordered in a day, and runs."""
    errand.at(20, 11)
    errand.wanted(
        ResourceDetails(
            resource=ResourceKind.FAMILY_SUPPORT,
            question=(
                "Mornings without shouting and back in school three days of five, so that she can stay at home with her mother."
            ),
            about="Her mother, and her grandmother at weekends",
            needed_by=errand.day(17),
            weeks=6,
            budget_head="crisis",
        )
    )
    errand.at(20, 11, 30)
    errand.ask(HEARTHSIDE)
    errand.ask(NIGHTLIGHT)
    errand.at(19, 15)
    starts = errand.day(17)
    errand.quoted(
        HEARTHSIDE,
        61_250,
        PriceBasis.WEEK,
        "6",
        start=starts,
        includes="Five mornings and two evenings a week, one worker; a line to ring until ten.",
    )
    errand.declined(NIGHTLIGHT, "No worker free until next month.")
    errand.at(19, 16)
    errand.order(
        HEARTHSIDE,
        "The only one who can begin this week, and knows the family from last year.",
        starts,
        ends_on=starts + timedelta(days=41),
    )


def _psychologist(errand: _Errand) -> None:
    """A psychologist's report that has come."""
    errand.at(75, 10)
    errand.wanted(
        ResourceDetails(
            resource=ResourceKind.PSYCHOLOGIST,
            question="What lies behind his fires, how likely is another, and what would help at home and at school?",
            needed_by=errand.today - timedelta(days=2),
            budget_head="assessments",
        )
    )
    errand.at(74, 9)
    errand.ask(OKORO)
    errand.ask(TARRANT)
    errand.at(71, 14)
    report = errand.day(5)
    errand.quoted(
        OKORO,
        11_400,
        PriceBasis.HOUR,
        "26.5",
        start=errand.day(60),
        ready=report,
        includes="Two meetings, the school, the files, and the report.",
    )
    errand.quoted(TARRANT, 330_000, ready=report, includes="The report.")
    errand.at(69, 11)
    errand.order(OKORO, "", errand.day(60), report=report)
    (order,) = errand.service.view(errand.actor, errand.work.request_id).orders
    errand.at(3, 12)
    errand.service.ended(
        errand.actor,
        EndOrder(
            order_id=order.id,
            version=order.version,
            ended_on=errand.day(3),
            outcome="A low likelihood while someone is home after school; weekly sessions advised until the summer.",
        ),
    )
