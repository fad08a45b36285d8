"""The Placements Data Standard v2: every field, every option, and nothing unknown said as a no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.placements_standard import (
    RISK_FIELDS,
    SOURCES,
    ReferralFacts,
    Value,
    referral_fields,
)
from art_desktop.domain.vocabulary import (
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Suitability,
    SupportWanted,
    Together,
)

NOW = datetime(2026, 11, 24, 18, 2, tzinfo=UTC)
FACTS = ReferralFacts(child_id=41, now=NOW)
REFERRAL = (
    "PlacementAvailability",
    "PlacementRequirements",
    "PlacementRecommendation",
    "Risks",
)


@pytest.fixture(scope="module")
def standard() -> dict[str, tuple[str, dict[str, Any]]]:
    """The referral fields of the standard, by name, with the entity of each."""
    root = Path(__file__).resolve().parents[2]
    path = root.parent / "shared" / "data" / "placements_data_standard" / "placements_v2.json"
    if not path.exists():
        pytest.skip("the Placements Data Standard is not beside the project")
    plain = json.loads(path.read_text(encoding="utf-8"))
    return {
        field["name"]: (entity["name"], field)
        for entity in plain["entities"]
        if entity["name"] in REFERRAL
        for field in entity["fields"]
    }


def values(needs: Needs, facts: ReferralFacts = FACTS) -> dict[str, Value]:
    return {field.name: field.value for field in referral_fields(facts, needs)}


def profiles() -> Iterator[tuple[ReferralFacts, Needs]]:
    """Profiles that between them give every answer that a field of the standard comes from."""
    for days in (0, 3, 5, 30):
        yield replace(FACTS, needed_at=NOW + timedelta(days=days)), Needs()
    for codes in [(), *((code,) for code in Communication)]:
        yield FACTS, Needs(communication=codes)
    levels = {code: NeedAnswer(Level.NONE) for code in NeedCode}
    yield FACTS, Needs(communication=(), needs_interpreter=False, levels=levels)
    yield FACTS, Needs(levels={code: NeedAnswer(Level.COMPLEX) for code in NeedCode})
    for culture in (None, *CulturalNeed):
        yield FACTS, Needs(cultural_needs=culture)
    for solo, younger, older, wanted in product((None, True, False), repeat=4):
        yield (
            FACTS,
            Needs(
                no_other_children=solo,
                no_younger_children=younger,
                no_older_children=older,
                other_children_wanted=wanted,
            ),
        )
    for no_pets, pets in product((None, True, False), repeat=2):
        yield FACTS, Needs(no_pets=no_pets, pets_wanted=pets)
    for support in [(), *((code,) for code in SupportWanted)]:
        yield FACTS, Needs(support_wanted=support)
    for suits in (None, *Suitability):
        yield FACTS, Needs(foster_suits=suits, residential_suits=suits, supported_suits=suits)


def said(value: Value) -> tuple[str, ...]:
    """Return the option words in a value."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def test_every_referral_field_is_given_once_and_in_order(
    standard: dict[str, tuple[str, dict[str, Any]]],
) -> None:
    given = [(field.entity, field.name) for field in referral_fields(FACTS, Needs())]
    assert given == [(entity, name) for name, (entity, _) in standard.items()]


def test_every_field_says_which_answer_it_comes_from() -> None:
    assert set(SOURCES) == set(values(Needs()))
    assert all(SOURCES.values())


def test_every_option_can_be_reached_and_no_other_word_is_said(
    standard: dict[str, tuple[str, dict[str, Any]]],
) -> None:
    reached: dict[str, set[str]] = {}
    for facts, needs in profiles():
        for name, value in values(needs, facts).items():
            reached.setdefault(name, set()).update(said(value))
    for name, (_, field) in standard.items():
        if field["type"] == "Categorical":
            assert reached[name] == set(field["options"]), name


def test_values_are_of_the_kind_the_standard_asks_for(
    standard: dict[str, tuple[str, dict[str, Any]]],
) -> None:
    kinds = {"Integer": int, "Boolean": bool, "String": str}
    for facts, needs in profiles():
        for name, value in values(needs, facts).items():
            _, field = standard[name]
            if value is None:
                continue
            if field["type"] == "Categorical":
                assert isinstance(value, tuple) is field["cardinality"].endswith("*"), name
            else:
                assert type(value) is kinds[field["type"]], name


def test_an_empty_profile_is_nowhere_a_no() -> None:
    given = referral_fields(FACTS, Needs())
    for field in given:
        if field.value is None:
            assert field.why, field.name
    unknown = {"Not Specified", "Not Known", "Not specified"}
    shown = {field.name: field.value for field in given if field.value is not None}
    assert shown.pop("childId") == 41
    assert set(shown.values()) == unknown


