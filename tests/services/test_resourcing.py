"""A request for an assessment or for support, from what is wanted to what came of it, through the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import (
    AskHousehold,
    EditRequest,
    RecordAuthorisation,
    RequestDetails,
)
from art_desktop.domain.deciding_words import PriceBasis, QuoteState, ResourceKind
from art_desktop.domain.errors import ChangedByOther, InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.frameworks import Suspension
from art_desktop.domain.ids import Pence, ProviderId, RequestId, UserId
from art_desktop.domain.paper_asks import PaperAsk
from art_desktop.domain.paper_words import PaperKind
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.resource_views import (
    AskPrice,
    DeclineQuote,
    EndOrder,
    OrderResource,
    QuoteView,
    RecordQuote,
    ResourceDetails,
    ResourceView,
    SaveWanted,
)
from art_desktop.domain.vocabulary import (
    ApproachMeans,
    Decision,
    Post,
    RequestKind,
    Stage,
    TaskKind,
    Urgency,
)
from art_desktop.services import Services
from tests.services.conftest import NOW, TOBY
from tests.services.journey import Journey

COURT = date(2027, 2, 1)


class Errand:
    """One request for a resource, step by step, as one officer."""

    def __init__(self, services: Services, officer: Actor, clock: FixedClock) -> None:
        self.s, self.officer, self.clock = services, officer, clock
        self.request_id = RequestId(0)

    def opened(self, kind: RequestKind = RequestKind.ASSESSMENT) -> RequestId:
        assessment = kind is RequestKind.ASSESSMENT
        self.request_id = self.s.resourcing.open(
            self.officer, details(kind), wanted() if assessment else support()
        )
        page = self.s.requests.page(self.officer, self.request_id)
        self.s.requests.refer(self.officer, self.request_id, page.version)
        return self.request_id

    def view(self) -> ResourceView:
        return self.s.resourcing.view(self.officer, self.request_id)

    def stage(self) -> Stage:
        return self.s.requests.page(self.officer, self.request_id).stage

    def authorise(self, most: int | None = None) -> None:
        self.s.authorising.record(
            self.officer,
            RecordAuthorisation(
                request_id=self.request_id,
                post=Post.HEAD_OF_SERVICE,
                decided_by="Rowan Ashby",
                decision=Decision.AGREED,
                decided_at=self.clock.now(),
                **({} if most is None else {"most_pence": Pence(most)}),  # type: ignore[arg-type]  # given by name
            ),
        )

    def quote_of(self, who: str) -> QuoteView:
        return next(quote for quote in self.view().quotes if quote.who == who)

    def asked(self, who: str, due: date | None = None) -> QuoteView:
        self.s.resourcing.ask(
            self.officer, AskPrice(request_id=self.request_id, who=who, due_on=due)
        )
        return self.quote_of(who)

    def quoted(self, who: str, price: int, **changes: Any) -> QuoteView:
        quote = next((q for q in self.view().quotes if q.who == who), None) or self.asked(who)
        given: dict[str, Any] = {
            "basis": PriceBasis.FIXED,
            "ready_on": date(2027, 1, 15),
        }
        self.s.resourcing.quoted(
            self.officer,
            RecordQuote(
                quote_id=quote.id,
                version=quote.version,
                price_pence=price,
                **{**given, **changes},
            ),
        )
        return self.quote_of(who)

    def order(self, who: str, **changes: Any) -> None:
        quote = self.quote_of(who)
        given: dict[str, Any] = {
            "starts_on": NOW.date(),
            "report_due_on": date(2027, 1, 15),
        }
        self.s.resourcing.order(
            self.officer,
            OrderResource(quote_id=quote.id, version=quote.version, **{**given, **changes}),
        )

    def open_tasks(self) -> dict[TaskKind, list[str]]:
        found: dict[TaskKind, list[str]] = {}
        for task in self.s.requests.page(self.officer, self.request_id).tasks:
            if task.done_at is None:
                found.setdefault(task.kind, []).append(task.words)
        return found


def details(kind: RequestKind) -> RequestDetails:
    return RequestDetails(
        kind=kind,
        urgency=Urgency.PLANNED,
        needed_at=NOW + timedelta(days=30),
        child_ids=(TOBY,),
        social_worker="Kwame Ferris",
    )


def wanted(**changes: Any) -> ResourceDetails:
    given: dict[str, Any] = {
        "resource": ResourceKind.PARENTING,
        "question": "Can his parents meet his needs, with what support?",
        "about": "Both parents",
        "court_on": COURT,
        "needed_by": date(2027, 1, 20),
        "budget_head": "proceedings",
    }
    return ResourceDetails(**{**given, **changes})


def support(**changes: Any) -> ResourceDetails:
    given: dict[str, Any] = {
        "resource": ResourceKind.FAMILY_SUPPORT,
        "question": "Mornings and bedtimes go well enough for him to stay at home.",
        "weeks": 6,
        "budget_head": "crisis",
    }
    return ResourceDetails(**{**given, **changes})


@pytest.fixture
def errand(services: Services, officer: Actor, clock: FixedClock) -> Errand:
    return Errand(services, officer, clock)


def test_an_assessment_from_the_question_to_the_report(errand: Errand) -> None:
    errand.opened()
    assert errand.stage() is Stage.REFERRED
    errand.authorise(most=400_000)
    assert errand.stage() is Stage.AUTHORISED
    errand.asked("Dr Tamsin Hale", due=date(2026, 11, 27))
    assert errand.stage() is Stage.SEARCHING
    assert errand.open_tasks()[TaskKind.CHASE] == ["Chase Dr Tamsin Hale for a price"]
    errand.quoted("Dr Tamsin Hale", 9_500, basis=PriceBasis.HOUR, units="40")
    assert TaskKind.CHASE not in errand.open_tasks()
    errand.quoted("Meridian Assessments", 345_000, ready_on=date(2027, 2, 10))
    errand.asked("Slow to Answer", due=date(2026, 11, 27))
    assert errand.stage() is Stage.OFFERS_IN
    cheap, dear = errand.quote_of("Meridian Assessments"), errand.quote_of("Dr Tamsin Hale")
    assert (cheap.cheapest, cheap.late) == (True, "9 days after the court sits")
    assert (dear.whole_pence, dear.cheapest, dear.late) == (380_000, False, "")
    assert not cheap.indicative
    errand.order("Dr Tamsin Hale", why="The other would come after the court sits.")
    assert errand.stage() is Stage.AGREED
    assert errand.quote_of("Meridian Assessments").state is QuoteState.NOT_CHOSEN
    tasks = errand.open_tasks()
    assert TaskKind.CHASE not in tasks  # nobody is waited for any more
    assert tasks[TaskKind.FINANCE] == [
        "Tell finance: £3,800.00 ordered on R-2026-0001, budget “Legal proceedings: expert assessments”"
    ]
    assert tasks[TaskKind.OTHER] == [
        "Report due: Parenting assessment from Dr Tamsin Hale",
        "The court sits: Mon 1 Feb 2027, with the report of Dr Tamsin Hale",
    ]
    (order,) = errand.view().orders
    errand.clock.move_on(timedelta(days=50))
    errand.s.resourcing.ended(
        errand.officer,
        EndOrder(
            order_id=order.id,
            version=order.version,
            ended_on=date(2027, 1, 12),
            outcome="The parents can, with weekly support.",
        ),
    )
    page = errand.s.requests.page(errand.officer, errand.request_id)
    assert page.stage is Stage.CLOSED
    assert page.closed_reason.startswith("Report received on Tue 12 Jan 2027.")
    assert TaskKind.OTHER not in errand.open_tasks()
    said = [line.words for line in errand.s.requests.history(errand.officer, errand.request_id)]
    assert "Ordered from Dr Tamsin Hale: £3,800.00" in said
    assert any(words.startswith("Report received") for words in said)


def test_prices_may_be_asked_before_the_authorisation_and_nothing_ordered(errand: Errand) -> None:
    errand.opened()
    quote = errand.quoted("Dr Tamsin Hale", 345_000)
    assert quote.indicative
    assert errand.stage() is Stage.REFERRED
    with pytest.raises(RuleBroken, match="Head of Service") as refused:
        errand.order("Dr Tamsin Hale", why="She is the best.")
    assert refused.value.rule == "authorisation"
    assert "indicative" not in errand.view().may_order
    errand.authorise()
    assert errand.view().may_order == ""
    errand.order("Dr Tamsin Hale", why="She is the best.")


def test_an_order_keeps_within_the_price_that_was_authorised(errand: Errand) -> None:
    errand.opened()
    errand.authorise(most=345_000)
    errand.quoted("Dear", 345_001)
    with pytest.raises(RuleBroken) as refused:
        errand.order("Dear", why="Nobody else.")
    assert refused.value.rule == "authorised_price"
    errand.quoted("Dear", 345_000)  # the price put right
    errand.order("Dear", why="Nobody else.")
    with pytest.raises(RuleBroken) as refused:
        errand.quoted("Dear", 100)
    assert refused.value.rule == "ordered"


def test_support_runs_is_extended_under_a_new_decision_and_ends(errand: Errand) -> None:
    errand.opened(RequestKind.CRISIS)
    errand.authorise()
    errand.quoted("Hearthside", 61_250, basis=PriceBasis.WEEK, units="6", ready_on=None)
    ends = date(2027, 1, 5)
    errand.order("Hearthside", why="They can start tomorrow.", ends_on=ends, report_due_on=None)
    assert errand.open_tasks()[TaskKind.OTHER] == [
        "Support ends: Tue 5 Jan 2027. Extend it, or let it end"
    ]
    later: dict[str, Any] = {
        "starts_on": date(2027, 1, 6),
        "ends_on": date(2027, 2, 2),
        "report_due_on": None,
        "units": "4",
    }
    with pytest.raises(RuleBroken) as refused:
        errand.order("Hearthside", why="It works.", **later)
    assert refused.value.rule == "authorisation"
    errand.clock.move_on(timedelta(days=35))
    errand.authorise()
    errand.order("Hearthside", why="It works.", **later)
    now, before = errand.view().orders
    assert (now.price_pence, now.running) == (245_000, True)  # £612.50 x 4
    assert (before.price_pence, before.ended_on) == (367_500, ends)
    errand.clock.move_on(timedelta(days=40))
    end = EndOrder(order_id=now.id, version=now.version, ended_on=date(2027, 2, 1), outcome="Calm.")
    with pytest.raises(InvalidAnswers, match="stayed at home"):
        errand.s.resourcing.ended(errand.officer, end)
    stayed = EndOrder(
        order_id=now.id,
        version=now.version,
        ended_on=date(2027, 2, 1),
        outcome="Calm mornings.",
        stayed_home=True,
    )
    errand.s.resourcing.ended(errand.officer, stayed)
    assert errand.stage() is Stage.CLOSED
    assert "stayed at home" in errand.view().orders[0].outcome_words


def test_what_is_wanted_comes_before_the_referral_and_stands_once_ordered(errand: Errand) -> None:
    request_id = errand.s.requests.open(errand.officer, details(RequestKind.ASSESSMENT))
    errand.request_id = request_id
    page = errand.s.requests.page(errand.officer, request_id)
    assert page.next_step.action == "wanted"
    for call in (
        lambda: errand.s.requests.refer(errand.officer, request_id, page.version),
        lambda: errand.asked("Anybody"),
    ):
        with pytest.raises(RuleBroken) as refused:
            call()
        assert refused.value.rule == "no_wanted"
    save = SaveWanted(request_id=request_id, version=0, details=wanted())
    errand.s.resourcing.save_wanted(errand.officer, save)
    with pytest.raises(ChangedByOther):
        errand.s.resourcing.save_wanted(errand.officer, save)
    errand.authorise()
    errand.quoted("Dr Tamsin Hale", 1)
    errand.order("Dr Tamsin Hale", why="Only she can.")
    again = SaveWanted(request_id=request_id, version=1, details=wanted(question="Other"))
    with pytest.raises(RuleBroken) as refused:
        errand.s.resourcing.save_wanted(errand.officer, again)
    assert refused.value.rule == "ordered"
    version = errand.s.requests.page(errand.officer, request_id).version
    with pytest.raises(RuleBroken) as refused:
        errand.s.requests.withdraw(errand.officer, request_id, version, "No longer wanted")
    assert refused.value.rule == "ordered"


def test_a_request_and_what_it_wants_are_opened_together_or_not_at_all(errand: Errand) -> None:
    with pytest.raises(InvalidAnswers):
        errand.s.resourcing.open(
            errand.officer, details(RequestKind.ASSESSMENT), wanted(budget_head="permanency")
        )
    with pytest.raises(RuleBroken):
        errand.s.resourcing.open(errand.officer, details(RequestKind.CHANGE), wanted())
    assert errand.s.requests.rows(errand.officer, include_closed=True) == ()


def test_those_who_were_asked_are_chased_and_may_decline(errand: Errand) -> None:
    errand.opened()
    quote = errand.asked("Dr Tamsin Hale", due=date(2026, 11, 25))
    with pytest.raises(RuleBroken) as refused:
        errand.asked("dr tamsin hale")
    assert refused.value.rule == "asked_price"
    errand.clock.move_on(timedelta(days=2))
    assert errand.quote_of("Dr Tamsin Hale").overdue
    errand.s.resourcing.chase(errand.officer, quote.id, quote.version)
    quote = errand.quote_of("Dr Tamsin Hale")
    assert quote.chased_at == errand.clock.now()
    decline = DeclineQuote(quote_id=quote.id, version=quote.version, note="On leave until March.")
    errand.s.resourcing.declined(errand.officer, decline)
    quote = errand.quote_of("Dr Tamsin Hale")
    assert (quote.state, quote.whole_pence) == (QuoteState.DECLINED, None)
    assert TaskKind.CHASE not in errand.open_tasks()


def test_placement_is_refused_with_what_to_do_instead(errand: Errand) -> None:
    errand.opened()
    with pytest.raises(RuleBroken, match="under Quotes") as refused:
        errand.s.searching.run(errand.officer, errand.request_id)
    assert refused.value.rule == "no_home_sought"
    with pytest.raises(RuleBroken, match="referral was not drafted") as refused:
        errand.s.papers.issue(
            errand.officer, PaperAsk(kind=PaperKind.REFERRAL_REDACTED, request_id=errand.request_id)
        )
    assert refused.value.rule == "no_home_sought"


def test_a_search_made_before_the_kind_was_changed_leads_nowhere(
    errand: Errand, services: Services, officer: Actor
) -> None:
    journey = Journey(services, officer)
    journey.opened()
    journey.profiled()
    shortlist = services.searching.run(officer, journey.request_id)
    option = next(one for tier in shortlist.tiers for one in tier.suitable)
    page = services.requests.page(officer, journey.request_id)
    edit = EditRequest(
        request_id=page.id,
        version=page.version,
        details=journey.details(kind=RequestKind.CRISIS),
    )
    services.requests.edit(officer, edit)
    errand.request_id = journey.request_id
    errand.authorise()
    with pytest.raises(RuleBroken) as refused:
        services.approaching.ask(
            officer, AskHousehold(option_id=option.id, means=ApproachMeans.TELEPHONE)
        )
    assert refused.value.rule == "no_home_sought"


def test_a_home_is_not_priced_here(errand: Errand, services: Services, officer: Actor) -> None:
    errand.request_id = Journey(services, officer).opened()
    with pytest.raises(RuleBroken) as refused:
        errand.asked("Dr Tamsin Hale")
    assert refused.value.rule == "home_sought"


def test_these_requests_are_listed_and_not_among_those_without_a_home(errand: Errand) -> None:
    errand.opened(RequestKind.CRISIS)
    (row,) = errand.s.requests.rows(errand.officer)
    assert row.next_step.startswith("Needs an authorisation.")
    assert errand.s.tasks.today(errand.officer).without_home == ()


def test_commitments_add_up_by_budget_head_with_the_orders_behind_them(errand: Errand) -> None:
    for who, price in (("One", 100_001), ("Two", 200_002)):
        errand.opened()
        errand.authorise()
        errand.quoted(who, price)
        errand.order(who, why="The only one.")
    errand.opened(RequestKind.CRISIS)
    errand.authorise()
    errand.quoted("Three", 61_250, basis=PriceBasis.WEEK, units="6", ready_on=None)
    errand.order("Three", why="The only one.", report_due_on=None)
    today = NOW.date()
    found = errand.s.resourcing.commitments(errand.officer, today, today)
    totals = {head.head.code: head.total_pence for head in found.heads}
    assert totals == {"proceedings": 300_003, "assessments": 0, "crisis": 367_500, "section_17": 0}
    assert found.total_pence == 667_503
    assert all(
        head.total_pence == sum(line.price_pence for line in head.lines) for head in found.heads
    )
    later = today + timedelta(days=1)
    assert errand.s.resourcing.commitments(errand.officer, later, later).total_pence == 0


def test_the_business_officer_orders_nothing(errand: Errand) -> None:
    errand.opened()
    errand.authorise()
    quote = errand.quoted("Dr Tamsin Hale", 100)
    business = Actor(UserId(2), "business", "Pat Business", Role.BUSINESS)
    command = OrderResource(quote_id=quote.id, version=quote.version, starts_on=NOW.date())
    with pytest.raises(NotPermitted):
        errand.s.resourcing.order(business, command)


def test_the_business_officer_reads_what_was_ordered(errand: Errand) -> None:
    errand.opened()
    errand.authorise()
    errand.quoted("Dr Tamsin Hale", 12_345)
    errand.order("Dr Tamsin Hale", why="The only one.")
    business = Actor(UserId(2), "business", "Pat Business", Role.BUSINESS)
    found = errand.s.resourcing.commitments(business, NOW.date(), NOW.date())
    assert found.total_pence == 12_345
    assert "parents meet" not in repr(found)


def test_nobody_is_ordered_who_is_suspended_on_the_day_of_the_start(errand: Errand) -> None:
    errand.opened()
    errand.authorise()
    with errand.s.resourcing._store.writing(errand.officer) as uow:
        uow.add(
            Suspension(
                provider_id=ProviderId(1),
                starts_on=NOW.date() + timedelta(days=7),
                reason="Allegations are looked into.",
                decided_by="A manager",
            )
        )
        uow.commit()
    errand.s.resourcing.ask(
        errand.officer, AskPrice(request_id=errand.request_id, provider_id=ProviderId(1))
    )
    quote = errand.quoted("Willowbank Fostering", 100)
    with pytest.raises(RuleBroken, match="is suspended from Tue 1 Dec 2026"):
        errand.order(quote.who, why="The only one.", starts_on=NOW.date() + timedelta(days=8))
    errand.order(quote.who, why="The only one.", starts_on=NOW.date())
