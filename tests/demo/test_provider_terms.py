"""The terms of the demonstration's providers: about as many on a lot as ever, a few of everything that can be wrong."""

from __future__ import annotations

from datetime import date

import pytest

from art_desktop.demo.generate import generate
from art_desktop.domain.deciding_words import CheckKind
from art_desktop.domain.frameworks import (
    Contract,
    Framework,
    Lot,
    LotPlace,
    ProviderCheck,
    Suspension,
)
from art_desktop.domain.ids import ProviderId
from art_desktop.domain.provider_terms import ProviderTerms, TermsRows, soon_lapsing, terms_on
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import ProviderKind

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def standing() -> list[tuple[Provider, ProviderTerms]]:
    """Each provider of a small demonstration, as it stands today."""
    demo = generate(1, 0.2, today=TODAY)
    made = demo.extras
    rows = TermsRows(
        frameworks=[one for one in made if isinstance(one, Framework)],
        lots=[one for one in made if isinstance(one, Lot)],
        places=[one for one in made if isinstance(one, LotPlace)],
        checks=[one for one in made if isinstance(one, ProviderCheck)],
        contracts=[one for one in made if isinstance(one, Contract)],
        suspensions=[one for one in made if isinstance(one, Suspension)],
    )
    terms = terms_on([ProviderId(one.id or 0) for one in demo.providers], rows, TODAY)
    return [(one, terms[ProviderId(one.id or 0)]) for one in demo.providers]


def test_most_are_on_a_lot_and_some_lack_something(
    standing: list[tuple[Provider, ProviderTerms]],
) -> None:
    outside = [(one, terms) for one, terms in standing if one.kind.takes_children]
    on_lot = sum(terms.on_lot(one.kind) for one, terms in outside)
    assert 0.5 <= on_lot / len(outside) <= 0.9
    ready = sum(not terms.lacking(one.kind) for one, terms in outside)
    assert 0.4 <= ready / len(outside) < 1
    assert any(terms.suspended() for _, terms in standing)
    assert any(not terms.checks_in_order for _, terms in standing)
    assert any(terms.contract_for(one.kind) is None for one, terms in outside)
    assert any(soon_lapsing(terms, 28) for _, terms in standing)


def test_nobody_is_on_a_lot_before_its_framework_or_with_a_band_upside_down(
    standing: list[tuple[Provider, ProviderTerms]],
) -> None:
    for one, terms in standing:
        assert len(terms.checks) == len(CheckKind)
        for place in terms.lots:
            assert place.kind is one.kind
            assert place.price_from_pence is not None
            assert place.price_to_pence is not None
            assert place.price_from_pence < place.price_to_pence


def test_schools_and_tuition_are_on_the_register_and_have_no_homes(
    standing: list[tuple[Provider, ProviderTerms]],
) -> None:
    kinds = [one.kind for one, _ in standing]
    assert kinds.count(ProviderKind.DAY_SCHOOL) == 3
    assert kinds.count(ProviderKind.TUITION) == 3
