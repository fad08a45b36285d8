"""Prices of resources by hand and by rule; the gates of ordering; the stages in the words that fit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain import life, resourcing
from art_desktop.domain.deciding_words import PriceBasis, QuoteState, ResourceKind
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.ids import AuthorisationId, Pence, QuoteId, RequestId, UserId
from art_desktop.domain.requests import Authorisation, Request
from art_desktop.domain.resource_prices import (
    basis_words,
    enquiry_words,
    kept_units,
    kinds_for,
    late_words,
    outcome_words,
    price_of,
    priced,
    stage_words,
    still_waits,
    units_of,
    whole_price,
)
from art_desktop.domain.resource_views import (
    EndOrder,
    OrderResource,
    RecordQuote,
    ResourceDetails,
)
from art_desktop.domain.resources import Quote, ResourceOrder, ResourceWanted
from art_desktop.domain.resourcing import ResourceStanding
from art_desktop.domain.vocabulary import Decision, Post, RequestKind, Stage

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
COURT = date(2027, 2, 1)


def a_request(kind: RequestKind = RequestKind.ASSESSMENT, **changes: object) -> Request:
    given: dict[str, object] = {
        "id": RequestId(1),
        "reference": "R-2026-0001",
        "kind": kind,
        "needed_at": NOW,
        "referred_at": NOW,
        "opened_at": NOW,
    }
    return Request(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def a_wanted(resource: ResourceKind = ResourceKind.PARENTING, **changes: object) -> ResourceWanted:
    given: dict[str, object] = {
        "request_id": RequestId(1),
        "resource": resource,
        "question": "Can they keep him safe?",
        "court_on": COURT,
        "needed_by": date(2027, 1, 20),
        "budget_head": "proceedings",
    }
    return ResourceWanted(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def a_quote(key: int, price: int | None, **changes: object) -> Quote:
    given: dict[str, object] = {
        "id": QuoteId(key),
        "request_id": RequestId(1),
        "who": f"Expert {key}",
        "asked_at": NOW,
        "asked_by": UserId(1),
        "price_pence": price,
        "state": QuoteState.ASKED if price is None else QuoteState.QUOTED,
        "ready_on": date(2027, 1, 10),
    }
    return Quote(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def a_decision(key: int = 1, most: int | None = None) -> Authorisation:
    return Authorisation(
        id=AuthorisationId(key),
        request_id=RequestId(1),
        kind=RequestKind.ASSESSMENT,
        post=Post.HEAD_OF_SERVICE,
        decided_by="A Head",
        decision=Decision.AGREED,
        decided_at=NOW,
        valid_until=None,
        most_pence=None if most is None else Pence(most),
        recorded_by=UserId(1),
        recorded_at=NOW,
    )


def an_order(key: int = 1, quote: int = 1, by: int = 1, **changes: object) -> ResourceOrder:
    given: dict[str, object] = {
        "id": key,
        "request_id": RequestId(1),
        "quote_id": QuoteId(quote),
        "authorisation_id": AuthorisationId(by),
        "why": "",
        "price_pence": Pence(1),
        "starts_on": TODAY,
        "ordered_at": NOW,
        "ordered_by": UserId(1),
    }
    return ResourceOrder(**{**given, **changes})  # type: ignore[arg-type]  # given by name


def ordering(key: int = 1, **changes: Any) -> OrderResource:
    given: dict[str, object] = {
        "quote_id": QuoteId(key),
        "version": 1,
        "starts_on": TODAY,
        "report_due_on": date(2027, 1, 10),
    }
    return OrderResource(**{**given, **changes})


# Prices


@pytest.mark.parametrize(
    ("price", "basis", "units", "whole"),
    [
        (345_000, PriceBasis.FIXED, "1", 345_000),  # £3,450.00 in all
        (9_500, PriceBasis.HOUR, "12.5", 118_750),  # £95.00 x 12.5 = £1,187.50
        (
            8_533,
            PriceBasis.HOUR,
            "12.5",
            106_663,
        ),  # £85.33 x 12.5 = £1,066.625: half a penny goes up
        (61_250, PriceBasis.WEEK, "12", 735_000),  # £612.50 x 12 = £7,350.00
        (43_333, PriceBasis.DAY, "0.5", 21_667),  # £433.33 / 2 = £216.665
        (2_199, PriceBasis.HOUR, "0.33", 726),  # £21.99 x 0.33 = £7.2567
    ],
)
def test_prices_worked_by_hand(price: int, basis: PriceBasis, units: str, whole: int) -> None:
    assert price_of(a_quote(1, price, basis=basis, units=units)) == whole


@given(
    price=st.integers(1, 10**8),
    hundredths=st.integers(1, 999_900),
    basis=st.sampled_from([PriceBasis.WEEK, PriceBasis.DAY, PriceBasis.HOUR]),
)
def test_a_whole_price_is_exact_to_half_a_penny(
    price: int, hundredths: int, basis: PriceBasis
) -> None:
    units = Decimal(hundredths) / 100
    exact = Fraction(price) * Fraction(hundredths, 100)
    whole = whole_price(price, basis, units)
    assert -Fraction(1, 2) < exact - whole <= Fraction(1, 2) or whole - exact == Fraction(1, 2)
    assert abs(whole - exact) <= Fraction(1, 2)
    assert whole_price(price, basis, Decimal(1)) == price
    assert units_of(kept_units(basis, str(units))) == units


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "1.234", "many", "NaN", "Infinity", "1e9", "10000", "½", "٣", "--1"]
)
def test_what_is_no_number_of_hours_is_not_taken(typed: str) -> None:
    assert units_of(typed) is None


@pytest.mark.parametrize(("typed", "units"), [("12.5", "12.5"), (" 40 ", "40"), ("1,200", "1200")])
def test_hours_are_taken_as_typed(typed: str, units: str) -> None:
    assert units_of(typed) == Decimal(units)


def test_a_price_in_all_reads_no_units() -> None:
    assert kept_units(PriceBasis.FIXED, "rubbish") == "1"
    assert basis_words(PriceBasis.FIXED, Decimal(1), 345_000) == "£3,450.00 in all"
    assert basis_words(PriceBasis.HOUR, Decimal("12.50"), 9_500) == "£95.00 an hour × 12.5 hours"
    assert basis_words(PriceBasis.WEEK, Decimal(1), 61_250) == "£612.50 a week × 1 week"


def test_the_cheapest_in_all_comes_first_whatever_the_basis() -> None:
    by_hour = a_quote(1, 9_500, basis=PriceBasis.HOUR, units="40")  # £3,800.00
    fixed = a_quote(2, 345_000)
    declined = a_quote(3, 100, state=QuoteState.DECLINED)
    assert [quote.id for _, quote in priced([by_hour, fixed, declined, a_quote(4, None)])] == [2, 1]


@pytest.mark.parametrize(
    ("ready", "words"),
    [
        (None, ""),
        (date(2027, 1, 20), ""),
        (date(2027, 1, 21), "1 day after it is needed"),
        (date(2027, 1, 31), "11 days after it is needed"),
        (COURT, "only on the day the court sits"),
        (date(2027, 2, 3), "2 days after the court sits"),
    ],
)
def test_late_is_said_against_the_court_before_the_day_it_is_needed(
    ready: date | None, words: str
) -> None:
    assert late_words(a_wanted(), ready) == words


# Gates of the order


def test_the_cheapest_of_two_in_time_needs_no_reason() -> None:
    quotes = [a_quote(1, 300_000), a_quote(2, 345_000)]
    held = ResourceStanding(a_wanted(), quotes)
    resourcing.check_order(held, quotes[0], ordering(), TODAY, "No.")


@pytest.mark.parametrize(
    ("quotes", "says"),
    [
        ([a_quote(1, 300_000)], "Only one price"),
        ([a_quote(1, 345_000), a_quote(2, 300_000)], "£450.00 dearer than Expert 2"),
        ([a_quote(1, 300_000, ready_on=date(2027, 2, 9)), a_quote(2, 345_000)], "late"),
    ],
)
def test_a_choice_that_does_not_speak_for_itself_needs_its_reason(
    quotes: list[Quote], says: str
) -> None:
    held = ResourceStanding(a_wanted(), quotes)
    with pytest.raises(InvalidAnswers) as refused:
        resourcing.check_order(held, quotes[0], ordering(), TODAY, "No.")
    assert [problem.field for problem in refused.value.problems] == ["why"]
    assert says in str(refused.value)
    resourcing.check_order(held, quotes[0], ordering(why="She knows the family."), TODAY, "No.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"report_due_on": None}, "report_due_on"),
        ({"report_due_on": date(2026, 11, 1)}, "report_due_on"),
        ({"starts_on": date(2028, 11, 24)}, "starts_on"),
        ({"ends_on": date(2026, 11, 1)}, "ends_on"),
    ],
)
def test_an_order_with_a_day_that_cannot_be_is_refused(changes: dict[str, Any], field: str) -> None:
    quotes = [a_quote(1, 300_000), a_quote(2, 345_000)]
    command = ordering(1, **changes)
    with pytest.raises(InvalidAnswers) as refused:
        resourcing.check_order(ResourceStanding(a_wanted(), quotes), quotes[0], command, TODAY, "")
    assert field in [problem.field for problem in refused.value.problems]


@pytest.mark.parametrize("state", [QuoteState.ASKED, QuoteState.DECLINED])
def test_nothing_is_ordered_from_somebody_without_a_price(state: QuoteState) -> None:
    quote = a_quote(1, None, state=state)
    with pytest.raises(RuleBroken) as refused:
        resourcing.check_order(
            ResourceStanding(a_wanted(), [quote]), quote, ordering(), TODAY, "No."
        )
    assert refused.value.rule == "no_price"


def test_an_order_keeps_to_the_penny_within_what_was_authorised() -> None:
    resourcing.require_within(a_decision(most=300_000), [], Pence(300_000), "No.")
    resourcing.require_within(a_decision(most=None), [], Pence(10**8), "No.")
    with pytest.raises(RuleBroken, match=r"£3,000\.01, and £3,000\.00 was authorised") as refused:
        resourcing.require_within(a_decision(most=300_000), [], Pence(300_001), "No.")
    assert refused.value.rule == "authorised_price"


def test_an_authorisation_is_good_for_one_order() -> None:
    orders = [an_order(by=1)]
    with pytest.raises(RuleBroken) as refused:
        resourcing.require_within(a_decision(1), orders, Pence(1), "No.")
    assert refused.value.rule == "authorisation"
    resourcing.require_within(a_decision(2), orders, Pence(1), "No.")


def test_an_extension_starts_after_what_runs_and_says_why() -> None:
    quote = a_quote(1, 61_250, basis=PriceBasis.WEEK, units="6", state=QuoteState.CHOSEN)
    held = ResourceStanding(a_wanted(ResourceKind.FAMILY_SUPPORT), [quote], [an_order()])
    with pytest.raises(InvalidAnswers) as refused:
        resourcing.check_order(held, quote, ordering(report_due_on=None), TODAY, "No.")
    assert {problem.field for problem in refused.value.problems} == {"why", "starts_on"}
    later = ordering(starts_on=date(2027, 1, 4), report_due_on=None, why="It works.", units="4")
    resourcing.check_order(held, quote, later, TODAY, "No.")
    assert resourcing.order_price(quote, later, "No.") == 245_000  # £612.50 x 4


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (RequestKind.ASSESSMENT, {"ended_on": date(2026, 11, 25)}, "ended_on"),
        (RequestKind.ASSESSMENT, {"ended_on": date(2026, 11, 1)}, "ended_on"),
        (RequestKind.ASSESSMENT, {"outcome": " "}, "outcome"),
        (RequestKind.CRISIS, {}, "stayed_home"),
    ],
)
def test_an_end_that_cannot_be_right_is_refused(
    kind: RequestKind, changes: dict[str, object], field: str
) -> None:
    given: dict[str, object] = {"order_id": 1, "version": 1, "ended_on": TODAY, "outcome": "Done."}
    command = EndOrder(**{**given, **changes})  # type: ignore[arg-type]  # given by name
    with pytest.raises(InvalidAnswers) as refused:
        resourcing.check_end(an_order(), kind, command, TODAY, "No.")
    assert [problem.field for problem in refused.value.problems] == [field]


# What is wanted, and quotes


def test_what_is_wanted_is_checked_answer_by_answer() -> None:
    details = ResourceDetails(
        resource=ResourceKind.MENTORING,
        question=" ",
        budget_head="somebody else's",
        court_on=date(2026, 11, 1),
        needed_by=date(2026, 12, 1),
        weeks=0,
    )
    found = resourcing.wanted_problems(
        RequestKind.ASSESSMENT, details, ["proceedings"], TODAY, None
    )
    fields = {"resource", "question", "court_on", "needed_by", "weeks", "budget_head"}
    assert {problem.field for problem in found} == fields


def test_every_resource_belongs_to_one_kind_of_request() -> None:
    assessments, support = kinds_for(RequestKind.ASSESSMENT), kinds_for(RequestKind.CRISIS)
    assert not set(assessments) & set(support)
    assert {*assessments, *support} == set(ResourceKind)


def test_a_quote_is_checked_answer_by_answer() -> None:
    command = RecordQuote(
        quote_id=QuoteId(1),
        version=1,
        price_pence=0,
        basis=PriceBasis.HOUR,
        units="a few",
        can_start_on=date(2026, 11, 1),
        ready_on=date(2026, 10, 1),
    )
    found = [problem.field for problem in resourcing.quote_problems(command, TODAY, TODAY)]
    assert found == ["price_pence", "units", "can_start_on", "ready_on", "ready_on"]


def test_the_enquiry_says_nothing_of_the_case() -> None:
    wanted = a_wanted(question="Can Mrs Wrenfield keep Toby safe?", about="Mrs Wrenfield", weeks=6)
    words = enquiry_words(wanted, "a child, 9", date(2026, 12, 1), "The team", "01632 960100")
    assert "Wrenfield" not in words
    assert "Toby" not in words
    assert "Parenting assessment" in words
    assert "about 6 weeks" in words
    assert "needed by Wed 20 Jan 2027" in words
    assert "answer by Tue 1 Dec 2026" in words
    assert "nothing is ordered by it" in words


# The stage and its words


def test_the_stage_follows_from_what_is_on_record() -> None:
    request, decision = a_request(), a_decision()
    asked, quoted = a_quote(1, None), a_quote(2, 345_000)
    order = an_order(quote=2)

    def at(held: ResourceStanding, by: Authorisation | None = decision) -> Stage:
        return resourcing.stage(request, by, held)

    assert at(ResourceStanding(a_wanted(), [quoted]), None) is Stage.REFERRED
    assert at(ResourceStanding(a_wanted())) is Stage.AUTHORISED
    assert at(ResourceStanding(a_wanted(), [asked])) is Stage.SEARCHING
    assert at(ResourceStanding(a_wanted(), [asked, quoted])) is Stage.OFFERS_IN
    assert at(ResourceStanding(a_wanted(), [quoted], [order]), None) is Stage.AGREED
    closed = a_request(closed_at=NOW)
    assert resourcing.stage(closed, None, ResourceStanding(None, [], [order])) is Stage.CLOSED
    assert resourcing.stage(closed, None, ResourceStanding()) is Stage.WITHDRAWN
    draft = a_request(referred_at=None)
    assert resourcing.stage(draft, None, ResourceStanding()) is Stage.DRAFT


def test_no_word_of_placing_is_said_where_no_home_is_sought() -> None:
    said = [
        stage_words(RequestKind.ASSESSMENT, view.stage)
        for view in life.stage_bar(Stage.AGREED, RequestKind.ASSESSMENT)
    ]
    assert said == [
        "Referred",
        "Authorised",
        "Asking for prices",
        "Prices in",
        "Ordered",
        "Received",
    ]
    assert stage_words(RequestKind.CRISIS, Stage.PLACED) == "Ended"
    assert stage_words(RequestKind.CHANGE, Stage.PLACED) == "Placed"
    assert stage_words(RequestKind.CHANGE, Stage.OFFERS_IN) == "Offers in"


def test_each_stage_says_what_is_next_and_where() -> None:
    request = a_request(social_worker="Kwame Ferris")
    quoted = ResourceStanding(a_wanted(), [a_quote(1, 345_000), a_quote(2, None)])
    ordered = ResourceStanding(
        a_wanted(), [a_quote(1, 1)], [an_order(report_due_on=date(2027, 1, 10))]
    )

    def step(reached: Stage, held: ResourceStanding) -> tuple[str, str]:
        found = resourcing.next_step(request, reached, held, "PASP")
        return found.action, f"{found.words} {found.owed_by}"

    assert step(Stage.DRAFT, ResourceStanding())[0] == "wanted"
    assert step(Stage.DRAFT, ResourceStanding(a_wanted()))[0] == "refer"
    assert step(Stage.REFERRED, quoted) == (
        "decision",
        "Needs an authorisation. Until it is recorded prices are indicative and nothing is ordered. PASP",
    )
    assert step(Stage.AUTHORISED, ResourceStanding(a_wanted()))[0] == "quotes"
    assert "One price is in; 1 still to come" in step(Stage.OFFERS_IN, quoted)[1]
    assert "due Sun 10 Jan 2027. Expert 1" in step(Stage.AGREED, ordered)[1]


@pytest.mark.parametrize("kind", list(RequestKind))
def test_placement_is_refused_exactly_where_no_home_is_sought(kind: RequestKind) -> None:
    request = a_request(kind)
    if kind.seeks_home:
        resourcing.refuse_placement(request, "Nobody was asked.")
        with pytest.raises(RuleBroken):
            resourcing.require_resource(request, "Nothing was ordered.")
    else:
        resourcing.require_resource(request, "Nothing was ordered.")
        with pytest.raises(RuleBroken, match="looks for no home") as refused:
            resourcing.refuse_placement(request, "Nobody was asked.")
        assert refused.value.rule == "no_home_sought"


def test_what_came_of_it_is_said_in_a_line() -> None:
    order = an_order(ended_on=TODAY, outcome="It recommends support.")
    words = outcome_words(RequestKind.ASSESSMENT, order)
    assert words == "Report received on Tue 24 Nov 2026. It recommends support."
    order.stayed_home = False
    words = outcome_words(RequestKind.CRISIS, order)
    assert words.startswith("Support ended on Tue 24 Nov 2026. The child did not stay at home.")


@pytest.mark.parametrize("stage", list(Stage))
def test_the_time_left_counts_until_it_is_ordered(stage: Stage) -> None:
    assert still_waits(RequestKind.CHANGE, stage) == stage.is_open
    ordered = stage is Stage.AGREED
    assert still_waits(RequestKind.CRISIS, stage) == (stage.is_open and not ordered)
