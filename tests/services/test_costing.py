"""Costs and joint funding in a real record: one rule for every price, a split before a joint start, few questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
from sqlalchemy import event

from art_desktop.domain.clock import FixedClock
from art_desktop.domain.commands import StartPlacement
from art_desktop.domain.cost_lines import CostCode
from art_desktop.domain.deciding_words import Funder, SplitBasis
from art_desktop.domain.errors import InvalidAnswers, NotPermitted, RuleBroken
from art_desktop.domain.funding import FundingPart, RecordFunding
from art_desktop.domain.funding_views import DecideContractCare, FundingView
from art_desktop.domain.ids import OptionId, Pence, RequestId, UserId
from art_desktop.domain.needs import NeedAnswer
from art_desktop.domain.permissions import Actor, Role
from art_desktop.domain.vocabulary import Answer, Level, NeedCode, Post, Stage, TaskKind
from art_desktop.services import Services
from tests.services.conftest import FRANKIE, TOBY
from tests.services.journey import Journey, needs

EACH = 21902
"""Toby is 9 and Frankie 6: Level 2 for 5 to 10 is 219.02 for each of them."""
STARTS = date(2026, 11, 27)


@pytest.fixture
def journey(services: Services, officer: Actor) -> Journey:
    return Journey(services, officer)


def split(request_id: RequestId, starts: date, *shares: str, **more: Any) -> RecordFunding:
    return RecordFunding(
        request_id=request_id,
        basis=SplitBasis.SHARES,
        starts_on=starts,
        lines=tuple(
            FundingPart(funder, Decimal(share))
            for funder, share in zip(Funder, shares, strict=False)
        ),
        **more,
    )


def joint_match(journey: Journey) -> OptionId:
    """Take a jointly funded request as far as the match."""
    journey.referred(joint_funding_likely=True)
    journey.authorise(Post.JASP)
    first = journey.search()[0]
    journey.ask(first.id)
    journey.answer(Answer.YES)
    journey.view(first.id)
    journey.agree(first.id)
    return first.id


def start(journey: Journey, on: date = STARTS) -> None:
    journey.services.placing.start(
        journey.officer,
        StartPlacement(request_id=journey.request_id, version=journey.page.version, starts_on=on),
    )


def view(journey: Journey) -> FundingView:
    return journey.services.funding.view(journey.officer, journey.request_id)


def test_each_option_has_its_cost_beside_it(journey: Journey) -> None:
    first = journey.searched()[0]
    found = journey.services.costing.for_option(journey.officer, first.id)
    assert found == first.cost
    assert found.starts_on == STARTS
    assert found.weekly_pence == 2 * EACH == first.weekly_price_pence
    codes = [line.code for line in found.lines]
    assert codes == [CostCode.ALLOWANCE, CostCode.EXTRA_WEEKS] * 2
    every = journey.services.costing.for_request(journey.officer, journey.request_id)
    assert every[first.id] == found


def test_the_placement_costs_what_the_option_said(journey: Journey) -> None:
    first = journey.matched()
    start(journey)
    prices = [one.weekly_price_pence for one in journey.page.placements]
    assert prices == [EACH, EACH]
    found = journey.services.costing.for_option(journey.officer, first.id)
    assert sum(cast("list[int]", prices)) == found.weekly_pence


def test_a_joint_placement_waits_for_its_split(journey: Journey) -> None:
    joint_match(journey)
    assert view(journey).missing
    with pytest.raises(RuleBroken) as refused:
        start(journey)
    assert refused.value.rule == "no_split"
    assert journey.page.placements == ()
    late = split(journey.request_id, STARTS + timedelta(days=1), "28", "72")
    journey.services.funding.record(journey.officer, late)
    with pytest.raises(RuleBroken, match="begins on"):
        start(journey)
    on_time = split(journey.request_id, STARTS, "28", "72")
    journey.services.funding.record(journey.officer, on_time)
    assert not view(journey).missing
    start(journey)
    assert journey.page.stage is Stage.PLACED


def test_what_does_not_add_up_is_not_recorded(journey: Journey) -> None:
    joint_match(journey)
    with pytest.raises(InvalidAnswers, match="add up to 99%"):
        journey.services.funding.record(
            journey.officer, split(journey.request_id, STARTS, "28", "71")
        )
    assert view(journey).splits == ()


def test_a_later_split_ends_the_earlier_one_and_rewrites_nothing(
    journey: Journey, clock: FixedClock
) -> None:
    joint_match(journey)
    journey.services.funding.record(
        journey.officer, split(journey.request_id, STARTS, "28", "72", note="JASP, 26 Nov")
    )
    start(journey)
    clock.move_on(timedelta(days=1))
    later = STARTS + timedelta(days=30)
    journey.services.funding.record(
        journey.officer, split(journey.request_id, later, "25.2", "64.8", "10")
    )
    newer, older = view(journey).splits
    assert (older.starts_on, older.ends_on) == (STARTS, later - timedelta(days=1))
    assert [part.share for part in older.parts] == [28, 72]
    assert older.note == "JASP, 26 Nov"
    assert (newer.starts_on, newer.ends_on) == (later, None)
    assert [part.share for part in newer.parts] == [Decimal("25.2"), Decimal("64.8"), 10]
    finance = [task for task in journey.page.tasks if task.kind is TaskKind.FINANCE]
    assert any("who pays what" in task.words for task in finance)
    told = [
        line.words
        for line in journey.services.requests.history(journey.officer, journey.request_id)
    ]
    assert any(words.startswith("Funding split from") and "64.8%" in words for words in told)


def test_each_day_is_paid_by_the_split_that_holds_on_it(journey: Journey) -> None:
    option_id = joint_match(journey)
    middle = STARTS + timedelta(days=7)
    for starts, shares in ((STARTS, ("50", "50")), (middle, ("100",))):
        command = split(journey.request_id, starts, *shares)
        journey.services.funding.record(journey.officer, command)
    found = journey.services.costing.for_option(journey.officer, option_id)
    parts = {part.funder: part for part in found.parts}
    # Education pays half of one week, 438.04 / 2, and nothing after it.
    assert parts[Funder.EDUCATION].weekly_pence == EACH
    assert parts[Funder.EDUCATION].yearly_pence == EACH
    assert sum(part.yearly_pence for part in found.parts) == found.yearly_pence


def test_a_mended_split_of_the_same_day_counts(journey: Journey, clock: FixedClock) -> None:
    joint_match(journey)
    for shares in (("28", "72"), ("30", "70")):
        clock.move_on(timedelta(minutes=5))
        command = split(journey.request_id, STARTS, *shares)
        journey.services.funding.record(journey.officer, command)
    newer, older = view(journey).splits
    assert older.replaced
    assert not newer.replaced
    assert newer.parts[0].share == 30


def test_contract_care_is_paid_once_it_is_decided(journey: Journey) -> None:
    journey.opened()
    fed = NeedAnswer(Level.COMPLEX, "Wakes at every sound.", "Two adults who take turns.")
    complex_needs = needs().with_answer(f"levels.{NeedCode.ATTACHMENT}", fed)
    journey.save_needs(TOBY, complex_needs, 0)
    journey.save_needs(FRANKIE, needs(), 0)
    services, officer = journey.services, journey.officer
    services.requests.refer(officer, journey.request_id, journey.page.version)
    journey.authorise()
    option_id = journey.search()[0].id
    before = services.costing.for_option(officer, option_id)
    beside = [line for line in before.lines if line.code is CostCode.CONTRACT_CARE]
    assert [(line.counted, line.weekly_pence) for line in beside] == [(False, 40788)]
    placed = [line for line in before.lines if line.code is CostCode.ALLOWANCE]
    assert [line.weekly_pence for line in placed] == [EACH, EACH]
    asked = DecideContractCare(request_id=journey.request_id, child_id=TOBY, decided_by="")
    with pytest.raises(InvalidAnswers, match="who decided"):
        services.funding.decide_contract_care(officer, asked)
    decided = DecideContractCare(
        request_id=journey.request_id, child_id=TOBY, decided_by="Head of Service"
    )
    services.funding.decide_contract_care(officer, decided)
    after = services.costing.for_option(officer, option_id)
    paid = [line.weekly_pence for line in after.lines if line.code is CostCode.CONTRACT_CARE]
    assert paid == [40788]
    assert [line.decided_by for line in view(journey).care] == ["Head of Service", ""]
    services.funding.decide_contract_care(
        officer,
        DecideContractCare(request_id=journey.request_id, child_id=TOBY, decided_by="", paid=False),
    )
    assert services.costing.for_option(officer, option_id) == before


def test_who_may_not_see_needs_sees_no_costs(journey: Journey) -> None:
    first = journey.searched()[0]
    panel = Actor(UserId(4), "panel", "Pat Panel", Role.PANEL)
    for call in (
        lambda: journey.services.costing.for_option(panel, first.id),
        lambda: journey.services.funding.view(panel, journey.request_id),
        lambda: journey.services.funding.record(panel, split(journey.request_id, STARTS, "100")),
    ):
        with pytest.raises(NotPermitted):
            call()


def test_costs_are_read_with_as_many_questions_for_many_options_as_for_one(
    journey: Journey,
) -> None:
    from art_desktop.domain.requests import Option
    from art_desktop.services.costing import costs_of
    from art_desktop.services.standing import hold

    journey.searched()
    store = cast("Any", journey.services.requests._store)
    asked = []
    for count in (1, 2):
        with store.reading(journey.officer) as uow:
            held = hold(uow, journey.request_id, date(2026, 11, 24))
            options = [
                one for one in uow.all(Option, request_id=journey.request_id) if one.suitable
            ]
            assert len(options) >= 2
            with _counted(store) as said:
                found = costs_of(uow, held, options[:count], STARTS, supports={})
            assert len(found) == count
            asked.append(len(said))
    assert asked[0] == asked[1]


@contextmanager
def _counted(store: Any) -> Iterator[list[str]]:
    """Collect the questions that are asked of the database meanwhile."""
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_an_amount_is_split_to_the_penny(journey: Journey) -> None:
    option_id = joint_match(journey)
    command = RecordFunding(
        request_id=journey.request_id,
        basis=SplitBasis.AMOUNTS,
        starts_on=STARTS,
        lines=(
            FundingPart(Funder.SOCIAL_CARE, weekly_pence=Pence(2 * EACH - 10001)),
            FundingPart(Funder.HEALTH, weekly_pence=Pence(10001)),
        ),
        weekly_pence=Pence(2 * EACH),
    )
    journey.services.funding.record(journey.officer, command)
    found = journey.services.costing.for_option(journey.officer, option_id)
    parts = {part.funder: part for part in found.parts}
    assert parts[Funder.HEALTH].weekly_pence == 10001
    # 100.01 x 365 / 7 = 5214.807... -> 5,214.81
    assert parts[Funder.HEALTH].yearly_pence == 521481
    assert sum(part.yearly_pence for part in found.parts) == found.yearly_pence
