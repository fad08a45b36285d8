"""Answers that cannot both be meant are said; what is not known contradicts nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art_desktop.domain.contradictions import contradictions
from art_desktop.domain.needs import NeedAnswer, Needs
from art_desktop.domain.questions import BY_NAME
from art_desktop.domain.vocabulary import (
    Communication,
    CulturalNeed,
    Level,
    NeedCode,
    Suitability,
    SupportWanted,
    Together,
)

UNSUITABLE = Suitability.UNSUITABLE


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({"no_other_children": True, "other_children_wanted": True}, "no_other_children"),
        ({"no_pets": True, "pets_wanted": True}, "pets_wanted"),
        ({"no_younger_children": True, "no_older_children": True}, "no_older_children"),
        ({"foster_suits": UNSUITABLE}, "family_unsuitable_by"),
        (
            {"foster_suits": Suitability.PREFERRED, "family_unsuitable_by": "Head of Service"},
            "family_unsuitable_by",
        ),
        (
            {
                "foster_suits": UNSUITABLE,
                "family_unsuitable_by": "Head of Service",
                "residential_suits": UNSUITABLE,
                "supported_suits": UNSUITABLE,
            },
            "residential_suits",
        ),
        (
            {"communication": (Communication.BSL,), "needs_interpreter": False},
            "needs_interpreter",
        ),
        ({"together": Together.TOGETHER, "apart_reason": "Panel"}, "apart_reason"),
        (
            {"cultural_needs": CulturalNeed.NOT_REQUIRED, "cultural_words": "Mosque"},
            "cultural_words",
        ),
        ({"support_wanted": (), "support_words": "Two hours"}, "support_words"),
        ({"home_adaptation": False, "home_adaptation_words": "Hoist"}, "home_adaptation"),
        ({"levels": {NeedCode.FIRE: NeedAnswer(Level.NONE, "Lit paper.")}}, "levels.fire"),
    ],
)
def test_what_does_not_go_together_is_said_once(answers: dict[str, Any], names: str) -> None:
    (found,) = contradictions(Needs(**answers))
    assert names in found.names
    assert set(found.names) <= set(BY_NAME)
    assert found.words.endswith((".", "?"))


def test_a_reason_why_others_were_parted_from_them_may_be_right() -> None:
    """Two who stay together after a parting have one: the words leave it open, and name when it is right."""
    (found,) = contradictions(Needs(together=Together.TOGETHER, apart_reason="He hurts them."))
    assert "right only where" in found.words
    assert "other brothers and sisters" in found.words


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"no_pets": False, "pets_wanted": True},
        {"no_pets": True, "pets_wanted": False},
        {"no_other_children": True, "no_younger_children": True, "no_older_children": True},
        {"communication": (Communication.BSL,), "needs_interpreter": True},
        {"communication": (Communication.BSL,)},
        {"support_wanted": (SupportWanted.TAXIS,), "support_words": "Every morning"},
        {"foster_suits": UNSUITABLE, "family_unsuitable_by": "Head of Service, 3 November"},
    ],
)
def test_what_goes_together_is_left_alone(answers: dict[str, Any]) -> None:
    assert contradictions(Needs(**answers)) == ()


_BOOL = st.sampled_from([None, True, False])


@given(_BOOL, _BOOL, _BOOL, _BOOL, st.sampled_from(["no_pets", "pets_wanted"]))
def test_not_knowing_an_answer_never_adds_a_contradiction(
    pets: bool | None, wanted: bool | None, younger: bool | None, older: bool | None, name: str
) -> None:
    needs = Needs(
        no_pets=pets, pets_wanted=wanted, no_younger_children=younger, no_older_children=older
    )
    fewer = contradictions(needs.with_answer(name, None))
    assert set(fewer) <= set(contradictions(needs))
