"""Postcodes as text, and miles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.places import (
    GridReference,
    distance_miles,
    normalise_postcode,
    outcode_of,
    try_normalise_postcode,
)

points = st.builds(
    GridReference, st.integers(0, 700_000), st.integers(0, 1_300_000), st.sampled_from(["GB", "IE"])
)


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("pe11aa", "PE1 1AA"),
        ("PE1  1AA", "PE1 1AA"),
        ("ec1a1bb", "EC1A 1BB"),
        ("m1 1ae", "M1 1AE"),
        ("PE1 lAA", "PE1 1AA"),
        ("PE2 OAB", "PE2 0AB"),
        ("gir 0aa", "GIR 0AA"),
    ],
)
def test_a_postcode_is_put_in_its_one_form(typed: str, postcode: str) -> None:
    assert normalise_postcode(typed) == postcode


@pytest.mark.parametrize(
    "typed", ["", "  ", "PE1", "12345", "PE1 1AAA", "PE1 1CI", "unknown", "£££", "P" * 400]
)
def test_what_cannot_be_a_postcode_is_refused_in_words(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        normalise_postcode(typed)
    assert refused.value.field == "postcode"
    assert "PE1 1AA" in refused.value.what_next
    assert len(str(refused.value)) < 250


def test_outcodes() -> None:
    assert outcode_of("pe1 1aa") == "PE1"
    assert outcode_of("EC1A") == "EC1A"
    with pytest.raises(RuleBroken):
        outcode_of("nowhere")


@given(st.text(max_size=12))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = try_normalise_postcode(text)
    assert once is None or try_normalise_postcode(once) == once


def test_twenty_miles_as_the_department_counts_them() -> None:
    a = GridReference(500_000, 300_000)
    assert distance_miles(a, GridReference(500_000, 332_186)) == 20.0
    assert distance_miles(a, GridReference(503_000, 304_000)) == 3.1
    assert distance_miles(a, a) == 0.0
    assert distance_miles(a, None) is None
    assert distance_miles(a, GridReference(500_000, 300_000, "IE")) is None


@given(points, points)
def test_distance_is_the_same_both_ways(a: GridReference, b: GridReference) -> None:
    there = distance_miles(a, b)
    assert there == distance_miles(b, a)
    assert (there is None) == (a.grid != b.grid)
