"""How a provider stands on a day: properties over any dates, and each thing that can be lacking in its own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.deciding_words import CheckKind, CheckOutcome, ContractKind
from art_desktop.domain.frameworks import (
    Contract,
    Framework,
    Lot,
    LotPlace,
    ProviderCheck,
    Suspension,
)
from art_desktop.domain.ids import FrameworkId, HomeId, LotId, Pence, ProviderId
from art_desktop.domain.provider_terms import (
    CheckState,
    ProviderTerms,
    TermsRows,
    check_standing,
    months_after,
    price_beyond_band,
    soon_lapsing,
    terms_on,
)
from art_desktop.domain.vocabulary import ProviderKind

ONE = ProviderId(1)
TODAY = date(2026, 11, 24)
HOMES, AGENCIES = ProviderKind.CHILDRENS_HOME, ProviderKind.IFA
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def rows(**changes: object) -> TermsRows:
    """Return the rows of an agency in good standing, but for some of them."""
    began = date(2024, 4, 1)
    plain = TermsRows(
        frameworks=[Framework(id=FrameworkId(1), name="Fostering", starts_on=began)],
        lots=[Lot(id=LotId(1), framework_id=FrameworkId(1), name="Families", kind=AGENCIES)],
        places=[
            LotPlace(
                id=1,
                lot_id=LotId(1),
                provider_id=ONE,
                starts_on=began,
                price_from_pence=Pence(80000),
                price_to_pence=Pence(95000),
            )
        ],
        checks=[check(kind, date(2026, 6, 1)) for kind in CheckKind],
        contracts=[contract()],
        suspensions=[],
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # given by name


def check(
    kind: CheckKind,
    done_on: date,
    outcome: CheckOutcome = CheckOutcome.SATISFACTORY,
    until: date | None = None,
) -> ProviderCheck:
    return ProviderCheck(
        provider_id=ONE, kind=kind, outcome=outcome, done_on=done_on, valid_until=until
    )


def contract(kind: ContractKind = ContractKind.FRAMEWORK, **changes: object) -> Contract:
    made = Contract(
        id=1,
        provider_id=ONE,
        kind=kind,
        starts_on=date(2024, 4, 1),
        ends_on=date(2027, 3, 31),
        signed_on=date(2024, 3, 20),
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def terms(on: date = TODAY, **changes: object) -> ProviderTerms:
    return terms_on([ONE], rows(**changes), on)[ONE]


def test_a_provider_in_good_standing_lacks_nothing() -> None:
    assert terms().lacking(AGENCIES) == ()
    assert terms().checks_until == date(2027, 6, 1)


@given(DAYS, st.one_of(st.none(), st.integers(0, 900)), DAYS, st.integers(0, 900), DAYS)
def test_a_place_counts_on_the_days_that_it_and_its_framework_share(
    starts: date, length: int | None, framed: date, framed_for: int, on: date
) -> None:
    """Both ends are included, and neither a place without an end outlives its framework."""
    ends = None if length is None else starts + timedelta(days=length)
    framework_ends = framed + timedelta(days=framed_for)
    found = terms(
        on,
        frameworks=[
            Framework(id=FrameworkId(1), name="F", starts_on=framed, ends_on=framework_ends)
        ],
        places=[LotPlace(id=1, lot_id=LotId(1), provider_id=ONE, starts_on=starts, ends_on=ends)],
    )
    inside = max(starts, framed) <= on <= min(ends or framework_ends, framework_ends)
    assert found.on_lot(AGENCIES) is inside
    assert not found.on_lot(HOMES)
    for place in found.lots:
        assert place.until == min(ends or framework_ends, framework_ends)


@given(DAYS, st.integers(1, 36), DAYS)
def test_a_check_is_good_for_its_months_and_never_before_it_was_done(
    done: date, months: int, on: date
) -> None:
    state = check_standing(CheckKind.DATA, [check(CheckKind.DATA, done)], months, on).state
    if on < done:
        assert state is CheckState.NEVER
    else:
        last = months_after(done, months)
        assert state is (CheckState.DONE if on <= last else CheckState.LAPSED)


@given(DAYS, st.integers(0, 60))
def test_months_are_counted_on_the_calendar(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert (found + timedelta(days=1)).day == 1 or found.day == day.day


@given(st.lists(st.tuples(DAYS, st.sampled_from(CheckOutcome)), min_size=1, max_size=5), DAYS)
def test_the_latest_check_of_a_kind_is_the_one_that_counts(
    done: list[tuple[date, CheckOutcome]], on: date
) -> None:
    """One that was not satisfactory ends what an earlier one was good for."""
    made = [check(CheckKind.FINANCE, day, outcome) for day, outcome in done]
    for number, one in enumerate(made):
        one.id = number + 1
    standing = check_standing(CheckKind.FINANCE, made, 12, on)
    by_then = [one for one in made if one.done_on <= on]
    if not by_then:
        assert standing.state is CheckState.NEVER
        return
    latest = max(by_then, key=lambda one: (one.done_on, one.id or 0))
    assert standing.outcome is latest.outcome
    failed = latest.outcome is CheckOutcome.NOT_SATISFACTORY
    assert (standing.state is CheckState.FAILED) is failed


def test_a_check_names_its_own_last_day_before_the_policy_does() -> None:
    until = date(2026, 11, 24)
    checks = [check(CheckKind.INSURANCE, date(2026, 11, 1), until=until)]
    assert check_standing(CheckKind.INSURANCE, checks, 12, until).in_order
    later = check_standing(CheckKind.INSURANCE, checks, 12, until + timedelta(days=1))
    assert later.state is CheckState.LAPSED


@given(st.sets(st.sampled_from(CheckKind)))
def test_every_kind_of_check_is_needed(done: set[CheckKind]) -> None:
    found = terms(checks=[check(kind, date(2026, 6, 1)) for kind in done])
    assert found.checks_in_order is (done == set(CheckKind))
    assert {one.kind for one in found.checks_lacking} == set(CheckKind) - done
    assert (found.checks_until is not None) is found.checks_in_order


def test_what_is_lacking_is_said_in_words() -> None:
    lapsed = [
        check(kind, date(2026, 6, 1)) for kind in CheckKind if kind is not CheckKind.INSURANCE
    ]
    lapsed.append(check(CheckKind.INSURANCE, date(2025, 1, 1)))
    assert terms(checks=lapsed).lacking(AGENCIES) == (
        "due-diligence checks (insurance lapsed Thu 1 Jan 2026)",
    )
    assert terms(checks=[]).lacking(AGENCIES) == ("due-diligence checks",)
    assert terms(contracts=[]).lacking(AGENCIES) == ("a contract on Tue 24 Nov 2026",)
    unsigned = terms(contracts=[contract(signed_on=None)])
    assert unsigned.lacking(AGENCIES) == ("a signature on its contract",)


def test_outside_the_lots_a_manager_and_a_spot_contract_are_needed() -> None:
    outside = terms(places=[])
    assert [words.split(" on ")[0] for words in outside.lacking(AGENCIES)] == [
        "a place",
        "a spot contract",
    ]
    (contract_words,) = outside.lacking(AGENCIES, spot_purchase=True)
    assert contract_words.startswith("a spot contract")
    spot = terms(places=[], contracts=[contract(ContractKind.SPOT)])
    assert spot.lacking(AGENCIES, spot_purchase=True) == ()


def test_a_lot_for_one_kind_is_no_lot_for_another() -> None:
    assert terms().lacking(HOMES)[0].startswith("a place on a framework lot")


@given(DAYS, st.integers(0, 400), DAYS)
def test_a_suspension_holds_from_its_first_to_its_last_day(
    starts: date, length: int, on: date
) -> None:
    ends = starts + timedelta(days=length)
    of_home = Suspension(
        id=2, provider_id=ONE, home_id=HomeId(7), starts_on=starts, ends_on=ends, reason="r"
    )
    found = terms(on, suspensions=[of_home])
    assert (found.suspended(HomeId(7)) is not None) is (starts <= on <= ends)
    assert found.suspended() is None
    assert found.suspended(HomeId(8)) is None
    whole = replace(rows(), suspensions=[Suspension(provider_id=ONE, starts_on=starts, reason="r")])
    everywhere = terms_on([ONE], whole, on)[ONE]
    assert (everywhere.suspended(HomeId(8)) is not None) is (starts <= on)


def test_a_suspension_that_a_manager_set_aside_is_not_lacking() -> None:
    stopped = [Suspension(provider_id=ONE, starts_on=date(2026, 1, 1), reason="Enquiry")]
    assert terms(suspensions=stopped).lacking(AGENCIES) == ("the lifting of its suspension",)
    assert terms(suspensions=stopped).lacking(AGENCIES, suspension_waived=True) == ()


@given(st.integers(0, 200_000))
def test_a_price_is_flagged_exactly_where_it_is_above_the_band(pence: int) -> None:
    words = price_beyond_band(terms(), AGENCIES, Pence(pence))
    assert (words is not None) is (pence > 95000)
    assert price_beyond_band(terms(places=[]), AGENCIES, Pence(pence)) is None
    open_ended = LotPlace(id=1, lot_id=LotId(1), provider_id=ONE, starts_on=date(2024, 4, 1))
    assert price_beyond_band(terms(places=[open_ended]), AGENCIES, Pence(pence)) is None


def test_what_lapses_soon_is_told_with_its_day() -> None:
    day = date(2027, 3, 20)
    found = soon_lapsing(terms(day), 28)
    assert [when for when, _ in found] == [date(2027, 3, 31)]
    renewed = contract(starts_on=date(2027, 1, 1), ends_on=None)
    assert soon_lapsing(terms(day, contracts=[contract(), renewed]), 28) == ()
