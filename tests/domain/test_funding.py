"""Joint funding: what is refused, and that every division adds up to the penny."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from art_desktop.domain.cost_parts import funder_shares
from art_desktop.domain.deciding_words import Funder, SplitBasis
from art_desktop.domain.errors import InvalidAnswers, RuleBroken
from art_desktop.domain.funding import (
    FundingPart,
    RecordFunding,
    check,
    default_lines,
    divide,
    in_force,
    require_split,
    share_of,
    share_words,
    with_health,
    with_rest,
)
from art_desktop.domain.funding_records import FundingSplit
from art_desktop.domain.ids import FundingId, Pence, RequestId, UserId

pence = st.integers(0, 10**8)
weights = st.lists(st.decimals(0, 100, places=4), min_size=1, max_size=6)


def test_the_figure_of_the_policy() -> None:
    assert divide(Pence(404100), [Decimal(28), Decimal(72)]) == (113148, 290952)


@given(pence, weights)
def test_a_division_adds_up_and_is_fair_to_a_penny(total: int, shares: list[Decimal]) -> None:
    whole = sum(shares)
    assume(whole > 0)
    parts = divide(Pence(total), shares)
    assert sum(parts) == total
    for part, share in zip(parts, shares, strict=True):
        exact = Fraction(total) * Fraction(share) / Fraction(whole)
        assert abs(part - exact) < 1
        assert part >= 0


@given(pence, weights, st.randoms())
def test_who_gets_the_penny_does_not_depend_on_chance(
    total: int, shares: list[Decimal], chance: object
) -> None:
    del chance
    assume(sum(shares) > 0)
    assert divide(Pence(total), shares) == divide(Pence(total), list(shares))


@pytest.mark.parametrize("bad", [[], [Decimal(0)], [Decimal(-1), Decimal(2)]])
def test_nothing_is_divided_by_nothing(bad: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="shares"):
        divide(Pence(100), bad)


def split(basis: SplitBasis, parts: list[FundingPart], whole: int | None = None) -> RecordFunding:
    return RecordFunding(
        request_id=RequestId(1),
        basis=basis,
        starts_on=date(2027, 1, 4),
        lines=tuple(parts),
        weekly_pence=None if whole is None else Pence(whole),
    )


def shares(*percent: str) -> list[FundingPart]:
    return [FundingPart(funder, Decimal(p)) for funder, p in zip(Funder, percent, strict=False)]


def amounts(*paid: int) -> list[FundingPart]:
    return [
        FundingPart(funder, weekly_pence=Pence(p)) for funder, p in zip(Funder, paid, strict=False)
    ]


@pytest.mark.parametrize(
    "parts",
    [
        shares("28", "72"),
        shares("33.3333", "33.3333", "33.3334"),
        shares("100"),
        shares("25.2", "64.8", "10"),
    ],
)
def test_shares_that_add_up_are_taken(parts: list[FundingPart]) -> None:
    check(split(SplitBasis.SHARES, parts))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (shares("28", "71.9999"), "add up to 99.9999%: 0.0001% are missing"),
        (shares("33.3333", "33.3333", "33.3333"), "99.9999%"),
        (shares("60", "50"), "10% too much"),
        (shares("-10", "110"), "from 0% to 100%"),
        (shares("NaN", "100"), "Write"),
        (shares("33.33333", "66.66667"), "at most 4 decimals"),
        ([], "Say who pays"),
        ([FundingPart(Funder.HEALTH, Decimal(50))] * 2, "once"),
        ([FundingPart(Funder.HEALTH, weekly_pence=Pence(5))], "Write"),
    ],
)
def test_shares_that_do_not_are_refused(parts: list[FundingPart], says: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        check(split(SplitBasis.SHARES, parts))
    assert says in str(refused.value)


def test_amounts_add_up_to_the_whole() -> None:
    check(split(SplitBasis.AMOUNTS, amounts(113148, 290952), 404100))
    for parts, whole, says in (
        (amounts(113148, 290951), 404100, "£0.01 are missing"),
        (amounts(113148, 290953), 404100, "£0.01 too much"),
        (amounts(-1, 404101), 404100, "from £0.00"),
        (amounts(100), None, "whole price"),
    ):
        with pytest.raises(InvalidAnswers) as refused:
            check(split(SplitBasis.AMOUNTS, parts, whole))
        assert says in str(refused.value)


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
def test_social_care_pays_the_rest(paid: list[int]) -> None:
    whole = Pence(sum(paid))
    parts = with_rest(whole, amounts(*paid)[1:])
    assert [part.weekly_pence for part in parts] == paid
    check(split(SplitBasis.AMOUNTS, list(parts), whole))


@given(st.decimals(0, 100, places=4), st.decimals(0, 100, places=4))
def test_with_a_health_share_the_whole_stays_the_whole(health: Decimal, care: Decimal) -> None:
    parts = with_health(shares(str(care), str(100 - care)), health)
    check(split(SplitBasis.SHARES, list(parts)))


def test_without_education_social_care_pays_all() -> None:
    (only,) = default_lines(social_care=Decimal(28), education=Decimal(72), with_education=False)
    assert only == FundingPart(Funder.SOCIAL_CARE, Decimal(100))


@given(
    st.fractions(0, 10**7),
    st.fractions(0, 60),
    st.lists(st.integers(0, 10**6), min_size=3, max_size=3),
)
def test_by_amounts_nobody_pays_more_than_there_is(
    amount: Fraction, weeks: Fraction, paid: list[int]
) -> None:
    found = funder_shares(amount, weeks, amounts(*paid))
    assert sum(found.values()) == amount
    assert min(found.values()) >= 0


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("28", "28"),
        (" 28.5 % ", "28.5"),
        ("33,3333", "33.3333"),
        ("", None),
        ("a", None),
        ("1e2", None),
        ("-5", None),
        (".", None),
        ("1.2.3", None),
    ],
)
def test_a_share_as_it_is_typed(typed: str, share: str | None) -> None:
    assert share_of(typed) == (None if share is None else Decimal(share))


@given(st.decimals(0, 100, places=4))
def test_a_share_as_it_is_written_is_read_again(share: Decimal) -> None:
    assert share_of(share_words(share)) == share


def held(key: int, starts: date, ends: date | None = None) -> FundingSplit:
    return FundingSplit(
        id=FundingId(key),
        request_id=RequestId(1),
        basis=SplitBasis.SHARES,
        starts_on=starts,
        ends_on=ends,
        recorded_at=datetime(2027, 1, key, tzinfo=UTC),
        recorded_by=UserId(1),
    )


def test_the_last_one_recorded_that_has_begun_is_in_force() -> None:
    first = held(1, date(2027, 1, 4), date(2027, 3, 31))
    second = held(2, date(2027, 4, 1))
    put_right = held(3, date(2027, 4, 1))
    every = [put_right, first, second]
    assert in_force(every, date(2027, 1, 3)) is None
    assert in_force(every, date(2027, 3, 31)) is first
    assert in_force(every, date(2027, 4, 1)) is put_right


def test_a_joint_placement_does_not_start_without_its_split() -> None:
    start, doing = date(2027, 2, 1), "The placement was not started."
    require_split([], joint=False, starts_on=start, doing=doing)
    require_split([held(1, start)], joint=True, starts_on=start, doing=doing)
    for splits, says in (([], "from Mon 1 Feb 2027"), ([held(1, date(2027, 2, 2))], "begins on")):
        with pytest.raises(RuleBroken) as refused:
            require_split(splits, joint=True, starts_on=start, doing=doing)
        assert refused.value.rule == "no_split"
        assert says in refused.value.why
        assert "Decision" in refused.value.what_next