_NOES: dict[str, set[Value]] = {
    "communicationNeeds": {"N"},
    "specificCommunicationRequirements": {("None",)},
    "homeAdaptation": {False},
    "culturalNeeds": {"Not required"},
    "livingCompanions": {"No preference"},
    "additionalSupport": {"NA"},
    "deprivationOfLiberty": {False},
    **{name: {"No known risk"} for name in RISK_FIELDS},
}
_NEEDED: dict[str, set[str]] = {
    "communicationNeeds": {
        "communication",
        "needs_interpreter",
        "levels.language",
        "levels.learning",
    },
    "specificCommunicationRequirements": {"communication"},
    "homeAdaptation": {"home_adaptation"},
    "culturalNeeds": {"cultural_needs"},
    "livingCompanions": {
        "no_other_children",
        "no_younger_children",
        "no_older_children",
        "other_children_wanted",
    },
    "additionalSupport": {"support_wanted"},
    "deprivationOfLiberty": {"deprivation_of_liberty"},
    **{name: {f"levels.{code}"} for name, code in RISK_FIELDS.items()},
}
_BOOL = st.sampled_from([None, True, False])
_PROFILES = st.builds(
    Needs,
    communication=st.sampled_from([None, (), (Communication.BSL,)]),
    needs_interpreter=_BOOL,
    home_adaptation=_BOOL,
    cultural_needs=st.sampled_from([None, *CulturalNeed]),
    no_other_children=_BOOL,
    no_younger_children=_BOOL,
    no_older_children=_BOOL,
    other_children_wanted=_BOOL,
    support_wanted=st.sampled_from([None, (), (SupportWanted.TAXIS,)]),
    deprivation_of_liberty=_BOOL,
    levels=st.dictionaries(
        st.sampled_from([*NeedCode]),
        st.builds(NeedAnswer, st.sampled_from([None, *Level]), st.sampled_from(["", "words"])),
    ),
)


@given(_PROFILES)
def test_a_no_is_said_only_where_each_answer_it_rests_on_is_known(needs: Needs) -> None:
    for name, value in values(needs).items():
        if name in _NOES and value in _NOES[name]:
            for source in _NEEDED[name]:
                answer = needs.answer(source)
                level = answer.level if isinstance(answer, NeedAnswer) else answer
                assert level is not None, (name, source)


@pytest.mark.parametrize(
    ("needs", "name", "value"),
    [
        (Needs(no_younger_children=True, no_older_children=True), "livingCompanions", "Solo"),
        (Needs(no_younger_children=True, other_children_wanted=True), "livingCompanions", "older"),
        (Needs(no_pets=True, pets_wanted=True), "pets", "No"),
        (Needs(needs_interpreter=True), "communicationNeeds", "Y"),
        (Needs(family_unsuitable_by="Head of Service"), "fosterCareSuitability", "Unsuitable"),
        (
            Needs(levels={NeedCode.OFFENDING: NeedAnswer(Level.SOME)}, risk_to_others_other="Dogs"),
            "riskToOthersOther",
            "Dogs; Offending",
        ),
    ],
)
def test_where_an_answer_says_more_the_safer_word_is_chosen(
    needs: Needs, name: str, value: str
) -> None:
    assert value in str(values(needs)[name])


def test_support_left_out_is_said() -> None:
    needs = Needs(support_wanted=(SupportWanted.TAXIS, SupportWanted.THERAPEUTIC))
    field = next(f for f in referral_fields(FACTS, needs) if f.name == "additionalSupport")
    assert field.value == "therapeutic support"
    assert "taxis to school" in field.why


@pytest.mark.parametrize(
    ("siblings", "together", "count"),
    [
        (None, Together.TOGETHER, None),
        (0, None, 0),
        (2, None, None),
        (2, Together.APART, 0),
        (2, Together.TOGETHER_IF_POSSIBLE, 2),
    ],
)
def test_brothers_and_sisters_are_counted_where_they_are_to_be_together(
    siblings: int | None, together: Together | None, count: int | None
) -> None:
    given = values(Needs(together=together), replace(FACTS, siblings=siblings))
    assert given["siblingCount"] == count


def test_days_are_local_days() -> None:
    late = datetime(2026, 7, 1, 22, 50, tzinfo=UTC)  # ten to midnight in England
    facts = ReferralFacts(child_id=1, now=late, needed_at=late + timedelta(minutes=20))
    assert values(Needs(), facts)["neededBy"] == "in less than 5 days"
