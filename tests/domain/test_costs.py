"""What options cost: examples worked out by hand, day by day, and properties that hold for any of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.allowances import CostChild, PriceTerms, weekly_prices
from art_desktop.domain.cost_lines import CostCode
from art_desktop.domain.cost_streams import to_the_penny, years_on
from art_desktop.domain.cost_tables import CostTables
from art_desktop.domain.costs import CostLine, OptionCost, cost
from art_desktop.domain.deciding_words import Funder
from art_desktop.domain.funding import FundingPart, default_lines
from art_desktop.domain.ids import ChildId, Pence
from art_desktop.domain.vocabulary import PaymentLevel, RequestKind, Tier
from art_desktop.domain.work import AllowanceRate, Setting, SupportPrice
from art_desktop.intake.seeds import policy_seeds

STARTS = date(2027, 1, 4)
"""A Monday. The year from it runs to 3 January 2028: 365 days, 52 weeks and a day."""
SEEDS = policy_seeds()
TABLES = CostTables(SEEDS.allowance_rates, SEEDS.settings)


def terms(level: PaymentLevel | None, **more: object) -> PriceTerms:
    """Return the terms of an in-house household."""
    made = PriceTerms(kind=RequestKind.CHANGE, tier=Tier.IN_HOUSE, level=level)
    return replace(made, **more)  # type: ignore[arg-type]  # the caller names the field


def child(born_on: date, **more: object) -> CostChild:
    """Return a child of a birthday, with no end planned."""
    made = CostChild(ChildId(1), "Boy", born_on)
    return replace(made, **more)  # type: ignore[arg-type]  # the caller names the field


def line(found: OptionCost, code: CostCode) -> CostLine:
    """Return the one line of a kind."""
    (only,) = [one for one in found.lines if one.code is code]
    return only


def provider(**more: object) -> PriceTerms:
    """Return the terms of a home outside."""
    made = PriceTerms(kind=RequestKind.CHANGE, tier=Tier.RESIDENTIAL)
    return replace(made, **more)  # type: ignore[arg-type]  # the caller names the field


# Born 1 March 2024: 2 years old at the start, 3 on 1 March 2027, in the band 0 to 4 all the year.
# Level 1: 145.44 a week; 365 days: 145.44 x 365 / 7 = 7583.6571 -> 7,583.66.
# Level 2: 197.59 x 365 / 7 = 10302.9071 -> 10,302.91. Level 3: 243.51 x 365 / 7 = 12697.3071 -> 12,697.31.
# The extra weeks are at Level 1 whatever the level: birthday 1 March, summer 1 August, Christmas: 3 x 145.44 = 436.32.
@pytest.mark.parametrize(
    ("level", "weekly", "yearly"),
    [
        (PaymentLevel.LEVEL_1, 14544, 758366),
        (PaymentLevel.LEVEL_2, 19759, 1030291),
        (PaymentLevel.LEVEL_3, 24351, 1269731),
    ],
)
def test_each_level_for_a_small_child(level: PaymentLevel, weekly: int, yearly: int) -> None:
    found = cost(terms(level), [child(date(2024, 3, 1))], TABLES, STARTS)
    allowance, extra = line(found, CostCode.ALLOWANCE), line(found, CostCode.EXTRA_WEEKS)
    assert (allowance.weekly_pence, allowance.yearly_pence) == (weekly, yearly)
    assert (extra.weekly_pence, extra.yearly_pence) == (0, 43632)
    assert (found.weekly_pence, found.yearly_pence) == (weekly, yearly + 43632)
    assert (found.to_end_pence, found.ends_on, found.at_least) == (None, None, False)


# Born 15 June 2016: 10 at the start, 11 on 15 June 2027. Level 2: 219.02, then 247.74.
# 4 January to 14 June: 162 days (28 + 28 + 31 + 30 + 31 + 14); 15 June to 3 January 2028: 203 days; together 365.
# (219.02 x 162 + 247.74 x 203) / 7 = (35481.24 + 50291.22) / 7 = 85772.46 / 7 = 12253.2085... -> 12,253.21.
# Extra weeks: the birthday itself is paid at 11: 206.23; summer and Christmas too: 3 x 206.23 = 618.69.
def test_the_eleventh_birthday_inside_the_year_changes_the_rate_on_the_day() -> None:
    found = cost(terms(PaymentLevel.LEVEL_2), [child(date(2016, 6, 15))], TABLES, STARTS)
    allowance = line(found, CostCode.ALLOWANCE)
    assert allowance.weekly_pence == 21902
    assert [(step.starts_on, step.weekly_pence) for step in allowance.steps] == [
        (STARTS, 21902),
        (date(2027, 6, 15), 24774),
    ]
    assert allowance.yearly_pence == 1225321
    assert line(found, CostCode.EXTRA_WEEKS).yearly_pence == 61869


# The printed bands overlap at 16: 15 is paid as 11 to 15, and the rate changes on the 16th birthday, not after it.
# Born 5 January 2011, 15 on Monday 4 January 2027 and 16 on the 5th. Level 3: one day at 293.66, 364 at 315.52.
# (293.66 x 1 + 315.52 x 364) / 7 = (293.66 + 114849.28) / 7 = 16448.9914 -> 16,448.99.
def test_the_sixteenth_birthday_is_paid_at_sixteen() -> None:
    found = cost(terms(PaymentLevel.LEVEL_3), [child(date(2011, 1, 5))], TABLES, STARTS)
    assert line(found, CostCode.ALLOWANCE).yearly_pence == 1644899


# Fifth birthday on 1 February 2027 (born 2022): 28 days at 145.44, 337 at 165.68 at Level 1.
# (145.44 x 28 + 165.68 x 337) / 7 = (4072.32 + 55834.16) / 7 = 59906.48 / 7 = 8558.0685... -> 8,558.07.
def test_the_fifth_birthday() -> None:
    found = cost(terms(PaymentLevel.LEVEL_1), [child(date(2022, 2, 1))], TABLES, STARTS)
    assert line(found, CostCode.ALLOWANCE).yearly_pence == 855807


# From 1 March 2027 the year is 366 days: it has 29 February 2028 in it. 165.68 x 366 / 7 = 8662.6971 -> 8,662.70.
def test_a_leap_year_has_a_day_more() -> None:
    found = cost(terms(PaymentLevel.LEVEL_1), [child(date(2019, 5, 5))], TABLES, date(2027, 3, 1))
    assert line(found, CostCode.ALLOWANCE).yearly_pence == 866270


# A new table from 1 April 2027: Level 1 for 5 to 10 is 170.00 instead of 165.68. Born 2019: 7, no band changes.
# 4 January to 31 March: 87 days; 278 days after. (165.68 x 87 + 170 x 278) / 7 = (14414.16 + 47260) / 7 = 8810.5942...
# -> 8,810.59. The extra weeks fall after it (birthday 5 May, summer, Christmas): 3 x 170.00.
def test_a_new_table_inside_the_year() -> None:
    row = next(
        r for r in SEEDS.allowance_rates if r.level is PaymentLevel.LEVEL_1 and r.age_from == 5
    )
    others = [r for r in SEEDS.allowance_rates if r is not row]
    old = AllowanceRate(
        level=row.level,
        age_from=5,
        age_to=10,
        weekly_pence=row.weekly_pence,
        effective_from=row.effective_from,
        effective_to=date(2027, 3, 31),
    )
    new = AllowanceRate(
        level=row.level,
        age_from=5,
        age_to=10,
        weekly_pence=Pence(17000),
        effective_from=date(2027, 4, 1),
    )
    tables = CostTables([*others, old, new], SEEDS.settings)
    found = cost(terms(PaymentLevel.LEVEL_1), [child(date(2019, 5, 5))], tables, STARTS)
    assert line(found, CostCode.ALLOWANCE).yearly_pence == 881059
    assert line(found, CostCode.EXTRA_WEEKS).yearly_pence == 51000


# A sister of 3 (band 0 to 4) and a brother of 8 (5 to 10) at Level 2: 197.59 + 219.02 = 416.61 a week.
# 197.59 x 365 / 7 = 10302.9071 -> 10,302.91; 219.02 x 365 / 7 = 11420.3285... -> 11,420.33 (each rounded once).
# Extra weeks at Level 1: 3 x 145.44 = 436.32 and 3 x 165.68 = 497.04. In all 22,656.60.
def test_brothers_and_sisters_are_a_line_each() -> None:
    both = [
        child(date(2023, 7, 7)),
        replace(child(date(2018, 7, 7)), child_id=ChildId(2)),
    ]
    found = cost(terms(PaymentLevel.LEVEL_2), both, TABLES, STARTS)
    assert found.weekly_pence == 41661
    assert found.yearly_pence == 1030291 + 1142033 + 43632 + 49704 == 2265660


# 12 weeks from the start: 84 days, exactly 12 x 165.68 = 1,988.16. No extra week falls into 4 January to 28 March.
def test_to_the_planned_end() -> None:
    ends = STARTS + timedelta(weeks=12)
    found = cost(
        terms(PaymentLevel.LEVEL_1), [child(date(2019, 5, 5), ends_on=ends)], TABLES, STARTS
    )
    assert (found.ends_on, found.to_end_pence) == (ends, 198816)


# 10 days: 165.68 x 10 / 7 = 236.6857 -> 236.69. The day of leaving is not paid: the child is there the night before.
def test_days_are_sevenths_of_a_week() -> None:
    ends = STARTS + timedelta(days=10)
    found = cost(
        terms(PaymentLevel.LEVEL_1), [child(date(2019, 5, 5), ends_on=ends)], TABLES, STARTS
    )
    assert found.to_end_pence == 23669


# Born 1 March 2009: 17 at the start, 18 on 1 March 2027, 56 days later. Level 2 at 16 and over: 278.28 x 8 = 2,226.24.
# No birthday, summer or Christmas before it, so nothing else, whatever end was planned.
def test_an_allowance_ends_with_the_eighteenth_birthday() -> None:
    young = child(date(2009, 3, 1), ends_on=date(2028, 1, 1))
    found = cost(terms(PaymentLevel.LEVEL_2), [young], TABLES, STARTS)
    assert (found.weekly_pence, found.yearly_pence) == (27828, 222624)
    assert (found.ends_on, found.to_end_pence) == (date(2027, 3, 1), 222624)


# Level 1 at 16 and over, 250.84, less 30.00 from the young person: 220.84, whatever the household's level.
# No extra weeks. 220.84 x 365 / 7 = 11515.2285... -> 11,515.23.
@pytest.mark.parametrize("level", [PaymentLevel.LODGINGS, PaymentLevel.LEVEL_3])
def test_supported_lodgings(level: PaymentLevel) -> None:
    young = child(date(2010, 3, 1))
    found = cost(terms(level, kind=RequestKind.LODGINGS), [young], TABLES, STARTS)
    assert (found.weekly_pence, found.yearly_pence) == (22084, 1151523)
    bare = CostTables(
        [r for r in SEEDS.allowance_rates if r.level is PaymentLevel.LEVEL_1], SEEDS.settings
    )
    worked_out = cost(terms(level, kind=RequestKind.LODGINGS), [young], bare, STARTS)
    assert worked_out.weekly_pence == 25084 - 3000 == 22084


# 239.52 less housing benefit 91.15 less the young person's 30.00: 118.37, in-house and agency alike.
@pytest.mark.parametrize("tier", [Tier.IN_HOUSE, Tier.IFA])
def test_staying_put(tier: Tier) -> None:
    young = child(date(2009, 1, 4))
    paid = terms(
        PaymentLevel.LEVEL_3 if tier is Tier.IN_HOUSE else None,
        kind=RequestKind.STAYING_PUT,
        tier=tier,
        typical_pence=Pence(90000) if tier is Tier.IFA else None,
    )
    found = cost(paid, [young], TABLES, STARTS)
    assert found.weekly_pence == 23952 - 9115 - 3000 == 11837
    assert [one.code for one in found.lines] == [CostCode.STAYING_PUT]


# Carers from an agency keep 420.00 a week to 30 June 2027 and are then paid Level 2 (219.02 at 8). No extra weeks.
# 4 January to 30 June: 178 days; 187 after. (420 x 178 + 219.02 x 187) / 7 = (74760 + 40956.74) / 7 = 16530.9628...
# -> 16,530.96.
def test_carers_from_an_agency_keep_their_allowance_without_extra_weeks() -> None:
    paid = terms(
        PaymentLevel.AGENCY,
        own_pence=Pence(42000),
        protected_until=date(2027, 6, 30),
        level_after=PaymentLevel.LEVEL_2,
    )
    found = cost(paid, [child(date(2018, 7, 7))], TABLES, STARTS)
    assert [one.code for one in found.lines] == [CostCode.FORMER]
    assert (found.weekly_pence, found.yearly_pence) == (42000, 1653096)


# A child who lived there at the transfer keeps it to 18: 420 x 365 / 7 = 21,900.00 exactly.
def test_a_child_there_at_the_transfer_keeps_it_to_eighteen() -> None:
    paid = terms(PaymentLevel.AGENCY, own_pence=Pence(42000), protected_until=date(2027, 6, 30))
    there = child(date(2018, 7, 7), placed_at_transfer=True)
    assert cost(paid, [there], TABLES, STARTS).yearly_pence == 2190000
    newly = cost(paid, [child(date(2018, 7, 7))], TABLES, STARTS)
    assert newly.not_known == ("What is paid after the former allowance is not on record.",)
    assert newly.yearly_pence == 42000 * 178 // 7 == 1068000


# A residential price of 4,041.00 with education: 28% is 1,131.48 and 72% is 2,909.52.
# The year, each line rounded once: 3141 x 365 / 7 = 163780.7142... -> 163,780.71 and 900 x 365 / 7 = 46928.5714... ->
# 46,928.57, in all 210,709.28. 28% of it is 58,998.5984 and 72% is 151,710.6816: 58,998.60 and 151,710.68.
def test_residential_with_education_by_the_policys_shares() -> None:
    shares = default_lines(social_care=Decimal(28), education=Decimal(72), with_education=True)
    paid = provider(offered_pence=Pence(404100), education_pence=Pence(90000))
    found = cost(paid, [child(date(2016, 6, 15))], TABLES, STARTS, proposed=shares)
    assert [(one.code, one.weekly_pence) for one in found.lines] == [
        (CostCode.OFFERED, 314100),
        (CostCode.EDUCATION, 90000),
    ]
    assert [(p.funder, p.weekly_pence, p.yearly_pence) for p in found.parts] == [
        (Funder.SOCIAL_CARE, 113148, 5899860),
        (Funder.EDUCATION, 290952, 15171068),
    ]
    assert found.proposed


# Health takes 10% of 4,041.00: 404.10. The others keep their proportion: 25.2% is 1,018.332, 64.8% is 2,618.568.
# Whole pence: 1018.33 + 2618.56 + 404.10 = 4040.99; the penny goes to the largest remainder, education: 2,618.57.
def test_a_health_share_of_a_tenth() -> None:
    shares = default_lines(
        social_care=Decimal(28), education=Decimal(72), with_education=True, health=Decimal(10)
    )
    assert [str(part.share.normalize()) for part in shares if part.share] == [
        "25.2",
        "64.8",
        "1E+1",
    ]
    found = cost(
        provider(offered_pence=Pence(404100)),
        [child(date(2016, 6, 15))],
        TABLES,
        STARTS,
        proposed=shares,
    )
    assert [p.weekly_pence for p in found.parts] == [101833, 261857, 40410]


# A typical price is for each child and is marked so; a support at 146.00 a week for each of two is 292.00.
# 2 x 900.00 + 292.00 = 2,092.00 a week; a year 2 x 46,928.57 (900 x 365 / 7 = 46928.5714) + 15,225.71 = 109,082.85.
def test_a_typical_price_with_a_support_package() -> None:
    row = SupportPrice(
        support="in_home", weekly_pence=Pence(14600), effective_from=date(2024, 4, 1), source="C"
    )
    tables = CostTables(SEEDS.allowance_rates, SEEDS.settings, [row])
    both = [child(date(2018, 7, 7)), replace(child(date(2016, 7, 7)), child_id=ChildId(2))]
    found = cost(
        provider(tier=Tier.IFA, typical_pence=Pence(90000)),
        both,
        tables,
        STARTS,
        supports=[("in_home", "In-home help")],
    )
    assert [one.code for one in found.lines] == [
        CostCode.TYPICAL,
        CostCode.TYPICAL,
        CostCode.SUPPORT,
    ]
    assert "not offered" in found.lines[0].steps[0].words
    assert (found.weekly_pence, found.yearly_pence) == (209200, 2 * 4692857 + 1522571)


# Contract care at 9 is 407.88. Where it is not decided, it stands beside the total and not in it.
def test_contract_care_is_an_alternative_until_it_is_decided() -> None:
    asked = child(date(2017, 7, 7), complex_need=True)
    found = cost(terms(PaymentLevel.LEVEL_2), [asked], TABLES, STARTS)
    beside = line(found, CostCode.CONTRACT_CARE)
    assert (beside.weekly_pence, beside.counted) == (40788, False)
    assert found.weekly_pence == 21902
    decided = cost(
        terms(PaymentLevel.LEVEL_2), [replace(asked, contract_care=True)], TABLES, STARTS
    )
    assert decided.weekly_pence == 40788
    assert CostCode.ALLOWANCE not in {one.code for one in decided.lines}


# The duty fee, 30.00 for 24 hours, is paid whether or not a child comes: beside the total.
def test_the_duty_fee_stands_beside_the_total() -> None:
    found = cost(terms(PaymentLevel.LEVEL_1), [child(date(2019, 5, 5))], TABLES, STARTS, duty=True)
    fee = line(found, CostCode.DUTY)
    assert (fee.yearly_pence, fee.counted) == (3000, False)
    assert found.weekly_pence == 16568


def test_what_is_not_known_is_said_and_the_sum_is_the_least() -> None:
    unpriced = cost(provider(), [child(date(2016, 6, 15))], TABLES, STARTS)
    assert (unpriced.weekly_pence, unpriced.yearly_pence) == (None, None)
    assert unpriced.not_known == ("No price is on record: it is known with the offer.",)
    partly = cost(
        terms(PaymentLevel.LEVEL_1),
        [child(date(2019, 5, 5))],
        TABLES,
        STARTS,
        supports=[("equipment", "Equipment")],
    )
    assert partly.weekly_pence == 16568
    assert partly.at_least
    assert partly.not_known == ("No price is set for: Equipment.",)


def test_an_offer_is_shared_between_the_children_to_the_penny() -> None:
    three = [replace(child(date(2018, 7, 7)), child_id=ChildId(n)) for n in (1, 2, 3)]
    paid = provider(offered_pence=Pence(100000))
    assert weekly_prices(paid, three, TABLES, STARTS) == (33334, 33333, 33333)


births = st.dates(date(2009, 6, 1), date(2027, 1, 1))
days = st.dates(date(2027, 1, 2), date(2029, 12, 31))


@given(
    st.lists(births, min_size=1, max_size=4),
    days,
    st.integers(1, 3000),
    st.sampled_from([PaymentLevel.LEVEL_1, PaymentLevel.LEVEL_2, PaymentLevel.LEVEL_3]),
    st.lists(st.integers(0, 10000), min_size=3, max_size=3),
)
def test_lines_and_parts_add_up_to_the_penny(
    born: list[date], starts: date, length: int, level: PaymentLevel, ratio: list[int]
) -> None:
    ends = starts + timedelta(days=length)
    children = [
        CostChild(ChildId(n), "Child", on, ends_on=ends) for n, on in enumerate(born, start=1)
    ]
    ratio = ratio if sum(ratio) else [1, 0, 0]
    shares = [Decimal(part) for part in ratio]
    whole = sum(shares)
    parts = [
        FundingPart(funder, share * 100 / whole)
        for funder, share in zip(Funder, shares, strict=True)
    ]
    found = cost(terms(level), children, TABLES, starts, proposed=parts)
    counted = [one for one in found.lines if one.counted]
    for name in ("weekly_pence", "yearly_pence", "to_end_pence"):
        total = getattr(found, name)
        known = [getattr(one, name) for one in counted if getattr(one, name) is not None]
        assert total == (sum(known) if known else None)
        if total is not None:
            assert sum(getattr(part, name) for part in found.parts) == total


@given(births, days, st.integers(0, 700), st.integers(0, 700))
def test_a_time_costs_what_its_two_parts_cost(
    born: date, starts: date, first: int, second: int
) -> None:
    found = cost(terms(PaymentLevel.LEVEL_3), [child(born)], TABLES, starts)
    del found
    from art_desktop.domain.cost_lines import main_line

    middle, end = starts + timedelta(days=first), starts + timedelta(days=first + second)
    stream = main_line(terms(PaymentLevel.LEVEL_3), child(born), TABLES, starts, end).stream
    assert stream.exact(starts, end) == stream.exact(starts, middle) + stream.exact(middle, end)


@given(st.fractions(0, 10**9))
def test_a_half_penny_goes_up(pence: Fraction) -> None:
    rounded = to_the_penny(pence)
    assert -Fraction(1, 2) < rounded - pence <= Fraction(1, 2)


def test_a_birthday_on_29_february_is_kept_on_1_march() -> None:
    assert years_on(date(2024, 2, 29), 3) == date(2027, 3, 1)
    assert years_on(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_settings_may_stop_the_extra_weeks() -> None:
    fewer = [s for s in SEEDS.settings if s.code != "extra_weeks_a_year"]
    none = Setting(code="extra_weeks_a_year", value="0", effective_from=date(2016, 4, 1))
    tables = CostTables(SEEDS.allowance_rates, [*fewer, none])
    found = cost(terms(PaymentLevel.LEVEL_1), [child(date(2019, 5, 5))], tables, STARTS)
    assert line(found, CostCode.EXTRA_WEEKS).yearly_pence == 0
